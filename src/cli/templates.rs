//! A learning repository's own templates, in `.milepost/templates/`.
//!
//! They are read from a commit that is trusted: the base of a change, or the commit that is checked
//! out; never from the working tree or the head of a change. One that cannot be used is told on
//! standard error, and the built-in ones take its place.

use std::collections::BTreeMap;

use super::output::Output;
use super::place::Place;
use crate::error::Error;
use crate::load::RECORD_LIMIT;
use crate::output::template::{self, Fault};
use crate::source::{Bytes, EntryKind, Snapshot};
use crate::suggest;

/// Where they lie.
const FOLDER: &str = ".milepost/templates";
/// Folders of templates are as deep as the built-in ones.
const DEPTH: usize = 2;

/// Name → text of each template that the repository has of its own and that can be read. What
/// cannot is told.
pub(super) type Own = BTreeMap<String, String>;

/// The templates of `snapshot`.
///
/// # Errors
/// Where the snapshot cannot be read.
pub(super) fn read(snapshot: &Snapshot, output: &Output) -> Result<Own, Error> {
    let mut own = Own::new();
    let mut folders = vec![(String::new(), DEPTH)];
    while let Some((folder, depth)) = folders.pop() {
        for entry in snapshot.list(&format!("{FOLDER}{folder}"))? {
            let Ok(name) = std::str::from_utf8(&entry.name) else { continue };
            let path = format!("{folder}/{name}");
            match entry.kind {
                EntryKind::Folder if depth > 1 => folders.push((path, depth - 1)),
                // What explains the templates may lie beside them.
                EntryKind::File if name == "README.md" => {}
                EntryKind::File => match text(snapshot, path.trim_start_matches('/'))? {
                    Ok((name, text)) => drop(own.insert(name, text)),
                    Err(fault) => tell(Some(&fault), output),
                },
                EntryKind::Folder | EntryKind::Symlink | EntryKind::Submodule | EntryKind::Other => {}
            }
        }
    }
    Ok(own)
}

fn text(snapshot: &Snapshot, name: &str) -> Result<Result<(String, String), Fault>, Error> {
    let fault = |reason: String| Ok(Err(Fault { name: name.to_owned(), line: None, reason }));
    if !template::is_overridable(name) {
        let near = suggest::nearest(name, template::names());
        let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        return fault(format!("there is no template of this name, so nothing uses it{near}"));
    }
    match snapshot.read(&format!("{FOLDER}/{name}"), RECORD_LIMIT)? {
        None => fault("it cannot be read".to_owned()),
        Some(Bytes::Whole(bytes)) => match String::from_utf8(bytes) {
            Ok(text) => Ok(Ok((name.to_owned(), text))),
            Err(_) => fault("it is not UTF-8".to_owned()),
        },
        Some(Bytes::TooLarge(size)) => fault(format!("it has {size} bytes, more than {RECORD_LIMIT}")),
    }
}

/// The templates of the commit that is checked out.
///
/// # Errors
/// Where the repository cannot be read.
pub(super) fn checked_out(place: &Place, output: &Output) -> Result<Own, Error> {
    match place.repository.resolve("HEAD") {
        Ok(head) => read(&place.repository.snapshot(&head, &place.root)?, output),
        // Before the first commit there are no templates.
        Err(Error::UnknownRevision { .. }) => Ok(Own::new()),
        Err(error) => Err(error),
    }
}

/// Says on standard error which template could not be used.
pub(super) fn tell(fault: Option<&Fault>, output: &Output) {
    let Some(fault) = fault else { return };
    let line = fault.line.map(|line| format!(":{line}")).unwrap_or_default();
    output.warning(
        &format!("{FOLDER}/{}{line}: {}", fault.name, fault.reason),
        "a built-in template was used instead; `milepost schema --report NAME` and `--page NAME` say what may be named",
    );
}
