//! The working tree as a layer; the only reader of files.
//!
//! A path is only ever made of names that a listing of its folder gave, so nothing outside the
//! working tree, nothing behind a symbolic link and nothing in `.git` can be reached.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::change::{Change, FileState};
use super::git::{Repository, Standing, Tracking};
use super::snapshot::{Bytes, Entry, EntryKind, Layer, Slot, split_path};
use crate::error::Error;

/// Files on disk: tracked ones, and untracked ones that no ignore rule excludes. Each folder is
/// listed once and remembered.
pub(super) struct WorkingTree {
    /// Top of the working tree.
    top: PathBuf,
    /// The learning repository's folder below `top`; empty for `top` itself.
    root: String,
    tracking: Tracking,
    listings: Mutex<HashMap<String, Option<Arc<Listing>>>>,
}

/// The entries of a folder, sorted by name.
struct Listing(Vec<Entry>);

impl Listing {
    fn get(&self, name: &[u8]) -> Option<&Entry> {
        let index = self.0.binary_search_by(|entry| entry.name.as_slice().cmp(name)).ok()?;
        self.0.get(index)
    }
}

impl WorkingTree {
    /// What a person calls this state.
    pub(super) const NAME: &str = "the working tree";

    pub(super) fn open(repository: &Repository, root: &str) -> Result<Self, Error> {
        let top = repository.work_dir().ok_or_else(|| Error::Usage {
            message: "a bare repository has no working tree".into(),
            hint: "name what to look at with --head REV".into(),
        })?;
        Ok(Self {
            top: top.to_path_buf(),
            root: root.split('/').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/"),
            tracking: Tracking::open(repository)?,
            listings: Mutex::default(),
        })
    }

    /// The learning repository's folder below the top; empty for the top.
    pub(super) fn root(&self) -> &str {
        &self.root
    }

    /// What Git says of these files.
    pub(super) fn tracking(&self) -> &Tracking {
        &self.tracking
    }

    /// The path below the top of what lies at `path` below the root.
    fn below_top(&self, path: &str) -> String {
        match (self.root.as_str(), path) {
            ("", path) => path.to_owned(),
            (root, "") => root.to_owned(),
            (root, path) => format!("{root}/{path}"),
        }
    }

    /// The listing of a folder, named from the top; `None` where it is no folder of the working
    /// tree.
    fn listing(&self, path: &str) -> Result<Option<Arc<Listing>>, Error> {
        let mut listing = self.remembered("")?;
        if path.is_empty() {
            return Ok(listing);
        }
        for end in path.match_indices('/').map(|(end, _)| end).chain([path.len()]) {
            let folder = path.get(..end).unwrap_or_default();
            let name = folder.rsplit('/').next().unwrap_or_default();
            let is_folder = |parent: Arc<Listing>| {
                parent.get(name.as_bytes()).is_some_and(|entry| entry.kind == EntryKind::Folder)
            };
            if !listing.is_some_and(is_folder) {
                return Ok(None);
            }
            listing = self.remembered(folder)?;
        }
        Ok(listing)
    }

    fn remembered(&self, folder: &str) -> Result<Option<Arc<Listing>>, Error> {
        if let Some(known) = self.listings.lock().unwrap_or_else(PoisonError::into_inner).get(folder) {
            return Ok(known.clone());
        }
        let listing = self.read_folder(folder)?.map(Arc::new);
        let mut listings = self.listings.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(listings.entry(folder.to_owned()).or_insert(listing).clone())
    }

    /// Lists a folder whose path is made of names from listings.
    fn read_folder(&self, folder: &str) -> Result<Option<Listing>, Error> {
        let place = self.top.join(folder);
        let unreadable = |source| Error::Read { path: place.clone(), source };
        let reader = match fs::read_dir(&place) {
            Err(error) if is_gone(&error) => return Ok(None),
            other => other.map_err(unreadable)?,
        };
        let below = Path::new(folder);
        let mut found: Vec<(PathBuf, Entry)> = Vec::new();
        for item in reader {
            let item = item.map_err(unreadable)?;
            let name = item.file_name();
            if name.eq_ignore_ascii_case(".git") {
                continue;
            }
            let kind = match item.file_type() {
                Err(error) if is_gone(&error) => continue,
                other => kind_of(other.map_err(unreadable)?),
            };
            found.push((below.join(&name), Entry { name: bytes_of(&name), kind, id: None }));
        }
        let is_folder = |entry: &Entry| entry.kind == EntryKind::Folder;
        let entries = found.iter().map(|(path, entry)| (path.as_path(), is_folder(entry)));
        let standings = self.tracking.standing(below, entries)?;
        let mut entries: Vec<Entry> = Vec::with_capacity(found.len());
        for ((path, mut entry), standing) in found.into_iter().zip(standings) {
            match standing {
                Standing::Ignored => continue,
                Standing::Submodule => entry.kind = EntryKind::Submodule,
                // A repository of its own, such as a clone made inside this one.
                Standing::Untracked if is_folder(&entry) && self.top.join(path).join(".git").exists() => {
                    entry.kind = EntryKind::Submodule;
                }
                Standing::Untracked | Standing::Tracked => {}
            }
            entries.push(entry);
        }
        entries.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        Ok(Some(Listing(entries)))
    }

    /// The entry at `path`, named from the top.
    fn entry(&self, path: &str) -> Result<Option<Entry>, Error> {
        let Some((folder, name)) = split_path(path) else {
            return Ok(None);
        };
        Ok(self.listing(folder)?.and_then(|listing| listing.get(name.as_bytes()).cloned()))
    }

    /// What stands at `path` below the root, its content named as Git would name it.
    pub(super) fn state(&self, path: &str) -> Result<Option<FileState>, Error> {
        let Some(entry) = self.entry(&self.below_top(path))? else {
            return Ok(None);
        };
        let id = match entry.kind {
            EntryKind::Folder => return Ok(None),
            EntryKind::File => match self.read(path, Change::MAX_READ)? {
                None => return Ok(None),
                Some(Bytes::Whole(bytes)) => Repository::content_id(&bytes),
                Some(Bytes::TooLarge(_)) => FileState::UNREAD,
            },
            EntryKind::Symlink | EntryKind::Submodule | EntryKind::Other => FileState::UNREAD,
        };
        Ok(Some(FileState { kind: entry.kind, id }))
    }
}

impl Layer for WorkingTree {
    fn list(&self, folder: &str) -> Result<Vec<Slot>, Error> {
        let listing = self.listing(&self.below_top(folder))?;
        Ok(listing.map(|it| it.0.iter().cloned().map(Slot::Present).collect()).unwrap_or_default())
    }

    fn find(&self, path: &str) -> Result<Option<Slot>, Error> {
        Ok(self.entry(&self.below_top(path))?.map(Slot::Present))
    }

    fn read(&self, path: &str, limit: usize) -> Result<Option<Bytes>, Error> {
        let path = self.below_top(path);
        match self.entry(&path)? {
            Some(entry) if entry.kind == EntryKind::File => read_file(&self.top.join(path), limit),
            Some(_) | None => Ok(None),
        }
    }
}

/// Reads a regular file, its size asked first; `None` where it has vanished meanwhile.
fn read_file(path: &Path, limit: usize) -> Result<Option<Bytes>, Error> {
    let unreadable = |source| Error::Read { path: path.to_path_buf(), source };
    let file = match fs::File::open(path) {
        Err(error) if is_gone(&error) => return Ok(None),
        other => other.map_err(unreadable)?,
    };
    let size = file.metadata().map_err(unreadable)?.len();
    if size > limit as u64 {
        return Ok(Some(Bytes::TooLarge(size)));
    }
    let mut bytes = Vec::with_capacity(size as usize + 1);
    // It may have grown since.
    file.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(Some(if bytes.len() > limit { Bytes::TooLarge(bytes.len() as u64) } else { Bytes::Whole(bytes) }))
}

/// Whether a file or folder vanished between its listing and now, or became something else.
fn is_gone(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

fn kind_of(kind: fs::FileType) -> EntryKind {
    if kind.is_symlink() {
        EntryKind::Symlink
    } else if kind.is_dir() {
        EntryKind::Folder
    } else if kind.is_file() {
        EntryKind::File
    } else {
        EntryKind::Other
    }
}

/// A name as Git would store it.
fn bytes_of(name: &OsStr) -> Vec<u8> {
    #[cfg(unix)]
    return std::os::unix::ffi::OsStrExt::as_bytes(name).to_vec();
    #[cfg(not(unix))]
    return name.to_string_lossy().into_owned().into_bytes();
}
