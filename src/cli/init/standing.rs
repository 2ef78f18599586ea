//! What of a learning repository is there already.

use super::ground::Ground;
use super::starter::Framework;
use crate::check::State;
use crate::error::Error;
use crate::record::Role;
use crate::source::{EntryKind, Snapshot};

/// What is there.
pub(super) struct Standing {
    /// The state before anything is written.
    pub(super) state: State,
    /// Whether there is a policy, readable or not.
    pub(super) policy: bool,
    /// Whether `framework/` holds anything.
    pub(super) framework: bool,
    /// Whether `people/` holds anything.
    pub(super) people: bool,
}

impl Standing {
    /// Looks at the folder.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub(super) fn of(ground: &Ground) -> Result<Self, Error> {
        let snapshot = ground.repository.working_tree(&ground.root)?;
        let there = |path: &str| snapshot.find(path).map(|entry| entry.is_some());
        let policy = there("milepost.yaml")? || there("milepost.yml")?;
        let framework = holds_file(&snapshot, "framework")?;
        let people = holds_file(&snapshot, "people")?;
        let state = State::load(snapshot)?;
        Ok(Self { state, policy, framework, people })
    }

    /// Whether nothing of a learning repository is there.
    pub(super) fn is_new(&self) -> bool {
        !self.policy && !self.framework && !self.people
    }

    /// Whether there is a framework, and not the one that is asked for, which would have its role.
    pub(super) fn has_another_than(&self, asked: Framework) -> bool {
        let roles = &self.state.framework.data.roles;
        self.framework && asked.role().is_none_or(|(id, _)| roles.iter().all(|role| role.id != *id))
    }

    /// The roles that are there, with their ids.
    pub(super) fn roles(&self) -> Vec<(String, Role)> {
        let roles = self.state.framework.data.roles.iter();
        roles.map(|role| (role.id.to_string(), role.data.clone())).collect()
    }
}

/// Whether a folder holds a file at any depth that records may have, or what is no folder.
fn holds_file(snapshot: &Snapshot, folder: &str) -> Result<bool, Error> {
    let mut folders = vec![(folder.to_owned(), 4)];
    while let Some((folder, depth)) = folders.pop() {
        for entry in snapshot.list(&folder)? {
            let Ok(name) = std::str::from_utf8(&entry.name) else { return Ok(true) };
            match entry.kind {
                EntryKind::Folder if depth > 0 => folders.push((format!("{folder}/{name}"), depth - 1)),
                // Keeps an empty folder in Git.
                EntryKind::File if name.starts_with(".git") => {}
                EntryKind::Folder
                | EntryKind::File
                | EntryKind::Symlink
                | EntryKind::Submodule
                | EntryKind::Other => return Ok(true),
            }
        }
    }
    Ok(false)
}
