//! The pages that list teams, programs and people.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::basis::Basis;
use super::super::change::Person as Named;
use super::{Reference, has_page};
use crate::calendar::Date;
use crate::progress::presence::Presence;
use crate::record::{Person, ProgramKind, Role, Team};

/// Every team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GroupsPage {
    /// The teams, in the order of their ids.
    pub teams: Vec<GroupItem>,
}

/// A team in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GroupItem {
    /// The team.
    pub team: Reference,
    /// How many skills the business needs it to have.
    pub needs: usize,
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

/// Where a program stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// It has not begun.
    Planned,
    /// It has begun and has not ended.
    Running,
    /// Its last day has passed.
    Finished,
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
    /// The teams of `basis`.
    #[must_use]
    pub fn of(basis: &Basis) -> Self {
        let teams = basis.groups().teams.iter().map(|team| GroupItem {
            team: Reference::of(&team.id, &team.data.name),
            needs: team.data.needs.len(),
        });
        Self { teams: teams.collect() }
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
            stage: Stage::of(program.data.start, program.data.end, basis.today),
            phase: program.data.phase.clone(),
        });
        let mut programs: Vec<ProgramItem> = programs.collect();
        programs.sort_by_key(|program| std::cmp::Reverse(program.start));
        Self { programs }
    }
}

impl Stage {
    fn of(start: Date, end: Date, today: Date) -> Self {
        if today < start {
            Self::Planned
        } else if today <= end {
            Self::Running
        } else {
            Self::Finished
        }
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
