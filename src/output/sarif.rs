//! SARIF 2.1.0 for code scanning.
//!
//! Facts: the OASIS standard "Static Analysis Results Interchange Format Version 2.1.0" (section
//! numbers below), and what GitHub's page on SARIF support says it reads. Only findings that are there
//! after the change are results: GitHub does not read `baselineState`, so an `absent` one would be
//! shown as an alert. `primaryLocationLineHash` is left to GitHub's upload action, which computes it
//! from the file and warns where somebody else's differs.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::escape::terminal;
use super::json as json_text;
use super::wording::{CONFLICT, advice, count};
use crate::finding::Severity;
use crate::report::findings::{FindingView, FindingsReport, PlaceView, Region, Status, unique_fingerprints};
use crate::report::permalink::{encoded, in_repository};
use crate::rules::{Example, Rule, by_id};

/// Where the schema is published; its `$id`.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
/// GitHub refuses a run of more results.
const MOST_RESULTS: usize = 25_000;
/// What relative addresses are relative to: the name that the standard's examples use.
const TOP: &str = "%SRCROOT%";
/// The key of our fingerprints, with the version of how they are made.
const FINGERPRINT: &str = "milepostFinding/v1";

/// The findings that are there, in one run; `root` is the learning repository's folder.
#[must_use]
pub fn of(report: &FindingsReport, root: &str) -> String {
    let mut there: Vec<&FindingView> = report
        .findings
        .iter()
        .filter(|finding| matches!(finding.status, None | Some(Status::Introduced | Status::Standing)))
        .collect();
    // Stable, so that the order of path and place stays where nothing has to go.
    let over = there.len().saturating_sub(MOST_RESULTS);
    if over > 0 {
        there.sort_by_key(|finding| (finding.status, std::cmp::Reverse(finding.severity)));
        there.truncate(MOST_RESULTS);
    }
    let mut ids: Vec<&str> = there.iter().map(|finding| finding.rule.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    let index: BTreeMap<&str, usize> = ids.iter().enumerate().map(|(i, id)| (*id, i)).collect();
    let results: Vec<Value> = there
        .iter()
        .zip(unique_fingerprints(&there))
        .map(|(finding, fingerprint)| {
            let index = index.get(finding.rule.as_str()).copied().unwrap_or_default();
            result(finding, index, &fingerprint, report.compared, root)
        })
        .collect();
    json_text::written(&json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Milepost",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": ids.iter().map(|id| rule(id)).collect::<Vec<_>>(),
            }},
            "automationDetails": { "id": "milepost/" },
            "invocations": [{
                "executionSuccessful": true,
                "toolExecutionNotifications": notifications(report, over, root),
            }],
            "originalUriBaseIds": {
                TOP: { "description": { "text": "The top of the Git repository." } },
            },
            "columnKind": "utf16CodeUnits",
            "newlineSequences": ["\r\n", "\n", "\r"],
            "results": results,
        }],
    }))
}

/// What is no finding: conflicts with base, how the check was made, what is left out.
fn notifications(report: &FindingsReport, over: usize, root: &str) -> Vec<Value> {
    let conflicts = report.conflicts.iter().map(|path| {
        json!({
            "level": "error",
            "message": { "text": CONFLICT },
            "locations": [{ "physicalLocation": { "artifactLocation": artifact(root, path) } }],
        })
    });
    let note = |text: &str| json!({ "level": "note", "message": { "text": message(text) } });
    let mut all: Vec<Value> = conflicts.chain(report.notices.iter().map(|notice| note(notice))).collect();
    if over > 0 {
        let text = format!("{} left out: code scanning takes {MOST_RESULTS} at most", count(over, "finding"));
        all.push(note(&text));
    }
    all
}

fn result(finding: &FindingView, index: usize, fingerprint: &str, compared: bool, root: &str) -> Value {
    let mut text = message(&finding.message);
    if let Some(help) = &finding.help {
        text.push_str(&format!(". Help: {}", message(&advice(help))));
    }
    let mut result = Map::new();
    result.insert("ruleId".into(), finding.rule.as_str().into());
    result.insert("ruleIndex".into(), index.into());
    result.insert("level".into(), level(finding.severity).into());
    result.insert("message".into(), json!({ "text": text }));
    result.insert("locations".into(), json!([{ "physicalLocation": place(&finding.place, root) }]));
    if !finding.related.is_empty() {
        let related: Vec<Value> = finding
            .related
            .iter()
            .map(|other| {
                json!({ "physicalLocation": place(&other.place, root), "message": { "text": message(&other.label) } })
            })
            .collect();
        result.insert("relatedLocations".into(), related.into());
    }
    result.insert("partialFingerprints".into(), json!({ FINGERPRINT: fingerprint }));
    if compared {
        let state = if finding.status == Some(Status::Standing) { "unchanged" } else { "new" };
        result.insert("baselineState".into(), state.into());
    }
    if let (Some(help), Some(place)) = (&finding.help, &finding.place.region)
        && let Some(replacement) = &help.replacement
    {
        result.insert(
            "fixes".into(),
            json!([{
                "description": { "text": message(&help.text) },
                "artifactChanges": [{
                    "artifactLocation": artifact(root, &finding.place.path),
                    "replacements": [{
                        "deletedRegion": region(place),
                        "insertedContent": { "text": replacement },
                    }],
                }],
            }]),
        );
    }
    Value::Object(result)
}

fn place(place: &PlaceView, root: &str) -> Value {
    let mut physical = Map::new();
    physical.insert("artifactLocation".into(), artifact(root, &place.path));
    if let Some(found) = &place.region {
        physical.insert("region".into(), region(found));
    }
    Value::Object(physical)
}

/// Lines and columns from 1, the end exclusive (3.30.5 to 3.30.8). A byte-order mark is not counted.
fn region(region: &Region) -> Value {
    json!({
        "startLine": region.start.line,
        "startColumn": region.start.utf16_column,
        "endLine": region.end.line,
        "endColumn": region.end.utf16_column,
    })
}

fn artifact(root: &str, path: &str) -> Value {
    json!({ "uri": encoded(&in_repository(root, path)), "uriBaseId": TOP })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// Text that viewers show as it is: `[text](address)` would become a link (3.11.6), and `{0}` stands
/// for an argument unless its braces are doubled (3.11.5).
fn message(text: &str) -> String {
    let text = terminal(text).replace("](", "] (");
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, tail) = after.split_at_checked(digits).unwrap_or((after, ""));
        match tail.strip_prefix('}') {
            Some(tail) if digits > 0 => {
                out.push_str(&format!("{{{{{number}}}}}"));
                rest = tail;
            }
            _ => {
                out.push('{');
                rest = after;
            }
        }
    }
    out + rest
}

/// What the rule's documentation says.
fn rule(id: &str) -> Value {
    let Some(rule) = by_id(id) else { return json!({ "id": id }) };
    json!({
        "id": id,
        "shortDescription": { "text": format!("Finds {}.", rule.summary) },
        "fullDescription": { "text": rule.docs.finds },
        "help": { "text": help(rule) },
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": {
            "tags": [rule.family.title()],
            "problem.severity": match rule.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "recommendation",
            },
        },
    })
}

fn help(rule: &Rule) -> String {
    let example =
        |title: &str, example: Example| format!("{title}, {}:\n{}", example.path, example.yaml.trim_end());
    [
        rule.docs.why.to_owned(),
        example("Flagged", rule.docs.bad),
        example("Fine", rule.docs.good),
        rule.docs.change.to_owned(),
        format!("`milepost explain {}` tells the same in a terminal.", rule.id),
    ]
    .join("\n\n")
}

#[cfg(test)]
mod tests;
