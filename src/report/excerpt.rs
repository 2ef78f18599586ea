//! A place in a text with the lines that show it. Nothing here knows what a finding is.

mod disclosed;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::finding::Disclosure;
use crate::source::{SourceFile, Span};

/// The most lines that an excerpt holds.
const MAX_LINES: usize = 5;
/// The most characters of one line that an excerpt holds.
const MAX_CHARS: usize = 4_096;
/// How many characters before the interesting place a cut line begins.
const LEAD_IN: usize = 1_024;
/// Stands where a line was cut.
const CUT: &str = "…";

/// A line and a column, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in Unicode scalar values.
    pub column: usize,
    /// The same column in UTF-16 code units, for formats that count them.
    pub utf16_column: usize,
}

/// The lines that show a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Excerpt {
    /// The number of the first line, from 1.
    pub first_line: usize,
    /// Whole lines joined by LF, at most five; lines over 4,096 characters are cut around the
    /// place, `…` standing for what is left out.
    pub text: String,
    /// Where the place begins in `text`, in bytes.
    pub start: usize,
    /// Where it ends in `text`, in bytes, exclusive.
    pub end: usize,
    /// Whether the place itself is shown only in part, so that `start..end` is not all of it.
    pub partial: bool,
}

/// A stretch of a file's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Region {
    /// The first character.
    pub start: Position,
    /// Just past the last character.
    pub end: Position,
    /// The lines to show it by.
    pub excerpt: Excerpt,
}

/// Where something lies, as people name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PlaceView {
    /// The path relative to the learning repository's root; not neutralised yet.
    pub path: String,
    /// Where in the file; nothing for an entry that was never opened.
    pub region: Option<Region>,
}

impl PlaceView {
    /// The place `span` in `file`. For many places of one file, use [`FileLines`].
    #[must_use]
    pub fn new(file: &SourceFile, span: Span) -> Self {
        FileLines::new(file).place(span)
    }

    /// The same place, with lines that tell no more than may be told.
    #[must_use]
    pub fn disclosed(mut self, disclosure: Disclosure) -> Self {
        if let Some(region) = &mut self.region {
            match disclosure {
                Disclosure::Full => {}
                Disclosure::WithoutNumbers => region.excerpt.hide_numbers(),
                Disclosure::Shape => region.excerpt = region.excerpt.shape(),
            }
        }
        self
    }

    /// An entry that was never opened, or a file as a whole.
    #[must_use]
    pub fn entry(path: impl Into<String>) -> Self {
        Self { path: path.into(), region: None }
    }
}

/// A file with its line starts looked up once, so that each further place costs its own lines only.
#[derive(Debug)]
pub struct FileLines<'a> {
    file: &'a SourceFile,
    starts: Vec<usize>,
}

impl<'a> FileLines<'a> {
    /// Looks up where the lines of `file` begin: after LF, CR LF or a lone CR.
    #[must_use]
    pub fn new(file: &'a SourceFile) -> Self {
        let bytes = file.text().as_bytes();
        let ends = bytes
            .iter()
            .enumerate()
            .filter(|(i, byte)| **byte == b'\n' || (**byte == b'\r' && bytes.get(i + 1) != Some(&b'\n')));
        let starts = std::iter::once(0).chain(ends.map(|(i, _)| i + 1)).collect();
        Self { file, starts }
    }

    /// The place `span`, moved to character boundaries within the text.
    #[must_use]
    pub fn place(&self, span: Span) -> PlaceView {
        let start = floor_boundary(self.file.text(), span.start);
        let end = floor_boundary(self.file.text(), span.end).max(start);
        let region = Region {
            start: self.position(start),
            end: self.position(end),
            excerpt: self.excerpt(start, end),
        };
        PlaceView { path: self.file.path().to_owned(), region: Some(region) }
    }

    fn position(&self, offset: usize) -> Position {
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let before = self.file.text().get(start..offset).unwrap_or_default();
        Position { line, column: before.chars().count() + 1, utf16_column: before.encode_utf16().count() + 1 }
    }

    /// The line with this index (from 0), without its line end, and its offset.
    fn line(&self, index: usize) -> (usize, &'a str) {
        let text = self.file.text();
        let start = self.starts.get(index).copied().unwrap_or(text.len());
        let next = self.starts.get(index + 1).copied().unwrap_or(text.len());
        let line = text.get(start..next).unwrap_or_default();
        (start, line.trim_end_matches(['\n', '\r']))
    }

    fn excerpt(&self, start: usize, end: usize) -> Excerpt {
        let first = self.position_index(start);
        // A place that ends with a line end does not reach into the next line.
        let last = self.position_index(if end > start { end - 1 } else { end });
        let shown_last = last.min(first + MAX_LINES - 1);
        let mut view = Excerpt {
            first_line: first + 1,
            text: String::new(),
            start: 0,
            end: 0,
            partial: last > shown_last,
        };
        for index in first..=shown_last {
            let (offset, line) = self.line(index);
            if index > first {
                view.text.push('\n');
            }
            let focus = if index == last && index != first { end } else { start };
            let window = window(line, focus.saturating_sub(offset));
            let (from, to) = (offset + window.start, offset + window.end);
            let base = view.text.len() + if window.start > 0 { CUT.len() } else { 0 };
            if window.start > 0 {
                view.text.push_str(CUT);
            }
            view.text.push_str(line.get(window.start..window.end).unwrap_or_default());
            if window.end < line.len() {
                view.text.push_str(CUT);
            }
            let within = |place: usize| base + place.clamp(from, to) - from;
            if index == first {
                view.start = within(start);
            }
            if index == shown_last {
                view.end = within(end).max(view.start);
            }
            let line_end = offset + line.len();
            view.partial |= start.max(offset) < from || end.min(line_end) > to;
        }
        view
    }

    fn position_index(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }
}

/// The bytes of a line that are kept: all, or [`MAX_CHARS`] characters from shortly before `focus`.
fn window(line: &str, focus: usize) -> Span {
    // Fewer bytes than the limit are fewer characters too: no counting for ordinary lines.
    if line.len() <= MAX_CHARS || line.chars().nth(MAX_CHARS).is_none() {
        return Span::new(0, line.len());
    }
    let focus = floor_boundary(line, focus);
    let (before, _) = line.split_at(focus);
    let start = before.char_indices().rev().nth(LEAD_IN - 1).map_or(0, |(at, _)| at);
    let kept = line.get(start..).unwrap_or_default();
    let end = kept.char_indices().nth(MAX_CHARS).map_or(line.len(), |(at, _)| start + at);
    Span::new(start, end)
}

fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str, needle: &str) -> Region {
        let file = SourceFile::new("a.yaml", text);
        let at = file.text().find(needle).unwrap();
        PlaceView::new(&file, Span::new(at, at + needle.len())).region.unwrap()
    }

    #[test]
    fn the_excerpt_shows_exactly_the_place() {
        let region = shown("a: 1\r\nñ: 日本 x\rb: 2\n", "日本");
        assert_eq!((region.start.line, region.start.column), (2, 4));
        assert_eq!((region.end.line, region.end.column), (2, 6));
        assert_eq!(region.excerpt.text, "ñ: 日本 x");
        assert_eq!(&region.excerpt.text[region.excerpt.start..region.excerpt.end], "日本");
        assert!(!region.excerpt.partial);
    }

    #[test]
    fn code_units_are_counted_beside_characters() {
        let region = shown("\u{feff}a: 1\r\nñ: 😀 日本 👩\u{200d}💻 x\n", "x");
        assert_eq!((region.start.line, region.start.column, region.start.utf16_column), (2, 13, 16));
        assert_eq!((region.end.column, region.end.utf16_column), (14, 17));
    }

    #[test]
    fn a_place_of_many_lines_is_shown_by_its_first() {
        let region = shown("a:\n- 1\n- 2\n- 3\n- 4\n- 5\n- 6\n", "- 1\n- 2\n- 3\n- 4\n- 5\n- 6\n");
        assert_eq!(region.excerpt.text, "- 1\n- 2\n- 3\n- 4\n- 5");
        assert_eq!((region.excerpt.first_line, region.excerpt.partial), (2, true));
        assert_eq!((region.end.line, region.end.column), (8, 1));
        let whole = shown("a: 1\nb: 2\n", "a: 1\n");
        assert_eq!(
            (whole.excerpt.text.as_str(), whole.excerpt.end, whole.excerpt.partial),
            ("a: 1", 4, false)
        );
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let text = format!("{}NEEDLE{}", "ä".repeat(9_000), "b".repeat(9_000));
        let region = shown(&text, "NEEDLE");
        let excerpt = &region.excerpt;
        assert_eq!(region.start.column, 9_001);
        assert_eq!(&excerpt.text[excerpt.start..excerpt.end], "NEEDLE");
        assert_eq!(excerpt.text.chars().count(), MAX_CHARS + 2);
        assert!(excerpt.text.starts_with("…ä") && excerpt.text.ends_with("b…"));
    }

    proptest! {
        #[test]
        fn any_span_of_any_text_has_a_place(text in "[a\u{e9}\u{65e5}\r\n]{0,24}", a in 0usize..40, b in 0usize..40) {
            let file = SourceFile::new("a", text);
            let span = Span::new(a.min(b), a.max(b));
            let region = PlaceView::new(&file, span).region.unwrap();
            for (found, offset) in [(region.start, span.start), (region.end, span.end)] {
                let expected = file.line_column(offset);
                prop_assert_eq!((found.line, found.column), (expected.line, expected.column));
                // No character of these texts takes two code units.
                prop_assert_eq!(found.utf16_column, found.column);
            }
            let Excerpt { text, start, end, .. } = region.excerpt;
            prop_assert!(text.get(start..end).is_some());
            prop_assert!(text.lines().count() <= MAX_LINES);
        }
    }
}
