//! YAML that is valid but has no place in a record.

use super::push_problems;
use crate::finding::{Audience, Finding, Severity};
use crate::rules::{Check, Docs, Example, Family, FilesView, Rule};
use crate::yaml::ProblemKind;

/// See the module.
pub static RULE: Rule = Rule {
    id: "unsupported-yaml",
    family: Family::File,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "YAML that records may not use: anchors, tags, several documents, numbers with a leading zero",
    docs: Docs {
        finds: "An anchor, an alias, a merge key, a tag, a directive, a second document, a key that is a list or a map, nesting deeper than 32, a number with a leading zero (write `3` for `03`, or quote it if it is text), or a number that is not finite.",
        why: "Records do not need them, readers of YAML disagree about them, and they are where attacks on readers live. Whether `010` is eight or ten should not be anybody's guess.",
        bad: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "why: &reason {project: webhook-worker, outcome: Faster payments}",
        },
        good: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "why: {project: webhook-worker, outcome: Faster payments}",
        },
        change: "It cannot be changed: a file that cannot be read cannot be judged.",
    },
    checks: &[Check::Files(check)],
};

fn check(view: &FilesView<'_>, findings: &mut Vec<Finding>) {
    push_problems(view, ProblemKind::Unsupported, &RULE, findings);
}
