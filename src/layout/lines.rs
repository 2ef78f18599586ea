//! Where the lines of a text start and end: at LF, CR LF or a lone CR.

use crate::source::Span;

/// Where the line that holds `offset` starts.
pub(super) fn start(text: &str, offset: usize) -> usize {
    text.get(..offset).and_then(|before| before.rfind(['\n', '\r'])).map_or(0, |at| at + 1)
}

/// Where the line that holds `offset` ends, without its line end.
pub(super) fn end(text: &str, offset: usize) -> usize {
    text.get(offset..).and_then(|after| after.find(['\n', '\r'])).map_or(text.len(), |at| offset + at)
}

/// Where the line after the line end at `offset` starts.
pub(super) fn next(text: &str, offset: usize) -> usize {
    let rest = text.get(offset..).unwrap_or_default();
    offset + if rest.starts_with("\r\n") { 2 } else { usize::from(!rest.is_empty()) }
}

/// All lines, without their line ends.
pub(super) fn all(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let from = at;
        let to = end(text, from);
        at = next(text, to);
        text.get(from..to).filter(|_| from < text.len())
    })
}

/// The line above the one that holds `offset`, without its line end; `None` for the first.
pub(super) fn above(text: &str, offset: usize) -> Option<Span> {
    let before = text.get(..start(text, offset))?;
    let line = before.strip_suffix("\r\n").or_else(|| before.strip_suffix(['\n', '\r']))?;
    Some(Span::new(start(text, line.len()), line.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_three_ways() {
        let text = "a\r\n\r\nbc\rd\ne";
        let at = |c: char| text.find(c).unwrap();
        assert_eq!(all(text).collect::<Vec<_>>(), ["a", "", "bc", "d", "e"]);
        assert_eq!((all("").count(), all("a\r").count()), (0, 1));
        let span = |found: Option<Span>| found.map(|span| (span.start, span.end));
        assert_eq!(span(above(text, at('a'))), None);
        assert_eq!(span(above(text, at('c'))), Some((3, 3)));
        assert_eq!(span(above(text, at('d'))), Some((5, 7)));
        assert_eq!(span(above(text, at('e'))), Some((8, 9)));
        assert_eq!((start(text, at('c')), end(text, at('b'))), (5, 7));
        assert_eq!((next(text, 1), next(text, 7), next(text, text.len())), (3, 8, text.len()));
    }
}
