//! What an engineer takes along: what was done, decided, learned and used, and the awards. Made to
//! be handed to somebody outside: no rating, no level, nothing that is late, and no way back into
//! the repository.

pub mod badge;
mod companion;
mod entries;

use std::cmp::Reverse;
use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

pub use badge::{Badge, BadgeLine};
pub use companion::{Block, BlockKind};
pub use entries::{EntryGroup, GroupKind, Observed, PortfolioEntry, UsedAtWork, Year};

use super::basis::{Basis, Header, name_of};
use super::change::Person as Named;
use crate::calendar::Date;
use crate::error::Error;
use crate::progress::approval::is_own;
use crate::progress::credential::{standing, valid_until};
use crate::record::{CredentialKind, Person, ProgramKind};

/// The portfolio of one person.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Portfolio {
    /// What every report begins with.
    pub header: Header,
    /// Whose portfolio it is.
    pub person: Named,
    /// The role's name; null where the profile could not be read.
    pub role: Option<String>,
    /// The first day that it tells of: of the person's time here, else of the first entry.
    pub first: Option<Date>,
    /// The last day that it tells of: the person's last day here, else today.
    pub last: Option<Date>,
    /// How many entries there are.
    pub entries: usize,
    /// The skills that the entries are about, the most frequent first.
    pub skills: Vec<SkillPractised>,
    /// The awards, the latest first; none that was taken back.
    pub awards: Vec<PortfolioAward>,
    /// The programs taken part in, the latest first.
    pub programs: Vec<ProgramTaken>,
    /// The entries by year, the latest first.
    pub years: Vec<Year>,
    /// How many companion texts are left out: too long, too long all together, or no text.
    pub texts_left_out: usize,
}

/// A skill, and how many entries are about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SkillPractised {
    /// The skill's name.
    pub name: String,
    /// How many entries.
    pub entries: usize,
}

/// An award.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PortfolioAward {
    /// The credential's name.
    pub name: String,
    /// Who stands behind it; null where its record could not be read.
    pub kind: Option<CredentialKind>,
    /// What had to be shown to earn it.
    pub criteria: Option<String>,
    /// Who issues it.
    pub issuer: Option<String>,
    /// The day on which it was earned.
    pub date: Date,
    /// The last day on which it is valid; null: without an end.
    pub valid_until: Option<Date>,
    /// The number of the certificate.
    pub certificate: Option<String>,
    /// Where the certificate can be verified, else where the credential is described.
    pub address: Option<String>,
    /// The award as a badge, ready to draw.
    pub badge: Badge,
}

/// A program that the person took part in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProgramTaken {
    /// The program's name.
    pub name: String,
    /// What sort of program it is.
    pub kind: ProgramKind,
    /// Its first day.
    pub start: Date,
    /// Its last day.
    pub end: Date,
    /// Whether the person ran it.
    pub ran: bool,
}

/// The portfolio of `person`, of whose files `unread` are left out.
///
/// # Errors
/// Where a companion text cannot be read.
pub fn view(basis: &Basis, person: &Person, unread: usize) -> Result<Portfolio, Error> {
    let today = basis.today;
    let profile = person.profile();
    let entries = entries::entries(basis, person)?;
    let first_entry = entries.years.last().and_then(|year| year.first);
    let started = profile.map(|profile| profile.started).filter(|started| *started <= today);
    let first = started.or(first_entry);
    let left = profile.and_then(|profile| profile.left).filter(|left| *left <= today);
    let last = first.map(|_| left.unwrap_or(today));
    Ok(Portfolio {
        header: basis.header(unread),
        person: basis.named(&person.handle, profile),
        role: profile.map(|profile| name_of(&basis.framework().roles, &profile.role, |role| &role.name)),
        first,
        last,
        entries: entries.count,
        skills: entries.skills,
        awards: awards(basis, person),
        programs: programs(basis, person),
        years: entries.years,
        texts_left_out: entries.texts_left_out,
    })
}

impl Portfolio {
    /// About how many list items the portfolio holds.
    #[must_use]
    pub fn items(&self) -> usize {
        let groups = self.years.iter().flat_map(|year| &year.groups);
        let entries = groups.clone().flat_map(|group| &group.entries);
        let parts: usize = entries.map(|entry| 2 + entry.links.len() + entry.text.len()).sum();
        let lines: usize = self.awards.iter().map(|award| 2 + award.badge.lines.len()).sum();
        parts + groups.count() + lines + self.programs.len() + self.skills.len()
    }
}

fn awards(basis: &Basis, person: &Person) -> Vec<PortfolioAward> {
    let credentials = &basis.framework().credentials;
    let said = |text: Option<&String>| text.filter(|text| !text.trim().is_empty()).cloned();
    let standing = standing(person, credentials).into_iter();
    let mut awards: Vec<PortfolioAward> = standing
        .filter(|(_, award)| award.data.date <= basis.today)
        .map(|(id, award)| {
            let award = &award.data;
            let credential = credentials.get(id).map(|record| &record.data);
            let certificate = award.certificate.as_ref();
            let name = name_of(credentials, id, |credential| &credential.name);
            let issuer = credential.and_then(|credential| said(credential.issuer.as_ref()));
            let until = credential.and_then(|credential| valid_until(award, credential));
            PortfolioAward {
                kind: credential.map(|credential| credential.kind),
                criteria: credential.and_then(|credential| said(Some(&credential.criteria))),
                date: award.date,
                valid_until: until,
                certificate: certificate.and_then(|certificate| said(certificate.id.as_ref())),
                address: certificate
                    .and_then(|certificate| said(certificate.url.as_ref()))
                    .or_else(|| credential.and_then(|credential| said(credential.url.as_ref()))),
                badge: Badge::new(&name, issuer.as_deref()),
                name,
                issuer,
            }
        })
        .collect();
    awards.sort_by_key(|award| Reverse(award.date));
    awards
}

fn programs(basis: &Basis, person: &Person) -> Vec<ProgramTaken> {
    let programs = &basis.groups().programs;
    let present = |id: &str| programs.get(id).map(|program| program.id.as_str());
    let joined = person.profile().map_or(&[][..], |profile| &profile.programs).iter();
    let told = person.entries.iter().filter(|entry| entry.data.date <= basis.today);
    let told = told.filter_map(|entry| entry.data.program.as_ref());
    let joined: BTreeSet<&str> = joined.chain(told).filter_map(|id| present(id)).collect();
    let mut taken: Vec<ProgramTaken> = programs
        .iter()
        .filter(|program| program.data.start <= basis.today)
        .filter_map(|program| {
            let data = &program.data;
            let ran = data.facilitators.iter().any(|handle| is_own(person, handle));
            (ran || joined.contains(program.id.as_str())).then(|| ProgramTaken {
                name: name_of(programs, &program.id, |program| &program.name),
                kind: data.kind,
                start: data.start,
                end: data.end,
                ran,
            })
        })
        .collect();
    taken.sort_by_key(|program| Reverse(program.start));
    taken
}
