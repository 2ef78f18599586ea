//! How many days somebody is there. Whether somebody is there on one day is in
//! [`presence`](super::presence).

use crate::calendar::Date;
use crate::record::Profile;

/// The days on which the person of a profile is [present](super::presence::Presence), ready to be
/// counted over any time however long, in time that grows with the logarithm of the absences.
#[derive(Clone, Debug)]
pub struct Attendance {
    /// The first and the last day; `None`: a tombstone, whose person is never there.
    span: Option<(Date, Date)>,
    /// Times away, in order, none touching another.
    away: Vec<Away>,
}

#[derive(Clone, Copy, Debug)]
struct Away {
    start: Date,
    end: Date,
    /// Days away before `start`.
    before: i64,
}

impl Attendance {
    /// The days at work of the person of `profile`.
    #[must_use]
    pub fn of(profile: &Profile) -> Self {
        let mut times: Vec<(Date, Date)> =
            profile.away.iter().map(|absence| (absence.start, absence.end)).collect();
        times.retain(|(start, end)| start <= end);
        times.sort_unstable();
        let mut away: Vec<Away> = Vec::new();
        for (start, end) in times {
            match away.last_mut() {
                Some(last) if start <= last.end => last.end = last.end.max(end),
                last => {
                    let before = last.map_or(0, |last| last.before + days(last.start, last.end));
                    away.push(Away { start, end, before });
                }
            }
        }
        let last = profile.left.unwrap_or(Date::LAST);
        Self { span: (!profile.erased).then_some((profile.started, last)), away }
    }

    /// On how many days from `first` to `last`, both included, the person is there; zero where
    /// `last` is before `first`.
    ///
    /// ```
    /// # use milepost::progress::attendance::Attendance;
    /// # use milepost::record::Profile;
    /// let profile: Profile = serde_json::from_value(serde_json::json!({
    ///     "role": "backend", "tier": "mid", "discipline": "backend", "started": "2026-03-02",
    ///     "away": [{"start": "2026-12-21", "end": "2027-01-08"}],
    /// })).unwrap();
    /// let days = |first: &str, last: &str| {
    ///     Attendance::of(&profile).days(first.parse().unwrap(), last.parse().unwrap())
    /// };
    /// assert_eq!(days("2026-12-18", "2026-12-31"), 3);
    /// assert_eq!(days("2026-12-21", "2027-01-08"), 0);
    /// assert_eq!(days("2026-01-01", "2026-03-02"), 1);
    /// ```
    #[must_use]
    pub fn days(&self, first: Date, last: Date) -> i64 {
        let Some((started, left)) = self.span else { return 0 };
        let (first, last) = (first.max(started), last.min(left));
        if first > last {
            return 0;
        }
        let away = self.days_away_before(last) + i64::from(self.is_away(last)) - self.days_away_before(first);
        days(first, last) - away
    }

    /// The last time away that begins no later than `day`.
    fn latest_away(&self, day: Date) -> Option<&Away> {
        let begun = self.away.partition_point(|away| away.start <= day);
        self.away.get(begun.checked_sub(1)?)
    }

    fn is_away(&self, day: Date) -> bool {
        self.latest_away(day).is_some_and(|away| day <= away.end)
    }

    fn days_away_before(&self, day: Date) -> i64 {
        self.latest_away(day).map_or(0, |away| {
            // Of the time that `day` lies in, the days before it.
            let within =
                if day <= away.end { away.start.days_until(day) } else { days(away.start, away.end) };
            away.before + within
        })
    }
}

/// Days from `first` to `last`, both included.
fn days(first: Date, last: Date) -> i64 {
    first.days_until(last) + 1
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::progress::presence::Presence;
    use crate::progress::sample::{Sample, day};

    #[test]
    fn of_a_tombstone_no_day_counts() {
        let sample = Sample::new().profile(json!({"erased": true}));
        let attendance = Attendance::of(sample.person.profile().unwrap());
        assert_eq!(attendance.days(day("0000-01-01"), day("9999-12-31")), 0);
    }

    #[test]
    fn all_days_there_are_can_be_counted() {
        let sample = Sample::new().profile(json!({"started": "0000-01-01",
            "away": [{"start": "0000-01-02", "end": "9999-12-30"}, {"start": "9999-12-31", "end": "0000-01-01"}]}));
        let attendance = Attendance::of(sample.person.profile().unwrap());
        assert_eq!(attendance.days(day("0000-01-01"), day("9999-12-31")), 2);
        assert_eq!(attendance.days(day("9999-12-31"), day("0000-01-01")), 0);
    }

    proptest! {
        #[test]
        fn days_are_those_on_which_somebody_is_present(
            away in vec((0..60_i64, -3..20_i64), 0..8),
            started in 0..40_i64, left in proptest::option::of(0..70_i64),
            first in 0..70_i64, length in -3..70_i64,
        ) {
            let date = |days: i64| day("2026-01-01").plus_days(days);
            let away: Vec<_> = away
                .iter()
                .map(|(start, length)| json!({"start": date(*start), "end": date(start + length)}))
                .collect();
            let mut fields = json!({"started": date(started), "away": away});
            if let Some(left) = left { fields["left"] = json!(date(left)) }
            let sample = Sample::new().profile(fields);
            let profile = sample.person.profile();
            let counted = (first..=first + length)
                .filter(|day| Presence::of(profile, date(*day)).is_present())
                .count();
            let days = Attendance::of(profile.unwrap()).days(date(first), date(first + length));
            prop_assert_eq!(days, counted as i64);
        }
    }
}
