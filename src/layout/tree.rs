//! A document as it is going to be written: values with their comments and blank lines.

use crate::source::Span;

/// One item of a list, one member of a map, or the whole document.
#[derive(Clone, Debug, Default)]
pub(super) struct Child {
    /// The key of a member; `None` for items.
    pub(super) key: Option<Key>,
    /// Comments on lines of their own above it.
    pub(super) above: Vec<Comment>,
    /// Whether a blank line stands right before it, below its comments.
    pub(super) blank: bool,
    /// The comment on its first line, with the blanks before it.
    pub(super) aside: Option<String>,
    pub(super) shape: Shape,
    /// Where its key or dash starts and its value ends in the text that it was read from.
    pub(super) span: Span,
}

/// A key.
#[derive(Clone, Debug)]
pub(super) struct Key {
    /// What it says.
    pub(super) name: String,
    /// As it is written at the start of a line.
    pub(super) outside: String,
    /// As it is written in brackets.
    pub(super) inside: String,
}

/// A comment on a line of its own.
#[derive(Clone, Debug)]
pub(super) struct Comment {
    /// Whether a blank line stands above it.
    pub(super) blank: bool,
    /// From its `#` on.
    pub(super) text: String,
    /// Where its `#` stands in the text that it was read from.
    pub(super) at: usize,
}

/// A value.
#[derive(Clone, Debug, Default)]
pub(super) enum Shape {
    /// Nothing, which reads as null.
    #[default]
    Empty,
    Scalar(Scalar),
    List(Group),
    Map(Group),
}

/// What a list or map holds.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    /// Whether it is written in brackets where it fits.
    pub(super) brackets: bool,
    pub(super) children: Vec<Child>,
    /// Comments below the last child.
    pub(super) below: Vec<Comment>,
}

/// A scalar, in the forms that it takes in different places.
#[derive(Clone, Debug)]
pub(super) struct Scalar {
    /// In brackets.
    pub(super) inside: String,
    /// Anywhere else.
    pub(super) outside: Outside,
}

#[derive(Clone, Debug)]
pub(super) enum Outside {
    /// On one line; what else it may become where that is too long.
    Line { text: String, wide: Wide },
    /// A block: the text below its indicator, without indentation, kept as it is but for lines of folded
    /// text that are too long.
    Block(Block),
}

/// What becomes of a text that is too long for its line.
#[derive(Clone, Debug)]
pub(super) enum Wide {
    /// It stays.
    Keep,
    /// The text is broken at spaces.
    Fold(String),
    /// The text's own lines are shown.
    Lines(Block),
}

/// A block scalar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// `>` instead of `|`.
    pub(super) folded: bool,
    /// Whether the text starts with blanks, so that its indentation has to be said.
    pub(super) indicator: bool,
    /// How many line ends end the text.
    pub(super) line_ends: usize,
    /// The lines.
    pub(super) lines: Vec<String>,
}

impl Group {
    /// Whether a comment stands anywhere in it.
    pub(super) fn has_comments(&self) -> bool {
        !self.below.is_empty() || self.children.iter().any(Child::has_comments)
    }
}

impl Child {
    fn has_comments(&self) -> bool {
        !self.above.is_empty() || self.aside.is_some() || self.shape.group().is_some_and(Group::has_comments)
    }

    /// Puts a comment on the child's first line; one that stands there already moves above.
    pub(super) fn beside(&mut self, comment: String) {
        if let Some(first) = self.aside.replace(comment) {
            self.above.push(Comment {
                blank: false,
                text: first.trim_start().to_owned(),
                at: self.span.start,
            });
        }
    }
}

impl Shape {
    /// What it holds, where it is a list or map.
    pub(super) fn group(&self) -> Option<&Group> {
        match self {
            Self::List(group) | Self::Map(group) => Some(group),
            Self::Empty | Self::Scalar(_) => None,
        }
    }

    pub(super) fn group_mut(&mut self) -> Option<&mut Group> {
        match self {
            Self::List(group) | Self::Map(group) => Some(group),
            Self::Empty | Self::Scalar(_) => None,
        }
    }
}
