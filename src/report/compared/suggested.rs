//! Exact replacements as whole lines, which a reviewer can be offered to take over with one click.
//!
//! Only where nothing has to be guessed: the file is the head's own, its lines are those of the
//! change, and what stands there may be told.

use std::ops::RangeInclusive;

use super::Compared;
use crate::check::{Locator, Place};
use crate::error::Error;
use crate::finding::{Disclosure, Finding, Location, Side};
use crate::report::change::Suggestion;
use crate::source::hidden::is_hidden;
use crate::source::{Bytes, EntryKind, SourceFile, changed_lines};
use crate::yaml;

/// The most lines of one suggestion, and the most bytes: nobody reads more at a glance.
const MAX_LINES: usize = 10;
const MAX_BYTES: usize = 2_000;
/// The most suggestions of a report, and the largest file that they are made for: each is tried out
/// on the whole file.
const MAX_COUNT: usize = 100;
const MAX_FILE: usize = 64 * 1024;

/// What suggestions are made from. Findings come sorted by file, so the last file is kept: it is
/// compared once for all its findings.
pub(super) struct Suggestions<'a> {
    compared: &'a Compared<'a>,
    made: usize,
    last: Option<(String, Option<ChangedFile>)>,
}

/// A file that the head has exactly so.
struct ChangedFile {
    text: String,
    lines: Vec<RangeInclusive<usize>>,
}

impl<'a> Suggestions<'a> {
    pub(super) fn new(compared: &'a Compared<'a>) -> Self {
        Self { compared, made: 0, last: None }
    }

    /// The suggestion for `finding`; `None` where it has no exact replacement on changed lines.
    pub(super) fn of(
        &mut self,
        finding: &Finding,
        locator: &mut Locator,
    ) -> Result<Option<Suggestion>, Error> {
        let Some(replacement) = finding.help.as_ref().and_then(|help| help.replacement.as_deref()) else {
            return Ok(None);
        };
        let told = finding.disclosure == Disclosure::Full && finding.location.side() == Side::After;
        if !told || self.made >= MAX_COUNT || matches!(finding.location, Location::Entry { .. }) {
            return Ok(None);
        }
        let path = finding.location.path().into_owned();
        if self.last.as_ref().is_none_or(|(last, _)| *last != path) {
            self.last = Some((path.clone(), changed_file(self.compared, &path)?));
        }
        let Some((_, Some(changed))) = &self.last else { return Ok(None) };
        let Place::Text { file, span } = locator.place(&finding.location)? else { return Ok(None) };
        if file.text() != changed.text {
            return Ok(None);
        }
        let suggestion = suggestion(changed, span.start, span.end, replacement);
        let suggestion = suggestion.filter(|suggestion| stays_readable(&path, changed, suggestion));
        self.made += usize::from(suggestion.is_some());
        Ok(suggestion)
    }
}

/// The file at `path` with its changed lines, where the head has exactly this text there.
fn changed_file(compared: &Compared<'_>, path: &str) -> Result<Option<ChangedFile>, Error> {
    if !compared.comparison.as_in_head.contains(path) {
        return Ok(None);
    }
    let read = |snapshot: &crate::source::Snapshot, path: &str| snapshot.read(path, MAX_FILE);
    let found = compared.files.binary_search_by(|file| file.path.as_slice().cmp(path.as_bytes()));
    let Some(change) = found.ok().and_then(|at| compared.files.get(at)) else { return Ok(None) };
    let Some(Bytes::Whole(after)) = read(&compared.after.snapshot, path)? else { return Ok(None) };
    let before = match (change.before, change.path_before().map(std::str::from_utf8)) {
        (None, _) => Vec::new(),
        (Some(state), Some(Ok(path))) if state.kind == EntryKind::File => {
            match read(&compared.base.snapshot, path)? {
                Some(Bytes::Whole(before)) => before,
                Some(Bytes::TooLarge(_)) | None => return Ok(None),
            }
        }
        (Some(_), _) => return Ok(None),
    };
    let lines = changed_lines(&before, &after)?;
    let Ok(text) = String::from_utf8(after) else { return Ok(None) };
    // Forges count lines by LF, and give back a suggestion with line ends of their own.
    let plain = !text.contains('\r') && !text.starts_with('\u{feff}');
    Ok(plain.then_some(ChangedFile { text, lines }))
}

/// The whole lines around `start..end` with `replacement` in its place.
fn suggestion(file: &ChangedFile, start: usize, end: usize, replacement: &str) -> Option<Suggestion> {
    let text = file.text.as_str();
    let (before, place) = (text.get(..start)?, text.get(start..end)?);
    if place.is_empty() {
        return None;
    }
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line_end = text.get(end..)?.find('\n').map_or(text.len(), |at| end + at);
    let first_line = before.matches('\n').count() + 1;
    let last_line = first_line + place.matches('\n').count();
    let old = text.get(line_start..line_end)?;
    let new = format!("{}{replacement}{}", text.get(line_start..start)?, text.get(end..line_end)?);
    let changed = |line: usize| file.lines.iter().any(|lines| lines.contains(&line));
    let short =
        last_line - first_line < MAX_LINES && new.lines().count() <= MAX_LINES && new.len() <= MAX_BYTES;
    let plain = !place.ends_with('\n') && !new.chars().any(|c| c != '\n' && is_hidden(c));
    let fits = short && plain && new != old && (first_line..=last_line).all(changed);
    fits.then_some(Suggestion { first_line, last_line, text: new })
}

/// Whether a file that can be read still can be with the suggestion applied.
fn stays_readable(path: &str, file: &ChangedFile, suggestion: &Suggestion) -> bool {
    let readable = |text: String| yaml::parse(&SourceFile::new(path, text)).document.is_some();
    let mut lines: Vec<&str> = file.text.split('\n').collect();
    let replaced = suggestion.first_line - 1..suggestion.last_line.min(lines.len());
    lines.splice(replaced, [suggestion.text.as_str()]);
    readable(lines.join("\n")) || !readable(file.text.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str, lines: &[RangeInclusive<usize>]) -> ChangedFile {
        ChangedFile { text: text.to_owned(), lines: lines.to_vec() }
    }

    fn of(file: &ChangedFile, place: &str, replacement: &str) -> Option<Suggestion> {
        let start = file.text.find(place).unwrap();
        suggestion(file, start, start + place.len(), replacement)
    }

    #[test]
    fn whole_lines_are_given_with_the_replacement_in_them() {
        let text = "title: A\nskills: [rsut, sql]  # both\nhours: 3";
        let all = file(text, &[1..=3]);
        assert_eq!(
            of(&all, "rsut", "rust"),
            Some(Suggestion { first_line: 2, last_line: 2, text: "skills: [rust, sql]  # both".into() })
        );
        let two = of(&all, "sql]  # both\nhours: 3", "x]").unwrap();
        assert_eq!((two.first_line, two.last_line, two.text.as_str()), (2, 3, "skills: [rsut, x]"));
        assert_eq!(of(&all, "3", "4").unwrap().last_line, 3);
    }

    #[test]
    fn lines_that_the_change_leaves_alone_are_left_alone() {
        let text = "a: 1\nb: 2\nc: 3\n";
        assert_eq!(of(&file(text, &[1..=1, 3..=3]), "2", "4"), None);
        assert_eq!(of(&file(text, &[1..=1, 3..=3]), "1\nb: 2\nc", "x"), None);
        assert!(of(&file(text, &[2..=2]), "2", "4").is_some());
    }

    #[test]
    fn what_cannot_be_shown_as_it_is_is_not_suggested() {
        let all = file("a: b\nc: d\n", &[1..=2]);
        assert_eq!(of(&all, "b", "\u{202e}b"), None);
        assert_eq!(of(&all, "b", "x\ry"), None);
        assert_eq!(of(&all, "b", "b"), None);
        assert_eq!(of(&all, "b\n", "x\n"), None);
        assert_eq!(of(&all, "", "x"), None);
        assert_eq!(of(&all, "b", &"x".repeat(MAX_BYTES)), None);
        // What is hidden may go, but none may stay.
        let hiding = file("a: b\u{200b}\n", &[1..=1]);
        assert!(of(&hiding, "b\u{200b}", "b").is_some());
        assert_eq!(of(&hiding, "b", "x"), None);
    }

    #[test]
    fn a_suggestion_that_breaks_the_file_is_none() {
        let all = file("a: b\nc: d\n", &[1..=2]);
        let suggested = |replacement| of(&all, "b", replacement).unwrap();
        assert!(stays_readable("x.yaml", &all, &suggested("x")));
        assert!(!stays_readable("x.yaml", &all, &suggested("[x")));
    }
}
