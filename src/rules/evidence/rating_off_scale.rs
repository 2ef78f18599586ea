//! A rating with a level that does not exist.

use super::assessments;
use crate::finding::{Audience, Finding, Location, Pointer, Severity};
use crate::progress::level::defined_levels;
use crate::record::{Level, Person, Record, Skill};
use crate::rules::framework::phrases::list;
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "rating-off-scale",
    family: Family::Evidence,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "a rating with a level that the skill or the scale does not define",
    docs: Docs {
        finds: "A `rating`, or a level under `rubric`, is none that the skill defines. A skill defines the \
                levels under its `levels`, which may leave some out; without any, those of the policy's \
                `scale`. Ratings of skills that cannot be found or read, and assessments of people who have \
                left, are not looked at.",
        why: "Nobody can say what a level is that is described nowhere, so such a rating means nothing.",
        bad: Example {
            path: "people/ana/assessments/2026-11-21-panel.yaml",
            yaml: "ratings:\n  - {skill: async-rust, rating: 7}",
        },
        good: Example {
            path: "people/ana/assessments/2026-11-21-panel.yaml",
            yaml: "ratings:\n  - {skill: async-rust, rating: 3}",
        },
        change: "Write a level that is defined, or describe the level under `levels` of the skill or in \
                 `scale` in milepost.yaml.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for assessment in assessments(person, setting) {
        for (index, rating) in assessment.data.ratings.iter().enumerate() {
            let Some(skill) = setting.framework.skills.get(&rating.skill) else { continue };
            let is_defined = |level| is_defined(skill, level, setting);
            let item = || Pointer::from("/ratings").index(index);
            if !is_defined(rating.rating) {
                findings.push(finding(assessment.value(item().key("rating")), skill, rating.rating, setting));
            }
            for (criterion, level) in rating.rubric.iter().filter(|(_, level)| !is_defined(**level)) {
                let location = assessment.value(item().key("rubric").key(criterion));
                findings.push(finding(location, skill, *level, setting));
            }
        }
    }
}

/// Most levels are defined: no set is built for them.
fn is_defined(skill: &Record<Skill>, level: Level, setting: &Setting<'_>) -> bool {
    let own = &skill.data.levels;
    if own.is_empty() { setting.limits.scale.contains(&level) } else { own.contains_key(&level) }
}

/// Does not name the level: where a change takes it from the skill, the rating is somebody else's.
fn finding(location: Location, skill: &Record<Skill>, level: Level, setting: &Setting<'_>) -> Finding {
    let defined = list(defined_levels(&skill.data, &setting.limits.scale).iter().map(Level::to_string));
    let (id, own) = (&skill.id, !skill.data.levels.is_empty());
    if setting.earlier.is_some_and(|earlier| earlier.had_level(skill, level)) {
        return lost(location, skill, &defined);
    }
    if own {
        RULE.finding(location, format!("`{id}` has no such level; its levels are {defined}"))
            .label("not a level of this skill")
            .related(skill.key("/levels"), "the levels of this skill")
            .help("write one of these levels, or describe the new one in the skill")
    } else {
        RULE.finding(location, format!("`{id}` has no such level; the levels of the scale are {defined}"))
            .label("not a level of the scale")
            .help("write one of these levels, or add the new one to `scale` in milepost.yaml")
    }
}

/// A level that the change takes away. Whoever was rated has nothing to mend.
fn lost(location: Location, skill: &Record<Skill>, defined: &str) -> Finding {
    let (id, own) = (&skill.id, !skill.data.levels.is_empty());
    let (what, kept) = if own {
        (format!("`{id}`"), "the skill")
    } else {
        ("the scale".to_owned(), "`scale` in milepost.yaml")
    };
    let message =
        format!("this change takes the level of this rating out of {what}, which now has {defined}");
    let finding = RULE
        .finding(location, message)
        .label("a level that is gone")
        .help(format!("keep the level in {kept} and reword it: assessments stay as they were written"));
    if own { finding.related(skill.key("/levels"), "the levels of this skill") } else { finding }
}
