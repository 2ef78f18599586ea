//! Names of files from titles: lower-case kebab, short, and not taken yet.

use crate::error::Error;
use crate::record::{Id, Kind, RecordPath};
use crate::source::Snapshot;

/// The most characters of a slug.
const LONGEST: usize = 40;

/// How often a name is tried with another number.
const TRIES: usize = 1000;

/// A title in lower-case kebab, shortened at a word; empty where it has no letter or digit that can
/// be written in ASCII.
#[must_use]
pub(super) fn slug(title: &str) -> String {
    let mut plain = String::new();
    for c in title.chars().take(4 * LONGEST) {
        let lower: String = c.to_lowercase().collect();
        match lower.chars().next().map(Id::letters_for) {
            Some(Some(letters)) => plain.push_str(letters),
            // An apostrophe joins: don't is one word.
            _ if matches!(c, '\'' | '’') => {}
            _ => plain.extend(lower.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })),
        }
    }
    let mut slug = String::new();
    for word in plain.split_whitespace() {
        if slug.is_empty() {
            slug.extend(word.chars().take(LONGEST));
        } else if slug.len() + 1 + word.len() <= LONGEST {
            slug.push('-');
            slug.push_str(word);
        } else {
            break;
        }
    }
    slug
}

/// A place for a new record of `kind`: `wanted`, or `wanted-2`, `wanted-3`, where that is taken in
/// `snapshot` or `is_taken` says so of its path.
///
/// # Errors
/// Where the snapshot cannot be read.
pub(super) fn free(
    snapshot: &Snapshot,
    kind: Kind,
    owner: Option<&str>,
    wanted: &str,
    is_taken: impl Fn(&str) -> bool,
) -> Result<RecordPath, Error> {
    let wanted = if Id::is_valid(wanted) { wanted.to_owned() } else { format!("{kind}-{}", slug(wanted)) };
    let wanted = wanted.trim_end_matches('-');
    let mut record = RecordPath { kind, owner: owner.map(Id::new), id: Id::new(wanted) };
    for number in 2..TRIES {
        let path = record.path();
        let other = path.strip_suffix(".yaml").map_or_else(String::new, |stem| format!("{stem}.yml"));
        let taken = snapshot.find(&path)?.is_some() || snapshot.find(&other)?.is_some();
        if !taken && !is_taken(&path) && !is_taken(&other) {
            break;
        }
        let end = format!("-{number}");
        let room = Id::MAX_LENGTH.saturating_sub(end.len());
        let stem: String = wanted.chars().take(room).collect();
        record.id = Id::new(format!("{}{end}", stem.trim_end_matches('-')));
    }
    Ok(record)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_name_that_people_can_type() {
        for (title, expected) in [
            ("Run the webhook worker on async Rust", "run-the-webhook-worker-on-async-rust"),
            ("Größe, Überblick & Straße", "groesse-ueberblick-strasse"),
            ("Don't panic: café naïve Łódź", "dont-panic-cafe-naive-lodz"),
            ("  --#412 fix!! ", "412-fix"),
            ("異步", ""),
            ("", ""),
            (
                "Makes the payment retry queue hold two thousand requests",
                "makes-the-payment-retry-queue-hold-two",
            ),
        ] {
            assert_eq!(slug(title), expected, "{title}");
        }
        let long = slug(&"x".repeat(5000));
        assert_eq!(long.len(), LONGEST);
    }

    proptest::proptest! {
        #[test]
        fn behind_a_date_every_slug_is_a_valid_id(title in "\\PC{0,200}") {
            let slug = slug(&title);
            let id = format!("2026-11-22-{}", if slug.is_empty() { "entry" } else { &slug });
            proptest::prop_assert!(Id::is_valid(&id), "{id}");
        }
    }
}
