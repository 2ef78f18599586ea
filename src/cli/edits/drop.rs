//! `milepost drop`: a goal that is given up, and why.

use clap::Args;

use super::desk::{Desk, Which};
use crate::cli::ask::{Asker, Preset, Question};
use crate::cli::commit::CommitFlags;
use crate::cli::edited::edited;
use crate::cli::output::Output;
use crate::cli::prepared::Prepared;
use crate::cli::{Common, Outcome};
use crate::error::Error;
use crate::finding::Pointer;
use crate::layout::Edit;

/// Arguments of `milepost drop`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost drop                              choose the goal, and say why\n  \
    milepost drop async-rust --because \"The worker is replaced by a bought service\"\n  \
    milepost drop async-rust --commit\n\
    Exit status: 0, 2 could not run.")]
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    which: Which,
    /// Why it is given up
    #[arg(long, alias = "reason", value_name = "TEXT")]
    because: Option<String>,
    #[command(flatten)]
    commit: CommitFlags,
}

/// Asks why, and writes it into the goal.
///
/// # Errors
/// Where no active goal is meant, an answer is missing, or the file cannot be written.
pub(in crate::cli) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    let desk = Desk::open(&arguments.which, common)?;
    let asker = Asker::new(output, desk.workspace.today(), "milepost drop");
    desk.require(&arguments.which, &asker, &[("--because TEXT", arguments.because.is_some())])?;
    let goal = desk.goal(&arguments.which, &asker, "drop")?;
    let why = Question {
        flag: "--because TEXT",
        text: &format!("Why is \"{}\" given up?", goal.data.title),
        help: "A change of plans is a good reason",
    };
    let reason = asker.text(&why, arguments.because.as_deref(), Preset::Nothing, &|_| Ok(()))?;
    let goal_after = edited(&desk.workspace.state.snapshot, &goal.path, &edits(&reason))?;
    Prepared::new(&desk.workspace).change(goal_after).finish(
        output,
        arguments.commit,
        &format!("goal: drop {}", goal.id),
    )
}

/// The edits that drop a goal.
fn edits(reason: &str) -> Vec<Edit> {
    vec![
        Edit::Set { pointer: Pointer::from("/status"), value: "dropped".into() },
        Edit::Set { pointer: Pointer::from("/reason"), value: reason.into() },
    ]
}
