//! `milepost codeowners`: which files owners have to review, printed, compared or written.

use clap::Args;

use super::files::{below, replace, write_new};
use super::output::Output;
use super::place::Place;
use super::post::connection::ForgeName;
use super::run::{self, working_state};
use super::{Common, Outcome, usage};
use crate::calendar::Date;
use crate::check::State;
use crate::error::Error;
use crate::forge::{self, Kind, codeowners};
use crate::load::{Directory, RECORD_LIMIT};
use crate::output::difference::difference;
use crate::policy::Policy;
use crate::source::{Bytes, EntryKind};

/// Arguments of `milepost codeowners`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost codeowners            prints the lines for the forge of the remote\n  \
    milepost codeowners --write    writes them into the CODEOWNERS file, after the lines that it has\n  \
    milepost codeowners --check    in CI: status 1 where the file is not up to date\n\
    The owners are those of `owners` in milepost.yaml, by the `accounts` of their profiles. The patterns are the\n\
    same for every team: nobody who joins or leaves alters them. The forge asks for these reviews where its\n\
    branch protection says so; Forgejo asks for them and lets others merge all the same.\n\
    Exit status: 0, 1 not up to date (--check), 2 could not run.")]
pub(super) struct Arguments {
    /// Forge that reads the file [default: that of the remote]
    #[arg(long, value_enum, value_name = "FORGE")]
    forge: Option<ForgeName>,
    /// Say what differs from the file in the repository, with status 1 where something does
    #[arg(long, conflicts_with = "write")]
    check: bool,
    /// Write the lines into the file; its other lines stay as they are
    #[arg(long)]
    write: bool,
}

/// Prints, compares or writes the lines.
///
/// # Errors
/// Where the forge is not known, no owner has an account on it, or the file cannot be read or written.
pub(super) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    let place = Place::find(common)?;
    let (state, policy) = working_state(&place)?;
    let kind = kind(&place, arguments.forge)?;
    let owners = owners(&state, &policy, kind, run::today(common, &policy)?)?;
    for missing in &owners.missing {
        output.warning(missing, "the lines are made without that person");
    }
    if owners.logins.is_empty() {
        return Err(nobody(&policy, kind));
    }
    let lines = codeowners::lines(kind, &place.root, &owners.logins);
    if !arguments.check && !arguments.write {
        output.print(&lines)?;
        return Ok(Outcome::Fine);
    }
    let file = CodeOwners::read(&place, kind)?;
    let Some(wanted) = codeowners::updated(&file.text, &lines) else {
        return Err(usage(
            format!("{}: the lines of Milepost begin there and do not end", file.path),
            "delete what is left of them, the line `# milepost: begin` too, and run it again",
        ));
    };
    if wanted == file.text {
        output.print(&format!("{} is up to date\n", file.path))?;
        return Ok(Outcome::Fine);
    }
    if arguments.check {
        output.print(&difference(&file.path, &file.path, &file.text, &wanted, output.colour()))?;
        output.note(&format!("{} is not up to date; `milepost codeowners --write` writes it", file.path));
        return Ok(Outcome::Failed);
    }
    let Some(top) = place.repository.work_dir() else {
        return Err(usage("a bare repository has no working tree to write into", "run it in a clone"));
    };
    let path = below(top, &file.path)?;
    if file.exists {
        replace(&path, &file.text, &wanted)?
    } else {
        write_new(&path, &wanted)?
    }
    output.print(&format!("written  {}\n", file.path))?;
    Ok(Outcome::Fine)
}

/// The forge that is named, else that of the remote.
fn kind(place: &Place, given: Option<ForgeName>) -> Result<Kind, Error> {
    let address = place.repository.remote_address()?;
    let remote = || forge::project_at(&address?, None);
    given.map(Kind::from).or_else(|| remote().map(|project| project.kind)).ok_or_else(|| {
        usage(
            "no remote of this repository tells which forge reads the file",
            "name it with --forge github, gitlab or forgejo",
        )
    })
}

/// The owners of the learning repository on a forge.
pub(super) struct Owners {
    /// Their accounts, in the policy's order.
    pub(super) logins: Vec<String>,
    /// Why others of them have none there, a sentence each.
    pub(super) missing: Vec<String>,
}

/// The owners that the policy names, by their accounts on the forge.
///
/// # Errors
/// Where a profile cannot be read.
pub(super) fn owners(state: &State, policy: &Policy, kind: Kind, today: Date) -> Result<Owners, Error> {
    let mut owners = Owners { logins: Vec::new(), missing: Vec::new() };
    for handle in &policy.owners {
        let profile = state.people.profile(handle);
        let login = profile.as_ref().and_then(|profile| kind.login_in(profile.accounts.as_ref()?));
        let key = key(kind);
        match (&profile, login) {
            (None, _) => owners.missing.push(format!("the owner `{handle}` has no profile that can be read")),
            (Some(profile), _) if profile.left.is_some_and(|day| day < today) => {
                owners.missing.push(format!("the owner `{handle}` has left"));
            }
            (Some(_), None) => owners.missing.push(format!(
                "the owner `{handle}` has no account on {}: people/{handle}/profile.yaml has no `accounts.{key}`",
                kind.name()
            )),
            (Some(_), Some(login)) if !codeowners::is_login(login) => owners.missing.push(format!(
                "`{login}`, `accounts.{key}` of the owner `{handle}`, cannot be the name of an account"
            )),
            (Some(_), Some(login)) => {
                if !owners.logins.iter().any(|known| known.eq_ignore_ascii_case(login)) {
                    owners.logins.push(login.to_owned());
                }
            }
        }
    }
    state.people.failure()?;
    Ok(owners)
}

/// The key of a profile's `accounts` for a forge.
pub(super) fn key(kind: Kind) -> &'static str {
    match kind {
        Kind::GitHub => "github",
        Kind::GitLab => "gitlab",
        Kind::Forgejo => "forgejo",
    }
}

fn nobody(policy: &Policy, kind: Kind) -> Error {
    if policy.owners.is_empty() {
        return usage(
            "there is nobody to ask for a review: `owners` in milepost.yaml names nobody",
            "write the handles of those who decide about policy and framework: `owners: [ana, ben]`",
        );
    }
    usage(
        format!("there is nobody to ask for a review: no owner has an account on {}", kind.name()),
        format!("write it into their profiles: `accounts: {{{}: LOGIN}}`", key(kind)),
    )
}

/// The path of the file, and whether it has the lines of these owners; `None` where there is no file.
///
/// # Errors
/// Where it is no file of text.
pub(super) fn is_current(
    place: &Place,
    kind: Kind,
    logins: &[String],
) -> Result<(String, Option<bool>), Error> {
    let file = CodeOwners::read(place, kind)?;
    let lines = codeowners::lines(kind, &place.root, logins);
    let current = codeowners::updated(&file.text, &lines).is_some_and(|wanted| wanted == file.text);
    Ok((file.path, file.exists.then_some(current)))
}

/// The file as it is in the repository.
struct CodeOwners {
    /// Its path from the top of the Git repository.
    path: String,
    /// Empty where there is no file yet.
    text: String,
    exists: bool,
}

impl CodeOwners {
    /// The file that the forge takes: the first that exists, else where a new one belongs.
    fn read(place: &Place, kind: Kind) -> Result<Self, Error> {
        let repository = &place.repository;
        let top = if repository.work_dir().is_some() {
            repository.working_tree("")?
        } else {
            repository.snapshot(&repository.resolve("HEAD")?, "")?
        };
        for path in codeowners::places(kind) {
            let Some(entry) = top.find(path)? else { continue };
            let refuse = |fault: &str| {
                usage(
                    format!("{path} {fault}"),
                    "put a file of text there, or take it away, and run it again",
                )
            };
            match entry.kind {
                EntryKind::File => {}
                EntryKind::Folder | EntryKind::Symlink | EntryKind::Submodule | EntryKind::Other => {
                    return Err(refuse("is no regular file"));
                }
            }
            let text = match top.read(path, RECORD_LIMIT)? {
                Some(Bytes::Whole(bytes)) => String::from_utf8(bytes).map_err(|_| refuse("is not UTF-8"))?,
                Some(Bytes::TooLarge(size)) => {
                    return Err(refuse(&format!("has {size} bytes, more than {RECORD_LIMIT}")));
                }
                None => return Err(refuse("cannot be read")),
            };
            return Ok(Self { path: (*path).to_owned(), text, exists: true });
        }
        let path = codeowners::places(kind).first().copied().unwrap_or("CODEOWNERS");
        Ok(Self { path: path.to_owned(), text: String::new(), exists: false })
    }
}
