//! One record with edits: what its file says now, and what it is to say. Nothing is written here.

use super::usage;
use crate::error::Error;
use crate::layout::{self, Edit, Refused};
use crate::load::RECORD_LIMIT;
use crate::record::RecordPath;
use crate::source::{BYTE_ORDER_MARK, Bytes, Snapshot, SourceFile};

/// A file whose text changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edited {
    /// Where it lies, relative to the learning repository.
    pub(super) path: String,
    /// What it says now, to the byte.
    pub(super) before: String,
    /// What it is to say.
    pub(super) after: String,
}

/// The record at `path` with `edits`; everything else stays as it is.
///
/// # Errors
/// Where the file cannot be read as a record, or cannot be edited without changing more.
pub(super) fn edited(snapshot: &Snapshot, path: &str, edits: &[Edit]) -> Result<Edited, Error> {
    let unreadable =
        || usage(format!("{path} cannot be read as a record"), "mend it first; nothing was changed");
    let Some(Bytes::Whole(bytes)) = snapshot.read(path, RECORD_LIMIT)? else { return Err(unreadable()) };
    let before = String::from_utf8(bytes).map_err(|_| unreadable())?;
    let kind = RecordPath::parse(path).map_err(|_| unreadable())?.kind;
    let file = SourceFile::new(path, before.as_str());
    let text = layout::edit(&file, kind, edits).map_err(|why| refused(&file, &why))?;
    let after = if before.starts_with(BYTE_ORDER_MARK) { format!("{BYTE_ORDER_MARK}{text}") } else { text };
    Ok(Edited { path: path.to_owned(), before, after })
}

/// Why the file is left as it is.
fn refused(file: &SourceFile, why: &Refused) -> Error {
    let path = file.path();
    match why {
        Refused::Unreadable(problems) => {
            let (place, message) = problems.first().map_or_else(
                || (file.line_column(0), "it cannot be read"),
                |problem| (file.line_column(problem.span.start), problem.message.as_str()),
            );
            usage(
                format!("{path}:{}:{}: {message}", place.line, place.column),
                "mend the file first; nothing was changed",
            )
        }
        Refused::NoRecord => usage(
            format!("{path} holds no record: keys with values, one a line"),
            "mend the file first; nothing was changed",
        ),
        Refused::Unusual => usage(
            format!("{path} is written in so unusual a way that a change would alter more than it should"),
            format!("`milepost fmt {path}` writes it the usual way, or change it by hand"),
        ),
        Refused::NoPlace(pointer) => usage(
            format!("{path} has no place for `{}`", pointer.as_str().trim_start_matches('/')),
            "change it by hand; nothing was changed",
        ),
    }
}
