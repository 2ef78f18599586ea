//! What to say about a value that is not as its schema wants it.

use serde_json::Value as Json;

use super::wording::{
    at, example, excerpt, expected, found, is_date, is_free_text, is_id, joined, keys, limit, place,
    required, synonym, type_of, words,
};
use super::{Violation, ViolationKind, dates};
use crate::finding::{Certainty, Pointer, Target};
use crate::record::{Id, Kind, RawPolicy};
use crate::suggest::{Near, near};
use crate::yaml::{Document, Node, Value};

/// A place of a document, with what its schema says there.
pub(super) struct Site<'a> {
    pub(super) kind: Kind,
    /// The schema of the whole record.
    pub(super) record: &'a Json,
    /// The schema of this place.
    pub(super) schema: &'a Json,
    pub(super) pointer: &'a Pointer,
    node: Node<'a>,
    /// Whether the key of this place may be left out.
    optional: bool,
}

/// Label, help and replacement.
#[derive(Default)]
struct Advice {
    message: String,
    label: String,
    help: Option<String>,
    replacement: Option<String>,
    /// Another way to write the same is exact; what takes a guess says so.
    certainty: Certainty,
}

impl<'a> Site<'a> {
    /// The place at `pointer`, where document and schema have it.
    pub(super) fn at(
        kind: Kind,
        record: &'a Json,
        document: &'a Document,
        pointer: &'a Pointer,
    ) -> Option<Self> {
        let node = document.find(pointer)?;
        let schema = at(record, pointer.parts())?;
        let mut outer: Vec<String> = pointer.parts().collect();
        let key = outer.pop();
        let map = at(record, outer.iter()).filter(|map| keys(map).is_some());
        let needed =
            |map| required(map).is_some_and(|mut names| names.any(|name| Some(name) == key.as_deref()));
        Some(Self { kind, record, schema, pointer, node, optional: map.is_some_and(|map| !needed(map)) })
    }

    /// How people call this place.
    pub(super) fn name(&self) -> String {
        place(self.kind, self.record, self.pointer)
    }

    /// The value here does not hold to `keyword` of its schema.
    pub(super) fn value(&self, keyword: &str) -> Violation {
        let Advice { message, label, help, replacement, certainty } = self.advice(keyword);
        let empty = self.node.written().is_empty();
        Violation {
            pointer: self.pointer.clone(),
            target: if empty { Target::Key } else { Target::Value },
            kind: ViolationKind::Invalid,
            message,
            label,
            help,
            replacement,
            certainty,
        }
    }

    fn advice(&self, keyword: &str) -> Advice {
        let name = self.name();
        match (keyword, self.node.value()) {
            ("type", _) if self.pointer.as_str().is_empty() => Advice {
                message: format!("the file {}, but {name} is a map of keys and values", found(self.node)),
                label: "expected keys and values".into(),
                help: Some("write one `key: value` a line".into()),
                ..Advice::default()
            },
            ("type", Value::Null) => Advice {
                message: format!("{name} has no value, expected {}", expected(self.schema)),
                label: "no value".into(),
                help: Some(self.fill()),
                ..Advice::default()
            },
            ("type", _) => self.wrong_type(&name),
            ("minItems", _) => Advice {
                message: format!("{name} is an empty list, but needs at least one item"),
                label: "empty".into(),
                help: Some(
                    if self.optional { "add an item, or remove the key" } else { "add an item" }.into(),
                ),
                ..Advice::default()
            },
            ("maxItems", _) => self.too_many(&name, self.node.len(), "items", keyword),
            ("minimum" | "maximum", _) => Advice {
                message: format!(
                    "{name} is {}, expected {}",
                    excerpt(self.node.written()),
                    limit(self.schema, keyword)
                ),
                label: format!("expected {}", limit(self.schema, keyword)),
                ..Advice::default()
            },
            (_, Value::Text(text)) => self.wrong_text(&name, keyword, text),
            (
                _,
                Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::List | Value::Map,
            ) => self.wrong_type(&name),
        }
    }

    fn wrong_text(&self, name: &str, keyword: &str, text: &str) -> Advice {
        let shown = excerpt(text);
        if let Some(words) = words(self.schema) {
            let close = near(text, words.clone());
            // What another vocabulary calls the same may be a judgement: nobody writes `met` for another.
            let other = |word| Near { word, certainty: Certainty::Likely };
            let meant = close.or_else(|| synonym(text, words).map(other));
            return Advice {
                message: format!("{name} is `{shown}`, expected {}", expected(self.schema)),
                label: "not a word that is allowed here".into(),
                help: meant.map(|meant| format!("did you mean `{}`?", meant.word)),
                replacement: meant.map(|meant| meant.word.to_owned()),
                certainty: meant.map_or(Certainty::Likely, |meant| meant.certainty),
            };
        }
        if text.trim().is_empty() {
            return Advice {
                message: format!("{name} is empty, expected {}", expected(self.schema)),
                label: "empty".into(),
                help: Some(self.fill()),
                ..Advice::default()
            };
        }
        if is_date(self.schema) {
            return date(name, &format!("`{shown}`"), text);
        }
        if keyword == "maxLength" {
            return self.too_many(name, text.chars().count(), "characters", keyword);
        }
        if is_id(self.schema) {
            let id = kebab(text);
            return Advice {
                message: format!(
                    "{name} is `{shown}`, but ids are lower-case letters and digits with single hyphens between"
                ),
                label: "no valid id".into(),
                help: id.as_ref().map(|id| format!("write `{id}`")),
                replacement: id,
                certainty: Certainty::Exact,
            };
        }
        let code = self.schema.get("pattern").is_some_and(|pattern| pattern == RawPolicy::CURRENCY_PATTERN);
        let capitals = text.to_ascii_uppercase();
        let sure = code && text.len() == 3 && text.bytes().all(|b| b.is_ascii_alphabetic());
        Advice {
            message: format!("{name} is `{shown}`, expected the three capital letters of a currency"),
            label: "no currency code".into(),
            help: Some(if sure { format!("write `{capitals}`") } else { "for example `EUR`".into() }),
            replacement: sure.then_some(capitals),
            certainty: Certainty::Exact,
        }
    }

    fn too_many(&self, name: &str, count: usize, what: &str, keyword: &str) -> Advice {
        let most = self.schema.get(keyword).and_then(Json::as_u64).unwrap_or_default();
        Advice {
            message: format!("{name} has {count} {what}, but may have at most {most}"),
            label: format!("more than {most} {what}"),
            ..Advice::default()
        }
    }

    /// What to do about a place where nothing is written.
    fn fill(&self) -> String {
        let text = match example(self.schema) {
            Some(example) => format!("write {}, for example `{example}`", expected(self.schema)),
            None => format!("write {}", expected(self.schema)),
        };
        if self.optional { format!("{text}, or remove the key") } else { text }
    }

    fn wrong_type(&self, name: &str) -> Advice {
        let written = self.node.written();
        if is_date(self.schema) && dates::advise(written).replacement.is_some() {
            return date(name, &excerpt(written), written);
        }
        let (help, replacement) = self.conversion();
        Advice {
            message: format!("{name} {}, expected {}", found(self.node), expected(self.schema)),
            label: format!("expected {}", expected(self.schema)),
            // Without a sure replacement, an example shows the form.
            help: help.or_else(|| {
                let numeric = matches!(type_of(self.schema), "integer" | "number");
                let example = example(self.schema).filter(|_| numeric)?;
                Some(format!("for example `{example}`"))
            }),
            replacement,
            certainty: Certainty::Exact,
        }
    }

    /// How to write a value of another type so that it is what the schema expects.
    fn conversion(&self) -> (Option<String>, Option<String>) {
        let written = self.node.written();
        let say = |text: &str| (Some(text.to_owned()), None);
        let replace = |text: &str, new: String| (Some(text.to_owned()), Some(new));
        match (type_of(self.schema), self.node.value()) {
            ("string", Value::Int(_) | Value::Float(_) | Value::Bool(_)) if is_id(self.schema) => {
                say("an id is the name of a record's file without `.yaml`, and no number or truth value")
            }
            ("string", Value::Int(_) | Value::Float(_) | Value::Bool(_)) if is_free_text(self.schema) => {
                replace("write it in quotes", format!("\"{written}\""))
            }
            ("string", Value::Int(_) | Value::Float(_)) if is_date(self.schema) => {
                say("for example `2026-12-18`")
            }
            ("string", Value::List) => self.as_one(),
            ("integer" | "number", Value::Text(text)) if reads_as(type_of(self.schema), text) => {
                replace("write it without quotes", text.trim().to_owned())
            }
            ("integer", Value::Float(value)) if value.fract() == 0.0 && value.abs() < 1e9 => {
                replace("write it without a fraction", format!("{value:.0}"))
            }
            ("boolean", Value::Text(text)) => match text.to_lowercase().as_str() {
                "yes" | "y" | "on" | "true" => replace("write `true`", "true".into()),
                "no" | "n" | "off" | "false" => replace("write `false`", "false".into()),
                _ => (None, None),
            },
            ("array", Value::Text(text)) => self.as_list(text),
            ("array", Value::Map) => say("start each item of the list with `- `"),
            ("object", Value::List) => say("write its keys below it without `- `"),
            ("object", Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_)) => {
                match keys(self.schema) {
                    Some(keys) => {
                        (Some(format!("write its keys below it, indented: {}", joined(keys, "and"))), None)
                    }
                    None => say("write one `name: value` a line below it, indented"),
                }
            }
            _ => (None, None),
        }
    }

    /// How to write a list where one text is expected.
    fn as_one(&self) -> (Option<String>, Option<String>) {
        let one = if is_id(self.schema) { "one id" } else { "one text" };
        let mut items = self.node.items();
        let only = items.next().filter(|_| items.next().is_none());
        let only = only.filter(|item| matches!(item.value(), Value::Text(_))).map(|item| item.written());
        match only.filter(|written| !written.contains(['\n', '\r'])) {
            Some(written) => {
                let help = format!("write {one}, not a list: `{}`", excerpt(written));
                (Some(help), Some(written.to_owned()))
            }
            None => (Some(format!("write {one}, not a list")), None),
        }
    }

    /// How to write a text as a list of one, or of several ids with commas between.
    fn as_list(&self, text: &str) -> (Option<String>, Option<String>) {
        let items = self.schema.get("items").unwrap_or(&Json::Null);
        let several: Vec<&str> = text.split(',').map(str::trim).collect();
        let quoted = serde_json::Value::from(text).to_string();
        let list = match type_of(items) {
            "string" if is_id(items) || words(items).is_some() => {
                Some(several.join(", ")).filter(|_| several.iter().all(|item| Id::is_valid(item)))
            }
            "string" if self.node.is_plain() && !text.contains([',', '[', ']', '{', '}', '\n']) => {
                Some(text.to_owned())
            }
            "string" => Some(quoted),
            _ => None,
        };
        let list = list.map(|list| format!("[{list}]"));
        let help = match &list {
            Some(list) => format!("write a list: `{}`", excerpt(list)),
            None => "write a list, each item on a line of its own after `- `".into(),
        };
        (Some(help), list)
    }
}

fn date(name: &str, shown: &str, text: &str) -> Advice {
    let advice = dates::advise(text);
    Advice {
        message: format!("{name} is {shown}, but {}", advice.reason),
        label: advice.label.into(),
        help: Some(advice.help),
        replacement: advice.replacement,
        certainty: advice.certainty,
    }
}

/// Whether a text is a number of the type, as it would be without quotes.
fn reads_as(type_name: &str, text: &str) -> bool {
    let text = text.trim();
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let leading_zero = whole.len() > 1 && whole.starts_with('0');
    let integer = !unsigned.contains('.') && whole.len() <= 9;
    digits(whole) && digits(fraction) && !leading_zero && (type_name == "number" || integer)
}

/// The id that a text is surely meant to be: `Async Rust` → `async-rust`.
fn kebab(text: &str) -> Option<String> {
    if !text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.')) {
        return None;
    }
    let parts = text.split([' ', '_', '-', '.']).filter(|part| !part.is_empty());
    let id = parts.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
    Some(id).filter(|id| Id::is_valid(id))
}
