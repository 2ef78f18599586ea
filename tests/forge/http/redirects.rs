//! A token goes to the project's host and nowhere else.

use milepost::forge::{Failure, Kind};

use super::super::fake::Fake;
use super::super::fake::fault::Fault;
use super::super::fake::wire::Reply;
use super::with_change;

fn to(status: u16, target: &str) -> Fault {
    Fault::Answers(Reply::empty(status).with("location", target))
}

#[test]
fn a_token_is_never_sent_to_another_host() {
    let other = Fake::start(Kind::GitHub);
    let (fake, number, forge, _) = with_change();
    for status in [301, 302, 303, 307, 308] {
        fake.misbehave(" /", 1, to(status, &format!("{}/repos/x?secret=1", other.address())));
        let failure = forge.change(number).unwrap_err();
        assert_eq!(failure, Failure::Redirected { host: other.address() });
        fake.misbehave(" /", 1, to(status, &format!("{}/x", other.address())));
        let failure = forge.create_comment(number, "x").unwrap_err();
        assert_eq!(failure, Failure::Redirected { host: other.address() });
    }
    let next = format!("<{}/x?page=2>; rel=\"next\"", other.address());
    fake.misbehave("GET ", 1, Fault::Answers(Reply::json(200, &serde_json::json!([])).with("link", &next)));
    assert_eq!(forge.comments(number).unwrap_err(), Failure::Redirected { host: other.address() });
    assert_eq!(fake.requests().len(), 11);
    assert!(other.requests().is_empty(), "{:?}", other.lines());
}

#[test]
fn a_renamed_repository_is_found_again_on_its_host() {
    let (fake, number, forge, _) = with_change();
    fake.misbehave("GET ", 1, to(301, &format!("{}/repositories/7/pulls/1", fake.address())));
    assert_eq!(forge.change(number).unwrap().number, number);
    fake.misbehave("GET ", 1, to(302, "/repositories/7/pulls/1"));
    assert_eq!(forge.change(number).unwrap().number, number);
    assert_eq!(fake.lines()[3], "GET /repositories/7/pulls/1");
    // What changes something goes nowhere else than where it was sent.
    fake.misbehave("POST ", 1, to(307, "/repositories/7/issues/1/comments"));
    let failure = forge.create_comment(number, "x").unwrap_err();
    assert!(matches!(failure, Failure::Refused { status: 307, .. }), "{failure:?}");
    fake.misbehave("POST /graphql", 1, to(302, "/graphql"));
    let failure = forge.viewer().unwrap_err();
    assert!(matches!(failure, Failure::Refused { status: 302, .. }), "{failure:?}");
    assert!(fake.state().change(number).comments.is_empty());
}

#[test]
fn redirects_end() {
    let (fake, number, forge, _) = with_change();
    fake.misbehave("GET ", 99, to(302, "/repos/example/learning/pulls/1"));
    let failure = forge.change(number).unwrap_err();
    assert_eq!(failure.to_string(), "its answer cannot be used: it sends on without end");
    assert_eq!(fake.requests().len(), 4);
    let (fake, number, forge, _) = with_change();
    for nowhere in ["", "javascript:alert(1)", "//evil.example/", "pulls/2", "\\\\evil.example"] {
        fake.misbehave("GET ", 1, to(302, nowhere));
        let failure = forge.change(number).unwrap_err();
        assert!(matches!(failure, Failure::Unusable { .. }), "{nowhere}: {failure:?}");
    }
}
