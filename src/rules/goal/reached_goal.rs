//! A target that was reached before the goal began.

use crate::finding::{Audience, Finding, Severity};
use crate::progress::goal::{StartingLevel, starting_level};
use crate::progress::level::Levels;
use crate::record::Person;
use crate::rules::goal::{UNDERWAY, goals, starting_level_in_words};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "reached-goal",
    family: Family::Goal,
    severity: Severity::Warning,
    audience: Audience::Shared,
    dated: false,
    summary: "a target that was reached before the goal began",
    docs: Docs {
        finds: "The `target` of an active or done goal is at or below the level at the goal's start: the \
                assessed level on that day, else `from`. Where the starting level is unknown, the rule is \
                silent. A goal that also aims at a `credential` is left alone, because renewing one asks \
                for a level that is already there; so are drafts and dropped goals.",
        why: "A goal that is reached before it begins takes the place of one that would lead further, and \
              counts as a success that nobody learned from.",
        bad: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "skill: async-rust\nfrom: 3\ntarget: 3",
        },
        good: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "skill: async-rust\nfrom: 3\ntarget: 4",
        },
        change: "Set its severity under `rules` in milepost.yaml.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let levels = Levels::of(person, &setting.framework.skills, setting.limits);
    for goal in goals(person, setting, UNDERWAY).filter(|goal| goal.data.credential.is_none()) {
        let Some(target) = goal.data.target else { continue };
        let Some(starting) = starting_level(goal, &levels).map(StartingLevel::level) else { continue };
        if target > starting {
            continue;
        }
        let place = starting_level_in_words(&goal.data, starting);
        let mut finding = RULE
            .finding(goal.value("/target"), format!("the target, level {target}, is not above {place}"))
            .label("was reached before the goal began")
            .help(
                "aim at a higher level, at another skill, or at a credential; if the skill has faded, name \
                 the level that is there now as `from` after a new assessment",
            );
        if goal.data.from == Some(starting) {
            finding = finding.related(goal.value("/from"), "the goal starts from here");
        }
        findings.push(finding);
    }
}
