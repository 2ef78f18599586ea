//! The entries of a portfolio, by year and then by program or skill.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::companion::{self, Block};
use super::{Named, SkillPractised};
use crate::calendar::Date;
use crate::error::Error;
use crate::load::COMPANION_LIMIT;
use crate::record::{Entry, EntryType, Person, Record};
use crate::report::basis::{Basis, name_of};
use crate::report::person::colleague;
use crate::source::Bytes;

/// The most bytes of companion texts that one portfolio shows, so that it can still be handed on.
const ALL_TEXTS: usize = 2 * 1024 * 1024;

/// The entries of a year.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Year {
    /// The year.
    pub year: i16,
    /// The day of its first entry.
    pub first: Option<Date>,
    /// How many entries there are.
    pub entries: usize,
    /// The entries by program, where they were part of one, else by their first skill; the group
    /// with the latest entry first.
    pub groups: Vec<EntryGroup>,
}

/// Entries that belong together.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct EntryGroup {
    /// What they have in common.
    pub kind: GroupKind,
    /// The name of the program or skill.
    pub name: String,
    /// The entries, the latest first.
    pub entries: Vec<PortfolioEntry>,
}

/// What the entries of a group have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GroupKind {
    /// A program.
    Program,
    /// A skill.
    Skill,
}

/// Something that was done.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PortfolioEntry {
    /// The day on which it was done.
    pub date: Date,
    /// What was done.
    pub title: String,
    /// What sort of learning it was.
    #[serde(rename = "type")]
    pub kind: EntryType,
    /// The names of the skills that it is about.
    pub skills: Vec<String>,
    /// The name of the module that was taken.
    pub module: Option<String>,
    /// What was chosen over what, and why.
    pub decision: Option<String>,
    /// What was learned.
    pub learned: Option<String>,
    /// What came of it at work.
    pub used: Option<UsedAtWork>,
    /// Who saw it used, and what they saw.
    pub observed: Option<Observed>,
    /// Addresses where the work can be seen.
    pub links: Vec<String>,
    /// The companion text, block by block; empty where there is none.
    pub text: Vec<Block>,
}

/// What came of something at work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UsedAtWork {
    /// What became better.
    pub outcome: String,
    /// The project or place at work.
    pub place: Option<String>,
}

/// Somebody saw a skill used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Observed {
    /// Who.
    pub by: Named,
    /// The name of their role, where their profile tells.
    pub role: Option<String>,
    /// What they saw.
    pub note: String,
}

/// The entries up to today.
pub(super) struct Entries {
    pub(super) years: Vec<Year>,
    pub(super) skills: Vec<SkillPractised>,
    pub(super) count: usize,
    pub(super) texts_left_out: usize,
}

/// The entries of `person` up to the day of `basis`.
///
/// # Errors
/// Where a companion text cannot be read.
pub(super) fn entries(basis: &Basis, person: &Person) -> Result<Entries, Error> {
    let mut records: Vec<&Record<Entry>> =
        person.entries.iter().filter(|entry| entry.data.date <= basis.today).collect();
    records.sort_by_key(|entry| Reverse((entry.data.date, entry.id.as_str())));
    let mut texts = Texts { basis, person, left: ALL_TEXTS, left_out: 0 };
    let mut years: BTreeMap<Reverse<i16>, Vec<EntryGroup>> = BTreeMap::new();
    let mut places: BTreeMap<(i16, GroupKind, String), usize> = BTreeMap::new();
    for record in &records {
        let year = record.data.date.year();
        let (kind, name) = group(basis, &record.data);
        let groups = years.entry(Reverse(year)).or_default();
        let place = *places.entry((year, kind, name.clone())).or_insert(groups.len());
        if place == groups.len() {
            groups.push(EntryGroup { kind, name, entries: Vec::new() });
        }
        let shown = entry(basis, &record.data, texts.of(&record.id)?);
        if let Some(group) = groups.get_mut(place) {
            group.entries.push(shown);
        }
    }
    Ok(Entries {
        skills: skills(basis, &records),
        count: records.len(),
        texts_left_out: texts.left_out,
        years: years.into_iter().map(|(Reverse(year), groups)| of_year(year, groups)).collect(),
    })
}

fn of_year(year: i16, groups: Vec<EntryGroup>) -> Year {
    let entries = || groups.iter().flat_map(|group| &group.entries);
    let first = entries().map(|entry| entry.date).min();
    Year { year, first, entries: entries().count(), groups }
}

/// The program that an entry was part of, else its first skill.
fn group(basis: &Basis, entry: &Entry) -> (GroupKind, String) {
    match (&entry.program, entry.skills.first()) {
        (Some(program), _) => {
            (GroupKind::Program, name_of(&basis.groups().programs, program, |program| &program.name))
        }
        (None, Some(skill)) => (GroupKind::Skill, skill_name(basis, skill)),
        (None, None) => (GroupKind::Skill, String::new()),
    }
}

fn skill_name(basis: &Basis, id: &str) -> String {
    name_of(&basis.framework().skills, id, |skill| &skill.name)
}

fn entry(basis: &Basis, entry: &Entry, text: Vec<Block>) -> PortfolioEntry {
    let said = |text: Option<&String>| text.filter(|text| !text.trim().is_empty()).cloned();
    PortfolioEntry {
        date: entry.date,
        title: entry.title.clone(),
        kind: entry.kind,
        skills: entry.skills.iter().map(|skill| skill_name(basis, skill)).collect(),
        module: entry
            .module
            .as_ref()
            .map(|module| name_of(&basis.framework().modules, module, |module| &module.name)),
        decision: said(entry.decision.as_ref()),
        learned: said(entry.learned.as_ref()),
        used: entry.applied.as_ref().map(|applied| UsedAtWork {
            outcome: applied.outcome.clone(),
            place: said(applied.place.as_ref()),
        }),
        observed: entry.observed.as_ref().map(|observed| Observed {
            by: colleague(basis, &observed.by),
            role: role_of(basis, &observed.by),
            note: observed.note.clone(),
        }),
        links: entry.links.clone(),
        text,
    }
}

/// The role of somebody else, as they have it today.
fn role_of(basis: &Basis, handle: &str) -> Option<String> {
    use crate::load::Directory as _;
    let profile = basis.state.people.profile(handle).filter(|profile| !profile.erased)?;
    Some(name_of(&basis.framework().roles, &profile.role, |role| &role.name))
}

/// How many entries are about each skill, the most frequent first, then by name.
fn skills(basis: &Basis, records: &[&Record<Entry>]) -> Vec<SkillPractised> {
    let known = &basis.framework().skills;
    let present = |id| known.get(id).map_or(id, |record| record.id.as_str());
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for record in records {
        let of_entry: BTreeSet<&str> = record.data.skills.iter().map(|id| present(id.as_str())).collect();
        for skill in of_entry {
            *counts.entry(skill).or_default() += 1;
        }
    }
    let mut skills: Vec<SkillPractised> = counts
        .into_iter()
        .map(|(id, entries)| SkillPractised { name: skill_name(basis, id), entries })
        .collect();
    skills.sort_by(|a, b| (Reverse(a.entries), &a.name).cmp(&(Reverse(b.entries), &b.name)));
    skills
}

/// Companion texts, read as long as there is room.
struct Texts<'a> {
    basis: &'a Basis,
    person: &'a Person,
    left: usize,
    left_out: usize,
}

impl Texts<'_> {
    fn of(&mut self, entry: &str) -> Result<Vec<Block>, Error> {
        let Some(path) = self.person.companions.get(entry) else {
            // One that could not be read as text is there all the same.
            let path = format!("people/{}/portfolio/{entry}.md", self.person.handle);
            self.left_out += usize::from(self.basis.state.snapshot.find(&path)?.is_some());
            return Ok(Vec::new());
        };
        let bytes = match self.basis.state.snapshot.read(path, COMPANION_LIMIT)? {
            Some(Bytes::Whole(bytes)) if bytes.len() <= self.left => bytes,
            Some(Bytes::Whole(_) | Bytes::TooLarge(_)) => {
                self.left_out += 1;
                return Ok(Vec::new());
            }
            None => return Ok(Vec::new()),
        };
        self.left -= bytes.len();
        Ok(companion::blocks(&String::from_utf8_lossy(&bytes)))
    }
}
