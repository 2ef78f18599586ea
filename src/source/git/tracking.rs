//! What Git says about files of the working tree: tracked, ignored, or neither.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::{Repository, failed};
use crate::error::Error;

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
pub(in crate::source) struct Tracking(Mutex<git2::Repository>);

impl Tracking {
    pub(in crate::source) fn open(repository: &Repository) -> Result<Self, Error> {
        let handle = repository.open_again()?;
        handle.index().map_err(|error| failed("read the index", &error))?;
        Ok(Self(Mutex::new(handle)))
    }

    /// Where the entries of `folder` stand; `true` marks a folder. Paths are relative to the top of
    /// the working tree.
    pub(in crate::source) fn standing<'a>(
        &self,
        folder: &Path,
        entries: impl Iterator<Item = (&'a Path, bool)>,
    ) -> Result<Vec<Standing>, Error> {
        let handle = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let index = handle.index().map_err(|error| failed("read the index", &error))?;
        let last_stage = if index.has_conflicts() { 3 } else { 0 };
        let ignores = |path: &Path| {
            handle
                .is_path_ignored(path)
                .map_err(|error| failed(format!("read the ignore rules for {}", path.display()), &error))
        };
        // Nothing that a rule takes back counts within an ignored folder; asked once, if at all.
        let mut folder_ignored = None;
        entries
            .map(|(path, is_folder)| {
                let tracked = (0..=last_stage).find_map(|stage| index.get_path(path, stage));
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
}
