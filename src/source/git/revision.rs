//! Names of commits: from what a person writes to a commit and its tree.

use std::collections::{HashSet, VecDeque};

use git2::ErrorCode;

use super::{Repository, failed, from_oid, object_error, oid};
use crate::error::Error;
use crate::source::ObjectId;

/// A commit under the name that a person gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// As it was written: `main`, `HEAD~3`, a commit id.
    pub name: String,
    /// The commit.
    pub commit: ObjectId,
    /// The commit's tree.
    pub tree: ObjectId,
}

impl Repository {
    /// The commit that `revision` names, in any way that Git knows: id (short too), branch, remote
    /// branch, tag, `HEAD~3`, `@{u}`.
    ///
    /// # Errors
    /// [`Error::UnknownRevision`], and [`Error::Usage`] where a short id is ambiguous.
    pub fn resolve(&self, revision: &str) -> Result<Revision, Error> {
        let unknown = || Error::UnknownRevision { revision: revision.to_owned() };
        self.with(|handle| {
            let object = handle.revparse_single(revision).map_err(|error| {
                if error.code() != ErrorCode::Ambiguous {
                    return unknown();
                }
                Error::Usage {
                    message: format!("`{revision}` could mean several objects"),
                    hint: "write more of the commit id, or the full name of the branch or tag".into(),
                }
            })?;
            let commit = object.peel_to_commit().map_err(|_| unknown())?;
            Ok(Revision {
                name: revision.to_owned(),
                commit: from_oid(commit.id()),
                tree: from_oid(commit.tree_id()),
            })
        })
    }

    /// The commit `id` under the name `name`.
    fn commit(&self, name: String, id: ObjectId, purpose: impl Fn() -> String) -> Result<Revision, Error> {
        self.with(|handle| {
            let commit = handle.find_commit(oid(id)).map_err(|error| object_error(id, purpose, &error))?;
            Ok(Revision { name, commit: id, tree: from_oid(commit.tree_id()) })
        })
    }

    /// The best common ancestor of two revisions; one of several, where they were merged crosswise.
    ///
    /// # Errors
    /// [`Error::UnrelatedHistories`]; in a shallow clone that ends before the common ancestor,
    /// [`Error::MissingObject`].
    pub fn merge_base(&self, base: &Revision, head: &Revision) -> Result<Revision, Error> {
        let name = format!("the merge base of `{}` and `{}`", base.name, head.name);
        let found = self.with(|handle| match handle.merge_base(oid(base.commit), oid(head.commit)) {
            Ok(id) => Ok(Some(from_oid(id))),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(failed(format!("find {name}"), &error)),
        })?;
        if let Some(id) = found {
            return self.commit(name.clone(), id, || name.clone());
        }
        match self.end_of_shallow_history(&[base.commit, head.commit])? {
            Some(object) => Err(Error::MissingObject { object: object.to_string(), purpose: name }),
            None => Err(Error::UnrelatedHistories { base: base.name.clone(), head: head.name.clone() }),
        }
    }

    /// The first commit that a shallow clone lacks among the ancestors of `tips`.
    fn end_of_shallow_history(&self, tips: &[ObjectId]) -> Result<Option<ObjectId>, Error> {
        if !self.with(|handle| Ok(handle.is_shallow()))? {
            return Ok(None);
        }
        let mut waiting: VecDeque<ObjectId> = tips.iter().copied().collect();
        let mut seen: HashSet<ObjectId> = HashSet::new();
        while let Some(commit) = waiting.pop_front() {
            if !seen.insert(commit) {
                continue;
            }
            match self.parents(commit, String::new) {
                Ok(parents) => waiting.extend(parents),
                Err(Error::MissingObject { .. }) => return Ok(Some(commit)),
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }

    /// The state before `revision` on its own branch; `None` for the first commit of a history.
    ///
    /// # Errors
    /// [`Error::MissingObject`] where a shallow clone ends here.
    pub fn first_parent(&self, revision: &Revision) -> Result<Option<Revision>, Error> {
        let name = format!("{}^", revision.name);
        let purpose = || format!("the state before `{}`", revision.name);
        let parents = self.parents(revision.commit, purpose)?;
        parents.first().map(|parent| self.commit(name, *parent, purpose)).transpose()
    }

    /// The parents that a commit names, whether or not the clone holds them. The library's own
    /// commit would hide those beyond the end of a shallow clone.
    fn parents(&self, commit: ObjectId, purpose: impl Fn() -> String) -> Result<Vec<ObjectId>, Error> {
        self.with(|handle| {
            let odb = handle.odb().map_err(|error| failed("open the object store", &error))?;
            let object = odb.read(oid(commit)).map_err(|error| object_error(commit, &purpose, &error))?;
            Ok(object
                .data()
                .split(|byte| *byte == b'\n')
                .take_while(|line| !line.is_empty())
                .filter_map(|line| std::str::from_utf8(line.strip_prefix(b"parent ")?).ok())
                .filter_map(|text| git2::Oid::from_str(text).ok().map(from_oid))
                .collect())
        })
    }
}
