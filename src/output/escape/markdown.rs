//! Markdown that renders as nothing but the text that went in, on GitHub, GitLab and Forgejo.
//!
//! Two means only. A character that Markdown reads becomes a numeric character reference: unlike a
//! backslash it holds in tables and in front of every extension. A word that a forge would turn
//! into something after rendering (a mention, a cross-reference, a link, an emoji) becomes a code
//! span, because those filters see the decoded text and leave only code alone.

use super::{Command, REPLACED};
use crate::source::hidden;

/// People's text as one line of Markdown. White space runs, line ends too, become one space.
#[must_use]
pub fn markdown(text: &str) -> String {
    let text = one_line(text);
    let words = text.split(' ').filter(|word| !word.is_empty());
    let mut out = String::with_capacity(text.len() + 16);
    for (i, word) in words.enumerate() {
        if i > 0 {
            out.push(' ');
        }
        if is_reference(word) {
            out.push_str(&code(word));
        } else {
            push_word(&mut out, word, i == 0);
        }
    }
    out
}

/// A message of our own with quoted values between backticks: those become code spans, the rest is
/// treated as [`markdown`].
///
/// Values may hold backticks themselves. A quotation begins with one after a gap or an opening mark
/// and ends with the next one before a gap or a closing mark; any other belongs to the text.
#[must_use]
pub fn message(text: &str) -> String {
    let text = one_line(text);
    let mut out = String::with_capacity(text.len() + 16);
    for (quoted, part) in quotations(&text) {
        let piece = if quoted { code(part) } else { markdown(part) };
        let spaced = out.ends_with('`') && piece.starts_with('`') || !quoted && part.starts_with(' ');
        if spaced && !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
        out.push_str(&piece);
        if !quoted && part.ends_with(' ') && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end_matches(' ').len());
    out
}

/// The parts of a message, and whether they are quoted.
fn quotations(text: &str) -> Vec<(bool, &str)> {
    let opens = |at: usize| {
        let (before, after) = (text.get(..at), text.get(at + 1..));
        before
            .and_then(|before| before.chars().next_back())
            .is_none_or(|c| c == ' ' || "([{\"'“‘–—/-→:=".contains(c))
            && after.is_some_and(|after| !after.starts_with(' ') && !after.is_empty())
    };
    let closes = |at: usize| {
        let (before, after) = (text.get(..at), text.get(at + 1..));
        after
            .and_then(|after| after.chars().next())
            .is_none_or(|c| c == ' ' || ",.;:!?)]}\"'”’…–—/-→=".contains(c))
            && before.is_some_and(|before| !before.ends_with(' '))
    };
    let mut parts = Vec::new();
    let mut rest = 0;
    let mut open: Option<usize> = None;
    for (at, _) in text.match_indices('`') {
        match open {
            Some(start) if closes(at) => {
                parts.push((false, text.get(rest..start).unwrap_or_default()));
                parts.push((true, text.get(start + 1..at).unwrap_or_default()));
                (rest, open) = (at + 1, None);
            }
            None if opens(at) => open = Some(at),
            Some(_) | None => {}
        }
    }
    parts.push((false, text.get(rest..).unwrap_or_default()));
    parts.retain(|(_, part)| !part.is_empty());
    parts
}

/// A value as a code span; empty where there is nothing to show. A `|` stands between two spans,
/// because inside one it would end a table cell.
#[must_use]
pub fn code(text: &str) -> String {
    let text = one_line(text);
    let mut out = String::with_capacity(text.len() + 8);
    for (i, part) in text.split('|').enumerate() {
        if i > 0 {
            out.push_str("&#124;");
        }
        if part.trim().is_empty() {
            continue;
        }
        let fence = "`".repeat(longest_run(part, '`') + 1);
        let outer = (part.chars().next(), part.chars().next_back());
        let pad =
            if matches!(outer, (Some('`'), _) | (_, Some('`')) | (Some(' '), Some(' '))) { " " } else { "" };
        for piece in [&fence, pad, part, pad, &fence] {
            out.push_str(piece);
        }
    }
    out
}

/// At most `limit` characters, the last one `…` where something was cut; cut between words where
/// there is a space in the second half.
#[must_use]
pub fn shorten(text: &str, limit: usize) -> String {
    let text = text.trim();
    let Some((end, _)) = text.char_indices().nth(limit) else {
        return text.to_owned();
    };
    let last = text.char_indices().nth(limit.saturating_sub(1)).map_or(end, |(at, _)| at);
    let kept = text.get(..last).unwrap_or_default();
    let cut = kept.rfind(' ').filter(|space| *space >= last / 2).unwrap_or(last);
    format!("{}…", kept.get(..cut).unwrap_or_default().trim_end())
}

/// Hidden characters replaced, white space of any kind a plain space, and `##[` broken up: the
/// comment is also printed where a CI runner reads it.
fn one_line(text: &str) -> String {
    let mut command = Command::default();
    hidden::characters(text)
        .map(|(_, c, hidden)| match c {
            '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
            _ if command.completed_by(c) || hidden => REPLACED,
            _ if c.is_whitespace() => ' ',
            _ => c,
        })
        .collect()
}

fn push_word(out: &mut String, word: &str, first: bool) {
    let ordinal = first
        && word.ends_with(['.', ')'])
        && word.get(..word.len() - 1).is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    for (i, c) in word.char_indices() {
        let leads = first && i == 0 && matches!(c, '-' | '+' | '=' | ':' | '/');
        let closes = ordinal && matches!(c, '.' | ')');
        // Marked text in some dialects.
        let marks = c == '=' && word.contains("==");
        let read = matches!(
            c,
            '\\' | '`' | '*' | '_' | '<' | '>' | '&' | '|' | '[' | ']' | '~' | '^' | '#' | '{' | '}'
        );
        if leads || closes || marks || read {
            out.push_str(&format!("&#{};", u32::from(c)));
        } else {
            out.push(c);
        }
    }
}

/// Whether a forge could make something of the rendered word: a mention, a reference to an issue,
/// merge request, epic, label, milestone, commit or project, an emoji, mathematics, a link, or a
/// command to the forge at the start of a line.
fn is_reference(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let pairs = || word.chars().zip(word.chars().skip(1));
    word.contains(['@', '$', '~'])
        || ["://", "www.", "mailto:", "xmpp:", "iteration:", "[[", "{+", "{-", "[+", "[-"]
            .iter()
            .any(|s| lower.contains(s))
        || word.contains('[') && word.contains([':', ']'])
        || word.contains('/') && word.contains('>')
        || pairs().any(|(sigil, next)| match sigil {
            '#' => next.is_alphanumeric() || next == '_',
            '!' | '&' => next.is_numeric(),
            '%' => next.is_alphanumeric() || matches!(next, '"' | '{' | '_'),
            _ => false,
        })
        || word.strip_prefix('/').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
        || has_emoji_name(word)
        || has_commit_id(word)
        || has_tracker_key(&lower, word)
}

/// `:name:`.
fn has_emoji_name(word: &str) -> bool {
    let name = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'+' | b'-'))
    };
    let parts: Vec<&str> = word.split(':').collect();
    let inner = parts.len().saturating_sub(1);
    parts.iter().take(inner).skip(1).any(|part| name(part))
}

/// Seven or more hexadecimal digits that stand alone.
fn has_commit_id(word: &str) -> bool {
    word.split(|c: char| !c.is_ascii_alphanumeric())
        .any(|part| part.len() >= 7 && part.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// `GH-12` and `GL-12` in any letter case, `ABC-12` as issue trackers beside the forge write it.
fn has_tracker_key(lower: &str, word: &str) -> bool {
    let digit = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    let own = lower.match_indices("gh-").chain(lower.match_indices("gl-"));
    own.into_iter().any(|(at, _)| lower.get(at + 3..).is_some_and(digit))
        || word.match_indices('-').any(|(at, _)| {
            let before = word.get(..at).unwrap_or_default();
            let key = before.bytes().rev().take(2).filter(u8::is_ascii_uppercase).count();
            key == 2 && word.get(at + 1..).is_some_and(digit)
        })
}

fn longest_run(text: &str, wanted: char) -> usize {
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if c == wanted { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_text_stays_readable() {
        let text = "p99 fell from 900 ms to 240 ms (90%), R&D: “done”; C# or C++?";
        assert_eq!(markdown(text), "p99 fell from 900 ms to 240 ms (90%), R&#38;D: “done”; C&#35; or C++?");
        assert_eq!(markdown(" two\n\nlines\t here "), "two lines here");
        assert_eq!(markdown("2026-12-18 at 10:30"), "2026-12-18 at 10:30");
    }

    #[test]
    fn what_a_forge_would_act_on_becomes_code() {
        for word in [
            "@ben",
            "a@b.example",
            "#12",
            "org/repo#12",
            "GH-12",
            "gh-7",
            "gl-7",
            "*iteration:7",
            "%{project_name}",
            "!12",
            "&1",
            "~label",
            "%milestone",
            ":smile:",
            "a1b2c3d",
            "https://x.example",
            "www.x.example",
            "/close",
            "$x$",
            "[TOC]",
            "[contact:1]",
            "group/project>",
            "ABC-12",
            "[x]",
            "{+a+}",
            "ftp://x",
            "(see:+1:)",
        ] {
            assert_eq!(markdown(word), format!("`{word}`"));
        }
    }

    #[test]
    fn what_markdown_would_read_is_written_as_numbers() {
        assert_eq!(markdown("# a"), "&#35; a");
        assert_eq!(markdown("1. a"), "1&#46; a");
        assert_eq!(markdown("- *a* | <b> `c`"), "&#45; &#42;a&#42; &#124; &#60;b&#62; &#96;c&#96;");
        assert_eq!(markdown("a - b"), "a - b");
        assert_eq!(markdown("a=b ==c=="), "a=b &#61;&#61;c&#61;&#61;");
    }

    #[test]
    fn fences_are_longer_than_what_they_hold() {
        assert_eq!(code("a`b``c"), "```a`b``c```");
        assert_eq!(code("`a"), "`` `a ``");
        assert_eq!(code("a|b"), "`a`&#124;`b`");
        assert_eq!(code(""), "");
        assert_eq!(code("a\u{202e}\nb"), "`a\u{fffd} b`");
        assert_eq!(code("##[error]"), "`##\u{fffd}error]`");
    }

    #[test]
    fn quoted_values_in_messages_are_code() {
        assert_eq!(message("`asinc-rust` names no skill"), "`asinc-rust` names no skill");
        assert_eq!(message("found `a@b`, not `#1`."), "found `a@b`, not `#1`.");
        assert_eq!(message("open ` only"), "open &#96; only");
        assert_eq!(message("(`a`), `b`–`c`: `d`."), "(`a`), `b`–`c`&#58; `d`.");
        assert_eq!(message("@ben`x` `#1`"), "`` @ben`x` `` `#1`");
    }

    #[test]
    fn quoted_values_may_hold_backticks() {
        assert_eq!(message("`a`b|c` names no project"), "``a`b``&#124;`c` names no project");
        assert_eq!(message("`a` b` is no id; write `c`"), "`a` b&#96; is no id; write `c`");
        assert_eq!(message("cut `off at"), "cut &#96;off at");
    }

    proptest! {
        #[test]
        fn a_quoted_value_without_gaps_is_one_value(value in "[a-z0-9`|@#<*_]{1,12}", other in "[a-z`]{1,8}") {
            let shown = message(&format!("found `{value}`, not `{other}`; write `c`"));
            let expected = format!("found {}, not {}; write `c`", code(&value), code(&other));
            prop_assert_eq!(shown, expected);
        }
    }

    #[test]
    fn texts_are_cut_between_words() {
        assert_eq!(shorten("one two three four", 12), "one two…");
        assert_eq!(shorten("one two three four", 15), "one two three…");
        assert_eq!(shorten("short", 5), "short");
        assert_eq!(shorten("ääääää", 4), "äää…");
    }
}
