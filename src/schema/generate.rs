//! Makes the JSON Schemas from the record types. Used by the tests alone: the program carries the
//! committed files of `schema/`, and a test holds that they are what is made here.
//!
//! The types say what is particular to a field; everything that holds for all fields is added here.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::record::{self, Kind};

/// Texts may not be longer than this many characters where a field says nothing else.
const LONGEST_TEXT: u64 = 10_000;
/// Lists may not be longer than this many items where a field says nothing else.
const LONGEST_LIST: u64 = 1000;

/// The order of keywords in the files: what people look for comes first.
const ORDER: [&str; 22] = [
    "$schema",
    "$id",
    "title",
    "description",
    "type",
    "const",
    "enum",
    "format",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "minItems",
    "maxItems",
    "uniqueItems",
    "items",
    "required",
    "properties",
    "patternProperties",
    "additionalProperties",
    "examples",
];

/// The schema of a kind, as the committed file has to say it.
pub(super) fn text(kind: Kind) -> String {
    let mut schema = of_type(kind);
    tidy(&mut schema);
    let title = title(kind.name());
    schema.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
    schema.insert("$id".into(), format!("urn:milepost:schema:{}:1", kind.name()).into());
    schema.insert("title".into(), title.into());
    let mut text = serde_json::to_string_pretty(&ordered(schema)).unwrap();
    text.push('\n');
    text
}

fn of_type(kind: Kind) -> Map<String, Value> {
    fn root<T: JsonSchema>() -> Map<String, Value> {
        let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
        let schema = SchemaGenerator::new(settings).into_root_schema_for::<T>();
        schema.as_object().cloned().unwrap()
    }
    match kind {
        Kind::Policy => root::<record::RawPolicy>(),
        Kind::Skill => root::<record::Skill>(),
        Kind::Role => root::<record::Role>(),
        Kind::Module => root::<record::Module>(),
        Kind::Credential => root::<record::Credential>(),
        Kind::Team => root::<record::Team>(),
        Kind::Program => root::<record::Program>(),
        Kind::Profile => root::<record::Profile>(),
        Kind::Goal => root::<record::Goal>(),
        Kind::Entry => root::<record::Entry>(),
        Kind::Assessment => root::<record::Assessment>(),
        Kind::Award => root::<record::Award>(),
        Kind::Remediation => root::<record::Remediation>(),
    }
}

/// `hours_per_week` → `Hours per week`.
fn title(name: &str) -> String {
    match name {
        "url" => return "URL".into(),
        "github" => return "GitHub".into(),
        "gitlab" => return "GitLab".into(),
        "emails" => return "E-mail addresses".into(),
        _ => {}
    }
    let mut title = name.replace(['_', '-'], " ");
    if let Some(first) = title.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    title
}

/// Adds what holds for every schema, inside out.
fn tidy(schema: &mut Map<String, Value>) {
    without_null(schema);
    let format = schema.get("format").and_then(Value::as_str);
    if format.is_some_and(|format| format != "date") {
        schema.remove("format");
    }
    // A default is said in the description, where it also can be "as in the policy".
    schema.remove("default");
    describe(schema);
    for keyword in ["items", "additionalProperties"] {
        if let Some(Value::Object(inner)) = schema.get_mut(keyword) {
            tidy(inner);
        }
    }
    for keyword in ["properties", "patternProperties"] {
        for (name, inner) in schema.get_mut(keyword).and_then(Value::as_object_mut).into_iter().flatten() {
            let Some(inner) = inner.as_object_mut() else { continue };
            tidy(inner);
            if keyword == "properties" {
                inner.insert("title".into(), title(name).into());
            }
        }
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("string") => limit_text(schema),
        Some("array") => limit_list(schema),
        Some("object") => close_object(schema),
        _ => {}
    }
    if !schema.contains_key("examples")
        && let Some(example) = composed_example(schema)
    {
        schema.insert("examples".into(), json!([example]));
    }
}

/// schemars lets every optional field be null; in records, a field without value is left out.
fn without_null(schema: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|name| name != "null");
        if let [single] = types.as_slice() {
            let single = single.clone();
            schema.insert("type".into(), single);
        }
    }
    if let Some(Value::Array(words)) = schema.get_mut("enum") {
        words.retain(|word| !word.is_null());
    }
}

/// Puts the meanings of a vocabulary's words, if it has any, behind the field's description.
fn describe(schema: &mut Map<String, Value>) {
    let mut description = schema.get("description").and_then(Value::as_str).unwrap_or_default().to_owned();
    description = description.split_whitespace().collect::<Vec<_>>().join(" ");
    if let (Some(Value::Array(meanings)), Some(Value::Array(words))) =
        (schema.remove("meanings"), schema.get("enum"))
    {
        for (word, meaning) in words.iter().zip(&meanings) {
            let (word, meaning) = (word.as_str().unwrap(), meaning.as_str().unwrap().trim());
            description.push_str(&format!("\n- `{word}`: {meaning}"));
        }
    }
    if !description.is_empty() {
        schema.insert("description".into(), description.into());
    }
}

fn limit_text(schema: &mut Map<String, Value>) {
    if schema.contains_key("enum") || schema.contains_key("pattern") {
        return;
    }
    // At least one character that is not white space.
    schema.insert("pattern".into(), "\\S".into());
    schema.insert("minLength".into(), 1.into());
    schema.entry("maxLength").or_insert_with(|| LONGEST_TEXT.into());
}

fn limit_list(schema: &mut Map<String, Value>) {
    schema.entry("maxItems").or_insert_with(|| LONGEST_LIST.into());
    if schema.get("items").and_then(|items| items.get("type")).is_some_and(|name| name == "string") {
        schema.insert("uniqueItems".into(), true.into());
    }
}

/// Objects with fixed keys leave `x-…` to the team; objects with free keys have no such names.
fn close_object(schema: &mut Map<String, Value>) {
    if schema.contains_key("properties") {
        schema.insert("patternProperties".into(), json!({ "^x-": true }));
        schema.insert("additionalProperties".into(), false.into());
    } else if let Some(Value::Object(patterns)) = schema.get_mut("patternProperties")
        && let Some(value) = patterns.remove("^\\d+$")
    {
        // Levels, 0 to 10, in the one way of writing them.
        patterns.insert("^([0-9]|10)$".into(), value);
    }
}

/// An example of an object or a list, put together from the examples of what is in it.
fn composed_example(schema: &Map<String, Value>) -> Option<Value> {
    let first = |schema: &Value| schema.get("examples").and_then(|examples| examples.get(0)).cloned();
    match schema.get("properties").and_then(Value::as_object) {
        Some(properties) => {
            let members = properties.iter().filter_map(|(name, inner)| Some((name.clone(), first(inner)?)));
            Some(Value::Object(members.collect()))
        }
        None => Some(json!([first(schema.get("items")?)?])),
    }
}

fn ordered(mut schema: Map<String, Value>) -> Map<String, Value> {
    let mut result = Map::new();
    for keyword in ORDER {
        let Some(value) = schema.remove(keyword) else { continue };
        let value = match (keyword, value) {
            ("items" | "additionalProperties", Value::Object(inner)) => ordered(inner).into(),
            ("properties" | "patternProperties", Value::Object(members)) => members
                .into_iter()
                .map(|(name, inner)| match inner.as_object() {
                    Some(inner) => (name, Value::Object(ordered(inner.clone()))),
                    None => (name, inner),
                })
                .collect(),
            (_, value) => value,
        };
        result.insert(keyword.into(), value);
    }
    assert!(schema.is_empty(), "keywords without a place in the order: {schema:?}");
    result
}
