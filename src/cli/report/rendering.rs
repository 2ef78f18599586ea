//! What every report on a whole state has in common on the command line: its form, and where it goes.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::super::output::Output;
use super::super::place::Place;
use super::super::{Outcome, templates};
use crate::error::Error;
use crate::output::report::{self, Form, Report};

/// How a report is written, and where to.
#[derive(Debug, Args)]
pub(super) struct Rendering {
    /// Form of the result
    #[arg(long, value_enum, default_value_t = Format::Markdown, value_name = "FORMAT")]
    format: Format,
    /// Write the result to this file
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Markdown, as forges render it
    Markdown,
    /// One page that needs nothing else
    Html,
    /// For programs; version 1
    Json,
}

impl Rendering {
    /// Writes `view`, which holds about `items` list items.
    ///
    /// # Errors
    /// Where it could not be laid out or written.
    pub(super) fn deliver(
        &self,
        place: &Place,
        report: Report,
        view: &impl Serialize,
        items: usize,
        output: &Output,
    ) -> Result<Outcome, Error> {
        if let Some(path) = &self.output {
            place.not_a_record(path)?;
        }
        let form = match self.format {
            Format::Markdown => Form::Markdown,
            Format::Html => Form::Html,
            Format::Json => {
                output.deliver(&report::json(report, view), self.output.as_deref())?;
                return Ok(Outcome::Fine);
            }
        };
        let own = templates::checked_out(place, output)?;
        let (text, faults) = report::laid_out(report, view, form, items, &own)?;
        faults.iter().for_each(|fault| templates::tell(Some(fault), output));
        output.deliver(&text, self.output.as_deref())?;
        Ok(Outcome::Fine)
    }
}
