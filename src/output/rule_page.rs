//! One rule's page in a terminal.

use std::fmt::Write;

use anstyle::Style;

use super::wording::wrap;
use crate::finding::Audience;
use crate::rules::{Example, Rule};

/// What the rule finds, why, a bad and a good example, and how to change it.
#[must_use]
pub fn render(rule: &Rule, colour: bool, width: usize) -> String {
    let bold = if colour { Style::new().bold() } else { Style::new() };
    let width = width.min(100).saturating_sub(2).max(30);
    let mut text = String::new();
    let mut facts = vec![rule.severity.to_string(), rule.family.title().to_lowercase()];
    if rule.dated {
        facts.push("comes and goes with the date".to_owned());
    }
    if rule.audience == Audience::Owner {
        facts.push("shown to the person only".to_owned());
    }
    let _ = writeln!(text, "{bold}{}{bold:#}  ({})\n", rule.id, facts.join(", "));
    let _ = writeln!(text, "Finds {}.\n", rule.summary);
    for (title, body) in [("What it finds", rule.docs.finds), ("Why", rule.docs.why)] {
        section(&mut text, bold, title, body, width);
    }
    example(&mut text, bold, "Flagged", rule.docs.bad);
    example(&mut text, bold, "Fine", rule.docs.good);
    section(&mut text, bold, "How to change it", rule.docs.change, width);
    if rule.is_fixed() {
        text.push_str("  It is of the family File, whose rules are never lowered and never silenced.\n");
    } else {
        let _ = writeln!(text, "  In milepost.yaml:  rules: {{{}: off}}", rule.id);
        if rule.severity != crate::finding::Severity::Error {
            let _ = writeln!(text, "  In one record:     allow: {{{}: the reason}}", rule.id);
        }
    }
    text
}

fn section(text: &mut String, bold: Style, title: &str, body: &str, width: usize) {
    let _ = writeln!(text, "{bold}{title}{bold:#}");
    for line in wrap(body, width) {
        let _ = writeln!(text, "  {line}");
    }
    text.push('\n');
}

fn example(text: &mut String, bold: Style, title: &str, example: Example) {
    let _ = writeln!(text, "{bold}{title}{bold:#}  {}", example.path);
    for line in example.yaml.lines() {
        let _ = writeln!(text, "    {line}");
    }
    text.push('\n');
}
