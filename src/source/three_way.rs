//! What becomes of a file that two sides treat differently: the decisions of a merge.
//!
//! Outcomes are told as differences from the base; how they become a state is in `overlay`.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{self, Change, FileState};
use super::git::{Repository, merge_contents};
use super::renames::ALIKE;
use super::snapshot::{Bytes, EntryKind};
use crate::error::Error;

/// What merging puts in a place.
#[derive(Clone, Debug)]
pub(super) struct Laid {
    pub(super) state: FileState,
    pub(super) content: Content,
}

/// Where the content of a laid file is.
#[derive(Clone, Debug)]
pub(super) enum Content {
    /// The head's, at this path of the head.
    OfHead(String),
    /// The base's, under its id.
    OfBase,
    /// Made by merging.
    Merged(Vec<u8>),
}

/// What merging changes in the base.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// Path → what comes there; `None` where the file goes.
    pub(super) laid: BTreeMap<Vec<u8>, Option<Laid>>,
    /// Files that do not merge.
    pub(super) conflicts: BTreeSet<Vec<u8>>,
}

/// One side's changes, found by the path that a file had at the merge base and by its present one.
struct Side<'a> {
    /// Renames of files too unlike each other count as a removal and an addition.
    by_origin: BTreeMap<&'a [u8], Fate<'a>>,
    by_path: BTreeMap<&'a [u8], FileState>,
    added: Vec<(&'a [u8], FileState)>,
}

/// What a side did with a file of the merge base.
#[derive(Clone, Copy)]
struct Fate<'a> {
    before: FileState,
    /// Where it is now and how; `None` where it is gone.
    after: Option<(&'a [u8], FileState)>,
}

impl<'a> Side<'a> {
    fn new(change: &'a Change) -> Self {
        let mut side = Self { by_origin: BTreeMap::new(), by_path: BTreeMap::new(), added: Vec::new() };
        for file in &change.files {
            let after = file.after.map(|state| (file.path.as_slice(), state));
            side.by_path.extend(after);
            let unlike = file.renamed_from.is_some() && file.similarity < ALIKE;
            match (file.before.zip(file.path_before()), after) {
                (Some((before, origin)), after) if unlike => {
                    side.by_origin.insert(origin, Fate { before, after: None });
                    side.added.extend(after);
                }
                (Some((before, origin)), after) => {
                    side.by_origin.insert(origin, Fate { before, after });
                }
                (None, after) => side.added.extend(after),
            }
        }
        side
    }
}

/// The states in the base of every path that either change speaks of; paths without one are not
/// in the base.
pub(super) fn states_in_base(base_change: &Change, change: &Change) -> BTreeMap<Vec<u8>, FileState> {
    let mut states = BTreeMap::new();
    for file in &change.files {
        if let (Some(path), Some(state)) = (file.path_before(), file.before) {
            states.insert(path.to_vec(), state);
        }
    }
    for file in &base_change.files {
        if let Some(path) = file.path_before() {
            states.remove(path);
        }
    }
    states.extend(base_change.files.iter().filter_map(|file| Some((file.path.clone(), file.after?))));
    states
}

/// Decides each file that the head changed.
pub(super) fn merge(
    repository: &Repository,
    base_change: &Change,
    change: &Change,
) -> Result<Outcome, Error> {
    let base = Side::new(base_change);
    let head = Side::new(change);
    let mut merge = Merge { repository, change, base: &base, outcome: Outcome::default() };
    for (origin, fate) in &head.by_origin {
        merge.origin(origin, *fate)?;
    }
    for (path, state) in &head.added {
        merge.addition(path, *state)?;
    }
    let Outcome { mut laid, conflicts } = merge.outcome;
    // Two files may meet in one place, one of them laid before the other was found to conflict.
    laid.retain(|path, laid| {
        let of_base = laid.as_ref().is_none_or(|laid| matches!(laid.content, Content::OfBase));
        of_base || !conflicts.contains(path)
    });
    Ok(Outcome { laid, conflicts })
}

struct Merge<'a> {
    repository: &'a Repository,
    change: &'a Change,
    base: &'a Side<'a>,
    outcome: Outcome,
}

impl<'a> Merge<'a> {
    /// A file of the merge base that the head changed, moved or removed.
    fn origin(&mut self, origin: &'a [u8], head: Fate<'a>) -> Result<(), Error> {
        let unchanged = Fate { before: head.before, after: Some((origin, head.before)) };
        let base = self.base.by_origin.get(origin).copied().unwrap_or(unchanged);
        match (base.after, head.after) {
            (None, None) => {}
            (Some((path, state)), None) => {
                if path == origin && state == head.before {
                    self.lay(path, None);
                } else {
                    self.conflict(path);
                }
            }
            (None, Some((path, _))) => self.conflict(path),
            (Some((base_path, ours)), Some((head_path, theirs))) => {
                if base_path != origin && head_path != origin && base_path != head_path {
                    // Each side gave it another name.
                    for path in [origin, base_path, head_path] {
                        self.conflict(path);
                    }
                    return Ok(());
                }
                let path = if head_path == origin { base_path } else { head_path };
                let moved = path != base_path;
                if moved {
                    self.lay(base_path, None);
                }
                let merged = self.contents(head.before, (base_path, ours), (head_path, theirs))?;
                let of_base = Laid { state: ours, content: Content::OfBase };
                match self.base.by_path.get(path).filter(|_| moved).copied() {
                    // The base has another file where this one goes.
                    Some(other) => {
                        if merged.as_ref().is_none_or(|merged| merged.state != other) {
                            self.conflict(path);
                        }
                    }
                    None => {
                        if merged.is_none() {
                            self.conflict(path);
                        }
                        match merged.unwrap_or(of_base) {
                            same if !moved && same.state == ours => {}
                            laid => self.lay(path, Some(laid)),
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// A file that only the head has, unless the base made one in the same place.
    fn addition(&mut self, path: &'a [u8], theirs: FileState) -> Result<(), Error> {
        let Some(ours) = self.base.by_path.get(path).copied() else {
            let content = Content::of_head(path);
            self.lay(path, Some(Laid { state: theirs, content }));
            return Ok(());
        };
        if ours != theirs {
            self.conflict(path);
        }
        Ok(())
    }
}

impl Merge<'_> {
    /// What comes of a content that both sides may have changed; `None` where they conflict.
    fn contents(
        &self,
        before: FileState,
        (base_path, ours): (&[u8], FileState),
        (head_path, theirs): (&[u8], FileState),
    ) -> Result<Option<Laid>, Error> {
        if theirs == before || theirs == ours {
            return Ok(Some(Laid { state: ours, content: Content::OfBase }));
        }
        if ours == before {
            return Ok(Some(Laid { state: theirs, content: Content::of_head(head_path) }));
        }
        if [before, ours, theirs].iter().any(|state| state.kind != EntryKind::File) {
            return Ok(None);
        }
        let limit = Change::MAX_READ;
        let texts = (
            change::content(self.repository, base_path, before, limit)?,
            change::content(self.repository, base_path, ours, limit)?,
            self.change.later(self.repository, head_path, theirs, limit)?,
        );
        let (Some(Bytes::Whole(ancestor)), Some(Bytes::Whole(ours)), Some(Bytes::Whole(theirs))) = texts
        else {
            return Ok(None);
        };
        Ok(merge_contents(&ancestor, &ours, &theirs)?.map(|merged| Laid {
            state: FileState { kind: EntryKind::File, id: Repository::content_id(&merged) },
            content: Content::Merged(merged),
        }))
    }

    fn lay(&mut self, path: &[u8], laid: Option<Laid>) {
        self.outcome.laid.insert(path.to_vec(), laid);
    }

    fn conflict(&mut self, path: &[u8]) {
        self.outcome.conflicts.insert(path.to_vec());
    }
}

impl Content {
    fn of_head(path: &[u8]) -> Self {
        Self::OfHead(String::from_utf8_lossy(path).into_owned())
    }
}
