//! Two trees compared in their own bytes, below some folders only.
//!
//! Thousands of pairs pass by here, nearly all of them the same but for one entry: no list is made
//! of a folder's entries, and equal ids are never opened. A folder that is damaged ends where the
//! damage begins: what was broken has no history.

use std::collections::HashMap;
use std::rc::Rc;

use git2::{ErrorCode, Odb, OdbObject};

use super::super::{object_error, oid};
use super::entries::{RawEntry, folder, folder_at, pairs, starts};
use super::layout::Layout;
use crate::error::Error;
use crate::source::change::{FileChange, FileState};
use crate::source::snapshot::{EntryKind, ObjectId};

/// No system opens longer paths; a tree can nest deeper for the price of its objects alone.
const MAX_PATH: usize = 4096;

/// What is kept of the folders that were read last: the later side of the next pair.
const KEPT_BYTES: usize = 4 << 20;

/// So many names are looked for one after the other; more of them, all entries are gone through once.
const SOUGHT_ONE_BY_ONE: usize = 3;

/// From so many bytes on it pays to remember where the entries of a folder lie.
const LARGE: usize = 2048;

/// The name of a folder that is not there.
const NOTHING: ObjectId = ObjectId([0; 20]);

/// Folders to look at, each as its parts; `*` stands for any folder.
#[derive(Debug)]
pub(super) struct Folders {
    patterns: Vec<Vec<Vec<u8>>>,
    /// So many bytes of a path are the way to the learning repository.
    root: usize,
}

impl Folders {
    /// `folders` of the learning repository at `root`.
    pub(super) fn below(root: &str, folders: &[String]) -> Self {
        let root = root.trim_matches('/');
        let patterns = folders
            .iter()
            .map(|folder| {
                let parts = root.split('/').chain(folder.split('/'));
                parts.filter(|part| !part.is_empty()).map(|part| part.as_bytes().to_vec()).collect()
            })
            .collect();
        let root = if root.is_empty() { 0 } else { root.len() + 1 };
        Self { patterns, root }
    }
}

/// What is left of the patterns in one folder.
type Rest<'a> = Vec<&'a [Vec<u8>]>;

/// Compares trees one pair after the other.
pub(super) struct Comparison<'odb> {
    odb: &'odb Odb<'odb>,
    young: HashMap<ObjectId, Rc<OdbObject<'odb>>>,
    old: HashMap<ObjectId, Rc<OdbObject<'odb>>>,
    young_bytes: usize,
    /// Of large folders, by path: where the entries of the one read last lie.
    layouts: HashMap<Vec<u8>, Layout>,
    missing: bool,
}

impl<'odb> Comparison<'odb> {
    pub(super) fn new(odb: &'odb Odb<'odb>) -> Self {
        let (young, old, layouts) = (HashMap::new(), HashMap::new(), HashMap::new());
        Self { odb, young, old, young_bytes: 0, layouts, missing: false }
    }

    /// The files that differ below `folders`, their paths relative to the learning repository;
    /// `None` where a folder is not in the clone.
    pub(super) fn files(
        &mut self,
        before: Option<ObjectId>,
        after: Option<ObjectId>,
        folders: &Folders,
    ) -> Result<Option<Vec<FileChange>>, Error> {
        self.missing = false;
        let mut files = Vec::new();
        let rest = folders.patterns.iter().map(Vec::as_slice).collect();
        self.compare(&mut Vec::new(), (before, after), &rest, &mut files)?;
        for file in &mut files {
            file.path.drain(..folders.root.min(file.path.len()));
        }
        Ok((!self.missing).then_some(files))
    }

    /// The bytes of a folder; `None` where the clone lacks it.
    fn read(&mut self, id: ObjectId) -> Result<Option<Rc<OdbObject<'odb>>>, Error> {
        if let Some(object) = self.young.get(&id) {
            return Ok(Some(Rc::clone(object)));
        }
        let object = match self.old.remove(&id) {
            Some(object) => object,
            None => match self.odb.read(oid(id)) {
                Ok(object) => Rc::new(object),
                Err(error) if error.code() == ErrorCode::NotFound => {
                    self.missing = true;
                    return Ok(None);
                }
                Err(error) => return Err(object_error(id, || "an earlier state".to_owned(), &error)),
            },
        };
        if self.young_bytes > KEPT_BYTES {
            self.old = std::mem::take(&mut self.young);
            self.young_bytes = 0;
        }
        self.young_bytes += object.len();
        self.young.insert(id, Rc::clone(&object));
        Ok(Some(object))
    }

    fn compare(
        &mut self,
        path: &mut Vec<u8>,
        (before, after): (Option<ObjectId>, Option<ObjectId>),
        rest: &Rest<'_>,
        files: &mut Vec<FileChange>,
    ) -> Result<(), Error> {
        if before == after || self.missing {
            return Ok(());
        }
        let ids = (before, after);
        // The later one first: packs keep most folders as what differs from a later one.
        let after = after.map(|id| self.read(id)).transpose()?.flatten();
        let before = before.map(|id| self.read(id)).transpose()?.flatten();
        let old = before.as_ref().map_or(&[][..], |object| object.data());
        let new = after.as_ref().map_or(&[][..], |object| object.data());
        let everything = rest.iter().any(|parts| parts.is_empty());
        let any = everything || rest.iter().any(|parts| parts.first().is_some_and(|part| part == b"*"));
        let mut names: Vec<&[u8]> = rest.iter().filter_map(|parts| Some(parts.first()?.as_slice())).collect();
        names.sort_unstable();
        names.dedup();
        if any || names.len() > SOUGHT_ONE_BY_ONE {
            for (before, after) in pairs(old, new) {
                let Some(name) = before.or(after).map(|entry| entry.name) else { continue };
                if any || names.binary_search(&name).is_ok() {
                    self.differing(path, name, (before, after), (rest, everything), files)?;
                }
            }
        } else {
            let ids = (ids.0.unwrap_or(NOTHING), ids.1.unwrap_or(NOTHING));
            let places = self.places(path, (ids.0, old), (ids.1, new), &names);
            for (at, name) in names.into_iter().enumerate() {
                let (before, after) = match places.as_ref().and_then(|places| places.get(at)) {
                    Some(place) => (folder_at(old, *place), folder_at(new, *place)),
                    None => (folder(old, name), folder(new, name)),
                };
                if before.map(|entry| entry.id) != after.map(|entry| entry.id) {
                    self.differing(path, name, (before, after), (rest, false), files)?;
                }
            }
        }
        Ok(())
    }

    /// Where the folders of these names lie, the same in both trees; `None` where that takes a look at
    /// every entry. Of one person among thousands, the entry lies where it lay in the pair before.
    fn places(
        &mut self,
        path: &[u8],
        (old_id, old): (ObjectId, &[u8]),
        (new_id, new): (ObjectId, &[u8]),
        names: &[&[u8]],
    ) -> Option<Vec<Option<usize>>> {
        if new.len() < LARGE || old.len() != new.len() {
            return None;
        }
        if self.layouts.get(path).is_none_or(|layout| layout.tree != new_id) {
            let starts = starts(new)?;
            self.layouts.insert(path.to_vec(), Layout { tree: new_id, starts, places: HashMap::new() });
        }
        let layout = self.layouts.get_mut(path)?;
        if !layout.is_that_of(old, new) {
            return None;
        }
        layout.tree = old_id;
        Some(
            names
                .iter()
                .map(|name| {
                    if let Some(known) = layout.places.get(*name) {
                        return *known;
                    }
                    let at = layout.starts.iter().map(|start| *start as usize);
                    let found = at
                        .into_iter()
                        .find(|at| folder_at(new, Some(*at)).is_some_and(|it| it.name == *name));
                    layout.places.insert(name.to_vec(), found);
                    found
                })
                .collect(),
        )
    }

    /// Notes a file that differs, or goes on in a folder.
    fn differing(
        &mut self,
        path: &mut Vec<u8>,
        name: &[u8],
        (before, after): (Option<RawEntry<'_>>, Option<RawEntry<'_>>),
        (rest, everything): (&Rest<'_>, bool),
        files: &mut Vec<FileChange>,
    ) -> Result<(), Error> {
        let length = path.len();
        if length > 0 {
            path.push(b'/');
        }
        path.extend_from_slice(name);
        let is_folder = |entry: &RawEntry<'_>| entry.kind == EntryKind::Folder && path.len() <= MAX_PATH;
        let state = |entry: RawEntry<'_>| FileState { kind: entry.kind, id: entry.id };
        if everything {
            let file = |entry: Option<RawEntry<'_>>| entry.filter(|entry| !is_folder(entry)).map(state);
            let (old, new) = (file(before), file(after));
            if old != new {
                files.push(FileChange::in_place(path.clone(), old, new));
            }
        }
        let tree = |entry: Option<RawEntry<'_>>| entry.filter(is_folder).map(|entry| entry.id);
        let trees = (tree(before), tree(after));
        if trees.0 != trees.1 {
            let next: Rest<'_> = rest
                .iter()
                .filter_map(|parts| match parts.split_first() {
                    None => Some(*parts),
                    Some((part, rest)) => (part == b"*" || part == name).then_some(rest),
                })
                .collect();
            if !next.is_empty() {
                self.compare(path, trees, &next, files)?;
            }
        }
        path.truncate(length);
        Ok(())
    }
}
