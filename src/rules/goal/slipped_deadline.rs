//! A date of a goal that is later than it was.

use crate::calendar::Date;
use crate::finding::{Audience, Finding, Location, Severity};
use crate::progress::history::{PromisedDate, Slip, Stood, slips};
use crate::record::{Goal, Person, Record};
use crate::rules::goal::{UNDERWAY, goals, start_place};
use crate::rules::wording::days;
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "slipped-deadline",
    family: Family::Goal,
    severity: Severity::Note,
    audience: Audience::Shared,
    dated: false,
    summary: "a goal's deadline, start or `until` that moved later",
    docs: Docs {
        finds: "The `deadline` of an active goal, its start, or `until` of its application plan is later \
                than one that stood on the default branch since the goal became active. The dates that \
                stood before are named, and `moved_because` is shown. Of a goal that is done, only a date \
                that was moved with finishing it or after that counts. Moving a date earlier, moving it \
                back, moving it as often as you like inside a branch, and whatever happens to a draft are \
                no slips; a goal that was dropped and taken up again begins anew. An `until` after the last \
                allowed day is left to `late-application-plan`. There is one note a goal. Earlier dates \
                come from the first-parent history of the default branch, across renames; what a shallow \
                clone does not hold is not known.",
        why: "Dates move, and a good reason is worth a line: the next person who plans something similar \
              learns from it. A date that moves again and again says that the goal is too large or the \
              wrong one.",
        bad: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "# it was 2026-11-30 before\ndeadline: 2026-12-18",
        },
        good: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "# a smaller goal by the day that was promised\ntarget: 2\ndeadline: 2026-11-30",
        },
        change: "Set its severity under `rules` in milepost.yaml, or silence it for one goal with `allow`.",
    },
    checks: &[Check::Person(check)],
};

/// So many earlier dates are named; further ones are counted.
const NAMED: usize = 4;

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    if person.history.goals.is_empty() {
        return;
    }
    for goal in goals(person, setting, UNDERWAY) {
        let last_allowed = goal.data.deadline.plus_days(setting.limits.window_days.into());
        let mut slips = slips(goal, person.history.goal(&goal.id));
        // What is to be mended anyway need not be explained.
        slips.retain(|slip| slip.field != PromisedDate::Until || slip.to <= last_allowed);
        let Some((main, others)) = slips.split_first() else { continue };
        let place = place(goal, main.field, main.to);
        // A date that moves once more is another finding, whichever of the dates it is.
        let subject: Vec<String> =
            slips.iter().map(|slip| format!("{} {}", name(slip.field), slip.to)).collect();
        let later = days(main.from.date.days_until(main.to));
        let mut finding =
            RULE.finding(place, message(main)).label(format!("{later} later")).subject(subject.join(", "));
        for other in others {
            finding = finding.related(self::place(goal, other.field, other.to), message(other));
        }
        findings.push(if goal.data.moved_because.is_some() {
            finding.related(goal.value("/moved_because"), "the reason that is given")
        } else {
            finding.help("say why in one line: `moved_because: …`")
        });
    }
}

/// The date in the words of the record.
fn name(field: PromisedDate) -> &'static str {
    match field {
        PromisedDate::Deadline => "the deadline",
        PromisedDate::Until => "the last day for using the skill at work",
        PromisedDate::Start => "the start",
    }
}

fn place(goal: &Record<Goal>, field: PromisedDate, date: Date) -> Location {
    match field {
        PromisedDate::Deadline => goal.value("/deadline"),
        PromisedDate::Until => goal.value("/application/until"),
        PromisedDate::Start => start_place(goal, date).0,
    }
}

fn message(slip: &Slip) -> String {
    let mut message = format!("{} moved from {} to {}", name(slip.field), slip.from.date, slip.to);
    let unnamed = slip.before.len().saturating_sub(NAMED);
    let named: Vec<String> = slip.before.iter().skip(unnamed).map(stood).collect();
    if !named.is_empty() {
        message += &format!("; before that it was {}", named.join(", then "));
    }
    match unnamed {
        0 => {}
        1 => message += ", and one other date earlier",
        more => message += &format!(", and {more} other dates earlier"),
    }
    message
}

fn stood(stood: &Stood) -> String {
    match stood.until {
        Some(until) => format!("{} (changed on {until})", stood.date),
        None => stood.date.to_string(),
    }
}
