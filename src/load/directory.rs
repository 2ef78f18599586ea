//! Other people's profiles, by look-up: what a rule about one person may know of the others.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, RwLock};

use super::file::read_file;
use crate::error::Error;
use crate::record::{Id, Profile};
use crate::source::{EntryKind, Snapshot};

/// What a handle names.
#[derive(Clone, Debug, PartialEq)]
pub enum Handle {
    /// A person whose profile could be read.
    Present(Arc<Profile>),
    /// A person whose profile is broken, or a folder without one.
    Broken,
    /// A former handle; the present one.
    Former(Id),
    /// Nobody.
    Unknown,
}

/// Other people, by look-up. A look-up costs one path, not a scan.
pub trait Directory: Sync {
    /// What `handle` names.
    fn look_up(&self, handle: &str) -> Handle;

    /// The handle nearest to `handle`, for a suggestion.
    fn nearest(&self, handle: &str) -> Option<String>;

    /// The profile of a person, also by a former handle.
    fn profile(&self, handle: &str) -> Option<Arc<Profile>> {
        match self.look_up(handle) {
            Handle::Present(profile) => Some(profile),
            Handle::Former(present) => match self.look_up(&present) {
                Handle::Present(profile) => Some(profile),
                Handle::Broken | Handle::Former(_) | Handle::Unknown => None,
            },
            Handle::Broken | Handle::Unknown => None,
        }
    }
}

/// The people of a snapshot. Each profile is read once, when it is first asked for.
pub struct People {
    snapshot: Snapshot,
    known: RwLock<BTreeMap<Id, Handle>>,
    former: OnceLock<BTreeMap<Id, Id>>,
    failure: Mutex<Option<Error>>,
}

impl People {
    /// The people of `snapshot`.
    #[must_use]
    pub fn new(snapshot: Snapshot) -> Self {
        Self {
            snapshot,
            known: RwLock::new(BTreeMap::new()),
            former: OnceLock::new(),
            failure: Mutex::new(None),
        }
    }

    /// The first look-up that failed, if any did: what was judged after it is not to be trusted.
    ///
    /// # Errors
    /// The reason, once.
    pub fn failure(&self) -> Result<(), Error> {
        self.failure.lock().ok().and_then(|mut failure| failure.take()).map_or(Ok(()), Err)
    }

    fn keep<T: Default>(&self, result: Result<T, Error>) -> T {
        result.unwrap_or_else(|error| {
            if let Ok(mut failure) = self.failure.lock() {
                failure.get_or_insert(error);
            }
            T::default()
        })
    }

    fn read(&self, handle: &str) -> Handle {
        let folder = format!("people/{handle}");
        for name in ["profile.yaml", "profile.yml"] {
            let path = format!("{folder}/{name}");
            if self.keep(self.snapshot.find(&path)).is_some() {
                return self
                    .keep(read_file(&self.snapshot, path))
                    .and_then(|file| {
                        let profile = serde::Deserialize::deserialize(file.sound()?.root()).ok()?;
                        Some(Handle::Present(Arc::new(profile)))
                    })
                    .unwrap_or(Handle::Broken);
            }
        }
        // What is never opened is there all the same.
        let entry = self.keep(self.snapshot.find(&folder)).map(|entry| entry.kind);
        let closed = matches!(entry, Some(EntryKind::Symlink | EntryKind::Submodule | EntryKind::Other));
        if closed || !self.keep(self.snapshot.list(&folder)).is_empty() {
            return Handle::Broken;
        }
        self.former().get(handle).map_or(Handle::Unknown, |present| Handle::Former(present.clone()))
    }

    /// Read only when a handle names nobody: it needs every profile.
    fn former(&self) -> &BTreeMap<Id, Id> {
        self.former.get_or_init(|| {
            let mut former = BTreeMap::new();
            for handle in self.handles() {
                if let Handle::Present(profile) = self.read_present(&handle) {
                    for old in &profile.formerly {
                        former.entry(old.clone()).or_insert_with(|| Id::new(&*handle));
                    }
                }
            }
            former
        })
    }

    fn read_present(&self, handle: &str) -> Handle {
        let profile = ["yaml", "yml"].iter().find_map(|extension| {
            let path = format!("people/{handle}/profile.{extension}");
            let file = self.keep(read_file(&self.snapshot, path))?;
            serde::Deserialize::deserialize(file.sound()?.root()).ok()
        });
        profile.map_or(Handle::Broken, |profile| Handle::Present(Arc::new(profile)))
    }

    /// The handle of the person whose profile has this e-mail address, letter case aside.
    #[must_use]
    pub fn with_email(&self, email: &str) -> Option<String> {
        self.handles().into_iter().find(|handle| match self.read_present(handle) {
            Handle::Present(profile) => profile.emails.iter().any(|own| own.eq_ignore_ascii_case(email)),
            Handle::Broken | Handle::Former(_) | Handle::Unknown => false,
        })
    }

    /// The handles of everybody who has a folder, also of those whose profile cannot be read.
    #[must_use]
    pub fn handles(&self) -> Vec<String> {
        let entries = self.keep(self.snapshot.list("people"));
        let folders = entries.into_iter().filter(|entry| entry.kind == EntryKind::Folder);
        folders.filter_map(|entry| String::from_utf8(entry.name).ok()).collect()
    }
}

impl Directory for People {
    fn look_up(&self, handle: &str) -> Handle {
        if !Id::is_valid(handle) {
            return Handle::Unknown;
        }
        if let Some(known) = self.known.read().ok().and_then(|known| known.get(handle).cloned()) {
            return known;
        }
        let found = self.read(handle);
        if let Ok(mut known) = self.known.write() {
            known.insert(Id::new(handle), found.clone());
        }
        found
    }

    fn nearest(&self, handle: &str) -> Option<String> {
        let handles = self.handles();
        crate::suggest::nearest(handle, handles.iter().map(String::as_str)).map(str::to_owned)
    }
}
