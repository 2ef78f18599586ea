//! Text from people, made harmless: one function per target.
//!
//! Nothing here knows what a report is. Targets are the terminal (read by CI runners too), Markdown
//! as the forges render it, HTML pages, XML, workflow commands, Mermaid inside a fence, and JSON (in
//! `json.rs`, which is lossless).

mod command;
mod html;
mod link;
mod markdown;
mod mention;
mod xml;

#[cfg(test)]
mod command_tests;
#[cfg(test)]
mod inert_tests;
#[cfg(test)]
mod lying_report_tests;

pub use command::{command_data, command_value};
pub use html::{html, html_link, visible};
pub use link::{Link, link, link_target};
pub use markdown::{code, markdown, message, shorten};
pub use mention::mention;
pub use xml::xml;

use crate::source::hidden;

/// What stands for a hidden character in Markdown: U+FFFD, the replacement character.
const REPLACED: char = '\u{fffd}';

/// One line of text for a terminal: tabs become four spaces; control, bidirectional and zero-width
/// characters become visible (`<U+202E>`); what a CI runner would obey inside a line (`##[`) is
/// broken up. Use [`neutralise_commands`] on whole outputs as well.
#[must_use]
pub fn terminal(text: &str) -> String {
    terminal_text(text, false, &mut [])
}

/// As [`terminal`], for several lines: LF stays. `places` are byte offsets in `text`; each becomes
/// the offset of the same place in the result.
#[must_use]
pub fn terminal_lines(text: &str, places: &mut [usize]) -> String {
    terminal_text(text, true, places)
}

fn terminal_text(text: &str, lines: bool, places: &mut [usize]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut moved: Vec<Option<usize>> = vec![None; places.len()];
    let mut command = Command::default();
    for (at, c, hidden) in hidden::characters(text) {
        for (place, new) in places.iter().zip(&mut moved) {
            if new.is_none() && *place <= at {
                *new = Some(out.len());
            }
        }
        let breaks_command = command.completed_by(c);
        match c {
            '\n' if lines => out.push('\n'),
            '\t' => out.push_str("    "),
            _ if hidden || breaks_command => out.push_str(&visible_name(c)),
            _ => out.push(c),
        }
    }
    for (place, new) in places.iter_mut().zip(moved) {
        *place = new.unwrap_or(out.len());
    }
    out
}

fn visible_name(c: char) -> String {
    format!("<U+{:04X}>", u32::from(c))
}

/// The last guard before text goes to a stream that a CI runner reads: no line begins (after white
/// space and colour codes) with `::`, none contains `##[`, `##vso[` and the like. Colour codes and
/// line ends stay as they are.
#[must_use]
pub fn neutralise_commands(output: &str) -> String {
    let mut out = String::with_capacity(output.len());
    for line in output.split_inclusive(['\n', '\r']) {
        let start = command_start(line);
        let (before, rest) = line.split_at_checked(start).unwrap_or((line, ""));
        out.push_str(before);
        let rest = match rest.strip_prefix("::") {
            Some(rest) => {
                out.push_str(&visible_name(':'));
                out.push(':');
                rest
            }
            None => rest,
        };
        let mut command = Command::default();
        for c in rest.chars() {
            if command.completed_by(c) {
                out.push_str(&visible_name(c));
            } else {
                out.push(c);
            }
        }
    }
    out
}

/// Where a line begins for a reader that drops white space and colour codes.
fn command_start(line: &str) -> usize {
    let mut start = 0;
    loop {
        let rest = line.get(start..).unwrap_or_default();
        let white = rest.len() - rest.trim_start().len();
        let colour = match rest.get(white..).unwrap_or_default().strip_prefix("\u{1b}[") {
            Some(code) => code.find(|c: char| !matches!(c, '0'..='9' | ';')).map_or(0, |end| end + 3),
            None => 0,
        };
        if white + colour == 0 {
            return start;
        }
        start += white + colour;
    }
}

/// Follows a text character by character and tells where `##`, letters, `[` is complete: the form
/// of workflow commands in several CI systems.
#[derive(Default)]
struct Command {
    hashes: usize,
    word: bool,
}

impl Command {
    fn completed_by(&mut self, c: char) -> bool {
        let open = self.hashes >= 2;
        match c {
            '#' if self.word => *self = Self { hashes: 1, word: false },
            '#' => self.hashes += 1,
            '[' if open => {
                *self = Self::default();
                return true;
            }
            _ if open && c.is_ascii_alphabetic() => self.word = true,
            _ => *self = Self::default(),
        }
        false
    }
}

/// A name inside a Mermaid Gantt chart: letters, digits, `-`, `.` and single spaces, at most 40
/// characters. Everything that has a meaning there (`:`, `;`, `#`, `%`, `,`, quotes, line ends)
/// becomes a space, so the caller must put its own word first.
#[must_use]
pub fn mermaid(text: &str) -> String {
    let kept: String = text
        .chars()
        .take(400)
        .map(|c| if c.is_alphanumeric() || matches!(c, '-' | '.') { c } else { ' ' })
        .collect();
    let words = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    words.replace("--", "-").chars().take(40).collect::<String>().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hidden_characters_become_visible_in_a_terminal() {
        assert_eq!(terminal("a\u{202e}b\u{200b}c\x1b[31m"), "a<U+202E>b<U+200B>c<U+001B>[31m");
        assert_eq!(terminal("a\tb\nc\rd"), "a    b<U+000A>c<U+000D>d");
        assert_eq!(terminal("日本 ñ 👩\u{200d}💻 می\u{200c}خواهم"), "日本 ñ 👩\u{200d}💻 می\u{200c}خواهم");
        assert_eq!(terminal("p\u{200d}q ❤\u{fe0f}\u{fe0f}"), "p<U+200D>q ❤\u{fe0f}<U+FE0F>");
    }

    #[test]
    fn places_follow_what_is_replaced() {
        let text = "\tü\u{202e}x\ny";
        let mut places = [text.find('x').unwrap(), text.find('y').unwrap(), 99];
        let shown = terminal_lines(text, &mut places);
        assert_eq!(shown, "    ü<U+202E>x\ny");
        assert_eq!(&shown[places[0]..places[0] + 1], "x");
        assert_eq!(&shown[places[1]..], "y");
        assert_eq!(places[2], shown.len());
    }

    #[test]
    fn commands_of_ci_runners_are_broken_up() {
        assert_eq!(terminal("x ##[error]y"), "x ##<U+005B>error]y");
        assert_eq!(terminal("####vso[task]"), "####vso<U+005B>task]");
        assert_eq!(terminal("## [x] #[a] C##a-["), "## [x] #[a] C##a-[");
        assert_eq!(neutralise_commands("  ::error::x\nok ::x\n"), "  <U+003A>:error::x\nok ::x\n");
        assert_eq!(neutralise_commands("\u{1b}[1m ::set::\r::b"), "\u{1b}[1m <U+003A>:set::\r<U+003A>:b");
    }

    #[test]
    fn mermaid_names_are_words() {
        assert_eq!(mermaid("Async: Rust; %%{init}%% #1\nclick x"), "Async Rust init 1 click x");
        assert_eq!(mermaid("a --> b"), "a - b");
    }

    proptest! {
        #[test]
        fn a_terminal_line_has_no_control_and_no_command(text in "(\\PC|[\\x00-\\x1f#:\\[\u{200b}\u{202e}\u{85}]){0,40}") {
            let shown = terminal(&text);
            let hidden = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{200b}');
            prop_assert!(!shown.contains(hidden));
            prop_assert!(!shown.contains("##["));
            let guarded = neutralise_commands(&text);
            prop_assert!(guarded.split(['\n', '\r']).all(|line| !line.trim_start().starts_with("::")), "{guarded:?}");
            prop_assert!(!guarded.contains("##["));
        }
    }
}
