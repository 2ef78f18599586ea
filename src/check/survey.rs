//! Judges one state: the small parts, and all people or some of them, in parallel.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::before::Before;
use super::counter::Counter;
use super::state::State;
use crate::calendar::Date;
use crate::error::Error;
use crate::finding::Finding;
use crate::load::{File, load_person, read_folder_shallow};
use crate::policy::Policy;
use crate::progress::Limits;
use crate::progress::census::Census;
use crate::record::Person;
use crate::rules::{
    self, Earlier, FilesView, PersonChange, RepositoryChange, Setting, Severities, SharedView,
};
use crate::source::{EntryKind, Snapshot};

/// What a run goes by.
pub struct Settings {
    /// The policy in force.
    pub policy: Policy,
    /// The severities in force.
    pub severities: Severities,
    /// The day that counts as today.
    pub today: Date,
    /// The day on which the pull request was opened.
    pub opened: Date,
}

/// Whom a survey looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Everything.
    Everything,
    /// These people only; framework, teams, programs and policy are not judged again.
    People(BTreeSet<String>),
}

/// What a survey found.
#[derive(Debug, Default)]
pub struct Survey {
    /// In the order of place and rule.
    pub findings: Vec<Finding>,
    /// Files that were looked at.
    pub files: usize,
    /// Of these, records.
    pub records: usize,
    /// People who were looked at.
    pub people: usize,
}

impl Survey {
    fn count(&mut self, files: &[File]) {
        self.files += files.len();
        self.records += files.iter().filter(|file| file.record.is_ok()).count();
    }

    fn absorb(mut self, mut other: Self) -> Self {
        self.findings.append(&mut other.findings);
        self.files += other.files;
        self.records += other.records;
        self.people += other.people;
        self
    }

    fn sort(&mut self) {
        self.findings
            .sort_by(|a, b| (&a.location, a.rule, &a.message).cmp(&(&b.location, b.rule, &b.message)));
    }
}

/// Judges `state`; where `before` is given, rules about changes compare with it.
///
/// # Errors
/// Where the state cannot be read.
pub fn survey(
    state: &State,
    before: Option<&Before<'_>>,
    scope: &Scope,
    settings: &Settings,
) -> Result<Survey, Error> {
    survey_counted(state, before, scope, settings, &Counter::default())
}

/// As [`survey`]; `counter` counts the people.
///
/// # Errors
/// Where the state cannot be read.
pub fn survey_counted(
    state: &State,
    before: Option<&Before<'_>>,
    scope: &Scope,
    settings: &Settings,
    counter: &Counter,
) -> Result<Survey, Error> {
    let vocabulary = state.policy.checked.as_ref().map_or(&settings.policy.vocabulary, |own| &own.vocabulary);
    let limits = Limits::of(&settings.policy, vocabulary);
    let earlier = before.map(|before| {
        let own = before.state.policy.checked.as_ref();
        Earlier {
            framework: &before.state.framework.data,
            vocabulary: own.map_or(&settings.policy.vocabulary, |own| &own.vocabulary),
            departed: &before.departed,
        }
    });
    let setting = Setting {
        policy: &settings.policy,
        vocabulary,
        limits: &limits,
        today: settings.today,
        framework: &state.framework.data,
        groups: &state.groups.data,
        directory: &*state.people,
        earlier: earlier.as_ref(),
    };
    let mut survey = Survey::default();
    let base = before.map(|before| &before.renamed);
    let handles = match scope {
        Scope::People(handles) => handles.clone(),
        Scope::Everything => people(state, base, settings, &mut survey)?,
    };
    counter.expect(handles.len());
    let everything = *scope == Scope::Everything;
    let (judged, census) = handles
        .par_iter()
        .map(|handle| {
            let judged = judge_person(state, base, handle, &setting, settings, everything);
            counter.advance();
            judged
        })
        .try_reduce(Default::default, |(a, counts), (b, more)| Ok((a.absorb(b), counts.absorb(more))))?;
    let mut survey = survey.absorb(judged);
    if everything {
        judge_shared(state, &census, &setting, settings, &mut survey);
    }
    if let Some(before) = before {
        let change = RepositoryChange {
            before: before.state.policy.checked.as_ref(),
            after: state.policy.checked.as_ref(),
            policy_path: state.policy.loaded.data.as_ref().map(|record| record.path.as_str()),
            paths: &before.paths,
        };
        survey.findings.extend(rules::run_repository(&change, &setting, &settings.severities));
    }
    state.people.failure()?;
    survey.sort();
    Ok(survey)
}

fn judge_shared(
    state: &State,
    census: &Census<'_>,
    setting: &Setting<'_>,
    settings: &Settings,
    survey: &mut Survey,
) {
    let severities = &settings.severities;
    for (folder, files) in [
        ("", &state.policy.loaded.files),
        ("framework", &state.framework.files),
        ("teams", &state.groups.files),
    ] {
        survey.findings.extend(rules::run_files(&FilesView { folder, files }, severities));
        survey.count(files);
    }
    let policy = state.policy.loaded.data.as_ref();
    let view = SharedView { census, policy_path: policy.map(|record| record.path.as_str()) };
    survey.findings.extend(rules::run_shared(policy, &view, setting, severities));
}

/// The people's folders, those that only `base` has included; what else lies in `people/` is
/// judged here.
fn people(
    state: &State,
    base: Option<&Snapshot>,
    settings: &Settings,
    survey: &mut Survey,
) -> Result<BTreeSet<String>, Error> {
    let mut handles = BTreeSet::new();
    let mut names = BTreeSet::new();
    for entry in state.snapshot.list("people")? {
        if entry.kind == EntryKind::Folder
            && let Ok(handle) = String::from_utf8(entry.name.clone())
        {
            handles.insert(handle);
        }
        names.insert(entry.name);
    }
    if let Some(base) = base {
        handles.extend(removed_people(state, base, &names)?);
    }
    let files = read_folder_shallow(&state.snapshot, "people")?;
    survey
        .findings
        .extend(rules::run_files(&FilesView { folder: "people", files: &files }, &settings.severities));
    survey.count(&files);
    Ok(handles)
}

/// The folders of base in whose place nothing is now, among `names`. Where `people` itself is
/// something that is never opened, nothing is known about what is below it.
fn removed_people(state: &State, base: &Snapshot, names: &BTreeSet<Vec<u8>>) -> Result<Vec<String>, Error> {
    let entry = state.snapshot.find("people")?;
    if entry.is_some_and(|entry| entry.kind != EntryKind::Folder) {
        return Ok(Vec::new());
    }
    let before = base.list("people")?.into_iter();
    let gone = before.filter(|entry| entry.kind == EntryKind::Folder && !names.contains(&entry.name));
    Ok(gone.filter_map(|entry| String::from_utf8(entry.name).ok()).collect())
}

/// What is found about one person, and what they add to the counts over all people where these are
/// `counted`.
fn judge_person<'a>(
    state: &State,
    base: Option<&Snapshot>,
    handle: &str,
    setting: &Setting<'a>,
    settings: &Settings,
    counted: bool,
) -> Result<(Survey, Census<'a>), Error> {
    let mut survey = Survey::default();
    let mut loaded = state.people.load(handle)?;
    loaded.data.history = state.history.of(handle);
    let before: Option<Person> = match base {
        Some(base) => Some(load_person(base, handle)?.data),
        None => None,
    };
    let change =
        base.map(|_| PersonChange { base: before.as_ref(), after: &loaded.data, opened: settings.opened });
    if loaded.files.is_empty() {
        let removed = change.map(|change| rules::run_removed(&change, setting, &settings.severities));
        survey.findings = removed.unwrap_or_default();
        return Ok((survey, Census::default()));
    }
    let folder = format!("people/{handle}");
    let view = FilesView { folder: &folder, files: &loaded.files };
    survey.findings = rules::run_files(&view, &settings.severities);
    survey.findings.extend(rules::run_person(
        &loaded.data,
        &view,
        change.as_ref(),
        setting,
        &settings.severities,
    ));
    survey.count(&loaded.files);
    survey.people = 1;
    let Setting { framework, groups, limits, today, .. } = *setting;
    let census = counted.then(|| Census::of(&loaded.data, framework, groups, limits, today));
    Ok((survey, census.unwrap_or_default()))
}
