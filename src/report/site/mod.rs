//! The pages of the dashboard that no other report lays out: the overview, the framework, the lists.
//!
//! Shared with everybody that the site is for. Of people they hold only who offers to help, and who
//! runs what; figures about people are those of other reports.

mod framework;
mod groups;
mod learning;
mod overview;
mod program;
mod role;
mod search;
mod skill;
mod uses;

pub use framework::{
    CredentialItem, FrameworkPage, ModuleGroup, ModuleItem, RoleItem, SkillGroup, SkillItem,
};
pub use groups::{GroupItem, GroupsPage, PeoplePage, PersonItem, ProgramItem, ProgramsPage, TeamPage};
pub use learning::{CredentialPage, ModulePage, Teaching};
pub use overview::{Counts, Overview};
pub use program::{Challenge, ProgramPage};
pub use role::{Asking, Electives, RolePage, SkillLevel, TierSection};
pub use search::{SearchItem, search_items};
pub use skill::{Alignment, Criterion, LevelSection, LevelSource, SkillPage};
pub use uses::{CredentialUse, ModuleUse, RoleUse, TeamUse, Uses};

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use crate::policy::Vocabulary;
use crate::record::{Id, Level, Record, Records, Resolved, Written};

/// Who a site is made for, which decides what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// Everybody: no single person's ratings, no figure about a small group.
    Team,
    /// Those who lead: members and their levels, and everybody's portfolio.
    Lead,
    /// One person: their own sheet and portfolio beside what everybody sees.
    Person,
}

/// A record that a page names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Reference {
    /// Its present id; the id as it is written where there is no such record.
    pub id: Id,
    /// Its name, else its id.
    pub name: String,
    /// Whether there is such a record, and so a page of it.
    pub known: bool,
}

impl Reference {
    /// What `id` names among `records`, whose name is `name`.
    pub(crate) fn to<T>(records: &Records<T>, id: &str, name: impl Fn(&T) -> &str) -> Self {
        match records.get(id) {
            Some(record) => Self::of(&record.id, name(&record.data)),
            None => Self { id: Id::new(id), name: id.to_owned(), known: false },
        }
    }

    /// The record `id` that is called `name`.
    pub(crate) fn of(id: &Id, name: &str) -> Self {
        let name = if name.trim().is_empty() { id.as_str() } else { name };
        Self { id: id.clone(), name: name.to_owned(), known: has_page(id) }
    }
}

/// Whether a record of this id has a page: an invalid id never becomes the name of a file.
#[must_use]
pub fn has_page(id: &str) -> bool {
    Id::is_valid(id)
}

/// The former ids of `record` that lead to it and to nothing else.
#[must_use]
pub fn former_ids<T: Written>(records: &Records<T>, record: &Record<T>) -> Vec<Id> {
    let leads_here = |old: &&Id| match records.resolve(old) {
        Resolved::Former(present) => present.id == record.id && has_page(old),
        Resolved::Present(_) | Resolved::Broken | Resolved::Unknown => false,
    };
    let former: BTreeSet<&Id> = record.data.formerly().iter().filter(leads_here).collect();
    former.into_iter().cloned().collect()
}

/// A level with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LevelName {
    /// The level.
    pub level: Level,
    /// What the scale calls it; null: the scale does not have it.
    pub label: Option<String>,
}

impl LevelName {
    pub(crate) fn of(level: Level, vocabulary: &Vocabulary) -> Self {
        Self { level, label: vocabulary.label(level).map(str::to_owned) }
    }
}

/// The page at the address of a former id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Moved {
    /// The former id.
    pub former: Id,
    /// What the record is called now.
    pub name: String,
    /// The address of its page in the site.
    pub address: String,
}

impl Moved {
    /// The page for `former`, of a record that is called `name` and has its page at `address`.
    #[must_use]
    pub fn new(former: &Id, name: &str, address: String) -> Self {
        Self { former: former.clone(), name: name.to_owned(), address }
    }
}
