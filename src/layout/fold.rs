//! Where a text may be broken, and breaking it.

/// Whether there is a place to break it.
pub(super) fn can_break(text: &str) -> bool {
    breaks(text).next().is_some()
}

/// The single spaces between two words: a line end there reads as that space.
fn breaks(text: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    let word = move |at: Option<usize>| {
        at.and_then(|at| bytes.get(at)).is_some_and(|byte| !matches!(byte, b' ' | b'\t'))
    };
    text.match_indices(' ')
        .map(|(at, _)| at)
        .filter(move |at| word(at.checked_sub(1)) && word(at.checked_add(1)))
}

/// Breaks `text` into lines of at most `width` columns, where its spaces allow. A line never starts or
/// ends with a blank that `text` does not start or end with.
pub(super) fn fold(text: &str, width: usize) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut last = None;
    let mut counted = 0;
    let mut columns = 0;
    let mut push = |from: usize, to: usize| lines.extend(text.get(from..to));
    for at in breaks(text).chain([text.len()]) {
        columns += text.get(counted..at).unwrap_or_default().chars().count();
        counted = at;
        if columns > width
            && let Some(space) = last
        {
            push(start, space);
            start = space + 1;
            columns = text.get(start..at).unwrap_or_default().chars().count();
        }
        last = Some(at);
    }
    push(start, text.len());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_at_single_spaces_only() {
        assert_eq!(fold("one two  three four", 8), ["one", "two  three", "four"]);
        assert_eq!(fold("äöü äöü äöü", 7), ["äöü äöü", "äöü"]);
        assert_eq!(fold("unbreakable a", 4), ["unbreakable", "a"]);
        assert_eq!(fold("a b", 100), ["a b"]);
        assert!(!can_break("a  b") && !can_break(" a") && !can_break("a "));
    }
}
