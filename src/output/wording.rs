//! Words that several formats share: plurals, lists, lines of a width. Nothing here escapes anything.

use super::escape::shorten;
use crate::report::findings::{HelpView, Tally};

/// `1 error`, `2 errors`, `0 errors`.
pub(crate) fn count(n: usize, word: &str) -> String {
    if n == 1 {
        return format!("1 {word}");
    }
    if let Some(stem) = word.strip_suffix("person") {
        return format!("{n} {stem}people");
    }
    if let Some(stem) = word.strip_suffix("criterion") {
        return format!("{n} {stem}criteria");
    }
    match word.strip_suffix("try") {
        Some(stem) => format!("{n} {stem}tries"),
        None => format!("{n} {word}s"),
    }
}

/// `1 error, 2 notes`: the kinds that there are; empty where there is none.
pub(crate) fn tally(tally: Tally) -> String {
    [(tally.errors, "error"), (tally.warnings, "warning"), (tally.notes, "note")]
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| count(n, word))
        .collect::<Vec<_>>()
        .join(", ")
}

/// What a finding would say of a file that does not merge with base.
pub(super) const CONFLICT: &str = "conflicts with base: merge or rebase onto base, then check again";

/// `1 conflict with base to resolve and 2 errors to fix`; nothing where there is neither.
pub(crate) fn to_fix(conflicts: usize, errors: usize) -> Option<String> {
    let conflicts = (conflicts > 0).then(|| format!("{} with base to resolve", count(conflicts, "conflict")));
    let errors = (errors > 0).then(|| format!("{} to fix", count(errors, "error")));
    let both: Vec<String> = conflicts.into_iter().chain(errors).collect();
    (!both.is_empty()).then(|| both.join(" and "))
}

/// The most characters of a replacement that is told in words.
const MAX_REPLACEMENT: usize = 60;

/// An advice and what to write, where the advice does not say it already.
pub(super) fn in_words(text: &str, replacement: &str) -> String {
    if replacement.trim().is_empty() || text.contains(&format!("`{replacement}`")) {
        text.to_owned()
    } else {
        format!("{text}: write `{}`", shorten(replacement, MAX_REPLACEMENT))
    }
}

/// A finding's advice in one sentence.
pub(super) fn advice(help: &HelpView) -> String {
    help.replacement.as_ref().map_or_else(|| help.text.clone(), |text| in_words(&help.text, text))
}

/// Breaks a sentence into lines of at most `width` characters; a longer word has its own line.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_are_right() {
        assert_eq!(count(1, "error"), "1 error");
        assert_eq!(count(0, "file"), "0 files");
        assert_eq!(count(2, "person"), "2 people");
        assert_eq!(count(3, "more entry"), "3 more entries");
        assert_eq!(count(3, "more criterion"), "3 more criteria");
        assert_eq!(tally(Tally { errors: 1, warnings: 0, notes: 2 }), "1 error, 2 notes");
        assert_eq!(tally(Tally::default()), "");
        assert_eq!(to_fix(1, 2).unwrap(), "1 conflict with base to resolve and 2 errors to fix");
        assert_eq!(to_fix(0, 0), None);
    }
}
