//! Tests of edits: what is asked for changes, and nothing else.

use super::super::{Edit, Refused, Value, edit};
use super::file;
use crate::record::Kind;

const GOAL: &str = "\
# yaml-language-server: $schema=x

title:   \"Run it\"   # as agreed with Ben
skill: async-rust
measure: Holds the load

# What it is for
why: { project: webhook-worker }
deadline: 2026-12-18  # was the 11th
application:
  # the retry queue first
  what: Port the retry queue
  until: 2027-01-15
  # nothing below

x-squad: [ a,b ]
# the end
";

fn set(pointer: &str, value: impl Into<Value>) -> Edit {
    Edit::Set { pointer: pointer.into(), value: value.into() }
}

fn append(pointer: &str, value: impl Into<Value>) -> Edit {
    Edit::Append { pointer: pointer.into(), value: value.into() }
}

fn remove(pointer: &str) -> Edit {
    Edit::Remove { pointer: pointer.into() }
}

fn rename(pointer: &str, key: &str) -> Edit {
    Edit::RenameKey { pointer: pointer.into(), key: key.into() }
}

fn edited(text: &str, edits: &[Edit]) -> String {
    edit(&file(text), Kind::Goal, edits).unwrap_or_else(|refused| panic!("{edits:?}: {refused:?}"))
}

/// The lines of `after` that `before` has not, and the other way round.
fn difference(before: &str, after: &str) -> String {
    let diff = similar::TextDiff::from_lines(before, after);
    let changes = diff.iter_all_changes().filter(|change| change.tag() != similar::ChangeTag::Equal);
    changes.map(|change| format!("{}{}", change.tag(), change.value())).collect()
}

#[test]
fn only_the_lines_that_are_meant_change() {
    for (edits, expected) in [
        (
            vec![set("/deadline", "2027-01-08")],
            "-deadline: 2026-12-18  # was the 11th\n+deadline: 2027-01-08  # was the 11th\n",
        ),
        (vec![set("/status", "done")], "+status: done\n"),
        (
            vec![set("/completed", "2026-11-20"), set("/status", "done")],
            "+status: done\n+completed: 2026-11-20\n",
        ),
        (vec![set("/hours_per_week", 3)], "+hours_per_week: 3\n"),
        (
            vec![set("/why/outcome", "Less: more")],
            "-why: { project: webhook-worker }\n+why: {project: webhook-worker, outcome: \"Less: more\"}\n",
        ),
        (vec![set("/application/where", "payments")], "+  where: payments\n"),
        (vec![set("/application/until", "2027-02-01")], "-  until: 2027-01-15\n+  until: 2027-02-01\n"),
        (vec![remove("/application/until")], "-  until: 2027-01-15\n"),
        (vec![remove("/deadline")], "-deadline: 2026-12-18  # was the 11th\n"),
        (
            vec![rename("/deadline", "due")],
            "-deadline: 2026-12-18  # was the 11th\n+due: 2026-12-18  # was the 11th\n",
        ),
        (vec![append("/modules", "tokio-workshop")], "+modules: [tokio-workshop]\n"),
        (vec![append("/x-squad", "c")], "-x-squad: [ a,b ]\n+x-squad: [a, b, c]\n"),
        (vec![set("/x-squad/0", 7)], "-x-squad: [ a,b ]\n+x-squad: [ 7,b ]\n"),
        (
            vec![set("/why/project", "it, too"), set("/skill", "rust"), set("/status", "done")],
            "-skill: async-rust\n+skill: rust\n-why: { project: webhook-worker }\n+why: { project: \"it, too\" }\n+status: done\n",
        ),
        (vec![set("/allow/vague-goal", "It says: enough")], "+allow: {vague-goal: \"It says: enough\"}\n"),
        (vec![set("/title", "Run it")], ""),
    ] {
        let after = edited(GOAL, &edits);
        let expected = expected.replace(
            "+allow: {vague-goal: \"It says: enough\"}",
            "+allow:\n+  vague-goal: \"It says: enough\"",
        );
        assert_eq!(difference(GOAL, &after), expected, "{edits:?}");
    }
}

#[test]
fn new_keys_stand_in_their_place() {
    let after = edited(GOAL, &[set("/status", "done"), set("/program", "p"), set("/target", 3)]);
    let lines: Vec<&str> = after.lines().collect();
    let at = |start: &str| lines.iter().position(|line| line.starts_with(start)).unwrap();
    assert_eq!(at("target:"), at("skill:") + 1);
    assert_eq!(at("program:"), at("deadline:") + 1);
    assert_eq!(at("status:"), at("  # nothing below") + 1);
    let first = edited("skill: a\n# about it\n", &[set("/title", "T")]);
    assert_eq!(first, "title: T\nskill: a\n# about it\n");
    let first = edited("# top\n\n# of skill\nskill: a\n", &[set("/title", "T")]);
    assert_eq!(first, "# top\n\ntitle: T\n# of skill\nskill: a\n");
}

#[test]
fn lists_of_every_kind_grow_and_shrink() {
    let text = "ratings:\n- skill: a\n  rating: 2 # so\n# then\n- {skill: b, rating: 1}\nassessors: []\n";
    let rating = Value::from_iter([("rating", Value::from(3)), ("skill", Value::from("c"))]);
    let after =
        edit(&file(text), Kind::Assessment, &[append("/ratings", rating), append("/assessors", "ben")]);
    assert_eq!(
        after.unwrap(),
        "ratings:\n- skill: a\n  rating: 2 # so\n# then\n- {skill: b, rating: 1}\n- {skill: c, rating: 3}\nassessors: [ben]\n"
    );
    let after = |edits: &[Edit]| edit(&file(text), Kind::Assessment, edits).unwrap();
    let noted = after(&[set("/ratings/0/note", "all")]);
    assert!(noted.contains("  rating: 2 # so\n  note: all\n# then\n"), "{noted}");
    assert!(after(&[remove("/ratings/1")]).contains("  rating: 2 # so\n# then\nassessors"));
    assert!(after(&[remove("/ratings/0/skill")]).starts_with("ratings:\n- rating: 2 # so\n# then\n- {"));
    assert_eq!(edited("modules: [a]\n", &[remove("/modules/0")]), "modules: []\n");
    assert_eq!(edited("why:\n  project: a\ntitle: t\n", &[remove("/why/project")]), "why: {}\ntitle: t\n");
}

#[test]
fn line_ends_and_a_missing_last_one_stay() {
    assert_eq!(
        edited("title: a\r\nskill: b\r\n", &[set("/target", 2)]),
        "title: a\r\nskill: b\r\ntarget: 2\r\n"
    );
    assert_eq!(edited("title: a", &[set("/target", 2)]), "title: a\ntarget: 2");
    assert_eq!(edited("{\"title\": \"a\"}", &[set("/target", 2)]), "title: a\ntarget: 2\n");
}

#[test]
fn long_texts_are_broken_and_many_lines_kept() {
    let long = "word ".repeat(40).trim_end().to_owned();
    let after = edited("title: a\n", &[set("/reason", long.as_str()), set("/moved_because", "one\ntwo\n")]);
    assert!(after.starts_with("title: a\nreason: >-\n  word word"), "{after}");
    assert!(after.ends_with("\nmoved_because: |\n  one\n  two\n"), "{after}");
}

#[test]
fn what_cannot_be_done_is_refused_whole() {
    for edits in [
        vec![remove("/titel")],
        vec![set("/title", "x"), rename("/skill", "title")],
        vec![set("/title/deeper", "x")],
        vec![append("/title", "x")],
        vec![set("", "x")],
    ] {
        let refused = edit(&file(GOAL), Kind::Goal, &edits);
        assert!(matches!(refused, Err(Refused::NoPlace(_))), "{edits:?}: {refused:?}");
    }
    assert!(edit(&file("a: [\n"), Kind::Goal, &[]).is_ok());
    let refused = edit(&file("a: [\n"), Kind::Goal, &[remove("/a")]);
    assert!(matches!(refused, Err(Refused::Unreadable(problems)) if problems.len() == 1));
}

#[test]
fn line_ends_make_no_difference() {
    let dos = |text: &str| text.replace('\n', "\r\n");
    for text in [GOAL, "title: a\n\nskill: b\n", "title: a\n\nskill: b\n\ntarget: 2\n"] {
        for change in [remove("/skill"), remove("/x-squad"), remove("/application/until"), set("/target", 2)]
        {
            let change = [change];
            let Ok(after) = edit(&file(text), Kind::Goal, &change) else { continue };
            assert_eq!(edited(&dos(text), &change), dos(&after), "{change:?}");
        }
    }
}
