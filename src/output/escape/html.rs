//! Text and links for HTML pages.

use super::{Command, REPLACED, link, link_target};
use crate::source::hidden;

/// Text for HTML, between tags and in quoted attribute values alike. Line ends stay; characters
/// that nobody can see become U+FFFD. A page may be printed where a CI runner reads it: what it would
/// obey, a line that begins with `::` and `##[` anywhere, is written with character references.
#[must_use]
pub fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut command = Command::default();
    let mut line_begins = true;
    for (_, c, hidden) in hidden::characters(text) {
        let completes = command.completed_by(c);
        let leads = line_begins && c == ':';
        line_begins = c == '\n' || line_begins && c.is_whitespace();
        match c {
            _ if completes || leads => out.push_str(&format!("&#{};", u32::from(c))),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            _ if hidden => out.push(REPLACED),
            _ => out.push(c),
        }
    }
    out
}

/// Text as [`html`] shows it, before markup is escaped: characters that nobody can see become U+FFFD.
#[must_use]
pub fn visible(text: &str) -> String {
    let shown = |(_, c, hidden)| if hidden && !matches!(c, '\n' | '\t') { REPLACED } else { c };
    hidden::characters(text).map(shown).collect()
}

/// The address of a piece of evidence: a link only where it is plainly http or https, otherwise
/// its text. The page that it leads to does not learn where the reader came from.
#[must_use]
pub fn html_link(address: &str) -> String {
    let text = html(&link(address).text);
    match link_target(address) {
        Some(target) => format!("<a href=\"{target}\" rel=\"noreferrer nofollow\">{text}</a>"),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        let hostile = "<img src=x onerror='a'>\u{202e}\"&amp;\r\n\0";
        let expected = "&lt;img src=x onerror=&#39;a&#39;&gt;\u{fffd}&quot;&amp;amp;\u{fffd}\n\u{fffd}";
        assert_eq!(html(hostile), expected);
        assert_eq!(html("Ada 👩‍💻 عدا"), "Ada 👩\u{200d}💻 عدا");
    }

    #[test]
    fn a_page_on_standard_output_is_no_command() {
        assert_eq!(html("::a::\n \u{a0}::b: c"), "&#58;:a::\n \u{a0}&#58;:b: c");
        assert_eq!(html("x ##[group]y"), "x ##&#91;group]y");
        assert_eq!(html("at 10:30 ::x"), "at 10:30 ::x");
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(html_link("javascript:alert(1)"), "javascript:alert(1)");
        assert_eq!(
            html_link("https://git.example.com/a?b=1&c=\"<x>"),
            "<a href=\"https://git.example.com/a?b=1&amp;c=%22%3Cx%3E\" rel=\"noreferrer nofollow\">git.example.com/a</a>"
        );
    }
}
