//! The only reader of the clock, and how the HTTP client waits.

use std::hash::{BuildHasher, RandomState};
use std::path::Path;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::output::variable;
use crate::calendar::{Date, Zone};
use crate::forge::http::Pace;

/// The day that it is now in `zone`.
#[must_use]
pub(super) fn today(zone: &Zone) -> Option<Date> {
    #[allow(clippy::disallowed_methods)] // this is the one place that may ask
    let now = SystemTime::now();
    let seconds = now.duration_since(UNIX_EPOCH).ok()?.as_secs();
    zone.date_at(i64::try_from(seconds).ok()?)
}

/// The name of this machine's time zone in the IANA database, where it says one: `TZ`, else where
/// `/etc/localtime` leads to (`man 5 localtime`).
#[must_use]
pub(super) fn local_zone() -> Option<String> {
    let known = |name: &str| Zone::named(name).is_some().then(|| name.to_owned());
    if let Some(set) = variable("TZ") {
        return known(set.trim_start_matches(':'));
    }
    let link = Path::new("/etc/localtime").read_link().ok()?;
    let (_, name) = link.to_str()?.rsplit_once("zoneinfo/")?;
    known(name)
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

/// Real waiting, for `forge::http::Connection`.
impl Pace for Stopwatch {
    fn now(&self) -> Duration {
        self.elapsed()
    }

    fn wait(&self, time: Duration) {
        std::thread::sleep(time);
    }

    fn chance(&self) -> f64 {
        // The standard library's hasher begins with random keys.
        let bits = u32::try_from(RandomState::new().hash_one(0_u8) >> 32).unwrap_or(0);
        f64::from(bits) / f64::from(u32::MAX)
    }
}
