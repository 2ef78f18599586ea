//! Text in the columns of a terminal: how wide it is, cut and filled to a width, and bars. Wide
//! characters take two columns, combining ones none. Nothing here knows a view; what comes in is
//! neutralised already.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The columns that `text` takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// `text` in at most `columns`, cut with an ellipsis (in ASCII three full stops).
pub(crate) fn shorten(text: &str, columns: usize, unicode: bool) -> String {
    // A text of many characters that take no column must not be measured again and again.
    let near: String = text.chars().take(columns.saturating_mul(4).saturating_add(8)).collect();
    if near.len() == text.len() && width(text) <= columns {
        return text.to_owned();
    }
    let mark = if unicode { "…" } else { "..." };
    let room = columns.saturating_sub(width(mark));
    let mut kept = String::new();
    let mut taken = 0;
    for c in near.chars() {
        taken += c.width().unwrap_or(0);
        if taken > room {
            break;
        }
        kept.push(c);
    }
    // What is joined from several characters may be wider than its parts.
    while width(&kept) > room {
        kept.pop();
    }
    let kept = kept.trim_end();
    if columns < width(mark) { ".".repeat(columns) } else { format!("{kept}{mark}") }
}

/// `text` filled with spaces on the right to `columns`.
pub(super) fn padded(text: &str, columns: usize) -> String {
    let fill = columns.saturating_sub(width(text));
    format!("{text}{}", " ".repeat(fill))
}

/// A bar of `columns` in two parts: what is `filled`, and the rest.
pub(super) fn bar(share: f64, columns: usize, unicode: bool) -> (String, String) {
    let cells = (share.clamp(0.0, 1.0) * columns as f64).round() as usize;
    // Something is never shown as nothing, and not everything never as everything.
    let filled = match share {
        share if share <= 0.0 => 0,
        share if share >= 1.0 => columns,
        _ => cells.clamp(1.min(columns), columns.saturating_sub(1).max(1)),
    };
    let (full, empty) = if unicode { ("█", "░") } else { ("#", ".") };
    (full.repeat(filled), empty.repeat(columns - filled))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cut_text_fits_and_says_that_it_is_cut() {
        assert_eq!(shorten("Ana Soto", 8, true), "Ana Soto");
        assert_eq!(shorten("Ana Soto", 7, true), "Ana So…");
        assert_eq!(shorten("Ana Soto", 5, true), "Ana…");
        assert_eq!(shorten("Ana Soto", 7, false), "Ana...");
        assert_eq!(shorten("学习异步编程", 7, true), "学习异…");
        assert_eq!(shorten("学习异步编程", 6, true), "学习…");
        assert_eq!(shorten("Ana", 0, true), "");
        assert_eq!(shorten("Anabel", 2, false), "..");
        assert_eq!(width(&padded("学习", 7)), 7);
        let stacked = format!("a{}", "\u{301}".repeat(100_000));
        assert!(shorten(&stacked, 10, true).len() < 200);
    }

    #[test]
    fn a_bar_is_full_only_at_the_end_and_empty_only_at_the_start() {
        let drawn = |share| {
            let (full, empty) = bar(share, 4, false);
            format!("{full}{empty}")
        };
        for (share, expected) in [
            (0.0, "...."),
            (0.01, "#..."),
            (0.5, "##.."),
            (0.99, "###."),
            (1.0, "####"),
            (7.0, "####"),
            (-1.0, "...."),
        ] {
            assert_eq!(drawn(share), expected, "{share}");
        }
        assert_eq!(bar(0.5, 0, true), (String::new(), String::new()));
    }

    proptest! {
        #[test]
        fn nothing_is_ever_wider_than_its_column(text in "\\PC{0,60}", columns in 0..50_usize, unicode: bool) {
            let cut = shorten(&text, columns, unicode);
            prop_assert!(width(&cut) <= columns, "{cut:?}");
        }

        #[test]
        fn a_bar_has_its_columns(share in -0.5..1.5_f64, columns in 0..50_usize) {
            let (full, empty) = bar(share, columns, true);
            prop_assert_eq!(full.chars().count() + empty.chars().count(), columns);
        }
    }
}
