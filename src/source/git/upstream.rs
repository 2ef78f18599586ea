//! Where a clone's changes go, as far as the clone itself knows.

use super::Repository;

impl Repository {
    /// The branch that changes are merged into: that of the remote `origin` where the clone knows it,
    /// else the one that is checked out, also before its first commit. `None` where neither is there.
    #[must_use]
    pub fn default_branch(&self) -> Option<String> {
        let target = |handle: &git2::Repository, name: &str, prefix: &str| {
            let reference = handle.find_reference(name).ok()?;
            let target = reference.symbolic_target().ok()??;
            target.strip_prefix(prefix).map(str::to_owned)
        };
        self.with(|handle| {
            Ok(target(handle, "refs/remotes/origin/HEAD", "refs/remotes/origin/")
                .or_else(|| target(handle, "HEAD", "refs/heads/")))
        })
        .ok()
        .flatten()
    }
}
