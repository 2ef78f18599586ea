//! What is said of people's records.

use std::fs;

use super::{FINISHED, PANEL, Reported, reported, repository};

#[test]
fn a_finished_goal_shows_its_evidence_beside_the_level() {
    let shown = reported("", FINISHED);
    // No rating is touched, so none is named.
    shown.says("- Async Rust, aiming at 3 · goal reached 2026-11-21 · use at work in `webhook-worker` until 2027-01-15");
    shown.says("**Ana Soto · Async Rust, level 3 (Proficient), as the person says**");
    shown.says("- What the level asks: Designs an async service and explains its back-pressure.");
    shown.says("- design, not rated: Every queue has a bound and a reason for it.");
    shown.says("- Evidence: Ported the retry queue to tokio (project, 2026-11-20)");
    shown.says("In their own words: The caller waits when the channel is full.");
    shown.says("Seen by Chi Nguyen · The queue drained twice");
    shown.is_silent_about("2 →");
    shown.says("**Ana Soto** towards **senior** · `█░░░` 1 of 4\n");
    assert_eq!(shown.list("review").len(), 1);
    assert!(shown.list("review")[0]["own_claim"].as_bool().unwrap());
}

#[test]
fn an_assessment_raises_level_and_tier() {
    let shown = reported("", &format!("{FINISHED}{PANEL}"));
    shown.says("- Async Rust 2 → 3 of 3 · goal reached 2026-11-21");
    shown.says("- Panel assessment by Ben Okafor and Chi Nguyen, 2026-11-21 · Async Rust 2 → 3 of 3");
    // rust 2, async-rust 3, the credential, one elective
    shown.says("**Ana Soto** towards **senior** · `█▓░░` 1 of 4 → 2 of 4");
    shown.says("- design, rated 3: ");
    shown.says("- testing, not rated: ");
    // The goal and the rating claim one level: one thing to judge, with its evidence once.
    assert_eq!(shown.list("review").len(), 1);
    assert_eq!(shown.list("review")[0]["evidence"].as_array().unwrap().len(), 1);
    // A rating that is not touched is in no word of it.
    shown.is_silent_about("Rust 4");
    shown.says("### Milepost: nothing to fix, Ben Okafor can review\n");
}

#[test]
fn a_claim_is_shown_as_one_and_changes_no_level() {
    let change = "--- people/ana/assessments/2026-11-21-self.yaml
date: 2026-11-21
method: self
cycle: review
ratings:
  - {skill: async-rust, rating: 4, evidence: []}
";
    let shown = reported("", change);
    shown.says("Self assessment, 2026-11-21 · Async Rust 2 of 3, rated 4 here");
    shown.says("**Ana Soto · Async Rust, level 4 (Advanced), as the person says**");
    shown.says("- Evidence: none given");
}

#[test]
fn a_level_above_what_is_asked_is_shown_without_measure() {
    let shown = reported("", &PANEL.replace("rating: 3", "rating: 4"));
    shown.says("2026-11-21 · Async Rust 2 → 4\n");
}

#[test]
fn an_award_says_what_it_is_worth() {
    let before = "--- framework/credentials/async-owner.yaml
name: Owner of an async service
kind: certification
criteria: Passes the examination.
skills: [async-rust]
approvals: {count: 2}
valid_months: 24
";
    let award = "--- people/ana/awards/2026-11-22-owner.yaml
credential: async-owner
date: 2026-11-22
approved_by: [ben, ana]
";
    let shown = reported(before, award);
    shown.says(
        "- Owner of an async service · earned 2026-11-22, valid until 2028-11-22 · 1 of 2 approvals · certificate, practice still to come",
    );
    shown.says("1 of 4 → 2 of 4");
    shown.says("<summary>For the reviewer: 1 award to approve</summary>");
    shown.says("**Ana Soto · Owner of an async service**");
    shown.says("- Asked for: approval by 2 people\n- Approvals pending: 1 of 2 given\n");
    let shown = reported(before, &format!("{award}{FINISHED}"));
    shown.says("certificate with practice");
    shown.says("<summary>For the reviewer: 1 level to judge, 1 award to approve</summary>");
}

#[test]
fn approvals_that_are_still_to_come_are_no_error_where_reviews_prove_them() {
    let before = "--- milepost.yaml
version: 1
disciplines: [backend, frontend]
approvals: {trust: review}
--- framework/credentials/async-owner.yaml
name: Owner of an async service
kind: micro-credential
criteria: Runs an async service in production for a month.
skills: [async-rust]
approvals: {count: 2, distinct_disciplines: true}
--- people/dan/profile.yaml
role: backend-engineer
tier: senior
discipline: backend
started: 2024-03-04
mentors: [chi]
formerly: [daniel]
";
    let award = |approvers: &str| {
        format!(
            "--- people/ana/awards/2026-11-22-owner.yaml\ncredential: async-owner\ndate: 2026-11-22\n\
             approved_by: [{approvers}]\n"
        )
    };
    let pending = |approvers: &str| {
        let shown = reported(before, &award(approvers));
        shown.says("- Asked for: approval by 2 people, from more than one discipline\n");
        shown.is_silent_about("short-approvals");
        assert_eq!(shown.json["verdict"]["errors"], 0, "{}", shown.markdown);
        shown
    };
    pending("").says("- Approvals pending: 0 of 2 given\n");
    // One person under two handles approves once.
    pending("dan, daniel").says("- Approvals pending: 1 of 2 given\n");
    pending("dan, ben").says("- Approvals pending: 2 of 2 given, all from one discipline\n");
    let complete = pending("dan, chi");
    complete.says("- Approvals complete: 2 of 2\n");
    complete.says("<summary>For the reviewer: 1 award approved</summary>");
    assert!(complete.list("approvals")[0]["pending"].is_null());
    let revoked = award("") + "revoked: {date: 2026-11-22, reason: It came too early}\n";
    reported(before, &revoked).is_silent_about("pproval");
}

#[test]
fn removals_come_first_with_what_is_lost() {
    let shown = reported(
        "",
        "+++ remove people/ana/assessments/2026-06-01-mentor.yaml
+++ remove people/ana/goals/2026-10-05-async-rust.yaml
",
    );
    shown.says("- **Ana Soto** · goal Run the webhook worker on async Rust · `people/ana/goals/2026-10-05-async-rust.yaml`");
    shown.says("**Ana Soto** towards **senior** · `░░░░` 1 of 4 → 0 of 4");
    assert!(shown.markdown.find("Removed by this change") < shown.markdown.find("What merging this does"));
    assert_eq!(shown.list("removals").len(), 2);
    assert_eq!(shown.list("rows").len(), 0);
}

#[test]
fn a_renamed_folder_is_one_row() {
    let sandbox = repository("", "");
    sandbox.git(&["mv", "people/ana", "people/ana-soto"]);
    sandbox.commit("Rename");
    let shown = Reported::by(&sandbox, &["--base", "main", "--head", "change"]);
    shown.says("- Profile · handle `ana` → `ana-soto`");
    assert_eq!(shown.list("rows").len(), 1, "{}", shown.markdown);
    assert_eq!(shown.list("removals").len(), 0);
    assert_eq!(shown.list("review").len(), 0);
    assert_eq!(shown.json["verdict"]["reviewer"]["handle"], "ben");
}

#[test]
fn a_file_with_another_extension_puts_no_date_in_play() {
    let sandbox = repository("", "");
    let goal = "people/ana/goals/2026-10-05-async-rust";
    sandbox.git(&["mv", &format!("{goal}.yaml"), &format!("{goal}.yml")]);
    sandbox.commit("Rename");
    let shown = Reported::by(&sandbox, &["--base", "main", "--head", "change"]);
    assert_eq!(shown.list("timeline").len(), 0, "{}", shown.markdown);
    shown.is_silent_about("mermaid");
}

#[test]
fn a_record_moved_to_somebody_else_is_gone_from_the_first() {
    let sandbox = repository("", "");
    fs::create_dir_all(sandbox.path().join("people/ben/goals")).unwrap();
    sandbox.git(&[
        "mv",
        "people/ana/goals/2026-10-05-async-rust.yaml",
        "people/ben/goals/2026-10-05-async-rust.yaml",
    ]);
    sandbox.commit("Move");
    let shown = Reported::by(&sandbox, &["--base", "main", "--head", "change"]);
    assert_eq!(shown.list("removals")[0]["person"]["handle"], "ana");
    assert_eq!(shown.rows("goal")[0]["person"]["handle"], "ben");
    assert!(shown.rows("goal")[0]["new"].as_bool().unwrap());
}

#[test]
fn a_new_person_is_introduced() {
    let shown = reported(
        "",
        "--- people/dee/profile.yaml
role: backend-engineer
tier: junior
discipline: backend
started: 2026-11-23
name: Dee Park
team: payments
mentors: [chi, ben]
emails: [dee@example.com]
",
    );
    shown.says("**Dee Park**");
    shown.says("- New profile · role none → `backend-engineer` · tier none → `junior` · team none → `payments` · mentors none → `chi, ben`");
    shown.is_silent_about("dee@example.com");
    shown.says("Chi Nguyen can review");
    assert_eq!(shown.list("tiers").len(), 0);
}

#[test]
fn profiles_say_what_changes_but_not_when_somebody_is_away() {
    let shown = reported(
        "",
        "--- people/ana/profile.yaml
role: backend-engineer
tier: senior
discipline: backend
started: 2025-03-03
name: Ana Soto
team: payments
programs: [autumn]
mentors: [chi]
away: [{start: 2026-12-01, end: 2026-12-24}]
target: {role: backend-engineer, tier: senior}
",
    );
    shown.says("- Profile · tier `mid` → `senior` · mentors `ben, chi` → `chi`");
    shown.is_silent_about("2026-12-24");
    // Who reviews is decided by the mentors of base.
    shown.says("Ben Okafor can review");
}

#[test]
fn a_moved_deadline_is_told_with_its_reason_and_its_window() {
    let shown = reported(
        "",
        "--- people/ana/goals/2026-10-05-async-rust.yaml
title: Run the webhook worker on async Rust
skill: async-rust
target: 3
measure: Holds 2,000 requests a second in the load test
why: {project: webhook-worker}
deadline: 2027-01-29
application: {what: Port the retry queue}
moved_because: The load test machines come in January
",
    );
    shown.says("- **Ana Soto** · Run the webhook worker on async Rust · deadline 2026-12-18 → 2027-01-29 · use at work, until 2027-01-15 → 2027-02-28 (The load test machines come in January)");
    assert_eq!(shown.list("timeline").len(), 2);
    assert_eq!(shown.list("timeline")[1]["end"], "2027-02-28");
    shown.is_silent_about("mermaid");
    assert_eq!(shown.list("review").len(), 0);
}

#[test]
fn a_dropped_goal_says_why_and_asks_for_nothing() {
    let shown = reported(
        "",
        "--- people/ana/goals/2026-10-05-async-rust.yaml
title: Run the webhook worker on async Rust
skill: async-rust
target: 3
measure: Holds 2,000 requests a second in the load test
why: {project: webhook-worker}
deadline: 2026-12-18
application: {what: Port the retry queue, until: 2027-01-15}
status: dropped
reason: The worker is bought, not built
",
    );
    shown.says("goal dropped, because The worker is bought, not built");
    shown.is_silent_about("use at work");
    assert_eq!(shown.list("timeline").len(), 0);
}

#[test]
fn a_second_try_and_a_practice_plan_are_told_in_plain_words() {
    let shown = reported(
        "",
        "--- people/ana/assessments/2026-11-21-retest.yaml
date: 2026-11-21
method: mentor
cycle: retest
assessors: [ben]
ratings:
  - {skill: async-rust, rating: 2, result: not-yet, rubric: {design: 2}}
--- people/ana/remediations/2026-11-23-async.yaml
assessment: 2026-11-21-retest
skill: async-rust
mentor: ben
actions: [Pair on the retry queue]
start: 2026-11-23
due: 2026-12-20
",
    );
    shown.says("Mentor assessment by Ben Okafor, 2026-11-21, second try · Async Rust 2 of 3, not there yet");
    shown.says("- Practice plan for Async Rust with Ben Okafor, until 2026-12-20");
    for never in ["failed", "retest ", "remediation ", "days left"] {
        shown.is_silent_about(never);
    }
}

#[test]
fn a_policy_of_handles_shows_no_names() {
    let policy = "--- milepost.yaml\nversion: 1\nprivacy: {identities: pseudonymous}\n";
    let shown = reported(policy, &format!("{FINISHED}{PANEL}"));
    shown.says("**ana** towards");
    shown.says("Panel assessment by ben and chi");
    for name in ["Ana Soto", "Ben Okafor", "Chi Nguyen"] {
        shown.is_silent_about(name);
    }
}
