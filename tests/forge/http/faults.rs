//! Answers that fail, come late or not at all: what is tried again, and what never is.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use milepost::forge::Failure;
use serde_json::json;

use super::super::fake::Fake;
use super::super::fake::fault::Fault;
use super::super::fake::state::TOKEN;
use super::super::fake::wire::Reply;
use super::{HEAD, limited, with_change};

fn failing(status: u16) -> Fault {
    Fault::Answers(Reply::json(status, &json!({ "message": "Server Error" })))
}

fn is_uncertain<T: std::fmt::Debug>(result: Result<T, Failure>) -> String {
    let failure = result.unwrap_err();
    let Failure::Uncertain { reason } = failure else { panic!("{failure:?}") };
    reason
}

#[test]
fn reads_are_tried_again_with_growing_waits() {
    let (fake, number, forge, pace) = with_change();
    fake.misbehave("GET ", 1, failing(502));
    fake.misbehave("GET ", 1, Fault::CutBefore);
    fake.misbehave("GET ", 1, Fault::CutWithin);
    assert_eq!(forge.change(number).unwrap().head, HEAD);
    assert_eq!(fake.requests().len(), 4);
    assert_eq!(pace.waits(), [0.5, 1.0, 2.0]);
}

#[test]
fn a_forge_that_stays_broken_is_told_after_some_tries() {
    for (fault, told) in [
        (failing(503), "the forge is busy or failing (status 503), after 4 tries"),
        (Fault::CutBefore, "it cannot be reached: the connection to 127.0.0.1 was cut"),
    ] {
        let (fake, number, forge, pace) = with_change();
        fake.misbehave("GET ", 99, fault);
        assert_eq!(forge.comments(number).unwrap_err().to_string(), told);
        assert_eq!(fake.requests().len(), 4);
        assert_eq!(pace.waits().len(), 3);
    }
}

#[test]
fn a_comment_whose_answer_is_lost_is_never_written_twice() {
    for (fault, written) in [
        (Fault::CutAfter, 1),
        (Fault::CutWithin, 1),
        (Fault::CutBefore, 0),
        (failing(500), 0),
        (failing(502), 0),
        (failing(504), 0),
        (Fault::Answers(Reply::empty(503).with("retry-after", "1")), 0),
        (Fault::Answers(Reply { status: 200, headers: Vec::new(), body: b"<html>hello".to_vec() }), 0),
        (Fault::Answers(Reply::json(201, &json!({ "id": "none" }))), 0),
    ] {
        let (fake, number, forge, pace) = with_change();
        fake.misbehave("POST /repos/example/learning/issues/1/comments", 1, fault.clone());
        is_uncertain(forge.create_comment(number, "once"));
        assert_eq!(fake.requests().len(), 1, "{fault:?}");
        assert_eq!(fake.state().change(number).comments.len(), written, "{fault:?}");
        assert!(pace.waits().is_empty());
        // An issue is made by the same rule.
        fake.misbehave("POST /repos/example/learning/issues", 1, fault.clone());
        is_uncertain(forge.create_issue("Digest", "once"));
        assert_eq!(fake.requests().len(), 2, "{fault:?}");
    }
}

#[test]
fn a_comment_is_tried_again_where_the_forge_says_that_it_did_nothing() {
    let secondary = json!({ "message": "You have exceeded a secondary rate limit. Please wait." });
    for fault in [
        Fault::Answers(Reply::json(429, &json!({ "message": "slow down" })).with("retry-after", "7")),
        Fault::Answers(Reply::json(403, &secondary).with("retry-after", "7")),
    ] {
        let (fake, number, forge, pace) = with_change();
        fake.misbehave("POST ", 2, fault);
        forge.create_comment(number, "once").unwrap();
        assert_eq!(fake.state().change(number).comments.len(), 1);
        assert_eq!(pace.waits(), [7.0, 7.0]);
    }
}

#[test]
fn what_sets_a_value_is_tried_again() {
    for fault in [Fault::CutAfter, Fault::CutBefore, Fault::CutWithin, failing(500)] {
        let (fake, number, forge, _) = with_change();
        let comment = forge.create_comment(number, "first").unwrap();
        fake.misbehave("PATCH ", 1, fault.clone());
        forge.update_comment(number, &comment, "second").unwrap();
        assert_eq!(fake.state().change(number).comments[0].body, "second");
        // It was deleted at the first try, so that the second finds nothing.
        fake.misbehave("DELETE ", 1, fault);
        forge.delete_comment(number, &comment).unwrap();
        assert!(fake.state().change(number).comments.is_empty());
        assert_eq!(fake.requests().len(), 5);
    }
}

#[test]
fn a_forge_that_answers_late_or_bit_by_bit_is_not_waited_for_without_end() {
    let slow = [Fault::Slow(Duration::from_secs(20)), Fault::Drips(Duration::from_millis(150))];
    for fault in slow {
        let (fake, number, _, _) = with_change();
        let forge = limited(&fake, |limits| {
            limits.answer = Duration::from_millis(600);
            limits.tries = 2;
        });
        fake.misbehave("issues/1/comments", 9, fault);
        let started = Instant::now();
        let read = forge.comments(number).unwrap_err();
        assert!(matches!(read, Failure::Unreachable { .. }), "{read:?}");
        assert!(
            read.to_string().starts_with("it cannot be reached: no answer from 127.0.0.1 within"),
            "{read}"
        );
        assert_eq!(fake.requests().len(), 2);
        is_uncertain(forge.create_comment(number, "once"));
        assert_eq!(fake.requests().len(), 3);
        assert!(started.elapsed() < Duration::from_secs(15), "{:?}", started.elapsed());
        assert_eq!(fake.state().change(number).comments.len(), 1);
    }
}

#[test]
fn a_closed_door_is_no_uncertainty() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let (fake, _, _, _) = with_change();
    let mut project = fake.project();
    project.api = format!("http://127.0.0.1:{port}");
    let (connection, pace) = Fake::connection(TOKEN);
    let forge = milepost::forge::connect(project, connection).unwrap();
    // Nothing was sent, so even a comment is tried again.
    let failure = forge.create_comment(1, "never").unwrap_err();
    assert_eq!(failure.to_string(), "it cannot be reached: 127.0.0.1 refuses the connection");
    // Growing waits, and the gap between writes.
    assert_eq!(pace.waits(), [0.5, 0.5, 1.0, 2.0]);
    assert!(fake.requests().is_empty());
}
