//! A plan to use a skill at work before the goal begins.

use crate::finding::{Audience, Finding, Severity};
use crate::progress::application::latest_allowed;
use crate::progress::goal::start;
use crate::record::{GoalStatus, Person};
use crate::rules::goal::{goals, start_place};
use crate::rules::wording::days;
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "premature-application-plan",
    family: Family::Application,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "a plan to use a skill at work before the goal begins",
    docs: Docs {
        finds: "`application.until` is before the goal's start: `start`, else the date in the file's \
                name. The day of the start itself is fine. Goals are looked at whatever their status; \
                where the start is not known, the rule is silent.",
        why: "A skill cannot be used before it is learned. Such a date is nearly always a slip, often in \
              the year, and the reminders that follow from it would come at the wrong time.",
        bad: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "start: 2026-10-05\napplication:\n  what: Port the retry queue\n  until: 2026-01-15",
        },
        good: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "start: 2026-10-05\napplication:\n  what: Port the retry queue\n  until: 2027-01-15",
        },
        change: "Set its severity under `rules` in milepost.yaml.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for goal in goals(person, setting, GoalStatus::ALL) {
        let Some(until) = goal.data.application.as_ref().and_then(|plan| plan.until) else { continue };
        let Some(first) = start(goal).filter(|first| until < *first) else { continue };
        let last = latest_allowed(&goal.data, setting.limits.window_days);
        let (place, label) = start_place(goal, first);
        let message =
            format!("the skill is to be used at work until {until}, but the goal starts only on {first}");
        findings.push(
            RULE.finding(goal.value("/application/until"), message)
                .label(format!("{} before the goal starts", days(until.days_until(first))))
                .related(place, label)
                .help(format!("plan for a day after the learning, at the latest {last}")),
        );
    }
}
