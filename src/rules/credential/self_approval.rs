//! An award that its own person approves.

use crate::finding::{Audience, Finding, Pointer, Severity};
use crate::progress::approval::is_own;
use crate::record::Person;
use crate::rules::credential::awards;
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "self-approval",
    family: Family::Credential,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "an award that its own person approves",
    docs: Docs {
        finds: "The person who earned an award is among its `approved_by`, under the present or a former \
                handle. Revoked awards are left alone.",
        why: "An award is worth something because somebody else looked at the work.",
        bad: Example {
            path: "people/ana/awards/2026-12-11-async-owner.yaml",
            yaml: "credential: async-owner\ndate: 2026-12-11\napproved_by: [ana, ben]",
        },
        good: Example {
            path: "people/ana/awards/2026-12-11-async-owner.yaml",
            yaml: "credential: async-owner\ndate: 2026-12-11\napproved_by: [ben, chi]",
        },
        change: "Set its severity under `rules` in milepost.yaml.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for award in awards(person, setting) {
        for (index, handle) in award.data.approved_by.iter().enumerate() {
            if !is_own(person, handle) {
                continue;
            }
            let earned = if *handle == person.handle {
                format!("`{handle}` earned this award")
            } else {
                format!("`{handle}` is a former handle of `{}`, who earned this award", person.handle)
            };
            findings.push(
                RULE.finding(
                    award.value(Pointer::from("/approved_by").index(index)),
                    format!("{earned}, so the approval has to come from somebody else"),
                )
                .label("the person's own approval")
                .help("take it out, and name those who looked at the work"),
            );
        }
    }
}
