//! Cells → levels of the policy's scale. What could mean two things is not read, and says how to say
//! which.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::heading::plain;
use super::quotable;
use crate::policy::Vocabulary;
use crate::record::Level;

/// What `--level TEXT=…` makes of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// This level.
    Level(Level),
    /// Not rated.
    Unrated,
}

/// What a cell says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// Nothing, or a text for it.
    Unrated,
    /// No skill yet, on a scale that has no level for that.
    NothingYet,
    /// A level; `true` where the number does not stand there as such: a word that is not the scale's, a half level.
    Level(Level, bool),
    /// Something that is no level: why, and what to do.
    Unknown(String, String),
}

/// Words for steps of a scale of five, the first one first, where the policy's own labels are others.
const WORDS: [&str; 5] = [
    "beginner basic basics novice aware awareness learning learner junior trainee familiar anfänger \
     grundkenntnisse basiskenntnisse grundlagen débutant principiante",
    "elementary",
    "intermediate competent proficient solid good practitioner working gut mittel fortgeschritten confirmé intermedio",
    "advanced strong senior verygood sehrgut erfahren avancé avanzado",
    "expert experte expertin master guru specialist teacher canteach expertenwissen experto",
];
/// Words for no skill yet.
const NOTHING: &str =
    "0 none no nothing never noknowledge noexperience nein keine keinekenntnisse aucun ninguno nil";
/// Words for not having been asked.
const UNRATED: &str = "na nan null tbd unknown notrated unrated notassessed notapplicable ka offen pending";
/// What spreadsheet programs write where a formula has no value (Excel in English and German,
/// LibreOffice).
const FAULTS: [&str; 12] = [
    "#REF!", "#N/A", "#DIV/0!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!", "#BEZUG!", "#NV", "#WERT!", "#ZAHL!",
    "#SPILL!",
];
/// Marks for "has it", which do not say how well.
const MARKS: &str = "x ✓ ✔ ✅ ☑ ● • yes y ja j oui sí si true wahr";

/// How many different texts are kept.
const MOST_SEEN: usize = 10_000;

/// Reads cells of one table.
pub(super) struct Levels<'a> {
    scale: &'a Vocabulary,
    /// `--level`, by the text in lower case.
    told: &'a BTreeMap<String, Meaning>,
    /// What was read before: a table has few different texts.
    seen: HashMap<String, Reading>,
}

impl<'a> Levels<'a> {
    pub(super) fn new(scale: &'a Vocabulary, told: &'a BTreeMap<String, Meaning>) -> Self {
        Self { scale, told, seen: HashMap::new() }
    }

    /// What a cell says.
    pub(super) fn read(&mut self, text: &str) -> Reading {
        if text.is_empty() {
            return Reading::Unrated;
        }
        if let Some(reading) = self.seen.get(text) {
            return reading.clone();
        }
        let reading = self.fresh(text);
        if self.seen.len() < MOST_SEEN && text.len() < 200 {
            self.seen.insert(text.to_owned(), reading.clone());
        }
        reading
    }

    /// The texts that flags give a meaning, and that stand nowhere.
    pub(super) fn unused(&self) -> Vec<&str> {
        let seen: HashSet<String> = self.seen.keys().map(|text| super::told(text)).collect();
        // Beyond that not every text was kept.
        let all = self.seen.len() < MOST_SEEN;
        self.told.keys().filter(|text| all && !seen.contains(*text)).map(String::as_str).collect()
    }

    /// Whether a text is a level, or too long to be anything else but a remark.
    pub(super) fn is_level(&self, text: &str) -> bool {
        text.chars().nth(80).is_some() || matches!(self.fresh(text), Reading::Level(..) | Reading::NothingYet)
    }

    fn fresh(&self, text: &str) -> Reading {
        if text.chars().count() > 80 {
            return unknown("a text, not a level", "write the level alone; a note has a column of its own");
        }
        match self.told.get(&super::told(text)) {
            Some(Meaning::Level(level)) => return Reading::Level(*level, true),
            Some(Meaning::Unrated) => return Reading::Unrated,
            None => {}
        }
        if FAULTS.iter().any(|fault| text.eq_ignore_ascii_case(fault)) || text.starts_with("Err:") {
            return unknown("a formula without a value", "mend the formula in the sheet and export it again");
        }
        if text.starts_with(['=', '@']) {
            return unknown("a formula, not its value", "export the values, not the formulas");
        }
        let word = plain(text);
        let one_of = |words: &str| words.split_whitespace().any(|it| it == word);
        if let Some(level) = self.labelled(&word) {
            return Reading::Level(level, false);
        }
        if word.is_empty() && text.chars().all(|c| matches!(c, '-' | '–' | '—' | '?' | '.' | '/' | ' ')) {
            return Reading::Unrated;
        }
        if one_of(UNRATED) {
            return Reading::Unrated;
        }
        if let Some(reading) = self.number(text) {
            return reading;
        }
        if one_of(NOTHING) {
            return self.nothing();
        }
        if MARKS.split_whitespace().any(|mark| text.to_lowercase() == mark) {
            let help =
                format!("say which level it stands for: --level \"{}={}\"", quotable(text), self.middle());
            return unknown("a mark that does not say how well", &help);
        }
        if let Some(level) = self.common(&word) {
            return Reading::Level(level, true);
        }
        let help = format!(
            "say what it stands for: --level \"{}=LEVEL\" or --level \"{0}=unrated\"",
            quotable(text)
        );
        let one_letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
        unknown(
            if one_letter { "a letter: it does not say which end is the best" } else { "no level" },
            &help,
        )
    }

    /// A label of the policy's scale.
    fn labelled(&self, word: &str) -> Option<Level> {
        let mut labels = self.scale.scale.iter();
        labels.find(|(_, text)| !word.is_empty() && plain(&text.label) == word).map(|(level, _)| *level)
    }

    /// Whether a word behind a number can be there for its level: "3 good", not "3 years".
    fn says_a_level(&self, word: &str) -> bool {
        let common = WORDS.iter().chain([&NOTHING]).flat_map(|words| words.split_whitespace());
        self.labelled(word).is_some() || common.into_iter().any(|it| it == word)
    }

    /// A word that is common on scales of five steps, where the policy's is one.
    fn common(&self, word: &str) -> Option<Level> {
        let index = WORDS.iter().position(|words| words.split_whitespace().any(|it| it == word))?;
        let steps: Vec<Level> = self.scale.scale.keys().copied().filter(|level| level.0 > 0).collect();
        if steps.len() == WORDS.len() { steps.get(index).copied() } else { None }
    }

    /// `3`, `3.0`, `2,5`, `3/5`, `3 - proficient`, `L3`, `★★★`.
    fn number(&self, text: &str) -> Option<Reading> {
        let stars = text.chars().take_while(|c| *c == '★').count();
        if stars > 0 && text.chars().all(|c| matches!(c, '★' | '☆')) {
            return Some(self.whole(stars as u32, true));
        }
        let bare = bare(text);
        let end = bare.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(bare.len());
        let (digits, rest) = bare.split_at_checked(end)?;
        let digits = digits.trim_end_matches(['.', ',']);
        if digits.is_empty() || !digits.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let (whole, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
        if fraction.contains(['.', ',']) {
            return Some(unknown("a date or a version, not a level", "write the level, such as 3"));
        }
        let Ok(whole) = whole.parse::<u32>() else { return Some(self.off_scale(text)) };
        let is_whole = fraction.bytes().all(|b| b == b'0');
        let rest = rest.trim();
        let of = ["/", "of ", "out of "].into_iter().find_map(|sign| rest.strip_prefix(sign));
        if let Some(of) = of {
            return Some(self.out_of(whole, is_whole, of.trim(), text));
        }
        let help = || format!("say which level it stands for: --level \"{}=LEVEL\"", quotable(text));
        if rest.starts_with('%') {
            return Some(unknown("a percentage, not a level", &help()));
        }
        if rest.starts_with('+') {
            return Some(unknown(
                "more than one level",
                "write one level; a whole one counts when it is reached",
            ));
        }
        if rest.contains(|c: char| c.is_ascii_digit()) {
            return Some(unknown("more than one number", &help()));
        }
        let label = rest.trim_matches(|c: char| !c.is_alphanumeric());
        if rest.starts_with(char::is_alphabetic) && !self.says_a_level(&plain(label)) {
            return Some(unknown("could be a number of something else than levels", &help()));
        }
        let reading = self.whole(whole, !is_whole);
        match (&reading, self.labelled(&plain(label))) {
            (Reading::Level(level, _), Some(named)) if named != *level => Some(unknown(
                &format!("it says level {level}, but on your scale that word is level {named}"),
                &format!("say which it is: --level \"{}={level}\"", quotable(text)),
            )),
            _ => Some(reading),
        }
    }

    fn out_of(&self, whole: u32, is_whole: bool, of: &str, text: &str) -> Reading {
        let top = self.scale.scale.keys().next_back().map_or(0, |level| u32::from(level.0));
        match of.parse::<u32>() {
            Ok(of) if of == top => self.whole(whole, !is_whole),
            Ok(of) if is_whole => unknown(
                &format!("out of {of}, while your scale ends at {top}"),
                &format!("say which level it stands for: --level \"{}=LEVEL\"", quotable(text)),
            ),
            Ok(_) | Err(_) => unknown("a date or a fraction, not a level", "write the level, such as 3"),
        }
    }

    fn whole(&self, number: u32, spelled: bool) -> Reading {
        match u8::try_from(number).map(Level) {
            Ok(level) if self.scale.scale.contains_key(&level) => Reading::Level(level, spelled),
            Ok(Level(0)) => Reading::NothingYet,
            Ok(_) | Err(_) => self.off_scale(&number.to_string()),
        }
    }

    fn nothing(&self) -> Reading {
        match self.scale.scale.keys().next() {
            Some(Level(0)) => Reading::Level(Level(0), true),
            Some(_) | None => Reading::NothingYet,
        }
    }

    fn off_scale(&self, text: &str) -> Reading {
        let mut levels = self.scale.scale.keys();
        let (first, last) = (levels.next().copied(), levels.next_back().copied());
        let range = match (first, last) {
            (Some(first), Some(last)) => format!("{first} to {last}"),
            (Some(only), None) | (None, Some(only)) => only.to_string(),
            (None, None) => "empty".into(),
        };
        unknown(
            &format!("not on your scale, which is {range}"),
            &format!(
                "say which level it stands for: --level \"{}=LEVEL\"; or widen `scale` in milepost.yaml",
                quotable(text)
            ),
        )
    }

    /// The middle of the scale, as an example.
    fn middle(&self) -> Level {
        self.scale.scale.keys().nth(self.scale.scale.len() / 2).copied().unwrap_or(Level(1))
    }
}

/// Without `Level`, `L`, `Stufe` before a number.
fn bare(text: &str) -> &str {
    for prefix in ["level", "stufe", "niveau", "lvl", "l"] {
        let head = text.get(..prefix.len()).unwrap_or_default();
        let rest = text.get(prefix.len()..).unwrap_or_default().trim_start_matches([' ', '-', ':', '.']);
        if head.eq_ignore_ascii_case(prefix) && rest.starts_with(|c: char| c.is_ascii_digit()) {
            return rest;
        }
    }
    text
}

fn unknown(why: &str, help: &str) -> Reading {
    Reading::Unknown(why.to_owned(), help.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Reading {
        Levels::new(&Vocabulary::default(), &BTreeMap::new()).read(text)
    }

    #[test]
    fn levels_are_read_in_many_forms() {
        for (text, level) in [
            ("3", 3),
            ("3.0", 3),
            ("4,0", 4),
            ("3/5", 3),
            ("2 of 5", 2),
            ("2 out of 5", 2),
            ("3 good", 3),
            ("3 - proficient", 3),
            ("3 – Proficient", 3),
            ("4: very solid", 4),
            ("2 (learning)", 2),
            ("Level 3", 3),
            ("L4", 4),
            ("Stufe 2", 2),
            ("Expert", 5),
            ("ADVANCED", 4),
            ("basic", 1),
            ("intermediate", 3),
            ("Grundkenntnisse", 1),
            ("★★★☆☆", 3),
        ] {
            assert!(
                matches!(read(text), Reading::Level(Level(it), _) if it == level),
                "{text}: {:?}",
                read(text)
            );
        }
    }

    #[test]
    fn a_half_level_counts_when_the_whole_one_is_reached() {
        assert_eq!(read("2.5"), Reading::Level(Level(2), true));
        assert_eq!(read("2,5"), Reading::Level(Level(2), true));
        assert_eq!(read("0.5"), Reading::NothingYet);
        assert_eq!(read("3"), Reading::Level(Level(3), false));
    }

    #[test]
    fn nothing_yet_is_no_level_of_a_scale_from_one() {
        for text in ["0", "none", "No knowledge", "keine", "0 - none"] {
            assert_eq!(read(text), Reading::NothingYet, "{text}");
        }
        for text in ["", "-", "–", "n/a", "N/A", "?", "tbd", "k.A."] {
            assert_eq!(read(text), Reading::Unrated, "{text}");
        }
    }

    #[test]
    fn what_could_mean_two_things_is_not_read() {
        for (text, why) in [
            ("x", "how well"),
            ("✓", "how well"),
            ("A", "which end"),
            ("6", "not on your scale, which is 1 to 5"),
            ("3/10", "out of 10"),
            ("3-4", "more than one number"),
            ("3→4", "more than one number"),
            ("3 (since 2024)", "more than one number"),
            ("3 years", "something else than levels"),
            ("5 projects", "something else than levels"),
            ("1st", "something else than levels"),
            ("2x", "something else than levels"),
            ("3+", "more than one level"),
            ("3 expert", "level 5"),
            ("80%", "percentage"),
            ("#REF!", "formula"),
            ("#NV", "formula"),
            ("=1+2", "formula"),
            ("@SUM(1)", "formula"),
            ("01.02.2026", "date"),
            ("3/5/2026", "date or a fraction"),
            ("good enough", "no level"),
            ("99999999999", "not on your scale"),
        ] {
            let Reading::Unknown(found, help) = read(text) else { panic!("{text}: {:?}", read(text)) };
            assert!(found.contains(why) && !help.is_empty(), "{text}: {found}");
        }
    }

    #[test]
    fn what_is_told_comes_first() {
        let told = BTreeMap::from([("x".into(), Meaning::Level(Level(3))), ("6".into(), Meaning::Unrated)]);
        let vocabulary = Vocabulary::default();
        let mut levels = Levels::new(&vocabulary, &told);
        assert_eq!(levels.read("X"), Reading::Level(Level(3), true));
        assert_eq!(levels.read("6"), Reading::Unrated);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_as_something(text in "\\PC{0,30}") {
            if let Reading::Level(level, _) = read(&text) {
                proptest::prop_assert!((1..=5).contains(&level.0));
            }
        }
    }
}
