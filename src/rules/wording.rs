//! How rules say things that many of them say: counts.

/// A count of days, such as "1 day" and "14 days".
pub(in crate::rules) fn days(count: i64) -> String {
    if count == 1 { "1 day".to_owned() } else { format!("{count} days") }
}

/// A count of things, such as "1 place" and "2 places".
pub(in crate::rules) fn count(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}
