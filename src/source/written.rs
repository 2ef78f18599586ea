//! A state as it would be with files that are written in memory only.
//!
//! What is written here is never a merge: it takes the place of what stood there.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, FileChange, FileState};
use super::git::Repository;
use super::overlay::{LaidOver, Overlay};
use super::snapshot::{Bytes, EntryKind, Snapshot};
use super::three_way::{Content, Laid};
use crate::error::Error;

/// A file that comes, changes or goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alteration {
    /// Its path, relative to the learning repository's root.
    pub path: String,
    /// What it holds then; `None` where it goes.
    pub content: Option<Vec<u8>>,
    /// Where the same file lay before, if elsewhere; that path has an alteration of its own.
    pub renamed_from: Option<String>,
}

/// `base` with `alterations`, each to a path of its own.
///
/// # Errors
/// Where what stands in their places cannot be read.
pub fn write_over(
    repository: &Repository,
    base: &Snapshot,
    alterations: &[Alteration],
) -> Result<Overlay, Error> {
    let mut laid = BTreeMap::new();
    let mut files = Vec::new();
    let sources: BTreeSet<&str> = alterations.iter().filter_map(|it| it.renamed_from.as_deref()).collect();
    for alteration in alterations {
        let state = alteration
            .content
            .as_ref()
            .map(|bytes| FileState { kind: EntryKind::File, id: Repository::content_id(bytes) });
        let place = alteration.path.as_bytes().to_vec();
        let before = standing(base, alteration.renamed_from.as_ref().unwrap_or(&alteration.path))?;
        let content = alteration.content.clone().map(Content::Merged);
        laid.insert(place.clone(), state.zip(content).map(|(state, content)| Laid { state, content }));
        if sources.contains(&alteration.path.as_str()) && state.is_none() {
            continue;
        }
        let mut file = FileChange::in_place(place, before, state);
        file.renamed_from = alteration.renamed_from.as_ref().map(|old| old.as_bytes().to_vec());
        files.push(file);
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let touched = laid.keys().cloned().collect();
    let layer = LaidOver::new(repository.clone(), None, base, laid)?;
    Ok(Overlay {
        snapshot: base.under(base.name(), std::sync::Arc::new(layer)),
        files,
        touched,
        conflicts: Vec::new(),
        as_in_head: Vec::new(),
        beside: Vec::new(),
    })
}

/// What stands at a path of `base`.
fn standing(base: &Snapshot, path: &str) -> Result<Option<FileState>, Error> {
    let Some(entry) = base.find(path)?.filter(|entry| entry.kind != EntryKind::Folder) else {
        return Ok(None);
    };
    let id = match entry.id {
        Some(id) => id,
        None => match base.read(path, Change::MAX_READ)? {
            Some(Bytes::Whole(bytes)) => Repository::content_id(&bytes),
            Some(Bytes::TooLarge(_)) | None => FileState::UNREAD,
        },
    };
    Ok(Some(FileState { kind: entry.kind, id }))
}
