//! `milepost report roi`: what programs cost and what they brought.

use clap::Args;

use super::super::as_of::AsOf;
use super::super::output::Output;
use super::super::place::Place;
use super::super::progress_bar;
use super::super::{Common, Outcome, usage};
use super::rendering::Rendering;
use crate::error::Error;
use crate::output::report::Report;
use crate::record::{Groups, Program, Record, Resolved};
use crate::report::roi::RoiReport;
use crate::suggest;

/// Arguments of `milepost report roi`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost report roi\n  \
    milepost report roi 2026-payments-platform --format html --output cohort.html\n  \
    milepost report roi --at v2026.2 --format json\n\
    Costs, benefits and figures of the business are read from programs/ID.yaml. Learning time is\n\
    shown beside the costs and never added to them.\n\
    Exit status: 0, also where nothing is recorded; 2 could not run.")]
pub(in crate::cli) struct Arguments {
    /// Id of one program [default: every program with costs, benefits or metrics]
    #[arg(value_name = "PROGRAM")]
    program: Option<String>,
    #[command(flatten)]
    as_of: AsOf,
    #[command(flatten)]
    rendering: Rendering,
}

/// Renders the report.
///
/// # Errors
/// Where it could not be made or written.
pub(super) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    let place = Place::find(common)?;
    let basis = arguments.as_of.basis(&place, common)?;
    let named = arguments.program.as_deref().map(|id| find(basis.groups(), id)).transpose()?;
    let everybody = progress_bar::shown(output, "people", |counter| basis.everybody_counted(counter))?;
    let view = RoiReport::of(&basis, &everybody, named);
    arguments.rendering.deliver(&place, Report::Roi, &view, view.items(), output)
}

fn find<'a>(groups: &'a Groups, id: &str) -> Result<&'a Record<Program>, Error> {
    let programs = &groups.programs;
    match programs.resolve(id) {
        Resolved::Present(program) | Resolved::Former(program) => Ok(program),
        Resolved::Broken => Err(usage(
            format!("the program `{id}` cannot be read"),
            format!("`milepost check` says what is wrong with programs/{id}.yaml"),
        )),
        Resolved::Unknown => {
            let known: Vec<&str> = programs.ids().map(|id| id.as_str()).collect();
            let hint = match suggest::nearest(id, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None if known.is_empty() => {
                    "there is no program yet: write programs/ID.yaml first".to_owned()
                }
                None => format!("the programs are: {}", listed(&known)),
            };
            Err(usage(format!("there is no program `{id}`"), hint))
        }
    }
}

/// Ids for a hint, which stays short.
fn listed(ids: &[&str]) -> String {
    const SHOWN: usize = 8;
    let shown = ids.iter().take(SHOWN).map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
    match ids.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
