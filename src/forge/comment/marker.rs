//! The marker that a comment of ours begins with: `<!-- milepost:pr v1 hash=… -->`. Written by
//! [`crate::output::markdown::marker`]; here it is read.

/// The first bytes of a comment of ours.
const BEGINNING: &str = "<!-- milepost:pr ";
/// The first bytes of one that was folded as outdated: ours, but no longer the one that is kept right.
const RETIRED: &str = "<!-- milepost:pr-outdated ";

/// Whether a text begins with the marker.
pub(super) fn is_marked(body: &str) -> bool {
    body.starts_with(BEGINNING)
}

/// Whether a text begins as one that was folded as outdated.
pub(super) fn is_retired(body: &str) -> bool {
    body.starts_with(RETIRED)
}

/// The text of an outdated comment: as it was, but for the marker.
pub(super) fn retired(body: &str) -> String {
    match body.strip_prefix(BEGINNING) {
        Some(rest) => format!("{RETIRED}{rest}"),
        None => body.to_owned(),
    }
}

/// The change hash in a text's marker.
pub(super) fn hash(body: &str) -> Option<&str> {
    hash_after(BEGINNING, body)
}

/// The hash in a marker of any kind, which begins with `beginning`.
pub(in crate::forge) fn hash_after<'a>(beginning: &str, body: &'a str) -> Option<&'a str> {
    let (marker, _) = body.strip_prefix(beginning)?.split_once("-->")?;
    marker.split_whitespace().find_map(|word| word.strip_prefix("hash=")).filter(|hash| !hash.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::markdown;
    use crate::report::sample;

    #[test]
    fn the_hash_is_read_as_it_is_written() {
        let report = sample::change();
        let marker = markdown::marker(&report);
        assert!(is_marked(&marker));
        assert_eq!(hash(&format!("{marker}\ntext")), Some(report.change_hash().as_str()));
        for text in [
            "",
            "x",
            " <!-- milepost:pr v1 hash=1 -->",
            "<!-- milepost:pr v1 -->",
            "<!-- milepost:pr v1 hash=",
        ] {
            assert_eq!(hash(text), None, "{text}");
        }
    }

    #[test]
    fn an_outdated_one_is_no_longer_the_one() {
        let body = retired("<!-- milepost:pr v1 hash=1 -->\ntext");
        assert_eq!(body, "<!-- milepost:pr-outdated v1 hash=1 -->\ntext");
        assert!(!is_marked(&body) && is_retired(&body));
    }
}
