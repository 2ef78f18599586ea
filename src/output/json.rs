//! JSON for programs: one object, `"version": 1`, keys in the order given here.
//!
//! Lines and columns count from 1, columns in Unicode scalar values (`utf16_column`: in UTF-16 code
//! units); offsets are bytes of the excerpt. A new key may appear within a version; one that goes or changes its meaning makes a
//! new version. Characters that cannot be seen, and the second `#` of `##`, are written as `\u`
//! escapes: the value is exact, and a log that shows it obeys nothing in it.
//!
//! # Findings (`milepost check --format json`)
//!
//! | key | holds |
//! |---|---|
//! | `version` | `1` |
//! | `kind` | `"findings"` |
//! | `compared` | whether two states were compared; otherwise every `status` is null |
//! | `untouched` | whether there is a change, and it touches no record |
//! | `checked` | `files`, `records`, `people` looked at |
//! | `counts` | `found` (introduced, or all of a plain check), `standing`, `resolved`, `removed`; each has `errors`, `warnings`, `notes` |
//! | `removals` | paths of records that the change removes |
//! | `conflicts` | paths of files that do not merge with base |
//! | `notices` | sentences about how the check was made |
//! | `findings` | list, sorted by status, path, place |
//!
//! A finding has `rule`, `severity` (`error`, `warning`, `note`), `status` (`introduced`, `standing`,
//! `resolved`, `removed` or null), `dated` (whether it comes and goes with the date), `message`,
//! `label`, `place`, `related` (list of `label`, `place`), `help` (null, or `text` and
//! `replacement`, which is null or the exact text to put in the finding's place) and `fingerprint`
//! (equal for the same finding after lines moved, and for findings that only their order tells
//! apart). A place has `path` and `region`: null, or `start` and `end` (exclusive), each with `line`,
//! `column` and `utf16_column`, and `excerpt` with `first_line`, `text` (at most five lines), `start`, `end` (bytes of `text`), `partial`.
//! The place of `removed-record`, and of what was resolved or removed, is as base has it. In the
//! excerpts of `exposed-identity`, `*` stands for letters and digits; where two states are compared, it
//! stands for numbers in assessments that the change does not touch.
//!
//! # Change (`milepost report pr --format json`)
//!
//! `version`, `kind` (`"change"`), `hash` (of all but footer and permalinks), then the fields of
//! [`ChangeReport`] under their names there. `omitted` counts what `--limit-bytes` left out: a job of CI
//! that hands the report to another one stays within [`HANDOVER_LIMIT`] that way.

mod bounded;
mod read;

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CharEscape, Formatter, PrettyFormatter};

use crate::report::change::ChangeReport;
use crate::report::findings::FindingsReport;
use crate::source::hidden::is_hidden;

pub use bounded::{bounded, change_within};
pub use read::{HANDOVER_LIMIT, Refused, change_from};

#[derive(Serialize)]
struct Document<'a, T> {
    version: u32,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    hash: Option<String>,
    #[serde(flatten)]
    report: &'a T,
}

/// The findings of a check, with a line end.
#[must_use]
pub fn findings(report: &FindingsReport) -> String {
    written(&Document { version: 1, kind: "findings", hash: None, report })
}

/// The report on a change, with a line end.
#[must_use]
pub fn change(report: &ChangeReport) -> String {
    written(&Document { version: 1, kind: "change", hash: Some(report.change_hash()), report })
}

/// Any value, with a line end.
#[must_use]
pub fn pretty(value: &serde_json::Value) -> String {
    written(value)
}

pub(super) fn written(document: &impl Serialize) -> String {
    let mut out = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut out, Plain(PrettyFormatter::new()));
    // Plain data with text keys always serialises, and a vector takes every byte.
    let result = document.serialize(&mut serializer);
    debug_assert!(result.is_ok(), "{result:?}");
    out.push(b'\n');
    String::from_utf8_lossy(&out).into_owned()
}

/// Pretty-printed, with everything escaped that a reader cannot see or a CI runner would obey.
struct Plain(PrettyFormatter<'static>);

impl Formatter for Plain {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut hash_before = false;
        for c in fragment.chars() {
            if is_hidden(c) || (c == '#' && hash_before) {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(writer, "\\u{unit:04x}")?;
                }
            } else {
                writer.write_all(c.encode_utf8(&mut [0; 4]).as_bytes())?;
            }
            hash_before = c == '#';
        }
        Ok(())
    }

    fn write_char_escape<W: ?Sized + Write>(&mut self, writer: &mut W, escape: CharEscape) -> io::Result<()> {
        self.0.write_char_escape(writer, escape)
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn findings_are_one_versioned_object() {
        let text = findings(&sample::findings());
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let keys: Vec<_> = value.as_object().unwrap().keys().collect();
        assert_eq!(
            keys,
            [
                "version",
                "kind",
                "compared",
                "untouched",
                "checked",
                "counts",
                "removals",
                "conflicts",
                "notices",
                "findings"
            ]
        );
        let first = &value["findings"][0];
        assert_eq!(first["place"]["region"]["start"]["line"], 7);
        assert_eq!(first["place"]["region"]["start"]["column"], 10);
        let excerpt = &first["place"]["region"]["excerpt"];
        assert_eq!(&excerpt["text"].as_str().unwrap()[10 - 1..], "2027-02-15");
        assert_eq!(value["counts"]["found"]["errors"], 1);
        insta::assert_snapshot!("findings", text);
    }

    #[test]
    fn values_are_exact_and_obey_nothing() {
        let report = sample::findings();
        let text = findings(&report);
        assert!(!text.contains("##[") && !text.contains('\u{202e}'));
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let exact = report.findings.iter().map(|finding| finding.message.as_str());
        assert!(
            exact.eq(value["findings"].as_array().unwrap().iter().map(|f| f["message"].as_str().unwrap()))
        );
    }

    #[test]
    fn a_change_carries_its_hash() {
        let report = sample::change();
        let value: serde_json::Value = serde_json::from_str(&change(&report)).unwrap();
        assert_eq!(value["kind"], "change");
        assert_eq!(value["hash"], report.change_hash());
        assert_eq!(value["rows"][0]["details"]["kind"], "goal");
        assert_eq!(value["rows"][0]["details"]["due"], "2026-12-18");
        assert_eq!(value["introduced"][0]["rule"], "late-application-plan");
        assert_eq!(value["timeline"][0]["what"], "deadline");
    }
}
