//! The entry that the comment after a merge begins: as it is, only what the person has to fill in is
//! missing; filled in, nothing is found in it.

use std::fs;

use milepost::output::json::change_from;
use milepost::output::next_entry::begun;
use serde_json::Value;

use super::{FINISHED, TODAY, repository};

#[test]
fn what_is_begun_lacks_only_what_nobody_else_can_know() {
    let sandbox = repository("", FINISHED);
    let arguments =
        ["report", "pr", "--today", TODAY, "--base", "main", "--head", "change", "--format", "json"];
    let run = sandbox.milepost(&arguments);
    let report = change_from(run.stdout.as_bytes()).unwrap();
    let entry = report.rows.iter().find_map(begun).expect("a goal with a plan");
    sandbox.checkout("change");
    // What was finished may tell of use at work already; here it is still to come.
    let entries = sandbox.path().join("people/ana/portfolio");
    if entries.is_dir() {
        fs::remove_dir_all(entries).unwrap();
    }
    sandbox.commit("Nothing used yet");
    let check = || {
        let run = sandbox.milepost(&["check", &entry.path, "--today", "2027-01-10", "--format", "json"]);
        let said: Value = serde_json::from_str(&run.stdout).unwrap();
        let found = said["findings"].as_array().unwrap().clone();
        found
            .into_iter()
            .filter(|finding| finding["place"]["path"] == entry.path.as_str())
            .collect::<Vec<_>>()
    };
    sandbox.write(&entry.path, &entry.text);
    let told: Vec<String> = check()
        .iter()
        .map(|finding| {
            format!("{} {}", finding["rule"].as_str().unwrap(), finding["message"].as_str().unwrap())
        })
        .collect();
    assert!(!told.is_empty());
    for (finding, key) in told.iter().zip(["date", "decision", "outcome"]) {
        assert!(finding.starts_with("invalid-record ") && finding.contains(key), "{told:#?}");
    }
    assert_eq!(told.len(), 3, "{told:#?}");
    let filled = entry
        .text
        .replace("date: #", "date: 2027-01-09 #")
        .replace("links: []", "links: [https://git.example.com/payments/worker/pull/412]")
        .replace("decision: #", "decision: Bounded channels over a semaphore #")
        .replace("outcome: #", "outcome: p99 fell from 900 ms to 240 ms #");
    sandbox.write(&entry.path, &filled);
    assert_eq!(check(), Vec::<Value>::new(), "{filled}");
}
