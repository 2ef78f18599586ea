//! What a change did to the thing that a reference names, and what to do about it.

use super::phrases::{list, name};
use crate::load::Handle;
use crate::record::{Departed, Fate, Kind, Person, Record, Records, Reference, Referent, Written};
use crate::rules::{Earlier, Setting};

/// Why a reference leads nowhere, as far as a change tells.
pub(super) enum Loss {
    /// Nothing of that name was there before either.
    NeverThere,
    /// It has another id now, and its file cannot be read: nothing is known about its former ids.
    Unreadable,
    /// The change took it away.
    TakenAway {
        /// Goes after "… any more: ".
        how: String,
        /// What to do about it.
        advice: String,
        /// What to write instead, where one text is sure to be meant.
        replacement: Option<String>,
    },
}

/// Why `reference` leads nowhere; `owner` is the person in whose records it stands.
pub(super) fn loss(reference: &Reference<'_>, setting: &Setting<'_>, owner: Option<&Person>) -> Loss {
    let Some(earlier) = setting.earlier else { return Loss::NeverThere };
    let (framework, groups) = (setting.framework, setting.groups);
    let look = |kind| (kind, reference.id, earlier.departed);
    match reference.referent {
        Referent::Skill => of_shared(look(Kind::Skill), &framework.skills),
        Referent::Role => of_shared(look(Kind::Role), &framework.roles),
        Referent::Module => of_shared(look(Kind::Module), &framework.modules),
        Referent::Credential => of_shared(look(Kind::Credential), &framework.credentials),
        Referent::Team => of_shared(look(Kind::Team), &groups.teams),
        Referent::Program => of_shared(look(Kind::Program), &groups.programs),
        Referent::Person => of_person(reference.id, setting, earlier.departed),
        Referent::Goal => of_own(look(Kind::Goal), owner),
        Referent::Entry => of_own(look(Kind::Entry), owner),
        Referent::Assessment => of_own(look(Kind::Assessment), owner),
        Referent::Tier { .. } | Referent::Criterion { .. } | Referent::Discipline => {
            of_part(reference, setting, earlier)
        }
    }
}

/// What is looked up: kind, former id, and where.
type Look<'a> = (Kind, &'a str, &'a Departed);

fn of_shared<T: Written>((kind, old, departed): Look<'_>, records: &Records<T>) -> Loss {
    match departed.fate(kind, None, old) {
        None => Loss::NeverThere,
        Some(Fate::Removed { path }) => removed(kind, path),
        Some(Fate::Renamed { id, path }) => match records.get(id) {
            Some(now) => renamed(kind, old, id, path, formerly(now)),
            None => Loss::Unreadable,
        },
    }
}

fn of_person(old: &str, setting: &Setting<'_>, departed: &Departed) -> Loss {
    match departed.fate(Kind::Profile, None, old) {
        None => Loss::NeverThere,
        Some(Fate::Removed { path }) => removed(Kind::Profile, path),
        Some(Fate::Renamed { id, path }) => match setting.directory.look_up(id) {
            Handle::Present(profile) => renamed(Kind::Profile, old, id, path, !profile.formerly.is_empty()),
            Handle::Broken | Handle::Former(_) | Handle::Unknown => Loss::Unreadable,
        },
    }
}

/// A person's own records have no former ids: the reference is to be written anew.
fn of_own((kind, old, departed): Look<'_>, owner: Option<&Person>) -> Loss {
    match departed.fate(kind, owner.map(|owner| owner.handle.as_str()), old) {
        None => Loss::NeverThere,
        Some(Fate::Removed { path }) => removed(kind, path),
        Some(Fate::Renamed { id, .. }) => Loss::TakenAway {
            how: renames(id),
            advice: "write its new id".to_owned(),
            replacement: Some(id.to_string()),
        },
    }
}

fn formerly<T: Written>(record: &Record<T>) -> bool {
    !record.data.formerly().is_empty()
}

fn renames(id: &str) -> String {
    format!("this change renames it to {}", name(id))
}

/// `more`: whether the record has former ids already. Two files can be so alike that one passes for
/// the other renamed; then the old one has to stay.
fn renamed(kind: Kind, old: &str, id: &str, path: &str, more: bool) -> Loss {
    let add = if more {
        format!("add `{old}` to `formerly` in {path}")
    } else {
        format!("add `formerly: [{old}]` to {path}")
    };
    let what = word(kind);
    Loss::TakenAway {
        how: renames(id),
        advice: format!("{add}, and nothing breaks; or keep the old file, if it is not the same {what}"),
        replacement: None,
    }
}

/// What people call a record of this kind.
fn word(kind: Kind) -> &'static str {
    if kind == Kind::Profile { "person" } else { kind.name() }
}

fn removed(kind: Kind, path: &str) -> Loss {
    let how_to_keep = match kind {
        Kind::Skill => ", with `status: deprecated` if nobody is to aim at it any more,",
        Kind::Module => ", with `retired: true` if nobody is to take it any more,",
        Kind::Profile => ", with the last day as `left`,",
        Kind::Policy
        | Kind::Role
        | Kind::Credential
        | Kind::Team
        | Kind::Program
        | Kind::Goal
        | Kind::Entry
        | Kind::Assessment
        | Kind::Award
        | Kind::Remediation => "",
    };
    Loss::TakenAway {
        how: "this change removes it".to_owned(),
        advice: format!("keep {path}{how_to_keep} or change every record that names it"),
        replacement: None,
    }
}

/// Tiers, criteria and disciplines are parts of a record.
fn of_part(reference: &Reference<'_>, setting: &Setting<'_>, earlier: &Earlier<'_>) -> Loss {
    let id = reference.id;
    let advice = match reference.referent {
        Referent::Tier { role } => {
            let was = earlier.framework.roles.get(role);
            if !was.is_some_and(|role| role.data.tiers.iter().any(|tier| tier.id == *id)) {
                return Loss::NeverThere;
            }
            let tiers = setting.framework.roles.get(role).into_iter().flat_map(|role| &role.data.tiers);
            let others = list(tiers.map(|tier| name(&tier.id)));
            format!("keep the tier's id {}, or write another tier here: {others}", name(id))
        }
        Referent::Criterion { skill } => {
            let was = earlier.framework.skills.get(skill);
            if !was.is_some_and(|skill| skill.data.rubric.contains_key(id)) {
                return Loss::NeverThere;
            }
            "keep the criterion and reword it: assessments stay as they were written".to_owned()
        }
        Referent::Discipline => {
            if !earlier.vocabulary.disciplines.iter().any(|known| known == id) {
                return Loss::NeverThere;
            }
            let known = setting.vocabulary.disciplines.iter().map(|known| name(known));
            format!(
                "keep it under `disciplines` in milepost.yaml, or write another one here: {}",
                list(known)
            )
        }
        Referent::Skill
        | Referent::Role
        | Referent::Module
        | Referent::Credential
        | Referent::Team
        | Referent::Program
        | Referent::Person
        | Referent::Goal
        | Referent::Entry
        | Referent::Assessment => return Loss::NeverThere,
    };
    Loss::TakenAway { how: "this change takes it out".to_owned(), advice, replacement: None }
}
