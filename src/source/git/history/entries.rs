//! The entries of a tree in the object's own bytes, one after the other: no list is made of them.
//!
//! A folder that is damaged ends where the damage begins: what was broken has no history.

use std::cmp::Ordering;

use super::super::tree::{kind_of, mode_of};
use crate::source::snapshot::{EntryKind, ObjectId};

/// One entry in the bytes of a tree.
#[derive(Clone, Copy)]
pub(super) struct RawEntry<'a> {
    pub(super) name: &'a [u8],
    pub(super) kind: EntryKind,
    pub(super) id: ObjectId,
    /// From its mode to the end of its id.
    pub(super) bytes: &'a [u8],
}

/// The first entry of a tree's bytes, and what follows it.
fn first(bytes: &[u8]) -> Option<(RawEntry<'_>, &[u8])> {
    let (mode, rest) = mode_of(bytes)?;
    let length = rest.iter().position(|byte| *byte == 0)?;
    let name = rest.get(..length)?;
    let id = rest.get(length + 1..)?.first_chunk()?;
    let (own, rest) = bytes.split_at_checked(bytes.len() - rest.len() + length + 1 + id.len())?;
    // Nobody could write such a name into a file system.
    let kind = if name.contains(&b'/') || name.is_empty() { EntryKind::Other } else { kind_of(mode, name) };
    Some((RawEntry { name, kind, id: ObjectId(*id), bytes: own }, rest))
}

/// The folder of that name in a tree's bytes.
pub(super) fn folder<'a>(mut bytes: &'a [u8], name: &[u8]) -> Option<RawEntry<'a>> {
    while let Some((entry, rest)) = first(bytes) {
        if entry.name == name && entry.kind == EntryKind::Folder {
            return Some(entry);
        }
        bytes = rest;
    }
    None
}

/// The folder whose entry lies at `place`.
pub(super) fn folder_at(bytes: &[u8], place: Option<usize>) -> Option<RawEntry<'_>> {
    let (entry, _) = first(bytes.get(place?..)?)?;
    (entry.kind == EntryKind::Folder).then_some(entry)
}

/// Where the entries of a tree begin; `None` where it is damaged.
pub(super) fn starts(bytes: &[u8]) -> Option<Vec<u32>> {
    let mut starts = Vec::with_capacity(bytes.len() / 30);
    let mut rest = bytes;
    while !rest.is_empty() {
        starts.push(u32::try_from(bytes.len() - rest.len()).ok()?);
        rest = first(rest)?.1;
    }
    Some(starts)
}

/// The order in which Git keeps entries: folders as if their name ended in `/`.
fn order(a: &RawEntry<'_>, b: &RawEntry<'_>) -> Ordering {
    let key = |entry: &RawEntry<'_>| (entry.kind == EntryKind::Folder).then_some(b'/');
    a.name.iter().copied().chain(key(a)).cmp(b.name.iter().copied().chain(key(b)))
}

/// The entries that differ between two trees' bytes. A file that becomes a folder is two entries.
pub(super) fn pairs<'a>(
    mut old: &'a [u8],
    mut new: &'a [u8],
) -> impl Iterator<Item = (Option<RawEntry<'a>>, Option<RawEntry<'a>>)> {
    std::iter::from_fn(move || {
        loop {
            let (before, after) = (first(old), first(new));
            let pair = match (before, after) {
                (None, None) => return None,
                (Some((before, rest)), None) => {
                    old = rest;
                    (Some(before), None)
                }
                (None, Some((after, rest))) => {
                    new = rest;
                    (None, Some(after))
                }
                (Some((before, old_rest)), Some((after, new_rest))) => {
                    if before.bytes == after.bytes {
                        (old, new) = (old_rest, new_rest);
                        continue;
                    }
                    match order(&before, &after) {
                        Ordering::Less => {
                            old = old_rest;
                            (Some(before), None)
                        }
                        Ordering::Greater => {
                            new = new_rest;
                            (None, Some(after))
                        }
                        Ordering::Equal => {
                            (old, new) = (old_rest, new_rest);
                            (Some(before), Some(after))
                        }
                    }
                }
            };
            return Some(pair);
        }
    })
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

    fn differing(old: &[u8], new: &[u8]) -> Vec<(String, Option<u8>, Option<u8>)> {
        pairs(old, new)
            .map(|(before, after)| {
                let name = before.or(after).map(|entry| String::from_utf8_lossy(entry.name).into_owned());
                let id = |entry: Option<RawEntry<'_>>| entry.map(|entry| entry.id.0[0]);
                (name.unwrap(), id(before), id(after))
            })
            .collect()
    }

    #[test]
    fn entries_are_paired_in_gits_order() {
        // Git sorts the folder `a` as `a/`, behind `a.b` and before `a0`.
        let old = object(&[("100644", b"a.b", 1), ("40000", b"a", 2), ("100644", b"a0", 3)]);
        let new =
            object(&[("100644", b"a", 4), ("100644", b"a.b", 1), ("100644", b"a0", 5), ("40000", b"z", 6)]);
        let expected = [
            ("a".to_owned(), None, Some(4)),
            ("a".to_owned(), Some(2), None),
            ("a0".to_owned(), Some(3), Some(5)),
            ("z".to_owned(), None, Some(6)),
        ];
        assert_eq!(differing(&old, &new), expected);
        assert!(differing(&old, &old).is_empty());
        assert_eq!(differing(&[], &new).len(), 4);
        assert_eq!(folder(&old, b"a").unwrap().id, ObjectId([2; 20]));
        assert!(folder(&new, b"a").is_none() && folder(&new, b"zz").is_none(), "a file is no folder");
    }

    #[test]
    fn damage_ends_a_folder_where_it_begins() {
        let good = object(&[("100644", b"a", 1), ("100644", b"b", 2)]);
        for length in 0..good.len() {
            let found = differing(&good[..length], &[]).len();
            assert_eq!(found, length / (good.len() / 2), "{length}");
        }
        let odd =
            object(&[("40000", b"a/b", 1), ("40000", b"", 2), ("40000", b"..", 3), ("40000", b".git", 4)]);
        assert_eq!(differing(&odd, &[]).len(), 4);
        assert!(
            std::iter::successors(first(&odd), |(_, rest)| first(rest))
                .all(|(entry, _)| entry.kind == EntryKind::Other)
        );
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_can_be_compared(old: Vec<u8>, new: Vec<u8>) {
            let _ = differing(&old, &new);
        }
    }
}
