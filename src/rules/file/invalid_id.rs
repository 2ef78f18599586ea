//! Names that are no ids.

use std::collections::BTreeMap;

use crate::finding::{Audience, Finding, Location, Severity, Side};
use crate::load::File;
use crate::record::{Id, Kind};
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
            yaml: "# the name of the file has a capital letter and a space",
        },
        good: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "# lower-case letters, digits and hyphens",
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
    if view.files.iter().all(is_usual) {
        return;
    }
    let mut names: BTreeMap<String, Vec<&File>> = BTreeMap::new();
    for file in view.files {
        if let Ok(record) = &file.record {
            names.entry(record.path().to_lowercase()).or_default().push(file);
        }
    }
    for files in names.values() {
        for (index, file) in files.iter().enumerate() {
            let Some((message, help)) = fault(file, index, files) else { continue };
            let location = Location::Entry { side: Side::After, path: file.path.clone() };
            let finding = RULE.finding(location, message);
            findings.push(match lower_case(file).filter(|_| files.len() == 1) {
                Some(path) => finding.rename(help, path),
                None => finding.help(help),
            });
        }
    }
}

/// Whether the name is a valid id with the usual ending: among such files, no two are one record.
fn is_usual(file: &File) -> bool {
    match &file.record {
        Ok(record) => file.path.ends_with(b".yaml") && Id::is_valid(&record.id),
        Err(_) => true,
    }
}

/// What is wrong with the name of one of the files that have the same name but for letter case.
fn fault(file: &File, index: usize, files: &[&File]) -> Option<(String, String)> {
    let record = file.record.as_ref().ok()?;
    let name = file.display_path();
    if let Some(first) = files.iter().take(index).find(|other| other.record == file.record) {
        let message = format!("{} and {name} are two files for one record", first.display_path());
        return Some((message, "keep one of them; `.yaml` is the usual ending".to_owned()));
    }
    let fixed = matches!(record.kind, Kind::Policy | Kind::Profile);
    // A hidden character in a name is reported as such.
    if fixed || Id::is_valid(&record.id) || hidden::characters(&record.id).any(|(_, _, hidden)| hidden) {
        return None;
    }
    match files.iter().find(|other| other.record != file.record) {
        Some(twin) => Some((
            format!("{name} and {} differ only in letter case", twin.display_path()),
            "rename one of them; ids are written in lower case".to_owned(),
        )),
        None => Some((reason(&record.id, "id"), advice(&record.id, "file"))),
    }
}

/// The path with the file's name in lower case, where nothing else is wrong with it.
fn lower_case(file: &File) -> Option<String> {
    let path = std::str::from_utf8(&file.path).ok()?;
    let (folder, name) = path.rsplit_once('/')?;
    let lower = name.to_ascii_lowercase();
    let stem = lower.rsplit_once('.').map(|(stem, _)| stem)?;
    (lower != name && Id::is_valid(stem)).then(|| format!("{folder}/{lower}"))
}

fn reason(name: &str, what: &str) -> String {
    if name == Id::PLACE_OF_HANDLE && what == "handle" {
        format!("`{name}` stands for a handle, and is none")
    } else if name.chars().count() > Id::MAX_LENGTH {
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
    if name == Id::PLACE_OF_HANDLE && what == "folder" {
        return "write your own handle in its place: the name that your folder in people/ has, or is to have"
            .to_owned();
    }
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
