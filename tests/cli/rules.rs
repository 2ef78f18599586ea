//! `milepost rules` and `milepost explain`, and how findings that repeat themselves are folded.

use serde_json::Value;

use crate::common::learning::{Pull, TODAY};
use milepost::rules::RULES;

fn pull() -> Pull {
    let policy = "--- milepost.yaml\nversion: 1\nname: Test team\ndisciplines: [backend, frontend]\n\
                  rules:\n  vague-goal: error\n  wrong-remedy: off\n";
    Pull::onto(policy)
}

#[test]
fn the_list_says_what_is_in_force_and_where_that_is_set() {
    let run = pull().0.milepost(&["rules", "--format", "json", "--warn", "due-soon"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let list: Value = serde_json::from_str(&run.stdout).unwrap();
    let rules = list["rules"].as_array().unwrap();
    assert_eq!(rules.len(), RULES.len());
    let rule = |id: &str| rules.iter().find(|rule| rule["id"] == id).unwrap();
    let said = |id: &str| {
        let rule = rule(id);
        let text = |key: &str| rule[key].as_str().unwrap().to_owned();
        (text("severity"), text("default_severity"), text("configured_in"))
    };
    let of = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
    assert_eq!(said("vague-goal"), of("error", "warning", "milepost.yaml:5"));
    assert_eq!(said("wrong-remedy"), of("off", "note", "milepost.yaml:6"));
    assert_eq!(said("due-soon"), of("warning", "note", "flag"));
    assert_eq!(said("overdue-goal"), of("warning", "warning", "default"));
    assert_eq!(rule("overdue-goal")["scope"], serde_json::json!(["person"]));
    assert_eq!(rule("unstaffed-need")["scope"], serde_json::json!(["everybody"]));
    for rule in rules {
        assert!(
            !rule["summary"].as_str().unwrap().is_empty() && !rule["scope"].as_array().unwrap().is_empty()
        );
    }
    let run = pull().0.milepost(&["rules"]);
    assert!(run.stdout.contains("(set in milepost.yaml:5)"), "{}", run.stdout);
}

#[test]
fn every_rule_can_be_explained_at_once() {
    let pull = pull();
    let all = pull.0.milepost(&["explain", "--all"]);
    assert_eq!(all.status, 0, "{}", all.stderr);
    let mut rest = all.stdout.as_str();
    for rule in RULES {
        let one = pull.0.milepost(&["explain", rule.id]).stdout;
        rest = rest.split_once(&one).unwrap_or_else(|| panic!("{} is missing", rule.id)).1;
    }
    assert_eq!(rest, "");
    assert_eq!(pull.0.milepost(&["explain"]).status, 2);
    assert_eq!(pull.0.milepost(&["explain", "--all", "vague-goal"]).status, 2);
}

#[test]
fn notes_that_repeat_themselves_are_folded_and_counted() {
    let goal = |n: u32| {
        format!(
            "--- people/ben/goals/2026-11-01-plan-{n}.yaml\ntitle: Plan number {n} for the webhook worker\n\
             skill: async-rust\ntarget: 4\nmeasure: Two reviewers accept it\ncause: tooling\n\
             why: {{project: webhook-worker, outcome: It runs}}\ndeadline: 2027-02-01\n\
             application: {{what: Move the worker}}\n"
        )
    };
    let goals: String = (10..16).map(goal).collect();
    let policy = "--- milepost.yaml\nversion: 1\ndisciplines: [backend, frontend]\ngoals: {max_active: 9}\n";
    let pull = Pull::onto(&(policy.to_owned() + &goals));
    let select = ["--today", TODAY];
    let shown = |more: &[&str]| {
        let run = pull.run(&[&select[..], more].concat());
        (run.stdout.matches("note[wrong-remedy]").count(), run.stdout)
    };
    let (count, text) = shown(&[]);
    assert_eq!(count, 3, "{text}");
    assert!(text.contains("= note: and 3 more of this rule; --all shows them"), "{text}");
    assert!(text.ends_with(": 6 notes\n"), "{text}");
    assert_eq!(shown(&["--all"]).0, 6);
    assert_eq!(shown(&["--select", "wrong-remedy"]).0, 6);
}
