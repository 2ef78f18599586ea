//! A target more than one level above the start.

use crate::finding::{Audience, Finding, Severity};
use crate::progress::goal::{StartingLevel, starting_level};
use crate::progress::level::{Levels, defined_levels, steps_between};
use crate::record::{GoalStatus, Person};
use crate::rules::goal::{goals, starting_level_in_words};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "overreaching-goal",
    family: Family::Goal,
    severity: Severity::Warning,
    audience: Audience::Shared,
    dated: false,
    summary: "a target more than one level above the start",
    docs: Docs {
        finds: "The `target` of an active goal is more than one defined level above the level at the \
                goal's start: the assessed level on that day, else `from`. Levels that the skill does not \
                define are not counted. Where the starting level is unknown, or the target is not \
                defined, the rule is silent. Drafts, done and dropped goals are left alone.",
        why: "Two levels in one goal is a plan that usually fails, and failing discourages. One level at \
              a time gives a success to build on.",
        bad: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "skill: async-rust\nfrom: 1\ntarget: 3",
        },
        good: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "skill: async-rust\nfrom: 1\ntarget: 2",
        },
        change: "Set its severity under `rules` in milepost.yaml.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let limits = setting.limits;
    let skills = &setting.framework.skills;
    let levels = Levels::of(person, skills, limits);
    for goal in goals(person, setting, &[GoalStatus::Active]) {
        let Some((skill, target)) = goal.data.skill.as_deref().zip(goal.data.target) else { continue };
        let Some(skill) = skills.get(skill) else { continue };
        let Some(starting) = starting_level(goal, &levels).map(StartingLevel::level) else { continue };
        // The next number is at most one level more, whichever are defined: no set is built for it.
        if target.0 <= starting.0.saturating_add(1) {
            continue;
        }
        let defined = defined_levels(&skill.data, &limits.scale);
        if !defined.contains(&target) || steps_between(starting, target, &defined) <= 1 {
            continue;
        }
        let place = starting_level_in_words(&goal.data, starting);
        let mut finding = RULE
            .finding(
                goal.value("/target"),
                format!("the target, level {target}, is more than one level above {place}"),
            )
            .label("more than one step")
            .help(format!("aim at the next level first, and at level {target} in a goal after it"));
        if goal.data.from == Some(starting) {
            finding = finding.related(goal.value("/from"), "the goal starts from here");
        }
        findings.push(finding);
    }
}
