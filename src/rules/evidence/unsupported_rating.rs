//! A high rating that nothing supports.

use super::assessments;
use crate::finding::{Audience, Finding, Pointer, Severity};
use crate::record::{Cycle, Method, Person};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "unsupported-rating",
    family: Family::Evidence,
    severity: Severity::Warning,
    audience: Audience::Shared,
    dated: false,
    summary: "a rating at proficiency or above, with neither evidence nor rubric",
    docs: Docs {
        finds: "A rating at or above the skill's `proficient_from` has no `evidence`, no `rubric` and no \
                `score`. Self-assessments are left alone, because they are a claim, and so is the `baseline` \
                that people start with, because nothing may be written down yet. People who have left are \
                not looked at.",
        why: "From this level on, somebody is trusted to work alone. What that rests on should be there to \
              read, for the person and for the next panel.",
        bad: Example {
            path: "people/ana/assessments/2026-11-21-panel.yaml",
            yaml: "cycle: review\nratings:\n  - {skill: async-rust, rating: 3}",
        },
        good: Example {
            path: "people/ana/assessments/2026-11-21-panel.yaml",
            yaml: "cycle: review\nratings:\n  - skill: async-rust\n    rating: 3\n    \
                   evidence: [2026-11-20-retry-queue]",
        },
        change: "Set `proficient_from` of the skill, or the severity under `rules` in milepost.yaml.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for assessment in assessments(person, setting) {
        if assessment.data.method == Method::SelfRating || assessment.data.cycle == Cycle::Baseline {
            continue;
        }
        for (index, rating) in assessment.data.ratings.iter().enumerate() {
            let supported =
                !rating.evidence.is_empty() || !rating.rubric.is_empty() || rating.score.is_some();
            let Some(skill) = setting.framework.skills.get(&rating.skill).filter(|_| !supported) else {
                continue;
            };
            if rating.rating < skill.data.proficient_from {
                continue;
            }
            let message =
                format!("nothing supports this rating of `{}`, which counts as proficient", skill.id);
            findings.push(
                RULE.finding(assessment.value(Pointer::from("/ratings").index(index).key("rating")), message)
                    .label("neither `evidence` nor `rubric`")
                    .related(skill.value("/proficient_from"), "proficient from here on")
                    .help(
                        "name the entries that show it, as `evidence`, or the level by criterion, as \
                         `rubric`",
                    ),
            );
        }
    }
}
