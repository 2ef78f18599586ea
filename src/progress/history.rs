//! What follows from how records stood before: dates that slipped, whether a goal was reached on
//! time, whether a rating goes by an earlier text.
//!
//! Versions are those of the default branch, oldest first (see
//! [`GoalVersion`]); what is tried out inside a branch never stood.

use super::goal::{date_of, start};
use crate::calendar::Date;
use crate::record::{Goal, GoalStatus, GoalVersion, Level, Record, SkillHistory};

/// A date that a goal promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PromisedDate {
    /// `deadline`
    Deadline,
    /// `application.until`, where it is given.
    Until,
    /// `start`, else the date in the goal's id.
    Start,
}

/// A date that stood, and the day on which another took its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stood {
    /// The date.
    pub date: Date,
    /// The day on which the default branch got another; `None` where only the state that is
    /// judged has another.
    pub until: Option<Date>,
}

/// A date that is later than it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// Which date.
    pub field: PromisedDate,
    /// The latest of the dates that stood before and were earlier.
    pub from: Stood,
    /// The date now.
    pub to: Date,
    /// What stood before `from`, oldest first.
    pub before: Vec<Stood>,
}

/// The dates of `goal` that are later than they were, deadline first; `versions` are those of the
/// default branch, the last of which may be what `goal` says.
///
/// Of an active goal, a date slipped where an earlier one stood since the goal last became active:
/// drafts are free to move, and a goal that was dropped and taken up again begins anew. A date
/// that was moved and moved back did not slip. Of a goal that is done, only what was moved with
/// finishing it or after that counts: what it took to get there is over. Drafts and dropped goals
/// have no slips.
///
/// A deadline of 31 October that became 30 November and is 18 December now slipped from 30
/// November, and 31 October stood before.
#[must_use]
pub fn slips(goal: &Record<Goal>, versions: &[GoalVersion]) -> Vec<Slip> {
    let counted = match goal.data.status() {
        GoalStatus::Draft | GoalStatus::Dropped => return Vec::new(),
        GoalStatus::Active | GoalStatus::Done => since_active(versions),
    };
    let now = [
        (PromisedDate::Deadline, Some(goal.data.deadline)),
        (PromisedDate::Until, goal.data.application.as_ref().and_then(|plan| plan.until)),
        (PromisedDate::Start, start(goal)),
    ];
    now.into_iter()
        .filter_map(|(field, now)| slip(field, now?, counted, goal.data.status() == GoalStatus::Done))
        .collect()
}

/// The versions since the goal last became active.
fn since_active(versions: &[GoalVersion]) -> &[GoalVersion] {
    let begin = versions
        .iter()
        .rposition(|version| matches!(version.status, GoalStatus::Draft | GoalStatus::Dropped))
        .map_or(0, |index| index + 1);
    versions.get(begin..).unwrap_or_default()
}

fn slip(field: PromisedDate, now: Date, versions: &[GoalVersion], done: bool) -> Option<Slip> {
    let promised = |version: &GoalVersion| match field {
        PromisedDate::Deadline => Some(version.deadline),
        PromisedDate::Until => version.until,
        PromisedDate::Start => version.start.or_else(|| date_of(&version.id)),
    };
    let mut stood: Vec<Stood> = Vec::new();
    let mut last: Option<Date> = None;
    for version in versions {
        let date = promised(version);
        if date == last {
            continue;
        }
        if let Some(previous) = stood.last_mut() {
            previous.until = previous.until.or(Some(version.since));
        }
        stood.extend(date.map(|date| Stood { date, until: None }));
        last = date;
    }
    let from = if done {
        // What stood when it was finished: by the last version before that.
        let open = versions.iter().rposition(|version| version.status != GoalStatus::Done)?;
        let date = versions.get(open).and_then(promised)?;
        stood.iter().rposition(|stood| stood.date == date).filter(|_| date < now)?
    } else {
        stood.iter().rposition(|stood| stood.date < now)?
    };
    let mut before = stood;
    before.truncate(from + 1);
    let from = before.pop()?;
    Some(Slip { field, from, to: now, before })
}

/// The deadline that stood on the default branch before the change that finished the goal; its own
/// where it came to the branch done. `None` where the goal is not done, or the state before is
/// older than the history that is known (`complete` says whether all of it is).
#[must_use]
pub fn deadline_when_finished(goal: &Record<Goal>, versions: &[GoalVersion], complete: bool) -> Option<Date> {
    if goal.data.status() != GoalStatus::Done {
        return None;
    }
    match versions.iter().rfind(|version| version.status != GoalStatus::Done) {
        Some(version) => Some(version.deadline),
        None => complete.then_some(goal.data.deadline),
    }
}

/// Whether a goal was reached on time: `completed` at the latest on the deadline that stood before
/// the change that finished it. `None` where that is not known, or the goal is not done.
///
/// A goal due on 18 December that says in one change that it was completed on 20 December and that
/// its deadline is 31 December was not reached on time.
#[must_use]
pub fn on_time(goal: &Record<Goal>, versions: &[GoalVersion], complete: bool) -> Option<bool> {
    Some(goal.data.completed? <= deadline_when_finished(goal, versions, complete)?)
}

/// Whether a rating of `level` on day `rated` goes by an earlier text: the level's text in the
/// framework was another then. A rating on the day of the change goes by the new one. `None` where
/// the rating is older than the history that is known, and no later change of the text is.
#[must_use]
pub fn against_earlier_text(history: &SkillHistory, level: Level, rated: Date) -> Option<bool> {
    let changed = history.changed.get(&level).is_some_and(|changed| rated < *changed);
    let known = history.known_since.is_none_or(|since| since <= rated);
    (changed || known).then_some(changed)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Value, json};

    use super::*;
    use crate::progress::sample::{day, goal};

    const ID: &str = "2026-10-05-async-rust";

    fn version(since: &str, fields: Value) -> GoalVersion {
        GoalVersion::of(&goal(ID, fields), day(since))
    }

    fn due(since: &str, deadline: &str) -> GoalVersion {
        version(since, json!({"deadline": deadline}))
    }

    fn said(slips: &[Slip]) -> Vec<String> {
        let stood = |stood: &Stood| {
            let until = stood.until.map_or_else(|| "now".to_owned(), |until| until.to_string());
            format!("{} until {until}", stood.date)
        };
        slips
            .iter()
            .map(|slip| {
                let before: Vec<_> = slip.before.iter().map(stood).collect();
                format!("{:?} {} from {}; {}", slip.field, slip.to, stood(&slip.from), before.join(", "))
            })
            .collect()
    }

    fn slips_of(now: Value, versions: &[GoalVersion]) -> Vec<String> {
        said(&slips(&goal(ID, now), versions))
    }

    #[test]
    fn a_deadline_that_moved_twice_names_both_earlier_dates() {
        let versions = [
            due("2026-08-01", "2026-10-31"),
            due("2026-09-12", "2026-11-30"),
            due("2026-11-02", "2026-12-18"),
        ];
        let expected = ["Deadline 2026-12-18 from 2026-11-30 until 2026-11-02; 2026-10-31 until 2026-09-12"];
        assert_eq!(slips_of(json!({"deadline": "2026-12-18"}), &versions), expected);
        let expected = ["Deadline 2026-12-18 from 2026-11-30 until now; 2026-10-31 until 2026-09-12"];
        assert_eq!(slips_of(json!({"deadline": "2026-12-18"}), &versions[..2]), expected, "in a change");
    }

    #[test]
    fn what_stayed_or_came_back_or_moved_earlier_did_not_slip() {
        for dates in [
            &["2026-12-18"][..],
            &["2026-12-18", "2026-12-31", "2026-12-18"],
            &["2026-12-31", "2026-12-18"],
            &[],
        ] {
            let versions: Vec<_> = dates.iter().map(|date| due("2026-10-05", date)).collect();
            assert_eq!(slips_of(json!({"deadline": "2026-12-18"}), &versions), [""; 0], "{dates:?}");
        }
        let partly = [due("2026-10-05", "2026-11-30"), due("2026-10-10", "2026-12-31")];
        let expected = ["Deadline 2026-12-18 from 2026-11-30 until 2026-10-10; "];
        assert_eq!(slips_of(json!({"deadline": "2026-12-18"}), &partly), expected, "partly taken back");
    }

    #[test]
    fn drafts_are_free_to_move_and_dropped_goals_begin_anew() {
        let now = json!({"deadline": "2026-12-18"});
        for status in ["draft", "dropped"] {
            let early = version("2026-10-05", json!({"deadline": "2026-10-31"}));
            let paused = version("2026-10-06", json!({"deadline": "2026-11-30", "status": status}));
            assert_eq!(slips_of(now.clone(), &[early.clone(), paused.clone()]), [""; 0]);
            let active = due("2026-10-09", "2026-12-11");
            let expected = ["Deadline 2026-12-18 from 2026-12-11 until now; "];
            assert_eq!(slips_of(now.clone(), &[early.clone(), paused, active]), expected);
            let mut asleep = now.clone();
            asleep["status"] = json!(status);
            assert_eq!(slips_of(asleep, &[early]), [""; 0]);
        }
    }

    #[test]
    fn of_a_goal_that_is_done_only_what_moved_with_finishing_counts() {
        let moved = [due("2026-08-01", "2026-10-31"), due("2026-09-12", "2026-11-30")];
        let done =
            |deadline: &str| json!({"deadline": deadline, "status": "done", "completed": "2026-12-01"});
        assert_eq!(slips_of(done("2026-11-30"), &moved), [""; 0], "moved before it was finished");
        let expected = ["Deadline 2026-12-18 from 2026-11-30 until now; 2026-10-31 until 2026-09-12"];
        assert_eq!(slips_of(done("2026-12-18"), &moved), expected, "moved to be on time");
        let later = [&moved[..], &[version("2026-12-02", done("2026-11-30"))]].concat();
        let expected = ["Deadline 2026-12-18 from 2026-11-30 until now; 2026-10-31 until 2026-09-12"];
        assert_eq!(slips_of(done("2026-12-18"), &later), expected, "moved afterwards");
        let born_done = [version("2026-12-02", done("2026-11-30"))];
        assert_eq!(slips_of(done("2026-12-18"), &born_done), [""; 0], "never promised");
    }

    #[test]
    fn until_and_start_slip_too_where_they_are_given() {
        let plan = |until: Option<&str>, start: Option<&str>| json!({"application": {"what": "W", "until": until}, "start": start});
        let before = [version("2026-10-05", plan(Some("2027-01-10"), None))];
        let expected =
            ["Until 2027-01-15 from 2027-01-10 until now; ", "Start 2026-10-12 from 2026-10-05 until now; "];
        assert_eq!(slips_of(plan(Some("2027-01-15"), Some("2026-10-12")), &before), expected);
        assert_eq!(slips_of(plan(Some("2027-01-10"), Some("2026-10-01")), &before), [""; 0]);
        assert_eq!(slips_of(plan(None, None), &before), [""; 0], "a date that is no longer given");
        let none = [version("2026-10-05", json!({}))];
        assert_eq!(slips_of(plan(Some("2027-01-15"), None), &none), [""; 0], "one that was not given");
    }

    #[test]
    fn a_goal_is_on_time_by_the_deadline_that_stood_before_it_was_finished() {
        let done = |completed: &str, deadline: &str| {
            goal(ID, json!({"deadline": deadline, "status": "done", "completed": completed}))
        };
        let before = [due("2026-10-05", "2026-11-30"), due("2026-11-02", "2026-12-18")];
        let on = |goal: &Record<Goal>, versions: &[GoalVersion]| on_time(goal, versions, true);
        assert_eq!(on(&done("2026-12-18", "2026-12-18"), &before), Some(true));
        assert_eq!(on(&done("2026-12-19", "2026-12-18"), &before), Some(false));
        assert_eq!(on(&done("2026-12-19", "2026-12-31"), &before), Some(false), "moved with finishing");
        let finished = version("2026-12-20", json!({"deadline": "2026-12-31", "status": "done"}));
        let later = [&before[..], &[finished]].concat();
        assert_eq!(on(&done("2026-12-19", "2026-12-31"), &later), Some(false), "and once it is merged");
        assert_eq!(on(&done("2026-12-19", "2026-12-31"), &[]), Some(true), "created done");
        assert_eq!(on_time(&done("2026-12-19", "2026-12-31"), &[], false), None, "not in this clone");
        assert_eq!(on(&goal(ID, json!({})), &before), None, "not done");
        assert_eq!(on(&goal(ID, json!({"status": "done"})), &before), None, "no day of completion");
    }

    #[test]
    fn a_rating_goes_by_the_text_of_its_day() {
        let mut history =
            SkillHistory { changed: BTreeMap::from([(Level(3), day("2026-10-05"))]), known_since: None };
        let earlier =
            |history: &SkillHistory, level, rated| against_earlier_text(history, Level(level), day(rated));
        assert_eq!(earlier(&history, 3, "2026-10-04"), Some(true));
        assert_eq!(earlier(&history, 3, "2026-10-05"), Some(false));
        assert_eq!(earlier(&history, 2, "2020-01-01"), Some(false));
        history.known_since = Some(day("2026-09-01"));
        assert_eq!(earlier(&history, 3, "2026-08-31"), Some(true), "changed since, whatever was before");
        assert_eq!(earlier(&history, 2, "2026-08-31"), None);
        assert_eq!(earlier(&history, 2, "2026-09-01"), Some(false));
    }
}
