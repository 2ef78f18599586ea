//! The files that a runner of GitHub's kind gives a step: its summary and its outputs.
//!
//! Nothing is ever written to the environment file, and only whole numbers to the outputs.

use std::fs::OpenOptions;
use std::io::{Error, ErrorKind, Write};
use std::path::PathBuf;

use super::output::{Output, variable};
use crate::output::summary::{self, SUMMARY_LIMIT};
use crate::report::step::StepReport;

/// Appends the summary and the counts to the step's files, where the runner gives any. What cannot be
/// written is a warning: the check itself is done.
pub(super) fn append(step: &StepReport<'_>, output: &Output) {
    let counts = step.counts();
    let numbers = format!(
        "conflicts={}\nerrors={}\nwarnings={}\nnotes={}\n",
        step.conflicts.len(),
        counts.errors,
        counts.warnings,
        counts.notes
    );
    let tell = |what: &str, error: &Error| {
        output.warning(
            &format!("cannot write the {what} of this step: {error}"),
            "the log above has all of it; nothing else depends on that file",
        );
    };
    if let Err(error) = add("GITHUB_STEP_SUMMARY", |room| summary::of(step, room)) {
        tell("summary", &error);
    }
    if let Err(error) = add("GITHUB_OUTPUT", |_| numbers) {
        tell("outputs", &error);
    }
}

/// Appends what `text` makes of the room that is left to the file that a variable names.
fn add(name: &str, text: impl FnOnce(usize) -> String) -> Result<(), Error> {
    let Some(path) = variable(name).map(PathBuf::from) else { return Ok(()) };
    // Whatever an earlier step put in the file's place leads nowhere else.
    let there = path.symlink_metadata()?;
    if !there.is_file() {
        return Err(Error::new(ErrorKind::InvalidInput, "it is no ordinary file"));
    }
    let used = usize::try_from(there.len()).unwrap_or(usize::MAX);
    // A line end, should somebody's last line lack one.
    let lead = if used > 0 { "\n" } else { "" };
    let text = text(SUMMARY_LIMIT.saturating_sub(used).saturating_sub(lead.len()));
    if text.is_empty() {
        return Err(Error::new(ErrorKind::FileTooLarge, "there is no room left in it"));
    }
    OpenOptions::new().append(true).open(&path)?.write_all(format!("{lead}{text}").as_bytes())
}
