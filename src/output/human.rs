//! Findings in a terminal, the way compilers show theirs: title, place, the line with the value
//! underlined, other places, what to write instead; one line of counts at the end.
//!
//! Everything that comes from files is neutralised first, and the whole once more, because the
//! reader may be a CI runner. Laying out lines is the renderer's work; joining places of one file
//! into one picture is in `canvas`.

mod canvas;
mod fold;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::time::Duration;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Group, Level, Origin, Patch, Renderer, Snippet};
use anstyle::{AnsiColor, Style};

use super::escape::{neutralise_commands, terminal, terminal_lines};
use super::wording::{count, in_words, tally, wrap};
use crate::finding::Severity;
use crate::report::findings::{
    FindingView, FindingsReport, PlaceView, Position, Region, RelatedView, Status,
};
use canvas::Canvas;

/// How findings are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HumanOptions {
    /// Whether colour codes may be written.
    pub colour: bool,
    /// Whether lines may be drawn with more than ASCII.
    pub unicode: bool,
    /// Columns of the terminal; long source lines are trimmed to it.
    pub width: usize,
    /// Whether standing findings are shown in full instead of counted.
    pub standing: bool,
    /// Whether every finding is shown, however often its rule repeats itself.
    pub all: bool,
}

impl Default for HumanOptions {
    fn default() -> Self {
        Self { colour: false, unicode: false, width: 100, standing: false, all: false }
    }
}

/// The findings of a check, ending with a line of counts.
#[must_use]
pub fn findings(report: &FindingsReport, options: HumanOptions) -> String {
    let mut writer = Writer::new(options);
    for path in &report.removals {
        writer.line("removed record", &terminal(path));
    }
    if !report.removals.is_empty() {
        writer.out.push('\n');
    }
    writer.findings(report.findings.iter().filter(|finding| finding.counts()));
    for path in &report.conflicts {
        writer.conflict(path);
    }
    if options.standing {
        let standing = |finding: &&FindingView| finding.status == Some(Status::Standing);
        writer.findings(report.findings.iter().filter(standing));
    }
    writer.tail(report);
    neutralise_commands(&writer.out)
}

/// The findings alone, as a check shows them, without the line of counts.
#[must_use]
pub fn listed(findings: &[FindingView], options: HumanOptions) -> String {
    let mut writer = Writer::new(options);
    writer.findings(findings.iter());
    neutralise_commands(&writer.out)
}

/// Narrower than this, nothing of a line would be left to see.
const MIN_WIDTH: usize = 40;
/// Columns before the mark of an advice: a line number, and a blank.
const MARGIN: usize = 5;

struct Writer<'a> {
    options: HumanOptions,
    renderer: Renderer,
    /// Advice already given, by rule: it is not repeated.
    given: BTreeMap<&'a str, BTreeSet<&'a str>>,
    /// Other places already shown, by rule: a text beside which a hundred findings lie is shown once.
    shown: BTreeSet<(&'a str, &'a str, &'a str, Option<Position>)>,
    out: String,
}

impl<'a> Writer<'a> {
    fn new(options: HumanOptions) -> Self {
        let base = if options.colour { Renderer::styled().hyperlink(false) } else { Renderer::plain() };
        let decor = if options.unicode { DecorStyle::Unicode } else { DecorStyle::Ascii };
        let renderer = base.decor_style(decor).term_width(options.width.max(MIN_WIDTH));
        Self { options, renderer, given: BTreeMap::new(), shown: BTreeSet::new(), out: String::new() }
    }

    fn width(&self) -> usize {
        self.options.width.max(MIN_WIDTH)
    }

    fn findings(&mut self, findings: impl Iterator<Item = &'a FindingView>) {
        if self.options.all {
            findings.for_each(|finding| self.finding(finding, 0));
            return;
        }
        let folded = fold::fold(findings);
        for (finding, more) in folded.shown {
            self.finding(finding, more);
        }
        if folded.unseen > 0 {
            let notes = count(folded.unseen, "note");
            self.line("more", &format!("{notes} of other rules; --all shows them"));
            self.out.push('\n');
        }
    }

    /// One finding; `more` of its rule are left out after it.
    fn finding(&mut self, finding: &'a FindingView, more: usize) {
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let title = level.primary_title(terminal(&finding.message)).id(terminal(&finding.rule));
        let mut main = Group::with_title(title).element(origin(&finding.place));
        let mut others = Vec::new();
        match &finding.place.region {
            Some(region) => {
                let mut canvas = Canvas::new(&region.excerpt, &finding.label);
                for related in &finding.related {
                    let same = related.place.path == finding.place.path;
                    let drawn = related
                        .place
                        .region
                        .as_ref()
                        .is_some_and(|other| same && canvas.add(&other.excerpt, &related.label));
                    if !drawn && self.is_new(finding, related) {
                        others.push(elsewhere(&related.label, &related.place));
                    }
                }
                main = main.element(canvas.snippet());
            }
            None => {
                for related in finding.related.iter().filter(|related| self.is_new(finding, related)) {
                    others.push(elsewhere(&related.label, &related.place));
                }
            }
        }
        let first = !self.given.contains_key(finding.rule.as_str());
        let width = self.width();
        let given = self.given.entry(&finding.rule).or_default();
        if let Some(help) = &finding.help {
            match (&help.replacement, &finding.place.region) {
                (Some(replacement), Some(region)) if fits(replacement, region, width) => {
                    others.push(suggestion(&help.text, replacement, region));
                }
                (Some(replacement), _) => {
                    let text = in_words(&help.text, replacement);
                    main = main.element(Level::HELP.message(self.wrapped(&text)));
                }
                (None, _) => {
                    if given.insert(&help.text) {
                        main = main.element(Level::HELP.message(self.wrapped(&help.text)));
                    }
                }
            }
        }
        if first {
            let more = format!("`milepost explain {}` tells more", finding.rule);
            main = main.element(Level::NOTE.message(terminal(&more)));
        }
        if more > 0 {
            let text = format!("and {more} more of this rule; --all shows them");
            main = main.element(Level::NOTE.message(text));
        }
        others.insert(0, main);
        self.push(&others);
    }

    /// Advice in lines that fit beside the renderer's margin; the terminal would break them in words.
    fn wrapped(&self, text: &str) -> String {
        let margin = " ".len() * MARGIN + "= help: ".len();
        wrap(&terminal(text), self.width().saturating_sub(margin)).join("\n")
    }

    /// Whether another place was not shown yet beside a finding of the same rule.
    fn is_new(&mut self, finding: &'a FindingView, related: &'a RelatedView) -> bool {
        let start = related.place.region.as_ref().map(|region| region.start);
        self.shown.insert((&finding.rule, &related.label, &related.place.path, start))
    }

    fn conflict(&mut self, path: &str) {
        let title = Level::ERROR.primary_title(format!("{} conflicts with base", terminal(path)));
        let advice = "merge or rebase onto base, then check again";
        self.push(&[Group::with_title(title).element(Level::HELP.message(advice))]);
    }

    fn push(&mut self, groups: &[Group<'_>]) {
        let rendered = self.renderer.render(groups);
        for line in rendered.lines().filter(|line| !is_second_file_mark(line)) {
            // The renderer fills the gutter with blanks, which only make lines longer when copied.
            self.out.push_str(line.trim_end());
            self.out.push('\n');
        }
        self.out.push('\n');
    }

    fn tail(&mut self, report: &FindingsReport) {
        let removed = report.findings.iter().filter(|finding| finding.status == Some(Status::Removed));
        let before = self.out.len();
        for finding in removed {
            let (rule, place) = (terminal(&finding.rule), shown_place(&finding.place));
            let message = terminal(&finding.message);
            self.line("gone with its record", &format!("{rule} at {place}: {message}"));
        }
        let counts = &report.counts;
        if counts.standing.total() > 0 && !self.options.standing {
            let (n, kinds) = (counts.standing.total(), tally(counts.standing));
            self.line("standing", &format!("{n} ({kinds}), not from this change; --standing shows them"));
        }
        if counts.resolved.total() > 0 {
            let n = count(counts.resolved.total(), "finding");
            self.line("resolved", &format!("{n} that base still has; thank you!"));
        }
        for notice in &report.notices {
            self.line("note", &terminal(notice));
        }
        if self.out.len() > before {
            self.out.push('\n');
        }
        self.summary(report);
    }

    fn line(&mut self, word: &str, text: &str) {
        let bold = self.style(Style::new().bold());
        let _ = writeln!(self.out, "{bold}{word}:{bold:#} {text}");
    }

    fn summary(&mut self, report: &FindingsReport) {
        let checked = &report.checked;
        let mut text = format!("checked {}", count(checked.files, "file"));
        if checked.people > 0 {
            text += &format!(" of {}", count(checked.people, "person"));
        }
        if let Some(elapsed) = report.elapsed {
            text += &format!(" in {}", seconds(elapsed));
        }
        let found = report.counts.found;
        let conflicts = match report.conflicts.len() {
            0 => String::new(),
            n => count(n, "conflict"),
        };
        let kinds: Vec<String> =
            [conflicts, tally(found)].into_iter().filter(|kind| !kind.is_empty()).collect();
        let result = match (kinds.is_empty(), report.compared) {
            (true, true) if report.untouched => "the change touches no record".to_owned(),
            (true, true) => "no findings introduced".to_owned(),
            (true, false) => "no findings".to_owned(),
            (false, true) => format!("{} introduced", kinds.join(", ")),
            (false, false) => kinds.join(", "),
        };
        let colour = if found.errors > 0 || !report.conflicts.is_empty() {
            AnsiColor::BrightRed
        } else if found.warnings > 0 {
            AnsiColor::Yellow
        } else {
            AnsiColor::BrightGreen
        };
        let style = self.style(colour.on_default().bold());
        let _ = writeln!(self.out, "{text}: {style}{result}{style:#}");
    }

    fn style(&self, style: Style) -> Style {
        if self.options.colour { style } else { Style::new() }
    }
}

fn origin<'a>(place: &PlaceView) -> Origin<'a> {
    let origin = Origin::path(terminal(&place.path));
    match &place.region {
        Some(region) => origin.line(region.start.line).char_column(region.start.column),
        None => origin,
    }
}

fn shown_place(place: &PlaceView) -> String {
    let path = terminal(&place.path);
    match &place.region {
        Some(region) => format!("{path}:{}:{}", region.start.line, region.start.column),
        None => path,
    }
}

fn elsewhere<'a>(label: &str, place: &PlaceView) -> Group<'a> {
    let group = Group::with_title(Level::NOTE.secondary_title(terminal(label))).element(origin(place));
    match &place.region {
        Some(region) => group.element(Canvas::new(&region.excerpt, "").snippet()),
        None => group,
    }
}

/// Whether the lines of a patch can be shown whole, before and after: unlike those of a snippet they
/// are not cut by the renderer.
fn fits(replacement: &str, region: &Region, width: usize) -> bool {
    let Region { excerpt, .. } = region;
    if excerpt.partial {
        return false;
    }
    let (before, after) = (excerpt.text.get(..excerpt.start), excerpt.text.get(excerpt.end..));
    let patched = [before.unwrap_or_default(), replacement, after.unwrap_or_default()].concat();
    // The gutter: the number of the last line, then the mark between two blanks.
    let last = excerpt.first_line + excerpt.text.lines().count().max(patched.lines().count());
    let room = width.saturating_sub(last.to_string().len() + 3);
    // From the scripts of East Asia on, a character may take two columns.
    let columns = |line: &str| line.chars().map(|c| if c < '\u{1100}' { 1 } else { 2 }).sum::<usize>();
    [&excerpt.text, &patched]
        .iter()
        .all(|text| terminal_lines(text, &mut []).lines().all(|line| columns(line) <= room))
}

fn suggestion<'a>(text: &str, replacement: &str, region: &Region) -> Group<'a> {
    let excerpt = &region.excerpt;
    let mut places = [excerpt.start, excerpt.end];
    let source = terminal_lines(&excerpt.text, &mut places);
    let [start, end] = places;
    let patch = Patch::new(start..end, terminal_lines(replacement, &mut []));
    Group::with_title(Level::HELP.secondary_title(terminal(text)))
        .element(Snippet::source(source).line_start(excerpt.first_line).patch(patch))
}

/// The renderer takes lines without a path of their own for those of a second file, and says so on
/// a line that holds nothing else. Ours always belong to the place just above: columns there are
/// those of the file, which the renderer cannot know once tabs and hidden characters are replaced.
fn is_second_file_mark(line: &str) -> bool {
    let mut bare = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        bare.push_str(before);
        rest = after.split_once('m').map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    matches!(bare.trim(), ":::" | "⸬")
}

fn seconds(elapsed: Duration) -> String {
    if elapsed < Duration::from_secs(1) {
        format!("{} ms", elapsed.as_millis())
    } else {
        format!("{:.1} s", elapsed.as_secs_f64())
    }
}

#[cfg(test)]
mod tests;
