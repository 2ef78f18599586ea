//! What of the framework is asked for where: for each skill the roles, teams, modules, credentials
//! and people that name it. Built once for all pages, in one pass over the records.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::super::basis::Basis;
use super::super::change::Person as Named;
use super::{LevelName, Reference};
use crate::calendar::Date;
use crate::progress::presence::Presence;
use crate::progress::present_id;
use crate::record::{Format, Person};

/// A tier that asks for a skill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RoleUse {
    /// The role.
    pub role: Reference,
    /// The tier's id.
    pub tier: String,
    /// The tier's name, else its id.
    pub tier_name: String,
    /// The lowest level that is enough.
    pub level: LevelName,
    /// Whether it is one of several to choose from.
    pub elective: bool,
}

/// A team that needs a skill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TeamUse {
    /// The team.
    pub team: Reference,
    /// The lowest level that is enough.
    pub level: LevelName,
    /// How many people it needs at this level.
    pub people: u32,
    /// The day by which it needs them; null: not said.
    pub needed_by: Option<Date>,
    /// What the business needs them for; null: not said.
    pub driver: Option<String>,
}

/// A module that teaches a skill.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ModuleUse {
    /// The module.
    pub module: Reference,
    /// How it is taken.
    pub format: Format,
    /// The level that it leads to; null: to none in particular.
    pub level: Option<LevelName>,
    /// How many hours it takes; null: not said.
    pub hours: Option<f64>,
    /// Whether it is no longer offered.
    pub retired: bool,
}

/// A credential that speaks for a skill, or asks for a level of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CredentialUse {
    /// The credential.
    pub credential: Reference,
    /// The level that it asks for; null: it speaks for the skill without asking for a level.
    pub level: Option<LevelName>,
}

/// Everything that names a skill, module or credential, by the present id of what is named.
#[derive(Debug, Default)]
pub struct Uses {
    pub(super) roles: BTreeMap<String, Vec<RoleUse>>,
    pub(super) teams: BTreeMap<String, Vec<TeamUse>>,
    pub(super) modules: BTreeMap<String, Vec<ModuleUse>>,
    pub(super) credentials: BTreeMap<String, Vec<CredentialUse>>,
    pub(super) helpers: BTreeMap<String, Vec<Named>>,
    /// Skills that are built on a skill.
    pub(super) followers: BTreeMap<String, Vec<Reference>>,
    /// Roles whose path leads through a module.
    pub(super) paths: BTreeMap<String, Vec<Reference>>,
    /// Programs whose members take a module.
    pub(super) programs: BTreeMap<String, Vec<Reference>>,
    /// Tiers that ask for a credential: role and the tier's name.
    pub(super) tiers: BTreeMap<String, Vec<(Reference, String)>>,
}

impl Uses {
    /// What `basis` holds; `people` are everybody.
    #[must_use]
    pub fn of(basis: &Basis, people: &[Person]) -> Self {
        let mut uses = Self::default();
        uses.add_roles(basis);
        uses.add_modules(basis);
        uses.add_credentials(basis);
        uses.add_groups(basis);
        for skill in basis.framework().skills.iter() {
            for first in &skill.data.prerequisites {
                let follower = Reference::of(&skill.id, &skill.data.name);
                put(&mut uses.followers, present_id(&basis.framework().skills, first), follower);
            }
        }
        for person in people {
            let profile = person.profile();
            match Presence::of(profile, basis.today) {
                Presence::Present | Presence::Away => {}
                Presence::NotStarted | Presence::Left | Presence::Unknown => continue,
            }
            for skill in profile.iter().flat_map(|profile| &profile.offers) {
                let id = present_id(&basis.framework().skills, skill);
                put(&mut uses.helpers, id, basis.named(&person.handle, profile));
            }
        }
        uses
    }

    fn add_roles(&mut self, basis: &Basis) {
        let framework = basis.framework();
        for role in framework.roles.iter() {
            let reference = Reference::of(&role.id, &role.data.name);
            for tier in &role.data.tiers {
                let tier_name = tier.name.clone().unwrap_or_else(|| tier.id.to_string());
                let required = tier.requires.iter().map(|asked| (&asked.skill, asked.level, false));
                let options = tier.electives.iter().flat_map(|electives| &electives.from);
                for (skill, level, elective) in
                    required.chain(options.map(|option| (&option.skill, option.level, true)))
                {
                    let asked = RoleUse {
                        role: reference.clone(),
                        tier: tier.id.to_string(),
                        tier_name: tier_name.clone(),
                        level: LevelName::of(level, basis.vocabulary()),
                        elective,
                    };
                    put(&mut self.roles, present_id(&framework.skills, skill), asked);
                }
                for asked in &tier.credentials {
                    let id = present_id(&framework.credentials, &asked.credential);
                    put(&mut self.tiers, id, (reference.clone(), tier_name.clone()));
                }
            }
            for module in &role.data.path {
                put(&mut self.paths, present_id(&framework.modules, module), reference.clone());
            }
        }
    }

    fn add_modules(&mut self, basis: &Basis) {
        let framework = basis.framework();
        for module in framework.modules.iter() {
            for teaching in &module.data.teaches {
                let used = ModuleUse {
                    module: Reference::of(&module.id, &module.data.name),
                    format: module.data.format,
                    level: teaching.level.map(|level| LevelName::of(level, basis.vocabulary())),
                    hours: module.data.hours,
                    retired: module.data.retired,
                };
                put(&mut self.modules, present_id(&framework.skills, &teaching.skill), used);
            }
        }
    }

    fn add_credentials(&mut self, basis: &Basis) {
        let framework = basis.framework();
        for credential in framework.credentials.iter() {
            let mut levels = BTreeMap::new();
            for skill in &credential.data.skills {
                levels.entry(present_id(&framework.skills, skill)).or_insert(None);
            }
            for asked in &credential.data.requires {
                levels.insert(present_id(&framework.skills, &asked.skill), Some(asked.level));
            }
            for (skill, level) in levels {
                let used = CredentialUse {
                    credential: Reference::of(&credential.id, &credential.data.name),
                    level: level.map(|level| LevelName::of(level, basis.vocabulary())),
                };
                put(&mut self.credentials, skill, used);
            }
        }
    }

    fn add_groups(&mut self, basis: &Basis) {
        let framework = basis.framework();
        for team in basis.groups().teams.iter() {
            for need in &team.data.needs {
                let used = TeamUse {
                    team: Reference::of(&team.id, &team.data.name),
                    level: LevelName::of(need.level, basis.vocabulary()),
                    people: need.people,
                    needed_by: need.needed_by,
                    driver: need.driver.clone(),
                };
                put(&mut self.teams, present_id(&framework.skills, &need.skill), used);
            }
        }
        for program in basis.groups().programs.iter() {
            for module in &program.data.modules {
                let id = present_id(&framework.modules, module);
                put(&mut self.programs, id, Reference::of(&program.id, &program.data.name));
            }
        }
    }
}

fn put<T>(map: &mut BTreeMap<String, Vec<T>>, id: &str, item: T) {
    map.entry(id.to_owned()).or_default().push(item);
}

/// What is listed under `id`.
pub(super) fn under<T: Clone>(map: &BTreeMap<String, Vec<T>>, id: &str) -> Vec<T> {
    map.get(id).cloned().unwrap_or_default()
}
