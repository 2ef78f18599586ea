//! Which file became which: same content first, then the most similar file of the same sort.
//!
//! A sort is a folder, where the folders of all people are as one: the goals of Ana and the goals
//! of Anna are one sort. A renamed person's folder maps everything below it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hasher};

use super::change::{self, Change, FileState};
use super::git::Repository;
use super::snapshot::{Bytes, EntryKind, Snapshot};
use crate::error::Error;

/// From here on two files are one that was renamed: at least half alike, as Git has it.
pub(super) const ALIKE: u8 = 50;

/// Pairs of one sort that are compared by content; beyond this only files of one name are.
const MAX_PAIRS: usize = 10_000;

/// Files of one name that each new file is compared with, where there are too many pairs.
const SAME_NAME: usize = 10;

/// Files of one sort on either side; beyond this only equal contents make a rename.
const MAX_FILES: usize = 10_000;

/// Turns pairs of removed and added files into renames.
pub(super) fn find(
    repository: &Repository,
    change: &mut Change,
    before: &Snapshot,
    after: &Snapshot,
) -> Result<(), Error> {
    let regular = |state: Option<FileState>| state.filter(|it| it.kind == EntryKind::File);
    let mut search = Search::default();
    for file in &change.files {
        match (file.before, file.after) {
            (Some(_), None) => search.removed.extend(regular(file.before).map(|it| (&*file.path, it))),
            (None, Some(_)) => search.added.extend(regular(file.after).map(|it| (&*file.path, it))),
            (Some(_), Some(_)) | (None, None) => {}
        }
    }
    if search.removed.is_empty() || search.added.is_empty() {
        return Ok(());
    }
    let texts = Texts { repository, change };
    search.same_content();
    let folders = search.renamed_folders(before, after)?;
    search.same_place(&folders, &texts, ALIKE)?;
    search.similar(&texts)?;
    let folders = search.renamed_folders(before, after)?;
    search.same_place(&folders, &texts, 0)?;
    let found: BTreeMap<Vec<u8>, (Vec<u8>, u8)> =
        search.found.iter().map(|(new, (old, score))| (new.to_vec(), (old.to_vec(), *score))).collect();
    apply(change, &found);
    Ok(())
}

/// Makes each found pair one change at the new path.
fn apply(change: &mut Change, found: &BTreeMap<Vec<u8>, (Vec<u8>, u8)>) {
    let sources: BTreeSet<&Vec<u8>> = found.values().map(|(old, _)| old).collect();
    let mut states: HashMap<Vec<u8>, FileState> = HashMap::new();
    change.files.retain(|file| match file.before {
        Some(state) if file.after.is_none() && sources.contains(&file.path) => {
            states.insert(file.path.clone(), state);
            false
        }
        Some(_) | None => true,
    });
    for file in &mut change.files {
        if let Some((old, score)) = found.get(&file.path).filter(|_| file.before.is_none()) {
            file.before = states.get(old).copied();
            file.renamed_from = Some(old.clone());
            file.similarity = *score;
        }
    }
}

#[derive(Default)]
struct Search<'a> {
    /// Files that are gone and not yet matched, in the order of their paths.
    removed: BTreeMap<&'a [u8], FileState>,
    /// New files that are not yet matched.
    added: BTreeMap<&'a [u8], FileState>,
    /// New path → old path and similarity.
    found: BTreeMap<&'a [u8], (&'a [u8], u8)>,
}

impl<'a> Search<'a> {
    fn pair(&mut self, old: &'a [u8], new: &'a [u8], score: u8) {
        if self.removed.contains_key(old) && self.added.remove(new).is_some() {
            self.removed.remove(old);
            self.found.insert(new, (old, score));
        }
    }

    /// Files with the same content; among several, one with the same name. Empty files are too
    /// alike to tell.
    fn same_content(&mut self) {
        let mut by_id: HashMap<FileState, Vec<&'a [u8]>> = HashMap::new();
        for (path, state) in self.removed.iter().rev() {
            by_id.entry(*state).or_default().push(path);
        }
        let empty = Repository::content_id(b"");
        let added: Vec<_> = self.added.iter().map(|(path, state)| (*path, *state)).collect();
        for (new, state) in added.into_iter().filter(|(_, state)| state.id != empty) {
            let Some(sources) = by_id.get_mut(&state) else {
                continue;
            };
            // The last is the first by path. Only so many are tried, lest many equal files cost
            // the square of their number.
            let same_name = sources.iter().rev().take(100).position(|old| name(old) == name(new));
            let index = sources.len().checked_sub(1 + same_name.unwrap_or(0));
            if let Some(index) = index.filter(|index| *index < sources.len()) {
                let old = sources.remove(index);
                self.pair(old, new, 100);
            }
        }
    }

    /// Folders of two parts (`people/ana`) that are gone as a whole, each with the new folder that
    /// got most of its files.
    fn renamed_folders(
        &self,
        before: &Snapshot,
        after: &Snapshot,
    ) -> Result<BTreeMap<&'a [u8], &'a [u8]>, Error> {
        let mut votes: BTreeMap<(&'a [u8], &'a [u8]), usize> = BTreeMap::new();
        for (new, (old, _)) in &self.found {
            if let (Some((old, _)), Some((new, _))) = (top_folder(old), top_folder(new))
                && old != new
                && parent(old) == parent(new)
            {
                *votes.entry((old, new)).or_default() += 1;
            }
        }
        let is_folder = |snapshot: &Snapshot, path: &[u8]| -> Result<bool, Error> {
            let Ok(path) = std::str::from_utf8(path) else { return Ok(true) };
            Ok(snapshot.find(path)?.is_some_and(|entry| entry.kind == EntryKind::Folder))
        };
        let mut ranked: Vec<_> = votes.into_iter().collect();
        ranked.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut folders = BTreeMap::new();
        let mut taken = BTreeSet::new();
        for ((old, new), _) in ranked {
            let free = !folders.contains_key(old) && !taken.contains(new);
            if free && !is_folder(after, old)? && !is_folder(before, new)? {
                folders.insert(old, new);
                taken.insert(new);
            }
        }
        Ok(folders)
    }

    /// Files at the same place below a renamed folder, where they are at least `least` alike.
    fn same_place(
        &mut self,
        folders: &BTreeMap<&'a [u8], &'a [u8]>,
        texts: &Texts<'_>,
        least: u8,
    ) -> Result<(), Error> {
        let removed: Vec<&'a [u8]> = self.removed.keys().copied().collect();
        for old in removed {
            let Some((folder, rest)) = top_folder(old) else {
                continue;
            };
            let Some(new) = folders.get(folder).map(|folder| [*folder, b"/", rest].concat()) else {
                continue;
            };
            let (Some(before), Some((new, after))) =
                (self.removed.get(old).copied(), self.added.get_key_value(new.as_slice()))
            else {
                continue;
            };
            let (new, after) = (*new, *after);
            let score = match (texts.before(old, before)?, texts.after(new, after)?) {
                (Some(before), Some(after)) => before.similarity(&after),
                (None, _) | (_, None) => 0,
            };
            if score >= least {
                self.pair(old, new, score);
            }
        }
        Ok(())
    }

    /// The most similar files of one sort: those of one name first, then all with all.
    fn similar(&mut self, texts: &Texts<'_>) -> Result<(), Error> {
        type Sides<'a> = (Vec<&'a [u8]>, Vec<&'a [u8]>);
        let mut sorts: BTreeMap<Vec<&'a [u8]>, Sides<'a>> = BTreeMap::new();
        for old in self.removed.keys() {
            sorts.entry(sort(old)).or_default().0.push(old);
        }
        for new in self.added.keys() {
            sorts.entry(sort(new)).or_default().1.push(new);
        }
        let countable = |files: &Vec<&[u8]>| (1..=MAX_FILES).contains(&files.len());
        for (old, new) in sorts.into_values().filter(|(old, new)| countable(old) && countable(new)) {
            let all = old.len().saturating_mul(new.len()) <= MAX_PAIRS;
            let names: BTreeSet<&[u8]> = new.iter().map(|path| name(path)).collect();
            let mut outlines = Vec::new();
            for path in old.into_iter().filter(|path| all || names.contains(name(path))) {
                if let Some(state) = self.removed.get(path) {
                    outlines.extend(texts.before(path, *state)?.map(|outline| (path, outline)));
                }
            }
            let mut by_name: HashMap<&[u8], Vec<&(&'a [u8], Outline)>> = HashMap::new();
            for old in &outlines {
                by_name.entry(name(old.0)).or_default().push(old);
            }
            let mut scored = Vec::new();
            for new in new {
                let same_name = by_name.get(name(new)).map(Vec::as_slice).unwrap_or_default();
                let candidates: Vec<_> = if all {
                    outlines.iter().collect()
                } else {
                    same_name.iter().copied().take(SAME_NAME).collect()
                };
                let Some(state) = self.added.get(new).filter(|_| !candidates.is_empty()) else {
                    continue;
                };
                let Some(outline) = texts.after(new, *state)? else {
                    continue;
                };
                for (old, before) in candidates {
                    let score = before.similarity(&outline);
                    if score >= ALIKE {
                        scored.push((Reverse((score, name(old) == name(new))), *old, new));
                    }
                }
            }
            scored.sort_unstable();
            for (Reverse((score, _)), old, new) in scored {
                self.pair(old, new, score);
            }
        }
        Ok(())
    }
}

/// Reads the contents that are compared.
struct Texts<'a> {
    repository: &'a Repository,
    change: &'a Change,
}

impl Texts<'_> {
    fn before(&self, path: &[u8], state: FileState) -> Result<Option<Outline>, Error> {
        outline(change::content(self.repository, path, state, Change::MAX_READ))
    }

    fn after(&self, path: &[u8], state: FileState) -> Result<Option<Outline>, Error> {
        outline(self.change.later(self.repository, path, state, Change::MAX_READ))
    }
}

/// A content that the clone lacks is like nothing; whoever needs it will say so.
fn outline(content: Result<Option<Bytes>, Error>) -> Result<Option<Outline>, Error> {
    match content {
        Err(Error::MissingObject { .. }) => Ok(None),
        other => Ok(other?.and_then(Outline::of)),
    }
}

/// The lines of a text as hashes, each with the bytes of all its occurrences; sorted.
struct Outline {
    lines: Vec<(u64, usize)>,
    size: usize,
}

impl Outline {
    fn of(bytes: Bytes) -> Option<Self> {
        let Bytes::Whole(bytes) = bytes else {
            return None;
        };
        let mut counts: HashMap<u64, usize> = HashMap::new();
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            let mut hasher = DefaultHasher::new();
            hasher.write(line);
            *counts.entry(hasher.finish()).or_default() += line.len();
        }
        let mut lines: Vec<_> = counts.into_iter().collect();
        lines.sort_unstable();
        Some(Self { lines, size: bytes.len() })
    }

    /// How many percent of the larger text both have in common.
    fn similarity(&self, other: &Self) -> u8 {
        let larger = self.size.max(other.size);
        if self.size.min(other.size) < larger / 2 {
            // Under half alike, without looking: a huge text costs nothing beside small ones.
            return 0;
        }
        let mut shared = 0;
        let mut others = other.lines.iter().peekable();
        for (hash, size) in &self.lines {
            while others.next_if(|(other, _)| other < hash).is_some() {}
            if let Some((_, other)) = others.next_if(|(other, _)| other == hash) {
                shared += size.min(other);
            }
        }
        (shared * 100).checked_div(larger).map_or(0, |percent| percent.min(100) as u8)
    }
}

fn name(path: &[u8]) -> &[u8] {
    path.rsplit(|byte| *byte == b'/').next().unwrap_or_default()
}

fn parent(path: &[u8]) -> &[u8] {
    path.strip_suffix(name(path)).unwrap_or_default()
}

/// The first two parts of a path with three or more, and the rest.
fn top_folder(path: &[u8]) -> Option<(&[u8], &[u8])> {
    let (end, _) = path.iter().enumerate().filter(|(_, byte)| **byte == b'/').nth(1)?;
    Some((path.get(..end)?, path.get(end + 1..)?))
}

/// What files must have in common to be compared: their folder, where one person's is as another's;
/// directly in a person's folder also the name.
fn sort(path: &[u8]) -> Vec<&[u8]> {
    let parts: Vec<&[u8]> = path.split(|byte| *byte == b'/').collect();
    match parts.as_slice() {
        [b"people", _, name] => vec![b"people", name],
        [b"people", _, folders @ .., _] => [&[b"people" as &[u8], b""], folders].concat(),
        [folders @ .., _] => folders.to_vec(),
        [] => Vec::new(),
    }
}
