//! An active goal whose deadline has passed.

use crate::finding::{Audience, Finding, Severity};
use crate::progress::goal::GoalState;
use crate::record::Person;
use crate::rules::goal::duties;
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "overdue-goal",
    family: Family::Goal,
    severity: Severity::Warning,
    audience: Audience::Shared,
    dated: true,
    summary: "an active goal whose deadline has passed",
    docs: Docs {
        finds: "An active goal's `deadline` was before today. On the day of the deadline the goal is \
                still on time. People who are away, or have not started, are not reminded.",
        why: "Plans change. A goal that says so keeps its value: finished, moved with a reason, or \
              dropped, it tells the truth again, and the load and the dates of others can be planned with \
              it.",
        bad: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "# on 2026-12-21\nstatus: active\ndeadline: 2026-12-18",
        },
        good: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "# on 2026-12-21\nstatus: active\ndeadline: 2027-01-15\n\
                   moved_because: The load test environment came three weeks late",
        },
        change: "Set its severity under `rules` in milepost.yaml.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let (today, limit) = (setting.today, setting.limits.due_soon_days);
    for goal in duties(person, setting) {
        if GoalState::of(&goal.data, today, limit) != GoalState::Overdue {
            continue;
        }
        let deadline = goal.data.deadline;
        findings.push(
            RULE.finding(
                goal.value("/deadline"),
                format!("the goal was due on {deadline} and is still active"),
            )
            .label("this day has passed")
            .help(
                "if it is reached, write `status: done` and the day as `completed`; if it takes longer, \
                     write a later `deadline`, and why as `moved_because`; if plans have changed, write \
                     `status: dropped`, and why as `reason`",
            ),
        );
    }
}
