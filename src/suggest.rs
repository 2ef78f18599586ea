//! "Did you mean": the word of a vocabulary that is nearest to a mistyped one.

/// Longer words are not compared: nobody means them, and comparing takes quadratic time.
const LONGEST: usize = 64;

/// The candidate that `word` is most likely meant to be, where exactly one is near: the same but
/// for letter case, hyphens, underscores and a plural's `s`, the beginning of it, or a few letters
/// away.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.chars().count() > LONGEST {
        return None;
    }
    let word = plain(word);
    let mut best: Option<(usize, &'a str)> = None;
    let mut tied = false;
    for candidate in candidates {
        let other = plain(candidate);
        let length = word.chars().count().max(other.chars().count());
        let distance = if singular(&word) == singular(&other) {
            0
        } else if is_short_for(&word, &other) || is_short_for(&other, &word) {
            1
        } else {
            strsim::osa_distance(&word, &other)
        };
        // One letter in three, and no more than three.
        if distance > (length / 3).min(3) || length > LONGEST {
            continue;
        }
        match best {
            Some((least, _)) if distance > least => {}
            Some((least, _)) if distance == least => tied = true,
            Some(_) | None => (best, tied) = (Some((distance, candidate)), false),
        }
    }
    best.filter(|_| !tied).map(|(_, candidate)| candidate)
}

/// Whether the two differ in letter case, hyphens, underscores, spaces or a plural's `s` only.
#[must_use]
pub fn same_word(one: &str, other: &str) -> bool {
    singular(&plain(one)) == singular(&plain(other))
}

fn plain(word: &str) -> String {
    word.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase).collect()
}

/// `warn` is short for `warning`.
fn is_short_for(word: &str, longer: &str) -> bool {
    longer.starts_with(word) && word.len() >= 3 && word.len() * 2 >= longer.len()
}

fn singular(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_found_and_far_ones_are_not() {
        let keys = ["title", "measure", "deadline", "hours_per_week", "why", "where"];
        for (word, expected) in [
            ("titel", Some("title")),
            ("measures", Some("measure")),
            ("hoursPerWeek", Some("hours_per_week")),
            ("hours-per-week", Some("hours_per_week")),
            ("Deadline", Some("deadline")),
            ("dedline", Some("deadline")),
            ("dead", Some("deadline")),
            ("deadline_date", Some("deadline")),
            ("due", None),
            ("wy", Some("why")),
            ("zzz", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, keys), expected, "{word}");
        }
        assert_eq!(nearest(&"t".repeat(100_000), keys), None);
    }

    #[test]
    fn of_two_equally_near_words_neither_is_suggested() {
        assert_eq!(nearest("moda", ["mode", "modo"]), None);
        assert_eq!(nearest("mode", ["modo", "mode", "moda"]), Some("mode"));
    }
}
