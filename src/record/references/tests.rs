//! Holds the references of every kind against its schema: a field that takes an id is either a
//! reference or on the short list of names that a record gives to its own parts.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::*;
use crate::finding::Pointer;

/// Where ids stand that name the record itself or a part of it.
const OWN_NAMES: [&str; 3] = ["/formerly/*", "/tiers/*/id", "/disciplines/*"];
/// References that are no ids in the schema.
const KEYS: [&str; 1] = ["/ratings/*/rubric/*"];

/// A value with every property in it, and the places of all ids in it.
fn sample(schema: &Value, root: &Value, place: &str, ids: &mut BTreeSet<String>) -> Value {
    if let Some(name) = schema["$ref"].as_str() {
        let target = root.pointer(name.trim_start_matches('#')).unwrap();
        return sample(target, root, place, ids);
    }
    if let Some(choice) = schema["anyOf"].as_array() {
        return sample(&choice[0], root, place, ids);
    }
    if let Some(properties) = schema["properties"].as_object() {
        let members = properties
            .iter()
            .map(|(key, member)| (key.clone(), sample(member, root, &format!("{place}/{key}"), ids)));
        return Value::Object(members.collect());
    }
    if schema["items"].is_object() {
        return json!([sample(&schema["items"], root, &format!("{place}/*"), ids)]);
    }
    if schema["pattern"] == Id::PATTERN {
        ids.insert(place.to_owned());
        return json!("some-id");
    }
    if let Some(words) = schema["enum"].as_array() {
        return words[0].clone();
    }
    match schema["examples"].as_array() {
        Some(examples) => examples[0].clone(),
        None if schema["type"] == "string" => json!("text"),
        None => panic!("{place} has no example: {schema}"),
    }
}

fn unnumbered(pointer: &Pointer) -> String {
    let parts = pointer.parts().map(|part| if part.parse::<usize>().is_ok() { "*".to_owned() } else { part });
    parts.fold(String::new(), |place, part| format!("{place}/{part}"))
}

fn check<T: DeserializeOwned + References + schemars::JsonSchema>() {
    let schema = serde_json::to_value(schemars::schema_for!(T)).unwrap();
    let mut ids = BTreeSet::new();
    let value = sample(&schema, &schema, "", &mut ids);
    let record: T = serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{error}: {value}"));
    let mut visited = BTreeSet::new();
    for reference in record.references() {
        let pointer = reference.way.pointer();
        assert!(value.pointer(pointer.as_str()).is_some(), "nothing stands at {pointer:?}");
        let place = unnumbered(&pointer);
        let criterion = pointer.as_str().starts_with("/ratings/0/rubric/");
        visited.insert(if criterion { KEYS[0].to_owned() } else { place });
    }
    ids.retain(|place| !OWN_NAMES.contains(&place.as_str()));
    if schema["title"] == "Assessment" {
        ids.insert(KEYS[0].to_owned());
    }
    assert!(!ids.is_empty(), "{}", schema["title"]);
    assert_eq!(visited, ids, "{}", schema["title"]);
}

#[test]
fn every_id_of_every_schema_is_visited() {
    check::<RawPolicy>();
    check::<Skill>();
    check::<Role>();
    check::<Module>();
    check::<Credential>();
    check::<Team>();
    check::<Program>();
    check::<Profile>();
    check::<Goal>();
    check::<Entry>();
    check::<Assessment>();
    check::<Award>();
    check::<Remediation>();
}

#[test]
fn a_criterion_is_a_key_and_all_else_a_value() {
    let assessment: Assessment = serde_json::from_value(json!({
        "date": "2026-11-21", "method": "panel", "cycle": "review",
        "ratings": [{ "skill": "rust", "rating": 3, "rubric": { "a/b": 3 } }]
    }))
    .unwrap();
    let record = Record { id: Id::new("x"), path: "people/ana/assessments/x.yaml".into(), data: assessment };
    let places: Vec<_> = record.references().map(|placed| placed.location()).collect();
    assert_eq!(places, [record.value("/ratings/0/skill"), record.key("/ratings/0/rubric/a~1b")]);
}
