//! `milepost new KIND`: asks for what no flag says, then writes one valid record. One file a kind;
//! each says what is asked and what becomes of the answers. How questions are asked is in `ask`, how
//! files are written in `prepared`.

mod assessment;
mod award;
mod colleagues;
mod credential;
mod desk;
mod entry;
mod entry_choices;
pub(super) mod evidence;
mod framework_id;
mod goal;
mod goal_choices;
mod goal_dates;
mod goal_draft;
pub(super) mod handle;
mod levels;
mod module;
mod newcomer;
mod profile;
mod program;
mod ratings;
mod remediation;
mod role;
mod skill;
mod team;
mod work;

use clap::{Args, Subcommand};

use super::ask::Asker;
use super::commit::CommitFlags;
use super::output::Output;
use super::prepared::Prepared;
use super::workspace::Workspace;
use super::{Common, Outcome};
use crate::error::Error;
use crate::layout::Draft;
use crate::record::RecordPath;
use crate::schema;

/// Arguments of `milepost new`.
#[derive(Debug, Args)]
#[command(
    arg_required_else_help = true,
    subcommand_value_name = "KIND",
    subcommand_help_heading = "Kinds",
    disable_help_subcommand = true
)]
#[command(after_help = "Examples:\n  \
    milepost new goal                    asks six questions at most, and writes the file\n  \
    milepost new entry --commit          asks five at most, writes the file and commits it\n  \
    milepost new entry --from HEAD       in the repository of your work: reads the commit\n\
    Each question has a flag: `milepost new goal --help`. Nothing is ever overwritten, and nothing is\n\
    written that would bring an error into the repository.\n\
    Exit status: 0, 2 could not run.")]
pub(super) struct Arguments {
    #[command(subcommand)]
    kind: NewKind,
}

#[derive(Debug, Subcommand)]
enum NewKind {
    /// What you want to be able to do, by when, and where you will use it at work
    Goal(goal::Arguments),
    /// Something you did or learned, for your portfolio
    Entry(entry::Arguments),
    /// Who somebody is at work: role, tier, mentors
    Profile(profile::Arguments),
    /// Ratings of skills, of your own or somebody else's
    Assessment(assessment::Arguments),
    /// A credential that somebody has earned
    Award(award::Arguments),
    /// The plan for a second try
    Remediation(remediation::Arguments),
    /// What people can be able to do, level by level
    Skill(skill::Arguments),
    /// A ladder of tiers and what each asks for
    Role(role::Arguments),
    /// Something to learn from
    Module(module::Arguments),
    /// What can be earned, and on what grounds
    Credential(credential::Arguments),
    /// What the business needs a group of people to be able to do
    Team(team::Arguments),
    /// Learning that several people do together
    Program(program::Arguments),
}

/// Asks, checks and writes.
///
/// # Errors
/// Where an answer is missing or cannot be used, or the file cannot be written.
pub(super) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    match &arguments.kind {
        NewKind::Goal(arguments) => goal::run(arguments, common, output),
        NewKind::Entry(arguments) => entry::run(arguments, common, output),
        NewKind::Profile(arguments) => profile::run(arguments, common, output),
        NewKind::Assessment(arguments) => assessment::run(arguments, common, output),
        NewKind::Award(arguments) => award::run(arguments, common, output),
        NewKind::Remediation(arguments) => remediation::run(arguments, common, output),
        NewKind::Skill(arguments) => skill::run(arguments, common, output),
        NewKind::Role(arguments) => role::run(arguments, common, output),
        NewKind::Module(arguments) => module::run(arguments, common, output),
        NewKind::Credential(arguments) => credential::run(arguments, common, output),
        NewKind::Team(arguments) => team::run(arguments, common, output),
        NewKind::Program(arguments) => program::run(arguments, common, output),
    }
}

/// What every kind needs: where records are written, and somebody to ask.
struct Desk<'a> {
    workspace: Workspace,
    asker: Asker<'a>,
    output: &'a Output,
}

impl<'a> Desk<'a> {
    /// `command` as people type it, such as `milepost new goal`.
    ///
    /// # Errors
    /// As [`Workspace::open`].
    fn open(common: &Common, output: &'a Output, command: &'static str) -> Result<Self, Error> {
        schema::prepare();
        let workspace = Workspace::open(common)?;
        let asker = Asker::new(output, workspace.today(), command);
        Ok(Self { workspace, asker, output })
    }

    /// Checks and writes one new record, and says what comes next. `title` goes into the commit's
    /// message.
    ///
    /// # Errors
    /// As [`Prepared::finish`].
    fn write(
        &self,
        record: &RecordPath,
        draft: Draft,
        flags: CommitFlags,
        title: &str,
    ) -> Result<Outcome, Error> {
        let message = format!("{}: {title}", record.kind);
        self.prepared(record, draft).finish(self.output, flags, &message)
    }

    /// One new record.
    fn prepared(&self, record: &RecordPath, draft: Draft) -> Prepared<'_> {
        Prepared::new(&self.workspace).record(record, draft)
    }
}
