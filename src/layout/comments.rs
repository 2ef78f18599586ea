//! The comments of a text.

use super::lines;
use crate::yaml::{Document, Node};

/// A comment.
#[derive(Clone, Debug)]
pub(super) struct Found<'t> {
    /// Where its `#` stands.
    pub(super) start: usize,
    /// From its `#` to the end of its line, without blanks at the end.
    pub(super) text: &'t str,
    /// The column of its `#`, from 0, where nothing else stands before it on its line.
    pub(super) own_line: Option<usize>,
}

/// Every comment, in the order of the text. Outside of scalars, a `#` begins one: what else could
/// stand there is refused by the parser.
pub(super) fn comments<'t>(text: &'t str, document: &Document) -> Vec<Found<'t>> {
    let mut found = Vec::new();
    if !text.contains('#') {
        return found;
    }
    let mut from = 0;
    scalars(document.root(), &mut |start, end| {
        in_gap(text, from, start, &mut found);
        from = from.max(end);
        // Behind the indicator of a block there may be one too.
        let written = text.get(start..end).unwrap_or_default();
        if written.starts_with(['|', '>']) {
            let line = written.split(['\n', '\r']).next().unwrap_or_default();
            in_gap(text, start, start + line.len(), &mut found);
        }
    });
    in_gap(text, from, text.len(), &mut found);
    found
}

/// Calls `see` with the span of each key and scalar, in order.
fn scalars(node: Node<'_>, see: &mut impl FnMut(usize, usize)) {
    for item in node.items() {
        scalars(item, see);
    }
    for member in node.entries() {
        see(member.key_span.start, member.key_span.end);
        scalars(member.value, see);
    }
    if node.len() == 0 {
        let span = node.span();
        let group = matches!(node.value(), crate::yaml::Value::List | crate::yaml::Value::Map);
        if !group {
            see(span.start, span.end);
        }
    }
}

fn in_gap<'t>(text: &'t str, from: usize, to: usize, found: &mut Vec<Found<'t>>) {
    let mut from = from;
    while let Some(at) = text.get(from..to).and_then(|gap| gap.find('#')) {
        let start = from + at;
        let line = text.get(start..lines::end(text, start)).unwrap_or_default();
        let line_start = lines::start(text, start);
        let alone = text.get(line_start..start).is_some_and(|before| before.trim_start().is_empty());
        found.push(Found { start, text: line.trim_end(), own_line: alone.then_some(start - line_start) });
        from = start + line.len();
    }
}
