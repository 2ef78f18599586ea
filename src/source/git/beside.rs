//! What differs outside of the learning repository, at a few places that are asked for.

use super::compare::{join, parts};
use super::{Head, Repository, Revision};
use crate::error::Error;
use crate::source::change::{FileChange, FileState};
use crate::source::snapshot::ObjectId;
use crate::source::worktree::WorkingTree;

impl Repository {
    /// The files that `head` has otherwise than `merge_base` and than `base`, among those at or below
    /// `places`, and not in the learning repository below `root`; sorted. The places are relative to
    /// the top of the Git repository, and may not lie in each other; the paths of the answer are
    /// relative to `root`, so that each begins with `../`. Nothing else is looked at, however large the
    /// repository is.
    ///
    /// # Errors
    /// [`Error::MissingObject`] where a folder that differs is not in the clone, and [`Error::Usage`]
    /// for the working tree of a bare repository.
    pub fn changed_beside(
        &self,
        [merge_base, base]: [&Revision; 2],
        head: Head<'_>,
        root: &str,
        places: &[&str],
    ) -> Result<Vec<FileChange>, Error> {
        if root.is_empty() {
            return Ok(Vec::new());
        }
        let mut files = match head {
            Head::Revision(head) => {
                let mut files = Vec::new();
                for place in places {
                    files.extend(self.changed_at(merge_base.tree, head.tree, place)?);
                }
                files
            }
            Head::WorkingTree => {
                let top = WorkingTree::open(self, "")?;
                self.compare_working_tree(merge_base, Some(merge_base.tree), &top, places)?
            }
        };
        let up = "../".repeat(root.split('/').count());
        let root = format!("{root}/");
        files.retain(|file| !file.path.starts_with(root.as_bytes()));
        files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        let mut changed = Vec::new();
        for mut file in files {
            if self.at(Some(base.tree), &file.path)?.1 != file.after {
                file.path = [up.as_bytes(), &file.path].concat();
                changed.push(file);
            }
        }
        Ok(changed)
    }

    fn changed_at(&self, before: ObjectId, after: ObjectId, place: &str) -> Result<Vec<FileChange>, Error> {
        let (folder_before, file_before) = self.at(Some(before), place.as_bytes())?;
        let (folder_after, file_after) = self.at(Some(after), place.as_bytes())?;
        let mut files = self.compare_trees(folder_before, folder_after)?;
        for file in &mut files {
            file.path = join(place.as_bytes(), &file.path);
        }
        if file_before != file_after {
            files.push(FileChange::in_place(place.as_bytes().to_vec(), file_before, file_after));
        }
        Ok(files)
    }

    /// What stands at `path` of a tree, as folder or as file.
    pub(super) fn at(
        &self,
        tree: Option<ObjectId>,
        path: &[u8],
    ) -> Result<(Option<ObjectId>, Option<FileState>), Error> {
        let mut found = (tree, None);
        for name in path.split(|byte| *byte == b'/') {
            let (Some(tree), _) = found else {
                return Ok((None, None));
            };
            let purpose = || format!("comparing {}", String::from_utf8_lossy(path));
            let folder = self.folder(tree, purpose)?;
            found = parts(folder.get(name), b"");
        }
        Ok(found)
    }
}
