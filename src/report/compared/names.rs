//! Names of people and records as reports show them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Compared;
use crate::check::State;
use crate::load::Directory;
use crate::record::{Framework, Identities, Kind, Profile, RecordPath};
use crate::report::change::Person;

/// Looks names up: of the state with the change, else of base.
pub(super) struct Names<'a> {
    compared: &'a Compared<'a>,
    pseudonymous: bool,
}

impl<'a> Names<'a> {
    pub(super) fn new(compared: &'a Compared<'a>) -> Self {
        let pseudonymous = compared.settings.policy.identities == Identities::Pseudonymous;
        Self { compared, pseudonymous }
    }

    /// The profile of `handle`, also a former one.
    pub(super) fn profile(&self, handle: &str) -> Option<Arc<Profile>> {
        let Compared { after, base, .. } = self.compared;
        after.people.profile(handle).or_else(|| base.people.profile(handle))
    }

    /// Somebody, under the name of their profile. Where the policy wants handles only, it is not
    /// shown even if a profile has one.
    pub(super) fn person(&self, handle: &str) -> Person {
        let name = if self.pseudonymous { None } else { self.profile(handle).and_then(|p| p.name.clone()) };
        Person { handle: handle.to_owned(), name }
    }

    /// A skill's name, else its id.
    pub(super) fn skill(&self, id: &str) -> String {
        self.framework(|framework| framework.skills.get(id).map(|record| record.data.name.clone()), id)
    }

    /// A credential's name, else its id.
    pub(super) fn credential(&self, id: &str) -> String {
        self.framework(|framework| framework.credentials.get(id).map(|record| record.data.name.clone()), id)
    }

    fn framework(&self, name: impl Fn(&Framework) -> Option<String>, id: &str) -> String {
        let Compared { after, base, .. } = self.compared;
        name(&after.framework.data)
            .or_else(|| name(&base.framework.data))
            .filter(|name| !name.trim().is_empty())
            .unwrap_or_else(|| id.to_owned())
    }
}

/// Folders of people that the change renames: new handle → old handle.
pub(super) type RenamedPeople = BTreeMap<String, String>;

/// What a record of `state` is called.
pub(super) fn title(state: &State, record: &RecordPath) -> Option<String> {
    let (framework, groups, id) = (&state.framework.data, &state.groups.data, record.id.as_str());
    match record.kind {
        Kind::Skill => framework.skills.get(id).map(|found| found.data.name.clone()),
        Kind::Role => framework.roles.get(id).map(|found| found.data.name.clone()),
        Kind::Module => framework.modules.get(id).map(|found| found.data.name.clone()),
        Kind::Credential => framework.credentials.get(id).map(|found| found.data.name.clone()),
        Kind::Team => groups.teams.get(id).map(|found| found.data.name.clone()),
        Kind::Program => groups.programs.get(id).map(|found| found.data.name.clone()),
        Kind::Policy
        | Kind::Profile
        | Kind::Goal
        | Kind::Entry
        | Kind::Assessment
        | Kind::Award
        | Kind::Remediation => None,
    }
}
