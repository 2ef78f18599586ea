//! What `check` and the reports share: from arguments to two states and what their comparison says.

use super::place::Place;
use super::{Common, clock, usage};
use crate::calendar::{Date, Moment};
use crate::check::{self, Comparison, Counter, Locator, Scope, Settings, State, Status, Survey};
use crate::error::Error;
use crate::load::{self, Histories, Past, Whose};
use crate::policy::Policy;
use crate::rules::change::policy_change::BESIDE;
use crate::rules::{self, Flags, Severities};
use crate::schema;
use crate::source::{EntryKind, Head, Overlay, Revision, Snapshot, lay_over};

/// Which states are compared.
#[derive(Clone, Debug, Default)]
pub(super) struct Sides<'a> {
    /// The base revision, as written.
    pub(super) base: Option<&'a str>,
    /// The head revision, as written; without one the working tree.
    pub(super) head: Option<&'a str>,
    /// The day on which the pull request was opened.
    pub(super) opened: Option<Date>,
    /// The moment at which it was opened, where the day depends on the policy's time zone.
    pub(super) opened_at: Option<Moment>,
    /// Whether the base stays the base where it is the head itself; otherwise the commit before it is.
    pub(super) exact: bool,
}

impl Sides<'_> {
    fn opened(&self, policy: &Policy, today: Date) -> Date {
        let at = || policy.zone.date_at(self.opened_at?.seconds);
        // A clock that is ahead of this one opens nothing tomorrow.
        self.opened.or_else(|| at().map(|day| day.min(today))).unwrap_or(today)
    }
}

/// One state judged, or two compared.
pub(super) struct Judged {
    /// The state that was judged: with the change, where there is one.
    pub(super) after: State,
    /// What it was compared with.
    pub(super) compared: Option<Compared>,
    /// The findings of a plain check; `None` where two states were compared.
    pub(super) survey: Option<Survey>,
    /// What the run went by.
    pub(super) settings: Settings,
    /// Sentences about how the run came about.
    pub(super) notices: Vec<String>,
}

/// The base of a comparison, and what it says.
pub(super) struct Compared {
    /// The state before.
    pub(super) base: State,
    /// The base's commit.
    pub(super) base_revision: Revision,
    /// The head's commit; `None` where the head is the working tree.
    pub(super) head_revision: Option<Revision>,
    /// What the comparison says.
    pub(super) comparison: Comparison,
    /// What differs from base.
    pub(super) overlay: Overlay,
}

impl Judged {
    /// Looks places up in the judged states.
    #[must_use]
    pub(super) fn locator(&self) -> Locator {
        let base = self.compared.as_ref().map(|compared| compared.base.snapshot.clone());
        Locator::new(base, self.after.snapshot.clone())
    }

    /// Every finding with its status; in a plain check it has none.
    #[must_use]
    pub(super) fn findings(&self) -> Vec<(Option<Status>, &crate::finding::Finding)> {
        match (&self.compared, &self.survey) {
            (Some(compared), _) => compared
                .comparison
                .findings
                .iter()
                .map(|(status, finding)| (Some(*status), finding))
                .collect(),
            (None, Some(survey)) => survey.findings.iter().map(|finding| (None, finding)).collect(),
            (None, None) => Vec::new(),
        }
    }
}

/// Judges the sides. `counter` counts the people of a plain check.
///
/// # Errors
/// Where a state cannot be read or there is nothing to judge.
pub(super) fn judge(
    place: &Place,
    sides: &Sides<'_>,
    flags: Flags,
    common: &Common,
    counter: &Counter,
) -> Result<Judged, Error> {
    schema::prepare();
    match sides.base {
        Some(base) => judge_change(place, base, sides, flags, common),
        None => judge_state(place, sides, flags, common, counter),
    }
}

fn judge_state(
    place: &Place,
    sides: &Sides<'_>,
    flags: Flags,
    common: &Common,
    counter: &Counter,
) -> Result<Judged, Error> {
    let repository = &place.repository;
    let snapshot = match sides.head {
        Some(head) => repository.snapshot(&resolve(place, "--head", head)?, &place.root)?,
        None => repository.working_tree(&place.root)?,
    };
    require_records(place, &snapshot)?;
    let mut after = State::load(snapshot)?;
    let (policy, mut notices) = in_force(None, &after)?;
    let settings = settings(policy, flags, common, sides)?;
    let tip = sides.head.unwrap_or("HEAD");
    // Before the first commit there is nothing to remember.
    if let Ok(tip) = repository.resolve(tip) {
        after.history = history(place, &tip, Whose::Everybody, &after, &settings)?.into();
        notices.extend(not_in_this_clone(&after.history));
    }
    let survey = check::survey_counted(&after, None, &Scope::Everything, &settings, counter)?;
    Ok(Judged { after, compared: None, survey: Some(survey), settings, notices })
}

fn judge_change(
    place: &Place,
    base: &str,
    sides: &Sides<'_>,
    flags: Flags,
    common: &Common,
) -> Result<Judged, Error> {
    let repository = &place.repository;
    let mut notices = Vec::new();
    let mut base_revision = resolve(place, "--base", base)?;
    let head_revision = sides.head.map(|head| resolve(place, "--head", head)).transpose()?;
    if let Some(head) = &head_revision
        && head.commit == base_revision.commit
        && !sides.exact
    {
        if let Some(parent) = repository.first_parent(head)? {
            notices.push(format!("{base} is the head itself: compared with the commit before it"));
            base_revision = parent;
        } else {
            notices.push(format!("{base} is the head itself, and there is no commit before it"));
        }
    }
    let head_commit = match &head_revision {
        Some(head) => head.clone(),
        None => repository.resolve("HEAD")?,
    };
    let merge_base = repository.merge_base(&base_revision, &head_commit)?;
    let head = head_revision.as_ref().map_or(Head::WorkingTree, Head::Revision);
    let base_snapshot = repository.snapshot(&base_revision, &place.root)?;
    let base = Head::Revision(&base_revision);
    // Side by side, since neither needs the other: the first grows with the number of people, the
    // second with the framework, and both take some milliseconds.
    let (overlay, base_state) = rayon::join(
        || {
            let change = repository.change(&merge_base, head, &place.root)?;
            let base_change = repository.change(&merge_base, base, &place.root)?;
            lay_over(repository, &base_snapshot, &base_change, &change)
        },
        || State::load(base_snapshot.clone()),
    );
    let mut overlay = overlay?;
    let before = [&merge_base, &base_revision];
    overlay.beside = repository.changed_beside(before, head, &place.root, &BESIDE)?;
    if !holds_records(&base_snapshot)? {
        require_records(place, &overlay.snapshot)?;
    }
    let mut base_state = base_state?;
    let mut after = check::state_after(&base_state, &overlay)?;
    let (policy, more) = in_force(Some(&base_state), &after)?;
    notices.extend(more);
    let settings = settings(policy, flags, common, sides)?;
    // A date can slip only where the change moves it: of everybody else no history is read.
    let touched = check::touched_people(&overlay);
    let history = history(place, &base_revision, Whose::People(&touched), &after, &settings)?;
    after.history = history.renamed(&overlay.files, &after.snapshot)?.into();
    notices.extend(not_in_this_clone(&history));
    base_state.history = history.into();
    let comparison = check::compare(&base_state, &after, &overlay, &settings)?;
    let compared = Compared { base: base_state, base_revision, head_revision, comparison, overlay };
    Ok(Judged { after, compared: Some(compared), survey: None, settings, notices })
}

/// What stood before on the branch that ends at `tip`, for those who are judged; none where no rule
/// asks for it.
fn history(
    place: &Place,
    tip: &Revision,
    whose: Whose<'_>,
    state: &State,
    settings: &Settings,
) -> Result<Histories, Error> {
    if !rules::read_history(&settings.severities) {
        return Ok(Histories::none());
    }
    let zone = &settings.policy.zone;
    let past = Past { repository: &place.repository, tip, root: &place.root, zone };
    load::load_histories(&past, whose, &state.snapshot, &state.people)
}

/// What a clone without the whole history keeps from being known.
pub(super) fn not_in_this_clone(history: &Histories) -> Option<String> {
    let since = history.cut_off()?;
    Some(format!(
        "the history before {since} is not in this clone: dates that moved earlier are not known; \
         `git fetch --unshallow` brings it"
    ))
}

/// The commit that the argument of `flag` names; what people often write instead is told apart.
pub(super) fn resolve(place: &Place, flag: &str, revision: &str) -> Result<Revision, Error> {
    if revision.trim().is_empty() {
        return Err(usage(
            format!("{flag} names no revision: its value is empty"),
            "name a branch, tag or commit; in CI, see whether the variable is set",
        ));
    }
    match (place.repository.resolve(revision), revision.split_once("..")) {
        (Err(Error::UnknownRevision { .. }), Some((base, head))) => Err(usage(
            format!("{flag} takes one revision, not a range: `{revision}`"),
            format!("write --base {base} --head {}", head.trim_start_matches('.')),
        )),
        (resolved, _) => resolved,
    }
}

/// The policy that judges: base's, so that no change can loosen its own check.
fn in_force(base: Option<&State>, after: &State) -> Result<(Policy, Vec<String>), Error> {
    let Some(base) = base else {
        return own_policy(after).map(|policy| (policy, Vec::new()));
    };
    if let Some(policy) = &base.policy.checked {
        return Ok((policy.clone(), Vec::new()));
    }
    let policy = own_policy(after)?;
    let reason = base.policy.fault(&base.snapshot)?.map_or_else(
        || "there is none in base".to_owned(),
        |fault| format!("base's cannot be used: {fault}"),
    );
    Ok((policy, vec![format!("the policy of the change itself is in force, because {reason}")]))
}

fn own_policy(state: &State) -> Result<Policy, Error> {
    if let Some(policy) = &state.policy.checked {
        return Ok(policy.clone());
    }
    Err(match state.policy.fault(&state.snapshot)? {
        Some(reason) => Error::UnusablePolicy { reason },
        None => Error::NoPolicy { place: state.snapshot.name().to_owned() },
    })
}

/// What a run goes by.
///
/// # Errors
/// Where the day is not given and the clock cannot be read.
pub(super) fn settings(
    policy: Policy,
    flags: Flags,
    common: &Common,
    sides: &Sides<'_>,
) -> Result<Settings, Error> {
    let today = today(common, &policy)?;
    let opened = sides.opened(&policy, today);
    Ok(Settings { severities: Severities::new(&policy, flags), policy, today, opened })
}

/// The day that counts as today.
///
/// # Errors
/// Where it is not given and the clock cannot be read.
pub(super) fn today(common: &Common, policy: &Policy) -> Result<Date, Error> {
    common
        .today
        .or_else(|| clock::today(&policy.zone))
        .ok_or_else(|| usage("the system's clock cannot be read", "give the day with --today YYYY-MM-DD"))
}

/// The working tree with its policy; the current commit in a bare repository.
///
/// # Errors
/// Where it cannot be used.
pub(super) fn working_state(place: &Place) -> Result<(State, Policy), Error> {
    let repository = &place.repository;
    let snapshot = if repository.work_dir().is_some() {
        repository.working_tree(&place.root)?
    } else {
        repository.snapshot(&repository.resolve("HEAD")?, &place.root)?
    };
    state_of(place, snapshot)
}

/// The state of `snapshot` with its policy.
///
/// # Errors
/// Where it cannot be used.
pub(super) fn state_of(place: &Place, snapshot: Snapshot) -> Result<(State, Policy), Error> {
    if !is_learning_repository(&snapshot)? {
        return Err(Error::NoRecords { place: shown(place, &snapshot) });
    }
    let state = State::load(snapshot)?;
    let (policy, _) = in_force(None, &state)?;
    Ok((state, policy))
}

/// The handle of the person at the keyboard: the one whose profile has the e-mail address of Git's
/// `user.email`. Profiles are read for it, so it is asked only when there is something to show.
#[must_use]
pub(super) fn viewer(place: &Place, outcome: &Judged) -> Option<String> {
    let email = place.repository.setting("user.email")?;
    outcome.after.people.with_email(&email)
}

/// The folders that hold records.
pub(super) const FOLDERS: [&str; 4] = ["framework", "people", "programs", "teams"];

/// Whether there is a policy, or a folder for records.
fn is_learning_repository(snapshot: &Snapshot) -> Result<bool, Error> {
    for name in ["milepost.yaml", "milepost.yml"].into_iter().chain(FOLDERS) {
        if snapshot.find(name)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether there is anything to judge beside the policy. Stops at the first file of YAML, and at
/// whatever else a rule has something to say about.
fn holds_records(snapshot: &Snapshot) -> Result<bool, Error> {
    let mut folders = Vec::new();
    for name in FOLDERS {
        match snapshot.find(name)?.map(|entry| entry.kind) {
            Some(EntryKind::Folder) => folders.push(name.to_owned()),
            Some(EntryKind::File) | None => {}
            Some(EntryKind::Symlink | EntryKind::Submodule | EntryKind::Other) => return Ok(true),
        }
    }
    while let Some(folder) = folders.pop() {
        for entry in snapshot.list(&folder)? {
            let Ok(name) = std::str::from_utf8(&entry.name) else { return Ok(true) };
            match entry.kind {
                EntryKind::Folder => folders.push(format!("{folder}/{name}")),
                EntryKind::File if !name.ends_with(".yaml") && !name.ends_with(".yml") => {}
                EntryKind::File | EntryKind::Symlink | EntryKind::Submodule | EntryKind::Other => {
                    return Ok(true);
                }
            }
        }
    }
    Ok(false)
}

fn shown(place: &Place, snapshot: &Snapshot) -> String {
    match place.root.as_str() {
        "" => snapshot.name().to_owned(),
        root => format!("{root}/ in {}", snapshot.name()),
    }
}

fn require_records(place: &Place, snapshot: &Snapshot) -> Result<(), Error> {
    if holds_records(snapshot)? {
        return Ok(());
    }
    let place = shown(place, snapshot);
    Err(if is_learning_repository(snapshot)? {
        Error::NoRecordYet { place }
    } else {
        Error::NoRecords { place }
    })
}
