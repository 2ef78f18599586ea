//! What can be wrong with a text as YAML, before anybody asks what it means.

use crate::source::Span;

/// Which rule a problem belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemKind {
    /// The text is not YAML, or is empty.
    Syntax,
    /// A merge conflict was committed as Git left it.
    ConflictMarker,
    /// Valid YAML that records may not use: anchors, aliases, merge keys, tags, directives, several
    /// documents, nesting over the limit, keys that are lists or maps, numbers with a leading zero,
    /// numbers that are not finite.
    Unsupported,
    /// A key that its map already has.
    DuplicateKey,
}

/// One thing that keeps a text from being a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Which rule it belongs to.
    pub kind: ProblemKind,
    /// The offending text; empty only where something is missing.
    pub span: Span,
    /// What is wrong, without full stop.
    pub message: String,
    /// What to do about it, without full stop.
    pub help: Option<String>,
    /// What to write in place of the text at `span`, where one text is sure to be meant.
    pub replacement: Option<String>,
    /// Another place that explains the problem, and what stands there.
    pub related: Option<(Span, String)>,
}

impl Problem {
    /// The most problems that are reported for one file; the last one then says so.
    pub const LIMIT: usize = 100;

    pub(super) fn new(kind: ProblemKind, span: Span, message: impl Into<String>) -> Self {
        Self { kind, span, message: message.into(), help: None, replacement: None, related: None }
    }

    pub(super) fn syntax(span: Span, message: impl Into<String>) -> Self {
        Self::new(ProblemKind::Syntax, span, message)
    }

    pub(super) fn unsupported(span: Span, message: impl Into<String>) -> Self {
        Self::new(ProblemKind::Unsupported, span, message)
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(super) fn replace(mut self, replacement: impl Into<String>) -> Self {
        self.replacement = Some(replacement.into());
        self
    }

    pub(super) fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related = Some((span, label.into()));
        self
    }
}

/// Problems in the order of their places, cut off at [`Problem::LIMIT`].
pub(super) fn limited(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by_key(|problem| (problem.span, problem.kind));
    let hidden = problems.len().saturating_sub(Problem::LIMIT);
    problems.truncate(Problem::LIMIT);
    if let Some(last) = problems.last_mut().filter(|_| hidden > 0) {
        last.message.push_str(&more_in_file(hidden, false));
    }
    problems
}

/// " (and 14,900 more in this file)", to end the message of the last one told; `about` where they
/// were not all looked at.
pub(crate) fn more_in_file(count: usize, about: bool) -> String {
    let digits = count.to_string();
    let mut number = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            number.push(',');
        }
        number.push(digit);
    }
    format!(" (and {}{number} more in this file)", if about { "about " } else { "" })
}

/// `text` between backticks on one line, shortened where it is long.
pub(super) fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    let clean = |c: char| match c {
        '\t' | '\n' | '\r' => ' ',
        c if c.is_control() => '\u{fffd}',
        c => c,
    };
    if text.chars().nth(LONGEST).is_none() {
        return format!("`{}`", text.chars().map(clean).collect::<String>());
    }
    let head: String = text.chars().take(LONGEST - 1).map(clean).collect();
    format!("`{head}…`")
}

/// `text` as a double-quoted scalar.
pub(super) fn double_quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
