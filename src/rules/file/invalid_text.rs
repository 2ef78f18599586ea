//! Bytes that are no text.

use crate::finding::{Audience, Certainty, Finding, Location, Severity};
use crate::load::Content;
use crate::rules::{Check, Docs, Example, Family, FilesView, Rule};
use crate::source::{BYTE_ORDER_MARK, Span};

/// See the module.
pub static RULE: Rule = Rule {
    id: "invalid-text",
    family: Family::File,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "a file that is not UTF-8, or has a byte-order mark in the middle",
    docs: Docs {
        finds: "A byte that is no UTF-8, or U+FEFF anywhere but at the very start of the file. The first wrong byte is shown.",
        why: "In another encoding the same bytes are other letters: names and ids would differ from machine to machine.",
        bad: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "title: Caf\\xE9 payments (saved as Latin-1)",
        },
        good: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "title: Café payments (saved as UTF-8)",
        },
        change: "It cannot be changed: a file that cannot be read cannot be judged. Save the file as UTF-8.",
    },
    checks: &[Check::Files(check)],
};

fn check(view: &FilesView<'_>, findings: &mut Vec<Finding>) {
    for file in view.files {
        let path = file.display_path();
        if let Content::NotText { byte, before, .. } = &file.content {
            // The byte is shown as one replacement character, which has three bytes of its own.
            let start = before.text().len();
            let span = Span::new(start, start + char::REPLACEMENT_CHARACTER.len_utf8());
            findings.push(
                RULE.finding(
                    Location::text(&path, span),
                    format!("this file is not UTF-8: byte 0x{byte:02X} is no text"),
                )
                .help("save the file as UTF-8"),
            );
        }
        let Some(source) = file.source() else { continue };
        for (start, mark) in source.text().match_indices(BYTE_ORDER_MARK) {
            let span = Span::new(start, start + mark.len());
            findings.push(
                RULE.finding(
                    Location::text(&path, span),
                    "a byte-order mark (U+FEFF) stands in the middle of the text",
                )
                .replace("delete it", "", Certainty::Exact),
            );
        }
    }
}
