//! A module that nothing leads to.

use std::collections::BTreeSet;

use crate::finding::{Audience, Finding, Severity};
use crate::record::{Id, Module, Record};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "unused-module",
    family: Family::Framework,
    severity: Severity::Note,
    audience: Audience::Shared,
    dated: false,
    summary: "a module on no path and in no program",
    docs: Docs {
        finds: "A module that is on the `path` of no role and in no program, nor a prerequisite, over any \
                number of steps, of one that is. Retired modules are left out. Where no role has a path and \
                no program has modules, the modules are a catalogue to choose from, and nothing is said.",
        why: "Somebody keeps it up to date, and nobody is ever sent to it.",
        bad: Example {
            path: "framework/modules/tokio-reading.yaml",
            yaml: "name: Tokio reading list # on no path and in no program\nformat: reading",
        },
        good: Example {
            path: "framework/modules/tokio-reading.yaml",
            yaml: "name: Tokio reading list\nformat: reading\nretired: true",
        },
        change: "Put the module on a path, retire it, or silence the rule with `allow` in the module. Set the \
                 severity under `rules` in milepost.yaml.",
    },
    checks: &[Check::Framework(check)],
};

fn check(setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let modules = &setting.framework.modules;
    let paths = setting.framework.roles.iter().flat_map(|role| &role.data.path);
    let programs = setting.groups.programs.iter().flat_map(|program| {
        program.data.modules.iter().chain(program.data.goal.iter().flat_map(|goal| &goal.modules))
    });
    let mut open: Vec<&Record<Module>> = paths.chain(programs).filter_map(|id| modules.get(id)).collect();
    if open.is_empty() {
        return;
    }
    let mut used: BTreeSet<&Id> = BTreeSet::new();
    while let Some(module) = open.pop() {
        if used.insert(&module.id) {
            open.extend(module.data.prerequisites.iter().filter_map(|id| modules.get(id)));
        }
    }
    for module in modules.iter().filter(|module| !module.data.retired && !used.contains(&module.id)) {
        findings.push(
            RULE.finding(
                module.value("/name"),
                format!("the module `{}` is on no path and in no program", module.id),
            )
            .help("put it on the path of a role or into a program, or write `retired: true`"),
        );
    }
}
