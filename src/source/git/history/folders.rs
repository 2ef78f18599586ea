//! Two trees compared in their own bytes, below some folders only.
//!
//! Thousands of pairs pass by here, nearly all of them the same but for one entry: no list is made
//! of a folder's entries, and equal ids are never opened. A folder that is damaged ends where the
//! damage begins: what was broken has no history.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::rc::Rc;

use git2::{ErrorCode, Odb, OdbObject};

use super::super::tree::{kind_of, mode_of};
use super::super::{object_error, oid};
use crate::error::Error;
use crate::source::change::{FileChange, FileState};
use crate::source::snapshot::{EntryKind, ObjectId};

/// No system opens longer paths; a tree can nest deeper for the price of its objects alone.
const MAX_PATH: usize = 4096;

/// What is kept of the folders that were read last: the later side of the next pair.
const KEPT_BYTES: usize = 4 << 20;

/// So many names are looked for one after the other; more of them, all entries are gone through once.
const SOUGHT_ONE_BY_ONE: usize = 3;

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
    missing: bool,
}

/// One entry in the bytes of a tree.
#[derive(Clone, Copy)]
struct RawEntry<'a> {
    name: &'a [u8],
    kind: EntryKind,
    id: ObjectId,
    /// From its mode to the end of its id.
    bytes: &'a [u8],
}

impl<'odb> Comparison<'odb> {
    pub(super) fn new(odb: &'odb Odb<'odb>) -> Self {
        Self { odb, young: HashMap::new(), old: HashMap::new(), young_bytes: 0, missing: false }
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
            for name in names {
                let (before, after) = (folder(old, name), folder(new, name));
                if before.map(|entry| entry.id) != after.map(|entry| entry.id) {
                    self.differing(path, name, (before, after), (rest, false), files)?;
                }
            }
        }
        Ok(())
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

/// The first entry of a tree's bytes, and what follows it.
fn first(bytes: &[u8]) -> Option<(RawEntry<'_>, &[u8])> {
    let (mode, rest) = mode_of(bytes)?;
    let length = rest.iter().position(|byte| *byte == 0)?;
    let name = rest.get(..length)?;
    let id = rest.get(length + 1..)?.first_chunk()?;
    let (own, rest) = bytes.split_at_checked(bytes.len() - rest.len() + length + 1 + id.len())?;
    // Nobody could write such a name into a file system.
    let kind = if name.contains(&b'/') || name.is_empty() { EntryKind::Other } else { kind_of(mode, name) };
    Some((RawEntry { name, kind, id: ObjectId(*id), bytes: own }, rest))
}

/// The folder of that name in a tree's bytes.
fn folder<'a>(mut bytes: &'a [u8], name: &[u8]) -> Option<RawEntry<'a>> {
    while let Some((entry, rest)) = first(bytes) {
        if entry.name == name && entry.kind == EntryKind::Folder {
            return Some(entry);
        }
        bytes = rest;
    }
    None
}

/// The order in which Git keeps entries: folders as if their name ended in `/`.
fn order(a: &RawEntry<'_>, b: &RawEntry<'_>) -> Ordering {
    let key = |entry: &RawEntry<'_>| (entry.kind == EntryKind::Folder).then_some(b'/');
    a.name.iter().copied().chain(key(a)).cmp(b.name.iter().copied().chain(key(b)))
}

/// The entries that differ between two trees' bytes. A file that becomes a folder is two entries.
fn pairs<'a>(
    mut old: &'a [u8],
    mut new: &'a [u8],
) -> impl Iterator<Item = (Option<RawEntry<'a>>, Option<RawEntry<'a>>)> {
    std::iter::from_fn(move || {
        loop {
            let (before, after) = (first(old), first(new));
            let pair = match (before, after) {
                (None, None) => return None,
                (Some((before, rest)), None) => {
                    old = rest;
                    (Some(before), None)
                }
                (None, Some((after, rest))) => {
                    new = rest;
                    (None, Some(after))
                }
                (Some((before, old_rest)), Some((after, new_rest))) => {
                    if before.bytes == after.bytes {
                        (old, new) = (old_rest, new_rest);
                        continue;
                    }
                    match order(&before, &after) {
                        Ordering::Less => {
                            old = old_rest;
                            (Some(before), None)
                        }
                        Ordering::Greater => {
                            new = new_rest;
                            (None, Some(after))
                        }
                        Ordering::Equal => {
                            (old, new) = (old_rest, new_rest);
                            (Some(before), Some(after))
                        }
                    }
                }
            };
            return Some(pair);
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(entries: &[(&str, &[u8], u8)]) -> Vec<u8> {
        let bytes = |(mode, name, id): &(&str, &[u8], u8)| {
            [mode.as_bytes(), b" ", name, b"\0", [*id; 20].as_slice()].concat()
        };
        entries.iter().flat_map(bytes).collect()
    }

    fn differing(old: &[u8], new: &[u8]) -> Vec<(String, Option<u8>, Option<u8>)> {
        pairs(old, new)
            .map(|(before, after)| {
                let name = before.or(after).map(|entry| String::from_utf8_lossy(entry.name).into_owned());
                let id = |entry: Option<RawEntry<'_>>| entry.map(|entry| entry.id.0[0]);
                (name.unwrap(), id(before), id(after))
            })
            .collect()
    }

    #[test]
    fn entries_are_paired_in_gits_order() {
        // Git sorts the folder `a` as `a/`, behind `a.b` and before `a0`.
        let old = object(&[("100644", b"a.b", 1), ("40000", b"a", 2), ("100644", b"a0", 3)]);
        let new =
            object(&[("100644", b"a", 4), ("100644", b"a.b", 1), ("100644", b"a0", 5), ("40000", b"z", 6)]);
        let expected = [
            ("a".to_owned(), None, Some(4)),
            ("a".to_owned(), Some(2), None),
            ("a0".to_owned(), Some(3), Some(5)),
            ("z".to_owned(), None, Some(6)),
        ];
        assert_eq!(differing(&old, &new), expected);
        assert!(differing(&old, &old).is_empty());
        assert_eq!(differing(&[], &new).len(), 4);
        assert_eq!(folder(&old, b"a").unwrap().id, ObjectId([2; 20]));
        assert!(folder(&new, b"a").is_none() && folder(&new, b"zz").is_none(), "a file is no folder");
    }

    #[test]
    fn damage_ends_a_folder_where_it_begins() {
        let good = object(&[("100644", b"a", 1), ("100644", b"b", 2)]);
        for length in 0..good.len() {
            let found = differing(&good[..length], &[]).len();
            assert_eq!(found, length / (good.len() / 2), "{length}");
        }
        let odd =
            object(&[("40000", b"a/b", 1), ("40000", b"", 2), ("40000", b"..", 3), ("40000", b".git", 4)]);
        assert_eq!(differing(&odd, &[]).len(), 4);
        assert!(
            std::iter::successors(first(&odd), |(_, rest)| first(rest))
                .all(|(entry, _)| entry.kind == EntryKind::Other)
        );
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_can_be_compared(old: Vec<u8>, new: Vec<u8>) {
            let _ = differing(&old, &new);
        }
    }
}
