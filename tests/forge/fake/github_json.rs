//! GitHub's JSON, with every field that its published description (`@octokit/openapi`) requires.

use serde_json::{Map, Value, json};

use super::state::{Change, ChangeState, Comment, Issue, Project, State, Status, json_date};

/// The addresses of a user below its own.
const USER_URLS: [&str; 9] = [
    "events",
    "followers",
    "following",
    "gists",
    "organizations",
    "received_events",
    "repos",
    "starred",
    "subscriptions",
];

/// The addresses of a repository below its own.
const REPOSITORY_URLS: [&str; 36] = [
    "archive",
    "assignees",
    "blobs",
    "branches",
    "collaborators",
    "comments",
    "commits",
    "compare",
    "contents",
    "contributors",
    "deployments",
    "downloads",
    "events",
    "forks",
    "git_commits",
    "git_refs",
    "git_tags",
    "hooks",
    "issue_comment",
    "issue_events",
    "issues",
    "keys",
    "labels",
    "languages",
    "merges",
    "milestones",
    "notifications",
    "pulls",
    "releases",
    "stargazers",
    "statuses",
    "subscribers",
    "subscription",
    "tags",
    "teams",
    "trees",
];

fn api(state: &State) -> String {
    format!("{}{}", state.address, state.prefix)
}

/// A user; null where the account is gone. Apps have `[bot]` and the type `Bot`.
pub(super) fn user(state: &State, login: &str) -> Value {
    let Some(account) = state.account(login) else { return Value::Null };
    let url = format!("{}/users/{login}", api(state));
    let mut user = Map::new();
    for name in USER_URLS {
        user.insert(format!("{name}_url"), json!(format!("{url}/{name}")));
    }
    user.insert("login".into(), json!(login));
    user.insert("id".into(), json!(account.id));
    user.insert("node_id".into(), json!(format!("U_{}", account.id)));
    user.insert("avatar_url".into(), json!(format!("{}/avatars/{}", state.address, account.id)));
    user.insert("gravatar_id".into(), json!(""));
    user.insert("html_url".into(), json!(format!("{}/{login}", state.address)));
    user.insert("url".into(), json!(url));
    user.insert("type".into(), json!(if account.bot { "Bot" } else { "User" }));
    user.insert("site_admin".into(), json!(false));
    Value::Object(user)
}

/// A repository; `owner/learning` with another owner is a fork of the project.
pub(super) fn repository(state: &State, project: &Project, owner: &str) -> Value {
    let name = project.name.split_once('/').unwrap().1;
    let full_name = format!("{owner}/{name}");
    let url = format!("{}/repos/{full_name}", api(state));
    let page = format!("{}/{full_name}", state.address);
    let fork = full_name != project.name;
    let mut repository = Map::new();
    for name in REPOSITORY_URLS {
        repository.insert(format!("{name}_url"), json!(format!("{url}/{name}")));
    }
    for name in ["clone", "git", "ssh", "svn", "html"] {
        repository.insert(format!("{name}_url"), json!(page));
    }
    let counts = [
        "forks",
        "forks_count",
        "open_issues",
        "open_issues_count",
        "stargazers_count",
        "watchers",
        "watchers_count",
        "size",
        "network_count",
        "subscribers_count",
    ];
    for name in counts {
        repository.insert(name.into(), json!(0));
    }
    for name in ["has_downloads", "has_issues", "has_projects", "has_wiki", "has_pages", "has_discussions"] {
        repository.insert(name.into(), json!(name == "has_issues"));
    }
    for name in ["description", "homepage", "language", "license", "mirror_url"] {
        repository.insert(name.into(), Value::Null);
    }
    for name in ["created_at", "updated_at", "pushed_at"] {
        repository.insert(name.into(), json!(json_date(state.now)));
    }
    let id = if fork { project.id + 1000 } else { project.id };
    repository.insert("id".into(), json!(id));
    repository.insert("node_id".into(), json!(format!("R_{id}")));
    repository.insert("name".into(), json!(name));
    repository.insert("full_name".into(), json!(full_name));
    repository.insert("owner".into(), user(state, owner));
    repository.insert("private".into(), json!(project.visibility != "public"));
    repository.insert("visibility".into(), json!(project.visibility));
    repository.insert("fork".into(), json!(fork));
    repository.insert("url".into(), json!(url));
    repository.insert("default_branch".into(), json!("main"));
    repository.insert("permissions".into(), json!({"admin": false, "push": true, "pull": true}));
    repository.insert("archived".into(), json!(false));
    repository.insert("disabled".into(), json!(false));
    Value::Object(repository)
}

/// A pull request; `whole` as it is given alone, otherwise as in a list.
pub(super) fn pull(state: &State, project: &Project, change: &Change, whole: bool) -> Value {
    let owner = project.name.split_once('/').unwrap().0;
    let url = format!("{}/repos/{}", api(state), project.name);
    let (own, issue) = (format!("{url}/pulls/{}", change.number), format!("{url}/issues/{}", change.number));
    let page = format!("{}/{}/pull/{}", state.address, project.name, change.number);
    let (open, merged) = (change.state == ChangeState::Open, change.state == ChangeState::Merged);
    let ended = (!open).then(|| json_date(state.now));
    let statuses = format!("{url}/statuses/{}", change.head);
    let side = |owner: &str, branch: &str, sha: &str| {
        json!({
            "label": format!("{owner}:{branch}"),
            "ref": branch,
            "sha": sha,
            "user": user(state, owner),
            "repo": repository(state, project, owner),
        })
    };
    let mut pull = json!({
        "url": own,
        "id": change.number + 50_000,
        "node_id": format!("PR_{}", change.number),
        "html_url": page,
        "diff_url": format!("{page}.diff"),
        "patch_url": format!("{page}.patch"),
        "issue_url": issue,
        "number": change.number,
        "state": if open { "open" } else { "closed" },
        "locked": false,
        "title": change.title,
        "user": user(state, &change.author),
        "body": change.body,
        "created_at": json_date(change.created),
        "updated_at": json_date(state.now),
        "closed_at": ended,
        "merged_at": ended.filter(|_| merged),
        "merge_commit_sha": null,
        "assignee": null,
        "labels": [],
        "milestone": null,
        "draft": change.draft,
        "commits_url": format!("{own}/commits"),
        "review_comments_url": format!("{own}/comments"),
        "review_comment_url": format!("{url}/pulls/comments{{/number}}"),
        "comments_url": format!("{issue}/comments"),
        "statuses_url": statuses,
        "head": side(&change.head_owner, &change.head_branch, &change.head),
        "base": side(owner, &change.base_branch, &change.base),
        "_links": {
            "self": { "href": own },
            "html": { "href": page },
            "issue": { "href": issue },
            "comments": { "href": format!("{issue}/comments") },
            "review_comments": { "href": format!("{own}/comments") },
            "review_comment": { "href": format!("{url}/pulls/comments{{/number}}") },
            "commits": { "href": format!("{own}/commits") },
            "statuses": { "href": statuses },
        },
        "author_association": "CONTRIBUTOR",
        "auto_merge": null,
    });
    if whole {
        let more = json!({
            "merged": merged, "mergeable": true, "mergeable_state": "clean", "merged_by": null,
            "comments": change.comments.len(), "review_comments": 0, "maintainer_can_modify": false,
            "commits": 1, "additions": 1, "deletions": 0, "changed_files": 1,
        });
        pull.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    }
    pull
}

/// A comment on an issue or pull request.
pub(super) fn comment(state: &State, project: &Project, number: u64, comment: &Comment) -> Value {
    let url = format!("{}/repos/{}/issues", api(state), project.name);
    let page = format!("{}/{}/pull/{number}#issuecomment-{}", state.address, project.name, comment.id);
    json!({
        "id": comment.id,
        "node_id": format!("IC_{}", comment.id),
        "url": format!("{url}/comments/{}", comment.id),
        "html_url": page,
        "issue_url": format!("{url}/{number}"),
        "user": user(state, &comment.author),
        "body": comment.body,
        "created_at": json_date(comment.created),
        "updated_at": json_date(state.now),
        "author_association": "NONE",
    })
}

/// An issue.
pub(super) fn issue(state: &State, project: &Project, issue: &Issue) -> Value {
    let repository = format!("{}/repos/{}", api(state), project.name);
    let url = format!("{repository}/issues/{}", issue.number);
    json!({
        "id": issue.number + 90_000,
        "node_id": format!("I_{}", issue.number),
        "url": url,
        "repository_url": repository,
        "labels_url": format!("{url}/labels"),
        "comments_url": format!("{url}/comments"),
        "events_url": format!("{url}/events"),
        "html_url": format!("{}/{}/issues/{}", state.address, project.name, issue.number),
        "number": issue.number,
        "title": issue.title,
        "body": issue.body,
        "user": user(state, &issue.author),
        "labels": [],
        "state": if issue.open { "open" } else { "closed" },
        "locked": false,
        "assignee": null,
        "milestone": null,
        "comments": 0,
        "created_at": json_date(issue.created),
        "updated_at": json_date(state.now),
        "closed_at": (!issue.open).then(|| json_date(state.now)),
        "author_association": "NONE",
    })
}

/// A pull request among issues.
pub(super) fn pull_as_issue(state: &State, project: &Project, change: &Change) -> Value {
    let as_issue = Issue {
        number: change.number,
        title: change.title.clone(),
        body: change.body.clone(),
        author: change.author.clone(),
        open: change.state == ChangeState::Open,
        created: change.created,
    };
    let mut value = issue(state, project, &as_issue);
    let own = format!("{}/repos/{}/pulls/{}", api(state), project.name, change.number);
    let page = format!("{}/{}/pull/{}", state.address, project.name, change.number);
    value["pull_request"] = json!({
        "url": own, "html_url": page, "diff_url": format!("{page}.diff"),
        "patch_url": format!("{page}.patch"), "merged_at": null,
    });
    value
}

/// What stands on a commit, with a page of its newest statuses.
pub(super) fn combined_status(
    state: &State,
    project: &Project,
    commit: &str,
    newest: &[Status],
    page: &Value,
) -> Value {
    let url = format!("{}/repos/{}/commits/{commit}", api(state), project.name);
    let combined = match newest {
        _ if newest.iter().any(|one| ["error", "failure"].contains(&one.state.as_str())) => "failure",
        [] => "pending",
        _ if newest.iter().any(|one| one.state == "pending") => "pending",
        _ => "success",
    };
    json!({
        "state": combined, "sha": commit, "total_count": newest.len(), "statuses": page,
        "repository": repository(state, project, project.name.split_once('/').unwrap().0),
        "commit_url": url, "url": format!("{url}/status"),
    })
}

/// A status of a commit.
pub(super) fn status(state: &State, project: &Project, status: &Status) -> Value {
    let mut value = simple_status(state, project, status);
    value["creator"] = user(state, &status.author);
    value
}

/// A status of a commit, without who set it.
pub(super) fn simple_status(state: &State, project: &Project, status: &Status) -> Value {
    json!({
        "id": status.id,
        "node_id": format!("S_{}", status.id),
        "url": format!("{}/repos/{}/statuses/{}", api(state), project.name, status.commit),
        "avatar_url": null,
        "state": status.state,
        "description": status.description,
        "target_url": status.page,
        "context": status.context,
        "created_at": json_date(state.now),
        "updated_at": json_date(state.now),
    })
}
