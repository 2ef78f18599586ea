//! Which quotes a scalar needs, and how it is written in them.

use super::tree::{Block, Outside, Scalar, Wide};
use crate::source::hidden;
use crate::yaml::is_text;

/// Where a scalar stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// After a key or dash.
    Value,
    /// In brackets.
    InBrackets,
}

/// `text` as it is written where nobody wrote it before.
pub(super) fn new(text: &str, place: Place) -> String {
    if is_plain(text, place) && !is_misread(text) { text.to_owned() } else { quoted(text) }
}

/// Whether `text` without quotes is the same text. Careful: where this says no, it might still be.
pub(super) fn is_plain(text: &str, place: Place) -> bool {
    let Some(first) = text.chars().next() else { return false };
    // YAML 1.2, 5.3 "Indicator Characters". Some may start a text if something follows; few people
    // know which.
    const INDICATORS: &str = "-?:,[]{}#&*!|>'\"%@`=<";
    if INDICATORS.contains(first) || text.starts_with("...") {
        return false;
    }
    if text.starts_with(' ') || text.ends_with([' ', ':']) || text.contains(": ") || text.contains(" #") {
        return false;
    }
    if place == Place::InBrackets && text.contains([',', '[', ']', '{', '}']) {
        return false;
    }
    is_text(text) && is_printable(text)
}

/// Whether every character can be seen, and none ends a line.
fn is_printable(text: &str) -> bool {
    hidden::characters(text).all(|(_, c, hidden)| !hidden && is_ordinary(c))
}

/// Whether `c` may stand in YAML as it is (5.1 "Character Set"), and is no space of an unusual kind.
fn is_ordinary(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
        && (c == ' ' || !c.is_whitespace())
}

/// Whether readers of YAML 1.1 take `text` without quotes for something else: a truth value
/// (<https://yaml.org/type/bool.html>), a number in base 60 or 2, or one with `_`
/// (<https://yaml.org/type/int.html>). Dates are not meant: records write them without quotes.
pub(super) fn is_misread(text: &str) -> bool {
    let word = text.len() <= 3
        && ["y", "n", "yes", "no", "on", "off"].iter().any(|word| text.eq_ignore_ascii_case(word));
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let digits = unsigned.strip_prefix("0b").unwrap_or(unsigned);
    let number = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'_' | b':' | b'.'));
    word || number
}

/// `text` in quotes: double ones, but single ones where double ones would need a backslash for a
/// character that can be seen.
pub(super) fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) && !text.contains('\'') && is_printable(text) {
        return format!("'{text}'");
    }
    double_quoted(text)
}

fn double_quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for (_, c, hidden) in hidden::characters(text) {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            _ if !hidden && is_ordinary(c) => out.push(c),
            _ => match u32::from(c) {
                code @ 0..=0xff => out.push_str(&format!("\\x{code:02x}")),
                code @ 0x100..=0xffff => out.push_str(&format!("\\u{code:04x}")),
                code => out.push_str(&format!("\\U{code:08x}")),
            },
        }
    }
    out.push('"');
    out
}

/// A text that is to be written for the first time.
pub(super) fn text(text: &str) -> Scalar {
    let inside = new(text, Place::InBrackets);
    if text.contains('\n')
        && let Some(block) = lines(text)
    {
        return Scalar { inside, outside: Outside::Block(block) };
    }
    Scalar { inside, outside: Outside::Line { text: new(text, Place::Value), wide: wide(text) } }
}

/// What a text may become where it is too long for its line.
pub(super) fn wide(text: &str) -> Wide {
    if text.contains('\n') {
        return lines(text).map_or(Wide::Keep, Wide::Lines);
    }
    let blank = text.starts_with(' ') || text.ends_with(' ');
    if blank || !is_printable(text) || !super::fold::can_break(text) {
        return Wide::Keep;
    }
    Wide::Fold(text.to_owned())
}

/// `text` line by line, where that shows all of it.
pub(super) fn lines(text: &str) -> Option<Block> {
    let body = text.trim_end_matches('\n');
    let visible = |line: &str| is_printable(line) && !line.ends_with(' ');
    if body.trim().is_empty() || !body.split('\n').all(visible) {
        return None;
    }
    Some(block(text))
}

/// `text` line by line, whatever it holds; there must be something other than blanks in it.
pub(super) fn block(text: &str) -> Block {
    let body = text.trim_end_matches('\n');
    Block {
        folded: false,
        indicator: body.starts_with([' ', '\n', '\t']),
        line_ends: text.len() - body.len(),
        lines: body.split('\n').map(str::to_owned).collect(),
    }
}
