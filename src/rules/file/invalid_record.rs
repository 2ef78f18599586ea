//! Records that do not match their schema.

use super::push_violations;
use crate::finding::{Audience, Finding, Severity};
use crate::rules::{Check, Docs, Example, Family, FilesView, Rule};
use crate::schema::ViolationKind;

/// See the module.
pub static RULE: Rule = Rule {
    id: "invalid-record",
    family: Family::File,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "a record that does not match its schema: a missing key, a wrong type, a value that is not allowed",
    docs: Docs {
        finds: "A key that the kind of record needs is missing, or a value has the wrong type, the wrong form or lies outside its range. `milepost schema KIND` prints what is expected.",
        why: "What does not have its form cannot be checked any further, and would be missing from every report.",
        bad: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "title: 412\ndeadline: 2026-02-30",
        },
        good: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "title: \"412\"\ndeadline: 2026-02-28",
        },
        change: "It cannot be changed; `milepost schema` shows what a record may hold.",
    },
    checks: &[Check::Files(check)],
};

fn check(view: &FilesView<'_>, findings: &mut Vec<Finding>) {
    push_violations(view, ViolationKind::Invalid, &RULE, findings);
}
