//! A site's folder: written beside its place and moved there as a whole. What `milepost site` did
//! not make is never overwritten and never deleted.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::super::interrupt::Unfinished;
use super::super::usage;
use crate::error::Error;
use crate::output::site::SiteFile;

/// The file that says what of a folder was made here: one path a line.
const MARKER: &str = ".milepost-site";

/// The first line of the marker.
const ABOUT: &str = "# Made by `milepost site`, which replaces the files below when it is run again.";

/// Puts `files` into `folder`, in the place of a site that was made before.
///
/// # Errors
/// Where the folder holds anything else, or cannot be written.
pub(super) fn write(folder: &Path, files: &[SiteFile]) -> Result<(), Error> {
    // A link stays a link: what it leads to is replaced.
    let target = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let exists = target.symlink_metadata().is_ok();
    if exists {
        replaceable(folder, &target)?;
    }
    let failed = |source| Error::Write { path: folder.to_owned(), source };
    let parent = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(failed)?;
    let made = temporary(parent).map_err(failed)?;
    let unfinished = Unfinished::new(&made);
    fill(&made, files).map_err(failed)?;
    let put = || {
        if !exists {
            return fs::rename(&made, &target);
        }
        let old = temporary(parent)?;
        // A folder takes the name of an empty one on every system only once that one is gone.
        fs::remove_dir(&old)?;
        fs::rename(&target, &old)?;
        if let Err(error) = fs::rename(&made, &target) {
            fs::rename(&old, &target)?;
            return Err(error);
        }
        fs::remove_dir_all(&old)
    };
    unfinished.complete(put).map_err(failed)
}

fn temporary(parent: &Path) -> io::Result<PathBuf> {
    let made = tempfile::Builder::new().prefix(".milepost-site-").tempdir_in(parent);
    // The library's own words name the temporary folder, which would only puzzle people.
    made.map(tempfile::TempDir::keep).map_err(|error| error.kind().into())
}

fn fill(folder: &Path, files: &[SiteFile]) -> io::Result<()> {
    readable_by_others(folder)?;
    let folders: BTreeSet<&Path> = files.iter().filter_map(|file| Path::new(&file.path).parent()).collect();
    for below in folders {
        fs::create_dir_all(folder.join(below))?;
    }
    files.par_iter().try_for_each(|file| fs::write(folder.join(&file.path), &file.text))?;
    let mut paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    paths.sort_unstable();
    fs::write(folder.join(MARKER), format!("{ABOUT}\n{}\n", paths.join("\n")))
}

/// Whether the folder may be replaced: it is empty, or holds nothing but what its marker lists.
fn replaceable(shown: &Path, target: &Path) -> Result<(), Error> {
    let refused = |what: String| {
        usage(
            what,
            "name a folder that does not exist yet, or one that `milepost site` made: milepost site DIR",
        )
    };
    if !target.is_dir() {
        return Err(refused(format!("{} is no folder", shown.display())));
    }
    let read = |source| Error::Read { path: shown.to_owned(), source };
    if fs::read_dir(target).map_err(read)?.next().is_none() {
        return Ok(());
    }
    // Asked first: a large folder of others is not searched through.
    let Ok(bytes) = fs::read(target.join(MARKER)) else {
        return Err(refused(format!("{} holds files that are not `milepost site`'s own", shown.display())));
    };
    let found = below(target).map_err(read)?;
    let marker = String::from_utf8_lossy(&bytes);
    let own: BTreeSet<PathBuf> = marker.lines().map(PathBuf::from).collect();
    match found.iter().find(|path| **path != Path::new(MARKER) && !own.contains(*path)) {
        Some(other) => Err(usage(
            format!("{} was not made by `milepost site`", shown.join(other).display()),
            "move it away, or name another folder: a site is replaced as a whole",
        )),
        None => Ok(()),
    }
}

/// Everything below a folder that is no folder, and folders that hold nothing.
fn below(top: &Path) -> io::Result<Vec<PathBuf>> {
    let mut open = vec![PathBuf::new()];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        let mut empty = true;
        for entry in fs::read_dir(top.join(&folder))? {
            let entry = entry?;
            empty = false;
            let path = folder.join(entry.file_name());
            // What a link leads to is not looked at.
            if entry.file_type()?.is_dir() { open.push(path) } else { found.push(path) }
        }
        if empty && folder != Path::new("") {
            found.push(folder);
        }
    }
    found.sort();
    Ok(found)
}

/// Temporary folders are made for their owner alone; a site is made like any other folder.
#[cfg(unix)]
fn readable_by_others(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn readable_by_others(_: &Path) -> io::Result<()> {
    Ok(())
}
