//! Which files of a history were which record: through renames, former names and removals.
//!
//! Plain data in, plain data out: no content is read here.

use std::collections::HashMap;

use crate::calendar::{Date, Zone};
use crate::record::{Kind, RecordPath};
use crate::source::{EntryKind, FileState, History, ObjectId};

/// A record that is there at the tip, with what its file held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Traced {
    /// Its present name.
    pub(super) record: RecordPath,
    /// Oldest first.
    pub(super) versions: Vec<Version>,
}

/// What a file held from one day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Version {
    pub(super) since: Date,
    /// The record's name at that time.
    pub(super) record: RecordPath,
    /// Where the file was at that time.
    pub(super) path: String,
    pub(super) content: ObjectId,
}

/// What became of a name, walking back.
#[derive(Clone, Copy, Debug)]
enum Track {
    /// From here on back it is this record.
    Of(usize),
    /// The record of that name was removed later, or came here from elsewhere.
    Gone,
}

/// The records of one kind that are there at the tip and that the history altered. `oldest` is the
/// first day that the clone knows, where it does not hold the whole history; `old_names` says under
/// which names a record was known before it was renamed.
pub(super) fn trace(
    history: &History,
    kind: Kind,
    zone: &Zone,
    oldest: Option<Date>,
    old_names: &dyn Fn(&RecordPath) -> Vec<RecordPath>,
) -> Vec<Traced> {
    let mut found: Vec<Traced> = Vec::new();
    // What each record's file held before the oldest commit that altered it.
    let mut first: Vec<Option<(RecordPath, String, ObjectId)>> = Vec::new();
    let mut tracks: HashMap<RecordPath, Track> = HashMap::new();
    for step in &history.steps {
        let Some(since) = zone.date_at(step.moment.seconds) else { continue };
        let mut renamed = Vec::new();
        // A file that comes tells what the name is; one that goes under the same name, with the
        // other extension, was the same record.
        let (comes, goes): (Vec<_>, Vec<_>) = step.files.iter().partition(|file| file.after.is_some());
        for file in comes.into_iter().chain(goes) {
            let Some((record, path)) = named(&file.path, kind) else { continue };
            let (before, after) = (content(file.before), content(file.after));
            let index = match (tracks.get(&record), after) {
                (Some(Track::Of(index)), _) => *index,
                (Some(Track::Gone), _) => continue,
                (None, None) => {
                    tracks.insert(record, Track::Gone);
                    continue;
                }
                (None, Some(_)) => {
                    let index = found.len();
                    found.push(Traced { record: record.clone(), versions: Vec::new() });
                    first.push(None);
                    for old in old_names(&record) {
                        tracks.insert(old, Track::Of(index));
                    }
                    tracks.insert(record.clone(), Track::Of(index));
                    index
                }
            };
            let old = file.renamed_from.as_deref().and_then(|old| named(old, kind));
            let (Some(traced), Some(first)) = (found.get_mut(index), first.get_mut(index)) else { continue };
            let (name_before, path_before) = old.clone().unwrap_or((record.clone(), path.clone()));
            if let Some(content) = after
                && (before != after || name_before.id != record.id)
            {
                traced.versions.push(Version { since, record: record.clone(), path, content });
            }
            if after.is_some() || before.is_some() {
                *first = before.map(|content| (name_before, path_before, content));
            }
            if let Some((old, _)) = old.filter(|(old, _)| *old != record) {
                renamed.push((old, record, index));
            }
        }
        for (_, record, _) in &renamed {
            tracks.insert(record.clone(), Track::Gone);
        }
        for (old, _, index) in renamed {
            tracks.insert(old, Track::Of(index));
        }
    }
    for (traced, first) in found.iter_mut().zip(first) {
        if let (Some(since), Some((record, path, content))) = (oldest, first) {
            traced.versions.push(Version { since, record, path, content });
        }
        traced.versions.reverse();
    }
    found
}

/// The record of `kind` that a path names.
fn named(path: &[u8], kind: Kind) -> Option<(RecordPath, String)> {
    let path = std::str::from_utf8(path).ok()?;
    let record = RecordPath::parse(path).ok().filter(|record| record.kind == kind)?;
    Some((record, path.to_owned()))
}

fn content(state: Option<FileState>) -> Option<ObjectId> {
    state.filter(|state| state.kind == EntryKind::File).map(|state| state.id)
}
