//! `milepost site DIR`: the dashboard as a folder of pages.

mod folder;
mod pages;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::as_of::AsOf;
use super::output::Output;
use super::place::Place;
use super::{Common, Outcome, progress_bar, report, templates, usage, whom};
use crate::error::Error;
use crate::output::site::SiteFile;
use crate::record::Visibility;
use crate::report::basis::Basis;
use crate::report::site::Audience;
use crate::report::team;
use pages::Own;

/// Arguments of `milepost site`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost site public\n  \
    milepost site lead-site --audience lead\n  \
    milepost site my-site --audience person\n\
    The site needs no server: open its index.html. A folder that an earlier run made is replaced as a\n\
    whole; nothing else is overwritten.\n\
    Exit status: 0, 2 could not run.")]
pub(super) struct Arguments {
    /// Folder to make, or to make again
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Whom the site is for, which decides what it holds
    #[arg(long, value_enum, default_value_t = For::Team, value_name = "AUDIENCE")]
    audience: For,
    /// With --audience person: whose site [default: yours, by Git's user.email]
    #[arg(long = "for", value_name = "HANDLE")]
    handle: Option<String>,
    /// Who can read the pages where they will be published: `public` is refused, unless milepost.yaml
    /// says `site: {visibility: public}`
    #[arg(long, value_enum, value_name = "READERS")]
    readers: Option<Readers>,
    #[command(flatten)]
    as_of: AsOf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Readers {
    /// Members of the team or company
    Members,
    /// Everybody on the Internet
    Public,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum For {
    /// Everybody: no single person's ratings, no figure about a small group
    Team,
    /// Those who lead: members' levels and portfolios too
    Lead,
    /// One person: their own sheet and portfolio too
    Person,
}

/// Makes the site.
///
/// # Errors
/// Where it could not be made or written.
pub(super) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    if arguments.handle.is_some() && arguments.audience != For::Person {
        return Err(usage(
            "--for names the person of a site for one person",
            "add --audience person, or leave --for out",
        ));
    }
    let place = Place::find(common)?;
    place.not_among_records(&arguments.folder)?;
    let mut basis = arguments.as_of.basis(&place, common)?;
    may_be_published(arguments, basis.policy.visibility)?;
    let (audience, of_teams) = match arguments.audience {
        For::Team => (Audience::Team, team::Audience::Team),
        For::Lead => (Audience::Lead, team::Audience::Lead),
        For::Person => (Audience::Person, team::Audience::Team),
    };
    let (teams, everybody) = progress_bar::shown(output, "people", |counter| {
        report::team::made(&place, &arguments.as_of, &mut basis, None, of_teams, None, counter)
    })?;
    let own = own(arguments, &place, &mut basis)?;
    let templates = templates::checked_out(&place, output)?;
    let (files, faults) = progress_bar::shown(output, "pages", |counter| {
        pages::all(&basis, &everybody, &teams, audience, own.as_ref(), &templates, counter)
    })?;
    basis.state.people.failure()?;
    for fault in &faults {
        templates::tell(Some(fault), output);
    }
    folder::write(&arguments.folder, &files)?;
    output.print(&made(&arguments.folder, &files, audience, &basis))?;
    Ok(Outcome::Fine)
}

/// Refuses a site whose readers may not see it, before anything is made.
fn may_be_published(arguments: &Arguments, visibility: Visibility) -> Result<(), Error> {
    let Some(readers) = arguments.readers else { return Ok(()) };
    if arguments.audience != For::Team {
        return Err(usage(
            "only the site for the team is published: this one holds ratings of single people",
            "leave --audience or --readers out",
        ));
    }
    match (readers, visibility) {
        (Readers::Members, _) | (Readers::Public, Visibility::Public) => Ok(()),
        (Readers::Public, Visibility::Private) => Err(usage(
            "everybody could read these pages, and milepost.yaml keeps the site private",
            "restrict who can read them; if everybody may, say so in milepost.yaml: `site: {visibility: public}`",
        )),
    }
}

/// The person that a site for one person is about, with their history.
fn own(arguments: &Arguments, place: &Place, basis: &mut Basis) -> Result<Option<Own>, Error> {
    match arguments.audience {
        For::Team | For::Lead => return Ok(None),
        For::Person => {}
    }
    let handle = whom::handle(place, &basis.state, arguments.handle.as_deref())?;
    let texts = report::person::remember(place, &arguments.as_of, basis, &handle)?;
    match basis.person(&handle)? {
        Some((person, unread)) => Ok(Some(Own { person, unread, texts })),
        None => Err(usage(
            format!("people/{handle}/ holds no record"),
            "name somebody who has a profile with --for",
        )),
    }
}

/// What was made, and how to open it.
fn made(folder: &Path, files: &[SiteFile], audience: Audience, basis: &Basis) -> String {
    let pages = files.iter().filter(|file| file.path.ends_with(".html")).count();
    let whom = match audience {
        Audience::Team => "for everybody in the team",
        Audience::Lead => "for those who lead; it holds members' levels, so keep it among them",
        Audience::Person => "for one person; it holds ratings, so keep it with that person",
    };
    format!(
        "Made {}: {pages} pages as of {}, {whom}.\nTo read it, open {} in a browser; it needs no server and no network.\n",
        folder.display(),
        basis.today,
        folder.join("index.html").display(),
    )
}
