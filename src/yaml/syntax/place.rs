//! Where the parser stopped, and the lines around it.

use crate::source::Span;

use super::lexer::{self, Open};

/// The place where the parser stopped.
pub(super) struct Place<'t> {
    pub(super) text: &'t str,
    /// Where the parser says that the error is; on a boundary of characters.
    pub(super) offset: usize,
    /// The end of what was surely understood.
    safe: usize,
    /// The brackets that are open at `safe`, outermost first.
    brackets: &'t [usize],
}

/// One line, without its indentation, comment and line end.
#[derive(Clone, Copy)]
pub(super) struct Line<'t> {
    /// Where the line starts.
    pub(super) start: usize,
    /// Where its content starts.
    pub(super) first: usize,
    /// The content; empty for a blank line or one with only a comment.
    pub(super) text: &'t str,
}

impl<'t> Line<'t> {
    pub(super) fn indentation(self) -> usize {
        self.first - self.start
    }

    /// The content without the dashes of list items, and where it starts in the line.
    pub(super) fn content(self) -> (usize, &'t str) {
        let mut rest = self.text;
        while let Some(item) = rest.strip_prefix("- ") {
            rest = item.trim_start_matches([' ', '\t']);
        }
        (self.indentation() + self.text.len() - rest.len(), rest)
    }

    pub(super) fn span(self) -> Span {
        Span::new(self.first, self.first + self.text.len())
    }
}

impl<'t> Place<'t> {
    pub(super) fn new(text: &'t str, offset: usize, safe: usize, brackets: &'t [usize]) -> Self {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        Self { text, offset, safe: safe.min(offset), brackets }
    }

    pub(super) fn after(&self, offset: usize) -> &'t str {
        self.text.get(offset..).unwrap_or_default()
    }

    pub(super) fn before(&self, offset: usize) -> &'t str {
        self.text.get(..offset).unwrap_or_default()
    }

    pub(super) fn slice(&self, span: Span) -> &'t str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// The quotes and brackets that are open where the parser stopped.
    pub(super) fn open(&self) -> Open {
        lexer::open(self.text, self.safe, self.offset, self.brackets)
    }

    /// The line that holds `offset`.
    pub(super) fn line_at(&self, offset: usize) -> Line<'t> {
        let start = self.before(offset).rfind(['\n', '\r']).map_or(0, |i| i + 1);
        let rest = self.after(start);
        let line = rest.find(['\n', '\r']).and_then(|end| rest.get(..end)).unwrap_or(rest);
        let indented = line.trim_start_matches([' ', '\t']);
        let first = start + line.len() - indented.len();
        Line { start, first, text: without_comment(indented) }
    }

    /// The end of the line that holds `offset`, without blanks at its end.
    pub(super) fn line_end(&self, offset: usize) -> usize {
        let rest = self.after(offset);
        let line = rest.find(['\n', '\r']).and_then(|end| rest.get(..end)).unwrap_or(rest);
        offset + line.trim_end_matches([' ', '\t']).len()
    }

    /// The line where the parser stopped.
    pub(super) fn line(&self) -> Line<'t> {
        self.line_at(self.offset)
    }

    /// The lines above `line`, nearest first, without those that hold nothing.
    pub(super) fn above(&self, line: Line<'t>) -> impl Iterator<Item = Line<'t>> + '_ {
        let mut start = line.start;
        std::iter::from_fn(move || {
            let end = start.checked_sub(1)?;
            let line = self.line_at(end);
            start = line.start;
            Some(line)
        })
        .filter(|line| !line.text.is_empty())
    }

    /// From `offset` to the end of the line's content; at least one character.
    pub(super) fn rest_of_line(&self, offset: usize) -> Span {
        let rest = self.after(offset);
        let line = rest.find(['\n', '\r']).and_then(|end| rest.get(..end)).unwrap_or(rest);
        let text = without_comment(line);
        if text.is_empty() { self.character(offset) } else { Span::new(offset, offset + text.len()) }
    }

    /// The word at `offset`, or the last one of the text; empty only where the text has none.
    pub(super) fn word(&self, offset: usize) -> Span {
        let blank = [' ', '\t', '\n', '\r'];
        let rest = self.after(offset);
        if !rest.is_empty() && !rest.starts_with(blank) {
            let end = rest.find(blank).unwrap_or(rest.len());
            return Span::new(offset, offset + end);
        }
        let before = self.before(offset).trim_end_matches(blank);
        let start = before.rfind(blank).map_or(0, |i| i + 1);
        Span::new(start, before.len())
    }

    /// The character at `offset`, or the last word where the text is at its end.
    pub(super) fn character(&self, offset: usize) -> Span {
        match self.after(offset).chars().next() {
            Some(character) => Span::new(offset, offset + character.len_utf8()),
            None => self.word(offset),
        }
    }

    /// Whether only white space and comments follow.
    pub(super) fn at_end(&self) -> bool {
        let mut lines = self.after(self.offset).split(['\n', '\r']);
        lines.all(|line| line.trim_start().is_empty() || line.trim_start().starts_with('#'))
    }

    /// Whether the parser stopped at the first thing on its line.
    pub(super) fn at_line_start(&self) -> bool {
        self.offset <= self.line().first
    }
}

/// Where the colon of `key: …` stands in a line's content.
pub(super) fn separator(text: &str) -> Option<usize> {
    let quoted = match text.as_bytes().first() {
        Some(b'"' | b'\'') => lexer::closing_quote(text, 0).unwrap_or(0),
        _ => 0,
    };
    let rest = text.get(quoted..)?;
    rest.char_indices()
        .find(|(i, c)| {
            let after = rest.as_bytes().get(i + 1);
            *c == ':' && matches!(after, None | Some(b' ' | b'\t'))
        })
        .map(|(i, _)| quoted + i)
}

/// A colon that a value follows without a space: `title:Foo`, but not `https://…` or `12:30`.
pub(super) fn tight_colon(text: &str) -> Option<usize> {
    if separator(text).is_some() {
        return None;
    }
    let colon = text.find(':')?;
    let key = text.get(..colon)?.trim_end();
    let value = text.get(colon + 1..)?;
    let word = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    let number = key.chars().all(|c| c.is_ascii_digit());
    (word && !number && !value.is_empty() && !value.starts_with("//")).then_some(colon)
}

fn without_comment(line: &str) -> &str {
    if line.starts_with('#') {
        return "";
    }
    let comment = line.find(" #").into_iter().chain(line.find("\t#")).min();
    comment.and_then(|end| line.get(..end)).unwrap_or(line).trim_end_matches([' ', '\t'])
}
