//! `milepost rename`: another id for a record, or another handle for a person, without losing what
//! refers to the old one.

mod carried_out;
mod mentions;
mod plan;
mod subject;

use clap::{Args, ValueEnum};

use self::carried_out::{Move, Rewrite, carry_out};
use self::mentions::Mentions;
use self::plan::Plan;
use self::subject::Subject;
use super::commit::{self, CommitFlags};
use super::output::Output;
use super::workspace::Workspace;
use super::{Common, Outcome, interrupt, prepared, usage};
use crate::error::Error;
use crate::load::Loaded;
use crate::output::difference::difference;
use crate::output::escape;
use crate::output::wording::count;
use crate::record::{Goal, Id, Kind, Person, Record};
use crate::schema;

/// Arguments of `milepost rename`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost rename person ana ana-soto --dry-run      what would change\n  \
    milepost rename skill tokio async-rust --commit\n  \
    milepost rename team pay payments --everywhere     in everybody's records too\n  \
    milepost rename goal 2026-10-05-asink 2026-10-05-async-rust\n\
    The old id is kept under `formerly`, so the records of other people stay valid; their next check\n\
    offers the new id. Goals, entries and the like have no `formerly`: only their owner names them, and\n\
    all of that is updated.\n\
    Exit status: 0, 2 could not run.")]
pub(super) struct Arguments {
    /// What is to get another name
    #[arg(value_enum, value_name = "KIND")]
    kind: Renamed,
    /// Its present id or handle
    old: String,
    /// The new one
    new: String,
    /// Write the new id into the records of other people too
    #[arg(long)]
    everywhere: bool,
    /// Show what would change, and change nothing
    #[arg(long, conflicts_with = "commit")]
    dry_run: bool,
    /// Whose goal, entry, assessment, award or remediation it is [default: as its path says, else yours, by
    /// Git's user.email]
    #[arg(long = "for", value_name = "HANDLE")]
    handle: Option<String>,
    #[command(flatten)]
    commit: CommitFlags,
}

/// What can be renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Renamed {
    /// A handle
    Person,
    Skill,
    Role,
    Module,
    Credential,
    Team,
    Program,
    Goal,
    Entry,
    Assessment,
    Award,
    Remediation,
}

impl Renamed {
    fn kind(self) -> Kind {
        match self {
            Self::Person => Kind::Profile,
            Self::Skill => Kind::Skill,
            Self::Role => Kind::Role,
            Self::Module => Kind::Module,
            Self::Credential => Kind::Credential,
            Self::Team => Kind::Team,
            Self::Program => Kind::Program,
            Self::Goal => Kind::Goal,
            Self::Entry => Kind::Entry,
            Self::Assessment => Kind::Assessment,
            Self::Award => Kind::Award,
            Self::Remediation => Kind::Remediation,
        }
    }

    /// Whether it belongs to a person.
    fn is_own(self) -> bool {
        match self {
            Self::Goal | Self::Entry | Self::Assessment | Self::Award | Self::Remediation => true,
            Self::Person
            | Self::Skill
            | Self::Role
            | Self::Module
            | Self::Credential
            | Self::Team
            | Self::Program => false,
        }
    }
}

/// Renames a record, or shows what that would do.
///
/// # Errors
/// Where there is no such record, the new name is taken, or something cannot be written; then
/// everything is as it was.
pub(super) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    schema::prepare();
    let workspace = Workspace::open(common)?;
    let kind = arguments.kind.kind();
    let (owner, old) = named(arguments, &workspace, kind)?;
    let person = owner.map(|owner| workspace.state.people.load(&owner)).transpose()?;
    let subject = subject::subject(&workspace.state, person.as_ref(), kind, &old, arguments.new.trim())?;
    let mentions = Mentions::of(&subject, &workspace.state)?;
    if let Some(also) = &mentions.also {
        return Err(usage(
            format!("`{}` would name two records then: {also} has it under `formerly` too", subject.old),
            format!("take it out of {also} first"),
        ));
    }
    let goal = person.as_ref().and_then(|person| goal_of(person, &subject));
    let plan = Plan::of(&subject, goal, &mentions, arguments.everywhere, &workspace.state)?;
    if arguments.dry_run {
        output.print(&shown(&plan, &subject, output.colour()))?;
        tell(&subject, &mentions, arguments.everywhere, output);
        return Ok(Outcome::Fine);
    }
    prepared::admit(&workspace, &plan.alterations, output)?;
    write(&workspace, &subject, &plan)?;
    tell(&subject, &mentions, arguments.everywhere, output);
    let (paths, new) = paths(&workspace, &subject, &plan)?;
    let message = format!("rename: {} {} to {}", subject.word(), subject.old, subject.new);
    commit::follow_up(&workspace, output, arguments.commit, &paths, &new, &message)?;
    Ok(Outcome::Fine)
}

/// Whose record is meant, and its id: as given, or as the path of its file or folder says.
fn named(
    arguments: &Arguments,
    workspace: &Workspace,
    kind: Kind,
) -> Result<(Option<String>, String), Error> {
    let old = arguments.old.trim().trim_end_matches('/');
    let as_path = workspace.record_at(old).filter(|path| path.kind == kind);
    let folder = old.strip_prefix("people/").filter(|_| kind == Kind::Profile);
    let id = as_path.as_ref().map_or_else(|| folder.unwrap_or(old).to_owned(), |path| path.id.to_string());
    if id.contains('/') {
        return Err(usage(
            format!("`{id}` is no id"),
            "an id is the name of the record's file without its ending",
        ));
    }
    let owner = if arguments.kind.is_own() {
        Some(workspace.owner(arguments.handle.as_deref(), as_path.as_ref())?)
    } else if kind == Kind::Profile {
        Some(id.clone())
    } else {
        None
    };
    Ok((owner, id))
}

fn goal_of<'a>(person: &'a Loaded<Person>, subject: &Subject) -> Option<&'a Record<Goal>> {
    person.data.goals.get(&subject.old).filter(|_| subject.kind == Kind::Goal)
}

/// Moves and writes.
fn write(workspace: &Workspace, subject: &Subject, plan: &Plan) -> Result<(), Error> {
    let on_disk = |path: &str| workspace.place.to_write(path);
    let mut moves = Vec::new();
    for (from, to) in &plan.moves {
        moves.push(Move { from: on_disk(from)?, to: on_disk(to)? });
    }
    let mut rewrites = Vec::new();
    for changed in &plan.changed {
        // Below a folder that is still to be moved there is nothing yet that could be a link.
        let path = on_disk(&subject.path_after(&changed.path))?;
        rewrites.push(Rewrite { path, before: changed.before.clone(), after: changed.after.clone() });
    }
    interrupt::together(|| carry_out(&moves, &rewrites))
}

/// The paths to commit, and those of them that Git does not know yet. A path that was never committed
/// and is gone now is none.
fn paths(workspace: &Workspace, subject: &Subject, plan: &Plan) -> Result<(Vec<String>, Vec<String>), Error> {
    let place = &workspace.place;
    let committed = match place.repository.resolve("HEAD") {
        Ok(head) => Some(place.repository.snapshot(&head, &place.root)?),
        Err(_) => None,
    };
    let mut paths = Vec::new();
    for (from, _) in &plan.moves {
        if let Some(committed) = &committed
            && committed.find(from)?.is_some()
        {
            paths.push(from.clone());
        }
    }
    let new: Vec<String> = plan.moves.iter().map(|(_, to)| to.clone()).collect();
    paths.extend(new.iter().cloned());
    let stays = |path: &String| subject.path_after(path) == *path;
    paths.extend(plan.changed.iter().map(|changed| changed.path.clone()).filter(stays));
    Ok((paths, new))
}

/// The plan as a difference.
fn shown(plan: &Plan, subject: &Subject, colour: bool) -> String {
    let mut text = String::new();
    for (from, to) in &plan.moves {
        let slash = if subject.kind == Kind::Profile { "/" } else { "" };
        text.push_str(&format!("{}{slash} -> {}{slash}\n", escape::terminal(from), escape::terminal(to)));
    }
    for changed in &plan.changed {
        let after = subject.path_after(&changed.path);
        text.push_str(&difference(&changed.path, &after, &changed.before, &changed.after, colour));
    }
    text
}

/// How many references follow, and how many stay.
fn tell(subject: &Subject, mentions: &Mentions, everywhere: bool, output: &Output) {
    let places =
        |files: &std::collections::BTreeMap<String, Vec<_>>| files.values().map(Vec::len).sum::<usize>();
    let (own, others) = (places(&mentions.own), places(&mentions.others));
    let updated = if everywhere { own + others } else { own };
    let old = &subject.old;
    if updated > 0 {
        let files = mentions.own.len() + if everywhere { mentions.others.len() } else { 0 };
        output.note(&format!("{} in {} follow", count(updated, "reference"), count(files, "file")));
    }
    if others > 0 && !everywhere {
        output.note(&format!(
            "{} in {} of other people still name `{old}`, which stays valid; --everywhere writes the new id \
             there too",
            count(others, "reference"),
            count(mentions.others.len(), "record"),
        ));
    }
    if !mentions.unread.is_empty() {
        let shown: Vec<&str> = mentions.unread.iter().map(String::as_str).take(3).collect();
        let more = mentions.unread.len().saturating_sub(shown.len());
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        output.note(&format!("not looked at, because they cannot be read: {}{more}", shown.join(", ")));
    }
    if subject.kind == Kind::Profile && !Id::is_valid(old) {
        output.note(&format!("`{old}` is no valid handle, so it is not kept under `formerly`"));
    }
}
