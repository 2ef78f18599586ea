//! Where the learning repository is: the Git repository, and the folder in it.

use std::path::{Component, Path, PathBuf};

use super::files;
use super::run::FOLDERS;
use super::{Common, usage};
use crate::error::Error;
use crate::record::RecordPath;
use crate::source::{Repository, user_setting_path};

/// A learning repository.
pub(super) struct Place {
    /// The Git repository.
    pub(super) repository: Repository,
    /// The learning repository's folder in it, `/` between parts; `""` for the top.
    pub(super) root: String,
}

#[allow(clippy::disallowed_methods)] // cli/ is where the process's folder is asked for
/// The folder in which the program was started.
///
/// # Errors
/// Where it is gone.
pub(super) fn working_folder() -> Result<PathBuf, Error> {
    std::env::current_dir().map_err(|source| Error::Read { path: PathBuf::from("."), source })
}

impl Place {
    /// Finds the repository at or above `--root` or the current folder. Without `--root`, the
    /// learning repository is the nearest folder upwards that holds a policy, else the top.
    ///
    /// # Errors
    /// Where there is no repository or the folder does not exist.
    pub(super) fn find(common: &Common) -> Result<Self, Error> {
        let here = working_folder()?;
        let start = common.root.as_ref().map_or_else(|| here.clone(), |root| here.join(root));
        // In a bare repository the folder exists in its trees only.
        let Some(existing) = start.ancestors().find(|folder| folder.is_dir()) else {
            return Err(Error::NotARepository { path: start });
        };
        let missing = || {
            let fault = if start.exists() { "is no folder" } else { "does not exist" };
            usage(
                format!("the folder given with --root {fault}: {}", start.display()),
                "name the folder that holds milepost.yaml",
            )
        };
        let repository = match Repository::discover(existing) {
            Err(Error::NotARepository { .. }) if existing != start => return Err(missing()),
            found => found?,
        };
        let Some(top) = repository.work_dir() else {
            let root = common.root.as_deref().map(slashed).transpose()?.unwrap_or_default();
            return Ok(Self { repository, root });
        };
        if existing != start {
            return Err(missing());
        }
        let top = canonical(top)?;
        let start = canonical(&start)?;
        let folder = match &common.root {
            Some(_) => start,
            None => start
                .ancestors()
                .take_while(|folder| folder.starts_with(&top))
                .find(|folder| {
                    folder.join("milepost.yaml").is_file() || folder.join("milepost.yml").is_file()
                })
                .unwrap_or(&top)
                .to_owned(),
        };
        let root = folder.strip_prefix(&top).map_or_else(|_| Ok(String::new()), slashed)?;
        Ok(Self { repository, root })
    }

    /// As [`Place::find`]; where the current folder is not in a learning repository, the one that Git's
    /// setting `milepost.repository` names, so that records can be written from the repository of the
    /// work.
    ///
    /// # Errors
    /// As [`Place::find`].
    pub(super) fn for_writing(common: &Common) -> Result<Self, Error> {
        if common.root.is_some() {
            return Self::find(common);
        }
        let here = Self::find(common);
        let has_policy = |place: &Self| {
            let folder = place.repository.work_dir().map(|top| top.join(&place.root));
            folder.is_none_or(|folder| {
                folder.join("milepost.yaml").is_file() || folder.join("milepost.yml").is_file()
            })
        };
        if here.as_ref().is_ok_and(has_policy) {
            return here;
        }
        let setting = "milepost.repository";
        let named = match &here {
            Ok(place) => place.repository.setting_path(setting),
            Err(_) => user_setting_path(setting),
        };
        match named {
            Some(folder) => Self::find(&Common { root: Some(folder), ..common.clone() }),
            None => here,
        }
    }

    /// Paths (relative to the learning repository) as the person would type them: relative to the
    /// current folder; where that lies outside of the working tree, relative to its top, which comes
    /// first then.
    #[must_use]
    pub(super) fn as_typed(&self, top: &Path, paths: &[String]) -> (Option<String>, Vec<String>) {
        let below = |path: &String| match self.root.as_str() {
            "" => path.clone(),
            root => format!("{root}/{path}"),
        };
        let inside = || {
            let (top, here) = (canonical(top).ok()?, canonical(&working_folder().ok()?).ok()?);
            slashed(here.strip_prefix(&top).ok()?).ok()
        };
        match inside() {
            Some(folder) => (None, paths.iter().map(|path| from_folder(&folder, &below(path))).collect()),
            None => (Some(top.display().to_string()), paths.iter().map(below).collect()),
        }
    }

    /// The top of the working tree.
    ///
    /// # Errors
    /// Where there is none.
    pub(super) fn top(&self) -> Result<&Path, Error> {
        self.repository.work_dir().ok_or_else(|| {
            usage(
                "this is a bare repository: it has no working tree to write to",
                "run it in a clone: `git clone URL`, or name one with --root DIR",
            )
        })
    }

    /// Where the file at `path` (relative to the learning repository) lies on disk, to be written.
    ///
    /// # Errors
    /// As [`files::below`]: nothing is written through a link.
    pub(super) fn to_write(&self, path: &str) -> Result<PathBuf, Error> {
        files::below(self.top()?, &format!("{}/{path}", self.root))
    }

    /// Refuses a place for results where a record lies or belongs: no record is ever overwritten.
    ///
    /// # Errors
    /// Where it is one.
    pub(super) fn not_a_record(&self, path: &Path) -> Result<(), Error> {
        let Ok(relative) = self.relative(path) else { return Ok(()) };
        if RecordPath::parse(&relative).is_err() {
            return Ok(());
        }
        Err(usage(
            format!("{} is the place of a record, and no record is ever overwritten", path.display()),
            "name another file with --output",
        ))
    }

    /// Refuses a folder for results among the folders of records, or in Git's own.
    ///
    /// # Errors
    /// Where it lies there.
    pub(super) fn not_among_records(&self, folder: &Path) -> Result<(), Error> {
        let relative = self.relative(folder).unwrap_or_default();
        let first = relative.split('/').next().unwrap_or_default();
        if !FOLDERS.contains(&first) && first != ".git" {
            return Ok(());
        }
        Err(usage(
            format!("{} lies in `{first}/`, which holds nothing but what belongs there", folder.display()),
            "name a folder beside it",
        ))
    }

    /// A path argument, relative to the learning repository's root.
    ///
    /// # Errors
    /// Where it lies outside.
    pub(super) fn relative(&self, argument: &Path) -> Result<String, Error> {
        let Some(top) = self.repository.work_dir() else { return slashed(argument) };
        let root = canonical(top)?.join(&self.root);
        let path = working_folder()?.join(argument);
        // The file may exist in a revision only, so no more than its folder is asked for.
        let path = canonical(&path).unwrap_or_else(|_| without_dots(&path));
        let Ok(relative) = path.strip_prefix(&root) else {
            return Err(usage(
                format!("{} lies outside the learning repository", argument.display()),
                format!("name a file or folder below {}", root.display().to_string().trim_end_matches('/')),
            ));
        };
        slashed(relative)
    }
}

/// `path` as it is called in `folder`, both relative to one top.
fn from_folder(folder: &str, path: &str) -> String {
    let folders: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let parts: Vec<&str> = path.split('/').collect();
    let shared = folders.iter().zip(&parts).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", folders.len() - shared);
    up.chain(parts.into_iter().skip(shared)).collect::<Vec<_>>().join("/")
}

fn canonical(path: &Path) -> Result<PathBuf, Error> {
    path.canonicalize().map_err(|source| Error::Read { path: path.to_owned(), source })
}

/// A path without `.` and `..`, where it cannot be asked what they lead to.
fn without_dots(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            Component::Normal(_) | Component::RootDir | Component::Prefix(_) => plain.push(part),
        }
    }
    plain
}

/// A relative path as Git writes it.
///
/// # Errors
/// Where it leads upwards or out of the repository.
pub(super) fn slashed(path: &Path) -> Result<String, Error> {
    let mut parts = Vec::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::Normal(name) if name.to_str().is_some() => parts.extend(name.to_str()),
            Component::Normal(_) | Component::ParentDir | Component::RootDir | Component::Prefix(_) => {
                return Err(usage(
                    format!("{} cannot be used as a path in the repository", path.display()),
                    "write it relative to the learning repository, without `..`",
                ));
            }
        }
    }
    Ok(parts.join("/"))
}
