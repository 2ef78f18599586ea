//! YAML files in no place where a record may lie.

use crate::finding::{Audience, Finding, Location, Severity, Side};
use crate::record::{Id, Kind, PathProblem, RecordPath};
use crate::rules::{Check, Docs, Example, Family, FilesView, Rule};
use crate::suggest;

/// See the module.
pub static RULE: Rule = Rule {
    id: "unknown-file",
    family: Family::File,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "a YAML file where no record lies, or a person without a profile",
    docs: Docs {
        finds: "A `.yaml` or `.yml` file below `framework/`, `teams/`, `programs/` or `people/` that is in no place where a record may lie, and a folder below `people/` without `profile.yaml`.",
        why: "A goal in a folder called `goal` is never checked and appears in no report; nobody would notice.",
        bad: Example {
            path: "people/ana/goal/2026-10-05-async-rust.yaml",
            yaml: "title: Run the worker on async Rust",
        },
        good: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "title: Run the worker on async Rust  # in the folder goals",
        },
        change: "It cannot be changed. Move the file, or keep it outside the record folders.",
    },
    checks: &[Check::Files(check)],
};

fn check(view: &FilesView<'_>, findings: &mut Vec<Finding>) {
    let mut profile_is_misnamed = false;
    let entry = |path: &[u8]| Location::Entry { side: Side::After, path: path.to_vec() };
    for file in view.files {
        if file.record != Err(PathProblem::NoPattern) {
            continue;
        }
        let path = file.display_path();
        let lower = path.to_lowercase();
        if !(lower.ends_with(".yaml") || lower.ends_with(".yml")) {
            continue;
        }
        profile_is_misnamed = profile_is_misnamed || is_misnamed_profile(&path);
        let finding = RULE.finding(entry(&file.path), "no record lies in this place");
        findings.push(match lower_case(&path) {
            Some(meant) => finding.rename(advice(&path), meant),
            None => finding.help(advice(&path)),
        });
    }
    if let Some(handle) = view.folder.strip_prefix("people/")
        && !profile_is_misnamed
        && handle != Id::PLACE_OF_HANDLE
        && !view.files.iter().any(|file| file.kind() == Some(Kind::Profile))
    {
        let message = format!("{handle} has no profile");
        let help =
            format!("write people/{handle}/profile.yaml; `milepost schema profile` shows what belongs in it");
        findings.push(RULE.finding(entry(view.folder.as_bytes()), message).help(help));
    }
}

/// The path with the file's name in lower case and the usual ending, where a record lies there:
/// `goals/Async-Rust.YML` → `goals/async-rust.yaml`.
fn lower_case(path: &str) -> Option<String> {
    let (stem, _) = path.rsplit_once('.')?;
    let (folder, name) = stem.rsplit_once('/')?;
    let meant = format!("{folder}/{}.yaml", name.to_ascii_lowercase());
    RecordPath::parse(&meant).is_ok_and(|record| Id::is_valid(&record.id)).then_some(meant)
}

/// Whether this is meant to be somebody's profile: `people/ana/Profile.yaml`.
fn is_misnamed_profile(path: &str) -> bool {
    let mut parts = path.split('/');
    let stem = parts.nth(2).and_then(|name| name.rsplit_once('.')).map(|(stem, _)| stem);
    path.starts_with("people/")
        && parts.next().is_none()
        && stem.and_then(|stem| suggest::nearest(stem, ["profile"])).is_some()
}

fn advice(path: &str) -> String {
    if is_misnamed_profile(path) {
        return "rename it to `profile.yaml`".to_owned();
    }
    if let Some((stem, extension)) = path.rsplit_once('.')
        && !matches!(extension, "yaml" | "yml")
    {
        return format!("rename it to {stem}.{}: the ending is in lower case", extension.to_lowercase());
    }
    let parts: Vec<&str> = path.split('/').collect();
    let (folders, shown): (&[&str], &str) = match parts.first() {
        Some(&"framework") => (&["skills", "roles", "modules", "credentials"], "framework"),
        Some(&"people") => {
            (&["goals", "portfolio", "assessments", "awards", "remediations"], "people/<handle>")
        }
        _ => (&[], ""),
    };
    let found = if shown == "framework" { parts.get(1) } else { parts.get(2) };
    let near = found.and_then(|name| suggest::nearest(name, folders.iter().copied()));
    match near {
        Some(near) if !folders.contains(&found.copied().unwrap_or_default()) => {
            format!("did you mean the folder `{near}`?")
        }
        _ if folders.is_empty() => "records lie directly in teams/ and programs/, as <id>.yaml".to_owned(),
        _ => format!("records lie directly in {shown}/{}", folders.join(&format!("/, {shown}/")) + "/"),
    }
}
