//! For how many weeks in a row somebody has had something to write down. What becomes of it is for
//! the person alone to see.

use std::collections::BTreeSet;

use super::attendance::Attendance;
use crate::calendar::Date;
use crate::record::Person;

/// For how many consecutive weeks up to `day` the person has an entry.
///
/// A week is Monday to Sunday. A week on no day of which the person is
/// [present](super::presence) is skipped: it neither breaks the streak nor adds to it, not even
/// with an entry, so that nobody has a reason to work on holiday. The week of `day` adds to the
/// streak as soon as it has an entry and does not break it while it lasts. Entries dated after
/// `day` do not count.
///
/// With entries on 2026-11-04, 2026-11-11 and 2026-11-12 the streak is 2 weeks on Sunday,
/// 2026-11-22, and 0 on the next day.
///
/// `None`: there is no profile, or none that could be read.
#[must_use]
pub fn streak(person: &Person, day: Date) -> Option<usize> {
    let attendance = Attendance::of(person.profile()?);
    let absent = |first: Date, last: Date| attendance.days(first, last) == 0;
    let weeks: BTreeSet<(Date, Date)> = person
        .entries
        .iter()
        .filter(|entry| entry.data.date <= day)
        .map(|entry| (entry.data.date.week_start(), entry.data.date.week_end()))
        .filter(|(monday, sunday)| !absent(*monday, *sunday))
        .collect();
    let mut next_monday = day.week_start();
    let mut count = 0;
    for (monday, sunday) in weeks.into_iter().rev() {
        // Whole weeks lie between, so that no day at work between them means none in any of them.
        if sunday < next_monday && !absent(sunday.plus_days(1), next_monday.plus_days(-1)) {
            break;
        }
        count += 1;
        next_monday = monday;
    }
    Some(count)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::progress::sample::{Sample, day};

    fn with(profile: Value, dates: &[&str]) -> Sample {
        dates.iter().enumerate().fold(Sample::new().profile(profile), |sample, (id, date)| {
            sample.entry(&format!("e{id}"), json!({"date": date}))
        })
    }

    fn weeks(profile: Value, dates: &[&str], on: &str) -> Option<usize> {
        streak(&with(profile, dates).person, day(on))
    }

    #[test]
    fn the_present_week_breaks_nothing_while_it_lasts() {
        let dates = ["2026-11-04", "2026-11-11", "2026-11-12"];
        for (on, expected) in [
            ("2026-11-03", 0),
            ("2026-11-04", 1),
            ("2026-11-10", 1),
            ("2026-11-11", 2),
            ("2026-11-22", 2),
            ("2026-11-23", 0),
        ] {
            assert_eq!(weeks(json!({}), &dates, on), Some(expected), "{on}");
        }
    }

    #[test]
    fn sunday_and_monday_are_two_weeks_and_monday_to_sunday_is_one() {
        assert_eq!(weeks(json!({}), &["2026-11-15", "2026-11-16"], "2026-11-16"), Some(2));
        assert_eq!(weeks(json!({}), &["2026-11-16", "2026-11-22"], "2026-11-22"), Some(1));
        // The last week of 2026 is the first days of 2027 too.
        assert_eq!(weeks(json!({}), &["2026-12-28", "2027-01-03", "2027-01-04"], "2027-01-04"), Some(2));
    }

    #[test]
    fn a_week_wholly_away_is_skipped_and_one_partly_away_is_not() {
        let dates = ["2026-11-04", "2026-11-18"];
        let away = |start, end| json!({"away": [{"start": start, "end": end}]});
        let on = "2026-11-18";
        assert_eq!(weeks(away("2026-11-09", "2026-11-15"), &dates, on), Some(2));
        assert_eq!(weeks(away("2026-11-09", "2026-11-14"), &dates, on), Some(1));
        let in_parts = json!({"away": [{"start": "2026-11-12", "end": "2026-11-15"},
            {"start": "2026-11-09", "end": "2026-11-11"}]});
        assert_eq!(weeks(in_parts, &dates, on), Some(2));
        // An entry from the holiday adds nothing.
        let busy = ["2026-11-04", "2026-11-12", "2026-11-18"];
        assert_eq!(weeks(away("2026-11-09", "2026-11-15"), &busy, on), Some(2));
    }

    #[test]
    fn who_left_keeps_the_streak_and_who_is_unknown_has_none() {
        let left = json!({"left": "2026-11-15"});
        assert_eq!(weeks(left, &["2026-11-04", "2026-11-11"], "2030-01-01"), Some(2));
        assert_eq!(weeks(json!({"erased": true}), &["2026-11-04"], "2026-11-04"), Some(0));
        assert_eq!(weeks(json!({"started": "2026-11-09"}), &["2026-11-04"], "2026-11-09"), Some(0));
        assert_eq!(weeks(json!({}), &[], "2026-11-09"), Some(0));
        assert_eq!(streak(&Sample::new().person, day("2026-11-09")), None);
    }

    #[test]
    fn the_ends_of_the_calendar_are_weeks_too() {
        let ever = || json!({"started": "0000-01-01"});
        assert_eq!(weeks(ever(), &["9999-12-31", "9999-12-26"], "9999-12-31"), Some(2));
        assert_eq!(weeks(ever(), &["0000-01-01", "0000-01-03"], "0000-01-05"), Some(2));
    }
}
