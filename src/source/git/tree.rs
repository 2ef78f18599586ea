//! Folders as Git stores them: parsing, a bounded cache, and a [`Layer`] of one tree.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Repository, Revision, failed, object_error, oid};
use crate::error::Error;
use crate::source::snapshot::{Bytes, Entry, EntryKind, Layer, ObjectId, Slot, split_path};

/// One folder of a tree: the object's own bytes, and where in them each entry lies. A folder of
/// 10,000 people is a few allocations, not 10,000.
#[derive(Debug)]
pub(in crate::source) struct Folder {
    bytes: Box<[u8]>,
    /// Sorted by name, bytewise (Git's own order compares folders as if their name ended in `/`).
    entries: Box<[Place]>,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    kind: EntryKind,
    start: u32,
    /// End of the name; a NUL and twenty bytes of id follow.
    end: u32,
}

/// One entry of a [`Folder`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::source) struct TreeEntry<'a> {
    pub(in crate::source) name: &'a [u8],
    pub(in crate::source) kind: EntryKind,
    pub(in crate::source) id: ObjectId,
}

impl TreeEntry<'_> {
    fn to_slot(self) -> Slot {
        Slot::Present(Entry { name: self.name.to_vec(), kind: self.kind, id: Some(self.id) })
    }
}

impl Folder {
    /// Reads a tree object: entries of `<octal mode> SP <name> NUL <20 bytes of id>` (format:
    /// "Git Internals, Tree Objects"). `None` where it is damaged or no working tree could hold it:
    /// a name that is empty, holds a slash or stands twice.
    fn parse(bytes: &[u8]) -> Option<Self> {
        u32::try_from(bytes.len()).ok()?;
        // An entry takes 30 bytes and more but for the shortest names; a guess saves growing in steps.
        let mut entries = Vec::with_capacity(bytes.len() / 30);
        let mut at = 0;
        while at < bytes.len() {
            let rest = bytes.get(at..)?;
            let (mode, rest) = mode_of(rest)?;
            // One look at each byte: a slash ends the search as the NUL does, and is refused.
            let length = rest.iter().position(|byte| matches!(byte, 0 | b'/'))?;
            let (name, rest) = rest.split_at(length);
            if name.is_empty() || rest.first() != Some(&0) {
                return None;
            }
            let end = bytes.len() - rest.len();
            let start = end - length;
            at = end + 1 + 20;
            entries.push(Place { kind: kind_of(mode, name), start: start as u32, end: end as u32 });
        }
        if at != bytes.len() {
            return None;
        }
        let name = |place: &Place| bytes.get(place.start as usize..place.end as usize).unwrap_or_default();
        // Most folders are in order as they are: sorting 10,000 people costs more than reading them.
        if !entries.is_sorted_by(|a, b| name(a) < name(b)) {
            entries.sort_unstable_by(|a, b| name(a).cmp(name(b)));
            if entries.windows(2).any(|pair| matches!(pair, [a, b] if name(a) == name(b))) {
                return None;
            }
        }
        Some(Self { bytes: bytes.into(), entries: entries.into() })
    }

    fn name(&self, place: Place) -> &[u8] {
        self.bytes.get(place.start as usize..place.end as usize).unwrap_or_default()
    }

    fn entry(&self, place: Place) -> TreeEntry<'_> {
        let rest = self.bytes.get(place.end as usize + 1..).and_then(<[u8]>::first_chunk);
        let id = ObjectId(rest.copied().unwrap_or_default());
        TreeEntry { name: self.name(place), kind: place.kind, id }
    }

    /// The entries, sorted by the bytes of their names.
    pub(in crate::source) fn iter(&self) -> impl Iterator<Item = TreeEntry<'_>> {
        self.entries.iter().map(|place| self.entry(*place))
    }

    /// The entry of that name.
    pub(in crate::source) fn get(&self, name: &[u8]) -> Option<TreeEntry<'_>> {
        let index = self.entries.binary_search_by(|place| self.name(*place).cmp(name)).ok()?;
        self.entries.get(index).map(|place| self.entry(*place))
    }

    fn size(&self) -> usize {
        self.bytes.len() + self.entries.len() * size_of::<Place>() + 64
    }
}

/// The mode at the start of an entry, and what follows the space behind it.
pub(super) fn mode_of(entry: &[u8]) -> Option<(u32, &[u8])> {
    // Nearly all entries are folders and plain files.
    if let Some(rest) = entry.strip_prefix(b"40000 ") {
        return Some((0o040_000, rest));
    }
    if let Some(rest) = entry.strip_prefix(b"100644 ") {
        return Some((0o100_644, rest));
    }
    let space = entry.iter().position(|byte| *byte == b' ')?;
    let mode = std::str::from_utf8(entry.get(..space)?).ok()?;
    Some((u32::from_str_radix(mode, 8).ok()?, entry.get(space + 1..)?))
}

/// What a mode means. Names that lead out of a folder or into `.git` are never opened.
pub(super) fn kind_of(mode: u32, name: &[u8]) -> EntryKind {
    if matches!(name, b"." | b"..") || name.eq_ignore_ascii_case(b".git") {
        return EntryKind::Other;
    }
    match mode {
        0o040_000 => EntryKind::Folder,
        0o100_644 | 0o100_755 => EntryKind::File,
        0o120_000 => EntryKind::Symlink,
        0o160_000 => EntryKind::Submodule,
        _ => EntryKind::Other,
    }
}

/// Folders by their id, shared by all snapshots of a repository: two generations of at most
/// [`FolderCache::GENERATION`] bytes each. What is used moves to the young one; when that is full,
/// the old one is dropped. So `people` stays while thousands of persons' folders pass by.
#[derive(Default)]
pub(super) struct FolderCache(Mutex<Generations>);

#[derive(Default)]
struct Generations {
    young: HashMap<ObjectId, Arc<Folder>>,
    old: HashMap<ObjectId, Arc<Folder>>,
    young_bytes: usize,
}

impl FolderCache {
    const GENERATION: usize = 4 << 20;

    fn get(&self, id: ObjectId) -> Option<Arc<Folder>> {
        let mut generations = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(folder) = generations.young.get(&id) {
            return Some(folder.clone());
        }
        let folder = generations.old.remove(&id)?;
        generations.insert(id, folder.clone());
        Some(folder)
    }

    fn insert(&self, id: ObjectId, folder: Arc<Folder>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id, folder);
    }
}

impl Generations {
    fn insert(&mut self, id: ObjectId, folder: Arc<Folder>) {
        if self.young_bytes > FolderCache::GENERATION {
            self.old = std::mem::take(&mut self.young);
            self.young_bytes = 0;
        }
        self.young_bytes += folder.size();
        self.young.insert(id, folder);
    }
}

impl Repository {
    /// The folder with that id. `purpose` says what it is wanted for.
    pub(in crate::source) fn folder(
        &self,
        id: ObjectId,
        purpose: impl Fn() -> String,
    ) -> Result<Arc<Folder>, Error> {
        if let Some(folder) = self.0.folders.get(id) {
            return Ok(folder);
        }
        let folder = self.with(|handle| {
            let odb = handle.odb().map_err(|error| failed("open the object store", &error))?;
            let object = odb.read(oid(id)).map_err(|error| object_error(id, &purpose, &error))?;
            Folder::parse(object.data()).ok_or_else(|| Error::Git {
                action: format!("read object {id}, needed for {}", purpose()),
                message: "it is no valid folder".into(),
            })
        })?;
        let folder = Arc::new(folder);
        self.0.folders.insert(id, folder.clone());
        Ok(folder)
    }

    /// The tree of the learning repository's folder `root` at a revision, where there is one.
    pub(in crate::source) fn tree_at(
        &self,
        revision: &Revision,
        root: &str,
    ) -> Result<Option<ObjectId>, Error> {
        let mut tree = revision.tree;
        for part in root.split('/').filter(|part| !part.is_empty()) {
            let folder = self.folder(tree, || format!("the folder {root} of `{}`", revision.name))?;
            match folder.get(part.as_bytes()) {
                Some(entry) if entry.kind == EntryKind::Folder => tree = entry.id,
                Some(_) | None => return Ok(None),
            }
        }
        Ok(Some(tree))
    }
}

/// A Git tree as a layer.
pub(super) struct GitTree {
    repository: Repository,
    /// `None`: the learning repository's folder is not there.
    tree: Option<ObjectId>,
    /// The revision as a person calls it.
    name: String,
}

impl GitTree {
    pub(super) fn new(repository: Repository, tree: Option<ObjectId>, name: &str) -> Self {
        Self { repository, tree, name: name.to_owned() }
    }

    fn purpose(&self, path: &str) -> String {
        if path.is_empty() { format!("`{}`", self.name) } else { format!("{path} of `{}`", self.name) }
    }

    fn folder(&self, path: &str) -> Result<Option<Arc<Folder>>, Error> {
        let Some(tree) = self.tree else {
            return Ok(None);
        };
        let mut folder = self.repository.folder(tree, || self.purpose(path))?;
        if !path.is_empty() {
            for part in path.split('/') {
                let Some(id) = folder
                    .get(part.as_bytes())
                    .filter(|entry| entry.kind == EntryKind::Folder)
                    .map(|entry| entry.id)
                else {
                    return Ok(None);
                };
                folder = self.repository.folder(id, || self.purpose(path))?;
            }
        }
        Ok(Some(folder))
    }

    fn with_entry<T>(&self, path: &str, of: impl Fn(TreeEntry<'_>) -> T) -> Result<Option<T>, Error> {
        let Some((folder, name)) = split_path(path) else {
            return Ok(None);
        };
        Ok(self.folder(folder)?.and_then(|folder| folder.get(name.as_bytes()).map(of)))
    }
}

impl Layer for GitTree {
    fn list(&self, folder: &str) -> Result<Vec<Slot>, Error> {
        let folder = self.folder(folder)?;
        Ok(folder.map(|folder| folder.iter().map(TreeEntry::to_slot).collect()).unwrap_or_default())
    }

    fn find(&self, path: &str) -> Result<Option<Slot>, Error> {
        self.with_entry(path, |entry| entry.to_slot())
    }

    fn read(&self, path: &str, limit: usize) -> Result<Option<Bytes>, Error> {
        match self.with_entry(path, |entry| (entry.kind, entry.id))? {
            Some((EntryKind::File, id)) => self.repository.blob(id, limit, || self.purpose(path)).map(Some),
            Some(_) | None => Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(entries: &[(&str, &[u8], u8)]) -> Vec<u8> {
        let bytes = |(mode, name, id): &(&str, &[u8], u8)| {
            [mode.as_bytes(), b" ", name, b"\0", [*id; 20].as_slice()].concat()
        };
        entries.iter().flat_map(bytes).collect()
    }

    #[test]
    fn entries_are_found_and_sorted_by_name_whatever_gits_order() {
        // Git sorts the folder `a` as `a/`, behind `a.b`.
        let folder =
            Folder::parse(&object(&[("100644", b"a.b", 1), ("40000", b"a", 2), ("100755", b"a0", 3)]))
                .unwrap();
        let names: Vec<_> = folder.iter().map(|entry| entry.name).collect();
        assert_eq!(names, [b"a" as &[u8], b"a.b", b"a0"]);
        let entry = |name, kind, id| Some(TreeEntry { name, kind, id: ObjectId([id; 20]) });
        assert_eq!(folder.get(b"a"), entry(b"a", EntryKind::Folder, 2));
        assert_eq!(folder.get(b"a.b"), entry(b"a.b", EntryKind::File, 1));
        assert_eq!(folder.get(b"a0"), entry(b"a0", EntryKind::File, 3));
        assert_eq!(folder.get(b"b"), None);
    }

    #[test]
    fn modes_and_names_decide_what_may_be_opened() {
        let rows: [(&str, &[u8], EntryKind); 12] = [
            ("100644", b"file", EntryKind::File),
            ("100755", b"program", EntryKind::File),
            ("40000", b"folder", EntryKind::Folder),
            ("040000", b"padded", EntryKind::Folder),
            ("120000", b"link", EntryKind::Symlink),
            ("160000", b"module", EntryKind::Submodule),
            ("100600", b"private", EntryKind::Other),
            ("0", b"nothing", EntryKind::Other),
            ("40000", b"..", EntryKind::Other),
            ("100644", b".", EntryKind::Other),
            ("40000", b".GIT", EntryKind::Other),
            ("100644", b"caf\xe9\n", EntryKind::File),
        ];
        for (mode, name, kind) in rows {
            let folder = Folder::parse(&object(&[(mode, name, 1)])).unwrap();
            assert_eq!(folder.get(name).unwrap().kind, kind, "{mode} {name:?}");
        }
    }

    #[test]
    fn damaged_folders_are_refused() {
        let good = object(&[("100644", b"a", 1)]);
        assert!(Folder::parse(&good).is_some() && Folder::parse(b"").is_some());
        for length in 1..good.len() {
            assert!(Folder::parse(&good[..length]).is_none(), "{length}");
        }
        for bad in [
            object(&[("100644", b"", 1)]),
            object(&[("100644", b"a/b", 1)]),
            object(&[("100644", b"a", 1), ("40000", b"a", 2)]),
            object(&[("10x644", b"a", 1)]),
            object(&[("77777777777777", b"a", 1)]),
        ] {
            assert!(Folder::parse(&bad).is_none(), "{bad:?}");
        }
    }

    #[test]
    fn what_is_in_use_stays_in_the_cache_and_the_rest_goes() {
        let cache = FolderCache::default();
        let big = || {
            let name = vec![b'a'; FolderCache::GENERATION / 8];
            Arc::new(Folder::parse(&object(&[("100644", &name, 1)])).unwrap())
        };
        let id = |number: u8| ObjectId([number; 20]);
        for number in 0..100 {
            cache.insert(id(number), big());
            assert!(cache.get(id(0)).is_some(), "{number}");
        }
        let kept = (0..100).filter(|number| cache.get(id(*number)).is_some()).count();
        assert!((2..=20).contains(&kept), "{kept}");
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_a_folder_or_none(bytes: Vec<u8>, names: std::collections::BTreeSet<Vec<u8>>) {
            drop(Folder::parse(&bytes));
            let entries: Vec<_> = names.iter().map(|name| ("100644", name.as_slice(), 7)).collect();
            let valid = names.iter().all(|name| !name.is_empty() && !name.iter().any(|it| [0, b'/'].contains(it)));
            match Folder::parse(&object(&entries)) {
                Some(folder) if valid => assert!(folder.iter().map(|it| it.name).eq(&names)),
                folder => assert_eq!(folder.is_some(), valid),
            }
        }
    }
}
