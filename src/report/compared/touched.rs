//! Which records the change touches, with what both states say of them.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::names::RenamedPeople;
use super::{Compared, View, only_moved};
use crate::error::Error;
use crate::load::load_person;
use crate::record::{self, Id, Kind, Record, RecordPath, Records};
use crate::report::change::Removal;
use crate::source::FileChange;

/// Everything that the change touches, by owner.
pub(super) struct Touched {
    /// In the order of handles.
    pub(super) people: Vec<TouchedPerson>,
    /// Framework, teams, programs, policy: in the order of paths.
    pub(super) shared: Vec<TouchedRecord>,
    /// Records that are gone, under their paths in base.
    removed: Vec<(RecordPath, String)>,
    /// Handles of base → handles with the change.
    renamed: BTreeMap<String, String>,
}

/// Somebody whose records the change touches.
pub(super) struct TouchedPerson {
    /// The handle with the change; where the person is gone, the one before.
    pub(super) handle: String,
    /// The handle before, where it was another.
    pub(super) handle_before: Option<String>,
    /// The person before.
    pub(super) before: record::Person,
    /// The person with the change.
    pub(super) after: record::Person,
    /// What is touched and still there, in the order of kinds and ids.
    pub(super) records: Vec<TouchedRecord>,
    /// Kinds of records that are gone.
    pub(super) removed: BTreeSet<Kind>,
}

/// A record that the change adds or alters.
#[derive(Clone, Debug)]
pub(super) struct TouchedRecord {
    pub(super) kind: Kind,
    /// Its id before; `None` for a new one.
    pub(super) before: Option<Id>,
    /// Its id with the change.
    pub(super) after: Id,
}

/// A record as both states have it.
pub(super) struct Pair<'a, T> {
    pub(super) before: Option<&'a Record<T>>,
    pub(super) after: &'a Record<T>,
    /// Whether the change adds it; a record that was broken before is not new.
    pub(super) new: bool,
}

/// The record that a file is, or whose companion text it is.
fn belongs_to(path: &[u8]) -> Option<(RecordPath, bool)> {
    let path = std::str::from_utf8(path).ok()?;
    if let Ok(record) = RecordPath::parse(path) {
        return Some((record, false));
    }
    let record = RecordPath::parse(&format!("{}.yaml", path.strip_suffix(".md")?)).ok()?;
    (record.kind == Kind::Entry).then_some((record, true))
}

fn before(file: &FileChange) -> Option<(RecordPath, bool)> {
    belongs_to(file.path_before()?)
}

fn after(file: &FileChange) -> Option<(RecordPath, bool)> {
    file.after.and_then(|_| belongs_to(&file.path))
}

fn renamed_people(files: &[FileChange]) -> RenamedPeople {
    files
        .iter()
        .filter(|file| file.renamed_from.is_some())
        .filter_map(|file| Some((before(file)?.0, after(file)?.0)))
        .filter(|(old, new)| old.kind == Kind::Profile && new.kind == Kind::Profile && old.id != new.id)
        .map(|(old, new)| (new.id.to_string(), old.id.to_string()))
        .collect()
}

#[derive(Default)]
struct Gathered {
    records: BTreeMap<(Kind, Id), Option<Id>>,
    removed: BTreeSet<Kind>,
}

impl Touched {
    pub(super) fn of(compared: &Compared<'_>) -> Result<Self, Error> {
        let old_handles = renamed_people(compared.files);
        let renamed: BTreeMap<String, String> =
            old_handles.iter().map(|(new, old)| (old.clone(), new.clone())).collect();
        let now = |handle: &Id| renamed.get(handle.as_str()).cloned().unwrap_or_else(|| handle.to_string());
        let mut people: BTreeMap<String, Gathered> = BTreeMap::new();
        let mut shared = BTreeMap::new();
        let mut removed = Vec::new();
        for file in compared.files {
            let (old, new) = (before(file), after(file));
            let same_owner = match (&old, &new) {
                (Some((old, _)), Some((new, _))) => {
                    old.kind == new.kind
                        && old.owner.as_ref().map(now) == new.owner.as_ref().map(Id::to_string)
                }
                (None, _) | (_, None) => false,
            };
            if let Some((record, companion)) = &old
                && !same_owner
            {
                if let Some(owner) = &record.owner {
                    let person = people.entry(now(owner)).or_default();
                    if *companion {
                        person
                            .records
                            .entry((record.kind, record.id.clone()))
                            .or_insert(Some(record.id.clone()));
                    } else {
                        person.removed.insert(record.kind);
                    }
                }
                if !companion && let Some(path) = file.path_before() {
                    removed.push((record.clone(), String::from_utf8_lossy(path).into_owned()));
                }
            }
            let Some((record, companion)) = new else { continue };
            let id_before = old.filter(|_| same_owner).map(|(old, _)| old.id);
            match &record.owner {
                // A folder with another name: its records say what they said.
                Some(owner) if only_moved(file) && old_handles.contains_key(owner.as_str()) => {
                    let person = people.entry(owner.to_string()).or_default();
                    if record.kind == Kind::Profile {
                        person.records.insert((record.kind, record.id), id_before);
                    }
                }
                Some(owner) => {
                    let records = &mut people.entry(owner.to_string()).or_default().records;
                    if companion {
                        let id = record.id.clone();
                        records.entry((record.kind, id)).or_insert(Some(record.id));
                    } else {
                        records.insert((record.kind, record.id), id_before);
                    }
                }
                None => {
                    shared.insert((record.kind, record.id), id_before);
                }
            }
        }
        let people = people
            .into_par_iter()
            .map(|(handle, gathered)| load(compared, handle, &old_handles, gathered))
            .collect::<Result<_, Error>>()?;
        Ok(Self { people, shared: records(shared), removed, renamed })
    }

    /// Whether the change touches nothing that Milepost knows.
    pub(super) fn is_empty(&self) -> bool {
        self.people.is_empty() && self.shared.is_empty() && self.removed.is_empty()
    }

    fn person(&self, handle: &str) -> Option<&TouchedPerson> {
        let at = self.people.binary_search_by(|person| person.handle.as_str().cmp(handle)).ok()?;
        self.people.get(at)
    }

    /// Records that are gone, as the report names them.
    pub(super) fn removals(&self, view: &View<'_>) -> Vec<Removal> {
        self.removed
            .iter()
            .map(|(record, path)| {
                let handle = record
                    .owner
                    .as_ref()
                    .map(|old| self.renamed.get(old.as_str()).map_or(old.as_str(), String::as_str));
                let title = match handle.and_then(|handle| self.person(handle)) {
                    Some(person) => person.title_before(record, view),
                    None => super::names::title(view.of.base, record),
                };
                Removal {
                    person: handle.map(|handle| view.names.person(handle)),
                    kind: record.kind.name().to_owned(),
                    title: title.unwrap_or_else(|| record.id.to_string()),
                    path: path.clone(),
                }
            })
            .collect()
    }
}

fn records(found: BTreeMap<(Kind, Id), Option<Id>>) -> Vec<TouchedRecord> {
    found.into_iter().map(|((kind, after), before)| TouchedRecord { kind, before, after }).collect()
}

fn load(
    compared: &Compared<'_>,
    handle: String,
    old_handles: &RenamedPeople,
    gathered: Gathered,
) -> Result<TouchedPerson, Error> {
    let handle_before = old_handles.get(&handle).cloned();
    let before = load_person(&compared.base.snapshot, handle_before.as_ref().unwrap_or(&handle))?.data;
    let mut after = load_person(&compared.after.snapshot, &handle)?.data;
    after.history = compared.after.history.of(&handle);
    Ok(TouchedPerson {
        handle,
        handle_before,
        before,
        after,
        records: records(gathered.records),
        removed: gathered.removed,
    })
}

impl TouchedPerson {
    /// Whether the change touches records of this kind, those that are gone included.
    pub(super) fn touches(&self, kind: Kind) -> bool {
        self.removed.contains(&kind) || self.records.iter().any(|record| record.kind == kind)
    }

    /// The touched records of one kind that can be read with the change.
    pub(super) fn pairs<'a, T>(
        &'a self,
        kind: Kind,
        of: impl Fn(&'a record::Person) -> &'a Records<T>,
    ) -> Vec<Pair<'a, T>> {
        self.records
            .iter()
            .filter(|record| record.kind == kind)
            .filter_map(|record| {
                Some(Pair {
                    before: record.before.as_deref().and_then(|id| of(&self.before).get(id)),
                    after: of(&self.after).get(&record.after)?,
                    new: record.before.is_none(),
                })
            })
            .collect()
    }

    /// What a record that is gone was called.
    fn title_before(&self, record: &RecordPath, view: &View<'_>) -> Option<String> {
        let person = &self.before;
        match record.kind {
            Kind::Goal => person.goals.get(&record.id).map(|goal| goal.data.title.clone()),
            Kind::Entry => person.entries.get(&record.id).map(|entry| entry.data.title.clone()),
            Kind::Award => person.awards.get(&record.id).map(|a| view.names.credential(&a.data.credential)),
            Kind::Remediation => person.remediations.get(&record.id).map(|r| view.names.skill(&r.data.skill)),
            Kind::Assessment
            | Kind::Profile
            | Kind::Policy
            | Kind::Skill
            | Kind::Role
            | Kind::Module
            | Kind::Credential
            | Kind::Team
            | Kind::Program => None,
        }
    }
}
