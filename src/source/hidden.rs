//! Characters that a reader cannot see, and where writing needs them all the same.

/// Whether a reader cannot see `c`, whatever stands beside it: controls (line ends and tabs too),
/// bidirectional controls, and characters without width. Joiners and variation selectors count;
/// the writers let them pass where a script or an emoji needs them.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    // Nearly every character is one of these.
    if matches!(c, ' '..='~') {
        return false;
    }
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{13430}'..='\u{13455}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// The characters of `text` with their offsets, and whether each is hidden where it stands.
pub fn characters(text: &str) -> impl Iterator<Item = (usize, char, bool)> + '_ {
    let mut before = None;
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (at, c) = rest.next()?;
        let hidden = is_hidden(c) && !is_needed(c, before, rest.peek().map(|(_, c)| *c));
        before = Some(c);
        Some((at, c, hidden))
    })
}

/// A joiner between letters of a script that joins or inside an emoji, or the one selector that
/// gives a sign its emoji form.
fn is_needed(c: char, before: Option<char>, after: Option<char>) -> bool {
    let joins = |c: Option<char>| c.is_some_and(|c| matches!(c, '\u{600}'..='\u{dff}') && c.is_alphabetic());
    let mark = |c: Option<char>| c.is_some_and(|c| matches!(c, '\u{93c}'..='\u{dcf}'));
    let sign = |c: Option<char>| {
        c.is_some_and(|c| matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' | '\u{fe0f}'))
    };
    match c {
        '\u{200c}' | '\u{200d}' if joins(after) => joins(before) || mark(before),
        '\u{200d}' => sign(before) && sign(after),
        '\u{fe0f}' => sign(before) && before != Some('\u{fe0f}') || after == Some('\u{20e3}'),
        _ => false,
    }
}
