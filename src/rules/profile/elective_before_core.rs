//! An elective that comes before what everybody in the tier needs.

use std::collections::BTreeSet;

use crate::finding::{Audience, Finding, Location, Pointer, Severity};
use crate::progress::level::{Coverage, Levels};
use crate::progress::present_id;
use crate::progress::tier::{Demands, Destination};
use crate::record::{Goal, Person, Record, Requirement, Role};
use crate::rules::profile::{active_goals, present};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "elective-before-core",
    family: Family::Profile,
    severity: Severity::Note,
    audience: Audience::Shared,
    dated: false,
    summary: "a goal for an elective while a required skill is far below its level",
    docs: Docs {
        finds: "An active goal's `skill` is an elective, and not required, in the tier that the person works \
                towards: the `target`, else the next tier of the own role. A skill that this tier or an \
                earlier one requires is two levels or more below the required level, or not assessed, and \
                no active goal is about such a skill. A goal that also earns a credential of the tier is \
                left alone. Where nobody has assessed the person in any of the tier's skills, or an \
                assessment cannot be read, the rule is silent. People who are away, have left or have not \
                started are not asked.",
        why: "Electives are the colourful part of a tier, and the required skills are the part that \
              colleagues rely on. With both under way nothing is wrong.",
        bad: Example {
            path: "people/ana/goals/2026-10-05-feedback.yaml",
            yaml: "# an elective, while rust, which is required, is far below its level\nskill: feedback\n\
                   target: 2",
        },
        good: Example {
            path: "people/ana/goals/2026-10-05-rust.yaml",
            yaml: "# beside the elective, or before it\nskill: rust\ntarget: 2",
        },
        change: "Set its severity under `rules` in milepost.yaml. For one goal, write why under `allow`.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let (framework, skills) = (setting.framework, &setting.framework.skills);
    let Some(profile) = present(person, setting) else { return };
    let goals: Vec<(&Record<Goal>, &str)> = active_goals(person)
        .filter_map(|goal| Some((goal, present_id(skills, goal.data.skill.as_deref()?))))
        .collect();
    let known = person.assessments.all_read() && person.goals.all_read();
    if goals.is_empty() || person.assessments.is_empty() || !known {
        return;
    }
    let Some(Destination { role, tier }) = Destination::of(&profile.data, &framework.roles) else { return };
    let Some(demands) = Demands::of(&role.data, &tier.id, framework) else { return };
    let options: BTreeSet<&str> = demands
        .electives
        .iter()
        .flat_map(|electives| &electives.from)
        .map(|option| present_id(skills, &option.skill))
        .filter(|skill| !demands.requirements.contains_key(skill))
        .collect();
    let earns_core = |goal: &Goal| {
        let credential = goal.credential.as_deref().map(|id| present_id(&framework.credentials, id));
        credential.is_some_and(|id| demands.credentials.contains_key(id))
    };
    let mut electives =
        goals.iter().filter(|(goal, skill)| options.contains(skill) && !earns_core(&goal.data)).peekable();
    if electives.peek().is_none() {
        return;
    }
    let levels = Levels::of(person, skills, setting.limits);
    let level = |skill: &str| levels.on(skill, setting.today).map(|level| level.level);
    if !demands.requirements.keys().chain(&options).any(|skill| level(skill).is_some()) {
        return;
    }
    let critical: Vec<(&str, &Requirement)> = demands
        .requirements
        .iter()
        .map(|(skill, requirement)| (*skill, *requirement))
        .filter(|(skill, requirement)| {
            Coverage::of(requirement.level, level(skill)) == Coverage::Critical && skills.get(skill).is_some()
        })
        .collect();
    let Some((first, requirement)) = critical.first() else { return };
    let core: BTreeSet<&str> = critical.iter().map(|(skill, _)| *skill).collect();
    if goals.iter().any(|(_, skill)| core.contains(skill)) {
        return;
    }
    let tier = &tier.id;
    let below = match critical.len() - 1 {
        0 => format!("`{first}`, which the tier `{tier}` requires, is"),
        1 => format!("`{first}` and another skill that the tier `{tier}` requires are"),
        others => format!("`{first}` and {others} other skills that the tier `{tier}` requires are"),
    };
    for (goal, elective) in electives {
        let message =
            format!("`{elective}` is an elective, while {below} below the required level or not assessed");
        let mut finding = RULE
            .finding(goal.value("/skill"), message)
            .label("an elective")
            .help(format!("set a goal for `{first}` as well, or let this one wait"));
        if let Some(place) = place(requirement, role) {
            finding = finding.related(place, "required here");
        }
        findings.push(finding);
    }
}

/// Where a requirement of the role is written.
fn place(requirement: &Requirement, role: &Record<Role>) -> Option<Location> {
    let tiers = role.data.tiers.iter().enumerate();
    let mut all = tiers.flat_map(|(tier, found)| {
        found.requires.iter().enumerate().map(move |(index, found)| (tier, index, found))
    });
    let (tier, index, _) = all.find(|(_, _, found)| std::ptr::eq(*found, requirement))?;
    let pointer = Pointer::from("/tiers").index(tier).key("requires").index(index).key("skill");
    Some(role.value(pointer))
}
