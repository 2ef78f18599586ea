//! `milepost check`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::clock::Stopwatch;
use super::output::{Output, is_closed_pipe};
use super::place::Place;
use super::rule_flags::RuleFlags;
use super::run::{self, Sides};
use super::{Common, Outcome, progress_bar, step_files, usage};
use crate::calendar::Date;
use crate::error::Error;
use crate::finding::{Audience, Finding};
use crate::output::human::{self, HumanOptions};
use crate::output::{annotations, code_quality, json, junit, sarif};
use crate::report::findings::{Checked, FindingView, FindingsReport};
use crate::report::located;
use crate::report::step::StepReport;

/// Arguments of `milepost check`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost check                        every record of the working tree\n  \
    milepost check people/ana             what is wrong in one folder\n  \
    milepost check --base main            what my changes introduce\n  \
    milepost check --base main --head ana/async-rust\n  \
    milepost check --format junit --output report.xml\n\
    Exit status: 0 fine, 1 errors (with --base: introduced errors, or files that do not merge),\n\
    2 could not run.")]
pub(super) struct Arguments {
    /// Show and count only what lies in these files and folders
    paths: Vec<PathBuf>,
    /// Compare with this revision: only what the change introduces can fail
    #[arg(long, value_name = "REV")]
    base: Option<String>,
    /// Check this revision [default: the working tree]
    #[arg(long, value_name = "REV")]
    head: Option<String>,
    /// Day on which the pull request was opened, YYYY-MM-DD [default: today]
    #[arg(long, value_name = "DATE", requires = "base")]
    opened: Option<Date>,
    /// Form of the result
    #[arg(long, value_enum, default_value_t = Format::Human, value_name = "FORMAT")]
    format: Format,
    /// Write the result to this file
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Show findings that stand with and without the change in full
    #[arg(long, requires = "base")]
    standing: bool,
    /// Show every finding, also where a rule repeats itself
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    rules: RuleFlags,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Human,
    /// For programs; version 1
    Json,
    /// For a step of GitHub, Forgejo or Gitea Actions: the worst ten of each kind as annotations, all of
    /// them in the log and in the summary of the step, their number in its outputs
    Github,
    /// For code scanning: SARIF 2.1.0
    Sarif,
    /// For GitLab: a Code Quality report
    Gitlab,
    /// For any CI: JUnit XML, in which errors are failures
    Junit,
}

/// Checks and prints.
///
/// # Errors
/// Where the check could not run.
pub(super) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    let stopwatch = Stopwatch::start();
    let flags = arguments.rules.checked()?;
    let place = Place::find(common)?;
    let sides = Sides {
        base: arguments.base.as_deref(),
        head: arguments.head.as_deref(),
        opened: arguments.opened,
        ..Sides::default()
    };
    let outcome =
        progress_bar::shown(output, "people", |counter| run::judge(&place, &sides, flags, common, counter))?;
    let limits = path_limits(arguments, &place, &outcome)?;
    // What CI shows may have more readers than the terminal at hand.
    let personal = match arguments.format {
        Format::Human | Format::Json => output.is_personal(),
        Format::Github | Format::Sarif | Format::Gitlab | Format::Junit => false,
    };
    let mut report = report(&outcome, &place, &limits, personal)?;
    report.elapsed = Some(stopwatch.elapsed());
    let failed = report.counts.found.errors > 0 || !report.conflicts.is_empty();
    let step = StepReport::of_check(&report, &place.root);
    let text = match arguments.format {
        Format::Json => json::findings(&report),
        Format::Human => human::findings(&report, options(arguments, output)),
        Format::Github => {
            let all = HumanOptions { all: true, ..options(arguments, output) };
            human::findings(&report, all) + &annotations::of(&step)
        }
        Format::Sarif => sarif::of(&report, &place.root),
        Format::Gitlab => code_quality::of(&report, &place.root),
        Format::Junit => junit::of(&report, &place.root),
    };
    match output.deliver(&text, arguments.output.as_deref()) {
        // Whoever reads has seen enough; what was found still decides the exit status.
        Err(error) if is_closed_pipe(&error) => {}
        delivered => delivered?,
    }
    if arguments.format == Format::Github {
        step_files::append(&step, output);
    }
    Ok(if failed { Outcome::Failed } else { Outcome::Fine })
}

fn options(arguments: &Arguments, output: &Output) -> HumanOptions {
    HumanOptions {
        colour: output.colour() && arguments.output.is_none(),
        unicode: output.unicode(),
        width: output.width(),
        standing: arguments.standing,
        all: arguments.all || arguments.rules.selects(),
    }
}

/// The findings of a judged change as a person reads them.
///
/// # Errors
/// Where a file cannot be read again.
pub(super) fn human(outcome: &run::Judged, place: &Place, output: &Output) -> Result<String, Error> {
    let report = report(outcome, place, &[], false)?;
    let (colour, unicode, width) = (output.colour(), output.unicode(), output.width());
    Ok(human::findings(&report, HumanOptions { colour, unicode, width, ..HumanOptions::default() }))
}

/// The path arguments, relative to the root.
fn path_limits(arguments: &Arguments, place: &Place, outcome: &run::Judged) -> Result<Vec<String>, Error> {
    let mut limits = Vec::new();
    for argument in &arguments.paths {
        let path = place.relative(argument)?;
        let base = outcome.compared.as_ref().map(|compared| &compared.base.snapshot);
        let mut there = path.is_empty();
        for snapshot in std::iter::once(&outcome.after.snapshot).chain(base) {
            there = there || snapshot.find(&path)?.is_some();
        }
        if !there {
            let message = format!(
                "{}: there is no such file or folder in {}",
                argument.display(),
                outcome.after.snapshot.name()
            );
            let name = argument.to_str().filter(|name| place.repository.resolve(name).is_ok());
            let hint = name.map_or_else(
                || "name a file or folder of the learning repository".to_owned(),
                |name| {
                    format!(
                        "`{name}` is a revision: `--base {name}` compares with it, `--head {name}` checks it"
                    )
                },
            );
            return Err(usage(message, hint));
        }
        limits.push(path);
    }
    Ok(limits)
}

fn within(limits: &[String], path: &str) -> bool {
    limits.is_empty()
        || limits.iter().any(|limit| {
            path.strip_prefix(limit.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || limit.is_empty())
        })
}

fn report(
    outcome: &run::Judged,
    place: &Place,
    limits: &[String],
    personal: bool,
) -> Result<FindingsReport, Error> {
    let mut locator = outcome.locator();
    let mut viewer = None;
    let mut views: Vec<FindingView> = Vec::new();
    for (status, finding) in outcome.findings() {
        if !within(limits, &finding.location.path()) {
            continue;
        }
        if finding.audience == Audience::Owner {
            let viewer =
                viewer.get_or_insert_with(|| personal.then(|| run::viewer(place, outcome)).flatten());
            if !viewer.as_deref().is_some_and(|handle| is_owner(handle, finding)) {
                continue;
            }
        }
        views.push(located::view(finding, status, &mut locator)?);
    }
    let seen = match (&outcome.compared, &outcome.survey) {
        (Some(compared), _) => Some(&compared.comparison.seen),
        (None, survey) => survey.as_ref(),
    };
    let checked = seen.map_or_else(Checked::default, |seen| Checked {
        files: seen.files,
        records: seen.records,
        people: seen.people,
    });
    let mut report = FindingsReport::new(outcome.compared.is_some(), checked, views);
    report.notices.clone_from(&outcome.notices);
    if let Some(compared) = &outcome.compared {
        let conflicts = compared.comparison.conflicts.iter();
        let removals = compared.comparison.removals.iter();
        report.removals = removals.filter(|path| within(limits, path)).cloned().collect();
        report.conflicts = conflicts.filter(|path| within(limits, path)).cloned().collect();
        report.untouched = compared.comparison.touched.is_empty() && compared.comparison.conflicts.is_empty();
    }
    Ok(report)
}

fn is_owner(handle: &str, finding: &Finding) -> bool {
    finding
        .location
        .path()
        .strip_prefix("people/")
        .and_then(|rest| rest.split_once('/'))
        .is_some_and(|(owner, _)| owner == handle)
}
