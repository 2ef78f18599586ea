//! `milepost status`.

use clap::Args;

use super::as_of::AsOf;
use super::output::Output;
use super::place::Place;
use super::workspace::broken_with;
use super::{Common, Outcome, progress_bar, usage};
use crate::check::State;
use crate::error::Error;
use crate::load::{Directory, Handle};
use crate::output::status::StatusOptions;
use crate::output::{ics, status};
use crate::record::Person;
use crate::report::basis::Basis;
use crate::report::status::{Schedule, Status};

/// Arguments of `milepost status`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost status                       what is late and what is next for me\n  \
    milepost status ana                   for somebody else\n  \
    milepost status ana --at v1.0         as it was\n  \
    milepost status --ics > milepost.ics  my deadlines for a calendar\n\
    You are the person whose profile has the e-mail address of Git's user.email under `emails`.\n\
    Second tries, and plans that were not used at work in time, are shown to the person alone: in\n\
    their own terminal, never in JSON or a calendar.\n\
    Exit status: 0, 2 could not run.")]
pub(super) struct Arguments {
    /// Whose status [default: yours; where nobody has your e-mail address, the next days of everybody]
    handle: Option<String>,
    #[command(flatten)]
    as_of: AsOf,
    /// Write JSON for programs; version 1
    #[arg(long, conflicts_with = "ics")]
    json: bool,
    /// Write deadlines, last days for use at work and reassessments for a calendar (iCalendar)
    #[arg(long)]
    ics: bool,
}

/// Prints the status.
///
/// # Errors
/// Where the repository cannot be read, or there is nobody of that name.
pub(super) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    let place = Place::find(common)?;
    let mut basis = arguments.as_of.basis(&place, common)?;
    let email = place.repository.setting("user.email").filter(|email| !email.trim().is_empty());
    let viewer = email.as_deref().and_then(|email| basis.state.people.with_email(email));
    let found = match &arguments.handle {
        Some(handle) => Some(named(&mut basis, handle)?),
        None => viewer.as_deref().map(|handle| present(&basis, handle)).transpose()?,
    };
    basis.state.people.failure()?;
    let Some((person, unread)) = found else {
        let told = unrecognised(email.as_deref(), &basis.state);
        basis.notices.push(told);
        return everybody(arguments, &basis, output);
    };
    let text = if arguments.ics {
        ics::calendar(&Schedule::of_person(&basis, &person))
    } else {
        let personal = output.is_personal() && !arguments.json;
        let own = personal && viewer.as_deref() == Some(person.handle.as_str());
        written(arguments, &Status::of_person(&basis, &person, unread, own), output)
    };
    output.print(&text)?;
    Ok(Outcome::Fine)
}

fn everybody(arguments: &Arguments, basis: &Basis, output: &Output) -> Result<Outcome, Error> {
    let text = progress_bar::shown(output, "people", |counter| {
        let everybody = basis.everybody_counted(counter)?;
        Ok::<_, Error>(if arguments.ics {
            ics::calendar(&Schedule::of_everybody(basis, &everybody))
        } else {
            written(arguments, &Status::of_everybody(basis, &everybody), output)
        })
    })?;
    output.print(&text)?;
    Ok(Outcome::Fine)
}

fn written(arguments: &Arguments, status: &Status, output: &Output) -> String {
    if arguments.json {
        return status::json(status);
    }
    let (colour, unicode, width) = (output.colour(), output.unicode(), output.width());
    status::text(status, StatusOptions { colour, unicode, width })
}

/// The person whom `handle` names, also by a former handle, and how many files are left out.
fn named(basis: &mut Basis, handle: &str) -> Result<(Person, usize), Error> {
    match basis.state.people.look_up(handle) {
        Handle::Present(_) | Handle::Broken => present(basis, handle),
        Handle::Former(now) => {
            basis.notices.push(format!("`{handle}` is `{now}` now"));
            present(basis, &now)
        }
        Handle::Unknown => Err(unknown(basis, handle)),
    }
}

fn present(basis: &Basis, handle: &str) -> Result<(Person, usize), Error> {
    basis.person(handle)?.ok_or_else(|| unknown(basis, handle))
}

fn unknown(basis: &Basis, handle: &str) -> Error {
    let nearest = basis.state.people.nearest(handle);
    let hint = nearest.map_or_else(
        || "a handle is the name of a folder below people/".to_owned(),
        |nearest| format!("did you mean `{nearest}`?"),
    );
    usage(format!("there is nobody with the handle `{handle}`"), hint)
}

/// Why it is everybody's dates that are shown.
fn unrecognised(email: Option<&str>, state: &State) -> String {
    match (email, email.and_then(|email| broken_with(state, email))) {
        (Some(email), Some(handle)) => format!(
            "people/{handle}/profile.yaml has the e-mail address of Git's user.email, {email}, and cannot be \
             used: `milepost check people/{handle}` says why"
        ),
        (Some(email), None) => format!(
            "no profile has the e-mail address of Git's user.email, {email}: add it under `emails`, or name \
             somebody: `milepost status HANDLE`"
        ),
        (None, _) => {
            "Git's user.email is not set, so nobody is recognised: set it, or name somebody: `milepost \
                 status HANDLE`"
                .to_owned()
        }
    }
}
