//! What an unquoted scalar means in the YAML 1.2 core schema (10.3.2 "Tag Resolution").

/// The meaning of an unquoted scalar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Scalar {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text,
    /// A number that people may mean as text, and that YAML 1.1 reads as octal.
    LeadingZero,
    /// `.inf`, `.nan`, or a number beyond what 64 bits can hold.
    NotFinite,
}

/// Whether unquoted text is text to the YAML 1.2 core schema, and no number, truth value or null.
#[must_use]
pub fn is_text(plain: &str) -> bool {
    resolve(plain) == Scalar::Text
}

/// Resolves an unquoted scalar.
pub(super) fn resolve(text: &str) -> Scalar {
    match text.as_bytes().first() {
        None => Scalar::Null,
        Some(b'~' | b'n' | b'N' | b't' | b'T' | b'f' | b'F') => word(text),
        Some(b'0'..=b'9' | b'+' | b'-' | b'.') => number(text),
        Some(_) => Scalar::Text,
    }
}

fn word(text: &str) -> Scalar {
    match text {
        "~" | "null" | "Null" | "NULL" => Scalar::Null,
        "true" | "True" | "TRUE" => Scalar::Bool(true),
        "false" | "False" | "FALSE" => Scalar::Bool(false),
        _ => Scalar::Text,
    }
}

fn number(text: &str) -> Scalar {
    if let Some(digits) = text.strip_prefix("0o") {
        return radix(digits, 8);
    }
    if let Some(digits) = text.strip_prefix("0x") {
        return radix(digits, 16);
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Scalar::NotFinite;
    }
    let (whole, rest) = split_digits(unsigned);
    let (fraction, rest) = match rest.strip_prefix('.') {
        Some(rest) => split_digits(rest),
        None => ("", rest),
    };
    if whole.is_empty() && fraction.is_empty() {
        return Scalar::Text;
    }
    if let Some(power) = rest.strip_prefix(['e', 'E']) {
        let (digits, rest) = split_digits(power.strip_prefix(['+', '-']).unwrap_or(power));
        if digits.is_empty() || !rest.is_empty() {
            return Scalar::Text;
        }
    } else if !rest.is_empty() {
        return Scalar::Text;
    }
    if whole.len() > 1 && whole.starts_with('0') {
        return Scalar::LeadingZero;
    }
    if whole.len() == unsigned.len()
        && let Ok(integer) = text.parse()
    {
        return Scalar::Int(integer);
    }
    text.parse().map_or(Scalar::Text, finite)
}

fn radix(digits: &str, base: u32) -> Scalar {
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(base)) {
        return Scalar::Text;
    }
    i64::from_str_radix(digits, base).map_or_else(
        |_| {
            let digit = |c: char| f64::from(c.to_digit(base).unwrap_or_default());
            finite(digits.chars().fold(0.0, |sum, c| sum * f64::from(base) + digit(c)))
        },
        Scalar::Int,
    )
}

fn finite(number: f64) -> Scalar {
    if number.is_finite() { Scalar::Float(number) } else { Scalar::NotFinite }
}

fn split_digits(text: &str) -> (&str, &str) {
    let end = text.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_core_schema_and_nothing_of_1_1() {
        for (text, expected) in [
            ("", Scalar::Null),
            ("~", Scalar::Null),
            ("NULL", Scalar::Null),
            ("nULL", Scalar::Text),
            ("True", Scalar::Bool(true)),
            ("FALSE", Scalar::Bool(false)),
            ("no", Scalar::Text),
            ("on", Scalar::Text),
            ("y", Scalar::Text),
            ("2026-01-01", Scalar::Text),
            ("0", Scalar::Int(0)),
            ("-0", Scalar::Int(0)),
            ("+12", Scalar::Int(12)),
            ("-9223372036854775808", Scalar::Int(i64::MIN)),
            ("9223372036854775808", Scalar::Float(9_223_372_036_854_775_808.0)),
            ("0o17", Scalar::Int(15)),
            ("0o18", Scalar::Text),
            ("-0o17", Scalar::Text),
            ("0xFf", Scalar::Int(255)),
            ("0x", Scalar::Text),
            ("0xffffffffffffffff", Scalar::Float(18_446_744_073_709_551_615.0)),
            ("0x+1", Scalar::Text),
            ("0b1", Scalar::Text),
            ("1_000", Scalar::Text),
            ("12:30", Scalar::Text),
            ("1.5", Scalar::Float(1.5)),
            ("-.5", Scalar::Float(-0.5)),
            ("5.", Scalar::Float(5.0)),
            ("1e3", Scalar::Float(1000.0)),
            ("12e-1", Scalar::Float(1.2)),
            ("1e", Scalar::Text),
            (".", Scalar::Text),
            ("-", Scalar::Text),
            ("+.e3", Scalar::Text),
            ("1.2.3", Scalar::Text),
            ("010", Scalar::LeadingZero),
            ("-007", Scalar::LeadingZero),
            ("00.5", Scalar::LeadingZero),
            ("0.5", Scalar::Float(0.5)),
            ("08-15", Scalar::Text),
            ("-.INF", Scalar::NotFinite),
            (".NaN", Scalar::NotFinite),
            ("-.nan", Scalar::Text),
            ("1e999", Scalar::NotFinite),
            ("inf", Scalar::Text),
            ("nan", Scalar::Text),
        ] {
            assert_eq!(resolve(text), expected, "{text}");
        }
    }
}
