//! What is posted: the comment, once; the status of the head, first.

use super::stage::{OWN, Stage, ends, without_hash};
use crate::common::learning::{goal, goal_text};
use crate::forge::fake::state::ChangeState;

#[test]
fn the_first_run_posts_a_comment_and_the_next_adds_nothing() {
    let stage = Stage::with_an_error();
    let run = stage.post(&[]);
    ends(&run, 0, "posted a comment on #1 of example/learning\n");
    assert_eq!(run.stdout, "");
    let comment = stage.comment();
    assert!(comment.starts_with("<!-- milepost:pr v1 hash="), "{comment}");
    assert!(comment.contains("### Milepost: 1 error to fix, then Ben Okafor can review"), "{comment}");
    let link = format!("/example/learning/blob/{}/{}#L10", stage.head, stage.file());
    assert!(comment.contains(&link), "lacks {link}: {comment}");
    let writes = stage.writes();
    assert_eq!(writes.len(), 2);
    assert!(
        writes[0].contains("/statuses/"),
        "the status comes first, so that a failing comment blocks nothing"
    );
    ends(&stage.post(&[]), 0, "nothing new: the comment on #1 of example/learning says it all\n");
    assert_eq!(stage.writes(), writes, "neither a comment nor a status");
}

#[test]
fn the_status_says_what_stands_in_the_way() {
    let mut stage = Stage::with_an_error();
    ends(&stage.post(&[]), 0, "");
    let status = stage.status();
    assert_eq!((status.context.as_str(), status.state.as_str()), ("milepost", "failure"));
    assert_eq!(status.description, "1 error to fix");
    stage.push(&goal("2027-01-10"));
    ends(&stage.post(&[]), 0, "updated the comment on #1");
    let status = stage.status();
    assert_eq!(
        (status.state.as_str(), status.description.as_str()),
        ("success", "Nothing stands in the way")
    );
    assert!(stage.comment().contains("Everything that was found before is resolved."), "{}", stage.comment());
}

#[test]
fn a_change_that_touches_no_record_gets_its_status_and_no_comment() {
    let mut stage = Stage::of("--- README.md\nhello\n");
    ends(&stage.post(&[]), 0, "nothing to say on #1 of example/learning: there is no comment");
    assert!(stage.comments().is_empty());
    assert_eq!(stage.status().state, "success");
    assert_eq!(stage.status().description, "This change touches no record");
    stage.push(&goal("2027-02-15"));
    stage.post(&[]);
    stage.push(&goal("2027-01-15"));
    ends(&stage.post(&[]), 0, "updated the comment");
    assert!(!stage.comment().contains("error"), "{}", stage.comment());
}

#[test]
fn a_draft_gets_its_status_and_keeps_its_comment() {
    let mut stage = Stage::with_an_error();
    stage.fake.state().change(1).draft = true;
    ends(&stage.post(&[]), 0, "#1 of example/learning is a draft: the status is set, no comment");
    assert!(stage.comments().is_empty());
    assert_eq!(stage.status().state, "failure");
    let run = stage.run(
        &["--number", "1"],
        &[("MILEPOST_TOKEN", crate::forge::fake::state::TOKEN), ("GITHUB_ACTIONS", "true")],
    );
    ends(&run, 0, "annotations only");
    assert!(run.stdout.contains("::error "), "{}", run.stdout);
    stage.fake.state().change(1).draft = false;
    ends(&stage.post(&[]), 0, "posted a comment");
    let before = stage.comment();
    stage.fake.state().change(1).draft = true;
    stage.push(&goal("2027-01-10"));
    ends(&stage.post(&[]), 0, "is a draft");
    assert_eq!(stage.comment(), before);
}

#[test]
fn comments_of_others_stay_as_they_are_and_duplicates_go() {
    let stage = Stage::with_an_error();
    let marker = "<!-- milepost:pr v1 hash=00000000000000000000000000000000 -->";
    let spoof = stage.fake.state().say(1, "ana", &format!("{marker}\nMine"));
    let bot = stage.fake.state().say(1, "milepost[bot]", "<!-- milepost:pr v1 -->");
    let first = stage.fake.state().say(1, OWN, &format!("{marker}\nold"));
    stage.fake.state().say(1, OWN, &format!("{marker}\nold"));
    let other = stage.fake.state().say(1, OWN, "Something else of the same account");
    ends(&stage.post(&[]), 0, "updated the comment");
    let comments = stage.comments();
    let ids: Vec<u64> = comments.iter().map(|comment| comment.id).collect();
    assert_eq!(ids, [spoof, bot, first, other]);
    assert!(comments[2].body.contains("1 error to fix"));
    assert!(comments[0].body.ends_with("\nMine") && comments[3].body.starts_with("Something"));
}

#[test]
fn each_mode_does_with_the_earlier_comment_what_it_says() {
    let mut stage = Stage::with_an_error();
    stage.post(&[]);
    let first = stage.comments()[0].id;
    stage.push(&goal("2027-01-10"));
    ends(
        &stage.post(&["--mode", "minimize"]),
        0,
        "posted a new comment on #1 of example/learning and folded the old one",
    );
    let comments = stage.comments();
    assert_eq!(comments.len(), 2);
    assert!(comments[0].id == first && comments[0].minimized && !comments[1].minimized);
    assert!(comments[0].body.starts_with("<!-- milepost:pr-outdated "));
    stage.push(&goal("2027-02-16"));
    ends(
        &stage.post(&["--mode", "recreate"]),
        0,
        "posted a new comment on #1 of example/learning in place of the old one",
    );
    let comments = stage.comments();
    assert_eq!(comments.len(), 2);
    assert!(comments[1].body.contains("1 error to fix"), "{}", comments[1].body);
    ends(&stage.post(&["--mode", "delete"]), 0, "deleted the comments on #1 of example/learning");
    assert!(stage.comments().is_empty());
    ends(&stage.post(&["--mode", "delete"]), 0, "nothing to delete");
}

#[test]
fn after_the_merge_the_comment_celebrates_and_opens_the_next_entry() {
    let ben = format!("--- people/ben/goals/2026-10-05-async-rust.yaml\n{}", goal_text("2027-01-10"));
    let stage = Stage::of(&ben);
    stage.post(&[]);
    let base = stage.pull.0.git(&["rev-parse", "main"]);
    stage.pull.0.checkout("main");
    stage.pull.0.git(&["merge", "--quiet", "--no-ff", "topic", "-m", "Merge"]);
    stage.pull.0.git(&["update-ref", "refs/remotes/origin/main", "main"]);
    stage.fake.state().change(1).state = ChangeState::Merged;
    ends(&stage.post(&["--base", &base]), 0, "updated the comment");
    let comment = stage.comment();
    assert!(comment.contains("### Merged"), "{comment}");
    assert!(comment.contains("/example/learning/new/main?filename=people/ben/portfolio/"), "{comment}");
    let comment = comment.replace(&stage.fake.address(), "https://git.example.com");
    insta::assert_snapshot!("after_the_merge", without_hash(&comment));
}

#[test]
fn a_change_that_was_closed_is_left_alone() {
    let stage = Stage::with_an_error();
    stage.fake.state().change(1).state = ChangeState::Closed;
    ends(&stage.post(&[]), 0, "#1 of example/learning was closed without merging: nothing is posted\n");
    assert!(stage.writes().is_empty());
}
