//! What programs may rely on: the keys of the JSON, and equal bytes for equal input.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::common::learning::{Pull, TODAY, goal};

#[track_caller]
fn keys(value: &Value, expected: &[&str]) {
    let found: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(found, expected);
}

fn place(place: &Value) {
    keys(place, &["path", "region"]);
    let region = &place["region"];
    if region.is_null() {
        return;
    }
    keys(region, &["start", "end", "excerpt"]);
    for end in ["start", "end"] {
        keys(&region[end], &["line", "column", "utf16_column"]);
        assert!(region[end]["line"].as_u64().unwrap() >= 1 && region[end]["column"].as_u64().unwrap() >= 1);
    }
    keys(&region["excerpt"], &["first_line", "text", "start", "end", "partial"]);
    let (start, end) =
        (region["excerpt"]["start"].as_u64().unwrap(), region["excerpt"]["end"].as_u64().unwrap());
    assert!(region["excerpt"]["text"].as_str().unwrap().get(start as usize..end as usize).is_some());
}

/// A change that introduces, leaves standing, resolves and removes, and does not merge.
fn everything() -> Pull {
    let ben = |name: &str, text: &str| format!("--- people/ben/goals/{name}.yaml\n{text}");
    let bad = |n: u32| format!("title: {n}\nskill: nope-{n}\n");
    let before = goal("2027-02-15")
        + &ben("a", &bad(1))
        + &ben("b", &bad(2))
        + &ben("c", &bad(3))
        + "--- people/chi/goals/d.yaml\ntitle: [\n--- people/chi/goals/e.yaml\ntitle: x\ntitle: y\n";
    Pull::onto(&before)
        .change(&format!(
            "{}{}+++ remove people/ben/goals/b.yaml\n--- people/chi/goals/f.yaml\ntitel: x\n",
            goal("2027-01-15"),
            ben("a", &bad(9))
        ))
        .meanwhile(&ben("a", &bad(8)))
}

#[test]
fn the_json_holds_the_documented_keys_and_no_other() {
    let pull = everything();
    let compare = pull.check_with(&["--base", "main", "--head", "topic", "--today", TODAY]);
    let plain = pull.check_with(&["--head", "topic", "--today", TODAY]);
    for (verdict, compared) in [(&compare, true), (&plain, false)] {
        let json = &verdict.json;
        keys(
            json,
            &[
                "version",
                "kind",
                "compared",
                "untouched",
                "checked",
                "counts",
                "removals",
                "conflicts",
                "notices",
                "findings",
            ],
        );
        assert_eq!((json["version"].as_u64(), json["kind"].as_str()), (Some(1), Some("findings")));
        assert_eq!(json["compared"], compared);
        keys(&json["checked"], &["files", "records", "people"]);
        keys(&json["counts"], &["found", "standing", "resolved", "removed"]);
        for counts in json["counts"].as_object().unwrap().values() {
            keys(counts, &["errors", "warnings", "notes"]);
        }
        assert!(!verdict.findings().is_empty());
        for finding in verdict.findings() {
            keys(
                finding,
                &[
                    "rule",
                    "severity",
                    "status",
                    "dated",
                    "message",
                    "label",
                    "place",
                    "related",
                    "help",
                    "fingerprint",
                ],
            );
            assert_eq!(finding["status"].is_null(), !compared);
            assert!(["error", "warning", "note"].contains(&finding["severity"].as_str().unwrap()));
            place(&finding["place"]);
            for related in finding["related"].as_array().unwrap() {
                keys(related, &["label", "place"]);
                place(&related["place"]);
            }
            if !finding["help"].is_null() {
                keys(&finding["help"], &["text", "replacement"]);
            }
        }
    }
    let statuses: BTreeSet<&str> = compare.findings().iter().map(|f| f["status"].as_str().unwrap()).collect();
    assert_eq!(statuses.into_iter().collect::<Vec<_>>(), ["introduced", "removed", "resolved", "standing"]);
    assert_eq!(compare.list("conflicts"), ["people/ben/goals/a.yaml"]);
    assert_eq!(compare.list("removals"), ["people/ben/goals/b.yaml"]);
}

/// The human text without the time taken.
fn timeless(text: &str) -> String {
    let (before, last) = text.trim_end().rsplit_once("checked ").unwrap();
    let (counts, result) = last.split_once(" in ").unwrap();
    let (_, result) = result.split_once(": ").unwrap();
    format!("{before}checked {counts}: {result}")
}

#[test]
fn equal_input_gives_equal_bytes() {
    let pull = everything();
    let cases: [&[&str]; 4] = [
        &["--today", TODAY],
        &["--head", "topic", "--today", TODAY],
        &["--base", "main", "--today", TODAY, "--standing"],
        &["--base", "main", "--head", "topic", "--today", TODAY, "--standing"],
    ];
    let mut said = Vec::new();
    for case in cases {
        let human = timeless(&pull.run(case).stdout);
        let json = pull.check_with(case).json;
        for _ in 0..9 {
            assert_eq!(timeless(&pull.run(case).stdout), human);
        }
        let text = pull.run(&[case, &["--format", "json"]].concat()).stdout;
        for _ in 0..9 {
            assert_eq!(pull.run(&[case, &["--format", "json"]].concat()).stdout, text);
        }
        said.push((human, json));
    }
    // Git and the working tree that was checked out of it say the same.
    assert_eq!(said[0], said[1]);
    assert_eq!(said[2], said[3]);
}
