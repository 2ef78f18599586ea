//! The JSON Schemas of all kinds, and what they say about a document, in plain words.
//!
//! The only place that knows the validator. What depends on another field or file is a rule and
//! does not live here.

#[cfg(test)]
mod generate;
#[cfg(test)]
mod published;

use crate::record::Kind;

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
