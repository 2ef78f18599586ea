//! What differs between two states: trees by their ids, the working tree through the index.

use std::sync::Arc;

use super::tree::{Folder, TreeEntry};
use super::{Repository, Revision, WorkingTree};
use crate::error::Error;
use crate::source::change::{Change, FileChange, FileState};
use crate::source::renames;
use crate::source::snapshot::{EntryKind, ObjectId, Snapshot};

/// The later side of a comparison.
#[derive(Clone, Copy, Debug)]
pub enum Head<'a> {
    /// A commit.
    Revision(&'a Revision),
    /// What is on disk.
    WorkingTree,
}

/// More differences than this, folders included, are no change that anybody reviews, but a tree built
/// to exhaust its reader: a few objects that hold each other many times over.
const MAX_DIFFERENCES: usize = 500_000;

/// No system opens longer paths; a tree can nest deeper for the price of its objects alone.
const MAX_PATH: usize = 4096;

impl Repository {
    /// What changed from `merge_base` to `head` in the learning repository below `root`.
    ///
    /// Costs as much as differs: folders with the same id are never entered. The working tree is
    /// compared through the index: as `git status` does, it asks every file for its size and time, and
    /// reads those that differ.
    ///
    /// # Errors
    /// [`Error::MissingObject`], and [`Error::Usage`] for the working tree of a bare repository.
    pub fn change(&self, merge_base: &Revision, head: Head<'_>, root: &str) -> Result<Change, Error> {
        let before = self.tree_at(merge_base, root)?;
        let (mut change, after) = match head {
            Head::Revision(head) => {
                let after = self.tree_at(head, root)?;
                let files = self.compare_trees(before, after)?;
                (Change { files, on_disk: None }, self.tree_snapshot(after, &head.name))
            }
            Head::WorkingTree => {
                let working_tree = WorkingTree::open(self, root)?;
                let files = self.compare_working_tree(merge_base, before, &working_tree, &[])?;
                let on_disk = Snapshot::new(WorkingTree::NAME, Arc::new(working_tree));
                (Change { files, on_disk: Some(on_disk.clone()) }, on_disk)
            }
        };
        let before = self.tree_snapshot(before, &merge_base.name);
        renames::find(self, &mut change, &before, &after)?;
        Ok(change)
    }

    /// The files that differ between two trees, sorted by path.
    pub(super) fn compare_trees(
        &self,
        before: Option<ObjectId>,
        after: Option<ObjectId>,
    ) -> Result<Vec<FileChange>, Error> {
        let mut files = Vec::new();
        let mut folders = vec![(Vec::new(), before, after)];
        let mut differences = 0;
        while let Some((path, before, after)) = folders.pop() {
            if before == after {
                continue;
            }
            let purpose = || match String::from_utf8_lossy(&path).as_ref() {
                "" => "comparing two revisions".to_owned(),
                path => format!("comparing {path} in two revisions"),
            };
            let open = |id: Option<ObjectId>| id.map(|id| self.folder(id, purpose)).transpose();
            // The later one first: packs keep most folders as what differs from another, and the
            // library remembers that other one only after a folder that was made from it.
            let after = open(after)?;
            let before = open(before)?;
            for (name, before, after) in pairs(before.as_deref(), after.as_deref()) {
                differences += 1;
                let path = join(&path, name);
                let (tree_before, file_before) = parts(before, &path);
                let (tree_after, file_after) = parts(after, &path);
                if file_before != file_after {
                    files.push(FileChange::in_place(path.clone(), file_before, file_after));
                }
                if tree_before != tree_after {
                    folders.push((path, tree_before, tree_after));
                }
            }
            if differences > MAX_DIFFERENCES {
                return Err(Error::Git {
                    action: "compare two revisions".into(),
                    message: format!("more than {MAX_DIFFERENCES} files and folders differ"),
                });
            }
        }
        files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        Ok(files)
    }

    /// The files that differ between a revision, its tree below the root given, and the disk; where
    /// `places` names any, at or below these only.
    pub(super) fn compare_working_tree(
        &self,
        revision: &Revision,
        tree: Option<ObjectId>,
        working_tree: &WorkingTree,
        places: &[&str],
    ) -> Result<Vec<FileChange>, Error> {
        let mut files = Vec::new();
        for (path, noted) in working_tree.tracking().differing(revision, working_tree.root(), places)? {
            let (_, before) = self.at(tree, &path)?;
            let after = match std::str::from_utf8(&path) {
                Ok(text) => working_tree.state(text)?.map(|state| match (state.kind, noted) {
                    // Links are not read here, but the library did.
                    (EntryKind::Symlink, Some(id)) => FileState { id, ..state },
                    (_, _) => state,
                }),
                Err(_) => noted.map(|id| FileState { kind: EntryKind::Other, id }),
            };
            if before != after {
                files.push(FileChange::in_place(path, before, after));
            }
        }
        Ok(files)
    }
}

/// The entries that differ between two folders, side by side, by name.
fn pairs<'a>(
    before: Option<&'a Folder>,
    after: Option<&'a Folder>,
) -> impl Iterator<Item = (&'a [u8], Option<TreeEntry<'a>>, Option<TreeEntry<'a>>)> {
    let mut before = before.into_iter().flat_map(Folder::iter).peekable();
    let mut after = after.into_iter().flat_map(Folder::iter).peekable();
    std::iter::from_fn(move || {
        // Of 10,000 people one has changed: what is the same is passed over with one comparison.
        while before.peek().is_some() && before.peek() == after.peek() {
            before.next();
            after.next();
        }
        let name = match (before.peek(), after.peek()) {
            (Some(a), Some(b)) => a.name.min(b.name),
            (Some(only), None) | (None, Some(only)) => only.name,
            (None, None) => return None,
        };
        let old = before.next_if(|entry| entry.name == name);
        let new = after.next_if(|entry| entry.name == name);
        Some((name, old, new))
    })
}

/// An entry as folder or as file.
pub(super) fn parts(entry: Option<TreeEntry<'_>>, path: &[u8]) -> (Option<ObjectId>, Option<FileState>) {
    match entry {
        None => (None, None),
        Some(entry) if entry.kind != EntryKind::Folder => {
            (None, Some(FileState { kind: entry.kind, id: entry.id }))
        }
        Some(entry) if path.len() > MAX_PATH => {
            (None, Some(FileState { kind: EntryKind::Other, id: entry.id }))
        }
        Some(entry) => (Some(entry.id), None),
    }
}

pub(super) fn join(folder: &[u8], name: &[u8]) -> Vec<u8> {
    if folder.is_empty() { name.to_vec() } else { [folder, b"/", name].concat() }
}
