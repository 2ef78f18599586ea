//! `milepost workflows`: the CI files of a learning repository, printed or written.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::files::{Standing, below, standing, text_at, write_new};
use super::output::Output;
use super::place::working_folder;
use super::post::connection::ForgeName;
use super::{Outcome, usage};
use crate::error::Error;
use crate::forge::installed::{Installed, installed};
use crate::forge::workflows::{
    self, GITLAB_CI, GITLAB_CI_BESIDE, Origin, Release, Unusable, Variant, WorkflowFile,
};
use crate::forge::{self, Kind};
use crate::source::Repository;

/// Arguments of `milepost workflows`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost workflows --action OWNER/REPO@COMMIT                prints the files for the forge of the remote\n  \
    milepost workflows --action OWNER/REPO@COMMIT --write .      writes them into this clone\n  \
    milepost workflows --forge gitlab --action https://HOST/OWNER/REPO@COMMIT\n\
    Each file says at its top what it does, which permissions it needs and why, and what to set up.\n\
    Where a file of another content stands already, nothing is written.\n\
    Exit status: 0, 2 could not run.")]
pub(super) struct Arguments {
    /// Forge whose CI runs them [default: that of the remote, else github]
    #[arg(long, value_enum, value_name = "FORGE")]
    forge: Option<ForgeName>,
    /// On GitHub: what starts the workflow that posts
    #[arg(long, value_enum, default_value_t = VariantName::PullRequestTarget, value_name = "VARIANT")]
    variant: VariantName,
    /// Where CI gets the program from: Milepost's repository at a commit that you trust
    #[arg(long, value_name = "OWNER/REPO@COMMIT")]
    action: Option<String>,
    /// Release that CI installs: `newest` of those that the commit lists, one of them, or `source` to build it
    #[arg(long, default_value = "newest", value_name = "VERSION")]
    release: String,
    /// Write the files into this folder, the top of the repository, instead of printing them
    #[arg(long, value_name = "DIR")]
    write: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum VariantName {
    /// The pull request itself
    PullRequestTarget,
    /// The end of its check, so it waits where first contributions wait for an approval
    WorkflowRun,
}

/// Prints or writes the files.
///
/// # Errors
/// Where a value cannot be filled in or a file cannot be written.
pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<Outcome, Error> {
    let files = files(arguments)?;
    match &arguments.write {
        None => {
            for file in &files {
                output.print(&format!("# ==== {}\n{}\n", file.path, file.text))?;
            }
        }
        Some(folder) => output.print(&written(folder, &files)?)?,
    }
    Ok(Outcome::Fine)
}

fn files(arguments: &Arguments) -> Result<Vec<WorkflowFile>, Error> {
    let refused = |Unusable { message, hint }| usage(message, hint);
    // The one place where the project's repository is said is `repository` in Cargo.toml.
    let own = env!("CARGO_PKG_REPOSITORY");
    let forge = arguments.forge.map(Kind::from);
    let forge = forge.or_else(|| of_remote(arguments.write.as_deref())).unwrap_or(Kind::GitHub);
    let Some(action) = &arguments.action else {
        let form = if own.is_empty() { workflows::action_form(forge) } else { "COMMIT" };
        return Err(usage(
            "--action is missing: CI must be told which commit of Milepost's repository to get the program from",
            format!("write --action {form}, with the 40 hexadecimal digits of a commit that you trust"),
        ));
    };
    let variant = match arguments.variant {
        VariantName::PullRequestTarget => Variant::PullRequestTarget,
        VariantName::WorkflowRun => Variant::WorkflowRun,
    };
    let origin = Origin::parse(action, own).map_err(refused)?;
    let release = Release::parse(&arguments.release).map_err(refused)?;
    workflows::workflows(forge, variant, &origin, &release).map_err(refused)
}

/// The forge that the remote of the clone names: the clone that is written to, else the current folder's.
fn of_remote(folder: Option<&Path>) -> Option<Kind> {
    let folder = folder.map_or_else(working_folder, |folder| Ok(folder.to_owned())).ok()?;
    let address = Repository::discover(&folder).ok()?.remote_address().ok()??;
    forge::project_at(&address, None).map(|project| project.kind)
}

/// Writes what is not there yet, and says so. All or nothing: with half of them in place, nobody
/// knows what CI does.
fn written(folder: &Path, files: &[WorkflowFile]) -> Result<String, Error> {
    if !folder.is_dir() {
        let message = format!("{} is no folder", folder.display());
        return Err(usage(message, "name the top of the learning repository"));
    }
    let mut places = Vec::new();
    for file in files {
        let path = below(folder, file.path)?;
        let standing = standing(&path, &file.text);
        places.push((file, path, standing));
    }
    let others: Vec<_> = places
        .iter()
        .filter(|(_, _, standing)| *standing == Standing::Other)
        .map(|(_, path, _)| path.display().to_string())
        .collect();
    let of_somebody = |path: &Path| {
        text_at(path).is_some_and(|text| installed(Kind::GitLab, GITLAB_CI, &text) == Installed::Foreign)
    };
    let beside = places.iter().any(|(file, path, standing)| {
        file.path == GITLAB_CI && *standing == Standing::Other && of_somebody(path)
    });
    if beside && !folder.join(GITLAB_CI_BESIDE).exists() {
        return Err(usage(
            format!("nothing was written, because {} is your own", others.join(", ")),
            format!(
                "leave --write out, send what is printed to {GITLAB_CI_BESIDE} (`> {GITLAB_CI_BESIDE}`), and \
                 write `include: {{local: {GITLAB_CI_BESIDE}}}` into yours"
            ),
        ));
    }
    if !others.is_empty() {
        return Err(usage(
            format!(
                "nothing was written, because something else stands there already: {}",
                others.join(", ")
            ),
            "compare it with what this command prints without --write; move it away to have it written anew",
        ));
    }
    let mut told = String::new();
    for (file, path, standing) in &places {
        let word = match standing {
            Standing::Same => "unchanged",
            Standing::Nothing | Standing::Other => {
                write_new(path, &file.text)?;
                "written"
            }
        };
        told.push_str(&format!("{word:<9}  {}\n", path.display()));
    }
    Ok(told)
}
