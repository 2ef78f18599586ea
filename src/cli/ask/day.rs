//! Days as people type them.

use crate::calendar::{Date, DateError};

/// More days than this are nobody's plan, and would leave the calendar.
const MOST_DAYS: i64 = 100_000;

/// The day that `text` names: `2026-12-18`, `today`, `tomorrow`, `yesterday`, `+30d`, `-2w`, `in 3
/// weeks`, `in 2 months`.
///
/// # Errors
/// What is wrong with it, in words that follow the text.
pub(super) fn parse_day(text: &str, today: Date) -> Result<Date, String> {
    let text = text.trim().to_lowercase();
    match text.parse::<Date>() {
        Ok(day) => return Ok(day),
        Err(DateError::NoSuchDay) => return Err(format!("there is no day {text} in the calendar")),
        Err(DateError::Shape) => {}
    }
    match text.as_str() {
        "today" => return Ok(today),
        "tomorrow" => return Ok(today.plus_days(1)),
        "yesterday" => return Ok(today.plus_days(-1)),
        _ => {}
    }
    relative(&text, today)
        .ok_or_else(|| format!("`{text}` is no day: write YYYY-MM-DD, today, +30d or in 6 weeks"))
}

/// `+30d`, `-2w`, `in 3 weeks`, `3 weeks`.
fn relative(text: &str, today: Date) -> Option<Date> {
    let (sign, rest) = match (text.strip_prefix('+'), text.strip_prefix('-'), text.strip_prefix("in ")) {
        (Some(rest), _, _) | (_, _, Some(rest)) => (1, rest),
        (_, Some(rest), _) => (-1, rest),
        (None, None, None) => (1, text),
    };
    let rest = rest.trim_start();
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (number, unit) = rest.split_at_checked(digits)?;
    let count = number.parse::<i64>().ok().filter(|count| *count <= MOST_DAYS)? * sign;
    match unit.trim() {
        "d" | "day" | "days" => Some(today.plus_days(count)),
        "w" | "week" | "weeks" => Some(today.plus_days(count * 7)),
        "m" | "month" | "months" => Some(today.plus_months(count)),
        "y" | "year" | "years" => Some(today.plus_months(count * 12)),
        _ => None,
    }
}

/// What a typed day means: its date, weekday and distance.
pub(super) fn meaning(day: Date, today: Date) -> String {
    let distance = match today.days_until(day) {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        days if days < 0 => format!("{} days ago", -days),
        days => format!("in {days} days"),
    };
    format!("{day}, {}, {distance}", weekday(day))
}

/// Its English name; a week begins on Monday.
fn weekday(day: Date) -> &'static str {
    match day.week_start().days_until(day) {
        0 => "Monday",
        1 => "Tuesday",
        2 => "Wednesday",
        3 => "Thursday",
        4 => "Friday",
        5 => "Saturday",
        _ => "Sunday",
    }
}
