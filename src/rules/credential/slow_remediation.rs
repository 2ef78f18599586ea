//! A remediation that takes longer than the policy allows.

use crate::finding::{Audience, Finding, Severity};
use crate::record::Person;
use crate::rules::credential::remediations;
use crate::rules::wording::days;
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "slow-remediation",
    family: Family::Credential,
    severity: Severity::Warning,
    audience: Audience::Shared,
    dated: false,
    summary: "a remediation that takes longer than the policy allows",
    docs: Docs {
        finds: "A remediation is `due` more than `remediation.days` (60 unless the policy says otherwise) \
                after its `start`. Exactly so many days are fine. Remediations that have a `retest` are \
                left alone: they are over.",
        why: "The gap is smallest while the first try is fresh. A plan of many months loses the people in \
              it; two short ones do not.",
        bad: Example {
            path: "people/ana/remediations/2026-11-16-async-rust.yaml",
            yaml: "start: 2026-11-16\ndue: 2027-03-31",
        },
        good: Example {
            path: "people/ana/remediations/2026-11-16-async-rust.yaml",
            yaml: "start: 2026-11-16\ndue: 2027-01-08",
        },
        change: "Set `remediation.days` in milepost.yaml, or the severity under `rules`.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let limit = setting.policy.limits.remediation_days;
    for remediation in remediations(person, setting).filter(|record| record.data.retest.is_none()) {
        let (start, due) = (remediation.data.start, remediation.data.due);
        let last = start.plus_days(limit);
        if due <= last {
            continue;
        }
        findings.push(
            RULE.finding(
                remediation.value("/due"),
                format!("the second try is due on {due}, and the last day that the policy allows is {last}"),
            )
            .label(format!("{} after the start", days(start.days_until(due))))
            .related(
                remediation.value("/start"),
                format!("it starts here; the policy allows {}", days(limit)),
            )
            .help(format!(
                "write {last} or an earlier day; if more is to be learned, plan a first part of it"
            )),
        );
    }
}
