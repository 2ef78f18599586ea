//! Why a file cannot be used, in one line: for commands that need one record and are not asked to
//! judge.

use super::locate::{Locator, Place};
use crate::error::Error;
use crate::finding::Severity;
use crate::load::File;
use crate::policy::Policy;
use crate::rules::{self, FilesView, Flags, Severities};
use crate::source::Snapshot;

/// The first thing that is wrong with those of `files` whose path `concerns`, as
/// `path:line:column: message`; `None` where nothing is. `folder` is the one that was read.
///
/// # Errors
/// Where a file cannot be read again.
pub fn fault(
    folder: &str,
    files: &[File],
    concerns: impl Fn(&str) -> bool,
    snapshot: &Snapshot,
) -> Result<Option<String>, Error> {
    let view = FilesView { folder, files };
    let mut findings = rules::run_files(&view, &Severities::new(&Policy::default(), Flags::default()));
    findings.retain(|finding| finding.severity == Severity::Error && concerns(&finding.location.path()));
    let mut locator = Locator::new(None, snapshot.clone());
    let mut faults = Vec::new();
    for finding in findings {
        let place = match locator.place(&finding.location)? {
            Place::Text { file, span } => {
                let start = file.line_column(span.start);
                Some((file.path().to_owned(), start.line, start.column))
            }
            Place::Entry(_) => None,
        };
        faults.push((place, finding));
    }
    let first = faults.into_iter().min_by(|(a, _), (b, _)| a.cmp(b));
    Ok(first.map(|(place, finding)| match place {
        Some((path, line, column)) => format!("{path}:{line}:{column}: {}", finding.message),
        None => format!("{}: {}", finding.location.path(), finding.message),
    }))
}
