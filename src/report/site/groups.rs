//! The pages that list teams, programs and people.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::basis::Basis;
use super::super::change::Person as Named;
use super::super::program::Stage;
use super::{LevelName, Reference, former_ids, has_page};
use crate::calendar::Date;
use crate::load::Directory;
use crate::progress::presence::Presence;
use crate::record::{Id, Person, ProgramKind, Record, Role, Skill, Team};

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

/// One team: what the business needs of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TeamPage {
    /// The team.
    pub team: Reference,
    /// Who leads it; null: not said.
    pub lead: Option<Named>,
    /// What the business needs it to be able to do.
    pub needs: Vec<NeedItem>,
    /// Ids that it had before, which still lead to it.
    pub formerly: Vec<Id>,
}

/// A skill that a team needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NeedItem {
    /// The skill.
    pub skill: Reference,
    /// The lowest level that is enough.
    pub level: LevelName,
    /// How many people are needed at this level.
    pub people: u32,
    /// The day by which they are needed; null: not said.
    pub needed_by: Option<Date>,
    /// What the business needs them for; null: not said.
    pub driver: Option<String>,
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

impl TeamPage {
    /// The page of `team`.
    #[must_use]
    pub fn of(team: &Record<Team>, basis: &Basis) -> Self {
        let skills = &basis.framework().skills;
        let needs = team.data.needs.iter().map(|need| NeedItem {
            skill: Reference::to(skills, &need.skill, |skill: &Skill| &skill.name),
            level: LevelName::of(need.level, basis.vocabulary()),
            people: need.people,
            needed_by: need.needed_by,
            driver: need.driver.clone(),
        });
        let lead = |handle: &Id| basis.named(handle, basis.state.people.profile(handle).as_deref());
        Self {
            team: Reference::of(&team.id, &team.data.name),
            lead: team.data.lead.as_ref().map(lead),
            needs: needs.collect(),
            formerly: former_ids(&basis.groups().teams, team),
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
