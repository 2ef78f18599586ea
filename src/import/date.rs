//! Days as spreadsheets write them.

use crate::calendar::Date;

/// Which comes first where both could: the day or the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOrder {
    /// `5/3/2026` is 5 March.
    DayFirst,
    /// `5/3/2026` is 3 May.
    MonthFirst,
}

/// Why a text is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoDay {
    /// Day and month could be swapped.
    Ambiguous,
    /// No day at all.
    Other,
}

impl NoDay {
    pub(super) fn why(self) -> &'static str {
        match self {
            Self::Ambiguous => "day and month could be swapped",
            Self::Other => "no date",
        }
    }

    pub(super) fn help(self) -> &'static str {
        match self {
            Self::Ambiguous => "say which comes first: --dates day-first or --dates month-first",
            Self::Other => "write it as 2026-11-23",
        }
    }
}

/// Reads a day: `2026-11-23`, `2026/11/23`, `23.11.2026`, `11/23/2026`, each with a time behind it
/// or without. `order` decides where day and month could be swapped; with full stops the day comes
/// first.
pub(super) fn read(text: &str, order: Option<DayOrder>) -> Result<Date, NoDay> {
    let day = text.split(['T', ' ']).next().unwrap_or(text);
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    let [first, second, third] = parts.as_slice() else { return Err(NoDay::Other) };
    let digits = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    let made = |year: &str, month: &str, day: &str| {
        let (Ok(year), Ok(month), Ok(day)) = (year.parse(), month.parse(), day.parse()) else {
            return Err(NoDay::Other);
        };
        Date::new(year, month, day).map_err(|_| NoDay::Other)
    };
    if first.len() == 4 && digits(first, 4) && digits(second, 2) && digits(third, 2) {
        return made(first, second, third);
    }
    if !(third.len() == 4 && digits(third, 4) && digits(first, 2) && digits(second, 2)) {
        return Err(NoDay::Other);
    }
    let order = if day.contains('.') { Some(DayOrder::DayFirst) } else { order };
    match (order, made(third, second, first), made(third, first, second)) {
        (Some(DayOrder::DayFirst), day_first, _) => day_first,
        (Some(DayOrder::MonthFirst), _, month_first) => month_first,
        (None, Ok(one), Ok(other)) if one != other => Err(NoDay::Ambiguous),
        (None, Ok(only), _) | (None, Err(_), Ok(only)) => Ok(only),
        (None, Err(_), Err(_)) => Err(NoDay::Other),
    }
}

/// Which comes first in these texts, where some can be read in one way only and none contradicts it.
pub(super) fn order_of<'a>(texts: impl Iterator<Item = &'a str>) -> Option<DayOrder> {
    let (mut day_first, mut month_first) = (false, false);
    for text in texts {
        let day = read(text, Some(DayOrder::DayFirst));
        let month = read(text, Some(DayOrder::MonthFirst));
        match (day, month) {
            (Ok(_), Err(_)) => day_first = true,
            (Err(_), Ok(_)) => month_first = true,
            (Ok(_), Ok(_)) | (Err(_), Err(_)) => {}
        }
    }
    match (day_first, month_first) {
        (true, false) => Some(DayOrder::DayFirst),
        (false, true) => Some(DayOrder::MonthFirst),
        (true, true) | (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_they_are_written() {
        for (text, expected) in [
            ("2026-11-23", Ok("2026-11-23")),
            ("2026/11/3", Ok("2026-11-03")),
            ("2026-11-23 00:00:00", Ok("2026-11-23")),
            ("2026-11-23T10:15:00Z", Ok("2026-11-23")),
            ("3.5.2026", Ok("2026-05-03")),
            ("23.11.2026 14:00", Ok("2026-11-23")),
            ("11/23/2026", Ok("2026-11-23")),
            ("23/11/2026 9:00", Ok("2026-11-23")),
            ("5/5/2026", Ok("2026-05-05")),
            ("3/5/2026", Err(NoDay::Ambiguous)),
            ("31.02.2026", Err(NoDay::Other)),
            ("yesterday", Err(NoDay::Other)),
            ("3/5/26", Err(NoDay::Other)),
            ("", Err(NoDay::Other)),
        ] {
            assert_eq!(read(text, None).map(|day| day.to_string()), expected.map(str::to_owned), "{text}");
        }
        assert_eq!(read("3/5/2026", Some(DayOrder::MonthFirst)).unwrap().to_string(), "2026-03-05");
    }

    #[test]
    fn one_day_decides_for_its_column() {
        assert_eq!(order_of(["3/5/2026", "3/25/2026"].into_iter()), Some(DayOrder::MonthFirst));
        assert_eq!(order_of(["3/5/2026", "25/3/2026"].into_iter()), Some(DayOrder::DayFirst));
        assert_eq!(order_of(["25/3/2026", "3/25/2026"].into_iter()), None);
        assert_eq!(order_of(["3/5/2026", "2026-03-05"].into_iter()), None);
    }
}
