//! Learning of which is not told what was learned.

use super::entries;
use crate::finding::{Audience, Finding, Severity};
use crate::record::{EntryType, Person};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "missing-reflection",
    family: Family::Evidence,
    severity: Severity::Note,
    audience: Audience::Shared,
    dated: false,
    summary: "a course, workshop, reading or journal that does not say what was learned",
    docs: Docs {
        finds: "An entry of the type `course`, `workshop`, `reading` or `journal` has no `learned` and no \
                text beside it (a file of the same name that ends in `.md`). People who have left are not \
                looked at.",
        why: "Having taken part shows little. One sentence about what was learned makes it stay, and tells \
              the mentor where to go on.",
        bad: Example {
            path: "people/ana/portfolio/2026-10-20-tokio.yaml",
            yaml: "title: Two days of tokio\ntype: workshop",
        },
        good: Example {
            path: "people/ana/portfolio/2026-10-20-tokio.yaml",
            yaml: "title: Two days of tokio\ntype: workshop\n\
                   learned: A dropped future is a cancelled one, so every await is a possible end",
        },
        change: "Set its severity under `rules` in milepost.yaml.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for entry in entries(person, setting).filter(|entry| teaches(entry.data.kind)) {
        if entry.data.learned.is_some() || person.companions.contains_key(&entry.id) {
            continue;
        }
        let message = format!("this {} does not say what was learned", what(entry.data.kind));
        findings.push(
            RULE.finding(entry.value("/type"), message)
                .label("no `learned`")
                .help(format!("add a sentence as `learned`, or write about it in {}.md", entry.id)),
        );
    }
}

/// Whether somebody is taught something in learning of this type.
fn teaches(kind: EntryType) -> bool {
    match kind {
        EntryType::Course | EntryType::Workshop | EntryType::Reading | EntryType::Journal => true,
        EntryType::Micro
        | EntryType::Project
        | EntryType::Pairing
        | EntryType::Mentoring
        | EntryType::Talk
        | EntryType::Rotation => false,
    }
}

/// What one entry of the type is called.
fn what(kind: EntryType) -> &'static str {
    if kind == EntryType::Journal { "note" } else { kind.name() }
}
