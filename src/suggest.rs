//! "Did you mean": the nearest of the names that would be right.

/// The candidate nearest to `word`, where one is near enough to be meant: at most one edit in
/// three characters (Damerau–Levenshtein, so that two swapped letters are one edit), letter case
/// and `_` for `-` not counted. Of equally near ones the first.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = plain(word);
    let length = word.chars().count();
    if length > 80 {
        return None;
    }
    let limit = (length / 3).clamp(1, 4);
    candidates
        .into_iter()
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= limit)
        .map(|candidate| (strsim::damerau_levenshtein(&word, &plain(candidate)), candidate))
        .filter(|(distance, candidate)| *distance <= limit && *distance < candidate.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

fn plain(word: &str) -> String {
    word.trim().to_lowercase().replace(['_', ' '], "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_suggested_and_far_ones_are_not() {
        let names = ["measure", "deadline", "skill", "async-rust", "ana"];
        for (word, expected) in [
            ("measures", Some("measure")),
            ("dead_line", Some("deadline")),
            ("Skill", Some("skill")),
            ("async_rust", Some("async-rust")),
            ("asnyc-rust", Some("async-rust")),
            ("anna", Some("ana")),
            ("hours", None),
            ("x", None),
        ] {
            assert_eq!(nearest(word, names), expected, "{word}");
        }
        assert_eq!(nearest(&"a".repeat(100_000), names), None);
    }
}
