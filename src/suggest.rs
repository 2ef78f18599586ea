//! "Did you mean": the word of a vocabulary that is nearest to a mistyped one.

/// How sure it is that a text is what somebody meant to write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// Probably: worth a question, and a click of whoever knows.
    #[default]
    Likely,
    /// Beyond doubt: another way to write the same, or a slip of the pen with one word near it.
    Exact,
}

/// A word that was probably meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Near<'a> {
    /// The word.
    pub word: &'a str,
    /// How sure that is.
    pub certainty: Certainty,
}

/// Longer words are not compared: nobody means them, and comparing takes quadratic time.
const LONGEST: usize = 64;

/// The candidate that `word` is most likely meant to be, where exactly one is near: the same but
/// for letter case, hyphens, underscores and a plural's `s`, the beginning of it, or a few letters
/// away.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    near(word, candidates).map(|near| near.word)
}

/// As [`nearest`], with how sure it is: beyond doubt where the two are the same word, or where they
/// differ by a slip of the pen and no other candidate is near at all.
#[must_use]
pub fn near<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<Near<'a>> {
    if written.chars().count() > LONGEST {
        return None;
    }
    let word = plain(written);
    let mut best: Option<(usize, &'a str)> = None;
    let mut tied = false;
    let mut looked_alike = 0;
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
        looked_alike += 1;
        match best {
            Some((least, _)) if distance > least => {}
            Some((least, _)) if distance == least => tied = true,
            Some(_) | None => (best, tied) = (Some((distance, candidate)), false),
        }
    }
    let (distance, meant) = best.filter(|_| !tied)?;
    let sure = distance == 0 || (looked_alike == 1 && is_slip(&word, &plain(meant)));
    Some(Near { word: meant, certainty: if sure { Certainty::Exact } else { Certainty::Likely } })
}

/// Whether two words differ as a slip of the pen makes them differ: one letter in four, two in
/// seven, never a digit (`p-07` is somebody else than `p-08`), and not by a part that was left out.
fn is_slip(word: &str, meant: &str) -> bool {
    let digits = |word: &str| word.chars().filter(char::is_ascii_digit).collect::<String>();
    let letters = word.chars().count().min(meant.chars().count());
    let most = match letters {
        0..=3 => 0,
        4..=6 => 1,
        _ => 2,
    };
    strsim::osa_distance(word, meant) <= most && digits(word) == digits(meant)
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
    fn only_what_nobody_would_doubt_is_sure() {
        let keys =
            ["title", "deadline", "hours_per_week", "measure", "async-rust", "p-07", "ana", "sprint-3"];
        for (word, sure) in [
            ("titel", true),
            ("Dedline", true),
            ("hoursPerWeek", true),
            ("asynk-rust", true),
            ("Async_Rust", true),
            ("measures", true),
            // A part of a word may be another word, a digit another thing, a short name somebody else.
            ("dead", false),
            ("deadline_date", false),
            ("p-08", false),
            ("sprint-4", false),
            ("anna", false),
            ("tutle", true),
            ("tattle", false),
        ] {
            let near = near(word, keys);
            let exact = near.is_some_and(|near| near.certainty == Certainty::Exact);
            assert_eq!(exact, sure, "{word}: {near:?}");
        }
        // Two that are near, one of them nearer.
        let near = near("mesure", ["measure", "measured"]).unwrap();
        assert_eq!(near, Near { word: "measure", certainty: Certainty::Likely });
    }

    #[test]
    fn of_two_equally_near_words_neither_is_suggested() {
        assert_eq!(nearest("moda", ["mode", "modo"]), None);
        assert_eq!(nearest("mode", ["modo", "mode", "moda"]), Some("mode"));
    }
}
