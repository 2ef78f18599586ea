//! A goal that does not say what it is good for.

use crate::finding::{Audience, Finding, Severity};
use crate::record::Person;
use crate::rules::goal::{UNDERWAY, goals};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "unjustified-goal",
    family: Family::Goal,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "a goal that does not say what it is good for",
    docs: Docs {
        finds: "`why` of an active or done goal has neither a `project` nor an `outcome`. One of the two \
                is enough. Drafts and dropped goals are left alone.",
        why: "A goal that serves the work survives a busy month. It also tells a mentor and a lead what \
              the time is for.",
        bad: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "title: Run the webhook worker on async Rust\nwhy: {}",
        },
        good: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "title: Run the webhook worker on async Rust\n\
                   why: {project: webhook-worker, outcome: Payments leaves the old worker in Q1}",
        },
        change: "Set its severity under `rules` in milepost.yaml.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for goal in goals(person, setting, UNDERWAY) {
        let why = &goal.data.why;
        if why.project.is_none() && why.outcome.is_none() {
            findings.push(
                RULE.finding(goal.key("/why"), "`why` names neither a project nor an outcome")
                    .label("what is it good for?")
                    .subject("why")
                    .help(
                        "write the project that needs it, what becomes better for the business, or both, \
                         such as `why: {project: webhook-worker, outcome: Payments leaves the old worker}`",
                    ),
            );
        }
    }
}
