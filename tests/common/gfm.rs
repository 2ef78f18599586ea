//! A document as GitHub, GitLab and Forgejo read it: its shape by a real Markdown parser with every
//! extension that they turn on, and what their filters make of the text that is left.
//!
//! Facts about filters: GitHub's page on autolinked references, GitLab's pages on GitLab Flavored
//! Markdown (references, placeholders, include directives) and quick actions, Forgejo's on
//! referencing. They see text after rendering and leave code alone.

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};

/// What GitHub turns on, and what GitLab and Forgejo turn on beside it.
pub(crate) fn dialects() -> [Options<'static>; 2] {
    let mut github = Options::default();
    github.extension.table = true;
    github.extension.autolink = true;
    github.extension.strikethrough = true;
    github.extension.tasklist = true;
    github.extension.footnotes = true;
    github.extension.alerts = true;
    github.extension.math_dollars = true;
    github.extension.math_code = true;
    let mut others = github.clone();
    others.extension.math_latex = true;
    others.extension.wikilinks_title_after_pipe = true;
    others.extension.multiline_block_quotes = true;
    others.extension.description_lists = true;
    others.extension.inline_footnotes = true;
    others.extension.superscript = true;
    others.extension.highlight = true;
    others.extension.spoiler = true;
    others.extension.underline = true;
    others.parse.relaxed_autolinks = true;
    others.parse.relaxed_tasklist_matching = true;
    [github, others]
}

/// A document's shape, its text in and outside of code, and where its links lead.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Read {
    pub(crate) shape: Vec<String>,
    /// Runs of text outside code, as the filters of a forge see them.
    pub(crate) runs: Vec<String>,
    pub(crate) all: String,
    pub(crate) links: Vec<String>,
}

pub(crate) fn read(text: &str, options: &Options<'_>) -> Read {
    let arena = Arena::new();
    let mut read = Read::default();
    visit(parse_document(&arena, text, options), 0, &mut read);
    read
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the parser's kinds, of which any other is shape")]
fn visit<'a>(node: &'a AstNode<'a>, depth: usize, read: &mut Read) {
    let value = node.data.borrow().value.clone();
    let mut name = |text: String| read.shape.push(format!("{depth} {text}"));
    match &value {
        NodeValue::Text(text) => {
            let joined = node
                .previous_sibling()
                .is_some_and(|before| matches!(before.data.borrow().value, NodeValue::Text(_)));
            read.all.push_str(text);
            match read.runs.last_mut() {
                Some(run) if joined => run.push_str(text),
                _ => read.runs.push(text.to_string()),
            }
        }
        NodeValue::Code(code) => read.all.push_str(&code.literal),
        NodeValue::Link(link) => read.links.push(link.url.clone()),
        NodeValue::HtmlBlock(html) => name(format!("html {}", html.literal)),
        NodeValue::HtmlInline(html) => name(format!("html {html}")),
        NodeValue::CodeBlock(block) => name(format!("fence {}", block.info)),
        NodeValue::Table(table) => name(format!("table {}", table.num_columns)),
        other => {
            let shown = format!("{other:?}");
            name(shown.split(['(', ' ']).next().unwrap().to_owned());
        }
    }
    for child in node.children() {
        visit(child, depth + 1, read);
    }
}

/// What a forge's filters would make of a run of text after rendering.
pub(crate) fn acted_on(run: &str) -> Option<&'static str> {
    let lower = run.to_lowercase();
    let chars: Vec<char> = lower.chars().collect();
    let pair = |a: char, b: fn(char) -> bool| chars.windows(2).any(|two| two[0] == a && b(two[1]));
    let hex = lower.split(|c: char| !c.is_ascii_alphanumeric());
    let emoji = lower.split_whitespace().any(|word| {
        let parts: Vec<_> = word.split(':').collect();
        parts.len() > 2
            && parts[1..parts.len() - 1]
                .iter()
                .any(|p| !p.is_empty() && p.chars().all(|c| c.is_ascii_alphanumeric()))
    });
    let bracketed = |run: &str| {
        run.split('[').skip(1).any(|rest| {
            let name =
                rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_lowercase() || c == '_').len();
            name > 0 && rest[name..].starts_with(':')
        })
    };
    let key = |prefix: &str| {
        lower.split_whitespace().any(|w| w.strip_prefix(prefix).is_some_and(|r| r.starts_with('1')))
    };
    let found = [
        ("mention", run.contains('@')),
        ("iteration", lower.contains("iteration:")),
        ("reference in brackets", bracketed(&lower)),
        ("placeholder", run.contains("%{")),
        ("table of contents", run.contains("[TOC]") || run.contains("[[")),
        ("inline change", ["{+", "{-", "[+", "[-"].iter().any(|mark| run.contains(mark))),
        ("address", lower.contains("://") || lower.contains("www.")),
        ("issue", pair('#', char::is_alphanumeric)),
        ("merge request", pair('!', |c| c.is_ascii_digit())),
        ("epic", pair('&', |c| c.is_ascii_digit())),
        ("label", pair('~', |c| !c.is_whitespace())),
        ("milestone", pair('%', char::is_alphanumeric)),
        ("mathematics", run.contains('$')),
        ("commit", hex.clone().any(|part| part.len() >= 7 && part.chars().all(|c| c.is_ascii_hexdigit()))),
        ("emoji", emoji),
        ("issue key", key("gh-") || key("gl-")),
        ("runner command", run.contains("##[")),
    ];
    found.into_iter().find(|(_, is)| *is).map(|(what, _)| what)
}

/// Lines of the source that a forge takes for a command of its own or for a part of another document,
/// whatever Markdown says: GitLab's quick actions and include directives.
pub(crate) fn commanding(source: &str) -> Vec<&str> {
    source.lines().filter(|line| line.starts_with('/') || line.trim_start().starts_with("::")).collect()
}
