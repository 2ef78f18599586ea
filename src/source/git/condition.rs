//! What state a clone is in: what is checked out, what is half finished, what it lacks. Where its changes
//! go is in `upstream`.

use std::path::PathBuf;

use git2::RepositoryState;

use super::Repository;

impl Repository {
    /// The branch that is checked out; `None` where a commit is, or nothing yet.
    #[must_use]
    pub fn branch(&self) -> Option<String> {
        self.with(|handle| {
            let head = handle.head().ok().filter(git2::Reference::is_branch);
            Ok(head.and_then(|head| head.shorthand().ok().map(str::to_owned)))
        })
        .ok()
        .flatten()
    }

    /// What was begun and is not finished, as an English noun: "a merge".
    #[must_use]
    pub fn unfinished(&self) -> Option<&'static str> {
        let state = self.with(|handle| Ok(handle.state())).ok()?;
        match state {
            RepositoryState::Clean => None,
            RepositoryState::Merge => Some("a merge"),
            RepositoryState::Revert | RepositoryState::RevertSequence => Some("a revert"),
            RepositoryState::CherryPick | RepositoryState::CherryPickSequence => Some("a cherry-pick"),
            RepositoryState::Bisect => Some("a bisect"),
            RepositoryState::Rebase | RepositoryState::RebaseInteractive | RepositoryState::RebaseMerge => {
                Some("a rebase")
            }
            RepositoryState::ApplyMailbox | RepositoryState::ApplyMailboxOrRebase => {
                Some("an application of patches")
            }
        }
    }

    /// Whether the clone has only the newest part of the history.
    #[must_use]
    pub fn is_shallow(&self) -> bool {
        self.with(|handle| Ok(handle.is_shallow())).unwrap_or(false)
    }

    /// The folder that Git takes its hooks from.
    #[must_use]
    pub fn hooks_folder(&self) -> Option<PathBuf> {
        let own = self.with(|handle| Ok(handle.commondir().join("hooks"))).ok();
        match self.setting("core.hooksPath") {
            None => own,
            Some(path) => Some(self.work_dir()?.join(path)),
        }
    }
}
