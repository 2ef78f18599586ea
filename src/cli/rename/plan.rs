//! What a rename does, all of it worked out in memory: what moves, and what every changed file says
//! then.

use std::collections::{BTreeMap, BTreeSet};

use super::mentions::Mentions;
use super::subject::Subject;
use crate::calendar::Date;
use crate::check::State;
use crate::cli::edited::{Edited, edited};
use crate::cli::usage;
use crate::error::Error;
use crate::finding::Pointer;
use crate::layout::{Edit, Value};
use crate::progress::goal::start;
use crate::record::{Goal, Id, Kind, Record};
use crate::source::{Alteration, Bytes, EntryKind, Snapshot};

/// Files of more bytes than this move unread: no record is as large.
const MOST_READ: usize = 1 << 20;

/// What a rename does.
#[derive(Debug)]
pub(super) struct Plan {
    /// From → to: one file with its companion text, or one folder. Relative to the root.
    pub(super) moves: Vec<(String, String)>,
    /// The files whose text changes, by path.
    pub(super) changed: Vec<Edited>,
    /// The same as seen by a check: every file that comes, changes or goes.
    pub(super) alterations: Vec<Alteration>,
}

impl Plan {
    /// Works it out. `everywhere`: the records of other people are updated too.
    ///
    /// # Errors
    /// Where a file cannot be read, or its text cannot be changed without changing more.
    pub(super) fn of(
        subject: &Subject,
        goal: Option<&Record<Goal>>,
        mentions: &Mentions,
        everywhere: bool,
        state: &State,
    ) -> Result<Self, Error> {
        let snapshot = &state.snapshot;
        let others = mentions.others.iter().filter(|_| everywhere);
        let mut edits: BTreeMap<&str, Vec<Edit>> = BTreeMap::new();
        for (path, pointers) in mentions.own.iter().chain(others) {
            let set = |pointer: &Pointer| Edit::Set {
                pointer: pointer.clone(),
                value: subject.new.as_str().into(),
            };
            edits.entry(path).or_default().extend(pointers.iter().map(set));
        }
        let own = own_edits(subject, goal);
        if !own.is_empty() || subject.kind == Kind::Goal {
            edits.entry(&subject.path).or_default().extend(own);
        }
        let mut changed = Vec::new();
        for (path, edits) in edits {
            let mut edited = edited(snapshot, path, &edits)?;
            if subject.kind == Kind::Goal && path == subject.path {
                edited.after = commands_follow(&edited.after, &subject.old, &subject.new);
            }
            if edited.after != edited.before {
                changed.push(edited);
            }
        }
        let moves = moves(subject, snapshot)?;
        let alterations = alterations(subject, &moves, &changed, snapshot)?;
        Ok(Self { moves, changed, alterations })
    }
}

/// What changes in the record itself beside its name.
fn own_edits(subject: &Subject, goal: Option<&Record<Goal>>) -> Vec<Edit> {
    if subject.has_formerly() {
        return formerly(&subject.formerly, &subject.old, &subject.new);
    }
    // The date that an id begins with is the goal's first day, unless the goal says otherwise.
    let kept = goal.and_then(|goal| lost_start(goal, &subject.new));
    kept.map(|day| Edit::Set { pointer: Pointer::from("/start"), value: day.into() }).into_iter().collect()
}

/// A goal's text whose comments name the commands for it (`new goal` writes them there) with its new id. A
/// `#` in the first column of a record always begins a comment.
fn commands_follow(text: &str, old: &Id, new: &Id) -> String {
    let commands = ["done", "extend", "drop"].map(|verb| (format!(" milepost {verb} {old}"), verb));
    let mut followed = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let said = line.trim_end();
        let ends_so =
            |(command, _): &&(String, &str)| said.starts_with('#') && said.ends_with(command.as_str());
        match commands.iter().find(ends_so) {
            Some((command, verb)) => {
                let (before, after) = (said.strip_suffix(command.as_str()), line.strip_prefix(said));
                followed.push_str(before.unwrap_or_default());
                followed.push_str(&format!(" milepost {verb} {new}"));
                followed.push_str(after.unwrap_or_default());
            }
            None => followed.push_str(line),
        }
    }
    followed
}

/// The first day of a goal that its new id would not tell any more.
fn lost_start(goal: &Record<Goal>, new: &Id) -> Option<Date> {
    let renamed = Record { id: new.clone(), path: String::new(), data: goal.data.clone() };
    let first = start(goal)?;
    (start(&renamed) != Some(first)).then_some(first)
}

/// The former ids with the old one, without the new one. An old name that was no valid id could never
/// be written anywhere, so nothing leads from it.
fn formerly(present: &[Id], old: &Id, new: &Id) -> Vec<Edit> {
    let list = Pointer::from("/formerly");
    let back = present.iter().position(|id| id == new);
    let remains = present.len() - usize::from(back.is_some());
    let added = Id::is_valid(old).then(|| Value::from(old.as_str()));
    match (back, added) {
        (_, Some(added)) if remains == 0 => {
            vec![Edit::Set { pointer: list, value: Value::List(vec![added]) }]
        }
        (Some(_), None) if remains == 0 => vec![Edit::Remove { pointer: list }],
        (back, added) => {
            let append = added.map(|value| Edit::Append { pointer: list.clone(), value });
            let remove = back.map(|index| Edit::Remove { pointer: list.index(index) });
            append.into_iter().chain(remove).collect()
        }
    }
}

/// What moves: a person's folder, or the record with the text beside it.
fn moves(subject: &Subject, snapshot: &Snapshot) -> Result<Vec<(String, String)>, Error> {
    if let Some(folders) = subject.folders() {
        return Ok(vec![folders]);
    }
    let mut moves = vec![(subject.path.clone(), subject.new_path())];
    if subject.kind == Kind::Entry {
        let beside = |path: &str| path.rsplit_once('.').map(|(stem, _)| format!("{stem}.md"));
        if let (Some(from), Some(to)) = (beside(&subject.path), beside(&subject.new_path()))
            && snapshot.find(&from)?.is_some()
        {
            if snapshot.find(&to)?.is_some() {
                return Err(usage(
                    format!("{to} is there already"),
                    "choose another id, or move that text first",
                ));
            }
            moves.push((from, to));
        }
    }
    Ok(moves)
}

/// Every file that comes, changes or goes, as a check sees it. What is no regular file, and what is
/// larger than any record, says nothing where it arrives.
fn alterations(
    subject: &Subject,
    moves: &[(String, String)],
    changed: &[Edited],
    snapshot: &Snapshot,
) -> Result<Vec<Alteration>, Error> {
    let texts: BTreeMap<&str, &str> =
        changed.iter().map(|changed| (changed.path.as_str(), changed.after.as_str())).collect();
    let mut alterations = Vec::new();
    let mut moved = BTreeSet::new();
    for (from, _) in moves {
        files(snapshot, from, &mut moved)?;
    }
    for path in &moved {
        let content = match (texts.get(path.as_str()), snapshot.read(path, MOST_READ)?) {
            (Some(text), _) => Some(text.as_bytes().to_vec()),
            (None, Some(Bytes::Whole(bytes))) => Some(bytes),
            (None, Some(Bytes::TooLarge(_)) | None) => None,
        };
        if content.is_some() {
            let to = moves.iter().find_map(|(from, to)| (from == path).then(|| to.clone()));
            let to = to.unwrap_or_else(|| subject.path_after(path));
            alterations.push(Alteration { path: to, content, renamed_from: Some(path.clone()) });
        }
        alterations.push(Alteration { path: path.clone(), content: None, renamed_from: None });
    }
    for changed in changed.iter().filter(|changed| !moved.contains(&changed.path)) {
        let content = Some(changed.after.clone().into_bytes());
        alterations.push(Alteration { path: changed.path.clone(), content, renamed_from: None });
    }
    Ok(alterations)
}

/// What lies at or below `path`, folders left out.
fn files(snapshot: &Snapshot, path: &str, found: &mut BTreeSet<String>) -> Result<(), Error> {
    let mut waiting = vec![path.to_owned()];
    while let Some(path) = waiting.pop() {
        match snapshot.find(&path)?.map(|entry| entry.kind) {
            Some(EntryKind::File | EntryKind::Symlink | EntryKind::Submodule | EntryKind::Other) => {
                found.insert(path);
            }
            Some(EntryKind::Folder) => {
                let names =
                    snapshot.list(&path)?.into_iter().filter_map(|entry| String::from_utf8(entry.name).ok());
                waiting.extend(names.map(|name| format!("{path}/{name}")));
            }
            None => {}
        }
    }
    Ok(())
}
