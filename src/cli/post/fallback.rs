//! What is told where nothing may be posted: annotations and the summary of the step.

use super::super::output::{Output, variable};
use super::super::step_files;
use crate::error::Error;
use crate::output::annotations;
use crate::report::change::ChangeReport;
use crate::report::step::StepReport;

/// Annotations and the step's summary, where a runner reads them; otherwise nothing. `root` is the
/// learning repository's folder. Whether there is such a runner.
///
/// # Errors
/// Where standard output cannot be written to.
pub(super) fn tell(report: &ChangeReport, root: &str, output: &Output) -> Result<bool, Error> {
    if variable("GITHUB_ACTIONS").is_none() {
        return Ok(false);
    }
    let step = StepReport::of_change(report, root);
    output.print(&annotations::of(&step))?;
    step_files::append(&step, output);
    Ok(true)
}
