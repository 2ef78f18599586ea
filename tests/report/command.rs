//! What the report goes by and where it goes: reviewer, findings, conflicts, files, layout.

use std::fs;

use milepost::check::{Comparison, Settings, State, Status};
use milepost::finding::{Audience, Finding, Location, Severity};
use milepost::policy::Policy;
use milepost::report::compared::{self, Compared};
use milepost::rules::{Flags, Severities};
use milepost::source::ObjectId;

use super::{FINISHED, PANEL, Reported, TODAY, reported, repository};
use crate::common::memory::Files;

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
fn who_has_a_file_in_conflict_has_a_mentor_too() {
    let path = "people/ana/goals/2026-10-05-async-rust.yaml";
    let sandbox = repository("", "");
    let text = fs::read_to_string(sandbox.path().join(path)).unwrap();
    sandbox.write(path, text.replace("Run the webhook worker", "Run another worker"));
    sandbox.commit("Aim elsewhere");
    sandbox.checkout("main");
    sandbox.write(path, text.replace("Run the webhook worker", "Run everything"));
    sandbox.commit("Meanwhile");
    let shown = Reported::by(&sandbox, &["--base", "main", "--head", "change"]);
    shown.says("### Milepost: 1 conflict with base to resolve, then Ben Okafor can review");
}

#[test]
fn a_change_that_touches_no_record_says_so() {
    let shown = reported("", "--- README.md\nHello @ben\n");
    shown.says("### Milepost: this change touches no record\n");
    assert!(shown.markdown.lines().count() <= 5, "{}", shown.markdown);
    assert!(shown.json["verdict"]["no_record"].as_bool().unwrap());
    for name in
        ["removals", "rows", "shared", "tiers", "drops", "moved_dates", "introduced", "review", "timeline"]
    {
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

#[test]
fn a_broken_layout_is_told_where_it_is_broken_and_the_built_in_one_used() {
    let path = ".milepost/templates/report/pull_request.md";
    let sandbox = repository(&format!("--- {path}\nfine\n{{{{ nothing }}}}\n"), FINISHED);
    let run = sandbox.milepost(&["report", "pr", "--today", TODAY, "--base", "main", "--head", "change"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stderr.contains(&format!("warning: {path}:2: undefined value")), "{}", run.stderr);
    assert!(run.stdout.contains("### Milepost: "), "{}", run.stdout);
}

#[test]
fn what_is_for_the_person_alone_is_neither_shown_nor_counted() {
    let mut files = Files::default();
    files.lay(include_str!("../rules/world.txt"));
    let state = State::load(files.snapshot("world")).unwrap();
    let policy = Policy::default();
    let finding = |audience| {
        let at = Location::key("people/ana/profile.yaml", "/role");
        let mut finding = Finding::new("overdue-retest", Severity::Warning, at, "for whom?");
        finding.audience = audience;
        finding
    };
    let findings = [Status::Introduced, Status::Standing, Status::Resolved].into_iter();
    let findings =
        findings.flat_map(|s| [(s, finding(Audience::Owner)), (s, finding(Audience::Shared))]).collect();
    let report = compared::report(&Compared {
        base: &state,
        after: &state,
        files: &[],
        comparison: &Comparison { findings, ..Comparison::default() },
        settings: &Settings {
            severities: Severities::new(&policy, Flags::default()),
            policy: policy.clone(),
            today: TODAY.parse().unwrap(),
            opened: TODAY.parse().unwrap(),
        },
        notices: &[],
        base_commit: ObjectId([1; 20]),
        head_commit: None,
        author: None,
        permalink: None,
    })
    .unwrap();
    assert_eq!((report.introduced.len(), report.standing.total(), report.resolved), (1, 1, 1));
}

#[test]
fn a_change_of_everything_still_fits_and_says_where_the_rest_is() {
    let entries: String = (0..600)
        .map(|i| {
            let text = "Measured before and after, and wrote down what was left out. ".repeat(3);
            format!(
                "--- people/ana/portfolio/entry-{i}.yaml\ndate: 2026-11-20\ntitle: Entry {i}. {text}\ntype: reading\nskills: [rust]\nno_link: At home\nlearned: L\n"
            )
        })
        .collect();
    let shown = reported("", &entries);
    assert!(shown.markdown.len() <= 60_000, "{}", shown.markdown.len());
    shown.says("550 more rows");
    shown.says("`milepost report pr --format json` has everything.");
    assert_eq!(shown.rows("entry").len(), 600);
}
