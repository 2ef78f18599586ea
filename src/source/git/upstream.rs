//! Where a clone's changes go, as far as the clone itself knows.

use super::Repository;

/// Where the clone keeps what `origin` calls its own branch.
const HEAD_OF_ORIGIN: &str = "refs/remotes/origin/HEAD";

impl Repository {
    /// The name of the branch that changes are merged into: that of the remote `origin` where the clone
    /// knows it, else the one that is checked out, also before its first commit. `None` where neither is
    /// there.
    #[must_use]
    pub fn default_branch(&self) -> Option<String> {
        let of_origin = self.leads_to(HEAD_OF_ORIGIN, "refs/remotes/origin/");
        of_origin.or_else(|| self.leads_to("HEAD", "refs/heads/"))
    }

    /// The revision that changes are compared with where nobody says it: what `origin` calls its own
    /// branch, else `main` or `master`, of `origin` or here; the first that is there.
    #[must_use]
    pub fn usual_base(&self) -> Option<String> {
        let of_origin = self.leads_to(HEAD_OF_ORIGIN, "refs/remotes/");
        let usual = ["origin/main", "origin/master", "main", "master"];
        let mut candidates = of_origin.into_iter().chain(usual.map(str::to_owned));
        candidates.find(|name| self.resolve(name).is_ok())
    }

    /// What a symbolic reference leads to, without `prefix`.
    fn leads_to(&self, name: &str, prefix: &str) -> Option<String> {
        self.with(|handle| {
            let target = handle.find_reference(name).ok();
            let target = target.and_then(|it| it.symbolic_target().ok().flatten().map(str::to_owned));
            Ok(target.and_then(|target| target.strip_prefix(prefix).map(str::to_owned)))
        })
        .ok()
        .flatten()
    }
}
