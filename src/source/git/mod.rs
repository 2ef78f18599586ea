//! The only room that names git2: opening a repository, and what its objects say.
//!
//! `revision` names commits, `tree` reads folders, `tracking` asks about the working tree, `compare`
//! says what differs and `beside` what does outside of the learning repository, `history` what each
//! commit of a branch altered, `merge` merges one file's content, `lines` says which of its lines differ,
//! `condition` says what state the clone is in, `unmerged` what a half-finished merge leaves, `upstream`
//! where its changes go, `work` what a commit says of somebody's work, `write` makes repositories. Nothing
//! here knows what a record is, and nothing from a tree is ever joined to a file-system path.

mod beside;
mod compare;
mod condition;
mod history;
mod lines;
mod merge;
mod revision;
mod tracking;
mod tree;
mod unmerged;
mod upstream;
mod work;
mod write;

pub use compare::Head;
pub use history::{At, History, HistoryEnd, OnDay, Step, Timeline};
pub use lines::changed_lines;
pub use revision::Revision;
pub use work::Description;
pub use write::{Author, NewCommit, Writer};

pub(super) use merge::merge_contents;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, Once, PoisonError};

use git2::{ErrorCode, ObjectType, Oid};

use super::snapshot::{Bytes, ObjectId, Snapshot};
use super::worktree::WorkingTree;
use crate::error::Error;
use tree::{FolderCache, GitTree};

pub(super) use tracking::{Standing, Tracking};

/// A Git repository, open for reading from several threads at once. Cloning shares it.
#[derive(Clone)]
pub struct Repository(Arc<Shared>);

struct Shared {
    /// What is opened again for each further thread.
    location: PathBuf,
    work_dir: Option<PathBuf>,
    /// Handles that nobody uses just now: one handle serves one thread at a time.
    handles: Mutex<Vec<git2::Repository>>,
    folders: FolderCache,
}

impl std::fmt::Debug for Repository {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Repository").field(&self.0.location).finish()
    }
}

impl Repository {
    /// The repository at `from` or the nearest folder above: a clone, a linked worktree or a bare
    /// repository.
    ///
    /// # Errors
    /// [`Error::NotARepository`], [`Error::UnsupportedRepository`] for SHA-256 repositories, and
    /// [`Error::Usage`] where Git would refuse because the folder belongs to somebody else.
    pub fn discover(from: &Path) -> Result<Self, Error> {
        set_library_options();
        let no_ceiling: [&std::ffi::OsStr; 0] = [];
        let flags = git2::RepositoryOpenFlags::empty();
        let handle =
            git2::Repository::open_ext(from, flags, no_ceiling).map_err(|error| cannot_open(from, &error))?;
        Ok(Self::around(handle))
    }

    pub(super) fn around(handle: git2::Repository) -> Self {
        let work_dir = handle.workdir().map(Path::to_path_buf);
        let location = handle.path().to_path_buf();
        Self(Arc::new(Shared {
            location,
            work_dir,
            handles: Mutex::new(vec![handle]),
            folders: FolderCache::default(),
        }))
    }

    /// The folder that holds the working tree; `None` for a bare repository.
    #[must_use]
    pub fn work_dir(&self) -> Option<&Path> {
        self.0.work_dir.as_deref()
    }

    /// The state of the learning repository at `revision`. `root` is its folder in the tree, `""`
    /// for the top; a folder that is not there gives an empty state.
    ///
    /// # Errors
    /// [`Error::MissingObject`] where a folder on the way to `root` is not in the clone.
    pub fn snapshot(&self, revision: &Revision, root: &str) -> Result<Snapshot, Error> {
        Ok(self.tree_snapshot(self.tree_at(revision, root)?, &revision.name))
    }

    fn tree_snapshot(&self, tree: Option<ObjectId>, name: &str) -> Snapshot {
        Snapshot::new(name, Arc::new(GitTree::new(self.clone(), tree, name)))
    }

    /// What is on disk: tracked files, and untracked ones that no `.gitignore` excludes.
    ///
    /// # Errors
    /// [`Error::Usage`] for a bare repository.
    pub fn working_tree(&self, root: &str) -> Result<Snapshot, Error> {
        Ok(Snapshot::new(WorkingTree::NAME, Arc::new(WorkingTree::open(self, root)?)))
    }

    /// The name that Git gives to a file with these bytes.
    #[must_use]
    pub fn content_id(bytes: &[u8]) -> ObjectId {
        // Hashing memory cannot fail; the zero id names no content.
        Oid::hash_object(ObjectType::Blob, bytes).map_or(ObjectId([0; 20]), from_oid)
    }

    /// The value of a Git setting such as `user.email`, as `git config` would give it here.
    #[must_use]
    pub fn setting(&self, name: &str) -> Option<String> {
        self.with(|handle| {
            Ok(handle.config().and_then(|mut config| config.snapshot()?.get_string(name)).ok())
        })
        .ok()
        .flatten()
        .filter(|value| !value.is_empty())
    }

    /// As [`Repository::setting`], for a path; `~` stands for the home folder, as in Git.
    #[must_use]
    pub fn setting_path(&self, name: &str) -> Option<PathBuf> {
        self.with(|handle| Ok(handle.config().and_then(|mut config| config.snapshot()?.get_path(name)).ok()))
            .ok()
            .flatten()
            .filter(|path| !path.as_os_str().is_empty())
    }

    /// Runs `work` with a handle that no other thread uses meanwhile.
    pub(super) fn with<T>(
        &self,
        work: impl FnOnce(&git2::Repository) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let idle = self.0.handles.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let handle = match idle {
            Some(handle) => handle,
            None => self.open_again()?,
        };
        let result = work(&handle);
        self.0.handles.lock().unwrap_or_else(PoisonError::into_inner).push(handle);
        result
    }

    /// A handle of the caller's own.
    pub(super) fn open_again(&self) -> Result<git2::Repository, Error> {
        git2::Repository::open(&self.0.location).map_err(|error| cannot_open(&self.0.location, &error))
    }

    /// The content of blob `id`, asking its size first. `purpose` says what it is wanted for.
    pub(super) fn blob(
        &self,
        id: ObjectId,
        limit: usize,
        purpose: impl Fn() -> String,
    ) -> Result<Bytes, Error> {
        self.with(|handle| {
            let odb = handle.odb().map_err(|error| failed("open the object store", &error))?;
            let unreadable = |error: git2::Error| object_error(id, &purpose, &error);
            let (size, _) = odb.read_header(oid(id)).map_err(unreadable)?;
            if size > limit {
                return Ok(Bytes::TooLarge(size as u64));
            }
            let object = odb.read(oid(id)).map_err(unreadable)?;
            Ok(Bytes::Whole(object.data().to_vec()))
        })
    }
}

/// The value of a path among the person's own Git settings, where there is no repository at hand.
#[must_use]
pub fn user_setting_path(name: &str) -> Option<PathBuf> {
    let mut config = git2::Config::open_default().ok()?;
    let path = config.snapshot().ok()?.get_path(name).ok()?;
    Some(path).filter(|path| !path.as_os_str().is_empty())
}

/// Process-wide options of the library, set before the first repository is opened.
fn set_library_options() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Every blob is read once and every folder is kept by `FolderCache`: the library's own
        // cache would only hold a second copy of them.
        git2::opts::enable_caching(false);
        // As `git` does: an object was hashed when it was fetched. Hashing it again at each reading
        // was about a tenth of a full check, and an eighth of a small change among 10,000 people.
        git2::opts::strict_hash_verification(false);
    });
}

pub(super) fn oid(id: ObjectId) -> Oid {
    // Twenty bytes are always an id.
    Oid::from_bytes(&id.0).unwrap_or(Oid::ZERO_SHA1)
}

pub(super) fn from_oid(oid: Oid) -> ObjectId {
    let mut id = [0; 20];
    for (to, from) in id.iter_mut().zip(oid.as_bytes()) {
        *to = *from;
    }
    ObjectId(id)
}

/// An error of the library that has no variant of its own.
pub(super) fn failed(action: impl Into<String>, error: &git2::Error) -> Error {
    Error::Git { action: action.into(), message: error.message().to_owned() }
}

/// Why object `id` could not be read.
pub(super) fn object_error(id: ObjectId, purpose: impl Fn() -> String, error: &git2::Error) -> Error {
    if error.code() == ErrorCode::NotFound {
        Error::MissingObject { object: id.to_string(), purpose: purpose() }
    } else {
        failed(format!("read object {id}, needed for {}", purpose()), error)
    }
}

fn cannot_open(from: &Path, error: &git2::Error) -> Error {
    let code = error.code();
    if code == ErrorCode::NotFound {
        return Error::NotARepository { path: from.to_path_buf() };
    }
    if code == ErrorCode::Owner {
        let place = from.display();
        return Error::Usage {
            message: format!("the repository at {place} belongs to another user, so Git refuses to read it"),
            hint: format!("if you trust it: `git config --global --add safe.directory {place}`"),
        };
    }
    match object_format(from) {
        Some(format) if !format.eq_ignore_ascii_case("sha1") => {
            Error::UnsupportedRepository { path: from.to_path_buf(), format }
        }
        Some(_) | None => failed(format!("open the repository at {}", from.display()), error),
    }
}

/// `extensions.objectFormat` of a repository that the library would not open.
fn object_format(from: &Path) -> Option<String> {
    let no_ceiling: [&std::ffi::OsStr; 0] = [];
    let git_dir = git2::Repository::discover_path(from, no_ceiling).ok()?;
    // In a linked worktree the settings lie two folders up: `<common>/worktrees/<name>`.
    let common = git_dir.parent().and_then(Path::parent);
    [Some(git_dir.as_path()), common]
        .into_iter()
        .flatten()
        .filter_map(|folder| git2::Config::open(&folder.join("config")).ok())
        .find_map(|mut config| config.snapshot().ok()?.get_string("extensions.objectformat").ok())
}
