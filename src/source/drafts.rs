//! Files that are not written yet, as a layer: what the repository would be with them.

use std::collections::BTreeMap;

use super::snapshot::{Bytes, Entry, EntryKind, Layer, Slot};
use crate::error::Error;

/// Texts in memory, by path relative to the root; a file without one is gone. Laid over a snapshot
/// with [`super::Snapshot::under`].
#[derive(Clone, Debug, Default)]
pub struct Drafts(BTreeMap<String, Option<Vec<u8>>>);

impl Drafts {
    /// The file at `path` has this content.
    pub fn write(&mut self, path: impl Into<String>, content: impl Into<Vec<u8>>) {
        self.0.insert(path.into(), Some(content.into()));
    }

    /// There is no file at `path`.
    pub fn remove(&mut self, path: impl Into<String>) {
        self.0.insert(path.into(), None);
    }

    /// The paths below `folder`, each without it.
    fn below<'a>(&'a self, folder: &str) -> impl Iterator<Item = (&'a str, &'a Option<Vec<u8>>)> + 'a {
        let start = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        self.0
            .range(start.clone()..)
            .map_while(move |(path, content)| path.strip_prefix(start.as_str()).map(|rest| (rest, content)))
    }
}

fn entry(name: &str, kind: EntryKind) -> Slot {
    Slot::Present(Entry { name: name.as_bytes().to_vec(), kind, id: None })
}

impl Layer for Drafts {
    fn list(&self, folder: &str) -> Result<Vec<Slot>, Error> {
        let mut slots: BTreeMap<&str, Slot> = BTreeMap::new();
        for (rest, content) in self.below(folder) {
            match (rest.split_once('/'), content) {
                // A removed file says nothing of the folders on the way to it.
                (Some(_), None) => {}
                (Some((name, _)), Some(_)) => drop(slots.insert(name, entry(name, EntryKind::Folder))),
                (None, Some(_)) => drop(slots.insert(rest, entry(rest, EntryKind::File))),
                (None, None) => drop(slots.insert(rest, Slot::Removed(rest.as_bytes().to_vec()))),
            }
        }
        Ok(slots.into_values().collect())
    }

    fn find(&self, path: &str) -> Result<Option<Slot>, Error> {
        let name = path.rsplit('/').next().unwrap_or_default();
        Ok(match self.0.get(path) {
            Some(Some(_)) => Some(entry(name, EntryKind::File)),
            Some(None) => Some(Slot::Removed(name.as_bytes().to_vec())),
            None if self.below(path).any(|(_, content)| content.is_some()) => {
                Some(entry(name, EntryKind::Folder))
            }
            None => None,
        })
    }

    fn read(&self, path: &str, limit: usize) -> Result<Option<Bytes>, Error> {
        Ok(self.0.get(path).and_then(Option::as_ref).map(|content| {
            if content.len() > limit {
                Bytes::TooLarge(content.len() as u64)
            } else {
                Bytes::Whole(content.clone())
            }
        }))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::Snapshot;
    use super::*;

    #[test]
    fn drafts_hide_what_lies_below() {
        let mut below = Drafts::default();
        below.write("people/ana/goals/a.yml", "old");
        below.write("people/ana/profile.yaml", "profile");
        let mut above = Drafts::default();
        above.remove("people/ana/goals/a.yml");
        above.write("people/ana/goals/a.yaml", "new");
        above.write("people/ben/profile.yaml", "ben");
        let snapshot = Snapshot::new("below", Arc::new(below)).under("above", Arc::new(above));
        let names = |folder: &str| -> Vec<String> {
            let entries = snapshot.list(folder).unwrap();
            entries.into_iter().map(|entry| String::from_utf8(entry.name).unwrap()).collect()
        };
        assert_eq!(names("people"), ["ana", "ben"]);
        assert_eq!(names("people/ana/goals"), ["a.yaml"]);
        assert_eq!(snapshot.find("people/ana/goals/a.yml").unwrap(), None);
        assert_eq!(snapshot.find("people/ben").unwrap().unwrap().kind, EntryKind::Folder);
        assert_eq!(snapshot.read("people/ana/goals/a.yaml", 10).unwrap(), Some(Bytes::Whole(b"new".into())));
        assert_eq!(snapshot.read("people/ana/goals/a.yaml", 2).unwrap(), Some(Bytes::TooLarge(3)));
        assert_eq!(
            snapshot.read("people/ana/profile.yaml", 10).unwrap(),
            Some(Bytes::Whole(b"profile".into()))
        );
    }
}
