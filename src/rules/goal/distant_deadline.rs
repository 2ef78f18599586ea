//! A deadline far from the start.

use crate::finding::{Audience, Finding, Severity};
use crate::progress::goal::{horizon_days, start};
use crate::record::{GoalStatus, Person};
use crate::rules::goal::{goals, start_place};
use crate::rules::wording::days;
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "distant-deadline",
    family: Family::Goal,
    severity: Severity::Note,
    audience: Audience::Shared,
    dated: false,
    summary: "a deadline far from the start",
    docs: Docs {
        finds: "The `deadline` of an active goal is more than `goals.max_days` (190 unless the policy \
                says otherwise) after its start, which is `start`, else the date in the file's name. \
                Where neither is given, the rule is silent. Drafts, done and dropped goals are left \
                alone.",
        why: "A deadline beyond half a year is not planned for. A first goal within sight gets done, and \
              shows whether the second one is still worth it.",
        bad: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "start: 2026-10-05\ndeadline: 2027-12-17",
        },
        good: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "start: 2026-10-05\ndeadline: 2027-03-31",
        },
        change: "Set `goals.max_days` in milepost.yaml, or the severity under `rules`.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let limit = setting.policy.limits.max_days;
    for goal in goals(person, setting, &[GoalStatus::Active]) {
        let Some((first, horizon)) = start(goal).zip(horizon_days(goal)) else { continue };
        if horizon <= limit {
            continue;
        }
        let deadline = goal.data.deadline;
        let message = format!(
            "the deadline, {deadline}, is {} after the start, and the policy asks for at most {limit}",
            days(horizon)
        );
        let (place, label) = start_place(goal, first);
        findings.push(
            RULE.finding(goal.value("/deadline"), message)
                .label(format!("{} over the limit", days(horizon - limit)))
                .related(place, label)
                .help(format!("set a first goal that ends by {} and leads there", first.plus_days(limit))),
        );
    }
}
