//! A remediation or a retest that belongs to something else.

use crate::finding::{Audience, Finding, Pointer, Severity};
use crate::progress::present_id;
use crate::record::{Assessment, Cycle, Outcome, Person, Record, Records, Remediation, Skill};
use crate::rules::credential::remediations;
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "invalid-remediation",
    family: Family::Credential,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "a remediation or a retest that belongs to something else",
    docs: Docs {
        finds: "The `assessment` of a remediation has no rating of its `skill`, or none whose `result` is \
                `not-yet`; or its `retest` is the same assessment, has no rating of the skill, or is not \
                of cycle `retest`. Assessments that cannot be found or read are left to other rules.",
        why: "A remediation helps somebody over one particular hurdle. Tied to the wrong record it helps \
              nobody, and the figures of second tries are wrong.",
        bad: Example {
            path: "people/ana/remediations/2026-11-23-async-rust.yaml",
            yaml: "# the panel says `result: met`\nassessment: 2026-11-21-panel\nskill: async-rust",
        },
        good: Example {
            path: "people/ana/remediations/2026-11-23-async-rust.yaml",
            yaml: "# the review says `result: not-yet`\nassessment: 2026-11-14-review\nskill: async-rust",
        },
        change: "Set its severity under `rules` in milepost.yaml.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let skills = &setting.framework.skills;
    for remediation in remediations(person, setting) {
        if let Some(assessment) = person.assessments.get(&remediation.data.assessment) {
            findings.extend(wrong_start(remediation, assessment, skills));
        }
        let retest = remediation.data.retest.as_ref().and_then(|id| person.assessments.get(id));
        if let Some(retest) = retest {
            findings.extend(wrong_retest(remediation, retest, skills));
        }
    }
}

/// The places among the ratings of `assessment` that are of the remediation's skill.
fn ratings_of_skill<'a>(
    assessment: &'a Record<Assessment>,
    remediation: &Remediation,
    skills: &'a Records<Skill>,
) -> Vec<(usize, Option<Outcome>)> {
    let skill = present_id(skills, &remediation.skill);
    let ratings = assessment.data.ratings.iter().enumerate();
    ratings
        .filter(|(_, rating)| present_id(skills, &rating.skill) == skill)
        .map(|(index, rating)| (index, rating.result))
        .collect()
}

fn wrong_start(
    remediation: &Record<Remediation>,
    assessment: &Record<Assessment>,
    skills: &Records<Skill>,
) -> Option<Finding> {
    let Remediation { skill, assessment: id, .. } = &remediation.data;
    let ratings = ratings_of_skill(assessment, &remediation.data, skills);
    let Some((index, _)) = ratings.first() else {
        // A skill that does not exist is a finding of its own.
        return skills.contains(skill).then(|| {
            RULE.finding(
                remediation.value("/skill"),
                format!("the assessment `{id}` has no rating of `{skill}`"),
            )
            .label("not rated there")
            .related(assessment.key("/ratings"), "its ratings")
            .help("name the skill that was rated, or the assessment in which this one was")
        });
    };
    if ratings.iter().any(|(_, result)| *result == Some(Outcome::NotYet)) {
        return None;
    }
    let place = Pointer::from("/ratings").index(*index);
    let related = match ratings.first() {
        Some((_, Some(_))) => (assessment.value(place.key("result")), "its result"),
        Some((_, None)) | None => (assessment.value(place.key("skill")), "this rating has no result"),
    };
    Some(
        RULE.finding(
            remediation.value("/assessment"),
            format!("the rating of `{skill}` in `{id}` is not `not-yet`, so there is nothing to make up for"),
        )
        .label("no `not-yet` there")
        .related(related.0, related.1)
        .help("name the assessment whose rating says `result: not-yet`, or take the remediation out"),
    )
}

fn wrong_retest(
    remediation: &Record<Remediation>,
    retest: &Record<Assessment>,
    skills: &Records<Skill>,
) -> Option<Finding> {
    let Remediation { skill, assessment, .. } = &remediation.data;
    let finding =
        |message: String, label: &str| RULE.finding(remediation.value("/retest"), message).label(label);
    let id = &retest.id;
    if id == assessment {
        return Some(
            finding(format!("`{id}` is the assessment that led to this remediation, not the retest"), "the first try")
                .related(remediation.value("/assessment"), "named here already")
                .help("name the assessment that came after the remediation, or leave `retest` out until there is one"),
        );
    }
    if ratings_of_skill(retest, &remediation.data, skills).is_empty() {
        return skills.contains(skill).then(|| {
            finding(format!("the retest `{id}` has no rating of `{skill}`"), "of other skills")
                .related(retest.key("/ratings"), "its ratings")
                .help(format!("name the retest in which `{skill}` was rated"))
        });
    }
    (retest.data.cycle != Cycle::Retest).then(|| {
        finding(
            format!("the assessment `{id}` is of cycle `{}`, not `retest`", retest.data.cycle.name()),
            "not a retest",
        )
        .related(retest.value("/cycle"), "its cycle")
        .help("if it was the retest, write `cycle: retest` in it; else name the one that was")
    })
}
