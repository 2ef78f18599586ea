//! Every rule on its fixtures: `tests/rules/<rule>/flagged*.txt` and `clean*.txt`, each laid over
//! the small learning repository of `tests/rules/world.txt`, run with that one rule only, and with
//! those that a line `run: <rule>` in the head names.
//!
//! The head of a fixture may set `today:` and `opened:`; a flagged one says what it expects, one
//! line a finding: `expect: <path>: <the offending text, exactly>`. A line `=== change` parts the
//! state before a change from what the change does. Lines `=== on <day>` begin earlier states of the
//! default branch, each laid over the one before; `=== now` begins the present one.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use milepost::calendar::Date;
use milepost::check::{Locator, Place, Scope, Settings, State, Survey, survey};
use milepost::finding::Finding;
use milepost::output::human::{self, HumanOptions};
use milepost::report::findings::{Checked, FindingsReport};
use milepost::report::located;
use milepost::rules::{Flags, RULES, Rule, Severities};
use milepost::source::Snapshot;

use crate::common::memory::Files;
use earlier::Earlier;

mod credential;
mod days;
mod earlier;
mod evidence;
mod framework;
mod hostile;
mod programs;

const TODAY: &str = "2026-11-22";

struct Fixture {
    earlier: Earlier,
    base: Option<Files>,
    after: Files,
    expected: Vec<(String, String)>,
    also: Vec<String>,
    today: Date,
    opened: Date,
}

fn world() -> Files {
    let mut files = Files::default();
    files.lay(include_str!("rules/world.txt"));
    files
}

impl Fixture {
    /// One state without a past, in which nothing is expected.
    fn on(today: Date, after: Files) -> Self {
        let (expected, also) = (Vec::new(), Vec::new());
        Self { earlier: Earlier::default(), base: None, after, expected, also, today, opened: today }
    }
}

fn read(path: &Path) -> Fixture {
    let text = std::fs::read_to_string(path).unwrap();
    let (before, change) = text.split_once("=== change\n").map_or((&*text, None), |(a, b)| (a, Some(b)));
    let mut files = world();
    let (head, earlier) = Earlier::read(&mut files, before);
    let value = |name: &str| {
        head.iter().filter_map(|line| line.strip_prefix(name)).map(str::trim).collect::<Vec<_>>()
    };
    let date = |name: &str| value(name).first().copied().unwrap_or(TODAY).parse::<Date>().unwrap();
    let expected = value("expect:")
        .into_iter()
        .map(|line| {
            let (path, text) = line.split_once(':').unwrap();
            (path.to_owned(), text.trim().to_owned())
        })
        .collect();
    let also: Vec<String> = value("run:").into_iter().map(str::to_owned).collect();
    let (today, opened) = (date("today:"), date("opened:"));
    for line in &head {
        let known = ["today:", "opened:", "expect:", "run:", "#"].iter().any(|name| line.starts_with(name));
        assert!(known, "{}: cannot read `{line}`", path.display());
    }
    let Some(change) = change else {
        return Fixture { earlier, base: None, after: files, expected, also, today, opened };
    };
    let mut after = files.clone();
    after.lay(change);
    Fixture { earlier, base: Some(files), after, expected, also, today, opened }
}

fn run(fixture: &Fixture, flags: Flags) -> (Survey, Snapshot) {
    let snapshot = fixture.after.snapshot("the fixture");
    let mut state = State::load(snapshot.clone()).unwrap();
    state.history = fixture.earlier.histories().into();
    let policy = state.policy.checked.clone().unwrap_or_else(|| {
        State::load(world().snapshot("the world")).unwrap().policy.checked.clone().unwrap()
    });
    let severities = Severities::new(&policy, flags);
    let settings = Settings { policy, severities, today: fixture.today, opened: fixture.opened };
    let base = fixture.base.as_ref().map(|files| State::load(files.snapshot("the base")).unwrap());
    let before = base.as_ref().map(|base| {
        let was = fixture.base.clone().unwrap_or_default();
        fixture.after.before(&was, base)
    });
    (survey(&state, before.as_ref(), &Scope::Everything, &settings).unwrap(), snapshot)
}

fn run_one(fixture: &Fixture, rule: &Rule) -> (Survey, Snapshot) {
    let select = [&[rule.id.to_owned()], &*fixture.also].concat();
    run(fixture, Flags { select, ..Flags::default() })
}

/// What a finding points at: path and text, the text's lines joined.
fn pointed_at(finding: &Finding, locator: &mut Locator) -> (String, String) {
    let text = match locator.place(&finding.location).unwrap() {
        Place::Text { file, span } => {
            file.slice(span).escape_debug().to_string().replace("\\\"", "\"").replace("\\'", "'")
        }
        Place::Entry(_) => String::new(),
    };
    (finding.location.path().into_owned(), text)
}

fn fixtures(rule: &Rule, kind: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules").join(rule.id);
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap_or_else(|_| panic!("{} has no fixtures: {}", rule.id, folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with(kind))
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "{} has no {kind} fixture", rule.id);
    paths
}

#[test]
fn flagged_fixtures_are_flagged_where_they_say() {
    let mut wrong = String::new();
    for rule in RULES {
        for path in fixtures(rule, "flagged") {
            let fixture = read(&path);
            assert!(!fixture.expected.is_empty(), "{} expects nothing", path.display());
            let (survey, snapshot) = run_one(&fixture, rule);
            let base = fixture.base.as_ref().map(|files| files.snapshot("the base"));
            let mut locator = Locator::new(base, snapshot);
            let mut found: Vec<_> =
                survey.findings.iter().map(|finding| pointed_at(finding, &mut locator)).collect();
            let mut expected = fixture.expected.clone();
            found.sort();
            expected.sort();
            if found != expected {
                writeln!(wrong, "{}:\n  expected {expected:?}\n  found    {found:?}", path.display())
                    .unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What a person reads. That the place is right is asserted above, so a snapshot cannot bless a
/// wrong one.
#[test]
fn messages_are_as_they_were_proofread() {
    for rule in RULES {
        let mut text = String::new();
        for path in fixtures(rule, "flagged") {
            let fixture = read(&path);
            let (survey, snapshot) = run_one(&fixture, rule);
            let base = fixture.base.as_ref().map(|files| files.snapshot("the base"));
            let mut locator = Locator::new(base, snapshot);
            let views =
                survey.findings.iter().map(|finding| located::view(finding, None, &mut locator).unwrap());
            let report = FindingsReport::new(false, Checked::default(), views.collect());
            let name = path.file_stem().unwrap().to_str().unwrap();
            writeln!(
                text,
                "# {name}\n\n{}",
                human::findings(&report, HumanOptions { all: true, ..HumanOptions::default() })
            )
            .unwrap();
        }
        insta::with_settings!({ snapshot_path => "rules/snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(rule.id, text);
        });
    }
}

#[test]
fn clean_fixtures_are_clean() {
    let mut wrong = String::new();
    for rule in RULES {
        for path in fixtures(rule, "clean") {
            let (survey, _) = run_one(&read(&path), rule);
            for finding in survey.findings {
                writeln!(wrong, "{}: {} ({:?})", path.display(), finding.message, finding.location).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn replacements_mend_what_was_found() {
    let mut wrong = String::new();
    for rule in RULES {
        for path in fixtures(rule, "flagged") {
            let fixture = read(&path);
            let (survey, snapshot) = run_one(&fixture, rule);
            let base = fixture.base.as_ref().map(|files| files.snapshot("the base"));
            let mut locator = Locator::new(base, snapshot);
            for finding in &survey.findings {
                let Some(text) = finding.help.as_ref().and_then(|help| help.replacement.as_ref()) else {
                    continue;
                };
                let Place::Text { file, span } = locator.place(&finding.location).unwrap() else {
                    panic!("{}: a replacement of a whole entry", path.display());
                };
                let mut mended = read(&path);
                let content = [&file.text()[..span.start], text, &file.text()[span.end..]].concat();
                mended.after.0.insert(finding.location.path().into_owned(), Some(content.into_bytes()));
                let left = run_one(&mended, rule).0.findings;
                if left.len() >= survey.findings.len() {
                    writeln!(wrong, "{}: `{text}` does not mend {}", path.display(), finding.message)
                        .unwrap();
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_world_that_fixtures_are_laid_over_is_clean() {
    let date = TODAY.parse().unwrap();
    let fixture = Fixture::on(date, world());
    let (survey, _) = run(&fixture, Flags::default());
    let messages: Vec<_> = survey.findings.iter().map(|f| (f.rule, &f.message, &f.location)).collect();
    assert!(messages.is_empty(), "{messages:#?}");
    assert!(survey.people >= 3 && survey.records >= 10, "{survey:?}");
}

#[test]
fn rules_are_sorted_and_documented() {
    for pair in RULES.windows(2) {
        assert!(pair[0].id < pair[1].id, "{} stands before {}", pair[0].id, pair[1].id);
    }
    for rule in RULES {
        let id = rule.id;
        assert!(milepost::record::Id::is_valid(id), "{id}");
        assert!(!rule.checks.is_empty(), "{id} checks nothing");
        let docs = &rule.docs;
        for text in [rule.summary, docs.finds, docs.why, docs.bad.yaml, docs.good.yaml, docs.change] {
            assert!(text.trim().len() > 10, "{id}: {text:?} is too short");
        }
        for text in [docs.finds, docs.why, docs.change] {
            assert!(text.trim().ends_with('.'), "{id}: {text:?} is no sentence");
        }
        assert!(!rule.summary.ends_with('.'), "{id}: a summary has no full stop");
        assert_ne!((docs.bad.path, docs.bad.yaml), (docs.good.path, docs.good.yaml), "{id}");
    }
}

#[test]
fn every_fixture_belongs_to_a_rule() {
    let ids: BTreeSet<&str> = RULES.iter().map(|rule| rule.id).collect();
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules")).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() && name != "snapshots" {
            assert!(ids.contains(name.as_str()), "tests/rules/{name} belongs to no rule");
        }
    }
}
