//! From a JSON Pointer to a node, to the text it stands for, and to a name that outlives reordering.

use super::document::{Content, Document, Node, Style, Value};
use crate::finding::{Pointer, Target};
use crate::source::Span;

/// The members that name an item of a list, first choice first.
const NAMES: [&str; 9] = ["skill", "id", "name", "credential", "member", "item", "account", "date", "start"];

impl Document {
    /// The node at `pointer`.
    #[must_use]
    pub fn find(&self, pointer: &Pointer) -> Option<Node<'_>> {
        self.walk(pointer).map(|(_, node)| node)
    }

    /// Where the key or the value at `pointer` is written. The "key" of a list's item and of the
    /// whole document is its first line; that of an empty item its dash.
    #[must_use]
    pub fn locate(&self, pointer: &Pointer, target: Target) -> Option<Span> {
        let (key, node) = self.walk(pointer)?;
        Some(match (target, key) {
            (Target::Value, _) => node.span(),
            (Target::Key, Some(key)) => key,
            (Target::Key, None) => self.first_line(node),
        })
    }

    /// `pointer` with the items of lists named by what they hold (`skill`, `id`, `name` and the like, or the
    /// value itself) and not by their place: `/ratings/[async-rust]/rating`. Items that have no such
    /// name keep their index; items with the same name get the same.
    #[must_use]
    pub fn named_pointer(&self, pointer: &Pointer) -> String {
        let mut named = Pointer::root();
        let mut node = Some(self.root());
        for part in pointer.parts() {
            let list = node.is_some_and(|node| matches!(node.value(), Value::List));
            node = node.and_then(|node| step(node, &part)).map(|(_, node)| node);
            let name = node.filter(|_| list).and_then(|node| self.name(node));
            named = named.key(&name.map_or(part, |name| format!("[{name}]")));
        }
        named.as_str().to_owned()
    }

    fn walk(&self, pointer: &Pointer) -> Option<(Option<Span>, Node<'_>)> {
        pointer.parts().try_fold((None, self.root()), |(_, node), part| step(node, &part))
    }

    fn name<'a>(&'a self, item: Node<'a>) -> Option<&'a str> {
        let named = match item.value() {
            Value::Map => NAMES.iter().find_map(|key| item.get(key))?,
            Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) | Value::List => {
                item
            }
        };
        match named.value() {
            Value::Text(text) => Some(text),
            Value::Bool(_) | Value::Int(_) | Value::Float(_) => {
                let span = named.span();
                self.text.get(span.start..span.end)
            }
            Value::Null | Value::List | Value::Map => None,
        }
    }

    /// What of `node` stands on its first line, without a comment behind it.
    fn first_line(&self, node: Node<'_>) -> Span {
        let span = node.span();
        let after = self.text.get(span.start..).unwrap_or_default();
        if span.start == span.end {
            let dash = self.text.get(..span.start).is_some_and(|before| before.ends_with('-'));
            return Span::new(span.start - usize::from(dash), span.end);
        }
        let line_end = span.start + after.find(['\n', '\r']).unwrap_or(after.len());
        if span.end <= line_end {
            return span;
        }
        let within = (node.index()..node.data().next).map(|index| self.node(index));
        let end = within
            .take_while(|node| node.span().start < line_end)
            .map(|node| self.end_on_line(node, line_end))
            .fold(span.start, usize::max);
        Span::new(span.start, end)
    }

    fn end_on_line(&self, node: Node<'_>, line_end: usize) -> usize {
        let span = node.span();
        match (node.data().content, node.data().style) {
            (Content::List { .. } | Content::Map { .. }, Style::Block) => span.start,
            (Content::List { .. } | Content::Map { .. }, _) if span.end > line_end => span.start + 1,
            _ if span.end > line_end => {
                let line = self.text.get(span.start..line_end).unwrap_or_default();
                span.start + line.trim_end_matches([' ', '\t']).len()
            }
            _ => {
                let colon = self.text.get(span.end..).is_some_and(|after| after.starts_with(':'));
                span.end + usize::from(colon)
            }
        }
    }
}

/// One step down, with the span of the key that was followed.
fn step<'a>(node: Node<'a>, part: &str) -> Option<(Option<Span>, Node<'a>)> {
    match node.value() {
        Value::Map => {
            let member = node.entries().find(|member| member.key == part)?;
            Some((Some(member.key_span), member.value))
        }
        Value::List => {
            let digits = part.bytes().all(|byte| byte.is_ascii_digit());
            let index = part.parse::<usize>().ok().filter(|_| digits)?;
            Some((None, node.items().nth(index)?))
        }
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) => None,
    }
}
