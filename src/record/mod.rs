//! Records: one plain type a kind, the aggregates made of them, the web addresses in them, and how names
//! become ids.
//!
//! Nothing derived lives here: what can be computed is in `progress/`.

mod aggregate;
mod assessment;
mod award;
mod credential;
mod departed;
mod entry;
mod goal;
mod history;
mod id;
mod kind;
mod link;
mod module;
mod naming;
mod policy;
mod profile;
mod program;
mod references;
mod remediation;
mod role;
mod skill;
mod team;
mod vocabulary;
mod written;

pub use aggregate::{Framework, Groups, Person};
pub use assessment::{Assessment, Cycle, Method, Outcome, Rating, Score};
pub use award::{Award, Certificate, Revocation};
pub use credential::{ApprovalsNeeded, Credential, CredentialKind};
pub use departed::{Departed, Fate};
pub use entry::{Applied, Entry, EntryType, Feedback, Observation};
pub use goal::{Application, Cause, Goal, GoalStatus, Why};
pub use history::{GoalVersion, PersonHistory, SkillHistory};
pub use id::{Id, Level};
pub use kind::{Kind, PathProblem, RecordPath};
pub use link::{Address, Host, LinkFault, Reach};
pub use module::{Format, Module, Teaching};
pub use naming::{handle_of_email, kebab, pseudonyms};
pub use policy::{
    Bot, DemandWindow, DigestNames, Identities, Incentives, RawApplication, RawApprovals, RawAssessments,
    RawDeadlines, RawDigest, RawFramework, RawGoals, RawLoad, RawPolicy, RawPrivacy, RawRemediation, RawSite,
    RawSkills, RuleSetting, ScaleLevel, Trust, Visibility,
};
pub use profile::{Absence, Accounts, Aspiration, CareerTarget, Profile};
pub use program::{
    ApplicationTemplate, Benefit, Confidence, Cost, Direction, GoalTemplate, Metric, Program, ProgramKind,
    ProgramTarget, Project, Reading, Rotation, Session,
};
pub use references::{PlacedReference, Reference, References, Referent, Way};
pub use remediation::Remediation;
pub use role::{CredentialRequirement, Electives, Priority, Requirement, Role, SkillLevel, Tier};
pub use skill::{Alignment, Skill, SkillKind, SkillStatus};
pub use team::{Need, Team};
pub use written::{AnyRecord, Written, silencing};

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Location, Pointer};

/// One record that matched its schema, with its file.
#[derive(Clone, Debug)]
pub struct Record<T> {
    /// The record's id; for a profile the handle.
    pub id: Id,
    /// Its file, relative to the root.
    pub path: String,
    /// What the file says.
    pub data: T,
}

impl<T> Record<T> {
    /// The place of the value at `pointer`.
    #[must_use]
    pub fn value(&self, pointer: impl Into<Pointer>) -> Location {
        Location::value(&self.path, pointer)
    }

    /// The place of the key at `pointer`.
    #[must_use]
    pub fn key(&self, pointer: impl Into<Pointer>) -> Location {
        Location::key(&self.path, pointer)
    }
}

/// All records of one kind with one owner, in the order of their ids.
#[derive(Clone, Debug)]
pub struct Records<T> {
    valid: BTreeMap<Id, Record<T>>,
    /// Files that could not be read or did not match their schema: there, but unknown.
    broken: BTreeSet<Id>,
    /// Old ids → present ids, from `formerly`.
    former: BTreeMap<Id, Id>,
}

impl<T> Default for Records<T> {
    fn default() -> Self {
        Self { valid: BTreeMap::new(), broken: BTreeSet::new(), former: BTreeMap::new() }
    }
}

/// What an id names.
#[derive(Debug)]
pub enum Resolved<'a, T> {
    /// A record.
    Present(&'a Record<T>),
    /// A record whose present id is another.
    Former(&'a Record<T>),
    /// A file that could not be read; nothing can be said about it.
    Broken,
    /// Nothing.
    Unknown,
}

impl<'a, T> Resolved<'a, T> {
    /// The record, under its present or a former id.
    #[must_use]
    pub fn record(&self) -> Option<&'a Record<T>> {
        match self {
            Self::Present(record) | Self::Former(record) => Some(record),
            Self::Broken | Self::Unknown => None,
        }
    }
}

impl<T> Records<T> {
    /// Adds a record that matched its schema.
    pub fn insert(&mut self, record: Record<T>) {
        self.valid.insert(record.id.clone(), record);
    }

    /// Notes a record that is there but cannot be used.
    pub fn insert_broken(&mut self, id: Id) {
        self.broken.insert(id);
    }

    /// Makes `old` lead to the record `present`.
    pub fn insert_former(&mut self, old: Id, present: Id) {
        self.former.insert(old, present);
    }

    /// What `id` names, following former ids.
    #[must_use]
    pub fn resolve(&self, id: &str) -> Resolved<'_, T> {
        if let Some(record) = self.valid.get(id) {
            return Resolved::Present(record);
        }
        if self.broken.contains(id) {
            return Resolved::Broken;
        }
        match self.former.get(id) {
            Some(present) if self.broken.contains(present) => Resolved::Broken,
            Some(present) => self.valid.get(present).map_or(Resolved::Unknown, Resolved::Former),
            None => Resolved::Unknown,
        }
    }

    /// Whether any former id leads to a record.
    #[must_use]
    pub fn has_former(&self) -> bool {
        !self.former.is_empty()
    }

    /// The record that `id` names, under its present or a former id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Record<T>> {
        self.resolve(id).record()
    }

    /// Whether `id` names a file, read or broken, under its present or a former id.
    #[must_use]
    pub fn contains(&self, id: &str) -> bool {
        !matches!(self.resolve(id), Resolved::Unknown)
    }

    /// The records, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &Record<T>> {
        self.valid.values()
    }

    /// Every present id, of broken records too.
    pub fn ids(&self) -> impl Iterator<Item = &Id> {
        self.valid.keys().chain(&self.broken)
    }

    /// How many files there are, broken ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.valid.len() + self.broken.len()
    }

    /// Whether every file could be read: of a broken one nobody knows what it says.
    #[must_use]
    pub fn all_read(&self) -> bool {
        self.broken.is_empty()
    }

    /// Whether there is no file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
