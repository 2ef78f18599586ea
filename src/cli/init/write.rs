//! Writing the planned files: all of them or none.
//!
//! Everything is written to a temporary folder beside first, where a full disk or a folder that may
//! not be written is found out; then each file is moved to its place, never over another. Where that
//! fails, what was moved is taken back.

use std::fs;
use std::io::{Error as IoError, ErrorKind};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::super::files::ordinary;
use super::super::interrupt::Unfinished;
use super::super::usage;
use super::ground::Ground;
use super::plan::Planned;
use crate::error::Error;
use crate::source::Writer;

/// What stands at `path` below `folder`, or at a place of `also`, if anything: its path. Names are
/// compared without regard to letter case, as some file systems and forges do; in `also`, a `*` at the
/// end stands for any end, and a name without a folder lies in that of `path`.
///
/// # Errors
/// Where a folder is needed and something else stands there, or a folder stands where the file belongs.
pub(super) fn standing(folder: &Path, path: &str, also: &[&str]) -> Result<Option<String>, Error> {
    unobstructed(folder, path)?;
    let own = path.rsplit_once('/').map_or("", |(own, _)| own);
    for place in std::iter::once(path).chain(also.iter().copied()) {
        let (below, name) = place.rsplit_once('/').unwrap_or((own, place));
        let (stem, any_end) = name.strip_suffix('*').map_or((name, false), |stem| (stem, true));
        let Ok(entries) = fs::read_dir(folder.join(below)) else { continue };
        for entry in entries.flatten() {
            let Ok(found) = entry.file_name().into_string() else { continue };
            let start = found.get(..stem.len()).filter(|_| any_end || found.len() == stem.len());
            if start.is_some_and(|start| start.eq_ignore_ascii_case(stem)) {
                let slash = if below.is_empty() { "" } else { "/" };
                return Ok(Some(format!("{below}{slash}{found}")));
            }
        }
    }
    Ok(None)
}

/// Refuses a path through anything but real folders.
fn unobstructed(folder: &Path, path: &str) -> Result<(), Error> {
    let mut place = folder.to_owned();
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next() {
        place.push(part);
        let Ok(metadata) = place.symlink_metadata() else { return Ok(()) };
        let shown = || place.strip_prefix(folder).unwrap_or(&place).display();
        let fault = match (parts.peek(), metadata.is_dir()) {
            (Some(_), true) => continue,
            (None, false) => return Ok(()),
            (None, true) => format!("{} is a folder, and a file belongs there", shown()),
            (Some(_), false) if metadata.is_symlink() => {
                format!("{} is a symbolic link, and nothing is written through one", shown())
            }
            (Some(_), false) => format!("{} is a file, and a folder belongs there", shown()),
        };
        return Err(usage(
            format!("nothing was written: {fault}"),
            "move it away, or name another folder: milepost init DIR",
        ));
    }
    Ok(())
}

/// Writes the files, and makes the Git repository where there is none.
///
/// # Errors
/// [`Error::Write`] and [`Error::Git`]; then nothing is left of what was written.
pub(super) fn write(ground: &Ground, files: &[Planned]) -> Result<(), Error> {
    let folder = ground.folder.as_path();
    let failed = |source: IoError| Error::Write { path: folder.to_owned(), source };
    let beside = folder.ancestors().find(|above| above.is_dir()).unwrap_or(folder);
    // The library's own words name the temporary folder, which would only puzzle people.
    let bare = |error: IoError| failed(error.kind().into());
    let staging = tempfile::Builder::new().prefix(".milepost-init-").tempdir_in(beside).map_err(bare)?.keep();
    let unfinished = Unfinished::new(&staging);
    let mut staged = Vec::new();
    for file in files {
        staged.push((stage(&staging, &file.text).map_err(bare)?, file.path.as_str()));
    }
    let mut placed = Placed::default();
    let mut reason = None;
    // An interruption waits until all of it is there, or none.
    let done = unfinished.complete(|| {
        let result = place(ground, staged, &mut placed);
        if result.is_err() {
            placed.take_back();
        }
        let cleared = fs::remove_dir_all(&staging);
        match result {
            Ok(()) => cleared,
            Err(error) => {
                reason = Some(error);
                Err(ErrorKind::Other.into())
            }
        }
    });
    match (reason, done) {
        (Some(reason), _) => Err(reason),
        (None, Err(error)) => Err(failed(error)),
        (None, Ok(())) => Ok(()),
    }
}

fn stage(staging: &Path, text: &str) -> Result<NamedTempFile, IoError> {
    let mut builder = tempfile::Builder::new();
    ordinary(&mut builder);
    let mut file = builder.tempfile_in(staging)?;
    std::io::Write::write_all(file.as_file_mut(), text.as_bytes())?;
    Ok(file)
}

/// What has been made so far.
#[derive(Default)]
struct Placed {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
    git: Option<PathBuf>,
}

impl Placed {
    /// Takes it back; what somebody else put there meanwhile stays.
    fn take_back(&self) {
        for file in &self.files {
            let _ = fs::remove_file(file);
        }
        if let Some(git) = &self.git {
            let _ = fs::remove_dir_all(git);
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

fn place(ground: &Ground, staged: Vec<(NamedTempFile, &str)>, placed: &mut Placed) -> Result<(), Error> {
    make_folder(&ground.folder, placed)?;
    if ground.without_git {
        // What somebody has put there meanwhile is not ours to take back.
        placed.git = Some(ground.folder.join(".git")).filter(|git| git.symlink_metadata().is_err());
        drop(Writer::create(&ground.folder)?);
    }
    for (file, path) in staged {
        let target = ground.folder.join(path);
        if let Some(folder) = target.parent() {
            make_folder(folder, placed)?;
        }
        file.persist_noclobber(&target)
            .map_err(|error| Error::Write { path: target.clone(), source: error.error })?;
        placed.files.push(target);
    }
    Ok(())
}

/// Makes a folder and those on the way to it.
fn make_folder(folder: &Path, placed: &mut Placed) -> Result<(), Error> {
    let missing: Vec<&Path> =
        folder.ancestors().take_while(|above| above.symlink_metadata().is_err()).collect();
    for above in missing.into_iter().rev() {
        fs::create_dir(above).map_err(|source| Error::Write { path: above.to_owned(), source })?;
        placed.folders.push(above.to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let place = folder.path().join(file);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::write(place, "").unwrap();
        }
        folder
    }

    #[test]
    fn a_file_under_another_name_has_the_place_too() {
        let folder = folder(&["Readme.rst", ".github/PULL_REQUEST_TEMPLATE.md", "docs/x"]);
        let of = |path, also: &[&str]| standing(folder.path(), path, also).unwrap();
        assert_eq!(of("README.md", &["README", "README.*"]).as_deref(), Some("Readme.rst"));
        assert_eq!(of("README.md", &["README"]), None);
        let template = of(".github/pull_request_template.md", &[]);
        assert_eq!(template.as_deref(), Some(".github/PULL_REQUEST_TEMPLATE.md"));
        assert_eq!(of("CODEOWNERS", &["docs/CODEOWNERS"]), None);
    }

    #[test]
    fn nothing_is_planned_through_what_is_no_folder() {
        let folder = folder(&["people", "milepost.yaml/x"]);
        for path in ["people/ana/profile.yaml", "milepost.yaml"] {
            assert!(standing(folder.path(), path, &[]).is_err(), "{path}");
        }
    }
}
