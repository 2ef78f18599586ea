//! A use at work at another time or place than planned.

use crate::finding::{Audience, Finding, Severity};
use crate::progress::application::{ApplicationState, Applications, last_day, place};
use crate::record::Person;
use crate::rules::application::last_day_place;
use crate::rules::goal::{UNDERWAY, goals};
use crate::rules::wording::days;
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "misplaced-application",
    family: Family::Application,
    severity: Severity::Note,
    audience: Audience::Shared,
    dated: false,
    summary: "a use at work at another time or place than planned",
    docs: Docs {
        finds: "The first entry with `applied` for an active or done goal is dated after the last day for \
                it (`application.until`, else the deadline and `application.window_days`), or its \
                `applied.where` is not the place that the goal plans (`application.where`, else \
                `why.project`; letter case does not count). An entry without `where` is at the planned \
                place.",
        why: "The skill was used, and that is what matters. The note tells whoever reads the figures why \
              this one counts as late or elsewhere, and helps to plan the next one.",
        bad: Example {
            path: "people/ana/portfolio/2026-11-20-retry-queue.yaml",
            yaml: "goal: 2026-10-05-async-rust\napplied: {outcome: p99 fell, where: ledger}",
        },
        good: Example {
            path: "people/ana/portfolio/2026-11-20-retry-queue.yaml",
            yaml: "goal: 2026-10-05-async-rust\napplied: {outcome: p99 fell, where: webhook-worker}",
        },
        change: "Set its severity under `rules` in milepost.yaml.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let window = setting.limits.window_days;
    let applications = Applications::of(person);
    for goal in goals(person, setting, UNDERWAY) {
        let Some(entry) = applications.first(goal) else { continue };
        if let ApplicationState::Late { on, .. } = applications.state(goal, setting.today, window) {
            let until = last_day(&goal.data, window);
            findings.push(
                RULE.finding(
                    entry.value("/date"),
                    format!("the skill was used at work on {on}, after the last day of the plan, {until}"),
                )
                .label(format!("{} later than planned", days(until.days_until(on))))
                .related(last_day_place(goal), "the plan")
                .help("nothing needs to be done; if it was used earlier, write an entry for that day too"),
            );
        }
        let planned = place(&goal.data);
        let actual = entry.data.applied.as_ref().and_then(|applied| applied.place.as_deref());
        let Some((planned, actual)) = planned.zip(actual) else { continue };
        if !is_same(planned, actual) {
            let in_plan = goal.data.application.as_ref().and_then(|plan| plan.place.as_deref());
            let source = if in_plan == Some(planned) { "/application/where" } else { "/why/project" };
            findings.push(
                RULE.finding(
                    entry.value("/applied/where"),
                    format!("the skill was used in `{actual}`, and the plan was `{planned}`"),
                )
                .label("another place than planned")
                .related(goal.value(source), "the plan")
                .help("nothing needs to be done, unless one of the two names is a slip"),
            );
        }
    }
}

fn is_same(planned: &str, actual: &str) -> bool {
    planned.trim().to_lowercase() == actual.trim().to_lowercase()
}
