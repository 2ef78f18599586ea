//! Tests of how records are written.

mod canonical;
mod corpus;
mod edits;
mod properties;
mod written;

use super::canonical::canonical;
use super::{Refused, format};
use crate::record::Kind;
use crate::source::SourceFile;
use crate::yaml;

fn file(text: &str) -> SourceFile {
    SourceFile::new("a.yaml", text)
}

/// The canonical form, which is its own.
fn formatted(kind: Kind, text: &str) -> String {
    let once = format(&file(text), kind).unwrap_or_else(|refused| panic!("{text}: {refused:?}"));
    assert_eq!(format(&file(&once), kind).as_deref(), Ok(once.as_str()), "not stable: {text}");
    once
}

/// The canonical form of any document, a record or not.
fn any_formatted(file: &SourceFile, kind: Kind) -> Result<String, Refused> {
    let parsed = yaml::parse(file);
    let document = parsed.document.ok_or(Refused::Unreadable(parsed.problems))?;
    canonical(file, &document, kind)
}
