//! What must never be printed: tokens and the passwords of proxies, and how they are taken out of
//! texts. Nothing here sends anything.

use std::fmt;

/// From this length on, a piece of a secret is taken out of a text too: forges shorten what they
/// repeat.
const PIECE: usize = 8;
/// What stands where a secret stood.
const HIDDEN: &str = "***";

/// A token or password. It has no `Display`, and its `Debug` tells nothing of it.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// A secret without the white space around it (a line end from a file, mostly); `None` where
    /// nothing is left.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }

    /// Whether it can be sent: visible ASCII alone (RFC 9110, section 5.5, without white space).
    #[must_use]
    pub fn can_be_sent(&self) -> bool {
        self.0.bytes().all(|byte| byte.is_ascii_graphic())
    }

    /// The secret itself, for a header only.
    pub(super) fn expose(&self) -> &str {
        &self.0
    }

    /// `text` without the secret and without any longer piece of it, in capitals or not: names of
    /// hosts lose theirs.
    #[must_use]
    pub fn redact(&self, text: &str) -> String {
        let secret: Vec<char> = self.0.chars().collect();
        let text: Vec<char> = text.chars().collect();
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        while let Some(c) = text.get(at) {
            let common = longest_common(&secret, text.get(at..).unwrap_or_default());
            if common >= PIECE.min(secret.len()) {
                out.push_str(HIDDEN);
                at += common;
            } else {
                out.push(*c);
                at += 1;
            }
        }
        out
    }
}

/// How many characters at the beginning of `text` stand somewhere in `secret` in a row.
fn longest_common(secret: &[char], text: &[char]) -> usize {
    let from = |start: usize| {
        let rest = secret.get(start..).unwrap_or_default();
        rest.iter().zip(text).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count()
    };
    (0..secret.len()).map(from).max().unwrap_or(0)
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_secret_is_shown() {
        let secret = Secret::new(" ghp_0123456789abcdef\n").unwrap();
        assert_eq!(secret.expose(), "ghp_0123456789abcdef");
        assert_eq!(format!("{secret:?} {:#?}", Some(&secret)), "Secret Some(\n    Secret,\n)");
        assert_eq!(secret.redact("bad token ghp_0123456789abcdef, sorry"), "bad token ***, sorry");
        assert_eq!(secret.redact("bad token ghp_01234567… of"), "bad token ***… of");
        assert_eq!(secret.redact("…456789abcdef?token=ghp_012"), "…***?token=ghp_012");
        assert_eq!(secret.redact("https://GHP_0123456789abcdef.example"), "https://***.example");
        assert!(Secret::new(" \n").is_none());
        assert_eq!(Secret::new("abc").unwrap().redact("ab abc abcd"), "ab *** ***d");
    }
}
