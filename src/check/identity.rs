//! When two findings are the same finding, across a change that moves lines and renames files.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::locate::Locator;
use crate::error::Error;
use crate::finding::{Disclosure, Finding, Location, Target};
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

    /// 32 hexadecimal digits that stand for it in reports: the first 128 bits of a SHA-256, so that
    /// nobody can write a finding that passes for another.
    ///
    /// What an output may not repeat is no part of it: a level from 1 to 5 could be guessed from its
    /// hash. Findings that differ in nothing else then have the same one.
    #[must_use]
    pub fn fingerprint(&self, disclosure: Disclosure) -> String {
        let (place, value) = match disclosure {
            Disclosure::Full => (self.place.as_str(), self.value.as_str()),
            Disclosure::WithoutNumbers | Disclosure::Shape => ("", ""),
        };
        let mut hash = Sha256::new();
        for part in [self.rule, &self.record, place, value] {
            // Lengths keep parts apart, whatever they hold.
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }

    /// The record's file without extension, under its name after the change.
    #[must_use]
    pub fn record(&self) -> &str {
        &self.record
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(place: &str, value: &str) -> Identity {
        Identity {
            rule: "rule",
            record: "people/ana/profile".into(),
            place: place.into(),
            value: value.into(),
        }
    }

    #[test]
    fn a_fingerprint_follows_the_identity() {
        let print = |place, value| identity(place, value).fingerprint(Disclosure::Full);
        assert_eq!(print("/a", "1"), print("/a", "1"));
        assert_eq!(print("/a", "1").len(), 32);
        assert_ne!(print("/a", "1"), print("/a", "2"));
        assert_ne!(print("/a", "b1"), print("/ab", "1"));
    }

    #[test]
    fn what_may_not_be_told_is_not_told_by_a_fingerprint() {
        for disclosure in [Disclosure::WithoutNumbers, Disclosure::Shape] {
            let print = |place, value| identity(place, value).fingerprint(disclosure);
            assert_eq!(print("/ratings/[sql]/rating", "2"), print("emails: [ana@example.com]", "4"));
        }
    }
}
