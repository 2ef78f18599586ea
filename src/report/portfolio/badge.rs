//! A badge: where the lines of its text go, so that no name runs over the edge. How it is drawn is
//! in `templates/parts/badge.html`.
//!
//! Text in SVG does not wrap, and the font of the reader is not known here: lines are broken by a
//! careful estimate of how wide characters are.

use schemars::JsonSchema;
use serde::Serialize;

/// How wide the text may be, in units of the drawing.
const WIDTH: f64 = 208.0;

/// Sizes of the name, the largest first, each with the most lines that fit.
const SIZES: [(f64, usize); 4] = [(19.0, 2), (16.0, 3), (13.0, 4), SMALLEST];
const SMALLEST: (f64, usize) = (10.0, 5);

/// The size of the issuer.
const SMALL: f64 = 11.0;

/// The text of a badge, ready to draw in 240 × 232 units.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Badge {
    /// The height of the letters of the name.
    pub size: f64,
    /// The lines of the name; each fits.
    pub lines: Vec<BadgeLine>,
    /// The issuer, shortened so that it fits.
    pub issuer: Option<String>,
}

/// A line of a badge.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct BadgeLine {
    /// The text.
    pub text: String,
    /// Where the line stands, from the top.
    pub y: f64,
}

impl Badge {
    /// The badge of the credential `name`, issued by `issuer`: in the largest size in which all of
    /// the name fits; in the smallest, what does not fit is left out, and `…` says so.
    #[must_use]
    pub fn new(name: &str, issuer: Option<&str>) -> Self {
        let mut fitting = SIZES.iter().map(|(size, most)| (*size, *most, broken(name, WIDTH / size)));
        let (size, lines) = match fitting.find(|(_, most, lines)| lines.len() <= *most) {
            Some((size, _, lines)) => (size, lines),
            None => {
                let (size, most) = SMALLEST;
                let mut lines = broken(name, WIDTH / size);
                lines.truncate(most);
                if let Some(last) = lines.last_mut() {
                    *last = cut(last, WIDTH / size);
                }
                (size, lines)
            }
        };
        // The name stands around the middle of its place.
        let height = size * 1.2;
        let first = 126.0 - (lines.len() as f64 - 1.0) * height / 2.0 + size * 0.35;
        let placed = lines.into_iter().enumerate();
        let lines = placed.map(|(line, text)| BadgeLine { text, y: tenths(first + line as f64 * height) });
        let issuer = issuer.map(|issuer| shortened(&one_line(issuer), WIDTH / SMALL));
        Self { size, lines: lines.collect(), issuer }
    }
}

fn tenths(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `text` in lines of at most `width`, in heights of a letter; between words where that is
/// possible, else within one.
fn broken(text: &str, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut used = 0.0;
    for word in text.split_whitespace() {
        let needed = width_of(word);
        match lines.last_mut() {
            Some(line) if used + SPACE + needed <= width => {
                line.push(' ');
                line.push_str(word);
                used += SPACE + needed;
            }
            _ => {
                for piece in pieces(word, width) {
                    used = width_of(&piece);
                    lines.push(piece);
                }
            }
        }
    }
    lines
}

/// A word in pieces of at most `width`; what belongs to the character before stays with it.
fn pieces(word: &str, width: f64) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut used = 0.0;
    let mut joined = false;
    for c in word.chars() {
        let wide = width_of_char(c);
        let stays = joined || joins(c);
        joined = c == JOINER;
        match pieces.last_mut() {
            Some(piece) if piece.is_empty() || stays || used + wide <= width => {
                piece.push(c);
                used += wide;
            }
            _ => {
                pieces.push(c.to_string());
                used = wide;
            }
        }
    }
    pieces
}

/// `text`, cut where it is wider than `width`.
fn shortened(text: &str, width: f64) -> String {
    if width_of(text) <= width { text.to_owned() } else { cut(text, width) }
}

/// As much of `text` as fits before `…`.
fn cut(text: &str, width: f64) -> String {
    let room = width - width_of_char('…');
    let mut first = pieces(text, room).into_iter().next().unwrap_or_default();
    first.truncate(first.trim_end().len());
    first + "…"
}

const SPACE: f64 = 0.35;
const JOINER: char = '\u{200d}';

fn width_of(text: &str) -> f64 {
    text.chars().map(width_of_char).sum()
}

/// How wide a character is at most in common fonts, in heights of a letter.
fn width_of_char(c: char) -> f64 {
    match c {
        _ if joins(c) || c == JOINER => 0.0,
        ' ' => SPACE,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' | '—' => 1.0,
        'A'..='Z' => 0.8,
        '\0'..='\u{10ff}' => 0.65,
        // Chinese, Japanese and Korean characters, and emoji.
        _ => 1.3,
    }
}

/// Whether a character belongs to the one before it: accents, signs of a variation or a skin tone.
fn joins(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lines(name: &str) -> (f64, Vec<String>) {
        let badge = Badge::new(name, None);
        (badge.size, badge.lines.into_iter().map(|line| line.text).collect())
    }

    #[test]
    fn a_name_is_large_where_it_fits_and_shrinks_where_not() {
        assert_eq!(lines("Async Service Owner"), (19.0, vec!["Async Service".into(), "Owner".into()]));
        let (size, shown) = lines("Certified Kubernetes Application Developer, Associate");
        assert_eq!((size, shown.len()), (13.0, 3), "{shown:?}");
        let long = "word ".repeat(40);
        let (size, shown) = lines(&long);
        assert_eq!((size, shown.len()), (10.0, 5));
        assert!(shown.last().unwrap().ends_with('…'), "{shown:?}");
        assert_eq!(lines("").1, [""; 0]);
    }

    #[test]
    fn a_long_word_is_broken_without_tearing_a_character_apart() {
        let (_, shown) = lines(&"👩\u{200d}💻".repeat(30));
        assert!(
            shown.iter().all(|line| line.starts_with('👩') && line.trim_end_matches('…').ends_with('💻')),
            "{shown:?}"
        );
        let (size, shown) = lines(&"W".repeat(200));
        assert_eq!((size, shown.len()), (10.0, 5));
    }

    #[test]
    fn an_issuer_is_shortened() {
        let issuer = |text: &str| Badge::new("N", Some(text)).issuer.unwrap();
        assert_eq!(issuer("Brackwater Pay"), "Brackwater Pay");
        let long = issuer(&"Linux Foundation ".repeat(10));
        assert!(long.starts_with("Linux Foundation") && long.ends_with('…'), "{long}");
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_its_place(name in "(\\PC|[a-zA-Z ]){0,200}") {
            let badge = Badge::new(&name, Some(&name));
            let most = SIZES.iter().find(|(size, _)| *size == badge.size).unwrap().1;
            prop_assert!(badge.lines.len() <= most);
            for line in &badge.lines {
                prop_assert!(width_of(&line.text) * badge.size <= WIDTH + 0.001, "{:?}", line);
                prop_assert!((78.0..=172.0).contains(&line.y), "{:?}", line);
            }
            prop_assert!(width_of(&badge.issuer.unwrap()) * SMALL <= WIDTH + 0.001);
        }
    }
}
