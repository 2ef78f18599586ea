//! Merge conflicts that were committed.

use super::push_problems;
use crate::finding::{Audience, Finding, Severity};
use crate::rules::{Check, Docs, Example, Family, FilesView, Rule};
use crate::yaml::ProblemKind;

/// See the module.
pub static RULE: Rule = Rule {
    id: "conflict-marker",
    family: Family::File,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "a merge conflict that was committed as Git left it",
    docs: Docs {
        finds: "Lines that begin with `<<<<<<<`, `=======`, `>>>>>>>` or `|||||||`, as Git writes them into a file that it could not merge.",
        why: "Somebody has to decide which of the two texts holds; the file says neither.",
        bad: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "<<<<<<< HEAD\ndeadline: 2026-12-18\n=======\ndeadline: 2027-01-15\n>>>>>>> ana/async-rust",
        },
        good: Example { path: "people/ana/goals/2026-10-05-async-rust.yaml", yaml: "deadline: 2026-12-18" },
        change: "It cannot be changed: a file that cannot be read cannot be judged.",
    },
    checks: &[Check::Files(check)],
};

fn check(view: &FilesView<'_>, findings: &mut Vec<Finding>) {
    push_problems(view, ProblemKind::ConflictMarker, &RULE, findings);
}
