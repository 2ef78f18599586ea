//! What the first-parent history of a revision did to some folders, in one walk.
//!
//! `chain` reads the commits, `folders` compares their trees by id without opening what is equal;
//! here both are put together, and files that were renamed are told from new ones; `timeline` says
//! where the branch stood on a day. Commits of a merged branch are never visited. What the clone does not hold ends the walk and is no error.

mod chain;
mod entries;
mod folders;
mod layout;
mod timeline;

pub use timeline::{At, OnDay, Timeline};

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{Repository, Revision, failed};
use crate::calendar::Moment;
use crate::error::Error;
use crate::source::change::{Change, FileChange};
use crate::source::renames;
use crate::source::snapshot::{Bytes, EntryKind, ObjectId, Snapshot};
use chain::Commit;
use folders::{Comparison, Folders};

/// What a history did to the folders that were asked for.
#[derive(Clone, Debug)]
pub struct History {
    /// The commits that altered something there, newest first. Their order is that of the chain,
    /// whatever their dates say.
    pub steps: Vec<Step>,
    /// How far back the walk came.
    pub end: HistoryEnd,
}

/// One commit of the chain, compared with its first parent.
#[derive(Clone, Debug)]
pub struct Step {
    /// The commit.
    pub commit: ObjectId,
    /// The committer's time: when the state came to the branch.
    pub moment: Moment,
    /// The files that it altered, sorted by path; a renamed file is one change.
    pub files: Vec<FileChange>,
}

/// Where a walk ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HistoryEnd {
    /// At the first commit of the history: that step adds what was there from the beginning.
    Complete,
    /// At a commit whose parent, or a folder of it, the clone does not hold: what this commit
    /// altered is not known.
    Missing {
        /// The oldest commit that could be read.
        oldest: ObjectId,
        /// Its committer's time.
        moment: Moment,
    },
}

/// So many pairs of commits are compared by one thread at a time.
const CHUNK: usize = 256;

/// More vanished folders than this are no sources of one that appears: somebody cleaned up.
const MAX_VANISHED: usize = 64;

/// The differences of some pairs of commits, by the place of the later one in the chain.
type Differences = BTreeMap<usize, Vec<FileChange>>;

impl Repository {
    /// Walks from `tip` back along first parents and says what each commit altered below
    /// `folders`, which are relative to the learning repository's folder `root`. A part `*` of
    /// such a path stands for any folder: `people/*/goals`.
    ///
    /// A folder that appears in a commit is followed to the name under which the same files stood
    /// before, where that folder went in the same commit.
    ///
    /// # Errors
    /// [`Error::Git`] where an object is damaged; never for one that is missing.
    pub fn history(&self, tip: &Revision, root: &str, folders: &[String]) -> Result<History, Error> {
        let (chain, complete) = self.chain(tip)?;
        let mut walk = Walk { repository: self, root, chain, complete, differences: BTreeMap::new() };
        walk.compare(0, folders)?;
        let mut watched: BTreeSet<String> = folders.iter().cloned().collect();
        let mut next = 0;
        while let Some(at) = walk.differences.range(next..).next().map(|(at, _)| *at) {
            let more = walk.find_renames(at, &watched)?;
            if !more.is_empty() {
                walk.compare(at + 1, &more)?;
                watched.extend(more);
            }
            next = at + 1;
        }
        Ok(walk.finish())
    }

    /// The content that Git names `id`; `None` where the clone does not hold it or it has more
    /// than `limit` bytes.
    ///
    /// # Errors
    /// Where it is there but cannot be read.
    pub fn content(&self, id: ObjectId, limit: usize) -> Result<Option<Vec<u8>>, Error> {
        match self.blob(id, limit, || "an earlier version of a file".to_owned()) {
            Ok(Bytes::Whole(bytes)) => Ok(Some(bytes)),
            Ok(Bytes::TooLarge(_)) | Err(Error::MissingObject { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

struct Walk<'a> {
    repository: &'a Repository,
    root: &'a str,
    /// Newest first.
    chain: Vec<Commit>,
    /// Whether the last of the chain has no parent.
    complete: bool,
    differences: Differences,
}

impl Walk<'_> {
    /// Compares each commit from `from` on with its parent, below `folders`.
    fn compare(&mut self, from: usize, folders: &[String]) -> Result<(), Error> {
        let folders = Folders::below(self.root, folders);
        // The oldest commit of a shallow clone has nothing to be compared with.
        let pairs = self.chain.len() - usize::from(!self.complete && !self.chain.is_empty());
        let starts: Vec<usize> = (from..pairs).step_by(CHUNK).collect();
        let parts: Vec<(Differences, Option<usize>)> = starts
            .into_par_iter()
            .map(|start| self.compare_some(start, pairs.min(start + CHUNK), &folders))
            .collect::<Result<_, Error>>()?;
        for (differences, missing) in parts {
            for (at, files) in differences {
                self.differences.entry(at).or_default().extend(files);
            }
            if let Some(at) = missing {
                // The commit at `at` was read, its parent's folders were not.
                self.differences.split_off(&at);
                self.chain.truncate(at + 1);
                self.complete = false;
                break;
            }
        }
        Ok(())
    }

    /// As [`Walk::compare`], up to the commit before `end`, or to the first whose own or whose
    /// parent's folders are missing; its place is given back.
    fn compare_some(
        &self,
        start: usize,
        end: usize,
        folders: &Folders,
    ) -> Result<(Differences, Option<usize>), Error> {
        self.repository.with(|handle| {
            let odb = handle.odb().map_err(|error| failed("open the object store", &error))?;
            let mut comparison = Comparison::new(&odb);
            let mut differences = Differences::new();
            for at in start..end {
                let Some(commit) = self.chain.get(at) else { break };
                let before = self.chain.get(at + 1).map(|parent| parent.tree);
                match comparison.files(before, Some(commit.tree), folders)? {
                    None => return Ok((differences, Some(at))),
                    Some(files) if files.is_empty() => {}
                    Some(files) => {
                        differences.insert(at, files);
                    }
                }
            }
            Ok((differences, None))
        })
    }

    fn snapshot(&self, at: usize) -> Result<Snapshot, Error> {
        let Some(commit) = self.chain.get(at) else {
            return Ok(self.repository.tree_snapshot(None, ""));
        };
        let name = commit.id.to_string();
        let revision = Revision { name, commit: commit.id, tree: commit.tree };
        self.repository.snapshot(&revision, self.root)
    }

    /// Pairs files that are gone with new ones at one commit. Gives back the folders, not watched
    /// so far, from which watched files came.
    fn find_renames(&mut self, at: usize, watched: &BTreeSet<String>) -> Result<Vec<String>, Error> {
        let files = self.differences.get(&at).map(Vec::as_slice).unwrap_or_default();
        let added = |file: &FileChange| file.before.is_none();
        if !files.iter().any(added) || at + 1 == self.chain.len() {
            return Ok(Vec::new());
        }
        let (before, after) = (self.snapshot(at + 1)?, self.snapshot(at)?);
        let sources = self.vanished(at, (&before, &after), watched)?;
        let files = self.differences.entry(at).or_default();
        files.extend(sources.iter().flat_map(|(_, files)| files.iter().cloned()));
        files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        if !files.iter().any(|file| file.after.is_none()) {
            return Ok(Vec::new());
        }
        let mut change = Change { files: std::mem::take(files), on_disk: None };
        renames::find(self.repository, &mut change, &before, &after)?;
        let mut kept = Vec::with_capacity(change.files.len());
        let mut more = BTreeSet::new();
        for file in change.files {
            let source = sources.iter().find(|(folder, _)| below(file.path_before(), folder));
            match (&file.renamed_from, source) {
                // A folder that nobody asked about, and nothing of it was renamed.
                (None, Some(_)) => {}
                (Some(_), Some((folder, _))) => {
                    more.insert(folder.clone());
                    kept.push(file);
                }
                (Some(old), None) if !same_owner(old, &file.path) && is_there(&after, old)? => {
                    // What goes from one person to another is another file.
                    kept.push(FileChange::in_place(old.clone(), file.before, None));
                    kept.push(FileChange::in_place(file.path, None, file.after));
                }
                (Some(_) | None, None) => kept.push(file),
            }
        }
        kept.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        self.differences.insert(at, kept);
        Ok(more.into_iter().collect())
    }

    /// Where one of the watched folders appears as a whole: the folders beside it that go in the
    /// same commit, with the files in them that would be watched there.
    fn vanished(
        &self,
        at: usize,
        (before, after): (&Snapshot, &Snapshot),
        watched: &BTreeSet<String>,
    ) -> Result<Vec<(String, Vec<FileChange>)>, Error> {
        let files = self.differences.get(&at).map(Vec::as_slice).unwrap_or_default();
        let owners: BTreeSet<&str> = files
            .iter()
            .filter(|file| file.before.is_none())
            .filter_map(|file| std::str::from_utf8(owner(&file.path)).ok())
            .collect();
        let mut sources: Vec<(String, Vec<FileChange>)> = Vec::new();
        for own in owners {
            let prefix = format!("{own}/");
            let own_folders = watched.range(prefix.clone()..).take_while(|it| it.starts_with(&prefix));
            let rests: Vec<&str> = own_folders.filter_map(|it| it.strip_prefix(&prefix)).collect();
            let Some((top, _)) = own.split_once('/').filter(|_| !rests.is_empty()) else { continue };
            if before.find(own)?.is_some() {
                continue;
            }
            let present: BTreeSet<Vec<u8>> = after.list(top)?.into_iter().map(|entry| entry.name).collect();
            let gone: Vec<String> = before
                .list(top)?
                .into_iter()
                .filter(|entry| entry.kind == EntryKind::Folder && !present.contains(&entry.name))
                .filter_map(|entry| Some(format!("{top}/{}", String::from_utf8(entry.name).ok()?)))
                .collect();
            if gone.len() > MAX_VANISHED {
                continue;
            }
            for folder in gone.iter().flat_map(|gone| rests.iter().map(move |rest| format!("{gone}/{rest}")))
            {
                if watched.contains(&folder) || sources.iter().any(|(known, _)| *known == folder) {
                    continue;
                }
                let folders = Folders::below(self.root, std::slice::from_ref(&folder));
                let (found, _) = self.compare_some(at, at + 1, &folders)?;
                sources.push((folder, found.into_values().flatten().collect()));
            }
        }
        Ok(sources)
    }

    fn finish(mut self) -> History {
        let end = match self.chain.last() {
            Some(oldest) if !self.complete => {
                HistoryEnd::Missing { oldest: oldest.id, moment: oldest.moment }
            }
            Some(_) | None => HistoryEnd::Complete,
        };
        let mut steps = Vec::with_capacity(self.differences.len());
        for (at, mut files) in std::mem::take(&mut self.differences) {
            if let Some(commit) = self.chain.get(at).filter(|_| !files.is_empty()) {
                files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
                steps.push(Step { commit: commit.id, moment: commit.moment, files });
            }
        }
        History { steps, end }
    }
}

fn below(path: Option<&[u8]>, folder: &str) -> bool {
    let rest = path.and_then(|path| path.strip_prefix(folder.as_bytes()));
    rest.is_some_and(|rest| rest.first() == Some(&b'/'))
}

/// The first two parts of a path: the folder of whoever owns the file.
fn owner(path: &[u8]) -> &[u8] {
    let end = path.iter().enumerate().filter(|(_, byte)| **byte == b'/').nth(1).map(|(end, _)| end);
    end.and_then(|end| path.get(..end)).unwrap_or_default()
}

fn same_owner(a: &[u8], b: &[u8]) -> bool {
    owner(a) == owner(b)
}

/// Whether the folder of whoever owned `path` is still there.
fn is_there(snapshot: &Snapshot, path: &[u8]) -> Result<bool, Error> {
    match std::str::from_utf8(owner(path)) {
        Ok(owner) => Ok(snapshot.find(owner)?.is_some()),
        Err(_) => Ok(true),
    }
}
