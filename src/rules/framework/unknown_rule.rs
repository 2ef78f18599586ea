//! The name of a rule that does not exist.

use super::phrases::name;
use crate::finding::{Audience, Finding, Location, Pointer, Severity};
use crate::record::{RawPolicy, Record};
use crate::rules::{Check, Docs, Example, Family, RULES, Rule, Setting, Silenced, by_id};
use crate::suggest;

/// See the module.
pub static RULE: Rule = Rule {
    id: "unknown-rule",
    family: Family::Framework,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "the id of a rule that does not exist, in the policy or in `allow`",
    docs: Docs {
        finds: "A key under `rules` in milepost.yaml, or under `allow` in a record, that is no rule's id.",
        why: "A misspelled id changes nothing, quietly: the rule that was to be silenced still speaks, and \
              the one that was to be stricter is not.",
        bad: Example { path: "milepost.yaml", yaml: "version: 1\nrules:\n  overdue-goals: error" },
        good: Example { path: "milepost.yaml", yaml: "version: 1\nrules:\n  overdue-goal: error" },
        change: "Write the id as `milepost rules` lists it, or take the line out.",
    },
    checks: &[Check::Policy(check_policy), Check::Silences(check_silences)],
};

fn check_policy(policy: &Record<RawPolicy>, _: &Setting<'_>, findings: &mut Vec<Finding>) {
    for id in policy.data.rules.keys() {
        judge(id, || policy.key(Pointer::from("/rules").key(id)), findings);
    }
}

fn check_silences(lines: &[Silenced], findings: &mut Vec<Finding>) {
    for line in lines {
        judge(&line.rule, || line.location.clone(), findings);
    }
}

fn judge(id: &str, place: impl FnOnce() -> Location, findings: &mut Vec<Finding>) {
    if by_id(id).is_some() {
        return;
    }
    let near = suggest::near(id, RULES.iter().map(|rule| rule.id));
    let complaint = format!("there is no rule {}", name(id));
    findings.push(match near {
        Some(suggest::Near { word, certainty }) => RULE
            .finding(place(), format!("{complaint}; did you mean `{word}`?"))
            .replace(format!("write `{word}`"), word, certainty),
        None => RULE.finding(place(), complaint).help("see `milepost rules` for the rules that there are"),
    });
}
