//! What a dry run would send. Nothing here sends anything.

use std::cell::RefCell;
use std::rc::Rc;

use serde_json::Value;

/// A dry run: requests that would write are noted and not sent. Cloning shares the notes.
#[derive(Clone, Debug)]
pub struct Rehearsal {
    noted: Rc<RefCell<Vec<Intended>>>,
    /// Whether requests that only read are sent; without a token there is nothing to read with.
    pub reads: bool,
}

/// A request that was not sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Intended {
    /// Its method: `POST`.
    pub method: String,
    /// Its whole address.
    pub address: String,
    /// Its body.
    pub body: Option<Value>,
}

impl Rehearsal {
    /// A dry run that has noted nothing yet. `reads` is whether it may ask.
    #[must_use]
    pub fn new(reads: bool) -> Self {
        Self { reads, noted: Rc::default() }
    }

    /// How many requests were noted.
    #[must_use]
    pub fn count(&self) -> usize {
        self.noted.borrow().len()
    }

    /// Takes the notes, in the order in which they would have been sent.
    #[must_use]
    pub fn take(&self) -> Vec<Intended> {
        self.noted.take()
    }

    pub(super) fn note(&self, method: &str, address: String, body: Option<&Value>) {
        let body = body.cloned();
        self.noted.borrow_mut().push(Intended { method: method.to_owned(), address, body });
    }
}
