//! The canonical form, rule by rule.

use super::super::{Refused, format};
use super::{file, formatted};
use crate::record::Kind;

/// Each text and its canonical form.
fn assert_forms(kind: Kind, forms: &[(&str, &str)]) {
    for (before, after) in forms {
        assert_eq!(formatted(kind, before), *after, "{before}");
    }
}

/// The files that the documentation of the data model shows.
#[test]
fn files_that_are_well_written_stay_as_they_are() {
    for (kind, text) in [
        (
            Kind::Goal,
            "title: Run the webhook worker on async Rust\nskill: async-rust\ntarget: 3\n\
             measure: Holds 2,000 requests a second in the load test; two reviewers accept the design\n\
             why: {project: webhook-worker, outcome: Payments leaves the old worker in Q1}\n\
             deadline: 2026-12-18\nhours_per_week: 3\napplication:\n  \
             what: Port the retry queue and run it beside the old one for a week\n  until: 2027-01-15\n",
        ),
        (
            Kind::Entry,
            "date: 2026-11-20\ntitle: Ported the retry queue to tokio\ntype: project\nskills: [async-rust]\n\
             links: [https://git.example.com/payments/worker/pull/412]\ngoal: 2026-10-05-async-rust\nhours: 14\n\
             decision: Bounded channels over a semaphore, because back-pressure then reaches the caller.\n\
             applied: {outcome: p99 fell from 900 ms to 240 ms}\n",
        ),
        (
            Kind::Assessment,
            "date: 2026-11-21\nmethod: panel\ncycle: review\nassessors: [ben, chi]\nratings:\n  \
             - skill: async-rust\n    rating: 3\n    rubric: {design: 3, testing: 3}\n    \
             evidence: [2026-11-20-retry-queue]\n    result: met\n  - {skill: testing, rating: 2}\n",
        ),
        (
            Kind::Policy,
            "# yaml-language-server: $schema=.milepost/schema/policy.schema.json\n\n# Ours\nversion: 1\n\
             timezone: Europe/Madrid\n\n# Twice a year, before the spring goals and after the autumn panels.\n\
             framework: {review_days: 220}   # days\ncalendar:\n  # low demand\n  \
             - {name: Summer lull, start: 2026-07-06, end: 2026-08-28}\n\n  - name: Other\n    start: 2027-01-07\n  \
             # no more\n# end\n",
        ),
    ] {
        assert_eq!(formatted(kind, text), text);
    }
}

#[test]
fn keys_move_with_their_comments() {
    assert_forms(
        Kind::Goal,
        &[
            (
                "# of the deadline\ndeadline: 2026-12-18 # firm\n# of the title\n# in two lines\ntitle: T\n",
                "# of the title\n# in two lines\ntitle: T\n# of the deadline\ndeadline: 2026-12-18 # firm\n",
            ),
            (
                "x-squad: a\nunknown: 1\nwhy:\n  x-a: 1\n  outcome: o\n  # after the outcome\n  project: p\n  # last\ntitle: T\n# end\n",
                "title: T\nwhy:\n  # after the outcome\n  project: p\n  outcome: o\n  x-a: 1\n  # last\nunknown: 1\nx-squad: a\n# end\n",
            ),
            // The file's own comment stays at the top.
            (
                "# Ana's goal\n\n# firm\ndeadline: 2026-12-18\n\ntitle: T\n",
                "# Ana's goal\n\ntitle: T\n# firm\ndeadline: 2026-12-18\n",
            ),
            (
                "# yaml-language-server: $schema=x\ndeadline: 2026-12-18\ntitle: T\n",
                "# yaml-language-server: $schema=x\ntitle: T\ndeadline: 2026-12-18\n",
            ),
        ],
    );
    assert_forms(
        Kind::Skill,
        &[(
            "rubric: {b: y, a: x}\nlevels:\n  10: ten\n  # two\n  2: two\n  \"3\": three\nname: N\n",
            "name: N\nlevels:\n  # two\n  2: two\n  \"3\": three\n  10: ten\nrubric: {b: y, a: x}\n",
        )],
    );
}

#[test]
fn indentation_and_brackets() {
    assert_forms(
        Kind::Goal,
        &[
            ("modules:\n- a\n-   b\n", "modules:\n  - a\n  - b\n"),
            ("why:\n     project:   p\n     outcome: o\n", "why:\n  project: p\n  outcome: o\n"),
            ("why: {  project : p ,outcome: o, }\n", "why: {project: p, outcome: o}\n"),
            ("modules: [\n  a,\n  b\n  ]\n", "modules: [a, b]\n"),
            (
                "modules: [\n  a, # first\n  b\n  # no more\n ] # two\n",
                "modules: # two\n  - a # first\n  - b\n  # no more\n",
            ),
            ("{\"title\": \"T\", \"why\": {\"project\": \"p, q\"}}", "title: T\nwhy: {project: \"p, q\"}\n"),
            ("modules: []\nwhy: { }\n", "modules: []\nwhy: {}\n"),
            ("? title\n: T\n", "title: T\n"),
            ("---\ntitle: T\n...\n", "title: T\n"),
            ("title:\n  T\n", "title: T\n"),
            ("modules:\n  -\n    - a\n", "modules:\n  - - a\n"),
            ("reason:\nstatus: ~\ncause: null\n", "cause: null\nstatus: ~\nreason:\n"),
        ],
    );
    let long = "m".repeat(30);
    assert_eq!(
        formatted(Kind::Goal, &format!("modules: [{long}, {long}, {long}, b]\n")),
        format!("modules:\n  - {long}\n  - {long}\n  - {long}\n  - b\n")
    );
}

#[test]
fn quotes_stand_where_they_are_needed() {
    assert_forms(
        Kind::Goal,
        &[
            ("title: \"Plain text\"\n", "title: Plain text\n"),
            ("title: 'It''s: so'\n", "title: \"It's: so\"\n"),
            ("title: 'a \"b\": c'\n", "title: 'a \"b\": c'\n"),
            ("title: \"a \\\"b\\\": c\"\n", "title: 'a \"b\": c'\n"),
            ("title: \"10\"\nreason: \"no\"\n", "title: \"10\"\nreason: \"no\"\n"),
            ("title: no\nreason: '12:30'\n", "title: no\nreason: \"12:30\"\n"),
            ("deadline: \"2026-12-18\"\n", "deadline: 2026-12-18\n"),
            ("why: {project: 'a, b'}\n", "why: {project: \"a, b\"}\n"),
            ("title: \"a\\u200bb\"\n", "title: \"a\\u200bb\"\n"),
            ("hours_per_week: 1.50\ncost: 0x1F\n", "hours_per_week: 1.50\ncost: 0x1F\n"),
            ("\"title\": T\n", "title: T\n"),
        ],
    );
}

#[test]
fn long_text_is_broken_and_other_lines_stay() {
    let words = "Has shown two colleagues how card data are reached, logged and destroyed, and has made one safer. It holds: yes.";
    assert_eq!(
        formatted(Kind::Credential, &format!("criteria: \"{words}\" # why\n")),
        "criteria: >- # why\n  Has shown two colleagues how card data are reached, logged and destroyed, and has made one safer.\n  It holds: yes.\n"
    );
    assert_forms(
        Kind::Goal,
        &[
            ("reason: one\n  two\n", "reason: one two\n"),
            (
                "reason: >-\n    short lines\n    as written\n\n    another\n",
                "reason: >-\n  short lines\n  as written\n\n  another\n",
            ),
            ("reason: |\n    a\n      b\n\n\n    c\n", "reason: |\n  a\n    b\n\n\n  c\n"),
            ("reason: |+\n  a\n\n\ntitle: T\n", "title: T\nreason: |+\n  a\n\n\n"),
            ("reason: \"a\\nb\"\n", "reason: \"a\\nb\"\n"),
            ("reason: \"a\n\n  b\"\n", "reason: |-\n  a\n  b\n"),
        ],
    );
    let address = format!("https://example.com/{}", "a".repeat(100));
    let text = format!("title: {address}\nreason: |\n  {}\n", "word ".repeat(30).trim_end());
    assert_eq!(formatted(Kind::Goal, &text), text);
}

#[test]
fn blank_lines_and_line_ends() {
    assert_forms(
        Kind::Goal,
        &[
            ("\n\ntitle: T\n\n\n\nskill: a\n\n\n", "title: T\n\nskill: a\n"),
            ("why:\n\n  project: p\n\n\n  outcome: o\n", "why:\n  project: p\n\n  outcome: o\n"),
            ("title: T   \r\nskill: a\r\n", "title: T\nskill: a\n"),
            ("title: >-\r  a\r  b\rskill: c\r", "title: >-\n  a\n  b\nskill: c\n"),
            ("title: T", "title: T\n"),
            ("# a\n\n\n# b\n\ntitle: T # c\t\n", "# a\n\n# b\n\ntitle: T # c\n"),
            ("\u{feff}title: T\n", "title: T\n"),
        ],
    );
}

#[test]
fn what_cannot_be_read_is_refused_with_its_problems() {
    for text in ["a: [\n", "", "a: 1\na: 2\n", "<<<<<<< ours\na: 1\n=======\na: 2\n>>>>>>> theirs\n"] {
        assert!(
            matches!(format(&file(text), Kind::Goal), Err(Refused::Unreadable(problems)) if !problems.is_empty())
        );
    }
}

#[test]
fn what_is_no_map_is_no_record() {
    for text in
        ["version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "- a\n", "text\n"]
    {
        assert_eq!(format(&file(text), Kind::Goal), Err(Refused::NoRecord));
    }
}

#[test]
fn large_files_take_no_longer_than_their_size_asks() {
    let mut text = String::from("why: [");
    for number in 0..20_000 {
        text.push_str(&format!("{{a: {number}}}, # c\n "));
    }
    text.push_str("]\nx: [");
    text.push_str(&"{a: 1}, ".repeat(20_000));
    text.push_str("]\n");
    assert!(format(&file(&text), Kind::Goal).is_ok());
}
