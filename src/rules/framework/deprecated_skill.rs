//! A skill that is not to be aimed at any more, but is.

use std::collections::BTreeSet;

use super::requirements;
use crate::finding::{Audience, Finding, Location, Severity};
use crate::record::{Framework, GoalStatus, Person, Record, Skill, SkillStatus};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "deprecated-skill",
    family: Family::Framework,
    severity: Severity::Warning,
    audience: Audience::Shared,
    dated: false,
    summary: "an active goal or a requirement that names a deprecated skill",
    docs: Docs {
        finds: "A skill with `status: deprecated` in an active goal, in what a tier, its electives or a \
                credential require, or in what a team needs. Goals of people who have left are not looked \
                at.",
        why: "Somebody is spending months on a skill that the framework has given up, or is asked to.",
        bad: Example {
            path: "people/ana/goals/2026-10-05-worker.yaml",
            yaml: "title: Run the webhook worker on its own runtime\nskill: green-threads\ntarget: 3",
        },
        good: Example {
            path: "people/ana/goals/2026-10-05-worker.yaml",
            yaml: "title: Run the webhook worker on async Rust\nskill: async-rust\ntarget: 3",
        },
        change: "Aim at the skill that replaces it, or drop the goal with a reason. Set the severity under \
                 `rules` in milepost.yaml, or silence it with `allow` in the record.",
    },
    checks: &[Check::Framework(check_framework), Check::Groups(check_groups), Check::Person(check_person)],
};

fn check_framework(setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for asked in requirements::of_framework(setting.framework) {
        judge(setting.framework, asked.skill, asked.value("skill"), findings);
    }
}

fn check_groups(setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for asked in requirements::of_groups(setting.groups) {
        judge(setting.framework, asked.skill, asked.value("skill"), findings);
    }
}

fn check_person(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    if setting.has_left(person) {
        return;
    }
    for goal in person.goals.iter().filter(|goal| goal.data.status() == GoalStatus::Active) {
        if let Some(skill) = &goal.data.skill {
            judge(setting.framework, skill, goal.value("/skill"), findings);
        }
    }
}

fn judge(framework: &Framework, id: &str, location: Location, findings: &mut Vec<Finding>) {
    let Some(skill) = framework.skills.get(id) else { return };
    if skill.data.status() != SkillStatus::Deprecated {
        return;
    }
    let finding = RULE
        .finding(location, format!("the skill `{id}` is deprecated"))
        .related(skill.value("/status"), "deprecated here");
    findings.push(match replacement(framework, skill) {
        Some(replacement) => finding.help(format!("name `{}` instead, which replaces it", replacement.id)),
        None => finding.help("name a skill that is still in use"),
    });
}

/// How many replacements of replacements are followed.
const CHAIN_LIMIT: usize = 16;

/// The skill to aim at instead: the first one in the chain of replacements that is not deprecated.
fn replacement<'a>(framework: &'a Framework, skill: &'a Record<Skill>) -> Option<&'a Record<Skill>> {
    let mut seen = BTreeSet::new();
    let mut current = skill;
    while current.data.status() == SkillStatus::Deprecated {
        if seen.len() == CHAIN_LIMIT || !seen.insert(&current.id) {
            return None;
        }
        current = framework.skills.get(current.data.replaced_by.as_ref()?)?;
    }
    Some(current)
}
