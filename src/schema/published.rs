//! Tests of the committed schemas: that they say what the types say, and that they are as complete
//! and as plain as the documentation promises.

use serde_json::Value;

use super::{generate, text};
use crate::record::Kind;

fn schema(kind: Kind) -> Value {
    serde_json::from_str(text(kind)).unwrap()
}

/// Calls `visit` with the path and the schema of every place of a schema where values are described.
fn each(path: &str, schema: &Value, visit: &mut dyn FnMut(&str, &Value)) {
    visit(path, schema);
    for keyword in ["items", "additionalProperties"] {
        if let Some(inner) = schema.get(keyword).filter(|inner| inner.is_object()) {
            each(&format!("{path}/{keyword}"), inner, visit);
        }
    }
    for keyword in ["properties", "patternProperties"] {
        for (name, inner) in schema.get(keyword).and_then(Value::as_object).into_iter().flatten() {
            each(&format!("{path}/{keyword}/{name}"), inner, visit);
        }
    }
}

fn each_place(visit: &mut dyn FnMut(&str, &Value)) {
    for kind in Kind::ALL {
        each(kind.name(), &schema(kind), visit);
    }
}

fn is_valid(schema: &Value, value: &Value) -> bool {
    jsonschema::draft202012::options().should_validate_formats(true).build(schema).unwrap().is_valid(value)
}

/// `MILEPOST_BLESS=1 cargo test committed_schemas` writes the files anew.
#[test]
#[allow(clippy::disallowed_methods)] // a test may read the environment
fn committed_schemas_are_what_the_types_say() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/schema");
    let files = std::fs::read_dir(folder).unwrap().filter(|entry| entry.as_ref().unwrap().path().is_file());
    assert_eq!(files.count(), Kind::ALL.len(), "one file a kind");
    for kind in Kind::ALL {
        let made = generate::text(kind);
        if std::env::var("MILEPOST_BLESS").is_ok() {
            std::fs::write(format!("{folder}/{kind}.schema.json"), made).unwrap();
        } else {
            assert!(made == text(kind), "schema/{kind}.schema.json is stale: run with MILEPOST_BLESS=1");
        }
    }
}

#[test]
fn every_schema_is_valid_and_named() {
    for kind in Kind::ALL {
        let schema = schema(kind);
        jsonschema::draft202012::meta::validate(&schema).unwrap();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(schema["$id"], format!("urn:milepost:schema:{kind}:1"));
        assert!(schema["description"].as_str().unwrap().len() > 20, "{kind}");
        for keyword in ["oneOf", "anyOf", "allOf", "$ref", "$defs"] {
            assert!(schema.get(keyword).is_none(), "{kind}: {keyword}");
        }
    }
}

#[test]
fn every_property_has_title_description_and_a_valid_example() {
    let mut count = 0;
    each_place(&mut |path, schema| {
        for (name, property) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let text = |keyword: &str| property.get(keyword).and_then(Value::as_str).unwrap_or_default();
            assert!(text("title").starts_with(|c: char| c.is_uppercase()), "{path}: {name}: title");
            assert!(text("description").len() > 8, "{path}: {name}: description");
            assert!(!text("description").contains("::"), "{path}: {name}: Rust in the description");
            let examples = property.get("examples").and_then(Value::as_array).cloned().unwrap_or_default();
            assert!(!examples.is_empty(), "{path}: {name}: example");
            for example in examples {
                assert!(is_valid(property, &example), "{path}: {name}: {example} is no valid example");
                assert_ne!(example, Value::Object(serde_json::Map::new()), "{path}: {name}: empty example");
            }
            count += 1;
        }
    });
    assert!(count > 150, "only {count} properties were looked at");
}

#[test]
fn objects_with_fixed_keys_leave_x_keys_to_the_team_and_no_others() {
    each_place(&mut |path, schema| {
        if schema.get("properties").is_some() {
            assert_eq!(schema["patternProperties"], serde_json::json!({"^x-": true}), "{path}");
            assert_eq!(schema["additionalProperties"], false, "{path}");
        } else if schema.get("patternProperties").is_some() {
            assert_eq!(schema["additionalProperties"], false, "{path}");
        }
    });
}

#[test]
fn schemas_are_plain() {
    each_place(&mut |path, schema| {
        let Some(schema) = schema.as_object() else { return };
        for keyword in ["oneOf", "anyOf", "allOf", "not", "if", "$ref", "const", "default"] {
            assert!(!schema.contains_key(keyword), "{path}: {keyword}");
        }
        let name = schema["type"].as_str().unwrap_or_else(|| panic!("{path}: one type, not several"));
        assert_ne!(name, "null", "{path}");
        if let Some(format) = schema.get("format") {
            assert_eq!(format, "date", "{path}");
        }
        if let Some(words) = schema.get("enum").and_then(Value::as_array) {
            assert!(words.iter().all(Value::is_string), "{path}");
        }
        match name {
            "string" if !schema.contains_key("enum") => {
                assert!(schema.contains_key("pattern"), "{path}: what a text may be");
                let fixed = schema.contains_key("format") || schema["pattern"] == "^[A-Z]{3}$";
                assert!(fixed || schema.contains_key("maxLength"), "{path}: how long a text may be");
            }
            "array" => assert!(schema.contains_key("maxItems"), "{path}: how long a list may be"),
            "number" | "integer" => {
                assert!(schema.contains_key("minimum") && schema.contains_key("maximum"), "{path}: range");
            }
            _ => {}
        }
    });
}
