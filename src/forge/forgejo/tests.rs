//! What is made of the answers of Forgejo and Gitea, and what is sent to them, without a server.

use serde_json::json;

use super::*;
use crate::forge::ChangeState;

fn request(change: &[(&str, Value)]) -> Result<Change, Failure> {
    let mut answer = json!({
        "number": 7, "state": "open", "merged": false, "draft": false, "title": "Ana: async Rust",
        "head": { "ref": "ana/async-rust", "sha": "a".repeat(40), "repo": null },
        "base": { "ref": "main", "sha": "b".repeat(40) }, "user": { "login": "ana" },
        "created_at": "2026-11-20T08:00:00Z", "html_url": "https://git.example.com/o/r/pulls/7",
    });
    for (name, value) in change {
        answer[*name] = value.clone();
    }
    serde_json::from_value::<PullRequest>(answer).unwrap().try_into()
}

#[test]
fn a_pull_request_becomes_a_change() {
    let change = request(&[]).unwrap();
    assert_eq!((change.number, change.state, change.draft), (7, ChangeState::Open, false));
    assert_eq!((change.author.login.as_str(), change.base_branch.as_str()), ("ana", "main"));
    assert_eq!(change.head, "a".repeat(40));
    assert_eq!(request(&[("state", json!("closed"))]).unwrap().state, ChangeState::Closed);
    let merged = request(&[("state", json!("closed")), ("merged", json!(true))]).unwrap();
    assert_eq!(merged.state, ChangeState::Merged);
    assert!(matches!(request(&[("state", json!("odd"))]), Err(Failure::Unusable { .. })));
}

#[test]
fn where_the_answer_does_not_say_the_title_tells_a_draft() {
    let titled = |title: &str| request(&[("draft", Value::Null), ("title", json!(title))]).unwrap().draft;
    for title in ["WIP: x", "wip:x", "[WIP] x", "Draft: x"] {
        assert!(titled(title), "{title}");
    }
    for title in ["Wiping: x", "x WIP:", "", "WI", "ÄÄ", "🦀🦀", "drafty"] {
        assert!(!titled(title), "{title}");
    }
    // Where it says, the title counts for nothing.
    assert!(!request(&[("title", json!("WIP: x"))]).unwrap().draft);
    assert!(request(&[("draft", json!(true))]).unwrap().draft);
}

#[test]
fn a_status_is_sent_in_forgejos_words() {
    let status = CommitStatus {
        state: StatusState::Failure,
        description: "1 error to fix".to_owned(),
        page: Some("https://x/1".to_owned()),
    };
    assert_eq!(
        status_body(&status),
        json!({ "state": "failure", "context": "milepost", "description": "1 error to fix", "target_url": "https://x/1" })
    );
}

#[test]
fn a_repository_of_a_hidden_owner_is_not_public() {
    let read = |private: bool, internal: Option<bool>, owner: Option<&str>| {
        let answer = json!({ "private": private, "internal": internal.unwrap_or(false), "owner": { "visibility": owner } });
        Visibility::from(serde_json::from_value::<Repository>(answer).unwrap())
    };
    assert_eq!(read(true, None, Some("public")), Visibility::Private);
    assert_eq!(read(false, Some(true), Some("private")), Visibility::Internal);
    assert_eq!(read(false, None, Some("limited")), Visibility::Internal);
    assert_eq!(read(false, None, Some("public")), Visibility::Public);
    assert_eq!(read(false, None, None), Visibility::Public);
}
