//! Which lines of a text a change alters, with the comparison that Git itself uses.

use std::ops::RangeInclusive;

use git2::{DiffOptions, Patch};

use super::failed;
use crate::error::Error;

/// The lines of `after` that differ from `before` as `git diff` shows them, counted from 1, in order.
/// Lines end with LF alone, as for Git.
///
/// # Errors
/// [`Error::Git`] where the texts cannot be compared.
pub fn changed_lines(before: &[u8], after: &[u8]) -> Result<Vec<RangeInclusive<usize>>, Error> {
    let failed = |error: git2::Error| failed("compare the lines of a file", &error);
    let mut options = DiffOptions::new();
    options.context_lines(0).interhunk_lines(0).force_text(true);
    let patch = Patch::from_buffers(before, None, after, None, Some(&mut options)).map_err(failed)?;
    let mut lines = Vec::new();
    for index in 0..patch.num_hunks() {
        let (hunk, _) = patch.hunk(index).map_err(failed)?;
        let (first, count) = (hunk.new_start() as usize, hunk.new_lines() as usize);
        // A hunk that only removes has no line here.
        if count > 0 {
            lines.push(first..=first + count - 1);
        }
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    fn changed(before: &str, after: &str) -> Vec<RangeInclusive<usize>> {
        changed_lines(before.as_bytes(), after.as_bytes()).unwrap()
    }

    #[test]
    fn lines_that_are_new_or_altered_are_named() {
        assert_eq!(changed("a\nb\nc\n", "a\nB\nc\nd\n"), [2..=2, 4..=4]);
        assert_eq!(changed("", "a\nb\n"), [1..=2]);
        assert_eq!(changed("a\nb\n", "a\nb\n"), []);
        assert_eq!(changed("a\nb\nc\n", "a\nc\n"), []);
        assert_eq!(changed("a\nb", "a\nb\n"), [2..=2]);
        assert_eq!(changed("a\0\n", "a\0\nb\0\n"), [2..=2]);
    }

    #[test]
    fn texts_with_nothing_in_common_are_compared_quickly() {
        let text = |from: usize| (from..from + 60_000).map(|n| format!("{n}\n")).collect::<String>();
        let start = Instant::now();
        assert_eq!(changed(&text(0), &text(500_000)), [1..=60_000]);
        let turned: String = (0..60_000).rev().map(|n| format!("{}\n", n % 7)).collect();
        assert!(!changed(&text(0), &turned).is_empty());
        assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
    }
}
