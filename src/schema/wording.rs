//! The words for kinds, places, values and what a schema expects.
//!
//! Nothing is judged here.

use serde_json::Value as Json;

use crate::finding::Pointer;
use crate::record::{Id, Kind};
use crate::yaml::{Node, Value};

/// Values longer than this many characters are cut in messages.
const LONGEST_EXCERPT: usize = 40;
/// Examples longer than this many bytes do not help in a message.
const LONGEST_EXAMPLE: usize = 60;

/// "a goal", "an entry", "the policy".
pub(super) fn a_kind(kind: Kind) -> String {
    match kind {
        Kind::Policy => "the policy".into(),
        Kind::Entry | Kind::Assessment | Kind::Award => format!("an {kind}"),
        Kind::Skill
        | Kind::Role
        | Kind::Module
        | Kind::Credential
        | Kind::Team
        | Kind::Program
        | Kind::Profile
        | Kind::Goal
        | Kind::Remediation => format!("a {kind}"),
    }
}

/// How people call the place at `pointer`: the key, the item of a list, or the whole record.
pub(super) fn place(kind: Kind, schema: &Json, pointer: &Pointer) -> String {
    let parts: Vec<String> = pointer.parts().collect();
    match parts.as_slice() {
        [] => a_kind(kind),
        [.., list, item] if in_list(schema, &parts) => {
            let number = item.parse::<usize>().map_or(0, |index| index + 1);
            format!("item {number} of `{}`", excerpt(list))
        }
        // A name out of the team's vocabulary says little without the key above it.
        [.., map, name] if !has_fixed_keys(schema, &parts) => {
            format!("`{}` in `{}`", excerpt(name), excerpt(map))
        }
        [.., key] => format!("`{}`", excerpt(key)),
    }
}

fn in_list(schema: &Json, parts: &[String]) -> bool {
    outer(schema, parts).is_some_and(|outer| outer.get("items").is_some())
}

fn has_fixed_keys(schema: &Json, parts: &[String]) -> bool {
    outer(schema, parts).is_some_and(|outer| outer.get("properties").is_some())
}

/// The schema of the list or map that the last part leads into.
fn outer<'s>(schema: &'s Json, parts: &[String]) -> Option<&'s Json> {
    at(schema, parts.split_last()?.1.iter())
}

/// The schema of what the parts of a pointer lead to.
pub(super) fn at<S: AsRef<str>>(schema: &Json, mut parts: impl Iterator<Item = S>) -> Option<&Json> {
    parts.try_fold(schema, |schema, part| {
        let part = part.as_ref();
        let free = || {
            let patterns = schema.get("patternProperties")?.as_object()?;
            patterns.values().find(|inner| inner.is_object())
        };
        schema
            .get("properties")
            .and_then(|properties| properties.get(part))
            .or_else(|| schema.get("items"))
            .or_else(free)
            .or_else(|| schema.get("additionalProperties").filter(|inner| inner.is_object()))
    })
}

/// A text as a message may show it between backticks: on one line, and not too long.
pub(super) fn excerpt(text: &str) -> String {
    let mut shown: String = text.chars().take(LONGEST_EXCERPT).collect();
    if shown.len() < text.len() {
        shown = format!("{}…", shown.trim_end());
    }
    shown
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .map(|c| if c == '`' { '\'' } else { c })
        .collect()
}

/// What was found: a predicate, such as "is the number 412".
pub(super) fn found(node: Node<'_>) -> String {
    match node.value() {
        Value::Null => "has no value".into(),
        Value::Bool(value) => format!("is the truth value `{value}`"),
        Value::Int(_) | Value::Float(_) => format!("is the number {}", excerpt(node.written())),
        Value::Text(text) if text.trim().is_empty() => "is an empty text".into(),
        Value::Text(text) => format!("is the text `{}`", excerpt(text)),
        Value::List => "is a list".into(),
        Value::Map => "is a map".into(),
    }
}

/// What a schema expects, without the limits of texts and lists.
pub(super) fn expected(schema: &Json) -> String {
    if let Some(words) = words(schema) {
        return format!("one of {}", joined(words, "or"));
    }
    if let Some(only) = only_number(schema) {
        return only.to_string();
    }
    match type_of(schema) {
        "string" if is_date(schema) => "a date, written YYYY-MM-DD".into(),
        "string" if is_id(schema) => "an id".into(),
        "string" => "text".into(),
        "integer" => format!("a whole number{}", range(schema)),
        "number" => format!("a number{}", range(schema)),
        "boolean" => "`true` or `false`".into(),
        "array" if schema.get("items").is_some_and(|items| type_of(items) == "object") => {
            "a list of maps".into()
        }
        "array" => "a list".into(),
        _ => match keys(schema) {
            Some(keys) if keys.clone().count() <= 6 => format!("a map with {}", joined(keys, "and")),
            Some(_) => "a map of keys and values".into(),
            None => "a map of names and values".into(),
        },
    }
}

fn only_number(schema: &Json) -> Option<&serde_json::Number> {
    let limit = |keyword: &str| schema.get(keyword)?.as_number();
    limit("minimum").filter(|low| limit("maximum") == Some(low))
}

/// " from 1 to 5", or nothing where no person would reach the limits.
pub(super) fn range(schema: &Json) -> String {
    let limit = |keyword: &str| schema.get(keyword).and_then(Json::as_f64);
    match (limit("minimum"), limit("maximum")) {
        (Some(low), Some(high)) if high < 1e9 => format!(" from {} to {}", number(low), number(high)),
        _ => String::new(),
    }
}

/// "at most 10", for the limit that `keyword` sets; the whole range where a person would name it.
pub(super) fn limit(schema: &Json, keyword: &str) -> String {
    let limit = schema.get(keyword).and_then(Json::as_f64).map(number);
    match limit {
        Some(limit) if range(schema).is_empty() && only_number(schema).is_none() => {
            format!("at {} {limit}", if keyword == "maximum" { "most" } else { "least" })
        }
        Some(_) | None => expected(schema),
    }
}

fn number(value: f64) -> serde_json::Number {
    let whole = format!("{value:.0}").parse::<i64>().ok().filter(|_| value.fract() == 0.0);
    whole.map_or_else(|| serde_json::Number::from_f64(value).unwrap_or_else(|| 0.into()), Into::into)
}

/// The value of `type`.
pub(super) fn type_of(schema: &Json) -> &str {
    schema.get("type").and_then(Json::as_str).unwrap_or_default()
}

/// Whether it is a date.
pub(super) fn is_date(schema: &Json) -> bool {
    schema.get("format").is_some_and(|format| format == "date")
}

/// Whether any text will do.
pub(super) fn is_free_text(schema: &Json) -> bool {
    schema.get("pattern").is_some_and(|pattern| pattern == "\\S")
}

/// Whether it is an id or a handle.
pub(super) fn is_id(schema: &Json) -> bool {
    schema.get("pattern").is_some_and(|pattern| pattern == Id::PATTERN)
}

/// The words of a closed vocabulary.
pub(super) fn words(schema: &Json) -> Option<impl Iterator<Item = &str> + Clone> {
    let words = schema.get("enum")?.as_array()?;
    Some(words.iter().filter_map(Json::as_str))
}

/// The word of a closed vocabulary that means the same as `text` does elsewhere.
pub(super) fn synonym<'a>(text: &str, mut words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let text: String = text.trim().to_lowercase().replace(['-', '_'], " ");
    let meant = match text.as_str() {
        "completed" | "complete" | "finished" | "closed" | "reached" => "done",
        "in progress" | "inprogress" | "ongoing" | "started" | "current" => "active",
        "planned" | "todo" | "to do" | "proposed" => "draft",
        "cancelled" | "canceled" | "abandoned" | "stopped" => "dropped",
        "obsolete" | "retired" => "deprecated",
        "passed" | "pass" => "met",
        "failed" | "fail" | "not met" => "not-yet",
        _ => return None,
    };
    words.find(|word| *word == meant)
}

/// The keys of a map with fixed keys.
pub(super) fn keys(schema: &Json) -> Option<impl Iterator<Item = &str> + Clone> {
    let properties = schema.get("properties")?.as_object()?;
    Some(properties.keys().map(String::as_str))
}

/// The keys that a map may not go without.
pub(super) fn required(schema: &Json) -> Option<impl Iterator<Item = &str> + Clone> {
    let names = schema.get("required")?.as_array()?;
    Some(names.iter().filter_map(Json::as_str))
}

/// "`a`, `b` or `c`", with the word that joins the last two.
pub(super) fn joined<'a>(words: impl Iterator<Item = &'a str>, word: &str) -> String {
    let words: Vec<String> = words.map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} {word} {last}", others.join(", ")),
        None => String::new(),
    }
}

/// The first thought of a description, to go on with in a sentence: "how anyone can tell that …".
pub(super) fn meaning(schema: &Json) -> Option<String> {
    let description = schema.get("description")?.as_str()?;
    let line = description.lines().next()?;
    let end = line.find(". ").or_else(|| line.find("; ")).unwrap_or(line.len());
    let thought = line.get(..end)?.trim_end_matches('.');
    let mut letters = thought.chars();
    let first = letters.next()?;
    let rest = letters.as_str();
    let name = rest.starts_with(|c: char| c.is_uppercase() || c == '-');
    Some(if name { thought.to_owned() } else { format!("{}{rest}", first.to_lowercase()) })
}

/// The first example, as YAML writes it on one line; only short ones, of scalars and lists of them.
pub(super) fn example(schema: &Json) -> Option<String> {
    fn scalar(value: &Json) -> Option<String> {
        let text = value.as_str().map(str::to_owned);
        text.or_else(|| (value.is_number() || value.is_boolean()).then(|| value.to_string()))
    }
    let example = schema.get("examples")?.get(0)?;
    match example.as_array() {
        Some(items) => {
            let items: Option<Vec<String>> = items.iter().map(scalar).collect();
            Some(format!("[{}]", items?.join(", ")))
        }
        None => scalar(example),
    }
    .filter(|example| example.len() <= LONGEST_EXAMPLE)
}
