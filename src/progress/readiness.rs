//! Which credentials somebody could earn on a day, what is still missing for the others, and the own
//! entries that could be their evidence. Whether an award was well earned is for rules to say.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::credential::held;
use super::level::{Coverage, Levels};
use super::{Limits, present_id};
use crate::calendar::Date;
use crate::record::{Credential, Entry, EntryType, Framework, Person, Record, Records, Skill, SkillLevel};

/// How far somebody is from a credential.
#[derive(Clone, Debug)]
pub struct Readiness<'a> {
    /// The credential.
    pub credential: &'a Record<Credential>,
    /// The levels that it requires and that are not reached.
    pub levels: Vec<&'a SkillLevel>,
    /// The types of entries that it asks for and of which there is none about its skills.
    pub evidence: Vec<EntryType>,
    /// Whether the person holds it already.
    pub held: bool,
}

impl Readiness<'_> {
    /// Whether nothing is missing but the approvals.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.levels.is_empty() && self.evidence.is_empty()
    }
}

/// How far `person` is on `day` from every credential: first those that are ready, then those of
/// which the least is missing, last those that are held already; in the order of their ids.
#[must_use]
pub fn readiness<'a>(
    person: &'a Person,
    framework: &'a Framework,
    day: Date,
    limits: &Limits,
) -> Vec<Readiness<'a>> {
    let levels = Levels::of(person, &framework.skills, limits);
    let held = held(person, &framework.credentials, day);
    let is_missing = |asked: &&SkillLevel| {
        let level = levels.on(&asked.skill, day).map(|level| level.level);
        !Coverage::of(asked.level, level).is_met()
    };
    let mut found: Vec<_> = framework
        .credentials
        .iter()
        .map(|credential| {
            let shown: BTreeSet<EntryType> = evidence(person, &credential.data, &framework.skills, day)
                .iter()
                .map(|entry| entry.data.kind)
                .collect();
            Readiness {
                credential,
                levels: credential.data.requires.iter().filter(is_missing).collect(),
                evidence: lacking(&credential.data, &shown),
                held: held.contains(credential.id.as_str()),
            }
        })
        .collect();
    // The sort is stable, and credentials come in the order of their ids.
    found.sort_by_key(|item| (item.held, item.levels.len() + item.evidence.len()));
    found
}

/// The types of entries that `credential` asks for and that are not among `shown`, each once.
fn lacking(credential: &Credential, shown: &BTreeSet<EntryType>) -> Vec<EntryType> {
    let mut lacking: Vec<EntryType> = Vec::new();
    for asked in &credential.evidence_types {
        if !shown.contains(asked) && !lacking.contains(asked) {
            lacking.push(*asked);
        }
    }
    lacking
}

/// The own entries that could be evidence for `credential`, dated no later than `day`, the latest
/// first: of a type that it asks for, and about a skill that it speaks for or requires. A credential
/// that asks for no types takes any, and one that names no skill takes entries about any.
#[must_use]
pub fn evidence<'a>(
    person: &'a Person,
    credential: &Credential,
    skills: &Records<Skill>,
    day: Date,
) -> Vec<&'a Record<Entry>> {
    let required = credential.requires.iter().map(|required| &required.skill);
    let about: BTreeSet<&str> =
        credential.skills.iter().chain(required).map(|skill| present_id(skills, skill)).collect();
    let types = &credential.evidence_types;
    let mut found: Vec<_> = person
        .entries
        .iter()
        .filter(|entry| entry.data.date <= day)
        .filter(|entry| types.is_empty() || types.contains(&entry.data.kind))
        .filter(|entry| {
            let mut own = entry.data.skills.iter().map(|skill| present_id(skills, skill));
            about.is_empty() || own.any(|skill| about.contains(skill))
        })
        .collect();
    found.sort_by_key(|entry| (Reverse(entry.data.date), entry.id.as_str()));
    found
}

/// The own entries about `skill`, dated no later than `day`, the latest first.
#[must_use]
pub fn entries_about<'a>(
    person: &'a Person,
    skill: &str,
    skills: &Records<Skill>,
    day: Date,
) -> Vec<&'a Record<Entry>> {
    let skill = present_id(skills, skill);
    let is_about = |entry: &Entry| entry.skills.iter().any(|id| present_id(skills, id) == skill);
    let entries = person.entries.iter().filter(|entry| entry.data.date <= day && is_about(&entry.data));
    let mut found: Vec<_> = entries.collect();
    found.sort_by_key(|entry| (Reverse(entry.data.date), entry.id.as_str()));
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::progress::sample::{Sample, day, limits};

    fn sample() -> Sample {
        Sample::new()
            .skill("rust", json!({"formerly": ["rust-lang"]}))
            .skill("sql", json!({}))
            .credential("any", json!({}))
            .credential(
                "owner",
                json!({"skills": ["rust"], "requires": [{"skill": "rust", "level": 2}],
                       "evidence_types": ["project", "talk", "project"]}),
            )
    }

    fn ready(sample: &Sample) -> Vec<(String, usize, Vec<EntryType>)> {
        let found = readiness(&sample.person, &sample.framework, day("2026-11-23"), &limits());
        let item =
            |item: &Readiness<'_>| (item.credential.id.to_string(), item.levels.len(), item.evidence.clone());
        found.iter().map(item).collect()
    }

    #[test]
    fn what_is_missing_is_named_and_the_nearest_comes_first() {
        let none = vec![EntryType::Project, EntryType::Talk];
        assert_eq!(ready(&sample()), [("any".into(), 0, vec![]), ("owner".into(), 1, none)]);
        let nearer = sample()
            .rated("a", "2026-10-01", "peer", "rust", 2)
            .entry("e", json!({"date": "2026-10-02", "skills": ["rust-lang"]}))
            .entry("f", json!({"date": "2026-10-02", "type": "talk", "skills": ["sql"]}))
            .entry("g", json!({"date": "2026-11-24", "type": "talk"}));
        assert_eq!(ready(&nearer)[1], ("owner".into(), 0, vec![EntryType::Talk]));
        let there = nearer.entry("h", json!({"date": "2026-11-23", "type": "talk"}));
        assert_eq!(ready(&there)[1], ("owner".into(), 0, vec![]));
    }

    #[test]
    fn what_is_held_stands_last() {
        let holder = sample().award("a", json!({"credential": "any", "date": "2026-10-01"}));
        let ids: Vec<_> = ready(&holder).into_iter().map(|(id, _, _)| id).collect();
        assert_eq!(ids, ["owner", "any"]);
    }

    #[test]
    fn evidence_is_of_the_types_and_about_the_skills_the_latest_first() {
        let sample = sample()
            .entry("a", json!({"date": "2026-10-01"}))
            .entry("b", json!({"date": "2026-10-02", "skills": ["rust-lang", "sql"]}))
            .entry("c", json!({"date": "2026-10-03", "type": "reading"}))
            .entry("d", json!({"date": "2026-10-04", "skills": ["sql"]}))
            .entry("e", json!({"date": "2026-12-01"}));
        let skills = &sample.framework.skills;
        let ids = |entries: Vec<&Record<Entry>>| -> Vec<String> {
            entries.iter().map(|entry| entry.id.to_string()).collect()
        };
        let of = |id: &str| {
            let credential = &sample.framework.credentials.get(id).unwrap().data;
            ids(evidence(&sample.person, credential, skills, day("2026-11-23")))
        };
        assert_eq!(of("owner"), ["b", "a"]);
        assert_eq!(of("any"), ["d", "c", "b", "a"]);
        assert_eq!(ids(entries_about(&sample.person, "rust-lang", skills, day("2026-10-02"))), ["b", "a"]);
    }
}
