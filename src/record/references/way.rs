//! The way to a name within its record. What the name leads to is not known here.

use crate::finding::Pointer;

/// The way to a name within its record. Nearly every name leads somewhere, and then nobody asks
/// where it stands: it is written out as a pointer only on demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way<'a>([Step<'a>; 5]);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step<'a> {
    /// No step; only at the end.
    None,
    /// Part of a pointer as it is written in the program, such as `/electives/from`.
    Written(&'static str),
    /// An item of a list, from 0.
    Item(usize),
    /// A key that the record chooses.
    Key(&'a str),
}

impl<'a> Way<'a> {
    /// One step further. Five are enough for every kind of record.
    pub(super) fn then(mut self, step: Step<'a>) -> Self {
        if let Some(free) = self.0.iter_mut().find(|step| **step == Step::None) {
            *free = step;
        }
        self
    }

    /// To the item `index`, from 0.
    pub(super) fn index(self, index: usize) -> Self {
        self.then(Step::Item(index))
    }

    /// To the key or keys `written` as a pointer.
    pub(super) fn key(self, written: &'static str) -> Self {
        self.then(Step::Written(written))
    }

    /// The way as a pointer.
    #[must_use]
    pub fn pointer(&self) -> Pointer {
        self.0.iter().fold(Pointer::root(), |pointer, step| match step {
            Step::None => pointer,
            Step::Written(keys) => Pointer::from(&*format!("{}{keys}", pointer.as_str())),
            Step::Item(index) => pointer.index(*index),
            Step::Key(key) => pointer.key(key),
        })
    }
}

/// A way written out in the program, such as `/why/project`.
impl From<&'static str> for Way<'_> {
    fn from(written: &'static str) -> Self {
        Self([Step::Written(written), Step::None, Step::None, Step::None, Step::None])
    }
}
