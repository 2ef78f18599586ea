//! Rows that are about nobody: totals, legends, the headings again, headings between rows.

use super::heading::{is_legend, is_summary, known};

/// A row by its name.
pub(super) struct Row<'r> {
    pub(super) name: &'r str,
    /// What stands over the names.
    pub(super) heading: Option<&'r str>,
    /// Whether nothing but the name stands in it.
    pub(super) lonely: bool,
    /// Whether the name reads as a level.
    pub(super) is_level: bool,
    /// Whether a row is one rating.
    pub(super) long: bool,
    /// How many columns say something about people.
    pub(super) attributes: usize,
}

/// Why the row is about nobody, and what to do where it is about somebody after all; `None` where it is
/// about a person.
pub(super) fn why(row: &Row<'_>) -> Option<(&'static str, &'static str)> {
    let Row { name, lonely, .. } = *row;
    if is_summary(name) {
        return Some(("reads like a total, an average or a target", ""));
    }
    if row.heading == Some(name) {
        return Some(("the headings again", ""));
    }
    if (lonely && (is_legend(name) || row.is_level)) || name.starts_with('#') {
        return Some(("a legend, no person", ""));
    }
    if !row.long && known(name, false).is_some_and(|field| !field.identifies()) {
        return Some(("neither a person nor a skill", ""));
    }
    (lonely && (row.attributes > 1 || is_group(name))).then_some((
        "nothing but a name: taken for a heading between rows",
        "if it is a person, fill in one more cell",
    ))
}

/// Whether a name is that of a group of people.
fn is_group(name: &str) -> bool {
    let group = ["team", "squad", "gruppe", "group", "department", "abteilung", "chapter", "tribe"];
    name.split(|c: char| !c.is_alphanumeric()).any(|word| group.contains(&word.to_lowercase().as_str()))
}
