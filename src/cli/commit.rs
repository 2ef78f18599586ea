//! What to do with written files next: the command to type, or `--commit`, which the person's own
//! `git` does, so that their hooks, their signing key and their identity count. The only place that
//! starts another program.

use std::process::Command;
use std::process::Stdio;

use clap::Args;

use super::output::Output;
use super::usage;
use super::workspace::Workspace;
use crate::error::Error;
use crate::output::escape;
use crate::source::Repository;

/// What becomes of the files after they are written.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(super) struct CommitFlags {
    /// Commit what was written, and nothing else, with your own git
    #[arg(long)]
    pub(super) commit: bool,
}

/// The most characters of a commit's first line.
const SUBJECT: usize = 72;

/// Commits exactly `paths` (relative to the learning repository), of which `new` are not tracked yet.
/// Whatever else is staged stays staged. Returns the new commit's short id.
///
/// # Errors
/// Where git is missing, or a hook or git itself refuses; the files stay written and nothing is
/// staged that was not before.
pub(super) fn commit(
    workspace: &Workspace,
    paths: &[String],
    new: &[String],
    message: &str,
) -> Result<String, Error> {
    let below: Vec<String> = paths.iter().map(|path| workspace.below_top(path)).collect();
    let new: Vec<String> = new.iter().map(|path| workspace.below_top(path)).collect();
    // In a merge git commits no file alone; in a rebase or revert it does, and takes its place.
    if let Some(begun) = workspace.place.repository.unfinished() {
        return Err(usage(
            format!("nothing was committed, because {begun} is not finished here"),
            "what was written stays; finish it first, or give it up, as `git status` says",
        ));
    }
    let subject = subject(message);
    let added = match new.as_slice() {
        [] => Ok(String::new()),
        new => git(workspace, &["add", "--intent-to-add", "--"], new),
    };
    let committed = added
        .and_then(|_| git(workspace, &["commit", "--quiet", "--only", "--message", &subject, "--"], &below));
    if let Err(error) = committed {
        if !new.is_empty() {
            // As it was before; that it does not succeed is nothing that helps to know now.
            let back = ["rm", "-r", "--cached", "--quiet", "--force", "--ignore-unmatch", "--"];
            let _ = run(workspace, &back, &new).stderr(Stdio::null()).status();
        }
        return Err(error);
    }
    git(workspace, &["rev-parse", "--short", "HEAD"], &[])
}

/// Which of the `paths` below `root` that were just written an ignore rule of Git excludes: no check and
/// no commit sees them.
pub(super) fn ignored(repository: &Repository, root: &str, paths: &[String]) -> Vec<String> {
    let (Ok(tree), Some(top)) = (repository.working_tree(root), repository.work_dir()) else {
        return Vec::new();
    };
    // What was moved away or deleted is in no tree either.
    let is_there = |path: &str| top.join(root).join(path).symlink_metadata().is_ok();
    paths.iter().filter(|path| is_there(path) && matches!(tree.find(path), Ok(None))).cloned().collect()
}

/// What to do about files that Git ignores, of which `path` is the first.
fn about_ignored(workspace: &Workspace, path: &str) -> String {
    let (folder, shown) = workspace.place.as_typed(workspace.top(), &[path.to_owned()]);
    let git = folder.map_or_else(|| "git".to_owned(), |folder| format!("git -C {}", quoted(&folder)));
    let shown = shown.first().map_or_else(String::new, |path| quoted(path));
    format!("take away the line that `{git} check-ignore -v {shown}` names, mostly in .gitignore")
}

/// The first line of the commit's message.
fn subject(message: &str) -> String {
    let line: String = message.split_whitespace().collect::<Vec<_>>().join(" ");
    escape::shorten(&line, SUBJECT)
}

fn run(workspace: &Workspace, arguments: &[&str], paths: &[String]) -> Command {
    let mut command = Command::new("git");
    command.arg("--literal-pathspecs").arg("-C").arg(workspace.top()).args(arguments).args(paths);
    command
}

/// Runs git at the top of the working tree; what it printed on standard output. What hooks say goes
/// to the person's terminal as it is.
fn git(workspace: &Workspace, arguments: &[&str], paths: &[String]) -> Result<String, Error> {
    let ran = run(workspace, arguments, paths).stderr(Stdio::inherit()).output();
    let verb = arguments.first().copied().unwrap_or_default();
    match ran {
        Ok(output) if output.status.success() => {
            Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
        }
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stdout);
            let said = said.trim().lines().last().map(|line| format!(": {line}")).unwrap_or_default();
            Err(usage(
                format!("git did not {verb}{said}"),
                match paths {
                    [_] => "the file is written and stays; git's own words above say why",
                    _ => "the files are written and stay; git's own words above say why",
                },
            ))
        }
        Err(source) => Err(usage(
            format!("git could not be started: {source}"),
            "the files are written; commit them with the tool that you use",
        )),
    }
}

/// The command that commits `paths`, to be typed where the person stands.
fn command(workspace: &Workspace, paths: &[String], message: &str) -> String {
    let (folder, shown) = workspace.place.as_typed(workspace.top(), paths);
    let git = folder.map_or_else(|| "git".to_owned(), |folder| format!("git -C {}", quoted(&folder)));
    let shown: Vec<_> = shown.iter().map(|path| quoted(path)).collect();
    format!("{git} add {} && {git} commit -m {}", shown.join(" "), quoted(&subject(message)))
}

/// Says how to commit `paths` by hand: now, after `word`, or later, where something else has to be finished
/// before.
pub(super) fn tell_command(
    workspace: &Workspace,
    output: &Output,
    word: &str,
    paths: &[String],
    message: &str,
) {
    let command = command(workspace, paths, message);
    match workspace.place.repository.unfinished() {
        None => output.note(&format!("{word}: {command}")),
        Some(begun) => {
            output.warning(
                &format!("{begun} is not finished here, and a commit now would get into it"),
                "finish it first, or give it up, as `git status` says",
            );
            output.note(&format!("later: {command}"));
        }
    }
}

/// Says that it is committed, and what comes next.
pub(super) fn tell_committed(workspace: &Workspace, output: &Output, id: &str) {
    let repository = &workspace.place.repository;
    let next = match (repository.branch(), repository.remote_address()) {
        (None, _) => ", on no branch; next: git switch -c BRANCH",
        // Where there is nothing to push to, nothing is left to do.
        (Some(_), Ok(None)) => "",
        (Some(_), Ok(Some(_)) | Err(_)) => "; next: git push",
    };
    output.note(&format!("committed as {id}{next}"));
}

/// A word for a shell.
pub(super) fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=+,@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// Says what was written, and what comes next.
///
/// # Errors
/// Where it cannot be printed, or git does not commit.
pub(super) fn follow_up(
    workspace: &Workspace,
    output: &Output,
    flags: CommitFlags,
    paths: &[String],
    new: &[String],
    message: &str,
) -> Result<(), Error> {
    let (_, shown) = workspace.place.as_typed(workspace.top(), paths);
    let mut text = String::new();
    for path in &shown {
        // Programs read the paths alone.
        text.push_str(if output.is_personal() { "wrote " } else { "" });
        text.push_str(&escape::terminal(path));
        text.push('\n');
    }
    output.print(&text)?;
    let ignored = ignored(&workspace.place.repository, &workspace.place.root, paths);
    if let Some(first) = ignored.first() {
        let (these, help) = (ignored.join(", "), about_ignored(workspace, first));
        if flags.commit {
            output.note(&format!("later: {}", command(workspace, paths, message)));
            return Err(usage(format!("nothing was committed, because Git ignores {these}"), help));
        }
        output.warning(&format!("Git ignores {these}, so neither a check nor a commit sees it"), &help);
    }
    if !flags.commit {
        tell_command(workspace, output, "next", paths, message);
        return Ok(());
    }
    let id = commit(workspace, paths, new, message).inspect_err(|_| {
        output.note(&format!("later: {}", command(workspace, paths, message)));
    })?;
    tell_committed(workspace, output, &id);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_for_a_shell() {
        for (word, expected) in [
            ("people/ana/goals/x.yaml", "people/ana/goals/x.yaml"),
            ("it's $HOME `x`", r"'it'\''s $HOME `x`'"),
            ("", "''"),
            ("über", "'über'"),
        ] {
            assert_eq!(quoted(word), expected);
        }
    }

    #[test]
    fn a_subject_is_one_short_line() {
        assert_eq!(subject("goal: a\nb"), "goal: a b");
        assert!(subject(&"word ".repeat(100)).chars().count() <= SUBJECT);
    }
}
