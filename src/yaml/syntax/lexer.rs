//! Just enough of YAML's tokens to say which quote or bracket was never closed.

/// What is open at some place.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Open {
    /// The quote that starts the text around the place.
    pub(super) quote: Option<usize>,
    /// The quoted text that ends last before the place.
    pub(super) quoted: Option<(usize, usize)>,
    /// Brackets, outermost first.
    pub(super) brackets: Vec<usize>,
}

/// Reads from `from`, which is between two tokens with `brackets` open, up to `to`.
pub(super) fn open(text: &str, from: usize, to: usize, brackets: &[usize]) -> Open {
    let mut open = Open { brackets: brackets.to_vec(), ..Open::default() };
    let mut lexer = Lexer::at(text, from);
    while lexer.at < to {
        match lexer.step(!open.brackets.is_empty()) {
            None => break,
            Some(Token::Other) => {}
            Some(Token::Open(at)) => open.brackets.push(at),
            Some(Token::Close) => drop(open.brackets.pop()),
            Some(Token::Quoted(start, end)) if end.is_none_or(|end| end > to) => {
                open.quote = Some(start);
                break;
            }
            Some(Token::Quoted(start, end)) => open.quoted = end.map(|end| (start, end)),
        }
    }
    open
}

/// Where the bracket that closes the one at `open` stands.
pub(super) fn closing_bracket(text: &str, open: usize) -> Option<usize> {
    let mut lexer = Lexer::at(text, open + 1);
    let mut depth = 1usize;
    while let Some(token) = lexer.step(true) {
        match token {
            Token::Open(_) => depth += 1,
            Token::Close => depth -= 1,
            Token::Quoted(_, None) => return None,
            Token::Quoted(..) | Token::Other => {}
        }
        if depth == 0 {
            return Some(lexer.at - 1);
        }
    }
    None
}

/// Where the text that the quote at `open` starts is over, just past its closing quote.
pub(super) fn closing_quote(text: &str, open: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let quote = *bytes.get(open)?;
    let mut at = open + 1;
    loop {
        match *bytes.get(at)? {
            b'\\' if quote == b'"' => at += 2,
            byte if byte == quote && quote == b'\'' && bytes.get(at + 1) == Some(&quote) => at += 2,
            byte if byte == quote => return Some(at + 1),
            _ => at += 1,
        }
    }
}

enum Token {
    Open(usize),
    Close,
    /// Start and, where there is one, end of a text in quotes.
    Quoted(usize, Option<usize>),
    Other,
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    /// The last byte on the line that is not blank; a line end at its start.
    last: u8,
}

impl<'t> Lexer<'t> {
    fn at(text: &'t str, at: usize) -> Self {
        let before = text.as_bytes().get(..at).unwrap_or_default();
        let last = before.iter().rev().copied().find(|byte| !matches!(byte, b' ' | b'\t')).unwrap_or(b'\n');
        Self { text, at, last }
    }

    fn step(&mut self, flow: bool) -> Option<Token> {
        let bytes = self.text.as_bytes();
        let byte = *bytes.get(self.at)?;
        let previous = self.at.checked_sub(1).and_then(|i| bytes.get(i)).copied().unwrap_or(b'\n');
        let apart = matches!(previous, b' ' | b'\t' | b'\n' | b'\r');
        let starts = match self.last {
            b'\n' | b'\r' => true,
            b'[' | b'{' | b',' => flow || apart,
            b':' => apart || flow,
            b'-' | b'?' => apart,
            _ => false,
        };
        let start = self.at;
        self.at += 1;
        let token = match byte {
            b'#' if apart => {
                let rest = bytes.get(start..).unwrap_or_default();
                self.at = start + rest.iter().position(|b| matches!(b, b'\n' | b'\r')).unwrap_or(rest.len());
                return Some(Token::Other);
            }
            b'"' | b'\'' if starts => {
                let end = closing_quote(self.text, start);
                self.at = end.unwrap_or(bytes.len());
                Token::Quoted(start, end)
            }
            b'[' | b'{' if flow || starts => Token::Open(start),
            b']' | b'}' if flow => Token::Close,
            _ => Token::Other,
        };
        if !matches!(byte, b' ' | b'\t') {
            self.last = byte;
        }
        Some(token)
    }
}
