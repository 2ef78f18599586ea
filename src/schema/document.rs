//! JSON that a program wrote, against a published schema: the first thing that is wrong with it.
//!
//! Records are judged in `fault`, where everything wrong with them is told to whoever wrote them. Here
//! one answer is enough, and what was found is shown in a few characters: it may be hostile.

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{PatternOptions, ValidationError};
use serde_json::Value;

/// The most characters of a value that a message repeats.
const MAX_SHOWN: usize = 60;

/// The first thing that is wrong with a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentFault {
    /// Where, as a JSON Pointer (RFC 6901); `""` is the whole document.
    pub pointer: String,
    /// What is wrong and what was found, a sentence without its subject and without full stop.
    pub message: String,
}

/// What is wrong with `document` by `schema` (draft 2020-12), if anything is.
///
/// A schema that is none is told as a fault too, so that nothing passes unjudged.
#[must_use]
pub fn document_fault(schema: &str, document: &Value) -> Option<DocumentFault> {
    let none =
        || DocumentFault { pointer: String::new(), message: "cannot be judged: its schema is none".into() };
    let Ok(schema) = serde_json::from_str::<Value>(schema) else { return Some(none()) };
    let validator = jsonschema::draft202012::options()
        .offline()
        .should_validate_formats(true)
        .with_pattern_options(PatternOptions::regex())
        .build(&schema);
    let Ok(validator) = validator else { return Some(none()) };
    let error = validator.iter_errors(document).next()?;
    let error = innermost(&error);
    let pointer = error.instance_path().as_str().to_owned();
    let found = document.pointer(&pointer).unwrap_or(&Value::Null);
    Some(DocumentFault { message: told(error, found), pointer })
}

/// Of a value that is one of several forms, what is wrong with the form that it means to be: the one
/// whose fixed word it has.
fn innermost<'a, 'i>(error: &'a ValidationError<'i>) -> &'a ValidationError<'i>
where
    'static: 'i,
{
    let (ValidationErrorKind::OneOfNotValid { context } | ValidationErrorKind::AnyOf { context }) =
        error.kind()
    else {
        return error;
    };
    let meant = |errors: &&Vec<ValidationError<'static>>| {
        errors.iter().all(|error| {
            let wrong_form = error.instance_path().as_str() == ""
                && matches!(error.kind(), ValidationErrorKind::Type { .. });
            !wrong_form && !matches!(error.kind(), ValidationErrorKind::Constant { .. })
        })
    };
    context.iter().find(meant).and_then(|errors| errors.first()).unwrap_or(error)
}

fn told(error: &ValidationError<'_>, found: &Value) -> String {
    let kind = error.kind();
    if let ValidationErrorKind::AdditionalProperties { unexpected }
    | ValidationErrorKind::UnevaluatedProperties { unexpected } = kind
    {
        let first = unexpected.first().map(String::as_str).unwrap_or_default();
        return format!("has a key that nobody knows, `{}`", shown_text(first));
    }
    if let ValidationErrorKind::Required { property } = kind {
        return format!("lacks the key `{}`", property.as_str().unwrap_or_default());
    }
    let found = shown(found);
    if let ValidationErrorKind::Type { kind: TypeKind::Single(wanted) } = kind {
        return format!("is {found}, not of the type {wanted}");
    }
    if let ValidationErrorKind::Constant { expected_value } = kind {
        return format!("is {found}, not {expected_value}");
    }
    if let ValidationErrorKind::Enum { options } = kind {
        return format!("is {found}, none of {options}");
    }
    if let ValidationErrorKind::Maximum { limit } = kind {
        return format!("is {found}, more than {limit}");
    }
    if let ValidationErrorKind::Minimum { limit } = kind {
        return format!("is {found}, less than {limit}");
    }
    if let ValidationErrorKind::Format { format } = kind {
        return format!("is {found}, no {format}");
    }
    if let ValidationErrorKind::Pattern { pattern } = kind {
        return format!("is {found}, which does not match {pattern}");
    }
    format!("is {found}, which the schema does not allow ({})", kind.keyword())
}

/// A value in a few characters.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(value) => format!("`{}`", shown_text(&value.to_string())),
        Value::String(text) => format!("`{}`", shown_text(text)),
        Value::Array(items) => format!("a list of {}", items.len()),
        Value::Object(members) => format!("an object with {} keys", members.len()),
    }
}

fn shown_text(text: &str) -> String {
    let mut shown: String = text.chars().take(MAX_SHOWN).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(document: &Value) -> (String, String) {
        let schema = json!({
            "type": "object",
            "required": ["kind"],
            "properties": {
                "kind": {"const": "x"},
                "day": {"type": ["string", "null"], "format": "date"},
                "count": {"type": "integer", "minimum": 0, "maximum": 9},
                "word": {"enum": ["a", "b"]},
                "id": {"type": "string", "pattern": "^[a-f]+$"},
                "part": {"oneOf": [
                    {"type": "object", "required": ["what"], "properties": {"what": {"const": "p"}}, "unevaluatedProperties": false},
                    {"type": "object", "required": ["what", "n"], "properties": {"what": {"const": "q"}, "n": {"type": "integer"}}, "unevaluatedProperties": false},
                ]},
            },
            "unevaluatedProperties": false,
        });
        let fault = document_fault(&schema.to_string(), document).unwrap();
        (fault.pointer, fault.message)
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place_and_what_was_found() {
        for (document, pointer, message) in [
            (json!([]), "", "is a list of 0, not of the type object"),
            (json!({}), "", "lacks the key `kind`"),
            (json!({"kind": "y"}), "/kind", "is `y`, not \"x\""),
            (json!({"kind": "x", "other": 1}), "", "has a key that nobody knows, `other`"),
            (json!({"kind": "x", "day": "2026-02-30"}), "/day", "is `2026-02-30`, no date"),
            (json!({"kind": "x", "count": -1}), "/count", "is `-1`, less than 0"),
            (json!({"kind": "x", "count": 1e300}), "/count", "is `1e+300`, more than 9"),
            (json!({"kind": "x", "count": "1"}), "/count", "is `1`, not of the type integer"),
            (json!({"kind": "x", "word": "c"}), "/word", "is `c`, none of [\"a\",\"b\"]"),
            (json!({"kind": "x", "id": "z"}), "/id", "is `z`, which does not match ^[a-f]+$"),
            (
                json!({"kind": "x", "part": {"what": "q", "n": "1"}}),
                "/part/n",
                "is `1`, not of the type integer",
            ),
            (
                json!({"kind": "x", "part": {"what": "p", "n": 1}}),
                "/part",
                "has a key that nobody knows, `n`",
            ),
            (
                json!({"kind": "x", "part": {"what": "r"}}),
                "/part",
                "is an object with 1 keys, which the schema does not allow (oneOf)",
            ),
        ] {
            assert_eq!(told(&document), (pointer.to_owned(), message.to_owned()), "{document}");
        }
    }

    #[test]
    fn what_was_found_is_shown_in_a_few_characters() {
        let (_, message) = told(&json!({"kind": "x".repeat(900_000)}));
        assert!(message.len() < 100, "{}", message.len());
        let (_, message) = told(&json!({"kind": "x", "y".repeat(900_000): 1}));
        assert!(message.len() < 300, "{}", message.len());
    }

    #[test]
    fn a_schema_that_is_none_lets_nothing_pass() {
        for schema in ["{", "{\"type\": 7}"] {
            assert!(document_fault(schema, &json!({})).is_some(), "{schema}");
        }
        assert_eq!(document_fault("{\"type\": \"object\"}", &json!({})), None);
    }
}
