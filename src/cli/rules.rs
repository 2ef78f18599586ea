//! `milepost rules`.

use clap::{Args, ValueEnum};

use super::output::Output;
use super::place::Place;
use super::run::{self, RuleFlags};
use super::{Common, Outcome};
use crate::error::Error;
use crate::output::rule_list;
use crate::policy::Policy;
use crate::rules::Severities;

/// Arguments of `milepost rules`.
#[derive(Debug, Args)]
#[command(
    after_help = "Severities come from the rule itself, then from `rules` in milepost.yaml of the working\n\
    tree, then from the flags. Outside a learning repository the rules' own are shown."
)]
pub(super) struct Arguments {
    /// Form of the result
    #[arg(long, value_enum, default_value_t = Format::Human, value_name = "FORMAT")]
    format: Format,
    #[command(flatten)]
    rules: RuleFlags,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Human,
    /// For programs; version 1
    Json,
    /// The table of the README
    Markdown,
}

/// Lists the rules.
///
/// # Errors
/// Where a flag names no rule or the output cannot be written.
pub(super) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    let flags = arguments.rules.checked()?;
    let policy = policy(common)?;
    let severities = Severities::new(&policy, flags);
    output.print(&match arguments.format {
        Format::Human => rule_list::human(&severities, output.colour(), output.width()),
        Format::Json => rule_list::json(&severities),
        Format::Markdown => rule_list::markdown(),
    })?;
    Ok(Outcome::Fine)
}

/// The policy here, or the defaults where there is no learning repository here.
fn policy(common: &Common) -> Result<Policy, Error> {
    let place = match Place::find(common) {
        Ok(place) => place,
        Err(Error::NotARepository { .. }) if common.root.is_none() => return Ok(Policy::default()),
        Err(error) => return Err(error),
    };
    match run::working_policy(&place) {
        Ok(policy) => Ok(policy),
        Err(Error::NoRecords { .. }) => Ok(Policy::default()),
        Err(error) => Err(error),
    }
}
