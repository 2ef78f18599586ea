//! What Git says about files of the working tree: tracked, ignored or neither, and which of them may
//! differ from a revision.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use git2::{Delta, DiffOptions};

use super::{Repository, Revision, failed, from_oid, oid};
use crate::error::Error;
use crate::source::snapshot::ObjectId;

/// Git's view of one path of the working tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::source) enum Standing {
    /// A tracked file, or a folder with tracked files below it.
    Tracked,
    /// A submodule.
    Submodule,
    /// Neither tracked nor ignored.
    Untracked,
    /// Not tracked, and excluded by an ignore rule.
    Ignored,
}

/// The index and the ignore rules, as they are when first asked.
pub(in crate::source) struct Tracking {
    handle: Mutex<git2::Repository>,
    /// Entries of a file in conflict have the stages 1 to 3, all others 0.
    last_stage: i32,
}

impl Tracking {
    pub(in crate::source) fn open(repository: &Repository) -> Result<Self, Error> {
        let handle = repository.open_again()?;
        let index = handle.index().map_err(|error| failed("read the index", &error))?;
        // Asked once: the library looks through the whole index for it.
        let last_stage = if index.has_conflicts() { 3 } else { 0 };
        drop(index);
        Ok(Self { handle: Mutex::new(handle), last_stage })
    }

    /// Where the entries of `folder` stand; `true` marks a folder. Paths are relative to the top of
    /// the working tree.
    pub(in crate::source) fn standing<'a>(
        &self,
        folder: &Path,
        entries: impl Iterator<Item = (&'a Path, bool)>,
    ) -> Result<Vec<Standing>, Error> {
        let handle = self.handle.lock().unwrap_or_else(PoisonError::into_inner);
        let index = handle.index().map_err(|error| failed("read the index", &error))?;
        let ignores = |path: &Path| {
            handle
                .is_path_ignored(path)
                .map_err(|error| failed(format!("read the ignore rules for {}", path.display()), &error))
        };
        // Nothing that a rule takes back counts within an ignored folder; asked once, if at all.
        let mut folder_ignored = None;
        entries
            .map(|(path, is_folder)| {
                let tracked = (0..=self.last_stage).find_map(|stage| index.get_path(path, stage));
                if let Some(entry) = tracked {
                    let submodule = entry.mode == u32::from(git2::FileMode::Commit);
                    return Ok(if submodule && is_folder { Standing::Submodule } else { Standing::Tracked });
                }
                let as_folder = path.join("");
                if is_folder && index.find_prefix(as_folder.as_path()).is_ok() {
                    return Ok(Standing::Tracked);
                }
                if ignores(if is_folder { &as_folder } else { path })? {
                    return Ok(Standing::Ignored);
                }
                let folder_ignored = match folder_ignored {
                    Some(known) => known,
                    None => {
                        let known = folder != Path::new("") && ignores(&folder.join(""))?;
                        *folder_ignored.insert(known)
                    }
                };
                Ok(if folder_ignored { Standing::Ignored } else { Standing::Untracked })
            })
            .collect()
    }

    /// Every path below `root` that may differ between a revision and the disk, sorted; with the id
    /// of what is on disk, all zeros where the library did not need it, `None` where nothing is.
    /// Only files whose size or time differs from the index are read. Where `places`, relative to
    /// the top, are given, nothing outside of them is looked at.
    pub(super) fn differing(
        &self,
        from: &Revision,
        root: &str,
        places: &[&str],
    ) -> Result<BTreeMap<Vec<u8>, Option<ObjectId>>, Error> {
        let explain = |error: git2::Error| failed("compare the working tree", &error);
        let handle = self.handle.lock().unwrap_or_else(PoisonError::into_inner);
        let tree = handle.find_tree(oid(from.tree)).map_err(explain)?;
        let mut options = DiffOptions::new();
        options
            .include_untracked(true)
            .recurse_untracked_dirs(true)
            .include_typechange(true)
            .include_typechange_trees(true)
            .ignore_submodules(true)
            .skip_binary_check(true)
            .ignore_filemode(true)
            .disable_pathspec_match(true);
        for place in places {
            options.pathspec(place);
        }
        if places.is_empty() && !root.is_empty() {
            options.pathspec(root);
        }
        let diff =
            handle.diff_tree_to_workdir_with_index(Some(&tree), Some(&mut options)).map_err(explain)?;
        let mut paths = BTreeMap::new();
        for delta in diff.deltas() {
            let (old, new) = (delta.old_file(), delta.new_file());
            // Never ask for the mode: the library gives modes for links on disk that git2 panics at.
            for path in [old.path_bytes(), new.path_bytes()].into_iter().flatten() {
                if let Some(path) = below(path, root) {
                    let there = delta.status() != Delta::Deleted;
                    paths.insert(path.to_vec(), there.then(|| from_oid(new.id())));
                }
            }
        }
        Ok(paths)
    }
}

/// The rest of `path` below the folder `root`.
fn below<'a>(path: &'a [u8], root: &str) -> Option<&'a [u8]> {
    // The library names an untracked repository with a slash at its end.
    let path = path.strip_suffix(b"/").unwrap_or(path);
    if root.is_empty() { Some(path) } else { path.strip_prefix(root.as_bytes())?.strip_prefix(b"/") }
}
