//! What came of one file below a record folder: read, refused, or left alone.

use crate::error::Error;
use crate::record::{Kind, PathProblem, RecordPath};
use crate::schema::{self, Violation};
use crate::source::{Bytes, Entry, EntryKind, LineColumn, Snapshot, SourceFile};
use crate::yaml::{self, Document, Problem};

/// The most bytes that a record may have.
pub const RECORD_LIMIT: usize = 256 * 1024;
/// The most bytes that a companion text may have.
pub const COMPANION_LIMIT: usize = 64 * 1024;
/// How deep folders are followed; no record lies deeper than four.
const DEPTH_LIMIT: usize = 16;
/// The first line of a Git LFS pointer (Git LFS specification, version 1).
const LFS_POINTER: &str = "version https://git-lfs.github.com/spec/";

/// One entry below a record folder.
#[derive(Debug)]
pub struct File {
    /// The path relative to the root; bytes that are no UTF-8 are kept.
    pub path: Vec<u8>,
    /// What the path says.
    pub record: Result<RecordPath, PathProblem>,
    /// What came of reading it.
    pub content: Content,
}

/// What came of reading an entry.
#[derive(Debug)]
pub enum Content {
    /// A symbolic link, a submodule or the like: never opened.
    NotOpened(EntryKind),
    /// A name that no safe program writes (`..`, `.git`, not UTF-8): never opened.
    UnsafeName,
    /// A folder below more folders than are followed.
    TooDeep,
    /// More bytes than the limit: never read.
    TooLarge {
        /// The size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: usize,
    },
    /// A Git LFS pointer: the content is elsewhere.
    LfsPointer,
    /// Not UTF-8.
    NotText {
        /// Where the first wrong byte stands.
        place: LineColumn,
        /// The byte.
        byte: u8,
        /// The text up to that byte.
        before: SourceFile,
    },
    /// A YAML file.
    Yaml(Box<YamlFile>),
    /// The companion text of an entry.
    Companion(SourceFile),
    /// Neither YAML nor a companion text: left alone.
    LeftAlone,
}

/// A YAML file that could be read as text.
#[derive(Debug)]
pub struct YamlFile {
    /// Its text.
    pub source: SourceFile,
    /// The tree; `None` where [`YamlFile::problems`] make it unusable.
    pub document: Option<Document>,
    /// What is wrong with it as YAML.
    pub problems: Vec<Problem>,
    /// What is wrong with it as a record of its kind.
    pub violations: Vec<Violation>,
}

impl File {
    /// The path as text, with replacement characters where it is none.
    #[must_use]
    pub fn display_path(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.path)
    }

    /// The kind of record, where the path is a record's.
    #[must_use]
    pub fn kind(&self) -> Option<Kind> {
        self.record.as_ref().ok().map(|record| record.kind)
    }

    /// The document, where the file is a record without any problem.
    #[must_use]
    pub fn sound(&self) -> Option<&Document> {
        let Content::Yaml(yaml) = &self.content else { return None };
        yaml.document.as_ref().filter(|_| yaml.problems.is_empty() && yaml.violations.is_empty())
    }

    /// The text, where there is one.
    #[must_use]
    pub fn source(&self) -> Option<&SourceFile> {
        match &self.content {
            Content::Yaml(yaml) => Some(&yaml.source),
            Content::Companion(source) => Some(source),
            Content::NotOpened(_)
            | Content::UnsafeName
            | Content::TooDeep
            | Content::TooLarge { .. }
            | Content::LfsPointer
            | Content::NotText { .. }
            | Content::LeftAlone => None,
        }
    }
}

/// Whether a name of a Git tree is one that no safe program writes.
fn is_unsafe_name(name: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(name) else { return true };
    matches!(text, "" | "." | "..")
        || text.eq_ignore_ascii_case(".git")
        || text.contains(['/', '\\', '\0', '\n', '\r'])
}

/// Reads everything below `folder`, in the order of the paths.
///
/// # Errors
/// Where the snapshot cannot be read.
pub fn read_folder(snapshot: &Snapshot, folder: &str) -> Result<Vec<File>, Error> {
    read_folder_by(&|path, _| read_file(snapshot, path), snapshot, folder)
}

/// How the file at a path is read, given its entry; `None` where it has vanished meanwhile.
pub(super) type Read<'a> = dyn Fn(String, &Entry) -> Result<Option<File>, Error> + 'a;

/// As [`read_folder`], with another way to read the files.
pub(super) fn read_folder_by(read: &Read<'_>, snapshot: &Snapshot, folder: &str) -> Result<Vec<File>, Error> {
    if let Some(closed) = closed(snapshot, folder)? {
        return Ok(vec![closed]);
    }
    let mut files = Vec::new();
    walk(read, snapshot, folder, DEPTH_LIMIT, &mut files)?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// Reads the entries directly in `folder`, folders left out.
///
/// # Errors
/// Where the snapshot cannot be read.
pub fn read_folder_shallow(snapshot: &Snapshot, folder: &str) -> Result<Vec<File>, Error> {
    if let Some(closed) = closed(snapshot, folder)? {
        return Ok(vec![closed]);
    }
    let mut files = Vec::new();
    for entry in snapshot.list(folder)? {
        if entry.kind != EntryKind::Folder || is_unsafe_name(&entry.name) {
            read_entry(&|path, _| read_file(snapshot, path), snapshot, folder, &entry, 0, &mut files)?;
        }
    }
    Ok(files)
}

/// A folder that is no folder but something that is never opened: all below it would be missed
/// without a word.
fn closed(snapshot: &Snapshot, folder: &str) -> Result<Option<File>, Error> {
    Ok(match snapshot.find(folder)?.map(|entry| entry.kind) {
        Some(kind @ (EntryKind::Symlink | EntryKind::Submodule | EntryKind::Other)) => Some(File {
            path: folder.as_bytes().to_vec(),
            record: RecordPath::parse(folder),
            content: Content::NotOpened(kind),
        }),
        Some(EntryKind::Folder | EntryKind::File) | None => None,
    })
}

fn walk(
    read: &Read<'_>,
    snapshot: &Snapshot,
    folder: &str,
    depth: usize,
    files: &mut Vec<File>,
) -> Result<(), Error> {
    for entry in snapshot.list(folder)? {
        read_entry(read, snapshot, folder, &entry, depth, files)?;
    }
    Ok(())
}

fn read_entry(
    read: &Read<'_>,
    snapshot: &Snapshot,
    folder: &str,
    entry: &Entry,
    depth: usize,
    files: &mut Vec<File>,
) -> Result<(), Error> {
    let refused = |path: Vec<u8>, content| File { path, record: Err(PathProblem::NoPattern), content };
    let Some(path) = join(folder, entry) else {
        let path = [folder.as_bytes(), b"/", &entry.name].concat();
        files.push(refused(path, Content::UnsafeName));
        return Ok(());
    };
    match entry.kind {
        EntryKind::Folder if depth == 0 => files.push(refused(path.into_bytes(), Content::TooDeep)),
        EntryKind::Folder => walk(read, snapshot, &path, depth - 1, files)?,
        EntryKind::File => files.extend(read(path, entry)?),
        EntryKind::Symlink | EntryKind::Submodule | EntryKind::Other => {
            let record = RecordPath::parse(&path);
            files.push(File { path: path.into_bytes(), record, content: Content::NotOpened(entry.kind) });
        }
    }
    Ok(())
}

fn join(folder: &str, entry: &Entry) -> Option<String> {
    if is_unsafe_name(&entry.name) {
        return None;
    }
    let name = std::str::from_utf8(&entry.name).ok()?;
    Some(if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") })
}

/// Reads one file; `None` where it has vanished meanwhile.
///
/// # Errors
/// Where the content is there but cannot be read.
pub(super) fn read_file(snapshot: &Snapshot, path: String) -> Result<Option<File>, Error> {
    let record = RecordPath::parse(&path);
    let limit = match record {
        Ok(_) => RECORD_LIMIT,
        Err(PathProblem::Companion) => COMPANION_LIMIT,
        Err(PathProblem::NoPattern | PathProblem::OtherFile | PathProblem::Elsewhere) => {
            return Ok(Some(File { path: path.into_bytes(), record, content: Content::LeftAlone }));
        }
    };
    let content = match snapshot.read(&path, limit)? {
        None => return Ok(None),
        Some(Bytes::TooLarge(size)) => Content::TooLarge { size, limit },
        Some(Bytes::Whole(bytes)) => read_text(&path, &record, bytes),
    };
    Ok(Some(File { path: path.into_bytes(), record, content }))
}

pub(super) fn read_text(path: &str, record: &Result<RecordPath, PathProblem>, mut bytes: Vec<u8>) -> Content {
    if bytes.starts_with(LFS_POINTER.as_bytes()) {
        return Content::LfsPointer;
    }
    let valid = std::str::from_utf8(&bytes).map_or_else(|error| error.valid_up_to(), |_| bytes.len());
    if let Some(byte) = bytes.get(valid).copied() {
        bytes.truncate(valid);
        let before = SourceFile::new(path, String::from_utf8_lossy(&bytes));
        let place = before.line_column(usize::MAX);
        return Content::NotText { place, byte, before };
    }
    let Ok(source) = SourceFile::from_bytes(path, bytes) else { return Content::LeftAlone };
    let Ok(record) = record else { return Content::Companion(source) };
    let yaml::Parsed { document, problems } = yaml::parse(&source);
    let violations = match &document {
        Some(document) if problems.is_empty() => schema::violations(record.kind, document),
        _ => Vec::new(),
    };
    Content::Yaml(Box::new(YamlFile { source, document, problems, violations }))
}
