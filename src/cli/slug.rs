//! Names of files from titles: short, and not taken yet.

use crate::error::Error;
use crate::record::{Id, Kind, RecordPath, kebab};
use crate::source::Snapshot;

/// The most characters of a slug.
const LONGEST: usize = 40;

/// How often a name is tried with another number.
const TRIES: usize = 1000;

/// A title as the name of a file; empty where nothing of it can be written in one.
#[must_use]
pub(super) fn slug(title: &str) -> String {
    kebab(title, LONGEST)
}

/// A place for a new record of `kind`: `wanted`, or `wanted-2`, `wanted-3`, where that is taken in
/// `snapshot` or `is_taken` says so of its path.
///
/// # Errors
/// Where the snapshot cannot be read.
pub(super) fn free(
    snapshot: &Snapshot,
    kind: Kind,
    owner: Option<&str>,
    wanted: &str,
    is_taken: impl Fn(&str) -> bool,
) -> Result<RecordPath, Error> {
    let wanted = if Id::is_valid(wanted) { wanted.to_owned() } else { format!("{kind}-{}", slug(wanted)) };
    let wanted = wanted.trim_end_matches('-');
    let mut record = RecordPath { kind, owner: owner.map(Id::new), id: Id::new(wanted) };
    for number in 2..TRIES {
        let path = record.path();
        let other = path.strip_suffix(".yaml").map_or_else(String::new, |stem| format!("{stem}.yml"));
        let taken = snapshot.find(&path)?.is_some() || snapshot.find(&other)?.is_some();
        if !taken && !is_taken(&path) && !is_taken(&other) {
            break;
        }
        let end = format!("-{number}");
        let room = Id::MAX_LENGTH.saturating_sub(end.len());
        let stem: String = wanted.chars().take(room).collect();
        record.id = Id::new(format!("{}{end}", stem.trim_end_matches('-')));
    }
    Ok(record)
}
