//! Names and levels: the two values that nearly every record is made of.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

/// An id or a handle: lower-case kebab, at most 64 characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(String);

impl Id {
    /// The pattern of ids, as a regular expression.
    pub const PATTERN: &'static str = "^[a-z0-9]+(-[a-z0-9]+)*$";
    /// What stands for a handle in paths to be completed, such as those of the links in a README: no handle
    /// itself, so that nobody's file stays below it.
    pub const PLACE_OF_HANDLE: &'static str = "HANDLE";
    /// The greatest length, in characters.
    pub const MAX_LENGTH: usize = 64;

    /// An id, whatever it looks like; use [`Id::is_valid`] first where it comes from a file name.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Whether `text` is a valid id: the pattern, the length, and no text that YAML would read as
    /// something else than a string (`007`, `1e3`, `null`, `true`).
    #[must_use]
    pub fn is_valid(text: &str) -> bool {
        let kebab = text.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        });
        kebab && text.len() <= Self::MAX_LENGTH && !Self::reads_as_other(text)
    }

    /// Whether the YAML 1.2 core schema reads this kebab text as a number, a truth value or null.
    #[must_use]
    pub fn reads_as_other(text: &str) -> bool {
        let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
        let exponent = |(mantissa, power): (&str, &str)| {
            digits(mantissa) && digits(power.strip_prefix('-').unwrap_or(power))
        };
        let radix = |prefix: &str, base: u32| {
            text.strip_prefix(prefix)
                .is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_digit(base)))
        };
        matches!(text, "null" | "true" | "false")
            || digits(text)
            || text.split_once('e').is_some_and(exponent)
            || radix("0x", 16)
            || radix("0o", 8)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for Id {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for Id {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl PartialEq<str> for Id {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl schemars::JsonSchema for Id {
    fn schema_name() -> Cow<'static, str> {
        "Id".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": Self::PATTERN,
            "maxLength": Self::MAX_LENGTH
        })
    }
}

/// A level of the policy's scale, 0 to 10.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Level(pub u8);

impl Level {
    /// The highest level that any scale may have.
    pub const MAX: u8 = 10;
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl schemars::JsonSchema for Level {
    fn schema_name() -> Cow<'static, str> {
        "Level".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "integer", "minimum": 0, "maximum": Self::MAX })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_kebab_and_read_as_text() {
        for good in ["a", "p-07", "2026-10-05-async-rust", "c", "e3", "1e", "0xg", "no", "on"] {
            assert!(Id::is_valid(good), "{good}");
        }
        for bad in [
            "",
            "-",
            "a-",
            "-a",
            "a--b",
            "A",
            "ä",
            "a_b",
            "a.b",
            "007",
            "7",
            "1e3",
            "1e-3",
            "null",
            "true",
            "false",
            "0x1f",
            "0o17",
            &"a".repeat(65),
        ] {
            assert!(!Id::is_valid(bad), "{bad}");
        }
    }
}
