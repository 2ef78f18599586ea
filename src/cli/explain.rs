//! `milepost explain`.

use clap::Args;

use super::output::Output;
use super::{Outcome, usage};
use crate::error::Error;
use crate::output::rule_page;
use crate::rules::{self, RULES, Rule};
use crate::suggest;

/// Arguments of `milepost explain`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost explain late-application-plan\n  \
    milepost explain --all                  every rule, one after the other\n\
    Exit status: 0, 2 could not run.")]
pub(super) struct Arguments {
    /// The rule's id; `milepost rules` lists them
    #[arg(required_unless_present = "all")]
    rule: Option<String>,
    /// Explain every rule, in the order of their ids
    #[arg(long, conflicts_with = "rule")]
    all: bool,
}

/// Prints the page, or all of them.
///
/// # Errors
/// Where no rule has that id.
pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<Outcome, Error> {
    let page = |rule: &&Rule| rule_page::render(rule, output.colour(), output.width());
    let Some(id) = &arguments.rule else {
        let pages: Vec<String> = RULES.iter().map(page).collect();
        output.print(&pages.join("\n"))?;
        return Ok(Outcome::Fine);
    };
    let Some(rule) = rules::by_id(id) else {
        let near = suggest::nearest(id, RULES.iter().map(|rule| rule.id));
        return Err(usage(
            format!("there is no rule `{id}`"),
            near.map_or_else(
                || "`milepost rules` lists the rules".to_owned(),
                |near| format!("did you mean `{near}`? `milepost rules` lists the rules"),
            ),
        ));
    };
    output.print(&page(&rule))?;
    Ok(Outcome::Fine)
}
