//! Work whose decisions are not told.

use super::entries;
use crate::finding::{Audience, Finding, Severity};
use crate::record::{EntryType, Person};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "missing-decision",
    family: Family::Evidence,
    severity: Severity::Warning,
    audience: Audience::Shared,
    dated: false,
    summary: "a project, talk or rotation that does not say what was decided and why",
    docs: Docs {
        finds: "An entry of the type `project`, `talk` or `rotation` has no `decision` and no text beside it \
                (a file of the same name that ends in `.md`). People who have left are not looked at.",
        why: "What somebody chose over what, and why, shows more of a skill than the result does. It is also \
              what colleagues look for a year later.",
        bad: Example {
            path: "people/ana/portfolio/2026-11-20-retry-queue.yaml",
            yaml: "title: Ported the retry queue to tokio\ntype: project",
        },
        good: Example {
            path: "people/ana/portfolio/2026-11-20-retry-queue.yaml",
            yaml: "title: Ported the retry queue to tokio\ntype: project\n\
                   decision: Bounded channels over a semaphore, for back-pressure",
        },
        change: "Set its severity under `rules` in milepost.yaml.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for entry in entries(person, setting).filter(|entry| has_decisions(entry.data.kind)) {
        if entry.data.decision.is_some() || person.companions.contains_key(&entry.id) {
            continue;
        }
        let message = format!("this {} does not say what was decided, and why", entry.data.kind);
        findings.push(RULE.finding(entry.value("/type"), message).label("no `decision`").help(format!(
            "add what was chosen over what, and why, as `decision`, or write about it in {}.md",
            entry.id
        )));
    }
}

/// Whether somebody decides something in learning of this type.
#[must_use]
pub fn has_decisions(kind: EntryType) -> bool {
    match kind {
        EntryType::Project | EntryType::Talk | EntryType::Rotation => true,
        EntryType::Micro
        | EntryType::Course
        | EntryType::Workshop
        | EntryType::Pairing
        | EntryType::Mentoring
        | EntryType::Reading
        | EntryType::Journal => false,
    }
}
