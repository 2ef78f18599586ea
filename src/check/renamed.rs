//! The base under the names that its files have after a change, so that a rule about changes can
//! look a renamed record up where it is now. Nothing here compares anything.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::error::Error;
use crate::record::RecordPath;
use crate::source::{Bytes, Entry, EntryKind, FileChange, Layer, Slot, Snapshot};

/// `base`, its renamed files under their new names only.
pub(super) fn under_new_names(base: &Snapshot, files: &[FileChange]) -> Snapshot {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
    let old: BTreeMap<String, String> = files
        .iter()
        .filter_map(|file| Some((text(&file.path)?, text(file.renamed_from.as_ref()?)?)))
        // A record that got a name that no record has, such as `x.yaml.old`, is gone.
        .filter(|(new, old)| RecordPath::parse(new).is_ok() || RecordPath::parse(old).is_err())
        .collect();
    if old.is_empty() {
        return base.clone();
    }
    let mut slots: BTreeMap<String, BTreeMap<String, bool>> = BTreeMap::new();
    let mut put = |path: &str, there: bool| {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let slot = slots.entry(folder.to_owned()).or_default().entry(name.to_owned()).or_default();
        *slot |= there;
    };
    for (new, old) in &old {
        put(old, false);
        put(new, true);
    }
    base.under(base.name(), Arc::new(Renamed { base: base.clone(), old, slots }))
}

/// A layer that says of the old names that they are gone, and of the new ones what stood at the old.
struct Renamed {
    base: Snapshot,
    /// New path → old path.
    old: BTreeMap<String, String>,
    /// Folder → name → whether a file is there now.
    slots: BTreeMap<String, BTreeMap<String, bool>>,
}

impl Renamed {
    fn slot(name: &str, there: bool) -> Slot {
        let name = name.as_bytes().to_vec();
        if there {
            Slot::Present(Entry { name, kind: EntryKind::File, id: None })
        } else {
            Slot::Removed(name)
        }
    }
}

impl Layer for Renamed {
    fn list(&self, folder: &str) -> Result<Vec<Slot>, Error> {
        let mut names: BTreeMap<&str, Slot> = BTreeMap::new();
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        // The folders on the way to a new name.
        for below in self.slots.range(prefix.clone()..).map(|(path, _)| path) {
            let Some(rest) = below.strip_prefix(&prefix) else { break };
            let name = rest.split('/').next().unwrap_or_default();
            if !name.is_empty() {
                let entry = Entry { name: name.as_bytes().to_vec(), kind: EntryKind::Folder, id: None };
                names.insert(name, Slot::Present(entry));
            }
        }
        for (name, there) in self.slots.get(folder).into_iter().flatten() {
            names.insert(name, Self::slot(name, *there));
        }
        Ok(names.into_values().collect())
    }

    fn find(&self, path: &str) -> Result<Option<Slot>, Error> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let there = self.slots.get(folder).and_then(|names| names.get(name));
        Ok(there.map(|there| Self::slot(name, *there)))
    }

    fn read(&self, path: &str, limit: usize) -> Result<Option<Bytes>, Error> {
        match self.old.get(path) {
            Some(old) => self.base.read(old, limit),
            None => Ok(None),
        }
    }
}
