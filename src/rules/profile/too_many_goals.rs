//! More goals at once than one person can work on.

use crate::finding::{Audience, Finding, Severity};
use crate::record::Person;
use crate::rules::profile::{SHOWN, active_goals, present};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "too-many-goals",
    family: Family::Profile,
    severity: Severity::Warning,
    audience: Audience::Shared,
    dated: false,
    summary: "more active goals than one person can work on",
    docs: Docs {
        finds: "A person has more active goals than `goals.max_active` (3 unless the policy says \
                otherwise). An active goal counts even where it starts later or its deadline has passed; \
                one that can wait is a draft. People who are away, have left or have not started are not \
                asked.",
        why: "Whoever works on five things finishes none. Fewer goals are finished sooner, and the ones \
              that wait are not lost: they are drafts.",
        bad: Example {
            path: "people/ana/goals/2026-11-02-sql.yaml",
            yaml: "# the fourth goal of this kind\nstatus: active",
        },
        good: Example {
            path: "people/ana/goals/2026-11-02-sql.yaml",
            yaml: "# it waits until one of the other three is done\nstatus: draft",
        },
        change: "Set `goals.max_active` in milepost.yaml, or the severity under `rules`.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let limit = setting.policy.limits.max_active;
    if person.goals.len() <= limit {
        return;
    }
    let Some(profile) = present(person, setting) else { return };
    let count = active_goals(person).count();
    if count <= limit {
        return;
    }
    let message = format!("{count} goals are active at once, and the policy asks for at most {limit}");
    let finding = RULE
        .finding(profile.key(""), message)
        .subject(limit.to_string())
        .label(format!("{count} active goals"))
        .help("finish or drop one, or write `status: draft` in those that can wait");
    let places = active_goals(person).take(SHOWN);
    findings.push(places.fold(finding, |finding, goal| {
        let place = if goal.data.status.is_some() { goal.value("/status") } else { goal.value("/title") };
        finding.related(place, "active")
    }));
}
