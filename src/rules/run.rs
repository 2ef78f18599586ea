//! Runs the rules over what they may see, applies `allow` and the severities in force.

use std::collections::BTreeMap;

use super::{
    Check, Family, FilesView, PersonChange, RepositoryChange, Rule, Setting, Severities, SharedView, by_id,
};
use crate::finding::{Finding, Location, Pointer, Severity};
use crate::record::{AnyRecord, Person, RawPolicy, Record, silencing};

/// One line of a record's `allow`, and what came of it.
#[derive(Clone, Debug)]
pub struct Silenced {
    /// Where the line stands.
    pub location: Location,
    /// The rule's id as written.
    pub rule: String,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of one line of `allow`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It silenced this many findings.
    Silenced(usize),
    /// The rule found nothing in this record.
    Nothing,
    /// The rule may not be silenced in a record: it is an error, or about reading the file.
    Refused,
    /// Nothing can be said: the rule is off, not selected or unknown, or its findings come with the
    /// date or with a change.
    Unknown,
}

/// Runs the rules about files.
#[must_use]
pub fn run_files(view: &FilesView<'_>, severities: &Severities) -> Vec<Finding> {
    let mut findings = collect(severities, |check, findings| {
        if let Check::Files(check) = check {
            check(view, findings);
        }
    });
    apply(&mut findings, severities);
    findings
}

/// Runs the rules about what everybody shares: policy, framework, teams and programs.
#[must_use]
pub fn run_shared(
    policy: Option<&Record<RawPolicy>>,
    view: &SharedView<'_>,
    setting: &Setting<'_>,
    severities: &Severities,
) -> Vec<Finding> {
    let findings = collect(severities, |check, findings| match (check, policy) {
        (Check::Policy(check), Some(policy)) => check(policy, setting, findings),
        (Check::Framework(check) | Check::Groups(check), _) => check(setting, findings),
        (Check::Shared(check), _) => check(view, setting, findings),
        _ => {}
    });
    let (framework, groups) = (setting.framework, setting.groups);
    let records = framework
        .skills
        .with_allow()
        .chain(framework.roles.with_allow())
        .chain(framework.modules.with_allow())
        .chain(framework.credentials.with_allow())
        .chain(groups.teams.with_allow())
        .chain(groups.programs.with_allow());
    silence(findings, records, severities, expected)
}

/// Runs the rules about what a change does outside of people's records.
#[must_use]
pub fn run_repository(
    change: &RepositoryChange<'_>,
    setting: &Setting<'_>,
    severities: &Severities,
) -> Vec<Finding> {
    let mut findings = collect(severities, |check, findings| {
        if let Check::Repository(check) = check {
            check(change, setting, findings);
        }
    });
    apply(&mut findings, severities);
    findings
}

/// Runs the rules about one person and the person's files, and where `change` is given those about
/// what it changes.
#[must_use]
pub fn run_person(
    person: &Person,
    files: &FilesView<'_>,
    change: Option<&PersonChange<'_>>,
    setting: &Setting<'_>,
    severities: &Severities,
) -> Vec<Finding> {
    let findings = collect(severities, |check, findings| match (check, change) {
        (Check::Person(check), _) => check(person, setting, findings),
        (Check::PersonFiles(check), _) => check(files, setting, findings),
        (Check::Change(check), Some(change)) => check(change, setting, findings),
        _ => {}
    });
    let records = person
        .profile
        .iter()
        .filter_map(silencing)
        .chain(person.goals.with_allow())
        .chain(person.entries.with_allow())
        .chain(person.assessments.with_allow())
        .chain(person.awards.with_allow())
        .chain(person.remediations.with_allow());
    // Most rules no longer speak of somebody who left; what silenced them is no mistake.
    let left = setting.has_left(person);
    let expected = if left { departed } else { expected };
    silence(findings, records, severities, expected)
}

/// Runs the rules about what `change` does to somebody of whom it leaves no file.
#[must_use]
pub fn run_removed(
    change: &PersonChange<'_>,
    setting: &Setting<'_>,
    severities: &Severities,
) -> Vec<Finding> {
    let mut findings = collect(severities, |check, findings| {
        if let Check::Change(check) = check {
            check(change, setting, findings);
        }
    });
    apply(&mut findings, severities);
    findings
}

fn collect(severities: &Severities, run: impl Fn(&Check, &mut Vec<Finding>)) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in severities.running() {
        for check in rule.checks {
            run(check, &mut findings);
        }
    }
    findings
}

/// Takes out what the records silence, adds what the `allow` rules say, and sets severities.
fn silence<'a>(
    findings: Vec<Finding>,
    records: impl Iterator<Item = AnyRecord<'a>>,
    severities: &Severities,
    expected: fn(&str, &Severities) -> Outcome,
) -> Vec<Finding> {
    let mut lines: BTreeMap<&str, BTreeMap<&str, Outcome>> = BTreeMap::new();
    for record in records {
        let rules = record.allow.keys().map(|rule| (rule.as_str(), expected(rule, severities)));
        lines.insert(record.path, rules.collect());
    }
    let mut kept = findings;
    kept.retain(|finding| {
        let line =
            lines.get_mut::<str>(&finding.location.path()).and_then(|rules| rules.get_mut(finding.rule));
        line.is_none_or(|outcome| !note_silenced(outcome, finding, severities))
    });
    let lines: Vec<Silenced> = lines
        .into_iter()
        .flat_map(|(path, rules)| rules.into_iter().map(move |(rule, outcome)| (path, rule, outcome)))
        .map(|(path, rule, outcome)| Silenced {
            location: Location::key(path, Pointer::from("/allow").key(rule)),
            rule: rule.to_owned(),
            outcome,
        })
        .collect();
    kept.extend(collect(severities, |check, findings| {
        if let Check::Silences(check) = check {
            check(&lines, findings);
        }
    }));
    apply(&mut kept, severities);
    kept
}

/// Notes that a line of `allow` met a finding; whether the finding is silenced.
fn note_silenced(outcome: &mut Outcome, finding: &Finding, severities: &Severities) -> bool {
    let silenced = match outcome {
        Outcome::Silenced(count) => {
            *count += 1;
            return true;
        }
        Outcome::Nothing => true,
        // A rule that comes with the date or a change is silenced like any other once it speaks.
        Outcome::Unknown => by_id(finding.rule).is_some_and(|rule| may_silence(rule, severities)),
        Outcome::Refused => false,
    };
    if silenced {
        *outcome = Outcome::Silenced(1);
    }
    silenced
}

fn may_silence(rule: &Rule, severities: &Severities) -> bool {
    !rule.is_fixed() && severities.by_policy(rule) != Some(Severity::Error)
}

/// What is to be expected of a line of `allow` before anything was found.
fn expected(id: &str, severities: &Severities) -> Outcome {
    match by_id(id) {
        None => Outcome::Unknown,
        Some(rule) if !may_silence(rule, severities) => Outcome::Refused,
        Some(rule) if comes_and_goes(rule) => Outcome::Unknown,
        Some(rule) if !severities.runs(rule) || severities.in_force(rule).is_none() => Outcome::Unknown,
        Some(_) => Outcome::Nothing,
    }
}

/// The same where somebody has left: that a rule finds nothing says nothing of the line.
fn departed(id: &str, severities: &Severities) -> Outcome {
    match expected(id, severities) {
        Outcome::Nothing => Outcome::Unknown,
        outcome @ (Outcome::Silenced(_) | Outcome::Unknown | Outcome::Refused) => outcome,
    }
}

/// Whether the rule may speak tomorrow, or of another change, about a record that stays as it is.
/// The rules about profiles fall silent while somebody is away.
fn comes_and_goes(rule: &Rule) -> bool {
    let changes = |check: &Check| matches!(check, Check::Change(_) | Check::Repository(_) | Check::Shared(_));
    rule.dated || rule.family == Family::Profile || rule.checks.iter().any(changes)
}

fn apply(findings: &mut Vec<Finding>, severities: &Severities) {
    findings.retain_mut(|finding| {
        let severity = by_id(finding.rule).and_then(|rule| severities.in_force(rule));
        severity.inspect(|severity| finding.severity = *severity).is_some()
    });
}
