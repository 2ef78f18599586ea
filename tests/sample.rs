//! A learning repository of a team that has let things slide: with all rules together, each one
//! speaks of the record that is meant for it, and of nothing else.
//!
//! The repository is written down by theme in `tests/sample/*.txt`, as in [`Files`]. The heads say
//! what is expected, one line a finding: `flagged: <rule>: <path>`. `change.txt` holds a pull
//! request, below its line `=== change`.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use milepost::calendar::Date;
use milepost::check::{Locator, Settings, State, Status, compare, state_after, touched_people};
use milepost::finding::{Audience, Finding};
use milepost::load::{Past, Whose, load_histories};
use milepost::output::human::{self, HumanOptions};
use milepost::report::findings::{Checked, FindingsReport};
use milepost::report::located;
use milepost::rules::{Flags, RULES, Severities};
use milepost::source::{Head, Repository, Snapshot, lay_over};
use serde_json::Value;

use crate::common::Sandbox;
use crate::common::learning::Verdict;
use crate::common::memory::Files;

const TODAY: &str = "2027-03-15";
/// The day on which the pull request was opened.
const OPENED: &str = "2027-03-01";

const THEMES: [&str; 6] = [
    include_str!("sample/framework.txt"),
    include_str!("sample/programs.txt"),
    include_str!("sample/goals.txt"),
    include_str!("sample/evidence.txt"),
    include_str!("sample/credentials.txt"),
    include_str!("sample/files.txt"),
];
const CHANGE: &str = include_str!("sample/change.txt");

/// Rules and the paths of the records that they are expected to speak of.
type Expected = BTreeSet<(String, String)>;

/// The files before and after the pull request, and what is expected.
fn written_down() -> (Files, Files, Expected) {
    let (before, change) = CHANGE.split_once("=== change\n").unwrap();
    let mut base = Files::default();
    let mut expected = Expected::new();
    for text in THEMES.into_iter().chain([before]) {
        for line in base.lay(text) {
            let Some(line) = line.strip_prefix("flagged: ") else { continue };
            let (rule, path) = line.split_once(": ").unwrap();
            assert!(expected.insert((rule.to_owned(), path.to_owned())), "{line} stands there twice");
        }
    }
    let mut after = base.clone();
    after.lay(change);
    (base, after, expected)
}

/// Commits exactly these files. Links go into the index only: not every system can make them.
fn commit(sandbox: &Sandbox, files: &Files, message: &str) {
    sandbox.git(&["rm", "-r", "--quiet", "--force", "--ignore-unmatch", "."]);
    for (path, content) in &files.0 {
        if let Some(content) = content {
            sandbox.write(path, content);
        }
    }
    sandbox.git(&["add", "--all", "."]);
    std::fs::write(sandbox.beside("link"), "../../elsewhere.yaml").unwrap();
    let target = sandbox.git(&["hash-object", "-w", "../link"]);
    for (path, _) in files.0.iter().filter(|(_, content)| content.is_none()) {
        sandbox.git(&["update-index", "--add", "--cacheinfo", &format!("120000,{target},{path}")]);
    }
    sandbox.git(&["commit", "--quiet", "-m", message]);
}

/// The pull request in a real repository.
fn pull_request(base: &Files, after: &Files) -> Sandbox {
    let sandbox = Sandbox::new();
    commit(&sandbox, base, "before");
    sandbox.branch("topic");
    commit(&sandbox, after, "change");
    sandbox
}

struct Judged {
    sandbox: Sandbox,
    findings: Vec<(Status, Finding)>,
    base: Snapshot,
    after: Snapshot,
}

/// As `milepost check --base main --head topic` does it, with what only the person sees.
fn judge(sandbox: Sandbox) -> Judged {
    let repository = Repository::discover(sandbox.path()).unwrap();
    let [tip, head] = ["main", "topic"].map(|name| repository.resolve(name).unwrap());
    let change = repository.change(&tip, Head::Revision(&head), "").unwrap();
    let none = repository.change(&tip, Head::Revision(&tip), "").unwrap();
    let snapshot = repository.snapshot(&tip, "").unwrap();
    let overlay = lay_over(&repository, &snapshot, &none, &change).unwrap();
    let mut base = State::load(snapshot).unwrap();
    let mut after = state_after(&base, &overlay).unwrap();
    let policy = base.policy.checked.clone().unwrap();
    let [today, opened] = [TODAY, OPENED].map(|date| date.parse::<Date>().unwrap());
    let settings = Settings { severities: Severities::new(&policy, Flags::default()), policy, today, opened };
    let past = Past { repository: &repository, tip: &tip, root: "", zone: &settings.policy.zone };
    let history =
        load_histories(&past, Whose::People(&touched_people(&overlay)), &after.snapshot, &after.people);
    let history = history.unwrap();
    after.history = history.renamed(&overlay.files, &after.snapshot).unwrap().into();
    base.history = history.into();
    let findings = compare(&base, &after, &overlay, &settings).unwrap().findings;
    Judged { sandbox, findings, base: base.snapshot.clone(), after: after.snapshot.clone() }
}

/// What is there after the change, as people read it.
fn messages(judged: &Judged) -> String {
    let mut locator = Locator::new(Some(judged.base.clone()), judged.after.clone());
    let there = judged.findings.iter().filter(|(status, _)| is_there(*status));
    let views = there.map(|(_, finding)| located::view(finding, None, &mut locator).unwrap()).collect();
    let report = FindingsReport::new(false, Checked::default(), views);
    human::findings(&report, HumanOptions { all: true, ..HumanOptions::default() })
}

fn is_there(status: Status) -> bool {
    matches!(status, Status::Introduced | Status::Standing)
}

#[test]
fn every_rule_speaks_once_and_of_the_record_that_is_meant_for_it() {
    let (base, after, mut expected) = written_down();
    let listed: Vec<&str> = expected.iter().map(|(rule, _)| rule.as_str()).collect();
    assert_eq!(listed, RULES.iter().map(|rule| rule.id).collect::<Vec<_>>());
    let judged = judge(pull_request(&base, &after));
    let mut wrong = String::new();
    for (_, finding) in judged.findings.iter().filter(|(status, _)| is_there(*status)) {
        let record = (finding.rule.to_owned(), finding.location.path().into_owned());
        if !expected.remove(&record) {
            writeln!(wrong, "not meant: {}: {}: {}", record.0, record.1, finding.message).unwrap();
        }
    }
    for (rule, path) in &expected {
        writeln!(wrong, "silent: {rule}: {path}").unwrap();
    }
    assert!(wrong.is_empty(), "{wrong}\n{}", messages(&judged));
}

#[test]
fn only_what_the_change_does_is_introduced() {
    let (base, after, _) = written_down();
    let judged = judge(pull_request(&base, &after));
    let introduced: BTreeSet<_> =
        judged.findings.iter().filter(|(status, _)| *status == Status::Introduced).map(record).collect();
    let mut head = Files::default();
    let told: BTreeSet<_> =
        head.lay(CHANGE).into_iter().filter_map(|line| line.strip_prefix("flagged: ")).collect();
    assert_eq!(introduced, told.into_iter().map(str::to_owned).collect());
    assert!(judged.findings.iter().all(|(status, _)| is_there(*status)), "nothing is resolved by it");
}

fn record((_, finding): &(Status, Finding)) -> String {
    format!("{}: {}", finding.rule, finding.location.path())
}

#[test]
fn the_program_tells_everybody_the_same_but_for_what_only_the_person_sees() {
    let (base, after, _) = written_down();
    let judged = judge(pull_request(&base, &after));
    let run = judged.sandbox.milepost(&[
        "check", "--base", "main", "--head", "topic", "--today", TODAY, "--opened", OPENED, "--format",
        "json",
    ]);
    let verdict = Verdict::of(&run);
    assert_eq!(verdict.status, 1);
    let shared = judged.findings.iter().filter(|(_, finding)| finding.audience == Audience::Shared);
    let told = |finding: &Value| {
        let [rule, path] = [&finding["rule"], &finding["place"]["path"]].map(|value| value.as_str().unwrap());
        format!("{rule}: {path}")
    };
    let mut expected: Vec<_> = shared.map(record).collect();
    let mut told: Vec<_> = verdict.findings().iter().map(told).collect();
    expected.sort();
    told.sort();
    assert_eq!(told, expected);
    let owners = RULES.iter().filter(|rule| rule.audience == Audience::Owner).count();
    assert_eq!(told.len() + owners, RULES.len());
}
