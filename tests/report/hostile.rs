//! Whatever people write, the comment has the links and the shape that it would have anyway.

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};

use super::reported;

pub(super) const TEXT: &str = "@ben #12 ![i](https://x.example/i.png) <b onclick=x>x</b> [l](https://x.example) </details> | www.x.example $x$ ``` 1. - [x]";

/// Records with `TEXT` in every place that takes text.
fn change() -> String {
    let quoted = format!("\"{}\"", TEXT.replace('"', "\\\""));
    "--- people/ana/profile.yaml
role: backend-engineer
tier: mid
discipline: backend
started: 2025-03-03
name: TEXT
mentors: [ben, chi]
aspiration: {text: TEXT}
target: {role: backend-engineer, tier: senior}
--- people/ana/goals/2026-10-05-async-rust.yaml
title: TEXT
skill: async-rust
target: 3
measure: TEXT
why: {project: TEXT, outcome: TEXT}
deadline: 2026-12-19
application: {what: TEXT, where: TEXT}
moved_because: TEXT
--- people/ana/goals/2026-10-06-other.yaml
title: TEXT
modules: [tokio-workshop]
measure: TEXT
why: {project: TEXT, outcome: TEXT}
deadline: 2026-12-19
application: {what: TEXT}
status: dropped
reason: TEXT
--- people/ana/goals/2026-11-07-next.yaml
title: TEXT
modules: [tokio-workshop]
measure: TEXT
why: {project: TEXT, outcome: TEXT}
deadline: 2026-12-20
application: {what: TEXT}
--- people/ana/portfolio/2026-11-20-retry-queue.yaml
date: 2026-11-20
title: TEXT
type: project
skills: [async-rust]
goal: 2026-10-05-async-rust
links: [\"javascript:alert(1)\", TEXT]
decision: TEXT
applied: {outcome: TEXT, where: TEXT}
observed: {by: chi, note: TEXT}
--- people/ana/portfolio/2026-11-20-retry-queue.md
TEXT

TEXT
--- people/ana/assessments/2026-11-21-panel.yaml
date: 2026-11-21
method: panel
cycle: review
assessors: [ben, chi]
note: TEXT
ratings:
  - skill: async-rust
    rating: 3
    rubric: {design: 3}
    evidence: [2026-11-20-retry-queue]
    note: TEXT
--- framework/skills/async-rust.yaml
name: TEXT
kind: technical
proficient_from: 3
reviewed: 2026-10-01
levels:
  2: TEXT
  3: TEXT
rubric:
  design: TEXT
  \"[l](https://x.example) @ben\": TEXT
--- teams/payments.yaml
name: TEXT
needs: [{skill: rust, level: 2, people: 1, driver: TEXT}]
--- milepost.yaml
version: 1
name: TEXT
scale:
  - {level: 2, label: \"@ben ![i](https://x.example)\"}
  - {level: 3, label: \"#12 <b>x</b>\", description: TEXT}
+++ remove programs/autumn.yaml
"
    .replace("TEXT", &quoted)
}

#[derive(Default)]
pub(crate) struct Seen {
    pub(crate) links: Vec<String>,
    pub(crate) html: Vec<String>,
    pub(crate) images: usize,
    pub(crate) text: String,
    pub(crate) fences: usize,
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the parser's kinds, of which most are harmless")]
fn visit<'a>(node: &'a AstNode<'a>, seen: &mut Seen) {
    match &node.data.borrow().value {
        NodeValue::Link(link) => seen.links.push(link.url.clone()),
        NodeValue::Image(_) => seen.images += 1,
        NodeValue::HtmlBlock(html) => seen.html.push(html.literal.trim().to_owned()),
        NodeValue::HtmlInline(html) => seen.html.push(html.clone()),
        NodeValue::CodeBlock(_) => seen.fences += 1,
        NodeValue::Text(text) => seen.text.push_str(text),
        _ => {}
    }
    for child in node.children() {
        visit(child, seen);
    }
}

pub(crate) fn read(markdown: &str) -> Seen {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.extension.strikethrough = true;
    options.extension.footnotes = true;
    let arena = Arena::new();
    let mut seen = Seen::default();
    visit(parse_document(&arena, markdown, &options), &mut seen);
    seen
}

#[test]
fn hostile_texts_in_every_field_stay_text() {
    let shown = reported("", &change());
    for part in ["Removed by this change", "Dates that move", "For the reviewer", "Timeline"] {
        shown.says(part);
    }
    assert!(shown.list("rows").len() >= 6, "{}", shown.markdown);
    assert_eq!(shown.list("shared").len(), 3, "{}", shown.markdown);
    let seen = read(&shown.markdown);
    assert_eq!(seen.links, Vec::<String>::new());
    assert_eq!((seen.images, seen.fences), (0, 1));
    assert!(!seen.text.contains('@') && !seen.text.contains("#12"), "{}", seen.text);
    for html in &seen.html {
        let ours = ["<!-- milepost:pr", "<details>", "</details>", "<sub>", "</sub>"];
        assert!(ours.iter().any(|start| html.starts_with(start)) && !html.contains("onclick"), "{html}");
    }
    assert_eq!(shown.markdown.matches("\n<details>").count(), shown.markdown.matches("\n</details>").count());
}
