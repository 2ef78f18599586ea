//! What is made of GitLab's answers, and what is sent to it, without a server.

use serde_json::json;

use super::*;
use crate::forge::ChangeState;

fn request(change: &[(&str, Value)]) -> Result<Change, Failure> {
    let mut answer = json!({
        "iid": 7, "state": "opened", "draft": false, "sha": "a".repeat(40), "target_branch": "main",
        "author": { "username": "ana", "name": "Ben" }, "created_at": "2026-11-20T08:00:00.000Z",
        "web_url": "https://git.example.com/g/p/-/merge_requests/7", "source_project_id": 9,
    });
    for (name, value) in change {
        answer[*name] = value.clone();
    }
    serde_json::from_value::<MergeRequest>(answer).unwrap().try_into()
}

#[test]
fn a_merge_request_becomes_a_change() {
    let change = request(&[]).unwrap();
    assert_eq!((change.number, change.state, change.draft), (7, ChangeState::Open, false));
    assert_eq!((change.author.login.as_str(), change.base_branch.as_str()), ("ana", "main"));
    assert_eq!(change.head, "a".repeat(40));
    assert_eq!(change.opened, "2026-11-20T08:00:00.000Z");
    for (state, is) in
        [("locked", ChangeState::Open), ("merged", ChangeState::Merged), ("closed", ChangeState::Closed)]
    {
        assert_eq!(request(&[("state", json!(state))]).unwrap().state, is, "{state}");
    }
    assert!(matches!(request(&[("state", json!("odd"))]), Err(Failure::Unusable { .. })));
}

#[test]
fn older_versions_call_a_draft_work_in_progress() {
    let old = |draft: bool| request(&[("draft", Value::Null), ("work_in_progress", json!(draft))]);
    assert!(old(true).unwrap().draft);
    assert!(!old(false).unwrap().draft);
    assert!(request(&[("draft", json!(true)), ("work_in_progress", json!(false))]).unwrap().draft);
}

#[test]
fn a_merge_request_without_a_commit_has_no_head() {
    for (sha, has) in [(json!("ab"), true), (json!(""), false), (Value::Null, false)] {
        let answer = json!({
            "iid": 7, "state": "opened", "sha": sha, "target_branch": "main", "web_url": "",
            "author": { "username": "ana" }, "created_at": "",
        });
        assert_eq!(serde_json::from_value::<MergeRequest>(answer).unwrap().has_head(), has, "{sha}");
    }
}

#[test]
fn what_gitlab_writes_itself_is_no_comment() {
    let note = |system: bool| -> Note {
        let answer = json!({ "id": 3, "body": "x", "author": { "username": "ana" }, "system": system });
        serde_json::from_value(answer).unwrap()
    };
    assert!(note(true).written_by_somebody().is_none());
    let comment = note(false).written_by_somebody().unwrap();
    assert_eq!((comment.id, comment.body.as_str(), comment.author.login.as_str()), (3, "x", "ana"));
}

#[test]
fn a_status_is_sent_in_gitlabs_words() {
    let status = |state, page: Option<&str>| CommitStatus {
        state,
        description: "1 error to fix".to_owned(),
        page: page.map(str::to_owned),
    };
    assert_eq!(
        status_body(&status(StatusState::Failure, Some("https://x/1"))),
        json!({ "state": "failed", "name": "milepost", "description": "1 error to fix", "target_url": "https://x/1" })
    );
    let pending = status_body(&status(StatusState::Pending, None));
    assert_eq!(pending, json!({ "state": "pending", "name": "milepost", "description": "1 error to fix" }));
}

#[test]
fn only_a_refusal_of_the_same_state_counts_as_set() {
    let refusal = |from: &str| format!("Cannot transition status via :enqueue from :{from} (Reason(s): …)");
    assert!(says_the_same(StatusState::Pending, &refusal("pending")));
    assert!(says_the_same(StatusState::Pending, &refusal("running")));
    assert!(says_the_same(StatusState::Success, &refusal("success")));
    assert!(!says_the_same(StatusState::Success, &refusal("pending")));
    assert!(!says_the_same(StatusState::Failure, &refusal("success")));
    assert!(!says_the_same(StatusState::Pending, "state does not have a valid value, from :pending"));
}

#[test]
fn an_issue_holds_no_quick_action_and_may_have_no_text() {
    let sent = issue_body("Digest", "a\n/close\n");
    assert_eq!(sent, json!({ "title": "Digest", "description": "a\n\\/close\n" }));
    let answer = json!({ "iid": 4, "author": { "username": "bot" }, "title": "t", "description": null, "web_url": "w" });
    let issue = Issue::from(serde_json::from_value::<IssueAnswer>(answer).unwrap());
    assert_eq!((issue.number, issue.body.as_str()), (4, ""));
}

#[test]
fn the_three_visibilities_are_told_apart_and_no_fourth_is_guessed() {
    let read = |said: &str| serde_json::from_value::<ProjectAnswer>(json!({ "visibility": said }));
    for (said, is) in
        [("public", Visibility::Public), ("internal", Visibility::Internal), ("private", Visibility::Private)]
    {
        assert_eq!(Visibility::from(read(said).unwrap()), is);
    }
    assert!(read("Public").is_err());
}
