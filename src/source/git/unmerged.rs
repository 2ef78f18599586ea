//! Which files Git could not merge and nobody has decided yet.

use std::collections::BTreeSet;

use super::{Repository, failed};
use crate::error::Error;

impl Repository {
    /// The files of a half-finished merge, relative to `root`, also those without a conflict marker:
    /// deleted on one side, changed on the other.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn unmerged(&self, root: &str) -> Result<BTreeSet<String>, Error> {
        let explain = |error: git2::Error| failed("read the index", &error);
        self.with(|handle| {
            let index = handle.index().map_err(explain)?;
            if !index.has_conflicts() {
                return Ok(BTreeSet::new());
            }
            let mut paths = BTreeSet::new();
            for conflict in index.conflicts().map_err(explain)? {
                let conflict = conflict.map_err(explain)?;
                for entry in [conflict.ancestor, conflict.our, conflict.their].into_iter().flatten() {
                    let path = String::from_utf8_lossy(&entry.path);
                    let below = if root.is_empty() {
                        Some(&*path)
                    } else {
                        path.strip_prefix(root).and_then(|rest| rest.strip_prefix('/'))
                    };
                    paths.extend(below.map(str::to_owned));
                }
            }
            Ok(paths)
        })
    }
}
