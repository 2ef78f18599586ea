//! A business need without all four priorities.

use super::phrases::list;
use super::requirements::{self, Asked};
use crate::finding::{Audience, Finding, Severity};
use crate::record::Priority;
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "unprioritised-gap",
    family: Family::Framework,
    severity: Severity::Note,
    audience: Audience::Shared,
    dated: false,
    summary: "a driver without all four priorities",
    docs: Docs {
        finds: "A requirement of a tier, or a need of a team, with a `driver` but without all of `roadmap`, \
                `risk`, `value` and `timeline` in `priority`.",
        why: "Gaps are ranked by these four. One that is not there counts as nothing, and the gap sinks to \
              the end of the list although somebody said that the business depends on it.",
        bad: Example {
            path: "teams/payments.yaml",
            yaml: "needs:\n  - skill: async-rust\n    level: 3\n    people: 2\n    driver: Payments leaves the old \
                   worker\n    priority: {roadmap: 3, risk: 2}",
        },
        good: Example {
            path: "teams/payments.yaml",
            yaml: "needs:\n  - skill: async-rust\n    level: 3\n    people: 2\n    driver: Payments leaves the old \
                   worker\n    priority: {roadmap: 3, risk: 2, value: 2, timeline: 3}",
        },
        change: "Set the severity under `rules` in milepost.yaml, or silence it with `allow` in the role or \
                 the team.",
    },
    checks: &[Check::Framework(check_framework), Check::Groups(check_groups)],
};

fn check_framework(setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    check(requirements::of_framework(setting.framework), findings);
}

fn check_groups(setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    check(requirements::of_groups(setting.groups), findings);
}

fn check<'a>(requirements: impl Iterator<Item = Asked<'a>>, findings: &mut Vec<Finding>) {
    for asked in requirements {
        let Some(reason) = asked.reason.filter(|reason| reason.driver.is_some()) else { continue };
        let missing = missing(reason.priority);
        if missing.is_empty() {
            continue;
        }
        let fields = list(missing.iter().map(|field| format!("`{field}`")));
        findings.push(
            RULE.finding(asked.value("driver"), format!("this driver has no priority for {fields}"))
                .help(format!("add {fields} to `priority`, each from 1 (little) to 3 (much)")),
        );
    }
}

fn missing(priority: Option<&Priority>) -> Vec<&'static str> {
    let none = Priority::default();
    let Priority { roadmap, risk, value, timeline } = priority.unwrap_or(&none);
    [("roadmap", roadmap), ("risk", risk), ("value", value), ("timeline", timeline)]
        .into_iter()
        .filter(|(_, given)| given.is_none())
        .map(|(field, _)| field)
        .collect()
}
