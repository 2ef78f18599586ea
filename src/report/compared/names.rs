//! Names of people, skills and credentials as reports show them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Compared;
use crate::load::Directory;
use crate::record::{Framework, Identities, Profile};
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
