//! Skills and levels as they are chosen from lists and given by flags. What is asked about them is said
//! by each kind.

use std::collections::BTreeSet;
use std::str::FromStr;

use crate::cli::ask::{Asker, Choice, Preset, Question};
use crate::cli::usage;
use crate::error::Error;
use crate::layout::Value;
use crate::policy::Vocabulary;
use crate::progress::level::defined_levels;
use crate::record::{Id, Level, Record, Records, Skill, SkillStatus};
use crate::suggest::nearest;

/// `NAME=VALUE`, the value of a flag that says something about one of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Assigned {
    /// What it is about.
    pub(super) name: String,
    /// What is said about it.
    pub(super) value: String,
}

impl FromStr for Assigned {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, value) = text.split_once('=').unwrap_or((text, ""));
        let (name, value) = (name.trim(), value.trim());
        if name.is_empty() || value.is_empty() {
            return Err("write a name, `=` and a value, such as async-rust=3".to_owned());
        }
        Ok(Self { name: name.to_owned(), value: value.to_owned() })
    }
}

/// The value that `assigned` gives to `name`; see [`once`].
pub(super) fn assigned_to<'a>(assigned: &'a [Assigned], name: &str) -> Option<&'a str> {
    assigned.iter().find(|item| item.name == name).map(|item| item.value.as_str())
}

/// Refuses two values for one name: which of them is meant nobody can know.
///
/// # Errors
/// Where `flag` gives two.
pub(super) fn once(flag: &str, assigned: &[Assigned]) -> Result<(), Error> {
    let mut names = BTreeSet::new();
    match assigned.iter().find(|item| !names.insert(item.name.as_str())) {
        None => Ok(()),
        Some(item) => Err(usage(format!("{flag}: `{}` stands there twice", item.name), "say it once")),
    }
}

/// Every value that `assigned` gives to `name`.
pub(super) fn all_assigned_to(assigned: &[Assigned], name: &str) -> Vec<String> {
    assigned.iter().filter(|item| item.name == name).map(|item| item.value.clone()).collect()
}

/// The record that a flag names, under its present or a former id.
///
/// # Errors
/// Where it names none that could be read.
pub(super) fn named<'a, T>(
    records: &'a Records<T>,
    id: &str,
    what: &str,
    flag: &str,
) -> Result<&'a Record<T>, Error> {
    records.get(id).ok_or_else(|| {
        let hint = match nearest(id, records.ids().map(|known| known.as_str())) {
            Some(near) => format!("did you mean `{near}`?"),
            None if records.is_empty() => format!("there is no {what} yet: `milepost new {what}` writes one"),
            None => format!("name an existing {what}, or write it first: `milepost new {what}`"),
        };
        usage(format!("{flag}: there is no {what} `{id}` that could be read"), hint)
    })
}

/// The skills that can be asked for: all but deprecated ones.
pub(super) fn usable(skills: &Records<Skill>) -> Vec<&Record<Skill>> {
    skills.iter().filter(|skill| skill.data.status() != SkillStatus::Deprecated).collect()
}

/// Skills to choose from, by name and id.
pub(super) fn skill_choices(skills: &[&Record<Skill>]) -> Vec<Choice> {
    skills
        .iter()
        .map(|skill| Choice::new(skill.id.as_str()).label(&*skill.data.name).note(skill.id.as_str()))
        .collect()
}

/// What somebody at `level` does: the skill's own words, else those of the scale.
pub(super) fn level_text<'a>(skill: &'a Skill, level: Level, vocabulary: &'a Vocabulary) -> &'a str {
    let of_scale = || vocabulary.scale.get(&level).and_then(|text| text.description.as_ref());
    let text = if skill.levels.is_empty() { of_scale() } else { skill.levels.get(&level) };
    text.map_or("", |text| text.as_str())
}

/// A level as people call it: `3 Proficient`.
pub(super) fn level_name(level: Level, vocabulary: &Vocabulary) -> String {
    vocabulary.label(level).map_or_else(|| level.to_string(), |label| format!("{level} {label}"))
}

/// The levels that exist for a skill, the lowest first.
pub(super) fn levels_of(skill: &Skill, vocabulary: &Vocabulary) -> Vec<Level> {
    let scale: BTreeSet<Level> = vocabulary.scale.keys().copied().collect();
    defined_levels(skill, &scale).into_iter().collect()
}

/// Asks for a level of `skill`, each with what somebody at it does.
///
/// # Errors
/// As [`Asker::choice`].
pub(super) fn ask_level(
    asker: &Asker<'_>,
    question: &Question<'_>,
    given: Option<&str>,
    skill: &Skill,
    vocabulary: &Vocabulary,
    preset: Preset<Level>,
) -> Result<Level, Error> {
    let levels = levels_of(skill, vocabulary);
    let choices: Vec<Choice> = levels
        .iter()
        .map(|level| {
            let note = if *level == skill.proficient_from { "proficient from here on" } else { "" };
            Choice::new(level.to_string())
                .label(level_name(*level, vocabulary))
                .note(note)
                .text(level_text(skill, *level, vocabulary))
        })
        .collect();
    let place = |level: Level| levels.iter().position(|known| *known == level);
    let index = asker.choice(question, given, &choices, preset.and_then(place))?;
    Ok(levels.get(index).copied().unwrap_or(skill.proficient_from))
}

/// A skill at a level, as records write it.
pub(super) fn skill_at(skill: &Id, level: Level) -> Value {
    Value::Map(vec![
        ("skill".to_owned(), skill.as_str().into()),
        ("level".to_owned(), i64::from(level.0).into()),
    ])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::policy::LevelText;

    fn skill(fields: serde_json::Value) -> Skill {
        let mut all = json!({"name": "Rust", "kind": "technical", "proficient_from": 3});
        for (key, value) in fields.as_object().unwrap() {
            all[key] = value.clone();
        }
        serde_json::from_value(all).unwrap()
    }

    #[test]
    fn a_level_is_described_by_the_skill_else_by_the_scale() {
        let mut vocabulary = Vocabulary::default();
        let text = LevelText { label: "Sound".into(), description: Some("Works alone.".into()) };
        vocabulary.scale.insert(Level(3), text);
        let plain = skill(json!({}));
        assert_eq!(level_text(&plain, Level(3), &vocabulary), "Works alone.");
        assert_eq!(level_text(&plain, Level(2), &vocabulary), "");
        assert_eq!(level_name(Level(3), &vocabulary), "3 Sound");
        assert_eq!(levels_of(&plain, &vocabulary).len(), 5);
        let own = skill(json!({"levels": {"1": "Reads it", "3": "Writes it alone"}}));
        assert_eq!(level_text(&own, Level(3), &vocabulary), "Writes it alone");
        assert_eq!(level_text(&own, Level(2), &vocabulary), "", "the scale does not fill a gap");
        assert_eq!(levels_of(&own, &vocabulary), [Level(1), Level(3)]);
    }

    #[test]
    fn a_flag_assigns_a_value_to_a_name() {
        let given: Vec<Assigned> = ["rust=2", " sql = 3 ", "rust=4"].map(|text| text.parse().unwrap()).into();
        assert_eq!(assigned_to(&given, "sql"), Some("3"));
        assert_eq!(assigned_to(&given, "go"), None);
        assert_eq!(all_assigned_to(&given, "rust"), ["2", "4"]);
        assert!(once("--rate", &given).unwrap_err().to_string().contains("`rust` stands there twice"));
        assert!(once("--rate", &given[..2]).is_ok());
        for wrong in ["rust", "rust=", "=3", ""] {
            assert!(wrong.parse::<Assigned>().is_err(), "{wrong}");
        }
    }
}
