//! A plan to use a skill at work later than the policy's window after the deadline.

use crate::finding::{Audience, Certainty, Finding, Severity};
use crate::record::Person;
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "late-application-plan",
    family: Family::Application,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "a plan to use a skill at work too long after the goal's deadline",
    docs: Docs {
        finds: "`application.until` is more than `application.window_days` (30 unless the policy says \
                otherwise) after the goal's `deadline`. The last allowed day itself is fine.",
        why: "What is not used within weeks is forgotten. The window is the promise that learning ends in \
              work, and a mentor can only help to keep it while it is near.",
        bad: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "deadline: 2026-12-18\napplication:\n  what: Port the retry queue\n  until: 2027-03-01",
        },
        good: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "deadline: 2026-12-18\napplication:\n  what: Port the retry queue\n  until: 2027-01-17",
        },
        change: "Set `application.window_days` in milepost.yaml, or the severity under `rules`.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let window = setting.policy.limits.window_days;
    for goal in person.goals.iter() {
        let Some(until) = goal.data.application.as_ref().and_then(|plan| plan.until) else { continue };
        let last = goal.data.deadline.plus_days(window);
        if until > last {
            let message =
                format!("the skill is to be used at work until {until}, but the last allowed day is {last}");
            findings.push(
                RULE.finding(goal.value("/application/until"), message)
                    .label(format!("{} days after the deadline", goal.data.deadline.days_until(until)))
                    .related(
                        goal.value("/deadline"),
                        format!("the goal ends here; {window} days are allowed"),
                    )
                    // When it is used at work is for the person to say.
                    .replace(
                        "plan the use at work for that day or earlier",
                        last.to_string(),
                        Certainty::Likely,
                    ),
            );
        }
    }
}
