//! Tiers as ladders of other companies call them: which comes first, and which are one step.

use super::heading::plain;

/// Words for seniority, the first tier first, as ladders usually have them.
const LADDER: &str = "intern werkstudent trainee apprentice azubi associate graduate entry junior jr regular standard mid \
                      midlevel intermediate professional medior experienced senior sr expert lead staff seniorstaff \
                      principal distinguished fellow head director";

/// Where a tier stands on a ladder; what is not known after everything that is.
pub(super) fn rank(tier: &str) -> usize {
    let plain = tier.replace('-', "");
    let step = LADDER.split_whitespace().position(|word| word == plain);
    let first = || LADDER.split_whitespace().position(|word| tier.split('-').any(|part| part == word));
    // `l3`, `3`, `ic4`
    let number = || tier.trim_start_matches(|c: char| !c.is_ascii_digit()).parse::<usize>().ok();
    step.or_else(first).or_else(|| number().map(|number| 1_000 + number.min(1_000))).unwrap_or(usize::MAX)
}

/// Whether a word that begins a role says the tier: "Senior Backend Engineer", not "Expert Services".
pub(super) fn is_step(word: &str) -> bool {
    LADDER.split_whitespace().any(|step| step == word)
        && !matches!(word, "expert" | "head" | "regular" | "standard")
}

/// A word with a capital letter.
pub(super) fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// The tier that is written with other words for the same step: "Mid-level", "Sr".
pub(super) fn nearly<'a>(text: &str, tiers: impl Iterator<Item = &'a str>) -> Option<String> {
    let same = |one: &str, other: &str| {
        let step = |word: &str| match word {
            "mid" | "midlevel" | "intermediate" | "regular" | "medior" => 1,
            "senior" | "sr" => 2,
            "junior" | "jr" => 3,
            _ => 0,
        };
        let (one, other) = (step(one), step(other));
        one > 0 && one == other
    };
    let plain = plain(text);
    let mut found = tiers.filter(|tier| same(&tier.replace('-', ""), &plain));
    match (found.next(), found.next()) {
        (Some(only), None) => Some(only.to_owned()),
        (Some(_), Some(_)) | (None, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiers_are_put_in_the_order_of_ladders() {
        let mut tiers = vec![
            "principal",
            "senior",
            "l4",
            "junior",
            "mid-level",
            "wizard",
            "l2",
            "intern",
            "senior-staff",
        ];
        tiers.sort_by_key(|tier| rank(tier));
        assert_eq!(
            tiers,
            ["intern", "junior", "mid-level", "senior", "senior-staff", "principal", "l2", "l4", "wizard"]
        );
        assert_eq!(nearly("Mid-level", ["junior", "mid", "senior"].into_iter()), Some("mid".into()));
        assert_eq!(nearly("Wizard", ["junior", "mid"].into_iter()), None);
    }
}
