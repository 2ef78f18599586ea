//! Puts sure replacements in place, in memory, until nothing more is sure.
//!
//! In rounds, since a mended key may show the next fault: the state is judged with the drafts laid
//! over it, and a file that is not better for what was tried gets its former text back; then its
//! replacements are tried one by one. Nothing is written here.

mod plan;
mod weigh;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use plan::{Sign, Splice, applied, splices};
use weigh::{Before, stage};

use super::state::State;
use super::survey::{Scope, Settings, survey};
use crate::error::Error;
use crate::finding::{Disclosure, Finding, Side};
use crate::load::RECORD_LIMIT;
use crate::policy::Policy;
use crate::record::{Kind, RecordPath};
use crate::rules::file::conflict_marker;
use crate::source::{Bytes, Drafts, EntryKind, Snapshot, SourceFile};
use crate::yaml;

/// What may be mended, and by what it is judged.
pub struct Fixer<'a> {
    /// How a state with this policy is judged.
    pub settings: &'a dyn Fn(Policy) -> Result<Settings, Error>,
    /// Whether a finding is to be mended.
    pub wants: &'a dyn Fn(&Finding) -> bool,
    /// Whether the file at a path may be touched.
    pub may_touch: &'a dyn Fn(&str) -> bool,
    /// Whether files called `.yml` are renamed, for which there is no finding.
    pub endings: bool,
}

/// A file with sure replacements in place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixedFile {
    /// Where it lies, relative to the root.
    pub path: String,
    /// Where it is to lie, if elsewhere. Nothing lies there yet.
    pub renamed: Option<String>,
    /// Its bytes, as they were read.
    pub before: String,
    /// Its bytes, as they are to be.
    pub after: String,
    /// How many findings are mended.
    pub count: usize,
    /// Whether something stands in it that an output may not repeat.
    pub concealed: bool,
}

/// The most rounds. Each makes at least one file better or gives one replacement up; this many are
/// needed only by files that somebody made for it.
const MOST_ROUNDS: usize = 64;

/// A file on the way.
struct Work {
    /// Where it lay at the beginning.
    origin: String,
    before: String,
    path: String,
    /// Its text so far, without a byte-order mark.
    text: String,
    count: usize,
    concealed: bool,
    trial: Option<Trial>,
    refused: BTreeSet<Sign>,
    /// Whether replacements are tried one by one.
    singly: bool,
}

/// What is being tried with a file.
struct Trial {
    path: String,
    text: String,
    before: Before,
}

/// The files of `snapshot` that have sure replacements, in the order of their paths.
///
/// # Errors
/// Where the snapshot cannot be read.
pub fn fix(snapshot: &Snapshot, fixer: &Fixer<'_>) -> Result<Vec<FixedFile>, Error> {
    let mut works: BTreeMap<String, Work> = BTreeMap::new();
    let mut state = State::load(snapshot.clone())?;
    let mut scope = Scope::Everything;
    for round in 0..MOST_ROUNDS {
        let policy = state.policy.checked.clone().unwrap_or_default();
        let settings = (fixer.settings)(policy)?;
        let survey = survey(&state, None, &scope, &settings)?;
        let mut findings: BTreeMap<String, Vec<&Finding>> = BTreeMap::new();
        for finding in survey.findings.iter().filter(|finding| finding.location.side() == Side::After) {
            findings.entry(finding.location.path().into_owned()).or_default().push(finding);
        }
        let mut changed = settle(&mut works, &findings);
        // Those that got their former text back are judged again before anything else is tried.
        let mut waiting = changed.clone();
        if round + 1 < MOST_ROUNDS {
            let mut places = places(&works);
            if round == 0 && fixer.endings {
                changed.extend(rename_endings(&mut works, &mut places, snapshot, fixer)?);
                waiting.clone_from(&changed);
            }
            for (path, found) in &findings {
                // A file with another name by now is still the one that was asked for.
                let origin = places.get(path).unwrap_or(path);
                if !waiting.contains(path) && (fixer.may_touch)(origin) {
                    changed.extend(attempt(&mut works, &mut places, path, found, snapshot, fixer)?);
                }
            }
        }
        if changed.is_empty() {
            break;
        }
        let drafts = snapshot.under(snapshot.name(), Arc::new(drafts(&works)));
        (state, scope) = match people_of(&changed) {
            Some(people) => (state.with_people_of(drafts), Scope::People(people)),
            None => (State::load(drafts)?, Scope::Everything),
        };
    }
    Ok(works.into_values().filter_map(Work::finished).collect())
}

/// Where each file is now, and where it was at the beginning.
fn places(works: &BTreeMap<String, Work>) -> BTreeMap<String, String> {
    works.values().map(|work| (work.path.clone(), work.origin.clone())).collect()
}

/// Keeps what made a file better, takes back what did not; the paths of the latter.
fn settle(
    works: &mut BTreeMap<String, Work>,
    findings: &BTreeMap<String, Vec<&Finding>>,
) -> BTreeSet<String> {
    let mut back = BTreeSet::new();
    for work in works.values_mut() {
        let Some(trial) = work.trial.take() else { continue };
        let found = findings.get(&trial.path).map_or(&[][..], Vec::as_slice);
        let now = stage(&SourceFile::new(&*trial.path, &*trial.text));
        let renamed = trial.path != work.path;
        let good = if renamed { now >= trial.before.stage() } else { trial.before.is_better(now, found) };
        if good {
            // A mended key can say for the first time whose value it is.
            work.concealed |= is_concealed(found);
            work.count += trial.before.splices().len() + usize::from(renamed);
            (work.path, work.text) = (trial.path, trial.text);
            work.singly = false;
            continue;
        }
        back.insert(work.path.clone());
        match trial.before.splices() {
            [Splice { sign, .. }] => drop(work.refused.insert(sign.clone())),
            _ => work.singly = true,
        }
    }
    back
}

/// Tries what is sure to be meant in the file at `path`; the paths that it touches.
fn attempt(
    works: &mut BTreeMap<String, Work>,
    places: &mut BTreeMap<String, String>,
    path: &str,
    found: &[&Finding],
    snapshot: &Snapshot,
    fixer: &Fixer<'_>,
) -> Result<Vec<String>, Error> {
    // Somebody has to decide there first.
    if found.iter().any(|finding| finding.rule == conflict_marker::RULE.id) {
        return Ok(Vec::new());
    }
    let sure = |finding: &&&Finding| finding.is_mendable() && (fixer.wants)(finding);
    let wanted: Vec<&Finding> = found.iter().filter(sure).copied().collect();
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let origin = match places.get(path) {
        Some(origin) => origin.clone(),
        None => {
            let Some(work) = Work::begin(path, snapshot)? else { return Ok(Vec::new()) };
            works.insert(path.to_owned(), work);
            path.to_owned()
        }
    };
    let Some(work) = works.get_mut(&origin) else { return Ok(Vec::new()) };
    work.concealed |= is_concealed(found);
    let file = SourceFile::new(path, &*work.text);
    let rename = wanted.iter().find_map(|finding| finding.help.as_ref()?.rename.clone());
    if let Some(meant) = rename {
        let free = snapshot.find(&meant)?.is_none() && !places.contains_key(&meant);
        // The text beside an entry is found by the entry's name.
        let alone = snapshot.find(&companion(path))?.is_none();
        if free && alone && work.refused.insert(("", path.to_owned(), meant.clone())) {
            let before = Before::new(stage(&file), found, Vec::new());
            work.trial = Some(Trial { path: meant.clone(), text: work.text.clone(), before });
            places.insert(meant.clone(), origin);
            return Ok(vec![path.to_owned(), meant]);
        }
    }
    let document = yaml::parse(&file).document;
    let mut splices = splices(&file, document.as_ref(), &wanted, &work.refused);
    if work.singly {
        splices.truncate(1);
    }
    if splices.is_empty() {
        return Ok(Vec::new());
    }
    let text = applied(&work.text, &splices);
    let before = Before::new(stage(&file), found, splices);
    work.trial = Some(Trial { path: path.to_owned(), text, before });
    Ok(vec![path.to_owned()])
}

/// Whether something stands in the file that an output may not repeat.
fn is_concealed(found: &[&Finding]) -> bool {
    found.iter().any(|finding| finding.disclosure != Disclosure::Full)
}

/// Gives records called `.yml` the usual ending; the paths that this touches.
fn rename_endings(
    works: &mut BTreeMap<String, Work>,
    places: &mut BTreeMap<String, String>,
    snapshot: &Snapshot,
    fixer: &Fixer<'_>,
) -> Result<Vec<String>, Error> {
    let mut changed = Vec::new();
    for path in short_endings(snapshot)? {
        let Some(meant) = path.strip_suffix("yml").map(|stem| format!("{stem}yaml")) else { continue };
        if !(fixer.may_touch)(&path) || snapshot.find(&meant)?.is_some() {
            continue;
        }
        let Some(mut work) = Work::begin(&path, snapshot)? else { continue };
        let before = Before::new(stage(&SourceFile::new(&*path, &*work.text)), &[], Vec::new());
        work.trial = Some(Trial { path: meant.clone(), text: work.text.clone(), before });
        works.insert(path.clone(), work);
        places.insert(meant.clone(), path.clone());
        changed.extend([path, meant]);
    }
    Ok(changed)
}

/// The records whose file ends in `.yml`.
fn short_endings(snapshot: &Snapshot) -> Result<Vec<String>, Error> {
    let mut found = Vec::new();
    if snapshot.find("milepost.yml")?.is_some_and(|entry| entry.kind == EntryKind::File) {
        found.push("milepost.yml".to_owned());
    }
    let patterns = Kind::ALL.iter().filter_map(|kind| kind.pattern().split_once('/'));
    let folders: BTreeSet<&str> = patterns.map(|(folder, _)| folder).collect();
    let mut folders: Vec<String> = folders.into_iter().map(str::to_owned).collect();
    while let Some(folder) = folders.pop() {
        for entry in snapshot.list(&folder)? {
            let Ok(name) = std::str::from_utf8(&entry.name) else { continue };
            let path = format!("{folder}/{name}");
            match entry.kind {
                // No record lies deeper: people/HANDLE/goals/ID.yaml.
                EntryKind::Folder if path.split('/').count() < 4 => folders.push(path),
                EntryKind::File if name.ends_with(".yml") && RecordPath::parse(&path).is_ok() => {
                    found.push(path);
                }
                EntryKind::Folder
                | EntryKind::File
                | EntryKind::Symlink
                | EntryKind::Submodule
                | EntryKind::Other => {}
            }
        }
    }
    found.sort();
    Ok(found)
}

fn companion(path: &str) -> String {
    path.rsplit_once('.').map_or_else(|| path.to_owned(), |(stem, _)| format!("{stem}.md"))
}

/// The files as they are with what is tried.
fn drafts(works: &BTreeMap<String, Work>) -> Drafts {
    let mut drafts = Drafts::default();
    for work in works.values() {
        let (path, text) = match &work.trial {
            Some(trial) => (&trial.path, &trial.text),
            None => (&work.path, &work.text),
        };
        if *path != work.origin {
            drafts.remove(&*work.origin);
        }
        drafts.write(path, text.as_bytes());
    }
    drafts
}

/// Whose records the paths are; `None` where any of them is nobody's own.
fn people_of(paths: &BTreeSet<String>) -> Option<BTreeSet<String>> {
    let owner = |path: &String| {
        let (handle, rest) = path.strip_prefix("people/")?.split_once('/')?;
        // Everybody may refer to a profile.
        rest.contains('/').then(|| handle.to_owned())
    };
    paths.iter().map(owner).collect()
}

impl Work {
    /// The file as it is; `None` where it is no text of a record's size, or holds a conflict.
    fn begin(path: &str, snapshot: &Snapshot) -> Result<Option<Self>, Error> {
        let Some(Bytes::Whole(bytes)) = snapshot.read(path, RECORD_LIMIT)? else { return Ok(None) };
        let Ok(before) = String::from_utf8(bytes) else { return Ok(None) };
        let file = SourceFile::new(path, &*before);
        let conflict = |problem: &yaml::Problem| problem.kind == yaml::ProblemKind::ConflictMarker;
        if yaml::parse(&file).problems.iter().any(conflict) {
            return Ok(None);
        }
        Ok(Some(Self {
            origin: path.to_owned(),
            text: file.text().to_owned(),
            before,
            path: path.to_owned(),
            count: 0,
            concealed: false,
            trial: None,
            refused: BTreeSet::new(),
            singly: false,
        }))
    }

    fn finished(self) -> Option<FixedFile> {
        if self.count == 0 {
            return None;
        }
        let mark = if self.before.starts_with('\u{feff}') { "\u{feff}" } else { "" };
        Some(FixedFile {
            renamed: (self.path != self.origin).then_some(self.path),
            path: self.origin,
            after: format!("{mark}{}", self.text),
            before: self.before,
            count: self.count,
            concealed: self.concealed,
        })
    }
}

#[cfg(test)]
mod tests;
