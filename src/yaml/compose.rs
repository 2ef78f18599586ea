//! From the parser's events to the arena of a [`Document`], and what records may not use on the way.

use std::ops::ControlFlow::{self, Break, Continue};

use granit_parser::{Event, Parser, ScalarStyle, StructureStyle, Tag};

use super::document::{Content, Data, Document, Style};
use super::duplicates::duplicates;
use super::problem::{Problem, ProblemKind};
use super::refused::{self, MAX_DEPTH};
use super::scalar::{Scalar, resolve};
use super::syntax;
use crate::source::Span;

/// Reads the whole text. The document is only to be used where there are no problems.
pub(super) fn compose(text: &str) -> (Document, Vec<Problem>) {
    let options = granit_parser::options! {
        strict_indentation: true,
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
        emit_comments: false,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    let mut composer = Composer::new(text);
    let mut parser = Parser::new_from_str_with_options(text, options);
    while let Some(next) = parser.next_event() {
        match next {
            Ok((event, span)) => {
                if composer.event(event, &span).is_break() {
                    break;
                }
            }
            Err(error) => {
                composer.stopped(&error);
                break;
            }
        }
    }
    composer.finish()
}

/// A list or map that is still open.
struct Frame {
    node: usize,
    map: bool,
    /// A key that waits for its value.
    key: bool,
    len: u32,
    /// Where what was read last ends.
    end: usize,
}

/// What the next node is to its parent.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Root,
    Item,
    Key,
    Value,
}

struct Composer<'t> {
    source: &'t str,
    text: String,
    nodes: Vec<Data>,
    stack: Vec<Frame>,
    problems: Vec<Problem>,
    started: bool,
    /// How many directives were found, which are the first problems.
    directives: usize,
    /// Where what was read last ends.
    last: usize,
}

impl<'t> Composer<'t> {
    fn new(source: &'t str) -> Self {
        let problems = refused::directives(source);
        Self {
            source,
            text: source.to_owned(),
            nodes: Vec::with_capacity(source.len() / 12 + 4),
            stack: Vec::new(),
            directives: problems.len(),
            problems,
            started: false,
            last: 0,
        }
    }

    fn event(&mut self, event: Event<'_>, span: &granit_parser::Span) -> ControlFlow<()> {
        let range = bytes(span);
        match event {
            Event::DocumentStart(..) => {
                if self.started {
                    let span = self.token(range);
                    self.problems.push(refused::second_document(span));
                    return Break(());
                }
                self.started = true;
            }
            Event::Scalar(text, style, _, tag) => {
                self.tag(tag.as_deref(), span);
                self.scalar(&text, style, range);
            }
            Event::SequenceStart(style, _, tag) => {
                self.tag(tag.as_deref(), span);
                return self.open(false, style, range);
            }
            Event::MappingStart(style, _, tag) => {
                self.tag(tag.as_deref(), span);
                return self.open(true, style, range);
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(range),
            Event::Anchor(..) => self.problems.push(refused::anchor(range)),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.problems.push(refused::alias(range));
                let role = self.role();
                self.place(role, range, Style::Plain, Content::Null);
            }
            // The last arm is for events that a later version of the parser may have.
            Event::StreamStart | Event::StreamEnd | Event::DocumentEnd | _ => {}
        }
        Continue(())
    }

    fn stopped(&mut self, error: &granit_parser::ScanError) {
        let brackets: Vec<usize> = self
            .stack
            .iter()
            .filter_map(|frame| self.nodes.get(frame.node))
            .filter(|data| data.style == Style::Flow)
            .map(|data| data.start as usize)
            .filter(|start| matches!(self.source.as_bytes().get(*start), Some(b'[' | b'{')))
            .collect();
        let problem = syntax::explain(self.source, error, self.last, &brackets);
        let directives = self.problems.get(..self.directives).unwrap_or_default();
        let told = directives
            .iter()
            .any(|known| known.span.start <= problem.span.start && problem.span.end <= known.span.end);
        let about = self.directives > 0 && syntax::about_directive(error);
        if problem.kind == ProblemKind::Syntax && problem.replacement.is_some() {
            // Once the whole text is quoted, what is refused in it is no more than text.
            self.problems.retain(|known| {
                let inside = problem.span.start <= known.span.start && known.span.end <= problem.span.end;
                known.kind != ProblemKind::Unsupported || !inside
            });
        }
        if !told && !about && !self.explained(&problem) {
            self.problems.push(problem);
        }
    }

    /// Whether what the parser stumbles over comes from something on that line that is refused by
    /// name: `title: *Run the worker`.
    fn explained(&self, problem: &Problem) -> bool {
        if problem.kind != ProblemKind::Syntax {
            return false;
        }
        let at = problem.span.start;
        let start =
            self.source.get(..at).and_then(|before| before.rfind(['\n', '\r'])).map_or(0, |end| end + 1);
        self.problems
            .iter()
            .any(|known| known.kind == ProblemKind::Unsupported && (start..=at).contains(&known.span.start))
    }

    fn finish(mut self) -> (Document, Vec<Problem>) {
        while let Some(frame) = self.stack.last() {
            let end = frame.end;
            self.close(Span::new(end, end));
        }
        (Document { text: self.text, nodes: self.nodes }, self.problems)
    }

    fn role(&self) -> Role {
        match self.stack.last() {
            None => Role::Root,
            Some(frame) if !frame.map => Role::Item,
            Some(frame) if frame.key => Role::Value,
            Some(_) => Role::Key,
        }
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, range: Span) {
        let role = self.role();
        match style {
            ScalarStyle::Plain if range.start == range.end => {
                let place = self.empty_place(role, range.start);
                let content = match role {
                    Role::Key => Content::Text { start: 0, end: 0 },
                    Role::Root | Role::Item | Role::Value => Content::Null,
                };
                self.place(role, place, Style::Plain, content);
            }
            ScalarStyle::Plain => {
                let content = self.plain(role, text, range);
                self.place(role, range, Style::Plain, content);
            }
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                let content = self.text(text, range.start + 1);
                self.place(role, range, Style::Quoted, content);
            }
            ScalarStyle::Literal | ScalarStyle::Folded => {
                let content = self.text(text, range.start);
                let start = self.indicator(self.before(), b"|>", b":-?").unwrap_or(range.start);
                let written = self.source.get(start..range.end).unwrap_or_default();
                let end = start + written.trim_end_matches([' ', '\t', '\n', '\r']).len();
                self.place(role, Span::new(start, end), Style::Quoted, content);
            }
        }
    }

    fn plain(&mut self, role: Role, text: &str, range: Span) -> Content {
        let scalar = resolve(text);
        match scalar {
            Scalar::LeadingZero => self.problems.push(refused::leading_zero(range, text)),
            Scalar::NotFinite => self.problems.push(refused::not_finite(range, text)),
            Scalar::Null | Scalar::Bool(_) | Scalar::Int(_) | Scalar::Float(_) | Scalar::Text => {}
        }
        if role == Role::Key {
            if text == "<<" {
                self.problems.push(refused::merge_key(range));
            }
            self.problems.extend(refused::strange_space(range, text));
            return self.text(text, range.start);
        }
        match scalar {
            Scalar::Null => Content::Null,
            Scalar::Bool(value) => Content::Bool(value),
            Scalar::Int(value) => Content::Int(value),
            Scalar::Float(value) => Content::Float(value),
            Scalar::Text | Scalar::LeadingZero | Scalar::NotFinite => self.text(text, range.start),
        }
    }

    /// Text that is written at `start` as it is meant needs no copy; any other is appended.
    fn text(&mut self, text: &str, start: usize) -> Content {
        if self.source.get(start..start + text.len()) == Some(text) {
            return Content::Text { start: short(start), end: short(start + text.len()) };
        }
        let start = self.text.len();
        self.text.push_str(text);
        Content::Text { start: short(start), end: short(self.text.len()) }
    }

    fn tag(&mut self, tag: Option<&Tag>, span: &granit_parser::Span) {
        if tag.is_some() {
            let place = span.tag_span().map_or_else(|| bytes(span), |tag| bytes(&tag));
            self.problems.push(refused::tag(place));
        }
    }

    fn open(&mut self, map: bool, style: StructureStyle, range: Span) -> ControlFlow<()> {
        let role = self.role();
        if self.stack.len() == MAX_DEPTH {
            self.problems.push(refused::too_deep(self.token(range)));
            return Break(());
        }
        let style = match style {
            StructureStyle::Block => Style::Block,
            StructureStyle::Flow => Style::Flow,
        };
        let range = if !map && style == Style::Block { self.first_dash(role, range) } else { range };
        if role == Role::Key {
            self.problems.push(refused::key_not_scalar(self.token(range), map));
        }
        let node = self.nodes.len();
        self.push(range, style, if map { Content::Map { len: 0 } } else { Content::List { len: 0 } });
        self.stack.push(Frame { node, map, key: false, len: 0, end: range.end });
        self.last = self.last.max(range.end);
        Continue(())
    }

    fn close(&mut self, range: Span) {
        let Some(frame) = self.stack.pop() else { return };
        if frame.map && frame.len > 1 {
            self.problems.extend(duplicates(&self.text, &self.nodes, frame.node));
        }
        let next = short(self.nodes.len());
        // An end without a bracket is where the next token stands; what counts is the last value.
        let end = if range.start < range.end { range.end } else { frame.end };
        if let Some(data) = self.nodes.get_mut(frame.node) {
            data.next = next;
            data.end = data.start.max(short(end));
            data.content = match frame.map {
                true => Content::Map { len: frame.len },
                false => Content::List { len: frame.len },
            };
        }
        let role = self.role();
        self.passed(role, end);
    }

    fn place(&mut self, role: Role, range: Span, style: Style, content: Content) {
        self.push(range, style, content);
        self.passed(role, range.end);
    }

    fn push(&mut self, range: Span, style: Style, content: Content) {
        let next = short(self.nodes.len() + 1);
        self.nodes.push(Data { start: short(range.start), end: short(range.end), next, style, content });
    }

    fn passed(&mut self, role: Role, end: usize) {
        self.last = self.last.max(end);
        if let Some(frame) = self.stack.last_mut() {
            frame.key = role == Role::Key;
            frame.len += u32::from(role != Role::Key);
            frame.end = frame.end.max(end);
        }
    }

    /// Where what stands before the next node ends.
    fn before(&self) -> usize {
        self.stack.last().map_or(0, |frame| frame.end)
    }

    /// Whether the key before is empty, so that its colon is all there is of it.
    fn before_is_colon(&self) -> bool {
        let key = self.nodes.last().map(|key| (key.start as usize, key.end as usize));
        key.and_then(|(start, end)| self.source.get(start..end)) == Some(":")
            && key.is_some_and(|(_, end)| end == self.before())
    }

    /// Where what is not written would be: a value right after its colon or dash; a key at the
    /// indicator that makes it one.
    fn empty_place(&self, role: Role, reported: usize) -> Span {
        let after = match role {
            Role::Value if self.before_is_colon() => return Span::new(self.before(), self.before()),
            Role::Value => self.indicator(self.before(), b":", b""),
            Role::Item => self.indicator(self.before(), b"-", b""),
            Role::Key => {
                let mark = self.indicator(self.before(), b"?:", b",").unwrap_or(reported);
                let width = usize::from(matches!(self.source.as_bytes().get(mark), Some(b'?' | b':')));
                return Span::new(mark, mark + width);
            }
            Role::Root => return Span::new(reported, reported),
        };
        let place = after.map_or_else(|| self.before(), |place| place + 1);
        Span::new(place, place)
    }

    /// Where a list by indentation starts: the parser reports the place behind the dash where the
    /// dashes stand in the column of the key.
    fn first_dash(&self, role: Role, reported: Span) -> Span {
        let dash = match role {
            Role::Key | Role::Value => self.indicator(self.before(), b"-", b":?"),
            Role::Root | Role::Item => None,
        };
        dash.map_or(reported, |dash| Span::new(dash, dash))
    }

    /// The first of `wanted` after `from`, behind white space, comments and at most one of
    /// `passing`. Stops at anything else, so that no text is looked at twice.
    fn indicator(&self, from: usize, wanted: &[u8], passing: &[u8]) -> Option<usize> {
        let rest = self.source.as_bytes().get(from..)?;
        let mut comment = false;
        let mut passed = false;
        for (i, byte) in rest.iter().enumerate() {
            match byte {
                b'\n' | b'\r' => comment = false,
                _ if comment => {}
                b'#' => comment = true,
                b' ' | b'\t' => {}
                _ if wanted.contains(byte) => return Some(from + i),
                _ if passing.contains(byte) && !passed => passed = true,
                _ => return None,
            }
        }
        None
    }

    /// The visible token at the start of `range`, where the parser reports only a point; the one
    /// before it where the point stands on nothing that can be seen.
    fn token(&self, range: Span) -> Span {
        if range.start < range.end {
            return range;
        }
        let blank = [' ', '\t', '\n', '\r'];
        let (before, after) = self.source.split_at_checked(range.start).unwrap_or_default();
        let end = after.find(blank).unwrap_or(after.len());
        if end > 0 {
            return Span::new(range.start, range.start + end);
        }
        let before = before.trim_end_matches(blank);
        Span::new(before.rfind(blank).map_or(0, |i| i + 1), before.len())
    }
}

fn bytes(span: &granit_parser::Span) -> Span {
    let range = span.byte_range().unwrap_or_default();
    Span::new(range.start, range.end)
}

/// Offsets fit: [`super::document::MAX_BYTES`] was checked.
fn short(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
