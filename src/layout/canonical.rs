//! The canonical form of a record that is there already.

use super::model::Model;
use super::order::Order;
use super::{comments, print, read};
use crate::finding::Pointer;
use crate::record::Kind;
use crate::source::SourceFile;
use crate::yaml::{self, Document, Problem};

/// Why a text is not rewritten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It cannot be read; the problems in the order of their places, at least one.
    Unreadable(Vec<Problem>),
    /// It holds something other than a map, as a pointer to a file that lies elsewhere does.
    NoRecord,
    /// It is written in so unusual a way that it could not be rewritten without changing it.
    Unusual,
    /// There is nothing at the place that an edit names, or something that cannot be edited so.
    NoPlace(Pointer),
}

/// The file's text in canonical form (see [`super`]); a text that is in it stays byte for byte.
///
/// No value changes and no comment is lost: what comes out is read again and compared.
///
/// # Errors
/// [`Refused`], where the file is to be left as it is.
pub fn format(file: &SourceFile, kind: Kind) -> Result<String, Refused> {
    let parsed = yaml::parse(file);
    let Some(document) = parsed.document else { return Err(Refused::Unreadable(parsed.problems)) };
    if document.root().value() != yaml::Value::Map {
        return Err(Refused::NoRecord);
    }
    canonical(file, &document, kind)
}

/// The canonical form of any document.
pub(super) fn canonical(file: &SourceFile, document: &Document, kind: Kind) -> Result<String, Refused> {
    let mut whole = read::read(file, document);
    whole.root.put_in_order(Some(Order::of(kind)));
    let text = print::document(&whole.heading, whole.gap, &whole.root);
    if text == file.text() {
        return Ok(text);
    }
    let formatted = SourceFile::new(file.path(), text);
    let read = yaml::parse(&formatted).document.ok_or(Refused::Unusual)?;
    if Model::of(document) != Model::of(&read)
        || comment_texts(file, document) != comment_texts(&formatted, &read)
    {
        return Err(Refused::Unusual);
    }
    Ok(formatted.text().to_owned())
}

/// The comments, whatever their order.
fn comment_texts<'t>(file: &'t SourceFile, document: &Document) -> Vec<&'t str> {
    let found = comments::comments(file.text(), document);
    let mut texts: Vec<&str> = found.into_iter().map(|found| found.text).collect();
    texts.sort_unstable();
    texts
}
