//! Stand-in until validation lands.

use crate::finding::{Pointer, Target};
use crate::record::Kind;
use crate::yaml::Document;

/// What is wrong with a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Where.
    pub pointer: Pointer,
    /// Key or value.
    pub target: Target,
    /// Which rule.
    pub kind: ViolationKind,
    /// What is wrong.
    pub message: String,
    /// Beside the text.
    pub label: String,
    /// What to do.
    pub help: Option<String>,
    /// What to write.
    pub replacement: Option<String>,
}

/// Which rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViolationKind {
    /// unknown-key
    UnknownKey,
    /// invalid-record
    Invalid,
}

/// What is wrong with a document as a record of its kind.
#[must_use]
pub fn violations(_: Kind, _: &Document) -> Vec<Violation> {
    Vec::new()
}

/// The schema.
#[must_use]
pub fn text(_: Kind) -> &'static str {
    ""
}
