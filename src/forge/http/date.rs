//! Moments as HTTP headers write them. Nothing here asks what time it is.

use crate::calendar::Date;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Seconds since 1970-01-01T00:00:00Z of `Sun, 06 Nov 1994 08:49:37 GMT`, the one form that may be
/// sent (RFC 9110, 5.6.7, IMF-fixdate).
pub(super) fn seconds(text: &str) -> Option<u64> {
    let (_, moment) = text.trim().split_once(", ")?;
    let parts: Vec<&str> = moment.split(' ').collect();
    let [day, month, year, time, "GMT"] = parts.as_slice() else { return None };
    let month = MONTHS.iter().zip(1_i8..).find_map(|(name, number)| (name == month).then_some(number))?;
    let date = Date::new(year.parse().ok()?, month, day.parse().ok()?).ok()?;
    let epoch = Date::new(1970, 1, 1).ok()?;
    let clock: Vec<u64> = time.split(':').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let [hours, minutes, seconds] = clock.as_slice() else { return None };
    if *hours > 23 || *minutes > 59 || *seconds > 60 {
        return None;
    }
    let days = u64::try_from(epoch.days_until(date)).ok()?;
    Some(days * 86_400 + hours * 3_600 + minutes * 60 + seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_in_headers_are_read() {
        assert_eq!(seconds("Sun, 06 Nov 1994 08:49:37 GMT"), Some(784_111_777));
        assert_eq!(seconds(" Thu, 01 Jan 1970 00:00:00 GMT"), Some(0));
        let wrong = [
            "",
            "1994-11-06T08:49:37Z",
            "120",
            "Sun, 31 Feb 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:00:00 GMT",
        ];
        for text in wrong {
            assert_eq!(seconds(text), None, "{text}");
        }
        for text in
            ["Sun, 06 Nov 1994 08:49:37 +0100", "Sun, 06 Nov 1969 08:49:37 GMT", "Sun, 06 Nov 1994 ::: GMT"]
        {
            assert_eq!(seconds(text), None, "{text}");
        }
    }
}
