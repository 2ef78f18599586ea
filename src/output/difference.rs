//! What differs between two texts, line by line, in the unified form that `diff` and Git show.

use similar::TextDiff;

use super::escape;

/// The lines of `path` that differ, with three lines around them; empty where none do. Harmless in a
/// terminal and in CI.
#[must_use]
pub fn unified(path: &str, before: &str, after: &str) -> String {
    let difference = TextDiff::from_lines(before, after);
    let (old, new) = (format!("a/{path}"), format!("b/{path}"));
    let text = difference.unified_diff().context_radius(3).header(&old, &new).to_string();
    escape::neutralise_commands(&escape::terminal_lines(&text, &mut []))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_differ_are_shown_with_those_around_them() {
        let before = "a\nb\nc\nd\ne\n";
        let shown = unified("x.yaml", before, "a\nb\nc\nd\nE\n");
        assert_eq!(shown, "--- a/x.yaml\n+++ b/x.yaml\n@@ -2,4 +2,4 @@\n b\n c\n d\n-e\n+E\n");
        assert_eq!(unified("x.yaml", before, before), "");
        assert!(!unified("x", "", "\u{1b}[31m::error::x\n").contains("\n+\u{1b}"));
    }
}
