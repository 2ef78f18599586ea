//! Civil dates, and "today" as a value. Nothing here reads a clock.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A day of the proleptic Gregorian calendar, written `YYYY-MM-DD` and in no other way.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

/// Why a text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Not four, two and two digits with hyphens between.
    #[error("a date is written YYYY-MM-DD")]
    Shape,
    /// The right shape, but the calendar has no such day.
    #[error("there is no such day in the calendar")]
    NoSuchDay,
}

impl Date {
    /// The first day there is.
    pub const FIRST: Self = Self(jiff::civil::Date::constant(0, 1, 1));
    /// The last day there is.
    pub const LAST: Self = Self(jiff::civil::Date::MAX);

    /// The day `year`-`month`-`day`.
    ///
    /// # Errors
    /// [`DateError::NoSuchDay`] where the calendar has no such day.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Self, DateError> {
        jiff::civil::Date::new(year, month, day).map(Self).map_err(|_| DateError::NoSuchDay)
    }

    /// The day `days` after this one (before it, if negative), held within years 0000 to 9999.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        self.moved(jiff::Span::new().try_days(days).ok(), days < 0)
    }

    /// The same day `months` calendar months later (earlier, if negative), held within years 0000
    /// to 9999. Where that month is too short, its last day: one month after 31 January is 28 or
    /// 29 February.
    #[must_use]
    pub fn plus_months(self, months: i64) -> Self {
        self.moved(jiff::Span::new().try_months(months).ok(), months < 0)
    }

    /// This day moved by `span`; `None` is a span beyond all years, back in time or forward.
    fn moved(self, span: Option<jiff::Span>, back: bool) -> Self {
        let moved = span.and_then(|span| self.0.checked_add(span).ok());
        moved.map_or(if back { Self::FIRST } else { Self::LAST }, Self).max(Self::FIRST)
    }

    /// Whole days from this day to `later`; negative where `later` is earlier.
    #[must_use]
    pub fn days_until(self, later: Self) -> i64 {
        i64::from((later.0 - self.0).get_days())
    }

    /// The Monday of this day's week (ISO 8601), held within years 0000 to 9999.
    #[must_use]
    pub fn week_start(self) -> Self {
        self.plus_days(-i64::from(self.0.weekday().to_monday_zero_offset()))
    }

    /// The Sunday of this day's week (ISO 8601), held within years 0000 to 9999.
    #[must_use]
    pub fn week_end(self) -> Self {
        self.plus_days(6 - i64::from(self.0.weekday().to_monday_zero_offset()))
    }

    /// The last day of this day's month.
    #[must_use]
    pub fn month_end(self) -> Self {
        Self(self.0.last_of_month())
    }

    /// The year, 0 to 9999.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }
}

/// A quarter of a calendar year: January to March, April to June, and so on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    year: i16,
    /// 0 to 3.
    index: i8,
}

impl Quarter {
    /// The quarter that holds `day`.
    #[must_use]
    pub fn of(day: Date) -> Self {
        Self { year: day.0.year(), index: (day.0.month() - 1) / 3 }
    }

    /// The first day of the quarter.
    #[must_use]
    pub fn first_day(self) -> Date {
        Date(jiff::civil::Date::constant(self.year, 1, 1)).plus_months(i64::from(self.index) * 3)
    }

    /// The last day of the quarter.
    #[must_use]
    pub fn last_day(self) -> Date {
        Date(jiff::civil::Date::constant(self.year, 1, 31)).plus_months(i64::from(self.index) * 3 + 2)
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let bytes = text.as_bytes();
        let shape = bytes.len() == 10
            && bytes.iter().enumerate().all(
                |(i, b)| {
                    if i == 4 || i == 7 { *b == b'-' } else { b.is_ascii_digit() }
                },
            );
        if !shape {
            return Err(DateError::Shape);
        }
        text.parse().map(Self).map_err(|_| DateError::NoSuchDay)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl schemars::JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "format": "date",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
        })
    }
}

/// A time zone of the IANA database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(jiff::tz::TimeZone);

impl Zone {
    /// The zone called `name`, e.g. `Europe/Madrid`, from the database built into the program.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        jiff::tz::TimeZone::get(name).ok().map(Self)
    }

    /// Coordinated universal time.
    #[must_use]
    pub fn utc() -> Self {
        Self(jiff::tz::TimeZone::UTC)
    }

    /// The names of all zones.
    pub fn names() -> impl Iterator<Item = String> {
        jiff::tz::db().available().map(|name| name.as_str().to_owned())
    }

    /// The day that it is in this zone, `seconds` after 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn date_at(&self, seconds: i64) -> Option<Date> {
        let instant = jiff::Timestamp::from_second(seconds).ok()?;
        Some(Date(instant.to_zoned(self.0.clone()).date()))
    }

    /// The latest day that it can be anywhere on earth (UTC+14) while it is `day` in this zone: one
    /// day ahead of most zones, two ahead of those west of UTC−10, none ahead of UTC+14 itself.
    #[must_use]
    pub fn latest_anywhere(&self, day: Date) -> Date {
        let last_second = day.0.at(23, 59, 59, 0).to_zoned(self.0.clone());
        let farthest = jiff::tz::TimeZone::fixed(jiff::tz::offset(14));
        // Beyond year 9999 there is no later day to name.
        last_second.map_or(day, |moment| Date(moment.with_time_zone(farthest).date()).max(day))
    }
}

/// A moment with the clock that it was read on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    /// What the clock was ahead of UTC, in minutes.
    pub offset_minutes: i32,
}

/// Reads RFC 3339: `2026-06-01T09:12:00+02:00`.
impl FromStr for Moment {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let pieces = jiff::fmt::temporal::Pieces::parse(text).map_err(|_| DateError::Shape)?;
        let offset = pieces.to_numeric_offset().ok_or(DateError::Shape)?;
        let time = pieces.time().ok_or(DateError::Shape)?;
        let instant =
            offset.to_timestamp(pieces.date().to_datetime(time)).map_err(|_| DateError::NoSuchDay)?;
        Ok(Self { seconds: instant.as_second(), offset_minutes: offset.seconds() / 60 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_form_is_a_date() {
        for (text, expected) in [
            ("2026-02-28", Ok("2026-02-28")),
            ("2024-02-29", Ok("2024-02-29")),
            ("2026-02-29", Err(DateError::NoSuchDay)),
            ("2026-02-30", Err(DateError::NoSuchDay)),
            ("20260228", Err(DateError::Shape)),
            ("2026-2-28", Err(DateError::Shape)),
            ("2026-02-28T10:00", Err(DateError::Shape)),
            ("", Err(DateError::Shape)),
        ] {
            let parsed = text.parse::<Date>().map(|date| date.to_string());
            assert_eq!(parsed, expected.map(str::to_owned), "{text}");
        }
    }

    #[test]
    fn days_are_counted_across_leap_days_and_held_at_the_ends() {
        let date: Date = "2024-02-28".parse().unwrap();
        assert_eq!(date.plus_days(2).to_string(), "2024-03-01");
        assert_eq!(date.days_until("2025-02-28".parse().unwrap()), 366);
        assert_eq!(date.plus_days(i64::MAX).to_string(), "9999-12-31");
        assert_eq!(date.plus_days(i64::MIN).to_string(), "0000-01-01");
    }

    #[test]
    fn months_end_on_the_last_day_there_is_and_are_held_at_the_ends() {
        for (from, months, expected) in [
            ("2026-01-31", 1, "2026-02-28"),
            ("2024-01-31", 1, "2024-02-29"),
            ("2024-02-29", 12, "2025-02-28"),
            ("2024-02-29", 48, "2028-02-29"),
            ("2026-08-31", 1, "2026-09-30"),
            ("2026-12-11", 24, "2028-12-11"),
            ("2026-11-30", 3, "2027-02-28"),
            ("2026-03-31", -1, "2026-02-28"),
            ("2026-05-05", 0, "2026-05-05"),
            ("2026-05-05", i64::MAX, "9999-12-31"),
            ("9999-11-30", 2, "9999-12-31"),
            ("2026-05-05", i64::MIN, "0000-01-01"),
            ("0000-01-31", -1, "0000-01-01"),
        ] {
            let date: Date = from.parse().unwrap();
            assert_eq!(date.plus_months(months).to_string(), expected, "{from} and {months} months");
        }
    }

    #[test]
    fn a_week_is_monday_to_sunday_and_held_at_the_ends() {
        for (day, monday, sunday) in [
            ("2026-11-16", "2026-11-16", "2026-11-22"),
            ("2026-11-22", "2026-11-16", "2026-11-22"),
            ("2027-01-01", "2026-12-28", "2027-01-03"),
            ("0000-01-01", "0000-01-01", "0000-01-02"),
            ("9999-12-31", "9999-12-27", "9999-12-31"),
        ] {
            let date: Date = day.parse().unwrap();
            assert_eq!(date.week_start().to_string(), monday, "{day}");
            assert_eq!(date.week_end().to_string(), sunday, "{day}");
        }
    }

    #[test]
    fn a_moment_keeps_its_offset() {
        let moment: Moment = "2026-01-01T01:00:00+01:00".parse().unwrap();
        assert_eq!(moment, Moment { seconds: 1_767_225_600, offset_minutes: 60 });
        assert_eq!("2026-01-01T01:00:00".parse::<Moment>(), Err(DateError::Shape));
        assert_eq!("2026-01-01".parse::<Moment>(), Err(DateError::Shape));
    }

    #[test]
    fn today_depends_on_the_zone() {
        let new_year = 1_767_225_600; // 2026-01-01T00:00:00Z
        let day = |zone: &str| Zone::named(zone).unwrap().date_at(new_year).unwrap().to_string();
        assert_eq!(day("UTC"), "2026-01-01");
        assert_eq!(day("America/New_York"), "2025-12-31");
        assert!(Zone::named("Mars/Olympus").is_none());
    }

    #[test]
    fn a_quarter_ends_on_the_last_day_of_its_third_month() {
        for (day, first, last) in [
            ("2026-01-01", "2026-01-01", "2026-03-31"),
            ("2024-02-29", "2024-01-01", "2024-03-31"),
            ("2026-06-30", "2026-04-01", "2026-06-30"),
            ("2026-07-01", "2026-07-01", "2026-09-30"),
            ("9999-12-31", "9999-10-01", "9999-12-31"),
        ] {
            let quarter = Quarter::of(day.parse().unwrap());
            assert_eq!(
                (quarter.first_day().to_string(), quarter.last_day().to_string()),
                (first.into(), last.into())
            );
        }
    }

    #[test]
    fn a_month_ends_on_its_last_day() {
        for (day, end) in [
            ("2026-11-22", "2026-11-30"),
            ("2026-11-30", "2026-11-30"),
            ("2024-02-01", "2024-02-29"),
            ("2026-02-28", "2026-02-28"),
            ("0000-01-01", "0000-01-31"),
            ("9999-12-31", "9999-12-31"),
        ] {
            assert_eq!(day.parse::<Date>().unwrap().month_end().to_string(), end, "{day}");
        }
    }

    #[test]
    fn elsewhere_it_may_be_one_or_two_days_later() {
        let day: Date = "2026-11-22".parse().unwrap();
        for (zone, expected) in [
            ("Pacific/Kiritimati", "2026-11-22"), // UTC+14
            ("Asia/Tokyo", "2026-11-23"),
            ("UTC", "2026-11-23"),
            ("America/Los_Angeles", "2026-11-23"),
            ("Pacific/Honolulu", "2026-11-23"), // UTC-10: 23:59:59 there is 23:59:59 a day later
            ("Pacific/Pago_Pago", "2026-11-24"), // UTC-11
            ("Etc/GMT+12", "2026-11-24"),
        ] {
            assert_eq!(Zone::named(zone).unwrap().latest_anywhere(day).to_string(), expected, "{zone}");
        }
        for day in ["0000-01-01", "9999-12-31"] {
            let day: Date = day.parse().unwrap();
            assert!(Zone::named("Etc/GMT+12").unwrap().latest_anywhere(day) >= day);
        }
    }

    proptest::proptest! {
        /// Whatever moment of its day it is in a zone, nowhere is it later than it says.
        #[test]
        fn nowhere_is_it_later_than_the_latest_day(
            zone in proptest::sample::select(Zone::names().collect::<Vec<_>>()),
            seconds in -4_000_000_000_i64..8_000_000_000,
        ) {
            let (zone, farthest) = (Zone::named(&zone).unwrap(), Zone::named("Etc/GMT-14").unwrap());
            let day = zone.date_at(seconds).unwrap();
            let latest = zone.latest_anywhere(day);
            proptest::prop_assert!(farthest.date_at(seconds).unwrap() <= latest);
            proptest::prop_assert!(day.days_until(latest) <= 2);
        }

        #[test]
        fn months_and_days_agree(days in 0..3_000_000_i64, months in 0..2_000_i64) {
            let date = "0000-01-01".parse::<Date>().unwrap().plus_days(days);
            let later = date.plus_months(months);
            proptest::prop_assert!(later >= date.plus_days(28 * months));
            proptest::prop_assert!(later <= date.plus_days(31 * months));
            proptest::prop_assert!(date.plus_days(1).plus_months(months) >= later);
        }
    }
}
