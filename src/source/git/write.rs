//! Making repositories: commits, branches and a checkout, for sample data. The only code here that
//! writes.

use std::cell::RefCell;
use std::path::Path;

use git2::build::CheckoutBuilder;
use git2::{ErrorCode, FileMode, Index, IndexEntry, IndexTime, RepositoryInitOptions, Signature, Time};

use super::{Repository, failed, from_oid, object_error, oid, set_library_options};
use crate::error::Error;
use crate::source::snapshot::ObjectId;

/// Makes a repository and commits to it. The same input gives the same commit ids everywhere: who
/// and when come from the caller, never from the machine's settings or clock.
pub struct Writer {
    handle: git2::Repository,
    /// The index of the tree that was written last. It knows which folders have not changed since,
    /// so a commit that follows reads and writes only those on the way to its own files.
    last: RefCell<Option<(git2::Oid, Index)>>,
}

/// Who committed, and when. Author and committer are the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// Seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    /// What local clocks were ahead of UTC, in minutes.
    pub offset_minutes: i32,
}

/// What a [`Writer`] commits.
#[derive(Clone, Debug)]
pub struct NewCommit<'a> {
    /// The commits that this one follows. Files are those of the first parent, but for `files`.
    pub parents: &'a [ObjectId],
    /// Who and when.
    pub author: &'a Author,
    /// The message; a line end is added where it has none.
    pub message: &'a str,
    /// Path and content of each file that changes; `None` removes it.
    pub files: &'a [(&'a str, Option<&'a [u8]>)],
}

impl Writer {
    /// The branch that [`Writer::create`] begins with.
    pub const MAIN: &str = "main";

    /// An empty repository with a working tree at `path`, on the branch `main`.
    ///
    /// # Errors
    /// [`Error::Usage`] where there is a repository already; [`Error::Git`] where the folder cannot
    /// be made.
    pub fn create(path: &Path) -> Result<Self, Error> {
        set_library_options();
        let mut options = RepositoryInitOptions::new();
        options.initial_head(Self::MAIN).no_reinit(true).mkpath(true).external_template(false);
        let handle = git2::Repository::init_opts(path, &options).map_err(|error| {
            let place = path.display();
            if error.code() == ErrorCode::Exists {
                Error::Usage {
                    message: format!("there is a Git repository at {place} already"),
                    hint: "name a folder that does not exist yet".into(),
                }
            } else {
                failed(format!("make a repository at {place}"), &error)
            }
        })?;
        Ok(Self { handle, last: RefCell::new(None) })
    }

    /// A repository without a commit whose own files lie in `git_folder` and whose working tree is
    /// `work_folder`, in which nothing is written: to look at a folder as it would be with Git.
    ///
    /// # Errors
    /// [`Error::Git`] where `git_folder` cannot be made.
    pub fn look_at(work_folder: &Path, git_folder: &Path) -> Result<Repository, Error> {
        set_library_options();
        let explain = |error: git2::Error| failed(format!("look at {}", work_folder.display()), &error);
        let mut options = RepositoryInitOptions::new();
        options.bare(true).initial_head(Self::MAIN).mkpath(true).external_template(false);
        let handle = git2::Repository::init_opts(git_folder, &options).map_err(explain)?;
        let mut config = handle
            .config()
            .and_then(|config| config.open_level(git2::ConfigLevel::Local))
            .map_err(explain)?;
        let place = work_folder.to_str().ok_or_else(|| Error::Usage {
            message: format!("the name of {} is not UTF-8", work_folder.display()),
            hint: "use a folder with another name".into(),
        })?;
        config.set_bool("core.bare", false).map_err(explain)?;
        config.set_str("core.worktree", place).map_err(explain)?;
        let handle = git2::Repository::open(git_folder).map_err(explain)?;
        Ok(Repository::around(handle))
    }

    /// Writes a commit, on no branch as yet; its id.
    ///
    /// # Errors
    /// [`Error::Git`] where a path is no path that Git would take, where a file to remove is not
    /// there, or where the repository cannot be written.
    pub fn commit(&self, new: &NewCommit<'_>) -> Result<ObjectId, Error> {
        let explain = |error: git2::Error| failed("write a commit", &error);
        let mut parents = Vec::new();
        for id in new.parents {
            let purpose = || "a parent of a new commit".to_owned();
            let commit = self.handle.find_commit(oid(*id));
            parents.push(commit.map_err(|error| object_error(*id, purpose, &error))?);
        }
        let mut index = self.index_of(parents.first()).map_err(explain)?;
        for (path, content) in new.files {
            if path.split('/').any(str::is_empty) {
                let message = "a path has names between single slashes and begins with a name".into();
                return Err(Error::Git { action: format!("commit `{path}`"), message });
            }
            let done = match content {
                Some(content) => self.handle.blob(content).and_then(|id| index.add(&entry(path, id))),
                None => index.remove(Path::new(path), 0),
            };
            done.map_err(|error| failed(format!("commit `{path}`"), &error))?;
        }
        let id = index.write_tree_to(&self.handle).map_err(explain)?;
        self.last.replace(Some((id, index)));
        let tree = self.handle.find_tree(id).map_err(explain)?;
        let time = Time::new(new.author.seconds, new.author.offset_minutes);
        let who = Signature::new(&new.author.name, &new.author.email, &time).map_err(explain)?;
        let end = if new.message.ends_with('\n') { "" } else { "\n" };
        let message = format!("{}{end}", new.message);
        let parents: Vec<_> = parents.iter().collect();
        let id = self.handle.commit(None, &who, &who, &message, &tree, &parents).map_err(explain)?;
        Ok(from_oid(id))
    }

    /// The files of a commit, or none, as an index.
    fn index_of(&self, commit: Option<&git2::Commit<'_>>) -> Result<Index, git2::Error> {
        let Some(commit) = commit else { return Index::new() };
        match self.last.take() {
            Some((tree, index)) if tree == commit.tree_id() => Ok(index),
            _ => {
                let mut index = Index::new()?;
                index.read_tree(&commit.tree()?)?;
                Ok(index)
            }
        }
    }

    /// Makes the branch `name` point to `commit`, whether or not it exists.
    ///
    /// # Errors
    /// [`Error::Git`] where the name or the commit will not do.
    pub fn set_branch(&self, name: &str, commit: ObjectId) -> Result<(), Error> {
        let reference = format!("refs/heads/{name}");
        self.handle
            .reference(&reference, oid(commit), true, "branch: made by milepost")
            .map_err(|error| failed(format!("set the branch {name}"), &error))?;
        Ok(())
    }

    /// Goes to the branch `name`: the working tree becomes its state. Files of the working tree
    /// that are not committed are overwritten where they are in the way.
    ///
    /// # Errors
    /// [`Error::Git`] where there is no such branch or the files cannot be written.
    pub fn check_out(&self, name: &str) -> Result<(), Error> {
        let explain = |error: git2::Error| failed(format!("check out the branch {name}"), &error);
        let reference = format!("refs/heads/{name}");
        let commit = self.handle.find_reference(&reference).and_then(|it| it.peel_to_commit());
        let commit = commit.map_err(explain)?;
        let mut options = CheckoutBuilder::new();
        options.force();
        self.handle.checkout_tree(commit.as_object(), Some(&mut options)).map_err(explain)?;
        self.handle.set_head(&reference).map_err(explain)
    }

    /// What was made, for reading.
    #[must_use]
    pub fn into_repository(self) -> Repository {
        Repository::around(self.handle)
    }
}

fn entry(path: &str, id: git2::Oid) -> IndexEntry {
    let never = IndexTime::new(0, 0);
    IndexEntry {
        ctime: never,
        mtime: never,
        dev: 0,
        ino: 0,
        mode: u32::from(FileMode::Blob),
        uid: 0,
        gid: 0,
        file_size: 0,
        id,
        flags: 0,
        flags_extended: 0,
        path: path.into(),
    }
}
