//! From a document and its text to a tree: which comment and which blank line belongs to what.

use super::comments::{Found, comments};
use super::scalar::{self, Place};
use super::tree::{Block, Child, Comment, Group, Key, Outside, Scalar, Shape, Wide};
use super::{lines, schema_line};
use crate::source::{SourceFile, Span};
use crate::yaml::{self, Document, Node, Value};

/// A document with what stays at its top.
pub(super) struct Whole {
    /// The comments that stay at the top.
    pub(super) heading: Vec<Comment>,
    /// Whether a blank line stands below them.
    pub(super) gap: bool,
    pub(super) root: Child,
}

/// Reads a document as it is.
pub(super) fn read(file: &SourceFile, document: &Document) -> Whole {
    let text = file.text();
    let mut comments = comments(text, document);
    comments.reverse();
    let mut reader = Reader { text, comments };
    let node = document.root();
    let mut root = Child { span: node.span(), ..Child::default() };
    match node.value() {
        Value::List | Value::Map => {
            // What stands before brackets stays before them; before a key it belongs to the key.
            if node.is_in_brackets() {
                reader.above(&mut root, node.span().start);
            }
            root.shape = reader.shape(&mut root, node, text.len(), 0);
        }
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) => {
            reader.above(&mut root, node.span().start);
            reader.indicator(&mut root, node);
            root.shape = Shape::Scalar(reader.scalar(node));
        }
    }
    reader.trailing(&mut root, node.span().end, text.len());
    let rest: Vec<Comment> = reader.take_until(text.len() + 1, |_| true);
    match &mut root.shape {
        Shape::List(group) | Shape::Map(group) => group.below.extend(rest),
        Shape::Empty | Shape::Scalar(_) => root.above.extend(rest),
    }
    let mut whole = Whole { heading: Vec::new(), gap: false, root };
    whole.take_heading();
    whole
}

impl Whole {
    /// Takes the comments that stay at the top from the first child: those that a blank line ends, and
    /// the line for the editor with what stands above it.
    fn take_heading(&mut self) {
        let Some(first) = self.root.shape.group_mut().and_then(|group| group.children.first_mut()) else {
            return;
        };
        let blank_after = |place: usize| first.above.get(place + 1).map_or(first.blank, |next| next.blank);
        let stays = |place: usize| {
            let editor = |comment: &Comment| comment.text.starts_with(schema_line::START);
            blank_after(place) || first.above.get(place).is_some_and(editor)
        };
        let Some(last) = (0..first.above.len()).rev().find(|place| stays(*place)) else { return };
        self.gap = blank_after(last);
        self.heading = first.above.drain(..=last).collect();
        match first.above.first_mut() {
            Some(next) => next.blank = false,
            None => first.blank = false,
        }
    }
}

struct Reader<'t> {
    text: &'t str,
    /// The comments that have no place yet, the next one last.
    comments: Vec<Found<'t>>,
}

impl<'t> Reader<'t> {
    /// Takes the comments that start before `end` while `wanted` says so.
    fn take_until(&mut self, end: usize, wanted: impl Fn(&Found<'t>) -> bool) -> Vec<Comment> {
        let mut taken = Vec::new();
        while let Some(found) = self.comments.pop_if(|found| found.start < end && wanted(found)) {
            let blank = found.own_line.is_some() && self.blank_above(found.start);
            taken.push(Comment { blank, text: found.text.to_owned(), at: found.start });
        }
        taken
    }

    /// Puts the comments before `start` above the child.
    fn above(&mut self, child: &mut Child, start: usize) {
        let taken = self.take_until(start, |_| true);
        child.above.extend(taken);
    }

    /// Puts the comment that follows `end` on its line beside the child, if it stands before `limit`.
    fn trailing(&mut self, child: &mut Child, end: usize, limit: usize) {
        let text = self.text;
        let between = |start: usize| text.get(end..start);
        let next = self.comments.pop_if(|found| {
            found.start < limit && between(found.start).is_some_and(|gap| !gap.contains(['\n', '\r']))
        });
        if let Some(found) = next {
            child.beside(self.with_gap(&found));
        }
    }

    /// Puts the comment that stands behind the indicator of a block beside the child.
    fn indicator(&mut self, child: &mut Child, value: Node<'_>) {
        let span = value.span();
        if let Some(found) = self.comments.pop_if(|found| is_block(value) && found.start < span.end) {
            child.beside(self.with_gap(&found));
        }
    }

    /// A comment with the blanks before it, as they are written where they are spaces.
    fn with_gap(&self, found: &Found<'t>) -> String {
        let before = self.text.get(..found.start).unwrap_or_default();
        let blanks = before.len() - before.trim_end_matches(' ').len();
        let tab = before.ends_with('\t') || before.trim_end_matches(' ').ends_with('\t');
        let gap = if tab || blanks == 0 { 1 } else { blanks };
        format!("{}{}", " ".repeat(gap), found.text)
    }

    /// Whether the line above the one that holds `offset` is blank.
    fn blank_above(&self, offset: usize) -> bool {
        lines::above(self.text, offset)
            .and_then(|line| self.text.get(line.start..line.end))
            .is_some_and(|line| line.trim().is_empty())
    }

    /// Where a value ends: one that ends with blanks or several line ends, behind the last of them.
    fn end(&self, value: Node<'_>) -> usize {
        let mut end = value.span().end;
        let keeps = |text: &str| {
            text.trim().is_empty() || !matches!(text.get(text.trim_end().len()..), Some("" | "\n"))
        };
        if is_block(value) && matches!(value.value(), Value::Text(text) if keeps(text)) {
            let rest = self.text.get(end..).unwrap_or_default();
            end += rest.len() - rest.trim_start().len();
            let before = self.text.get(..end).unwrap_or_default();
            let line = before.rfind('\n').and_then(|at| before.get(..at)).unwrap_or(before);
            end = line.strip_suffix('\r').unwrap_or(line).len().max(value.span().end);
        }
        end
    }

    /// The column of `offset` in its line, from 0.
    fn column(&self, offset: usize) -> usize {
        offset - lines::start(self.text, offset)
    }

    /// The value of `child`. `limit` is where what follows it starts, `least` the least column of a
    /// comment that may belong to its end.
    fn shape(&mut self, child: &mut Child, node: Node<'_>, limit: usize, least: usize) -> Shape {
        let map = match node.value() {
            Value::Map => true,
            Value::List => false,
            Value::Null if node.written().is_empty() => return Shape::Empty,
            Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) => {
                return Shape::Scalar(self.scalar(node));
            }
        };
        let mut group = if node.is_in_brackets() {
            self.in_brackets(node)
        } else {
            self.by_indentation(node, limit, least)
        };
        if group.children.is_empty() {
            child.above.append(&mut group.below);
        }
        if map { Shape::Map(group) } else { Shape::List(group) }
    }

    fn by_indentation(&mut self, node: Node<'_>, limit: usize, least: usize) -> Group {
        let column = self.column(node.span().start);
        let mut group = Group::default();
        let mut from = node.span().start;
        let mut members = members(node).peekable();
        while let Some((member, value)) = members.next() {
            let start = match &member {
                Some(member) => member.key_span.start,
                None => self.dash(from),
            };
            let end = self.end(value).max(start + 1);
            let next = match members.peek() {
                Some((Some(next), _)) => next.key_span.start,
                Some((None, _)) => self.dash(end),
                None => limit,
            };
            let key = member.as_ref().map(|member| self.key(member));
            let mut child = Child { key, span: Span::new(start, end), ..Child::default() };
            self.above(&mut child, start);
            child.blank = self.blank_above(start);
            let head = member.as_ref().map_or(start + 1, |member| member.key_span.end);
            self.trailing(&mut child, head, value.span().start.max(head));
            let by_indentation = value.len() > 0 && !value.is_in_brackets();
            if !by_indentation {
                self.above(&mut child, value.span().start);
            }
            self.indicator(&mut child, value);
            child.shape = self.shape(&mut child, value, next, column + 1);
            if !by_indentation {
                self.trailing(&mut child, value.span().end.max(head), next);
            }
            group.children.push(child);
            from = end;
        }
        let least = least.max(column);
        group.below = self.take_until(limit, |found| found.own_line.is_some_and(|column| column >= least));
        group
    }

    fn in_brackets(&mut self, node: Node<'_>) -> Group {
        let close = node.span().end;
        let mut group = Group { brackets: true, ..Group::default() };
        let start_of = |member: &Option<yaml::Member<'_>>, value: &Node<'_>| {
            member.as_ref().map_or(value.span().start, |member| member.key_span.start)
        };
        let mut members = members(node).peekable();
        while let Some((member, value)) = members.next() {
            let mut child = Child { key: member.as_ref().map(|member| self.key(member)), ..Child::default() };
            self.above(&mut child, value.span().start.max(start_of(&member, &value)));
            let next = members.peek().map_or(close, |(member, value)| start_of(member, value));
            child.shape = self.shape(&mut child, value, next, 0);
            let end = member.as_ref().map_or(0, |member| member.key_span.end).max(value.span().end);
            self.trailing(&mut child, end, next);
            child.above.iter_mut().for_each(|comment| comment.blank = false);
            group.children.push(child);
        }
        group.below = self.take_until(close, |_| true);
        group.below.iter_mut().for_each(|comment| comment.blank = false);
        group
    }

    /// Where the dash at or after `from` stands, behind blanks and comments.
    fn dash(&self, from: usize) -> usize {
        let rest = self.text.get(from..).unwrap_or_default();
        let mut comment = false;
        for (at, byte) in rest.bytes().enumerate() {
            match byte {
                b'\n' | b'\r' => comment = false,
                b'#' => comment = true,
                b'-' if !comment => return from + at,
                _ => {}
            }
        }
        from
    }

    fn key(&self, member: &yaml::Member<'_>) -> Key {
        let written = self.text.get(member.key_span.start..member.key_span.end).unwrap_or_default();
        let name = member.key.to_owned();
        // What is not written at all is found at its colon or question mark.
        if name.is_empty() && !written.starts_with(['"', '\'']) {
            return Key { name, outside: String::new(), inside: String::new() };
        }
        // In the first column these would start or end a document.
        let marker = name.starts_with("---") || name.starts_with("...");
        if marker && !written.starts_with(['"', '\'']) {
            let quoted = scalar::quoted(&name);
            return Key { name, outside: quoted.clone(), inside: quoted };
        }
        let form = |place| one_line(written, &name, place);
        Key { outside: form(Place::Value), inside: form(Place::InBrackets), name }
    }

    fn scalar(&mut self, node: Node<'_>) -> Scalar {
        let written = node.written();
        let Value::Text(text) = node.value() else {
            let text = written.to_owned();
            return Scalar { inside: text.clone(), outside: Outside::Line { text, wide: Wide::Keep } };
        };
        let inside = one_line(written, text, Place::InBrackets);
        if is_block(node) {
            let outside = match block(written, text) {
                Some(block) => Outside::Block(block),
                None => Outside::Line { text: scalar::quoted(text), wide: Wide::Keep },
            };
            return Scalar { inside, outside };
        }
        let lines = written.contains(['\n', '\r']) && text.contains('\n');
        if let Some(block) = scalar::lines(text).filter(|_| lines) {
            return Scalar { inside, outside: Outside::Block(block) };
        }
        let outside = Outside::Line { text: one_line(written, text, Place::Value), wide: scalar::wide(text) };
        Scalar { inside, outside }
    }
}

/// What a list or map holds; items have no member.
fn members<'a>(node: Node<'a>) -> impl Iterator<Item = (Option<yaml::Member<'a>>, Node<'a>)> {
    // One of the two is empty.
    node.items().map(|item| (None, item)).chain(node.entries().map(|member| (Some(member), member.value)))
}

/// A key or a value that is not a block, on one line: as it is written where that is fine.
fn one_line(written: &str, text: &str, place: Place) -> String {
    let quoted = written.starts_with(['"', '\'']);
    if !quoted && written == text {
        // In brackets it was written there; outside of them any such text may stand.
        return written.to_owned();
    }
    if quoted && !yaml::is_text(text) || !scalar::is_plain(text, place) || quoted && scalar::is_misread(text)
    {
        let new = scalar::quoted(text);
        let fine = written.starts_with('"') == new.starts_with('"') && !written.contains(['\n', '\r']);
        return if quoted && fine { written.to_owned() } else { new };
    }
    text.to_owned()
}

/// Whether a value is a block scalar; no other one starts like them.
fn is_block(value: Node<'_>) -> bool {
    value.written().starts_with(['|', '>'])
}

/// A block scalar; `None` where its text holds nothing but blanks.
fn block(written: &str, text: &str) -> Option<Block> {
    if text.trim_matches([' ', '\t', '\n']).is_empty() {
        return None;
    }
    let literal = scalar::block(text);
    if !written.starts_with('>') {
        return Some(literal);
    }
    let mut lines = lines::all(written);
    let header = lines.next().unwrap_or_default();
    let header = header.split('#').next().unwrap_or_default();
    if header.contains(|c: char| c.is_ascii_digit()) {
        return Some(literal);
    }
    let lines: Vec<&str> = lines.collect();
    let Some(first) = lines.iter().find(|line| !line.trim_matches(' ').is_empty()) else {
        return Some(literal);
    };
    let indentation = first.len() - first.trim_start_matches(' ').len();
    let stripped = |line: &&str| line.get(indentation..).unwrap_or_default().to_owned();
    let folded =
        Block { folded: true, indicator: false, lines: lines.iter().map(stripped).collect(), ..literal };
    // How folded text reads where its lines start with blanks is left to the parser.
    let mut sample = "a: >-\n".to_owned();
    for line in &folded.lines {
        sample.push_str("  ");
        sample.push_str(line);
        sample.push('\n');
    }
    let parsed = yaml::parse(&SourceFile::new("", sample));
    let read = parsed.document.as_ref().and_then(|document| document.root().get("a"));
    let same = read.is_some_and(|node| node.value() == Value::Text(text.trim_end_matches('\n')));
    Some(if same { folded } else { scalar::block(text) })
}
