//! Tests of what is said about documents, each with the text that is underlined.

mod keys;
mod records;

use super::{Violation, violations};
use crate::record::Kind;
use crate::source::SourceFile;
use crate::yaml::{self, Document};

/// The violations of a text, each with what is underlined.
fn of(kind: Kind, text: &str) -> Vec<(String, Violation)> {
    let (file, document) = read(text);
    let found = violations(kind, &document);
    let underlined = |violation: &Violation| {
        let span = document.locate(&violation.pointer, violation.target).unwrap();
        file.slice(span).to_owned()
    };
    found.into_iter().map(|violation| (underlined(&violation), violation)).collect()
}

fn read(text: &str) -> (SourceFile, Document) {
    let file = SourceFile::new("a.yaml", text);
    let parsed = yaml::parse(&file);
    let document = parsed.document.unwrap_or_else(|| panic!("{text}: {:?}", parsed.problems));
    (file, document)
}

const GOAL: &str = "\
title: Run the webhook worker on async Rust
measure: Holds the load
deadline: 2026-12-18
why: {project: webhook-worker}
";

/// Checks one violation: underlined text, message, help and replacement.
fn assert_one(kind: Kind, text: &str, expected: (&str, &str, &str, Option<&str>)) {
    let found = of(kind, text);
    let [(underlined, violation)] = found.as_slice() else { panic!("{text}: {found:#?}") };
    let help = violation.help.as_deref().unwrap_or_default();
    let found = (underlined.as_str(), violation.message.as_str(), help, violation.replacement.as_deref());
    assert_eq!(found, expected, "{text}");
    assert!(!violation.label.is_empty(), "{text}");
}

#[test]
fn wrong_values_are_told_in_plain_words() {
    for (line, expected) in [
        (
            "reason: 412",
            ("412", "`reason` is the number 412, expected text", "write it in quotes", Some("\"412\"")),
        ),
        (
            "reason: true",
            (
                "true",
                "`reason` is the truth value `true`, expected text",
                "write it in quotes",
                Some("\"true\""),
            ),
        ),
        (
            "reason: ''",
            (
                "''",
                "`reason` is empty, expected text",
                "write text, for example `The worker is replaced by a bought service`, or remove the key",
                None,
            ),
        ),
        (
            "cause:",
            (
                "cause",
                "`cause` has no value, expected one of `skill`, `process`, `tooling` or `staffing`",
                "write one of `skill`, `process`, `tooling` or `staffing`, for example `skill`, or remove the key",
                None,
            ),
        ),
        (
            "status: Active",
            (
                "Active",
                "`status` is `Active`, expected one of `draft`, `active`, `done` or `dropped`",
                "did you mean `active`?",
                Some("active"),
            ),
        ),
        (
            "status: over",
            ("over", "`status` is `over`, expected one of `draft`, `active`, `done` or `dropped`", "", None),
        ),
        (
            "target: 2.0",
            (
                "2.0",
                "`target` is the number 2.0, expected a whole number from 0 to 10",
                "write it without a fraction",
                Some("2"),
            ),
        ),
        (
            "target: \"3\"",
            (
                "\"3\"",
                "`target` is the text `3`, expected a whole number from 0 to 10",
                "write it without quotes",
                Some("3"),
            ),
        ),
        ("target: 11", ("11", "`target` is 11, expected a whole number from 0 to 10", "", None)),
        (
            "hours_per_week: 200",
            ("200", "`hours_per_week` is 200, expected a number from 0 to 168", "", None),
        ),
        ("cost: -1", ("-1", "`cost` is -1, expected at least 0", "", None)),
        (
            "skill: Async Rust",
            (
                "Async Rust",
                "`skill` is `Async Rust`, but ids are lower-case letters and digits with single hyphens between",
                "write `async-rust`",
                Some("async-rust"),
            ),
        ),
        (
            "skill: c++",
            (
                "c++",
                "`skill` is `c++`, but ids are lower-case letters and digits with single hyphens between",
                "",
                None,
            ),
        ),
        (
            "skill: 12",
            (
                "12",
                "`skill` is the number 12, expected an id",
                "an id is the name of a record's file without `.yaml`, and no number or truth value",
                None,
            ),
        ),
        (
            "modules: a, b-c",
            (
                "a, b-c",
                "`modules` is the text `a, b-c`, expected a list",
                "write a list: `[a, b-c]`",
                Some("[a, b-c]"),
            ),
        ),
        ("modules: [a, b, a]", ("a", "`a` is listed more than once in `modules`", "remove it", None)),
        (
            "modules: [a, B]",
            (
                "B",
                "item 2 of `modules` is `B`, but ids are lower-case letters and digits with single hyphens between",
                "write `b`",
                Some("b"),
            ),
        ),
        (
            "application: soon",
            (
                "soon",
                "`application` is the text `soon`, expected a map with `what`, `where` and `until`",
                "write its keys below it, indented: `what`, `where` and `until`",
                None,
            ),
        ),
        (
            "completed: 2026-02-30",
            (
                "2026-02-30",
                "`completed` is `2026-02-30`, but there is no 30 February 2026",
                "the last day of that month is 2026-02-28",
                None,
            ),
        ),
        (
            "completed: 1.12.2026",
            (
                "1.12.2026",
                "`completed` is `1.12.2026`, but dates are written YYYY-MM-DD",
                "write `2026-12-01`",
                Some("2026-12-01"),
            ),
        ),
        (
            "completed: 20261201",
            (
                "20261201",
                "`completed` is 20261201, but dates are written YYYY-MM-DD",
                "write `2026-12-01`",
                Some("2026-12-01"),
            ),
        ),
        (
            "completed: 5",
            (
                "5",
                "`completed` is the number 5, expected a date, written YYYY-MM-DD",
                "for example `2026-12-18`",
                None,
            ),
        ),
        (
            "status: 3",
            (
                "3",
                "`status` is the number 3, expected one of `draft`, `active`, `done` or `dropped`",
                "",
                None,
            ),
        ),
        (
            "allow: {'a/b~c`': 3}",
            ("3", "`a/b~c'` in `allow` is the number 3, expected text", "write it in quotes", Some("\"3\"")),
        ),
        (
            "allow: {vague-goal: 3}",
            (
                "3",
                "`vague-goal` in `allow` is the number 3, expected text",
                "write it in quotes",
                Some("\"3\""),
            ),
        ),
    ] {
        assert_one(Kind::Goal, &format!("{GOAL}{line}\n"), expected);
    }
    let long = format!("{GOAL}reason: {}\n", "ä".repeat(10_001));
    let found = of(Kind::Goal, &long);
    assert_eq!(found[0].1.message, "`reason` has 10001 characters, but may have at most 10000");
}

#[test]
fn other_kinds_have_their_own_words() {
    for (kind, text, expected) in [
        (
            Kind::Goal,
            "just text",
            (
                "just text",
                "the file is the text `just text`, but a goal is a map of keys and values",
                "write one `key: value` a line",
                None,
            ),
        ),
        (
            Kind::Policy,
            "version: 1\ncurrency: eur\n",
            (
                "eur",
                "`currency` is `eur`, expected the three capital letters of a currency",
                "write `EUR`",
                Some("EUR"),
            ),
        ),
        (Kind::Policy, "version: 2\n", ("2", "`version` is 2, expected 1", "", None)),
        (
            Kind::Policy,
            "version: 1\nrules: {vague-goal: warn}\n",
            (
                "warn",
                "`vague-goal` in `rules` is `warn`, expected one of `error`, `warning`, `note` or `off`",
                "did you mean `warning`?",
                Some("warning"),
            ),
        ),
        (
            Kind::Policy,
            "version: 1\nscale: []\n",
            (
                "[]",
                "`scale` is an empty list, but needs at least one item",
                "add an item, or remove the key",
                None,
            ),
        ),
        (
            Kind::Module,
            "name: x\nformat: reading\nteaches: {skill: x}\n",
            (
                "{skill: x}",
                "`teaches` is a map, expected a list of maps",
                "start each item of the list with `- `",
                None,
            ),
        ),
        (
            Kind::Module,
            "name: x\nformat: reading\nteaches: [{skill: x}]\nretired: yes\n",
            ("yes", "`retired` is the text `yes`, expected `true` or `false`", "write `true`", Some("true")),
        ),
        (
            Kind::Entry,
            "date: 2026-11-20\ntitle: x\ntype: talk\nskills: [a]\nlinks: https://a.example/b\n",
            (
                "https://a.example/b",
                "`links` is the text `https://a.example/b`, expected a list",
                "write a list: `[https://a.example/b]`",
                Some("[https://a.example/b]"),
            ),
        ),
        (
            Kind::Skill,
            "name: x\nkind: human\nproficient_from: 3\nlevels: {eleven: x}\n",
            (
                "eleven",
                "`eleven` is no level, and the keys of `levels` are levels",
                "write the level as a whole number from 0 to 10",
                None,
            ),
        ),
        (
            Kind::Skill,
            "name: x\nkind: human\nproficient_from: 3\nrubric: [a]\n",
            (
                "[a]",
                "`rubric` is a list, expected a map of names and values",
                "write its keys below it without `- `",
                None,
            ),
        ),
    ] {
        assert_one(kind, text, expected);
    }
}

#[test]
fn a_list_of_one_and_a_word_used_elsewhere_can_be_mended() {
    for (line, at, replacement) in [
        ("skill: [async-rust]", "[async-rust]", Some("async-rust")),
        ("skill:\n  - async-rust", "- async-rust", Some("async-rust")),
        ("skill: [a, b]", "[a, b]", None),
        ("skill: [3]", "[3]", None),
        ("status: completed", "completed", Some("done")),
        ("status: in progress", "in progress", Some("active")),
        ("status: In-Progress", "In-Progress", Some("active")),
        ("status: passed", "passed", None),
    ] {
        let found = of(Kind::Goal, &format!("{GOAL}{line}\n"));
        let [(underlined, violation)] = found.as_slice() else { panic!("{line}: {found:#?}") };
        assert_eq!((underlined.as_str(), violation.replacement.as_deref()), (at, replacement), "{line}");
        let help = violation.help.as_deref().unwrap_or_default();
        assert!(!help.contains("hyphens"), "{help}");
        assert!(replacement.is_none_or(|replacement| help.contains(replacement)), "{help}");
    }
}
