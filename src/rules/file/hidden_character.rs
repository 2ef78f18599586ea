//! Characters that nobody can see.

use crate::finding::{Audience, Certainty, Finding, Location, Severity, Side};
use crate::rules::{Check, Docs, Example, Family, FilesView, Rule};
use crate::source::{Span, hidden};
use crate::yaml::more_in_file;

/// See the module.
pub static RULE: Rule = Rule {
    id: "hidden-character",
    family: Family::File,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "a character that nobody can see: bidirectional, zero-width or control",
    docs: Docs {
        finds: "A bidirectional control, a zero-width character or a control character in a value, a key, a comment or a file name. Tabs, line ends, joiners inside emoji and joiners between letters of scripts that join are fine.",
        why: "Text that looks like one thing and is another misleads whoever reviews it, and two ids that look the same are not.",
        bad: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "title: Run the worker\\u202E on async Rust",
        },
        good: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "title: Run the worker on async Rust",
        },
        change: "It cannot be changed: delete the character.",
    },
    checks: &[Check::Files(check)],
};

/// More than this many in one file are not told one by one; the last one told says how many.
const MOST: usize = 50;

fn check(view: &FilesView<'_>, findings: &mut Vec<Finding>) {
    for file in view.files {
        if let Ok(path) = std::str::from_utf8(&file.path)
            && let Some((_, c)) = hidden_in(path).next()
        {
            let location = Location::Entry { side: Side::After, path: file.path.clone() };
            findings.push(
                RULE.finding(location, format!("the file's name holds a hidden character, {}", name(c)))
                    .help("rename the file: lower-case letters, digits and hyphens"),
            );
        }
        let Some(source) = file.source() else { continue };
        let mut characters = hidden_in(source.text());
        let shown: Vec<(usize, char)> = characters.by_ref().take(MOST).collect();
        let more = Some(characters.count()).filter(|more| *more > 0);
        let last = shown.len().saturating_sub(1);
        for (index, (start, c)) in shown.into_iter().enumerate() {
            let rest = more.filter(|_| index == last).map(|more| more_in_file(more, false));
            let location = Location::text(source.path(), Span::new(start, start + c.len_utf8()));
            findings.push(
                RULE.finding(
                    location,
                    format!("a hidden character stands in the text: {}{}", name(c), rest.unwrap_or_default()),
                )
                .label("nobody can see it")
                .replace("delete it", "", deletion(c))
                .subject(name(c)),
            );
        }
    }
}

/// Whether `text` has a hidden character, which this rule or, for a byte-order mark, `invalid-text`
/// tells.
pub(super) fn is_told(text: &str) -> bool {
    text.contains('\u{feff}') || hidden_in(text).next().is_some()
}

/// Byte-order marks are left to `invalid-text`, tabs and line ends are fine.
fn hidden_in(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    // Nearly all text has none, and that is seen much faster than whether one is needed.
    let text = if may_hide(text) { text } else { "" };
    hidden::characters(text).filter(|(_, c, hidden)| *hidden && is_suspect(*c)).map(|(at, c, _)| (at, c))
}

/// Whether any character is suspect. Most stretches are printable ASCII; these are looked at without
/// a way out in the middle, because processors then look at many bytes at once.
fn may_hide(text: &str) -> bool {
    let plain = |byte: &u8| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~');
    let mut start = 0;
    text.as_bytes().chunks(32).any(|chunk| {
        let end = start + chunk.len();
        let first = std::mem::replace(&mut start, end);
        if chunk.iter().fold(true, |all, byte| all & plain(byte)) {
            return false;
        }
        let first = (0..=first).rev().find(|at| text.is_char_boundary(*at));
        let last = (end..=text.len()).find(|at| text.is_char_boundary(*at));
        let stretch = first.zip(last).and_then(|(first, last)| text.get(first..last));
        stretch.is_none_or(|stretch| stretch.chars().any(is_suspect))
    })
}

/// Whether the character is hidden, and none that other rules speak of or that every text has.
fn is_suspect(c: char) -> bool {
    hidden::is_hidden(c) && !matches!(c, '\t' | '\n' | '\r' | '\u{feff}')
}

/// How sure it is that nothing is lost with the character: what parts lines may part two words.
fn deletion(c: char) -> Certainty {
    match c {
        '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Certainty::Likely,
        _ => Certainty::Exact,
    }
}

/// The character's number and, for those that do harm most often, its name in the Unicode Standard.
fn name(c: char) -> String {
    let name = match c {
        '\u{0}' => " (null)",
        '\u{7}' => " (bell)",
        '\u{8}' => " (backspace)",
        '\u{1b}' => " (escape)",
        '\u{7f}' => " (delete)",
        '\u{85}' => " (next line)",
        '\u{ad}' => " (soft hyphen)",
        '\u{200b}' => " (zero width space)",
        '\u{200c}' => " (zero width non-joiner)",
        '\u{200d}' => " (zero width joiner)",
        '\u{200e}' => " (left-to-right mark)",
        '\u{200f}' => " (right-to-left mark)",
        '\u{2028}' => " (line separator)",
        '\u{2029}' => " (paragraph separator)",
        '\u{202a}' => " (left-to-right embedding)",
        '\u{202b}' => " (right-to-left embedding)",
        '\u{202c}' => " (pop directional formatting)",
        '\u{202d}' => " (left-to-right override)",
        '\u{202e}' => " (right-to-left override)",
        '\u{2060}' => " (word joiner)",
        '\u{2066}' => " (left-to-right isolate)",
        '\u{2067}' => " (right-to-left isolate)",
        '\u{2068}' => " (first strong isolate)",
        '\u{2069}' => " (pop directional isolate)",
        _ => "",
    };
    format!("U+{:04X}{name}", u32::from(c))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_character_hides_between_two_stretches(
            text in "[a-z\u{e9}\u{65e5}\u{1f600}]{0,70}([\u{200b}\u{202e}\u{7f}\u{feff}\t\n]{0,2})[a-z\u{e9}\u{65e5}]{0,40}"
        ) {
            prop_assert_eq!(may_hide(&text), text.chars().any(is_suspect));
        }
    }
}
