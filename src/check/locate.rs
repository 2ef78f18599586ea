//! Routes → places in text, looked up when somebody prints or compares them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::error::Error;
use crate::finding::{Location, Pointer, Side, Target};
use crate::load::RECORD_LIMIT;
use crate::source::{Bytes, Snapshot, SourceFile, Span};
use crate::yaml::{self, Document};

/// A place that can be shown.
#[derive(Clone, Debug)]
pub enum Place {
    /// A stretch of a text.
    Text {
        /// The text.
        file: Arc<SourceFile>,
        /// Where in it.
        span: Span,
    },
    /// An entry that is not opened; the path as people read it.
    Entry(String),
}

/// Looks places up. Files are read again when they are asked for, and only the last few are kept:
/// findings come sorted by file.
pub struct Locator {
    base: Option<Snapshot>,
    after: Snapshot,
    kept: BTreeMap<(Side, String), Arc<Located>>,
}

/// A file that was read again.
pub struct Located {
    /// Its text.
    pub file: Arc<SourceFile>,
    /// Its tree, where it is sound.
    pub document: Option<Document>,
}

/// How many files are kept at once.
const KEPT: usize = 16;

impl Locator {
    /// For findings of `after` and, where two states are compared, of `base`.
    #[must_use]
    pub fn new(base: Option<Snapshot>, after: Snapshot) -> Self {
        Self { base, after, kept: BTreeMap::new() }
    }

    /// The file at `path` of one side; `None` where it is no text.
    ///
    /// # Errors
    /// Where the snapshot cannot be read.
    pub fn file(&mut self, side: Side, path: &str) -> Result<Option<Arc<Located>>, Error> {
        let key = (side, path.to_owned());
        if let Some(located) = self.kept.get(&key) {
            return Ok(Some(Arc::clone(located)));
        }
        let snapshot = match side {
            Side::Base => self.base.as_ref().unwrap_or(&self.after),
            Side::After => &self.after,
        };
        let Some(Bytes::Whole(bytes)) = snapshot.read(path, RECORD_LIMIT)? else { return Ok(None) };
        // Text that is no UTF-8 is shown up to the first byte that is none.
        let text = String::from_utf8_lossy(&bytes);
        let file = Arc::new(SourceFile::new(path, text));
        let document = if path.ends_with(".md") { None } else { yaml::parse(&file).document };
        let located = Arc::new(Located { file, document });
        if self.kept.len() >= KEPT {
            self.kept.clear();
        }
        self.kept.insert(key, Arc::clone(&located));
        Ok(Some(located))
    }

    /// Where a location lies in text.
    ///
    /// # Errors
    /// Where the snapshot cannot be read.
    pub fn place(&mut self, location: &Location) -> Result<Place, Error> {
        let display = location.path().into_owned();
        Ok(match location {
            Location::Entry { .. } => Place::Entry(display),
            Location::Text { side, path, span } => match self.file(*side, path)? {
                Some(located) => Place::Text { file: Arc::clone(&located.file), span: *span },
                None => Place::Entry(display),
            },
            Location::Route { side, path, pointer, target } => match self.file(*side, path)? {
                Some(located) => {
                    let span = located
                        .document
                        .as_ref()
                        .map_or(Span::default(), |document| nearest(document, pointer, *target));
                    Place::Text { file: Arc::clone(&located.file), span }
                }
                None => Place::Entry(display),
            },
        })
    }
}

/// The place of `pointer`, or of the nearest thing around it that is there.
fn nearest(document: &Document, pointer: &Pointer, target: Target) -> Span {
    if let Some(span) = document.locate(pointer, target) {
        return span;
    }
    let mut text = pointer.as_str();
    while let Some((parent, _)) = text.rsplit_once('/') {
        if let Some(span) = document.locate(&Pointer::from(parent), Target::Key) {
            return span;
        }
        text = parent;
    }
    Span::default()
}
