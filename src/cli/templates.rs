//! A learning repository's own templates, in `.milepost/templates/`.
//!
//! They are read from a commit that is trusted: the base of a change, or the commit that is checked
//! out; never from the working tree or the head of a change. One that cannot be used is told on
//! standard error, and the built-in one takes its place.

use super::output::Output;
use super::place::Place;
use crate::error::Error;
use crate::load::RECORD_LIMIT;
use crate::output::template::Fault;
use crate::source::{Bytes, Snapshot};

/// Where they lie.
const FOLDER: &str = ".milepost/templates";

/// A template of the learning repository, if it has one of that name.
pub(super) enum Own {
    /// It has none.
    None,
    /// Its text.
    Text(String),
    /// It cannot be read as text.
    Unreadable(Fault),
}

impl Own {
    /// The text to render; where there is one that cannot be read, that is told.
    pub(super) fn usable(&self, output: &Output) -> Option<&str> {
        match self {
            Self::None => None,
            Self::Text(text) => Some(text),
            Self::Unreadable(fault) => {
                tell(Some(fault), output);
                None
            }
        }
    }
}

/// The template `name` of `snapshot`.
///
/// # Errors
/// Where the snapshot cannot be read.
pub(super) fn read(snapshot: &Snapshot, name: &str) -> Result<Own, Error> {
    let unreadable = |reason: String| Own::Unreadable(Fault { name: name.to_owned(), line: None, reason });
    Ok(match snapshot.read(&format!("{FOLDER}/{name}"), RECORD_LIMIT)? {
        None => Own::None,
        Some(Bytes::Whole(bytes)) => match String::from_utf8(bytes) {
            Ok(text) => Own::Text(text),
            Err(_) => unreadable("it is not UTF-8".to_owned()),
        },
        Some(Bytes::TooLarge(size)) => unreadable(format!("it has {size} bytes, more than {RECORD_LIMIT}")),
    })
}

/// The template `name` of the commit that is checked out.
///
/// # Errors
/// Where the repository cannot be read.
pub(super) fn checked_out(place: &Place, name: &str) -> Result<Own, Error> {
    match place.repository.resolve("HEAD") {
        Ok(head) => read(&place.repository.snapshot(&head, &place.root)?, name),
        // Before the first commit there are no templates.
        Err(Error::UnknownRevision { .. }) => Ok(Own::None),
        Err(error) => Err(error),
    }
}

/// Says on standard error which template could not be used.
pub(super) fn tell(fault: Option<&Fault>, output: &Output) {
    let Some(fault) = fault else { return };
    let line = fault.line.map(|line| format!(":{line}")).unwrap_or_default();
    output.warning(
        &format!("{FOLDER}/{}{line}: {}", fault.name, fault.reason),
        "the built-in template was used instead; `templates/README.md` of Milepost lists what a template may name",
    );
}
