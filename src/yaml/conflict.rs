//! Finds the lines that Git writes around a conflict, before the parser stumbles over them.

use super::problem::{Problem, ProblemKind};
use crate::source::Span;

/// What a marker line opens or closes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marker {
    Ours,
    Between,
    Theirs,
}

/// One problem a conflict, at its first marker line. A line of `=======` alone is none.
pub(super) fn markers(text: &str) -> Vec<Problem> {
    if !text.contains("<<<<<<<") && !text.contains(">>>>>>>") {
        return Vec::new();
    }
    let mut problems = Vec::new();
    let mut inside = false;
    let mut between = None;
    for (span, marker) in marker_lines(text) {
        match marker {
            Marker::Ours => {
                problems.push(problem(text, span));
                inside = true;
                between = None;
            }
            Marker::Between => {
                if !inside && between.is_none() {
                    between = Some(span);
                }
            }
            Marker::Theirs => {
                if !inside {
                    problems.push(problem(text, between.unwrap_or(span)));
                }
                inside = false;
                between = None;
            }
        }
    }
    problems
}

/// Git's markers start in column 1, are 7 characters long and end with a space or the line.
fn marker_lines(text: &str) -> impl Iterator<Item = (Span, Marker)> + '_ {
    let mut start = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let offset = start;
        start += line.len();
        let line = line.trim_end_matches(['\n', '\r']);
        let marker = match line.get(..7)? {
            "<<<<<<<" => Marker::Ours,
            "=======" | "|||||||" => Marker::Between,
            ">>>>>>>" => Marker::Theirs,
            _ => return None,
        };
        let rest = line.get(7..).unwrap_or_default();
        (rest.is_empty() || rest.starts_with(' ')).then(|| (Span::new(offset, offset + line.len()), marker))
    })
}

fn problem(text: &str, span: Span) -> Problem {
    let line = text.get(span.start..span.end).unwrap_or_default();
    let marker = line.get(..7).unwrap_or_default();
    Problem::new(ProblemKind::ConflictMarker, span, format!("a merge conflict was left here: `{marker}`"))
        .help("keep the lines that are right, and delete the other ones and the marker lines")
}
