//! Keys that a map is given more than once.

use super::document::{Content, Data};
use super::problem::{Problem, ProblemKind, quoted};
use crate::source::Span;

/// One problem for each key of the map at `map` that it has already.
pub(super) fn duplicates(text: &str, nodes: &[Data], map: usize) -> Vec<Problem> {
    let mut keys = Vec::new();
    let mut next = map + 1;
    while let Some(key) = nodes.get(next) {
        if let Content::Text { start, end } = key.content {
            let name = text.get(start as usize..end as usize).unwrap_or_default();
            keys.push((name, Span::new(key.start as usize, key.end as usize)));
        }
        let Some(value) = nodes.get(key.next as usize) else { break };
        next = value.next as usize;
    }
    // Sorting finds equal keys without a table per map; most maps are a handful of keys.
    keys.sort_unstable();
    let mut problems = Vec::new();
    for same in keys.chunk_by(|a, b| a.0 == b.0) {
        let Some(((name, first), others)) = same.split_first() else { continue };
        problems.extend(others.iter().map(|(_, span)| {
            let message = match *name {
                "" => "an empty key is given twice".to_owned(),
                name => format!("the key {} is given twice", quoted(name)),
            };
            Problem::new(ProblemKind::DuplicateKey, *span, message)
                .help("keep one of them")
                .related(*first, "first given here")
        }));
    }
    problems
}
