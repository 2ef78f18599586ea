//! `milepost check`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::clock::Stopwatch;
use super::output::{Output, is_closed_pipe};
use super::place::Place;
use super::rule_flags::RuleFlags;
use super::run::{self, Sides};
use super::{Common, Outcome, fix, progress_bar, step_files, usage};
use crate::calendar::Date;
use crate::check::Status;
use crate::error::Error;
use crate::finding::{Audience, Finding};
use crate::output::human::{self, HumanOptions};
use crate::output::{annotations, code_quality, json, junit, sarif};
use crate::report::findings::{Checked, FindingView, FindingsReport};
use crate::report::located;
use crate::report::step::StepReport;
use crate::rules::Flags;
use crate::source::Snapshot;

/// Arguments of `milepost check`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost check                        every record of the working tree\n  \
    milepost check people/ana             what is wrong in one folder\n  \
    milepost check --base main            what my changes introduce\n  \
    milepost check --base main --head ana/async-rust\n  \
    milepost check --format junit --output report.xml\n  \
    milepost check --fix --dry-run        what could be mended without a question\n  \
    milepost check --fix people/ana       mends it, and shows what is left\n\
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
    /// Mend what is beyond doubt in the working tree, and show the differences: mistyped keys and ids,
    /// forms of dates, letter case, names of files. The exit status is that of a check afterwards
    #[arg(long)]
    fix: bool,
    /// With --fix: show what would be mended, and write nothing
    #[arg(long, requires = "fix")]
    dry_run: bool,
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
    let fixed = if arguments.fix { Some(mended(arguments, &place, &flags, common, output)?) } else { None };
    let outcome = progress_bar::shown(output, "people", |counter| {
        run::judge(&place, &sides, flags.clone(), common, counter)
    })?;
    let base = outcome.compared.as_ref().map(|compared| &compared.base.snapshot);
    let snapshots: Vec<&Snapshot> = std::iter::once(&outcome.after.snapshot).chain(base).collect();
    let (mended, limits) = match fixed {
        Some((mended, limits)) => (Some(mended), limits),
        None => (None, path_limits(arguments, &place, &snapshots)?),
    };
    // What CI shows may have more readers than the terminal at hand.
    let personal = match arguments.format {
        Format::Human | Format::Json => output.is_personal(),
        Format::Github | Format::Sarif | Format::Gitlab | Format::Junit => false,
    };
    let mut report = report(&outcome, &place, &limits, personal)?;
    report.elapsed = Some(stopwatch.elapsed());
    let failed = report.counts.found.errors > 0 || !report.conflicts.is_empty();
    if let Some(mended) = mended {
        let summary = mended.summary(report.counts.found);
        let found = if arguments.dry_run {
            let gap = if mended.has_shown() { "\n" } else { "" };
            format!("{gap}{summary}")
        } else {
            // A blank line between the differences and what is left.
            let gap = if mended.has_shown() { "\n" } else { "" };
            format!("{gap}{}{summary}", human::findings(&report, options(arguments, output)))
        };
        output.print(&found)?;
        return Ok(if failed { Outcome::Failed } else { Outcome::Fine });
    }
    let step = StepReport::of_check(&report, &place.root);
    let text = match arguments.format {
        Format::Json => json::findings(&report),
        Format::Human => {
            let found = report.counts.found;
            let all = found.errors + found.warnings + found.notes;
            let offer = offer(arguments, &outcome, &limits, all, output);
            human::findings(&report, options(arguments, output)) + &offer
        }
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

/// In a person's own terminal: that the program can mend some of it.
fn offer(
    arguments: &Arguments,
    outcome: &run::Judged,
    limits: &[String],
    all: usize,
    output: &Output,
) -> String {
    if !output.is_personal() || arguments.head.is_some() || arguments.output.is_some() {
        return String::new();
    }
    let findings = outcome.findings();
    let sure = findings.iter().filter(|(status, finding)| {
        matches!(status, None | Some(Status::Introduced))
            && finding.is_mendable()
            && within(limits, &finding.location.path())
    });
    let what = match (sure.count(), all) {
        (0, _) => return String::new(),
        (1, 1) => "it".to_owned(),
        (n, all) if n == all => "all of them".to_owned(),
        (n, _) => format!("{n} of them"),
    };
    format!("`milepost check --fix` mends {what}\n")
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

/// Mends what is asked for; also the paths that it was asked for, with the new names of files among
/// them that have one now.
fn mended(
    arguments: &Arguments,
    place: &Place,
    flags: &Flags,
    common: &Common,
    output: &Output,
) -> Result<(fix::Mended, Vec<String>), Error> {
    if let Some(head) = &arguments.head {
        return Err(usage(
            format!("--fix mends the files on disk, and --head {head} looks at none of them"),
            format!("check that revision out first, or leave --fix out: `milepost check --head {head}`"),
        ));
    }
    if arguments.format != Format::Human || arguments.output.is_some() {
        return Err(usage(
            "--fix shows differences for people, so it takes neither --format nor --output",
            "run `milepost check --fix` first, then `milepost check` in the form that you need",
        ));
    }
    let request = fix::Request { base: arguments.base.as_deref(), flags, dry_run: arguments.dry_run };
    let mut limits = match place.repository.work_dir() {
        Some(_) => {
            let snapshot = place.repository.working_tree(&place.root)?;
            path_limits(arguments, place, &[&snapshot])?
        }
        None => Vec::new(),
    };
    let mended = fix::run(place, &request, &|path| within(&limits, path), common, output)?;
    if !limits.is_empty() && !arguments.dry_run {
        limits.extend(mended.renamed.iter().cloned());
    }
    Ok((mended, limits))
}

/// The path arguments, relative to the root.
fn path_limits(arguments: &Arguments, place: &Place, snapshots: &[&Snapshot]) -> Result<Vec<String>, Error> {
    let mut limits = Vec::new();
    for argument in &arguments.paths {
        let path = place.relative(argument)?;
        let mut there = path.is_empty();
        for snapshot in snapshots {
            there = there || snapshot.find(&path)?.is_some();
        }
        if !there {
            let message = format!(
                "{}: there is no such file or folder in {}",
                argument.display(),
                snapshots.first().map(|snapshot| snapshot.name()).unwrap_or_default()
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
