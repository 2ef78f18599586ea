//! What a repository of somebody's work says of a commit: who wrote what when, and where it is
//! published. Nothing here knows a forge.

use git2::ErrorCode;

use super::{Repository, failed, object_error, oid};
use crate::calendar::Moment;
use crate::error::Error;
use crate::source::{ObjectId, Revision};

/// A commit as its author describes it. Message and dates are whatever they wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// The commit.
    pub commit: ObjectId,
    /// The message; bytes that are no UTF-8 are replaced.
    pub message: String,
    /// When it was written, by the author's clock.
    pub written: Moment,
}

/// More bytes of a message than this are not read: nobody writes them, and all of them are shown.
const LONGEST_MESSAGE: usize = 64 * 1024;

impl Repository {
    /// What the author says of `revision`.
    ///
    /// # Errors
    /// Where the commit cannot be read.
    pub fn describe(&self, revision: &Revision) -> Result<Description, Error> {
        self.with(|handle| {
            let purpose = || format!("what `{}` says", revision.name);
            let commit = handle
                .find_commit(oid(revision.commit))
                .map_err(|error| object_error(revision.commit, purpose, &error))?;
            let bytes = commit.message_bytes();
            let bytes = bytes.get(..LONGEST_MESSAGE).unwrap_or(bytes);
            let time = commit.author().when();
            Ok(Description {
                commit: revision.commit,
                message: String::from_utf8_lossy(bytes).into_owned(),
                written: Moment { seconds: time.seconds(), offset_minutes: time.offset_minutes() },
            })
        })
    }

    /// The address of the remote that the current branch follows, else of `origin`, else of the only
    /// one; as it is written in the settings, credentials included.
    ///
    /// # Errors
    /// Where the settings cannot be read.
    pub fn remote_address(&self) -> Result<Option<String>, Error> {
        self.with(|handle| {
            let names = handle.remotes().map_err(|error| failed("list the remotes", &error))?;
            let followed = handle.head().ok().and_then(|head| {
                let name = head.name().ok()?.to_owned();
                handle.branch_upstream_remote(&name).ok()?.as_str().ok().map(str::to_owned)
            });
            let only = if names.len() == 1 { names.get(0).ok().flatten().map(str::to_owned) } else { None };
            for name in followed.into_iter().chain(["origin".to_owned()]).chain(only) {
                match handle.find_remote(&name) {
                    Ok(remote) => return Ok(remote.url().ok().map(str::to_owned)),
                    Err(error) if error.code() == ErrorCode::NotFound => {}
                    Err(error) => return Err(failed(format!("read the remote {name}"), &error)),
                }
            }
            Ok(None)
        })
    }
}
