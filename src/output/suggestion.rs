//! A comment on lines that offers a replacement: marker, what is wrong, and the lines as a suggested
//! change that GitHub applies with one click.

use super::escape::{code, message, shorten};
use crate::report::change::{IntroducedFinding, Suggestion};
use crate::source::hidden::is_hidden;

/// What every marker of a suggestion begins with.
pub const MARKER: &str = "<!-- milepost:suggestion ";
/// The text of the review that holds suggestions.
pub const REVIEW: &str = "<!-- milepost:suggestions v1 -->\nExact replacements for what this change brings in. Take over \
                          those that are right; the others need no answer.";
/// The most bytes of the lines of one suggestion.
const MAX_BYTES: usize = 2_000;

/// The marker of the suggestion with this fingerprint.
#[must_use]
pub fn marker(fingerprint: &str) -> String {
    format!("{MARKER}v1 {fingerprint} -->")
}

/// The text of the comment for a finding under `fingerprint`; `None` where its lines cannot be shown
/// exactly as they are.
#[must_use]
pub fn body(introduced: &IntroducedFinding, suggestion: &Suggestion, fingerprint: &str) -> Option<String> {
    let lines = fenced(&suggestion.text)?;
    let finding = &introduced.finding;
    let says = message(&shorten(&finding.message, 400));
    let help = finding.help.as_ref().map(|help| message(&shorten(&help.text, 300)));
    let help = help.filter(|help| !help.is_empty()).map(|help| format!(": {help}")).unwrap_or_default();
    let (marker, severity, rule) = (marker(fingerprint), finding.severity, code(&finding.rule));
    Some(format!("{marker}\n**{severity}** {says} · {rule}{help}\n\n{lines}\n"))
}

/// The lines in a fence that nothing in them can close.
fn fenced(lines: &str) -> Option<String> {
    let plain = !lines.chars().any(|c| c != '\n' && is_hidden(c)) && lines.len() <= MAX_BYTES;
    let mut fence = "```".to_owned();
    while lines.contains(&fence) {
        fence.push('`');
    }
    plain.then(|| format!("{fence}suggestion\n{lines}\n{fence}"))
}

#[cfg(test)]
mod tests {
    use comrak::nodes::NodeValue;
    use comrak::{Arena, Options, parse_document};
    use proptest::prelude::*;

    use super::*;
    use crate::report::sample;

    fn introduced() -> IntroducedFinding {
        sample::change().introduced.into_iter().find(|introduced| introduced.suggestion.is_some()).unwrap()
    }

    #[test]
    fn a_suggestion_reads_well() {
        let introduced = introduced();
        let suggestion = introduced.suggestion.clone().unwrap();
        let body = body(&introduced, &suggestion, &"ab".repeat(16)).unwrap();
        assert!(body.contains(&format!("```suggestion\n{}\n```", suggestion.text)), "{body}");
        insta::assert_snapshot!("suggestion", body);
    }

    #[test]
    fn what_would_not_be_applied_as_it_is_shown_is_not_offered() {
        let introduced = introduced();
        for text in ["a\rb", "a\u{202e}b", "a\tb", &"x".repeat(MAX_BYTES + 1)] {
            let suggestion = Suggestion { first_line: 1, last_line: 1, text: text.to_owned() };
            assert_eq!(body(&introduced, &suggestion, "x"), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn a_suggestion_is_one_fence_and_nothing_in_it_leaves_it(
            text in "([`~@#<>a \\n]|```|suggestion|https://x\\.example|!\\[i\\]\\(u\\)){1,40}",
            said in "([`~@#<>a \\n]|```|<b>|https://x\\.example|!\\[i\\]\\(u\\)){1,40}",
        ) {
            let mut introduced = introduced();
            introduced.finding.message = said;
            let suggestion = Suggestion { first_line: 1, last_line: 1, text: text.clone() };
            let body = body(&introduced, &suggestion, "x").unwrap();
            let arena = Arena::new();
            let mut options = Options::default();
            options.extension.autolink = true;
            options.extension.table = true;
            let root = parse_document(&arena, &body, &options);
            let mut fences = Vec::new();
            for node in root.descendants() {
                match &node.data.borrow().value {
                    NodeValue::CodeBlock(block) => fences.push((block.info.clone(), block.literal.clone())),
                    NodeValue::Link(_) | NodeValue::Image(_) | NodeValue::HtmlInline(_) | NodeValue::Table(_) => {
                        prop_assert!(false, "{}", body);
                    }
                    NodeValue::HtmlBlock(html) => prop_assert!(html.literal.starts_with(MARKER), "{}", body),
                    _ => {}
                }
            }
            prop_assert_eq!(fences, [("suggestion".to_owned(), format!("{text}\n"))]);
        }
    }
}
