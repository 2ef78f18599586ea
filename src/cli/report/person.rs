//! `milepost report person`: one person's own sheet.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use clap::Args;

use super::super::as_of::AsOf;
use super::super::output::Output;
use super::super::place::Place;
use super::super::{Common, Outcome, run, usage, whom};
use super::rendering::Rendering;
use crate::error::Error;
use crate::load::{self, Past, Whose};
use crate::output::report::Report;
use crate::record::{Id, SkillHistory};
use crate::report::basis::Basis;
use crate::report::person::{self, Offers};

/// Arguments of `milepost report person`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost report person\n  \
    milepost report person ana --format html --output ana.html\n  \
    milepost report person ana --at 2026-09-30\n\
    The sheet holds ratings. It is for the person and for those who look at it with them.\n\
    Exit status: 0, 2 could not run.")]
pub(in crate::cli) struct Arguments {
    /// Whose sheet [default: yours, by Git's user.email]
    handle: Option<String>,
    #[command(flatten)]
    as_of: AsOf,
    #[command(flatten)]
    rendering: Rendering,
}

/// Renders the sheet.
///
/// # Errors
/// Where it could not be made or written.
pub(super) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    let place = Place::find(common)?;
    let mut basis = arguments.as_of.basis(&place, common)?;
    let handle = whom::handle(&place, &basis.state, arguments.handle.as_deref())?;
    let texts = remember(&place, &arguments.as_of, &mut basis, &handle)?;
    let Some((person, unread)) = basis.person(&handle)? else {
        return Err(usage(format!("people/{handle}/ holds no record"), "name somebody who has a profile"));
    };
    let offers = Offers::of(&basis)?;
    let view = person::view(&basis, &person, unread, &offers, &texts);
    basis.state.people.failure()?;
    arguments.rendering.deliver(&place, Report::Person, &view, view.items(), output)
}

/// Puts the history of this person's goals into `basis`; since when the texts of levels stand.
///
/// # Errors
/// Where the history cannot be read.
pub(in crate::cli) fn remember(
    place: &Place,
    as_of: &AsOf,
    basis: &mut Basis,
    handle: &str,
) -> Result<BTreeMap<Id, SkillHistory>, Error> {
    // Before the first commit there is nothing to remember.
    let Some(tip) = as_of.tip(place)? else { return Ok(BTreeMap::new()) };
    let zone = basis.policy.zone.clone();
    let past = Past { repository: &place.repository, tip: &tip, root: &place.root, zone: &zone };
    let whose = BTreeSet::from([handle.to_owned()]);
    let histories =
        load::load_histories(&past, Whose::People(&whose), &basis.state.snapshot, &basis.state.people)?;
    basis.notices.extend(run::not_in_this_clone(&histories));
    basis.state.history = Arc::new(histories);
    load::load_skill_histories(&past, basis.framework())
}
