//! `milepost rules`.

use clap::{Args, ValueEnum};

use super::output::Output;
use super::place;
use super::rule_flags::RuleFlags;
use super::run;
use super::{Common, Outcome};
use crate::check::{Locator, Place, State};
use crate::error::Error;
use crate::finding::Pointer;
use crate::output::rule_list::{self, Configured};
use crate::policy::Policy;
use crate::rules::Severities;

/// Arguments of `milepost rules`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost rules                        every rule, with the severity in force\n  \
    milepost rules --deny warnings        what would be an error then\n  \
    milepost rules --format json\n\
    Severities come from the rule itself, then from `rules` in milepost.yaml of the working\n\
    tree, then from the flags. Outside a learning repository the rules' own are shown.\n\
    Exit status: 0, 2 could not run.")]
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
    let (policy, configured) = policy(common)?;
    let severities = Severities::new(&policy, flags);
    output.print(&match arguments.format {
        Format::Human => rule_list::human(&severities, &configured, output.colour(), output.width()),
        Format::Json => rule_list::json(&severities, &configured),
        Format::Markdown => rule_list::markdown(),
    })?;
    Ok(Outcome::Fine)
}

/// The policy here and the lines that set severities; the defaults where there is no learning
/// repository here.
fn policy(common: &Common) -> Result<(Policy, Configured), Error> {
    let place = match place::Place::find(common) {
        Ok(place) => place,
        Err(Error::NotARepository { .. }) if common.root.is_none() => return Ok(Default::default()),
        Err(error) => return Err(error),
    };
    match run::working_state(&place) {
        Ok((state, policy)) => {
            let configured = configured(&state)?;
            Ok((policy, configured))
        }
        Err(Error::NoRecords { .. }) => Ok(Default::default()),
        Err(error) => Err(error),
    }
}

fn configured(state: &State) -> Result<Configured, Error> {
    let mut configured = Configured::new();
    let Some(policy) = &state.policy.loaded.data else { return Ok(configured) };
    let mut locator = Locator::new(None, state.snapshot.clone());
    for id in policy.data.rules.keys() {
        if let Place::Text { file, span } = locator.place(&policy.key(Pointer::from("/rules").key(id)))? {
            let line = file.line_column(span.start).line;
            configured.insert(id.clone(), format!("{}:{line}", policy.path));
        }
    }
    Ok(configured)
}
