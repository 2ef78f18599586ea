//! GitLab's routes of the fake: what its version 4 answers, with the ways that are its own: lists of
//! 20 unless asked, newest first, notes that it writes itself, projects that it hides, quick actions
//! that it obeys, statuses that it does not set to pending twice.

use serde_json::{Value, json};

use super::gitlab_json;
use super::state::{Access, Change, ChangeState, Issue, State, Status, Token};
use super::strict::unknown;
use super::wire::{Reply, Request};

/// The most characters of a note.
const NOTE_LIMIT: usize = 1_000_000;
/// What the tokens of jobs begin with. They are no private tokens.
const JOB_TOKEN: &str = "glcbt-";

/// Answers a request.
pub(super) fn route(request: &Request, state: &mut State) -> Reply {
    let Some(parts) = request.parts(state.prefix) else { return said(404, "404 Not Found") };
    let given = request.header("private-token").unwrap_or_default();
    let token = state.tokens.iter().find(|token| token.value == given && !given.starts_with(JOB_TOKEN));
    let Some(token) = token.cloned() else { return said(401, "401 Unauthorized") };
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let method = request.method.as_str();
    match (method, parts.as_slice()) {
        ("GET", ["user"]) => Reply::json(200, &gitlab_json::user(state, &token.login)),
        ("GET", ["personal_access_tokens", "self"]) => match state.scopes {
            Some(scopes) => Reply::json(200, &json!({"scopes": scopes.split(", ").collect::<Vec<_>>()})),
            None => said(401, "401 Unauthorized"),
        },
        (_, ["projects", name, rest @ ..]) => {
            let project = state.project();
            let named = project.name.eq_ignore_ascii_case(name) || project.id.to_string() == *name;
            let member = token.may.changes > Access::None || token.may.contents > Access::None;
            if !named || (project.visibility == "private" && !member) {
                return said(404, "404 Project Not Found");
            }
            in_project(request, method, rest, &token, state)
        }
        _ => said(404, "404 Not Found"),
    }
}

fn in_project(request: &Request, method: &str, parts: &[&str], token: &Token, state: &mut State) -> Reply {
    let may = match parts {
        ["statuses", ..] => token.may.statuses,
        ["issues", ..] => token.may.issues,
        _ => token.may.changes,
    };
    if method != "GET" && may < Access::Write {
        return Reply::json(
            403,
            &json!({
                "error": "insufficient_scope",
                "error_description": "The request requires higher privileges than provided by the access token.",
                "scope": "api",
            }),
        );
    }
    let (parameters, fields): (&[&str], &[&str]) = match (method, parts) {
        ("GET", ["merge_requests"]) => (&["state", "scope", "order_by", "sort", "per_page", "page"], &[]),
        ("GET", ["issues"]) => {
            (&["state", "scope", "order_by", "sort", "per_page", "page", "author_username"], &[])
        }
        ("GET", ["merge_requests", _, "notes"]) => (&["order_by", "sort", "per_page", "page"], &[]),
        ("POST" | "PUT", ["merge_requests", ..]) => (&[], &["body"]),
        ("POST", ["issues"]) => (&[], &["title", "description"]),
        ("PUT", ["issues", _]) => (&[], &["title", "description", "state_event"]),
        ("GET", ["repository", "commits", _, "statuses"]) => (&["name", "per_page", "page"], &[]),
        ("POST", ["statuses", _]) => (&[], &["state", "name", "description", "target_url"]),
        _ => (&[], &[]),
    };
    if let Some(unknown) = unknown(request, parameters, fields) {
        return Reply::json(400, &json!({ "error": unknown }));
    }
    match (method, parts) {
        ("GET", []) => Reply::json(200, &gitlab_json::project(state)),
        ("GET", ["merge_requests"]) => merge_requests(request, state),
        ("GET" | "POST" | "PUT" | "DELETE", ["merge_requests", number, rest @ ..]) => {
            let found = state.project().changes.iter().find(|change| change.number.to_string() == *number);
            let Some(change) = found.cloned() else { return said(404, "404 Not found") };
            match (method, rest) {
                ("GET", []) => Reply::json(200, &gitlab_json::merge_request(state, &change)),
                (_, ["notes", rest @ ..]) => notes(request, method, rest, &change, token, state),
                _ => said(404, "404 Not Found"),
            }
        }
        ("GET", ["repository", "commits", commit, "statuses"]) => statuses(request, commit, state),
        ("POST", ["statuses", commit]) => set_status(request, commit, token, state),
        ("GET", ["issues"]) => issues(request, state),
        ("POST", ["issues"]) => create_issue(request, token, state),
        ("PUT", ["issues", number]) => update_issue(request, number, state),
        _ => said(404, "404 Not Found"),
    }
}

fn merge_requests(request: &Request, state: &mut State) -> Reply {
    let wanted = request.parameter("state").unwrap_or_else(|| "all".to_owned());
    let mut found: Vec<Change> = state.project().changes.clone();
    found.retain(|change| wanted == "all" || gitlab_json::state(change.state) == wanted);
    found.sort_by_key(|change| change.created);
    let found: Vec<Value> = found.iter().map(|change| gitlab_json::merge_request(state, change)).collect();
    page(request, state, found)
}

fn notes(
    request: &Request,
    method: &str,
    parts: &[&str],
    change: &Change,
    token: &Token,
    state: &mut State,
) -> Reply {
    let body = request.json().and_then(|body| body.get("body")?.as_str().map(str::to_owned));
    match (method, parts) {
        ("GET", []) => {
            let mut found = change.comments.clone();
            found.sort_by_key(|comment| (comment.created, comment.id));
            let found = found.iter().map(|comment| gitlab_json::note(state, change, comment)).collect();
            page(request, state, found)
        }
        ("POST", []) => match checked(body) {
            Err(refusal) => refusal,
            Ok(body) => {
                obey(&body, change.number, state);
                let id = state.say(change.number, &token.login, &body);
                let comment = state.change(change.number).comments.iter().find(|one| one.id == id).cloned();
                Reply::json(201, &gitlab_json::note(state, change, &comment.unwrap()))
            }
        },
        ("PUT" | "DELETE", [id]) => {
            let found = change.comments.iter().find(|one| one.id.to_string() == *id && !one.system);
            let Some(comment) = found else { return said(404, "404 Not found") };
            // A maintainer could; the account of a project access token with another role cannot.
            if comment.author != token.login {
                return said(403, "403 Forbidden");
            }
            let id = comment.id;
            if method == "DELETE" {
                state.change(change.number).comments.retain(|one| one.id != id);
                return Reply::empty(204);
            }
            match checked(body) {
                Err(refusal) => refusal,
                Ok(body) => {
                    obey(&body, change.number, state);
                    let kept =
                        state.change(change.number).comments.iter_mut().find(|one| one.id == id).unwrap();
                    kept.body = body;
                    let kept = kept.clone();
                    Reply::json(200, &gitlab_json::note(state, change, &kept))
                }
            }
        }
        _ => said(404, "404 Not Found"),
    }
}

fn checked(body: Option<String>) -> Result<String, Reply> {
    match body {
        None => Err(Reply::json(400, &json!({ "error": "body is missing" }))),
        Some(body) if body.is_empty() => Err(Reply::json(400, &json!({ "error": "body is empty" }))),
        Some(body) if body.chars().count() > NOTE_LIMIT => Err(Reply::json(
            400,
            &json!({ "message": { "note": ["is too long (maximum is 1000000 characters)"] } }),
        )),
        Some(body) => Ok(body),
    }
}

/// Runs the quick actions in a text, as far as the fake knows them: `/close` and `/merge`. GitLab
/// drops every CR first.
fn obey(text: &str, number: u64, state: &mut State) {
    for line in text.replace('\r', "").split('\n') {
        match line.trim_end() {
            "/close" => state.change(number).state = ChangeState::Closed,
            "/merge" => state.change(number).state = ChangeState::Merged,
            _ => {}
        }
    }
}

/// The newest of each name. A fork's commit is here through its merge request, and has none.
fn statuses(request: &Request, commit: &str, state: &mut State) -> Reply {
    let project = state.project();
    if !project.changes.iter().any(|change| change.head == commit) {
        return said(404, "404 Commit Not Found");
    }
    let mut newest = project.newest_statuses(commit);
    let name = request.parameter("name");
    newest.retain(|status| name.as_ref().is_none_or(|name| *name == status.context));
    let found = newest.iter().map(|status| gitlab_json::status(state, status)).collect();
    page(request, state, found)
}

fn set_status(request: &Request, commit: &str, token: &Token, state: &mut State) -> Reply {
    let body = request.json().unwrap_or_default();
    let text = |name: &str| body.get(name).and_then(Value::as_str).map(str::to_owned);
    let wanted = text("state").unwrap_or_default();
    if !["pending", "running", "success", "failed", "canceled", "skipped"].contains(&wanted.as_str()) {
        return Reply::json(400, &json!({ "error": "state does not have a valid value" }));
    }
    let project = state.project();
    let Some(change) = project.changes.iter().find(|change| change.head == commit) else {
        return said(404, "404 Commit Not Found");
    };
    // The commit of a fork is on no branch of the project.
    if change.head_owner != project.name.split('/').next().unwrap_or_default() {
        return said(404, "404 References for commit Not Found");
    }
    let context = text("name").unwrap_or_else(|| "default".to_owned());
    let waiting =
        project.statuses.iter_mut().rev().find(|one| one.commit == commit && one.context == context);
    let waiting = waiting.filter(|one| ["pending", "running"].contains(&one.state.as_str()));
    if let Some(current) = &waiting
        && wanted == "pending"
    {
        let from = &current.state;
        let words = format!(
            "Cannot transition status via :enqueue from :{from} (Reason(s): Status cannot transition via \"enqueue\")"
        );
        return said(400, &words);
    }
    let status = Status {
        id: waiting.as_ref().map_or(0, |one| one.id),
        commit: commit.to_owned(),
        context,
        state: wanted,
        description: text("description").unwrap_or_default(),
        page: text("target_url"),
        author: token.login.clone(),
    };
    // A status that waits is changed; one that is decided stays, and a new one is set beside it.
    if let Some(waiting) = waiting {
        *waiting = status.clone();
    } else {
        let id = state.new_id();
        state.project().statuses.push(Status { id, ..status.clone() });
    }
    Reply::json(201, &gitlab_json::status(state, &status))
}

fn issues(request: &Request, state: &mut State) -> Reply {
    let author = request.parameter("author_username");
    let wanted = request.parameter("state").unwrap_or_else(|| "all".to_owned());
    let mut found: Vec<Issue> = state.project().issues.clone();
    found.retain(|issue| author.as_ref().is_none_or(|author| issue.author.eq_ignore_ascii_case(author)));
    found.retain(|issue| wanted == "all" || (wanted == "opened") == issue.open);
    found.sort_by_key(|issue| (issue.created, issue.number));
    let found: Vec<Value> = found.iter().map(|issue| gitlab_json::issue(state, issue)).collect();
    page(request, state, found)
}

fn create_issue(request: &Request, token: &Token, state: &mut State) -> Reply {
    let body = request.json().unwrap_or_default();
    let text = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or_default();
    if text("title").is_empty() {
        return Reply::json(400, &json!({ "error": "title is missing, title is empty" }));
    }
    let number = state.report(&token.login, text("title"), text("description"));
    let issue = state.project().issues.iter().find(|issue| issue.number == number).unwrap().clone();
    Reply::json(201, &gitlab_json::issue(state, &issue))
}

fn update_issue(request: &Request, number: &str, state: &mut State) -> Reply {
    let body = request.json().unwrap_or_default();
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    let found = state.project().issues.iter_mut().find(|issue| issue.number.to_string() == number);
    let Some(issue) = found else { return said(404, "404 Not found") };
    issue.title = text("title").unwrap_or(&issue.title).to_owned();
    issue.body = text("description").unwrap_or(&issue.body).to_owned();
    issue.open = match text("state_event") {
        Some("close") => false,
        Some("reopen") => true,
        Some(_) => return Reply::json(400, &json!({ "error": "state_event does not have a valid value" })),
        None => issue.open,
    };
    let issue = issue.clone();
    Reply::json(200, &gitlab_json::issue(state, &issue))
}

/// A page of a list that is given oldest first, turned round unless `sort=asc` was asked for.
fn page(request: &Request, state: &State, mut items: Vec<Value>) -> Reply {
    if request.parameter("sort").as_deref() != Some("asc") {
        items.reverse();
    }
    let number = |name: &str| request.parameter(name).and_then(|value| value.parse::<usize>().ok());
    let size = number("per_page").unwrap_or(20).clamp(1, 100);
    let page = number("page").unwrap_or(1).max(1);
    let (from, to) = (((page - 1) * size).min(items.len()), (page * size).min(items.len()));
    let reply = Reply::json(200, &Value::from(items[from..to].to_vec()));
    if to == items.len() {
        return reply.with("x-next-page", "");
    }
    let path = request.target.split('?').next().unwrap_or_default();
    let query: Vec<String> = request
        .target
        .split_once('?')
        .map_or("", |(_, query)| query)
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("page="))
        .map(str::to_owned)
        .chain([format!("page={}", page + 1)])
        .collect();
    let link = format!("<{}{path}?{}>; rel=\"next\"", state.address, query.join("&"));
    reply.with("link", &link).with("x-next-page", &(page + 1).to_string())
}

fn said(status: u16, message: &str) -> Reply {
    Reply::json(status, &json!({ "message": message }))
}
