//! Judges one state: the small parts, and all people or some of them, in parallel.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::state::State;
use crate::calendar::Date;
use crate::error::Error;
use crate::finding::Finding;
use crate::load::{File, load_person, read_folder_shallow};
use crate::policy::Policy;
use crate::progress::Limits;
use crate::record::Person;
use crate::rules::{self, FilesView, PersonChange, Setting, Severities};
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

/// Judges `state`; where `base` is given, rules about changes compare people with it.
///
/// # Errors
/// Where the state cannot be read.
pub fn survey(
    state: &State,
    base: Option<&Snapshot>,
    scope: &Scope,
    settings: &Settings,
) -> Result<Survey, Error> {
    let vocabulary = state.policy.checked.as_ref().map_or(&settings.policy.vocabulary, |own| &own.vocabulary);
    let limits = Limits::of(&settings.policy, vocabulary);
    let setting = Setting {
        policy: &settings.policy,
        vocabulary,
        limits: &limits,
        today: settings.today,
        framework: &state.framework.data,
        groups: &state.groups.data,
        directory: &*state.people,
    };
    let mut survey = Survey::default();
    let handles = match scope {
        Scope::People(handles) => handles.clone(),
        Scope::Everything => {
            judge_small_parts(state, &setting, settings, &mut survey)?;
            people(state, settings, &mut survey)?
        }
    };
    let judged = handles
        .par_iter()
        .map(|handle| judge_person(state, base, handle, &setting, settings))
        .try_reduce(Survey::default, |a, b| Ok(a.absorb(b)))?;
    let mut survey = survey.absorb(judged);
    state.people.failure()?;
    survey.sort();
    Ok(survey)
}

fn judge_small_parts(
    state: &State,
    setting: &Setting<'_>,
    settings: &Settings,
    survey: &mut Survey,
) -> Result<(), Error> {
    let severities = &settings.severities;
    let mut found = |findings: Vec<Finding>| survey.findings.extend(findings);
    for (folder, files) in [
        ("", &state.policy.loaded.files),
        ("framework", &state.framework.files),
        ("teams", &state.groups.files),
    ] {
        found(rules::run_files(&FilesView { folder, files }, severities));
    }
    if let Some(policy) = &state.policy.loaded.data {
        found(rules::run_policy(policy, setting, severities));
    }
    found(rules::run_framework(setting, severities));
    found(rules::run_groups(setting, severities));
    survey.count(&state.policy.loaded.files);
    survey.count(&state.framework.files);
    survey.count(&state.groups.files);
    Ok(())
}

/// The people's folders; what else lies in `people/` is judged here.
fn people(state: &State, settings: &Settings, survey: &mut Survey) -> Result<BTreeSet<String>, Error> {
    let mut handles = BTreeSet::new();
    for entry in state.snapshot.list("people")? {
        if entry.kind == EntryKind::Folder
            && let Ok(handle) = String::from_utf8(entry.name)
        {
            handles.insert(handle);
        }
    }
    let files = read_folder_shallow(&state.snapshot, "people")?;
    survey
        .findings
        .extend(rules::run_files(&FilesView { folder: "people", files: &files }, &settings.severities));
    survey.count(&files);
    Ok(handles)
}

fn judge_person(
    state: &State,
    base: Option<&Snapshot>,
    handle: &str,
    setting: &Setting<'_>,
    settings: &Settings,
) -> Result<Survey, Error> {
    let mut survey = Survey::default();
    let mut loaded = load_person(&state.snapshot, handle)?;
    if loaded.files.is_empty() {
        return Ok(survey);
    }
    loaded.data.history = state.history.of(handle);
    let before: Option<Person> = match base {
        Some(base) => Some(load_person(base, handle)?.data),
        None => None,
    };
    let change =
        base.map(|_| PersonChange { base: before.as_ref(), after: &loaded.data, opened: settings.opened });
    let folder = format!("people/{handle}");
    let view = FilesView { folder: &folder, files: &loaded.files };
    survey.findings = rules::run_files(&view, &settings.severities);
    survey.findings.extend(rules::run_person(&loaded.data, change.as_ref(), setting, &settings.severities));
    survey.count(&loaded.files);
    survey.people = 1;
    Ok(survey)
}
