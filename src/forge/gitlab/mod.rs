//! GitLab behind [`Forge`]: its routes, what is sent there, and where it differs from the others.
//!
//! Source: GitLab's REST API, version 4. Its job token cannot write notes, so a project access token
//! is needed; its account is a bot user of the project.

mod answer;
mod quick_actions;

use std::time::Duration;

use serde_json::{Value, json};

use self::answer::{IssueAnswer, MergeRequest, Note, ProjectAnswer, User};
use self::quick_actions::disarm;
use crate::forge::http::{Answer, Authorization, Client, Connection, Path, Service};
use crate::forge::{
    Account, Change, Comment, CommitStatus, Failure, Forge, Issue, Project, StatusState, Visibility,
};

/// What GitLab says where it refuses to change the state of a status: that one is pending already,
/// most of all, and so that setting it to pending once more is nothing new.
const NO_TRANSITION: &str = "Cannot transition status";
/// How many entries a page of a list has: the most that GitLab gives, against 20 unasked.
const PAGE: &str = "100";

/// One project on a GitLab.
pub struct GitLab {
    project: Project,
    client: Client,
}

impl GitLab {
    /// The project over a connection. Nothing is sent yet.
    ///
    /// # Errors
    /// Where the address cannot be used, or a token would travel unencrypted.
    pub fn new(project: Project, connection: Connection) -> Result<Self, Failure> {
        let service = Service {
            api: project.api.clone(),
            authorization: Authorization::PrivateToken,
            accept: "application/json",
            headers: &[],
            // GitLab names no gap; its limits on notes count a minute.
            write_gap: Duration::from_millis(200),
        };
        Ok(Self { client: Client::new(service, connection)?, project })
    }

    /// A path below the project, which stands there by number or by its whole name, encoded.
    fn path(&self, parts: &[&str]) -> Result<Path, Failure> {
        Path::new(&[&["projects", self.project.name.as_str()], parts].concat())
    }

    fn note(&self, change: u64, comment: &Comment) -> Result<Path, Failure> {
        self.path(&["merge_requests", &change.to_string(), "notes", &comment.id.to_string()])
    }

    /// Every entry of a list, first written first.
    fn list<T: serde::de::DeserializeOwned>(&self, what: &str, path: &Path) -> Result<Vec<T>, Failure> {
        let path = path.clone().with("order_by", "created_at").with("sort", "asc").with("per_page", PAGE);
        self.client.get_all(&path)?.into_iter().map(|entry| self.client.shape(what, entry)).collect()
    }

    fn read<T: serde::de::DeserializeOwned>(&self, what: &str, path: &Path) -> Result<T, Failure> {
        self.client.shape(what, self.client.get(path)?.body)
    }
}

impl Forge for GitLab {
    fn project(&self) -> &Project {
        &self.project
    }

    fn viewer(&self) -> Result<Account, Failure> {
        Ok(self.read::<User>("user", &Path::new(&["user"])?)?.into())
    }

    fn change(&self, number: u64) -> Result<Change, Failure> {
        let path = self.path(&["merge_requests", &number.to_string()])?;
        self.read::<MergeRequest>("merge request", &path)?.try_into()
    }

    fn open_changes(&self) -> Result<Vec<Change>, Failure> {
        let path = self.path(&["merge_requests"])?.with("state", "opened").with("scope", "all");
        let requests: Vec<MergeRequest> = self.list("merge request", &path)?;
        requests.into_iter().filter(MergeRequest::has_head).map(Change::try_from).collect()
    }

    fn comments(&self, change: u64) -> Result<Vec<Comment>, Failure> {
        let path = self.path(&["merge_requests", &change.to_string(), "notes"])?;
        let notes: Vec<Note> = self.list("note", &path)?;
        let mut comments: Vec<Comment> = notes.into_iter().filter_map(Note::written_by_somebody).collect();
        comments.sort_by_key(|comment| comment.id);
        Ok(comments)
    }

    fn create_comment(&self, change: u64, body: &str) -> Result<Comment, Failure> {
        let path = self.path(&["merge_requests", &change.to_string(), "notes"])?;
        let answer = self.client.post(&path, &json!({ "body": disarm(body) }))?;
        created(self.client.shape::<Note>("note", answer.body)).map(Comment::from)
    }

    fn update_comment(&self, change: u64, comment: &Comment, body: &str) -> Result<(), Failure> {
        self.client.put(&self.note(change, comment)?, &json!({ "body": disarm(body) })).map(done)
    }

    fn delete_comment(&self, change: u64, comment: &Comment) -> Result<(), Failure> {
        match self.client.delete(&self.note(change, comment)?) {
            Ok(_) | Err(Failure::NotFound) => Ok(()),
            Err(failure) => Err(failure),
        }
    }

    fn minimize_comment(&self, _: &Comment) -> Result<(), Failure> {
        Err(Failure::Unsupported { forge: self.project.kind.name() })
    }

    /// A commit of a fork is on no branch of this project; GitLab then knows it only if a pipeline ran
    /// for it here, and says [`Failure::NotFound`] otherwise.
    fn set_status(&self, commit: &str, status: &CommitStatus) -> Result<(), Failure> {
        let path = self.path(&["statuses", commit])?;
        match self.client.post_again(&path, &status_body(status)) {
            Err(Failure::Refused { status: 400, message }) if says_the_same(status.state, &message) => Ok(()),
            answer => answer.map(done),
        }
    }

    fn issues_by(&self, author: &Account) -> Result<Vec<Issue>, Failure> {
        let path = self.path(&["issues"])?.with("state", "opened").with("scope", "all");
        let found: Vec<IssueAnswer> = self.list("issue", &path.with("author_username", &author.login))?;
        let mut issues: Vec<Issue> = found.into_iter().map(Issue::from).collect();
        issues.sort_by_key(|issue| issue.number);
        Ok(issues)
    }

    fn create_issue(&self, title: &str, body: &str) -> Result<Issue, Failure> {
        let answer = self.client.post(&self.path(&["issues"])?, &issue_body(title, body))?;
        created(self.client.shape::<IssueAnswer>("issue", answer.body)).map(Issue::from)
    }

    fn update_issue(&self, number: u64, title: &str, body: &str) -> Result<(), Failure> {
        let path = self.path(&["issues", &number.to_string()])?;
        self.client.put(&path, &issue_body(title, body)).map(done)
    }

    fn visibility(&self) -> Result<Visibility, Failure> {
        Ok(self.read::<ProjectAnswer>("project", &self.path(&[])?)?.into())
    }
}

/// What was made is there, though the answer about it cannot be used.
fn created<T>(answer: Result<T, Failure>) -> Result<T, Failure> {
    match answer {
        Err(Failure::Unusable { reason }) => Err(Failure::Uncertain { reason }),
        answer => answer,
    }
}

fn done(_: Answer) {}

fn issue_body(title: &str, body: &str) -> Value {
    json!({ "title": title, "description": disarm(body) })
}

/// The fields of `POST /projects/:id/statuses/:sha`. `failed` is GitLab's word for what others call
/// a failure.
fn status_body(status: &CommitStatus) -> Value {
    let state = match status.state {
        StatusState::Success => "success",
        StatusState::Failure => "failed",
        StatusState::Pending => "pending",
    };
    let mut body = json!({
        "state": state,
        "name": CommitStatus::NAME,
        "description": status.description,
    });
    if let (Some(fields), Some(page)) = (body.as_object_mut(), &status.page) {
        fields.insert("target_url".to_owned(), Value::from(page.as_str()));
    }
    body
}

/// Whether a refusal says that the status stands as it was to be set. GitLab names the state that it
/// has: `Cannot transition status via :enqueue from :pending`.
fn says_the_same(wanted: StatusState, message: &str) -> bool {
    let states: &[&str] = match wanted {
        StatusState::Success => &["from :success"],
        StatusState::Failure => &["from :failed"],
        StatusState::Pending => &["from :pending", "from :running"],
    };
    message.contains(NO_TRANSITION) && states.iter().any(|state| message.contains(state))
}

#[cfg(test)]
mod tests;
