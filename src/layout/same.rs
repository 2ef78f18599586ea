//! Whether two documents say the same: what makes it sure that a canonical form changes no value.

use std::collections::HashMap;

use crate::yaml::{Document, Node, Value, is_text};

/// Whether both hold the same values, numbers written the same way; the order of a map's members does
/// not count, that of items does.
pub(super) fn same(one: &Document, other: &Document) -> bool {
    nodes(one, one.root(), other, other.root())
}

fn nodes(one: &Document, left: Node<'_>, other: &Document, right: Node<'_>) -> bool {
    if left.len() != right.len() {
        return false;
    }
    match (left.value(), right.value()) {
        (Value::List, Value::List) => {
            left.items().zip(right.items()).all(|(left, right)| nodes(one, left, other, right))
        }
        (Value::Map, Value::Map) => {
            let members: HashMap<(&str, bool), Node<'_>> =
                right.entries().map(|member| ((member.key, is_text_key(&member)), member.value)).collect();
            left.entries().all(|member| {
                members
                    .get(&(member.key, is_text_key(&member)))
                    .is_some_and(|right| nodes(one, member.value, other, *right))
            })
        }
        (Value::Int(_) | Value::Float(_), Value::Int(_) | Value::Float(_)) => {
            left.value() == right.value() && left.written() == right.written()
        }
        (left, right) => left == right,
    }
}

/// Whether a key is text and no number or the like.
fn is_text_key(member: &crate::yaml::Member<'_>) -> bool {
    // A quote at the start belongs to no key without quotes.
    let quotes = member.key_span.end - member.key_span.start > member.key.len();
    quotes || is_text(member.key)
}
