//! When two findings are the same finding, across a change that moves lines and renames files.

use std::collections::BTreeMap;

use super::locate::Locator;
use crate::error::Error;
use crate::finding::{Finding, Location, Target};
use crate::source::FileChange;

/// What makes a finding that finding: rule, record, place and offending value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identity {
    rule: &'static str,
    /// The file without extension, under the name that it has after the change.
    record: String,
    /// A pointer with named list items, a line's text, or nothing.
    place: String,
    value: String,
}

/// Files under the names that they have after the change.
#[derive(Clone, Debug, Default)]
pub struct Renames(BTreeMap<String, String>);

impl Renames {
    /// The renames among `files`.
    #[must_use]
    pub fn of(files: &[FileChange]) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
        Self(
            files
                .iter()
                .filter_map(|file| Some((text(file.renamed_from.as_ref()?)?, text(&file.path)?)))
                .collect(),
        )
    }

    /// The name that base's `path`, a file or a folder, has after the change. A folder has the new
    /// name where any of its files says so.
    #[must_use]
    pub fn after<'a>(&'a self, path: &'a str) -> &'a str {
        if let Some(new) = self.0.get(path) {
            return new;
        }
        let folder = format!("{path}/");
        self.0
            .range(folder.clone()..)
            .take_while(|(old, _)| old.starts_with(&folder))
            .find_map(|(old, new)| new.strip_suffix(old.strip_prefix(path)?))
            .unwrap_or(path)
    }
}

impl Identity {
    /// The identity of `finding`.
    ///
    /// # Errors
    /// Where its file cannot be read again.
    pub fn of(finding: &Finding, renames: Option<&Renames>, locator: &mut Locator) -> Result<Self, Error> {
        let path = finding.location.path();
        let record = renames.map_or(&*path, |renames| renames.after(&path));
        let record = record.strip_suffix(".yaml").or_else(|| record.strip_suffix(".yml")).unwrap_or(record);
        let (place, value) = match &finding.location {
            Location::Entry { .. } => (String::new(), String::new()),
            Location::Text { side, path, span } => {
                let line = locator.file(*side, path)?.map(|located| {
                    let line = located.file.line_span(span.start);
                    located.file.slice(line).trim().to_owned()
                });
                (line.unwrap_or_default(), finding.label.clone())
            }
            Location::Route { side, path, pointer, target } => {
                let located = locator.file(*side, path)?;
                let document = located.as_ref().and_then(|located| located.document.as_ref());
                let named =
                    document.map_or_else(|| pointer.as_str().to_owned(), |d| d.named_pointer(pointer));
                let value = match (target, document) {
                    // Quotes, layout and comments are no part of a value.
                    (Target::Value, Some(document)) => {
                        document.find(pointer).map(|node| format!("{node:?}")).unwrap_or_default()
                    }
                    // A key is its own place; what is missing has no value.
                    _ => String::new(),
                };
                (named, value)
            }
        };
        let value = finding.subject.clone().unwrap_or(value);
        Ok(Self { rule: finding.rule, record: record.to_owned(), place, value })
    }

    /// The record's file without extension, under its name after the change.
    #[must_use]
    pub fn record(&self) -> &str {
        &self.record
    }
}
