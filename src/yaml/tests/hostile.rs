//! Input that is made to be slow or to crash. Only results are asserted; each takes milliseconds.

use super::super::ProblemKind::{DuplicateKey, Syntax, Unsupported};
use super::super::{Problem, parse};
use super::{document, file};

const SIZE: usize = 256 * 1024;

fn filled(piece: &str) -> String {
    piece.repeat(SIZE / piece.len())
}

#[test]
fn deep_nesting_is_refused() {
    for piece in ["[", "{", "- ", "{a: ", "[{", "? ", "&a [", "!a [", "[[],"] {
        let problems = parse(&file(&filled(piece))).problems;
        let last = problems.last().unwrap();
        assert!(last.message.contains("nested"), "{piece:?}: {last:?}");
        assert!(matches!(last.kind, Unsupported), "{piece:?}");
    }
    let mut stairs = String::new();
    for depth in 0..700 {
        stairs.push_str(&" ".repeat(depth));
        stairs.push_str("a:\n");
    }
    assert!(parse(&file(&stairs)).problems.iter().any(|problem| problem.message.contains("nested")));
}

#[test]
fn endless_tokens_end() {
    for piece in [
        "\"",
        "'",
        "]",
        "}",
        ",",
        ":",
        "&a ",
        "*a ",
        "!a ",
        "%a\n",
        "@",
        "`",
        "\\",
        "|",
        ">",
        "#",
        "\t",
        "\0",
        "\r",
        "a\r",
        "\u{feff}",
        "--- ",
        "---\n",
        "...\n",
        "- ",
        "a: ",
        "a:\n",
        "'a' ",
        "\"a\" ",
        "a\n",
        "a: |\n",
        "x: 'a\n",
        "[a, ",
        "a\n\n",
        "\u{2028}",
        "é",
        "\"\\",
        " \n",
        "{a: \"",
        "- '\n",
        "a: b # c\n",
        "?\n",
        "? a\n",
        "<<<<<<<\n",
        "=======\n",
        "a: [\n",
        "- 'b",
        "\u{0}a: b\n",
        "a:\t",
        "a #",
        "\\\"",
        "''",
        "-",
        "1",
        "0",
    ] {
        let parsed = parse(&file(&filled(piece)));
        assert_eq!(parsed.document.is_none(), !parsed.problems.is_empty(), "{piece:?}");
        assert!(parsed.problems.len() <= Problem::LIMIT, "{piece:?}");
    }
    assert!(parse(&file(&("0".to_owned() + &filled("9")))).document.is_none());
    assert!(parse(&file(&("a: 1".to_owned() + &filled("9")))).document.is_none());
}

#[test]
fn aliases_are_never_expanded() {
    let mut laughs = "a0: &a0 [lol]\n".to_owned();
    for i in 1..30 {
        let aliases = vec![format!("*a{}", i - 1); 9].join(", ");
        laughs.push_str(&format!("a{i}: &a{i} [{aliases}]\n"));
    }
    let problems = parse(&file(&laughs)).problems;
    assert_eq!(problems.len(), Problem::LIMIT);
    assert!(problems.iter().all(|problem| problem.kind == Unsupported));
}

#[test]
fn many_keys_are_compared_in_good_time() {
    let same = "k: 1\n".repeat(20_000);
    let problems = parse(&file(&same)).problems;
    assert_eq!(problems.len(), Problem::LIMIT);
    assert!(problems.iter().all(|problem| problem.kind == DuplicateKey));
    let mut distinct = String::new();
    for i in 0..60_000 {
        distinct.push_str(&format!("k{i}: \n"));
    }
    let document = document(&distinct);
    assert_eq!(document.root().len(), 60_000);
    assert!(document.root().get("k59999").is_some());
}

#[test]
fn characters_that_are_not_text_are_named() {
    for (character, code) in [('\0', "U+0000"), ('\u{1}', "U+0001"), ('\u{1b}', "U+001B")] {
        for text in
            [format!("a: b{character}c"), format!("a: '{character}'"), format!("a: b #{character}\nc: d")]
        {
            let file = file(&text);
            let problems = parse(&file).problems;
            let problem = problems.first().unwrap();
            assert_eq!(problem.kind, Syntax);
            assert!(problem.message.contains(code), "{text:?} {problem:?}");
            assert_eq!(file.slice(problem.span), character.to_string(), "{text:?}");
        }
    }
}

#[test]
fn one_huge_line_is_a_value() {
    let text = format!("a: {}", filled("x "));
    assert_eq!(document(&text).root().get("a").unwrap().span().end, text.trim_end().len());
}
