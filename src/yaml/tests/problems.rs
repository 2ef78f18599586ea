//! What is refused, where it is underlined, and what is advised.

use super::super::ProblemKind::{ConflictMarker, DuplicateKey, Syntax, Unsupported};
use super::super::{Problem, parse};
use super::{file, problem, problems};
use crate::source::Span;

#[test]
fn a_file_without_a_record_says_what_belongs_there() {
    for text in ["", "\n\n", "\u{feff}", "~", "null\n", "---\n", "---\n...\n", " \t\n"] {
        let (problem, _) = problem(text);
        assert_eq!((problem.kind, problem.span), (Syntax, Span::new(0, 0)), "{text:?}");
        assert!(problem.message.contains("empty") && problem.message.contains("record"), "{problem:?}");
    }
    for text in ["# only a comment\n", "\n  # only a comment", "# only a comment\r\n\r\n#b\r\n"] {
        let (problem, at) = problem(text);
        assert_eq!((problem.kind, at.as_str()), (Syntax, "# only a comment"), "{text:?}");
        assert!(problem.message.contains("holds only comments"), "{problem:?}");
    }
}

#[test]
fn what_records_do_not_need_is_refused_by_name() {
    for (text, at, word) in [
        ("a: &x b", "&x", "anchor"),
        ("a: *x", "*x", "alias"),
        ("a: !x b", "!x", "tag"),
        ("a: !!str b", "!!str", "tag"),
        ("a: !<tag:x> b", "!<tag:x>", "tag"),
        ("a: !no!x b", "!no!x", "tag"),
        ("<<: {a: b}", "<<", "merge key"),
        ("%YAML 1.2\n---\na: b", "%YAML 1.2", "directive"),
        ("%FOO", "%FOO", "directive"),
        ("a: b\n---\nc: d", "---", "second document"),
        ("a: b\n...\nc: d", "c:", "second document"),
        ("a: .inf", ".inf", "not a finite number"),
        ("a: -.INF", "-.INF", "not a finite number"),
        ("a: .nan", ".nan", "not a finite number"),
        ("a: 1e999", "1e999", "not a finite number"),
        ("[a, b]: c", "[", "cannot be a key"),
        ("? - a\n: c", "-", "cannot be a key"),
        ("? {a: b}\n: c", "{", "cannot be a key"),
    ] {
        let (problem, found) = problem(text);
        assert_eq!((problem.kind, found.as_str()), (Unsupported, at), "{text}");
        assert!(problem.message.contains(word) && problem.help.is_some(), "{text}: {problem:?}");
    }
}

#[test]
fn a_list_as_a_key_is_underlined_at_something_visible() {
    let found = problems("? &a \n- \n");
    assert_eq!(found, [(Unsupported, "&a".to_owned()), (Unsupported, "-".to_owned())]);
}

#[test]
fn a_number_with_a_leading_zero_is_a_number_or_a_text() {
    for (text, at, number) in [
        ("a: 03", "03", "3"),
        ("a: 010", "010", "10"),
        ("a: [-007]", "-007", "-7"),
        ("00: a", "00", "0"),
        ("a: 01.5", "01.5", "1.5"),
        ("a: 00.5", "00.5", "0.5"),
        ("a: 00e2", "00e2", "0e2"),
        ("a: +07", "+07", "7"),
    ] {
        let (problem, found) = problem(text);
        assert_eq!((problem.kind, found.as_str(), problem.replacement), (Unsupported, at, None));
        let help = format!("write `{number}` for a number, or quote it for text: `\"{at}\"`");
        assert_eq!(problem.help.as_deref(), Some(help.as_str()));
    }
    let (problem, _) = problem("a: 0049891234567");
    assert_eq!(problem.replacement.as_deref(), Some("\"0049891234567\""));
    for text in ["a: '010'", "a: 0o10", "a: 0x10", "a: 0", "a: 0.1", "a: 010a", "\"010\": a", "a: 2026-01-01"]
    {
        assert_eq!(parse(&file(text)).problems, [], "{text}");
    }
}

#[test]
fn all_that_is_refused_is_reported() {
    let text = "a: &x 1\nb: *x\nc: !t 010\na: .nan\n<<: *y\n[k]: v\n";
    let expected = [
        (Unsupported, "&x"),
        (Unsupported, "*x"),
        (Unsupported, "!t"),
        (Unsupported, "010"),
        (DuplicateKey, "a"),
        (Unsupported, ".nan"),
        (Unsupported, "<<"),
        (Unsupported, "*y"),
        (Unsupported, "["),
    ];
    let found = problems(text);
    let found: Vec<_> = found.iter().map(|(kind, text)| (*kind, text.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn nesting_ends_at_thirty_two() {
    fn flow(depth: usize) -> String {
        "[".repeat(depth) + &"]".repeat(depth)
    }
    fn block(depth: usize) -> String {
        "- ".repeat(depth) + "x"
    }
    fn mixed(depth: usize) -> String {
        block(depth / 2).replace('x', &flow(depth - depth / 2))
    }
    for deep in [flow, block, mixed] {
        assert_eq!(parse(&file(&deep(32))).problems, []);
        let (problem, at) = problem(&deep(33));
        assert_eq!(problem.kind, Unsupported);
        assert!(problem.message.contains("nested more than 32 deep"), "{}", problem.message);
        assert!(at.starts_with(['[', '-']), "{at}");
    }
}

#[test]
fn a_key_is_given_once() {
    for (text, second, first) in [
        ("a: 1\nb: 2\na: 3", (10, "a"), (0, "a")),
        ("1: x\n\"1\": y", (5, "\"1\""), (0, "1")),
        ("x: {a: 1, 'a': 2}", (10, "'a'"), (4, "a")),
        ("- k:\n  k: 1", (7, "k"), (2, "k")),
        ("null: x\n'null': y", (8, "'null'"), (0, "null")),
        (": x\n: y", (4, ":"), (0, ":")),
        ("? \n?\n", (3, "?"), (0, "?")),
    ] {
        let (problem, at) = problem(text);
        assert_eq!((problem.kind, problem.span.start, at.as_str()), (DuplicateKey, second.0, second.1));
        let (related, label) = problem.related.unwrap();
        assert_eq!((related.start, text.get(related.start..related.end).unwrap()), first);
        assert_eq!(label, "first given here");
    }
    assert_eq!(problems("a: 1\na: 2\na: 3\nb: {c: 1, c: 2}").len(), 3);
    assert_eq!(problems("a: 1\na: 2\nb: \"x"), [(DuplicateKey, "a".into()), (Syntax, "\"".into())]);
    assert!(parse(&file("a: {x: 1}\nb: {x: 1}\n- : y".split("\n- ").next().unwrap())).problems.is_empty());
}

#[test]
fn a_conflict_is_reported_once_and_nothing_else() {
    let conflict = "<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> topic\n";
    let ancestor = "<<<<<<<\na: 1\n||||||| base\na: 0\n=======\na: 2\n>>>>>>> topic\n";
    assert_eq!(problems(conflict), [(ConflictMarker, "<<<<<<< HEAD".into())]);
    assert_eq!(problems(ancestor), [(ConflictMarker, "<<<<<<<".into())]);
    assert_eq!(problems(&conflict.replace('\n', "\r\n")), [(ConflictMarker, "<<<<<<< HEAD".into())]);
    assert_eq!(problems(&format!("x: [\n{conflict}y: 1\n{ancestor}")).len(), 2);
    assert_eq!(problems("a: 1\n=======\na: 2\n>>>>>>> x"), [(ConflictMarker, "=======".into())]);
    assert_eq!(problems("a: 1\n>>>>>>> x\n"), [(ConflictMarker, ">>>>>>> x".into())]);
    assert_eq!(problems("<<<<<<< a\n<<<<<<< b\n").len(), 2);
    for text in [
        "a: |\n  <<<<<<< HEAD\n  =======\n  >>>>>>> x\n",
        "=======\n",
        "<<<<<<<<\n",
        "a: x\n  >>>>>>> y\n",
        "'<<<<<<<x': 1",
    ] {
        assert!(parse(&file(text)).problems.iter().all(|problem| problem.kind != ConflictMarker), "{text}");
    }
}

#[test]
fn at_most_a_hundred_problems_and_the_last_says_so() {
    let text = |count: usize| "a: 1\n".repeat(count + 1);
    let hundred = parse(&file(&text(100))).problems;
    assert_eq!(hundred.len(), Problem::LIMIT);
    assert!(!hundred.last().unwrap().message.contains("more in this file"));
    let more = parse(&file(&text(2_350))).problems;
    assert_eq!(more.len(), Problem::LIMIT);
    let message = |count| parse(&file(&text(count))).problems.last().unwrap().message.clone();
    assert!(message(2_350).ends_with(" (and 2,250 more in this file)"), "{}", message(2_350));
    assert!(message(15_000).ends_with(" (and 14,900 more in this file)"));
    assert!(message(101).ends_with(" (and 1 more in this file)"));
}

#[test]
fn what_is_refused_explains_what_follows_on_its_line() {
    for (text, at) in [("title: *Run the worker", "*Run"), ("a: b\ntitle: *Run the worker\nc: d", "*Run")] {
        let found = problems(text);
        assert_eq!(found, [(Unsupported, at.to_owned())], "{text}");
    }
    let whole = "{{ Run }} the worker";
    let (problem, at) = problem(&format!("title: {whole}"));
    assert_eq!((at.as_str(), problem.replacement), (whole, Some(format!("\"{whole}\""))));
    assert_eq!(problems("a: *x\nb: \"y"), [(Unsupported, "*x".into()), (Syntax, "\"".into())]);
}
