//! A demanding requirement without the business need behind it.

use super::requirements::{self, Asked};
use crate::finding::{Audience, Finding, Severity};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "driverless-requirement",
    family: Family::Framework,
    severity: Severity::Note,
    audience: Audience::Shared,
    dated: false,
    summary: "a required proficiency without what the business needs it for",
    docs: Docs {
        finds: "A requirement of a tier, or a need of a team, at or above the skill's `proficient_from` and \
                without `driver`. Electives and the requirements of credentials have no driver.",
        why: "Proficiency costs months of somebody's time. A requirement that no business need is behind \
              cannot be weighed against others, and it is the first that nobody works on.",
        bad: Example {
            path: "teams/payments.yaml",
            yaml: "needs:\n  - skill: async-rust\n    level: 3\n    people: 2",
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
    check(requirements::of_framework(setting.framework), setting, findings);
}

fn check_groups(setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    check(requirements::of_groups(setting.groups), setting, findings);
}

fn check<'a>(
    requirements: impl Iterator<Item = Asked<'a>>,
    setting: &Setting<'_>,
    findings: &mut Vec<Finding>,
) {
    for asked in requirements {
        let Some(skill) = setting.framework.skills.get(asked.skill) else { continue };
        let proficient_from = skill.data.proficient_from;
        if asked.level < proficient_from || asked.reason.is_none_or(|reason| reason.driver.is_some()) {
            continue;
        }
        let message =
            format!("`{}` is required at level {}, but no driver says what for", asked.skill, asked.level);
        findings.push(
            RULE.finding(asked.value("skill"), message)
                .related(skill.value("/proficient_from"), "people work on their own from this level")
                .help("add `driver` with the business need behind it, and its `priority`"),
        );
    }
}
