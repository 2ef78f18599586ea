//! `milepost report portfolio`: what an engineer takes along.

use clap::Args;

use super::super::as_of::AsOf;
use super::super::output::Output;
use super::super::place::Place;
use super::super::{Common, Outcome, usage, whom};
use super::rendering::Rendering;
use crate::error::Error;
use crate::output::report::Report;
use crate::report::portfolio;

/// Arguments of `milepost report portfolio`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost report portfolio --format html --output portfolio.html\n  \
    milepost report portfolio ana --output ana.md\n\
    The file stands alone and holds no rating. Read it before you hand it on: texts and links are as you \
    wrote them.\n\
    Exit status: 0, 2 could not run.")]
pub(in crate::cli) struct Arguments {
    /// Whose portfolio [default: yours, by Git's user.email]
    handle: Option<String>,
    #[command(flatten)]
    as_of: AsOf,
    #[command(flatten)]
    rendering: Rendering,
}

/// Renders the portfolio.
///
/// # Errors
/// Where it could not be made or written.
pub(super) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    let place = Place::find(common)?;
    let basis = arguments.as_of.basis(&place, common)?;
    let handle = whom::handle(&place, &basis.state, arguments.handle.as_deref())?;
    let Some((person, unread)) = basis.person(&handle)? else {
        return Err(usage(format!("people/{handle}/ holds no record"), "name somebody who has a profile"));
    };
    let view = portfolio::view(&basis, &person, unread)?;
    basis.state.people.failure()?;
    arguments.rendering.deliver(&place, Report::Portfolio, &view, view.items(), output)
}
