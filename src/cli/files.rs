//! Files on disk: written whole or not at all, never over what somebody else has written, never through a
//! link.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::interrupt::Unfinished;
use crate::error::Error;
use crate::load::RECORD_LIMIT;

/// Writes a file whole or not at all: to a temporary file beside it, which then takes its name.
/// What is no regular file, such as a device or a named pipe, is written to as it is.
///
/// # Errors
/// [`Error::Write`].
pub(super) fn write_whole(path: &Path, text: &str) -> Result<(), Error> {
    let failed = |source| Error::Write { path: path.to_owned(), source };
    // A link stays a link: what it leads to is written.
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if target.is_dir() {
        return Err(failed(ErrorKind::IsADirectory.into()));
    }
    if target.exists() && !target.is_file() {
        let mut file = std::fs::OpenOptions::new().write(true).open(&target).map_err(failed)?;
        return file.write_all(text.as_bytes()).map_err(failed);
    }
    let folder = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.metadata().map_err(failed)?.is_dir() {
        return Err(failed(ErrorKind::NotADirectory.into()));
    }
    let (file, unfinished) = temporary(folder, text).map_err(failed)?;
    file.persist(&target).map_err(|error| failed(error.error))?;
    unfinished.keep();
    Ok(())
}

/// The text of a small file, where there is one.
pub(super) fn text_at(path: &Path) -> Option<String> {
    let size = path.metadata().ok().filter(std::fs::Metadata::is_file)?.len();
    let bytes = if size > RECORD_LIMIT as u64 { None } else { std::fs::read(path).ok() };
    bytes.map(|bytes| String::from_utf8_lossy(&bytes).replace("\r\n", "\n"))
}

/// What stands where a file is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing.
    Nothing,
    /// A file with this very text.
    Same,
    /// Something else.
    Other,
}

/// What stands at `path`, compared with `text`.
pub(super) fn standing(path: &Path, text: impl AsRef<[u8]>) -> Standing {
    let text = text.as_ref();
    match path.symlink_metadata() {
        Err(error) if error.kind() == ErrorKind::NotFound => Standing::Nothing,
        Ok(metadata) if metadata.len() != text.len() as u64 => Standing::Other,
        Ok(_) if std::fs::read(path).is_ok_and(|bytes| bytes == text) => Standing::Same,
        Ok(_) | Err(_) => Standing::Other,
    }
}

/// Writes a new file whole or not at all, and the folders on the way to it. Where something stands
/// there, also since it was asked for, it is left as it is.
///
/// # Errors
/// [`Error::Write`].
pub(super) fn write_new(path: &Path, text: &str) -> Result<(), Error> {
    let failed = |source| Error::Write { path: path.to_owned(), source };
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(|error| failed(error.kind().into()))?;
    let (file, unfinished) = temporary(folder, text).map_err(failed)?;
    file.persist_noclobber(path).map_err(|error| match error.error {
        there if there.kind() == ErrorKind::AlreadyExists => meanwhile(path, "appeared"),
        other => failed(other),
    })?;
    unfinished.keep();
    Ok(())
}

/// Writes another text into a file that was read as `before`, whole or not at all; who may read it stays
/// as it was. A link is not followed; see [`below`] for the folders on the way.
///
/// # Errors
/// [`Error::Write`], also for a file that may not be written; [`Error::Usage`] where the file is no
/// longer what was read.
pub(super) fn replace(path: &Path, before: impl AsRef<[u8]>, text: &str) -> Result<(), Error> {
    let failed = |source| Error::Write { path: path.to_owned(), source };
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let permissions = path.symlink_metadata().map(|metadata| metadata.permissions());
    // A name can be taken away from a file that may not be written.
    if permissions.as_ref().is_ok_and(std::fs::Permissions::readonly) {
        return Err(failed(ErrorKind::PermissionDenied.into()));
    }
    let (file, unfinished) = temporary(folder, text).map_err(failed)?;
    if let Ok(permissions) = permissions {
        file.as_file().set_permissions(permissions).map_err(failed)?;
    }
    unchanged(path, before.as_ref())?;
    file.persist(path).map_err(|error| failed(error.error))?;
    unfinished.keep();
    Ok(())
}

/// As [`replace`], under another name, where nothing stands yet.
///
/// # Errors
/// As [`replace`]; then the file stays as it was, under its old name.
pub(super) fn write_renamed(from: &Path, to: &Path, before: &str, text: &str) -> Result<(), Error> {
    unchanged(from, before.as_ref())?;
    write_new(to, text)?;
    remove(from, before).inspect_err(|_| {
        // Two files for one record would be worse than an unusual name.
        let _ = remove(to, text);
    })
}

/// Removes a file that holds `before`.
///
/// # Errors
/// As [`replace`].
pub(super) fn remove(path: &Path, before: &str) -> Result<(), Error> {
    unchanged(path, before.as_ref())?;
    std::fs::remove_file(path).map_err(|source| Error::Write { path: path.to_owned(), source })
}

fn unchanged(path: &Path, before: &[u8]) -> Result<(), Error> {
    if path.is_symlink() || path.is_dir() {
        return Err(not_a_file(path));
    }
    if standing(path, before) == Standing::Same {
        return Ok(());
    }
    Err(meanwhile(path, "changed"))
}

fn meanwhile(path: &Path, happened: &str) -> Error {
    let fault = format!("{} {happened} while this ran, and is left as it is", path.display());
    super::usage(fault, "run it again")
}

/// The path of what lies, or is to lie, at `relative` (`/` between parts) below `top`.
///
/// # Errors
/// Where a link stands on the way or at its end: what is written then would land somewhere else.
pub(super) fn below(top: &Path, relative: &str) -> Result<PathBuf, Error> {
    let mut path = top.to_owned();
    for part in relative.split('/').filter(|part| !part.is_empty()) {
        path.push(part);
        let upwards = matches!(part, "." | "..");
        if upwards || path.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink()) {
            return Err(not_a_file(&path));
        }
    }
    Ok(path)
}

fn not_a_file(path: &Path) -> Error {
    super::usage(
        format!("{} is a link or no file, and nothing is written through it", path.display()),
        "put a file or folder of its own in its place",
    )
}

/// A temporary file in `folder` that holds `text`, to be moved to its place.
fn temporary(folder: &Path, text: &str) -> std::io::Result<(tempfile::NamedTempFile, Unfinished)> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".milepost-");
    ordinary(&mut builder);
    // The library's own words name the temporary file, which would only puzzle people; so of its error
    // the kind is kept, and writing goes through the bare file.
    let mut file = builder.tempfile_in(folder).map_err(|error| std::io::Error::from(error.kind()))?;
    let unfinished = Unfinished::new(file.path());
    file.as_file_mut().write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    Ok((file, unfinished))
}

/// Temporary files are made for their owner alone; a result may be read like any other file.
#[cfg(unix)]
pub(super) fn ordinary(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(std::fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
pub(super) fn ordinary(_: &mut tempfile::Builder<'_, '_>) {}
