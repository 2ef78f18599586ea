//! Valid YAML that records may not use, and what to write instead.

use super::problem::{Problem, double_quoted, quoted};
use crate::source::Span;

/// The deepest nesting of lists and maps.
pub(super) const MAX_DEPTH: usize = 32;

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

/// `010`.
pub(super) fn leading_zero(span: Span, text: &str) -> Problem {
    let message =
        format!("{} is a number with a leading zero, which can be read in several ways", quoted(text));
    Problem::unsupported(span, message)
        .help("quote it if it is text; otherwise drop the zero")
        .replace(double_quoted(text))
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
