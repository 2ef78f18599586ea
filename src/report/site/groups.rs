//! The pages that list teams, programs and people.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::super::basis::Basis;
use super::super::change::Person as Named;
use super::super::program::Stage;
use super::super::team::{Group, TeamReport};
use super::{Reference, former_ids, has_page};
use crate::calendar::Date;
use crate::progress::presence::Presence;
use crate::record::{Id, Person, ProgramKind, Record, Role, Team};

/// Every team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GroupsPage {
    /// Whether there is a page about everybody together.
    pub everyone: bool,
    /// The teams, by name.
    pub teams: Vec<GroupItem>,
}

/// A team in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GroupItem {
    /// The team.
    pub team: Reference,
    /// How many needs the business has of it.
    pub needs: usize,
    /// How many of them are met.
    pub met: usize,
}

/// One team, or everybody: the team report of that group alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TeamPage {
    /// The report, with one group in it.
    #[serde(flatten)]
    pub report: TeamReport,
    /// The ids of the skills that have pages, of those that the report names.
    pub known_skills: BTreeSet<String>,
    /// Ids that the team had before, which still lead to it.
    pub formerly: Vec<Id>,
}

/// Every program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProgramsPage {
    /// The programs, the one that began last first.
    pub programs: Vec<ProgramItem>,
}

/// A program in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProgramItem {
    /// The program.
    pub program: Reference,
    /// What sort of program it is.
    pub kind: ProgramKind,
    /// The first day.
    pub start: Date,
    /// The last day.
    pub end: Date,
    /// Where it stands.
    pub stage: Stage,
    /// The part of a longer plan that it is; null: not said.
    pub phase: Option<String>,
}

/// The people who have pages on a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PeoplePage {
    /// The people, in the order of their handles.
    pub people: Vec<PersonItem>,
}

/// Somebody in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PersonItem {
    /// Who it is.
    pub person: Named,
    /// The team; null: none.
    pub team: Option<Reference>,
    /// The role.
    pub role: Reference,
    /// Whether the site holds the person's own sheet.
    pub sheet: bool,
}

impl GroupsPage {
    /// The teams of `report`.
    #[must_use]
    pub fn of(report: &TeamReport) -> Self {
        let teams = report.teams.iter().filter_map(|group| {
            let id = Id::new(group.id.as_deref()?);
            Some(GroupItem {
                team: Reference::of(&id, &group.name),
                needs: group.needs.iter().filter(|need| need.met.is_some()).count(),
                met: group.needs.iter().filter(|need| need.met == Some(true)).count(),
            })
        });
        Self { everyone: report.everyone.is_some(), teams: teams.collect() }
    }
}

impl TeamPage {
    /// The page of `team`, whose figures are in `report`.
    #[must_use]
    pub fn of(team: &Record<Team>, report: &TeamReport, basis: &Basis) -> Self {
        let group = report.teams.iter().filter(|group| group.id.as_deref() == Some(team.id.as_str()));
        let teams: Vec<Group> = group.cloned().collect();
        Self::with(None, teams, report, basis, former_ids(&basis.groups().teams, team))
    }

    /// The page of everybody together.
    #[must_use]
    pub fn of_everyone(report: &TeamReport, basis: &Basis) -> Self {
        Self::with(report.everyone.clone(), Vec::new(), report, basis, Vec::new())
    }

    fn with(
        everyone: Option<Group>,
        teams: Vec<Group>,
        report: &TeamReport,
        basis: &Basis,
        formerly: Vec<Id>,
    ) -> Self {
        let groups = || everyone.iter().chain(&teams);
        let skills: BTreeSet<&str> = groups()
            .flat_map(|group| {
                let needs = group.needs.iter().map(|need| &need.skill);
                let gaps = group.gaps.iter().map(|gap| &gap.skill);
                needs
                    .chain(gaps)
                    .chain(&group.covered)
                    .chain(group.heat_map.iter().flat_map(|map| &map.skills))
            })
            .map(|skill| skill.id.as_str())
            .collect();
        let known = |id: &&&str| {
            basis.framework().skills.get(id).is_some_and(|skill| *skill.id == ***id && has_page(id))
        };
        let offers = report.offers.iter().filter(|offer| skills.contains(offer.skill.id.as_str()));
        let report = TeamReport {
            header: report.header.clone(),
            audience: report.audience,
            figures_of: report.figures_of,
            compared_with: report.compared_with,
            min_group: report.min_group,
            challenges: if everyone.is_some() { report.challenges.clone() } else { Vec::new() },
            offers: offers.cloned().collect(),
            everyone: everyone.clone(),
            teams: teams.clone(),
        };
        Self {
            known_skills: skills.iter().filter(known).map(|id| (*id).to_owned()).collect(),
            report,
            formerly,
        }
    }
}

impl ProgramsPage {
    /// The programs of `basis`.
    #[must_use]
    pub fn of(basis: &Basis) -> Self {
        let programs = basis.groups().programs.iter().map(|program| ProgramItem {
            program: Reference::of(&program.id, &program.data.name),
            kind: program.data.kind,
            start: program.data.start,
            end: program.data.end,
            stage: Stage::of(&program.data, basis.today),
            phase: program.data.phase.clone(),
        });
        let mut programs: Vec<ProgramItem> = programs.collect();
        programs.sort_by_key(|program| std::cmp::Reverse(program.start));
        Self { programs }
    }
}

impl PeoplePage {
    /// Those of `people` who are there, or back soon; `sheets` says whether their own sheets are on
    /// the site too.
    #[must_use]
    pub fn of<'a>(people: impl IntoIterator<Item = &'a Person>, basis: &Basis, sheets: bool) -> Self {
        let item = |person: &Person| {
            let profile = person.profile()?;
            let here = match Presence::of(Some(profile), basis.today) {
                Presence::Present | Presence::Away => true,
                Presence::NotStarted | Presence::Left | Presence::Unknown => false,
            };
            let teams = &basis.groups().teams;
            (here && has_page(&person.handle)).then(|| PersonItem {
                person: basis.named(&person.handle, Some(profile)),
                team: profile.team.as_ref().map(|id| Reference::to(teams, id, |team: &Team| &team.name)),
                role: Reference::to(&basis.framework().roles, &profile.role, |role: &Role| &role.name),
                sheet: sheets,
            })
        };
        Self { people: people.into_iter().filter_map(item).collect() }
    }
}
