//! GitLab obeys lines of a comment or a description that begin with `/`: quick actions, run with the
//! rights of whoever posts. Nothing that Milepost posts may hold one.

/// The text without quick actions: a `/` that is the first thing in a line gets a backslash, which
/// Markdown takes away again where it shows the text.
///
/// GitLab drops every CR before it looks for quick actions, and some versions accept blanks before
/// them, so neither counts as the first thing in a line. What stands in a code block is ignored by
/// GitLab, and gets the backslash all the same: where a block ends is for GitLab to say, not for us.
pub(super) fn disarm(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut first = true;
    for c in text.chars() {
        match c {
            '\n' => first = true,
            '/' if first => {
                out.push('\\');
                first = false;
            }
            _ if c.is_whitespace() => {}
            _ => first = false,
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::disarm;

    #[test]
    fn a_quick_action_is_shown_and_not_obeyed() {
        assert_eq!(disarm("/close"), "\\/close");
        assert_eq!(disarm("a\n/merge\n\n/label ~x\n"), "a\n\\/merge\n\n\\/label ~x\n");
    }

    #[test]
    fn a_carriage_return_or_blanks_before_it_hide_nothing() {
        assert_eq!(disarm("a\n\r/approve"), "a\n\r\\/approve");
        assert_eq!(disarm("a\r\n  \t/approve"), "a\r\n  \t\\/approve");
        assert_eq!(disarm("\u{b}\u{a0}/approve"), "\u{b}\u{a0}\\/approve");
    }

    #[test]
    fn other_slashes_stay_as_they_are() {
        for text in ["", "and/or", "- people/ana.yaml", "<!-- a/b -->\n| x | /y |", "`/close`"] {
            assert_eq!(disarm(text), text);
        }
    }

    proptest! {
        #[test]
        fn no_line_begins_with_a_slash(text in "[/\\\\ \r\n\ta`]{0,40}") {
            for line in disarm(&text).replace('\r', "").split('\n') {
                prop_assert!(!line.trim_start().starts_with('/'), "{line:?}");
            }
        }
    }
}
