//! What CI says about its run: variables and the event's payload are read here, and understood in
//! [`crate::forge::event`].

use std::fs::File;
use std::path::Path;

use super::super::output::variable;
use super::super::usage;
use super::subject::{Head, Subject};
use crate::error::Error;
use crate::forge::Project;
use crate::forge::event::{self, EventFault, EventKind, Occasion};

/// What CI says about its run.
#[derive(Debug, Default)]
pub(super) struct CiRun {
    /// The project that it runs for.
    pub(super) project: Option<Project>,
    /// The event's name.
    pub(super) event: Option<String>,
    /// What the run is about.
    pub(super) subject: Option<Subject>,
    /// The commit that the change was based on when the event was sent.
    pub(super) base: Option<String>,
    /// Whether the token may write nothing by nature: that of a fork's own run.
    pub(super) read_only: bool,
}

/// Reads it.
///
/// # Errors
/// Where it contradicts itself, or the payload cannot be read.
pub(super) fn read() -> Result<CiRun, Error> {
    let occasion = occasion().map_err(|fault| usage(fault.to_string(), fault.advice()))?;
    let read_only = occasion.is_read_only();
    let subject = subject(&occasion);
    let Occasion { project, event, base, .. } = occasion;
    Ok(CiRun { project, event, subject, base, read_only })
}

fn occasion() -> Result<Occasion, EventFault> {
    let payload = event::payload_path(&variable).map(|path| payload(Path::new(&path))).transpose()?;
    event::occasion(&variable, payload.as_ref())
}

fn payload(path: &Path) -> Result<serde_json::Value, EventFault> {
    let unreadable = |reason: String| EventFault::Unreadable { reason };
    // A named pipe or device could go on for ever.
    match path.metadata() {
        Ok(there) if !there.is_file() => Err(unreadable("it is no ordinary file".to_owned())),
        Ok(_) => event::payload(File::open(path).map_err(|error| unreadable(error.kind().to_string()))?),
        Err(error) => Err(unreadable(error.kind().to_string())),
    }
}

fn subject(occasion: &Occasion) -> Option<Subject> {
    let head = occasion.head.clone().map(|commit| Head { commit, by_flag: false });
    match occasion.kind {
        EventKind::Change | EventKind::Review => Some(Subject::Change { number: occasion.number?, head }),
        EventKind::RunOfAChange => Some(match occasion.number {
            Some(number) => Subject::Change { number, head },
            None => {
                let branch = occasion.branch.clone().map(|branch| (branch.owner, branch.name));
                Subject::Head { head: head?, branch }
            }
        }),
        EventKind::MergeQueue => Some(Subject::Group { commit: head?.commit, base: occasion.base.clone() }),
        EventKind::Schedule | EventKind::Manual | EventKind::Push | EventKind::Other => None,
    }
}
