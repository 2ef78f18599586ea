//! Whose progress drops because of what the framework asks with a change, and what is never told.

use serde_json::{Value, json};

use super::{FINISHED, PANEL, Reported, reported, repository};

/// The role of the world as it is; changes replace a part of it.
const ROLE: &str = "--- framework/roles/backend-engineer.yaml
name: Backend engineer
discipline: backend
reviewed: 2026-10-01
path: [tokio-workshop]
tiers:
  - id: junior
    requires:
      - {skill: rust, level: 2}
  - id: mid
    requires:
      - {skill: rust, level: 2}
      - {skill: async-rust, level: 2}
  - id: senior
    requires:
      - skill: async-rust
        level: 3
        driver: Payments leaves the old worker
        priority: {roadmap: 3, risk: 2, value: 2, timeline: 3}
    electives:
      choose: 1
      from:
        - {skill: feedback, level: 1}
    credentials:
      - {credential: async-owner}
";

fn role(from: &str, to: &str) -> String {
    assert!(ROLE.contains(from), "{from}");
    ROLE.replacen(from, to, 1)
}

fn steps(shown: &Reported) -> Vec<(String, Vec<String>)> {
    let fraction = |value: &Value| format!("{} of {}", value["met"], value["total"]);
    let person = |one: &Value| {
        let handle = one["person"]["handle"].as_str().unwrap();
        format!("{handle} {} → {}", fraction(&one["before"]), fraction(&one["after"]))
    };
    let of = |drop: &Value| {
        let people = drop["people"].as_array().unwrap().iter().map(person).collect();
        (drop["tier"].as_str().unwrap_or("path").to_owned(), people)
    };
    shown.list("drops").iter().map(of).collect()
}

#[track_caller]
fn drops(before: &str, change: &str, expected: &[(&str, &str)]) -> Reported {
    let shown = reported(before, change);
    let expected: Vec<_> =
        expected.iter().map(|(part, step)| ((*part).to_owned(), vec![(*step).to_owned()])).collect();
    assert_eq!(steps(&shown), expected, "{}", shown.markdown);
    assert_eq!(shown.markdown.contains("Progress that drops"), !expected.is_empty(), "{}", shown.markdown);
    shown
}

#[test]
fn a_raised_requirement_names_whom_it_sets_back_and_no_rating() {
    let change =
        role("      - {skill: rust, level: 2}\n  - id: mid", "      - {skill: rust, level: 5}\n  - id: mid");
    let shown = drops("", &change, &[("senior", "ana 1 of 4 → 0 of 4")]);
    shown.says("**Progress that drops with what the framework now asks**\n\n- Towards **senior** of **Backend engineer** · Ana Soto (1 of 4 → 0 of 4)\n");
    // Her ratings are Rust 4 and Async Rust 2.
    for never in ["Rust 4", "rust 4", "Rust 2", "unassessed", "gap"] {
        shown.is_silent_about(never);
    }
    let drop = &shown.list("drops")[0];
    let ana = json!({"handle": "ana", "name": "Ana Soto"});
    let fraction = |met: u8| json!({"met": met, "total": 4});
    assert_eq!(
        *drop,
        json!({"role": "Backend engineer", "part": "tier", "tier": "senior",
               "people": [{"person": ana, "before": fraction(1), "after": fraction(0)}]})
    );
    let start = shown.markdown.find("#### What merging this does").unwrap();
    let end = shown.markdown.find("<sub>").unwrap();
    insta::assert_snapshot!("raised_requirement", shown.markdown[start..end].trim_end());
}

#[test]
fn an_added_requirement_makes_the_part_smaller() {
    let change = role(
        "      - {skill: async-rust, level: 2}\n",
        "      - {skill: async-rust, level: 2}\n      - {skill: feedback, level: 1}\n",
    );
    drops("", &change, &[("senior", "ana 1 of 4 → 1 of 5")]);
}

#[test]
fn an_elective_that_goes_sets_back_who_had_chosen_it() {
    let before = role(
        "        - {skill: feedback, level: 1}\n",
        "        - {skill: feedback, level: 1}\n        - {skill: rust, level: 4}\n",
    );
    drops(&before, ROLE, &[("senior", "ana 2 of 4 → 1 of 4")]);
}

#[test]
fn a_credential_that_ends_sooner_counts_from_its_own_day() {
    let credential = "--- framework/credentials/async-owner.yaml
name: Owner of an async service
kind: micro-credential
criteria: Runs an async service in production for a month.
skills: [async-rust]
requires: [{skill: async-rust, level: 3}]
";
    let award = "--- people/ana/awards/2025-06-01-owner.yaml\ncredential: async-owner\ndate: 2025-06-01\n";
    drops(award, &format!("{credential}valid_months: 12\n"), &[("senior", "ana 2 of 4 → 1 of 4")]);
    drops(award, &format!("{credential}valid_months: 48\n"), &[]);
    drops(award, &credential.replace("for a month", "for two months"), &[]);
}

#[test]
fn a_longer_path_is_told_beside_the_tier() {
    let taken = "--- people/ana/portfolio/2026-10-01-workshop.yaml
date: 2026-10-01
title: Two days of tokio
type: workshop
skills: [async-rust]
module: tokio-workshop
no_link: In the room
learned: A dropped future is a cancelled one
";
    let module = "--- framework/modules/tracing.yaml
name: A day of tracing
format: workshop
teaches: [{skill: async-rust, level: 2}]
";
    let change = role("path: [tokio-workshop]", "path: [tokio-workshop, tracing]");
    let change = change.replacen("      - {skill: rust, level: 2}\n", "      - {skill: rust, level: 5}\n", 1);
    let expected = [("senior", "ana 1 of 4 → 0 of 4"), ("path", "ana 1 of 1 → 1 of 2")];
    let shown = drops(taken, &format!("{module}{change}"), &expected);
    shown.says("- On the module path of **Backend engineer** · Ana Soto (1 of 1 → 1 of 2)\n");
}

#[test]
fn a_skill_that_loses_its_former_id_loses_what_was_rated_under_it() {
    let skill = |more: &str| {
        format!(
            "--- framework/skills/rust.yaml\nname: Rust\nkind: technical\nproficient_from: 3\nreviewed: 2026-10-01\n{more}"
        )
    };
    let rated = "--- people/ana/assessments/2026-06-01-mentor.yaml
date: 2026-06-01
method: mentor
cycle: baseline
assessors: [ben]
ratings:
  - {skill: rust-lang, rating: 4}
";
    let before = format!("{}{rated}", skill("formerly: [rust-lang]\n"));
    drops(&before, &skill(""), &[("senior", "ana 1 of 4 → 0 of 4")]);
}

#[test]
fn nothing_is_said_where_nobody_is_set_back() {
    // Less is asked; the reason is told better.
    drops("", &role("      - {skill: rust, level: 2}\n", "      - {skill: rust, level: 1}\n"), &[]);
    drops("", &role("Payments leaves the old worker", "Payments leaves the last worker"), &[]);
    // A person's own change is told with the person.
    drops("", "+++ remove people/ana/assessments/2026-06-01-mentor.yaml\n", &[]);
    let left = "--- people/ana/profile.yaml
role: backend-engineer
tier: mid
discipline: backend
started: 2025-03-03
left: 2026-10-31
";
    drops(left, &role("      - {skill: rust, level: 2}\n", "      - {skill: rust, level: 5}\n"), &[]);
}

#[test]
fn who_is_shown_anyway_is_told_once() {
    let change = role("      - {skill: rust, level: 2}\n", "      - {skill: rust, level: 5}\n");
    let shown = drops("", &format!("{change}{FINISHED}"), &[]);
    shown.says("**Ana Soto** towards **senior** · `░░░░` 1 of 4 → 0 of 4\n");
    // With the panel she has one thing less and another one more.
    drops("", &format!("{change}{FINISHED}{PANEL}"), &[]).says("· `█░░░` 1 of 4\n");
}

#[test]
fn a_tier_of_another_kind_is_another_aim() {
    // The next tier is a new one: there was no progress towards it that could drop.
    let profile = "--- people/ana/profile.yaml
role: backend-engineer
tier: mid
discipline: backend
started: 2025-03-03
name: Ana Soto
";
    let between = role(
        "  - id: senior\n",
        "  - id: lead\n    requires:\n      - {skill: rust, level: 5}\n  - id: senior\n",
    );
    drops(profile, &between, &[]);
}

/// So many people with a rating of four in Rust, from `p01` on.
fn colleagues(count: usize) -> String {
    (1..=count)
        .map(|i| {
            format!(
                "--- people/p{i:02}/profile.yaml\nrole: backend-engineer\ntier: mid\ndiscipline: backend\nstarted: 2025-03-03\nname: Person {i}\n\
                 --- people/p{i:02}/assessments/2026-06-01-mentor.yaml\ndate: 2026-06-01\nmethod: mentor\ncycle: baseline\nassessors: [ben]\nratings:\n  - {{skill: rust, rating: 4}}\n"
            )
        })
        .collect()
}

#[test]
fn ten_people_are_named_and_the_others_counted() {
    let change = role("      - {skill: rust, level: 2}\n", "      - {skill: rust, level: 5}\n");
    let shown = reported(&colleagues(21), &change);
    let people = shown.list("drops")[0]["people"].as_array().unwrap();
    assert_eq!(people.len(), 22, "the JSON names everybody");
    shown.says("Ana Soto (1 of 4 → 0 of 4), Person 1 (1 of 4 → 0 of 4), ");
    shown.says("Person 9 (1 of 4 → 0 of 4) and 12 more people\n");
    shown.is_silent_about("Person 10");
    reported(&colleagues(9), &change).says("Person 8 (1 of 4 → 0 of 4) and Person 9 (1 of 4 → 0 of 4)\n");
}

#[test]
fn a_policy_of_handles_names_nobody() {
    let policy = "--- milepost.yaml\nversion: 1\nprivacy: {identities: pseudonymous}\n";
    let change = role("      - {skill: rust, level: 2}\n", "      - {skill: rust, level: 5}\n");
    let shown = drops(policy, &change, &[("senior", "ana 1 of 4 → 0 of 4")]);
    shown.says("· ana (1 of 4 → 0 of 4)\n");
    shown.is_silent_about("Ana Soto");
}

#[test]
fn a_renamed_role_is_compared_with_what_it_was() {
    let sandbox = repository("", "");
    sandbox.remove("framework/roles/backend-engineer.yaml");
    let renamed = role("discipline: backend\n", "discipline: backend\nformerly: [backend-engineer]\n")
        .replacen("      - {skill: rust, level: 2}\n", "      - {skill: rust, level: 5}\n", 1);
    let text = renamed.split_once('\n').unwrap().1;
    sandbox.write("framework/roles/server-engineer.yaml", text);
    sandbox.commit("Rename");
    let shown = Reported::by(&sandbox, &["--base", "main", "--head", "change"]);
    assert_eq!(steps(&shown), [("senior".to_owned(), vec!["ana 1 of 4 → 0 of 4".to_owned()])]);
}

#[test]
fn a_credential_that_is_asked_for_as_well_makes_the_part_smaller() {
    let credential = "--- framework/credentials/on-call.yaml
name: On call
kind: micro-credential
criteria: Is on call for a month.
skills: [async-rust]
requires: [{skill: async-rust, level: 3}]
";
    let change = role(
        "      - {credential: async-owner}\n",
        "      - {credential: async-owner}\n      - {credential: on-call}\n",
    );
    drops("", &format!("{credential}{change}"), &[("senior", "ana 1 of 4 → 1 of 5")]);
}

/// The skill `rust` under another id, with and without its former one; the role asks for the new id.
fn rust_as_rust_lang(more: &str) -> String {
    let skill = "+++ remove framework/skills/rust.yaml
--- framework/skills/rust-lang.yaml
name: Rust
kind: technical
proficient_from: 3
reviewed: 2026-10-01
";
    format!("{}{skill}{more}", ROLE.replace("{skill: rust,", "{skill: rust-lang,"))
}

#[test]
fn a_renamed_skill_sets_back_who_was_rated_unless_it_keeps_its_former_id() {
    drops("", &rust_as_rust_lang("formerly: [rust]\n"), &[]);
    drops("", &rust_as_rust_lang(""), &[("senior", "ana 1 of 4 → 0 of 4")]);
}
