//! `milepost schema [KIND] [--write DIR]`, `--report` for what reports hold, `--vscode` for the editor.

use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::files::{below, write_whole};
use super::init::editor;
use super::output::Output;
use super::{Outcome, usage};
use crate::error::Error;
use crate::output::report_schema;
use crate::record::Kind;
use crate::schema;

/// Arguments of `milepost schema`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  milepost schema            lists the kinds\n  \
    milepost schema goal       prints the schema of a goal\n  \
    milepost schema --write .  writes every schema into this folder\n  \
    milepost schema --report   lists the reports in JSON\n  \
    milepost schema --report team  prints what each field of that report holds; templates see the same\n  \
    milepost schema --page skill   prints what the template of a page of the site sees\n  \
    milepost schema --vscode       prints by which settings VS Code finds the schemas\n\
    Exit status: 0, 2 could not run.")]
pub(super) struct Arguments {
    /// Kind of record
    #[arg(value_parser = PossibleValuesParser::new(Kind::ALL.map(Kind::name)))]
    kind: Option<String>,
    /// Write schemas into this folder instead of printing them: the one named, or all
    #[arg(long, value_name = "DIR")]
    write: Option<PathBuf>,
    /// Print the schema of a report in JSON instead; without a name, list the reports
    #[arg(long, value_name = "REPORT", num_args = 0..=1, conflicts_with_all = ["kind", "write"],
          value_parser = PossibleValuesParser::new(report_schema::reports().into_iter().map(|(name, _)| name)))]
    report: Option<Option<String>>,
    /// Print the schema of what a page of the site is made of; without a name, list the pages
    #[arg(long, value_name = "PAGE", num_args = 0..=1, conflicts_with_all = ["kind", "write", "report"],
          value_parser = PossibleValuesParser::new(report_schema::PAGES.map(|(name, _)| name)))]
    page: Option<Option<String>>,
    /// Print what .vscode/settings.json says of the schemas that `init` writes
    #[arg(long, conflicts_with_all = ["kind", "write", "report", "page"])]
    vscode: bool,
}

/// Prints or writes schemas.
///
/// # Errors
/// Where the folder cannot be written.
pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<Outcome, Error> {
    if let Some(report) = &arguments.report {
        return listed(&report_schema::reports(), report.as_deref(), output);
    }
    if let Some(page) = &arguments.page {
        return listed(&report_schema::PAGES, page.as_deref(), output);
    }
    if arguments.vscode {
        output.print(&editor::settings())?;
        return Ok(Outcome::Fine);
    }
    let kinds =
        Kind::ALL.into_iter().filter(|kind| arguments.kind.as_deref().is_none_or(|name| name == kind.name()));
    match (&arguments.write, &arguments.kind) {
        (Some(folder), _) => {
            if !folder.is_dir() {
                let message = format!("{} is no folder", folder.display());
                return Err(usage(message, "make the folder first, or name another"));
            }
            for kind in kinds {
                let path = below(folder, &format!("{}.schema.json", kind.name()))?;
                write_whole(&path, schema::text(kind))?;
                output.print(&format!("{}\n", path.display()))?;
            }
        }
        (None, Some(_)) => {
            for kind in kinds {
                output.print(schema::text(kind))?;
            }
        }
        (None, None) => {
            for kind in kinds {
                output.print(&format!("{:<12} {}\n", kind.name(), kind.pattern()))?;
            }
        }
    }
    Ok(Outcome::Fine)
}

/// Prints the schema called `name`; without a name, all names.
fn listed(all: &[(&str, &str)], name: Option<&str>, output: &Output) -> Result<Outcome, Error> {
    for (known, text) in all {
        match name {
            None => output.print(&format!("{known}\n"))?,
            Some(name) if name == *known => output.print(text)?,
            Some(_) => {}
        }
    }
    Ok(Outcome::Fine)
}
