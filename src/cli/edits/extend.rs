//! `milepost extend`: a deadline that moves later, and why.

use clap::Args;

use super::desk::{Desk, Which};
use super::postponed::{LastDay, last_day_after, objection, proposal, too_distant};
use crate::calendar::Date;
use crate::cli::ask::{Asker, Preset, Question};
use crate::cli::commit::CommitFlags;
use crate::cli::edited::edited;
use crate::cli::output::Output;
use crate::cli::prepared::Prepared;
use crate::cli::{Common, Outcome};
use crate::error::Error;
use crate::finding::Pointer;
use crate::layout::Edit;
use crate::record::Goal;

/// Arguments of `milepost extend`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost extend                            choose the goal, its new deadline, and say why\n  \
    milepost extend async-rust --to 2027-01-29 --because \"The test environment came late\"\n  \
    milepost extend async-rust --to +4w --because \"Two weeks on call\" --commit\n\
    The last day for using the skill at work moves along where it has to.\n\
    Exit status: 0, 2 could not run.")]
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    which: Which,
    /// The new deadline: YYYY-MM-DD, +4w, in 30 days
    #[arg(long, alias = "deadline", value_name = "DAY", allow_hyphen_values = true)]
    to: Option<String>,
    /// Why it moves
    #[arg(long, alias = "reason", value_name = "TEXT")]
    because: Option<String>,
    #[command(flatten)]
    commit: CommitFlags,
}

/// Asks for the new deadline and why it moves, and writes both into the goal.
///
/// # Errors
/// Where no active goal is meant, an answer is missing or cannot be used, or the file cannot be written.
pub(in crate::cli) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    let desk = Desk::open(&arguments.which, common)?;
    let (today, limits) = (desk.workspace.today(), &desk.workspace.policy().limits);
    let asker = Asker::new(output, today, "milepost extend");
    desk.require(
        &arguments.which,
        &asker,
        &[("--to DAY", arguments.to.is_some()), ("--because TEXT", arguments.because.is_some())],
    )?;
    let goal = desk.goal(&arguments.which, &asker, "extend")?;
    let until = Question {
        flag: "--to DAY",
        text: &format!("New deadline of \"{}\"?", goal.data.title),
        help: &format!("It is {} now", goal.data.deadline),
    };
    let proposed = Preset::Proposal(proposal(goal, today, limits.max_days));
    let judge = |day| objection(goal, day, today).map_or(Ok(()), Err);
    let new = asker.day(&until, arguments.to.as_deref(), proposed, &judge)?;
    let why = Question {
        flag: "--because TEXT",
        text: "Why does it move?",
        help: "One line; it stays with the goal",
    };
    let reason = asker.text(&why, arguments.because.as_deref(), Preset::Nothing, &|_| Ok(()))?;
    let last_day = last_day_after(&goal.data, new, today, desk.limits.window_days);
    let goal_after = edited(&desk.workspace.state.snapshot, &goal.path, &edits(new, last_day, &reason))?;
    for line in told(&goal.data, new, last_day, desk.limits.window_days) {
        output.note(&line);
    }
    if let Some(days) = too_distant(goal, new, limits.max_days) {
        output.warning(
            &format!(
                "that is {days} days after the start, and the policy asks for at most {}",
                limits.max_days
            ),
            "a first goal within sight gets done: perhaps make this one smaller",
        );
    }
    Prepared::new(&desk.workspace).change(goal_after).finish(
        output,
        arguments.commit,
        &format!("goal: extend {} to {new}", goal.id),
    )
}

/// The edits that move a goal's deadline to `new`.
fn edits(new: Date, last_day: LastDay, reason: &str) -> Vec<Edit> {
    let mut edits = vec![Edit::Set { pointer: Pointer::from("/deadline"), value: new.into() }];
    if let LastDay::Moves { to, .. } = last_day {
        edits.push(Edit::Set { pointer: Pointer::from("/application/until"), value: to.into() });
    }
    edits.push(Edit::Set { pointer: Pointer::from("/moved_because"), value: reason.into() });
    edits
}

/// What moves, in sentences.
fn told(goal: &Goal, new: Date, last_day: LastDay, window_days: u32) -> Vec<String> {
    let mut lines = vec![format!("deadline: {} -> {new}", goal.deadline)];
    match last_day {
        LastDay::Stays => {}
        LastDay::Follows(day) => {
            lines.push(format!(
                "last day for using it at work: {day} now, {window_days} days after the deadline"
            ));
        }
        LastDay::Moves { from, to } => {
            lines.push(format!("last day for using it at work: {from} -> {to}, it moves along"));
        }
    }
    lines
}
