//! GitHub's reviews: comments on lines of a pull request over REST, their threads over GraphQL.
//!
//! As the real one, it refuses a whole review for one line that is not in the diff, and lets a token
//! resolve threads only where it may write contents.

use serde_json::{Value, json};

use super::github::{fields, refusal};
use super::github_json as write;
use super::state::{Access, Change, Project, ReviewComment, State, Token, json_date};
use super::wire::{Reply, Request};

fn change<'a>(project: &'a Project, number: &str) -> Result<&'a Change, Reply> {
    let change = project.changes.iter().find(|change| change.number.to_string() == number);
    change.ok_or_else(|| refusal(404, "Not Found"))
}

/// Every comment on lines of a change.
pub(super) fn comments(state: &State, project: usize, number: &str) -> Result<Vec<Value>, Reply> {
    let project = &state.projects[project];
    let change = change(project, number)?;
    Ok(change.review_comments.iter().map(|comment| written(state, project, change, comment)).collect())
}

/// A review with its comments, all or none of them.
pub(super) fn create(
    request: &Request,
    state: &mut State,
    project: usize,
    number: &str,
    author: &str,
) -> Result<Reply, Reply> {
    let body = fields(request, &["commit_id", "body", "event", "comments"])?;
    let head = change(&state.projects[project], number)?.head.clone();
    if body["event"] != "COMMENT" || body["body"].as_str().is_none_or(str::is_empty) {
        return Err(unprocessable("an event and a body are needed"));
    }
    if body["commit_id"].as_str() != Some(&head) {
        return Err(unprocessable("commit_id is not part of the pull request"));
    }
    let mut made = Vec::new();
    for comment in body["comments"].as_array().into_iter().flatten() {
        let known = ["path", "body", "line", "side", "start_line", "start_side"];
        if let Some(name) = comment.as_object().unwrap().keys().find(|name| !known.contains(&name.as_str())) {
            return Err(refusal(400, &format!("\"{name}\" is not a permitted key.")));
        }
        let (path, line) = (comment["path"].as_str().unwrap(), comment["line"].as_u64().unwrap());
        let first = comment["start_line"].as_u64().unwrap_or(line);
        let in_diff = |line: u64| {
            let change = change(&state.projects[project], number).unwrap();
            change.diff.iter().any(|(file, lines)| file == path && lines.contains(&line))
        };
        let several = comment["start_line"].is_null() || first < line;
        if comment["side"] != "RIGHT" || !several || !(first..=line).all(in_diff) {
            return Err(unprocessable("Pull request review thread line must be part of the diff"));
        }
        let text = comment["body"].as_str().unwrap().to_owned();
        made.push((path.to_owned(), first, line, text));
    }
    let review = state.new_id();
    for (path, first_line, last_line, body) in made {
        let (id, created) = (state.new_id(), state.now);
        let author = author.to_owned();
        let comment = ReviewComment {
            id,
            review,
            author,
            body,
            path,
            first_line,
            last_line,
            answers: None,
            resolved: false,
            minimized: false,
            created,
        };
        let changes = &mut state.projects[project].changes;
        let change = changes.iter_mut().find(|change| change.number.to_string() == number).unwrap();
        change.review_comments.push(comment);
    }
    let page = format!("{}/{}/pull/{number}", state.address, state.projects[project].name);
    let link = json!({ "href": page });
    let reply = json!({
        "id": review, "node_id": format!("PRR_{review}"), "user": write::user(state, author),
        "body": body["body"], "state": "COMMENTED", "html_url": page, "pull_request_url": page,
        "author_association": "NONE", "commit_id": head, "submitted_at": json_date(state.now),
        "_links": { "html": link, "pull_request": link },
    });
    Ok(Reply::json(200, &reply))
}

fn unprocessable(message: &str) -> Reply {
    let url = "https://docs.example/rest";
    Reply::json(
        422,
        &json!({ "message": "Unprocessable Entity", "errors": [message], "documentation_url": url, "status": "422" }),
    )
}

fn written(state: &State, project: &Project, change: &Change, comment: &ReviewComment) -> Value {
    let address = format!("{}{}/repos/{}/pulls", state.address, state.prefix, project.name);
    let page = format!("{}/{}/pull/{}#r{}", state.address, project.name, change.number, comment.id);
    let (own, pull) = (format!("{address}/comments/{}", comment.id), format!("{address}/{}", change.number));
    let href = |address: &str| json!({ "href": address });
    let mut value = json!({
        "id": comment.id, "node_id": format!("PRRC_{}", comment.id), "url": own, "html_url": page,
        "pull_request_url": pull, "pull_request_review_id": comment.review,
        "user": write::user(state, &comment.author), "body": comment.body, "path": comment.path,
        "line": comment.last_line, "side": "RIGHT", "diff_hunk": "@@ -1 +1 @@", "commit_id": change.head,
        "original_commit_id": change.head, "created_at": json_date(comment.created),
        "updated_at": json_date(comment.created), "author_association": "NONE",
        "_links": { "self": href(&own), "html": href(&page), "pull_request": href(&pull) },
    });
    if let Some(answered) = comment.answers {
        value["in_reply_to_id"] = answered.into();
    }
    value
}

/// The threads of a change, or what resolves one; `None` where the query asks for neither.
pub(super) fn graph(query: &str, variables: &Value, state: &mut State, token: &Token) -> Option<Value> {
    let error =
        |kind: &str, message: &str| json!({ "data": null, "errors": [{ "type": kind, "message": message }] });
    if query.contains("reviewThreads") {
        let name = format!("{}/{}", variables["owner"].as_str()?, variables["name"].as_str()?);
        let project = state.projects.iter().find(|project| project.name == name)?;
        let change =
            project.changes.iter().find(|change| Some(change.number) == variables["number"].as_u64())?;
        let first: Vec<&ReviewComment> =
            change.review_comments.iter().filter(|comment| comment.answers.is_none()).collect();
        // Two a page, so that there are pages.
        let from: usize = variables["after"].as_str().and_then(|cursor| cursor.parse().ok()).unwrap_or(0);
        let nodes: Vec<Value> = first
            .iter()
            .skip(from)
            .take(2)
            .map(|comment| {
                json!({
                    "id": format!("PRRT_{}", comment.id), "isResolved": comment.resolved,
                    "comments": { "nodes": [{ "id": format!("PRRC_{}", comment.id), "isMinimized": comment.minimized }] },
                })
            })
            .collect();
        let info = json!({ "hasNextPage": from + 2 < first.len(), "endCursor": (from + 2).to_string() });
        let threads = json!({ "nodes": nodes, "pageInfo": info });
        return Some(json!({ "data": { "repository": { "pullRequest": { "reviewThreads": threads } } } }));
    }
    let id = variables["id"].as_str().unwrap_or_default();
    let by_node = |prefix: &str| id.strip_prefix(prefix).and_then(|id| id.parse::<u64>().ok());
    if query.contains("resolveReviewThread") {
        if token.may.contents < Access::Write || token.may.changes < Access::Write {
            return Some(error("FORBIDDEN", "Resource not accessible by integration"));
        }
        return Some(match by_node("PRRT_").and_then(|id| state.review_comment(id)) {
            Some(comment) => {
                comment.resolved = true;
                json!({ "data": { "resolveReviewThread": { "thread": { "isResolved": true } } } })
            }
            None => error("NOT_FOUND", "Could not resolve to a node"),
        });
    }
    if query.contains("minimizeComment") && token.may.changes >= Access::Write {
        state.review_comment(by_node("PRRC_")?)?.minimized = true;
        return Some(
            json!({ "data": { "minimizeComment": { "minimizedComment": { "isMinimized": true } } } }),
        );
    }
    None
}
