//! Tests of how records are written.

mod edits;

use super::format;
use crate::record::Kind;
use crate::source::SourceFile;

fn file(text: &str) -> SourceFile {
    SourceFile::new("a.yaml", text)
}

/// The canonical form, which is its own.
fn formatted(kind: Kind, text: &str) -> String {
    let once = format(&file(text), kind).unwrap_or_else(|refused| panic!("{text}: {refused:?}"));
    assert_eq!(format(&file(&once), kind).as_deref(), Ok(once.as_str()), "not stable: {text}");
    once
}
