//! Whether somebody is there on a day. What is asked of people who are there is not decided here.

use crate::calendar::Date;
use crate::record::Profile;

/// Whether a person is there on a day.
///
/// Duties (rules marked †, load, streaks, application windows) are asked of people who are
/// [`Present`](Self::Present) only; people who [`Left`](Self::Left) are in no figure at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Presence {
    /// Started, has not left, and is not away.
    Present,
    /// The day is before `started`.
    NotStarted,
    /// The day lies in one of the times of `away`, first and last day included.
    Away,
    /// The day is after `left`, or the profile is a tombstone (`erased`).
    Left,
    /// There is no profile, or none that could be read.
    Unknown,
}

impl Presence {
    /// Whether the person of `profile` is there on `day`; `None`: no profile, or none that could be
    /// read.
    ///
    /// The first day (`started`) and the last one (`left`) are days at work. A time away that ends
    /// before it starts covers no day.
    #[must_use]
    pub fn of(profile: Option<&Profile>, day: Date) -> Self {
        let Some(profile) = profile else { return Self::Unknown };
        if profile.erased || profile.left.is_some_and(|last| day > last) {
            Self::Left
        } else if day < profile.started {
            Self::NotStarted
        } else if profile.away.iter().any(|absence| (absence.start..=absence.end).contains(&day)) {
            Self::Away
        } else {
            Self::Present
        }
    }

    /// Whether the person is known to be there, so that a duty may be asked of them.
    #[must_use]
    pub fn is_present(self) -> bool {
        match self {
            Self::Present => true,
            Self::NotStarted | Self::Away | Self::Left | Self::Unknown => false,
        }
    }

    /// Whether the person belongs to a team: a team has what its people know, also while they are
    /// away.
    #[must_use]
    pub fn is_member(self) -> bool {
        match self {
            Self::Present | Self::Away => true,
            Self::NotStarted | Self::Left | Self::Unknown => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::progress::sample::{Sample, day};

    fn on(profile: serde_json::Value, date: &str) -> Presence {
        Presence::of(Sample::new().profile(profile).person.profile(), day(date))
    }

    #[test]
    fn the_first_and_the_last_day_are_days_at_work() {
        let profile = json!({"started": "2026-03-02", "left": "2026-06-30"});
        for (date, expected) in [
            ("2026-03-01", Presence::NotStarted),
            ("2026-03-02", Presence::Present),
            ("2026-06-30", Presence::Present),
            ("2026-07-01", Presence::Left),
        ] {
            assert_eq!(on(profile.clone(), date), expected, "{date}");
        }
    }

    #[test]
    fn a_time_away_includes_both_of_its_ends() {
        let profile = json!({"away": [
            {"start": "2026-12-21", "end": "2027-01-08"},
            {"start": "2027-02-01", "end": "2027-02-01"},
            {"start": "2027-03-09", "end": "2027-03-01"},
        ]});
        for (date, expected) in [
            ("2026-12-20", Presence::Present),
            ("2026-12-21", Presence::Away),
            ("2027-01-08", Presence::Away),
            ("2027-01-09", Presence::Present),
            ("2027-02-01", Presence::Away),
            ("2027-03-05", Presence::Present),
        ] {
            assert_eq!(on(profile.clone(), date), expected, "{date}");
        }
    }

    #[test]
    fn of_nobody_known_and_of_tombstones_nothing_is_asked() {
        let unknown = Presence::of(None, day("2026-11-22"));
        assert_eq!(unknown, Presence::Unknown);
        assert!(!unknown.is_present());
        assert_eq!(on(json!({"erased": true}), "2026-11-22"), Presence::Left);
    }
}
