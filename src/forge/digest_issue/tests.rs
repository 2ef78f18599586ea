//! What the runs of one digest make of the issues that there are.

use super::memory::{Fault, Memory, OWN};
use super::*;

const NEW: &str = "<!-- milepost:digest v1 hash=2 -->\nnew";
const OLD: &str = "<!-- milepost:digest v1 hash=1 -->\nold";

fn run(memory: &Memory) -> Result<Posted, Failure> {
    upsert(memory, &Text::new("Learning digest", NEW, true).unwrap())
}

fn posted(act: Act, number: u64) -> Posted {
    Posted { act, number: Some(number), closed: Vec::new(), left_over: None }
}

#[test]
fn one_issue_is_opened_and_then_edited_only_when_it_says_something_else() {
    let memory = Memory::new(&[("ana", "Something else")]);
    assert_eq!(run(&memory), Ok(posted(Act::Created, 2)));
    assert_eq!(run(&memory), Ok(posted(Act::Unchanged, 2)));
    assert_eq!(*memory.writes.borrow(), ["create"], "an equal hash writes nothing");
    let memory = Memory::new(&[(OWN, OLD)]);
    assert_eq!(run(&memory), Ok(posted(Act::Updated, 1)));
    assert_eq!(memory.ours(), [format!("1 {NEW}")]);
}

#[test]
fn a_quiet_time_opens_no_issue_and_is_told_in_one_that_is_there() {
    let quiet = Text::new("Learning digest", NEW, false).unwrap();
    let memory = Memory::new(&[]);
    let nothing = Posted { act: Act::NothingToSay, number: None, closed: Vec::new(), left_over: None };
    assert_eq!(upsert(&memory, &quiet), Ok(nothing));
    let memory = Memory::new(&[(OWN, OLD)]);
    assert_eq!(upsert(&memory, &quiet), Ok(posted(Act::Updated, 1)));
}

#[test]
fn a_title_that_somebody_gave_it_stays() {
    let memory = Memory::new(&[(OWN, OLD)]);
    memory.update_issue(1, "What we learn", OLD).unwrap();
    run(&memory).unwrap();
    assert_eq!(memory.issue(1).title, "What we learn");
}

#[test]
fn a_marker_in_somebody_elses_issue_or_not_at_its_beginning_is_not_ours() {
    let quoted = format!("> {OLD}");
    let memory = Memory::new(&[("mallory", OLD), (OWN, &quoted), ("milepost", OLD)]);
    assert_eq!(run(&memory), Ok(posted(Act::Created, 4)));
    assert_eq!(*memory.writes.borrow(), ["create"]);
}

#[test]
fn of_several_of_ours_the_first_stays_and_the_others_are_closed() {
    let memory = Memory::new(&[("ana", OLD), (OWN, OLD), (OWN, NEW), (OWN, OLD)]);
    let done = run(&memory).unwrap();
    assert_eq!((done.act, done.number, done.closed), (Act::Updated, Some(2), vec![3, 4]));
    assert_eq!(memory.ours(), [format!("2 {NEW}")]);
}

#[test]
fn where_issues_cannot_be_closed_it_is_told() {
    let mut memory = Memory::new(&[(OWN, NEW), (OWN, NEW)]);
    memory.can_close = false;
    let done = run(&memory).unwrap();
    assert_eq!((done.act, done.number), (Act::Unchanged, Some(1)));
    assert_eq!(done.left_over, Some((2, Failure::Unsupported { forge: "GitHub" })));
}

#[test]
fn two_runs_that_open_one_each_end_with_one() {
    // The other run's has the lower number, and says something older.
    let memory = Memory::new(&[]).failing(Fault::Overtaken(OLD));
    let done = run(&memory).unwrap();
    assert_eq!((done.act, done.number, done.closed), (Act::Updated, Some(1), vec![2]));
    assert_eq!(memory.ours(), [format!("1 {NEW}")]);
    // The other run finds it so, and does nothing.
    assert_eq!(run(&memory), Ok(posted(Act::Unchanged, 1)));
}

#[test]
fn a_lost_answer_is_looked_for_before_anything_is_opened_again() {
    let memory = Memory::new(&[]).failing(Fault::DoneUnanswered);
    assert_eq!(run(&memory), Ok(posted(Act::Created, 1)));
    assert_eq!(*memory.writes.borrow(), ["create"]);
    let memory = Memory::new(&[]).failing(Fault::LostUnanswered);
    assert_eq!(run(&memory), Ok(posted(Act::Created, 1)));
    assert_eq!(*memory.writes.borrow(), ["create"]);
    let memory = Memory::new(&[(OWN, OLD)]).failing(Fault::DoneUnanswered);
    assert_eq!(run(&memory), Ok(posted(Act::Updated, 1)));
    assert_eq!(*memory.writes.borrow(), ["update 1"]);
}

#[test]
fn a_list_that_lags_makes_no_second_issue() {
    let memory = Memory::new(&[]);
    memory.lags.set(true);
    assert_eq!(run(&memory), Ok(posted(Act::Created, 1)));
    assert_eq!(*memory.writes.borrow(), ["create"]);
}

#[test]
fn a_token_that_may_only_read_is_told() {
    let memory = Memory::new(&[]).failing(Fault::ReadOnly);
    assert!(matches!(run(&memory), Err(Failure::Forbidden { .. })));
}

#[test]
fn only_a_text_with_a_marker_that_a_forge_takes_is_posted() {
    assert!(Text::new("t", "no marker", true).is_err());
    assert!(Text::new("t", "<!-- milepost:digest v1 -->", true).is_err());
    assert!(Text::new("t", &format!("{NEW}{}", "x".repeat(COMMENT_LIMIT)), true).is_err());
    assert_eq!(hash(NEW), Some("2"));
    assert_eq!(hash(&format!(" {NEW}")), None);
}
