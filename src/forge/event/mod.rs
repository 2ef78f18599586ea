//! What CI says about its run: which forge, which project, which change, which commit.
//!
//! Pure functions of variables and the event's payload, which are read in `cli/`. What they say is
//! where a run begins, never a proof: whoever posts asks the forge, and ends quietly where the two do
//! not agree.

mod actions;
mod fault;
mod field;
mod gitlab;
#[cfg(test)]
mod tests;

use std::io::Read;

use serde_json::Value;

pub use fault::EventFault;

use super::Project;

/// The most bytes of a payload: 10 MiB. GitHub sends none over 25 MB, and of a pull request far less.
pub const PAYLOAD_LIMIT: u64 = 10 << 20;

/// What set a run off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EventKind {
    /// A change was opened, pushed to, edited, merged or closed.
    Change,
    /// Somebody reviewed a change.
    Review,
    /// Another run ended, which was about a change (GitHub's `workflow_run`).
    RunOfAChange,
    /// A merge queue tries changes out together.
    MergeQueue,
    /// The clock.
    Schedule,
    /// Somebody started it by hand.
    Manual,
    /// A branch or tag was pushed.
    Push,
    /// Anything else, also no CI at all.
    #[default]
    Other,
}

/// A branch of somebody's project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// The account that owns the project.
    pub owner: String,
    /// The branch, without `refs/heads/`.
    pub name: String,
}

/// What CI says about its run. What it does not say is nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Occasion {
    /// The project that the run is for.
    pub project: Option<Project>,
    /// What set it off.
    pub kind: EventKind,
    /// The same in the forge's own word, such as `pull_request_target`.
    pub event: Option<String>,
    /// The number of the change that it is about; in a merge queue, of the last one in the group.
    pub number: Option<u64>,
    /// The commit at that change's head, 40 or 64 hexadecimal digits; in a merge queue, the commit of
    /// the group.
    pub head: Option<String>,
    /// The commit that the change is to be merged into, when the event was sent.
    pub base: Option<String>,
    /// The change's own branch, where the number is to be looked up by it: of a fork's change, another
    /// run's event names no number.
    pub branch: Option<Branch>,
    /// Whether the change comes from another project.
    pub fork: Option<bool>,
}

impl Occasion {
    /// Whether the run's own token may write nothing by nature: a fork's change in a run that the fork
    /// defines.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        let trusted = matches!(self.event.as_deref(), Some("pull_request_target" | "workflow_run"));
        self.fork == Some(true) && !trusted
    }
}

/// Where the event's payload lies, as CI says.
#[must_use]
pub fn payload_path(variable: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    given(variable, "GITHUB_EVENT_PATH")
}

/// Reads a payload; never more than [`PAYLOAD_LIMIT`] and one byte.
///
/// # Errors
/// Where it is too large or no JSON object.
pub fn payload(source: impl Read) -> Result<Value, EventFault> {
    let mut bytes = Vec::new();
    let read = source.take(PAYLOAD_LIMIT + 1).read_to_end(&mut bytes);
    let size = read.map_err(|error| EventFault::Unreadable { reason: error.kind().to_string() })?;
    if size as u64 > PAYLOAD_LIMIT {
        return Err(EventFault::TooLarge);
    }
    let payload: Value = serde_json::from_slice(&bytes).map_err(|error| {
        // The parser's words repeat nothing of the text.
        EventFault::NotJson { reason: error.to_string() }
    })?;
    if payload.is_object() { Ok(payload) } else { Err(EventFault::wrong("", &payload, "an object")) }
}

/// What CI says about its run, from its variables and the event's payload.
///
/// # Errors
/// Where it contradicts itself, or says something that cannot be.
pub fn occasion(
    variable: &dyn Fn(&str) -> Option<String>,
    payload: Option<&Value>,
) -> Result<Occasion, EventFault> {
    let set = |name: &str| given(variable, name).is_some_and(|value| value != "false");
    if set("GITLAB_CI") {
        gitlab::occasion(variable)
    } else if set("GITHUB_ACTIONS") || set("FORGEJO_ACTIONS") || set("GITEA_ACTIONS") {
        actions::occasion(variable, payload)
    } else {
        Ok(Occasion::default())
    }
}

/// A variable that is set to something.
fn given(variable: &dyn Fn(&str) -> Option<String>, name: &str) -> Option<String> {
    variable(name).filter(|value| !value.is_empty())
}
