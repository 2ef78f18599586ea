//! Other people's profiles, by look-up: what a rule about one person may know of the others.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, OnceLock, RwLock};

use serde::Deserialize;

use super::aggregate::{Loaded, person};
use super::file::{File, read_file};
use crate::error::Error;
use crate::record::{Accounts, Id, Person, Profile};
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
    known: RwLock<HashMap<Id, Handle>>,
    /// Path → a profile that a look-up read, until its person is loaded; at most [`KEPT`].
    read: Mutex<HashMap<String, File>>,
    former: OnceLock<BTreeMap<Id, Id>>,
    failure: Mutex<Option<Error>>,
}

/// How many files that look-ups read wait for their people: a bound on memory, not on what is found.
const KEPT: usize = 1000;

impl People {
    /// The people of `snapshot`.
    #[must_use]
    pub fn new(snapshot: Snapshot) -> Self {
        Self {
            snapshot,
            known: RwLock::default(),
            read: Mutex::default(),
            former: OnceLock::new(),
            failure: Mutex::new(None),
        }
    }

    /// Reads `people/<handle>/` as [`load_person`](super::load_person) does, but a profile that was
    /// looked up before is not read again, and one that is read now needs no look-up.
    ///
    /// # Errors
    /// Where the snapshot cannot be read.
    pub fn load(&self, handle: &str) -> Result<Loaded<Person>, Error> {
        let loaded = person(handle, &self.snapshot, &|path, _| match self.take(&path) {
            Some(file) => Ok(Some(file)),
            None => read_file(&self.snapshot, path),
        })?;
        // Of two profiles a look-up takes this one.
        let profile = loaded.data.profile.as_ref().filter(|record| record.path.ends_with(".yaml"));
        if let Some(profile) = profile
            && let Ok(mut known) = self.known.write()
        {
            let present = || Handle::Present(Arc::new(profile.data.clone()));
            known.entry(profile.id.clone()).or_insert_with(present);
        }
        Ok(loaded)
    }

    fn take(&self, path: &str) -> Option<File> {
        self.read.lock().ok()?.remove(path)
    }

    /// Keeps what a look-up read for whoever loads the person.
    fn put(&self, path: String, file: File) {
        if let Ok(mut read) = self.read.lock()
            && read.len() < KEPT
        {
            read.insert(path, file);
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
                let Some(file) = self.keep(read_file(&self.snapshot, path.clone())) else {
                    return Handle::Broken;
                };
                let profile = file.sound().and_then(|document| Profile::deserialize(document.root()).ok());
                self.put(path, file);
                return profile.map_or(Handle::Broken, |profile| Handle::Present(Arc::new(profile)));
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

    /// The handle of the person in whose profile `is_theirs` finds their account.
    #[must_use]
    pub fn with_account(&self, is_theirs: impl Fn(&Accounts) -> bool) -> Option<String> {
        self.handles().into_iter().find(|handle| match self.read_present(handle) {
            Handle::Present(profile) => profile.accounts.as_ref().is_some_and(&is_theirs),
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
        if let Some(known) = self.known.read().ok().and_then(|known| known.get(handle).cloned()) {
            return known;
        }
        if !Id::is_valid(handle) {
            return Handle::Unknown;
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::load::load_person;
    use crate::source::{Bytes, Entry, Layer, Slot};

    const PROFILE: &str =
        "role: engineer\ntier: mid\ndiscipline: backend\nstarted: 2025-03-03\nmentors: [ben]\n";

    /// Two people: `ana` is sound, `ben` is broken. Counts how often a file is read.
    #[derive(Default)]
    struct Files(AtomicUsize);

    impl Files {
        fn entry(name: &str, kind: EntryKind) -> Slot {
            Slot::Present(Entry { name: name.as_bytes().to_vec(), kind, id: None })
        }
    }

    impl Layer for Files {
        fn list(&self, folder: &str) -> Result<Vec<Slot>, Error> {
            Ok(match folder {
                "people" => ["ana", "ben"].map(|name| Self::entry(name, EntryKind::Folder)).into(),
                "people/ana" | "people/ben" => vec![Self::entry("profile.yaml", EntryKind::File)],
                _ => Vec::new(),
            })
        }

        fn find(&self, path: &str) -> Result<Option<Slot>, Error> {
            Ok(match path {
                "people/ana" | "people/ben" => Some(Self::entry(&path[7..], EntryKind::Folder)),
                "people/ana/profile.yaml" | "people/ben/profile.yaml" => {
                    Some(Self::entry("profile.yaml", EntryKind::File))
                }
                _ => None,
            })
        }

        fn read(&self, path: &str, _: usize) -> Result<Option<Bytes>, Error> {
            self.0.fetch_add(1, Ordering::Relaxed);
            let text = if path.contains("ana") { PROFILE } else { "role: [\n" };
            Ok(Some(Bytes::Whole(text.as_bytes().to_vec())))
        }
    }

    #[test]
    fn a_profile_is_read_once_whoever_asks_first() {
        for look_up_first in [true, false] {
            let files = Arc::new(Files::default());
            let snapshot = Snapshot::new("two people", files.clone());
            let people = People::new(snapshot.clone());
            if look_up_first {
                assert!(matches!(people.look_up("ana"), Handle::Present(_)));
                assert_eq!(people.look_up("ben"), Handle::Broken);
            }
            let (ana, ben) = (people.load("ana").unwrap(), people.load("ben").unwrap());
            assert!(matches!(people.look_up("ana"), Handle::Present(_)));
            assert_eq!(files.0.load(Ordering::Relaxed), 2, "{look_up_first}");
            // What is loaded is what reading it by itself gives.
            let alone = load_person(&snapshot, "ana").unwrap();
            assert_eq!(ana.data.profile.unwrap().data, alone.data.profile.unwrap().data);
            assert!(ben.data.profile.is_none() && ben.files.len() == 1);
            assert_eq!(people.look_up("ben"), Handle::Broken);
        }
    }
}
