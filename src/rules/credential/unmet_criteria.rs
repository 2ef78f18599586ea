//! An award without what its credential asks for.

use std::collections::BTreeSet;

use crate::finding::{Audience, Finding, Pointer, Severity};
use crate::progress::level::{Coverage, LevelOn, Levels};
use crate::record::{Award, Credential, EntryType, Person, Record, SkillLevel};
use crate::rules::credential::{awards, was_earned_elsewhere};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "unmet-criteria",
    family: Family::Credential,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "an award without what its credential asks for",
    docs: Docs {
        finds: "On an award's `date` the person was not at a level that `requires` of the credential asks \
                for, or the award's `evidence` lacks an entry of one of the credential's \
                `evidence_types`: of each type there has to be one. A level is what others have assessed \
                by that day. Left alone are awards that were revoked, or are from before the person's \
                `started`; levels while one of the person's assessments cannot be read; and the types of \
                evidence while one of the entries given cannot be found or read.",
        why: "Others plan with an award: it may lead to a tier, or to being on call. So it has to show what \
              it says it shows.",
        bad: Example {
            path: "people/ana/awards/2026-12-11-async-owner.yaml",
            yaml: "# the credential says `evidence_types: [project, talk]`\ncredential: async-owner\n\
                   date: 2026-12-11\nevidence: [2026-11-20-retry-queue]",
        },
        good: Example {
            path: "people/ana/awards/2026-12-11-async-owner.yaml",
            yaml: "credential: async-owner\ndate: 2026-12-11\n\
                   evidence: [2026-11-20-retry-queue, 2026-12-02-guild-talk]",
        },
        change: "Set `requires` and `evidence_types` in the credential, or the severity under `rules` in \
                 milepost.yaml.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let skills = &setting.framework.skills;
    let mut levels = None;
    for award in awards(person, setting) {
        let Some(credential) = setting.framework.credentials.get(&award.data.credential) else { continue };
        if was_earned_elsewhere(person, &award.data) {
            continue;
        }
        if person.assessments.all_read() {
            for (index, asked) in credential.data.requires.iter().enumerate() {
                if !skills.contains(&asked.skill) {
                    continue;
                }
                let levels = levels.get_or_insert_with(|| Levels::of(person, skills, setting.limits));
                let level = levels.on(&asked.skill, award.data.date);
                if !Coverage::of(asked.level, level.map(|level| level.level)).is_met() {
                    findings.push(below(award, credential, (index, asked), level));
                }
            }
        }
        check_evidence(person, award, credential, findings);
    }
}

/// What was assessed is not named: the award does not say it either.
fn below(
    award: &Record<Award>,
    credential: &Record<Credential>,
    (index, asked): (usize, &SkillLevel),
    level: Option<LevelOn<'_>>,
) -> Finding {
    let SkillLevel { skill, level: required } = asked;
    let day = award.data.date;
    let message = if level.is_some() {
        format!("on {day}, when the award was earned, `{skill}` was below the required level {required}")
    } else {
        format!(
            "others had not assessed `{skill}` by {day}, when the award was earned; level {required} is \
             required"
        )
    };
    RULE.finding(award.value("/credential"), message)
        .label(format!("requires level {required} in `{skill}`"))
        .related(credential.value(Pointer::from("/requires").index(index).key("level")), "required here")
        .subject(format!("{skill} {required}"))
        .help(
            "add the assessment that showed the level, or correct the day of the award; an award that came \
             too early can be `revoked`, with the day and the reason",
        )
}

fn check_evidence(
    person: &Person,
    award: &Record<Award>,
    credential: &Record<Credential>,
    findings: &mut Vec<Finding>,
) {
    let types = award.data.evidence.iter().map(|id| person.entries.get(id).map(|entry| entry.data.kind));
    let Some(shown) = types.collect::<Option<BTreeSet<EntryType>>>() else { return };
    for asked in credential.data.evidence_types.iter().filter(|asked| !shown.contains(asked)) {
        let name = asked.name();
        let place = if award.data.evidence.is_empty() { "/credential" } else { "/evidence" };
        findings.push(
            RULE.finding(
                award.value(place),
                format!("the evidence has no entry of type `{name}`, and `{}` asks for one", credential.id),
            )
            .label(format!("no `{name}`"))
            .related(credential.value("/evidence_types"), "asked for here")
            .subject(name)
            .help(format!("add the id of an entry of type `{name}` to `evidence`")),
        );
    }
}
