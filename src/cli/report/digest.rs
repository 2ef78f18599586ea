//! `milepost report digest`: what was achieved lately and what comes next.

use clap::Args;

use super::super::as_of::AsOf;
use super::super::output::Output;
use super::super::place::Place;
use super::super::progress_bar;
use super::super::{Common, Outcome, run, usage, whom};
use super::rendering::Rendering;
use crate::calendar::Date;
use crate::error::Error;
use crate::output::report::Report;
use crate::report::basis::{Basis, Everybody};
use crate::report::digest::{Digest, LOOK_BACK_DAYS};
use crate::source::Revision;

/// Arguments of `milepost report digest`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost report digest\n  \
    milepost report digest --since 2026-11-01 --format html --output november.html\n  \
    milepost report digest --for ana\n\
    The digest for everybody may be posted: who is overdue is named only where the policy says\n\
    `digest.named: all`, and people with `unannounced: true` in their profile are left out of what\n\
    it announces. The digest with --for is for that person alone.\n\
    Exit status: 0, also where there is nothing to tell; 2 could not run.")]
pub(in crate::cli) struct Arguments {
    /// Look back to this day, YYYY-MM-DD [default: 7 days before today]
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,
    /// For this person alone, with everything that is theirs
    #[arg(long = "for", value_name = "HANDLE")]
    whose: Option<String>,
    #[command(flatten)]
    as_of: AsOf,
    #[command(flatten)]
    rendering: Rendering,
}

/// Renders the digest.
///
/// # Errors
/// Where it could not be made or written.
pub(super) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    let place = Place::find(common)?;
    let basis = arguments.as_of.basis(&place, common)?;
    let since = since(arguments.since, &basis)?;
    let everybody = progress_bar::shown(output, "people", |counter| basis.everybody_counted(counter))?;
    let whose = arguments.whose.as_deref().map(|handle| whom::handle(&place, &basis.state, Some(handle)));
    let whose = whose.transpose()?;
    let earlier = match arguments.as_of.tip(&place)? {
        Some(tip) => before(&place, &basis, tip, since, output)?,
        None => None,
    };
    let view = Digest::of(&basis, &everybody, earlier.as_ref(), since, whose.as_deref());
    arguments.rendering.deliver(&place, Report::Digest, &view, view.items(), output)
}

/// The first day that is looked back to.
///
/// # Errors
/// Where it lies ahead.
pub(in crate::cli) fn since(written: Option<Date>, basis: &Basis) -> Result<Date, Error> {
    let since = written.unwrap_or_else(|| basis.today.plus_days(-LOOK_BACK_DAYS));
    if since > basis.today {
        return Err(usage(
            format!("--since {since} lies after the day of the digest, {}", basis.today),
            "name an earlier day, or the day of the digest with --today",
        ));
    }
    Ok(since)
}

/// The people as they stood before `since` on the branch that ends at `tip`; `None` where the
/// history, as far as the clone holds it, begins later. That a clone lacks some of it is told.
///
/// # Errors
/// Where the history cannot be read.
pub(in crate::cli) fn before(
    place: &Place,
    basis: &Basis,
    tip: Revision,
    since: Date,
    output: &Output,
) -> Result<Option<Everybody>, Error> {
    let repository = &place.repository;
    let timeline = repository.timeline(&tip, &basis.policy.zone)?;
    let Some(revision) = timeline.on(since.plus_days(-1)).revision() else {
        if !timeline.is_complete() {
            output.note(&format!(
                "the history before {} is not in this clone, so the digest may tell less of what was \
                 achieved; `git fetch --unshallow` brings it (in CI: fetch-depth: 0)",
                timeline.first_day()
            ));
        }
        return Ok(None);
    };
    let snapshot = repository.snapshot(&revision, &place.root)?;
    let (state, policy) = match run::state_of(place, snapshot) {
        // There was no learning repository yet, or none that could be read: nothing is known.
        Err(
            Error::NoRecords { .. }
            | Error::NoPolicy { .. }
            | Error::UnusablePolicy { .. }
            | Error::TooOld { .. }
            | Error::MissingObject { .. },
        ) => return Ok(None),
        found => found?,
    };
    Basis::new(state, policy, basis.today, &basis.name).everybody().map(Some)
}
