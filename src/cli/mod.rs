//! The command line: one file a subcommand, each made of arguments and composition.
//!
//! Only here are clock, environment, terminal and standard output touched, and only here is clap
//! named.

mod as_of;
mod ask;
mod check;
mod clock;
mod codeowners;
mod commit;
mod completions;
mod demo;
mod doctor;
mod edited;
mod edits;
mod explain;
mod files;
mod fix;
mod fmt;
mod help;
mod import;
mod init;
mod interrupt;
mod man;
mod new;
mod output;
mod place;
mod post;
mod prepared;
mod progress_bar;
mod rename;
mod report;
mod rule_flags;
mod rules;
mod run;
mod schema;
mod site;
mod slug;
mod status;
mod step_files;
mod templates;
mod whom;
mod workflows;
mod workspace;

use std::process::ExitCode;

use clap::{Args, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::calendar::Date;
use crate::error::Error;
use output::Output;

/// Checks the learning records of an engineering team, kept as YAML files in Git, and reports
/// progress.
#[derive(Debug, Parser)]
#[command(name = "milepost", version, about, max_term_width = output::HELP_WIDTH, arg_required_else_help = true)]
#[command(after_help = "Examples:\n  \
    milepost demo                         makes a sample repository, and shows what a check says\n  \
    milepost init learning                makes a learning repository of your own\n  \
    milepost new goal                     asks what you want to learn, and writes it down\n  \
    milepost check                        checks every record here\n  \
    milepost check --fix                  mends what is beyond doubt\n  \
    milepost explain late-application-plan\n\
    `milepost check --help` and its kin say more; `milepost man` is the manual.\n\
    Exit status: 0 fine, 1 findings that fail the check, 2 could not run.")]
pub struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

/// Options of every command.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "For every command")]
pub struct Common {
    /// Folder of the learning repository, where it is not the top of the Git repository
    #[arg(long, global = true, value_name = "DIR")]
    root: Option<std::path::PathBuf>,
    /// Day that counts as today, YYYY-MM-DD [default: today in the policy's time zone]
    #[arg(long, global = true, value_name = "DATE")]
    today: Option<Date>,
    /// When to use colour
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    color: Colour,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a learning repository, or add what one still lacks
    Init(init::Arguments),
    /// Write a new record: asks for what is needed, and writes a valid file
    New(new::Arguments),
    /// Finish a goal: what came of it, and what shows it
    Done(edits::done::Arguments),
    /// Give a goal up, and say why
    Drop(edits::drop::Arguments),
    /// Move a goal's deadline later, and say why
    Extend(edits::extend::Arguments),
    /// Give a person, a skill or another record another name
    Rename(rename::Arguments),
    /// Write records in their canonical form: order of keys, indentation, quotes, long text broken
    Fmt(fmt::Arguments),
    /// Check records: the working tree, or what a change would make of its base
    Check(check::Arguments),
    /// What is late and what is next: for one person, or the next days of everybody
    Status(status::Arguments),
    /// Render a report
    Report(report::Arguments),
    /// Post on a forge: the comment and status of a pull request, or the digest
    Post(post::Arguments),
    /// Make the dashboard: a folder of pages
    Site(site::Arguments),
    /// Make a sample learning repository, check its open change and print the comment
    Demo(demo::Arguments),
    /// List the rules with the severity in force
    Rules(rules::Arguments),
    /// Explain one rule: what it finds, why, a bad and a good example
    Explain(explain::Arguments),
    /// Print the JSON Schema of a kind of record
    Schema(schema::Arguments),
    /// Make people, skills and baselines of the spreadsheet that a team has
    Import(import::Arguments),
    /// Print or write the CI files of a learning repository
    Workflows(workflows::Arguments),
    /// Say which files the owners have to review, for the forge's CODEOWNERS
    Codeowners(codeowners::Arguments),
    /// Say what is missing for CI and for good use here, and what to do about it
    Doctor(doctor::Arguments),
    /// Print what a shell needs to complete commands and options
    Completions(completions::Arguments),
    /// Print the manual page, or write one a command
    Man(man::Arguments),
}

/// How a command ended, where it could run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing that fails.
    Fine,
    /// Findings at the failing level.
    Failed,
}

/// Parses the arguments, runs the command, reports why it could not run.
#[must_use]
pub fn main() -> ExitCode {
    let parsed = help::command().try_get_matches();
    let parsed = parsed.and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) => return Output::explain(&error),
    };
    interrupt::install();
    let output = Output::standard(cli.common.color);
    let result = match &cli.command {
        Command::Fmt(arguments) => fmt::run(arguments, &cli.common, &output),
        Command::Init(arguments) => init::run(arguments, &cli.common, &output),
        Command::New(arguments) => new::run(arguments, &cli.common, &output),
        Command::Done(arguments) => edits::done::run(arguments, &cli.common, &output),
        Command::Drop(arguments) => edits::drop::run(arguments, &cli.common, &output),
        Command::Extend(arguments) => edits::extend::run(arguments, &cli.common, &output),
        Command::Rename(arguments) => rename::run(arguments, &cli.common, &output),
        Command::Check(arguments) => check::run(arguments, &cli.common, &output),
        Command::Status(arguments) => status::run(arguments, &cli.common, &output),
        Command::Report(arguments) => report::run(arguments, &cli.common, &output),
        Command::Post(arguments) => post::run(arguments, &cli.common, &output),
        Command::Site(arguments) => site::run(arguments, &cli.common, &output),
        Command::Demo(arguments) => demo::run(arguments, &cli.common, &output),
        Command::Rules(arguments) => rules::run(arguments, &cli.common, &output),
        Command::Explain(arguments) => explain::run(arguments, &output),
        Command::Schema(arguments) => schema::run(arguments, &output),
        Command::Import(arguments) => import::run(arguments, &cli.common, &output),
        Command::Workflows(arguments) => workflows::run(arguments, &output),
        Command::Codeowners(arguments) => codeowners::run(arguments, &cli.common, &output),
        Command::Doctor(arguments) => doctor::run(arguments, &cli.common, &output),
        Command::Completions(arguments) => completions::run(arguments, &output),
        Command::Man(arguments) => man::run(arguments, &output),
    };
    interrupt::await_end();
    match result {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Failed) => ExitCode::from(1),
        // Whoever reads our output has seen enough: that is no failure of ours.
        Err(error) if output::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error @ Error::Interrupted) => {
            output.note(&error.to_string());
            ExitCode::from(interrupt::STATUS)
        }
        Err(error) => {
            output.failure(&error);
            ExitCode::from(2)
        }
    }
}

/// A usage error in the words of this program.
fn usage(message: impl Into<String>, hint: impl Into<String>) -> Error {
    Error::Usage { message: message.into(), hint: hint.into() }
}
