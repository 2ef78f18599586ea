//! GitHub and GitHub Enterprise behind [`Forge`]. Which comment is ours, and what it says, is
//! decided elsewhere.
//!
//! Source: GitHub's REST description of 2022-11-28 and its GraphQL reference.

mod answer;
mod graphql;
mod reviews;

use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use self::answer::{CombinedStatus, CommentAnswer, IssueAnswer, PullRequest, Repository, Viewer};
use super::access::on_github;
use super::http::{Authorization, Client, Connection, Path, Service};
use super::{
    Access, Account, Change, Comment, CommitStatus, Failure, Forge, Issue, Project, Reviews, StatusState,
    Visibility,
};

/// Entries a page. GitHub gives at most 100, but with bodies of 65,536 characters, up to four bytes
/// each, 100 can be more than the client reads of one answer; with 30, no stranger's long comments
/// keep ours from being found.
const PAGE: &str = "30";

/// Statuses a page: the most that GitHub gives. Only who may write to the repository sets any, and they
/// are short.
const STATUS_PAGE: &str = "100";

/// How many pages of statuses are looked through for ours. Where it is on none of them it is set anew.
const STATUS_PAGES: usize = 10;

/// A status's description has at most so many characters.
const DESCRIPTION: usize = 140;

/// A repository on GitHub.
pub struct GitHub {
    project: Project,
    owner: String,
    repository: String,
    graphql: Path,
    client: Client,
}

impl GitHub {
    /// The repository over `connection`. Nothing is sent yet.
    ///
    /// # Errors
    /// Where the connection cannot be made so, or the name is not `owner/name`.
    pub fn new(project: Project, connection: Connection) -> Result<Self, Failure> {
        let (owner, repository) = project.name.split_once('/').ok_or(Failure::NotFound)?;
        let service = Service {
            api: project.api.clone(),
            authorization: Authorization::Bearer,
            accept: "application/vnd.github+json",
            headers: &[("x-github-api-version", "2022-11-28")],
            // GitHub's documentation: "wait at least one second between each request" that writes.
            write_gap: Duration::from_secs(1),
        };
        Ok(Self {
            owner: owner.to_owned(),
            repository: repository.to_owned(),
            graphql: graphql::place(&project)?,
            client: Client::new(service, connection)?,
            project,
        })
    }

    /// A path below the repository.
    fn path(&self, parts: &[&str]) -> Result<Path, Failure> {
        Path::new(&[&["repos", self.owner.as_str(), self.repository.as_str()], parts].concat())
    }

    fn list<T: DeserializeOwned>(&self, what: &str, path: Path) -> Result<Vec<T>, Failure> {
        self.client.list(what, &path.with("per_page", PAGE))
    }

    fn comment_path(&self, comment: &Comment) -> Result<Path, Failure> {
        self.path(&["issues", "comments", &comment.id.to_string()])
    }
}

impl Forge for GitHub {
    fn project(&self) -> &Project {
        &self.project
    }

    fn viewer(&self) -> Result<Account, Failure> {
        // REST's `/user` refuses the tokens of apps, the one of GitHub Actions among them.
        let data = self.ask("query { viewer { __typename login } }", &json!({}))?;
        Ok(self.client.shape::<Viewer>("viewer", data)?.viewer.into())
    }

    fn change(&self, number: u64) -> Result<Change, Failure> {
        let pull: PullRequest =
            self.client.read("pull request", &self.path(&["pulls", &number.to_string()])?)?;
        Ok(pull.into())
    }

    fn open_changes(&self) -> Result<Vec<Change>, Failure> {
        let path = self.path(&["pulls"])?.with("state", "open");
        let path = path.with("sort", "created").with("direction", "asc");
        let pulls: Vec<PullRequest> = self.list("pull request", path)?;
        Ok(pulls.into_iter().map(Change::from).collect())
    }

    fn changes_by_head(&self, owner: &str, branch: &str) -> Result<Vec<Change>, Failure> {
        let head = format!("{owner}:{branch}");
        let path = self.path(&["pulls"])?.with("state", "open").with("head", &head);
        let pulls: Vec<PullRequest> = self.list("pull request", path)?;
        // GitHub lists everything where it does not understand the head.
        let ours = pulls.into_iter().filter(|pull| pull.comes_from(&self.project.name, owner, branch));
        Ok(ours.map(Change::from).collect())
    }

    fn comments(&self, change: u64) -> Result<Vec<Comment>, Failure> {
        let path = self.path(&["issues", &change.to_string(), "comments"])?;
        let comments: Vec<CommentAnswer> = self.list("comment", path)?;
        let mut comments: Vec<Comment> = comments.into_iter().map(Comment::from).collect();
        comments.sort_by_key(|comment| comment.id);
        comments.dedup_by_key(|comment| comment.id);
        Ok(comments)
    }

    fn create_comment(&self, change: u64, body: &str) -> Result<Comment, Failure> {
        let path = self.path(&["issues", &change.to_string(), "comments"])?;
        let answer = self.client.post(&path, &json!({ "body": body }))?;
        Ok(self.client.made::<CommentAnswer>("comment", answer.body)?.into())
    }

    fn update_comment(&self, _change: u64, comment: &Comment, body: &str) -> Result<(), Failure> {
        self.client.patch(&self.comment_path(comment)?, &json!({ "body": body })).map(drop)
    }

    fn delete_comment(&self, _change: u64, comment: &Comment) -> Result<(), Failure> {
        match self.client.delete(&self.comment_path(comment)?) {
            Ok(_) | Err(Failure::NotFound) => Ok(()),
            Err(failure) => Err(failure),
        }
    }

    fn minimize_comment(&self, comment: &Comment) -> Result<(), Failure> {
        let node = comment.node.as_deref().ok_or(Failure::NotFound)?;
        let mutation = "mutation($id: ID!) { minimizeComment(input: {subjectId: $id, classifier: OUTDATED}) \
                        { minimizedComment { isMinimized } } }";
        self.mutate(mutation, &json!({ "id": node })).map(drop)
    }

    /// The combined status lists the newest of each name.
    fn status(&self, commit: &str) -> Result<Option<CommitStatus>, Failure> {
        let mut path = self.path(&["commits", commit, "status"])?.with("per_page", STATUS_PAGE);
        for _ in 0..STATUS_PAGES {
            let answer = self.client.get(&path)?;
            let combined: CombinedStatus = self.client.shape("commit's status", answer.body)?;
            if let Some(ours) = combined.of(CommitStatus::NAME) {
                return Ok(ours.into());
            }
            match answer.next {
                Some(next) => path = next,
                None => break,
            }
        }
        Ok(None)
    }

    fn set_status(&self, commit: &str, status: &CommitStatus) -> Result<(), Failure> {
        let state = match status.state {
            StatusState::Success => "success",
            StatusState::Failure => "failure",
            StatusState::Pending => "pending",
        };
        let mut body = json!({
            "state": state,
            "context": CommitStatus::NAME,
            "description": cut(&status.description),
        });
        if let (Some(page), Some(fields)) = (&status.page, body.as_object_mut()) {
            fields.insert("target_url".to_owned(), Value::from(page.as_str()));
        }
        self.client.post_again(&self.path(&["statuses", commit])?, &body).map(drop)
    }

    fn issues_by(&self, author: &Account) -> Result<Vec<Issue>, Failure> {
        // GitHub's own filter by author spells apps in another way; so the choice is made here.
        let path = self.path(&["issues"])?.with("state", "open");
        let issues: Vec<IssueAnswer> = self.list("issue", path)?;
        let issues = issues.into_iter().filter_map(IssueAnswer::issue);
        let mut issues: Vec<Issue> = issues.filter(|issue| issue.author.is(author)).collect();
        issues.sort_by_key(|issue| issue.number);
        issues.dedup_by_key(|issue| issue.number);
        Ok(issues)
    }

    fn create_issue(&self, title: &str, body: &str) -> Result<Issue, Failure> {
        let answer = self.client.post(&self.path(&["issues"])?, &json!({ "title": title, "body": body }))?;
        let no_issue = || Failure::Unusable { reason: "it describes a pull request".to_owned() };
        self.client.made::<IssueAnswer>("issue", answer.body)?.issue().ok_or_else(no_issue)
    }

    fn update_issue(&self, number: u64, title: &str, body: &str) -> Result<(), Failure> {
        let path = self.path(&["issues", &number.to_string()])?;
        self.client.patch(&path, &json!({ "title": title, "body": body })).map(drop)
    }

    fn close_issue(&self, number: u64) -> Result<(), Failure> {
        let path = self.path(&["issues", &number.to_string()])?;
        match self.client.patch(&path, &json!({ "state": "closed", "state_reason": "not_planned" })) {
            Ok(_) | Err(Failure::NotFound) => Ok(()),
            Err(failure) => Err(failure),
        }
    }

    fn reviews(&self) -> Option<&dyn Reviews> {
        Some(self)
    }

    fn visibility(&self) -> Result<Visibility, Failure> {
        Ok(self.client.read::<Repository>("repository", &self.path(&[])?)?.into())
    }

    fn access(&self) -> Result<Access, Failure> {
        let answer = self.client.get(&self.path(&[])?)?;
        let repository: Repository = self.client.shape("repository", answer.body)?;
        let may_push = repository.permissions.map(|rights| rights.push);
        Ok(on_github(answer.scopes.as_deref(), repository.private, may_push))
    }
}

/// A description that GitHub takes: what is too long ends with `…`.
fn cut(description: &str) -> String {
    if description.chars().nth(DESCRIPTION).is_none() {
        return description.to_owned();
    }
    let kept: String = description.chars().take(DESCRIPTION - 1).collect();
    format!("{}…", kept.trim_end())
}
