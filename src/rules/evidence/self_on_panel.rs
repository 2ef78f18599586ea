//! Somebody who rated themselves, in what is no self-assessment.

use super::assessments;
use crate::finding::{Audience, Finding, Pointer, Severity};
use crate::progress::level::handles;
use crate::record::{Method, Person};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "self-on-panel",
    family: Family::Evidence,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "the person who is assessed, among those who rated",
    docs: Docs {
        finds: "The `assessors` of an assessment of another `method` than `self` hold the person whose \
                assessment it is, under the present handle or a former one. People who have left are not \
                looked at.",
        why: "Everybody may say how they see themselves, and `self` is there for it. A level is what others \
              have seen, and nobody can be both.",
        bad: Example {
            path: "people/ana/assessments/2026-11-21-panel.yaml",
            yaml: "method: panel\nassessors: [ana, ben, chi]",
        },
        good: Example {
            path: "people/ana/assessments/2026-11-21-panel.yaml",
            yaml: "method: panel\nassessors: [ben, chi]",
        },
        change: "Set its severity under `rules` in milepost.yaml.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let own = handles(person);
    for assessment in assessments(person, setting) {
        let method = assessment.data.method;
        if method == Method::SelfRating {
            continue;
        }
        for (index, assessor) in assessment.data.assessors.iter().enumerate() {
            if !own.contains(assessor) {
                continue;
            }
            let message = format!("`{assessor}` is assessed here, and is among those who rated");
            findings.push(
                RULE.finding(assessment.value(Pointer::from("/assessors").index(index)), message)
                    .label("the person who is assessed")
                    .related(assessment.value("/method"), format!("a {method} assessment is by others"))
                    .help("take the handle out; the own view belongs in an assessment with `method: self`"),
            );
        }
    }
}
