//! Forgejo and Gitea behind [`Forge`]: their routes, and where they differ from GitHub, whose routes
//! they follow.
//!
//! Source: Forgejo's API description (`swagger.v1.json`), and what both do beyond it.

mod answer;

use std::time::Duration;

use serde_json::{Value, json};

use self::answer::{CombinedStatus, CommentAnswer, IssueAnswer, PullRequest, Repository, User};
use crate::forge::access::on_forgejo;
use crate::forge::http::{Authorization, Client, Connection, Path, Service};
use crate::forge::{
    Access, Account, Change, Comment, CommitStatus, Failure, Forge, Issue, Project, StatusState, Visibility,
};

/// How many entries a page of a list has. The server may give fewer: its own most is 50 unless
/// somebody set it.
const PAGE: &str = "50";

/// How many pages of statuses are looked through for ours. Where it is on none of them it is set anew.
const STATUS_PAGES: usize = 10;

/// One repository on a Forgejo or Gitea.
pub struct Forgejo {
    project: Project,
    owner: String,
    name: String,
    client: Client,
}

impl Forgejo {
    /// The repository over a connection. Nothing is sent yet.
    ///
    /// # Errors
    /// Where the address cannot be used, a token would travel unencrypted, or the repository's name
    /// is not `owner/name`.
    pub fn new(project: Project, connection: Connection) -> Result<Self, Failure> {
        let (owner, name) = project.name.split_once('/').ok_or(Failure::NotFound)?;
        let service = Service {
            api: project.api.clone(),
            authorization: Authorization::Token,
            accept: "application/json",
            headers: &[],
            write_gap: Duration::from_millis(200),
        };
        Ok(Self {
            owner: owner.to_owned(),
            name: name.to_owned(),
            client: Client::new(service, connection)?,
            project,
        })
    }

    /// A path below the repository.
    fn path(&self, parts: &[&str]) -> Result<Path, Failure> {
        Path::new(&[&["repos", self.owner.as_str(), self.name.as_str()], parts].concat())
    }

    fn comment(&self, comment: &Comment) -> Result<Path, Failure> {
        self.path(&["issues", "comments", &comment.id.to_string()])
    }
}

impl Forge for Forgejo {
    fn project(&self) -> &Project {
        &self.project
    }

    fn viewer(&self) -> Result<Account, Failure> {
        Ok(self.client.read::<User>("user", &Path::new(&["user"])?)?.into())
    }

    fn change(&self, number: u64) -> Result<Change, Failure> {
        let path = self.path(&["pulls", &number.to_string()])?;
        self.client.read::<PullRequest>("pull request", &path)?.try_into()
    }

    fn open_changes(&self) -> Result<Vec<Change>, Failure> {
        let path = self.path(&["pulls"])?.with("state", "open").with("sort", "oldest").with("limit", PAGE);
        let requests: Vec<PullRequest> = self.client.list("pull request", &path)?;
        requests.into_iter().filter(PullRequest::has_head).map(Change::try_from).collect()
    }

    /// The list comes whole: it has no pages.
    fn comments(&self, change: u64) -> Result<Vec<Comment>, Failure> {
        let path = self.path(&["issues", &change.to_string(), "comments"])?;
        let found: Vec<CommentAnswer> = self.client.list("comment", &path)?;
        let mut comments: Vec<Comment> = found.into_iter().map(Comment::from).collect();
        comments.sort_by_key(|comment| comment.id);
        comments.dedup_by_key(|comment| comment.id);
        Ok(comments)
    }

    fn create_comment(&self, change: u64, body: &str) -> Result<Comment, Failure> {
        let path = self.path(&["issues", &change.to_string(), "comments"])?;
        let answer = self.client.post(&path, &json!({ "body": body }))?;
        Ok(self.client.made::<CommentAnswer>("comment", answer.body)?.into())
    }

    fn update_comment(&self, _: u64, comment: &Comment, body: &str) -> Result<(), Failure> {
        self.client.patch(&self.comment(comment)?, &json!({ "body": body })).map(drop)
    }

    fn delete_comment(&self, _: u64, comment: &Comment) -> Result<(), Failure> {
        match self.client.delete(&self.comment(comment)?) {
            // 404 is not in the description, and is what comes.
            Ok(_) | Err(Failure::NotFound) => Ok(()),
            Err(failure) => Err(failure),
        }
    }

    fn minimize_comment(&self, _: &Comment) -> Result<(), Failure> {
        Err(Failure::Unsupported { forge: self.project.kind.name() })
    }

    /// The combined status lists the newest of each name. Its pages do not name the next one, and may be
    /// smaller than asked for: the end is a page without any.
    fn status(&self, commit: &str) -> Result<Option<CommitStatus>, Failure> {
        let path = self.path(&["commits", commit, "status"])?.with("limit", PAGE);
        for page in 1..=STATUS_PAGES {
            let path = path.clone().with("page", &page.to_string());
            let combined: Option<CombinedStatus> = self.client.read("commit's status", &path)?;
            let Some(statuses) = combined.and_then(CombinedStatus::any) else { break };
            if let Some(ours) = statuses.into_iter().find(|status| status.context == CommitStatus::NAME) {
                return Ok(ours.into());
            }
        }
        Ok(None)
    }

    fn set_status(&self, commit: &str, status: &CommitStatus) -> Result<(), Failure> {
        self.client.post_again(&self.path(&["statuses", commit])?, &status_body(status)).map(drop)
    }

    /// Both refuse to look for accounts that are in no table, and the one behind the token of a
    /// workflow is: then every open issue is read.
    fn issues_by(&self, author: &Account) -> Result<Vec<Issue>, Failure> {
        let path = self.path(&["issues"])?.with("state", "open").with("type", "issues").with("limit", PAGE);
        let own = path.clone().with("created_by", &author.login);
        let found: Vec<IssueAnswer> = match self.client.list("issue", &own) {
            Err(Failure::NotFound) => self.client.list("issue", &path)?,
            found => found?,
        };
        let mut issues: Vec<Issue> = found.into_iter().map(Issue::from).collect();
        issues.retain(|issue| issue.author.is(author));
        issues.sort_by_key(|issue| issue.number);
        issues.dedup_by_key(|issue| issue.number);
        Ok(issues)
    }

    fn create_issue(&self, title: &str, body: &str) -> Result<Issue, Failure> {
        let answer = self.client.post(&self.path(&["issues"])?, &json!({ "title": title, "body": body }))?;
        Ok(self.client.made::<IssueAnswer>("issue", answer.body)?.into())
    }

    fn update_issue(&self, number: u64, title: &str, body: &str) -> Result<(), Failure> {
        let path = self.path(&["issues", &number.to_string()])?;
        self.client.patch(&path, &json!({ "title": title, "body": body })).map(drop)
    }

    fn close_issue(&self, number: u64) -> Result<(), Failure> {
        let path = self.path(&["issues", &number.to_string()])?;
        match self.client.patch(&path, &json!({ "state": "closed" })) {
            Ok(_) | Err(Failure::NotFound) => Ok(()),
            Err(failure) => Err(failure),
        }
    }

    fn visibility(&self) -> Result<Visibility, Failure> {
        Ok(self.client.read::<Repository>("repository", &self.path(&[])?)?.into())
    }

    fn access(&self) -> Result<Access, Failure> {
        let repository: Repository = self.client.read("repository", &self.path(&[])?)?;
        Ok(on_forgejo(repository.permissions.map(|rights| rights.push)))
    }
}

/// The fields of `POST /repos/{owner}/{repo}/statuses/{sha}`.
fn status_body(status: &CommitStatus) -> Value {
    let state = match status.state {
        StatusState::Success => "success",
        StatusState::Failure => "failure",
        StatusState::Pending => "pending",
    };
    let mut body = json!({
        "state": state,
        "context": CommitStatus::NAME,
        "description": status.description,
    });
    if let (Some(fields), Some(page)) = (body.as_object_mut(), &status.page) {
        fields.insert("target_url".to_owned(), Value::from(page.as_str()));
    }
    body
}

#[cfg(test)]
mod tests;
