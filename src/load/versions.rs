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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Moment;
    use crate::source::{FileChange, HistoryEnd, Step};

    fn state(number: u8) -> Option<FileState> {
        (number > 0).then_some(FileState { kind: EntryKind::File, id: ObjectId([number; 20]) })
    }

    /// A change of a goal, `ana/x`: content before and after, 0 for none.
    fn file(goal: &str, before: u8, after: u8, from: Option<&str>) -> FileChange {
        let path = |goal: &str| format!("people/{}.yaml", goal.replace('/', "/goals/")).into_bytes();
        FileChange {
            path: path(goal),
            before: state(before),
            after: state(after),
            renamed_from: from.map(path),
            similarity: 100,
        }
    }

    /// What is traced through steps, newest first, the first of them on 2026-10-09, each a day before:
    /// `ana/x: 05 ana/x 1, 07 ana/y 2`.
    fn traced(steps: Vec<Vec<FileChange>>, former: &[(&str, &str)], oldest: Option<&str>) -> Vec<String> {
        let steps = (0..).zip(steps).map(|(number, files)| Step {
            commit: ObjectId([0; 20]),
            moment: Moment { seconds: 1_791_504_000 - number * 86_400, offset_minutes: 0 },
            files,
        });
        let history = History { steps: steps.collect(), end: HistoryEnd::Complete };
        let short =
            |record: &RecordPath| format!("{}/{}", record.owner.as_deref().unwrap(), record.id.as_str());
        let old_names = |record: &RecordPath| {
            let old = former.iter().filter(|(_, now)| *now == record.owner.as_deref().unwrap());
            old.map(|(old, _)| RecordPath { owner: Some((*old).into()), ..record.clone() }).collect()
        };
        let oldest = oldest.map(|day| day.parse().unwrap());
        trace(&history, Kind::Goal, &Zone::utc(), oldest, &old_names)
            .iter()
            .map(|traced| {
                let versions: Vec<_> = traced
                    .versions
                    .iter()
                    .map(|it| {
                        format!("{} {} {}", &it.since.to_string()[8..], short(&it.record), it.content.0[0])
                    })
                    .collect();
                format!("{}: {}", short(&traced.record), versions.join(", "))
            })
            .collect()
    }

    #[test]
    fn versions_follow_a_file_through_renames() {
        let steps = vec![
            vec![file("ana/z", 2, 3, Some("ana/y"))],
            vec![file("ana/y", 1, 2, None)],
            vec![file("ana/y", 1, 1, Some("anna/y"))],
            vec![file("anna/y", 0, 1, None)],
        ];
        assert_eq!(traced(steps, &[], None), ["ana/z: 06 anna/y 1, 08 ana/y 2, 09 ana/z 3"]);
    }

    #[test]
    fn what_is_gone_is_not_traced_and_its_name_means_nothing() {
        let steps = vec![
            vec![file("ana/new", 4, 4, Some("ana/x")), file("ben/x", 9, 0, None)],
            vec![file("ana/x", 0, 4, None), file("ben/x", 8, 9, None)],
            vec![file("ana/new", 7, 0, None)],
            vec![file("ana/new", 0, 7, None)],
        ];
        assert_eq!(traced(steps, &[], None), ["ana/new: 08 ana/x 4, 09 ana/new 4"]);
        // A file that was removed and put back was the same record.
        let steps = vec![
            vec![file("ana/x", 0, 2, None)],
            vec![file("ana/x", 1, 0, None)],
            vec![file("ana/x", 0, 1, None)],
        ];
        assert_eq!(traced(steps, &[], None), ["ana/x: 07 ana/x 1, 09 ana/x 2"]);
    }

    #[test]
    fn former_names_join_what_no_rename_does() {
        let steps = || {
            vec![
                vec![file("anna/x", 1, 0, None)],
                vec![file("ana/x", 0, 2, None)],
                vec![file("anna/x", 0, 1, None)],
            ]
        };
        let copied_first = traced(steps(), &[("anna", "ana")], None);
        assert_eq!(copied_first, ["ana/x: 07 anna/x 1, 08 ana/x 2"]);
        assert_eq!(traced(steps(), &[], None), ["ana/x: 08 ana/x 2"]);
    }

    #[test]
    fn a_history_that_is_cut_off_begins_with_what_stood_then() {
        let steps = vec![vec![file("ana/x", 1, 2, None), file("ana/y", 0, 5, None)]];
        let expected = ["ana/x: 01 ana/x 1, 09 ana/x 2", "ana/y: 09 ana/y 5"];
        assert_eq!(traced(steps, &[], Some("2026-10-01")), expected);
    }
}
