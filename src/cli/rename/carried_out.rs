//! Carries a rename out on disk: one move, then the files whose text changes. What fails in the middle
//! is taken back, and where even that fails, it is said what was done.
//!
//! The only place that moves what people have; nothing is ever moved over something else.

use std::io::{Error as IoError, ErrorKind};
use std::path::{Path, PathBuf};

use crate::cli::files;
use crate::cli::usage;
use crate::error::Error;

/// A file or folder that gets another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Move {
    pub(super) from: PathBuf,
    pub(super) to: PathBuf,
}

/// A file whose text changes, where it lies after the moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rewrite {
    pub(super) path: PathBuf,
    pub(super) before: String,
    pub(super) after: String,
}

/// Moves and rewrites, in this order; all of it or nothing.
///
/// # Errors
/// Where a step fails; the message says whether everything is as it was, and if not, what is done.
pub(super) fn carry_out(moves: &[Move], rewrites: &[Rewrite]) -> Result<(), Error> {
    let mut done = Done::default();
    for step in moves {
        match shift(&step.from, &step.to) {
            Ok(()) => done.moves.push(step),
            Err(reason) => return Err(done.take_back(&moving(step, &reason))),
        }
    }
    for step in rewrites {
        match files::replace(&step.path, &step.before, &step.after) {
            Ok(()) => done.rewrites.push(step),
            Err(error) => return Err(done.take_back(&error.to_string())),
        }
    }
    Ok(())
}

fn moving(step: &Move, reason: &IoError) -> String {
    format!("cannot move {} to {}: {reason}", step.from.display(), step.to.display())
}

/// The steps that are done.
#[derive(Default)]
struct Done<'a> {
    moves: Vec<&'a Move>,
    rewrites: Vec<&'a Rewrite>,
}

impl Done<'_> {
    /// Undoes what is done, the last step first; what to tell.
    fn take_back(self, failure: &str) -> Error {
        let mut left = Vec::new();
        for step in self.rewrites.iter().rev() {
            if files::replace(&step.path, &step.after, &step.before).is_err() {
                left.push(format!("{} is written anew", step.path.display()));
            }
        }
        for step in self.moves.iter().rev() {
            if shift(&step.to, &step.from).is_err() {
                left.push(format!("{} is moved to {}", step.from.display(), step.to.display()));
            }
        }
        if left.is_empty() {
            return usage(format!("{failure}; everything is as it was"), "see to it, and run the same again");
        }
        usage(
            format!("{failure}; this much is done and could not be taken back: {}", left.join(", ")),
            "`git status` shows it; `git stash --include-untracked` puts it aside",
        )
    }
}

/// Gives a file or folder another name, unless something has it.
fn shift(from: &Path, to: &Path) -> std::io::Result<()> {
    if to.symlink_metadata().is_ok() && !is_same_to_the_disk(from, to)? {
        return Err(ErrorKind::AlreadyExists.into());
    }
    std::fs::rename(from, to)
}

/// Whether the disk takes two names for one because they differ in letter case only: then the folder
/// lists the first one alone.
fn is_same_to_the_disk(from: &Path, to: &Path) -> std::io::Result<bool> {
    let (Some(folder), Some(name)) = (to.parent(), to.file_name()) else { return Ok(false) };
    if !from.as_os_str().eq_ignore_ascii_case(to.as_os_str()) {
        return Ok(false);
    }
    for entry in std::fs::read_dir(folder)? {
        if entry?.file_name() == name {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().to_owned();
        std::fs::create_dir_all(path.join("ana/goals")).unwrap();
        std::fs::write(path.join("ana/profile.yaml"), "a: 1\n").unwrap();
        std::fs::write(path.join("ana/goals/x.yaml"), "b: 1\n").unwrap();
        std::fs::write(path.join("team.yaml"), "lead: ana\n").unwrap();
        (folder, path)
    }

    fn read(path: &Path) -> String {
        String::from_utf8(std::fs::read(path).unwrap()).unwrap()
    }

    fn rewrite(path: PathBuf, before: &str, after: &str) -> Rewrite {
        Rewrite { path, before: before.to_owned(), after: after.to_owned() }
    }

    #[test]
    fn a_folder_moves_with_all_that_is_in_it() {
        let (_kept, path) = folder();
        let moves = [Move { from: path.join("ana"), to: path.join("anna") }];
        let rewrites = [
            rewrite(path.join("anna/profile.yaml"), "a: 1\n", "a: 2\n"),
            rewrite(path.join("team.yaml"), "lead: ana\n", "lead: anna\n"),
        ];
        carry_out(&moves, &rewrites).unwrap();
        assert!(!path.join("ana").exists());
        assert_eq!(read(&path.join("anna/profile.yaml")), "a: 2\n");
        assert_eq!(read(&path.join("anna/goals/x.yaml")), "b: 1\n");
        assert_eq!(read(&path.join("team.yaml")), "lead: anna\n");
    }

    #[test]
    fn nothing_is_moved_over_something_else() {
        let (_kept, path) = folder();
        std::fs::write(path.join("anna"), "a file\n").unwrap();
        let error = carry_out(&[Move { from: path.join("ana"), to: path.join("anna") }], &[]).unwrap_err();
        assert!(error.to_string().contains("everything is as it was"), "{error}");
        assert_eq!(read(&path.join("anna")), "a file\n");
        assert_eq!(read(&path.join("ana/profile.yaml")), "a: 1\n");
    }

    #[test]
    fn a_step_that_fails_takes_the_others_back() {
        let (_kept, path) = folder();
        let moves = [Move { from: path.join("ana"), to: path.join("anna") }];
        let rewrites = [
            rewrite(path.join("anna/profile.yaml"), "a: 1\n", "a: 2\n"),
            // Somebody has changed it since it was read.
            rewrite(path.join("team.yaml"), "lead: ben\n", "lead: anna\n"),
        ];
        let error = carry_out(&moves, &rewrites).unwrap_err();
        assert!(error.to_string().contains("everything is as it was"), "{error}");
        assert!(!path.join("anna").exists());
        assert_eq!(read(&path.join("ana/profile.yaml")), "a: 1\n");
        assert_eq!(read(&path.join("team.yaml")), "lead: ana\n");
    }

    #[test]
    fn what_differs_in_letter_case_only_can_be_renamed() {
        let (_kept, path) = folder();
        carry_out(&[Move { from: path.join("ana"), to: path.join("Ana") }], &[]).unwrap();
        let names: Vec<_> =
            std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert!(names.iter().any(|name| name == "Ana") && !names.iter().any(|name| name == "ana"));
    }

    #[test]
    fn what_differs_in_letter_case_only_is_not_moved_over_either() {
        let (_kept, path) = folder();
        std::fs::write(path.join("Team.yaml"), "another: file\n").unwrap();
        if read(&path.join("team.yaml")) != "lead: ana\n" {
            // To this disk it is the same file.
            return;
        }
        let moves = [Move { from: path.join("Team.yaml"), to: path.join("team.yaml") }];
        let error = carry_out(&moves, &[]).unwrap_err();
        assert!(error.to_string().contains("everything is as it was"), "{error}");
        assert_eq!(read(&path.join("team.yaml")), "lead: ana\n");
        assert_eq!(read(&path.join("Team.yaml")), "another: file\n");
    }
}
