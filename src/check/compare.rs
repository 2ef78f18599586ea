//! What a change introduces, what stood before, what it resolves and what it removes.

use std::collections::{BTreeMap, BTreeSet};

use super::before::{Before, paths};
use super::identity::{Identity, Renames};
use super::locate::Locator;
use super::state::State;
use super::survey::{Scope, Settings, Survey, survey};
use crate::error::Error;
use crate::finding::{Disclosure, Finding, Location, Side};
use crate::load::{Directory, Handle};
use crate::record::{Kind, RecordPath};
use crate::rules::{self, file};
use crate::source::{FileChange, Overlay};

/// What a finding is to a change.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// There after the change, not before: decides the exit status.
    Introduced,
    /// There before and after.
    Standing,
    /// There before only, the record still there.
    Resolved,
    /// There before only, the record gone.
    Removed,
}

/// What comparing two states says.
#[derive(Debug, Default)]
pub struct Comparison {
    /// Every finding of either state once.
    pub findings: Vec<(Status, Finding)>,
    /// Records that the change removes, under their paths in base.
    pub removals: Vec<String>,
    /// Files that do not merge with base.
    pub conflicts: Vec<String>,
    /// Files that differ from base and that the head has, too, with exactly this content.
    pub as_in_head: BTreeSet<String>,
    /// Records that the change adds, alters, moves or removes.
    pub touched: BTreeSet<String>,
    /// What was looked at after the change; its findings have been moved out.
    pub seen: Survey,
}

/// The state after the change: parts that it does not touch are not loaded again.
///
/// # Errors
/// Where the snapshot cannot be read.
pub fn state_after(base: &State, overlay: &Overlay) -> Result<State, Error> {
    if touches_small_parts(&overlay.files) {
        State::load(overlay.snapshot.clone())
    } else {
        Ok(base.with_people_of(overlay.snapshot.clone()))
    }
}

/// Whose findings a change can alter.
fn scope(base: &State, after: &State, overlay: &Overlay) -> Scope {
    let full = touches_small_parts(&overlay.files) || touches_others(base, after, &overlay.files);
    if full { Scope::Everything } else { Scope::People(touched_people(overlay)) }
}

/// Judges both states and compares the findings as multisets.
///
/// # Errors
/// Where a state cannot be read.
pub fn compare(
    base: &State,
    after: &State,
    overlay: &Overlay,
    settings: &Settings,
) -> Result<Comparison, Error> {
    let renames = Renames::of(&overlay.files);
    let touched = touched_records(&overlay.files);
    let scope = scope(base, after, overlay);
    let own_before = Before::of(base, overlay);
    let (before, seen) = rayon::join(
        || survey(base, None, &scope, settings),
        || survey(after, Some(&own_before), &scope, settings),
    );
    let (before, mut seen) = (before?, seen?);

    let mut locator = Locator::new(Some(base.snapshot.clone()), after.snapshot.clone());
    let mut standing: BTreeMap<Identity, Vec<Finding>> = BTreeMap::new();
    for mut finding in before.findings {
        finding.location = finding.location.on(Side::Base);
        for related in &mut finding.related {
            related.location = related.location.clone().on(Side::Base);
        }
        let identity = Identity::of(&finding, Some(&renames), &mut locator)?;
        standing.entry(identity).or_default().push(finding);
    }
    let mut findings = Vec::new();
    let mut hurdles: BTreeMap<String, Stage> = BTreeMap::new();
    for finding in std::mem::take(&mut seen.findings) {
        let identity = Identity::of(&finding, None, &mut locator)?;
        let known = standing.get_mut(&identity).and_then(Vec::pop).is_some();
        let path = finding.location.path().into_owned();
        let calm = finding.dated && !touched.contains(&path);
        let stage = Stage::of(finding.rule);
        if stage != Stage::Record {
            let hurdle = hurdles.entry(identity.record().to_owned()).or_insert(stage);
            *hurdle = stage.min(*hurdle);
        }
        let status = if known || calm { Status::Standing } else { Status::Introduced };
        findings.push((status, finding));
    }
    if after.policy.loaded.files.is_empty() && !base.policy.loaded.files.is_empty() {
        findings.push((Status::Introduced, policy_removed()));
    }
    for (identity, gone) in standing {
        let record = identity.record();
        // Nobody is thanked for what can no longer be seen, because the record cannot be read.
        let hidden =
            |finding: &Finding| hurdles.get(record).is_some_and(|hurdle| *hurdle < Stage::of(finding.rule));
        if gone.first().is_some_and(hidden) {
            continue;
        }
        let mut there = after.snapshot.find(record)?.is_some();
        for extension in ["yaml", "yml"] {
            there = there || after.snapshot.find(&format!("{record}.{extension}"))?.is_some();
        }
        let status = if there { Status::Resolved } else { Status::Removed };
        findings.extend(gone.into_iter().map(|finding| (status, finding)));
    }
    findings.iter_mut().for_each(|(_, finding)| keep_ratings_quiet(finding, &touched));
    findings.sort_by(|(a, left), (b, right)| {
        (a, &left.location, left.rule, &left.message).cmp(&(b, &right.location, right.rule, &right.message))
    });
    Ok(Comparison {
        findings,
        removals: removals(&overlay.files),
        conflicts: overlay.conflicts.iter().map(|path| lossy(path)).collect(),
        as_in_head: overlay.as_in_head.iter().map(|path| lossy(path)).collect(),
        touched,
        seen,
    })
}

/// A change tells nothing of ratings in assessments that it does not touch: whoever reads about the
/// change need not be somebody whom they concern.
fn keep_ratings_quiet(finding: &mut Finding, touched: &BTreeSet<String>) {
    let others = |location: &Location| {
        let path = location.path();
        let is_assessment = RecordPath::parse(&path).is_ok_and(|record| record.kind == Kind::Assessment);
        is_assessment && !touched.contains(&*path)
    };
    if finding.disclosure == Disclosure::Full && others(&finding.location) {
        finding.disclosure = Disclosure::WithoutNumbers;
    }
    for related in &mut finding.related {
        if related.disclosure == Disclosure::Full && others(&related.location) {
            related.disclosure = Disclosure::WithoutNumbers;
        }
    }
}

/// Once such a change is merged, no check can run any more.
fn policy_removed() -> Finding {
    let location = Location::Entry { side: Side::Base, path: b"milepost.yaml".to_vec() };
    file::invalid_record::RULE
        .finding(location, "the change removes milepost.yaml, without which nothing can be checked")
        .help("keep it; with only `version: 1` it is complete")
}

/// How far a file has to be read before a rule can find anything in it. A finding of one stage
/// keeps the later ones from being reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    /// The entry of the folder.
    Entry,
    /// The text.
    Text,
    /// The YAML.
    Yaml,
    /// The schema.
    Schema,
    /// The record.
    Record,
}

impl Stage {
    fn of(rule: &str) -> Self {
        let stages: [(Self, &[&rules::Rule]); 4] = [
            (Self::Entry, &[&file::unsafe_entry::RULE, &file::unknown_file::RULE]),
            (Self::Text, &[&file::invalid_text::RULE]),
            (
                Self::Yaml,
                &[
                    &file::invalid_yaml::RULE,
                    &file::conflict_marker::RULE,
                    &file::unsupported_yaml::RULE,
                    &file::duplicate_key::RULE,
                ],
            ),
            (Self::Schema, &[&file::invalid_record::RULE, &file::unknown_key::RULE]),
        ];
        let holds = |rules: &[&rules::Rule]| rules.iter().any(|other| other.id == rule);
        stages.iter().find(|(_, rules)| holds(rules)).map_or(Self::Record, |(stage, _)| *stage)
    }
}

fn lossy(path: &[u8]) -> String {
    String::from_utf8_lossy(path).into_owned()
}

/// The paths of the change, old names included, in a folder for records, and the
/// policy.
fn touched_records(files: &[FileChange]) -> BTreeSet<String> {
    let mut touched = BTreeSet::new();
    for path in paths(files) {
        let top = path.split('/').next().unwrap_or_default();
        if !SMALL_PARTS.contains(&top) && top != "people" {
            continue;
        }
        if let Some(stem) = path.strip_suffix(".md") {
            touched.insert(format!("{stem}.yaml"));
            touched.insert(format!("{stem}.yml"));
        }
        touched.insert(path);
    }
    touched
}

fn removals(files: &[FileChange]) -> Vec<String> {
    files
        .iter()
        .filter(|file| file.after.is_none())
        .map(|file| lossy(&file.path))
        .filter(|path| RecordPath::parse(path).is_ok())
        .collect()
}

/// The people whose folders the change touches, under old and new handles.
#[must_use]
pub fn touched_people(overlay: &Overlay) -> BTreeSet<String> {
    paths(&overlay.files)
        .filter_map(|path| {
            let (handle, _) = path.strip_prefix("people/")?.split_once('/')?;
            Some(handle.to_owned())
        })
        .collect()
}

/// Where the records lie to which every other may refer.
const SMALL_PARTS: [&str; 5] = ["framework", "milepost.yaml", "milepost.yml", "programs", "teams"];

/// Whether the change touches what every record may refer to, or lies loose in `people/`.
fn touches_small_parts(files: &[FileChange]) -> bool {
    paths(files).any(|path| match path.split_once('/') {
        None => SMALL_PARTS.contains(&path.as_str()) || path == "people",
        Some(("people", rest)) => !rest.contains('/'),
        Some((top, _)) => SMALL_PARTS.contains(&top),
    })
}

/// Whether the change alters a profile in a way that other people's records depend on.
fn touches_others(base: &State, after: &State, files: &[FileChange]) -> bool {
    files.iter().any(|file| {
        let old = file.renamed_from.as_ref().unwrap_or(&file.path);
        let (old, new) = (RecordPath::parse(&lossy(old)), RecordPath::parse(&lossy(&file.path)));
        let (Ok(old), Ok(new)) = (old, new) else { return false };
        if old.kind != Kind::Profile || file.before.is_none() {
            return false;
        }
        let before = base.people.look_up(&old.id);
        let now = after.people.look_up(&new.id);
        old.id != new.id
            || match (before, now) {
                (Handle::Present(before), Handle::Present(now)) => {
                    before.discipline != now.discipline || before.formerly != now.formerly
                }
                (_, Handle::Unknown | Handle::Former(_)) => true,
                // A broken profile counts as present and says nothing about a discipline.
                (Handle::Present(_), Handle::Broken) => false,
                (Handle::Broken | Handle::Unknown | Handle::Former(_), _) => false,
            }
    })
}
