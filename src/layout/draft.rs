//! New records and new values.

use super::fold::fold;
use super::order::Order;
use super::scalar::{self, Place};
use super::tree::{Child, Comment, Group, Key, Outside, Scalar, Shape, Wide};
use super::value::Value;
use super::{WIDTH, print};
use crate::record::Kind;

/// The longest list or map that is written in brackets where nobody wrote it before, in columns.
const SHORT: usize = 80;

/// A record to be written for the first time. Keys are written in the canonical order, whatever the
/// order of the calls.
#[derive(Clone, Debug)]
pub struct Draft {
    kind: Kind,
    heading: Vec<String>,
    lines: Vec<Line>,
}

/// What is written for one key.
#[derive(Clone, Debug, Default)]
struct Line {
    key: String,
    comment: Vec<String>,
    hint: Option<String>,
    value: Option<Value>,
}

impl Draft {
    /// An empty record.
    #[must_use]
    pub fn new(kind: Kind) -> Self {
        Self { kind, heading: Vec::new(), lines: Vec::new() }
    }

    /// Gives a key of the record a value.
    pub fn set(&mut self, key: &str, value: impl Into<Value>) -> &mut Self {
        self.at(key).value = Some(value.into());
        self
    }

    /// As [`Draft::set`], where there is a value.
    pub fn set_some(&mut self, key: &str, value: Option<impl Into<Value>>) -> &mut Self {
        match value {
            Some(value) => self.set(key, value),
            None => self,
        }
    }

    /// As [`Draft::set`], where the list holds anything.
    pub fn set_list(&mut self, key: &str, items: impl IntoIterator<Item = impl Into<Value>>) -> &mut Self {
        let items: Vec<Value> = items.into_iter().map(Into::into).collect();
        if items.is_empty() { self } else { self.set(key, items) }
    }

    /// Writes a comment above a key, also where the key itself has neither value nor hint.
    pub fn comment(&mut self, key: &str, text: &str) -> &mut Self {
        self.at(key).comment.extend(comment_lines(text));
        self
    }

    /// Writes a comment at the top, above all keys: a text, or a line that starts with `#` as it is,
    /// such as [`super::schema_line`].
    pub fn heading(&mut self, text: &str) -> &mut Self {
        self.heading.extend(comment_lines(text));
        self
    }

    /// Writes `# key: text` where the key would stand; nothing where the key has a value.
    pub fn hint(&mut self, key: &str, text: &str) -> &mut Self {
        self.at(key).hint = Some(format!("# {key}: {}", one_line(text)).trim_end().to_owned());
        self
    }

    fn at(&mut self, key: &str) -> &mut Line {
        let index = self.lines.iter().position(|line| line.key == key).unwrap_or_else(|| {
            self.lines.push(Line { key: key.to_owned(), ..Line::default() });
            self.lines.len() - 1
        });
        // The index is that of a line found or just made.
        #[expect(clippy::indexing_slicing, reason = "the line was found or made above")]
        &mut self.lines[index]
    }

    /// The text of the record, in canonical form.
    #[must_use]
    pub fn text(&self) -> String {
        let order = Order::of(self.kind);
        let mut lines: Vec<&Line> = self.lines.iter().collect();
        lines.sort_by_key(|line| order.place(&line.key));
        let mut group = Group::default();
        let mut above = Vec::new();
        let plain = |text: &String| Comment { blank: false, text: text.clone(), at: 0 };
        for line in lines {
            above.extend(line.comment.iter().map(plain));
            match &line.value {
                None => above.extend(line.hint.as_ref().map(plain)),
                Some(value) => {
                    let mut child = member(&line.key, value, Some(order));
                    child.above = std::mem::take(&mut above);
                    group.children.push(child);
                }
            }
        }
        group.below = above;
        let heading: Vec<Comment> = self.heading.iter().map(plain).collect();
        let gap = !heading.is_empty();
        print::document(&heading, gap, &Child { shape: Shape::Map(group), ..Child::default() })
    }
}

/// A text as lines of a comment.
fn comment_lines(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for line in text.trim_end().split(['\n', '\r']) {
        let line = one_line(line);
        if line.is_empty() {
            lines.push("#".to_owned());
        } else if line.starts_with('#') {
            lines.push(line);
        } else {
            lines.extend(fold(&line, WIDTH - 2).into_iter().map(|line| format!("# {line}")));
        }
    }
    lines
}

/// `text` without anything that would end a comment or cannot be seen.
fn one_line(text: &str) -> String {
    let hidden = crate::source::hidden::characters(text);
    hidden.map(|(_, c, hidden)| if hidden { ' ' } else { c }).collect::<String>().trim().to_owned()
}

/// A member as it is written for the first time.
pub(super) fn member(key: &str, value: &Value, order: Option<&Order>) -> Child {
    let shape = shape(value, order.and_then(|order| order.member(key)));
    Child { key: Some(self::key(key)), shape, ..Child::default() }
}

/// An item as it is written for the first time; `order` is that of the list.
pub(super) fn item(value: &Value, order: Option<&Order>) -> Child {
    Child { shape: shape(value, order.and_then(Order::item)), ..Child::default() }
}

/// A key as it is written for the first time.
pub(super) fn key(name: &str) -> Key {
    let level = is_level(name);
    let written = |place| if level { name.to_owned() } else { scalar::new(name, place) };
    Key { name: name.to_owned(), outside: written(Place::Value), inside: written(Place::InBrackets) }
}

/// Whether a key is a level, which stands without quotes.
pub(super) fn is_level(key: &str) -> bool {
    let digits = key.bytes().all(|byte| byte.is_ascii_digit());
    digits && (key.len() == 1 || key.len() == 2 && !key.starts_with('0'))
}

/// A value as it is written for the first time; `order` is that of its own keys.
pub(super) fn shape(value: &Value, order: Option<&Order>) -> Shape {
    let line = |text: String| {
        Shape::Scalar(Scalar { inside: text.clone(), outside: Outside::Line { text, wide: Wide::Keep } })
    };
    match value {
        Value::Bool(value) => line(value.to_string()),
        Value::Int(value) => line(value.to_string()),
        // Debug keeps the point that makes it a number with a fraction, and reads back exactly.
        Value::Float(value) => line(format!("{value:?}")),
        Value::Text(text) => Shape::Scalar(scalar::text(text)),
        Value::List(items) => {
            let word = |value: &Value| match value {
                Value::Text(text) => !text.contains(char::is_whitespace),
                Value::Bool(_) | Value::Int(_) | Value::Float(_) => true,
                Value::List(_) | Value::Map(_) => false,
            };
            let brackets = items.iter().all(word);
            let children = items.iter().map(|value| item(value, order)).collect();
            Shape::List(Group { brackets, children, below: Vec::new() })
        }
        Value::Map(members) => {
            let mut children: Vec<Child> =
                members.iter().map(|(key, value)| member(key, value, order)).collect();
            if let Some(order) = order {
                order.sort(&mut children);
            }
            let free = order.is_some_and(|order| !order.is_fixed());
            let prose = |(_, value): &(String, Value)| matches!(value, Value::Text(_));
            let brackets = !(free && members.iter().any(prose)) && children.iter().all(is_short);
            let mut shape = Shape::Map(Group { brackets, children, below: Vec::new() });
            if print::in_brackets(&shape, SHORT).is_none()
                && let Some(group) = shape.group_mut()
            {
                group.brackets = group.children.is_empty();
            }
            shape
        }
    }
}

/// Whether a member can well stand in brackets: on one line, and with no quotes that only they need.
fn is_short(child: &Child) -> bool {
    match &child.shape {
        Shape::Empty => true,
        Shape::Scalar(scalar) => {
            matches!(&scalar.outside, Outside::Line { text, .. } if *text == scalar.inside)
        }
        Shape::List(group) | Shape::Map(group) => group.brackets,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Date;

    fn goal() -> Draft {
        let mut draft = Draft::new(Kind::Goal);
        draft
            .set(
                "why",
                Value::from_iter([
                    ("outcome", "Payments leaves the old worker in Q1"),
                    ("project", "webhook-worker"),
                ]),
            )
            .set("title", "Run the webhook worker on async Rust")
            .set("measure", "p99: below 300 ms")
            .set("deadline", "2026-12-18".parse::<Date>().unwrap())
            .set("modules", ["tokio-workshop", "async-rust"].into_iter().collect::<Value>())
            .set("target", 3)
            .set("skill", "async-rust");
        draft
    }

    #[test]
    fn keys_come_in_the_order_of_the_schema() {
        assert_eq!(
            goal().text(),
            "title: Run the webhook worker on async Rust\n\
             skill: async-rust\n\
             target: 3\n\
             modules: [tokio-workshop, async-rust]\n\
             measure: \"p99: below 300 ms\"\n\
             why: {project: webhook-worker, outcome: Payments leaves the old worker in Q1}\n\
             deadline: 2026-12-18\n"
        );
    }

    #[test]
    fn comments_and_hints_stand_where_their_keys_do() {
        let mut draft = goal();
        draft
            .heading("# yaml-language-server: $schema=x")
            .heading("A goal.\n\nAnd more.")
            .comment("deadline", "The last day.")
            .hint("hours_per_week", "3")
            .hint("title", "never shown, as the title is set")
            .comment("moved_because", "Only when the deadline moves")
            .hint("moved_because", "");
        assert_eq!(
            draft.text(),
            "# yaml-language-server: $schema=x\n\
             # A goal.\n\
             #\n\
             # And more.\n\
             \n\
             title: Run the webhook worker on async Rust\n\
             skill: async-rust\n\
             target: 3\n\
             modules: [tokio-workshop, async-rust]\n\
             measure: \"p99: below 300 ms\"\n\
             why: {project: webhook-worker, outcome: Payments leaves the old worker in Q1}\n\
             # The last day.\n\
             deadline: 2026-12-18\n\
             # hours_per_week: 3\n\
             # Only when the deadline moves\n\
             # moved_because:\n"
        );
    }
}
