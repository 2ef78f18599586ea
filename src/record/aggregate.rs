//! The aggregates that rules see: the framework, the teams and programs, and one person.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{
    Assessment, Award, Credential, Entry, Goal, Id, Module, PersonHistory, Profile, Program, Record, Records,
    Remediation, Role, Skill, Team,
};

/// What people learn and what is asked of them.
#[derive(Clone, Debug, Default)]
pub struct Framework {
    /// `framework/skills/`
    pub skills: Records<Skill>,
    /// `framework/roles/`
    pub roles: Records<Role>,
    /// `framework/modules/`
    pub modules: Records<Module>,
    /// `framework/credentials/`
    pub credentials: Records<Credential>,
}

/// The groups that people learn in.
#[derive(Clone, Debug, Default)]
pub struct Groups {
    /// `teams/`
    pub teams: Records<Team>,
    /// `programs/`
    pub programs: Records<Program>,
}

/// One person with all their records.
#[derive(Clone, Debug)]
pub struct Person {
    /// The folder's name below `people/`.
    pub handle: Id,
    /// `profile.yaml`; `None` where there is none or it is broken.
    pub profile: Option<Record<Profile>>,
    /// `goals/`
    pub goals: Records<Goal>,
    /// `portfolio/`
    pub entries: Records<Entry>,
    /// `assessments/`
    pub assessments: Records<Assessment>,
    /// `awards/`
    pub awards: Records<Award>,
    /// `remediations/`
    pub remediations: Records<Remediation>,
    /// Entries with a companion text, and that text's path.
    pub companions: BTreeMap<Id, String>,
    /// What stood on the default branch before.
    pub history: Arc<PersonHistory>,
}

impl Person {
    /// A person without any record.
    #[must_use]
    pub fn new(handle: Id) -> Self {
        Self {
            handle,
            profile: None,
            goals: Records::default(),
            entries: Records::default(),
            assessments: Records::default(),
            awards: Records::default(),
            remediations: Records::default(),
            companions: BTreeMap::new(),
            history: Arc::default(),
        }
    }

    /// What the profile says; `None` where there is none that could be read.
    #[must_use]
    pub fn profile(&self) -> Option<&Profile> {
        self.profile.as_ref().map(|record| &record.data)
    }

    /// The entries that name the goal, in the order of their dates, then ids.
    #[must_use]
    pub fn entries_of(&self, goal: &str) -> Vec<&Record<Entry>> {
        let mut entries: Vec<_> =
            self.entries.iter().filter(|entry| entry.data.goal.as_deref() == Some(goal)).collect();
        entries.sort_by_key(|entry| (entry.data.date, entry.id.clone()));
        entries
    }
}
