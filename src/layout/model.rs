//! What a document says, without how it is written: to make sure that a rewritten one says the same.

use std::collections::BTreeMap;

use super::value::Value;
use crate::finding::Pointer;
use crate::yaml::{self, Document, Member, Node};

/// A value; numbers as they are written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Model {
    Null,
    Bool(bool),
    Number(String),
    Text(String),
    List(Vec<Model>),
    /// The order of members does not count. A key that is text differs from the number that is written
    /// the same.
    Map(BTreeMap<(String, bool), Model>),
}

impl Model {
    pub(super) fn of(document: &Document) -> Self {
        Self::node(document.root())
    }

    fn node(node: Node<'_>) -> Self {
        match node.value() {
            yaml::Value::Null => Self::Null,
            yaml::Value::Bool(value) => Self::Bool(value),
            yaml::Value::Int(_) | yaml::Value::Float(_) => Self::Number(node.written().to_owned()),
            yaml::Value::Text(text) => Self::Text(text.to_owned()),
            yaml::Value::List => Self::List(node.items().map(Self::node).collect()),
            yaml::Value::Map => {
                Self::Map(node.entries().map(|member| (name(&member), Self::node(member.value))).collect())
            }
        }
    }

    pub(super) fn value(value: &Value) -> Self {
        match value {
            Value::Bool(value) => Self::Bool(*value),
            Value::Int(number) => Self::Number(number.to_string()),
            Value::Float(number) => Self::Number(format!("{number:?}")),
            Value::Text(text) => Self::Text(text.clone()),
            Value::List(items) => Self::List(items.iter().map(Self::value).collect()),
            Value::Map(members) => {
                Self::Map(members.iter().map(|(key, value)| (new_name(key), Self::value(value))).collect())
            }
        }
    }

    /// The value at `pointer`.
    fn at(&mut self, pointer: &Pointer) -> Option<&mut Self> {
        pointer.parts().try_fold(self, |model, part| match model {
            Self::Map(members) => members.iter_mut().find(|(key, _)| key.0 == part).map(|(_, value)| value),
            Self::List(items) => items.get_mut(part.parse::<usize>().ok()?),
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) => None,
        })
    }

    /// Sets what is at `pointer`, making the maps on the way to it; `None` where that cannot be.
    pub(super) fn set(&mut self, pointer: &Pointer, value: Self) -> Option<()> {
        let (parent, key) = split(pointer)?;
        if let Some(present) = self.at(pointer) {
            *present = value;
            return Some(());
        }
        match self.at(&parent) {
            None => self.set(&parent, Self::Map(BTreeMap::from([(new_name(&key), value)]))),
            Some(Self::Map(members)) => {
                members.insert(new_name(&key), value);
                Some(())
            }
            Some(parent @ Self::Null) => {
                *parent = Self::Map(BTreeMap::from([(new_name(&key), value)]));
                Some(())
            }
            Some(Self::Bool(_) | Self::Number(_) | Self::Text(_) | Self::List(_)) => None,
        }
    }

    /// Appends to the list at `pointer`, which is made where it is missing.
    pub(super) fn append(&mut self, pointer: &Pointer, value: Self) -> Option<()> {
        match self.at(pointer) {
            Some(Self::List(items)) => {
                items.push(value);
                Some(())
            }
            None | Some(Self::Null) => self.set(pointer, Self::List(vec![value])),
            Some(Self::Bool(_) | Self::Number(_) | Self::Text(_) | Self::Map(_)) => None,
        }
    }

    pub(super) fn remove(&mut self, pointer: &Pointer) -> Option<()> {
        let (parent, key) = split(pointer)?;
        match self.at(&parent)? {
            Self::Map(members) => {
                let name = members.keys().find(|name| name.0 == key)?.clone();
                members.remove(&name).map(drop)
            }
            Self::List(items) => {
                let index = key.parse::<usize>().ok().filter(|index| *index < items.len())?;
                items.remove(index);
                Some(())
            }
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) => None,
        }
    }

    pub(super) fn rename(&mut self, pointer: &Pointer, key: &str) -> Option<()> {
        let (parent, old) = split(pointer)?;
        let Self::Map(members) = self.at(&parent)? else { return None };
        if members.keys().any(|name| name.0 == key && name.0 != old) {
            return None;
        }
        let name = members.keys().find(|name| name.0 == old)?.clone();
        let value = members.remove(&name)?;
        members.insert(new_name(key), value);
        Some(())
    }
}

/// A pointer's parent, and its last part.
pub(super) fn split(pointer: &Pointer) -> Option<(Pointer, String)> {
    let parts: Vec<String> = pointer.parts().collect();
    let (last, parents) = parts.split_last()?;
    let parent = parents.iter().fold(Pointer::root(), |pointer, part| pointer.key(part));
    Some((parent, last.clone()))
}

/// A key, and whether it is text and no number or the like.
fn name(member: &Member<'_>) -> (String, bool) {
    // No key without quotes is written longer than it is.
    let quotes = member.key_span.end - member.key_span.start > member.key.len();
    (member.key.to_owned(), quotes || yaml::is_text(member.key))
}

/// A key as a draft writes it.
fn new_name(key: &str) -> (String, bool) {
    let level = super::draft::is_level(key);
    (key.to_owned(), !level)
}
