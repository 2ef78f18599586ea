//! Names that are no ids.

use std::collections::BTreeMap;

use crate::finding::{Audience, Finding, Location, Severity, Side};
use crate::record::{File, Id, Kind};
use crate::rules::{Check, Docs, Example, Family, FilesView, Rule};
use crate::source::hidden;

/// See the module.
pub static RULE: Rule = Rule {
    id: "invalid-id",
    family: Family::File,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "a file or folder name that is no valid id, or two files for one id",
    docs: Docs {
        finds: "A name of a record or of a person's folder that is not lower-case letters, digits and single hyphens, that is longer than 64 characters, or that YAML reads as something else than text (`007`, `1e3`, `null`, `true`); two files for one id (`.yaml` and `.yml`); names that differ only in letter case.",
        why: "Ids stand in other records, in links and in commands. On some machines `Ana` and `ana` are the same folder, and a reference to `007` is a number.",
        bad: Example {
            path: "people/ana/goals/Async Rust.yaml",
            yaml: "title: Run the worker on async Rust",
        },
        good: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "title: Run the worker on async Rust",
        },
        change: "It cannot be changed. Rename the file or folder.",
    },
    checks: &[Check::Files(check)],
};

fn check(view: &FilesView<'_>, findings: &mut Vec<Finding>) {
    if let Some(handle) = view.folder.strip_prefix("people/")
        && !view.files.is_empty()
        && !Id::is_valid(handle)
    {
        let location = Location::Entry { side: Side::After, path: view.folder.as_bytes().to_vec() };
        findings.push(RULE.finding(location, reason(handle, "handle")).help(advice(handle, "folder")));
    }
    let mut seen: BTreeMap<String, &File> = BTreeMap::new();
    for file in view.files {
        let Ok(record) = &file.record else { continue };
        let location = Location::Entry { side: Side::After, path: file.path.clone() };
        let fixed = matches!(record.kind, Kind::Policy | Kind::Profile);
        let invalid = !fixed && !Id::is_valid(&record.id);
        // A hidden character in a name is reported as such.
        if hidden::characters(&record.id).any(|(_, _, hidden)| hidden) {
            continue;
        }
        let twin = seen.insert(record.path().to_lowercase(), file);
        match twin {
            Some(twin) => {
                let same = twin.record.as_ref().is_ok_and(|other| other.id == record.id);
                let (what, help) = if same {
                    ("are two files for one record", "keep one of them; `.yaml` is the usual ending")
                } else {
                    ("differ only in letter case", "rename one of them; ids are written in lower case")
                };
                let message = format!("{} and {} {what}", twin.display_path(), file.display_path());
                findings.push(RULE.finding(location, message).help(help));
            }
            None if invalid => {
                findings
                    .push(RULE.finding(location, reason(&record.id, "id")).help(advice(&record.id, "file")));
            }
            None => {}
        }
    }
}

fn reason(name: &str, what: &str) -> String {
    if name.chars().count() > Id::MAX_LENGTH {
        format!("this {what} has {} characters; {} are allowed", name.chars().count(), Id::MAX_LENGTH)
    } else if Id::reads_as_other(name) {
        format!("`{name}` is no {what}: YAML reads it as a number, a truth value or null")
    } else {
        format!(
            "`{name}` is no {what}: only lower-case letters, digits and single hyphens between them are allowed"
        )
    }
}

fn advice(name: &str, what: &str) -> String {
    let words: Vec<String> = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let mut kebab = words.join("-");
    kebab.truncate(Id::MAX_LENGTH);
    let kebab = kebab.trim_end_matches('-');
    if Id::is_valid(kebab) && name.is_ascii() {
        format!("rename the {what} to `{kebab}`, and the references to it")
    } else {
        format!("rename the {what}: lower-case letters, digits and hyphens, such as `async-rust`")
    }
}
