//! A use at work that belongs to no goal.

use std::collections::BTreeMap;

use crate::finding::{Audience, Finding, Severity};
use crate::record::{Entry, Id, Person, Record};
use crate::rules::goal::{UNDERWAY, goals};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "orphaned-application",
    family: Family::Application,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "a use at work that belongs to no goal",
    docs: Docs {
        finds: "A portfolio entry has `applied`, but no `goal`. Work that serves no goal is welcome as an \
                entry without `applied`.",
        why: "An applied entry closes the plan of its goal. Without the goal nobody can tell which plan \
              was kept, and the goal stays open.",
        bad: Example {
            path: "people/ana/portfolio/2026-11-20-retry-queue.yaml",
            yaml: "title: Ported the retry queue to tokio\n\
                   applied: {outcome: p99 fell from 900 ms to 240 ms}",
        },
        good: Example {
            path: "people/ana/portfolio/2026-11-20-retry-queue.yaml",
            yaml: "title: Ported the retry queue to tokio\ngoal: 2026-10-05-async-rust\n\
                   applied: {outcome: p99 fell from 900 ms to 240 ms}",
        },
        change: "Set its severity under `rules` in milepost.yaml.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let orphaned = |entry: &&Record<Entry>| entry.data.applied.is_some() && entry.data.goal.is_none();
    if setting.has_left(person) {
        return;
    }
    // Present skill id → a goal that aims at it; the latest id wins, which begins with its date.
    let present =
        |skill: &'_ Id| setting.framework.skills.get(skill).map_or_else(|| skill.clone(), |s| s.id.clone());
    let mut aims = BTreeMap::new();
    if person.entries.iter().any(|entry| orphaned(&entry)) {
        for goal in goals(person, setting, UNDERWAY) {
            aims.extend(goal.data.skill.as_ref().map(|skill| (present(skill), &goal.id)));
        }
    }
    for entry in person.entries.iter().filter(orphaned) {
        let likely = entry.data.skills.iter().find_map(|skill| aims.get(&present(skill)));
        let advice = likely.map_or_else(
            || "name the goal as `goal: <its id>`, or remove `applied` if it serves none".to_owned(),
            |goal| format!("name its goal, such as `goal: {goal}`, or remove `applied` if it serves none"),
        );
        findings.push(
            RULE.finding(entry.key("/applied"), "the entry says what was applied, but names no goal")
                .label("of which goal?")
                .subject("goal")
                .help(advice),
        );
    }
}
