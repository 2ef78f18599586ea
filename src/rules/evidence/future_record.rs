//! Something that is said to have happened, on a day that has not come.

use crate::calendar::Date;
use crate::finding::{Audience, Finding, Location, Severity};
use crate::record::Person;
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "future-record",
    family: Family::Evidence,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "something that has happened, dated on a day that has not come anywhere on earth",
    docs: Docs {
        finds: "The `date` of an entry, an assessment or an award, or the `completed` of a goal, lies after \
                the latest day that it can be anywhere on earth (UTC+14) while it is today in the policy's \
                time zone. With the zone UTC that is tomorrow, so tomorrow is fine and the day after is \
                not; west of UTC−10 it is one day more. Plans, such as deadlines and the dates of \
                remediations, may lie in the future, and so may the day from which an award is revoked. \
                People who have left are not looked at.",
        why: "These records tell of what has happened, and levels, credentials and figures are computed from \
              them. A date in the future is nearly always a slip, often in the year.",
        bad: Example {
            path: "people/ana/portfolio/2026-11-20-retry-queue.yaml",
            yaml: "# on 2026-11-22\ndate: 2027-11-20",
        },
        good: Example {
            path: "people/ana/portfolio/2026-11-20-retry-queue.yaml",
            yaml: "# on 2026-11-22\ndate: 2026-11-20",
        },
        change: "Set the right `timezone` in milepost.yaml, or the severity under `rules`.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    if setting.has_left(person) {
        return;
    }
    let latest = setting.policy.zone.latest_anywhere(setting.today);
    let mut judge = |what: &str, date: Date, location: &dyn Fn() -> Location| {
        if date > latest {
            let message = format!("{what} {date}, and nowhere on earth is it later than {latest} yet");
            findings.push(
                RULE.finding(location(), message)
                    .label("has not come yet")
                    .help("correct the date; such slips are often in the year"),
            );
        }
    };
    for goal in person.goals.iter() {
        if let Some(completed) = goal.data.completed {
            judge("the goal is said to be reached on", completed, &|| goal.value("/completed"));
        }
    }
    for entry in person.entries.iter() {
        judge("the entry is dated", entry.data.date, &|| entry.value("/date"));
    }
    for assessment in person.assessments.iter() {
        judge("the assessment is dated", assessment.data.date, &|| assessment.value("/date"));
    }
    for award in person.awards.iter() {
        judge("the award is dated", award.data.date, &|| award.value("/date"));
    }
}
