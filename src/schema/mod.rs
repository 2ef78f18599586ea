//! The JSON Schemas of all kinds, and what they say about a document, in plain words.
//!
//! The only place that knows the validator. What depends on another field or file is a rule and
//! does not live here.

mod advice;
mod asserted;
mod dates;
mod document;
mod explain;
mod fault;
#[cfg(test)]
mod generate;
mod instance;
mod keys;
#[cfg(test)]
mod published;
#[cfg(test)]
mod tests;
mod wording;

pub use document::{DocumentFault, document_fault};

use crate::finding::{Certainty, Pointer, Target};
use crate::record::Kind;
use crate::yaml::{Document, more_in_file};

/// The folder of a learning repository into which the schemas are written for editors, relative to its
/// root.
pub const FOLDER: &str = ".milepost/schema";

/// The name of a kind's schema in [`FOLDER`].
#[must_use]
pub fn file_name(kind: Kind) -> String {
    format!("{kind}.schema.json")
}

/// More than this many violations of one file are not told; the last one told says how many.
pub const MOST_VIOLATIONS: usize = 100;

/// Which rule a violation belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ViolationKind {
    /// A key that the schema does not have: `unknown-key`.
    UnknownKey,
    /// Anything else: `invalid-record`.
    Invalid,
}

/// One way in which a document differs from its schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Where.
    pub pointer: Pointer,
    /// Key or value of that place.
    pub target: Target,
    /// The rule.
    pub kind: ViolationKind,
    /// What is wrong, one sentence without full stop.
    pub message: String,
    /// A few words to stand beside the underlined text.
    pub label: String,
    /// What to do about it, a sentence without full stop.
    pub help: Option<String>,
    /// What to write in place of the underlined text, exactly, where one text is sure to be meant.
    pub replacement: Option<String>,
    /// How sure the replacement is.
    pub certainty: Certainty,
}

/// The JSON Schema (draft 2020-12) of a kind, as it is published in `schema/`.
#[must_use]
pub fn text(kind: Kind) -> &'static str {
    match kind {
        Kind::Policy => include_str!("../../schema/policy.schema.json"),
        Kind::Skill => include_str!("../../schema/skill.schema.json"),
        Kind::Role => include_str!("../../schema/role.schema.json"),
        Kind::Module => include_str!("../../schema/module.schema.json"),
        Kind::Credential => include_str!("../../schema/credential.schema.json"),
        Kind::Team => include_str!("../../schema/team.schema.json"),
        Kind::Program => include_str!("../../schema/program.schema.json"),
        Kind::Profile => include_str!("../../schema/profile.schema.json"),
        Kind::Goal => include_str!("../../schema/goal.schema.json"),
        Kind::Entry => include_str!("../../schema/entry.schema.json"),
        Kind::Assessment => include_str!("../../schema/assessment.schema.json"),
        Kind::Award => include_str!("../../schema/award.schema.json"),
        Kind::Remediation => include_str!("../../schema/remediation.schema.json"),
    }
}

/// Begins to make ready, on another thread, the schemas of what nearly every person has; returns at
/// once. They are needed last: meanwhile the repository is opened and the framework read.
pub fn prepare() {
    rayon::spawn(|| {
        for kind in [Kind::Profile, Kind::Goal, Kind::Entry, Kind::Assessment, Kind::Award] {
            fault::Schema::of(kind);
        }
    });
}

/// Everything in which `document` differs from the schema of `kind`, in the order of the text; at
/// most [`MOST_VIOLATIONS`].
///
/// Two ways in which one value is wrong are told once, and a missing key is not told where an
/// unknown one is probably meant to be it.
#[must_use]
pub fn violations(kind: Kind, document: &Document) -> Vec<Violation> {
    let schema = fault::Schema::of(kind);
    let faults = schema.faults(document);
    // Most records have none, and words need the whole schema.
    if faults.told.is_empty() {
        return Vec::new();
    }
    let mut violations = explain::explain(kind, schema.json(), document, &faults.told);
    let fault::Hidden { count, about } = faults.hidden;
    if let Some(last) = violations.last_mut().filter(|_| count > 0) {
        last.message.push_str(&more_in_file(count, about));
    }
    violations
}
