//! `milepost drop`: a goal that is given up, and why.

use clap::Args;

use super::desk::{Desk, Which};
use crate::cli::ask::{Asker, Preset, Question};
use crate::cli::output::Output;
use crate::cli::{Common, Outcome};
use crate::error::Error;
use crate::finding::Pointer;
use crate::layout::Edit;

/// Arguments of `milepost drop`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost drop                              choose the goal, and say why\n  \
    milepost drop async-rust --because \"The worker is replaced by a bought service\"\n  \
    milepost drop async-rust --commit")]
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    which: Which,
    /// Why it is given up
    #[arg(long, value_name = "TEXT")]
    because: Option<String>,
}

/// The edits that drop a goal.
fn edits(reason: &str) -> Vec<Edit> {
    vec![
        Edit::Set { pointer: Pointer::from("/status"), value: "dropped".into() },
        Edit::Set { pointer: Pointer::from("/reason"), value: reason.into() },
    ]
}
