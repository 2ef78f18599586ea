//! Keys that the schema lacks.

use super::push_violations;
use crate::finding::{Audience, Finding, Severity};
use crate::rules::{Check, Docs, Example, Family, FilesView, Rule};
use crate::schema::ViolationKind;

/// See the module.
pub static RULE: Rule = Rule {
    id: "unknown-key",
    family: Family::File,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "a key that this kind of record does not have",
    docs: Docs {
        finds: "A key that the schema lacks, with the nearest one that it has. A missing key that the mistyped one explains is not reported again. Keys that begin with `x-` are the team's own and are always fine.",
        why: "A mistyped key is silently nothing: the deadline that somebody wrote would never be checked.",
        bad: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "title: Run the worker on async Rust\ndead_line: 2026-12-18",
        },
        good: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "title: Run the worker on async Rust\ndeadline: 2026-12-18",
        },
        change: "It cannot be changed; `milepost schema` shows what a record may hold. Keys of the team's own begin with `x-`.",
    },
    checks: &[Check::Files(check)],
};

fn check(view: &FilesView<'_>, findings: &mut Vec<Finding>) {
    push_violations(view, ViolationKind::UnknownKey, &RULE, findings);
}
