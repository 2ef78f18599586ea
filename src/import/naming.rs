//! Names → ids and handles, and what counts as the same name.

use std::collections::HashMap;

use crate::record::{Id, kebab};

/// The most characters of an id made from a name: room for a date before it and a number behind it.
const MOST: usize = 48;

/// An id made of a name; `None` where nothing of it can be written so.
pub(super) fn id(name: &str) -> Option<String> {
    let mut id = kebab(name, MOST);
    if Id::reads_as_other(&id) {
        id.insert_str(0, "n-");
    }
    Id::is_valid(&id).then_some(id)
}

/// Ids that are in use, and new ones beside them.
///
/// Of each taken id the number that is tried next.
#[derive(Debug, Default)]
pub(super) struct Taken(HashMap<String, usize>);

impl Taken {
    pub(super) fn new(ids: impl IntoIterator<Item = String>) -> Self {
        Self(ids.into_iter().map(|id| (id, 2)).collect())
    }

    /// Whether the id is in use.
    pub(super) fn contains(&self, id: &str) -> bool {
        self.0.contains_key(id)
    }

    /// `id`, or with `-2`, `-3` behind it where it is taken; from now on it is taken.
    pub(super) fn free(&mut self, id: &str) -> String {
        let mut free = id.to_owned();
        while self.0.contains_key(&free) {
            let number = self.0.entry(id.to_owned()).or_insert(2);
            free = format!("{id}-{number}");
            *number += 1;
        }
        self.0.insert(free.clone(), 2);
        free
    }
}

/// A name as it is read aloud: `Müller, Jörg` is `Jörg Müller`; white space is one space.
pub(super) fn name(written: &str) -> String {
    let spaced = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    match written.split_once(',') {
        Some((last, first))
            if !first.contains(',') && !first.trim().is_empty() && !last.trim().is_empty() =>
        {
            spaced(&format!("{first} {last}"))
        }
        Some(_) | None => spaced(written),
    }
}

/// What two names have in common that only differ in letter case, accents written out or left out,
/// white space or the order of first and last name.
pub(super) fn key(written: &str) -> String {
    name(written).chars().flat_map(char::to_lowercase).collect()
}

/// Whether a text looks like an e-mail address.
pub(super) fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let plain =
        |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '@' | ',' | ';' | '<' | '>' | '"');
    !local.is_empty()
        && text.len() <= 320
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && text.chars().filter(|c| *c != '@').all(plain)
        && !domain.contains('@')
}

/// Whether a text looks like somebody's name: two to four words that begin with a capital letter, or
/// family name, comma, first name.
pub(super) fn looks_like_person(text: &str) -> bool {
    if is_email(text) {
        return true;
    }
    if text.chars().count() > 60
        || text.contains(['/', '+', '#', '(', ':', '&', '0', '1', '2', '3', '4', '5'])
    {
        return false;
    }
    let words: Vec<&str> = text.split([' ', ',', '\u{a0}']).filter(|word| !word.is_empty()).collect();
    let particle =
        |word: &str| matches!(word, "von" | "van" | "de" | "der" | "den" | "la" | "del" | "da" | "di" | "zu");
    let capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase) || particle(word);
    // In a name a capital letter begins a word; `JavaScript` and `AWS` are none.
    let calm = |word: &&str| {
        let inner = word.chars().skip(1).filter(|c| c.is_uppercase()).count();
        inner == 0 || word.contains(['-', '.', '\'', '’']) || (inner == 1 && word.starts_with("Mc"))
    };
    (2..=4).contains(&words.len()) && words.iter().all(|word| capital(word) && calm(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_that_can_be_written_gives_an_id() {
        for (name, expected) in [
            ("O'Neill, Éa", Some("oneill-ea")),
            ("C++", Some("c-plus-plus")),
            ("2026", Some("n-2026")),
            ("null", Some("n-null")),
            ("学习", None),
            ("", None),
        ] {
            assert_eq!(id(name).as_deref(), expected, "{name}");
        }
        assert_eq!(id(&"word ".repeat(100)).unwrap(), "word-".repeat(8) + "word");
        assert!(id(&"w".repeat(100_000)).unwrap().len() <= 64);
    }

    #[test]
    fn a_taken_id_gets_a_number() {
        let mut taken = Taken::new(["ana".to_owned()]);
        assert_eq!(
            (taken.free("ana"), taken.free("ana"), taken.free("ben")),
            ("ana-2".into(), "ana-3".into(), "ben".into())
        );
    }

    #[test]
    fn family_names_that_come_first_are_put_last() {
        assert_eq!(name("Müller,  Jörg"), "Jörg Müller");
        assert_eq!(name("Ana  Soto"), "Ana Soto");
        assert_eq!(name("Soto,"), "Soto,");
        assert_eq!(key("SOTO, Ana"), key("ana soto"));
    }

    #[test]
    fn people_are_told_from_skills_by_their_looks() {
        for text in
            ["Ana Soto", "Müller, Jörg", "Ludwig van Beek", "ana@example.com", "Mary McKay", "Jean-Luc Roy"]
        {
            assert!(looks_like_person(text), "{text}");
        }
        for text in [
            "Rust",
            "CI/CD",
            "unit testing",
            "AWS Lambda",
            "Google Cloud (GCP)",
            "Java 17",
            "JavaScript Basics",
        ] {
            assert!(!looks_like_person(text), "{text}");
        }
        assert!(!is_email("a@b") && !is_email("a b@example.com") && !is_email("@example.com"));
    }

    proptest::proptest! {
        #[test]
        fn every_id_is_valid(name in "\\PC{0,80}") {
            if let Some(id) = id(&name) {
                proptest::prop_assert!(Id::is_valid(&id), "{id}");
            }
        }
    }
}
