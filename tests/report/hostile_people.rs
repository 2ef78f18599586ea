//! Whatever people write, sheets and portfolios have the shape that they would have anyway.

use super::hostile::{TEXT, read};
use super::made::{Made, portfolio, sheet, world};

/// Records of Ana with `text` in every place that takes text.
pub(crate) fn change(text: &str) -> String {
    let quoted = format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    "--- people/ana/profile.yaml
role: backend-engineer
tier: mid
discipline: backend
started: 2025-03-03
name: TEXT
team: payments
programs: [autumn]
mentors: [ben, chi]
aspiration: {text: TEXT, skills: [async-rust]}
target: {role: backend-engineer, tier: senior}
--- people/chi/profile.yaml
role: backend-engineer
tier: senior
discipline: frontend
started: 2023-01-09
name: TEXT
offers: [rust]
--- people/ana/goals/2026-10-05-async-rust.yaml
title: TEXT
skill: async-rust
target: 3
modules: [tokio-workshop]
credential: async-owner
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
status: dropped
reason: TEXT
--- people/ana/goals/2026-01-07-done.yaml
title: TEXT
skill: async-rust
target: 3
measure: TEXT
why: {project: TEXT, outcome: TEXT}
deadline: 2026-11-19
status: done
completed: 2026-11-18
--- people/ana/goals/2026-11-07-draft.yaml
title: TEXT
modules: [tokio-workshop]
measure: TEXT
why: {project: TEXT}
deadline: 2026-12-20
status: draft
--- people/ana/portfolio/2026-11-20-retry-queue.yaml
date: 2026-11-20
title: TEXT
type: project
skills: [async-rust]
goal: 2026-01-07-done
module: tokio-workshop
links: [\"javascript:alert(1)\", TEXT]
decision: TEXT
learned: TEXT
applied: {outcome: TEXT, where: TEXT}
observed: {by: chi, note: TEXT}
feedback: {useful: 4, missing: TEXT}
--- people/ana/portfolio/2026-11-20-retry-queue.md
# TEXT

TEXT

- TEXT

```
TEXT
```
--- people/ana/assessments/2026-11-21-panel.yaml
date: 2026-11-21
method: panel
cycle: review
assessors: [ben, chi]
note: TEXT
ratings:
  - skill: async-rust
    rating: 2
    note: TEXT
--- people/ana/remediations/2026-11-21-async.yaml
assessment: 2026-11-21-panel
skill: async-rust
mentor: chi
actions: [TEXT]
start: 2026-11-21
due: 2026-12-21
--- people/ana/awards/2026-11-01-owner.yaml
credential: async-owner
date: 2026-11-01
certificate: {id: TEXT, url: \"javascript:alert(1)\"}
--- framework/skills/async-rust.yaml
name: TEXT
kind: technical
proficient_from: 2
--- framework/modules/tokio-workshop.yaml
name: TEXT
format: workshop
teaches: [{skill: async-rust, level: 2}]
--- framework/credentials/async-owner.yaml
name: TEXT
kind: certification
criteria: TEXT
issuer: TEXT
valid_months: 12
--- framework/roles/backend-engineer.yaml
name: TEXT
discipline: backend
path: [tokio-workshop]
tiers:
  - {id: mid, name: TEXT, requires: [{skill: rust, level: 2}]}
  - id: senior
    name: TEXT
    requires: [{skill: async-rust, level: 3, driver: TEXT}]
    electives: {choose: 1, from: [{skill: feedback, level: 1}]}
    credentials: [{credential: async-owner}]
--- teams/payments.yaml
name: TEXT
--- programs/autumn.yaml
name: TEXT
kind: cohort
start: 2026-09-01
end: 2026-12-18
--- milepost.yaml
version: 1
name: TEXT
scale:
  - {level: 2, label: \"@ben ![i](https://x.example)\"}
  - {level: 3, label: \"#12 <b>x</b>\"}
"
    .replace("TEXT", &quoted)
}

/// The names of a page's elements, in order, those of the lines of a badge left out: how many lines
/// there are depends on the name.
fn elements(html: &str) -> Vec<&str> {
    let tags = html.split('<').skip(1);
    let names = tags.filter_map(|tag| tag.split([' ', '>']).next());
    names.filter(|name| !name.ends_with("text")).collect()
}

fn both(text: &str) -> [Made; 2] {
    let basis = world(&change(text));
    [sheet(&basis, "ana"), portfolio(&basis, "ana")]
}

#[test]
fn hostile_texts_in_every_field_stay_text() {
    for shown in both(TEXT) {
        let seen = read(&shown.markdown);
        assert_eq!(seen.links, Vec::<String>::new());
        assert_eq!((seen.images, seen.fences), (0, 0), "{}", shown.markdown);
        assert!(!seen.text.contains('@') && !seen.text.contains("#12"), "{}", seen.text);
        for html in &seen.html {
            let ours = ["<details>", "</details>", "<sub>", "</sub>"];
            assert!(ours.iter().any(|start| html.starts_with(start)) && !html.contains("onclick"), "{html}");
        }
        for part in ["<a ", "<img", "onclick=x>", "<b "] {
            assert!(!shown.html.contains(part), "{part}: {}", shown.html);
        }
    }
}

#[test]
fn every_text_leaves_the_shape_as_it_is() {
    let long = "w".repeat(200);
    for text in [
        TEXT,
        "عدا السلام عليكم",
        "👩\u{200d}💻 日本語",
        "<script>alert(1)</script>",
        "a|b `c` \u{202e}d",
        &long,
    ] {
        for (shown, plain) in both(text).iter().zip(both("Z z")) {
            assert_eq!(elements(&shown.html), elements(&plain.html), "{text}");
            let (found, expected) = (read(&shown.markdown), read(&plain.markdown));
            assert_eq!(found.html, expected.html, "{text}");
            assert_eq!(shown.markdown.lines().count(), plain.markdown.lines().count(), "{text}");
        }
    }
}
