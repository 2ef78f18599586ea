//! An end before its start.

use crate::calendar::Date;
use crate::finding::{Audience, Finding, Location, Pointer, Severity};
use crate::progress::goal::start;
use crate::record::{DemandWindow, Goal, GoalStatus, Person, Profile, Program, RawPolicy, Record};
use crate::rules::goal::{goals, start_place};
use crate::rules::wording::days;
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "invalid-period",
    family: Family::Goal,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "an end before its start",
    docs: Docs {
        finds: "A period ends before it starts: a goal's `deadline` or `completed` before its start \
                (`start`, else the date in the file's name), a remediation's `due` before its `start`, a \
                profile's `left` before `started`, or the `end` before the `start` of a time away, a \
                program, a rotation or a low-demand time of the policy or a team. An end on the day of \
                the start is fine. Goals are looked at whatever their status. Of a goal's `until` speaks \
                the rule `premature-application-plan`.",
        why: "Such a date is nearly always a slip, often in the year. Everything that is counted from it, \
              such as load and time left, would be wrong.",
        bad: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "start: 2026-10-05\ndeadline: 2025-12-18",
        },
        good: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "start: 2026-10-05\ndeadline: 2026-12-18",
        },
        change: "Set its severity under `rules` in milepost.yaml.",
    },
    checks: &[Check::Person(check_person), Check::Groups(check_groups), Check::Policy(check_policy)],
};

/// One end and its start.
struct Period {
    /// What ends, as the subject of a sentence.
    what: &'static str,
    end: Date,
    end_place: Location,
    start: Date,
    start_place: Location,
    start_label: String,
}

impl Period {
    /// The period that the object at `pointer` holds in its `start` and `end`.
    fn of<T>(what: &'static str, record: &Record<T>, pointer: &Pointer, (start, end): (Date, Date)) -> Self {
        Self {
            what,
            end,
            end_place: record.value(pointer.key("end")),
            start,
            start_place: record.value(pointer.key("start")),
            start_label: "the start".to_owned(),
        }
    }

    fn judge(self, findings: &mut Vec<Finding>) {
        let Self { what, end, end_place, start, start_place, start_label } = self;
        if end < start {
            findings.push(
                RULE.finding(end_place, format!("{what} {end}, which is before the start, {start}"))
                    .label(format!("{} too early", days(end.days_until(start))))
                    .related(start_place, start_label)
                    .help("correct the date that is wrong; such slips are often in the year"),
            );
        }
    }
}

fn check_person(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    if let Some(profile) = &person.profile {
        check_profile(profile, findings);
    }
    for goal in goals(person, setting, GoalStatus::ALL) {
        check_goal(goal, findings);
    }
    if setting.has_left(person) {
        return;
    }
    for remediation in person.remediations.iter() {
        Period {
            what: "the remediation is due on",
            end: remediation.data.due,
            end_place: remediation.value("/due"),
            start: remediation.data.start,
            start_place: remediation.value("/start"),
            start_label: "the remediation starts here".to_owned(),
        }
        .judge(findings);
    }
}

/// Also of somebody who has left, because this is what says so.
fn check_profile(profile: &Record<Profile>, findings: &mut Vec<Finding>) {
    if let Some(left) = profile.data.left {
        Period {
            what: "the last day is",
            end: left,
            end_place: profile.value("/left"),
            start: profile.data.started,
            start_place: profile.value("/started"),
            start_label: "the first day".to_owned(),
        }
        .judge(findings);
    }
    for (index, away) in profile.data.away.iter().enumerate() {
        let pointer = Pointer::from("/away").index(index);
        Period::of("the time away ends on", profile, &pointer, (away.start, away.end)).judge(findings);
    }
}

fn check_goal(goal: &Record<Goal>, findings: &mut Vec<Finding>) {
    let Some(first) = start(goal) else { return };
    let ends = [
        ("the deadline is", Some(goal.data.deadline), "/deadline"),
        ("the goal was reached on", goal.data.completed, "/completed"),
    ];
    for (what, end, pointer) in ends {
        let (start_place, start_label) = start_place(goal, first);
        if let Some(end) = end {
            let end_place = goal.value(pointer);
            Period { what, end, end_place, start: first, start_place, start_label }.judge(findings);
        }
    }
}

fn check_groups(setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for program in setting.groups.programs.iter() {
        let Program { start, end, rotations, .. } = &program.data;
        Period::of("the program ends on", program, &Pointer::root(), (*start, *end)).judge(findings);
        for (index, rotation) in rotations.iter().enumerate() {
            let pointer = Pointer::from("/rotations").index(index);
            let dates = (rotation.start, rotation.end);
            Period::of("the rotation ends on", program, &pointer, dates).judge(findings);
        }
    }
    for team in setting.groups.teams.iter() {
        check_calendar(team, &team.data.calendar, findings);
    }
}

fn check_policy(policy: &Record<RawPolicy>, _: &Setting<'_>, findings: &mut Vec<Finding>) {
    check_calendar(policy, &policy.data.calendar, findings);
}

fn check_calendar<T>(record: &Record<T>, calendar: &[DemandWindow], findings: &mut Vec<Finding>) {
    for (index, window) in calendar.iter().enumerate() {
        let pointer = Pointer::from("/calendar").index(index);
        let dates = (window.start, window.end);
        Period::of("the time of low demand ends on", record, &pointer, dates).judge(findings);
    }
}
