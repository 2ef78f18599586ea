//! The parser's errors in plain words, at the place where a person would look.

use granit_parser::{ErrorKind, ScanError};

use super::compose::too_deep;
use super::problem::Problem;
use crate::source::Span;

/// The parser's error as a problem.
pub(super) fn explain(text: &str, error: &ScanError) -> Problem {
    let offset = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
    if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
        return too_deep(Span::new(offset, offset));
    }
    Problem::syntax(Span::new(offset, offset), format!("this is not YAML: {:?}", error.kind()))
}

/// The directives (`%YAML`, `%TAG`) before the document, which the parser reads without a trace.
pub(super) fn directives(text: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        let bare = line.trim_end_matches(['\n', '\r']);
        if bare.starts_with('%') {
            problems.push(
                Problem::unsupported(
                    Span::new(start, start + bare.trim_end().len()),
                    "directives (`%…`) are not allowed in records",
                )
                .help("delete the line"),
            );
        } else if !bare.trim_start().is_empty() && !bare.trim_start().starts_with('#') {
            break;
        }
        start += line.len();
    }
    problems
}
