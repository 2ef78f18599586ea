//! What the flags of `milepost import` say of headings, levels and people.

use std::collections::BTreeMap;

use crate::cli::usage;
use crate::error::Error;
use crate::import::{Field, Meaning, PersonChoice, Target, told};
use crate::policy::Vocabulary;
use crate::record::{Id, Level};

/// The two sides of `WHAT=MEANING`, at the last equals sign.
fn sides<'a>(flag: &str, value: &'a str, example: &str) -> Result<(&'a str, &'a str), Error> {
    let sides = value.rsplit_once('=').map(|(what, meaning)| (what.trim(), meaning.trim()));
    sides.filter(|(what, meaning)| !what.is_empty() && !meaning.is_empty()).ok_or_else(|| {
        usage(format!("--{flag} is written WHAT=MEANING, not `{value}`"), format!("for example {example}"))
    })
}

/// `--map`.
pub(super) fn columns(flags: &[String]) -> Result<BTreeMap<String, Target>, Error> {
    let mut map = BTreeMap::new();
    for flag in flags {
        let (heading, meaning) = sides("map", flag, "--map \"Full name=name\"")?;
        let target = match meaning.strip_prefix("skill:") {
            Some(text) => Target::Skill(id("map", text)?),
            None => Target::Field(Field::named(meaning).ok_or_else(|| unknown_field(meaning))?),
        };
        map.insert(told(heading), target);
    }
    Ok(map)
}

fn unknown_field(meaning: &str) -> Error {
    let fields: Vec<&str> = Field::ALL.iter().map(|(_, name)| *name).collect();
    let hint = match crate::suggest::nearest(meaning, fields.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write one of {}, or skill:ID", fields.join(", ")),
    };
    usage(format!("--map knows no `{meaning}`"), hint)
}

/// The id that a flag names.
pub(super) fn id(flag: &str, text: &str) -> Result<Id, Error> {
    if Id::is_valid(text) {
        return Ok(Id::new(text));
    }
    Err(usage(
        format!("`{text}` of --{flag} is no id"),
        "an id has lower-case letters, digits and single hyphens, such as `async-rust`",
    ))
}

/// `--level`.
pub(super) fn levels(flags: &[String], scale: &Vocabulary) -> Result<BTreeMap<String, Meaning>, Error> {
    let mut levels = BTreeMap::new();
    for flag in flags {
        let (text, meaning) = sides("level", flag, "--level basic=1")?;
        let meaning = match meaning.parse().map(Level) {
            _ if matches!(meaning, "unrated" | "ignore" | "none") => Meaning::Unrated,
            Ok(level) if scale.scale.contains_key(&level) => Meaning::Level(level),
            Ok(_) | Err(_) => {
                let levels = scale.scale.iter().map(|(level, text)| format!("{level} {}", text.label));
                return Err(usage(
                    format!("`{meaning}` of --level is no level of the scale"),
                    format!("write one of {}, or `unrated`", levels.collect::<Vec<_>>().join(", ")),
                ));
            }
        };
        levels.insert(told(text), meaning);
    }
    Ok(levels)
}

/// `--person`; `is_there` tells whether somebody has a handle.
pub(super) fn people(
    flags: &[String],
    is_there: &dyn Fn(&str) -> bool,
) -> Result<BTreeMap<String, PersonChoice>, Error> {
    let mut people = BTreeMap::new();
    for flag in flags {
        let (name, meaning) = sides("person", flag, "--person \"Ana Soto=ana\"")?;
        let choice = match meaning {
            "new" => PersonChoice::New,
            handle if is_there(handle) => PersonChoice::Existing(Id::new(handle)),
            handle => {
                return Err(usage(
                    format!("nobody has the handle `{handle}` of --person"),
                    "write the handle of somebody who is there, or `new`",
                ));
            }
        };
        people.insert(told(name), choice);
    }
    Ok(people)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(flags: &[&str]) -> Vec<String> {
        flags.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn flags_are_read_at_the_last_equals_sign() {
        let map = columns(&strings(&["Full  Name=name", "a=b=skill:x-1", "Column F=ignore"])).unwrap();
        assert_eq!(map.get("full name"), Some(&Target::Field(Field::Name)));
        assert_eq!(map.get("a=b"), Some(&Target::Skill(Id::new("x-1"))));
        assert_eq!(map.get("column f"), Some(&Target::Field(Field::Ignore)));
        let scale = Vocabulary::default();
        let levels = levels(&strings(&["Basic=1", "x=unrated"]), &scale).unwrap();
        assert_eq!(levels.get("basic"), Some(&Meaning::Level(Level(1))));
        assert_eq!(levels.get("x"), Some(&Meaning::Unrated));
    }

    #[test]
    fn mistakes_say_what_to_write() {
        let hint = |result: Result<BTreeMap<String, Target>, Error>| result.unwrap_err().hint();
        assert!(hint(columns(&strings(&["Name"]))).contains("Full name=name"));
        assert!(hint(columns(&strings(&["Name=nmae"]))).contains("`name`"));
        assert!(hint(columns(&strings(&["Rust=skill:Rust"]))).contains("lower-case"));
        let off = levels(&strings(&["x=9"]), &Vocabulary::default()).unwrap_err();
        assert!(off.hint().contains("1 Beginner"));
        assert!(people(&strings(&["Ana=zoe"]), &|_| false).unwrap_err().to_string().contains("zoe"));
    }
}
