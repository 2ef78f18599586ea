//! The pull-request comment in Markdown, within what a forge accepts.
//!
//! The layout is in `templates/report/pull_request.md`; the phrases are in `phrases`. Here is
//! what of the report fits: whole sections fold away, never a part of a fence or a table.

mod finding_lines;
pub mod life;
mod merged;
mod page;
mod phrases;
mod timeline;

use super::template::{self, Fault, Target};
use crate::error::Error;
use crate::report::change::ChangeReport;
use page::Page;

/// The comment's layout, built in.
const TEMPLATE: &str = include_str!("../../templates/report/pull_request.md");
/// The template's name in error messages, and below `.milepost/templates/`.
pub const PULL_REQUEST_TEMPLATE: &str = "report/pull_request.md";
/// The most bytes of a comment. GitHub refuses more than 65,536 characters.
pub const COMMENT_LIMIT: usize = 60_000;

/// How the comment is written.
#[derive(Clone, Copy, Debug)]
pub struct PullRequestOptions<'a> {
    /// A template of the learning repository, read from the base revision.
    pub template: Option<&'a str>,
    /// The most bytes; [`COMMENT_LIMIT`] for a forge, `usize::MAX` where everything is to be shown.
    pub limit: usize,
}

impl Default for PullRequestOptions<'_> {
    fn default() -> Self {
        Self { template: None, limit: COMMENT_LIMIT }
    }
}

/// How much of each section is shown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fold {
    pub(crate) timeline: bool,
    pub(crate) standing: bool,
    pub(crate) review: bool,
    /// The most rows of a list.
    pub(crate) rows: usize,
}

/// What folds away, one more at each step. A thousand rows never fit, so they are the start.
const LADDER: [Fold; 5] = [
    Fold { timeline: true, standing: true, review: true, rows: 1_000 },
    Fold { timeline: false, standing: true, review: true, rows: 1_000 },
    Fold { timeline: false, standing: false, review: true, rows: 1_000 },
    Fold { timeline: false, standing: false, review: false, rows: 1_000 },
    Fold { timeline: false, standing: false, review: false, rows: 50 },
];

/// The marker that a comment begins with, so that the next run finds its own.
#[must_use]
pub fn marker(report: &ChangeReport) -> String {
    life::marker(report, false)
}

/// The marker of a text with this hash, and more words for whoever reads it next.
fn marker_of(hash: &str, more: &str) -> String {
    format!("<!-- milepost:pr v1 hash={hash}{more} -->")
}

/// The comment: the marker, then the report; at most `options.limit` bytes.
///
/// Where a template of the learning repository cannot be rendered, the built-in one is used, and the
/// fault returned beside the comment.
///
/// # Errors
/// Where the built-in template cannot be rendered.
pub fn pull_request(
    report: &ChangeReport,
    options: PullRequestOptions<'_>,
) -> Result<(String, Option<Fault>), Error> {
    let written = |source: &str| comment(report, source, options.limit, false);
    with_own(options.template, TEMPLATE, written)
}

/// A text laid out by the learning repository's own template, where there is one that works. The fault
/// of one that does not is returned beside the text that the built-in one gives.
fn with_own(
    own: Option<&str>,
    built_in: &str,
    written: impl Fn(&str) -> Result<String, Fault>,
) -> Result<(String, Option<Fault>), Error> {
    let fault = match own.map(&written) {
        Some(Ok(text)) => return Ok((text, None)),
        Some(Err(fault)) => Some(fault),
        None => None,
    };
    Ok((written(built_in)?, fault))
}

/// `settled` is whether everything that an earlier comment told of is resolved.
fn comment(report: &ChangeReport, source: &str, limit: usize, settled: bool) -> Result<String, Fault> {
    let marker = life::marker(report, settled);
    for mut fold in LADDER {
        if limit > COMMENT_LIMIT {
            fold.rows = usize::MAX;
        }
        let page = Page::new(report, fold, settled);
        let body = template::render(PULL_REQUEST_TEMPLATE, source, &page, page.items(), Target::Markdown)?;
        let comment = format!("{marker}\n{}\n", tidy(&body));
        if comment.len() <= limit {
            return Ok(comment);
        }
    }
    let verdict = phrases::verdict(report).0;
    Ok(format!(
        "{marker}\n### Milepost: {verdict}\n\nThe report is too long for a comment. `milepost report pr --format json` has all of it.\n"
    ))
}

/// One blank line where a section that is not there left several. Fences hold no blank lines.
pub(super) fn tidy(body: &str) -> String {
    let mut out = String::with_capacity(body.len());
    let mut blank = true;
    for line in body.lines().map(str::trim_end) {
        if line.is_empty() && blank {
            continue;
        }
        blank = line.is_empty();
        out.push_str(line);
        out.push('\n');
    }
    out.trim_end().to_owned()
}

#[cfg(test)]
mod tests;
