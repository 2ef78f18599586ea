//! Errors in indentation, colons and dashes.

use super::super::problem::{Problem, double_quoted, quoted};
use super::super::refused::strange_spaces;
use super::place::{Line, Place, separator, tight_colon};
use super::quote_it;
use crate::source::Span;

/// A tab where indentation must be spaces.
pub(super) fn tab(place: &Place<'_>) -> Problem {
    let blank = [' ', '\t'];
    let before = place.before(place.offset);
    let run = before.len() - before.trim_end_matches(blank).len();
    let just_before = before.get(before.len() - run..).and_then(|run| run.find('\t'));
    let start = just_before.map(|tab| before.len() - run + tab).or_else(|| {
        let indentation = |line: &str| {
            let indented = line.trim_start_matches(blank);
            line.get(..line.len() - indented.len()).and_then(|indentation| indentation.find('\t'))
        };
        let mut start = place.offset;
        let lines = place.after(place.offset).split_inclusive(['\n', '\r']);
        let in_indentation = lines.enumerate().find_map(|(number, line)| {
            let tab = indentation(line).filter(|_| number > 0).map(|tab| start + tab);
            start += line.len();
            tab
        });
        in_indentation.or_else(|| place.after(place.offset).find('\t').map(|tab| place.offset + tab))
    });
    start.map_or_else(|| super::not_expected(place), |start| tab_at(place, start))
}

fn tab_at(place: &Place<'_>, start: usize) -> Problem {
    let rest = place.after(start);
    let length = rest.len() - rest.trim_start_matches('\t').len();
    let indents = place.line_at(start).first > start;
    let message =
        if indents { "a tab is used for indentation" } else { "a tab stands where only spaces are allowed" };
    Problem::syntax(Span::new(start, start + length), message)
        .help("use spaces; most editors can be told to do so for YAML files")
}

/// What looks like indentation and is none: a tab, or a space that is not a plain one, on this line
/// or on a line above that stands where this one should.
pub(super) fn strange_indentation(place: &Place<'_>) -> Option<Problem> {
    let line = place.line();
    if let Some((count, length, name)) = strange_spaces(place.after(line.first)) {
        let message = format!("{name} is used for indentation");
        let problem = Problem::syntax(Span::new(line.first, line.first + length), message);
        return Some(problem.help("write plain spaces").replace(" ".repeat(count)));
    }
    let tab = |line: Line<'_>| {
        place.slice(Span::new(line.start, line.first)).find('\t').map(|tab| line.start + tab)
    };
    let starts = |above: &Line<'_>| separator(above.text).is_some() || above.text.starts_with("- ");
    let mut above = place.above(line).take_while(|above| above.indentation() >= line.indentation().max(1));
    let start = tab(line).or_else(|| above.find_map(|above| tab(above).filter(|_| starts(&above))))?;
    Some(tab_at(place, start))
}

/// A `: ` where no key can be: in a value, behind a line without key, or on a line indented too far.
pub(super) fn colon(place: &Place<'_>) -> Problem {
    let line = place.line();
    if line.text.starts_with("---") {
        return Problem::syntax(line.span(), "a record cannot start on the line of the `---`")
            .help("start it on the next line, or delete the `---`");
    }
    let (column, content) = line.content();
    let start = line.start + column;
    if let Some(first) = separator(content).map(|colon| start + colon).filter(|colon| *colon < place.offset) {
        let rest = place.after(first + 1);
        let value = place.text.len() - rest.trim_start_matches([' ', '\t']).len();
        let span = place.rest_of_line(value);
        let message = colon_in_value(place, span);
        return quote_it(place, span, message);
    }
    let Some(above) = place.above(line).next() else { return super::not_expected(place) };
    if separator(above.text).is_none() && !continues(place, above) && above.content().0 <= line.indentation()
    {
        return no_key(place, above);
    }
    indented_too_far(place, line, Span::new(start, place.offset.max(start)))
}

/// What is wrong with a value such as `Rust: async`.
pub(super) fn colon_in_value(place: &Place<'_>, value: Span) -> String {
    let text = quoted(place.slice(value));
    format!("the value {text} contains a colon and a space, which YAML takes for another key")
}

/// A comment behind a text that the parser takes to go on below it.
pub(super) fn comment_in_text(place: &Place<'_>) -> Problem {
    let end = place.line_end(place.offset);
    let below = place.after(end);
    let below = place.line_at(place.text.len() - below.trim_start().len());
    let (column, content) = below.content();
    if let Some(colon) = separator(content) {
        let start = below.start + column;
        return indented_too_far(place, below, Span::new(start, start + colon));
    }
    Problem::syntax(
        Span::new(place.offset, end),
        "this comment stands in the middle of a text that goes on below",
    )
    .help("move the comment, or quote the text if the `#` belongs to it")
}

/// A key on a line that is indented further than a key can be there.
fn indented_too_far(place: &Place<'_>, line: Line<'_>, key: Span) -> Problem {
    let key = if key.start == key.end { place.rest_of_line(key.start) } else { key };
    let parent = place.above(line).find(|above| above.indentation() < line.indentation());
    let message = match parent.filter(|parent| separator(parent.text).is_some()) {
        Some(parent) => format!(
            "{} is indented as if it belonged to {}, which has a value already",
            quoted(place.slice(key)),
            quoted(name(parent))
        ),
        None => format!("{} is not indented like the lines above", quoted(place.slice(key))),
    };
    Problem::syntax(key, message).help("start it in the column of the key that it stands beside")
}

fn name(line: Line<'_>) -> &str {
    let (_, content) = line.content();
    separator(content).and_then(|colon| content.get(..colon)).unwrap_or(content).trim_end()
}

/// Whether `line` goes on with a text that starts behind a key or dash above.
fn continues(place: &Place<'_>, line: Line<'_>) -> bool {
    let outer = place.above(line).find(|above| above.indentation() < line.indentation());
    outer.is_some_and(|outer| match separator(outer.text) {
        Some(colon) => outer.text.len() > colon + 1,
        None => true,
    })
}

/// A line that should be `key: value` and has no key.
pub(super) fn no_key(place: &Place<'_>, line: Line<'_>) -> Problem {
    let (column, content) = line.content();
    let start = line.start + column;
    let item = content.strip_prefix('-').and_then(strange_spaces);
    if let Some((_, length, name)) = item {
        let message = format!("{name} stands after this dash, where YAML needs a plain space");
        return Problem::syntax(Span::new(start, start + 1 + length), message)
            .help("write a plain space between the dash and the item")
            .replace("- ");
    }
    if let Some(colon) = tight_colon(content) {
        let value = content.get(colon + 1..).and_then(strange_spaces);
        let colon = start + colon;
        if let Some((_, length, name)) = value {
            let message = format!("{name} stands after this colon, where YAML needs a plain space");
            return Problem::syntax(Span::new(colon, colon + 1 + length), message)
                .help("write a plain space between the colon and the value")
                .replace(": ");
        }
        return Problem::syntax(Span::new(colon, colon + 1), "a space is missing after this colon")
            .help("write a space between the colon and the value")
            .replace(": ");
    }
    let span = if line.text.is_empty() { place.word(place.offset) } else { line.span() };
    let text = place.slice(span);
    let what = if text.contains(':') { "no colon with a space behind it" } else { "no colon" };
    Problem::syntax(span, format!("{} has {what}, so it is not a `key: value` line", quoted(text))).help(
        "write `key: value`; if the line goes on with the text above, indent it further than that text's key",
    )
}

/// Something else stands where the next key of a map should.
pub(super) fn key_expected(place: &Place<'_>) -> Problem {
    let line = place.line();
    if line.text == "-" || line.text.starts_with("- ") {
        return item_among_keys(place, line);
    }
    if !place.at_line_start() {
        return behind_value(place, line);
    }
    wrong_indentation(place)
}

/// `title: [foo] bar`.
fn behind_value(place: &Place<'_>, line: Line<'_>) -> Problem {
    let behind = place.rest_of_line(place.offset);
    let before = place.before(place.offset).trim_end();
    let close = before.chars().next_back().filter(|c| matches!(c, ']' | '}'));
    let value = separator(line.text).and_then(|colon| {
        let rest = line.text.get(colon + 1..)?;
        Some(line.first + line.text.len() - rest.trim_start().len())
    });
    match (close, value.filter(|value| *value < place.offset)) {
        (Some(close), Some(value)) => {
            let span = Span::new(value, behind.end);
            Problem::syntax(span, format!("text follows the closing `{close}`"))
                .help(format!("quote the value if the `{close}` belongs to the text"))
                .replace(double_quoted(place.slice(span)))
        }
        _ => Problem::syntax(
            behind,
            format!("{} does not belong to the value before it", quoted(place.slice(behind))),
        )
        .help("start it on a line of its own, or quote the whole value"),
    }
}

fn item_among_keys(place: &Place<'_>, line: Line<'_>) -> Problem {
    let sibling = place
        .above(line)
        .take_while(|above| above.indentation() + 2 > line.indentation() || above.text.starts_with('-'))
        .find(|above| above.text == "-" || above.text.starts_with("- "));
    match sibling.filter(|sibling| sibling.indentation() != line.indentation()) {
        Some(sibling) => Problem::syntax(line.span(), "this list item is not indented like the one above")
            .help(format!("start it in column {}", sibling.indentation() + 1))
            .related(sibling.span(), "the item above"),
        None => Problem::syntax(line.span(), "a list item stands where a key is expected")
            .help("write the list's key on the line above, or `key: value` instead of the item"),
    }
}

/// Something else stands where the next item of a list should.
pub(super) fn item_expected(place: &Place<'_>) -> Problem {
    let line = place.line();
    let item = place.above(line).find(|above| above.text == "-" || above.text.starts_with("- "));
    if item.is_some_and(|item| item.indentation() == line.indentation()) {
        return Problem::syntax(line.span(), format!("{} stands where a list item is expected", quoted(line.text)))
            .help("start an item with `- `; indent what belongs to the item above, or a key that follows the list less");
    }
    wrong_indentation(place)
}

/// Something follows after the record is over.
pub(super) fn outside(place: &Place<'_>) -> Problem {
    let line = place.line();
    let first = place.above(line).last();
    match first {
        Some(first) if first.indentation() > line.indentation() => {
            Problem::syntax(line.span(), "this line is indented less than the first line of the record")
                .help("start all keys of the record in the same column")
                .related(first.span(), "the first line")
        }
        _ => Problem::syntax(line.span(), "the record is over on the line above; this does not belong to it")
            .help("start all keys of the record in the same column, as `key: value`"),
    }
}

/// `skills: - a`.
pub(super) fn item_behind_key(place: &Place<'_>) -> Problem {
    if place.at_line_start() {
        return wrong_indentation(place);
    }
    Problem::syntax(place.rest_of_line(place.offset), "a list cannot start on the line of its key")
        .help("start the list on the next line, or quote the value if the `-` belongs to the text")
}

/// A line in a column where nothing that is open above starts.
pub(super) fn wrong_indentation(place: &Place<'_>) -> Problem {
    let line = place.line();
    let span = if line.text.is_empty() { place.word(place.offset) } else { line.span() };
    let item = if line.text.starts_with("- ") { "list item" } else { "line" };
    Problem::syntax(span, format!("the indentation of this {item} fits none of the lines above"))
        .help("start it in the same column as the line that it stands beside")
}
