//! The order of keys, as the schemas have it.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde_json::Value as Json;

use super::tree::{Child, Shape};
use crate::record::Kind;
use crate::schema;

/// The order of the keys of one map, and of those below it.
#[derive(Debug, Default)]
pub(super) struct Order {
    places: HashMap<String, usize>,
    below: HashMap<String, Order>,
    items: Option<Box<Order>>,
    /// Whether its keys are levels.
    levels: bool,
    /// Whether its keys are free and mean something by themselves only.
    free: bool,
}

impl Order {
    /// The order of a whole record.
    pub(super) fn of(kind: Kind) -> &'static Self {
        static ORDERS: [OnceLock<Order>; Kind::ALL.len()] = [const { OnceLock::new() }; Kind::ALL.len()];
        static NONE: OnceLock<Order> = OnceLock::new();
        let index = Kind::ALL.iter().position(|known| *known == kind);
        let place = index.and_then(|index| ORDERS.get(index)).unwrap_or(&NONE);
        // The committed schemas are JSON, which a test of theirs holds.
        place.get_or_init(|| {
            serde_json::from_str(schema::text(kind)).map(|json| Self::read(&json)).unwrap_or_default()
        })
    }

    fn read(json: &Json) -> Self {
        let properties = json.get("properties").and_then(Json::as_object);
        let known = || properties.into_iter().flatten();
        let patterns = json.get("patternProperties").and_then(Json::as_object);
        Self {
            places: known().enumerate().map(|(place, (key, _))| (key.clone(), place)).collect(),
            below: known().map(|(key, below)| (key.clone(), Self::read(below))).collect(),
            items: json.get("items").map(|items| Box::new(Self::read(items))),
            levels: patterns.is_some_and(|patterns| patterns.keys().any(|key| !key.starts_with("^x-"))),
            free: properties.is_none(),
        }
    }

    /// The order of what the member `key` holds.
    pub(super) fn member(&self, key: &str) -> Option<&Self> {
        self.below.get(key)
    }

    /// The order of what the items of this list hold.
    pub(super) fn item(&self) -> Option<&Self> {
        self.items.as_deref()
    }

    /// Whether the keys are fixed.
    pub(super) fn is_fixed(&self) -> bool {
        !self.free
    }

    /// Where a key belongs among the others; equal ones keep their order.
    pub(super) fn place(&self, key: &str) -> (u8, usize) {
        let level = || key.parse().ok().filter(|_| key.bytes().all(|byte| byte.is_ascii_digit()));
        match self.places.get(key) {
            Some(place) => (0, *place),
            None if self.levels => level().map_or((1, 0), |level| (0, level)),
            None if self.free => (0, 0),
            None => (if key.starts_with("x-") { 2 } else { 1 }, 0),
        }
    }

    /// Puts members into order; equal ones keep theirs.
    pub(super) fn sort(&self, children: &mut [Child]) {
        let place = |child: &Child| self.place(child.key.as_ref().map_or("", |key| &key.name));
        if !children.is_sorted_by_key(place) {
            children.sort_by_key(place);
        }
    }
}

impl Child {
    /// Puts the keys in it into order.
    pub(super) fn put_in_order(&mut self, order: Option<&Order>) {
        match &mut self.shape {
            Shape::Map(group) => {
                if let Some(order) = order {
                    order.sort(&mut group.children);
                }
                for child in &mut group.children {
                    let name = child.key.as_ref().map_or("", |key| &key.name);
                    let below = order.and_then(|order| order.member(name));
                    child.put_in_order(below);
                }
            }
            Shape::List(group) => {
                for child in &mut group.children {
                    child.put_in_order(order.and_then(Order::item));
                }
            }
            Shape::Empty | Shape::Scalar(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stand_as_in_the_schema_then_unknown_ones_then_ones_own() {
        let goal = Order::of(Kind::Goal);
        assert!(goal.place("title") < goal.place("deadline"));
        assert!(goal.place("allow") < goal.place("titel"));
        assert!(goal.place("titel") < goal.place("x-squad"));
        let application = goal.member("application").unwrap();
        assert!(application.place("what") < application.place("until"));
        let tier = Order::of(Kind::Role).member("tiers").and_then(Order::item).unwrap();
        assert!(tier.place("id") < tier.place("requires"));
    }

    #[test]
    fn levels_stand_by_number_and_free_keys_as_they_are() {
        let skill = Order::of(Kind::Skill);
        let levels = skill.member("levels").unwrap();
        assert!(levels.place("2") < levels.place("10"));
        assert!(levels.place("10") < levels.place("two"));
        let rubric = skill.member("rubric").unwrap();
        assert_eq!(rubric.place("b"), rubric.place("a"));
    }
}
