//! A goal without a plan to use the skill at work.

use crate::finding::{Audience, Finding, Severity};
use crate::progress::application::latest_allowed;
use crate::record::{Goal, Person, Record};
use crate::rules::goal::{UNDERWAY, goals};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "missing-application-plan",
    family: Family::Application,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "a goal without a plan to use the skill at work",
    docs: Docs {
        finds: "An active or done goal has no `application`, or one whose `what` is empty. Drafts and \
                dropped goals need none.",
        why: "What is not used within weeks is forgotten. A plan made at the start says where the skill \
              will be needed, and makes room for it before the calendar is full.",
        bad: Example { path: "people/ana/goals/2026-10-05-async-rust.yaml", yaml: "deadline: 2026-12-18" },
        good: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "deadline: 2026-12-18\napplication:\n  \
                   what: Port the retry queue and run it beside the old one for a week\n  \
                   until: 2027-01-15",
        },
        change: "Set its severity under `rules` in milepost.yaml.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for goal in goals(person, setting, UNDERWAY) {
        let last = latest_allowed(&goal.data, setting.policy.window_days);
        let finding = match &goal.data.application {
            Some(plan) if !plan.what.trim().is_empty() => continue,
            Some(_) => RULE
                .finding(
                    goal.key("/application/what"),
                    "the plan to use the skill at work does not say what for",
                )
                .label("empty")
                .help("write in a sentence what you will do with the skill at work"),
            // A day that has passed would only be a promise that is already broken.
            None if last < setting.today => {
                missing(goal).help("add what was done, or will be, with the skill: `application: {what: …}`")
            }
            None => missing(goal).help(format!(
                "add what you will do with the skill, at the latest on {last}: `application: {{what: …, \
                 until: {last}}}`"
            )),
        };
        findings.push(finding.subject("application"));
    }
}

fn missing(goal: &Record<Goal>) -> Finding {
    RULE.finding(goal.key("/deadline"), "the goal has no plan to use the skill at work")
        .label("no `application` beside it")
}
