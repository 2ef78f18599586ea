//! A learning repository in memory, written down as one text: `--- path` begins a file,
//! `--- path escaped` one with `\xNN` escapes, `+++ remove path` takes one away, `+++ symlink path`
//! puts a link there. What stands before the first of these lines is the head.

use std::collections::BTreeMap;
use std::sync::Arc;

use milepost::check::{Before, State};
use milepost::error::Error;
use milepost::record::Departed;
use milepost::source::{Bytes, Entry, EntryKind, Layer, Slot, Snapshot};

/// Files by path; `None` is a symbolic link.
#[derive(Clone, Debug, Default)]
pub(crate) struct Files(pub(crate) BTreeMap<String, Option<Vec<u8>>>);

impl Files {
    /// Lays a written-down text over these files; returns its head.
    pub(crate) fn lay<'a>(&mut self, text: &'a str) -> Vec<&'a str> {
        let mut head = Vec::new();
        let mut current: Option<(String, bool, String)> = None;
        let finish = |files: &mut BTreeMap<_, _>, file: Option<(String, bool, String)>| {
            if let Some((path, escaped, text)) = file {
                files.insert(path, Some(if escaped { unescape(&text) } else { text.into_bytes() }));
            }
        };
        for line in text.split_inclusive('\n') {
            let trimmed = line.trim_end_matches('\n');
            if let Some(path) = trimmed.strip_prefix("--- ") {
                finish(&mut self.0, current.take());
                let (path, escaped) =
                    path.strip_suffix(" escaped").map_or((path, false), |path| (path, true));
                current = Some((path.to_owned(), escaped, String::new()));
            } else if let Some(path) = trimmed.strip_prefix("+++ remove ") {
                finish(&mut self.0, current.take());
                assert!(self.0.remove(path).is_some(), "nothing to remove at {path}");
            } else if let Some(path) = trimmed.strip_prefix("+++ symlink ") {
                finish(&mut self.0, current.take());
                self.0.insert(path.to_owned(), None);
            } else if let Some((_, _, content)) = &mut current {
                content.push_str(line);
            } else if !trimmed.is_empty() {
                head.push(trimmed);
            }
        }
        finish(&mut self.0, current.take());
        head
    }

    /// The paths whose files differ from `before`, sorted.
    fn differing(&self, before: &Self) -> Vec<String> {
        let paths: std::collections::BTreeSet<_> = self.0.keys().chain(before.0.keys()).collect();
        paths.into_iter().filter(|path| self.0.get(*path) != before.0.get(*path)).cloned().collect()
    }

    /// The files `was`, loaded as `state`, before a change to these files, by which none is renamed.
    pub(crate) fn before<'a>(&self, was: &Self, state: &'a State) -> Before<'a> {
        let is_there = |path: &String| self.0.contains_key(path);
        let paths = self.differing(was).into_iter().map(|path| (path.clone(), is_there(&path))).collect();
        let gone = was.0.keys().filter(|path| !is_there(path));
        let departed = Departed::of(gone.map(|path| (path.as_str(), None)));
        Before { state, renamed: state.snapshot.clone(), paths, departed }
    }

    /// These files as a snapshot.
    pub(crate) fn snapshot(&self, name: &str) -> Snapshot {
        Snapshot::new(name, Arc::new(self.clone()))
    }

    fn entry(&self, path: &str, name: &str) -> Option<Entry> {
        let kind = match self.0.get(path) {
            Some(Some(_)) => EntryKind::File,
            Some(None) => EntryKind::Symlink,
            None if self.0.keys().any(|key| key.starts_with(&format!("{path}/"))) => EntryKind::Folder,
            None => return None,
        };
        Some(Entry { name: name.as_bytes().to_vec(), kind, id: None })
    }
}

fn unescape(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        if rest.starts_with(b"\\x") {
            let digits = std::str::from_utf8(&rest[2..4]).unwrap();
            bytes.push(u8::from_str_radix(digits, 16).unwrap());
            rest = &rest[4..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    bytes
}

impl Layer for Files {
    fn list(&self, folder: &str) -> Result<Vec<Slot>, Error> {
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let mut names: Vec<&str> = self
            .0
            .keys()
            .filter_map(|path| path.strip_prefix(&prefix))
            .filter_map(|rest| rest.split('/').next())
            .collect();
        names.dedup();
        let slots = names.iter().filter_map(|name| self.entry(&format!("{prefix}{name}"), name));
        Ok(slots.map(Slot::Present).collect())
    }

    fn find(&self, path: &str) -> Result<Option<Slot>, Error> {
        let name = path.rsplit('/').next().unwrap_or(path);
        Ok(self.entry(path, name).map(Slot::Present))
    }

    fn read(&self, path: &str, limit: usize) -> Result<Option<Bytes>, Error> {
        Ok(self.0.get(path).and_then(Option::as_ref).map(|bytes| {
            if bytes.len() > limit {
                Bytes::TooLarge(bytes.len() as u64)
            } else {
                Bytes::Whole(bytes.clone())
            }
        }))
    }
}
