//! Requests and answers against what GitHub and Forgejo publish about their interfaces: the program,
//! then Prism, then the fake. GitHub's GraphQL is in no such description: those requests pass Prism
//! unjudged. `tests/doubles/run` installs Prism, fetches the descriptions and runs this.

#![allow(clippy::print_stdout, reason = "the run says what was judged, and how long a description took")]

mod every_request;
mod prism;

use std::path::{Path, PathBuf};

use milepost::forge::{Failure, Forge, Kind};
use serde_json::json;

use self::every_request::every_request;
use self::prism::Prism;
use super::fake::Fake;
use super::fake::fault::Fault;
use super::fake::state::{ChangeState, TOKEN};
use super::fake::wire::Reply;

const HEAD: &str = "1a2b3c4d5e6f1a2b3c4d5e6f1a2b3c4d5e6f1a2b";

/// What the forges do though their descriptions do not say so: 404 for a comment that is gone. The
/// second number is how often it comes.
const GITHUBS_404: [(&str, usize); 2] = [("delete ", 1), ("patch ", 1)];
const FORGEJOS_404: [(&str, usize); 1] = [("delete ", 1)];

/// What Prism says of GraphQL, which no description of a REST interface holds.
const GRAPHQL: &str = "post /graphql: request Selected route not found";

fn forgejos_description() -> PathBuf {
    let path = std::env::var_os("MILEPOST_FORGEJO_DESCRIPTION");
    path.expect("MILEPOST_FORGEJO_DESCRIPTION is not set: tests/doubles/run sets it").into()
}

fn githubs_description(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/doubles/node_modules/@octokit/openapi");
    folder.join("generated").join(name)
}

/// A fake in which change 7 is open, with a comment of somebody else, and others stand otherwise.
fn fake(kind: Kind) -> Fake {
    let fake = Fake::start(kind);
    let mut state = fake.state();
    for number in 1..=7 {
        assert_eq!(state.open("ana", &format!("ana/{number}"), &format!("{number:040x}")), number);
    }
    state.change(7).head = HEAD.to_owned();
    state.change(6).draft = true;
    state.change(5).state = ChangeState::Merged;
    state.say(7, "ana", "<!-- milepost:pr v1 hash=00 -->\nspoofed");
    state.report("ana", "An issue of somebody else", "");
    drop(state);
    fake
}

/// The forge as the program sees it, through Prism.
fn through(prism: &Prism, fake: &Fake) -> Box<dyn Forge> {
    let mut project = fake.project();
    project.api = prism.address();
    milepost::forge::connect(project, Fake::connection(TOKEN).0).unwrap()
}

/// The violations without those 404 that are known.
fn without(violations: Vec<String>, known: &[(&str, usize)]) -> Vec<String> {
    let mut left = violations;
    for (method, times) in known {
        let start = format!("{method}/repos/example/learning/issues/comments/");
        let before = left.len();
        left.retain(|one| {
            !(one.starts_with(&start) && one.contains("Unable to match the returned status code"))
        });
        assert_eq!(before - left.len(), *times, "{method}: does the description know 404 now?");
    }
    left
}

/// Every request of the GitHub implementation, against one of GitHub's descriptions.
fn github(description: &str) {
    let fake = fake(Kind::GitHub);
    let prism = Prism::start(&githubs_description(description), &fake.api());
    let forge = through(&prism, &fake);
    every_request(forge.as_ref(), HEAD);
    let found = forge.changes_by_head("example", "ana/7").unwrap();
    assert_eq!(found.iter().map(|change| change.number).collect::<Vec<_>>(), [7]);
    let comment = forge.create_comment(7, "outdated").unwrap();
    forge.minimize_comment(&comment).unwrap();

    let asked = fake.requests().len();
    let (requests, violations) = prism.judgement();
    let (unjudged, violations): (Vec<_>, Vec<_>) = violations.into_iter().partition(|one| one == GRAPHQL);
    let violations = without(violations, &GITHUBS_404);
    assert!(violations.is_empty(), "{}", violations.join("\n"));
    assert_eq!(requests, asked, "every request passed Prism");
    assert!(requests - unjudged.len() >= 20, "{requests} requests, {} of them GraphQL", unjudged.len());
    println!("{requests} requests, {} of them GraphQL, against {description}", unjudged.len());

    // With this description too, what does not fit is caught.
    prism.send("POST", "/repos/example/learning/issues/7/comments", r#"{"text": "x"}"#);
    fake.misbehave("/repos/example/learning", 1, Fault::Answers(Reply::json(200, &json!({ "id": "7" }))));
    assert!(matches!(forge.visibility(), Err(Failure::Unusable { .. })));
    let (_, violations) = prism.judgement();
    for caught in
        ["Request body must have required property 'body'", "Response body property id must be integer"]
    {
        assert!(violations.iter().any(|one| one.contains(caught)), "{caught}: {}", violations.join("\n"));
    }
}

#[test]
#[ignore = "needs Node.js and npm packages; .ci/run runs it"]
fn every_request_to_github_and_its_answer_fit_what_github_publishes() {
    github("api.github.com.json");
}

#[test]
#[ignore = "needs Node.js and npm packages; .ci/run runs it"]
fn every_request_to_github_enterprise_and_its_answer_fit_what_github_publishes() {
    github("ghes-3.19.json");
}

#[test]
#[ignore = "needs Node.js, npm packages and a crate's sources; .ci/run runs it"]
fn every_request_to_forgejo_and_its_answer_fit_what_forgejo_publishes() {
    let fake = fake(Kind::Forgejo);
    let prism = Prism::start(&forgejos_description(), &fake.api());
    let forge = through(&prism, &fake);
    every_request(forge.as_ref(), HEAD);

    let asked = fake.requests().len();
    let (requests, violations) = prism.judgement();
    let violations = without(violations, &FORGEJOS_404);
    assert!(violations.is_empty(), "{}", violations.join("\n"));
    assert_eq!(requests, asked, "every request passed Prism");
    assert!(requests >= 20, "{requests}");
    println!("{requests} requests against Forgejo's description");
}

#[test]
#[ignore = "needs Node.js, npm packages and a crate's sources; .ci/run runs it"]
fn what_does_not_fit_a_description_is_caught() {
    let fake = fake(Kind::Forgejo);
    let prism = Prism::start(&forgejos_description(), &fake.api());
    let forge = through(&prism, &fake);
    let comments = "/repos/example/learning/issues/7/comments";

    forge.viewer().unwrap();
    prism.send("POST", comments, r#"{"body": 7}"#);
    prism.send("GET", "/repos/example/learning/pulls?limit=all", "");
    prism.send("GET", "/repos/example/learning/comment", "");
    fake.misbehave("/api/v1/user", 1, Fault::Answers(Reply::json(200, &json!({ "login": 7 }))));
    assert!(matches!(forge.viewer(), Err(Failure::Unusable { .. })));
    fake.misbehave("/api/v1/user", 1, Fault::Answers(Reply::json(418, &json!({ "message": "" }))));
    assert!(matches!(forge.viewer(), Err(Failure::Refused { status: 418, .. })));

    let (_, violations) = prism.judgement();
    let caught = |request: &str, what: &str| {
        let found = violations.iter().any(|one| one.starts_with(request) && one.contains(what));
        assert!(found, "{request} … {what} is not among\n{}", violations.join("\n"));
    };
    caught(&format!("post {comments}"), "Request body property body must be string");
    caught("get /repos/example/learning/pulls", "Request query parameter limit must be integer");
    caught("get /repos/example/learning/comment", "request Selected route not found");
    caught("get /user", "Response body property login must be string");
    caught("get /user", "Unable to match the returned status code");
    assert_eq!(violations.iter().filter(|one| one.starts_with("get /user")).count(), 2, "{violations:?}");
}
