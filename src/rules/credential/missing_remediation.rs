//! A skill that was not there yet, and no plan for a second try.

use crate::finding::{Audience, Finding, Pointer, Severity};
use crate::progress::second_try::unplanned;
use crate::record::Person;
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "missing-remediation",
    family: Family::Credential,
    severity: Severity::Warning,
    audience: Audience::Owner,
    dated: false,
    summary: "a rating that is not there yet, and no plan for a second try",
    docs: Docs {
        finds: "The latest rating of a skill with `result: not-yet` is not the `assessment` of any \
                remediation of that skill. A later rating of the skill without `not-yet`, also one of \
                the same day, settles it; so does an earlier remediation of the skill that still runs, \
                with no `retest` and a `due` that is not before the assessment. Self assessments are not \
                looked at. Only the person sees this, in their own terminal. While one of the person's \
                assessments or remediations cannot be read, the rule is silent, because it might be the \
                one.",
        why: "Not there yet is a normal answer. With somebody who helps and a date for the second try it \
              is the beginning of getting there; without a plan it is only a verdict.",
        bad: Example {
            path: "people/ana/assessments/2026-11-14-review.yaml",
            yaml: "# with no remediation\nratings:\n  - {skill: async-rust, rating: 2, result: not-yet}",
        },
        good: Example {
            path: "people/ana/remediations/2026-11-16-async-rust.yaml",
            yaml: "assessment: 2026-11-14-review\nskill: async-rust\nmentor: ben\n\
                   actions: [Pair on the retry queue twice a week]\nstart: 2026-11-16\ndue: 2027-01-08",
        },
        change: "Set its severity under `rules` in milepost.yaml. Who sees it is fixed: it is between the \
                 person and their plan.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    if setting.has_left(person) {
        return;
    }
    for rated in unplanned(person, &setting.framework.skills) {
        findings.push(
            RULE.finding(
                rated.assessment.value(Pointer::from("/ratings").index(rated.index).key("result")),
                format!(
                    "`{}` was not there yet on {}, and there is no plan for a second try",
                    rated.rating.skill,
                    rated.date()
                ),
            )
            .label("no remediation for this")
            .help(format!(
                "write a remediation with `assessment: {}` and `skill: {}`: who helps, what will be done, \
                 and until when",
                rated.assessment.id, rated.rating.skill
            )),
        );
    }
}
