//! How rules say things that many of them say: counts of days.

/// A count of days, such as "1 day" and "14 days".
pub(in crate::rules) fn days(count: i64) -> String {
    if count == 1 { "1 day".to_owned() } else { format!("{count} days") }
}

/// When something is that is `left` days ahead: "today", "tomorrow", "in 3 days".
pub(in crate::rules) fn ahead(left: i64) -> String {
    match left {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        _ => format!("in {}", days(left)),
    }
}

/// When something was that is `past` days ago: "today", "yesterday", "3 days ago".
pub(in crate::rules) fn ago(past: i64) -> String {
    match past {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        _ => format!("{} ago", days(past)),
    }
}
