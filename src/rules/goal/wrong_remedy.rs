//! A goal to learn something where a lack of skill is not the cause.

use crate::finding::{Audience, Finding, Severity};
use crate::record::{Cause, GoalStatus, Person};
use crate::rules::goal::goals;
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "wrong-remedy",
    family: Family::Goal,
    severity: Severity::Note,
    audience: Audience::Shared,
    dated: false,
    summary: "a goal to learn something where a lack of skill is not the cause",
    docs: Docs {
        finds: "The `cause` of a draft or active goal is `process`, `tooling` or `staffing`. Done and \
                dropped goals are left alone.",
        why: "Training does not mend a slow pipeline, an unclear way of working or a missing colleague. \
              Saying so early saves the time of the person who would have trained for it.",
        bad: Example { path: "people/ana/goals/2026-10-05-async-rust.yaml", yaml: "cause: tooling" },
        good: Example { path: "people/ana/goals/2026-10-05-async-rust.yaml", yaml: "cause: skill" },
        change: "Set its severity under `rules` in milepost.yaml.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for goal in goals(person, setting, &[GoalStatus::Draft, GoalStatus::Active]) {
        let (cause, remedy) = match goal.data.cause {
            None | Some(Cause::Skill) => continue,
            Some(Cause::Process) => ("the way of working", "changing it"),
            Some(Cause::Tooling) => ("the tools", "better tools"),
            Some(Cause::Staffing) => ("too few people", "more people, or less work,"),
        };
        findings.push(
            RULE.finding(
                goal.value("/cause"),
                format!("the cause behind this goal is {cause}, so learning alone may not help"),
            )
            .label("not a lack of skill")
            .help(format!(
                "talk with your mentor or lead about whether {remedy} would help more; if a lack of skill is \
                 behind it after all, write `cause: skill`"
            )),
        );
    }
}
