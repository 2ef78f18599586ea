//! A person's own sheet: what it says, and what it never says.

use serde_json::json;

use super::made::{basis, main_of, sheet, world};
use super::{TODAY, repository};
use crate::common::Sandbox;
use crate::common::memory::Files;

#[test]
fn goals_stand_with_their_pace_and_their_use_at_work() {
    let shown = sheet(&world(""), "ana");
    let goal = &shown.json["goals"]["active"][0];
    assert_eq!(goal["state"], "on-track");
    assert_eq!(goal["days_left"], 25);
    assert_eq!(goal["pace"], json!({"logged_hours": 14.0, "planned_hours": 150.0 / 7.0, "percent": 65}));
    assert_eq!(goal["skill"]["now"], 3);
    assert_eq!(goal["skill"]["target"], 3);
    assert_eq!(goal["at_work"]["state"], "applied");
    assert_eq!(goal["at_work"]["on"], "2026-11-20");
    shown.says("- **Run the webhook worker on async Rust** · on track, deadline 2026-12-18");
    shown.says("Use at work · used on 2026-11-20, in webhook-worker · p99 fell from 900 ms to 240 ms");
    shown.shows("14 of 21.4 hours planned so far");
}

#[test]
fn the_sheet_says_first_that_it_is_private() {
    let shown = sheet(&world(""), "ana");
    assert_eq!(shown.json["kind"], "person");
    assert_eq!(shown.json["version"], 1);
    assert!(shown.markdown.starts_with("# Sheet of Ana Soto\n\n**Private.** For Ana Soto"));
    let (head, _) = shown.html.split_once("</header>").unwrap();
    assert!(head.contains("<strong>Private.</strong>"), "{head}");
}

#[test]
fn a_claim_stands_beside_the_level_and_never_for_it() {
    let shown = sheet(&world(""), "ana");
    let rust = shown.json["skills"].as_array().unwrap().iter().find(|skill| skill["id"] == "rust").unwrap();
    assert_eq!((&rust["now"], &rust["claim"]["level"]), (&json!(null), &json!(1)));
    assert_eq!((&rust["chart"], &rust["steps"]), (&json!(null), &json!([])));
    shown.says("| Rust | not assessed by others |  | own claim 1 (Beginner), 2025-03-20 |");
    shown.shows("Own claim: 1");
}

const DISAGREE: &str = "--- people/ana/assessments/2026-11-10-peer.yaml
date: 2026-11-10
method: peer
cycle: review
assessors: [ben]
ratings: [{skill: async-rust, rating: 2}]
--- people/ana/assessments/2020-01-10-peer.yaml
date: 2020-01-10
method: mentor
cycle: baseline
assessors: [ben-o]
ratings: [{skill: feedback, rating: 1}]
--- people/ben/profile.yaml
role: backend-engineer
tier: senior
discipline: backend
started: 2024-03-04
name: Ben Okafor
formerly: [ben-o]
offers: [rust, feedback, async-rust]
--- people/chi/profile.yaml
role: backend-engineer
tier: senior
discipline: frontend
started: 2023-01-09
name: Chi Nguyen
offers: [rust]
left: 2026-11-22
";

#[test]
fn both_values_stand_where_methods_disagree_and_old_ratings_are_marked() {
    let shown = sheet(&world(DISAGREE), "ana");
    let skills = shown.json["skills"].as_array().unwrap();
    let asynchronous = &skills[0];
    assert_eq!((&asynchronous["id"], &asynchronous["now"]["level"]), (&json!("async-rust"), &json!(3)));
    assert_eq!(asynchronous["others"][0]["level"], 2);
    let steps: Vec<_> = asynchronous["chart"]["steps"].as_array().unwrap().iter().collect();
    assert_eq!(steps.len(), 2);
    assert_eq!((&steps[1]["to"], &steps[1]["level"]), (&json!(1.0), &json!(3)));
    shown.says(
        "| Async Rust | 3 (Proficient) | 2026-11-21, panel | colleague says 2 (Elementary), 2026-11-10 |",
    );
    let feedback = skills.iter().find(|skill| skill["id"] == "feedback").unwrap();
    assert_eq!((&feedback["fresh"], &feedback["faded"]), (&json!(false), &json!(true)));
    assert_eq!(feedback["ratings"][0]["by"][0]["handle"], "ben", "under the present handle");
    shown.says("2020-01-10, mentor, faded");
    shown.shows("<span class=\"tag tag-plain\">faded</span>");
}

#[test]
fn only_those_who_offer_help_and_are_there_can_be_asked() {
    let shown = sheet(&world(DISAGREE), "ana");
    let expected =
        json!([{"id": "rust", "name": "Rust", "people": [{"handle": "ben", "name": "Ben Okafor"}]}]);
    assert_eq!(shown.json["to_ask"], expected, "the goal's level is reached, and Chi has left");
    let own = sheet(&world(DISAGREE), "ben");
    assert_eq!(own.json["to_ask"], json!([]), "nobody is sent to themselves");
}

#[test]
fn the_way_to_the_tier_and_the_path_say_what_is_missing() {
    let shown = sheet(&world(""), "ana");
    let tier = &shown.json["tier_ahead"];
    assert_eq!((&tier["met"], &tier["total"]), (&json!(1), &json!(4)));
    assert_eq!(tier["skills"][0]["id"], "rust", "what is missing comes first");
    assert_eq!(tier["credentials"][0]["held"], false);
    shown.says("`██░░░░░░░░` 1 of 4");
    let path = &shown.json["path"];
    let taken = path["modules"].as_array().unwrap().iter().filter(|module| module["taken"] == true).count();
    assert_eq!(path["taken"], taken);
    shown.says("- To take · Two days of tokio (workshop)");
}

#[test]
fn what_comes_next_is_in_order() {
    let more = "--- people/ana/remediations/2026-10-01-feedback.yaml
assessment: 2026-11-21-panel
skill: feedback
mentor: chi
actions: [Give one piece of feedback a week]
start: 2026-10-01
due: 2026-11-20
--- people/ana/awards/2025-12-01-owner.yaml
credential: async-owner
date: 2025-12-01
--- framework/credentials/async-owner.yaml
name: Owner of an async service
kind: micro-credential
criteria: Runs an async service in production for a month.
valid_months: 12
";
    let shown = sheet(&world(more), "ana");
    let next: Vec<_> = shown.json["next"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| format!("{} {} {}", step["date"], step["kind"], step["passed"]))
        .collect();
    assert_eq!(
        next,
        [
            "\"2026-11-01\" \"renewal\" false",
            "\"2026-11-20\" \"second-try\" true",
            "\"2027-02-19\" \"reassessment\" false"
        ]
    );
    shown.says("- **Giving feedback** · its day has passed, and nothing tells of it, by 2026-11-20");
    shown.is_silent_about("failed");
    shown.is_silent_about("remediation\"");
}

#[test]
fn people_who_left_or_are_away_or_have_only_a_profile_have_a_sheet() {
    let profile = "role: backend-engineer\ntier: senior\ndiscipline: backend\nstarted: 2026-01-05\n";
    for (more, said) in [
        ("", "here since 2026-01-05"),
        ("left: 2026-06-30\n", "left on 2026-06-30"),
        ("left: 2026-12-31\n", "leaves on 2026-12-31"),
        ("away: [{start: 2026-11-20, end: 2026-11-30}]\n", "away until 2026-11-30"),
        ("erased: true\n", "has left"),
    ] {
        let shown = sheet(&world(&format!("--- people/kim/profile.yaml\n{profile}{more}")), "kim");
        shown.says(said);
        shown.says("No goal is being worked on.");
        shown.says("No skill has been assessed yet.");
        assert_eq!(shown.json["load"].is_null(), !more.is_empty() && !more.contains("12-31"), "{more}");
    }
    let shown = sheet(&world("--- people/kim/profile.yaml\nrole: [\n"), "kim");
    shown.says("There is no profile that could be read");
    shown.says("1 file could not be read and is left out");
    let empty = "--- milepost.yaml\nversion: 1\n--- people/kim/profile.yaml\n";
    let mut files = Files::default();
    files.lay(&format!("{empty}{profile}"));
    sheet(&basis(&files, TODAY), "kim").says("Role backend-engineer, senior");
}

#[test]
fn ten_thousand_goals_and_the_last_day_of_all_fold() {
    let mut text = String::new();
    for n in 0..10_000 {
        let status = ["active", "done\ncompleted: 2026-10-10", "draft", "dropped\nreason: R"][n % 4];
        text += &format!(
            "--- people/ana/goals/2026-10-06-g-{n}.yaml\ntitle: Goal {n}\nskill: rust\ntarget: 2\nmeasure: M\n\
             why: {{project: P}}\ndeadline: 9999-12-31\nhours_per_week: 1\nstatus: {status}\n"
        );
    }
    let shown = sheet(&world(&text), "ana");
    shown.says("…and 2481 more goals; `--format json` has all of them.");
    shown.shows("…and 2480 more goals.");
    assert!(shown.markdown.len() < 40_000 && shown.html.len() < 80_000, "{}", shown.html.len());
    assert_eq!(shown.json["goals"]["draft"].as_array().unwrap().len(), 2_500);
    assert_eq!(shown.json["load"]["hours_per_week"], 2_503.0);
    shown.says("deadline 9999-12-31");
    shown.says("Busiest from 2026-11-23 to 2026-12-18, 2,503 hours a week, more than is set aside");
}

#[test]
fn dates_that_moved_come_from_the_history() {
    let path = "people/ana/goals/2026-10-05-async-rust.yaml";
    let sandbox = repository("", "");
    sandbox.checkout("main");
    let text = std::fs::read_to_string(sandbox.path().join(path)).unwrap();
    sandbox.write(path, text.replace("2026-12-18", "2027-01-15") + "moved_because: The test bed came late\n");
    sandbox.commit_at("2026-11-02T12:00:00+00:00", "Move it");
    let run = sandbox.milepost(&["report", "person", "ana", "--today", TODAY]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(
        run.stdout.contains("The deadline moved from 2026-12-18 to 2027-01-15 on 2026-11-02"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("Why it moved · The test bed came late"));
    let done = text + "status: done\ncompleted: 2026-12-20\n";
    sandbox.write(path, done.replace("deadline: 2026-12-18", "deadline: 2026-12-31"));
    let run = sandbox.milepost(&["report", "person", "ana", "--today", "2026-12-21", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let goal = &json["goals"]["done"][0];
    assert_eq!((&goal["deadline_then"], &goal["on_time"]), (&json!("2027-01-15"), &json!(true)));
}

#[test]
fn a_level_whose_text_has_changed_is_marked() {
    let sandbox = repository("", super::PANEL);
    let path = "framework/skills/async-rust.yaml";
    let text = std::fs::read_to_string(sandbox.path().join(path)).unwrap();
    sandbox.write(path, text.replace("explains its back-pressure", "explains every queue in it"));
    sandbox.commit_at("2026-11-22T12:00:00+00:00", "Say it better");
    let run = sandbox.milepost(&["report", "person", "ana", "--today", TODAY]);
    assert!(
        run.stdout.contains("| 2026-11-21, panel, against an earlier text |"),
        "{}{}",
        run.stdout,
        run.stderr
    );
}

#[test]
fn the_handle_is_ones_own_unless_another_is_given() {
    let more = "--- people/ana/profile.yaml
role: backend-engineer
tier: mid
discipline: backend
started: 2025-03-03
name: Ana Soto
emails: [Ana@Example.com]
formerly: [ana-s]
";
    let sandbox = repository(more, "");
    let report =
        |arguments: &[&str]| sandbox.milepost(&[&["report", "person", "--today", TODAY], arguments].concat());
    let without = report(&[]);
    assert_eq!(without.status, 2);
    assert!(without.stderr.contains("Git does not know who you are"), "{}", without.stderr);
    sandbox.git(&["config", "user.email", "ana@example.com"]);
    assert!(report(&[]).stdout.starts_with("# Sheet of Ana Soto\n"));
    assert_eq!(report(&["ana-s"]).stdout, report(&["ana"]).stdout, "a former handle");
    let wrong = report(&["annaa"]);
    assert_eq!(wrong.status, 2);
    assert!(wrong.stderr.contains("nobody has the handle `annaa`"), "{}", wrong.stderr);
    assert!(report(&["bem"]).stderr.contains("did you mean `ben`?"));
    assert!(report(&["../chi"]).stderr.contains("nobody has the handle"));
    sandbox.git(&["config", "user.email", "who@example.com"]);
    assert!(report(&[]).stderr.contains("no profile has the address who@example.com"));
}

#[test]
fn pseudonyms_stay_pseudonyms() {
    let policy = "--- milepost.yaml\nversion: 1\nprivacy: {identities: pseudonymous}\n";
    let shown = sheet(&world(&format!("{DISAGREE}{policy}")), "ana");
    for name in ["Soto", "Okafor", "Nguyen"] {
        shown.is_silent_about(name);
    }
    shown.says("# Sheet of ana");
}

#[test]
fn the_sheets_of_the_sample_read_well() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.milepost(&["demo", "demo"]).status, 0);
    sandbox.git(&["-C", "demo", "checkout", "--quiet", "main"]);
    let run = |arguments: &[&str]| {
        let arguments = [&["report", "person", "--today", TODAY, "bruno"], arguments].concat();
        let run = sandbox.milepost_below("demo", &arguments);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
        run.stdout.replace(env!("CARGO_PKG_VERSION"), "[version]")
    };
    let markdown = run(&[]);
    assert!(markdown.contains("test says 2 (Practising), 2026-11-10"), "{markdown}");
    insta::assert_snapshot!("person.md", markdown);
    let html = main_of(&run(&["--format", "html"]));
    assert!(!html.contains(" style="), "{html}");
    insta::assert_snapshot!("person.html", html);
    insta::assert_snapshot!("person.json", run(&["--format", "json"]));
}
