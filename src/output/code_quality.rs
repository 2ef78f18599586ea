//! GitLab's Code Quality report: one JSON array.
//!
//! Facts (GitLab's page on Code Quality, "Code Quality report format"): every entry has `description`,
//! `check_name`, `fingerprint`, `location.path` from the top of the repository without `./`,
//! `location.lines.begin` and `severity` (`info`, `minor`, `major`, `critical`, `blocker`). GitLab
//! compares the report of a merge request with that of its target branch by the fingerprints, and of
//! equal ones shows the first only. So findings that stand are in it as well: what is missing would
//! count as resolved.

use serde::Serialize;

use super::escape::terminal;
use super::json;
use super::wording::{CONFLICT, advice};
use crate::finding::Severity;
use crate::report::findings::{FindingView, FindingsReport, Status, unique_fingerprints};
use crate::report::permalink::in_repository;

#[derive(Serialize)]
struct Entry {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

/// The report on what is there after the change; `root` is the learning repository's folder.
#[must_use]
pub fn of(report: &FindingsReport, root: &str) -> String {
    let there: Vec<&FindingView> = report
        .findings
        .iter()
        .filter(|finding| matches!(finding.status, None | Some(Status::Introduced | Status::Standing)))
        .collect();
    let findings = there.iter().zip(unique_fingerprints(&there)).map(|(finding, fingerprint)| Entry {
        description: description(finding),
        check_name: terminal(&finding.rule),
        fingerprint,
        severity: match finding.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Note => "info",
        },
        location: Location {
            path: in_repository(root, &finding.place.path),
            lines: Lines { begin: finding.place.region.as_ref().map_or(1, |region| region.start.line) },
        },
    });
    let conflicts = report.conflicts.iter().map(|path| Entry {
        description: CONFLICT.to_owned(),
        check_name: "conflict".to_owned(),
        fingerprint: format!("conflict:{path}"),
        severity: "major",
        location: Location { path: in_repository(root, path), lines: Lines { begin: 1 } },
    });
    json::written(&conflicts.chain(findings).collect::<Vec<_>>())
}

fn description(finding: &FindingView) -> String {
    let message = terminal(&finding.message);
    match &finding.help {
        Some(help) => format!("{message}. Help: {}", terminal(&advice(help))),
        None => message,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::report::sample;

    #[test]
    fn every_entry_has_the_documented_keys() {
        let mut report = sample::findings();
        report.conflicts = vec!["people/ben/profile.yaml".into()];
        let text = of(&report, "learning");
        let entries: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
        assert_eq!(entries.len(), 5, "what is resolved or removed is not in it: {text}");
        for entry in &entries {
            for key in ["description", "check_name", "fingerprint"] {
                assert!(entry[key].as_str().is_some_and(|text| !text.is_empty()), "{entry:#}");
            }
            assert!(["info", "minor", "major"].contains(&entry["severity"].as_str().unwrap()));
            assert!(entry["location"]["path"].as_str().unwrap().starts_with("learning/people/"));
            assert!(entry["location"]["lines"]["begin"].as_u64().unwrap() >= 1);
        }
        let prints: BTreeSet<&str> =
            entries.iter().map(|entry| entry["fingerprint"].as_str().unwrap()).collect();
        assert_eq!(prints.len(), entries.len());
        assert!(!text.contains("##["), "{text}");
        insta::assert_snapshot!("code_quality", text);
    }

    #[test]
    fn nothing_found_is_an_empty_list() {
        let report = FindingsReport::new(false, crate::report::findings::Checked::default(), Vec::new());
        assert_eq!(of(&report, ""), "[]\n");
    }
}
