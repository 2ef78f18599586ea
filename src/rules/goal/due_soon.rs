//! A goal whose deadline is near.

use crate::finding::{Audience, Finding, Severity};
use crate::progress::goal::GoalState;
use crate::record::Person;
use crate::rules::goal::duties;
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "due-soon",
    family: Family::Goal,
    severity: Severity::Note,
    audience: Audience::Shared,
    dated: true,
    summary: "a goal whose deadline is near",
    docs: Docs {
        finds: "An active goal's `deadline` is today or at most `deadlines.due_soon_days` (14 unless the \
                policy says otherwise) ahead. People who are away, or have not started, are not reminded.",
        why: "Two weeks ahead there is still time to ask for help, to make room, or to agree on another \
              day.",
        bad: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "# on 2026-12-10\nstatus: active\ndeadline: 2026-12-18",
        },
        good: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "# on 2026-12-10, when it is reached\nstatus: done\ncompleted: 2026-12-10\n\
                   deadline: 2026-12-18",
        },
        change: "Set `deadlines.due_soon_days` in milepost.yaml, or the severity under `rules`.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let (today, limit) = (setting.today, setting.limits.due_soon_days);
    for goal in duties(person, setting) {
        if GoalState::of(&goal.data, today, limit) != GoalState::DueSoon {
            continue;
        }
        let deadline = goal.data.deadline;
        findings.push(
            RULE.finding(goal.value("/deadline"), format!("the goal is due on {deadline}, and is active"))
                .label(format!("within {limit} days"))
                .help(
                    "once it is reached, write `status: done` and the day as `completed`; if it takes \
                     longer, write a later `deadline`, and why as `moved_because`",
                ),
        );
    }
}
