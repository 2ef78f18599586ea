//! Answers that cannot be used: too large, no JSON, not what the description promises, without end.

use std::time::{Duration, Instant};

use milepost::forge::Failure;
use serde_json::json;

use super::super::fake::fault::Fault;
use super::super::fake::wire::Reply;
use super::{limited, with_change};

fn reply(kind: &str, body: &str) -> Fault {
    let headers = vec![("content-type".to_owned(), kind.to_owned())];
    Fault::Answers(Reply { status: 200, headers, body: body.as_bytes().to_vec() })
}

#[test]
fn fifty_megabytes_are_not_read() {
    for announced in [true, false] {
        let (fake, number, forge, _) = with_change();
        fake.misbehave(" /", 2, Fault::Large { bytes: 50_000_000, announced });
        let started = Instant::now();
        let failure = forge.comments(number).unwrap_err();
        assert_eq!(failure.to_string(), "its answer cannot be used: it is larger than 10 MiB");
        assert_eq!(fake.requests().len(), 1);
        let failure = forge.create_comment(number, "x").unwrap_err();
        assert!(matches!(failure, Failure::Uncertain { .. }), "{failure:?}");
        assert!(started.elapsed() < Duration::from_secs(20));
    }
}

#[test]
fn what_is_no_json_is_told_by_its_first_words() {
    for (kind, body, told) in [
        (
            "text/html; charset=utf-8",
            "\n<!DOCTYPE html>\n<title>Log in</title>\n::error::owned\n\u{1b}[31m and so on and so on and so on",
            "it is no JSON but text/html, beginning with “<!DOCTYPE html> <title>Log in</title> ::error::owned <U+001B>[31m a”",
        ),
        (
            "a/b\u{e9}",
            "{\"id\": 1",
            "it is no JSON but nothing that says what it is, beginning with “{\"id\": 1”",
        ),
    ] {
        let (fake, number, forge, _) = with_change();
        fake.misbehave("GET ", 1, reply(kind, body));
        let failure = forge.change(number).unwrap_err();
        assert_eq!(failure.to_string(), format!("its answer cannot be used: {told}"));
    }
}

#[test]
fn json_of_another_shape_is_told() {
    let deep = "[".repeat(200_000);
    for (body, told) in [
        ("{\"message\": \"hello\"}", "it is no list"),
        ("", "it is no list"),
        ("[{\"id\": 1}, 2]", "it does not describe a comment"),
        ("[{\"id\": -1}]", "it does not describe a comment"),
        (deep.as_str(), "it is no JSON"),
    ] {
        let (fake, number, forge, _) = with_change();
        fake.misbehave("GET ", 1, reply("application/json", body));
        let failure = forge.comments(number).unwrap_err().to_string();
        assert!(failure.starts_with(&format!("its answer cannot be used: {told}")), "{failure}");
        assert!(failure.lines().count() == 1 && failure.len() < 400, "{failure}");
    }
}

#[test]
fn pages_without_end_are_given_up() {
    let (fake, number, _, _) = with_change();
    let forge = limited(&fake, |limits| limits.pages = 5);
    let next = format!("<{}/repositories/7/issues/1/comments?page=2>; rel=\"next\"", fake.address());
    fake.misbehave("GET ", 99, Fault::Answers(Reply::json(200, &json!([])).with("link", &next)));
    let failure = forge.comments(number).unwrap_err();
    assert_eq!(failure.to_string(), "its answer cannot be used: its list has more than 5 pages");
    assert_eq!(fake.requests().len(), 5);
}

#[test]
fn a_list_without_measure_is_given_up() {
    let (fake, number, _, _) = with_change();
    let forge = limited(&fake, |limits| limits.list = 3 * 1024 * 1024);
    let page = json!(["x".repeat(1024 * 1024)]);
    let next = format!("<{}/repositories/7/issues/1/comments?page=2>; rel=\"next\"", fake.address());
    fake.misbehave("GET ", 99, Fault::Answers(Reply::json(200, &page).with("link", &next)));
    let failure = forge.comments(number).unwrap_err();
    assert_eq!(failure.to_string(), "its answer cannot be used: its list is larger than 3 MiB");
    assert_eq!(fake.requests().len(), 3);
}

#[test]
fn headers_without_measure_are_given_up() {
    let (fake, number, forge, _) = with_change();
    let long = Reply::json(200, &json!({})).with("x-long", &"x".repeat(100_000));
    let many = (0..5_000).fold(Reply::json(200, &json!({})), |reply, at| reply.with(&format!("x-{at}"), "y"));
    for reply in [long, many] {
        fake.misbehave(" /", 2, Fault::Answers(reply));
        let failure = forge.change(number).unwrap_err();
        assert!(matches!(failure, Failure::Unusable { .. }), "{failure:?}");
        let failure = forge.create_comment(number, "x").unwrap_err();
        assert!(matches!(failure, Failure::Uncertain { .. }), "{failure:?}");
    }
    assert_eq!(fake.requests().len(), 4);
}

#[test]
fn what_is_no_http_is_told() {
    for bytes in ["SSH-2.0-OpenSSH_9.9\r\n", "HTTP/9.9 what\r\n\r\n", "\0\0\0\0"] {
        let (fake, number, forge, _) = with_change();
        fake.misbehave("GET ", 9, Fault::Raw(bytes));
        let failure = forge.change(number).unwrap_err();
        let named = matches!(failure, Failure::Unusable { .. } | Failure::Unreachable { .. });
        assert!(named, "{bytes:?}: {failure:?}");
        assert!(fake.requests().len() <= 4);
    }
}
