//! How GitLab writes what the fake knows, as far as a client may look at it.

use serde_json::{Value, json};

use super::state::{Change, ChangeState, Comment, Issue, State, Status, json_date};

pub(super) fn user(state: &State, login: &str) -> Value {
    let id = state.account(login).map_or(0, |account| account.id);
    json!({
        "id": id, "username": login, "public_email": null, "name": format!("Name of {login}"),
        "state": "active", "locked": false, "avatar_url": null,
        "web_url": format!("{}/{login}", state.address),
    })
}

pub(super) fn project(state: &State) -> Value {
    let project = &state.projects[0];
    json!({
        "id": project.id, "name": project.name.rsplit('/').next(), "path_with_namespace": project.name,
        "default_branch": "main", "visibility": project.visibility,
        "permissions": { "project_access": { "access_level": 20 }, "group_access": null },
        "web_url": format!("{}/{}", state.address, project.name),
    })
}

pub(super) fn state(state: ChangeState) -> &'static str {
    match state {
        ChangeState::Open => "opened",
        ChangeState::Merged => "merged",
        ChangeState::Closed => "closed",
    }
}

pub(super) fn merge_request(world: &State, change: &Change) -> Value {
    let project = &world.projects[0];
    let fork = change.head_owner != project.name.split('/').next().unwrap_or_default();
    // Of a branch without commits GitLab has no head to tell.
    let sha = (!change.head.is_empty()).then_some(&change.head);
    json!({
        "id": 9000 + change.number, "iid": change.number, "project_id": project.id,
        "title": change.title, "description": change.body, "state": state(change.state),
        "created_at": json_date(change.created), "target_branch": change.base_branch,
        "source_branch": change.head_branch, "author": user(world, &change.author),
        "source_project_id": if fork { 99 } else { project.id }, "target_project_id": project.id,
        "draft": change.draft, "work_in_progress": change.draft, "sha": sha,
        "web_url": format!("{}/{}/-/merge_requests/{}", world.address, project.name, change.number),
    })
}

pub(super) fn note(state: &State, change: &Change, comment: &Comment) -> Value {
    json!({
        "id": comment.id, "type": null, "body": comment.body, "author": user(state, &comment.author),
        "created_at": json_date(comment.created), "updated_at": json_date(comment.created),
        "system": comment.system, "noteable_id": 9000 + change.number, "noteable_type": "MergeRequest",
        "noteable_iid": change.number, "resolvable": false, "confidential": false, "internal": false,
    })
}

pub(super) fn status(state: &State, status: &Status) -> Value {
    json!({
        "id": status.id, "sha": status.commit, "ref": "main", "status": status.state,
        "name": status.context, "target_url": status.page, "description": status.description,
        "author": user(state, &status.author), "allow_failure": false,
    })
}

pub(super) fn issue(state: &State, issue: &Issue) -> Value {
    let text = (!issue.body.is_empty()).then_some(&issue.body);
    json!({
        "id": 5000 + issue.number, "iid": issue.number, "title": issue.title, "description": text,
        "state": if issue.open { "opened" } else { "closed" }, "author": user(state, &issue.author),
        "created_at": json_date(issue.created),
        "web_url": format!("{}/{}/-/issues/{}", state.address, state.projects[0].name, issue.number),
    })
}
