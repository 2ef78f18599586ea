//! A deadline that moves later, and the last day for using the skill at work that moves along.
//!
//! Pure: which dates follow from which. How they are asked for and written is elsewhere.

use crate::calendar::Date;
use crate::progress::application::latest_allowed;
use crate::progress::goal::start;
use crate::record::{Goal, Record};

/// Days by which a deadline moves where nobody says otherwise: four weeks, so that it stays on its
/// weekday.
const USUAL_DAYS: i64 = 28;

/// The new deadline that is proposed: four weeks later, counted from today where the deadline has
/// passed, but within `max_days` of the goal's start while that is later at all.
pub(super) fn proposal(goal: &Record<Goal>, today: Date, max_days: i64) -> Date {
    let from = goal.data.deadline.max(today);
    let usual = from.plus_days(USUAL_DAYS);
    match start(goal).map(|start| start.plus_days(max_days)) {
        Some(limit) if limit > from => usual.min(limit),
        Some(_) | None => usual,
    }
}

/// Why `new` cannot be the new deadline, one sentence without full stop; `None` where it can.
pub(super) fn objection(goal: &Record<Goal>, new: Date, today: Date) -> Option<String> {
    let old = goal.data.deadline;
    if new == old {
        Some(format!("{new} is the deadline that the goal has already"))
    } else if new < old {
        Some(format!("{new} is before the present deadline, {old}"))
    } else if new < today {
        Some(format!("{new} is past already; today is {today}"))
    } else {
        None
    }
}

/// The days from the goal's start to `new`, where they are more than `max_days`.
pub(super) fn too_distant(goal: &Record<Goal>, new: Date, max_days: i64) -> Option<i64> {
    start(goal).map(|start| start.days_until(new)).filter(|days| *days > max_days)
}

/// What a new deadline does to the last day for using the skill at work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LastDay {
    /// Nothing: there is no plan, or the day that it names stays possible.
    Stays,
    /// None is named, so it moves by itself to this day.
    Follows(Date),
    /// The day named moves to this one.
    Moves {
        /// As it is written now.
        from: Date,
        /// As it is to be written.
        to: Date,
    },
}

/// What the new deadline `new` does to the last day for using the skill at work. It moves by as many
/// days as the deadline where it was the last day allowed or would fall before the new deadline, never to
/// a day that is past, and never further than what is allowed then.
pub(super) fn last_day_after(goal: &Goal, new: Date, today: Date, window_days: u32) -> LastDay {
    let Some(plan) = &goal.application else { return LastDay::Stays };
    let old_limit = latest_allowed(goal, window_days);
    let new_limit = new.plus_days(i64::from(window_days));
    match plan.until {
        None => LastDay::Follows(new_limit),
        Some(until) if until != old_limit && until >= new => LastDay::Stays,
        Some(until) => {
            let to = until.plus_days(goal.deadline.days_until(new)).max(today).min(new_limit);
            LastDay::Moves { from: until, to }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Id;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn goal(until: Option<&str>) -> Record<Goal> {
        let mut application = serde_json::json!({"what": "W"});
        if let Some(until) = until {
            application["until"] = until.into();
        }
        let data = serde_json::json!({
            "title": "T", "measure": "M", "deadline": "2026-12-18", "why": {}, "application": application,
        });
        Record {
            id: Id::new("2026-10-05-a"),
            path: String::new(),
            data: serde_json::from_value(data).unwrap(),
        }
    }

    #[test]
    fn four_weeks_are_proposed_within_what_the_policy_allows() {
        for (today, max_days, expected) in [
            ("2026-11-22", 190, "2027-01-15"),
            // Overdue: counted from today.
            ("2026-12-28", 190, "2027-01-25"),
            // 2026-10-05 and 90 days.
            ("2026-11-22", 90, "2027-01-03"),
            // The limit is behind us: it cannot be kept anyway.
            ("2026-11-22", 60, "2027-01-15"),
            ("2027-08-01", 190, "2027-08-29"),
        ] {
            assert_eq!(proposal(&goal(None), day(today), max_days), day(expected), "{today} {max_days}");
        }
    }

    #[test]
    fn a_proposal_is_always_possible() {
        for today in ["2020-01-01", "2026-12-18", "2027-12-18"] {
            for max_days in [1, 60, 74, 75, 190, 400] {
                let new = proposal(&goal(None), day(today), max_days);
                assert_eq!(objection(&goal(None), new, day(today)), None, "{today} {max_days}");
            }
        }
    }

    #[test]
    fn only_a_later_day_that_is_not_past_will_do() {
        let objection = |new| objection(&goal(None), day(new), day("2027-01-01"));
        assert!(objection("2026-12-18").unwrap().contains("has already"));
        assert!(objection("2026-12-17").unwrap().contains("before the present deadline, 2026-12-18"));
        assert!(objection("2026-12-31").unwrap().contains("past already"));
        assert_eq!(objection("2027-01-01"), None);
    }

    #[test]
    fn a_horizon_longer_than_the_policy_allows_is_counted() {
        assert_eq!(too_distant(&goal(None), day("2027-04-13"), 190), None);
        assert_eq!(too_distant(&goal(None), day("2027-04-14"), 190), Some(191));
    }

    #[test]
    fn the_last_day_moves_where_it_was_the_default_or_would_come_too_early() {
        use LastDay::{Follows, Moves, Stays};
        for (until, new, expected) in [
            (None, "2027-01-15", Follows(day("2027-02-14"))),
            // The last allowed day, written out.
            (Some("2027-01-17"), "2027-01-15", Moves { from: day("2027-01-17"), to: day("2027-02-14") }),
            // It would fall before the new deadline.
            (Some("2027-01-10"), "2027-01-15", Moves { from: day("2027-01-10"), to: day("2027-02-07") }),
            // Still after the new deadline.
            (Some("2027-01-16"), "2027-01-15", Stays),
            (Some("2027-01-15"), "2027-01-15", Stays),
            // Later than was ever allowed: no further than what is allowed now.
            (Some("2027-01-30"), "2027-02-15", Moves { from: day("2027-01-30"), to: day("2027-03-17") }),
            // Planned before the deadline.
            (Some("2026-12-01"), "2027-01-15", Moves { from: day("2026-12-01"), to: day("2026-12-29") }),
            // Planned long before the deadline, and that is past.
            (Some("2026-10-10"), "2027-01-15", Moves { from: day("2026-10-10"), to: day("2026-12-20") }),
        ] {
            let after = last_day_after(&goal(until).data, day(new), day("2026-12-20"), 30);
            assert_eq!(after, expected, "{until:?} {new}");
        }
        let mut bare = goal(None).data;
        bare.application = None;
        assert_eq!(last_day_after(&bare, day("2027-01-15"), day("2026-12-20"), 30), Stays);
    }
}
