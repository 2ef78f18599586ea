//! A goal that is done, with nothing that shows it.

use std::collections::BTreeSet;

use crate::finding::{Audience, Finding, Severity};
use crate::record::{GoalStatus, Id, Person};
use crate::rules::goal::goals;
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "unproven-goal",
    family: Family::Goal,
    severity: Severity::Warning,
    audience: Audience::Shared,
    dated: false,
    summary: "a goal that is done, with nothing that shows it",
    docs: Docs {
        finds: "No portfolio entry of the person names a goal that is `done`, in its `goal`. While one of \
                the entries cannot be read, the rule is silent, because it might be the one.",
        why: "The portfolio is what a mentor and a panel look at. A goal without an entry is a claim, and \
              the work that was done for it is lost to the person who did it.",
        bad: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "status: done\ncompleted: 2026-12-11",
        },
        good: Example {
            path: "people/ana/portfolio/2026-12-10-retry-queue.yaml",
            yaml: "date: 2026-12-10\ntitle: Ported the retry queue to tokio\ngoal: 2026-10-05-async-rust",
        },
        change: "Set its severity under `rules` in milepost.yaml.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    if !person.entries.all_read() {
        return;
    }
    let shown: BTreeSet<&Id> = person.entries.iter().filter_map(|entry| entry.data.goal.as_ref()).collect();
    for goal in goals(person, setting, &[GoalStatus::Done]).filter(|goal| !shown.contains(&goal.id)) {
        findings.push(
            RULE.finding(goal.value("/status"), "the goal is done, but no portfolio entry names it")
                .label("no entry shows it")
                .help(format!("write an entry about what was done for it, with `goal: {}`", goal.id)),
        );
    }
}
