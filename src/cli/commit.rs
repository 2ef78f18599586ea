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
    if !new.is_empty() {
        git(workspace, &["add", "--intent-to-add", "--"], &new)?;
    }
    let subject = subject(message);
    let committed = git(workspace, &["commit", "--quiet", "--only", "--message", &subject, "--"], &below);
    if let Err(error) = committed {
        if !new.is_empty() {
            // As it was before; that it does not succeed is nothing that helps to know now.
            let _ = git(workspace, &["rm", "-r", "--cached", "--quiet", "--force", "--"], &new);
        }
        return Err(error);
    }
    git(workspace, &["rev-parse", "--short", "HEAD"], &[])
}

/// The first line of the commit's message.
fn subject(message: &str) -> String {
    let line: String = message.split_whitespace().collect::<Vec<_>>().join(" ");
    escape::shorten(&line, SUBJECT)
}

/// Runs git at the top of the working tree; what it printed on standard output. What hooks say goes
/// to the person's terminal as it is.
fn git(workspace: &Workspace, arguments: &[&str], paths: &[String]) -> Result<String, Error> {
    let ran = Command::new("git")
        .arg("--literal-pathspecs")
        .arg("-C")
        .arg(workspace.top())
        .args(arguments)
        .args(paths)
        .stderr(Stdio::inherit())
        .output();
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
#[must_use]
pub(super) fn command(workspace: &Workspace, paths: &[String], message: &str) -> String {
    let (folder, shown) = workspace.place.as_typed(workspace.top(), paths);
    let git = folder.map_or_else(|| "git".to_owned(), |folder| format!("git -C {}", quoted(&folder)));
    let shown: Vec<_> = shown.iter().map(|path| quoted(path)).collect();
    format!("{git} add {} && {git} commit -m {}", shown.join(" "), quoted(&subject(message)))
}

/// A word for a shell.
fn quoted(word: &str) -> String {
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
    if !flags.commit {
        output.print(&text)?;
        output.note(&format!("next: {}", command(workspace, paths, message)));
        return Ok(());
    }
    output.print(&text)?;
    let id = commit(workspace, paths, new, message).inspect_err(|_| {
        output.note(&format!("later: {}", command(workspace, paths, message)));
    })?;
    output.note(&format!("committed as {id}; next: git push"));
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
