//! An intensive module outside the times of low demand.

use crate::finding::{Audience, Finding, Pointer, Severity};
use crate::progress::goal::start;
use crate::record::{DemandWindow, Format, GoalStatus, Module, Person, Resolved};
use crate::rules::goal::goals;
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "intensive-at-peak",
    family: Family::Goal,
    severity: Severity::Note,
    audience: Audience::Shared,
    dated: false,
    summary: "an intensive module outside the times of low demand",
    docs: Docs {
        finds: "An active goal contains a workshop or cohort of more than 8 hours, and no day from its \
                start to its `deadline` lies in a low-demand time of the policy's `calendar` or of the \
                calendar of the person's team. Where there is no calendar, or the goal's start is not \
                known, the rule is silent. Drafts, done and dropped goals are left alone.",
        why: "Whole days of learning in the busiest weeks are the first to be cancelled. In quieter weeks \
              they take place, and colleagues have time to help.",
        bad: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "# the calendar has 2026-12-21 to 2027-01-08\nmodules: [tokio-workshop]\n\
                   start: 2026-10-05\ndeadline: 2026-12-18",
        },
        good: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "# the calendar has 2026-12-21 to 2027-01-08\nmodules: [tokio-workshop]\n\
                   start: 2026-10-05\ndeadline: 2027-01-15",
        },
        change: "Set the low-demand times in `calendar`, in milepost.yaml or in the team, or the severity \
                 under `rules`. The limit of 8 hours is fixed: it is what fits into one day.",
    },
    checks: &[Check::Person(check)],
};

/// The most hours of a module that is not intensive: what fits into one day.
const ONE_DAY: f64 = 8.0;

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let team = person.profile().and_then(|profile| profile.team.as_deref());
    let team_windows = match team.map(|team| setting.groups.teams.resolve(team)) {
        // Its calendar is not known.
        Some(Resolved::Broken) => return,
        Some(resolved) => resolved.record().map_or(&[][..], |team| &team.data.calendar),
        None => &[],
    };
    let windows: Vec<_> = setting.policy.calendar.iter().chain(team_windows).collect();
    if windows.is_empty() {
        return;
    }
    for goal in goals(person, setting, &[GoalStatus::Active]).filter(|goal| !goal.data.modules.is_empty()) {
        let Some(first) = start(goal) else { continue };
        let last = goal.data.deadline;
        let touches = |window: &&DemandWindow| {
            window.start <= window.end && first <= window.end && window.start <= last
        };
        if first > last || windows.iter().copied().any(|window| touches(&window)) {
            continue;
        }
        let next = windows.iter().filter(|window| window.start > last).min_by_key(|window| window.start);
        let advice = next.map_or_else(
            || "take it in the next quiet time, or agree on the days with your team".to_owned(),
            |next| {
                format!(
                    "the next quiet time, {}, is from {} to {}; take it then, or agree on the days with \
                     your team",
                    next.name, next.start, next.end
                )
            },
        );
        for (index, id) in goal.data.modules.iter().enumerate() {
            let Some(module) = setting.framework.modules.get(id) else { continue };
            let Some(hours) = intensive(&module.data) else { continue };
            let format = module.data.format;
            let message = format!(
                "`{id}`, a {format} of {hours} hours, falls in no time of low demand between {first} and {last}"
            );
            findings.push(
                RULE.finding(goal.value(Pointer::from("/modules").index(index)), message)
                    .label("takes more than a day")
                    .help(advice.clone()),
            );
        }
    }
}

/// The hours of a module that takes people out of their work for more than a day.
pub fn intensive(module: &Module) -> Option<f64> {
    match module.format {
        Format::Workshop | Format::Cohort => module.hours.filter(|hours| *hours > ONE_DAY),
        Format::Micro | Format::OnDemand | Format::Project | Format::Mentoring | Format::Reading => None,
    }
}
