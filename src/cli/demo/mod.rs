//! `milepost demo [DIR]`: a sample learning repository, and the main job done on it.

mod history;

use std::fmt::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::interrupt::Unfinished;
use super::output::Output;
use super::place::Place;
use super::run::{self, Sides};
use super::{Common, Outcome, check, report, usage};
use crate::calendar::Date;
use crate::check::Counter;
use crate::error::Error;
use crate::rules::Flags;
use crate::source::{Repository, Writer};

/// The open branch of the sample.
const BRANCH: &str = "ana/async-rust";
/// The day that counts as today in the sample: the Monday after its branch was pushed.
const TODAY: &str = "2026-11-23";

/// Arguments of `milepost demo`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost demo                         makes milepost-demo/ here\n  \
    milepost demo /tmp/sample             makes it elsewhere\n\
    The sample is the same every time, commit ids included. Its today is 2026-11-23, unless\n\
    --today says otherwise.\n\
    Exit status: 0, 2 could not run.")]
pub(super) struct Arguments {
    /// Folder to make; it must not exist yet
    #[arg(default_value = "milepost-demo")]
    folder: PathBuf,
}

/// Makes the sample, checks its open branch, prints the comment and what to try next.
///
/// # Errors
/// Where the folder exists or cannot be written.
pub(super) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    let folder = &arguments.folder;
    if common.root.is_some() {
        return Err(usage("`milepost demo` takes no --root", "name the folder to make: milepost demo DIR"));
    }
    let repository = make(folder)?;
    let today = match common.today {
        Some(today) => Some(today),
        None => TODAY.parse::<Date>().ok(),
    };
    let common = Common { today, ..common.clone() };
    let place = Place { repository, root: String::new() };
    let shown = folder.display();
    let mut text = String::new();
    let _ = writeln!(
        text,
        "Made {shown}: a fintech platform team of 45 people,\nits 16-week program and nine months of history."
    );
    let _ = writeln!(text, "Ana has pushed the branch {BRANCH}. What would merging it do?\n");
    command(&mut text, output, &format!("milepost check --base {} --head {BRANCH}", Writer::MAIN), today);
    output.print(&text)?;

    let sides = Sides { base: Some(Writer::MAIN), head: Some(BRANCH), ..Sides::default() };
    let outcome = run::judge(&place, &sides, Flags::default(), &common, &Counter::default())?;
    output.print(&check::human(&outcome, &place, output)?)?;

    let mut text =
        String::from("\nAnd this is the comment that Ben, her mentor, finds in the pull request:\n\n");
    command(&mut text, output, &format!("milepost report pr --base {} --head {BRANCH}", Writer::MAIN), today);
    output.print(&text)?;
    output.print(&report::pr::comment(&outcome, output)?)?;
    output.print(&next_steps(folder, today))?;
    Ok(Outcome::Fine)
}

/// Shows a command as a person would type it.
fn command(text: &mut String, output: &Output, line: &str, today: Option<Date>) {
    let bold = if output.colour() { anstyle::Style::new().bold() } else { anstyle::Style::new() };
    let today = today.map(|today| format!(" --today {today}")).unwrap_or_default();
    let _ = writeln!(text, "{bold}$ {line}{today}{bold:#}\n");
}

/// Makes the repository beside its place and moves it there when it is whole.
fn make(folder: &Path) -> Result<Repository, Error> {
    if folder.symlink_metadata().is_ok() {
        return Err(usage(
            format!("{} exists already, and nothing is ever overwritten", folder.display()),
            "name a folder that does not exist yet: milepost demo DIR",
        ));
    }
    let failed = |source| Error::Write { path: folder.to_owned(), source };
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // The library's own words name the temporary folder, which would only puzzle people.
    let made = tempfile::Builder::new().prefix(".milepost-demo-").tempdir_in(parent);
    let temporary = made.map_err(|error| failed(error.kind().into()))?.keep();
    let unfinished = Unfinished::new(&temporary);
    readable_by_others(&temporary).map_err(failed)?;
    drop(history::write(&temporary, BRANCH).map_err(|error| in_place(error, &temporary, folder))?);
    std::fs::rename(&temporary, folder).map_err(failed)?;
    unfinished.keep();
    Repository::discover(folder)
}

/// The Git library's words with the folder that was asked for, not the temporary one.
fn in_place(error: Error, temporary: &Path, folder: &Path) -> Error {
    let Error::Git { action, message } = error else { return error };
    let (from, to) = (temporary.display().to_string(), folder.display().to_string());
    let message = format!("Git could not {action}: {message}").replace(&from, &to);
    Error::Write { path: folder.to_owned(), source: std::io::Error::other(message) }
}

/// Temporary folders are made for their owner alone; a repository is made like any other folder.
#[cfg(unix)]
fn readable_by_others(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn readable_by_others(_: &Path) -> std::io::Result<()> {
    Ok(())
}

fn next_steps(folder: &Path, today: Option<Date>) -> String {
    let today = today.map(|today| format!(" --today {today}")).unwrap_or_default();
    let shown = folder.display();
    format!(
        "\nWhat to try next:\n\
         \n  cd {shown}\n\
         \n  milepost explain late-application-plan\n      what the rule is for, and how a team changes it\
         \n  milepost check --base main{today}\n      mend people/ana/goals/2026-11-23-observability.yaml first: the finding is gone\
         \n  milepost check{today}\n      the whole repository instead of the change\
         \n  milepost status ana{today}\n      what is late and what is next for Ana; without a name, for you or the team\
         \n  milepost site dashboard --audience lead{today}\n      the team's dashboard: open dashboard/index.html\
         \n  milepost report team --at main{today}\n      the same as text; also digest, person, portfolio, roi\
         \n  milepost rules\n      every rule, with the severity in force\
         \n  git log --oneline main\n      how the team got there\n\
         \nNo `milepost` on your PATH yet? `cargo install --path .` in Milepost's own folder puts it there.\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_the_folder_that_was_asked_for() {
        let error = Error::Git {
            action: "make a repository at ./.milepost-demo-x".into(),
            message: "no room for ./.milepost-demo-x/.git".into(),
        };
        let shown = in_place(error, Path::new("./.milepost-demo-x"), Path::new("sample"));
        let told = "cannot write sample: Git could not make a repository at sample: no room for sample/.git";
        assert_eq!(shown.to_string(), told);
        assert!(shown.hint().contains("room"));
    }
}
