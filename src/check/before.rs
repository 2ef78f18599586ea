//! The state before a change, as rules about changes ask for it. Nothing here compares anything.

use std::collections::BTreeSet;

use super::renamed;
use super::state::State;
use crate::source::{FileChange, Snapshot};

/// What a state is compared with by the rules about changes.
pub struct Before<'a> {
    /// The state before the change.
    pub state: &'a State,
    /// The same files under the names that they have after the change.
    pub renamed: Snapshot,
    /// Every path that the change speaks of, old names included, sorted.
    pub paths: Vec<String>,
}

impl<'a> Before<'a> {
    /// `state` before a change of `files`.
    #[must_use]
    pub fn of(state: &'a State, files: &[FileChange]) -> Self {
        let renamed = renamed::under_new_names(&state.snapshot, files);
        let paths: BTreeSet<String> = paths(files).collect();
        Self { state, renamed, paths: paths.into_iter().collect() }
    }
}

/// Every path that the change speaks of, old names included; bytes that are no UTF-8 are replaced.
pub(super) fn paths(files: &[FileChange]) -> impl Iterator<Item = String> + '_ {
    files
        .iter()
        .flat_map(|file| std::iter::once(&file.path).chain(&file.renamed_from))
        .map(|path| String::from_utf8_lossy(path).into_owned())
}
