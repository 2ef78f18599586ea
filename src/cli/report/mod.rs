//! `milepost report`: one subcommand a report, and what they share.

pub(super) mod digest;
pub(super) mod person;
mod portfolio;
pub(super) mod pr;
mod rendering;
mod roi;
pub(super) mod team;

use clap::{Args, Subcommand};

use super::output::Output;
use super::{Common, Outcome};
use crate::error::Error;

/// Arguments of `milepost report`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost report pr --base main        what merging my branch would do\n  \
    milepost report person                my own sheet, for a one-to-one\n  \
    milepost report team --format html --output team.html\n\
    `milepost report pr --help` and its kin say more.\n\
    Exit status: 0, 2 could not run.")]
pub(super) struct Arguments {
    #[command(subcommand)]
    report: Report,
}

#[derive(Debug, Subcommand)]
enum Report {
    /// What merging a change does: the pull-request comment
    Pr(pr::Arguments),
    /// What was achieved lately and what comes next, for everybody or for one person
    Digest(digest::Arguments),
    /// What programs cost and what they brought: for leadership
    Roi(roi::Arguments),
    /// One person's own sheet, to be looked at together; private
    Person(person::Arguments),
    /// What somebody takes along: entries, decisions, awards; no ratings
    Portfolio(portfolio::Arguments),
    /// How the teams stand: needs, gaps, rates, where people are
    Team(team::Arguments),
}

/// Renders a report.
///
/// # Errors
/// Where it could not be made or written.
pub(super) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    match &arguments.report {
        Report::Pr(arguments) => pr::run(arguments, common, output),
        Report::Digest(arguments) => digest::run(arguments, common, output),
        Report::Roi(arguments) => roi::run(arguments, common, output),
        Report::Person(arguments) => person::run(arguments, common, output),
        Report::Portfolio(arguments) => portfolio::run(arguments, common, output),
        Report::Team(arguments) => team::run(arguments, common, output),
    }
}
