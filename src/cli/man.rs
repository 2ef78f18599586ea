//! `milepost man`: the manual, one page a command, made of the help texts.

use std::path::PathBuf;

use clap::{Args, Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use super::files::write_whole;
use super::output::Output;
use super::{Cli, Outcome, usage};
use crate::error::Error;

/// Arguments of `milepost man`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost man | man -l -                               reads the page of milepost itself\n  \
    milepost man --write ~/.local/share/man/man1          writes every page, for `man milepost-check`\n\
    Exit status: 0, 2 could not run.")]
pub(super) struct Arguments {
    /// Write one page a command into this folder instead of printing the first one
    #[arg(long, value_name = "DIR")]
    write: Option<PathBuf>,
}

/// Prints the first page, or writes all of them.
///
/// # Errors
/// Where the folder cannot be written.
pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<Outcome, Error> {
    // `help` is no page of its own: every page is one.
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    let Some(folder) = &arguments.write else {
        output.print(&page(&command)?)?;
        return Ok(Outcome::Fine);
    };
    if !folder.is_dir() {
        let message = format!("{} is no folder", folder.display());
        return Err(usage(message, "make the folder first, or name another"));
    }
    let mut commands = vec![command];
    while let Some(command) = commands.pop() {
        let path = folder.join(format!("{}.1", name(&command)));
        write_whole(&path, &page(&command)?)?;
        output.print(&format!("{}\n", path.display()))?;
        // The last one is taken first.
        let inner: Vec<&Command> = command.get_subcommands().filter(|inner| !inner.is_hide_set()).collect();
        commands.extend(inner.into_iter().rev().cloned());
    }
    Ok(Outcome::Fine)
}

/// `milepost-report-team`.
fn name(command: &Command) -> String {
    command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned()
}

/// The page of one command. Examples keep their lines, which the generator would fill.
fn page(command: &Command) -> Result<String, Error> {
    let man =
        Man::new(command.clone()).source(concat!("milepost ", env!("CARGO_PKG_VERSION"))).manual("Milepost");
    let mut page = Vec::new();
    let rendered = man
        .render_title(&mut page)
        .and_then(|()| man.render_name_section(&mut page))
        .and_then(|()| man.render_synopsis_section(&mut page))
        .and_then(|()| man.render_description_section(&mut page))
        .and_then(|()| man.render_options_section(&mut page))
        .and_then(
            |()| if command.has_subcommands() { man.render_subcommands_section(&mut page) } else { Ok(()) },
        )
        .and_then(|()| further(command).to_writer(&mut page));
    rendered.map_err(|source| Error::Write { path: PathBuf::from("a page of the manual"), source })?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}

/// What the help says at its end: examples, notes, the exit status.
fn further(command: &Command) -> Roff {
    let mut roff = Roff::default();
    let text = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let (text, status) = match text.split_once("Exit status: ") {
        Some((text, status)) => (text, Some(status)),
        None => (text.as_str(), None),
    };
    let is_example = |line: &&str| line.starts_with("  ");
    let examples: Vec<&str> = text.lines().filter(is_example).collect();
    if !examples.is_empty() {
        roff.control("SH", ["EXAMPLES"]);
        roff.control("nf", []);
        for example in examples {
            roff.text([roman(example.strip_prefix("  ").unwrap_or(example))]);
        }
        roff.control("fi", []);
    }
    let notes: Vec<&str> =
        text.lines().filter(|line| !is_example(line) && *line != "Examples:" && !line.is_empty()).collect();
    if !notes.is_empty() {
        roff.control("SH", ["NOTES"]);
        roff.text([roman(notes.join(" "))]);
    }
    if let Some(status) = status {
        roff.control("SH", ["EXIT STATUS"]);
        roff.text([roman(status.lines().collect::<Vec<_>>().join(" "))]);
    }
    roff
}
