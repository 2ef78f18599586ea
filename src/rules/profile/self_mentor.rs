//! Somebody who is their own mentor.

use crate::finding::{Audience, Finding, Pointer, Severity};
use crate::progress::presence::Presence;
use crate::record::Person;
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "self-mentor",
    family: Family::Profile,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "somebody who is their own mentor",
    docs: Docs {
        finds: "`mentors` of a profile names the person whose profile it is, under the present handle or \
                under one of `formerly`. People who are away or have left are not asked.",
        why: "A mentor is a second pair of eyes. What a mentor approves counts because somebody else did the \
              work.",
        bad: Example { path: "people/ana/profile.yaml", yaml: "mentors: [ana, ben]" },
        good: Example { path: "people/ana/profile.yaml", yaml: "mentors: [ben]" },
        change: "Take the own handle out. The rule has no limit to set.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    // A newcomer's profile is written before the first day; the mistake is the same.
    let Some(profile) = person.profile.as_ref() else { return };
    match Presence::of(Some(&profile.data), setting.today) {
        Presence::Present | Presence::NotStarted => {}
        Presence::Away | Presence::Left | Presence::Unknown => return,
    }
    for (index, mentor) in profile.data.mentors.iter().enumerate() {
        if *mentor != person.handle && !profile.data.formerly.contains(mentor) {
            continue;
        }
        let message = if *mentor == person.handle {
            format!("`{mentor}` is named as their own mentor")
        } else {
            format!("`{mentor}` is a former handle of this person, who is named as their own mentor")
        };
        findings.push(
            RULE.finding(profile.value(Pointer::from("/mentors").index(index)), message)
                .label("the person of this profile")
                .help("name somebody else, or take the handle out"),
        );
    }
}
