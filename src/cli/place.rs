//! Where the learning repository is: the Git repository, and the folder in it.

use std::path::{Component, Path, PathBuf};

use super::run::FOLDERS;
use super::{Common, usage};
use crate::error::Error;
use crate::record::RecordPath;
use crate::source::Repository;

/// A learning repository.
pub(super) struct Place {
    /// The Git repository.
    pub(super) repository: Repository,
    /// The learning repository's folder in it, `/` between parts; `""` for the top.
    pub(super) root: String,
}

#[allow(clippy::disallowed_methods)] // cli/ is where the process's folder is asked for
pub(super) fn here() -> Result<PathBuf, Error> {
    std::env::current_dir().map_err(|source| Error::Read { path: PathBuf::from("."), source })
}

impl Place {
    /// Finds the repository at or above `--root` or the current folder. Without `--root`, the
    /// learning repository is the nearest folder upwards that holds a policy, else the top.
    ///
    /// # Errors
    /// Where there is no repository or the folder does not exist.
    pub(super) fn find(common: &Common) -> Result<Self, Error> {
        let here = here()?;
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
        let path = here()?.join(argument);
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
