//! Places of one file drawn into one picture. Knows lines and marks, not findings.

use std::collections::BTreeMap;

use annotate_snippets::{Annotation, AnnotationKind, Snippet};

use crate::output::escape::{terminal, terminal_lines};
use crate::report::findings::Excerpt;

/// The most lines between two places that are still drawn together.
const MAX_GAP: usize = 1_000;

/// A line's number and an offset in its text.
type Point = (usize, usize);

struct Mark {
    kind: AnnotationKind,
    from: Point,
    to: Point,
    label: String,
}

/// Lines with marks, all neutralised for a terminal.
pub(super) struct Canvas {
    lines: BTreeMap<usize, String>,
    marks: Vec<Mark>,
}

impl Canvas {
    /// The place that a finding is about.
    pub(super) fn new(excerpt: &Excerpt, label: &str) -> Self {
        let (lines, mark) = drawn(excerpt, label, AnnotationKind::Primary);
        Self { lines, marks: vec![mark] }
    }

    /// Adds another place of the same file. `false`, and nothing is changed, where the lines in
    /// between would have to be shown but are not known, or the same line is cut in another way.
    pub(super) fn add(&mut self, excerpt: &Excerpt, label: &str) -> bool {
        let (lines, mark) = drawn(excerpt, label, AnnotationKind::Context);
        if lines.iter().any(|(number, line)| self.lines.get(number).is_some_and(|known| known != line)) {
            return false;
        }
        let mut all = self.lines.clone();
        all.extend(lines);
        let numbers: Vec<usize> = all.keys().copied().collect();
        // One line between two marked ones is shown, more are folded into dots.
        let known = numbers.iter().zip(numbers.iter().skip(1)).all(|(a, b)| b - a != 2 && b - a <= MAX_GAP);
        if known {
            self.lines = all;
            self.marks.push(mark);
        }
        known
    }

    /// The picture for the renderer; lines that are not known are empty and folded away.
    pub(super) fn snippet<'a>(self) -> Snippet<'a, Annotation<'a>> {
        let first = self.lines.keys().next().copied().unwrap_or(1);
        let mut source = String::new();
        let mut starts = BTreeMap::new();
        let mut reached = first;
        for (number, line) in &self.lines {
            source.extend(std::iter::repeat_n('\n', number.saturating_sub(reached)));
            reached = *number;
            starts.insert(*number, source.len());
            source.push_str(line);
        }
        let offset = |(line, at): Point| starts.get(&line).copied().unwrap_or_default() + at;
        let annotations: Vec<_> = self
            .marks
            .into_iter()
            .map(|mark| {
                let annotation = mark.kind.span(offset(mark.from)..offset(mark.to));
                if mark.label.is_empty() { annotation } else { annotation.label(mark.label) }
            })
            .collect();
        Snippet::source(source).line_start(first).annotations(annotations)
    }
}

fn drawn(excerpt: &Excerpt, label: &str, kind: AnnotationKind) -> (BTreeMap<usize, String>, Mark) {
    let mut places = [excerpt.start, excerpt.end];
    let text = terminal_lines(&excerpt.text, &mut places);
    let [start, end] = places;
    let mut lines = BTreeMap::new();
    let mut offset = 0;
    let (mut from, mut to) = ((excerpt.first_line, 0), (excerpt.first_line, 0));
    for (number, line) in (excerpt.first_line..).zip(text.split('\n')) {
        for (point, place) in [(&mut from, start), (&mut to, end)] {
            if place >= offset && place <= offset + line.len() {
                *point = (number, place - offset);
            }
        }
        lines.insert(number, line.to_owned());
        offset += line.len() + 1;
    }
    (lines, Mark { kind, from, to, label: terminal(label) })
}
