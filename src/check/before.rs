//! The state before a change, as rules about changes ask for it. Nothing here compares anything.

use std::collections::BTreeMap;

use super::renamed;
use super::state::State;
use crate::record::Departed;
use crate::source::{FileChange, Overlay, Snapshot};

/// What a state is compared with by the rules about changes.
pub struct Before<'a> {
    /// The state before the change.
    pub state: &'a State,
    /// The same files under the names that they have after the change.
    pub renamed: Snapshot,
    /// Every path that the change speaks of, old names and those outside of the root included, and
    /// whether a file is there with the change.
    pub paths: BTreeMap<String, bool>,
    /// The ids of records that the change renames or removes.
    pub departed: Departed,
}

impl<'a> Before<'a> {
    /// `state` before the change that `overlay` holds.
    #[must_use]
    pub fn of(state: &'a State, overlay: &Overlay) -> Self {
        let files = &overlay.files;
        let renamed = renamed::under_new_names(&state.snapshot, files);
        let mut there = BTreeMap::new();
        for file in files.iter().chain(&overlay.beside) {
            there.insert(String::from_utf8_lossy(&file.path).into_owned(), file.after.is_some());
        }
        for old in files.iter().filter_map(|file| file.renamed_from.as_deref()) {
            there.entry(String::from_utf8_lossy(old).into_owned()).or_insert(false);
        }
        let names: Vec<(String, Option<String>)> = files.iter().filter_map(names).collect();
        let departed = Departed::of(names.iter().map(|(old, new)| (old.as_str(), new.as_deref())));
        Self { state, renamed, paths: there, departed }
    }
}

/// What a file of base was called, and what it is called now; `None` for a new file.
fn names(file: &FileChange) -> Option<(String, Option<String>)> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
    let old = text(file.path_before()?)?;
    Some((old, file.after.and_then(|_| text(&file.path))))
}

/// Every path that the change speaks of, old names included; bytes that are no UTF-8 are replaced.
pub(super) fn paths(files: &[FileChange]) -> impl Iterator<Item = String> + '_ {
    files
        .iter()
        .flat_map(|file| std::iter::once(&file.path).chain(&file.renamed_from))
        .map(|path| String::from_utf8_lossy(path).into_owned())
}
