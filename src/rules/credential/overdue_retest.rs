//! A second try that did not take place in time.

use crate::finding::{Audience, Finding, Severity};
use crate::progress::presence::Presence;
use crate::progress::second_try::SecondTries;
use crate::record::Person;
use crate::rules::credential::remediations;
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "overdue-retest",
    family: Family::Credential,
    severity: Severity::Warning,
    audience: Audience::Owner,
    dated: true,
    summary: "a second try that did not take place in time",
    docs: Docs {
        finds: "The `due` day of a remediation has passed, and it has no `retest`; the day itself is fine. \
                An assessment of the skill after the start of the remediation, by somebody else, that is \
                of cycle `retest` or says `result: met` counts as the second try, also where it is not \
                named. Only the person sees this, in their own terminal. While one of the person's \
                assessments cannot be read, the rule is silent, because it might be the one. People who \
                are away, or have not started, are not reminded.",
        why: "The practice was done for the second try. Often it only takes somebody to find a date.",
        bad: Example {
            path: "people/ana/remediations/2026-11-16-async-rust.yaml",
            yaml: "# on 2027-01-09, with no assessment since\nstart: 2026-11-16\ndue: 2027-01-08",
        },
        good: Example {
            path: "people/ana/remediations/2026-11-16-async-rust.yaml",
            yaml: "start: 2026-11-16\ndue: 2027-01-08\nretest: 2027-01-06-retest",
        },
        change: "Set its severity under `rules` in milepost.yaml. Who sees it is fixed: it is between the \
                 person and their plan.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let (today, skills) = (setting.today, &setting.framework.skills);
    if !Presence::of(person.profile(), today).is_present() {
        return;
    }
    let mut overdue = remediations(person, setting).filter(|record| record.data.due < today).peekable();
    if overdue.peek().is_none() {
        return;
    }
    let tries = SecondTries::of(person, skills);
    for remediation in overdue.filter(|record| tries.is_open(&record.data)) {
        let (skill, due) = (&remediation.data.skill, remediation.data.due);
        findings.push(
            RULE.finding(
                remediation.value("/due"),
                format!("the second try in `{skill}` was due on {due}, and no assessment shows it"),
            )
            .label("this day has passed")
            .help(
                "if it took place, write the assessment and its id here as `retest`; if it takes longer, \
                 agree on another day with whoever helps, and write it as `due`",
            ),
        );
    }
}
