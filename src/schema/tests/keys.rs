//! Tests of keys: missing, unknown, misplaced; and of the order of what is told.

use super::{GOAL, assert_one, of, read};
use crate::record::Kind;
use crate::schema::{MOST_VIOLATIONS, ViolationKind, violations};

#[test]
fn missing_keys_say_what_they_are_for() {
    assert_one(
        Kind::Goal,
        "title: x\ndeadline: 2026-12-18\nwhy: {}\n",
        (
            "title: x",
            "a goal needs `measure`: how anyone can tell that it is reached",
            "add a line `measure: …`",
            None,
        ),
    );
    assert_one(
        Kind::Goal,
        &format!("{GOAL}application:\n  until: 2026-12-20\n"),
        (
            "application",
            "`application` needs `what`: what will be done with it",
            "add a line `what: …`",
            None,
        ),
    );
    assert_one(
        Kind::Assessment,
        "date: 2026-11-21\nmethod: panel\ncycle: review\nratings:\n- skill: a\n  rating: 1\n- rating: 2\n",
        (
            "rating: 2",
            "item 2 of `ratings` needs `skill`: the skill that is rated",
            "add it, for example `skill: async-rust`",
            None,
        ),
    );
    assert_one(
        Kind::Assessment,
        "date: 2026-11-21\nmethod: panel\ncycle: review\n",
        (
            "date: 2026-11-21",
            "an assessment needs `ratings`: the ratings, one a skill",
            "add `ratings:` and below it a list, each item with `skill` and `rating`",
            None,
        ),
    );
    let all: Vec<String> = of(Kind::Goal, "{}").into_iter().map(|(_, violation)| violation.label).collect();
    assert_eq!(all, ["title", "measure", "why", "deadline"].map(|key| format!("`{key}` is missing")));
}

#[test]
fn an_unknown_key_stands_for_the_missing_one_that_it_is_meant_to_be() {
    let text = GOAL.replace("measure", "measures");
    assert_one(
        Kind::Goal,
        &text,
        ("measures", "`measures` is not a key of a goal", "did you mean `measure`?", Some("measure")),
    );
    assert_eq!(of(Kind::Goal, &text)[0].1.kind, ViolationKind::UnknownKey);
    // No key is meant twice, and none that is there already.
    let found = of(Kind::Goal, &format!("{text}measurs: x\n"));
    assert_eq!(found.iter().map(|(at, _)| at.as_str()).collect::<Vec<_>>(), ["measures", "measurs"]);
    assert_eq!(found[1].1.replacement, None);
    // Something else that is missing is still told.
    let found = of(Kind::Goal, &text.replace("deadline: 2026-12-18\n", ""));
    assert_eq!(
        found.iter().map(|(_, v)| v.label.as_str()).collect::<Vec<_>>(),
        ["`deadline` is missing", "unknown key"]
    );
}

#[test]
fn unknown_keys_lead_to_where_they_belong() {
    for (line, expected) in [
        (
            "until: 2027-01-15",
            ("until", "`until` is not a key of a goal", "`until` belongs under `application`", None),
        ),
        (
            "why2: x",
            (
                "why2",
                "`why2` is not a key of a goal",
                "`milepost schema goal` shows all keys; keys of your own start with `x-`",
                None,
            ),
        ),
        (
            "hoursPerWeek: 3",
            (
                "hoursPerWeek",
                "`hoursPerWeek` is not a key of a goal",
                "did you mean `hours_per_week`?",
                Some("hours_per_week"),
            ),
        ),
        (
            "application: {what: x, untill: 2027-01-15}",
            ("untill", "`untill` is not a key of `application`", "did you mean `until`?", Some("until")),
        ),
        (
            "application: {what: x, deadline: 2027-01-15}",
            (
                "deadline",
                "`deadline` is not a key of `application`",
                "`deadline` belongs at the top level of the file",
                None,
            ),
        ),
        (
            "application: {what: x, colour: red}",
            (
                "colour",
                "`colour` is not a key of `application`",
                "the keys here are `what`, `where` and `until`; keys of your own start with `x-`",
                None,
            ),
        ),
    ] {
        assert_one(Kind::Goal, &format!("{GOAL}{line}\n"), expected);
    }
    assert!(
        of(Kind::Goal, &format!("{GOAL}x-own: [1, {{a: null}}]\napplication: {{what: x, x-y: 1}}\n"))
            .is_empty()
    );
}

#[test]
fn violations_come_in_the_order_of_the_text_and_end_somewhere() {
    let text = format!("zz: 1\n{GOAL}status: new\nskill: A\nfoo: 1\ntarget: x\n");
    let order: Vec<String> = of(Kind::Goal, &text).into_iter().map(|(underlined, _)| underlined).collect();
    assert_eq!(order, ["zz", "new", "A", "foo", "x"]);
    let many: String = (0..5000).map(|i| format!("key{i}: 1\n")).collect();
    let found = of(Kind::Goal, &format!("{GOAL}{many}"));
    assert_eq!(found.len(), MOST_VIOLATIONS);
    let (last, others) = found.split_last().unwrap();
    assert!(last.1.message.ends_with(" (and 4,900 more in this file)"), "{last:?}");
    assert!(others.iter().all(|(_, violation)| !violation.message.contains("more in this file")));
    let many: String = (0..5000).map(|i| format!("- bad{i}: 1\n")).collect();
    let found = of(Kind::Assessment, &format!("ratings:\n{many}"));
    assert_eq!(found.len(), MOST_VIOLATIONS);
    let message = &found.last().unwrap().1.message;
    assert!(message.contains(" (and about ") && message.ends_with(" more in this file)"), "{message}");
}

#[test]
fn every_replacement_mends_what_it_replaces() {
    let text = "titel: 412\nmeasure: 1\ndeadline: 1.12.2026\nwhy: {projekt: x}\nskill: Async_Rust\n\
                target: '3'\nstatus: Done\nmodules: a,b\nfrom: 1.0\nhours-per-week: 2\n";
    let (file, document) = read(text);
    let found = violations(Kind::Goal, &document);
    let mended = found.iter().filter(|violation| violation.replacement.is_some()).count();
    assert_eq!(mended, 10, "{found:#?}");
    let mut new = text.to_owned();
    for violation in found.iter().rev() {
        let span = document.locate(&violation.pointer, violation.target).unwrap();
        new.replace_range(span.start..span.end, violation.replacement.as_deref().unwrap());
        assert!(!file.slice(span).is_empty());
    }
    // What was the wrong type below a wrong key shows only now.
    let left: Vec<String> = of(Kind::Goal, &new).into_iter().map(|(underlined, _)| underlined).collect();
    assert_eq!(left, ["412"]);
}
