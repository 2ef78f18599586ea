//! The page of one skill: what each level means, who asks for it, what teaches it, who helps.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::basis::Basis;
use super::super::change::Person as Named;
use super::uses::{CredentialUse, ModuleUse, RoleUse, TeamUse, Uses, under};
use super::{LevelName, Reference, former_ids};
use crate::calendar::Date;
use crate::progress::level::defined_levels;
use crate::record::{Id, Record, Skill, SkillKind, SkillStatus};

/// One skill of the framework.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SkillPage {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// What sort of skill it is.
    pub skill_kind: SkillKind,
    /// Where it stands in its life.
    pub status: SkillStatus,
    /// The skill to aim at instead; null: none.
    pub replaced_by: Option<Reference>,
    /// The lowest level at which somebody works on their own.
    pub proficient_from: LevelName,
    /// Its levels, the lowest first.
    pub levels: Vec<LevelSection>,
    /// What good work looks like, in the order of the criteria's names.
    pub rubric: Vec<Criterion>,
    /// Skills to have first.
    pub prerequisites: Vec<Reference>,
    /// Skills that are built on it.
    pub followers: Vec<Reference>,
    /// Tiers of roles that ask for it.
    pub roles: Vec<RoleUse>,
    /// Teams that need it.
    pub teams: Vec<TeamUse>,
    /// Modules that teach it; those that are no longer offered come last.
    pub modules: Vec<ModuleUse>,
    /// Credentials that speak for it or ask for a level of it.
    pub credentials: Vec<CredentialUse>,
    /// People who offer to help with it, and have not left.
    pub helpers: Vec<Named>,
    /// The day on which somebody last checked that its text still holds; null: never.
    pub reviewed: Option<Date>,
    /// Months after which a rating of it has faded.
    pub half_life_months: u32,
    /// The same skill in published frameworks.
    pub align: Vec<Alignment>,
    /// Ids that it had before, which still lead to it.
    pub formerly: Vec<Id>,
}

/// One level of a skill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LevelSection {
    /// The level.
    pub level: LevelName,
    /// What somebody at this level does; null: nobody wrote it down.
    pub text: Option<String>,
    /// Where the text comes from.
    pub source: LevelSource,
    /// Whether somebody at this level works on their own.
    pub proficient: bool,
}

/// Where the text of a level comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LevelSource {
    /// The skill's own text.
    Skill,
    /// The scale of the policy, for skills that define no levels.
    Scale,
}

/// One criterion of a rubric.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Criterion {
    /// What is looked at.
    pub name: String,
    /// What good work looks like.
    pub text: String,
}

/// The same skill in a published framework.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Alignment {
    /// The framework's name.
    pub framework: String,
    /// What it calls the skill; null: not said.
    pub code: Option<String>,
    /// Where it is published; null: not said.
    pub url: Option<String>,
}

impl SkillPage {
    /// The page of `skill`.
    #[must_use]
    pub fn of(skill: &Record<Skill>, basis: &Basis, uses: &Uses) -> Self {
        let (id, data, skills) = (&skill.id, &skill.data, &basis.framework().skills);
        let reference = |id: &Id| Reference::to(skills, id, |skill: &Skill| &skill.name);
        let mut modules = under(&uses.modules, id);
        modules.sort_by_key(|used| used.retired);
        let align = data.align.iter().map(|align| Alignment {
            framework: align.framework.clone(),
            code: align.code.clone(),
            url: align.url.clone(),
        });
        Self {
            id: id.clone(),
            name: Reference::of(id, &data.name).name,
            skill_kind: data.kind,
            status: data.status(),
            replaced_by: data.replaced_by.as_ref().map(reference),
            proficient_from: LevelName::of(data.proficient_from, basis.vocabulary()),
            levels: levels(data, basis),
            rubric: data
                .rubric
                .iter()
                .map(|(name, text)| Criterion { name: name.clone(), text: text.clone() })
                .collect(),
            prerequisites: data.prerequisites.iter().map(reference).collect(),
            followers: under(&uses.followers, id),
            roles: under(&uses.roles, id),
            teams: under(&uses.teams, id),
            modules,
            credentials: under(&uses.credentials, id),
            helpers: under(&uses.helpers, id),
            reviewed: data.reviewed,
            half_life_months: data.half_life_months.unwrap_or(basis.limits.half_life_months),
            align: align.collect(),
            formerly: former_ids(skills, skill),
        }
    }

    /// About how many list items it holds.
    #[must_use]
    pub fn items(&self) -> usize {
        self.levels.len()
            + self.rubric.len()
            + self.prerequisites.len()
            + self.followers.len()
            + self.roles.len()
            + self.teams.len()
            + self.modules.len()
            + self.credentials.len()
            + self.helpers.len()
    }
}

fn levels(skill: &Skill, basis: &Basis) -> Vec<LevelSection> {
    let scale = &basis.vocabulary().scale;
    let own = !skill.levels.is_empty();
    let described = |level| match own {
        true => skill.levels.get(&level).cloned(),
        false => scale.get(&level).and_then(|text| text.description.clone()),
    };
    let section = |level| LevelSection {
        level: LevelName::of(level, basis.vocabulary()),
        text: described(level).filter(|text| !text.trim().is_empty()),
        source: if own { LevelSource::Skill } else { LevelSource::Scale },
        proficient: level >= skill.proficient_from,
    };
    defined_levels(skill, &basis.limits.scale).into_iter().map(section).collect()
}
