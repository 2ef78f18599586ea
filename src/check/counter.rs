//! How far long work is: counted by the work, from any thread, and read by whoever shows it.

use std::sync::atomic::{AtomicUsize, Ordering};

/// A count of things done, of as many as are expected. It decides nothing: work that nobody watches
/// is given a new one.
#[derive(Debug, Default)]
pub struct Counter {
    done: AtomicUsize,
    expected: AtomicUsize,
}

impl Counter {
    /// So many more are to be done.
    pub fn expect(&self, more: usize) {
        self.expected.fetch_add(more, Ordering::Relaxed);
    }

    /// One more is done.
    pub fn advance(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// How many are done.
    #[must_use]
    pub fn done(&self) -> usize {
        self.done.load(Ordering::Relaxed)
    }

    /// How many are expected; zero until that is known.
    #[must_use]
    pub fn expected(&self) -> usize {
        self.expected.load(Ordering::Relaxed)
    }
}
