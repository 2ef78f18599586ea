//! A change that sets a date that had passed when it was opened.

use crate::calendar::Date;
use crate::finding::{Audience, Finding, Severity};
use crate::progress::application::Applications;
use crate::progress::presence::Presence;
use crate::record::{Goal, GoalStatus, Record, Resolved};
use crate::rules::wording::days;
use crate::rules::{Check, Docs, Example, Family, PersonChange, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "expired-on-arrival",
    family: Family::Goal,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: true,
    summary: "a change that sets a date that had passed when it was opened",
    docs: Docs {
        finds: "A change makes a goal active whose `deadline` is before the day on which the pull request \
                was opened, or sets the `deadline` of an active goal to such a day; or it does the same \
                with `application.until` of a goal that is active, or that was there before and is done, \
                while no entry applies the goal yet. The day of opening itself is fine. Dates that the \
                change does not touch are left alone, and so are drafts, dropped goals, and goals that \
                arrive done: finishing an overdue goal is always possible. Goals are compared by their \
                id, so a renamed goal counts as new. A goal that could not be read before the change is \
                not compared.",
        why: "A promise that is broken on the day it is made helps nobody. Because the day of opening \
              counts, waiting for a mentor never turns a pull request red.",
        bad: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "# in a pull request opened on 2026-11-22\ndeadline: 2026-11-20",
        },
        good: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "# in a pull request opened on 2026-11-22\ndeadline: 2026-12-18",
        },
        change: "Set its severity under `rules` in milepost.yaml.",
    },
    checks: &[Check::Change(check)],
};

fn check(change: &PersonChange<'_>, _: &Setting<'_>, findings: &mut Vec<Finding>) {
    let (after, opened) = (change.after, change.opened);
    // As of the day of opening, like the dates: waiting changes nothing.
    if !Presence::of(after.profile(), opened).is_present() {
        return;
    }
    let applications = Applications::of(after);
    for goal in after.goals.iter() {
        let before = change.base.map(|base| base.goals.resolve(&goal.id));
        let before = match &before {
            Some(Resolved::Broken) => continue,
            Some(resolved) => resolved.record().map(|record| &record.data),
            None => None,
        };
        let active = goal.data.status() == GoalStatus::Active;
        let activated = active && before.is_none_or(|before| before.status() != GoalStatus::Active);
        let deadline = goal.data.deadline;
        let moved = before.is_none_or(|before| before.deadline != deadline);
        if active && (activated || moved) && deadline < opened {
            findings.push(expired(goal, "/deadline", ("the deadline", deadline), opened));
        }
        let Some(until) = until_of(&goal.data) else { continue };
        let kept = active || before.is_some() && goal.data.status() == GoalStatus::Done;
        let moved = before.is_none_or(|before| until_of(before) != Some(until));
        if kept && (activated || moved) && until < opened && applications.first(goal).is_none() {
            findings.push(expired(
                goal,
                "/application/until",
                ("the last day for using the skill at work", until),
                opened,
            ));
        }
    }
}

fn until_of(goal: &Goal) -> Option<Date> {
    goal.application.as_ref().and_then(|plan| plan.until)
}

fn expired(goal: &Record<Goal>, pointer: &str, (what, date): (&str, Date), opened: Date) -> Finding {
    RULE.finding(
        goal.value(pointer),
        format!("{what}, {date}, is before {opened}, when the change was opened"),
    )
    .label(format!("{} earlier", days(date.days_until(opened))))
    .help(format!("write {opened} or a later day; if the goal is already reached, write `status: done`"))
}
