//! Where the entries of a large folder lie in its bytes, kept from one pair of trees to the next: of
//! two neighbours in a history nearly all entries are the same, and those that differ have the same
//! length. That is seen by comparing bytes, without reading entries.

use std::collections::HashMap;

use crate::source::snapshot::ObjectId;

/// Bytes that are compared at once.
const STRETCH: usize = 64;
/// Length of the id at the end of an entry.
const ID: usize = 20;

/// The layout of one folder.
pub(super) struct Layout {
    /// The tree that has it.
    pub(super) tree: ObjectId,
    /// Where each entry begins.
    pub(super) starts: Vec<u32>,
    /// Where folders that were looked for begin, `None` where there is none of that name.
    pub(super) places: HashMap<Vec<u8>, Option<usize>>,
}

impl Layout {
    /// Whether `other` has the layout of `own`, whose layout this is: the same names and modes in the
    /// same places, so that only ids differ.
    pub(super) fn is_that_of(&self, other: &[u8], own: &[u8]) -> bool {
        own.len() == other.len()
            && own.chunks(STRETCH).zip(other.chunks(STRETCH)).enumerate().all(|(number, (a, b))| {
                a == b || {
                    let bytes = a.iter().zip(b).enumerate().filter(|(_, (a, b))| a != b);
                    bytes.map(|(at, _)| number * STRETCH + at).all(|at| self.is_in_id(at, own.len()))
                }
            })
    }

    /// Whether the byte at `at` belongs to an id.
    fn is_in_id(&self, at: usize, length: usize) -> bool {
        let next = self.starts.partition_point(|start| *start as usize <= at);
        let end = self.starts.get(next).map_or(length, |start| *start as usize);
        at + ID >= end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(entries: &[(&str, u8)]) -> Vec<u8> {
        entries
            .iter()
            .flat_map(|(name, id)| [b"40000 ", name.as_bytes(), b"\0", [*id; ID].as_slice()].concat())
            .collect()
    }

    #[test]
    fn only_ids_may_differ() {
        let own = object(&[("ana", 1), ("ben", 2), ("chi", 3)]);
        let entry = own.len() / 3;
        let starts = vec![0, entry as u32, 2 * entry as u32];
        let layout = Layout { tree: ObjectId([0; ID]), starts, places: HashMap::new() };
        for (other, expected) in [
            (object(&[("ana", 1), ("ben", 2), ("chi", 3)]), true),
            (object(&[("ana", 9), ("ben", 2), ("chi", 8)]), true),
            (object(&[("ana", 1), ("bea", 2), ("chi", 3)]), false),
            (object(&[("ana", 1), ("ben", 2)]), false),
            (object(&[("ana", 1), ("ben", 2), ("chi", 3), ("dan", 4)]), false),
        ] {
            assert_eq!(layout.is_that_of(&other, &own), expected);
        }
        for at in 0..own.len() {
            let mut other = own.clone();
            other[at] ^= 0x55;
            assert_eq!(layout.is_that_of(&other, &own), at % entry >= entry - ID, "{at}");
        }
    }
}
