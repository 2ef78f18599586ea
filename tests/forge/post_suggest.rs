//! `milepost post pr --suggest` through the program: exact replacements as suggested changes, each
//! once.

use milepost::forge::Kind;

use super::fake::Fake;
use super::fake::fault::Fault;
use super::fake::state::{APP, Access, Permissions, ReviewComment, TOKEN};
use super::post_pr::stage::{OWN, Stage, ends};
use crate::common::learning::{GOAL, Pull, TODAY, goal, goal_text};

/// The lines of the head's files that the forge shows, with three lines of context, as `git` has them.
fn show_diff(stage: &Stage) {
    let mut diff: Vec<(String, Vec<u64>)> = Vec::new();
    for line in stage.pull.0.git(&["diff", "--unified=3", "main...topic"]).lines() {
        if let Some(path) = line.strip_prefix("+++ b/") {
            diff.push((path.to_owned(), Vec::new()));
        } else if let Some(hunk) = line.strip_prefix("@@ ") {
            let new = hunk.split(' ').find_map(|word| word.strip_prefix('+')).unwrap();
            let (first, count) = new.split_once(',').unwrap_or((new, "1"));
            let (first, count): (u64, u64) = (first.parse().unwrap(), count.parse().unwrap());
            diff.last_mut().unwrap().1.extend(first..first + count);
        }
    }
    stage.fake.state().change(stage.number).diff = diff;
}

fn staged(pull: Pull) -> Stage {
    let head = pull.0.git(&["rev-parse", "topic"]);
    pull.0.git(&["update-ref", "refs/remotes/origin/main", "main"]);
    let fake = Fake::start(Kind::GitHub);
    let number = fake.state().open("ana", "topic", &head);
    let stage = Stage { pull, fake, number, head };
    show_diff(&stage);
    stage
}

fn with_an_error() -> Stage {
    let stage = Stage::with_an_error();
    show_diff(&stage);
    stage
}

fn comments(stage: &Stage) -> Vec<ReviewComment> {
    stage.fake.state().change(stage.number).review_comments.clone()
}

fn reviews(stage: &Stage) -> usize {
    stage.writes().iter().filter(|line| line.ends_with("/reviews")).count()
}

#[test]
fn an_exact_replacement_is_suggested_on_its_line_once() {
    let stage = with_an_error();
    let run = stage.post(&["--suggest"]);
    ends(
        &run,
        0,
        "posted a comment on #1 of example/learning\nposted 1 suggestion on #1 of example/learning\n",
    );
    let found = comments(&stage);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].path.as_str(), found[0].first_line, found[0].last_line), (GOAL, 10, 10));
    let body = &found[0].body;
    assert!(body.starts_with("<!-- milepost:suggestion v1 "), "{body}");
    assert!(body.contains("\n```suggestion\n  until: 2027-01-17\n```\n"), "{body}");
    // What it says applies: the line as it is, with the replacement in it.
    assert_eq!(goal_text("2027-02-15").lines().nth(9), Some("  until: 2027-02-15"));
    ends(&stage.post(&["--suggest"]), 0, "nothing new: 1 suggestion on #1 of example/learning\n");
    assert_eq!(reviews(&stage), 1);
    stage.post(&[]);
    assert_eq!(comments(&stage).len(), 1);
}

#[test]
fn nothing_is_suggested_unless_asked_for() {
    let stage = with_an_error();
    ends(&stage.post(&[]), 0, "posted a comment");
    assert!(comments(&stage).is_empty());
    assert!(!stage.fake.lines().iter().any(|line| line.contains("/pulls/1/")), "{:?}", stage.fake.lines());
}

#[test]
fn a_suggestion_that_no_longer_holds_is_resolved_unless_somebody_answered() {
    let mut stage = with_an_error();
    stage.post(&["--suggest"]);
    stage.push(&goal("2027-01-10"));
    show_diff(&stage);
    ends(
        &stage.post(&["--suggest"]),
        0,
        "resolved 1 suggestion on #1 of example/learning that no longer hold",
    );
    assert!(comments(&stage)[0].resolved);
    ends(&stage.post(&["--suggest"]), 0, "no suggestion to make on #1");

    let mut stage = with_an_error();
    stage.post(&["--suggest"]);
    let first = comments(&stage)[0].id;
    stage.fake.state().say_on_line(1, "ben", "We agreed on February", Some(first));
    stage.push(&goal("2027-01-10"));
    show_diff(&stage);
    ends(&stage.post(&["--suggest"]), 0, "left open that no longer hold: somebody answered");
    assert!(!comments(&stage)[0].resolved && !comments(&stage)[0].minimized);
}

#[test]
fn a_token_that_may_not_resolve_threads_folds_them() {
    let mut stage = with_an_error();
    let may = Permissions { contents: Access::Read, ..Permissions::all(Access::Write) };
    stage.fake.state().tokens.iter_mut().find(|token| token.value == APP).unwrap().may = may;
    ends(&stage.post_as(APP, &["--suggest"]), 0, "posted 1 suggestion");
    stage.push(&goal("2027-01-10"));
    show_diff(&stage);
    ends(&stage.post_as(APP, &["--suggest"]), 0, "resolved 1 suggestion");
    assert!(comments(&stage)[0].minimized && !comments(&stage)[0].resolved);
    ends(&stage.post_as(APP, &["--suggest"]), 0, "no suggestion to make");
}

#[test]
fn a_marker_in_somebody_elses_comment_hides_no_suggestion() {
    let stage = with_an_error();
    stage.post(&["--suggest"]);
    let body = comments(&stage)[0].body.clone();
    stage.fake.state().change(1).review_comments.clear();
    let spoofed = stage.fake.state().say_on_line(1, "ana", &body, None);
    ends(&stage.post(&["--suggest"]), 0, "posted 1 suggestion");
    let found = comments(&stage);
    assert_eq!((found.len(), found[1].author.as_str()), (2, OWN));
    assert!(found[0].id == spoofed && !found[0].resolved && !found[0].minimized);
}

#[test]
fn only_lines_of_the_change_and_of_the_heads_own_file_are_suggested() {
    // The change moves the deadline; the date that is too late now stands on a line that it leaves alone.
    let earlier = goal("2027-01-15").replace("deadline: 2026-12-18", "deadline: 2026-11-30");
    let stage = staged(Pull::onto(&goal("2027-01-15")).change(&earlier));
    let run = stage.post(&["--suggest"]);
    ends(&run, 0, "no suggestion to make on #1 of example/learning\n");
    assert!(stage.comment().contains("the last allowed day is"), "{}", stage.comment());

    // Base changed the same file meanwhile: its lines are not those of the head.
    let above = goal("2027-01-15").replace("title: Run", "x-note: above\ntitle: Run");
    let stage = staged(Pull::onto(&goal("2027-01-15")).change(&goal("2027-02-15")).meanwhile(&above));
    ends(&stage.post(&["--suggest"]), 0, "no suggestion to make on #1 of example/learning\n");
    assert!(stage.comment().contains("the last allowed day is"), "{}", stage.comment());
    assert!(comments(&stage).is_empty());
}

#[test]
fn a_file_with_carriage_returns_or_a_byte_order_mark_gets_no_suggestion() {
    for text in
        [goal_text("2027-02-15").replace('\n', "\r\n"), format!("\u{feff}{}", goal_text("2027-02-15"))]
    {
        let stage = staged(Pull::onto(&goal("2027-01-15")).change(&format!("--- {GOAL}\n{text}")));
        ends(&stage.post(&["--suggest"]), 0, "no suggestion to make");
        assert!(stage.comment().contains("the last allowed day is"), "{}", stage.comment());
    }
}

#[test]
fn no_suggestion_keeps_a_hidden_character() {
    let text = goal_text("2027-02-15").replace("until: 2027-02-15", "until: 2027-02-15 # \u{202e}x");
    let stage = staged(Pull::onto(&goal("2027-01-15")).change(&format!("--- {GOAL}\n{text}")));
    let run = stage.post(&["--suggest"]);
    ends(&run, 0, "");
    for comment in comments(&stage) {
        // Taking the character out is a replacement of its own; keeping it is none.
        assert!(!comment.body.contains('\u{202e}'), "{}", comment.body);
        assert!(comment.body.contains("until: 2027-02-15 # x"), "{}", comment.body);
    }
}

#[test]
fn a_line_outside_the_diff_is_refused_by_the_forge_and_told() {
    let stage = Stage::with_an_error();
    let run = stage.post(&["--suggest"]);
    ends(&run, 2, "posted a comment on #1");
    ends(&run, 2, "cannot post suggestions on #1 of example/learning (its comment is posted, and stands)");
    assert!(run.stderr.contains("422") && run.stderr.contains("must be part of the diff"), "{}", run.stderr);
    assert!(comments(&stage).is_empty(), "a review is written whole or not at all");
}

#[test]
fn a_review_whose_answer_got_lost_is_not_written_twice() {
    let stage = with_an_error();
    stage.fake.misbehave("POST /repos/example/learning/pulls/1/reviews", 1, Fault::CutAfter);
    ends(&stage.post(&["--suggest"]), 0, "posted 1 suggestion");
    assert_eq!(comments(&stage).len(), 1);
}

#[test]
fn a_learning_repository_in_a_folder_has_its_path_in_the_suggestion() {
    let below = |text: &str| text.replace("--- ", "--- docs/learning/");
    let world = below(&format!("{}\n{}", include_str!("../rules/world.txt"), goal("2027-01-15")));
    let stage = staged(Pull::bare(&world).change(&below(&goal("2027-02-15"))));
    ends(&stage.post(&["--suggest", "--root", "docs/learning"]), 0, "posted 1 suggestion");
    assert_eq!(comments(&stage)[0].path, format!("docs/learning/{GOAL}"));
}

#[test]
fn a_report_of_the_job_before_brings_its_suggestions_along() {
    let stage = with_an_error();
    let file = stage.pull.0.beside("report.json");
    let file = file.to_str().unwrap();
    let made = stage.pull.0.milepost(&[
        "report", "pr", "--base", "main", "--head", "topic", "--format", "json", "--output", file, "--today",
        TODAY,
    ]);
    assert_eq!(made.status, 0, "{}", made.stderr);
    ends(&stage.post(&["--suggest", "--report", file]), 0, "posted 1 suggestion");
    assert!(comments(&stage)[0].body.contains("  until: 2027-01-17"));
    ends(&stage.post(&["--suggest"]), 0, "nothing new: 1 suggestion");
}

#[test]
fn a_draft_gets_no_suggestion_and_a_dry_run_sends_none() {
    let stage = with_an_error();
    stage.fake.state().change(1).draft = true;
    ends(&stage.post(&["--suggest"]), 0, "is a draft");
    stage.fake.state().change(1).draft = false;
    let run = stage.post(&["--suggest", "--dry-run"]);
    ends(&run, 0, "would post 1 suggestion on #1 of example/learning\n");
    assert!(
        run.stdout.contains("/pulls/1/reviews") && run.stdout.contains("\"event\": \"COMMENT\""),
        "{}",
        run.stdout
    );
    assert!(!run.stdout.contains("start_line"), "one line has no start: {}", run.stdout);
    assert!(comments(&stage).is_empty());
    for output in [&run.stdout, &run.stderr] {
        assert!(!output.contains(TOKEN));
    }
}

#[test]
fn other_forges_are_told_apart_before_anything_is_sent() {
    let stage = Stage::with_an_error();
    let api = stage.fake.api();
    let arguments =
        ["post", "pr", "--forge", "gitlab", "--project", "a/b", "--api", &api, "--number", "1", "--suggest"];
    let run = stage.pull.0.milepost_in(stage.pull.0.path(), &arguments, &[("MILEPOST_TOKEN", TOKEN)]);
    ends(&run, 2, "GitLab takes no suggested changes in a form that Milepost writes");
    assert!(stage.fake.lines().is_empty());
}
