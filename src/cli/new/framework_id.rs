//! Name and id of what lies in `framework/`, `teams/` and `programs/`: the id follows from the name
//! unless a flag says another, and nothing has it yet.

use clap::Args;

use super::Desk;
use crate::cli::ask::{Preset, Question};
use crate::cli::slug::slug;
use crate::cli::usage;
use crate::error::Error;
use crate::record::{Id, Kind, RecordPath};

/// The flags for both.
#[derive(Debug, Args)]
pub(super) struct Naming {
    /// Name, as people say it
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    /// Id: the name of its file [default: from the name]
    #[arg(long, value_name = "ID")]
    id: Option<String>,
}

/// The flag that is needed where nobody can be asked.
const FLAG: &str = "--name TEXT";

impl Naming {
    /// The flag that is needed, and whether it is given.
    pub(super) fn required(&self) -> (&'static str, bool) {
        (FLAG, self.name.is_some())
    }
}

/// Asks for the name, with `help` below the question; the name, and the place of the file.
///
/// # Errors
/// Where an answer is missing, or the id is not valid or is taken.
pub(super) fn ask(
    desk: &Desk<'_>,
    kind: Kind,
    help: &str,
    naming: &Naming,
) -> Result<(String, RecordPath), Error> {
    let id = naming.id.as_deref();
    if let Some(id) = id {
        judge(desk, kind, id).map_err(|reason| usage(format!("--id: {reason}"), "name another id"))?;
    }
    let is_fine = |name: &str| match (id, slug(name).as_str()) {
        (Some(_), _) => Ok(()),
        (None, "") => {
            Err(format!("no id follows from `{name}`: write a name with Latin letters, or give --id"))
        }
        (None, own) => judge(desk, kind, own),
    };
    let text = format!("What is the {kind} called?");
    let question = Question { flag: FLAG, text: &text, help };
    let name = desk.asker.text(&question, naming.name.as_deref(), Preset::Nothing, &is_fine)?;
    let id = id.map_or_else(|| slug(&name), str::to_owned);
    Ok((name, RecordPath { kind, owner: None, id: Id::new(id) }))
}

/// Whether a new record can have this id: nothing has it now, and nothing had it before.
fn judge(desk: &Desk<'_>, kind: Kind, id: &str) -> Result<(), String> {
    if Id::reads_as_other(id) {
        return Err(format!(
            "`{id}` reads as a number or a word of YAML, so it cannot be an id; put a word beside it"
        ));
    }
    if !Id::is_valid(id) {
        return Err(format!(
            "`{id}` is no id: write lower-case letters and digits with single hyphens between, at most 64"
        ));
    }
    let (framework, groups) = (desk.framework(), desk.groups());
    let is_known = match kind {
        Kind::Skill => framework.skills.contains(id),
        Kind::Role => framework.roles.contains(id),
        Kind::Module => framework.modules.contains(id),
        Kind::Credential => framework.credentials.contains(id),
        Kind::Team => groups.teams.contains(id),
        Kind::Program => groups.programs.contains(id),
        Kind::Policy
        | Kind::Profile
        | Kind::Goal
        | Kind::Entry
        | Kind::Assessment
        | Kind::Award
        | Kind::Remediation => false,
    };
    let free = desk.workspace.free(kind, None, id).map_err(|error| error.to_string())?;
    if is_known || free.id != *id {
        return Err(format!("there is a {kind} `{id}` already, or there was one"));
    }
    Ok(())
}
