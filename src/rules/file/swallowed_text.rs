//! Values that lose their end to a comment.

use crate::calendar::Date;
use crate::finding::{Audience, Certainty, Finding, Location, Severity};
use crate::rules::{Check, Docs, Example, Family, FilesView, Rule};
use crate::source::{SourceFile, Span};
use crate::yaml::{Node, Value};

/// See the module.
pub static RULE: Rule = Rule {
    id: "swallowed-text",
    family: Family::File,
    severity: Severity::Warning,
    audience: Audience::Shared,
    dated: false,
    summary: "a `#` that turns the end of a value into a comment",
    docs: Docs {
        finds: "A plain value that is followed by a space, `#` and a word without a space between: `title: Ported queue #412` loses its end. A comment with a space after its `#` is taken as meant.",
        why: "The reference that somebody wrote is gone from every report, and nothing looks wrong.",
        bad: Example {
            path: "people/ana/portfolio/2026-11-20-retry-queue.yaml",
            yaml: "title: Ported the retry queue #412",
        },
        good: Example {
            path: "people/ana/portfolio/2026-11-20-retry-queue.yaml",
            yaml: "title: \"Ported the retry queue #412\"",
        },
        change: "It cannot be switched off. Quote the value, or put a space after the `#` of a comment.",
    },
    checks: &[Check::Files(check)],
};

fn check(view: &FilesView<'_>, findings: &mut Vec<Finding>) {
    for file in view.files {
        let (Some(document), Some(source)) = (file.sound(), file.source()) else { continue };
        // Without a `#` after white space there is no comment at all.
        if source.text().contains(" #") || source.text().contains("\t#") {
            visit(document.root(), source, findings);
        }
    }
}

fn visit(node: Node<'_>, source: &SourceFile, findings: &mut Vec<Finding>) {
    match node.value() {
        Value::List => node.items().for_each(|item| visit(item, source, findings)),
        Value::Map => node.entries().for_each(|member| visit(member.value, source, findings)),
        Value::Text(text) if node.is_plain() && text.parse::<Date>().is_err() => {
            findings.extend(swallowed(node.span(), source));
        }
        Value::Text(_) | Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) => {}
    }
}

fn swallowed(value: Span, source: &SourceFile) -> Option<Finding> {
    let rest = source.text().get(value.end..)?;
    let line = rest.split(['\n', '\r']).next()?.trim_end();
    let comment = line.trim_start_matches([' ', '\t']);
    let word = comment.strip_prefix('#')?;
    if comment.len() == line.len() || !word.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let whole = Span::new(value.start, value.end + line.len());
    let quoted = serde_json::Value::from(source.slice(whole)).to_string();
    Some(
        RULE.finding(
            Location::text(source.path(), whole),
            format!("`{comment}` is read as a comment, so the value ends before it"),
        )
        .label("the value loses its end")
        // It may be a comment after all.
        .replace(
            "quote the value to keep it, or write a space after the `#` of a comment",
            quoted,
            Certainty::Likely,
        ),
    )
}
