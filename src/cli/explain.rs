//! `milepost explain RULE`.

use clap::Args;

use super::output::Output;
use super::{Outcome, usage};
use crate::error::Error;
use crate::output::rule_page;
use crate::rules::{self, RULES};
use crate::suggest;

/// Arguments of `milepost explain`.
#[derive(Debug, Args)]
#[command(after_help = "Example: milepost explain late-application-plan")]
pub(super) struct Arguments {
    /// The rule's id; `milepost rules` lists them
    rule: String,
}

/// Prints the page.
///
/// # Errors
/// Where no rule has that id.
pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<Outcome, Error> {
    let Some(rule) = rules::by_id(&arguments.rule) else {
        let near = suggest::nearest(&arguments.rule, RULES.iter().map(|rule| rule.id));
        return Err(usage(
            format!("there is no rule `{}`", arguments.rule),
            near.map_or_else(
                || "`milepost rules` lists the rules".to_owned(),
                |near| format!("did you mean `{near}`? `milepost rules` lists the rules"),
            ),
        ));
    };
    output.print(&rule_page::render(rule, output.colour(), output.width()))?;
    Ok(Outcome::Fine)
}
