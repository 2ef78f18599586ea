//! The page that lists the framework: skills by kind, roles, modules by format, credentials.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::basis::Basis;
use super::{LevelName, Reference};
use crate::record::{CredentialKind, Format, Id, SkillKind, SkillStatus};

/// What people learn and what is asked of them, as lists.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct FrameworkPage {
    /// The scale, the lowest level first.
    pub scale: Vec<ScaleItem>,
    /// Skills by kind; a kind without skills is left out.
    pub skills: Vec<SkillGroup>,
    /// The roles.
    pub roles: Vec<RoleItem>,
    /// Modules by format; a format without modules is left out.
    pub modules: Vec<ModuleGroup>,
    /// The credentials.
    pub credentials: Vec<CredentialItem>,
}

/// One level of the scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ScaleItem {
    /// The level.
    pub level: LevelName,
    /// What somebody at this level does; null: not said.
    pub description: Option<String>,
}

/// The skills of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SkillGroup {
    /// The kind.
    pub kind: SkillKind,
    /// Its skills, in the order of their ids; deprecated ones come last.
    pub skills: Vec<SkillItem>,
}

/// A skill in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SkillItem {
    /// The skill.
    pub skill: Reference,
    /// Where it stands in its life.
    pub status: SkillStatus,
}

/// A role in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RoleItem {
    /// The role.
    pub role: Reference,
    /// The discipline that it belongs to.
    pub discipline: Id,
    /// The names of its tiers, the first one first.
    pub tiers: Vec<String>,
}

/// The modules of one format.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ModuleGroup {
    /// The format.
    pub format: Format,
    /// Its modules, in the order of their ids; those no longer offered come last.
    pub modules: Vec<ModuleItem>,
}

/// A module in the list.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ModuleItem {
    /// The module.
    pub module: Reference,
    /// How many hours it takes; null: not said.
    pub hours: Option<f64>,
    /// Whether it is no longer offered.
    pub retired: bool,
}

/// A credential in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CredentialItem {
    /// The credential.
    pub credential: Reference,
    /// Who stands behind it.
    pub kind: CredentialKind,
    /// Who issues it; null: not said.
    pub issuer: Option<String>,
}

impl FrameworkPage {
    /// The framework of `basis`.
    #[must_use]
    pub fn of(basis: &Basis) -> Self {
        let scale = basis.vocabulary().scale.iter().map(|(level, text)| ScaleItem {
            level: LevelName::of(*level, basis.vocabulary()),
            description: text.description.clone(),
        });
        let roles = basis.framework().roles.iter().map(|role| RoleItem {
            role: Reference::of(&role.id, &role.data.name),
            discipline: role.data.discipline.clone(),
            tiers: role
                .data
                .tiers
                .iter()
                .map(|tier| tier.name.clone().unwrap_or_else(|| tier.id.to_string()))
                .collect(),
        });
        let credentials = basis.framework().credentials.iter().map(|credential| CredentialItem {
            credential: Reference::of(&credential.id, &credential.data.name),
            kind: credential.data.kind,
            issuer: credential.data.issuer.clone(),
        });
        Self {
            scale: scale.collect(),
            skills: SkillKind::ALL.iter().filter_map(|kind| skills(*kind, basis)).collect(),
            roles: roles.collect(),
            modules: Format::ALL.iter().filter_map(|format| modules(*format, basis)).collect(),
            credentials: credentials.collect(),
        }
    }

    /// About how many list items it holds.
    #[must_use]
    pub fn items(&self) -> usize {
        self.skills.iter().map(|group| group.skills.len()).sum::<usize>()
            + self.roles.iter().map(|role| 1 + role.tiers.len()).sum::<usize>()
            + self.modules.iter().map(|group| group.modules.len()).sum::<usize>()
            + self.credentials.len()
            + self.scale.len()
    }
}

fn skills(kind: SkillKind, basis: &Basis) -> Option<SkillGroup> {
    let of_kind = basis.framework().skills.iter().filter(|skill| skill.data.kind == kind);
    let mut skills: Vec<SkillItem> = of_kind
        .map(|skill| SkillItem {
            skill: Reference::of(&skill.id, &skill.data.name),
            status: skill.data.status(),
        })
        .collect();
    skills.sort_by_key(|item| item.status == SkillStatus::Deprecated);
    (!skills.is_empty()).then_some(SkillGroup { kind, skills })
}

fn modules(format: Format, basis: &Basis) -> Option<ModuleGroup> {
    let of_format = basis.framework().modules.iter().filter(|module| module.data.format == format);
    let mut modules: Vec<ModuleItem> = of_format
        .map(|module| ModuleItem {
            module: Reference::of(&module.id, &module.data.name),
            hours: module.data.hours,
            retired: module.data.retired,
        })
        .collect();
    modules.sort_by_key(|item| item.retired);
    (!modules.is_empty()).then_some(ModuleGroup { format, modules })
}
