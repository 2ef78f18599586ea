//! What differs between two texts of a file, as a unified difference in a terminal.
//!
//! The form of `git diff`: a line that goes begins with `-`, one that comes with `+`, three lines
//! around them stay for orientation. Text from files is neutralised.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use similar::{ChangeTag, TextDiff};

use super::escape::{neutralise_commands, terminal};

/// Lines of context around what differs, as `git diff` gives them.
const CONTEXT: usize = 3;
/// Texts of more lines are not compared: comparing takes quadratic time, and nobody reads the result.
const MOST_LINES: usize = 8_000;

/// What differs between `before`, the text at `old_path`, and `after`, the text at `new_path`; empty
/// where nothing does.
#[must_use]
pub fn difference(old_path: &str, new_path: &str, before: &str, after: &str, colour: bool) -> String {
    if old_path == new_path && before == after {
        return String::new();
    }
    let style = |style: Style| if colour { style } else { Style::new() };
    let bold = style(Style::new().bold());
    let (gone, new) = (style(AnsiColor::Red.on_default()), style(AnsiColor::Green.on_default()));
    let place = style(AnsiColor::Cyan.on_default());
    let mut out = String::new();
    let mut line = |style: Style, text: &str| {
        let _ = writeln!(out, "{style}{text}{style:#}");
    };
    line(bold, &format!("--- {}", terminal(old_path)));
    line(bold, &format!("+++ {}", terminal(new_path)));
    if before == after {
        line(Style::new(), "  renamed; the text stays as it is");
        return neutralise_commands(&out);
    }
    if [before, after].into_iter().any(|text| text.lines().nth(MOST_LINES).is_some()) {
        line(Style::new(), "  the text differs; it has too many lines to be shown");
        return neutralise_commands(&out);
    }
    let compared = TextDiff::from_lines(before, after);
    for hunk in compared.unified_diff().context_radius(CONTEXT).iter_hunks() {
        line(place, &hunk.header().to_string());
        for change in hunk.iter_changes() {
            let (sign, style) = match change.tag() {
                ChangeTag::Equal => (' ', Style::new()),
                ChangeTag::Delete => ('-', gone),
                ChangeTag::Insert => ('+', new),
            };
            let text = change.value().trim_end_matches(['\n', '\r']);
            line(style, &format!("{sign}{}", terminal(text)));
            if change.missing_newline() {
                line(Style::new(), "\\ no line end at the end of the file");
            }
        }
    }
    neutralise_commands(&out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_go_and_come_stand_between_those_that_stay() {
        let before = "a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\r\ng: 7";
        let after = before.replace("e: 5", "e: 6");
        assert_eq!(
            difference("x.yaml", "x.yaml", before, &after, false),
            "--- x.yaml\n+++ x.yaml\n@@ -2,6 +2,6 @@\n b: 2\n c: 3\n d: 4\n-e: 5\n+e: 6\n f: 6\n g: 7\n\
             \\ no line end at the end of the file\n"
        );
        assert_eq!(difference("x.yaml", "x.yaml", before, before, false), "");
        let renamed = difference("x.yml", "x.yaml", before, before, false);
        assert_eq!(renamed, "--- x.yml\n+++ x.yaml\n  renamed; the text stays as it is\n");
    }

    #[test]
    fn text_from_files_is_neutralised_and_colours_are_ours() {
        let shown = difference("a\u{202e}.yaml", "a", "x\n", "\u{1b}[31m##[error]\n::error::x\n", true);
        assert!(shown.contains("a<U+202E>.yaml") && shown.contains("<U+001B>[31m"), "{shown}");
        assert!(!shown.contains("##[") && !shown.contains("\n::"), "{shown}");
        assert!(shown.contains("\u{1b}[32m+"), "{shown:?}");
        let plain = difference("a", "a", "x\n", "y\n", false);
        assert!(!plain.contains('\u{1b}'), "{plain:?}");
    }

    #[test]
    fn texts_of_many_lines_are_not_compared() {
        let (before, after) = ("a\n".repeat(100_000), "b\n".repeat(100_000));
        let shown = difference("a", "a", &before, &after, false);
        assert!(shown.contains("too many lines"), "{shown}");
    }
}
