//! What differs between two states, file by file.
//!
//! Which file became which is found in `renames`; how a change is laid over another state, in
//! `overlay`.

use super::git::Repository;
use super::snapshot::{Bytes, EntryKind, ObjectId, Snapshot};
use crate::error::Error;

/// What stands at a path: kind and content. Folders have no state of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileState {
    /// What it is; never a folder.
    pub kind: EntryKind,
    /// The content's Git name; of a submodule, its commit. All zeros where the content was not
    /// read: a file on disk of more than [`Change::MAX_READ`] bytes, or a name that is no UTF-8.
    pub id: ObjectId,
}

impl FileState {
    /// The name of a content that was not read.
    pub const UNREAD: ObjectId = ObjectId([0; 20]);
}

/// One file that differs. A renamed file is one change, at its new path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// Where the file is, or was where it is gone; relative to the learning repository's root.
    pub path: Vec<u8>,
    /// Its state before, at `renamed_from` where that is given; `None` for a new file.
    pub before: Option<FileState>,
    /// Its state now; `None` where it is gone.
    pub after: Option<FileState>,
    /// Where the file was before, if elsewhere.
    pub renamed_from: Option<Vec<u8>>,
    /// How much of a renamed file stayed as it was, in percent; 100 for files that stayed in place.
    /// Under 50 only where the whole folder was renamed.
    pub similarity: u8,
}

impl FileChange {
    /// A file that stays at its path, comes or goes.
    pub(super) fn in_place(path: Vec<u8>, before: Option<FileState>, after: Option<FileState>) -> Self {
        Self { path, before, after, renamed_from: None, similarity: 100 }
    }

    /// Where the file was before.
    #[must_use]
    pub fn path_before(&self) -> Option<&[u8]> {
        self.before.map(|_| self.renamed_from.as_deref().unwrap_or(&self.path))
    }
}

/// What differs between two states of a learning repository. Differences in the executable bit
/// alone do not count: they say nothing about a record.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// The files that differ, sorted by the bytes of their paths.
    pub files: Vec<FileChange>,
    /// Where the later contents are read, if not in Git.
    pub(super) on_disk: Option<Snapshot>,
}

impl Change {
    /// Files of more bytes than this are never read for a comparison or a merge.
    pub const MAX_READ: usize = 1 << 20;

    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The later content of a regular file at `path`.
    pub(super) fn later(
        &self,
        repository: &Repository,
        path: &[u8],
        state: FileState,
        limit: usize,
    ) -> Result<Option<Bytes>, Error> {
        match &self.on_disk {
            None => content(repository, path, state, limit),
            Some(snapshot) => match std::str::from_utf8(path) {
                Ok(path) if state.kind == EntryKind::File => snapshot.read(path, limit),
                Ok(_) | Err(_) => Ok(None),
            },
        }
    }
}

/// The content of a regular file that Git holds.
pub(super) fn content(
    repository: &Repository,
    path: &[u8],
    state: FileState,
    limit: usize,
) -> Result<Option<Bytes>, Error> {
    if state.kind != EntryKind::File {
        return Ok(None);
    }
    repository.blob(state.id, limit, || String::from_utf8_lossy(path).into_owned()).map(Some)
}
