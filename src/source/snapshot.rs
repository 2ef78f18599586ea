//! One state of the learning repository: a stack of layers, the upper hiding what lies below.
//!
//! A layer is a Git tree, a working tree, or a set of changes laid over another layer. Paths are
//! relative to the learning repository's root, parts joined by `/`; the root itself is `""`.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::error::Error;

/// The name that Git gives to a content (SHA-1 of a blob or tree).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(pub [u8; 20]);

impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What an entry of a folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    /// A folder.
    Folder,
    /// A regular file (mode 100644 or 100755).
    File,
    /// A symbolic link; never followed.
    Symlink,
    /// A submodule or a repository inside the working tree; never opened.
    Submodule,
    /// Anything else: a device, a pipe, an unknown mode; never opened.
    Other,
}

/// One name in a folder. Names are bytes: Git allows any but NUL and `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name within its folder.
    pub name: Vec<u8>,
    /// What it is.
    pub kind: EntryKind,
    /// The content's Git name, where the layer knows it without reading.
    pub id: Option<ObjectId>,
}

/// What one layer says of a name: that it is this, or that it is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The name is this entry, whatever lies below. Folders are merged with those below.
    Present(Entry),
    /// The name is gone, whatever lies below.
    Removed(Vec<u8>),
}

impl Slot {
    /// The name that this slot speaks of.
    #[must_use]
    pub fn name(&self) -> &[u8] {
        match self {
            Self::Present(entry) => &entry.name,
            Self::Removed(name) => name,
        }
    }
}

/// A file's content, or its size where that is over the limit asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bytes {
    /// The content.
    Whole(Vec<u8>),
    /// Not read: the content has this many bytes.
    TooLarge(u64),
}

/// The folder and the name of `path`; `None` where it begins with a slash, so that nothing has two
/// paths.
pub(super) fn split_path(path: &str) -> Option<(&str, &str)> {
    match path.rsplit_once('/') {
        Some(("", _)) => None,
        Some(parts) => Some(parts),
        None => Some(("", path)),
    }
}

/// One layer of a [`Snapshot`]. Safe to use from several threads at once.
pub trait Layer: Send + Sync {
    /// What this layer says of the names in `folder`, sorted by name; empty where it says nothing.
    ///
    /// # Errors
    /// Where the folder's listing cannot be read at all.
    fn list(&self, folder: &str) -> Result<Vec<Slot>, Error>;

    /// What this layer says of one path; `None` where it says nothing. Costs a look-up, no scan.
    ///
    /// # Errors
    /// Where a folder on the way cannot be read.
    fn find(&self, path: &str) -> Result<Option<Slot>, Error>;

    /// The content of the regular file at `path`, asking its size first. `None` where this layer
    /// has no such file.
    ///
    /// # Errors
    /// Where the content is there but cannot be read.
    fn read(&self, path: &str, limit: usize) -> Result<Option<Bytes>, Error>;
}

/// One state of the learning repository, read-only: a stack of layers.
#[derive(Clone)]
pub struct Snapshot {
    /// What a person calls this state: a revision as written, or "the working tree".
    name: String,
    /// Uppermost first.
    layers: Vec<Arc<dyn Layer>>,
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Snapshot").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Snapshot {
    /// A stack of one layer.
    #[must_use]
    pub fn new(name: impl Into<String>, layer: Arc<dyn Layer>) -> Self {
        Self { name: name.into(), layers: vec![layer] }
    }

    /// This state with `layer` laid over it.
    #[must_use]
    pub fn under(&self, name: impl Into<String>, layer: Arc<dyn Layer>) -> Self {
        let layers = std::iter::once(layer).chain(self.layers.iter().cloned()).collect();
        Self { name: name.into(), layers }
    }

    /// What a person calls this state.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The entries of `folder`, sorted by name. A folder whose every file is gone may still be
    /// listed in its parent; its own listing is then empty.
    ///
    /// # Errors
    /// Where a layer cannot be read.
    pub fn list(&self, folder: &str) -> Result<Vec<Entry>, Error> {
        if let [layer] = self.layers.as_slice() {
            return Ok(layer
                .list(folder)?
                .into_iter()
                .filter_map(|slot| match slot {
                    Slot::Present(entry) => Some(entry),
                    Slot::Removed(_) => None,
                })
                .collect());
        }
        let mut names: BTreeMap<Vec<u8>, Slot> = BTreeMap::new();
        for layer in &self.layers {
            for slot in layer.list(folder)? {
                names.entry(slot.name().to_vec()).or_insert(slot);
            }
            if matches!(layer.find(folder)?, Some(Slot::Removed(_))) {
                break;
            }
        }
        Ok(names
            .into_values()
            .filter_map(|slot| match slot {
                Slot::Present(entry) => Some(entry),
                Slot::Removed(_) => None,
            })
            .collect())
    }

    /// What stands at `path`; `None` where nothing does.
    ///
    /// # Errors
    /// Where a layer cannot be read.
    pub fn find(&self, path: &str) -> Result<Option<Entry>, Error> {
        for layer in &self.layers {
            match layer.find(path)? {
                Some(Slot::Present(entry)) => return Ok(Some(entry)),
                Some(Slot::Removed(_)) => return Ok(None),
                None => {}
            }
        }
        Ok(None)
    }

    /// The content of the regular file at `path`; `None` where there is none.
    ///
    /// # Errors
    /// Where the content is there but cannot be read.
    pub fn read(&self, path: &str, limit: usize) -> Result<Option<Bytes>, Error> {
        for layer in &self.layers {
            match layer.find(path)? {
                Some(Slot::Present(entry)) if entry.kind == EntryKind::File => {
                    return layer.read(path, limit);
                }
                Some(_) => return Ok(None),
                None => {}
            }
        }
        Ok(None)
    }
}
