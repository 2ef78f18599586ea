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
        let last = latest_allowed(&goal.data, setting.limits.window_days);
        if goal.data.application.is_some() {
            continue;
        }
        // A day that has passed would only be a promise that is already broken.
        let help = if last < setting.today {
            "add what was done, or will be, with the skill: `application: {what: …}`".to_owned()
        } else {
            format!(
                "add what you will do with the skill, at the latest on {last}: `application: {{what: …, until: {last}}}`"
            )
        };
        let finding = missing(goal).help(help);
        findings.push(finding.subject("application"));
    }
}

fn missing(goal: &Record<Goal>) -> Finding {
    RULE.finding(goal.key("/deadline"), "the goal has no plan to use the skill at work")
        .label("no `application` beside it")
}
