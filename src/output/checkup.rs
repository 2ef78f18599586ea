//! What is there and what is missing, for a terminal and for programs.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use super::escape::{neutralise_commands, terminal};
use super::wording::{count, wrap};
use crate::report::checkup::{Checkup, Item, Need, Standing};

/// Where the text begins: behind the longest word, `missing`.
const INDENT: usize = 9;

/// For people: a line a thing, what to do below it, and a line that sums up.
#[must_use]
pub fn human(checkup: &Checkup, colour: bool, width: usize) -> String {
    let mut out = String::new();
    let style = |style: Style| if colour { style } else { Style::new() };
    let bold = style(Style::new().bold());
    for (need, title) in [(Need::Ci, "What CI needs"), (Need::Comfort, "What makes it pleasant")] {
        let mut items = checkup.items.iter().filter(|item| item.need == need).peekable();
        if items.peek().is_none() {
            continue;
        }
        let _ = writeln!(out, "{bold}{title}{bold:#}");
        for item in items {
            let word = style(word_style(item));
            let _ = write!(out, "{word}{:<INDENT$}{word:#}", self::word(item.standing));
            lines(&mut out, &item.text, width, 0);
            if let Some(advice) = &item.advice {
                let _ = write!(out, "{:INDENT$}", "");
                lines(&mut out, &format!("-> {advice}"), width, 3);
            }
        }
        out.push('\n');
    }
    for line in wrap(&summary(checkup), width) {
        let _ = writeln!(out, "{line}");
    }
    neutralise_commands(&out)
}

/// The words of `text` in lines of `width`, below each other; the first goes on where the line stands.
fn lines(out: &mut String, text: &str, width: usize, further: usize) {
    for (number, line) in wrap(&terminal(text), width.saturating_sub(INDENT + further)).iter().enumerate() {
        let indent = if number == 0 { 0 } else { INDENT + further };
        let _ = writeln!(out, "{:indent$}{line}", "");
    }
}

fn word(standing: Standing) -> &'static str {
    match standing {
        Standing::Ok => "ok",
        Standing::Missing => "missing",
        Standing::Unknown => "unknown",
    }
}

fn word_style(item: &Item) -> Style {
    let colour = match (item.standing, item.need) {
        (Standing::Ok, _) => AnsiColor::Green,
        (Standing::Missing, Need::Ci) => AnsiColor::Red,
        (Standing::Missing, Need::Comfort) | (Standing::Unknown, _) => AnsiColor::Yellow,
    };
    Style::new().fg_color(Some(colour.into()))
}

fn summary(checkup: &Checkup) -> String {
    let (ci, comfort) = (checkup.missing(Need::Ci), checkup.missing(Need::Comfort));
    let unknown = checkup.items.iter().filter(|item| item.standing == Standing::Unknown).count();
    let unknown = match unknown {
        0 => String::new(),
        n => format!("; {n} could not be known"),
    };
    let more = if comfort == 0 { String::new() } else { format!("; {comfort} more would help") };
    match ci {
        0 if comfort == 0 => format!("nothing is missing{unknown}"),
        0 => format!("nothing that CI needs is missing; {} would help{unknown}", count(comfort, "thing")),
        _ => format!("missing for CI: {}{more}{unknown}", count(ci, "thing")),
    }
}

/// For programs; version 1.
#[must_use]
pub fn json(checkup: &Checkup) -> String {
    #[derive(Serialize)]
    struct Envelope<'a> {
        version: u32,
        ready: bool,
        items: &'a [Item],
    }
    let ready = checkup.missing(Need::Ci) == 0;
    let envelope = Envelope { version: 1, ready, items: &checkup.items };
    let text = serde_json::to_string_pretty(&envelope).unwrap_or_default();
    format!("{text}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Checkup {
        Checkup::new(vec![
            Item::missing("hook", Need::Comfort, "no hook runs the check before a commit", "install one"),
            Item::ok("base", Need::Ci, "the base branch origin/main"),
            Item::unknown("token", Need::Ci, "a token \u{1b}[31m", "a rather long advice that does not fit"),
        ])
    }

    #[test]
    fn lines_fit_a_narrow_terminal_and_ci_comes_first() {
        let shown = human(&sample(), false, 40);
        assert!(shown.lines().all(|line| line.chars().count() <= 40), "{shown}");
        assert!(shown.starts_with("What CI needs\nok       the base branch origin/main\n"), "{shown}");
        assert!(shown.contains("<U+001B>[31m") && !shown.contains('\u{1b}'), "{shown}");
        let last = shown.rsplit("\n\n").next().unwrap_or_default().replace('\n', " ");
        assert_eq!(last, "nothing that CI needs is missing; 1 thing would help; 1 could not be known ");
    }

    #[test]
    fn programs_are_told_whether_ci_can_run() {
        let read = |checkup: &Checkup| -> serde_json::Value { serde_json::from_str(&json(checkup)).unwrap() };
        let value = read(&sample());
        assert_eq!((value["version"].as_u64(), value["ready"].as_bool()), (Some(1), Some(true)));
        assert_eq!(value["items"][2]["need"], "comfort");
        let worse = Checkup::new(vec![Item::missing("base", Need::Ci, "none", "fetch it")]);
        assert_eq!(read(&worse)["ready"], false);
    }
}
