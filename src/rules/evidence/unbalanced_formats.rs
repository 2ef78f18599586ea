//! A quarter of learning in one way only.

use super::entries;
use crate::calendar::Quarter;
use crate::finding::{Audience, Finding, Severity};
use crate::record::{Entry, Person, Record};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "unbalanced-formats",
    family: Family::Evidence,
    severity: Severity::Note,
    audience: Audience::Owner,
    dated: false,
    summary: "five or more entries of one type, and no other, in a quarter",
    docs: Docs {
        finds: "In the latest calendar quarter in which the person has entries, there are five or more of \
                them, all of one type. The note stands at the fifth. Earlier quarters are left alone: they \
                cannot be changed any more. While one of the entries cannot be read, the rule is silent. \
                Only the person sees it, in their own terminal. People who have left are not looked at.",
        why: "What was read sticks when it is tried out, and what was tried out when it is talked about. A \
              quarter with only one of them is a chance to mix, not a fault.",
        bad: Example {
            path: "people/ana/portfolio/2026-12-04-tokio-internals.yaml",
            yaml: "# the fifth of this quarter, and all are readings\ntype: reading",
        },
        good: Example {
            path: "people/ana/portfolio/2026-12-04-retry-queue.yaml",
            yaml: "# after four readings\ntype: pairing",
        },
        change: "Set its severity under `rules` in milepost.yaml. The limit of five entries is fixed.",
    },
    checks: &[Check::Person(check)],
};

/// The fewest entries of one type that say something about a habit.
const HABIT: usize = 5;

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let Some(quarter) = entries(person, setting).map(|entry| Quarter::of(entry.data.date)).max() else {
        return;
    };
    let days = quarter.first_day()..=quarter.last_day();
    let mut latest: Vec<&Record<Entry>> =
        person.entries.iter().filter(|entry| days.contains(&entry.data.date)).collect();
    // Stable: entries of one day stay in the order of their ids.
    latest.sort_by_key(|entry| entry.data.date);
    let Some(fifth) = latest.get(HABIT - 1).filter(|_| person.entries.all_read()) else { return };
    let kind = fifth.data.kind;
    if latest.iter().any(|entry| entry.data.kind != kind) {
        return;
    }
    let (first, last) = (days.start(), days.end());
    let message = format!("all entries from {first} to {last}, five or more, are of the type `{kind}`");
    findings.push(
        RULE.finding(fifth.value("/type"), message).label("the fifth of this type").help(
            "nothing needs to be done; the next step may be of another type, such as pairing or a talk",
        ),
    );
}
