//! An entry that shows nothing of what it tells of.

use super::entries;
use crate::finding::{Audience, Finding, Severity};
use crate::record::Person;
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "missing-evidence",
    family: Family::Evidence,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "an entry with neither a link, nor a text beside it, nor a reason for having none",
    docs: Docs {
        finds: "A portfolio entry has no `links`, no text beside it (a file of the same name that ends in \
                `.md`) and no `no_link`. Entries of every type are looked at; those of people who have left \
                are not.",
        why: "An entry is what a mentor and a panel go by. A link lets them see the work itself; where that \
              is not possible, a sentence that says why is enough.",
        bad: Example {
            path: "people/ana/portfolio/2026-11-20-retry-queue.yaml",
            yaml: "date: 2026-11-20\ntitle: Ported the retry queue to tokio\ntype: project",
        },
        good: Example {
            path: "people/ana/portfolio/2026-11-20-retry-queue.yaml",
            yaml: "date: 2026-11-20\ntitle: Ported the retry queue to tokio\ntype: project\n\
                   links: [https://git.example.com/payments/worker/pull/412]",
        },
        change: "Set its severity under `rules` in milepost.yaml.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for entry in entries(person, setting) {
        let shown = !entry.data.links.is_empty() || person.companions.contains_key(&entry.id);
        if shown || entry.data.no_link.is_some() {
            continue;
        }
        findings.push(
            RULE.finding(entry.key("/title"), "nothing shows what this entry tells of")
                .label("no link, and no text beside it")
                .help(format!(
                    "add `links`, or write about it in {}.md; if there can be no link, say why in `no_link`",
                    entry.id
                )),
        );
    }
}
