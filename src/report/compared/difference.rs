//! What differs between two versions of one record, field by field, with list items under their
//! names instead of their places.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::report::change::FieldChange;

/// Keys that name the items of a list, the best first.
const NAMES: [&str; 10] =
    ["id", "skill", "credential", "framework", "level", "account", "name", "item", "member", "date"];
/// The most fields that are told apart.
const MAX_FIELDS: usize = 200;

/// How a field is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Naming {
    /// In words: `tiers senior requires sql level`.
    Words,
    /// As whoever edits the file finds it: `application.window_days`.
    Keys,
}

/// The fields in which `after` differs from `before`; without a version before, all that it has.
pub(super) fn between<T: Serialize>(before: Option<&T>, after: &T, naming: Naming) -> Vec<FieldChange> {
    // Plain data with text keys always becomes a value.
    let value = |record: &T| serde_json::to_value(record).unwrap_or_default();
    let mut found = Vec::new();
    compare(
        &mut Path { keys: Vec::new(), naming },
        before.map(value).as_ref(),
        Some(&value(after)),
        &mut found,
    );
    found
}

struct Path {
    keys: Vec<String>,
    naming: Naming,
}

impl Path {
    fn push(&mut self, key: &str) {
        self.keys.push(match self.naming {
            Naming::Words => key.replace('_', " "),
            Naming::Keys => key.to_owned(),
        });
    }

    fn shown(&self) -> String {
        self.keys.join(match self.naming {
            Naming::Words => " ",
            Naming::Keys => ".",
        })
    }

    /// Whether an object that comes or goes is told field by field.
    fn opens(&self) -> bool {
        self.keys.is_empty() || self.naming == Naming::Keys
    }
}

fn compare<'a>(
    at: &mut Path,
    before: Option<&'a Value>,
    after: Option<&'a Value>,
    found: &mut Vec<FieldChange>,
) {
    if before == after || found.len() >= MAX_FIELDS {
        return;
    }
    match (before, after) {
        (None | Some(Value::Object(_)), Some(Value::Object(_))) | (Some(Value::Object(_)), None)
            if at.opens() || (before.is_some() && after.is_some()) =>
        {
            let (old, new) = (before.and_then(Value::as_object), after.and_then(Value::as_object));
            let get = |side: Option<&'a Map<String, Value>>, key: &str| side.and_then(|side| side.get(key));
            let gone = old.into_iter().flat_map(Map::keys).filter(|key| get(new, key).is_none());
            for key in new.into_iter().flat_map(Map::keys).chain(gone) {
                at.push(key);
                compare(at, get(old, key), get(new, key), found);
                at.keys.pop();
            }
        }
        (Some(Value::Array(old)), Some(Value::Array(new))) => match (named(old), named(new)) {
            (Some(old), Some(new)) => {
                let gone = old.keys().filter(|name| !new.contains_key(*name));
                for name in new.keys().chain(gone) {
                    at.keys.push(name.0.clone());
                    compare(at, old.get(name).copied(), new.get(name).copied(), found);
                    at.keys.pop();
                }
            }
            _ => push(at, before, after, found),
        },
        _ => push(at, before, after, found),
    }
}

fn push(at: &Path, before: Option<&Value>, after: Option<&Value>, found: &mut Vec<FieldChange>) {
    found.push(FieldChange { field: at.shown(), before: before.map(text), after: after.map(text) });
}

/// The items under their names, and how many items before them have the same name; nothing where
/// an item has no name.
fn named(items: &[Value]) -> Option<BTreeMap<(String, usize), &Value>> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    items
        .iter()
        .map(|item| {
            let name = NAMES.iter().find_map(|key| item.get(key)).map(text)?;
            let count = seen.entry(name.clone()).or_default();
            *count += 1;
            Some(((name, *count), item))
        })
        .collect()
}

/// A value on one line, as a person would write it down.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => {
            let pairs =
                fields.iter().map(|(key, value)| format!("{} {}", key.replace('_', " "), text(value)));
            pairs.collect::<Vec<_>>().join(", ")
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(before: &Value, after: &Value) -> Vec<String> {
        named_by(Naming::Words, before, after)
    }

    fn named_by(naming: Naming, before: &Value, after: &Value) -> Vec<String> {
        let show = |value: Option<String>| value.unwrap_or_else(|| "-".into());
        between(Some(before), after, naming)
            .into_iter()
            .map(|fact| format!("{}: {} → {}", fact.field, show(fact.before), show(fact.after)))
            .collect()
    }

    #[test]
    fn a_level_in_a_tier_is_told_by_name_wherever_it_stands() {
        let role = |level, more: Value| {
            let mut requires = vec![json!({"skill": "sql", "level": level})];
            requires.insert(0, more);
            json!({"name": "R", "tiers": [{"id": "senior", "requires": requires}]})
        };
        let (old, new) =
            (role(2, json!({"skill": "go", "level": 1})), role(3, json!({"skill": "c", "level": 4})));
        assert_eq!(
            told(&old, &new),
            [
                "tiers senior requires c: - → skill c, level 4",
                "tiers senior requires sql level: 2 → 3",
                "tiers senior requires go: skill go, level 1 → -",
            ]
        );
    }

    #[test]
    fn plain_lists_and_fields_that_come_and_go_are_told_whole() {
        let old = json!({"mentors": ["ben"], "leader": true});
        let new = json!({"mentors": ["ben", "chi"], "hours_per_week": 3});
        assert_eq!(told(&old, &new), ["mentors: ben → ben, chi", "hours per week: - → 3", "leader: yes → -"]);
        assert!(told(&old, &old).is_empty());
    }

    #[test]
    fn keys_are_told_as_the_file_has_them_down_to_the_last() {
        let old = json!({"spec": 1, "rules": {"vague-goal": "note"}});
        let new = json!({"spec": 1, "application": {"window_days": 300}});
        assert_eq!(
            named_by(Naming::Keys, &old, &new),
            ["application.window_days: - → 300", "rules.vague-goal: note → -"]
        );
    }

    #[test]
    fn items_with_one_name_are_told_apart() {
        let old = json!({"needs": [{"skill": "sql", "level": 2}, {"skill": "sql", "level": 4}]});
        let new = json!({"needs": [{"skill": "sql", "level": 2}, {"skill": "sql", "level": 5}]});
        assert_eq!(told(&old, &new), ["needs sql level: 4 → 5"]);
    }
}
