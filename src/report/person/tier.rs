//! What the tier that somebody works towards asks for, and how far they are.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::Part;
use crate::calendar::Date;
use crate::progress::tier::{Demands, Destination, PathProgress, TierProgress};
use crate::record::{Format, Level, Role};
use crate::report::basis::name_of;

/// How far somebody is on the way to a tier.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct TierAhead {
    /// The role's name.
    pub role: String,
    /// The tier's name.
    pub tier: String,
    /// Whether the person has this tier already, so that it is to be kept.
    pub is_own: bool,
    /// How much of what is asked is there.
    pub met: u64,
    /// How much is asked.
    pub total: u64,
    /// The skills that are asked for, those that are missing first.
    pub skills: Vec<SkillAsked>,
    /// The credentials that are asked for, those that are missing first.
    pub credentials: Vec<CredentialAsked>,
    /// The skills to choose from, a list for each tier that has some.
    pub electives: Vec<ElectivesAsked>,
}

/// A skill that is asked for.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SkillAsked {
    /// The skill's id.
    pub id: String,
    /// The skill's name.
    pub name: String,
    /// The lowest level that is enough.
    pub asked: Level,
    /// What that level is called.
    pub asked_label: Option<String>,
    /// The level today; null: not assessed by others.
    pub now: Option<Level>,
    /// What that level is called.
    pub now_label: Option<String>,
    /// Whether it is enough.
    pub met: bool,
    /// The day by which it is needed.
    pub needed_by: Option<Date>,
    /// What the business needs it for.
    pub driver: Option<String>,
}

/// A credential that is asked for.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct CredentialAsked {
    /// The credential's id.
    pub id: String,
    /// The credential's name.
    pub name: String,
    /// Whether the person holds it.
    pub held: bool,
    /// The day by which it is needed.
    pub needed_by: Option<Date>,
}

/// Skills to choose from.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ElectivesAsked {
    /// How many are to be chosen.
    pub choose: u32,
    /// How many of them are there, no more than are to be chosen.
    pub met: u64,
    /// The skills, in the order of their names.
    pub options: Vec<ElectiveOption>,
}

/// A skill that may be chosen.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ElectiveOption {
    /// The skill's id.
    pub id: String,
    /// The skill's name.
    pub name: String,
    /// Whether the level is enough.
    pub met: bool,
    /// The level today; null: not assessed by others.
    pub now: Option<Level>,
}

/// The modules that lead through a role, and how far somebody is with them.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ModulePath {
    /// The role's name.
    pub role: String,
    /// Modules with an entry.
    pub taken: u64,
    /// Modules.
    pub total: u64,
    /// The modules, in the order of the path.
    pub modules: Vec<PathModule>,
}

/// A module of a path.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PathModule {
    /// The module's id.
    pub id: String,
    /// The module's name.
    pub name: String,
    /// How it is taken; null where its record could not be read.
    pub format: Option<Format>,
    /// Whether there is an entry for it.
    pub taken: bool,
}

/// What a tier is called: its name, else its id.
pub(super) fn name(role: &Role, tier: &str) -> String {
    let known = role.tiers.iter().find(|known| known.id.as_str() == tier);
    let named = known.and_then(|tier| tier.name.clone()).filter(|name| !name.trim().is_empty());
    named.unwrap_or_else(|| tier.to_owned())
}

/// The way to the tier ahead; `None` where the destination is not known.
pub(super) fn tier_ahead(part: &Part<'_>) -> Option<TierAhead> {
    let framework = part.basis.framework();
    let profile = part.person.profile()?;
    let progress = TierProgress::of(part.person, framework, part.today, &part.basis.limits)?;
    let Destination { role, tier } = progress.destination;
    let demands = Demands::of(&role.data, &tier.id, framework)?;
    let now = |skill: &str| part.levels.on(skill, part.today).map(|level| level.level);
    let mut skills: Vec<SkillAsked> = progress
        .requirements
        .iter()
        .map(|asked| {
            let level = now(asked.skill);
            SkillAsked {
                id: asked.skill.to_owned(),
                name: part.skill_name(asked.skill),
                asked: asked.requirement.level,
                asked_label: part.label(asked.requirement.level),
                now: level,
                now_label: level.and_then(|level| part.label(level)),
                met: asked.coverage.is_met(),
                needed_by: asked.requirement.needed_by,
                driver: asked.requirement.driver.clone(),
            }
        })
        .collect();
    skills.sort_by_cached_key(|skill| (skill.met, skill.name.clone()));
    let mut credentials: Vec<CredentialAsked> = progress
        .credentials
        .iter()
        .map(|asked| CredentialAsked {
            id: asked.credential.to_owned(),
            name: name_of(&framework.credentials, asked.credential, |credential| &credential.name),
            held: asked.held,
            needed_by: demands.credentials.get(asked.credential).and_then(|asked| asked.needed_by),
        })
        .collect();
    credentials.sort_by_cached_key(|credential| (credential.held, credential.name.clone()));
    let electives = progress.electives.iter().map(|electives| {
        let options = electives.options.iter().map(|(skill, coverage)| ElectiveOption {
            id: (*skill).to_owned(),
            name: part.skill_name(skill),
            met: coverage.is_met(),
            now: now(skill),
        });
        let mut options: Vec<ElectiveOption> = options.collect();
        options.sort_by_cached_key(|option| option.name.clone());
        ElectivesAsked { choose: electives.choose, met: electives.met(), options }
    });
    let own_role = framework.roles.get(&profile.role).map(|role| &role.id);
    Some(TierAhead {
        role: name_of(&framework.roles, &role.id, |role| &role.name),
        tier: name(&role.data, &tier.id),
        is_own: own_role == Some(&role.id) && profile.tier == tier.id,
        met: progress.met(),
        total: progress.total(),
        electives: electives.collect(),
        skills,
        credentials,
    })
}

/// The module path of the role ahead; `None` where that is not known or has no path.
pub(super) fn path(part: &Part<'_>) -> Option<ModulePath> {
    let framework = part.basis.framework();
    let destination = Destination::of(part.person.profile()?, &framework.roles)?;
    let role = destination.role;
    let progress = PathProgress::along(part.person, &role.data, framework, part.today);
    if progress.total == 0 {
        return None;
    }
    let present = |id: &str| framework.modules.get(id).map_or(id.to_owned(), |module| module.id.to_string());
    let entries = part.person.entries.iter().filter(|entry| entry.data.date <= part.today);
    let taken: BTreeSet<String> =
        entries.filter_map(|entry| entry.data.module.as_deref()).map(present).collect();
    let mut listed = BTreeSet::new();
    let path = role.data.path.iter().map(|id| present(id)).filter(|id| listed.insert(id.clone()));
    let modules = path.map(|id| PathModule {
        name: name_of(&framework.modules, &id, |module| &module.name),
        format: framework.modules.get(&id).map(|module| module.data.format),
        taken: taken.contains(&id),
        id,
    });
    Some(ModulePath {
        role: name_of(&framework.roles, &role.id, |role| &role.name),
        taken: progress.taken,
        total: progress.total,
        modules: modules.collect(),
    })
}
