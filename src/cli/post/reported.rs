//! Where the report on a change comes from: the file of the job before, or judging it here.

use std::fs::File;
use std::path::Path;

use super::super::output::Output;
use super::super::place::Place;
use super::super::report::pr;
use super::super::run::{self, Sides};
use super::super::templates::{self, Own};
use super::super::{Common, usage};
use super::links;
use crate::calendar::Moment;
use crate::check::Counter;
use crate::error::Error;
use crate::forge::{Account, Change, Kind, Project};
use crate::output::json;
use crate::record::Accounts;
use crate::report::change::ChangeReport;
use crate::report::permalink::Permalink;
use crate::rules::Flags;

/// A report, and the templates of base that it is to be shown by.
pub(super) struct Reported {
    /// The report; its links lead to the forge.
    pub(super) report: ChangeReport,
    /// Templates that base has of its own.
    pub(super) templates: Own,
}

/// Reads the report that the job before wrote.
///
/// # Errors
/// Where it cannot be read, is too large or is no such report.
pub(super) fn read(path: &Path) -> Result<ChangeReport, Error> {
    let hint = "name the file that `milepost report pr --format json --output FILE` wrote";
    if path == Path::new("-") {
        return Err(usage("--report reads no standard input", hint));
    }
    let unreadable = |source| Error::Read { path: path.to_owned(), source };
    // A named pipe or device could go on for ever.
    let kind = path.metadata().map_err(unreadable)?;
    if !kind.is_file() {
        return Err(usage(
            format!("the report in {} cannot be used: it is no ordinary file", path.display()),
            hint,
        ));
    }
    let file = File::open(path).map_err(unreadable)?;
    json::change_from(file).map_err(|refused| {
        usage(format!("the report in {} cannot be used: {refused}", path.display()), refused.advice())
    })
}

/// Adds to a report of the job before what it may not bring along: links and template.
///
/// # Errors
/// Where base cannot be read.
pub(super) fn completed(
    mut report: ChangeReport,
    permalink: Option<&Permalink>,
    head: &str,
    base: Option<(&Place, &str)>,
    output: &Output,
) -> Result<Reported, Error> {
    links::link(&mut report, permalink, head);
    // Without the clone, or the branch in it, the built-in templates do.
    let base = base.and_then(|(place, base)| Some((place, place.repository.resolve(base).ok()?)));
    let templates = match base {
        Some((place, revision)) => {
            let snapshot = place.repository.snapshot(&revision, &place.root)?;
            templates::read(&snapshot, output)?
        }
        None => Own::new(),
    };
    Ok(Reported { report, templates })
}

/// Judges a change from the objects in the clone.
///
/// # Errors
/// Where base or head is not there, or nothing can be judged.
pub(super) fn judged(
    place: &Place,
    base: &str,
    change: &Change,
    project: &Project,
    permalink: Option<&Permalink>,
    common: &Common,
    output: &Output,
) -> Result<Reported, Error> {
    let opened_at = change.opened.parse::<Moment>().ok();
    let sides = Sides { base: Some(base), head: Some(&change.head), opened: None, opened_at, exact: true };
    let outcome = run::judge(place, &sides, Flags::default(), common, &Counter::default())?;
    let Some(compared) = &outcome.compared else {
        return Err(usage("there is nothing to compare", "name the base with --base REV"));
    };
    let author =
        compared.base.people.with_account(|accounts| is_theirs(accounts, project.kind, &change.author));
    let report = pr::report(&outcome, compared, author.as_deref(), permalink)?;
    let report = as_handed_over(report, permalink, &change.head);
    let templates = templates::read(&compared.base.snapshot, output)?;
    Ok(Reported { report, templates })
}

/// The report as the job before would hand it over, so that what is posted, and its hash, is the same
/// either way.
fn as_handed_over(report: ChangeReport, permalink: Option<&Permalink>, head: &str) -> ChangeReport {
    let mut unlinked = report.clone();
    unlinked.introduced.iter_mut().for_each(|introduced| introduced.permalink = None);
    let mut bounded = json::bounded(&unlinked, json::HANDOVER_LIMIT);
    if bounded == unlinked {
        return report;
    }
    links::link(&mut bounded, permalink, head);
    bounded
}

fn is_theirs(accounts: &Accounts, kind: Kind, author: &Account) -> bool {
    kind.login_in(accounts).is_some_and(|login| Account { login: login.to_owned() }.is(author))
}
