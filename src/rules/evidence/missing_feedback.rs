//! A module that somebody took and did not judge.

use std::collections::BTreeMap;

use super::entries;
use crate::finding::{Audience, Finding, Severity};
use crate::progress::present_id;
use crate::record::{Entry, Person, Record};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "missing-feedback",
    family: Family::Evidence,
    severity: Severity::Note,
    audience: Audience::Shared,
    dated: false,
    summary: "a module that was taken, with no feedback on it",
    docs: Docs {
        finds: "None of a person's entries for a module (`module`) has `feedback` that says how `useful` it \
                was or what was `missing`. One of them is enough, so that a module of many sittings is \
                judged once; the note stands at the latest one. While one of the entries cannot be read, or \
                the module cannot, the rule is silent. People who have left are not looked at.",
        why: "Whoever keeps the modules learns from it which of them to keep, to mend or to drop. Ten \
              seconds after a module are worth more than a survey at the end of the year.",
        bad: Example {
            path: "people/ana/portfolio/2026-10-20-tokio.yaml",
            yaml: "type: workshop\nmodule: tokio-workshop",
        },
        good: Example {
            path: "people/ana/portfolio/2026-10-20-tokio.yaml",
            yaml: "type: workshop\nmodule: tokio-workshop\nfeedback: {useful: 4, missing: Shutting down}",
        },
        change: "Set its severity under `rules` in milepost.yaml.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    if !person.entries.all_read() {
        return;
    }
    let modules = &setting.framework.modules;
    // Present module id → whether it was judged, and its latest entry.
    let mut taken: BTreeMap<&str, (bool, &Record<Entry>)> = BTreeMap::new();
    for entry in entries(person, setting) {
        let Some(module) = entry.data.module.as_ref().filter(|module| modules.get(module).is_some()) else {
            continue;
        };
        let (judged, latest) = taken.entry(present_id(modules, module)).or_insert((false, entry));
        *judged |= is_judged(&entry.data);
        if entry.data.date >= latest.data.date {
            *latest = entry;
        }
    }
    for (module, (_, entry)) in taken.iter().filter(|(_, (judged, _))| !judged) {
        findings.push(
            RULE.finding(
                entry.value("/module"),
                format!("there is no feedback on the module `{module}` yet"),
            )
            .label("no `feedback`")
            .help("say how useful it was, from 1 to 5, such as `feedback: {useful: 4}`"),
        );
    }
}

fn is_judged(entry: &Entry) -> bool {
    entry.feedback.as_ref().is_some_and(|feedback| feedback.useful.is_some() || feedback.missing.is_some())
}
