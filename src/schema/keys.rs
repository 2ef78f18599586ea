//! Keys that a map has but should not, and those that it should have but has not.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::advice::Site;
use super::fault::{Fault, What};
use super::wording::{at, example, excerpt, joined, keys, meaning, required};
use super::{Violation, ViolationKind};
use crate::finding::{Certainty, Pointer, Target};
use crate::suggest::{Near, near, same_word};
use crate::yaml::Document;

/// Maps with more keys than this are not listed in full.
const MOST_LISTED: usize = 12;

/// Which key each unknown one is probably meant to be.
pub(super) struct Meant(BTreeMap<Pointer, Map>);

/// What is known of one map with unknown keys.
#[derive(Default)]
struct Map {
    /// Keys of the schema that the map has not, and that no unknown key is meant to be yet.
    free: Vec<String>,
    /// Unknown keys, what they are meant to be, and how sure that is.
    pairs: Vec<(String, String, Certainty)>,
}

impl Meant {
    /// Pairs the unknown keys of every map with keys of the schema that the map does not have yet;
    /// no key is meant twice.
    pub(super) fn of(schema: &Json, document: &Document, faults: &[Fault]) -> Self {
        let mut maps = BTreeMap::new();
        for Fault { pointer, what } in faults {
            let What::Unknown(key) = what else { continue };
            let map: &mut Map =
                maps.entry(pointer.clone()).or_insert_with(|| Map::at(schema, document, pointer));
            let Some(Near { word: candidate, certainty }) = near(key, map.free.iter().map(String::as_str))
            else {
                continue;
            };
            // A key that is right somewhere else is misplaced rather than mistyped.
            if same_word(key, candidate) || homes(schema, key).is_empty() {
                let candidate = candidate.to_owned();
                map.free.retain(|free| *free != candidate);
                map.pairs.push((key.clone(), candidate, certainty));
            }
        }
        Self(maps)
    }

    /// What `key` of the map at `pointer` is meant to be, and how sure that is.
    pub(super) fn by(&self, pointer: &Pointer, key: &str) -> Option<(&str, Certainty)> {
        let pairs = &self.0.get(pointer)?.pairs;
        pairs.iter().find(|(unknown, ..)| unknown == key).map(|(_, meant, sure)| (meant.as_str(), *sure))
    }

    /// Whether some key of the map at `pointer` is meant to be `key`.
    pub(super) fn contains(&self, pointer: &Pointer, key: &str) -> bool {
        self.0.get(pointer).is_some_and(|map| map.pairs.iter().any(|(_, meant, _)| meant == key))
    }
}

impl Map {
    fn at(schema: &Json, document: &Document, pointer: &Pointer) -> Self {
        let known = at(schema, pointer.parts()).and_then(keys);
        let mut free: Vec<&str> = known.into_iter().flatten().collect();
        // One pass over the map, which may be large.
        for member in document.find(pointer).into_iter().flat_map(|map| map.entries()) {
            free.retain(|key| *key != member.key);
        }
        Self { free: free.into_iter().map(str::to_owned).collect(), pairs: Vec::new() }
    }
}

/// The maps of a schema that have the key, by their paths; the whole record is "".
fn homes(schema: &Json, key: &str) -> Vec<String> {
    fn visit(schema: &Json, path: &str, key: &str, homes: &mut Vec<String>) {
        let Some(properties) = schema.get("properties").and_then(Json::as_object) else {
            if let Some(items) = schema.get("items") {
                visit(items, path, key, homes);
            }
            return;
        };
        if properties.contains_key(key) {
            homes.push(path.to_owned());
        }
        for (name, inner) in properties {
            let below = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            visit(inner, &below, key, homes);
        }
    }
    let mut homes = Vec::new();
    visit(schema, "", key, &mut homes);
    homes
}

impl Site<'_> {
    /// The map here has a key that its schema does not know.
    pub(super) fn unknown(&self, key: &str, meant: Option<(&str, Certainty)>) -> Violation {
        let shown = excerpt(key);
        let place = self.name();
        let mut violation = Violation {
            pointer: self.pointer.key(key),
            target: Target::Key,
            kind: ViolationKind::UnknownKey,
            message: format!("`{shown}` is not a key of {place}"),
            label: "unknown key".into(),
            help: None,
            replacement: None,
            certainty: Certainty::Likely,
        };
        let Some(known) = keys(self.schema) else {
            // Free keys have a pattern only where they are levels.
            violation.kind = ViolationKind::Invalid;
            violation.message = format!("`{shown}` is no level, and the keys of {place} are levels");
            violation.label = "expected a level".into();
            violation.help = Some("write the level as a whole number from 0 to 10".into());
            let level = key.parse::<u8>().ok().filter(|level| *level <= crate::record::Level::MAX);
            violation.replacement = level.map(|level| level.to_string());
            violation.certainty = Certainty::Exact;
            return violation;
        };
        if let Some((meant, certainty)) = meant {
            violation.help = Some(format!("did you mean `{meant}`?"));
            violation.replacement = Some(meant.to_owned());
            violation.certainty = certainty;
            return violation;
        }
        let homes = homes(self.record, key);
        let below: Vec<&str> = homes.iter().map(String::as_str).filter(|home| !home.is_empty()).collect();
        violation.help = Some(if homes.iter().any(String::is_empty) {
            format!("`{shown}` belongs at the top level of the file")
        } else if (1..=3).contains(&below.len()) {
            format!("`{shown}` belongs under {}", joined(below.into_iter(), "or"))
        } else if known.clone().count() <= MOST_LISTED {
            format!("the keys here are {}; keys of your own start with `x-`", joined(known, "and"))
        } else {
            format!("`milepost schema {}` shows all keys; keys of your own start with `x-`", self.kind)
        });
        violation
    }

    /// The map here lacks a key that its schema asks for.
    pub(super) fn missing(&self, key: &str) -> Violation {
        let schema = self.schema.get("properties").and_then(|properties| properties.get(key));
        let meaning = schema.and_then(meaning).map(|meaning| format!(": {meaning}")).unwrap_or_default();
        let help = schema.map(|schema| match (example(schema), keys(schema)) {
            (Some(example), _) => format!("add it, for example `{key}: {example}`"),
            (None, Some(keys)) => format!("add `{key}` with {}", joined(keys, "and")),
            (None, None) => match schema.get("items").and_then(required) {
                Some(keys) => {
                    format!("add `{key}:` and below it a list, each item with {}", joined(keys, "and"))
                }
                None => format!("add a line `{key}: …`"),
            },
        });
        Violation {
            pointer: self.pointer.clone(),
            target: Target::Key,
            kind: ViolationKind::Invalid,
            message: format!("{} needs `{key}`{meaning}", self.name()),
            label: format!("`{key}` is missing"),
            help,
            replacement: None,
            certainty: Certainty::Likely,
        }
    }
}
