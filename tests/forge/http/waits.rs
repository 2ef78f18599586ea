//! How long the client waits: what the forge asks for, by the forge's own clock, and never too long.

use std::time::Duration;

use milepost::forge::{CommitStatus, Failure, StatusState};
use serde_json::json;

use super::super::fake::Fake;
use super::super::fake::fault::Fault;
use super::super::fake::state::{TOKEN, http_date};
use super::super::fake::wire::Reply;
use super::{HEAD, with_change};

fn limited(headers: &[(&str, String)]) -> Fault {
    let reply = Reply::json(403, &json!({ "message": "API rate limit exceeded for installation ID 1." }));
    Fault::Answers(headers.iter().fold(reply, |reply, (name, value)| reply.with(name, value)))
}

/// The waits after one such answer.
fn waits_after(fault: Fault) -> Vec<f64> {
    let (fake, number, forge, pace) = with_change();
    fake.misbehave("GET ", 1, fault);
    forge.change(number).unwrap();
    pace.waits()
}

#[test]
fn the_forge_says_how_long_to_wait() {
    let text = |text: &str| text.to_owned();
    let zero = ("x-ratelimit-remaining", text("0"));
    assert_eq!(waits_after(limited(&[("retry-after", text("17"))])), [17.0]);
    for year in [0_u64, 784_111_777, 1_795_426_200, 4_000_000_000] {
        // Whatever this machine's clock says, the forge asks for 40 seconds.
        let (date, later) = (("date", http_date(year)), http_date(year + 40));
        let asked = limited(&[date.clone(), ("retry-after", later)]);
        assert_eq!(waits_after(asked), [40.0], "{year}");
        let reset = ("x-ratelimit-reset", (year + 45).to_string());
        assert_eq!(waits_after(limited(&[date, zero.clone(), reset])), [45.0], "{year}");
    }
    // A moment that has passed, and one that cannot be compared.
    let passed = limited(&[("date", http_date(1000)), ("retry-after", http_date(10))]);
    assert_eq!(waits_after(passed), [0.0]);
    let no_clock = limited(&[zero.clone(), ("x-ratelimit-reset", text("1795426200"))]);
    assert_eq!(waits_after(no_clock), [0.5]);
    for nonsense in ["soon", "-1", "1e9", ""] {
        assert_eq!(
            waits_after(limited(&[zero.clone(), ("retry-after", text(nonsense))])),
            [0.5],
            "{nonsense}"
        );
    }
    let secondary = Reply::json(403, &json!({ "message": "You have exceeded a secondary rate limit." }));
    assert_eq!(waits_after(Fault::Answers(secondary)), [60.0]);
}

#[test]
fn nobody_waits_for_hours() {
    for asked in ["301", "3600", "18446744073709551615"] {
        let (fake, number, forge, pace) = with_change();
        fake.misbehave("GET ", 9, limited(&[("retry-after", asked.to_owned())]));
        let failure = forge.change(number).unwrap_err();
        assert_eq!(failure, Failure::Busy { status: 403, tries: 1 });
        assert_eq!(failure.to_string(), "the forge is busy or failing (status 403), after 1 try");
        assert!(pace.waits().is_empty());
    }
}

#[test]
fn all_waiting_of_a_run_together_is_limited() {
    let (fake, number, forge, pace) = with_change();
    fake.misbehave("GET ", 99, limited(&[("retry-after", "90".to_owned())]));
    for _ in 0..5 {
        forge.change(number).unwrap_err();
    }
    assert_eq!(pace.waits(), [90.0, 90.0, 90.0]);
    assert_eq!(fake.requests().len(), 8);
}

#[test]
fn a_run_ends_at_some_time() {
    let (fake, number, _, _) = with_change();
    let (mut connection, pace) = Fake::connection(TOKEN);
    connection.limits.whole = Duration::from_secs(120);
    let forge = milepost::forge::connect(fake.project(), connection).unwrap();
    fake.misbehave("GET ", 2, limited(&[("retry-after", "70".to_owned())]));
    let failure = forge.change(number).unwrap_err();
    let told = "it cannot be reached: the whole work with it took longer than 2 minutes";
    assert_eq!(failure.to_string(), told);
    assert_eq!(forge.viewer().unwrap_err().to_string(), told);
    assert_eq!((fake.requests().len(), pace.waits().len()), (2, 2));
}

#[test]
fn a_403_that_is_no_limit_is_not_waited_for() {
    let (fake, number, forge, pace) = with_change();
    let reply = Reply::json(403, &json!({ "message": "Resource not accessible by integration" }));
    fake.misbehave("POST ", 9, Fault::Answers(reply.with("x-ratelimit-remaining", "0")));
    let failure = forge.create_comment(number, "x").unwrap_err();
    assert_eq!(failure.to_string(), "the token may not do this: Resource not accessible by integration");
    assert_eq!(fake.requests().len(), 1);
    assert!(pace.waits().is_empty());
}

#[test]
fn writes_are_a_second_apart_and_reads_are_not() {
    let (_fake, number, forge, pace) = with_change();
    let status = CommitStatus { state: StatusState::Success, description: "ok".to_owned(), page: None };
    forge.change(number).unwrap();
    let comment = forge.create_comment(number, "x").unwrap();
    assert!(pace.waits().is_empty());
    forge.comments(number).unwrap();
    forge.set_status(HEAD, &status).unwrap();
    forge.viewer().unwrap();
    forge.update_comment(number, &comment, "y").unwrap();
    assert_eq!(pace.waits(), [1.0, 1.0]);
}
