//! The page of one role: its tiers, what each asks for, and the path of modules that leads through.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::basis::Basis;
use super::{LevelName, Reference, former_ids};
use crate::calendar::Date;
use crate::record::{Credential, Id, Level, Module, Record, Role, Skill, Tier};

/// One role of the framework.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RolePage {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// The discipline that it belongs to.
    pub discipline: Id,
    /// Its tiers, the first one first. A tier includes what the earlier ones ask for.
    pub tiers: Vec<TierSection>,
    /// The modules that lead through the role, in order.
    pub path: Vec<Reference>,
    /// The day on which somebody last checked that it still holds; null: never.
    pub reviewed: Option<Date>,
    /// Ids that it had before, which still lead to it.
    pub formerly: Vec<Id>,
}

/// One tier of a role: what it asks for beyond the earlier ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TierSection {
    /// What profiles call it.
    pub id: Id,
    /// Its name, else its id.
    pub name: String,
    /// The name of the tier before it, whose demands it includes; null: it is the first.
    pub after: Option<String>,
    /// The skills that it asks for.
    pub requires: Vec<Asking>,
    /// Skills to choose from; null: none.
    pub electives: Option<Electives>,
    /// The credentials that it asks for.
    pub credentials: Vec<CredentialAsked>,
}

/// A skill that a tier asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Asking {
    /// The skill.
    pub skill: Reference,
    /// The lowest level that is enough.
    pub level: LevelName,
    /// The day by which it is needed; null: not said.
    pub needed_by: Option<Date>,
    /// What the business needs it for; null: not said.
    pub driver: Option<String>,
}

/// A credential that a tier asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CredentialAsked {
    /// The credential.
    pub credential: Reference,
    /// The day by which it is needed; null: not said.
    pub needed_by: Option<Date>,
}

/// Skills of which some have to be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Electives {
    /// How many of them are needed.
    pub choose: u32,
    /// The skills to choose from.
    pub from: Vec<SkillLevel>,
}

/// A skill at a level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SkillLevel {
    /// The skill.
    pub skill: Reference,
    /// The lowest level that is enough.
    pub level: LevelName,
}

impl SkillLevel {
    pub(super) fn of(skill: &Id, level: Level, basis: &Basis) -> Self {
        let skill = Reference::to(&basis.framework().skills, skill, |skill: &Skill| &skill.name);
        Self { skill, level: LevelName::of(level, basis.vocabulary()) }
    }
}

impl RolePage {
    /// The page of `role`.
    #[must_use]
    pub fn of(role: &Record<Role>, basis: &Basis) -> Self {
        let data = &role.data;
        let mut tiers: Vec<TierSection> = Vec::with_capacity(data.tiers.len());
        for tier in &data.tiers {
            let after = tiers.last().map(|tier| tier.name.clone());
            tiers.push(section(tier, after, basis));
        }
        let modules = &basis.framework().modules;
        Self {
            id: role.id.clone(),
            name: Reference::of(&role.id, &data.name).name,
            discipline: data.discipline.clone(),
            tiers,
            path: data
                .path
                .iter()
                .map(|id| Reference::to(modules, id, |module: &Module| &module.name))
                .collect(),
            reviewed: data.reviewed,
            formerly: former_ids(&basis.framework().roles, role),
        }
    }

    /// About how many list items it holds.
    #[must_use]
    pub fn items(&self) -> usize {
        let of_tier = |tier: &TierSection| {
            1 + tier.requires.len()
                + tier.credentials.len()
                + tier.electives.as_ref().map_or(0, |electives| electives.from.len())
        };
        self.tiers.iter().map(of_tier).sum::<usize>() + self.path.len()
    }
}

fn section(tier: &Tier, after: Option<String>, basis: &Basis) -> TierSection {
    let framework = basis.framework();
    let requires = tier.requires.iter().map(|asked| {
        let SkillLevel { skill, level } = SkillLevel::of(&asked.skill, asked.level, basis);
        Asking { skill, level, needed_by: asked.needed_by, driver: asked.driver.clone() }
    });
    let electives = tier.electives.as_ref().map(|electives| Electives {
        choose: electives.choose,
        from: electives
            .from
            .iter()
            .map(|option| SkillLevel::of(&option.skill, option.level, basis))
            .collect(),
    });
    let credentials = tier.credentials.iter().map(|asked| CredentialAsked {
        credential: Reference::to(&framework.credentials, &asked.credential, |credential: &Credential| {
            &credential.name
        }),
        needed_by: asked.needed_by,
    });
    let name = tier.name.clone().filter(|name| !name.trim().is_empty());
    TierSection {
        id: tier.id.clone(),
        name: name.unwrap_or_else(|| tier.id.to_string()),
        after,
        requires: requires.collect(),
        electives,
        credentials: credentials.collect(),
    }
}
