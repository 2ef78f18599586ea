//! Where a record is named by its id: in records that are updated with it, and in those of others.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::check::State;
use crate::error::Error;
use crate::finding::Pointer;
use crate::load::{File, Loaded};
use crate::record::{Id, Kind, Person, PlacedReference};

use super::subject::Subject;

/// Where a record is named, file by file.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    /// In the record's own folder, the framework, teams, programs and the policy.
    pub(super) own: BTreeMap<String, Vec<Pointer>>,
    /// In the records of other people.
    pub(super) others: BTreeMap<String, Vec<Pointer>>,
    /// Records that could not be read, so that nobody knows whom they name.
    pub(super) unread: Vec<String>,
    /// Another record that has the old id among its former ones.
    pub(super) also: Option<String>,
}

impl Mentions {
    /// Every mention of `subject` in `state`.
    ///
    /// # Errors
    /// Where the state cannot be read.
    pub(super) fn of(subject: &Subject, state: &State) -> Result<Self, Error> {
        let mut mentions = Self::default();
        let handle = if subject.kind == Kind::Profile { Some(&subject.old) } else { subject.owner.as_ref() };
        // A person's own records are named by that person's only.
        if subject.owner.is_none() {
            let policy = state.policy.loaded.data.iter().flat_map(|record| record.references());
            let shared =
                policy.chain(state.framework.data.references()).chain(state.groups.data.references());
            mentions.own.extend(gathered(subject, shared));
            for files in [&state.policy.loaded.files, &state.framework.files, &state.groups.files] {
                mentions.note_unread(files);
            }
            mentions.note_also(subject, state);
            let of_person = |other: &String| -> Result<Self, Error> {
                let mut found = Self::default();
                let own = handle.is_some_and(|own| **own == **other);
                found.add(subject, &state.people.load(other)?, own);
                Ok(found)
            };
            let handles = state.people.handles();
            let found: Vec<Self> = handles.par_iter().map(of_person).collect::<Result<_, Error>>()?;
            found.into_iter().for_each(|found| mentions.absorb(found));
        } else if let Some(handle) = handle {
            mentions.add(subject, &state.people.load(handle)?, true);
        }
        state.people.failure()?;
        Ok(mentions)
    }

    fn absorb(&mut self, other: Self) {
        self.own.extend(other.own);
        self.others.extend(other.others);
        self.unread.extend(other.unread);
        self.also = self.also.take().or(other.also);
    }

    fn add(&mut self, subject: &Subject, person: &Loaded<Person>, own: bool) {
        let found = gathered(subject, person.data.references());
        if own {
            self.own.extend(found)
        } else {
            self.others.extend(found)
        }
        self.note_unread(&person.files);
        if subject.kind == Kind::Profile
            && let Some(profile) = &person.data.profile
            && profile.data.formerly.contains(&subject.old)
        {
            self.also.get_or_insert_with(|| profile.path.clone());
        }
    }

    fn note_unread(&mut self, files: &[File]) {
        let unread = files.iter().filter(|file| file.record.is_ok() && file.sound().is_none());
        self.unread.extend(unread.map(|file| file.display_path().into_owned()));
    }

    /// Another record of the framework, or another group, that was called so.
    fn note_also(&mut self, subject: &Subject, state: &State) {
        use crate::record::{Records, Written};
        fn of<T: Written>(records: &Records<T>, old: &Id) -> Option<String> {
            let mut others = records.iter().filter(|record| record.data.formerly().contains(old));
            others.next().map(|record| record.path.clone())
        }
        let (framework, groups, old) = (&state.framework.data, &state.groups.data, &subject.old);
        self.also = match subject.kind {
            Kind::Skill => of(&framework.skills, old),
            Kind::Role => of(&framework.roles, old),
            Kind::Module => of(&framework.modules, old),
            Kind::Credential => of(&framework.credentials, old),
            Kind::Team => of(&groups.teams, old),
            Kind::Program => of(&groups.programs, old),
            Kind::Policy
            | Kind::Profile
            | Kind::Goal
            | Kind::Entry
            | Kind::Assessment
            | Kind::Award
            | Kind::Remediation => None,
        };
    }
}

/// The places in `references` that name `subject`, file by file.
fn gathered<'a>(
    subject: &Subject,
    references: impl Iterator<Item = PlacedReference<'a>>,
) -> BTreeMap<String, Vec<Pointer>> {
    let mut found: BTreeMap<String, Vec<Pointer>> = BTreeMap::new();
    for placed in references {
        if placed.reference.id == &*subject.old && placed.reference.referent.kind() == Some(subject.kind) {
            found.entry(placed.path.to_owned()).or_default().push(placed.reference.way.pointer());
        }
    }
    found
}
