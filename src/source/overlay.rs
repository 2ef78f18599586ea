//! What merging would give: a base state with a change laid over it, file by file.
//!
//! The outcome is the one of `git merge-tree` without directory renames and without merge drivers
//! from `.gitattributes`. How two fates of one file meet is decided in `three_way`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::change::{Change, FileChange, FileState, content};
use super::git::Repository;
use super::snapshot::{Bytes, Entry, EntryKind, Layer, Slot, Snapshot};
use super::three_way::{self, Content, Laid, Outcome};
use crate::error::Error;

/// A base state with a change laid over it.
#[derive(Clone, Debug)]
pub struct Overlay {
    /// What merging would give.
    pub snapshot: Snapshot,
    /// What differs from the base, renames as the change has them; sorted by path.
    pub files: Vec<FileChange>,
    /// Paths whose content differs from the base, those that are gone included; sorted.
    pub touched: Vec<Vec<u8>>,
    /// Files that do not merge; sorted. They have the base's content here.
    pub conflicts: Vec<Vec<u8>>,
    /// Paths that the head has, too, with exactly this content; sorted. The others that differ have
    /// a content made of both sides, or lie elsewhere in the head.
    pub as_in_head: Vec<Vec<u8>>,
    /// Files outside of the learning repository that the change alters too, as far as somebody asked
    /// for them; relative to its root, so that each begins with `../`.
    pub beside: Vec<FileChange>,
}

/// Lays `change` (merge base to head) over `base`. `base_change` is what happened on the other side
/// (merge base to base).
///
/// # Errors
/// [`Error::MissingObject`] where the clone lacks a content that both sides changed.
pub fn lay_over(
    repository: &Repository,
    base: &Snapshot,
    base_change: &Change,
    change: &Change,
) -> Result<Overlay, Error> {
    let Outcome { mut laid, mut conflicts } = three_way::merge(repository, base_change, change)?;
    drop_clashes(base, &mut laid, &mut conflicts)?;
    let before = three_way::states_in_base(base_change, change);
    let files = differences(&laid, &before, change);
    let touched = laid
        .iter()
        .filter(|(path, laid)| before.get(*path).copied() != laid.as_ref().map(|it| it.state))
        .map(|(path, _)| path.clone())
        .collect();
    let as_in_head = laid
        .iter()
        .filter(|(path, laid)| {
            let content = laid.as_ref().map(|it| &it.content);
            matches!(content, Some(Content::OfHead(of_head)) if of_head.as_bytes() == path.as_slice())
        })
        .map(|(path, _)| path.clone())
        .collect();
    let layer = LaidOver::new(repository.clone(), change.on_disk.clone(), base, laid)?;
    let name = format!("what merging into `{}` would give", base.name());
    Ok(Overlay {
        snapshot: base.under(name, Arc::new(layer)),
        files,
        touched,
        conflicts: conflicts.into_iter().collect(),
        as_in_head,
        beside: Vec::new(),
    })
}

/// A file cannot stand where the base has a folder, nor below one of its files: such a file is a
/// conflict, and the base's stays.
fn drop_clashes(
    base: &Snapshot,
    laid: &mut BTreeMap<Vec<u8>, Option<Laid>>,
    conflicts: &mut BTreeSet<Vec<u8>>,
) -> Result<(), Error> {
    let mut clashing = Vec::new();
    for (path, _) in laid.iter().filter(|(_, laid)| laid.is_some()) {
        let Ok(text) = std::str::from_utf8(path) else {
            continue;
        };
        let mut clash = stands(base, laid, text)?;
        for (end, _) in text.match_indices('/') {
            let above = text.get(..end).unwrap_or_default();
            let kind = base.find(above)?.map(|entry| entry.kind);
            let file = kind.is_some_and(|kind| kind != EntryKind::Folder);
            clash = clash || (file && !matches!(laid.get(above.as_bytes()), Some(None)));
        }
        if clash {
            clashing.push(path.clone());
        }
    }
    for path in clashing {
        laid.remove(&path);
        conflicts.insert(path);
    }
    Ok(())
}

/// Whether the base has a folder at `path` of which anything stays.
fn stands(base: &Snapshot, laid: &BTreeMap<Vec<u8>, Option<Laid>>, path: &str) -> Result<bool, Error> {
    if base.find(path)?.is_none_or(|entry| entry.kind != EntryKind::Folder) {
        return Ok(false);
    }
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in base.list(&folder)? {
            let path = [folder.as_bytes(), b"/", &entry.name].concat();
            if entry.kind == EntryKind::Folder {
                match String::from_utf8(path) {
                    Ok(path) => folders.push(path),
                    Err(_) => return Ok(true),
                }
            } else if !matches!(laid.get(&path), Some(None)) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// What differs between the base and the outcome, with the renames of the change.
fn differences(
    laid: &BTreeMap<Vec<u8>, Option<Laid>>,
    before: &BTreeMap<Vec<u8>, FileState>,
    change: &Change,
) -> Vec<FileChange> {
    let is_gone = |path: &[u8]| matches!(laid.get(path), Some(None)) && before.contains_key(path);
    let renames: BTreeMap<&[u8], &FileChange> = change
        .files
        .iter()
        .filter(|file| laid.get(&file.path).is_some_and(Option::is_some))
        .filter(|file| !before.contains_key(&file.path))
        .filter(|file| file.renamed_from.as_deref().is_some_and(is_gone))
        .map(|file| (file.path.as_slice(), file))
        .collect();
    let sources: BTreeSet<&[u8]> = renames.values().filter_map(|file| file.path_before()).collect();
    let mut files = Vec::new();
    for (path, laid) in laid {
        let after = laid.as_ref().map(|it| it.state);
        if sources.contains(path.as_slice()) {
            continue;
        }
        let mut file = FileChange::in_place(path.clone(), before.get(path).copied(), after);
        if let Some(renamed) = renames.get(path.as_slice()) {
            file.before = renamed.renamed_from.as_ref().and_then(|old| before.get(old)).copied();
            file.renamed_from.clone_from(&renamed.renamed_from);
            file.similarity = renamed.similarity;
        } else if file.before == file.after {
            continue;
        }
        files.push(file);
    }
    files
}

/// The upper layer: only what differs from the base.
pub(super) struct LaidOver {
    repository: Repository,
    on_disk: Option<Snapshot>,
    /// Folder → name → what stands there, folders included.
    folders: BTreeMap<Vec<u8>, BTreeMap<Vec<u8>, Spot>>,
}

enum Spot {
    Folder,
    File(Laid),
    Removed,
}

impl LaidOver {
    /// `laid` over `base`.
    ///
    /// # Errors
    /// Where a folder of the base cannot be listed.
    pub(super) fn new(
        repository: Repository,
        on_disk: Option<Snapshot>,
        base: &Snapshot,
        laid: BTreeMap<Vec<u8>, Option<Laid>>,
    ) -> Result<Self, Error> {
        let mut layer = Self { repository, on_disk, folders: BTreeMap::new() };
        for (path, laid) in laid {
            let there = laid.is_some();
            layer.put(&path, laid.map_or(Spot::Removed, Spot::File));
            let slashes = path.iter().enumerate().filter(|(_, byte)| there && **byte == b'/');
            for above in slashes.filter_map(|(end, _)| path.get(..end)) {
                layer.put(above, Spot::Folder);
            }
        }
        layer.remove_empty_folders(base)?;
        Ok(layer)
    }

    fn put(&mut self, path: &[u8], spot: Spot) {
        let (folder, name) = split(path);
        self.folders.entry(folder.to_vec()).or_default().insert(name.to_vec(), spot);
    }

    /// A folder is gone with the last of its files, as in Git.
    fn remove_empty_folders(&mut self, base: &Snapshot) -> Result<(), Error> {
        let depth = |path: &[u8]| path.split(|byte| *byte == b'/').count();
        // Deepest first: a folder that becomes empty may empty the one above it.
        let mut folders: BTreeSet<(usize, Vec<u8>)> =
            self.folders.keys().map(|path| (depth(path), path.clone())).collect();
        while let Some((_, folder)) = folders.pop_last() {
            let (Some(spots), Ok(text)) = (self.folders.get(&folder), std::str::from_utf8(&folder)) else {
                continue;
            };
            let stays = spots.values().any(|spot| !matches!(spot, Spot::Removed));
            if stays || folder.is_empty() {
                continue;
            }
            if base.list(text)?.iter().any(|entry| !spots.contains_key(&entry.name)) {
                continue;
            }
            let (above, name) = split(&folder);
            self.folders.entry(above.to_vec()).or_default().entry(name.to_vec()).or_insert(Spot::Removed);
            folders.insert((depth(above), above.to_vec()));
        }
        Ok(())
    }

    fn spot(&self, path: &[u8]) -> Option<&Spot> {
        let (folder, name) = split(path);
        self.folders.get(folder)?.get(name)
    }
}

impl Layer for LaidOver {
    fn list(&self, folder: &str) -> Result<Vec<Slot>, Error> {
        let spots = self.folders.get(folder.as_bytes()).into_iter().flatten();
        Ok(spots.map(|(name, spot)| spot.to_slot(name)).collect())
    }

    fn find(&self, path: &str) -> Result<Option<Slot>, Error> {
        let (_, name) = split(path.as_bytes());
        if let Some(spot) = self.spot(path.as_bytes()) {
            return Ok(Some(spot.to_slot(name)));
        }
        // Nothing of the base shows through a file that took a folder's place.
        let mut above = path.match_indices('/').filter_map(|(end, _)| path.get(..end));
        let hidden =
            above.any(|folder| matches!(self.spot(folder.as_bytes()), Some(Spot::File(_) | Spot::Removed)));
        Ok(hidden.then(|| Slot::Removed(name.to_vec())))
    }

    fn read(&self, path: &str, limit: usize) -> Result<Option<Bytes>, Error> {
        let Some(Spot::File(laid)) = self.spot(path.as_bytes()) else {
            return Ok(None);
        };
        match (&laid.content, &self.on_disk) {
            (Content::Merged(bytes), _) if bytes.len() > limit => {
                Ok(Some(Bytes::TooLarge(bytes.len() as u64)))
            }
            (Content::Merged(bytes), _) => Ok(Some(Bytes::Whole(bytes.clone()))),
            (Content::OfHead(path), Some(on_disk)) => on_disk.read(path, limit),
            (Content::OfHead(_) | Content::OfBase, _) => {
                content(&self.repository, path.as_bytes(), laid.state, limit)
            }
        }
    }
}

impl Spot {
    fn to_slot(&self, name: &[u8]) -> Slot {
        let entry = |kind, id| Slot::Present(Entry { name: name.to_vec(), kind, id });
        match self {
            Self::Folder => entry(EntryKind::Folder, None),
            Self::File(laid) => {
                let read = laid.state.id != FileState::UNREAD;
                entry(laid.state.kind, read.then_some(laid.state.id))
            }
            Self::Removed => Slot::Removed(name.to_vec()),
        }
    }
}

/// The folder and the name of a path.
fn split(path: &[u8]) -> (&[u8], &[u8]) {
    match path.iter().rposition(|byte| *byte == b'/') {
        Some(end) => (path.get(..end).unwrap_or_default(), path.get(end + 1..).unwrap_or_default()),
        None => (b"", path),
    }
}
