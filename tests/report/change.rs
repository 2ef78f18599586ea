//! What is said of people's records.

use std::fs;

use super::{Reported, TODAY, reported, repository};

const FINISHED: &str = "--- people/ana/goals/2026-10-05-async-rust.yaml
title: Run the webhook worker on async Rust
skill: async-rust
target: 3
measure: Holds 2,000 requests a second in the load test
why: {project: webhook-worker, outcome: Payments leaves the old worker in Q1}
deadline: 2026-12-18
application: {what: Port the retry queue, until: 2027-01-15}
status: done
completed: 2026-11-21
--- people/ana/portfolio/2026-11-20-retry-queue.yaml
date: 2026-11-20
title: Ported the retry queue to tokio
type: project
skills: [async-rust]
goal: 2026-10-05-async-rust
links: [https://git.example.com/payments/worker/pull/412]
observed: {by: chi, note: The queue drained twice}
--- people/ana/portfolio/2026-11-20-retry-queue.md
# Why

The caller waits when the channel is full.
";

const PANEL: &str = "--- people/ana/assessments/2026-11-21-panel.yaml
date: 2026-11-21
method: panel
cycle: review
assessors: [ben, chi]
ratings:
  - skill: async-rust
    rating: 3
    rubric: {design: 3}
    evidence: [2026-11-20-retry-queue]
    result: met
";

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
    shown.says("- panel assessment by Ben Okafor and Chi Nguyen, 2026-11-21 · Async Rust 2 → 3 of 3");
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
    shown.says("self assessment, 2026-11-21 · Async Rust 2 of 3, rated 4 here");
    shown.says("**Ana Soto · Async Rust, level 4 (Advanced), as the person says**");
    shown.says("- Evidence: none given");
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
    let shown = reported(before, &format!("{award}{FINISHED}"));
    shown.says("certificate with practice");
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
    shown.says("- profile · handle `ana` → `ana-soto`");
    assert_eq!(shown.list("rows").len(), 1, "{}", shown.markdown);
    assert_eq!(shown.list("removals").len(), 0);
    assert_eq!(shown.list("review").len(), 0);
    assert_eq!(shown.json["verdict"]["reviewer"]["handle"], "ben");
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
    shown.says("- new profile · role none → `backend-engineer` · tier none → `junior` · team none → `payments` · mentors none → `chi, ben`");
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
    shown.says("- profile · tier `mid` → `senior` · mentors `ben, chi` → `chi`");
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
    shown.says("Use at work · Async Rust :2027-01-30, 2027-02-28");
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
    shown.says("mentor assessment by Ben Okafor, 2026-11-21, second try · Async Rust 2 of 3, not there yet");
    shown.says("- practice plan for Async Rust with Ben Okafor, until 2026-12-20");
    for never in ["failed", "retest ", "remediation ", "days left"] {
        shown.is_silent_about(never);
    }
}

#[test]
fn mentors_who_are_away_or_made_the_change_do_not_review() {
    let away = "--- people/ben/profile.yaml
role: backend-engineer
tier: senior
discipline: backend
started: 2024-03-04
name: Ben Okafor
away: [{start: 2026-11-16, end: 2026-11-27}]
";
    reported(away, FINISHED).says("Chi Nguyen can review");
    let sandbox = repository("", FINISHED);
    let arguments = ["--base", "main", "--head", "change", "--author", "ben"];
    Reported::by(&sandbox, &arguments).says("Chi Nguyen can review");
}

#[test]
fn findings_are_linked_at_the_line_with_their_fix() {
    let sandbox = repository(
        "",
        "--- people/ana/portfolio/2026-11-20-retry-queue.yaml
date: 2026-11-20
title: Ported the retry queue to tokio
type: project
skills: [async-rust]
no_link: Not public
decison: Bounded channels
",
    );
    let template = "https://git.example.com/o/r/blob/{commit}/{path}#L{line}";
    let arguments = ["--base", "main", "--head", "change", "--permalink", template];
    let shown = Reported::by(&sandbox, &arguments);
    let head = sandbox.git(&["rev-parse", "change"]);
    shown.says("1 error to fix, then Ben Okafor can review");
    shown.says(&format!(
        "(https://git.example.com/o/r/blob/{head}/people/ana/portfolio/2026-11-20-retry-queue.yaml#L6)"
    ));
    shown.says("Fix: did you mean `decision`?");
    assert_eq!(shown.list("rows").len(), 0, "a record that cannot be read has no row");
    let refused = sandbox.milepost(&["report", "pr", "--base", "main", "--permalink", "blob/{path}"]);
    assert_eq!(refused.status, 2);
    assert!(refused.stderr.contains("--permalink"), "{}", refused.stderr);
}

#[test]
fn conflicts_come_before_everything() {
    let sandbox = repository("", FINISHED);
    sandbox.checkout("main");
    let path = "people/ana/goals/2026-10-05-async-rust.yaml";
    let text = fs::read_to_string(sandbox.path().join(path)).unwrap();
    sandbox.write(path, text.replace("Run the webhook worker", "Run everything") + "status: draft\n");
    sandbox.commit("Meanwhile");
    let shown = Reported::by(&sandbox, &["--base", "main", "--head", "change"]);
    shown.says("### Milepost: 1 conflict with base to resolve, then Ben Okafor can review");
    shown.says(&format!("**Conflicts with base**\n\n- `{path}`"));
}

#[test]
fn a_change_that_touches_no_record_says_so() {
    let shown = reported("", "--- README.md\nHello @ben\n");
    shown.says("### Milepost: this change touches no record\n");
    assert!(shown.markdown.lines().count() <= 5, "{}", shown.markdown);
    assert!(shown.json["verdict"]["no_record"].as_bool().unwrap());
    for name in ["removals", "rows", "shared", "tiers", "moved_dates", "introduced", "review", "timeline"] {
        assert!(shown.list(name).is_empty(), "{name}");
    }
}

#[test]
fn the_working_tree_is_the_head_where_none_is_named() {
    let sandbox = repository("", "");
    sandbox.write("people/ana/portfolio/2026-11-20-talk.yaml",
        "date: 2026-11-20\ntitle: Told the guild\ntype: talk\nskills: [async-rust]\nno_link: In the room\ndecision: Slides over code\n");
    let shown = Reported::by(&sandbox, &["--base", "main"]);
    shown.says("- Told the guild · talk, 2026-11-20\n");
    shown.says("head working tree · base `");
}

#[test]
fn the_same_change_gives_the_same_bytes() {
    let sandbox = repository("", &format!("{FINISHED}{PANEL}+++ remove teams/payments.yaml\n"));
    let shown = Reported::by(&sandbox, &["--base", "main", "--head", "change"]);
    for _ in 0..10 {
        let again = Reported::by(&sandbox, &["--base", "main", "--head", "change"]);
        assert_eq!(again.markdown, shown.markdown);
        assert_eq!(again.json, shown.json);
    }
}

#[test]
fn a_file_is_written_whole_and_holds_what_would_be_printed() {
    let sandbox = repository("", FINISHED);
    let arguments = ["report", "pr", "--today", TODAY, "--base", "main", "--head", "change"];
    let printed = sandbox.milepost(&arguments).stdout;
    let run = sandbox.milepost(&[&arguments[..], &["--output", "comment.md"]].concat());
    assert_eq!((run.status, run.stdout.as_str()), (0, ""));
    assert_eq!(fs::read_to_string(sandbox.path().join("comment.md")).unwrap(), printed);
}

#[test]
fn the_layout_is_that_of_base() {
    let path = ".milepost/templates/report/pull_request.md";
    let of_base = format!("--- {path}\n#### Ours: {{{{ verdict }}}}\n");
    let change = format!("{FINISHED}--- {path}\n#### Theirs\n");
    reported(&of_base, &change).says("#### Ours: nothing to fix, Ben Okafor can review");
    reported("", &format!("{FINISHED}--- {path}\n{{{{ nothing }}}}\n")).says("### Milepost: ");
}
