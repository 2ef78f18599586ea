//! Where bytes come from: Git revisions and the working tree, as one [`Snapshot`].
//!
//! `git` opens repositories, `worktree` reads files, `change` and `renames` say what differs,
//! `overlay` and `three_way` what merging would give. What would be with files that are not written yet:
//! `drafts` as one more state, `written` as a change that can be compared with what stands.
//! [`SourceFile`], [`Span`] and [`LineColumn`] say where a piece of text lies. Nothing here knows what a
//! record is.

mod change;
mod drafts;
mod git;
pub mod hidden;
mod overlay;
mod renames;
mod snapshot;
mod three_way;
mod worktree;
mod written;

pub use change::{Change, FileChange, FileState};
pub use drafts::Drafts;
pub use git::{
    At, Author, Description, Head, History, HistoryEnd, NewCommit, OnDay, Repository, Revision, Step,
    Timeline, Writer, changed_lines, user_setting_path,
};
pub use overlay::{Overlay, lay_over};
pub use snapshot::{Bytes, Entry, EntryKind, Layer, ObjectId, Slot, Snapshot};
pub use written::{Alteration, write_over};

/// The mark that some editors put before text. It is no part of the text, and what is written back keeps it.
pub const BYTE_ORDER_MARK: char = '\u{feff}';

/// A range of bytes in the text of a [`SourceFile`], `start` inclusive, `end` exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset just past the last byte.
    pub end: usize,
}

impl Span {
    /// The range from `start` to `end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }
}

/// A place as people name it: both count from 1, columns in Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
}

/// One text file, without a leading byte-order mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    path: String,
    text: String,
}

/// Why bytes are no text: where the first wrong byte stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotUtf8 {
    /// Offset of the first byte that is not UTF-8.
    pub offset: usize,
    /// Line and column of that byte.
    pub place: LineColumn,
}

impl SourceFile {
    /// A file at `path` (relative to the learning repository's root, `/` between parts).
    #[must_use]
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let mut text: String = text.into();
        if text.starts_with(BYTE_ORDER_MARK) {
            text.drain(..BYTE_ORDER_MARK.len_utf8());
        }
        Self { path: path.into(), text }
    }

    /// A file from raw bytes.
    ///
    /// # Errors
    /// [`NotUtf8`] with the place of the first byte that is no UTF-8.
    pub fn from_bytes(path: impl Into<String>, bytes: Vec<u8>) -> Result<Self, NotUtf8> {
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self::new(path, text)),
            Err(error) => {
                let offset = error.utf8_error().valid_up_to();
                let before = String::from_utf8_lossy(error.as_bytes().get(..offset).unwrap_or_default());
                Err(NotUtf8 { offset, place: line_column(&before, before.len()) })
            }
        }
    }

    /// Path relative to the learning repository's root.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The text, without a leading byte-order mark.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text at `span`; empty where the span does not lie in the text.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// Line and column of a byte offset; the end of the text for offsets past it.
    #[must_use]
    pub fn line_column(&self, offset: usize) -> LineColumn {
        line_column(&self.text, offset)
    }

    /// The span of the line that holds `offset`, without its line end.
    #[must_use]
    pub fn line_span(&self, offset: usize) -> Span {
        let offset = floor_boundary(&self.text, offset);
        let (before, after) = self.text.split_at(offset);
        let start = before.rfind(['\n', '\r']).map_or(0, |i| i + 1);
        let end = after.find(['\n', '\r']).map_or(self.text.len(), |i| offset + i);
        Span::new(start, end)
    }
}

fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// Lines end at LF, CR LF or a lone CR, as in YAML 1.2 (5.4 "Line Break Characters").
fn line_column(text: &str, offset: usize) -> LineColumn {
    let (before, after) = text.split_at(floor_boundary(text, offset));
    let mut line = 1;
    let mut start = 0;
    let bytes = before.as_bytes();
    for (i, byte) in bytes.iter().enumerate() {
        let next = bytes.get(i + 1).or_else(|| after.as_bytes().first());
        if *byte == b'\n' || (*byte == b'\r' && next != Some(&b'\n')) {
            line += 1;
            start = i + 1;
        }
    }
    let column = before.get(start..).unwrap_or_default().chars().count() + 1;
    LineColumn { line, column }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_any_line_end() {
        let file = SourceFile::new("a", "\u{feff}ä: 1\r\nb: ñx\rc\n");
        let at = |needle: &str| {
            let place = file.line_column(file.text().find(needle).unwrap());
            (place.line, place.column)
        };
        assert_eq!(at("ä"), (1, 1));
        assert_eq!(at("1"), (1, 4));
        assert_eq!(at("x"), (2, 5));
        assert_eq!(at("c"), (3, 1));
        assert_eq!(file.slice(file.line_span(file.text().find('x').unwrap())), "b: ñx");
        let end = file.line_column(usize::MAX);
        assert_eq!((end.line, end.column), (4, 1));
    }

    #[test]
    fn bytes_that_are_no_text_are_placed() {
        let error = SourceFile::from_bytes("a", b"title: ok\nname: caf\xe9\n".to_vec()).unwrap_err();
        assert_eq!(error.offset, 19);
        assert_eq!((error.place.line, error.place.column), (2, 10));
    }
}
