//! Why a forge did not do what it was asked for.

/// Why a request came to nothing. What people read is made of it in [`crate::error::Error`]; no
/// variant ever holds a token.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The token is missing, wrong or has expired (401).
    #[error("the forge does not accept the token")]
    Unauthorized,
    /// The token may not do this (403), in the forge's words.
    #[error("the token may not do this: {message}")]
    Forbidden {
        /// The forge's words, one line, made harmless for a terminal.
        message: String,
    },
    /// There is no such thing, or the token may not see it (404, 410).
    #[error("the forge knows nothing of it, or hides it from this token")]
    NotFound,
    /// The forge refused the request for another reason (400, 409, 413, 422).
    #[error("the forge refused it with status {status}: {message}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// The forge's words, one line, made harmless for a terminal.
        message: String,
    },
    /// The forge asked to wait, or failed itself, until the last try (429, 5xx).
    #[error("the forge is busy or failing (status {status}), after {}", count(*tries))]
    Busy {
        /// The HTTP status of the last answer.
        status: u16,
        /// How often it was tried.
        tries: u32,
    },
    /// No answer came to something that may nevertheless have been done.
    #[error("no answer came, so nobody knows whether it was done: {reason}")]
    Uncertain {
        /// What happened to the connection.
        reason: String,
    },
    /// Others changed the same thing again and again meanwhile.
    #[error("other runs kept changing it meanwhile")]
    Contended,
    /// The forge cannot be reached.
    #[error("it cannot be reached: {reason}")]
    Unreachable {
        /// What happened to the connection, proxy included.
        reason: String,
    },
    /// An answer came that cannot be used: no JSON, too large, not of the shape that the forge's
    /// description promises.
    #[error("its answer cannot be used: {reason}")]
    Unusable {
        /// What is wrong with it.
        reason: String,
    },
    /// The forge sent to another place, and a token is never sent to another host.
    #[error("it sends on to {host}, and a token is never sent to another host")]
    Redirected {
        /// Where to, without path and query.
        host: String,
    },
    /// This forge cannot do it at all.
    #[error("{forge} cannot do this")]
    Unsupported {
        /// The forge's name.
        forge: &'static str,
    },
}

fn count(tries: u32) -> String {
    if tries == 1 { "1 try".to_owned() } else { format!("{tries} tries") }
}
