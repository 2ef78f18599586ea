//! Forgejo's routes of the fake: GitHub's paths below `/api/v1`, with the ways that are its own: the
//! comments of a change in one piece, 50 entries a page at most, refusals without a word, accounts
//! that cannot be looked for.

use serde_json::{Value, json};

use super::forgejo_json;
use super::state::{Access, Change, Issue, State, Status, Token};
use super::strict::unknown;
use super::wire::{Reply, Request};

/// The most entries of a page, unless somebody set it.
const MOST: usize = 50;

/// Answers a request.
pub(super) fn route(request: &Request, state: &mut State) -> Reply {
    let Some(parts) = request.parts(state.prefix) else { return not_found(state) };
    let given = request.header("authorization").and_then(|value| value.strip_prefix("token "));
    let token = state.tokens.iter().find(|token| Some(token.value.as_str()) == given).cloned();
    let Some(token) = token else { return said(401, "invalid username, password or token", state) };
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    match (request.method.as_str(), parts.as_slice()) {
        ("GET", ["user"]) => Reply::json(200, &forgejo_json::user(state, &token.login)),
        (_, ["repos", owner, name, rest @ ..]) => {
            let project = state.project();
            let named = project.name.eq_ignore_ascii_case(&format!("{owner}/{name}"));
            let member = token.may.changes > Access::None || token.may.contents > Access::None;
            if !named || (project.visibility == "private" && !member) {
                return not_found(state);
            }
            in_repository(request, rest, &token, state)
        }
        _ => not_found(state),
    }
}

fn in_repository(request: &Request, parts: &[&str], token: &Token, state: &mut State) -> Reply {
    let method = request.method.as_str();
    let (may, scope) = match parts {
        ["statuses", ..] => (token.may.statuses, "write:repository"),
        ["issues", "comments", ..] | ["issues", _, "comments"] => (token.may.changes, "write:issue"),
        ["issues", ..] => (token.may.issues, "write:issue"),
        _ => (token.may.changes, "write:repository"),
    };
    if method != "GET" && may < Access::Write {
        let words = format!("token does not have at least one of required scope(s): [{scope}]");
        return said(403, &words, state);
    }
    let (parameters, fields): (&[&str], &[&str]) = match (method, parts) {
        ("GET", ["pulls"]) => (&["state", "sort", "limit", "page"], &[]),
        ("GET", ["issues"]) => (&["state", "type", "created_by", "limit", "page"], &[]),
        ("POST", ["issues"]) => (&[], &["title", "body"]),
        ("PATCH", ["issues", _]) => (&[], &["title", "body", "state"]),
        ("POST" | "PATCH", ["issues", ..]) => (&[], &["body"]),
        ("GET", ["commits", _, "status"]) => (&["limit", "page"], &[]),
        ("POST", ["statuses", _]) => (&[], &["state", "context", "description", "target_url"]),
        _ => (&[], &[]),
    };
    if let Some(unknown) = unknown(request, parameters, fields) {
        return said(422, &unknown, state);
    }
    match (method, parts) {
        ("GET", []) => Reply::json(200, &forgejo_json::repository(state)),
        ("GET", ["pulls"]) => pulls(request, state),
        ("GET", ["pulls", number]) => {
            let found = state.project().changes.iter().find(|change| change.number.to_string() == *number);
            match found.cloned() {
                Some(change) => Reply::json(200, &forgejo_json::pull(state, &change)),
                None => not_found(state),
            }
        }
        ("GET" | "POST", ["issues", number, "comments"]) => comments(request, number, token, state),
        ("PATCH" | "DELETE", ["issues", "comments", id]) => comment(request, id, token, state),
        ("GET", ["commits", commit, "status"]) => combined_status(request, commit, state),
        ("POST", ["statuses", commit]) => set_status(request, commit, token, state),
        ("GET", ["issues"]) => issues(request, state),
        ("POST", ["issues"]) => create_issue(request, token, state),
        ("PATCH", ["issues", number]) => update_issue(request, number, state),
        _ => not_found(state),
    }
}

fn pulls(request: &Request, state: &mut State) -> Reply {
    let mut found: Vec<Change> = state.project().changes.clone();
    let wanted = request.parameter("state").unwrap_or_else(|| "open".to_owned());
    found.retain(|change| wanted == "all" || forgejo_json::state(change.state) == wanted);
    found.sort_by_key(|change| (change.created, change.number));
    if request.parameter("sort").as_deref() != Some("oldest") {
        found.reverse();
    }
    let found = found.iter().map(|change| forgejo_json::pull(state, change)).collect();
    page(request, state, found)
}

fn comments(request: &Request, number: &str, token: &Token, state: &mut State) -> Reply {
    let found = state.project().changes.iter().find(|change| change.number.to_string() == number);
    let Some(change) = found.cloned() else { return not_found(state) };
    if request.method == "GET" {
        // What the forge writes itself is in the timeline, not here.
        let kept = change.comments.iter().filter(|comment| !comment.system);
        let found: Vec<Value> = kept.map(|one| forgejo_json::comment(state, &change, one)).collect();
        return Reply::json(200, &Value::from(found));
    }
    let body = request.json().unwrap_or_default();
    let Some(body) = body.get("body").and_then(Value::as_str).filter(|body| !body.is_empty()) else {
        return said(422, "[Body]: Required", state);
    };
    let id = state.say(change.number, &token.login, body);
    let comment = state.change(change.number).comments.iter().find(|one| one.id == id).unwrap().clone();
    Reply::json(201, &forgejo_json::comment(state, &change, &comment))
}

fn comment(request: &Request, id: &str, token: &Token, state: &mut State) -> Reply {
    let holds = |change: &Change| change.comments.iter().any(|comment| comment.id.to_string() == id);
    let Some(number) =
        state.project().changes.iter().find(|change| holds(change)).map(|change| change.number)
    else {
        return said(404, &format!("comment does not exist [id: {id}, issue_id: 0]"), state);
    };
    let change = state.change(number);
    let place = change.comments.iter().position(|comment| comment.id.to_string() == id).unwrap();
    if change.comments[place].author != token.login {
        // Forgejo gives no reason.
        return Reply::empty(403);
    }
    if request.method == "DELETE" {
        change.comments.remove(place);
        return Reply::empty(204);
    }
    let body = request.json().unwrap_or_default();
    change.comments[place].body = body.get("body").and_then(Value::as_str).unwrap_or_default().to_owned();
    let change = change.clone();
    Reply::json(200, &forgejo_json::comment(state, &change, &change.comments[place]))
}

/// A page of the newest statuses of each name, without a link to the next one; null where it is empty.
fn combined_status(request: &Request, commit: &str, state: &mut State) -> Reply {
    let project = state.project();
    if !project.changes.iter().any(|change| change.head == commit) {
        return not_found(state);
    }
    let newest = project.newest_statuses(commit);
    let (from, to) = bounds(request, newest.len());
    let answer = forgejo_json::combined_status(state, commit, &newest[from..to]);
    Reply::json(200, &answer)
}

fn set_status(request: &Request, commit: &str, token: &Token, state: &mut State) -> Reply {
    let body = request.json().unwrap_or_default();
    let text = |name: &str| body.get(name).and_then(Value::as_str).map(str::to_owned);
    let wanted = text("state").unwrap_or_default();
    if !["pending", "success", "error", "failure", "warning", "skipped"].contains(&wanted.as_str()) {
        return said(400, "unknown state", state);
    }
    if !state.project().changes.iter().any(|change| change.head == commit) {
        return not_found(state);
    }
    let status = Status {
        id: state.new_id(),
        commit: commit.to_owned(),
        context: text("context").unwrap_or_else(|| "default".to_owned()),
        state: wanted,
        description: text("description").unwrap_or_default(),
        page: text("target_url"),
        author: token.login.clone(),
    };
    state.project().statuses.push(status.clone());
    Reply::json(201, &forgejo_json::status(state, &status))
}

fn issues(request: &Request, state: &mut State) -> Reply {
    let author = request.parameter("created_by");
    if let Some(author) = &author
        && state.account(author).is_none_or(|account| account.bot)
    {
        return said(404, &format!("user does not exist [uid: 0, name: {author}]"), state);
    }
    let mut found: Vec<Issue> = state.project().issues.clone();
    found.retain(|issue| issue.open);
    found.retain(|issue| author.as_ref().is_none_or(|author| issue.author.eq_ignore_ascii_case(author)));
    found.sort_by_key(|issue| std::cmp::Reverse(issue.number));
    let mut found: Vec<Value> = found.iter().map(|issue| forgejo_json::issue(state, issue)).collect();
    if request.parameter("type").as_deref() != Some("issues") {
        let pulls = state.projects[0].changes.clone();
        found.extend(pulls.iter().map(|change| forgejo_json::pull_as_issue(state, change)));
    }
    page(request, state, found)
}

fn create_issue(request: &Request, token: &Token, state: &mut State) -> Reply {
    let body = request.json().unwrap_or_default();
    let text = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or_default();
    if text("title").trim().is_empty() {
        return said(422, "[Title]: Required", state);
    }
    let number = state.report(&token.login, text("title"), text("body"));
    let issue = state.project().issues.iter().find(|issue| issue.number == number).unwrap().clone();
    Reply::json(201, &forgejo_json::issue(state, &issue))
}

fn update_issue(request: &Request, number: &str, state: &mut State) -> Reply {
    let body = request.json().unwrap_or_default();
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    let found = state.project().issues.iter_mut().find(|issue| issue.number.to_string() == number);
    let Some(issue) = found else { return not_found(state) };
    issue.title = text("title").unwrap_or(&issue.title).to_owned();
    issue.body = text("body").unwrap_or(&issue.body).to_owned();
    issue.open = text("state").map_or(issue.open, |state| state == "open");
    let issue = issue.clone();
    // 201, as the description has it.
    Reply::json(201, &forgejo_json::issue(state, &issue))
}

/// Where the page that is asked for begins and ends among so many entries.
fn bounds(request: &Request, entries: usize) -> (usize, usize) {
    let size = number(request, "limit").filter(|size| *size > 0).unwrap_or(30).min(MOST);
    let page = number(request, "page").unwrap_or(1).max(1);
    (((page - 1) * size).min(entries), (page * size).min(entries))
}

fn number(request: &Request, name: &str) -> Option<usize> {
    request.parameter(name).and_then(|value| value.parse().ok())
}

fn page(request: &Request, state: &State, items: Vec<Value>) -> Reply {
    let page = number(request, "page").unwrap_or(1).max(1);
    let (from, to) = bounds(request, items.len());
    let reply = Reply::json(200, &Value::from(items[from..to].to_vec()));
    let reply = reply.with("x-total-count", &items.len().to_string());
    if to == items.len() {
        return reply;
    }
    let path = request.target.split('?').next().unwrap_or_default();
    let query = request.target.split_once('?').map_or("", |(_, query)| query);
    let mut pairs: Vec<String> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("page="))
        .map(str::to_owned)
        .collect();
    pairs.push(format!("page={}", page + 1));
    reply.with("link", &format!("<{}{path}?{}>; rel=\"next\"", state.address, pairs.join("&")))
}

fn not_found(state: &State) -> Reply {
    said(404, "The target couldn't be found.", state)
}

fn said(status: u16, message: &str, state: &State) -> Reply {
    Reply::json(status, &json!({ "message": message, "url": format!("{}/api/swagger", state.address) }))
}
