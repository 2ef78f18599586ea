//! Who is who on several days: which folders are one person's.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::PastDay;
use crate::error::Error;
use crate::load::directory::{Directory, Handle, People};
use crate::load::history::Past;
use crate::record::Id;
use crate::source::{EntryKind, ObjectId, Snapshot};

/// A person's folder on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Folder {
    /// The place of the day among those that were asked for.
    pub(super) index: usize,
    /// The handle on that day.
    pub(super) handle: Id,
    /// What Git calls the folder's content.
    pub(super) tree: ObjectId,
}

/// The folders of everybody, by the handle at the tip, else the last one.
pub(super) fn contributors(past: &Past<'_>, days: &[PastDay]) -> Result<BTreeMap<Id, Vec<Folder>>, Error> {
    let mut by_handle: BTreeMap<Id, Vec<Folder>> = BTreeMap::new();
    for (index, state) in
        days.iter().enumerate().filter_map(|(index, day)| Some((index, day.state.as_ref()?)))
    {
        for (handle, tree) in folders(&state.snapshot)? {
            by_handle.entry(handle.clone()).or_default().push(Folder { index, handle, tree });
        }
    }
    let tip = past.repository.snapshot(past.tip, past.root)?;
    let present: BTreeSet<Id> = folders(&tip)?.into_iter().map(|(handle, _)| handle).collect();
    let gone: Vec<(&Id, &Folder)> = by_handle
        .iter()
        .filter(|(handle, _)| !present.contains(*handle))
        .filter_map(|(handle, folders)| {
            Some((handle, folders.iter().max_by_key(|it| days.get(it.index).map(|it| it.day))?))
        })
        .collect();
    if gone.is_empty() {
        return Ok(by_handle);
    }
    let successors = successors(days, &tip, &present, &gone)?;
    let mut people: BTreeMap<Id, Vec<Folder>> = BTreeMap::new();
    for (handle, folders) in by_handle {
        people.entry(follow(&successors, handle)).or_default().extend(folders);
    }
    for (handle, folders) in &mut people {
        // Where a copy stood beside the original, the person's own folder counts.
        folders.sort_by_key(|folder| (folder.index, folder.handle != *handle));
        folders.dedup_by_key(|folder| folder.index);
    }
    Ok(people)
}

/// The folders of people, each with what Git calls its content.
fn folders(snapshot: &Snapshot) -> Result<Vec<(Id, ObjectId)>, Error> {
    let entries = snapshot.list("people")?.into_iter().filter(|entry| entry.kind == EntryKind::Folder);
    let people = entries.filter_map(|entry| Some((String::from_utf8(entry.name).ok()?, entry.id?)));
    Ok(people.filter(|(handle, _)| Id::is_valid(handle)).map(|(handle, id)| (Id::new(handle), id)).collect())
}

/// Which handles that are gone became which, by the profiles at the tip and by the last ones of those
/// who are gone themselves.
fn successors(
    days: &[PastDay],
    tip: &Snapshot,
    present: &BTreeSet<Id>,
    gone: &[(&Id, &Folder)],
) -> Result<BTreeMap<Id, Id>, Error> {
    let people = People::new(tip.clone());
    let handles: Vec<&Id> = present.iter().collect();
    let at_tip: Vec<(&Id, Vec<Id>)> =
        handles.into_par_iter().map(|handle| (handle, formerly(&people, handle))).collect();
    people.failure()?;
    let mut known = at_tip;
    for (handle, folder) in gone {
        let Some(state) = days.get(folder.index).and_then(|day| day.state.as_ref()) else { continue };
        let people = People::new(state.snapshot.clone());
        known.push((handle, formerly(&people, handle)));
        people.failure()?;
    }
    let mut successors = BTreeMap::new();
    for (handle, old) in known {
        // A name that somebody has now is not that of somebody else's past.
        for old in old.into_iter().filter(|old| !present.contains(old)) {
            successors.entry(old).or_insert_with(|| handle.clone());
        }
    }
    Ok(successors)
}

fn formerly(people: &People, handle: &str) -> Vec<Id> {
    match people.look_up(handle) {
        Handle::Present(profile) => profile.formerly.clone(),
        Handle::Broken | Handle::Former(_) | Handle::Unknown => Vec::new(),
    }
}

/// The last name of somebody; names that lead in a circle end where they began.
fn follow(successors: &BTreeMap<Id, Id>, handle: Id) -> Id {
    let mut seen = BTreeSet::from([&handle]);
    let mut last = &handle;
    while let Some(next) = successors.get(last) {
        if !seen.insert(next) {
            return handle;
        }
        last = next;
    }
    last.clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_followed_to_the_last_one() {
        let successors: BTreeMap<Id, Id> = [("a", "b"), ("b", "c"), ("x", "y"), ("y", "x"), ("s", "s")]
            .map(|(old, new)| (Id::from(old), Id::from(new)))
            .into();
        for (handle, last) in
            [("a", "c"), ("b", "c"), ("c", "c"), ("d", "d"), ("x", "x"), ("y", "y"), ("s", "s")]
        {
            assert_eq!(follow(&successors, Id::from(handle)).as_str(), last);
        }
    }
}
