//! Errors in and behind text in quotes.

use super::super::problem::{Problem, double_quoted, quoted};
use super::lexer::closing_quote;
use super::place::{Place, separator};
use crate::source::Span;

/// A quote that is not closed before the text must be over.
pub(super) fn unclosed(place: &Place<'_>) -> Problem {
    let starts_quote = place.after(place.offset).starts_with(['"', '\'']);
    let open = place.open().quote.or_else(|| starts_quote.then_some(place.offset));
    let Some(open) = open else { return super::not_expected(place) };
    let span = place.character(open);
    let line = place.line();
    let closed = closing_quote(place.text, open).is_some_and(|end| ends_value(place.after(end)));
    if closed && open < line.start && separator(line.text).is_none() && !line.text.starts_with(['-', '.']) {
        return Problem::syntax(line.span(), "this line of a text in quotes is not indented enough")
            .help("indent it further than the key that the text belongs to");
    }
    let quote = place.slice(span);
    Problem::syntax(span, "this quote is never closed")
        .help(format!("write another `{quote}` where the text ends"))
}

/// Whether nothing but the end of a value follows.
fn ends_value(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', '\t']);
    rest.is_empty() || rest.starts_with(['\n', '\r', '#', ',', ']', '}'])
}

/// Text behind a closing quote: `'Don't'`, `"Foo" bar`.
pub(super) fn text_behind(place: &Place<'_>) -> Problem {
    let open = place.open();
    let behind = place.rest_of_line(place.offset);
    let apart = place.before(place.offset).ends_with([' ', '\t', '\n', '\r']);
    if apart && !open.brackets.is_empty() {
        return super::flow::broken(place);
    }
    let Some((start, _)) = open.quoted.filter(|_| open.brackets.is_empty()) else {
        let span = super::value_span(place, place.offset);
        return Problem::syntax(span, "text follows the closing quote")
            .help("write `''` for a `'` inside single quotes, and `\\\"` for a `\"` inside double quotes");
    };
    let span = Span::new(start, behind.end);
    let text = place.slice(span);
    let one_line = !text.contains(['\n', '\r']);
    if !one_line || separator(place.slice(behind)).is_some() {
        return Problem::syntax(behind, "text follows the closing quote")
            .help("check that each quote is closed once; write `\\\"` for a `\"` inside double quotes");
    }
    let quote = if text.starts_with('"') { '"' } else { '\'' };
    let inner = text.strip_prefix(quote).and_then(|text| text.strip_suffix(quote));
    match inner {
        // Backslashes keep their meaning inside double quotes, so only the quotes change.
        Some(inner) if quote == '"' => Problem::syntax(span, "a `\"` inside the text ends it too early")
            .help("write `\\\"` for each `\"` inside the text")
            .replace(format!("\"{}\"", inner.replace("\\\"", "\"").replace('"', "\\\""))),
        Some(inner) => Problem::syntax(span, "a `'` inside the text ends it too early")
            .help("put the text in double quotes, or write `''` for each `'` inside it")
            .replace(double_quoted(&inner.replace("''", "'"))),
        None => Problem::syntax(span, "text follows the closing quote")
            .help("put the whole value in quotes")
            .replace(if text.contains('\'') { double_quoted(text) } else { format!("'{text}'") }),
    }
}

/// A backslash in double quotes with something behind it that means nothing.
pub(super) fn escape(place: &Place<'_>) -> Problem {
    let from = place.open().quote.unwrap_or(place.offset);
    let span = wrong_escape(place.text, from).unwrap_or_else(|| place.word(place.offset));
    let text = place.slice(span);
    let message = format!("{} is not an escape that YAML knows", quoted(text));
    if let Some((whole, inner)) = windows_path(place, from) {
        return Problem::syntax(whole, message)
            .help("put the text in single quotes, where a backslash is only a backslash")
            .replace(format!("'{}'", inner.replace('\'', "''")));
    }
    let problem =
        Problem::syntax(span, message).help("write `\\\\` for a backslash, or put the text in single quotes");
    if text.starts_with('\\') { problem.replace(format!("\\{text}")) } else { problem }
}

/// The double-quoted text that starts at `open`, with what stands between the quotes, where it has
/// several backslashes that part names, as in `C:\path\new`: mending one alone would leave `\n`.
fn windows_path<'t>(place: &Place<'t>, open: usize) -> Option<(Span, &'t str)> {
    let whole = Span::new(open, closing_quote(place.text, open)?);
    let inner = place.slice(whole).strip_prefix('"')?.strip_suffix('"')?;
    let mut names = inner.split('\\');
    let parts = |name: &str| name.ends_with(|c: char| c == ':' || c.is_alphanumeric());
    let last = names.next_back()?;
    let several = names.clone().nth(1).is_some();
    let path = several && !last.is_empty() && names.all(parts);
    (path && !inner.contains(['"', '\n', '\r'])).then_some((whole, inner))
}

/// The first wrong escape in the double-quoted text that starts at `from`.
fn wrong_escape(text: &str, from: usize) -> Option<Span> {
    let mut rest = text.get(from + 1..)?;
    loop {
        let backslash = rest.find(['\\', '"'])?;
        let escape = rest.get(backslash..)?;
        let start = text.len() - escape.len();
        let mut characters = escape.chars();
        if characters.next() != Some('\\') {
            return None;
        }
        let kind = characters.next()?;
        let digits = match kind {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            '0' | 'a' | 'b' | 't' | 'n' | 'v' | 'f' | 'r' | 'e' | ' ' | '"' | '/' | '\\' | 'N' | '_'
            | 'L' | 'P' | '\t' | '\n' | '\r' => 0,
            _ => return Some(Span::new(start, start + 1 + kind.len_utf8())),
        };
        let written = characters.as_str().get(..digits).unwrap_or_default();
        let code = u32::from_str_radix(written, 16).ok();
        let next = 2 + written.len();
        if digits > 0 {
            let hexadecimal = written.bytes().all(|b| b.is_ascii_hexdigit());
            match code.filter(|_| hexadecimal && written.len() == digits) {
                None => return Some(Span::new(start, start + 2)),
                Some(code) if char::from_u32(code).is_none() && !paired(escape, code) => {
                    return Some(Span::new(start, start + next));
                }
                // Of a pair of surrogates, both are passed at once.
                Some(code) if char::from_u32(code).is_none() => {
                    rest = escape.get(12..)?;
                    continue;
                }
                Some(_) => {}
            }
        }
        rest = escape.get(next..)?;
    }
}

/// Whether a high surrogate is followed by a low one.
fn paired(escape: &str, code: u32) -> bool {
    let low = escape.get(6..12).and_then(|low| low.strip_prefix("\\u"));
    let low = low.and_then(|low| u32::from_str_radix(low, 16).ok());
    (0xd800..0xdc00).contains(&code) && low.is_some_and(|low| (0xdc00..0xe000).contains(&low))
}
