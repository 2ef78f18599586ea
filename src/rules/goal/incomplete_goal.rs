//! A finished goal without its day, or a dropped one without its reason.

use crate::finding::{Audience, Finding, Severity};
use crate::record::{GoalStatus, Person};
use crate::rules::goal::goals;
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "incomplete-goal",
    family: Family::Goal,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "a finished goal without its day, or a dropped one without its reason",
    docs: Docs {
        finds: "A goal with `status: done` has no `completed`, or a goal with `status: dropped` has no \
                `reason`.",
        why: "The day of completion decides whether the goal was on time, and from when its application \
              counts. The reason is what others learn from a goal that was given up, and dropping one for \
              a good reason is fine.",
        bad: Example { path: "people/ana/goals/2026-10-05-async-rust.yaml", yaml: "status: done" },
        good: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "status: done\ncompleted: 2026-12-11",
        },
        change: "Set its severity under `rules` in milepost.yaml.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for goal in goals(person, setting, GoalStatus::ALL) {
        let finding = |message: &str, label: &str| RULE.finding(goal.value("/status"), message).label(label);
        match goal.data.status() {
            GoalStatus::Done if goal.data.completed.is_none() => findings.push(
                finding("the goal is done, but does not say since when", "no `completed`")
                    .help("add the day on which it was reached, as `completed: YYYY-MM-DD`"),
            ),
            GoalStatus::Dropped if goal.data.reason.is_none() => findings.push(
                finding("the goal was dropped, but does not say why", "no `reason`")
                    .help("add a sentence as `reason`; a change of plans is a good one"),
            ),
            GoalStatus::Draft | GoalStatus::Active | GoalStatus::Done | GoalStatus::Dropped => {}
        }
    }
}
