//! GitHub's routes: REST as far as Milepost uses it, and the little GraphQL.
//!
//! Sources: GitHub's published description, its documentation, and for limits what it answers.

use serde_json::{Value, json};

use super::github_json as write;
use super::github_reviews;
use super::state::{Access, ChangeState, Comment, Issue, State, Status, Token};
use super::wire::{Reply, Request};

/// The most characters of a comment or an issue.
const LONGEST_BODY: usize = 65_536;

/// Answers a request.
pub(super) fn route(request: &Request, state: &mut State) -> Reply {
    let mut reply = routed(request, state).unwrap_or_else(|refusal| refusal);
    reply.header("x-ratelimit-limit", "5000");
    reply.header("x-ratelimit-remaining", "4999");
    reply.header("x-ratelimit-reset", &(state.now + 3600).to_string());
    reply
}

/// A refusal as GitHub writes it.
pub(super) fn refusal(status: u16, message: &str) -> Reply {
    let body = json!({
        "message": message, "documentation_url": "https://docs.example/rest", "status": status.to_string(),
    });
    Reply::json(status, &body)
}

fn routed(request: &Request, state: &mut State) -> Result<Reply, Reply> {
    if request.header("user-agent").is_none() {
        return Err(refusal(403, "Request forbidden by administrative rules. User-Agent header required"));
    }
    let token = token(request, state)?;
    let graphql = if state.prefix.is_empty() { "/graphql" } else { "/api/graphql" };
    if request.target == graphql && request.method == "POST" {
        return graph(request, state, token.as_ref());
    }
    if request.header("x-github-api-version") != Some("2022-11-28") {
        return Err(refusal(400, "'X-GitHub-Api-Version' header is missing or names no version"));
    }
    let parts = request.parts(state.prefix).ok_or_else(|| refusal(404, "Not Found"))?;
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    // The links between pages name the project by its number.
    let project = state.projects.iter().position(|project| match parts.as_slice() {
        ["repos", owner, name, ..] => project.name.eq_ignore_ascii_case(&format!("{owner}/{name}")),
        ["repositories", id, ..] => project.id.to_string() == *id,
        _ => false,
    });
    let project = project.ok_or_else(|| refusal(404, "Not Found"))?;
    let rest = &parts[if parts[0] == "repos" { 3 } else { 2 }..];
    let public = state.projects[project].visibility == "public";
    let login = token.as_ref().map(|token| token.login.clone());
    let may = |access: fn(&Token) -> Access, wanted: Access| match &token {
        Some(token) if access(token) >= wanted => Ok(()),
        None if public && wanted == Access::Read => Ok(()),
        // What cannot be seen is not there.
        _ if wanted == Access::Read && !public => Err(refusal(404, "Not Found")),
        _ => Err(refusal(403, "Resource not accessible by integration")),
    };
    let changes: fn(&Token) -> Access = |token| token.may.changes;
    let issues: fn(&Token) -> Access = |token| token.may.issues;
    let statuses: fn(&Token) -> Access = |token| token.may.statuses;
    let contents: fn(&Token) -> Access = |token| token.may.contents;
    let mut call = Call { request, state, project, login };
    match (request.method.as_str(), rest) {
        ("GET", []) => may(contents, Access::Read).and_then(|()| call.repository()),
        ("GET", ["pulls"]) => may(changes, Access::Read).and_then(|()| call.pulls()),
        ("GET", ["pulls", number]) => may(changes, Access::Read).and_then(|()| call.pull(number)),
        ("GET", ["issues"]) => may(issues, Access::Read).and_then(|()| call.issues()),
        ("POST", ["issues"]) => may(issues, Access::Write).and_then(|()| call.create_issue()),
        ("PATCH", ["issues", number]) => may(issues, Access::Write).and_then(|()| call.edit_issue(number)),
        ("GET", ["issues", number, "comments"]) => {
            may(changes, Access::Read).and_then(|()| call.comments(number))
        }
        ("POST", ["issues", number, "comments"]) => {
            may(changes, Access::Write).and_then(|()| call.create_comment(number))
        }
        ("PATCH", ["issues", "comments", id]) => {
            may(changes, Access::Write).and_then(|()| call.edit_comment(id))
        }
        ("DELETE", ["issues", "comments", id]) => {
            may(changes, Access::Write).and_then(|()| call.delete_comment(id))
        }
        ("GET", ["pulls", number, "comments"]) => may(changes, Access::Read).and_then(|()| {
            let comments = github_reviews::comments(call.state, project, number)?;
            call.page(comments, &["sort", "direction", "since"])
        }),
        ("POST", ["pulls", number, "reviews"]) => may(changes, Access::Write).and_then(|()| {
            let author = call.author();
            github_reviews::create(request, call.state, project, number, &author)
        }),
        ("GET", ["commits", commit, "status"]) => {
            may(statuses, Access::Read).and_then(|()| call.combined_status(commit))
        }
        ("POST", ["statuses", commit]) => may(statuses, Access::Write).and_then(|()| call.set_status(commit)),
        _ => Err(refusal(404, "Not Found")),
    }
}

/// Whose token it is; `None` without one.
fn token(request: &Request, state: &State) -> Result<Option<Token>, Reply> {
    let Some(header) = request.header("authorization") else { return Ok(None) };
    let value = header.strip_prefix("Bearer ").or_else(|| header.strip_prefix("token "));
    let known = state.tokens.iter().find(|token| Some(token.value.as_str()) == value);
    known.cloned().map(Some).ok_or_else(|| refusal(401, "Bad credentials"))
}

/// The body's fields, none but those of the description.
pub(super) fn fields(request: &Request, known: &[&str]) -> Result<Value, Reply> {
    if request.header("content-type") != Some("application/json") {
        return Err(refusal(415, "Unsupported Media Type"));
    }
    let body =
        request.json().filter(Value::is_object).ok_or_else(|| refusal(400, "Problems parsing JSON"))?;
    let unknown = body.as_object().unwrap().keys().find(|name| !known.contains(&name.as_str()));
    match unknown {
        Some(name) => Err(refusal(400, &format!("\"{name}\" is not a permitted key."))),
        None => Ok(body),
    }
}

fn text(body: &Value, name: &str) -> Result<String, Reply> {
    let text = body[name].as_str().filter(|text| !text.trim().is_empty());
    let text = text.ok_or_else(|| invalid(name, "missing_field", &format!("{name} can't be blank")))?;
    if text.chars().count() > LONGEST_BODY {
        return Err(invalid(
            name,
            "custom",
            &format!("{name} is too long (maximum is {LONGEST_BODY} characters)"),
        ));
    }
    Ok(text.to_owned())
}

fn invalid(field: &str, code: &str, message: &str) -> Reply {
    let errors = json!([{ "resource": "Issue", "field": field, "code": code, "message": message }]);
    let url = "https://docs.example/rest";
    Reply::json(422, &json!({ "message": "Validation Failed", "errors": errors, "documentation_url": url }))
}

/// A request that may be answered.
struct Call<'a> {
    request: &'a Request,
    state: &'a mut State,
    project: usize,
    login: Option<String>,
}

impl Call<'_> {
    fn author(&self) -> String {
        self.login.clone().unwrap()
    }

    /// A page of a list, with links to the others; no parameters but `known` and those of pages.
    fn page(&self, all: Vec<Value>, known: &[&str]) -> Result<Reply, Reply> {
        let query = self.request.query();
        let is_known = |name: &str| known.contains(&name) || ["per_page", "page"].contains(&name);
        if let Some((name, _)) = query.iter().find(|(name, _)| !is_known(name)) {
            return Err(refusal(400, &format!("unknown parameter {name}")));
        }
        let number = |name: &str, usual: usize| match self.request.parameter(name) {
            Some(value) => value.parse().ok().filter(|number| *number > 0).unwrap_or(usual),
            None => usual,
        };
        let per_page = number("per_page", 30).min(100);
        let (page, last) = (number("page", 1), all.len().div_ceil(per_page).max(1));
        let items: Vec<Value> = all.into_iter().skip((page - 1) * per_page).take(per_page).collect();
        let reply = Reply::json(200, &Value::Array(items));
        if page >= last {
            return Ok(reply);
        }
        let parts = self.request.parts(self.state.prefix).unwrap();
        let rest = parts[if parts[0] == "repos" { 3 } else { 2 }..].join("/");
        let project = &self.state.projects[self.project];
        let address =
            format!("{}{}/repositories/{}/{rest}", self.state.address, self.state.prefix, project.id);
        let others: String = query
            .iter()
            .filter(|(name, _)| name != "page")
            .map(|(name, value)| format!("{name}={}&", value.replace(':', "%3A").replace('/', "%2F")))
            .collect();
        let link = |page: usize, rel: &str| format!("<{address}?{others}page={page}>; rel=\"{rel}\"");
        Ok(reply.with("link", &format!("{}, {}", link(page + 1, "next"), link(last, "last"))))
    }

    fn repository(&self) -> Result<Reply, Reply> {
        let project = &self.state.projects[self.project];
        let owner = project.name.split_once('/').unwrap().0;
        Ok(Reply::json(200, &write::repository(self.state, project, owner)))
    }

    fn pulls(&self) -> Result<Reply, Reply> {
        let project = &self.state.projects[self.project];
        let wanted = self.request.parameter("state").unwrap_or_else(|| "open".to_owned());
        // A head without an owner filters nothing.
        let head =
            self.request.parameter("head").filter(|head| head.contains(':') && !self.state.ignores_head);
        let mut pulls: Vec<_> = project
            .changes
            .iter()
            .filter(|change| wanted == "all" || (wanted == "open") == (change.state == ChangeState::Open))
            .filter(|change| {
                let own = format!("{}:{}", change.head_owner, change.head_branch);
                head.as_ref().is_none_or(|head| *head == own)
            })
            .collect();
        if self.request.parameter("direction").as_deref() != Some("asc") {
            pulls.reverse();
        }
        let pulls = pulls.into_iter().map(|change| write::pull(self.state, project, change, false)).collect();
        self.page(pulls, &["state", "head", "base", "sort", "direction"])
    }

    fn pull(&self, number: &str) -> Result<Reply, Reply> {
        let project = &self.state.projects[self.project];
        let change = project.changes.iter().find(|change| change.number.to_string() == number);
        let change = change.ok_or_else(|| refusal(404, "Not Found"))?;
        Ok(Reply::json(200, &write::pull(self.state, project, change, true)))
    }

    fn comments(&self, number: &str) -> Result<Reply, Reply> {
        let project = &self.state.projects[self.project];
        let change = project.changes.iter().find(|change| change.number.to_string() == number);
        let change = change.ok_or_else(|| refusal(404, "Not Found"))?;
        let comments = change.comments.iter().filter(|comment| !comment.system);
        let comments = comments.map(|one| write::comment(self.state, project, change.number, one)).collect();
        self.page(comments, &["since"])
    }

    fn create_comment(&mut self, number: &str) -> Result<Reply, Reply> {
        let body = text(&fields(self.request, &["body"])?, "body")?;
        let (author, id, created) = (self.author(), self.state.new_id(), self.state.now);
        let comment = Comment { id, author, body, minimized: false, system: false, created };
        let changes = &mut self.state.projects[self.project].changes;
        let change = changes.iter_mut().find(|change| change.number.to_string() == number);
        let change = change.ok_or_else(|| refusal(404, "Not Found"))?;
        change.comments.push(comment.clone());
        let (number, project) = (change.number, &self.state.projects[self.project]);
        Ok(Reply::json(201, &write::comment(self.state, project, number, &comment)))
    }

    /// The comment of this id, if it is one's own or one may write contents.
    fn comment(&mut self, id: &str) -> Result<(u64, &mut Comment), Reply> {
        let changes = &mut self.state.projects[self.project].changes;
        let mut comments = changes.iter_mut().flat_map(|change| {
            let number = change.number;
            change.comments.iter_mut().map(move |comment| (number, comment))
        });
        comments.find(|(_, comment)| comment.id.to_string() == id).ok_or_else(|| refusal(404, "Not Found"))
    }

    fn edit_comment(&mut self, id: &str) -> Result<Reply, Reply> {
        let body = text(&fields(self.request, &["body"])?, "body")?;
        let (number, comment) = self.comment(id)?;
        comment.body = body;
        let comment = comment.clone();
        let project = &self.state.projects[self.project];
        Ok(Reply::json(200, &write::comment(self.state, project, number, &comment)))
    }

    fn delete_comment(&mut self, id: &str) -> Result<Reply, Reply> {
        self.comment(id)?;
        for change in &mut self.state.projects[self.project].changes {
            change.comments.retain(|comment| comment.id.to_string() != id);
        }
        Ok(Reply::empty(204))
    }

    fn issues(&self) -> Result<Reply, Reply> {
        let project = &self.state.projects[self.project];
        let wanted = self.request.parameter("state").unwrap_or_else(|| "open".to_owned());
        let is_wanted = |open: bool| wanted == "all" || (wanted == "open") == open;
        let issues = project.issues.iter().filter(|issue| is_wanted(issue.open));
        let issues = issues.map(|issue| (issue.number, write::issue(self.state, project, issue)));
        let pulls = project.changes.iter().filter(|change| is_wanted(change.state == ChangeState::Open));
        let pulls = pulls.map(|pull| (pull.number, write::pull_as_issue(self.state, project, pull)));
        let mut all: Vec<(u64, Value)> = issues.chain(pulls).collect();
        all.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
        self.page(
            all.into_iter().map(|(_, value)| value).collect(),
            &["state", "creator", "sort", "direction"],
        )
    }

    fn create_issue(&mut self) -> Result<Reply, Reply> {
        let body = fields(self.request, &["title", "body", "labels", "assignees", "milestone"])?;
        let (title, text) = (text(&body, "title")?, text(&body, "body")?);
        let number = self.state.report(&self.author(), &title, &text);
        self.issue_reply(201, number)
    }

    fn edit_issue(&mut self, number: &str) -> Result<Reply, Reply> {
        let body = fields(self.request, &["title", "body", "state", "state_reason", "labels", "assignees"])?;
        for name in ["title", "body"] {
            if !body[name].is_null() {
                text(&body, name)?;
            }
        }
        let issues = &mut self.state.projects[self.project].issues;
        let issue: Option<&mut Issue> = issues.iter_mut().find(|issue| issue.number.to_string() == number);
        let issue = issue.ok_or_else(|| refusal(404, "Not Found"))?;
        issue.title = body["title"].as_str().unwrap_or(&issue.title).to_owned();
        issue.body = body["body"].as_str().unwrap_or(&issue.body).to_owned();
        issue.open = body["state"].as_str().map_or(issue.open, |state| state == "open");
        let number = issue.number;
        self.issue_reply(200, number)
    }

    fn issue_reply(&self, status: u16, number: u64) -> Result<Reply, Reply> {
        let project = &self.state.projects[self.project];
        let issue = project.issues.iter().find(|issue| issue.number == number).unwrap();
        Ok(Reply::json(status, &write::issue(self.state, project, issue)))
    }

    /// The newest status of each name, a page of them inside an object.
    fn combined_status(&self, commit: &str) -> Result<Reply, Reply> {
        let project = &self.state.projects[self.project];
        if !project.changes.iter().any(|change| change.head == commit) {
            return Err(refusal(422, &format!("No commit found for SHA: {commit}")));
        }
        let newest = project.newest_statuses(commit);
        let simple = newest.iter().map(|one| write::simple_status(self.state, project, one)).collect();
        let mut reply = self.page(simple, &[])?;
        let page: Value = serde_json::from_slice(&reply.body).unwrap();
        let combined = write::combined_status(self.state, project, commit, &newest, &page);
        reply.body = combined.to_string().into_bytes();
        Ok(reply)
    }

    fn set_status(&mut self, commit: &str) -> Result<Reply, Reply> {
        let body = fields(self.request, &["state", "target_url", "description", "context"])?;
        let state = body["state"].as_str().unwrap_or_default();
        if !["error", "failure", "pending", "success"].contains(&state) {
            return Err(invalid("state", "custom", "state is not included in the list"));
        }
        let description = body["description"].as_str().unwrap_or_default();
        if description.chars().count() > 140 {
            return Err(invalid(
                "description",
                "custom",
                "description is too long (maximum is 140 characters)",
            ));
        }
        if !self.state.projects[self.project].changes.iter().any(|change| change.head == commit) {
            return Err(refusal(422, &format!("No commit found for SHA: {commit}")));
        }
        let status = Status {
            id: self.state.new_id(),
            commit: commit.to_owned(),
            context: body["context"].as_str().unwrap_or("default").to_owned(),
            state: state.to_owned(),
            description: description.to_owned(),
            page: body["target_url"].as_str().map(str::to_owned),
            author: self.author(),
        };
        self.state.projects[self.project].statuses.push(status.clone());
        let project = &self.state.projects[self.project];
        Ok(Reply::json(201, &write::status(self.state, project, &status)))
    }
}

/// GraphQL: always 200 once the token is known.
fn graph(request: &Request, state: &mut State, token: Option<&Token>) -> Result<Reply, Reply> {
    let token = token.ok_or_else(|| refusal(401, "This endpoint requires you to be authenticated."))?;
    let body = fields(request, &["query", "variables", "operationName"])?;
    let query = body["query"].as_str().unwrap_or_default();
    let error = |kind: &str, message: &str| {
        Reply::json(200, &json!({ "data": null, "errors": [{ "type": kind, "message": message }] }))
    };
    if query.contains("viewer") {
        let viewer = json!({ "__typename": "User", "login": token.login });
        return Ok(Reply::json(200, &json!({ "data": { "viewer": viewer } })));
    }
    if let Some(answer) = github_reviews::graph(query, &body["variables"], state, token) {
        return Ok(Reply::json(200, &answer));
    }
    if query.contains("minimizeComment") {
        if token.may.changes < Access::Write {
            return Ok(error("FORBIDDEN", "Resource not accessible by integration"));
        }
        if !query.contains("classifier: OUTDATED") {
            return Ok(error("UNPROCESSABLE", "no classifier"));
        }
        let id = body["variables"]["id"].as_str().unwrap_or_default();
        let comments = state.projects.iter_mut().flat_map(|project| &mut project.changes);
        let comment =
            comments.flat_map(|change| &mut change.comments).find(|one| format!("IC_{}", one.id) == id);
        let Some(comment) = comment else {
            let message = format!("Could not resolve to a node with the global id of '{id}'.");
            return Ok(error("NOT_FOUND", &message));
        };
        comment.minimized = true;
        let data = json!({ "minimizeComment": { "minimizedComment": { "isMinimized": true } } });
        return Ok(Reply::json(200, &json!({ "data": data })));
    }
    Ok(error("undefinedField", "Field doesn't exist"))
}
