//! What stands where names stand and is nobody's name: totals, legends, empty posts, tiers.

use super::heading::{is_legend, is_legend_word, is_summary, plain};
use super::ladder;

/// Posts without a person, as [`plain`] writes them.
const VACANT: &str =
    "vacant vacancy openposition openrole openheadcount newhire tbh tbd unbesetzt vakant offenestelle";

/// Why a text is nobody's name, whatever else its row says; `lonely` where that is nothing.
#[must_use]
pub(super) fn why_nobody(name: &str, lonely: bool) -> Option<&'static str> {
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
            assert!(why_nobody(name, false).is_some(), "{name}");
        }
        for name in ["Ana Soto", "Max Mean", "Senior Junio", "Key Lime", "Ben*"] {
            assert!(why_nobody(name, false).is_none(), "{name}");
        }
        assert!(why_nobody("*contractor", true).is_some() && why_nobody("Legend: 0 = none", true).is_some());
    }
}
