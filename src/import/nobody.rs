//! Rows that are about nobody: totals, legends, empty posts, tiers, the headings again, headings between rows.

use super::heading::{is_group, is_legend, is_legend_word, is_summary, known, plain};
use super::ladder;

/// Posts without a person, as [`plain`] writes them.
const VACANT: &str =
    "vacant vacancy openposition openrole openheadcount newhire tbh tbd unbesetzt vakant offenestelle";

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
    if let Some(why) = no_name(name, lonely) {
        return Some((why, ""));
    }
    if row.heading == Some(name) {
        return Some(("the headings again", ""));
    }
    if lonely && row.is_level {
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

/// Why a text is nobody's name, whatever else its row says; `lonely` where that is nothing.
fn no_name(name: &str, lonely: bool) -> Option<&'static str> {
    let whole = plain(name);
    if is_summary(name) {
        Some("reads like a total, an average or a target")
    } else if is_legend_word(name) || (lonely && (is_legend(name) || name.starts_with(['*', '†']))) {
        Some("a legend, no person")
    } else if name.starts_with('#') {
        Some("a count or a remark, no person")
    } else if VACANT.split_whitespace().any(|word| word == whole) {
        Some("a place that nobody has yet")
    } else if ladder::is_step(&whole) {
        Some("a tier, no person")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_told_from_what_stands_between_them() {
        for name in ["Team average", "Legend", "# of experts", "Vacant", "Open position", "Senior"] {
            assert!(no_name(name, false).is_some(), "{name}");
        }
        for name in ["Ana Soto", "Max Mean", "Senior Junio", "Key Lime", "Ben*"] {
            assert!(no_name(name, false).is_none(), "{name}");
        }
        assert!(no_name("*contractor", true).is_some() && no_name("Legend: 0 = none", true).is_some());
    }
}
