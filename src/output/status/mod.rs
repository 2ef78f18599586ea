//! The status in a terminal, and as JSON.
//!
//! # JSON (`milepost status --json`)
//!
//! `version` (`1`), `kind` (`"status"`), then the fields of [`Status`] under their names there.

mod person;
mod team;

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use super::columns::{padded, shorten, width};
use super::escape::{neutralise_commands, terminal};
use super::report::{self, Report};
use super::wording::{count, wrap};
use crate::report::status::{DateKind, Status, StatusDate};

/// How the status is drawn.
#[derive(Clone, Copy, Debug)]
pub struct StatusOptions {
    /// Whether colour codes may be written.
    pub colour: bool,
    /// Whether bars and marks may be more than ASCII.
    pub unicode: bool,
    /// Columns to write in, 40 at least.
    pub width: usize,
}

/// The most dates, or windows, of a section; the rest is counted.
const MOST: usize = 12;

/// From here on a date has one line; below, two.
const ONE_LINE: usize = 68;

/// The status as one JSON object, with a line end.
#[must_use]
pub fn json(status: &Status) -> String {
    report::json(Report::Status, status)
}

/// The status for a terminal, with a line end.
#[must_use]
pub fn text(status: &Status, options: StatusOptions) -> String {
    let options = StatusOptions { width: options.width.max(40), ..options };
    let mut page = Page { out: String::new(), options };
    if let Some(person) = &status.person {
        person::write(&mut page, person, status.header.today);
    }
    if let Some(team) = &status.team {
        team::write(&mut page, team, &status.header);
    }
    if !status.header.notices.is_empty() {
        page.blank();
        for notice in &status.header.notices {
            page.sentence(page.dim(), notice);
        }
    }
    neutralise_commands(&page.out)
}

/// Lines written one after the other.
struct Page {
    out: String,
    options: StatusOptions,
}

impl Page {
    fn style(&self, style: Style) -> Style {
        if self.options.colour { style } else { Style::new() }
    }

    fn dim(&self) -> Style {
        self.style(Style::new().dimmed())
    }

    fn bold(&self) -> Style {
        self.style(Style::new().bold())
    }

    /// What has passed.
    fn urgent(&self) -> Style {
        self.style(AnsiColor::Red.on_default().bold())
    }

    /// What wants to be looked at.
    fn notable(&self) -> Style {
        self.style(AnsiColor::Yellow.on_default())
    }

    /// What is there already, in bars.
    fn reached(&self) -> Style {
        self.style(AnsiColor::Green.on_default())
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    fn blank(&mut self) {
        self.out.push('\n');
    }

    fn heading(&mut self, text: &str) {
        let bold = self.bold();
        self.blank();
        self.line(&format!("{bold}{text}{bold:#}"));
    }

    /// A sentence, on as many lines as it takes. A command in it stays on one line.
    fn sentence(&mut self, style: Style, text: &str) {
        for line in wrap(&joined(&terminal(text)), self.options.width) {
            let line = line.replace(JOINT, " ");
            let line = shorten(&line, self.options.width, self.options.unicode);
            self.line(&format!("{style}{line}{style:#}"));
        }
    }

    /// Text of people on one line of at most `columns`.
    fn cut(&self, text: &str, columns: usize) -> String {
        let words: Vec<&str> = text.split_whitespace().collect();
        shorten(&terminal(&words.join(" ")), columns, self.options.unicode)
    }

    fn dot(&self) -> &'static str {
        if self.options.unicode { "·" } else { "-" }
    }

    /// A list of dates, each with the days left; of a long one the beginning.
    fn dates(&mut self, dates: &[StatusDate]) {
        let shown = dates.get(..MOST).unwrap_or(dates);
        let columns =
            |of: fn(&StatusDate) -> String| shown.iter().map(|date| width(&of(date))).max().unwrap_or(0);
        let when = columns(|date| in_words(date.days));
        let kind = columns(|date| kind_in_words(date.kind).to_owned());
        for date in shown {
            self.date(date, when, kind);
        }
        self.more(dates.len() - shown.len());
    }

    fn date(&mut self, date: &StatusDate, when: usize, kind: usize) {
        let (dim, day) = (self.dim(), date.date);
        let style = self.style_of(date);
        let words = in_words(date.days);
        if self.options.width >= ONE_LINE {
            let used = 2 + when + 2 + 10 + 2 + kind + 2;
            let title = self.cut(&date.title, self.options.width.saturating_sub(used));
            let (words, kind) = (padded(&words, when), padded(kind_in_words(date.kind), kind));
            self.line(&format!("  {style}{words}{style:#}  {dim}{day}  {kind}{dim:#}  {title}"));
        } else {
            let (dot, kind) = (self.dot(), kind_in_words(date.kind));
            let room = self.options.width.saturating_sub(4 + width(kind) + 3);
            let title = self.cut(&date.title, room);
            self.line(&format!("  {style}{words}{style:#}  {dim}{day}{dim:#}"));
            self.line(&format!("    {dim}{kind} {dot}{dim:#} {title}"));
        }
    }

    fn style_of(&self, date: &StatusDate) -> Style {
        match (date.late, date.soon) {
            (true, _) => self.urgent(),
            (false, true) => self.notable(),
            (false, false) => Style::new(),
        }
    }

    fn more(&mut self, rest: usize) {
        if rest > 0 {
            let dim = self.dim();
            self.line(&format!("  {dim}and {rest} more: --json lists all{dim:#}"));
        }
    }

    /// A bar with its label and figures.
    fn measure(&mut self, label: (&str, usize), share: f64, style: Style, figures: &str) {
        let (label, columns) = label;
        let dim = self.dim();
        let cells = match self.options.width {
            ..48 => 8,
            48..ONE_LINE => 10,
            ONE_LINE.. => 20,
        };
        // Long figures take their room from the bar.
        let room = self.options.width.saturating_sub(2 + columns + 2 + 2 + width(figures));
        let cells = cells.min(room);
        let (full, empty) = super::columns::bar(share, cells, self.options.unicode);
        let label = padded(&self.cut(label, columns), columns);
        let mut line = String::new();
        let _ = write!(line, "  {label}  {style}{full}{style:#}{dim}{empty}{dim:#}  {figures}");
        self.line(&line);
    }
}

/// Stands for a space at which no line may end. Neutralised text has no such character of its own.
const JOINT: char = '\u{1}';

/// `text` with what stands between backticks held together.
fn joined(text: &str) -> String {
    let part = |(index, part): (usize, &str)| match index % 2 {
        0 => part.to_owned(),
        _ => part.replace(' ', &JOINT.to_string()),
    };
    if text.matches('`').count() % 2 == 1 {
        return text.to_owned();
    }
    text.split('`').enumerate().map(part).collect::<Vec<_>>().join("`")
}

/// How far away a day is, in words.
fn in_words(days: i64) -> String {
    // Beyond two years nobody counts days.
    let far = |days: u64| {
        if days > 730 { count((days / 365) as usize, "year") } else { count(days as usize, "day") }
    };
    match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        ..0 => format!("{} ago", far(days.unsigned_abs())),
        _ => format!("in {}", far(days.unsigned_abs())),
    }
}

fn kind_in_words(kind: DateKind) -> &'static str {
    match kind {
        DateKind::Deadline => "deadline",
        DateKind::UseAtWork => "use at work",
        DateKind::Reassessment => "assess again",
        DateKind::SecondTry => "second try",
        DateKind::AwardEnds => "award ends",
        DateKind::Need => "needed",
        DateKind::ProgramStarts => "program starts",
        DateKind::Session => "session",
        DateKind::ProgramEnds => "program ends",
        DateKind::RotationStarts => "rotation starts",
        DateKind::RotationEnds => "rotation ends",
    }
}

#[cfg(test)]
mod tests;
