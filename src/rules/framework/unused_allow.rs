//! A line that is to silence or change a rule, and does nothing.

use super::phrases::name;
use crate::finding::{Audience, Finding, Pointer, Severity};
use crate::record::{RawPolicy, Record};
use crate::rules::{Check, Docs, Example, Family, Outcome, Rule, Setting, Silenced, by_id};

/// See the module.
pub static RULE: Rule = Rule {
    id: "unused-allow",
    family: Family::Framework,
    severity: Severity::Note,
    audience: Audience::Shared,
    dated: false,
    summary: "an `allow` that silences nothing",
    docs: Docs {
        finds: "A line of `allow` for a rule that finds nothing in the record, or that a record cannot \
                silence: errors, and rules about whether a file can be read. A line of `rules` in \
                milepost.yaml for one of the latter does nothing either. Nothing is said of rules that are \
                off, and of those that come and go with the date or with a change, such as the rules about profiles and \
                load, which are silent while somebody is away. Nor is anything said of the records of people who have left, unless the line could never do anything.",
        why: "It reads as if there were something wrong with the record, and it would hide the next finding \
              that nobody has seen yet.",
        bad: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "title: Run the webhook worker on async Rust\nallow:\n  vague-goal: The title will follow",
        },
        good: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "title: Run the webhook worker on async Rust",
        },
        change: "Take the line out. Set the severity under `rules` in milepost.yaml.",
    },
    checks: &[Check::Policy(check_policy), Check::Silences(check_silences)],
};

const READING: &str = "is about whether a file can be read";

fn check_policy(policy: &Record<RawPolicy>, _: &Setting<'_>, findings: &mut Vec<Finding>) {
    for id in policy.data.rules.keys().filter(|id| by_id(id).is_some_and(Rule::is_fixed)) {
        findings.push(
            RULE.finding(
                policy.key(Pointer::from("/rules").key(id)),
                format!("this line changes nothing: {} {READING}, and its severity is fixed", name(id)),
            )
            .help("take this line out"),
        );
    }
}

fn check_silences(lines: &[Silenced], findings: &mut Vec<Finding>) {
    for line in lines {
        let rule = name(&line.rule);
        let (message, help) = match line.outcome {
            Outcome::Silenced(_) | Outcome::Unknown => continue,
            Outcome::Nothing => {
                (format!("this line silences nothing: {rule} finds nothing here"), "take this line out")
            }
            Outcome::Refused if by_id(&line.rule).is_some_and(Rule::is_fixed) => (
                format!("this line silences nothing: {rule} {READING} and cannot be silenced"),
                "take this line out",
            ),
            Outcome::Refused => (
                format!("this line silences nothing: {rule} is an error, and errors cannot be silenced"),
                "take this line out, and mend what the rule finds",
            ),
        };
        findings.push(RULE.finding(line.location.clone(), message).help(help));
    }
}
