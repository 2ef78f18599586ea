//! What one run does to the comments that it finds.

use std::sync::Arc;

use super::memory::{Fault, Memory, NUMBER, OWN};
use super::*;
use crate::forge::ChangeState;

const OLD: &str = "<!-- milepost:pr v1 hash=01d -->\nold";
const NEW: &str = "<!-- milepost:pr v1 hash=4e3 -->\nnew";
const HEAD: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

const WANTED: Wanted<'_> = Wanted { number: NUMBER, head: HEAD, state: ChangeState::Open };

fn posted(memory: &Arc<Memory>, mode: Mode) -> Act {
    faulty(memory, mode, &[])
}

fn faulty(memory: &Arc<Memory>, mode: Mode, faults: &[Fault]) -> Act {
    let body = Body::new(NEW, true).unwrap();
    let posted = upsert(&memory.alone(faults), &WANTED, &body, mode).unwrap();
    assert_eq!(posted.left_over, None);
    posted.act
}

fn writes(memory: &Memory) -> Vec<String> {
    std::mem::take(&mut memory.held().writes)
}

#[test]
fn the_first_run_writes_one_and_the_next_has_nothing_to_add() {
    let memory = Memory::new(&[("ana", "hello")]);
    assert_eq!(posted(&memory, Mode::Update), Act::Created);
    assert_eq!(memory.ours(), [format!("2 {NEW}")]);
    assert_eq!(writes(&memory), ["create"]);
    for mode in [Mode::Update, Mode::Recreate, Mode::Minimize] {
        assert_eq!(posted(&memory, mode), Act::Unchanged);
        assert_eq!(writes(&memory), [""; 0], "an equal hash writes nothing");
    }
}

#[test]
fn another_hash_replaces_the_text_where_it_stands() {
    let memory = Memory::new(&[(OWN, OLD), ("ana", "thanks")]);
    assert_eq!(posted(&memory, Mode::Update), Act::Updated);
    assert_eq!(memory.ours(), [format!("1 {NEW}")]);
    assert_eq!(writes(&memory), ["update 1"]);
}

#[test]
fn a_spoofed_marker_and_comments_of_other_bots_are_never_touched() {
    let quoted = format!("> {OLD}");
    let others =
        [("mallory", OLD), ("other[bot]", "<!-- other -->"), (OWN, quoted.as_str()), (OWN, "digest")];
    for mode in [Some(Mode::Update), Some(Mode::Recreate), Some(Mode::Minimize), None] {
        let memory = Memory::new(&others);
        match mode {
            Some(mode) => assert_eq!(posted(&memory, mode), Act::Created),
            None => assert_eq!(remove(&memory.alone(&[]), NUMBER), Ok(0)),
        }
        let held = memory.held();
        for ((author, body), comment) in others.iter().zip(&held.comments) {
            assert_eq!((comment.author.login.as_str(), comment.body.as_str()), (*author, *body), "{mode:?}");
        }
        assert_eq!(held.comments.len(), if mode.is_none() { 4 } else { 5 });
    }
}

#[test]
fn duplicates_are_folded_into_the_lowest() {
    let memory = Memory::new(&[("mallory", OLD), (OWN, OLD), (OWN, NEW), ("ana", "x"), (OWN, OLD)]);
    assert_eq!(posted(&memory, Mode::Update), Act::Updated);
    assert_eq!(memory.ours(), [format!("2 {NEW}")]);
    let memory = Memory::new(&[(OWN, NEW), (OWN, NEW)]);
    assert_eq!(posted(&memory, Mode::Update), Act::Unchanged);
    assert_eq!(writes(&memory), ["delete 2"]);
}

#[test]
fn nothing_to_say_and_no_earlier_comment_posts_nothing() {
    let quiet = Body::new(NEW, false).unwrap();
    let memory = Memory::new(&[("ana", "hello")]);
    let done = upsert(&memory.alone(&[]), &WANTED, &quiet, Mode::Update).unwrap();
    assert_eq!(done.act, Act::NothingToSay);
    assert_eq!(writes(&memory), [""; 0]);
    let memory = Memory::new(&[(OWN, OLD)]);
    let done = upsert(&memory.alone(&[]), &WANTED, &quiet, Mode::Update).unwrap();
    assert_eq!((done.act, memory.ours()), (Act::Updated, vec![format!("1 {NEW}")]));
}

#[test]
fn a_stale_head_ends_quietly() {
    for earlier in [&[(OWN, OLD)][..], &[]] {
        for mode in [Mode::Update, Mode::Recreate, Mode::Minimize] {
            let memory = Memory::new(earlier);
            memory.held().change.head = "b".repeat(40);
            assert_eq!(posted(&memory, mode), Act::Stale);
            assert_eq!(writes(&memory), [""; 0]);
        }
    }
    let merged = Memory::new(&[(OWN, OLD)]);
    merged.held().change.state = ChangeState::Merged;
    assert_eq!(posted(&merged, Mode::Update), Act::Stale, "what is said of a merged change stays");
}

#[test]
fn recreating_writes_at_the_end_before_the_old_one_goes() {
    let memory = Memory::new(&[(OWN, OLD), ("ana", "x")]);
    assert_eq!(posted(&memory, Mode::Recreate), Act::Replaced);
    assert_eq!(memory.ours(), [format!("3 {NEW}")]);
    assert_eq!(writes(&memory), ["create", "delete 1"]);
}

#[test]
fn minimizing_folds_the_old_one_and_the_next_run_leaves_it_alone() {
    let memory = Memory::new(&[(OWN, OLD), ("ana", "x")]);
    assert_eq!(posted(&memory, Mode::Minimize), Act::Replaced);
    assert_eq!(memory.ours(), [format!("3 {NEW}")]);
    assert_eq!(writes(&memory), ["create", "minimize 1", "update 1"]);
    assert_eq!(memory.held().folded, [1]);
    assert!(memory.held().comments[0].body.ends_with("\nold"));
    assert_eq!(posted(&memory, Mode::Update), Act::Unchanged);
    assert_eq!(remove(&memory.alone(&[]), NUMBER), Ok(2));
    assert_eq!(memory.held().comments.len(), 1);
}

#[test]
fn only_github_folds() {
    let memory = Memory::new(&[(OWN, OLD)]);
    let body = Body::new(NEW, true).unwrap();
    let refused = upsert(&memory.alone(&[]).on(Kind::GitLab), &WANTED, &body, Mode::Minimize);
    assert_eq!(refused, Err(Failure::Unsupported { forge: "GitLab" }));
    assert_eq!(writes(&memory), [""; 0]);
}

#[test]
fn a_comment_that_was_written_without_an_answer_is_found_instead_of_written_again() {
    let memory = Memory::new(&[]);
    // Calls: list, change, create.
    let faults = [Fault::None, Fault::None, Fault::DoneUnanswered];
    assert_eq!(faulty(&memory, Mode::Update, &faults), Act::Created);
    assert_eq!((memory.ours().len(), writes(&memory)), (1, vec!["create".to_owned()]));
    let memory = Memory::new(&[]);
    let faults = [Fault::None, Fault::None, Fault::LostUnanswered];
    assert_eq!(faulty(&memory, Mode::Update, &faults), Act::Created);
    assert_eq!(memory.ours().len(), 1);
}

#[test]
fn a_list_that_lags_behind_leads_to_no_second_comment() {
    let memory = Memory::new(&[(OWN, OLD)]);
    memory.held().comments.clear();
    let faults = [Fault::None, Fault::None, Fault::None, Fault::Lagging];
    assert_eq!(faulty(&memory, Mode::Update, &faults), Act::Created);
    assert_eq!(writes(&memory), ["create", "update 2"]);
}

#[test]
fn what_cannot_be_put_away_is_told_beside_what_was_posted() {
    let memory = Memory::new(&[(OWN, NEW), (OWN, NEW)]);
    let body = Body::new(NEW, true).unwrap();
    let done = upsert(&memory.alone(&[Fault::None, Fault::Busy]), &WANTED, &body, Mode::Update).unwrap();
    assert_eq!(
        done,
        Posted { act: Act::Unchanged, left_over: Some(Failure::Busy { status: 503, tries: 4 }) }
    );
}

#[test]
fn no_text_over_the_limit_or_without_its_marker_is_a_body() {
    let long = format!("{NEW}{}", "x".repeat(COMMENT_LIMIT));
    assert!(Body::new(&long, true).is_err());
    assert!(Body::new("hello", true).is_err());
    assert!(Body::new(&long[..COMMENT_LIMIT], true).is_ok());
}
