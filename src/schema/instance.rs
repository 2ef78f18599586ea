//! A YAML document as the validator sees it: in place, nothing is copied.
//!
//! What the validator would only put into its own messages is left out; ours are made from the
//! document itself.

use std::borrow::Cow;

use jsonschema::JsonType;
use jsonschema::json::{Array, Json, JsonNumber, NodeIdentity, Object};

use crate::yaml::{Node, Value};

/// The representation; never constructed.
pub(super) struct Yaml;

/// A node of a document, or a key on its own.
#[derive(Clone, Copy)]
pub(super) enum Instance<'a> {
    /// A node.
    Node(Node<'a>),
    /// A key.
    Key(&'a str),
}

/// A map.
pub(super) struct Members<'a>(Node<'a>);

/// A list.
pub(super) struct Items<'a>(Node<'a>);

/// A number as it was read.
pub(super) enum Number {
    /// Written without fraction and exponent.
    Int(i64),
    /// Any other.
    Float(f64),
}

impl Json for Yaml {
    type Node<'a> = Instance<'a>;
    type PreparedKey = String;
    type StringBuffer = String;

    // Looking up one key goes through all of them, so one pass is never dearer.
    const KEYS_PER_LOOKUP: usize = 1 << 20;

    fn prepare_key(key: &str) -> String {
        key.to_owned()
    }

    fn with_string_node<T>(buffer: &mut String, string: &str, f: impl FnOnce(Instance<'_>) -> T) -> T {
        buffer.clear();
        buffer.push_str(string);
        f(Instance::Key(buffer))
    }
}

impl<'a> Instance<'a> {
    fn value(self) -> Value<'a> {
        match self {
            Self::Node(node) => node.value(),
            Self::Key(text) => Value::Text(text),
        }
    }

    fn node_if(self, wanted: Value<'a>) -> Option<Node<'a>> {
        match self {
            Self::Node(node) => (node.value() == wanted).then_some(node),
            Self::Key(_) => None,
        }
    }

    fn text(self) -> Option<&'a str> {
        if let Value::Text(text) = self.value() { Some(text) } else { None }
    }

    fn number(self) -> Option<Number> {
        match self.value() {
            Value::Int(value) => Some(Number::Int(value)),
            Value::Float(value) => Some(Number::Float(value)),
            Value::Null | Value::Bool(_) | Value::Text(_) | Value::List | Value::Map => None,
        }
    }
}

impl<'a> jsonschema::json::Node<'a, Yaml> for Instance<'a> {
    type Object = Members<'a>;
    type Array = Items<'a>;
    type Number = Number;

    fn as_object(&self) -> Option<Members<'a>> {
        self.node_if(Value::Map).map(Members)
    }

    fn as_array(&self) -> Option<Items<'a>> {
        self.node_if(Value::List).map(Items)
    }

    fn as_string(&self) -> Option<Cow<'a, str>> {
        self.text().map(Cow::Borrowed)
    }

    fn as_number(&self) -> Option<Number> {
        self.number()
    }

    fn as_boolean(&self) -> Option<bool> {
        if let Value::Bool(value) = self.value() { Some(value) } else { None }
    }

    fn is_null(&self) -> bool {
        self.value() == Value::Null
    }

    fn json_type(&self) -> JsonType {
        match self.value() {
            Value::Null => JsonType::Null,
            Value::Bool(_) => JsonType::Boolean,
            Value::Int(_) | Value::Float(_) => JsonType::Number,
            Value::Text(_) => JsonType::String,
            Value::List => JsonType::Array,
            Value::Map => JsonType::Object,
        }
    }

    fn equals_value(&self, expected: &serde_json::Value) -> bool {
        match self.value() {
            Value::Null => expected.is_null(),
            Value::Bool(value) => expected.as_bool() == Some(value),
            Value::Int(value) => expected.as_i64() == Some(value),
            Value::Float(value) => expected.as_f64() == Some(value),
            Value::Text(text) => expected.as_str() == Some(text),
            // The schemas hold no list or map to compare with.
            Value::List | Value::Map => false,
        }
    }

    fn to_value(&self) -> Cow<'a, serde_json::Value> {
        // Only the validator's own messages show this, and copying whole documents into each of a
        // hostile file's errors would be quadratic.
        Cow::Owned(serde_json::Value::Null)
    }

    fn identity(&self) -> Option<NodeIdentity> {
        // Identities keep references that lead back from recurring for ever; there are none.
        None
    }
}

impl<'a> Object<'a, Yaml> for Members<'a> {
    type Node = Instance<'a>;
    type MemberName = &'a str;
    type MembersIter = Box<dyn Iterator<Item = (&'a str, Instance<'a>)> + 'a>;

    fn len(&self) -> usize {
        self.0.len()
    }

    fn get(&self, key: &String) -> Option<Instance<'a>> {
        self.0.get(key).map(Instance::Node)
    }

    fn members(&self) -> Self::MembersIter {
        Box::new(self.0.entries().map(|member| (member.key, Instance::Node(member.value))))
    }
}

impl<'a> Array<'a, Yaml> for Items<'a> {
    type Node = Instance<'a>;
    type ElementsIter = Box<dyn Iterator<Item = Instance<'a>> + 'a>;

    fn len(&self) -> usize {
        self.0.len()
    }

    fn elements(&self) -> Self::ElementsIter {
        Box::new(self.0.items().map(Instance::Node))
    }

    fn is_unique(&self) -> bool {
        repeated(self.0).next().is_none()
    }
}

/// The places (from 0) of the texts in a list that stood there before. Only texts are compared:
/// the schemas ask it of no other list.
pub(super) fn repeated(list: Node<'_>) -> impl Iterator<Item = usize> {
    let mut seen = std::collections::BTreeSet::new();
    list.items().enumerate().filter_map(move |(index, item)| {
        let Value::Text(text) = item.value() else { return None };
        (!seen.insert(text)).then_some(index)
    })
}

impl JsonNumber for Number {
    fn as_u64(&self) -> Option<u64> {
        self.as_i64().and_then(|value| value.try_into().ok())
    }

    fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Int(value) => Some(*value),
            Self::Float(_) => None,
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "only asked where the limits are no whole numbers")]
    fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Int(value) => Some(*value as f64),
            Self::Float(value) => Some(*value),
        }
    }

    fn as_str(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_number().to_string())
    }

    fn to_number(&self) -> Cow<'_, serde_json::Number> {
        Cow::Owned(match self {
            Self::Int(value) => (*value).into(),
            Self::Float(value) => serde_json::Number::from_f64(*value).unwrap_or_else(|| 0.into()),
        })
    }

    // Stricter than JSON Schema, which takes 3.0 for a whole number: our types do not.
    fn is_integer(&self) -> bool {
        matches!(self, Self::Int(_))
    }
}
