//! A module that is no longer offered, but is still to be taken.

use std::collections::BTreeSet;

use crate::finding::{Audience, Finding, Location, Pointer, Severity};
use crate::record::{Framework, GoalStatus, Id, Person};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "retired-module",
    family: Family::Framework,
    severity: Severity::Warning,
    audience: Audience::Shared,
    dated: false,
    summary: "an active goal, a path or a running program with a module that is no longer offered",
    docs: Docs {
        finds: "A module with `retired: true` on the `path` of a role, among the `modules` of a program \
                that has not ended, or among those of an active goal whose owner has no entry for it yet. \
                Goals of people who have left are not looked at.",
        why: "Nobody can take it any more, so the path cannot be walked to its end and the goal cannot be \
              reached as it is written.",
        bad: Example {
            path: "framework/roles/backend-engineer.yaml",
            yaml: "path: [threads-workshop, tokio-workshop] # threads-workshop says retired: true",
        },
        good: Example { path: "framework/roles/backend-engineer.yaml", yaml: "path: [tokio-workshop]" },
        change: "Name a module that is still offered. Set the severity under `rules` in milepost.yaml, or \
                 silence it with `allow` in the record.",
    },
    checks: &[Check::Framework(check_framework), Check::Groups(check_groups), Check::Person(check_person)],
};

fn check_framework(setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for role in setting.framework.roles.iter() {
        for (index, id) in role.data.path.iter().enumerate() {
            judge(setting.framework, id, role.value(Pointer::from("/path").index(index)), findings);
        }
    }
}

fn check_groups(setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for program in setting.groups.programs.iter().filter(|program| program.data.end >= setting.today) {
        for (index, id) in program.data.modules.iter().enumerate() {
            judge(setting.framework, id, program.value(Pointer::from("/modules").index(index)), findings);
        }
    }
}

fn check_person(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    if setting.has_left(person) {
        return;
    }
    let modules = &setting.framework.modules;
    let entries = person.entries.iter().filter_map(|entry| entry.data.module.as_ref());
    let taken: BTreeSet<&Id> = entries.filter_map(|id| modules.get(id)).map(|module| &module.id).collect();
    for goal in person.goals.iter().filter(|goal| goal.data.status() == GoalStatus::Active) {
        for (index, id) in goal.data.modules.iter().enumerate() {
            if modules.get(id).is_some_and(|module| !taken.contains(&module.id)) {
                let place = goal.value(Pointer::from("/modules").index(index));
                judge(setting.framework, id, place, findings);
            }
        }
    }
}

fn judge(framework: &Framework, id: &str, place: Location, findings: &mut Vec<Finding>) {
    let Some(module) = framework.modules.get(id).filter(|module| module.data.retired) else { return };
    findings.push(
        RULE.finding(place, format!("the module `{id}` is no longer offered"))
            .related(module.value("/retired"), "retired here")
            .help("name a module that is still offered"),
    );
}
