//! HTTP for the forges: one client over ureq and rustls, which nothing else names.
//!
//! No token goes to another host, no error holds one; requests that make something new are never
//! sent twice blindly; waiting, sizes and pages have limits. Nothing here knows a forge's routes.
//!
//! How `cli/` connects: `Connection::new(Secret::new(&token), Proxies::from_variables(look_up),
//! Box::new(Stopwatch::start()))`, handed to [`crate::forge::connect`].

mod address;
mod answer;
mod client;
mod date;
mod pace;
mod path;
mod proxy;
mod rehearsal;
mod secret;
mod transport;
mod typed;
mod verdict;

use std::time::Duration;

pub use answer::Answer;
pub use client::Client;
pub use pace::Pace;
pub use path::Path;
pub use proxy::Proxies;
pub use rehearsal::{Intended, Rehearsal};
pub use secret::Secret;

/// What a connection needs beside the forge's address.
pub struct Connection {
    /// The token; without one only what is public can be read.
    pub token: Option<Secret>,
    /// The proxies there are.
    pub proxies: Proxies,
    /// How long, how much and how often.
    pub limits: Limits,
    /// Waiting, and how much time has passed.
    pub pace: Box<dyn Pace>,
    /// Where nothing is to be written: takes note of what would be.
    pub rehearsal: Option<Rehearsal>,
}

impl Connection {
    /// A connection with the usual limits.
    #[must_use]
    pub fn new(token: Option<Secret>, proxies: Proxies, pace: Box<dyn Pace>) -> Self {
        Self { token, proxies, limits: Limits::default(), pace, rehearsal: None }
    }
}

/// How long the client waits, how much it reads and how often it tries.
#[derive(Clone, Debug)]
pub struct Limits {
    /// For looking up the name, and for connecting.
    pub connect: Duration,
    /// For one request with its whole answer.
    pub answer: Duration,
    /// Bytes of an answer.
    pub body: u64,
    /// Tries of one request, the first included.
    pub tries: u32,
    /// All waiting between tries that one client does.
    pub patience: Duration,
    /// For everything that one client does. Tokens of apps are good for an hour.
    pub whole: Duration,
    /// Pages of one list.
    pub pages: u32,
    /// Bytes of one list.
    pub list: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            answer: Duration::from_secs(60),
            body: 10 * 1024 * 1024,
            tries: 4,
            patience: Duration::from_secs(300),
            whole: Duration::from_secs(3600),
            pages: 200,
            list: 256 * 1024 * 1024,
        }
    }
}

/// How a forge wants to be talked to.
#[derive(Clone, Debug)]
pub struct Service {
    /// The address of its interface: `https://api.github.com`, `https://git.example.com/api/v1`.
    pub api: String,
    /// How it takes the token.
    pub authorization: Authorization,
    /// What it should answer with: the `Accept` header.
    pub accept: &'static str,
    /// Further headers, names in lower case.
    pub headers: &'static [(&'static str, &'static str)],
    /// The time between two writes.
    pub write_gap: Duration,
}

/// How a forge takes the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authorization {
    /// `Authorization: Bearer …`: GitHub.
    Bearer,
    /// `Authorization: token …`: Forgejo and Gitea.
    Token,
    /// `PRIVATE-TOKEN: …`: GitLab.
    PrivateToken,
}
