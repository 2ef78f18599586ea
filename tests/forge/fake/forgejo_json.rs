//! How Forgejo writes what the fake knows, as far as its description goes and a client may look at it.
//! Where Forgejo writes null, or nothing for an address, the description knows neither: those fields
//! are left out.

use serde_json::{Value, json};

use super::state::{Change, ChangeState, Comment, Issue, State, Status, json_date};

/// Its `ROOT_URL`. To those who check the description, an address of this machine is no `url`.
const ROOT: &str = "https://forgejo.example.com";

pub(super) fn user(state: &State, login: &str) -> Value {
    let id = state.account(login).map_or(0, |account| account.id);
    json!({
        "id": id, "login": login, "login_name": "", "source_id": 0,
        "full_name": format!("Name of {login}"), "email": format!("{id}@noreply.example.com"),
        "avatar_url": format!("{ROOT}/avatars/{id}"), "language": "",
        "html_url": format!("{ROOT}/{id}"), "is_admin": false,
        "last_login": "0001-01-01T00:00:00Z", "created": "2025-01-02T03:04:05Z", "restricted": false,
        "active": true, "prohibit_login": false, "location": "", "website": "", "description": "",
        "visibility": "public", "followers_count": 0, "following_count": 0, "starred_repos_count": 0,
        "username": login,
    })
}

pub(super) fn repository(state: &State) -> Value {
    let project = &state.projects[0];
    let (owner, name) = project.name.split_once('/').unwrap_or_default();
    let mut account = user(state, owner);
    account["visibility"] = json!(if project.visibility == "internal" { "limited" } else { "public" });
    json!({
        "id": project.id, "owner": account, "name": name, "full_name": project.name, "description": "",
        "empty": false, "private": project.visibility == "private", "fork": false, "template": false,
        "mirror": false, "size": 42, "default_branch": "main", "archived": false,
        "url": format!("{ROOT}/api/v1/repos/{}", project.name),
        "html_url": format!("{ROOT}/{}", project.name), "internal": false,
        "permissions": { "admin": false, "push": true, "pull": true }, "has_issues": true,
        "object_format_name": "sha1", "topics": [], "created_at": "2025-01-02T03:04:05Z",
    })
}

pub(super) fn state(state: ChangeState) -> &'static str {
    match state {
        ChangeState::Open => "open",
        ChangeState::Merged | ChangeState::Closed => "closed",
    }
}

pub(super) fn pull(world: &State, change: &Change) -> Value {
    let project = &world.projects[0];
    let page = format!("{ROOT}/{}/pulls/{}", project.name, change.number);
    let merged = change.state == ChangeState::Merged;
    let mut answer = json!({
        "id": 9000 + change.number, "number": change.number, "url": page, "html_url": page,
        "user": user(world, &change.author), "title": change.title, "body": change.body, "labels": [],
        "requested_reviewers": [],
        "state": state(change.state), "draft": change.draft, "is_locked": false,
        "comments": change.comments.len(), "mergeable": true, "merged": merged,
        "merge_base": change.base,
        "base": {
            "label": change.base_branch, "ref": change.base_branch, "sha": change.base,
            "repo_id": project.id, "repo": repository(world),
        },
        "head": {
            "label": change.head_branch, "ref": change.head_branch, "sha": change.head,
            "repo_id": project.id,
        },
        "created_at": json_date(change.created),
        "updated_at": json_date(change.created), "pin_order": 0,
    });
    if merged {
        answer["merged_at"] = json!(json_date(change.created));
    }
    answer
}

pub(super) fn comment(state: &State, change: &Change, comment: &Comment) -> Value {
    let page = format!("{ROOT}/{}/pulls/{}", state.projects[0].name, change.number);
    json!({
        "id": comment.id, "html_url": format!("{page}#issuecomment-{}", comment.id),
        "pull_request_url": page, "user": user(state, &comment.author),
        "original_author": "", "original_author_id": 0, "body": comment.body, "assets": [],
        "created_at": json_date(comment.created), "updated_at": json_date(comment.created),
    })
}

pub(super) fn status(state: &State, status: &Status) -> Value {
    json!({
        "id": status.id, "status": status.state, "target_url": status.page.clone().unwrap_or_default(),
        "description": status.description, "context": status.context,
        "url": format!("{ROOT}/api/v1/repos/{}/statuses/{}", state.projects[0].name, status.commit),
        "creator": user(state, &status.author), "created_at": json_date(state.now),
        "updated_at": json_date(state.now),
    })
}

/// What stands on a commit; null without a status.
pub(super) fn combined_status(state: &State, commit: &str, statuses: &[Status]) -> Value {
    let Some(first) = statuses.first() else { return Value::Null };
    let url = format!("{ROOT}/api/v1/repos/{}/commits/{commit}", state.projects[0].name);
    let written: Vec<Value> = statuses.iter().map(|one| status(state, one)).collect();
    json!({
        "state": first.state, "sha": commit, "total_count": written.len(), "statuses": written,
        "repository": repository(state), "commit_url": url, "url": format!("{url}/status"),
    })
}

pub(super) fn issue(state: &State, issue: &Issue) -> Value {
    let page = format!("{ROOT}/{}/issues/{}", state.projects[0].name, issue.number);
    json!({
        "id": 5000 + issue.number, "url": page, "html_url": page, "number": issue.number,
        "user": user(state, &issue.author), "original_author": "", "original_author_id": 0,
        "title": issue.title, "body": issue.body, "ref": "", "assets": [], "labels": [],
        "state": if issue.open { "open" } else { "closed" }, "is_locked": false, "comments": 0,
        "created_at": json_date(issue.created), "updated_at": json_date(issue.created),
        "pin_order": 0,
    })
}

pub(super) fn pull_as_issue(state: &State, change: &Change) -> Value {
    let stand_in = Issue {
        number: change.number,
        title: change.title.clone(),
        body: change.body.clone(),
        author: change.author.clone(),
        open: change.state == ChangeState::Open,
        created: change.created,
    };
    let mut answer = issue(state, &stand_in);
    answer["pull_request"] = json!({ "merged": change.state == ChangeState::Merged });
    answer
}
