//! Mistakes people make: what is underlined, what is said, and that the advice works.

use super::super::{ProblemKind, parse};
use super::{file, problem};

/// A text, what is underlined, on which line, and a part of the message.
type Mistake = (&'static str, &'static str, usize, &'static str);

fn check(mistakes: &[Mistake]) {
    for (text, at, line, message) in mistakes {
        let (problem, found) = problem(text);
        assert_eq!(problem.kind, ProblemKind::Syntax, "{text}");
        assert_eq!(&found, at, "{text}\n{problem:?}");
        assert_eq!(file(text).line_column(problem.span.start).line, *line, "{text}");
        assert!(problem.message.contains(message), "{text}\n{}", problem.message);
        assert!(problem.help.is_some_and(|help| !help.ends_with('.')), "{text}");
        assert!(!problem.message.ends_with('.'), "{text}");
    }
}

/// A text, what is underlined, and what to write instead; the text then reads without problems.
fn mended(text: &str, at: &str, replacement: &str) {
    let (problem, found) = problem(text);
    assert_eq!(
        (found.as_str(), problem.replacement.as_deref()),
        (at, Some(replacement)),
        "{text}\n{problem:?}"
    );
    let mut mended = text.to_owned();
    mended.replace_range(problem.span.start..problem.span.end, replacement);
    assert_eq!(parse(&file(&mended)).problems, [], "{mended}");
}

#[test]
fn tabs_are_underlined_themselves() {
    check(&[
        ("title: Foo\n\tskill: bar", "\t", 2, "a tab is used for indentation"),
        ("why:\n\tproject: x", "\t", 2, "a tab is used for indentation"),
        ("why:\n  project: x\n\toutcome: y", "\t", 3, "a tab is used for indentation"),
        ("why:\n  a: 1\n  \tb: 2", "\t", 3, "a tab is used for indentation"),
        ("a: |\n\tx", "\t", 2, "a tab is used for indentation"),
        ("a: \"b\n\tc\"", "\t", 2, "a tab is used for indentation"),
        ("a:\n\t\t- c", "\t\t", 2, "a tab is used for indentation"),
        ("a: b\r\n\t- c\r\n", "\t", 2, "a tab is used for indentation"),
        ("-\t- a", "\t", 1, "only spaces are allowed"),
        ("a:\n  \twhat: x\n  until: y", "\t", 2, "a tab is used for indentation"),
        ("a:\n  \twhat: x\n  until: y\nb: c", "\t", 2, "a tab is used for indentation"),
        ("a:\n  what: x\n  \tuntil: y\nb: c", "\t", 3, "a tab is used for indentation"),
        ("a:\n  \t- x\n  - y", "\t", 2, "a tab is used for indentation"),
    ]);
}

#[test]
fn spaces_that_are_not_plain_are_named() {
    mended("target:\u{a0}3\nskill: x", ":\u{a0}", ": ");
    mended("skill: x\ntarget:\u{a0} 3", ":\u{a0} ", ": ");
    mended("a: b\ntarget:\u{3000}3", ":\u{3000}", ": ");
    mended("why:\n  a: b\n\u{a0}\u{a0}project: x", "\u{a0}\u{a0}", "  ");
    mended("why:\n\u{a0}\u{a0}project: x", "\u{a0}\u{a0}", "  ");
    mended("why:\n \u{202f}project: x", "\u{202f}", " ");
    mended("why:\n  a: b\n \u{a0}project: x", "\u{a0}", " ");
    mended("skills:\n-\u{a0}x\na: b", "-\u{a0}", "- ");
    mended("skills:\n\u{a0}- x\na: b", "\u{a0}", " ");
    check(&[
        ("a: b\ntarget:\u{a0}3", ":\u{a0}", 2, "a no-break space (U+00A0) stands after this colon"),
        ("a:\n\u{2003}b: c", "\u{2003}", 2, "(U+2003)"),
    ]);
}

#[test]
fn quotes() {
    check(&[
        ("title: \"Foo\nskill: bar\nx: y", "\"", 1, "this quote is never closed"),
        ("a: b\ntitle: 'Foo\nskill: \"bar\"\nx: 'y'", "'", 2, "this quote is never closed"),
        ("title: \"Foo\nskill: \"bar\"\nx: y", "\"", 1, "this quote is never closed"),
        ("a: 'foo\n  bar", "'", 1, "this quote is never closed"),
        ("\"title: Foo\nskill: bar", "\"", 1, "this quote is never closed"),
        ("a: it's\nb: don't \"x\nc: 'y\nd: e", "'", 3, "this quote is never closed"),
        ("- a: 'b\n- c: d", "'", 1, "this quote is never closed"),
        ("a: [x, \"y]\nb: c", "\"", 1, "this quote is never closed"),
        ("a: \"foo\nbar\"", "bar\"", 2, "not indented enough"),
        ("a: [\"x\" \"y\"]", "\"y\"", 1, "a comma is missing"),
        ("a: ['Don't', b]", "t'", 1, "text follows the closing quote"),
        ("\"a\"b: c", "b: c", 1, "text follows the closing quote"),
    ]);
    mended("title: 'Don't do it'\nx: y", "'Don't do it'", "\"Don't do it\"");
    mended("a: \"He said \"hi\" to me\"", "\"He said \"hi\" to me\"", "\"He said \\\"hi\\\" to me\"");
    mended("a: \"foo\" bar # x", "\"foo\" bar", "'\"foo\" bar'");
    mended("a: 'foo' bar's", "'foo' bar's", "\"'foo' bar's\"");
    mended("a: x\nb: \"C:\\Users\"", "\\U", "\\\\U");
    mended("a: \"ok \\n \\q\"", "\\q", "\\\\q");
    mended("a: \"C:\\path\\new\" # b", "\"C:\\path\\new\"", "'C:\\path\\new'");
    mended("a: \"C:\\it's\\new\\p\"", "\"C:\\it's\\new\\p\"", "'C:\\it''s\\new\\p'");
    mended("a: \"\\x4\"", "\\x", "\\\\x");
    mended("a: \"\\ud83d\\ude00 \\.\"", "\\.", "\\\\.");
    mended("a: \"\\ud83d\"", "\\ud83d", "\\\\ud83d");
}

#[test]
fn brackets() {
    check(&[
        ("skills: [a, b\ndeadline: x", "[", 1, "this `[` is never closed"),
        ("skills: [a, b", "[", 1, "this `[` is never closed"),
        ("skills: [a, b\n# end\n", "[", 1, "this `[` is never closed"),
        ("why: {a: b, c: d\ndeadline: x", "{", 1, "this `{` is never closed"),
        ("a: [b, [c, d]\ne: f", "[", 1, "this `[` is never closed"),
        ("{a: b", "{", 1, "this `{` is never closed"),
        ("x: ]", "]", 1, "closes nothing"),
        ("a: {b, c}}", "}", 1, "closes nothing"),
        ("a: [b c,, d]", ",", 1, "a value is missing before this comma"),
        ("a: {b: c d: e}", "d:", 1, "a comma is missing before `d:`"),
        ("a: {\n  b: c\n  d: e\n  }", "d:", 3, "a comma is missing before `d:`"),
        ("a: [b,\nc]", "c]", 2, "not indented enough"),
        ("a: [\n  b\n]", "]", 3, "the closing bracket is not indented enough"),
        ("a: [- b]", "-", 1, "`-` starts no item between brackets"),
        ("a: [b\n  : c]", ":", 2, "apart from its key"),
    ]);
    mended("skills: [a, b}\nx: y", "}", "]");
    mended("skills: [\n    a,\n    b\n] # two\nx: y", "]", "    ]");
    mended("- why: {\n}\n", "}", "    }");
    mended("skills: {a: b]\nx: y", "]", "}");
    mended("title: [foo] bar\nx: y", "[foo] bar", "\"[foo] bar\"");
    mended("title: {foo} bar # x", "{foo} bar", "\"{foo} bar\"");
}

#[test]
fn colons() {
    mended("title: Rust: async\nskill: x", "Rust: async", "\"Rust: async\"");
    mended("- a: b\n- c: d: \"e\" # f", "d: \"e\"", "\"d: \\\"e\\\"\"");
    mended("a: 'b': c", "'b': c", "\"'b': c\"");
    mended("why: {project: x, outcome: Foo: bar}\nb: c", "Foo: bar", "\"Foo: bar\"");
    mended("a: [b: c: d, e]", "c: d", "\"c: d\"");
    mended("a: é: ü", "é: ü", "\"é: ü\"");
    mended("title:Foo\nskill: bar", ":", ": ");
    mended("skill: bar\r\ntitle:Foo\r\ndeadline: x", ":", ": ");
    mended("why:\n  project:x\n  outcome: y", ":", ": ");
    mended("ratings:\n  - skill:a\n    rating: 3", ":", ": ");
    mended("a: b\nc :d", ":", ": ");
    check(&[
        ("a: b\njust some text # x\nc: d", "just some text", 2, "has no colon"),
        ("just some text\na: b", "just some text", 1, "has no colon"),
        ("r:\n  - skill: a\n    rating 3\n  - b: c", "rating 3", 3, "has no colon"),
        ("why:\n  some words\n  a: b", "some words", 2, "has no colon"),
        ("see https://x\na: b", "see https://x", 1, "no colon with a space behind it"),
    ]);
}

#[test]
fn indentation() {
    check(&[
        ("title: Foo\n  skill: bar", "skill", 2, "as if it belonged to `title`"),
        ("a: b\n  c\n  d: e", "d", 3, "as if it belonged to `a`"),
        ("a: b # x\n  c: d", "c", 2, "as if it belonged to `a`"),
        ("x\n  - \n- :", ":", 3, "not indented like the lines above"),
        ("why:\n  project: x\n   outcome: y", "outcome", 3, "as if it belonged to `project`"),
        ("r:\n  - skill: a\n      rating: 3", "rating", 3, "as if it belonged to `skill`"),
        ("why:\n  project: x\n outcome: y", "outcome: y", 3, "fits none of the lines above"),
        ("r:\n  - skill: a\n   rating: 3", "rating: 3", 3, "fits none of the lines above"),
        ("a: |\n    foo\n  bar\nb: c", "bar", 3, "fits none of the lines above"),
        ("  title: Foo\nskill: bar", "skill: bar", 2, "less than the first line"),
        ("r:\n  - skill: a\n - skill: b", "- skill: b", 3, "not indented like the one above"),
        ("s:\n - a\n- b", "- b", 3, "not indented like the one above"),
        ("skills: - a\n  - b", "- a", 1, "cannot start on the line of its key"),
        ("s:\n  x: y\n  - b", "- b", 3, "a list item stands where a key is expected"),
        ("a:\n  - b\n  c: d", "c: d", 3, "stands where a list item is expected"),
        ("--- a: b\nc: d", "--- a: b", 1, "on the line of the `---`"),
        ("[a]\nb: c", "b: c", 2, "the record is over"),
    ]);
}

#[test]
fn values_that_need_quotes() {
    for value in ["@foo bar", "`code` is", "%foo", ", b", "? item", "* item", "& more", "> 50 users", "| a"] {
        mended(&format!("a: b\ntitle: {value} # c"), value, &format!("\"{value}\""));
    }
    mended("b: [@x, y]", "@x", "\"@x\"");
    mended("- `x`", "`x`", "\"`x`\"");
    check(&[
        ("a: b # c\n  d\n", "# c", 1, "in the middle of a text"),
        ("a: \u{feff}b", "\u{feff}", 1, "byte-order mark"),
        ("a: b\n... c", "c", 2, "text follows the end of the document"),
    ]);
    mended("a: [x]#y", "#", " #");
}
