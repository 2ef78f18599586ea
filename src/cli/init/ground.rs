//! Where the learning repository comes to: a folder of a Git repository, or one that becomes one.

use std::path::{Component, Path, PathBuf};

use tempfile::TempDir;

use super::super::output::variable;
use super::super::place::{slashed, working_folder};
use super::super::usage;
use crate::error::Error;
use crate::forge::Kind;
use crate::forge::workflows::GITLAB_CI;
use crate::source::{Repository, Writer};

/// The folder that becomes, or is, the learning repository.
pub(super) struct Ground {
    /// The Git repository; where there is none yet, one to look at the folder with.
    pub(super) repository: Repository,
    /// The folder itself, as an absolute path without links.
    pub(super) folder: PathBuf,
    /// The folder as the person wrote it.
    pub(super) shown: String,
    /// The folder in its Git repository, `/` between parts; `""` for the top.
    pub(super) root: String,
    /// Whether the Git repository has to be made.
    pub(super) without_git: bool,
    /// Where the files of the repository to look with lie; removed with it.
    _looking: Option<[TempDir; 2]>,
}

/// Files that make a folder a learning repository.
const POLICIES: [&str; 2] = ["milepost.yaml", "milepost.yml"];

impl Ground {
    /// The folder that `argument` names; without it, the learning repository that the current folder
    /// lies in, else the current folder.
    ///
    /// # Errors
    /// Where it is no folder, or lies where no learning repository can be.
    pub(super) fn find(argument: Option<&Path>) -> Result<Self, Error> {
        let here = working_folder()?;
        let written = argument.map_or_else(|| here.clone(), |argument| here.join(argument));
        let (existing, rest) = existing(&written)?;
        // Joined with nothing, a path would end with a slash.
        let folder = rest.iter().fold(existing.clone(), |folder, part| folder.join(part));
        let shown = argument.map_or_else(|| ".".to_owned(), |argument| argument.display().to_string());
        let repository = match Repository::discover(&existing) {
            Ok(repository) => repository,
            Err(Error::NotARepository { .. }) => return Self::without_git(folder, shown, argument.is_none()),
            Err(error) => return Err(error),
        };
        let Some(top) = repository.work_dir() else {
            return Err(usage(
                format!("{} is a bare Git repository, which has no files to write", existing.display()),
                "run it in a clone of it, or name another folder: milepost init DIR",
            ));
        };
        let top = canonical(top)?;
        if !folder.starts_with(&top) {
            return Err(usage(
                format!("{} lies among the files of Git itself", folder.display()),
                "name another folder: milepost init DIR",
            ));
        }
        let holder = existing
            .ancestors()
            .take_while(|above| above.starts_with(&top))
            .find(|above| holds_policy(above));
        if holder.is_none() && argument.is_none() {
            not_home(&folder)?;
        }
        let folder = match (holder, argument) {
            (Some(holder), None) => holder.to_owned(),
            (Some(holder), Some(_)) if holder != folder => {
                return Err(usage(
                    format!("{shown} lies in a learning repository already: {}", holder.display()),
                    "run `milepost init` without a folder to complete that one",
                ));
            }
            (Some(_) | None, _) => folder.clone(),
        };
        let root = folder.strip_prefix(&top).map_or_else(|_| Ok(String::new()), slashed)?;
        if root.split('/').next() == Some(".git") {
            return Err(usage(
                format!("{} lies among the files of Git itself", folder.display()),
                "name another folder: milepost init DIR",
            ));
        }
        Ok(Self { repository, folder, shown, root, without_git: false, _looking: None })
    }

    fn without_git(folder: PathBuf, shown: String, unnamed: bool) -> Result<Self, Error> {
        if unnamed {
            not_home(&folder)?;
        }
        // It may hold the work of years: nothing is begun anew in it, and nothing of it is taken back.
        let git = folder.join(".git");
        if git.symlink_metadata().is_ok() {
            return Err(usage(
                format!("{} is there, and Git cannot read it as a repository", git.display()),
                "mend it or move it away, and run it again",
            ));
        }
        let failed =
            |source: std::io::Error| Error::Write { path: folder.clone(), source: source.kind().into() };
        let temporary = || tempfile::Builder::new().prefix("milepost-init-").tempdir().map_err(failed);
        let (git, empty) = (temporary()?, temporary()?);
        // A folder that is not there yet is as empty as one that is made.
        let seen = if folder.is_dir() { &folder } else { empty.path() };
        let repository = Writer::look_at(seen, git.path())?;
        let root = String::new();
        Ok(Self { repository, folder, shown, root, without_git: true, _looking: Some([git, empty]) })
    }

    /// The forge whose files are there already, where those of one are.
    pub(super) fn forge(&self) -> Option<Kind> {
        let files: [(Kind, &[&str]); 3] = [
            (Kind::GitHub, &[".github"]),
            (Kind::GitLab, &[".gitlab", GITLAB_CI]),
            (Kind::Forgejo, &[".forgejo", ".gitea"]),
        ];
        let is_there = |name: &&str| self.folder.join(name).exists();
        let mut kinds = files.into_iter().filter(|(_, names)| names.iter().any(is_there));
        match (kinds.next(), kinds.next()) {
            (Some((only, _)), None) => Some(only),
            (Some(_), Some(_)) | (None, _) => None,
        }
    }

    /// What the folder is called.
    pub(super) fn name(&self) -> String {
        self.folder
            .file_name()
            .map_or_else(|| "learning".to_owned(), |name| name.to_string_lossy().into_owned())
    }
}

/// Refuses the home folder, also one whose settings are kept in Git, and the top of the file system. Whoever
/// wants it there can name it.
fn not_home(folder: &Path) -> Result<(), Error> {
    let home = variable("HOME").map(PathBuf::from).and_then(|home| home.canonicalize().ok());
    if home.as_deref() != Some(folder) && folder.parent().is_some() {
        return Ok(());
    }
    Err(usage(
        "this would make your home folder a learning repository",
        "name the folder to make: milepost init learning",
    ))
}

/// The part of a path that is there, without links, and the folders that are still to be made.
fn existing(path: &Path) -> Result<(PathBuf, PathBuf), Error> {
    let refuse = |fault: &str, place: &Path| {
        usage(
            format!("{} {fault}", place.display()),
            "name a folder, or one that is not there yet: milepost init DIR",
        )
    };
    for above in path.ancestors() {
        if above.symlink_metadata().is_err() {
            continue;
        }
        match above.metadata() {
            Ok(metadata) if metadata.is_dir() => {
                let rest = path.strip_prefix(above).unwrap_or(Path::new("")).to_owned();
                let plain = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
                if !rest.components().all(plain) {
                    return Err(refuse(
                        "cannot be made: it leads upwards from a folder that is not there",
                        path,
                    ));
                }
                return Ok((canonical(above)?, rest));
            }
            Ok(_) => return Err(refuse("is a file, not a folder", above)),
            Err(_) => return Err(refuse("is a link that leads nowhere", above)),
        }
    }
    Err(Error::NotARepository { path: path.to_owned() })
}

fn holds_policy(folder: &Path) -> bool {
    POLICIES.iter().any(|name| folder.join(name).symlink_metadata().is_ok())
}

fn canonical(path: &Path) -> Result<PathBuf, Error> {
    path.canonicalize().map_err(|source| Error::Read { path: path.to_owned(), source })
}
