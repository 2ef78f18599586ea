//! Somebody who leads others and has no goal.

use crate::finding::{Audience, Finding, Severity};
use crate::record::Person;
use crate::rules::profile::{active_goals, present};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "leader-without-goal",
    family: Family::Profile,
    severity: Severity::Note,
    audience: Audience::Shared,
    // A goal that is reached is no occasion to ask for the next one: that waits for a status.
    dated: true,
    summary: "somebody who leads others and has no active goal",
    docs: Docs {
        finds: "A profile says `leader: true`, and the person has no active goal. Where a goal cannot be \
                read, the rule is silent. People who are away, have left or have not started are not \
                asked. On a change, only one to the profile itself is \
                told so: reaching a goal is no occasion to ask for the next one.",
        why: "People learn where those who lead them learn too, and say so. One small goal is enough to \
              show that there is time for it.",
        bad: Example { path: "people/chi/profile.yaml", yaml: "# without an active goal\nleader: true" },
        good: Example {
            path: "people/chi/goals/2026-11-02-delegate.yaml",
            yaml: "title: Give the on-call rota away with its authority\nskill: team-leadership\ntarget: 3",
        },
        change: "Set its severity under `rules` in milepost.yaml. For one person, write why under `allow` \
                 in the profile.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let Some(profile) = present(person, setting).filter(|profile| profile.data.leader) else { return };
    if active_goals(person).next().is_none() && person.goals.all_read() {
        findings.push(
            RULE.finding(profile.value("/leader"), "this person leads others, and has no active goal")
                .label("leads others")
                .help("set a goal of your own, even a small one; if you lead nobody now, take this line out"),
        );
    }
}
