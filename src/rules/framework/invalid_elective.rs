//! Electives that leave no choice, or none that can be made.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Audience, Finding, Location, Pointer, Severity};
use crate::progress::present_id;
use crate::record::{Level, Record, Records, Role, Skill};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "invalid-elective",
    family: Family::Framework,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "electives of which more are to be chosen than there are, or that are required anyway",
    docs: Docs {
        finds: "`choose` is larger than the number of different skills in `from`; or a skill in `from` is \
                already required by the same or an earlier tier, at the elective's level or a higher one. \
                An elective at a higher level than the required one is a real choice and is fine.",
        why: "A tier that asks for three out of two can never be reached, and an elective that is required \
              anyway is met without choosing anything.",
        bad: Example {
            path: "framework/roles/backend-engineer.yaml",
            yaml: "electives:\n  choose: 2\n  from:\n    - {skill: feedback, level: 1}",
        },
        good: Example {
            path: "framework/roles/backend-engineer.yaml",
            yaml: "electives:\n  choose: 1\n  from:\n    - {skill: feedback, level: 1}",
        },
        change: "Choose fewer, or offer more. The rule has no limit to set.",
    },
    checks: &[Check::Framework(check)],
};

fn check(setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for role in setting.framework.roles.iter() {
        check_role(role, &setting.framework.skills, findings);
    }
}

fn check_role(role: &Record<Role>, skills: &Records<Skill>, findings: &mut Vec<Finding>) {
    let mut required: BTreeMap<&str, (Level, Location)> = BTreeMap::new();
    for (index, tier) in role.data.tiers.iter().enumerate() {
        let at = Pointer::from("/tiers").index(index);
        for (index, requirement) in tier.requires.iter().enumerate() {
            let highest = required.get(present_id(skills, &requirement.skill)).map(|(level, _)| *level);
            if highest.is_none_or(|highest| highest < requirement.level) {
                let place = role.value(at.key("requires").index(index).key("level"));
                required.insert(present_id(skills, &requirement.skill), (requirement.level, place));
            }
        }
        let Some(electives) = &tier.electives else { continue };
        let at = at.key("electives");
        let offered: BTreeSet<&str> =
            electives.from.iter().map(|elective| present_id(skills, &elective.skill)).collect();
        if usize::try_from(electives.choose).is_ok_and(|choose| choose > offered.len()) {
            let (choose, count) = (electives.choose, offered.len());
            let offer = match count {
                0 => "there is no skill".to_owned(),
                1 => "there is only one skill".to_owned(),
                count => format!("there are only {count} skills"),
            };
            findings.push(
                RULE.finding(
                    role.value(at.key("choose")),
                    format!("{choose} electives are to be chosen, but {offer} to choose from"),
                )
                .related(role.key(at.key("from")), "the skills to choose from")
                .help(format!("write at most {count}, or add skills to `from`")),
            );
        }
        for (index, elective) in electives.from.iter().enumerate() {
            if let Some((level, place)) = required.get(present_id(skills, &elective.skill))
                && *level >= elective.level
            {
                findings.push(
                    RULE.finding(
                        role.value(at.key("from").index(index).key("skill")),
                        format!("`{}` is no choice: it is required anyway, at level {level}", elective.skill),
                    )
                    .related(place.clone(), "required here")
                    .help("take it out of `from`, or offer it at a higher level than the required one"),
                );
            }
        }
    }
}
