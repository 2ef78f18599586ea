//! A report that lies: every text in it is hostile, and the comment that is made of it shows text.

use proptest::prelude::*;
use serde_json::Value;

use super::inert_tests::gfm::{acted_on, dialects, read};
use super::inert_tests::hostile;
use crate::output::json::{Refused, change, change_from};
use crate::output::markdown::{COMMENT_LIMIT, PullRequestOptions, life, pull_request};
use crate::report::change::ChangeReport;
use crate::report::sample;

/// Keys whose values the schema fixes: words, dates and ids, in which no other text passes.
const FIXED: [&str; 11] =
    ["kind", "what", "part", "state", "severity", "status", "pending", "hash", "head", "base", "fingerprint"];

/// Calls `change` with every free text of a document.
fn each_text(key: &str, value: &mut Value, change: &mut dyn FnMut(&mut String)) {
    match value {
        Value::String(text) if !FIXED.contains(&key) && text.parse::<crate::calendar::Date>().is_err() => {
            change(text)
        }
        Value::Object(members) => members.iter_mut().for_each(|(key, inner)| each_text(key, inner, change)),
        Value::Array(items) => items.iter_mut().for_each(|inner| each_text(key, inner, change)),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The sample as a liar hands it over: its texts changed, its places and its hash made to agree.
fn lie(change_text: &mut dyn FnMut(&mut String)) -> ChangeReport {
    let mut document: Value = serde_json::from_str(&change(&sample::change())).unwrap();
    // Two kinds of records stand under keys whose words are otherwise fixed.
    each_text("", &mut document, change_text);
    for pointer in ["/removals/0/kind", "/shared/0/kind"] {
        each_text("", document.pointer_mut(pointer).unwrap(), change_text);
    }
    let excerpts = |value: &mut Value| {
        for end in ["start", "end"] {
            if let Some(offset) = value.pointer_mut(&format!("/region/excerpt/{end}")) {
                *offset = 0.into();
            }
        }
    };
    for introduced in document["introduced"].as_array_mut().unwrap() {
        excerpts(&mut introduced["place"]);
        introduced["related"]
            .as_array_mut()
            .unwrap()
            .iter_mut()
            .for_each(|other| excerpts(&mut other["place"]));
    }
    match change_from(document.to_string().as_bytes()) {
        Err(Refused::Altered { computed, .. }) => document["hash"] = computed.into(),
        other => panic!("the hash should be all that is left to forge: {other:?}"),
    }
    change_from(document.to_string().as_bytes()).unwrap()
}

fn filled(text: &str) -> ChangeReport {
    lie(&mut |old| *old = text.to_owned())
}

/// The comment while it is open, once it is settled, and after the merge.
fn comments(report: &ChangeReport) -> [String; 3] {
    let links = life::Links {
        new_file: &|path, _| Some(format!("https://git.example.com/new/main?filename={path}")),
    };
    let settled = ChangeReport { introduced: Vec::new(), ..report.clone() };
    [
        pull_request(report, PullRequestOptions::default()).unwrap().0,
        life::open(&settled, true, None).unwrap().text,
        life::merged(report, links, None).unwrap().text,
    ]
}

fn is_inert(report: &ChangeReport, plain: &ChangeReport) {
    for (hostile, plain) in comments(report).iter().zip(comments(plain)) {
        assert!(
            hostile.len() <= COMMENT_LIMIT && hostile.starts_with("<!-- milepost:pr v1 hash="),
            "{hostile}"
        );
        for options in dialects() {
            let (found, wanted) = (read(hostile, &options), read(&plain, &options));
            let shape = |shape: &[String]| {
                let ours = shape.iter().filter(|name| !name.contains("milepost:pr"));
                ours.cloned().collect::<Vec<_>>()
            };
            assert_eq!(shape(&found.shape), shape(&wanted.shape), "{hostile}");
            assert_eq!(found.links, wanted.links, "{hostile}");
            for run in &found.runs {
                assert_eq!(acted_on(run), None, "{hostile}");
            }
        }
        let command = |line: &str| line.trim_start().starts_with("::") || line.contains("##[");
        assert!(!hostile.lines().any(command), "{hostile}");
    }
}

#[test]
fn no_text_of_a_lying_report_is_more_than_text() {
    let plain = filled("z");
    for text in [
        "z --> <!-- milepost:pr v1 hash=0 --> @ben",
        "z\n\n# @everyone ![x](https://x.example/beacon.png)\n<script>alert(1)</script>\n",
        "z </details></sub> | a | b |\n|---|---|\n",
        "z ```\n::error::x\n##[error]x\r::set-output name=a::b\n```",
        "z \u{202e}\u{200b}\u{1b}[31m\u{0}\u{85}\u{2028}@ben",
        "z [a](javascript:alert(1)) <https://x.example> https://x.example o/r#1 #1 !1 :+1: $x$",
        "z `` ``` @team/all `` \\`@ben\\`",
        "z %} {{ verdict }} {% include 'x' %} {#",
    ] {
        is_inert(&filled(text), &plain);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn no_hostile_text_anywhere_in_a_report_is_more_than_text(text in hostile()) {
        is_inert(&filled(&format!("z {text}")), &filled("z"));
    }
}

#[test]
fn long_texts_everywhere_still_make_a_whole_comment() {
    let long = "word @ben ".repeat(300);
    let report = filled(&long);
    for comment in comments(&report) {
        assert!(comment.len() <= COMMENT_LIMIT, "{}", comment.len());
        assert!(!comment.contains("too long for a comment"), "{}", &comment[..400]);
    }
}

#[test]
fn one_text_of_900_kb_hides_nothing_else() {
    for nth in [0, 1, 2, 5, 9, 20, 40, 60, 80, 100] {
        let (mut at, mut long) = (0, String::new());
        let report = lie(&mut |text| {
            if at == nth {
                long = format!("{} {}", text.chars().next().unwrap_or('x'), "y@".repeat(450_000));
                text.clone_from(&long);
            } else if at == nth + 1 {
                text.push('!');
            }
            at += 1;
        });
        assert!(at > 110 && !long.is_empty(), "{at}");
        let [comment, ..] = comments(&report);
        assert!(comment.len() <= COMMENT_LIMIT, "{nth}: {}", comment.len());
        assert!(comment.contains("For the reviewer"), "{nth}: {}", &comment[..400]);
    }
}
