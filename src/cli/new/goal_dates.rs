//! The deadline that is proposed for a goal, and the last day for using it at work. Pure: days in,
//! days out.

use crate::calendar::Date;
use crate::record::{Absence, DemandWindow};

/// How far ahead a deadline is proposed where nothing else decides: twelve weeks.
const USUAL_DAYS: i64 = 84;
/// Nearer than this no deadline is proposed.
const LEAST_DAYS: i64 = 14;

/// What a deadline has to fit.
pub(super) struct Frame<'a> {
    /// The day on which the goal starts.
    pub(super) today: Date,
    /// `goals.max_days`.
    pub(super) max_days: i64,
    /// `application.window_days`.
    pub(super) window_days: i64,
    /// When the person is away.
    pub(super) away: &'a [Absence],
    /// Quiet times that the goal has to touch, because it has an intensive module; empty where any time
    /// will do.
    pub(super) quiet: Vec<&'a DemandWindow>,
    /// The day by which somebody needs it, or on which the program ends.
    pub(super) wanted: Option<Date>,
}

impl Frame<'_> {
    fn latest(&self) -> Date {
        self.today.plus_days(self.max_days)
    }

    fn absence(&self, day: Date) -> Option<&Absence> {
        self.away.iter().find(|away| away.start <= day && day <= away.end)
    }

    /// The deadline to propose: a working day on which the person is there, not later than the policy
    /// allows.
    #[must_use]
    pub(super) fn deadline(&self) -> Date {
        let soonest = self.today.plus_days(LEAST_DAYS.min(self.max_days));
        let wanted = self.wanted.filter(|day| *day >= soonest);
        let mut day = wanted.unwrap_or_else(|| self.today.plus_days(USUAL_DAYS)).min(self.latest());
        let touches = |window: &&DemandWindow| window.end >= self.today && window.start <= day;
        if !self.quiet.is_empty() && !self.quiet.iter().copied().any(|window| touches(&window)) {
            let next =
                self.quiet.iter().filter(|window| window.start > day).min_by_key(|window| window.start);
            // The whole quiet time, as far as the policy lets a goal run.
            let end = next.filter(|window| window.start <= self.latest()).map(|window| window.end);
            day = end.map_or(day, |end| end.min(self.latest()));
        }
        self.there(day, soonest)
    }

    /// The last day for using it at work: as late as the policy allows, but while the person is there.
    #[must_use]
    pub(super) fn until(&self, deadline: Date) -> Date {
        let latest = deadline.plus_days(self.window_days);
        self.present_at_or_before(latest, deadline).unwrap_or(latest)
    }

    /// `day` or the nearest one before it that will do; after an absence where there is none.
    fn there(&self, day: Date, soonest: Date) -> Date {
        if let Some(day) = self.present_at_or_before(day, soonest).map(workday) {
            return day.max(soonest.min(self.latest()));
        }
        let mut later = day;
        while let Some(away) = self.absence(later)
            && later < self.latest()
        {
            later = away.end.plus_days(1).min(self.latest());
        }
        later
    }

    fn present_at_or_before(&self, day: Date, soonest: Date) -> Option<Date> {
        let mut day = day;
        // Each step leaves one absence behind.
        for _ in 0..=self.away.len() {
            match self.absence(day) {
                None => return Some(day).filter(|day| *day >= soonest),
                Some(away) => day = away.start.plus_days(-1),
            }
        }
        None
    }
}

/// The Friday before a weekend.
fn workday(day: Date) -> Date {
    match day.week_start().days_until(day) {
        5 => day.plus_days(-1),
        6 => day.plus_days(-2),
        _ => day,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn frame(away: &[Absence]) -> Frame<'_> {
        Frame {
            today: date("2026-11-23"),
            max_days: 190,
            window_days: 30,
            away,
            quiet: Vec::new(),
            wanted: None,
        }
    }

    fn absent(start: &str, end: &str) -> Absence {
        Absence { start: date(start), end: date(end) }
    }

    #[test]
    fn a_deadline_is_twelve_weeks_ahead_or_when_it_is_needed() {
        assert_eq!(frame(&[]).deadline(), date("2027-02-15"));
        let wanted = |day| Frame { wanted: Some(date(day)), ..frame(&[]) }.deadline();
        assert_eq!(wanted("2026-12-18"), date("2026-12-18"));
        assert_eq!(wanted("2026-12-19"), date("2026-12-18"), "a Saturday");
        assert_eq!(wanted("2026-11-25"), date("2027-02-15"), "too near to be reached");
        assert_eq!(wanted("2028-01-01"), date("2027-06-01"), "190 days after the start");
        let short = Frame { max_days: 30, ..frame(&[]) };
        assert_eq!(short.deadline(), date("2026-12-23"));
        let tiny = Frame { max_days: 0, ..frame(&[]) };
        assert_eq!(tiny.deadline(), date("2026-11-23"));
    }

    #[test]
    fn nobody_has_a_deadline_while_away() {
        let away = [absent("2027-02-10", "2027-03-10"), absent("2027-02-01", "2027-02-09")];
        assert_eq!(frame(&away).deadline(), date("2027-01-29"), "a Friday before both");
        let parental = [absent("2026-11-24", "2027-05-01")];
        assert_eq!(frame(&parental).deadline(), date("2027-05-02"));
        let gone = [absent("2026-11-24", "2029-05-01")];
        assert_eq!(frame(&gone).deadline(), date("2027-06-01"), "no later than the policy allows");
    }

    #[test]
    fn the_last_day_for_using_it_is_one_on_which_the_person_is_there() {
        assert_eq!(frame(&[]).until(date("2026-12-18")), date("2027-01-17"));
        let away = [absent("2027-01-11", "2027-01-31")];
        assert_eq!(frame(&away).until(date("2026-12-18")), date("2027-01-10"));
        let all = [absent("2026-12-18", "2027-01-31")];
        assert_eq!(frame(&all).until(date("2026-12-18")), date("2027-01-17"));
    }

    #[test]
    fn an_intensive_module_waits_for_the_next_quiet_time() {
        let window = |start, end| DemandWindow { name: "quiet".into(), start: date(start), end: date(end) };
        let (near, far) = (window("2027-03-01", "2027-03-12"), window("2028-01-01", "2028-01-31"));
        let deadline = |windows: Vec<&DemandWindow>| Frame { quiet: windows, ..frame(&[]) }.deadline();
        assert_eq!(deadline(vec![&far, &near]), date("2027-03-12"));
        assert_eq!(deadline(vec![&far]), date("2027-02-15"), "beyond what the policy allows");
        assert_eq!(deadline(vec![&window("2026-12-21", "2027-01-08")]), date("2027-02-15"), "touched anyhow");
    }

    proptest::proptest! {
        #[test]
        fn whatever_the_absences_both_days_are_allowed(
            max_days in 0..400_i64,
            absences in proptest::collection::vec((0..500_i64, 0..200_i64), 0..6),
            wanted in proptest::option::of(-100..800_i64),
        ) {
            let today = date("2026-11-23");
            let away: Vec<_> = absences
                .iter()
                .map(|(start, days)| Absence { start: today.plus_days(*start), end: today.plus_days(start + days) })
                .collect();
            let wanted = wanted.map(|days| today.plus_days(days));
            let frame = Frame { today, max_days, window_days: 30, away: &away, quiet: Vec::new(), wanted };
            let deadline = frame.deadline();
            proptest::prop_assert!(today <= deadline && deadline <= today.plus_days(max_days));
            let until = frame.until(deadline);
            proptest::prop_assert!(deadline <= until && until <= deadline.plus_days(30));
        }
    }
}
