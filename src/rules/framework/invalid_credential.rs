//! A certification that speaks for no skill.

use crate::finding::{Audience, Finding, Severity};
use crate::record::CredentialKind;
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "invalid-credential",
    family: Family::Framework,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "a certification that names no skill",
    docs: Docs {
        finds: "A credential of kind `certification` without `skills`. Micro-credentials may do without: \
                their evidence is the work itself.",
        why: "A certificate shows that an examination was passed. Whether the skill is used at work as well \
              is looked up by skill, and for a certification without skills it cannot be.",
        bad: Example {
            path: "framework/credentials/rust-associate.yaml",
            yaml: "name: Rust associate\nkind: certification\ncriteria: Passes the examination.",
        },
        good: Example {
            path: "framework/credentials/rust-associate.yaml",
            yaml: "name: Rust associate\nkind: certification\ncriteria: Passes the examination.\nskills: [rust]",
        },
        change: "Name the skills that the examination is about. The rule has no limit to set.",
    },
    checks: &[Check::Framework(check)],
};

fn check(setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for credential in setting.framework.credentials.iter() {
        if credential.data.kind == CredentialKind::Certification && credential.data.skills.is_empty() {
            findings.push(
                RULE.finding(
                    credential.value("/kind"),
                    "a certification has to name the skills that it speaks for, but this one names none",
                )
                .help("add `skills: […]` with the skills that the examination is about"),
            );
        }
    }
}
