//! The report on a change, read back: what one job of CI hands to another is believed only as far as
//! its schema goes, and everything in it stays text.
//!
//! Whoever controls what is judged may control the report: nothing in it is an address, a name of a
//! file to open or a decision. Permalinks are dropped, whatever they say.

use std::io::Read;

use serde::Deserialize;
use serde_json::Value;

use super::super::report_schema;
use crate::report::change::ChangeReport;
use crate::schema;

/// The most bytes of a report that is handed over: 1 MiB.
pub const HANDOVER_LIMIT: usize = 1 << 20;

/// Why a report is not taken. `Display` is one line; [`Refused::advice`] says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It could not be read at all.
    #[error("it cannot be read: {reason}")]
    Unreadable {
        /// The system's words.
        reason: String,
    },
    /// It is larger than [`HANDOVER_LIMIT`].
    #[error("it is larger than {} bytes", HANDOVER_LIMIT)]
    TooLarge,
    /// It is no UTF-8.
    #[error("it is no UTF-8: the byte at offset {at} begins no character")]
    NotText {
        /// Offset of the first such byte, from 0.
        at: usize,
    },
    /// It is no JSON, or nested too deeply.
    #[error("it is no JSON: {reason}")]
    NotJson {
        /// What is wrong and where, in the parser's words, which repeat nothing of the text.
        reason: String,
    },
    /// It is JSON, and no report on a change of a version that this program knows.
    #[error("{}", place(pointer, message))]
    Invalid {
        /// Where, as a JSON Pointer; `""` is the whole report.
        pointer: String,
        /// What is wrong and what was found, a sentence without its subject.
        message: String,
    },
    /// It says another thing than its hash.
    #[error("its `hash` is {stated}, but what it says has {computed}")]
    Altered {
        /// The hash that stands in it.
        stated: String,
        /// The hash of what it says.
        computed: String,
    },
    /// Its head is no commit, so that nobody can tell what it is about.
    #[error("its head is the working tree, no commit")]
    NoCommit,
}

fn place(pointer: &str, message: &str) -> String {
    match pointer {
        "" => format!("it {message}"),
        pointer => format!("`{}` {message}", pointer.chars().take(200).collect::<String>()),
    }
}

impl Refused {
    /// What to do about it, one sentence.
    #[must_use]
    pub fn advice(&self) -> String {
        let made = "make it in the same run with `milepost report pr --base BASE --head HEAD --format json`";
        match self {
            Self::Unreadable { .. } => "check that the job before wrote it, and where".into(),
            Self::TooLarge => format!("{made} and `--limit-bytes {HANDOVER_LIMIT}`"),
            Self::NotText { .. } | Self::NotJson { .. } => {
                format!("{made}; `--output FILE` writes it whole or not at all")
            }
            Self::Invalid { .. } => {
                format!("{made} of the same version; `milepost schema --report change` prints its form")
            }
            Self::Altered { .. } => format!("{made}, and change nothing in it"),
            Self::NoCommit => format!("{made}: a commit, not the working tree"),
        }
    }
}

/// Reads a report on a change: at most one byte more than [`HANDOVER_LIMIT`] is read of `source`.
///
/// # Errors
/// Where it is not exactly what [`super::change`] writes about a commit.
pub fn change_from(source: impl Read) -> Result<ChangeReport, Refused> {
    let mut bytes = Vec::new();
    let limit = HANDOVER_LIMIT as u64 + 1;
    source
        .take(limit)
        .read_to_end(&mut bytes)
        .map_err(|error| Refused::Unreadable { reason: error.kind().to_string() })?;
    change_from_bytes(&bytes)
}

fn change_from_bytes(bytes: &[u8]) -> Result<ChangeReport, Refused> {
    if bytes.len() > HANDOVER_LIMIT {
        return Err(Refused::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| Refused::NotText { at: error.valid_up_to() })?;
    // The parser stops at a depth of 128.
    let mut document: Value =
        serde_json::from_str(text).map_err(|error| Refused::NotJson { reason: error.to_string() })?;
    // Another report lacks much, and this says why.
    if let Some(kind) = document.get("kind").and_then(Value::as_str).filter(|kind| *kind != "change") {
        let kind: String = kind.chars().take(40).collect();
        let message = format!("is `{kind}`: it is another report, not one on a change");
        return Err(Refused::Invalid { pointer: "/kind".into(), message });
    }
    if let Some(fault) = schema::document_fault(report_schema::CHANGE, &document) {
        return Err(Refused::Invalid { pointer: fault.pointer, message: fault.message });
    }
    let stated = document.get("hash").and_then(Value::as_str).unwrap_or_default().to_owned();
    if let Some(members) = document.as_object_mut() {
        members.retain(|key, _| !matches!(key.as_str(), "version" | "kind" | "hash"));
    }
    // What the schema cannot say, such as that a whole number is written as one.
    let mut report = ChangeReport::deserialize(document).map_err(|error| Refused::Invalid {
        pointer: String::new(),
        message: format!(
            "does not have the form of a report: {}",
            error.to_string().chars().take(200).collect::<String>()
        ),
    })?;
    excerpts_hold(&report)?;
    let computed = report.change_hash();
    if computed != stated {
        return Err(Refused::Altered { stated, computed });
    }
    if report.footer.head.bytes().any(|byte| !byte.is_ascii_hexdigit()) {
        return Err(Refused::NoCommit);
    }
    for introduced in &mut report.introduced {
        introduced.permalink = None;
    }
    Ok(report)
}

/// Whether every place lies in the text that is said to show it.
fn excerpts_hold(report: &ChangeReport) -> Result<(), Refused> {
    for (index, introduced) in report.introduced.iter().enumerate() {
        let finding = &introduced.finding;
        for place in std::iter::once(&finding.place).chain(finding.related.iter().map(|other| &other.place)) {
            let Some(region) = &place.region else { continue };
            let excerpt = &region.excerpt;
            let shown = excerpt.text.get(excerpt.start..excerpt.end).is_some();
            if !shown || region.start > region.end || region.start.line == 0 || region.start.column == 0 {
                return Err(Refused::Invalid {
                    pointer: format!("/introduced/{index}"),
                    message: "has a place that does not lie in its own excerpt".into(),
                });
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::calendar::Date;
    use crate::output::json::change;
    use crate::report::sample;

    fn written() -> Value {
        serde_json::from_str(&change(&unlinked())).unwrap()
    }

    fn unlinked() -> ChangeReport {
        let mut report = sample::change();
        report.introduced.iter_mut().for_each(|introduced| introduced.permalink = None);
        report
    }

    fn refused(document: &Value) -> Refused {
        change_from(document.to_string().as_bytes()).unwrap_err()
    }

    #[test]
    fn what_is_written_is_read_back() {
        assert_eq!(change_from(change(&sample::change()).as_bytes()).unwrap(), unlinked());
        let mut report = unlinked();
        report.rows[1].title = "\u{202e}##[x]\u{0}😀\"\\".into();
        if let crate::report::change::Details::Entry { hours, date, .. } = &mut report.rows[1].details {
            *hours = Some(0.1 + 0.2);
            *date = Date::LAST;
        }
        assert_eq!(change_from(change(&report).as_bytes()).unwrap(), report);
    }

    #[test]
    fn permalinks_of_a_report_lead_nowhere() {
        let mut report = sample::change();
        report.introduced[0].permalink = Some("https://evil.example/".into());
        let read = change_from(change(&report).as_bytes()).unwrap();
        assert!(read.introduced.iter().all(|introduced| introduced.permalink.is_none()));
    }

    #[test]
    fn no_more_than_the_limit_is_ever_read() {
        struct Endless(usize);
        impl Read for Endless {
            fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
                self.0 += buffer.len();
                assert!(self.0 < 4 * HANDOVER_LIMIT, "reads on and on");
                buffer.fill(b' ');
                Ok(buffer.len())
            }
        }
        assert_eq!(change_from(Endless(0)), Err(Refused::TooLarge));
    }

    #[test]
    fn what_is_no_report_is_refused_with_place_and_advice() {
        let told = |bytes: &[u8]| {
            let refused = change_from(bytes).unwrap_err();
            format!("{refused}\n  help: {}", refused.advice())
        };
        let changed = |pointer: &str, value: Value| {
            let mut document = written();
            *document.pointer_mut(pointer).unwrap() = value;
            document.to_string().into_bytes()
        };
        let mut said: Vec<String> = [
            b"".as_slice(),
            b"{\"version\": 1,",
            b"\xff\xfe",
            "[".repeat(200_000).as_bytes(),
            b"null",
            b"{\"version\": 1, \"kind\": \"findings\"}",
        ]
        .map(told)
        .to_vec();
        for (pointer, value) in [
            ("/version", json!(2)),
            ("/kind", json!("digest")),
            ("/footer/head", json!("main; rm -rf /")),
            ("/footer/base", json!("abc")),
            ("/hash", json!("0".repeat(32))),
            ("/rows/0/details/due", json!("2026-02-30")),
            ("/rows/0/details/kind", json!("wish")),
            ("/rows/0/details/state", json!("won")),
            ("/introduced/0/severity", json!("fatal")),
            ("/introduced/0/place/region/excerpt/end", json!(99_999)),
            ("/timeline/0/what", json!("party")),
            ("/verdict/errors", json!(-1)),
            ("/verdict/errors", json!(1e30)),
            ("/verdict/errors", json!(1.0)),
            ("/resolved", json!("2")),
            ("/tiers/0/before", json!([1, 2])),
        ] {
            said.push(told(&changed(pointer, value)));
        }
        let mut of_the_working_tree = unlinked();
        of_the_working_tree.footer.head = "working tree".into();
        said.push(told(change(&of_the_working_tree).as_bytes()));
        insta::assert_snapshot!("refused", said.join("\n"));
        assert!(said.iter().all(|line| line.len() < 500));
    }

    /// Calls `visit` with the place of every object of a document.
    fn each_object(pointer: &str, value: &Value, visit: &mut dyn FnMut(&str)) {
        match value {
            Value::Object(members) => {
                visit(pointer);
                members
                    .iter()
                    .for_each(|(key, inner)| each_object(&format!("{pointer}/{key}"), inner, visit));
            }
            Value::Array(items) => {
                let items = items.iter().enumerate();
                items.for_each(|(index, inner)| each_object(&format!("{pointer}/{index}"), inner, visit));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    #[test]
    fn no_object_takes_a_key_that_nobody_knows_or_lacks_one() {
        let document = written();
        let mut places = Vec::new();
        each_object("", &document, &mut |pointer| places.push(pointer.to_owned()));
        assert!(places.len() > 80, "{}", places.len());
        for pointer in places {
            let mut more = document.clone();
            let members = more.pointer_mut(&pointer).unwrap().as_object_mut().unwrap();
            members.insert("onclick".into(), json!("x"));
            assert!(matches!(refused(&more), Refused::Invalid { .. }), "{pointer}: {}", refused(&more));
            let mut less = document.clone();
            let members = less.pointer_mut(&pointer).unwrap().as_object_mut().unwrap();
            let last = members.keys().next_back().unwrap().clone();
            members.remove(&last);
            assert!(matches!(refused(&less), Refused::Invalid { .. }), "{pointer}: {}", refused(&less));
        }
    }
}
