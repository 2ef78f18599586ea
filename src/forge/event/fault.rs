//! Why what CI says cannot be used. What was found is repeated in a few characters, harmless on a
//! terminal: it may come from whoever opened a pull request.

use serde_json::Value;

use crate::output::escape;

/// The most characters of a value that a message repeats.
const MAX_SHOWN: usize = 60;

/// Why what CI says cannot be used. `Display` is one line; [`EventFault::advice`] says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EventFault {
    /// The payload could not be read.
    #[error("the event's payload cannot be read: {reason}")]
    Unreadable {
        /// The system's words.
        reason: String,
    },
    /// The payload is larger than any event's.
    #[error("the event's payload is larger than {} bytes", super::PAYLOAD_LIMIT)]
    TooLarge,
    /// The payload is no JSON.
    #[error("the event's payload is no JSON: {reason}")]
    NotJson {
        /// What is wrong and where.
        reason: String,
    },
    /// The event needs a payload, and there is none.
    #[error("the event {event} has no payload: GITHUB_EVENT_PATH names no file")]
    NoPayload {
        /// The event's name.
        event: String,
    },
    /// A field of the payload is missing, or is what it cannot be.
    #[error("{}", field(pointer, found.as_deref(), wanted))]
    Field {
        /// Where, as a JSON Pointer.
        pointer: String,
        /// What was found, in a few characters; nothing where it is missing.
        found: Option<String>,
        /// What belongs there.
        wanted: &'static str,
    },
    /// A variable is what it cannot be.
    #[error("the variable {name} is `{found}`, not {wanted}")]
    Variable {
        /// Its name.
        name: &'static str,
        /// What was found, in a few characters.
        found: String,
        /// What belongs there.
        wanted: &'static str,
    },
    /// Payload and variables tell of different projects.
    #[error("the event's payload is about {payload}, but this run is for {variable}")]
    OtherProject {
        /// The project in the payload.
        payload: String,
        /// The project in the variables.
        variable: String,
    },
}

impl EventFault {
    /// What to do about it, one sentence.
    #[must_use]
    pub fn advice(&self) -> String {
        match self {
            Self::Unreadable { .. } | Self::TooLarge | Self::NotJson { .. } | Self::NoPayload { .. } => {
                "let CI set GITHUB_EVENT_PATH, or name the pull request with --number and --head".into()
            }
            Self::Field { .. } | Self::OtherProject { .. } => {
                "name the pull request with --number and --head, and the project with --project".into()
            }
            Self::Variable { name, .. } => format!("let CI set {name}, or give it with a flag"),
        }
    }

    pub(super) fn wrong(pointer: &str, found: &Value, wanted: &'static str) -> Self {
        Self::Field { pointer: pointer.to_owned(), found: shown(found), wanted }
    }

    pub(super) fn variable(name: &'static str, found: &str, wanted: &'static str) -> Self {
        Self::Variable { name, found: short(&without_account(found)), wanted }
    }
}

fn field(pointer: &str, found: Option<&str>, wanted: &str) -> String {
    match (pointer, found) {
        ("", Some(found)) => format!("the event's payload is {found}, not {wanted}"),
        (pointer, Some(found)) => format!("`{pointer}` in the event's payload is {found}, not {wanted}"),
        (pointer, None) => format!("the event's payload lacks `{pointer}`, {wanted}"),
    }
}

/// An address may hold a password, which belongs in no message.
fn without_account(text: &str) -> String {
    match (text.split_once("://"), text.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, rest))) => format!("{scheme}://…@{rest}"),
        _ => text.to_owned(),
    }
}

fn shown(value: &Value) -> Option<String> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(value) => value.to_string(),
        Value::Number(value) => format!("`{value}`"),
        Value::String(text) => format!("`{}`", short(text)),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    })
}

pub(super) fn short(text: &str) -> String {
    escape::terminal(&escape::shorten(text, MAX_SHOWN))
}
