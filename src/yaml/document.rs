//! The document: an arena of nodes, and the handles through which it is read.

use crate::source::Span;

/// Offsets are kept in 32 bits, and unescaped text is appended to the source text.
pub(super) const MAX_BYTES: usize = 1 << 30;

/// A parsed file. Owns everything it needs; the [`crate::source::SourceFile`] may go.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file's text, then the text of the scalars that are written with escapes or on several
    /// lines; so every text in the document is a stretch of this.
    pub(super) text: String,
    /// The nodes in the order of the text; a map's keys are nodes too, each before its value.
    pub(super) nodes: Vec<Data>,
}

/// One node as it is kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct Data {
    pub(super) start: u32,
    pub(super) end: u32,
    /// Index of the first node after this one and all in it.
    pub(super) next: u32,
    pub(super) style: Style,
    pub(super) content: Content,
}

/// How a node is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// An unquoted scalar.
    Plain,
    /// A scalar in quotes, or a block scalar.
    Quoted,
    /// A list or map by indentation.
    Block,
    /// A list or map in brackets.
    Flow,
}

/// What a node holds; text as a stretch of [`Document::text`].
#[derive(Clone, Copy, Debug)]
pub(super) enum Content {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text { start: u32, end: u32 },
    List { len: u32 },
    Map { len: u32 },
}

/// Stands in where an index is out of bounds, which would be an error in this module.
static ABSENT: Data = Data { start: 0, end: 0, next: u32::MAX, style: Style::Plain, content: Content::Null };

impl Document {
    /// The outermost node.
    #[must_use]
    pub fn root(&self) -> Node<'_> {
        self.node(0)
    }

    pub(super) fn node(&self, index: u32) -> Node<'_> {
        Node { document: self, index }
    }

    /// Whether there is nothing in it: no node, or only a null.
    pub(super) fn is_empty(&self) -> bool {
        self.nodes.is_empty() || matches!(self.root().value(), Value::Null)
    }

    pub(super) fn slice(&self, start: u32, end: u32) -> &str {
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }
}

/// A place in a [`Document`]: cheap to copy.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    pub(super) document: &'a Document,
    index: u32,
}

/// What a [`Node`] is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// `null`, `~` or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number that fits.
    Int(i64),
    /// Any other number; always finite.
    Float(f64),
    /// Text, unescaped.
    Text(&'a str),
    /// A list; see [`Node::items`].
    List,
    /// A map; see [`Node::entries`].
    Map,
}

/// One member of a map.
#[derive(Clone, Copy, Debug)]
pub struct Member<'a> {
    /// The key, unescaped; numbers, truth values and null as they are written.
    pub key: &'a str,
    /// Where the key is written, with its quotes.
    pub key_span: Span,
    /// The value.
    pub value: Node<'a>,
}

impl<'a> Node<'a> {
    pub(super) fn data(self) -> &'a Data {
        self.document.nodes.get(self.index as usize).unwrap_or(&ABSENT)
    }

    /// Where the node is written: a scalar with its quotes, a block scalar from its `|`; a block
    /// list or map from its first dash or key to the end of its last value; empty for an empty value.
    #[must_use]
    pub fn span(self) -> Span {
        let data = self.data();
        Span::new(data.start as usize, data.end as usize)
    }

    /// What the node is.
    #[must_use]
    pub fn value(self) -> Value<'a> {
        match self.data().content {
            Content::Null => Value::Null,
            Content::Bool(value) => Value::Bool(value),
            Content::Int(value) => Value::Int(value),
            Content::Float(value) => Value::Float(value),
            Content::Text { start, end } => Value::Text(self.document.slice(start, end)),
            Content::List { .. } => Value::List,
            Content::Map { .. } => Value::Map,
        }
    }

    /// The value of the member `key`, where this is a map that has it. Looks through all members.
    #[must_use]
    pub fn get(self, key: &str) -> Option<Node<'a>> {
        self.entries().find(|member| member.key == key).map(|member| member.value)
    }

    /// The items of a list, in order; none for anything else.
    pub fn items(self) -> impl Iterator<Item = Node<'a>> + 'a {
        let list = matches!(self.data().content, Content::List { .. });
        let mut children = if list { self.children() } else { Children::none(self.document) };
        std::iter::from_fn(move || children.step())
    }

    /// The members of a map, in the order of the text; none for anything else.
    pub fn entries(self) -> impl Iterator<Item = Member<'a>> + 'a {
        let map = matches!(self.data().content, Content::Map { .. });
        let mut children = if map { self.children() } else { Children::none(self.document) };
        std::iter::from_fn(move || {
            let key = children.step()?;
            let value = children.step()?;
            Some(Member { key: key.text().unwrap_or_default(), key_span: key.span(), value })
        })
    }

    /// How many items or members there are; 0 for scalars.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "an empty scalar is not what `is_empty` would suggest")]
    pub fn len(self) -> usize {
        match self.data().content {
            Content::List { len } | Content::Map { len } => len as usize,
            Content::Null | Content::Bool(_) | Content::Int(_) | Content::Float(_) | Content::Text { .. } => {
                0
            }
        }
    }

    /// The node's identity in its document.
    #[must_use]
    pub fn index(self) -> u32 {
        self.index
    }

    /// The node as it is written in the file, with its quotes.
    #[must_use]
    pub fn written(self) -> &'a str {
        let data = self.data();
        self.document.slice(data.start, data.end)
    }

    /// Whether it is an unquoted scalar.
    #[must_use]
    pub fn is_plain(self) -> bool {
        self.data().style == Style::Plain
    }

    /// Whether it is a list or map in brackets.
    #[must_use]
    pub fn is_in_brackets(self) -> bool {
        self.data().style == Style::Flow
    }

    /// The text, where it is text.
    pub(super) fn text(self) -> Option<&'a str> {
        match self.data().content {
            Content::Text { start, end } => Some(self.document.slice(start, end)),
            Content::Null
            | Content::Bool(_)
            | Content::Int(_)
            | Content::Float(_)
            | Content::List { .. }
            | Content::Map { .. } => None,
        }
    }

    fn children(self) -> Children<'a> {
        Children { document: self.document, next: self.index + 1, end: self.data().next }
    }
}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let value = self.value();
        match value {
            Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) => value.fmt(f),
            Value::List => f.debug_list().entries(self.items()).finish(),
            Value::Map => f.debug_map().entries(self.entries().map(|m| (m.key, m.value))).finish(),
        }
    }
}

/// Walks the nodes directly below one.
struct Children<'a> {
    document: &'a Document,
    next: u32,
    end: u32,
}

impl<'a> Children<'a> {
    fn none(document: &'a Document) -> Self {
        Self { document, next: 0, end: 0 }
    }

    fn step(&mut self) -> Option<Node<'a>> {
        if self.next >= self.end {
            return None;
        }
        let node = self.document.node(self.next);
        self.next = node.data().next;
        Some(node)
    }
}
