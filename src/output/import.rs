//! What came of a spreadsheet, for a terminal: what was understood and how, what was not, what next.

mod remarks;

use std::collections::BTreeMap;
use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use super::columns::{padded, shorten, width};
use super::escape::{neutralise_commands, terminal};
use super::wording::{count, wrap};
use crate::import::{ColumnReading, Field, Import, NewRecord, Shape, Weight, quotable};
use crate::policy::Vocabulary;
use crate::record::{Kind, Level, Method};

/// How the report is drawn.
#[derive(Clone, Copy, Debug)]
pub struct ImportOptions {
    /// Whether colour codes may be written.
    pub colour: bool,
    /// Whether marks may be more than ASCII.
    pub unicode: bool,
    /// Columns to write in, 40 at least.
    pub width: usize,
    /// Whether every cell of a remark is listed.
    pub all: bool,
}

/// What the report is about, beside what came of the sheet.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The file as it was named.
    pub file: &'a str,
    /// What came of it.
    pub import: &'a Import,
    /// The scale.
    pub vocabulary: &'a Vocabulary,
    /// Whether people go by pseudonyms.
    pub pseudonymous: bool,
    /// What became of the records.
    pub fate: Fate,
    /// Rule, its summary, and how many warnings of it the records bring.
    pub warnings: &'a [(String, String, usize)],
}

/// What became of the records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// They were written.
    Written,
    /// They would be written.
    DryRun,
    /// They were not.
    NotWritten,
}

/// The most cells of a remark, names of skills and paths that are listed.
const MOST_CELLS: usize = 6;
const MOST_SKILLS: usize = 12;
const MOST_PATHS: usize = 40;
/// Where what is said begins.
const INDENT: usize = 11;

/// The report, with a line end.
#[must_use]
pub fn text(subject: &Subject<'_>, options: ImportOptions) -> String {
    let options = ImportOptions { width: options.width.max(40), ..options };
    let mut page = Page { out: String::new(), options };
    page.title(subject);
    page.understood(subject);
    page.columns(subject.import);
    page.levels(subject);
    page.remarks(subject, Weight::NotUnderstood);
    page.remarks(subject, Weight::Assumed);
    page.remarks(subject, Weight::Aside);
    page.records(subject);
    page.afterwards(subject);
    neutralise_commands(&page.out)
}

struct Page {
    out: String,
    options: ImportOptions,
}

impl Page {
    fn style(&self, style: Style) -> Style {
        if self.options.colour { style } else { Style::new() }
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    /// A word on the left, and what there is to say beside it.
    fn entry(&mut self, label: &str, text: &str) {
        let bold = self.style(Style::new().bold());
        let mut label = format!("{bold}{}{bold:#}", padded(label, INDENT - 1));
        for line in wrap(&terminal(text), self.options.width - INDENT) {
            let line = shorten(&line, self.options.width - INDENT, self.options.unicode);
            self.line(&format!("{label} {line}"));
            label = " ".repeat(INDENT - 1);
        }
    }

    fn heading(&mut self, style: Style, text: &str) {
        let style = self.style(style.bold());
        self.out.push('\n');
        self.line(&format!("{style}{text}{style:#}"));
    }

    fn paragraph(&mut self, style: Style, indent: usize, text: &str) {
        let style = self.style(style);
        for line in wrap(&terminal(text), self.options.width - indent) {
            self.line(&format!("{}{style}{line}{style:#}", " ".repeat(indent)));
        }
    }

    fn title(&mut self, subject: &Subject<'_>) {
        let import = subject.import;
        let shape = match import.shape {
            Shape::PeopleInRows => "a person a row",
            Shape::PeopleInColumns => "a person a column",
            Shape::OneRatingARow => "a rating a row",
        };
        let (rows, columns) = import.size;
        let bold = self.style(Style::new().bold());
        let facts = format!(
            "{}, {}, {} between cells, {shape}",
            count(rows, "row"),
            count(columns, "column"),
            import.delimiter
        );
        let file = terminal(subject.file);
        if width(&file) + 2 + width(&facts) <= self.options.width {
            self.line(&format!("{bold}{file}{bold:#}: {facts}"));
        } else {
            self.line(&format!("{bold}{file}{bold:#}"));
            self.paragraph(Style::new(), 2, &facts);
        }
        if import.shape_assumed {
            let style = AnsiColor::Yellow.on_default();
            self.paragraph(
                style,
                2,
                "Nothing in it says which way round it is. If people are in columns: --transposed",
            );
        }
        self.out.push('\n');
    }

    fn understood(&mut self, subject: &Subject<'_>) {
        let import = subject.import;
        let people = import.people.len();
        let new = import.people.iter().filter(|person| person.new).count();
        let new_skills = import.skills.iter().filter(|skill| skill.new).count();
        let of = |all: usize, new: usize| match new {
            _ if all == 0 => String::new(),
            0 => " (all there already)".to_owned(),
            new if new == all => " (new)".to_owned(),
            new => format!(" ({new} new)"),
        };
        let mut text = format!("{}{}", count(people, "person"), of(people, new));
        if !import.skills.is_empty() {
            let skills = count(import.skills.len(), "skill");
            let levels = count(import.ratings + import.present_ratings, "level");
            let _ = write!(text, ", {skills}{}, {levels}", of(import.skills.len(), new_skills));
        }
        if import.present_ratings > 0 {
            let _ = write!(text, " ({} there already, of the same day)", import.present_ratings);
        }
        if import.levels.unrated > 0 {
            let _ = write!(text, "; {} without a level", count(import.levels.unrated, "cell"));
        }
        self.entry("Understood", &text);
        if import.hidden > 0 {
            let hidden = count(import.hidden, "character");
            self.entry("", &format!("{hidden} that nobody can see taken out"));
        }
        if subject.pseudonymous && new > 0 {
            self.pseudonyms(import);
        }
    }

    /// Who got which handle, by place in the sheet: names stay out of what may be kept somewhere.
    fn pseudonyms(&mut self, import: &Import) {
        let column = import.shape == Shape::PeopleInColumns;
        let place = if column { "column" } else { "row" };
        let new: Vec<String> = import
            .people
            .iter()
            .filter(|person| person.new)
            .map(|person| format!("{} {place} {}", person.handle, person.place))
            .collect();
        self.entry("Handles", &format!("{}.", new.join(", ")));
        self.entry(
            "",
            "Keep this list away from the repository. The numbers follow the sheet; a column Handle gives others.",
        );
    }

    fn columns(&mut self, import: &Import) {
        let place = if import.shape == Shape::PeopleInColumns { "row" } else { "column" };
        let mut parts = Vec::new();
        for column in &import.columns {
            if let ColumnReading::Field(field) = column.reading
                && field != Field::Ignore
            {
                let heading = if column.heading.is_empty() {
                    format!("{place} {}", column.place)
                } else {
                    format!("\"{}\"", column.heading)
                };
                parts.push(format!("{heading} = {field}"));
            }
        }
        if !parts.is_empty() {
            self.entry("Columns", &parts.join(", "));
        }
        let names = |new: bool| {
            let mut names: Vec<String> = import
                .skills
                .iter()
                .filter(|skill| skill.new == new)
                .map(|skill| if new { skill.name.clone() } else { skill.id.clone() })
                .take(MOST_SKILLS + 1)
                .collect();
            let rest =
                import.skills.iter().filter(|skill| skill.new == new).count().saturating_sub(MOST_SKILLS);
            if rest > 0 {
                names.truncate(MOST_SKILLS);
                names.push(format!("and {rest} more"));
            }
            names.join(", ")
        };
        if import.skills.iter().any(|skill| skill.new) {
            self.entry("New skills", &names(true));
            self.kinds(import);
        }
        if import.skills.iter().any(|skill| !skill.new) {
            self.entry("Skills", &format!("there already: {}", names(false)));
        }
        let ignored: Vec<String> = import
            .columns
            .iter()
            .filter(|column| {
                column.reading == ColumnReading::Field(Field::Ignore) && !column.heading.is_empty()
            })
            .map(|column| format!("\"{}\"", column.heading))
            .collect();
        if !ignored.is_empty() {
            self.entry("Left out", &ignored.join(", "));
        }
    }

    fn kinds(&mut self, import: &Import) {
        let mut kinds: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for skill in import.skills.iter().filter(|skill| skill.new) {
            kinds.entry(skill.kind.name()).or_default().push(&skill.name);
        }
        kinds.remove("technical");
        for (kind, mut names) in kinds {
            let rest = names.len().saturating_sub(MOST_SKILLS);
            names.truncate(MOST_SKILLS);
            let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
            self.entry("", &format!("of these {kind}, by their name or heading: {}{more}", names.join(", ")));
        }
    }

    fn levels(&mut self, subject: &Subject<'_>) {
        let label = |level: Level| match subject.vocabulary.label(level) {
            Some(label) => format!("{level} {label}"),
            None => level.to_string(),
        };
        let levels = &subject.import.levels;
        let mut by_level: BTreeMap<Level, Vec<String>> = BTreeMap::new();
        for (text, (level, cells)) in levels.words.iter().take(MOST_PATHS) {
            by_level.entry(*level).or_default().push(format!("\"{text}\" ({cells})"));
        }
        let mut parts: Vec<String> = by_level
            .iter()
            .map(|(level, texts)| format!("{} = {}", texts.join(", "), label(*level)))
            .collect();
        let rest = levels.words.len().saturating_sub(MOST_PATHS);
        if rest > 0 {
            parts.push(format!("and {rest} more texts"));
        }
        if !parts.is_empty() {
            self.entry("Levels", &parts.join("; "));
        }
        let none: Vec<String> =
            levels.nothing_yet.iter().take(6).map(|(text, n)| format!("\"{text}\" ({n})")).collect();
        if let Some((first, _)) = levels.nothing_yet.first_key_value() {
            let lowest = subject.vocabulary.scale.keys().next().copied().unwrap_or(Level(1));
            let text = format!(
                "{} = not rated: your scale begins at {}. To rate it: --level \"{}={lowest}\"",
                none.join(", "),
                label(lowest),
                quotable(first),
            );
            self.entry(if parts.is_empty() { "Levels" } else { "" }, &text);
        }
    }

    fn records(&mut self, subject: &Subject<'_>) {
        let records = &subject.import.records;
        if records.is_empty() {
            self.heading(Style::new(), "Nothing new: everything that was understood is there already");
            return;
        }
        let mut kinds: BTreeMap<usize, (Kind, usize)> = BTreeMap::new();
        for record in records {
            let place = Kind::ALL.iter().position(|kind| *kind == record.kind).unwrap_or_default();
            kinds.entry(place).or_insert((record.kind, 0)).1 += 1;
        }
        let kinds: Vec<String> = kinds.values().map(|(kind, n)| count(*n, kind.name())).collect();
        let (style, word) = match subject.fate {
            Fate::Written => (AnsiColor::Green.on_default(), "Written"),
            Fate::DryRun => (Style::new(), "Would be written"),
            Fate::NotWritten => (AnsiColor::Yellow.on_default(), "Not written"),
        };
        self.heading(style, &format!("{word}: {}", kinds.join(", ")));
        if subject.fate == Fate::DryRun {
            self.paths(records);
        }
        self.method(subject.import);
        if records.iter().any(|record| record.kind == Kind::Role) {
            let text = "New roles ask for nothing yet: say under `requires` which skills a tier needs, at which level.";
            self.paragraph(Style::new(), 2, text);
        }
    }

    fn paths(&mut self, records: &[NewRecord]) {
        let most = if self.options.all { usize::MAX } else { MOST_PATHS };
        for record in records.iter().take(most) {
            self.line(&format!("  {}", terminal(&record.path)));
        }
        let rest = records.len().saturating_sub(most);
        if rest > 0 {
            self.paragraph(Style::new().dimmed(), 2, &format!("and {rest} more: --all lists everything"));
        }
    }

    /// What the ratings are worth.
    fn method(&mut self, import: &Import) {
        let text = match (import.methods.contains(&Method::SelfRating), import.methods.len()) {
            (_, 0) => return,
            (true, 1) => {
                "The baselines are self-ratings: what people say of themselves, not yet a level. If somebody else \
                 rated: --method mentor --assessor HANDLE (or manager, peer, panel)."
            }
            (true, _) => {
                "Those with an assessor count as levels; the others are self-ratings, what people say of themselves."
            }
            (false, _) => "The baselines count as levels, because somebody else rated.",
        };
        self.paragraph(Style::new(), 2, text);
    }

    fn afterwards(&mut self, subject: &Subject<'_>) {
        if subject.warnings.is_empty() || subject.fate == Fate::NotWritten {
            return;
        }
        self.heading(Style::new(), "What `milepost check` will remind you of");
        for (rule, summary, n) in subject.warnings {
            self.paragraph(Style::new(), 2, &format!("{} {rule}: {summary}", times(*n)));
        }
    }
}

fn times(n: usize) -> String {
    format!("{n} x")
}
