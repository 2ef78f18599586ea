//! The only reader of the clock.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::calendar::{Date, Zone};

/// The day that it is now in `zone`.
#[must_use]
pub(super) fn today(zone: &Zone) -> Option<Date> {
    #[allow(clippy::disallowed_methods)] // this is the one place that may ask
    let now = SystemTime::now();
    let seconds = now.duration_since(UNIX_EPOCH).ok()?.as_secs();
    zone.date_at(i64::try_from(seconds).ok()?)
}

/// A running stopwatch.
pub(super) struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts now.
    #[must_use]
    pub(super) fn start() -> Self {
        Self(Instant::now())
    }

    /// The time since the start.
    #[must_use]
    pub(super) fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}
