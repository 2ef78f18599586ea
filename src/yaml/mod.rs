//! YAML: text → [`Document`], and back from a JSON Pointer to the span of a key or a value.
//!
//! The only reader of YAML, and the only user of the parser crate. What a record means is not known
//! here. YAML 1.2 core schema; what records do not need (anchors, tags, several documents, …) is
//! refused by name, see [`ProblemKind::Unsupported`].

mod compose;
mod conflict;
mod de;
mod document;
mod duplicates;
mod locate;
mod problem;
mod refused;
mod scalar;
mod syntax;

pub use document::{Document, Member, Node, Value};
pub(crate) use problem::more_in_file;
pub use problem::{Problem, ProblemKind};
pub use scalar::is_text;

use crate::source::{SourceFile, Span};

/// What came of reading a file: a document, or the problems that keep it from being one.
#[derive(Debug)]
pub struct Parsed {
    /// The document; `None` as soon as there is any problem.
    pub document: Option<Document>,
    /// The problems, in the order of their places; at most [`Problem::LIMIT`].
    pub problems: Vec<Problem>,
}

/// Reads a file. Never panics, and takes time in proportion to the text's length.
#[must_use]
pub fn parse(file: &SourceFile) -> Parsed {
    let text = file.text();
    let conflicts = conflict::markers(text);
    if !conflicts.is_empty() {
        return Parsed { document: None, problems: problem::limited(conflicts) };
    }
    if text.len() > document::MAX_BYTES {
        let problem = Problem::syntax(Span::default(), "the file is too large to be a record");
        return Parsed { document: None, problems: vec![problem] };
    }
    let (document, problems) = compose::compose(text);
    if !problems.is_empty() {
        return Parsed { document: None, problems: problem::limited(problems) };
    }
    if document.is_empty() {
        let problem = match first_comment(text) {
            Some(span) => Problem::syntax(span, "the file holds only comments, but a record belongs here"),
            None => Problem::syntax(Span::default(), "the file is empty, but a record belongs here"),
        };
        let problem = problem.help("write the record's fields, one `key: value` a line, or delete the file");
        return Parsed { document: None, problems: vec![problem] };
    }
    Parsed { document: Some(document), problems }
}

/// The first comment of a text that holds nothing but comments.
fn first_comment(text: &str) -> Option<Span> {
    let written = text.trim_start();
    let only = text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'));
    let line = written.lines().next().filter(|_| only)?.trim_end();
    let start = text.len() - written.len();
    Some(Span::new(start, start + line.len()))
}

#[cfg(test)]
mod tests;
