//! Errors in lists and maps in brackets.

use super::super::problem::{Problem, quoted};
use super::lexer::closing_bracket;
use super::place::{Line, Place, separator};
use crate::source::Span;

/// `[a, b}`.
pub(super) fn mismatched(place: &Place<'_>, open: char, close: char) -> Problem {
    let right = if open == '[' { ']' } else { '}' };
    let wrong = closing_bracket(place.text, place.offset)
        .filter(|at| place.after(*at).starts_with(close))
        .unwrap_or(place.offset);
    let problem = Problem::syntax(
        Span::new(wrong, wrong + 1),
        format!("`{open}` is closed by `{close}` instead of `{right}`"),
    )
    .related(Span::new(place.offset, place.offset + 1), "opened here");
    if wrong == place.offset { problem } else { problem.help("close it with the same kind").replace(right) }
}

/// A closing bracket without an opening one.
pub(super) fn misplaced(place: &Place<'_>) -> Problem {
    let span = place.character(place.offset);
    let close = place.slice(span);
    let open = if close == "]" { "[" } else { "{" };
    Problem::syntax(span, format!("this `{close}` closes nothing: there is no `{open}` before it"))
        .help("delete it, or quote the text that it belongs to")
}

/// Anything else that goes wrong between brackets.
pub(super) fn broken(place: &Place<'_>) -> Problem {
    let open = place.open();
    if open.quote.is_some() {
        return super::quotes::unclosed(place);
    }
    let Some(open) = open.brackets.last().copied() else {
        return if place.at_line_start() && !place.at_end() {
            super::layout::wrong_indentation(place)
        } else {
            super::not_expected(place)
        };
    };
    let line = place.line();
    let closing = closing_bracket(place.text, open);
    let new_line = open < line.start && place.at_line_start();
    let next_field =
        new_line && separator(line.text).is_some_and(|colon| colon > 0) && !starts_inside(place, open);
    if place.at_end() || closing.is_none() || next_field {
        return unclosed(place, open);
    }
    if new_line && line.text.starts_with([']', '}']) {
        // As far as the line above it, whose indentation is fine.
        let above = place.above(line).next().filter(|above| above.start > open);
        let wanted = above.map_or(place.line_at(open).content().0 + 2, Line::indentation);
        let missing = " ".repeat(wanted.saturating_sub(line.indentation()));
        return Problem::syntax(line.span(), "the closing bracket is not indented enough")
            .help(
                "indent it further than the key that the brackets belong to, or put it behind the last item",
            )
            .replace(missing + line.text);
    }
    if new_line && line.indentation() <= place.line_at(open).indentation() {
        return Problem::syntax(line.span(), "this line of a list or map in brackets is not indented enough")
            .help("indent it further than the key that the brackets belong to");
    }
    let rest = place.after(place.offset);
    if rest.starts_with(',') {
        return Problem::syntax(place.character(place.offset), "a value is missing before this comma")
            .help("delete the comma, or write the value");
    }
    if rest.starts_with(':') {
        let before = place.before(place.offset);
        let start = before.rfind([' ', '\t', '\n', '\r', ',', '[', '{']).map_or(0, |i| i + 1);
        let span = Span::new(start, place.offset + 1);
        if start == place.offset {
            return Problem::syntax(span, "this colon stands apart from its key")
                .help("write `key: value` on one line");
        }
        if place.before(start).trim_end_matches([' ', '\t']).ends_with(':') {
            let value = super::value_span(place, start);
            return super::quote_it(place, value, super::layout::colon_in_value(place, value));
        }
        return Problem::syntax(span, format!("a comma is missing before {}", quoted(place.slice(span))))
            .help("put a comma between two members, and quote a value that contains `: `");
    }
    if rest.starts_with('-') {
        return Problem::syntax(place.character(place.offset), "`-` starts no item between brackets")
            .help("separate the items by commas, or quote a value that starts with `-`");
    }
    let span = word(place);
    Problem::syntax(span, format!("a comma is missing before {}", quoted(place.slice(span))))
        .help("separate items and members by commas")
}

/// Whether the line is indented like one that stands inside the map that `open` starts.
fn starts_inside(place: &Place<'_>, open: usize) -> bool {
    let line = place.line();
    place.after(open).starts_with('{') && line.indentation() > place.line_at(open).indentation()
}

/// A bracket that is not closed before the text must be over.
pub(super) fn unclosed(place: &Place<'_>, open: usize) -> Problem {
    let span = place.character(open);
    let right = if place.slice(span) == "[" { "]" } else { "}" };
    Problem::syntax(span, format!("this `{}` is never closed", place.slice(span)))
        .help(format!("write `{right}` where the {} ends", if right == "]" { "list" } else { "map" }))
}

fn word(place: &Place<'_>) -> Span {
    let span = place.word(place.offset);
    let end = place.slice(span).find([',', ']', '}']).filter(|end| *end > 0);
    end.map_or(span, |end| Span::new(span.start, span.start + end))
}
