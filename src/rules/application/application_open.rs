//! A skill that can still be used at work in time.

use crate::finding::{Audience, Finding, Severity};
use crate::progress::application::ApplicationState;
use crate::record::Person;
use crate::rules::application::{last_day_place, unapplied};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "application-open",
    family: Family::Application,
    severity: Severity::Note,
    audience: Audience::Shared,
    dated: true,
    summary: "a skill that can still be used at work in time",
    docs: Docs {
        finds: "A goal is done, or past its `deadline`, and nothing shows yet that its skill was used at \
                work, while the last day for it (`application.until`, else the deadline and \
                `application.window_days`) has not passed. The last day itself still counts. Goals \
                without a plan are left to the rule `missing-application-plan`. While one of the person's \
                entries cannot be read, the rule is silent, because it might be the one. People who are \
                away, or have not started, are not reminded.",
        why: "These are the weeks in which a new skill stays or goes. A reminder in time is worth more \
              than a remark afterwards.",
        bad: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "# on 2026-12-21, with no entry that applies the goal\ndeadline: 2026-12-18\n\
                   application:\n  what: Port the retry queue\n  until: 2027-01-15",
        },
        good: Example {
            path: "people/ana/portfolio/2027-01-08-retry-queue.yaml",
            yaml: "date: 2027-01-08\ntitle: Ported the retry queue to tokio\n\
                   goal: 2026-10-05-async-rust\napplied: {outcome: p99 fell from 900 ms to 240 ms}",
        },
        change: "Set `application.window_days` in milepost.yaml, or the severity under `rules`.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for (goal, until) in unapplied(person, setting, ApplicationState::Open) {
        let message =
            format!("there is time until {until} to use the skill at work, and no entry shows it yet");
        findings.push(
            RULE.finding(last_day_place(goal), message).label(format!("the last day is {until}")).help(
                format!(
                    "once the skill is used, write an entry with `goal: {}` and `applied: {{outcome: …}}`",
                    goal.id
                ),
            ),
        );
    }
}
