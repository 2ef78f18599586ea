//! `milepost post`: what is written on a forge, and how the forge is reached.

mod ci;
mod commit_status;
pub(in crate::cli) mod connection;
mod digest;
mod dry_run;
mod fallback;
mod links;
mod one_change;
mod pr;
pub(in crate::cli) mod refused;
mod reported;
mod round;
mod subject;
mod suggested;

use clap::{Args, Subcommand};

use super::output::Output;
use super::{Common, Outcome};
use crate::error::Error;

/// Arguments of `milepost post`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost post pr                      in CI: the comment and the status of its pull request\n  \
    milepost post pr --dry-run            what would be sent, and nothing is\n  \
    milepost post digest                  in CI, on a schedule\n\
    `milepost workflows` writes the CI files that call it.\n\
    Exit status: 0, 2 could not run.")]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// The comment on a pull request, kept up to date, and the status of its head
    Pr(pr::Arguments),
    /// The digest for everybody, in one issue
    Digest(digest::Arguments),
}

/// Posts.
///
/// # Errors
/// Where it could not be made or posted.
pub(super) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    match &arguments.what {
        What::Pr(arguments) => pr::run(arguments, common, output),
        What::Digest(arguments) => digest::run(arguments, common, output),
    }
}
