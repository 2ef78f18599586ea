//! Text for XML 1.0.

use super::REPLACED;

/// Text for XML 1.0, between tags and in quoted attribute values alike. What XML 1.0 forbids (2.2
/// "Characters") becomes U+FFFD; line ends and tabs are written as references, so that attributes keep
/// them.
#[must_use]
pub fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push_str(&format!("&#{};", u32::from(c))),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push(REPLACED),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_ends_it_and_nothing_forbidden_is_left() {
        assert_eq!(xml("a<b>&\"'\n]]>"), "a&lt;b&gt;&amp;&quot;&#39;&#10;]]&gt;");
        assert_eq!(
            xml("\0\u{8}\u{b}\u{ffff}\u{fffe}\u{85}😀"),
            "\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{85}😀"
        );
    }
}
