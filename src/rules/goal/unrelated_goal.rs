//! A goal that nothing asks for.

use crate::finding::{Audience, Finding, Severity};
use crate::progress::asked::Asked;
use crate::record::{GoalStatus, Person};
use crate::rules::goal::goals;
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "unrelated-goal",
    family: Family::Goal,
    severity: Severity::Note,
    audience: Audience::Shared,
    dated: false,
    summary: "a goal that neither role, team and programs nor the aspiration ask for",
    docs: Docs {
        finds: "Nothing asks for what an active goal aims at: not the own tier or the next one, not the \
                `target`, not the module path of either role, not the needs of the team (or of one that \
                the person is in on a rotation), not the modules, target or goal template of a program of \
                the profile or of a goal, and not the `aspiration`. Prerequisites of what is asked for, \
                modules that teach it, and credentials about it are asked for, too; so is what a module \
                asked for teaches. One aim that is asked for is enough. Where something that could ask \
                cannot be read or does not exist, or nothing is asked at all, the rule is silent. Drafts, \
                done and dropped goals are left alone.",
        why: "Learning for its own sake is fine, and worth saying so. Often, though, such a goal shows that \
              the framework misses something, or that the goal will be hard to use at work.",
        bad: Example {
            path: "people/ana/goals/2026-10-05-cobol.yaml",
            yaml: "# neither role, team, programs nor aspiration mention it\nskill: cobol\ntarget: 2",
        },
        good: Example {
            path: "people/ana/profile.yaml",
            yaml: "aspiration:\n  text: Move the ledger off the mainframe\n  skills: [cobol]",
        },
        change: "Set its severity under `rules` in milepost.yaml. For one goal, write why under `allow`.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let mut goals = goals(person, setting, &[GoalStatus::Active]).peekable();
    if goals.peek().is_none() {
        return;
    }
    let mut asked = Asked::of(person, setting.framework, setting.groups);
    if asked.is_empty() {
        return;
    }
    // What is asked by name is looked at first, because that is nearly always enough.
    let open: Vec<_> = goals.filter(|goal| asked.serves(&goal.data) != Some(true)).collect();
    if open.is_empty() {
        return;
    }
    asked.follow();
    for goal in open.into_iter().filter(|goal| asked.serves(&goal.data) == Some(false)) {
        let (place, id) = match (&goal.data.skill, &goal.data.credential, goal.data.modules.first()) {
            (Some(id), _, _) => ("/skill", id),
            (None, Some(id), _) => ("/credential", id),
            (None, None, Some(id)) => ("/modules/0", id),
            // Another rule asks for an aim.
            (None, None, None) => continue,
        };
        let message = format!("nothing in this person's role, team, programs and aspiration asks for `{id}`");
        findings.push(RULE.finding(goal.value(place), message).label("asked for nowhere").help(
            "aim at something that they ask for; or, if this is where you want to go, say so as \
             `aspiration` in the profile, with its `skills`",
        ));
    }
}
