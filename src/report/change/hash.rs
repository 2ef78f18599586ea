//! The change hash: whether a comment says anything new.

use std::io::{self, Write};

use serde::Serialize;

use super::{ChangeReport, Footer};

impl ChangeReport {
    /// A hash of everything but footer and permalinks, 32 hexadecimal digits: FNV-1a with 128 bits
    /// over the JSON of the model. It tells whether a comment needs writing; it proves nothing.
    #[must_use]
    pub fn change_hash(&self) -> String {
        let mut report = self.clone();
        report.footer = Footer::default();
        for introduced in &mut report.introduced {
            introduced.permalink = None;
        }
        hash_of(&report)
    }

    /// As [`Self::change_hash`], of what is said after the merge.
    #[must_use]
    pub fn merged_hash(&self) -> String {
        hash_of(&("merged", self.change_hash()))
    }
}

/// 32 hexadecimal digits: FNV-1a with 128 bits over the JSON of a view.
pub(in crate::report) fn hash_of(view: &impl Serialize) -> String {
    let mut hash = Fnv::default();
    // Plain data with text keys always serialises, and the hash takes every byte.
    let written = serde_json::to_writer(&mut hash, view);
    debug_assert!(written.is_ok(), "{written:?}");
    format!("{:032x}", hash.0)
}

/// FNV-1a, 128 bits, with the offset basis and prime of its authors.
struct Fnv(u128);

impl Default for Fnv {
    fn default() -> Self {
        Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }
}

impl Write for Fnv {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for byte in bytes {
            self.0 = (self.0 ^ u128::from(*byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn the_hash_is_that_of_the_published_function() {
        let hash = |text: &str| {
            let mut hash = Fnv::default();
            hash.write_all(text.as_bytes()).unwrap();
            format!("{:032x}", hash.0)
        };
        assert_eq!(hash(""), "6c62272e07bb014262b821756295c58d");
        assert_eq!(hash("a"), "d228cb696f1a8caf78912b704e4a8964");
    }

    #[test]
    fn the_change_hash_covers_all_but_footer_and_permalinks() {
        let report = sample::change();
        let mut same = report.clone();
        same.footer.head = "0".repeat(40);
        same.introduced[0].permalink = None;
        assert_eq!(report.change_hash(), same.change_hash());
        let mut other = report.clone();
        other.tiers[0].after.met += 1;
        assert_ne!(report.change_hash(), other.change_hash());
    }
}
