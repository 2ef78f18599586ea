//! Keys that are given twice.

use super::push_problems;
use crate::finding::{Audience, Finding, Severity};
use crate::rules::{Check, Docs, Example, Family, FilesView, Rule};
use crate::yaml::ProblemKind;

/// See the module.
pub static RULE: Rule = Rule {
    id: "duplicate-key",
    family: Family::File,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "a key that is given twice",
    docs: Docs {
        finds: "A map has the same key twice; `1` and `\"1\"` are the same key. Both places are shown.",
        why: "Readers of YAML keep the first, the last or neither, so the record means different things to different people.",
        bad: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "deadline: 2026-12-18\ndeadline: 2027-01-15",
        },
        good: Example { path: "people/ana/goals/2026-10-05-async-rust.yaml", yaml: "deadline: 2026-12-18" },
        change: "It cannot be changed: a file that cannot be read cannot be judged.",
    },
    checks: &[Check::Files(check)],
};

fn check(view: &FilesView<'_>, findings: &mut Vec<Finding>) {
    push_problems(view, ProblemKind::DuplicateKey, &RULE, findings);
}
