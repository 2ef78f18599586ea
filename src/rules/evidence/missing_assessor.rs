//! An assessment by nobody.

use super::assessments;
use crate::finding::{Audience, Finding, Pointer, Severity};
use crate::record::{Method, Person, Rating};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "missing-assessor",
    family: Family::Evidence,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "an assessment that does not say who rated",
    docs: Docs {
        finds: "An assessment of another `method` than `self` has no `assessors`. A technical one needs none \
                where every rating has a `score`: then the test has rated. People who have left are not \
                looked at.",
        why: "A level is what somebody else has seen. Without a name nobody can be asked about it, and the \
              rating counts for nothing.",
        bad: Example {
            path: "people/ana/assessments/2026-11-21-peer.yaml",
            yaml: "method: peer\nratings:\n  - {skill: async-rust, rating: 3}",
        },
        good: Example {
            path: "people/ana/assessments/2026-11-21-peer.yaml",
            yaml: "method: peer\nassessors: [ben]\nratings:\n  - {skill: async-rust, rating: 3}",
        },
        change: "Set its severity under `rules` in milepost.yaml. Such ratings count for nothing all the \
                 same.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for assessment in assessments(person, setting).filter(|record| record.data.assessors.is_empty()) {
        let method = assessment.data.method;
        let finding = |message: &str, help: &str| {
            RULE.finding(assessment.value("/method"), message).label("by nobody, as it stands").help(help)
        };
        match method {
            Method::SelfRating => {}
            Method::Technical => {
                let unscored = |rating: &Rating| rating.score.is_none();
                let Some(first) = assessment.data.ratings.iter().position(unscored) else { continue };
                let place = assessment.key(Pointer::from("/ratings").index(first).key("skill"));
                let message =
                    "the technical assessment names nobody who rated, and not every rating has a score";
                let help =
                    "add the handles of those who rated, as `assessors`, or the `score` of each rating";
                findings.push(finding(message, help).related(place, "no score here"));
            }
            Method::Peer | Method::Mentor | Method::Manager | Method::Panel => {
                let message = format!("the {method} assessment does not say who rated");
                let help = "add the handles of those who rated, as `assessors`, or write `method: self` if it \
                            is the own view";
                findings.push(finding(&message, help));
            }
        }
    }
}
