//! Waiting that is noted and not done.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use milepost::forge::http::Pace;

/// A stopwatch that runs only while somebody waits. Clones share it. Chance is always 0.
#[derive(Clone, Default)]
pub(crate) struct NotedPace(Arc<Mutex<Vec<Duration>>>);

impl NotedPace {
    /// The waits so far, in seconds.
    pub(crate) fn waits(&self) -> Vec<f64> {
        self.0.lock().unwrap().iter().map(Duration::as_secs_f64).collect()
    }
}

impl Pace for NotedPace {
    fn now(&self) -> Duration {
        self.0.lock().unwrap().iter().sum()
    }

    fn wait(&self, time: Duration) {
        self.0.lock().unwrap().push(time);
    }

    fn chance(&self) -> f64 {
        0.0
    }
}
