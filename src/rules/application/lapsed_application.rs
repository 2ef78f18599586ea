//! A skill that was not used at work in time, as far as entries show.

use crate::finding::{Audience, Finding, Severity};
use crate::progress::application::ApplicationState;
use crate::record::Person;
use crate::rules::application::{last_day_place, unapplied};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "lapsed-application",
    family: Family::Application,
    severity: Severity::Warning,
    audience: Audience::Owner,
    dated: true,
    summary: "a skill that was not used at work in time, as far as entries show",
    docs: Docs {
        finds: "A goal is done, or past its `deadline`, the last day for using its skill at work \
                (`application.until`, else the deadline and `application.window_days`) has passed, and no \
                entry shows that it was used. Only the person sees this, in their own terminal. Goals \
                without a plan are left to the rule `missing-application-plan`. While one of the person's \
                entries cannot be read, the rule is silent, because it might be the one. People who are \
                away, or have not started, are not reminded.",
        why: "Often the skill was used and only the entry is missing. Where it was not, a small use now \
              still keeps much of what was learned.",
        bad: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "# on 2027-02-01, with no entry that applies the goal\ndeadline: 2026-12-18\n\
                   application:\n  what: Port the retry queue\n  until: 2027-01-15",
        },
        good: Example {
            path: "people/ana/portfolio/2027-01-08-retry-queue.yaml",
            yaml: "date: 2027-01-08\ntitle: Ported the retry queue to tokio\n\
                   goal: 2026-10-05-async-rust\napplied: {outcome: p99 fell from 900 ms to 240 ms}",
        },
        change: "Set `application.window_days` in milepost.yaml, or the severity under `rules`. Who sees \
                 it is fixed: it is between the person and their plan.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for (goal, until) in unapplied(person, setting, ApplicationState::Lapsed) {
        let message =
            format!("the time to use the skill at work ended on {until}, and no entry shows its use");
        findings
            .push(RULE.finding(last_day_place(goal), message).label(format!("the last day was {until}")).help(
            format!(
                "if it was used, write an entry with `goal: {}` and `applied: {{outcome: …}}`; a late use \
                     is welcome too; if there was no occasion, write why in the goal: `allow: {{{}: …}}`",
                goal.id, RULE.id
            ),
        ));
    }
}
