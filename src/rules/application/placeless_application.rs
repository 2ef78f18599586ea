//! A plan to use a skill at work that names no place.

use crate::finding::{Audience, Finding, Severity};
use crate::progress::application::place;
use crate::record::Person;
use crate::rules::goal::{UNDERWAY, goals};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "placeless-application",
    family: Family::Application,
    severity: Severity::Warning,
    audience: Audience::Shared,
    dated: false,
    summary: "a plan to use a skill at work that names no place",
    docs: Docs {
        finds: "An active or done goal has an `application` without `where`, and its `why` has no \
                `project` that could stand for it. Drafts and dropped goals are left alone.",
        why: "A plan without a place waits for an occasion. Naming the project makes sure that its people \
              know, and leave a piece of work for it.",
        bad: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "why: {outcome: Fewer pages at night}\napplication:\n  what: Trace one slow endpoint",
        },
        good: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "why: {outcome: Fewer pages at night}\napplication:\n  what: Trace one slow endpoint\n  \
                   where: checkout-api",
        },
        change: "Set its severity under `rules` in milepost.yaml.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for goal in goals(person, setting, UNDERWAY) {
        if goal.data.application.is_some() && place(&goal.data).is_none() {
            findings.push(
                RULE.finding(goal.key("/application"), "the plan does not say where the skill will be used")
                    .label("no `where`, and no `project` in `why`")
                    .subject("where")
                    .help("name the project or place at work as `where`"),
            );
        }
    }
}
