//! A name that something had before.

use super::resolution::{Answer, Resolver};
use crate::finding::{Audience, Certainty, Finding, Severity};
use crate::record::{Person, PlacedReference, RawPolicy, Record};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "former-reference",
    family: Family::Framework,
    severity: Severity::Note,
    audience: Audience::Shared,
    dated: false,
    summary: "a reference by an id or a handle that has changed since",
    docs: Docs {
        finds: "A reference by an id or a handle that another record lists under `formerly`.",
        why: "It still works, but whoever searches for the present id does not find it, and the old id can \
              never be given away.",
        bad: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "skill: tokio  # the skill async-rust says: formerly: [tokio]",
        },
        good: Example { path: "people/ana/goals/2026-10-05-async-rust.yaml", yaml: "skill: async-rust" },
        change: "Write the present id, which the finding names. To keep the old ids quietly, set `former-reference: off` under `rules` in milepost.yaml.",
    },
    checks: &[
        Check::Policy(check_policy),
        Check::Framework(check_framework),
        Check::Groups(check_groups),
        Check::Person(check_person),
    ],
};

fn check_policy(policy: &Record<RawPolicy>, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    check(policy.references(), &Resolver::new(setting, None), findings);
}

fn check_framework(setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    check(setting.framework.references(), &Resolver::new(setting, None), findings);
}

fn check_groups(setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    check(setting.groups.references(), &Resolver::new(setting, None), findings);
}

fn check_person(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    check(person.references(), &Resolver::new(setting, Some(person)), findings);
}

fn check<'a>(
    references: impl Iterator<Item = PlacedReference<'a>>,
    resolver: &Resolver<'_>,
    findings: &mut Vec<Finding>,
) {
    for placed in references.filter(|placed| resolver.may_be_former(placed.reference.referent)) {
        if let Answer::Former(present) = resolver.resolve(&placed.reference) {
            let message = format!("`{}` is now called `{present}`", placed.reference.id);
            findings.push(RULE.finding(placed.location(), message).label("a former id").replace(
                "write the present id",
                present,
                Certainty::Exact,
            ));
        }
    }
}
