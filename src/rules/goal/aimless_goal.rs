//! A goal that aims at nothing that could be reached.

use crate::finding::{Audience, Finding, Severity};
use crate::progress::goal::aims;
use crate::record::Person;
use crate::rules::goal::{UNDERWAY, goals};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "aimless-goal",
    family: Family::Goal,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "a goal that aims at nothing that could be reached",
    docs: Docs {
        finds: "An active or done goal has neither a `skill` with its `target`, nor a `credential`, nor \
                `modules`. A skill without a target, or a target without a skill, is no aim. Drafts and \
                dropped goals are left alone.",
        why: "Progress is counted in levels, credentials and modules. Without one of them nobody can see \
              how far a goal has come, and no mentor knows what to help with.",
        bad: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "title: Run the webhook worker on async Rust\nskill: async-rust",
        },
        good: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "title: Run the webhook worker on async Rust\nskill: async-rust\ntarget: 3",
        },
        change: "Set its severity under `rules` in milepost.yaml.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for goal in goals(person, setting, UNDERWAY).filter(|goal| aims(&goal.data).is_empty()) {
        let finding = match (&goal.data.skill, goal.data.target) {
            (Some(skill), _) => RULE
                .finding(
                    goal.value("/skill"),
                    format!("the goal names the skill `{skill}`, but no level to reach"),
                )
                .label("no `target` beside it")
                .help("add the level to reach as `target`"),
            (None, Some(target)) => RULE
                .finding(
                    goal.value("/target"),
                    format!("the goal wants to reach level {target}, but names no skill"),
                )
                .label("no `skill` beside it")
                .help("add the id of the skill as `skill`"),
            (None, None) => RULE
                .finding(goal.key(""), "the goal aims at no skill, no credential and no module")
                .label("nothing to reach")
                .help("add `skill` and `target`, or `credential`, or `modules`"),
        };
        findings.push(finding.subject("aim"));
    }
}
