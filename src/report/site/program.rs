//! The page of one program: what it costs and brings, as the return-on-investment report has it,
//! and who runs it, what its members take and what it wants to reach.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::basis::Basis;
use super::super::change::Person as Named;
use super::super::program::{CAUTION, ProgramReport};
use super::super::team::TeamReport;
use super::{LevelName, Reference, former_ids};
use crate::calendar::Date;
use crate::load::Directory;
use crate::record::{Credential, Id, Module, Person, Program, Record, Skill};

/// One program with everything that its page says.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ProgramPage {
    /// What the return-on-investment report says of it.
    pub program: ProgramReport,
    /// What its figures do not say.
    pub caution: String,
    /// Who runs it.
    pub facilitators: Vec<Named>,
    /// The modules that its members take.
    pub modules: Vec<Reference>,
    /// What a challenge wants to reach; null: it is none.
    pub challenge: Option<Challenge>,
    /// Ids that it had before, which still lead to it.
    pub formerly: Vec<Id>,
}

/// What a challenge wants to reach together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Challenge {
    /// The skill that people reach; null: it is about a credential.
    pub skill: Option<Reference>,
    /// The level of the skill.
    pub level: Option<LevelName>,
    /// The credential that people earn; null: it is about a skill.
    pub credential: Option<Reference>,
    /// How many people want to reach it.
    pub count: u32,
    /// How many have; null where it is not shown.
    pub reached: Option<u64>,
    /// The day that `reached` is of.
    pub as_of: Option<Date>,
}

impl ProgramPage {
    /// The page of `program`. `everybody` are all people, of whom its members are some; `report` says
    /// how far challenges are.
    #[must_use]
    pub fn of(program: &Record<Program>, basis: &Basis, everybody: &[Person], report: &TeamReport) -> Self {
        let (data, framework) = (&program.data, basis.framework());
        let people = &basis.state.people;
        let standing = report.challenges.iter().find(|challenge| challenge.program.id == program.id.as_str());
        let challenge = data.target.as_ref().map(|target| {
            let skill = target.skill.as_ref();
            let record = skill.and_then(|id| framework.skills.get(id));
            let level = target.level.or_else(|| record.map(|record| record.data.proficient_from));
            Challenge {
                skill: skill.map(|id| Reference::to(&framework.skills, id, |skill: &Skill| &skill.name)),
                level: level.map(|level| LevelName::of(level, basis.vocabulary())),
                credential: target.credential.as_ref().map(|id| {
                    Reference::to(&framework.credentials, id, |credential: &Credential| &credential.name)
                }),
                count: target.count,
                reached: standing.and_then(|challenge| challenge.reached),
                as_of: standing.and_then(|challenge| challenge.as_of),
            }
        });
        Self {
            program: ProgramReport::of(program, basis, everybody),
            caution: CAUTION.to_owned(),
            facilitators: data
                .facilitators
                .iter()
                .map(|handle| basis.named(handle, people.profile(handle).as_deref()))
                .collect(),
            modules: data
                .modules
                .iter()
                .map(|id| Reference::to(&framework.modules, id, |module: &Module| &module.name))
                .collect(),
            challenge,
            formerly: former_ids(&basis.groups().programs, program),
        }
    }

    /// About how many list items it holds.
    #[must_use]
    pub fn items(&self) -> usize {
        self.program.items() + self.facilitators.len() + self.modules.len()
    }
}
