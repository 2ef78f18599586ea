//! Why the program could not do its work at all, each reason with what to do about it.
//!
//! Bad records are findings, never errors: an [`Error`] means that there is nothing to report on.

use std::io::ErrorKind;
use std::path::PathBuf;

/// A reason for exit status 2. `Display` is one line; [`Error::hint`] says what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No Git repository at or above the folder.
    #[error("{} is not in a Git repository", .path.display())]
    NotARepository {
        /// The folder that was asked for.
        path: PathBuf,
    },
    /// The repository uses an object format that the Git library cannot read.
    #[error("{} uses the {format} object format, which Milepost cannot read", .path.display())]
    UnsupportedRepository {
        /// The repository.
        path: PathBuf,
        /// The object format's name as Git gives it.
        format: String,
    },
    /// A revision that names no commit.
    #[error("`{revision}` names no commit in this repository")]
    UnknownRevision {
        /// As it was written.
        revision: String,
    },
    /// Two revisions without a common ancestor.
    #[error("`{base}` and `{head}` have no common ancestor")]
    UnrelatedHistories {
        /// The base revision as it was written.
        base: String,
        /// The head revision as it was written.
        head: String,
    },
    /// An object that the clone does not hold (shallow or partial clone).
    #[error("the clone does not hold Git object {object}, which is needed for {purpose}")]
    MissingObject {
        /// The object's id.
        object: String,
        /// What it was wanted for, e.g. "the merge base of `main` and `HEAD`".
        purpose: String,
    },
    /// The folder has no learning repository in it.
    #[error("{place} holds no learning repository: there is no milepost.yaml and no record folder")]
    NoRecords {
        /// The revision or folder that was looked at.
        place: String,
    },
    /// There is a policy, and nothing that it could judge.
    #[error("{place} holds no record yet: there is a milepost.yaml, but nothing that it could judge")]
    NoRecordYet {
        /// The revision or folder that was looked at.
        place: String,
    },
    /// There are records, and no policy to judge them by.
    #[error("there is no milepost.yaml in {place}")]
    NoPolicy {
        /// The revision or folder that was looked at.
        place: String,
    },
    /// Neither side of the check has a policy that can be used.
    #[error("the policy cannot be used: {reason}")]
    UnusablePolicy {
        /// The first thing that is wrong with it, with its place.
        reason: String,
    },
    /// The policy asks for a newer program.
    #[error("this repository asks for Milepost {wanted} or newer; this is {present}")]
    TooOld {
        /// `min_version` of the policy.
        wanted: String,
        /// This program's version.
        present: String,
    },
    /// An argument that cannot be used, beyond what the argument parser sees.
    #[error("{message}")]
    Usage {
        /// What is wrong with which argument.
        message: String,
        /// What to write instead.
        hint: String,
    },
    /// A file or folder could not be read.
    #[error("cannot read {}: {source}", .path.display())]
    Read {
        /// What was read.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// A file or folder could not be written.
    #[error("cannot write {}: {source}", .path.display())]
    Write {
        /// What was written.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// The Git library failed in a way that has no variant of its own.
    #[error("Git could not {action}: {message}")]
    Git {
        /// What was tried, as an infinitive.
        action: String,
        /// The library's message.
        message: String,
    },
    /// A forge did not do what it was asked for.
    #[error("cannot {action}: {reason}")]
    Forge {
        /// What was tried and where, as an infinitive: "read pull request 12 of example/learning".
        action: String,
        /// Why not, one line, without anything secret.
        reason: String,
        /// What to do about it.
        advice: String,
    },
    /// The person stopped at a question.
    #[error("interrupted: nothing was written")]
    Interrupted,
    /// A template could not be rendered.
    #[error("the template {name} cannot be rendered: {message}")]
    Template {
        /// The template's file name.
        name: String,
        /// Line and reason.
        message: String,
    },
}

impl Error {
    /// What the person can do about it, one sentence; empty where the message says it all.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::NotARepository { .. } => {
                "run it inside a clone of the learning repository; `milepost init DIR` makes one, `milepost demo` a sample"
                    .into()
            }
            Self::UnsupportedRepository { .. } => {
                "use a clone with SHA-1 object names (`git init --object-format=sha1`)".into()
            }
            Self::UnknownRevision { .. } => {
                "`git branch --all` lists branches; in CI, fetch the revision first".into()
            }
            Self::UnrelatedHistories { .. } => {
                "compare two branches of one repository; in a shallow clone, `git fetch --unshallow` first"
                    .into()
            }
            Self::MissingObject { .. } => {
                "fetch the rest of the history: `git fetch --unshallow` (in CI: fetch-depth: 0)".into()
            }
            Self::NoRecords { .. } => {
                "name its folder with --root DIR; `milepost init` makes one, `milepost demo` a sample".into()
            }
            Self::NoRecordYet { .. } => {
                "begin with framework/skills/ID.yaml or people/HANDLE/profile.yaml; `milepost schema skill` \
                 and `milepost schema profile` show what belongs in them"
                    .into()
            }
            Self::NoPolicy { .. } => {
                "`milepost init` adds one; a milepost.yaml with only `version: 1` is complete, too"
                    .into()
            }
            Self::UnusablePolicy { .. } => {
                "mend milepost.yaml first; a file with only `version: 1` is complete".into()
            }
            Self::TooOld { .. } => "install a newer version".into(),
            Self::Usage { hint, .. } => hint.clone(),
            Self::Read { .. } => "check that it exists and that you may read it".into(),
            Self::Write { source, .. } => write_advice(source.kind()).into(),
            Self::Git { .. } => {
                "check that you may read all of its files; `git fsck` shows whether it is damaged".into()
            }
            Self::Forge { advice, .. } => advice.clone(),
            Self::Interrupted => String::new(),
            Self::Template { .. } => "mend the template, or delete it to use the built-in one".into(),
        }
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the standard library's kinds, of which most are rare")]
fn write_advice(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::IsADirectory => "name a file, not a folder",
        ErrorKind::NotFound => "make the folder first, or name another place",
        ErrorKind::NotADirectory => "name another place: one of its folders is a file",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "make room there, or choose another place",
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "choose a place where you may write",
        _ => "check that there is room and that you may write there",
    }
}
