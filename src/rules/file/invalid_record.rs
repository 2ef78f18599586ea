//! Records that do not match their schema.

use super::push_violations;
use crate::finding::{Audience, Finding, Severity};
use crate::policy::Policy;
use crate::record::{RawPolicy, Record};
use crate::rules::{Check, Docs, Example, Family, FilesView, Rule, Setting};
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
    checks: &[Check::Files(check), Check::Policy(check_policy)],
};

fn check(view: &FilesView<'_>, findings: &mut Vec<Finding>) {
    push_violations(view, ViolationKind::Invalid, &RULE, findings);
}

/// What the policy's schema cannot say: whether a time zone exists, whether a level is given twice.
fn check_policy(policy: &Record<RawPolicy>, _: &Setting<'_>, findings: &mut Vec<Finding>) {
    let (_, problems) = Policy::from_record(policy.data.clone());
    for problem in problems {
        let finding = RULE.finding(policy.value(problem.pointer), problem.message);
        findings.push(match problem.replacement {
            Some(replacement) => finding.replace(problem.help, replacement, problem.certainty),
            None => finding.help(problem.help),
        });
    }
}
