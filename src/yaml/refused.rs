//! Valid YAML that records may not use, and what to write instead.

use super::problem::{Problem, double_quoted, quoted};
use crate::source::Span;

/// The deepest nesting of lists and maps.
pub(super) const MAX_DEPTH: usize = 32;

/// What has more digits is no number that a record holds, but something like a phone number.
const LONGEST_NUMBER: usize = 9;

/// `---` between two documents.
pub(super) fn second_document(span: Span) -> Problem {
    Problem::unsupported(span, "a second document starts here")
        .help("a file holds one record: move this part into a file of its own, or delete it")
}

/// `&name`.
pub(super) fn anchor(span: Span) -> Problem {
    Problem::unsupported(span, "anchors (`&name`) are not allowed in records")
        .help("delete the anchor and write the value out wherever it is needed, or quote the value if the `&` belongs to the text")
}

/// `*name`.
pub(super) fn alias(span: Span) -> Problem {
    Problem::unsupported(span, "aliases (`*name`) are not allowed in records")
        .help("write the value out, or quote it if the `*` belongs to the text")
}

/// `!name`.
pub(super) fn tag(span: Span) -> Problem {
    Problem::unsupported(span, "tags (`!name`) are not allowed in records")
        .help("delete the tag, or quote the value if the `!` belongs to the text")
}

/// `<<` as a key.
pub(super) fn merge_key(span: Span) -> Problem {
    Problem::unsupported(span, "merge keys (`<<`) are not allowed in records").help("write the members out")
}

/// A key behind a space that is none of YAML's, such as a no-break space.
pub(super) fn strange_space(key: Span, text: &str) -> Option<Problem> {
    let (count, length, name) = strange_spaces(text)?;
    let message = format!("{name} stands before this key, where only plain spaces are indentation");
    let problem = Problem::syntax(Span::new(key.start, key.start + length), message);
    Some(problem.help("write plain spaces").replace(" ".repeat(count)))
}

/// How many characters and bytes of space `text` starts with, and the name of the first that is no
/// plain space; `None` where there is no such one. Hidden characters are none of them.
pub(super) fn strange_spaces(text: &str) -> Option<(usize, usize, String)> {
    let strange = |c: char| {
        matches!(c, '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
    };
    let spaces = || text.chars().take_while(|c| *c == ' ' || strange(*c));
    let first = spaces().find(|c| strange(*c))?;
    let name = match first {
        '\u{a0}' => "a no-break space",
        '\u{202f}' => "a narrow no-break space",
        '\u{3000}' => "an ideographic space",
        _ => "a space that is no plain one",
    };
    let name = format!("{name} (U+{:04X})", u32::from(first));
    Some((spaces().count(), spaces().map(char::len_utf8).sum(), name))
}

/// `010`.
pub(super) fn leading_zero(span: Span, text: &str) -> Problem {
    let message =
        format!("{} is a number with a leading zero, which can be read in several ways", quoted(text));
    let problem = Problem::unsupported(span, message);
    let quoted = double_quoted(text);
    if text.bytes().filter(u8::is_ascii_digit).count() > LONGEST_NUMBER {
        return problem.help("quote it: it is too long for a number of a record").replace(quoted);
    }
    let sign = if text.starts_with('-') { "-" } else { "" };
    let number = text.trim_start_matches(['+', '-']).trim_start_matches('0');
    let zero = if number.starts_with(|c: char| c.is_ascii_digit()) { "" } else { "0" };
    problem.help(format!("write `{sign}{zero}{number}` for a number, or quote it for text: `{quoted}`"))
}

/// `.inf`, `.nan`, `1e999`.
pub(super) fn not_finite(span: Span, text: &str) -> Problem {
    Problem::unsupported(span, format!("{} is not a finite number", quoted(text)))
        .help("write a number that can be computed with, or quote it if it is text")
}

/// A list or map where a key is expected.
pub(super) fn key_not_scalar(span: Span, map: bool) -> Problem {
    let what = if map { "map" } else { "list" };
    Problem::unsupported(span, format!("a {what} cannot be a key"))
        .help("write a name before the colon; quote a text that starts with `[`, `{` or `?`")
}

/// Nesting over the limit, at the list or map that is too deep.
pub(super) fn too_deep(span: Span) -> Problem {
    Problem::unsupported(span, format!("lists and maps are nested more than {MAX_DEPTH} deep here"))
        .help("write the record with less nesting")
}

/// The directives (`%YAML`, `%TAG`) before the document, which the parser reads without a trace.
pub(super) fn directives(text: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        let bare = line.trim_end();
        if bare.starts_with('%') {
            let span = Span::new(start, start + bare.len());
            let message = "a line that starts with `%` is a directive, which records may not use";
            problems.push(
                Problem::unsupported(span, message)
                    .help("delete the line, or quote the text if it is meant as such"),
            );
        } else if !bare.trim_start().is_empty() && !bare.trim_start().starts_with('#') {
            break;
        }
        start += line.len();
    }
    problems
}
