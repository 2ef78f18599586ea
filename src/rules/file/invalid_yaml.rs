//! Text that is not YAML.

use super::push_problems;
use crate::finding::{Audience, Finding, Severity};
use crate::rules::{Check, Docs, Example, Family, FilesView, Rule};
use crate::yaml::ProblemKind;

/// See the module.
pub static RULE: Rule = Rule {
    id: "invalid-yaml",
    family: Family::File,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "a file that is not YAML, or is empty",
    docs: Docs {
        finds: "The text breaks the grammar of YAML 1.2, or holds nothing but comments. The place is where a person would look: the opening quote or bracket, the tab, the value that needs quotes.",
        why: "Nothing in the file can be read, by Milepost or by anything else.",
        bad: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "title: \"Run the worker on async Rust\ndeadline: 2026-12-18",
        },
        good: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "title: \"Run the worker on async Rust\"\ndeadline: 2026-12-18",
        },
        change: "It cannot be changed: a file that cannot be read cannot be judged.",
    },
    checks: &[Check::Files(check)],
};

fn check(view: &FilesView<'_>, findings: &mut Vec<Finding>) {
    push_problems(view, ProblemKind::Syntax, &RULE, findings);
}
