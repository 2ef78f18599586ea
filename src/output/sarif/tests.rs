//! What the report for code scanning holds. That it is valid is checked against the published schema
//! in `tests/formats/`.

use proptest::prelude::*;

use super::*;
use crate::report::findings::{Checked, HelpView};
use crate::report::sample;
use crate::source::{SourceFile, Span};

fn run(report: &FindingsReport, root: &str) -> Value {
    let value: Value = serde_json::from_str(&of(report, root)).unwrap();
    assert_eq!(value["version"], "2.1.0");
    value["runs"][0].clone()
}

#[test]
fn results_name_their_rule_place_and_state() {
    let report = sample::findings();
    let run = run(&report, "docs/a b");
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 4, "what is resolved or removed is no alert");
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
    }
    let late = &results[0];
    assert_eq!((&late["level"], &late["baselineState"]), (&json!("error"), &json!("new")));
    assert_eq!(results[3]["baselineState"], "unchanged");
    let physical = &late["locations"][0]["physicalLocation"];
    assert_eq!(physical["artifactLocation"]["uri"], "docs/a%20b/people/ana/goals/2026-10-05-async-rust.yaml");
    let fix = &late["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(fix["deletedRegion"], physical["region"]);
    assert_eq!(fix["insertedContent"]["text"], "2027-01-17");
    assert_eq!(late["relatedLocations"].as_array().unwrap().len(), 2);
    insta::assert_snapshot!("sarif", of(&report, ""));
}

#[test]
fn names_that_are_no_text_and_files_above_have_addresses() {
    let entry = |path: &str| FindingView {
        place: PlaceView::entry(path),
        ..sample::finding("unsafe-entry", Severity::Error, None, ("x", "a", "a"), "no text")
    };
    let views = vec![entry("a\u{fffd}\u{fffd}.yaml"), entry("../.github/b.yml"), entry("c:d.yaml")];
    let run = run(&FindingsReport::new(false, Checked::default(), views), "learning");
    let of = |n: usize| run["results"][n]["locations"][0]["physicalLocation"].clone();
    let uris: Vec<Value> = (0..3).map(|n| of(n)["artifactLocation"]["uri"].clone()).collect();
    assert_eq!(uris, [".github/b.yml", "learning/a%EF%BF%BD%EF%BF%BD.yaml", "learning/c%3Ad.yaml"]);
    assert!(of(0).get("region").is_none());
    assert!(run["results"][0].get("baselineState").is_none(), "nothing was compared");
}

#[test]
fn no_text_becomes_a_link_or_an_argument() {
    assert_eq!(message("[x](https://x.example) {0} {a} {12"), "[x] (https://x.example) {{0}} {a} {12");
    assert_eq!(message("{{3}} ]("), "{{{3}}} ] (");
}

#[test]
fn rules_are_described_by_their_documentation() {
    let run = run(&sample::findings(), "");
    for rule in run["tool"]["driver"]["rules"].as_array().unwrap() {
        assert!(rule["shortDescription"]["text"].as_str().unwrap().starts_with("Finds "), "{rule:#}");
        assert!(rule["fullDescription"]["text"].as_str().is_some_and(|text| text.len() > 20));
        assert!(rule["help"]["text"].as_str().unwrap().contains("Flagged, "), "{rule:#}");
        assert!(rule.get("helpUri").is_none(), "there is no page to lead to");
    }
}

/// The text between two places of a file, read as a viewer of SARIF reads it: lines end at the run's
/// sequences, columns count UTF-16 code units.
fn text_at(content: &str, region: &Value) -> String {
    let number = |key: &str| usize::try_from(region[key].as_u64().unwrap()).unwrap();
    let units: Vec<u16> = content.trim_start_matches('\u{feff}').encode_utf16().collect();
    let (cr, lf) = (u16::from(b'\r'), u16::from(b'\n'));
    let mut starts = vec![0];
    for (i, unit) in units.iter().enumerate() {
        if *unit == lf || (*unit == cr && units.get(i + 1) != Some(&lf)) {
            starts.push(i + 1);
        }
    }
    let offset = |line: &str, column: &str| starts[number(line) - 1] + number(column) - 1;
    String::from_utf16(&units[offset("startLine", "startColumn")..offset("endLine", "endColumn")]).unwrap()
}

proptest! {
    #[test]
    fn the_text_at_a_region_is_the_text_that_is_meant(
        before in "(\u{feff})?([a\u{e9}\u{65e5}\u{1f600}: ]|\r\n|\n|\r|\u{1f469}\u{200d}\u{1f4bb}){0,24}",
        meant in "[a-z\u{1f600}\u{65e5}]{1,8}((\r\n|\n)[b\u{1f600}]{1,4})?",
        after in "([a\u{1f600} ]|\r\n|\n){0,8}",
    ) {
        let content = format!("{before}{meant}{after}");
        let file = SourceFile::new("a.yaml", content.as_str());
        let start = file.text().len() - meant.len() - after.len();
        let place = PlaceView::new(&file, Span::new(start, start + meant.len()));
        let help = Some(HelpView { text: "x".into(), replacement: Some("\u{202e}##[x".into()) });
        let view = FindingView { place, help, ..sample::finding("r", Severity::Error, None, ("a", "a", "a"), "m") };
        let run = run(&FindingsReport::new(false, Checked::default(), vec![view]), "");
        let result = &run["results"][0];
        prop_assert_eq!(&text_at(&content, &result["locations"][0]["physicalLocation"]["region"]), &meant);
        let replacement = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
        prop_assert_eq!(&text_at(&content, &replacement["deletedRegion"]), &meant);
        prop_assert_eq!(replacement["insertedContent"]["text"].as_str(), Some("\u{202e}##[x"));
    }
}
