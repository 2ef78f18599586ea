//! More hours planned than there are.

use crate::finding::{Audience, Finding, Severity};
use crate::progress::load::{Peak, allowance, exceeds};
use crate::record::Person;
use crate::rules::framework::phrases::list;
use crate::rules::profile::{SHOWN, present};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "overallocated",
    family: Family::Profile,
    severity: Severity::Warning,
    audience: Audience::Shared,
    dated: false,
    summary: "goals that together take more hours a week than are set aside",
    docs: Docs {
        finds: "On some day, the active goals that run on it, from their start to their `deadline`, \
                together take more hours a week than are set aside: `hours_per_week` of the profile, else \
                `load.hours_per_week` of the policy (4 unless it says otherwise). The finding names the \
                first days on which they take the most. Goals without `hours_per_week`, or without a \
                known start, are in no sum, and days on which the person is away, has left or has not \
                started do not count. People who are not there today are not asked.",
        why: "Hours that nobody has are taken from evenings or from the goals. Seen early, one goal can \
              wait.",
        bad: Example {
            path: "people/ana/profile.yaml",
            yaml: "# two goals from 2026-11-02 to 2026-12-18, of 3 hours a week each\nhours_per_week: 4",
        },
        good: Example {
            path: "people/ana/profile.yaml",
            yaml: "# the second goal starts on 2027-01-11 instead\nhours_per_week: 4",
        },
        change: "Set `hours_per_week` in the profile, `load.hours_per_week` in milepost.yaml, or the \
                 severity under `rules`.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let Some(profile) = present(person, setting) else { return };
    let limit = allowance(&profile.data, setting.policy.limits.hours_per_week);
    let Some(peak) = Peak::of(person).filter(|peak| exceeds(peak.load.hours_per_week, limit)) else { return };
    let goals: Vec<_> = peak
        .load
        .goals
        .iter()
        .filter(|goal| goal.data.hours_per_week.is_some_and(|hours| hours > 0.0))
        .collect();
    let names = list(goals.iter().map(|goal| format!("`{}`", goal.id)));
    let take =
        if goals.len() == 1 { format!("the goal {names} takes") } else { format!("the goals {names} take") };
    let when = if peak.first == peak.last {
        format!("on {}", peak.first)
    } else {
        format!("from {} to {}", peak.first, peak.last)
    };
    let aside = if limit == 1.0 { "is set aside" } else { "are set aside" };
    let message = format!(
        "{take} {} a week {when}, and {} {aside} for learning",
        hours(peak.load.hours_per_week),
        hours(limit)
    );
    let (place, label) = match profile.data.hours_per_week {
        Some(_) => (profile.value("/hours_per_week"), "set aside here".to_owned()),
        None => (profile.key(""), format!("the policy sets aside {} a week", hours(limit))),
    };
    let mut finding = RULE.finding(place, message).subject(limit.to_string()).label(label).help(
        "let a goal wait, give it fewer hours, or set more hours aside as `hours_per_week` in the profile",
    );
    for goal in goals.into_iter().take(SHOWN) {
        let label = format!("takes these hours until {}", goal.data.deadline);
        finding = finding.related(goal.value("/hours_per_week"), label);
    }
    for goal in peak.load.without_hours.iter().take(SHOWN) {
        finding = finding.related(goal.value("/title"), "runs at the same time, and says no hours");
    }
    findings.push(finding);
}

fn hours(hours: f64) -> String {
    match hours {
        0.0 => "no hours".to_owned(),
        1.0 => "1 hour".to_owned(),
        _ => format!("{hours} hours"),
    }
}
