//! Time as the client sees it: a stopwatch, waiting and chance, handed in by the caller.

use std::time::Duration;

/// Waits, and tells how much time has passed. The program's is in `cli/clock.rs`; tests have one
/// that notes the waiting and returns at once. It says nothing of the time of day: moments that a
/// forge names are compared with the forge's own clock.
pub trait Pace {
    /// The time since some moment in the past, which stays the same; it never goes back.
    fn now(&self) -> Duration;

    /// Returns after `time`.
    fn wait(&self, time: Duration);

    /// A number from 0 to 1 by chance, so that many clients that were refused together do not
    /// come back together.
    fn chance(&self) -> f64;
}
