//! Somebody who is their own mentor.

use crate::finding::{Audience, Finding, Location, Pointer, Severity};
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
        finds: "`mentors` of a profile, or `mentor` of a remediation, names the person whose record it is, \
                under the present handle or under one of `formerly`. People who are away or have left are \
                not asked.",
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
    let mut judge = |mentor: &str, location: Location, label: &str| {
        let former = profile.data.formerly.iter().any(|old| *old == *mentor);
        if former || person.handle == *mentor {
            let message = if former {
                format!("`{mentor}` is a former handle of this person, who is named as their own mentor")
            } else {
                format!("`{mentor}` is named as their own mentor")
            };
            let finding = RULE.finding(location, message).label(label);
            findings.push(finding.help("name somebody else, or take the handle out"));
        }
    };
    for (index, mentor) in profile.data.mentors.iter().enumerate() {
        let location = profile.value(Pointer::from("/mentors").index(index));
        judge(mentor, location, "the person of this profile");
    }
    for remediation in person.remediations.iter() {
        judge(&remediation.data.mentor, remediation.value("/mentor"), "the person who is to learn");
    }
}
