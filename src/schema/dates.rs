//! What to say about a text that should be a date and is none.
//!
//! Pure text and calendar; the schema is not known here.

use crate::calendar::Date;
use crate::finding::Certainty;

/// What is wrong with a date, and what to write.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct DateAdvice {
    /// What is wrong, to follow the value found: "there is no 30 February 2026".
    pub(super) reason: String,
    /// A few words to stand beside the text.
    pub(super) label: &'static str,
    /// A sentence without full stop.
    pub(super) help: String,
    /// The date that is meant, where the text can mean only one.
    pub(super) replacement: Option<String>,
    /// How sure that is.
    pub(super) certainty: Certainty,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What to say about `text`, which is no date.
pub(super) fn advise(text: &str) -> DateAdvice {
    let text = text.trim();
    match canonical(text) {
        Some((year, month, day)) => no_such_day(year, month, day),
        None => {
            let meant = if text.len() > 40 { None } else { other_form(text) };
            DateAdvice {
                reason: "dates are written YYYY-MM-DD".into(),
                label: "expected YYYY-MM-DD",
                help: match meant {
                    Some(date) => format!("write `{date}`"),
                    None => {
                        "write four digits for the year and two each for month and day, such as `2026-12-18`"
                            .into()
                    }
                },
                replacement: meant.map(|date| date.to_string()),
                certainty: Certainty::Exact,
            }
        }
    }
}

/// Year, month and day of a text in the right shape.
fn canonical(text: &str) -> Option<(i16, i8, i8)> {
    let mut parts = text.split('-');
    let mut part = |length: usize| {
        parts.next().filter(|part| part.len() == length && part.bytes().all(|b| b.is_ascii_digit()))
    };
    let (year, month, day) = (part(4)?, part(2)?, part(2)?);
    if parts.next().is_some() {
        return None;
    }
    Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
}

fn no_such_day(year: i16, month: i8, day: i8) -> DateAdvice {
    let first = Date::new(year, month, 1).ok();
    let Some((first, name)) = first.zip(MONTHS.get(usize::try_from(month - 1).unwrap_or(usize::MAX))) else {
        let swapped = Date::new(year, day, month).ok();
        return DateAdvice {
            reason: format!("there is no month {month:02}"),
            label: "no such month",
            help: match swapped {
                Some(date) => format!("the month comes before the day: `{date}`"),
                None => "months are 01 to 12".into(),
            },
            replacement: swapped.map(|date| date.to_string()),
            // Nobody writes dates that way: it may as well be a slip in the month.
            certainty: Certainty::Likely,
        };
    };
    // The last day of a month is the one before the next month's first, 28 to 31 days later.
    let last = (28..=31).map(|days| first.plus_days(days - 1)).rfind(|date| same_month(*date, first));
    DateAdvice {
        reason: format!("there is no {day} {name} {year}"),
        label: "no such day",
        help: if day == 0 {
            format!("the first day of that month is {first}")
        } else {
            format!("the last day of that month is {}", last.unwrap_or(first))
        },
        replacement: None,
        certainty: Certainty::Likely,
    }
}

fn same_month(one: Date, other: Date) -> bool {
    one.to_string().get(..7) == other.to_string().get(..7)
}

/// The date that `text` means in another form of writing, where it can mean only one.
fn other_form(text: &str) -> Option<Date> {
    // 2026-12-01T00:00:00Z, 2026-12-01 10:00
    if let Some((date, time)) = text.split_once(['T', 't', ' '])
        && time.starts_with(|c: char| c.is_ascii_digit())
        && time.contains(':')
    {
        return date.parse().ok().or_else(|| other_form(date));
    }
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return date(text.get(..4)?, text.get(4..6)?, text.get(6..)?);
    }
    let separator = text.chars().find(|c| !c.is_ascii_alphanumeric())?;
    let parts: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let [one, two, three] = parts.as_slice() else { return None };
    let (one, two, three) = (*one, *two, *three);
    if let Some(month) = month_named(two) {
        return if one.len() == 4 { date(one, &month, three) } else { date(three, &month, ordinal(one)) };
    }
    if let Some(month) = month_named(one) {
        return date(three, &month, ordinal(two));
    }
    match separator {
        _ if one.len() == 4 => date(one, two, three),
        // With points, the day comes first wherever dates are written so.
        '.' => date(three, two, one),
        _ if one == two => date(three, one, two),
        _ => match (date(three, one, two), date(three, two, one)) {
            (Some(only), None) | (None, Some(only)) => Some(only),
            (Some(_), Some(_)) | (None, None) => None,
        },
    }
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    let digits = |text: &str, most: usize| text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
    if year.len() != 4 || !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// "Dec" → "12".
fn month_named(word: &str) -> Option<String> {
    let word = word.to_lowercase();
    let known = |name: &&str| word.len() >= 3 && name.to_lowercase().starts_with(&word);
    MONTHS.iter().position(known).map(|place| (place + 1).to_string())
}

/// "1st" → "1".
fn ordinal(text: &str) -> &str {
    text.trim_end_matches(|c: char| c.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_forms_lead_to_the_one_date_that_is_meant() {
        for (text, expected) in [
            ("1.12.2026", Some("2026-12-01")),
            ("2026/12/1", Some("2026-12-01")),
            ("20261201", Some("2026-12-01")),
            ("2026-12-1", Some("2026-12-01")),
            ("2026-12-01T00:00:00Z", Some("2026-12-01")),
            ("2026-12-01 10:00", Some("2026-12-01")),
            ("18/12/2026", Some("2026-12-18")),
            ("12/18/2026", Some("2026-12-18")),
            ("04/04/2026", Some("2026-04-04")),
            ("1 Dec 2026", Some("2026-12-01")),
            ("December 1st, 2026", Some("2026-12-01")),
            ("2026 Dec 1", Some("2026-12-01")),
            ("2026-18-12", Some("2026-12-18")),
            ("03/04/2026", None),
            ("1.12.26", None),
            ("29.2.2026", None),
            ("tomorrow", None),
            ("2026-12", None),
            ("", None),
            ("1 Ma 2026", None),
        ] {
            assert_eq!(advise(text).replacement.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn the_form_of_a_date_is_described() {
        let help = "write four digits for the year and two each for month and day, such as `2026-12-18`";
        assert_eq!(advise("tomorrow").help, help);
    }

    #[test]
    fn impossible_days_name_the_last_one() {
        let advice = advise("2026-02-30");
        assert_eq!(advice.reason, "there is no 30 February 2026");
        assert_eq!(advice.help, "the last day of that month is 2026-02-28");
        assert_eq!(advice.replacement, None);
        assert_eq!(advise("2024-02-30").help, "the last day of that month is 2024-02-29");
        assert_eq!(advise("2026-12-32").help, "the last day of that month is 2026-12-31");
        assert_eq!(advise("2026-04-00").help, "the first day of that month is 2026-04-01");
        assert_eq!(advise("2026-13-40").help, "months are 01 to 12");
        assert_eq!(advise("0000-00-00").reason, "there is no month 00");
    }

    proptest::proptest! {
        #[test]
        fn any_text_gets_advice_and_every_replacement_is_a_date(text in "\\PC{0,30}|[0-9./ -]{0,12}") {
            if let Some(replacement) = advise(&text).replacement {
                proptest::prop_assert!(replacement.parse::<Date>().is_ok());
            }
        }
    }
}
