//! The pages of what people learn from and what they earn: modules and credentials.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::basis::Basis;
use super::role::SkillLevel;
use super::uses::{Uses, under};
use super::{LevelName, Reference, former_ids};
use crate::record::{Credential, CredentialKind, EntryType, Format, Id, Module, Record, Skill};

/// One module of the framework.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ModulePage {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// How it is taken.
    pub format: Format,
    /// What people can do afterwards; null: not said.
    pub outcome: Option<String>,
    /// The skills that it teaches.
    pub teaches: Vec<Teaching>,
    /// How many hours it takes; null: not said.
    pub hours: Option<f64>,
    /// What it costs for one person; null: not said.
    pub cost: Option<f64>,
    /// The currency of the cost.
    pub currency: String,
    /// Who offers it; null: not said.
    pub provider: Option<String>,
    /// Where it is found; null: not said.
    pub url: Option<String>,
    /// Modules to take first.
    pub prerequisites: Vec<Reference>,
    /// Roles whose path leads through it.
    pub roles: Vec<Reference>,
    /// Programs whose members take it.
    pub programs: Vec<Reference>,
    /// Whether it is no longer offered.
    pub retired: bool,
    /// Ids that it had before, which still lead to it.
    pub formerly: Vec<Id>,
}

/// A skill that a module teaches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Teaching {
    /// The skill.
    pub skill: Reference,
    /// The level that it leads to; null: to none in particular.
    pub level: Option<LevelName>,
}

/// One credential of the framework.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct CredentialPage {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Who stands behind it.
    pub credential_kind: CredentialKind,
    /// What has to be shown to earn it.
    pub criteria: String,
    /// The skills that it speaks for.
    pub skills: Vec<Reference>,
    /// The levels that have to be reached first.
    pub requires: Vec<SkillLevel>,
    /// The types of entries that its evidence has to include.
    pub evidence_types: Vec<EntryType>,
    /// How many people have to approve it; null: not said.
    pub approvals: Option<u32>,
    /// Whether they have to come from more than one discipline.
    pub distinct_disciplines: bool,
    /// Months for which it is valid; null: for ever.
    pub valid_months: Option<u32>,
    /// Who issues it; null: not said.
    pub issuer: Option<String>,
    /// Where it is described; null: not said.
    pub url: Option<String>,
    /// What is paid for earning it; null: nothing.
    pub incentive: Option<f64>,
    /// The currency of the incentive.
    pub currency: String,
    /// Tiers that ask for it.
    pub tiers: Vec<TierReference>,
    /// Ids that it had before, which still lead to it.
    pub formerly: Vec<Id>,
}

/// A tier of a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TierReference {
    /// The role.
    pub role: Reference,
    /// The tier's name, else its id.
    pub tier_name: String,
}

impl ModulePage {
    /// The page of `module`.
    #[must_use]
    pub fn of(module: &Record<Module>, basis: &Basis, uses: &Uses) -> Self {
        let (id, data, framework) = (&module.id, &module.data, basis.framework());
        let teaches = data.teaches.iter().map(|teaching| Teaching {
            skill: Reference::to(&framework.skills, &teaching.skill, |skill: &Skill| &skill.name),
            level: teaching.level.map(|level| LevelName::of(level, basis.vocabulary())),
        });
        let first = |id: &Id| Reference::to(&framework.modules, id, |module: &Module| &module.name);
        Self {
            id: id.clone(),
            name: Reference::of(id, &data.name).name,
            format: data.format,
            outcome: data.outcome.clone(),
            teaches: teaches.collect(),
            hours: data.hours,
            cost: data.cost,
            currency: basis.policy.currency.clone(),
            provider: data.provider.clone(),
            url: data.url.clone(),
            prerequisites: data.prerequisites.iter().map(first).collect(),
            roles: under(&uses.paths, id),
            programs: under(&uses.programs, id),
            retired: data.retired,
            formerly: former_ids(&framework.modules, module),
        }
    }

    /// About how many list items it holds.
    #[must_use]
    pub fn items(&self) -> usize {
        self.teaches.len() + self.prerequisites.len() + self.roles.len() + self.programs.len()
    }
}

impl CredentialPage {
    /// The page of `credential`.
    #[must_use]
    pub fn of(credential: &Record<Credential>, basis: &Basis, uses: &Uses) -> Self {
        let (id, data, framework) = (&credential.id, &credential.data, basis.framework());
        let skill = |id: &Id| Reference::to(&framework.skills, id, |skill: &Skill| &skill.name);
        let tiers = under(&uses.tiers, id).into_iter();
        let approvals = data.approvals.as_ref();
        Self {
            id: id.clone(),
            name: Reference::of(id, &data.name).name,
            credential_kind: data.kind,
            criteria: data.criteria.clone(),
            skills: data.skills.iter().map(skill).collect(),
            requires: data
                .requires
                .iter()
                .map(|asked| SkillLevel::of(&asked.skill, asked.level, basis))
                .collect(),
            evidence_types: data.evidence_types.clone(),
            approvals: approvals.map(|needed| needed.count),
            distinct_disciplines: approvals.is_some_and(|needed| needed.asks_for_several_disciplines()),
            valid_months: data.valid_months,
            issuer: data.issuer.clone(),
            url: data.url.clone(),
            incentive: data.incentive,
            currency: basis.policy.currency.clone(),
            tiers: tiers.map(|(role, tier_name)| TierReference { role, tier_name }).collect(),
            formerly: former_ids(&framework.credentials, credential),
        }
    }

    /// About how many list items it holds.
    #[must_use]
    pub fn items(&self) -> usize {
        self.skills.len() + self.requires.len() + self.tiers.len() + self.evidence_types.len()
    }
}
