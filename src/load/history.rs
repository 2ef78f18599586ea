//! History → what records said before: which file was which record, and what its versions say.
//!
//! The walk itself is in `source/`. A version that could not be read, or did not match its schema,
//! is left out: what was broken has no history. Each content is parsed at most once, and that of a
//! record which always said the same not at all.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;
use serde::de::DeserializeOwned;

use super::directory::{Directory, Handle, People};
use super::file::{File, RECORD_LIMIT, read_text};
use super::versions::{Traced, trace};
use crate::calendar::{Date, Zone};
use crate::error::Error;
use crate::record::{
    Framework, Goal, GoalVersion, Id, Kind, Level, PersonHistory, Record, RecordPath, Skill, SkillHistory,
};
use crate::source::{
    Bytes, EntryKind, FileChange, History, HistoryEnd, ObjectId, Repository, Revision, Snapshot,
};

/// What the default branch said before, for those people whose history was asked for.
#[derive(Clone, Debug, Default)]
pub struct Histories {
    people: BTreeMap<Id, Arc<PersonHistory>>,
    known_since: Option<Date>,
    /// Whether people had goals on the first day that is known.
    cut: bool,
}

/// Whose history is looked at.
#[derive(Clone, Copy, Debug)]
pub enum Whose<'a> {
    /// Everybody's.
    Everybody,
    /// That of these handles.
    People(&'a BTreeSet<String>),
}

/// Where histories are read from.
#[derive(Clone, Copy)]
pub struct Past<'a> {
    /// The repository.
    pub repository: &'a Repository,
    /// The newest commit of the default branch that counts.
    pub tip: &'a Revision,
    /// The learning repository's folder.
    pub root: &'a str,
    /// The time zone in which days are told.
    pub zone: &'a Zone,
}

impl Histories {
    /// No history: every record always said what it says now.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// The histories of these people, all of them known from the beginning.
    #[must_use]
    pub fn of_people(people: BTreeMap<Id, PersonHistory>) -> Self {
        let people = people.into_iter().map(|(handle, history)| (handle, Arc::new(history))).collect();
        Self { people, known_since: None, cut: false }
    }

    /// The history of one person's records.
    #[must_use]
    pub fn of(&self, handle: &str) -> Arc<PersonHistory> {
        self.people.get(handle).cloned().unwrap_or_else(|| {
            Arc::new(PersonHistory { goals: BTreeMap::new(), known_since: self.known_since })
        })
    }

    /// The first day of the history that the clone holds, where records that were asked about are
    /// older than that.
    #[must_use]
    pub fn cut_off(&self) -> Option<Date> {
        self.known_since.filter(|_| self.cut)
    }

    /// The same under the names that the records have after a change. What goes from one person
    /// to another takes no history along, unless the whole folder was renamed.
    ///
    /// # Errors
    /// Where `after` cannot be read.
    pub fn renamed(&self, files: &[FileChange], after: &Snapshot) -> Result<Self, Error> {
        let goal = |path: &[u8]| {
            let record = RecordPath::parse(std::str::from_utf8(path).ok()?).ok()?;
            (record.kind == Kind::Goal).then_some((record.owner?, record.id))
        };
        let mut moved: Vec<((Id, Id), (Id, Id))> = Vec::new();
        for file in files {
            let Some(old) = file.renamed_from.as_deref().and_then(goal) else { continue };
            let Some(new) = goal(&file.path).filter(|_| file.after.is_some()) else { continue };
            if old.0 == new.0 || after.find(&format!("people/{}", old.0))?.is_none() {
                moved.push((old, new));
            }
        }
        let mut histories = self.clone();
        let mut taken = Vec::new();
        for ((handle, id), new) in moved {
            let person = histories.people.get_mut(&handle).map(Arc::make_mut);
            if let Some(versions) = person.and_then(|person| person.goals.remove(&id)) {
                taken.push((new, versions));
            }
        }
        for ((handle, id), versions) in taken {
            let empty = || Arc::new(PersonHistory { known_since: self.known_since, ..Default::default() });
            let person = histories.people.entry(handle).or_insert_with(empty);
            Arc::make_mut(person).goals.insert(id, versions);
        }
        Ok(histories)
    }
}

/// What the goals of these people said before. `now` is the state that is judged: where it differs
/// from the tip, the tip's version is one of the past. `people` are those of `now`.
///
/// # Errors
/// Where an object is damaged; what the clone does not hold is left out.
pub fn load_histories(
    past: &Past<'_>,
    whose: Whose<'_>,
    now: &Snapshot,
    people: &People,
) -> Result<Histories, Error> {
    let mut former: BTreeMap<Id, Vec<Id>> = BTreeMap::new();
    let mut folders = Vec::new();
    match whose {
        Whose::Everybody => folders.push("people/*/goals".to_owned()),
        Whose::People(handles) => {
            for handle in handles.iter().filter(|handle| Id::is_valid(handle)) {
                folders.push(format!("people/{handle}/goals"));
                let Handle::Present(profile) = people.look_up(handle) else { continue };
                for old in &profile.formerly {
                    // A name that somebody has now is not that of somebody else's past.
                    if Id::is_valid(old) && now.find(&format!("people/{old}"))?.is_none() {
                        folders.push(format!("people/{old}/goals"));
                        former.entry(Id::new(handle.as_str())).or_default().push(old.clone());
                    }
                }
            }
        }
    }
    folders.sort();
    folders.dedup();
    if folders.is_empty() {
        return Ok(Histories::none());
    }
    let history = past.repository.history(past.tip, past.root, &folders)?;
    if matches!(whose, Whose::Everybody) {
        former = former_handles(&history, now, people)?;
    }
    let oldest = oldest(&history, past.zone);
    let old_names = |record: &RecordPath| {
        let owner = record.owner.as_ref();
        let old = owner.and_then(|owner| former.get(owner)).map(Vec::as_slice).unwrap_or_default();
        old.iter().map(|old| RecordPath { owner: Some(old.clone()), ..record.clone() }).collect()
    };
    let traced = trace(&history, Kind::Goal, past.zone, oldest.map(|(_, day)| day), &old_names);
    let parsed: Vec<(RecordPath, Vec<GoalVersion>)> = traced
        .into_par_iter()
        .filter_map(|traced| versions(past.repository, now, traced).transpose())
        .collect::<Result<_, Error>>()?;
    let known_since = oldest.map(|(_, day)| day);
    let mut found: BTreeMap<Id, PersonHistory> = BTreeMap::new();
    for (record, versions) in parsed {
        if let Some(owner) = record.owner {
            let person = found.entry(owner).or_default();
            person.known_since = known_since;
            person.goals.insert(record.id, versions);
        }
    }
    let mut histories = Histories::of_people(found);
    histories.known_since = known_since;
    if let Some((commit, _)) = oldest {
        histories.cut = had_goals(past, commit, whose, goal_folders(folders, &history))?;
    }
    Ok(histories)
}

/// Since when the text of each level of the skills stands.
///
/// # Errors
/// Where an object is damaged; what the clone does not hold is left out.
pub fn load_skill_histories(
    past: &Past<'_>,
    framework: &Framework,
) -> Result<BTreeMap<Id, SkillHistory>, Error> {
    let history = past.repository.history(past.tip, past.root, &["framework/skills".to_owned()])?;
    let oldest = oldest(&history, past.zone).map(|(_, day)| day);
    let old_names = |record: &RecordPath| {
        let skill = framework.skills.get(&record.id);
        let old = skill.map(|skill| skill.data.formerly.as_slice()).unwrap_or_default();
        let unused = old.iter().filter(|old| framework.skills.get(old).is_none_or(|it| it.id != **old));
        unused.map(|old| RecordPath { id: old.clone(), ..record.clone() }).collect()
    };
    let traced = trace(&history, Kind::Skill, past.zone, oldest, &old_names);
    let mut histories = BTreeMap::new();
    for traced in traced {
        let mut cache = HashMap::new();
        let mut seen: Vec<(Date, Skill)> = Vec::new();
        if traced.versions.len() > 1 {
            for version in &traced.versions {
                let skill = read(past.repository, &mut cache, &version.record, version.content)?;
                seen.extend(skill.map(|skill| (version.since, skill)));
            }
        }
        let changed = changed_texts(&seen);
        histories.insert(traced.record.id, SkillHistory { changed, known_since: oldest });
    }
    Ok(histories)
}

/// The day since which each level reads as it does, where it once read otherwise. How the lines
/// are broken does not matter.
fn changed_texts(versions: &[(Date, Skill)]) -> BTreeMap<Level, Date> {
    let text = |skill: &Skill, level: &Level| -> Option<String> {
        Some(skill.levels.get(level)?.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let Some((_, newest)) = versions.last() else { return BTreeMap::new() };
    let since = |level: &Level| {
        let now = text(newest, level);
        let last = versions.iter().rposition(|(_, skill)| text(skill, level) != now)?;
        versions.get(last + 1).map(|(since, _)| *since)
    };
    newest.levels.keys().filter_map(|level| Some((*level, since(level)?))).collect()
}

/// Which handles that are gone are whose former ones, where no rename in the history says so.
/// Profiles are read only where there is such a handle.
fn former_handles(
    history: &History,
    now: &Snapshot,
    people: &People,
) -> Result<BTreeMap<Id, Vec<Id>>, Error> {
    let present: BTreeSet<Vec<u8>> = now.list("people")?.into_iter().map(|entry| entry.name).collect();
    let handle = |path: &[u8]| -> Option<String> {
        let handle = path.strip_prefix(b"people/")?.split(|byte| *byte == b'/').next()?;
        Some(std::str::from_utf8(handle).ok()?.to_owned())
    };
    let files = || history.steps.iter().flat_map(|step| &step.files);
    let mut gone: BTreeSet<String> = files().filter_map(|file| handle(&file.path)).collect();
    gone.retain(|handle| !present.contains(handle.as_bytes()));
    for old in files().filter_map(|file| handle(file.renamed_from.as_deref()?)) {
        gone.remove(&old);
    }
    if gone.is_empty() {
        return Ok(BTreeMap::new());
    }
    let handles: Vec<&str> = present.iter().filter_map(|name| std::str::from_utf8(name).ok()).collect();
    let former: Vec<(Id, Vec<Id>)> = handles
        .into_par_iter()
        .filter_map(|handle| match people.look_up(handle) {
            Handle::Present(profile) => Some((Id::new(handle), profile.formerly.clone())),
            Handle::Broken | Handle::Former(_) | Handle::Unknown => None,
        })
        .filter_map(|(handle, mut old)| {
            old.retain(|old| gone.contains(old.as_str()));
            (!old.is_empty()).then_some((handle, old))
        })
        .collect();
    Ok(former.into_iter().collect())
}

/// The oldest commit that the clone holds, where that is not the first of the history, and its day.
fn oldest(history: &History, zone: &Zone) -> Option<(ObjectId, Date)> {
    match history.end {
        HistoryEnd::Complete => None,
        HistoryEnd::Missing { oldest, moment } => Some((oldest, zone.date_at(moment.seconds)?)),
    }
}

/// The folders that were asked for, and those that the history knows them by.
fn goal_folders(mut folders: Vec<String>, history: &History) -> BTreeSet<String> {
    let renamed = history.steps.iter().flat_map(|step| &step.files);
    let old = renamed.filter_map(|file| std::str::from_utf8(file.renamed_from.as_deref()?).ok());
    folders.extend(old.filter_map(|path| Some(path.rsplit_once('/')?.0.to_owned())));
    folders.into_iter().collect()
}

/// Whether any of these people had a goal at `commit`; `folders` are theirs, also under the names
/// that they had then.
fn had_goals(
    past: &Past<'_>,
    commit: ObjectId,
    whose: Whose<'_>,
    folders: BTreeSet<String>,
) -> Result<bool, Error> {
    let state = past
        .repository
        .resolve(&commit.to_string())
        .and_then(|revision| past.repository.snapshot(&revision, past.root));
    // Its folders may be what the clone lacks: then nobody knows.
    let Ok(state) = state else { return Ok(true) };
    let has = |folder: &str| state.list(folder).map_or(true, |goals| !goals.is_empty());
    Ok(match whose {
        Whose::People(_) => folders.iter().any(|folder| has(folder)),
        Whose::Everybody => state.list("people").map_or(true, |people| {
            let people = people.iter().filter(|entry| entry.kind == EntryKind::Folder);
            let mut handles = people.filter_map(|entry| std::str::from_utf8(&entry.name).ok());
            handles.any(|handle| has(&format!("people/{handle}/goals")))
        }),
    })
}

/// What the versions of a goal say; `None` where it always said what it says now.
fn versions(
    repository: &Repository,
    now: &Snapshot,
    traced: Traced,
) -> Result<Option<(RecordPath, Vec<GoalVersion>)>, Error> {
    if let [only] = traced.versions.as_slice()
        && content_id(now, &only.path)? == Some(only.content)
    {
        return Ok(None);
    }
    let mut cache = HashMap::new();
    let mut versions = Vec::new();
    for version in &traced.versions {
        let Some(data) = read::<Goal>(repository, &mut cache, &version.record, version.content)? else {
            continue;
        };
        let id = version.record.id.clone();
        let record = Record { id, path: version.path.clone(), data };
        versions.push(GoalVersion::of(&record, version.since));
    }
    Ok(Some((traced.record, versions)))
}

/// What Git calls the content at `path`.
fn content_id(snapshot: &Snapshot, path: &str) -> Result<Option<ObjectId>, Error> {
    let Some(entry) = snapshot.find(path)? else { return Ok(None) };
    if entry.id.is_some() || entry.kind != EntryKind::File {
        return Ok(entry.id);
    }
    Ok(match snapshot.read(path, RECORD_LIMIT)? {
        Some(Bytes::Whole(bytes)) => Some(Repository::content_id(&bytes)),
        Some(Bytes::TooLarge(_)) | None => None,
    })
}

/// The record that a content was; `None` where it is not there or was none.
fn read<T: DeserializeOwned + Clone>(
    repository: &Repository,
    cache: &mut HashMap<ObjectId, Option<T>>,
    record: &RecordPath,
    content: ObjectId,
) -> Result<Option<T>, Error> {
    if let Some(known) = cache.get(&content) {
        return Ok(known.clone());
    }
    let found = match repository.content(content, RECORD_LIMIT)? {
        None => None,
        Some(bytes) => {
            let path = record.path();
            let record = Ok(record.clone());
            let content = read_text(&path, &record, bytes);
            let file = File { path: path.into_bytes(), record, content };
            file.sound().and_then(|document| T::deserialize(document.root()).ok())
        }
    };
    cache.insert(content, found.clone());
    Ok(found)
}
