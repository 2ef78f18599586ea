//! The 402 cases of yaml-test-suite: nothing invalid is accepted, nothing valid that records may
//! use is refused, and values are what the suite says they are.

use std::collections::{BTreeMap, BTreeSet};

use milepost::source::SourceFile;
use milepost::yaml::{Parsed, ProblemKind, parse};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Suite {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    id: String,
    yaml: String,
    #[serde(default)]
    fail: bool,
    /// The events of a valid case, one a line, in the suite's notation.
    #[serde(default)]
    tree: String,
    json: Option<String>,
}

fn suite() -> Vec<Case> {
    serde_json::from_str::<Suite>(include_str!("yaml-test-suite.json")).unwrap().cases
}

/// What of a case records may not use, read from the suite's own events.
fn refused(case: &Case) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    let documents = case.tree.lines().filter(|line| line.trim().starts_with("+DOC")).count();
    match documents {
        0 => drop(found.insert("empty")),
        1 => {}
        _ => drop(found.insert("several documents")),
    }
    let head = case.yaml.lines().take_while(|line| !line.starts_with("---"));
    if documents > 0 && case.yaml.contains("---") && head.into_iter().any(|line| line.starts_with('%')) {
        found.insert("directive");
    }
    // One frame a list or map: whether it is a map, whether a key comes next, the keys so far.
    let mut frames: Vec<(bool, bool, BTreeSet<String>)> = Vec::new();
    for line in case.tree.lines().map(str::trim_start) {
        let kind = line.get(..4).unwrap_or_default();
        if matches!(kind, "-MAP" | "-SEQ") {
            frames.pop();
            continue;
        }
        if !matches!(kind, "+MAP" | "+SEQ" | "=VAL" | "=ALI") {
            continue;
        }
        let mut rest = line.get(4..).unwrap_or_default().trim_start();
        rest = rest.trim_start_matches("{}").trim_start_matches("[]").trim_start();
        if kind == "=ALI" {
            found.insert("alias");
        }
        if rest.starts_with('&') {
            found.insert("anchor");
            rest = rest.split_once(' ').map_or("", |(_, rest)| rest);
        }
        if rest.starts_with('<') {
            found.insert("tag");
            rest = rest.split_once(' ').map_or("", |(_, rest)| rest);
        }
        let plain = rest.strip_prefix(':');
        if frames.is_empty() && plain == Some("") {
            found.insert("empty");
        }
        if plain == Some("<<") {
            found.insert("merge key");
        }
        if plain.is_some_and(|text| leading_zero(text) || text.ends_with(".inf") || text == ".nan") {
            found.insert("number");
        }
        if let Some((true, key, keys)) = frames.last_mut() {
            if *key && kind != "=VAL" && kind != "=ALI" {
                found.insert("key that is no scalar");
            }
            if *key && kind == "=VAL" && !keys.insert(rest.get(1..).unwrap_or_default().to_owned()) {
                found.insert("duplicate key");
            }
            *key = !*key;
        }
        if matches!(kind, "+MAP" | "+SEQ") {
            frames.push((kind == "+MAP", true, BTreeSet::new()));
        }
    }
    found
}

fn leading_zero(text: &str) -> bool {
    let digits = text.trim_start_matches(['-', '+']);
    digits.len() > 1 && digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit())
}

fn read(case: &Case) -> Parsed {
    parse(&SourceFile::new(case.id.clone(), case.yaml.clone()))
}

#[test]
fn nothing_invalid_is_accepted() {
    let cases = suite();
    assert_eq!(cases.len(), 402);
    let invalid: Vec<&Case> = cases.iter().filter(|case| case.fail).collect();
    assert_eq!(invalid.len(), 94);
    for case in invalid {
        let parsed = read(case);
        assert!(parsed.document.is_none() && !parsed.problems.is_empty(), "{}: {:?}", case.id, case.yaml);
        for problem in parsed.problems {
            let text = case.yaml.get(problem.span.start..problem.span.end);
            assert!(text.is_some_and(|text| !text.is_empty()), "{}: {problem:?}", case.id);
        }
    }
}

#[test]
fn what_is_valid_is_accepted_unless_records_may_not_use_it() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for case in suite().iter().filter(|case| !case.fail) {
        let refused = refused(case);
        let Parsed { document, problems } = read(case);
        *counts.entry(if refused.is_empty() { "accepted" } else { "refused" }).or_default() += 1;
        for reason in &refused {
            *counts.entry(reason).or_default() += 1;
        }
        assert_eq!(document.is_some(), refused.is_empty(), "{} {refused:?} {problems:?}", case.id);
        let syntax = problems.iter().any(|problem| problem.kind == ProblemKind::Syntax);
        assert!(!syntax || refused.contains("empty"), "{} {refused:?} {problems:?}", case.id);
    }
    let expected = [
        ("accepted", 204),
        ("refused", 104),
        ("alias", 16),
        ("anchor", 34),
        ("directive", 20),
        ("duplicate key", 1),
        ("empty", 18),
        ("key that is no scalar", 15),
        ("several documents", 19),
        ("tag", 37),
    ];
    assert_eq!(counts, BTreeMap::from(expected));
}

#[test]
fn values_are_what_the_suite_says() {
    let mut compared = 0;
    for case in suite().iter().filter(|case| !case.fail) {
        let (Some(json), Some(document)) = (&case.json, read(case).document) else { continue };
        let expected: Value = serde_json::from_str(json).unwrap();
        let value = Value::deserialize(document.root()).unwrap();
        assert_eq!(value, expected, "{}", case.id);
        compared += 1;
    }
    assert_eq!(compared, 194);
}
