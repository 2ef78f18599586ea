//! The part of a published schema that can fail: what only describes is left out while reading.
//!
//! Titles, descriptions and examples are most of a schema's text. Nothing of them is needed to
//! judge a record, and every run reads a dozen schemas.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// Keywords that say something about a schema or a value and never fail one (JSON Schema 2020-12,
/// core, 8 and validation, 9).
const DESCRIBING: [&str; 5] = ["$schema", "$id", "title", "description", "examples"];

/// Reads a schema, leaving out what only describes; null where the text is no JSON.
pub(super) fn read(text: &str) -> Value {
    let mut reader = serde_json::Deserializer::from_str(text);
    Part::Schema.deserialize(&mut reader).unwrap_or_default()
}

/// What a map of the text is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// A schema: its keys are keywords.
    Schema,
    /// A map from names or patterns to schemas: `title` is a name like any other.
    Members,
}

impl<'de> DeserializeSeed<'de> for Part {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Part {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON Schema")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(list.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = members.next_key::<String>()? {
            if self == Self::Schema && DESCRIBING.contains(&key.as_str()) {
                members.next_value::<IgnoredAny>()?;
                continue;
            }
            let named = matches!(key.as_str(), "properties" | "patternProperties");
            let part = if self == Self::Schema && named { Self::Members } else { Self::Schema };
            let value = members.next_value_seed(part)?;
            map.insert(key, value);
        }
        Ok(map.into())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::record::Kind;

    #[test]
    fn only_what_describes_is_left_out() {
        let text = json!({
            "$schema": "urn:a", "$id": "urn:b", "title": "T", "description": "D", "type": "object",
            "required": ["title"], "additionalProperties": false, "minProperties": 1,
            "properties": {
                "title": {"title": "T", "type": "string", "enum": ["title", "description"], "examples": ["x"]},
                "description": {"items": {"description": "D", "type": "number", "minimum": 0.5}},
                "properties": {"properties": {"examples": {"examples": [{"properties": 1}]}}}
            },
            "patternProperties": {"^x-": true}
        });
        let kept = json!({
            "type": "object",
            "required": ["title"], "additionalProperties": false, "minProperties": 1,
            "properties": {
                "title": {"type": "string", "enum": ["title", "description"]},
                "description": {"items": {"type": "number", "minimum": 0.5}},
                "properties": {"properties": {"examples": {}}}
            },
            "patternProperties": {"^x-": true}
        });
        assert_eq!(read(&text.to_string()), kept);
        assert_eq!(read("{"), Value::Null);
    }

    #[test]
    fn no_record_is_judged_otherwise() {
        fn keywords(schema: &Value, found: &mut Vec<String>) {
            for (keyword, value) in schema.as_object().into_iter().flatten() {
                found.push(format!("{keyword}: {}", if value.is_object() { &Value::Null } else { value }));
                match keyword.as_str() {
                    "properties" | "patternProperties" => {
                        for (name, schema) in value.as_object().unwrap() {
                            found.push(name.clone());
                            keywords(schema, found);
                        }
                    }
                    "items" | "additionalProperties" => keywords(value, found),
                    _ => {}
                }
            }
        }
        for kind in Kind::ALL {
            let text = super::super::text(kind);
            let (mut all, mut kept) = (Vec::new(), Vec::new());
            keywords(&serde_json::from_str(text).unwrap(), &mut all);
            keywords(&read(text), &mut kept);
            all.retain(|keyword| {
                !DESCRIBING
                    .iter()
                    .any(|word| keyword.strip_prefix(word).is_some_and(|rest| rest.starts_with(": ")))
            });
            assert_eq!(kept, all, "{kind}");
        }
    }
}
