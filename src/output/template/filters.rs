//! What templates may call, beside minijinja's own filters. Each is listed in `templates/README.md`.

use minijinja::{Environment, Error, ErrorKind, Value};

use super::Target;
use crate::output::escape;
use crate::output::wording;

/// Cells of a bar.
const BAR: u64 = 10;

/// Adds the filters for `target`.
pub(super) fn add(environment: &mut Environment<'static>, target: Target) {
    environment.add_filter("count", |n: u64, word: &str| {
        wording::count(usize::try_from(n).unwrap_or(usize::MAX), word)
    });
    environment.add_filter("number", |value: Value| number(&value));
    environment.add_filter("money", |value: Value, currency: &str| {
        number(&value).map(|amount| format!("{amount} {currency}"))
    });
    environment.add_filter("percent", |value: Value| number(&value).map(|text| format!("{text} %")));
    environment.add_filter("figure", |value: f64| grouped(&value.to_string()));
    environment.add_filter("signed", |value: Value| number(&value).map(signed));
    environment.add_filter("shorten", |text: &str, most: usize| escape::shorten(text, most));
    match target {
        Target::Markdown => {
            environment.add_filter("code", |text: &str| Value::from_safe_string(escape::code(text)));
            environment.add_filter("link", |address: &str| {
                Value::from_safe_string(escape::link(address).markdown())
            });
            environment.add_filter("bar", |met: u64, total: u64| {
                let filled = met.min(total) * BAR / total.max(1);
                let cells = |n: u64, cell: &str| cell.repeat(usize::try_from(n).unwrap_or_default());
                let bar = format!("{}{}", cells(filled, "█"), cells(BAR - filled, "░"));
                Value::from_safe_string(escape::code(&bar))
            });
        }
        Target::Html => {
            environment
                .add_filter("link", |address: &str| Value::from_safe_string(escape::html_link(address)));
        }
    }
}

/// `45,000`, `2.5`, `−22,000`: at most one decimal, thousands apart, a real minus sign.
fn number(value: &Value) -> Result<String, Error> {
    let wrong = || Error::new(ErrorKind::InvalidOperation, "a number is expected");
    let written = if let Ok(whole) = i128::try_from(value.clone()) {
        whole.to_string()
    } else {
        let number = f64::try_from(value.clone()).map_err(|_| wrong())?;
        let text = format!("{number:.1}");
        text.strip_suffix(".0").map_or_else(|| text.clone(), str::to_owned)
    };
    Ok(grouped(&written))
}

/// A decimal number as people write it: thousands apart, a real minus sign, none before zero.
fn grouped(written: &str) -> String {
    let (sign, digits) = match written.strip_prefix('-') {
        Some(digits) if digits != "0" => ("−", digits),
        Some(digits) => ("", digits),
        None => ("", written),
    };
    let (whole, decimals) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut grouped = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}{decimals}")
}

/// The same with a sign also where it is above zero.
fn signed(number: String) -> String {
    if number == "0" || number.starts_with('−') { number } else { format!("+{number}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        for (value, expected) in [
            (Value::from(45_000), "45,000"),
            (Value::from(-22_000), "−22,000"),
            (Value::from(999), "999"),
            (Value::from(1_234_567), "1,234,567"),
            (Value::from(2.5), "2.5"),
            (Value::from(3.0), "3"),
            (Value::from(-0.04), "0"),
            (Value::from(1234.56), "1,234.6"),
        ] {
            assert_eq!(number(&value).unwrap(), expected);
        }
        for (figure, expected) in
            [(0.0042, "0.0042"), (-1234.5, "−1,234.5"), (-0.0, "0"), (1e12, "1,000,000,000,000")]
        {
            assert_eq!(grouped(&f64::to_string(&figure)), expected);
        }
        assert!(number(&Value::from("x")).is_err());
        assert_eq!(signed("38".into()), "+38");
        assert_eq!(signed("−38".into()), "−38");
        assert_eq!(signed("0".into()), "0");
    }
}
