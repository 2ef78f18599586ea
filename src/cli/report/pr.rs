//! `milepost report pr`: what merging a change does.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::super::output::Output;
use super::super::place::Place;
use super::super::run::{self, Sides};
use super::super::templates;
use super::super::{Common, Outcome, usage};
use crate::calendar::Date;
use crate::check::Counter;
use crate::error::Error;
use crate::output::json;
use crate::output::markdown::{self, COMMENT_LIMIT, PULL_REQUEST_TEMPLATE, PullRequestOptions};
use crate::report::change::ChangeReport;
use crate::report::compared::{self, Compared};
use crate::report::permalink::Permalink;
use crate::rules::Flags;

/// Arguments of `milepost report pr`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost report pr --base main\n  \
    milepost report pr --base main --head ana/async-rust --format json\n  \
    milepost report pr --base main --head HEAD --format json --limit-bytes 1048576 \\\n    \
    --output report.json\n  \
    milepost report pr --base main --head HEAD \\\n    \
    --permalink 'https://git.example.com/team/learning/blob/{commit}/{path}#L{line}'\n\
    Exit status: 0 also where there are findings, 2 could not run.")]
pub(in crate::cli) struct Arguments {
    /// Compare with this revision
    #[arg(long, value_name = "REV")]
    base: String,
    /// Report on this revision [default: the working tree]
    #[arg(long, value_name = "REV")]
    head: Option<String>,
    /// Day on which the pull request was opened, YYYY-MM-DD [default: today]
    #[arg(long, value_name = "DATE")]
    opened: Option<Date>,
    /// Handle of whoever made the change, who is not named as its reviewer
    #[arg(long, value_name = "HANDLE")]
    author: Option<String>,
    /// Form of the result
    #[arg(long, value_enum, default_value_t = Format::Markdown, value_name = "FORMAT")]
    format: Format,
    /// Write the result to this file
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write at most this many bytes, 40000 or more: whole items are left out, and counted. `milepost
    /// post pr --report` takes at most 1048576 [default: 60000 for the comment, no limit for JSON]
    #[arg(long, value_name = "BYTES", value_parser = clap::value_parser!(u64).range(40_000..=u64::from(u32::MAX)))]
    limit_bytes: Option<u64>,
    /// Address of a line, with {commit}, {path} and {line}: findings link there
    #[arg(long, value_name = "TEMPLATE")]
    permalink: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The comment for a pull request
    Markdown,
    /// For programs; version 1
    Json,
}

/// The form of the result, and the most bytes of it.
#[derive(Clone, Copy)]
struct Form {
    format: Format,
    limit: Option<usize>,
}

/// Renders the report.
///
/// # Errors
/// Where it could not be made or written.
pub(super) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    let place = Place::find(common)?;
    let permalink = arguments
        .permalink
        .as_deref()
        .map(|template| Permalink::new(template, &place.root))
        .transpose()
        .map_err(|reason| {
            let hint = "write for example https://git.example.com/team/learning/blob/{commit}/{path}#L{line}";
            usage(format!("--permalink: {reason}"), hint)
        })?;
    let sides = Sides {
        base: Some(&arguments.base),
        head: arguments.head.as_deref(),
        opened: arguments.opened,
        ..Sides::default()
    };
    let outcome = run::judge(&place, &sides, Flags::default(), common, &Counter::default())?;
    let Some(change) = &outcome.compared else { return Ok(Outcome::Fine) };
    // What lies in the working tree is by the person at the keyboard.
    let author = match (&arguments.author, &change.head_revision) {
        (Some(author), _) => Some(author.clone()),
        (None, None) => run::viewer(&place, &outcome),
        (None, Some(_)) => None,
    };
    if let Some(path) = &arguments.output {
        place.not_a_record(path)?;
    }
    let limit = arguments.limit_bytes.map(|limit| usize::try_from(limit).unwrap_or(usize::MAX));
    let form = Form { format: arguments.format, limit };
    let text = render(&outcome, change, author.as_deref(), permalink.as_ref(), form, output)?;
    output.deliver(&text, arguments.output.as_deref())?;
    Ok(Outcome::Fine)
}

/// The comment on a judged change; empty where nothing was compared.
///
/// # Errors
/// Where it could not be made.
pub(in crate::cli) fn comment(outcome: &run::Judged, output: &Output) -> Result<String, Error> {
    match &outcome.compared {
        Some(change) => {
            render(outcome, change, None, None, Form { format: Format::Markdown, limit: None }, output)
        }
        None => Ok(String::new()),
    }
}

/// The report on a judged change. `author` is the handle of whoever made it.
///
/// # Errors
/// Where a state cannot be read.
pub(in crate::cli) fn report(
    outcome: &run::Judged,
    change: &run::Compared,
    author: Option<&str>,
    permalink: Option<&Permalink>,
) -> Result<ChangeReport, Error> {
    compared::report(&Compared {
        base: &change.base,
        after: &outcome.after,
        files: &change.overlay.files,
        comparison: &change.comparison,
        settings: &outcome.settings,
        notices: &outcome.notices,
        base_commit: change.base_revision.commit,
        head_commit: change.head_revision.as_ref().map(|revision| revision.commit),
        author,
        permalink,
    })
}

fn render(
    outcome: &run::Judged,
    change: &run::Compared,
    author: Option<&str>,
    permalink: Option<&Permalink>,
    form: Form,
    output: &Output,
) -> Result<String, Error> {
    let report = report(outcome, change, author, permalink)?;
    match form.format {
        Format::Json => Ok(match form.limit {
            Some(limit) => json::change_within(&report, limit),
            None => json::change(&report),
        }),
        Format::Markdown => {
            // That of base, so that no change decides how it is shown.
            let own = templates::read(&change.base.snapshot, output)?;
            let template = own.get(PULL_REQUEST_TEMPLATE).map(String::as_str);
            let limit = form.limit.unwrap_or(COMMENT_LIMIT);
            let (comment, fault) = markdown::pull_request(&report, PullRequestOptions { template, limit })?;
            templates::tell(fault.as_ref(), output);
            Ok(comment)
        }
    }
}
