//! What the runs of one change make of the suggestions that there are.

use super::memory::{Fault, HEAD, Memory, OWN};
use super::*;
use crate::report::sample;

fn offer(fingerprint: &str, line: usize) -> Offer {
    let body = format!("{}\ntext", suggestion::marker(fingerprint));
    let comment = LineComment { path: "a.yaml".into(), first_line: line, last_line: line, body };
    Offer { fingerprint: fingerprint.into(), comment }
}

fn run(memory: &Memory, offers: &[Offer]) -> Offered {
    post(memory, 12, HEAD, offers).unwrap()
}

#[test]
fn a_suggestion_is_posted_once_and_never_again() {
    let memory = Memory::new();
    let offers = [offer("a-1", 1), offer("b-1", 2)];
    assert_eq!(run(&memory, &offers), Offered { posted: 2, ..Offered::default() });
    assert_eq!(run(&memory, &offers), Offered { standing: 2, ..Offered::default() });
    // Its lines moved: it is the same.
    assert_eq!(run(&memory, &[offer("a-1", 9), offer("b-1", 10)]).posted, 0);
    // It went, was resolved, and came again.
    run(&memory, &[]);
    assert_eq!(run(&memory, &offers).posted, 0);
    assert_eq!(*memory.reviews.borrow(), [2], "one review");
}

#[test]
fn what_no_longer_holds_is_resolved_unless_somebody_answered() {
    let memory = Memory::new();
    run(&memory, &[offer("a-1", 1), offer("b-1", 2), offer("c-1", 3)]);
    memory.say("ben", "I would rather keep it", Some(2));
    memory.say(OWN, "an answer of our own is none", Some(1));
    let done = run(&memory, &[offer("c-1", 3)]);
    assert_eq!((done.put_away, done.answered, done.standing), (1, 1, 1));
    assert_eq!(*memory.resolved.borrow(), [1]);
    let again = run(&memory, &[offer("c-1", 3)]);
    assert_eq!((again.put_away, memory.resolved.borrow().len()), (0, 1), "it is resolved already");
}

#[test]
fn a_token_that_may_not_resolve_threads_folds_instead() {
    let memory = Memory::new();
    run(&memory, &[offer("a-1", 1)]);
    memory.may_resolve.set(false);
    assert_eq!(run(&memory, &[]).put_away, 1);
    assert_eq!(run(&memory, &[]).put_away, 0);
    assert_eq!(*memory.folded.borrow(), [1]);
}

#[test]
fn a_marker_in_somebody_elses_comment_or_in_an_answer_keeps_nothing_from_being_posted() {
    let memory = Memory::new();
    memory.say("mallory", &offer("a-1", 1).comment.body, None);
    memory.say(OWN, &format!("> {}", offer("a-1", 1).comment.body), None);
    memory.say(OWN, &offer("a-1", 1).comment.body, Some(1));
    let done = run(&memory, &[offer("a-1", 1)]);
    assert_eq!((done.posted, done.put_away), (1, 0));
}

#[test]
fn at_most_twenty_come_at_once_and_no_two_on_the_same_lines() {
    let memory = Memory::new();
    let many: Vec<Offer> = (1..=30).map(|n| offer(&format!("{n:x}-1"), n)).collect();
    let done = run(&memory, &many);
    assert_eq!((done.posted, done.later), (MAX_A_RUN, 10));
    assert_eq!(run(&memory, &many).posted, 10);
    let memory = Memory::new();
    let wide = LineComment { first_line: 1, last_line: 3, ..offer("a-1", 1).comment };
    let overlapping = [Offer { fingerprint: "a-1".into(), comment: wide }, offer("b-1", 3), offer("c-1", 4)];
    let done = run(&memory, &overlapping);
    assert_eq!((done.posted, done.later), (2, 1));
}

#[test]
fn a_lost_answer_is_looked_for_before_the_review_is_written_again() {
    for fault in [Fault::DoneUnanswered, Fault::LostUnanswered] {
        let memory = Memory::new();
        memory.fault.set(Some(fault));
        assert_eq!(run(&memory, &[offer("a-1", 1)]).posted, 1);
        assert_eq!(memory.comments.borrow().len(), 1, "{fault:?}");
    }
}

#[test]
fn another_head_ends_it_quietly_and_a_refusal_is_told() {
    let memory = Memory::new();
    memory.head.replace("b".repeat(40));
    assert!(run(&memory, &[offer("a-1", 1)]).stale);
    assert!(memory.reviews.borrow().is_empty());
    let memory = Memory::new();
    memory.fault.set(Some(Fault::Unprocessable));
    let refused = post(&memory, 12, HEAD, &[offer("a-1", 1)]);
    assert!(matches!(refused, Err(Failure::Refused { status: 422, .. })));
    let mut memory = Memory::new();
    memory.has_reviews = false;
    assert_eq!(post(&memory, 12, HEAD, &[]), Err(Failure::Unsupported { forge: "GitHub" }));
}

#[test]
fn offers_name_the_file_from_the_top_of_the_repository() {
    let report = sample::change();
    let offers = offers(&report, "docs/learning");
    assert!(!offers.is_empty());
    assert!(offers.iter().all(|offer| offer.comment.path.starts_with("docs/learning/people/")), "{offers:?}");
    assert!(offers.iter().all(|offer| fingerprint(&offer.comment.body) == Some(&offer.fingerprint)));
}

#[test]
fn a_forged_report_offers_nothing_outside_the_repository_and_no_hidden_text() {
    let of = |change: &dyn Fn(&mut crate::report::change::IntroducedFinding)| {
        let mut report = sample::change();
        report.introduced.retain(|introduced| introduced.suggestion.is_some());
        report.introduced.iter_mut().for_each(change);
        offers(&report, "").len()
    };
    assert!(of(&|_| {}) > 0);
    for path in ["../x.yaml", "/etc/passwd", "a//b", "./a", "a/../../b", ""] {
        assert_eq!(of(&|introduced| introduced.finding.place.path = path.into()), 0, "{path}");
    }
    assert_eq!(of(&|it| it.suggestion.as_mut().unwrap().text = "a\u{202e}b".into()), 0);
    assert_eq!(of(&|it| it.suggestion.as_mut().unwrap().first_line = 0), 0);
    assert_eq!(of(&|it| it.suggestion.as_mut().unwrap().last_line = 0), 0);
}
