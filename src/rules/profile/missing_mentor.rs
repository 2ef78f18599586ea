//! Somebody who is learning, and has no mentor.

use crate::finding::{Audience, Finding, Severity};
use crate::record::Person;
use crate::rules::profile::{active_goals, present};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "missing-mentor",
    family: Family::Profile,
    severity: Severity::Warning,
    audience: Audience::Shared,
    dated: false,
    summary: "somebody with an active goal and no mentor",
    docs: Docs {
        finds: "A person has an active goal, and the profile names nobody in `mentors`. Somebody without \
                an active goal needs no mentor yet. People who are away, have left or have not started \
                are not asked.",
        why: "A mentor reads what somebody has done, says what is missing, and approves it. Without one, \
              nobody is asked to look, and a goal that is stuck stays stuck.",
        bad: Example {
            path: "people/ana/profile.yaml",
            yaml: "# with an active goal\nrole: backend-engineer\ntier: mid\nmentors: []",
        },
        good: Example {
            path: "people/ana/profile.yaml",
            yaml: "# with an active goal\nrole: backend-engineer\ntier: mid\nmentors: [ben]",
        },
        change: "Set its severity under `rules` in milepost.yaml. For one person, write why under `allow` \
                 in the profile.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let Some(profile) = present(person, setting) else { return };
    if profile.data.mentors.is_empty() && active_goals(person).next().is_some() {
        findings.push(
            RULE.finding(profile.key(""), "this person has an active goal, and no mentor")
                .label("`mentors` names nobody")
                .help("ask somebody who can do what is to be learned, and write their handle, such as `mentors: [ben]`"),
        );
    }
}
