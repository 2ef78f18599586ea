//! How rules say things that many of them say: counts of days.

/// A count of days, such as "1 day" and "14 days".
pub(in crate::rules) fn days(count: i64) -> String {
    if count == 1 { "1 day".to_owned() } else { format!("{count} days") }
}
