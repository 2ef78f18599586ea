//! `milepost extend`: a deadline that moves later, and why.

use clap::Args;

use super::desk::{Desk, Which};
use super::postponed::{LastDay, last_day_after, objection, proposal, too_distant};
use crate::calendar::Date;
use crate::cli::ask::{Asker, Preset, Question};
use crate::cli::output::Output;
use crate::cli::{Common, Outcome};
use crate::error::Error;
use crate::finding::Pointer;
use crate::layout::Edit;
use crate::record::{Goal, Record};

/// Arguments of `milepost extend`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost extend                            choose the goal, its new deadline, and say why\n  \
    milepost extend async-rust --to 2027-01-29 --because \"The test environment came late\"\n  \
    milepost extend async-rust --to +4w --because \"Two weeks on call\" --commit\n\
    The last day for using the skill at work moves along where it has to.")]
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    which: Which,
    /// The new deadline: YYYY-MM-DD, +4w, in 30 days
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    to: Option<String>,
    /// Why it moves
    #[arg(long, value_name = "TEXT")]
    because: Option<String>,
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
            lines.push(format!("last day for using it at work: {day} now, {window_days} days after the deadline"));
        }
        LastDay::Moves { from, to } => {
            lines.push(format!("last day for using it at work: {from} -> {to}, it moves along"));
        }
    }
    lines
}
