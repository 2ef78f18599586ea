//! A portfolio: good to hand to somebody outside, and nothing in it that is not for them.

use serde_json::json;

use super::TODAY;
use super::made::{main_of, portfolio, world};
use crate::common::Sandbox;

const FULL: &str = "--- people/ana/portfolio/2026-11-20-retry-queue.md
# Why we ported it

The caller waits when the channel is full,
and nobody is paged.

- one queue
- one <b>bound</b>

```rust
let (tx, rx) = channel(64);
```
--- people/ana/portfolio/2026-11-20-retry-queue.yaml
date: 2026-11-20
title: Ported the retry queue to tokio
type: project
skills: [async-rust]
links: [https://git.example.com/payments/worker/pull/412]
applied: {outcome: p99 fell from 900 ms to 240 ms, where: webhook-worker}
observed: {by: chi, note: The queue drained twice}
--- people/ana/portfolio/2025-10-01-meetup.yaml
date: 2025-10-01
title: Told the meetup about back-pressure
type: talk
skills: [rust, async-rust]
program: autumn
no_link: It was not recorded
learned: Slides with one number each
--- people/ana/awards/2026-11-01-owner.yaml
credential: async-owner
date: 2026-11-01
--- people/ana/awards/2026-10-01-taken.yaml
credential: taken-back
date: 2026-10-01
revoked: {date: 2026-10-20, reason: The exam was void}
--- framework/credentials/taken-back.yaml
name: Something taken back
kind: certification
criteria: C
--- framework/credentials/async-owner.yaml
name: Owner of an async service
kind: micro-credential
criteria: Runs an async service in production for a month.
issuer: Test team
valid_months: 24
";

#[test]
fn entries_stand_by_year_and_program_or_skill() {
    let shown = portfolio(&world(FULL), "ana");
    let groups: Vec<String> = shown.json["years"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|year| year["groups"].as_array().unwrap().iter().map(move |group| (year, group)))
        .map(|(year, group)| format!("{} {} {}", year["year"], group["kind"], group["name"]))
        .collect();
    assert_eq!(groups, ["2026 \"skill\" \"Async Rust\"", "2025 \"program\" \"Autumn of async\""]);
    assert_eq!(shown.json["skills"][0], json!({"name": "Async Rust", "entries": 2}));
    shown.says("Role Backend engineer · 2025-03-03 to 2026-11-23 · 2 entries");
    shown.says("- **Used at work** · p99 fell from 900 ms to 240 ms, in webhook-worker");
    shown.says("- **Seen by** Chi Nguyen (Backend engineer) · The queue drained twice");
    shown.says("- **Link** · [`git.example.com/payments/worker/pull/412`]");
    shown.says("- **Autumn of async** · cohort, 2026-09-01 to 2026-12-18");
}

#[test]
fn companion_texts_stand_as_text() {
    let shown = portfolio(&world(FULL), "ana");
    shown
        .says("> **Why we ported it**\n>\n> The caller waits when the channel is full, and nobody is paged.");
    shown.shows("<p class=\"item\">• <bdi>one &lt;b&gt;bound&lt;/b&gt;</bdi></p>");
    shown.shows("<pre><code>let (tx, rx) = channel(64);</code></pre>");
    assert!(!shown.html.contains("<b>"));
}

#[test]
fn texts_that_are_too_long_are_left_out_and_counted() {
    let mut change = FULL.to_owned();
    let text = "word ".repeat(13_000);
    for n in 0..40 {
        let id = format!("people/ana/portfolio/2026-01-01-e-{n}");
        change += &format!(
            "--- {id}.yaml\ndate: 2026-01-01\ntitle: T\ntype: talk\nskills: [rust]\n--- {id}.md\n{text}\n"
        );
    }
    change += &format!("--- people/ana/portfolio/2026-11-20-retry-queue.md\n{text}{text}\n");
    let shown = portfolio(&world(&change), "ana");
    // 32 texts of 65,001 bytes fit into two mebibytes; the long one never does.
    assert_eq!(shown.json["texts_left_out"], 9);
    shown.says("because of length or because it could not be read as text · 9 companion texts.");
}

#[test]
fn no_rating_no_level_and_nothing_that_is_late() {
    let late = "--- people/ana/goals/2026-01-05-late.yaml
title: A goal that nobody outside should see
skill: async-rust
target: 4
measure: M
why: {project: P}
deadline: 2026-02-01
--- people/ana/remediations/2026-10-01-feedback.yaml
assessment: 2026-11-21-panel
skill: feedback
mentor: chi
actions: [Something private]
start: 2026-10-01
due: 2026-10-20
";
    let shown = portfolio(&world(&format!("{FULL}{late}")), "ana");
    for word in [
        "rating",
        "level",
        "overdue",
        "nobody outside",
        "private",
        "streak",
        "taken back",
        "void",
        "Proficient",
        "people/ana",
    ] {
        shown.is_silent_about(word);
    }
}

#[test]
fn awards_have_a_badge_with_words_for_it() {
    let shown = portfolio(&world(FULL), "ana");
    assert_eq!(shown.json["awards"].as_array().unwrap().len(), 1);
    shown.says(
        "- **Owner of an async service** · earned 2026-11-01, valid until 2028-11-01 · issued by Test team",
    );
    shown.shows(
        "aria-label=\"Badge: Owner of an async service, issued by Test team, earned 2026-11-01, valid until 2028-11-01\"",
    );
    let lines = shown.json["awards"][0]["badge"]["lines"].as_array().unwrap();
    let text: Vec<&str> = lines.iter().map(|line| line["text"].as_str().unwrap()).collect();
    assert_eq!(text.join(" "), "Owner of an async service");
}

#[test]
fn pseudonyms_stay_pseudonyms() {
    let policy = "--- milepost.yaml\nversion: 1\nprivacy: {identities: pseudonymous}\n";
    let shown = portfolio(&world(&format!("{FULL}{policy}")), "ana");
    shown.says("# Portfolio of ana\n");
    shown.says("- **Seen by** chi (Backend engineer)");
    shown.is_silent_about("Nguyen");
    shown.is_silent_about("Soto");
}

#[test]
fn people_without_entries_have_a_portfolio_too() {
    let profile = "--- people/kim/profile.yaml
role: backend-engineer
tier: senior
discipline: backend
started: 2026-01-05
left: 2026-06-30
";
    let shown = portfolio(&world(profile), "kim");
    shown.says("2026-01-05 to 2026-06-30 · 0 entries");
    shown.says("There is no entry yet.");
    let broken = portfolio(&world("--- people/kim/profile.yaml\nrole: [\n"), "kim");
    broken.says("There is no entry yet.");
    assert_eq!(broken.json["first"], json!(null));
}

#[test]
fn a_portfolio_of_the_sample_reads_well() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.milepost(&["demo", "demo"]).status, 0);
    sandbox.git(&["-C", "demo", "checkout", "--quiet", "main"]);
    let run = |arguments: &[&str]| {
        let arguments = [&["report", "portfolio", "--today", TODAY, "ana"], arguments].concat();
        let run = sandbox.milepost_below("demo", &arguments);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
        run.stdout.replace(env!("CARGO_PKG_VERSION"), "[version]")
    };
    let markdown = run(&[]);
    assert!(markdown.contains("issued by Northquay Training"), "{markdown}");
    insta::assert_snapshot!("portfolio.md", markdown);
    let html = main_of(&run(&["--format", "html"]));
    assert!(!html.contains(" style="), "{html}");
    insta::assert_snapshot!("portfolio.html", html);
    insta::assert_snapshot!("portfolio.json", run(&["--format", "json"]));
}
