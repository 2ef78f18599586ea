//! `milepost doctor`: what is missing for CI, and for good use here.
//!
//! Composition: what is looked at and in which order. Each file below looks at one thing.

mod ci;
mod clone;
mod local;
mod token;

use clap::{Args, ValueEnum};

use super::output::Output;
use super::place::Place;
use super::post::connection::ForgeName;
use super::{Common, Outcome, run};
use crate::check::State;
use crate::error::Error;
use crate::load::RECORD_LIMIT;
use crate::output::checkup;
use crate::policy::Policy;
use crate::report::checkup::{Checkup, Item, Need};
use crate::source::{Bytes, Snapshot};

/// Arguments of `milepost doctor`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost doctor                    what is there, what is missing, and what to do about it\n  \
    milepost doctor --base origin/dev  where changes are merged into another branch\n  \
    milepost doctor --online           asks the forge, too, what the token may write; writes nothing\n  \
    milepost doctor --format json\n\
    Exit status: 0 CI has what it needs, 1 something that it needs is missing, 2 could not run.")]
pub(super) struct Arguments {
    /// Branch that changes are compared with [default: that of origin, else main or master]
    #[arg(long, value_name = "REV")]
    base: Option<String>,
    /// Ask the forge what the token may write
    #[arg(long)]
    online: bool,
    /// Which forge it is [default: as CI or the remote says]
    #[arg(long, value_enum, value_name = "FORGE")]
    forge: Option<ForgeName>,
    /// Project on it [default: as CI or the remote says]
    #[arg(long, value_name = "OWNER/NAME", requires = "online")]
    project: Option<String>,
    /// Address of its interface, such as https://git.example.com/api/v1 [default: as CI or the remote says]
    #[arg(long, value_name = "URL", requires = "online")]
    api: Option<String>,
    /// Form of the result
    #[arg(long, value_enum, default_value_t = Format::Human, value_name = "FORMAT")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Human,
    /// For programs; version 1
    Json,
}

/// Looks, and says what is missing.
///
/// # Errors
/// Where something that is there cannot be read.
pub(super) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    let checkup = Checkup::new(items(arguments, common)?);
    let text = match arguments.format {
        Format::Human => checkup::human(&checkup, output.colour(), output.width()),
        Format::Json => checkup::json(&checkup),
    };
    output.print(&text)?;
    Ok(if checkup.missing(Need::Ci) > 0 { Outcome::Failed } else { Outcome::Fine })
}

fn items(arguments: &Arguments, common: &Common) -> Result<Vec<Item>, Error> {
    let place = match Place::find(common) {
        Ok(place) => place,
        Err(error @ Error::NotARepository { .. }) => {
            let advice = "run it in a clone of the learning repository; `milepost init` makes one";
            return Ok(vec![Item::missing("repository", Need::Ci, error.to_string(), advice)]);
        }
        Err(error) => return Err(error),
    };
    let mut items = vec![clone::repository(&place)];
    items.extend(clone::worktree(&place));
    let state = records(&place, &mut items)?;
    items.extend(clone::history(&place, arguments.base.as_deref())?);
    let (top, own) = (snapshot(&place, "")?, snapshot(&place, &place.root)?);
    let ci = ci::Files::read(&top)?;
    let connection = token::Where::find(arguments, &place, &ci)?;
    items.extend(ci.items(connection.kind));
    if let Some((state, policy)) = &state {
        items.push(ci::codeowners(&place, state, policy, run::today(common, policy)?, connection.kind)?);
        items.push(local::person(&place, state)?);
    }
    items.extend(connection.items(arguments.online)?);
    items.push(local::schemas(&own)?);
    items.extend(local::hook(&place, &top)?);
    items.push(local::editor(&[&top, &own])?);
    Ok(items)
}

/// The files below a folder of the Git repository: on disk, or in a bare one those of the commit that
/// it has out.
fn snapshot(place: &Place, root: &str) -> Result<Snapshot, Error> {
    if place.repository.work_dir().is_some() {
        place.repository.working_tree(root)
    } else {
        place.repository.snapshot(&place.repository.resolve("HEAD")?, root)
    }
}

/// The text of a small file; `None` where there is none.
fn text(snapshot: &Snapshot, path: &str) -> Result<Option<String>, Error> {
    Ok(match snapshot.read(path, RECORD_LIMIT)? {
        Some(Bytes::Whole(bytes)) => Some(String::from_utf8_lossy(&bytes).into_owned()),
        Some(Bytes::TooLarge(_)) | None => None,
    })
}

/// Whether there are records and a policy that can be used; the state where there are.
fn records(place: &Place, items: &mut Vec<Item>) -> Result<Option<(State, Policy)>, Error> {
    const RECORDS: &str = "learning-repository";
    const POLICY: &str = "policy";
    let found = |place: &Place| {
        let folder =
            if place.root.is_empty() { "at its top".to_owned() } else { format!("in {}/", place.root) };
        Item::ok(RECORDS, Need::Ci, format!("a learning repository, {folder}"))
    };
    match run::working_state(place) {
        Ok((state, policy)) => {
            items.push(found(place));
            items.push(match state.policy.fault(&state.snapshot)? {
                None => Item::ok(POLICY, Need::Ci, "milepost.yaml can be used"),
                Some(fault) => Item::missing(POLICY, Need::Ci, fault, "`milepost check` shows what is wrong"),
            });
            Ok(Some((state, policy)))
        }
        Err(error @ Error::NoRecords { .. }) => {
            let advice = "`milepost init` makes one here; --root names its folder in a larger repository";
            items.push(Item::missing(RECORDS, Need::Ci, error.to_string(), advice));
            Ok(None)
        }
        Err(error @ (Error::NoPolicy { .. } | Error::UnusablePolicy { .. } | Error::TooOld { .. })) => {
            items.push(found(place));
            items.push(Item::missing(POLICY, Need::Ci, error.to_string(), error.hint()));
            Ok(None)
        }
        Err(error) => Err(error),
    }
}
