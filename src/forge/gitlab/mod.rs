//! GitLab behind [`Forge`]: its routes, what is sent there, and where it differs from the others.
//!
//! Source: GitLab's REST API, version 4. Its job token cannot write notes, so a project access token
//! is needed; its account is a bot user of the project.

mod answer;
mod quick_actions;

use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use self::answer::{IssueAnswer, MergeRequest, Note, ProjectAnswer, StatusAnswer, TokenAnswer, User};
use self::quick_actions::disarm;
use crate::forge::access::on_gitlab;
use crate::forge::http::{Authorization, Client, Connection, Path, Service};
use crate::forge::{
    Access, Account, Change, Comment, CommitStatus, Failure, Forge, Issue, Project, StatusState, Visibility,
};

/// What GitLab says where it refuses to change the state of a status: that one is pending already,
/// most of all, and so that setting it to pending once more is nothing new.
const NO_TRANSITION: &str = "Cannot transition status";
/// How many entries a page of a list has: the most that GitLab gives, against 20 unasked. A note has
/// up to 1,000,000 characters, so a full page can be more than the client reads of one answer. Then
/// smaller ones are asked for: nobody's long notes keep ours from being found.
const PAGES: [&str; 3] = ["100", "10", "1"];

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
    fn list<T: DeserializeOwned>(&self, what: &str, path: &Path) -> Result<Vec<T>, Failure> {
        let path = path.clone().with("order_by", "created_at").with("sort", "asc");
        let mut read = Err(Failure::NotFound);
        for size in PAGES {
            read = self.client.get_all(&path.clone().with("per_page", size));
            if !matches!(read, Err(Failure::Unusable { .. })) {
                break;
            }
        }
        read?.into_iter().map(|entry| self.client.shape(what, entry)).collect()
    }
}

impl Forge for GitLab {
    fn project(&self) -> &Project {
        &self.project
    }

    fn viewer(&self) -> Result<Account, Failure> {
        Ok(self.client.read::<User>("user", &Path::new(&["user"])?)?.into())
    }

    fn change(&self, number: u64) -> Result<Change, Failure> {
        let path = self.path(&["merge_requests", &number.to_string()])?;
        self.client.read::<MergeRequest>("merge request", &path)?.try_into()
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
        comments.dedup_by_key(|comment| comment.id);
        Ok(comments)
    }

    fn create_comment(&self, change: u64, body: &str) -> Result<Comment, Failure> {
        let path = self.path(&["merge_requests", &change.to_string(), "notes"])?;
        let answer = self.client.post(&path, &json!({ "body": disarm(body) }))?;
        Ok(self.client.made::<Note>("note", answer.body)?.into())
    }

    fn update_comment(&self, change: u64, comment: &Comment, body: &str) -> Result<(), Failure> {
        self.client.put(&self.note(change, comment)?, &json!({ "body": disarm(body) })).map(drop)
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

    /// GitLab lists the newest of each pipeline, and the jobs of the same name among them.
    fn status(&self, commit: &str) -> Result<Option<CommitStatus>, Failure> {
        let path = self.path(&["repository", "commits", commit, "statuses"])?;
        let path = path.with("name", CommitStatus::NAME).with("per_page", "100");
        let found: Vec<StatusAnswer> = self.client.list("commit's status", &path)?;
        let ours = found.into_iter().filter(|status| status.name == CommitStatus::NAME);
        Ok(ours.max_by_key(|status| status.id).and_then(Option::from))
    }

    /// A commit of a fork is on no branch of this project. GitLab keeps a status for it only where a
    /// pipeline ran for it in this project, and says 404 otherwise.
    fn set_status(&self, commit: &str, status: &CommitStatus) -> Result<(), Failure> {
        let path = self.path(&["statuses", commit])?;
        match self.client.post_again(&path, &status_body(status)) {
            Err(Failure::Refused { status: 400, message }) if says_the_same(status.state, &message) => Ok(()),
            Err(Failure::NotFound) => {
                // Where even the project is hidden, that is what is told.
                self.visibility()?;
                Err(Failure::Unsupported { forge: self.project.kind.name() })
            }
            answer => answer.map(drop),
        }
    }

    fn issues_by(&self, author: &Account) -> Result<Vec<Issue>, Failure> {
        let path = self.path(&["issues"])?.with("state", "opened").with("scope", "all");
        let found: Vec<IssueAnswer> = self.list("issue", &path.with("author_username", &author.login))?;
        let mut issues: Vec<Issue> = found.into_iter().map(Issue::from).collect();
        issues.sort_by_key(|issue| issue.number);
        issues.dedup_by_key(|issue| issue.number);
        Ok(issues)
    }

    fn create_issue(&self, title: &str, body: &str) -> Result<Issue, Failure> {
        let answer = self.client.post(&self.path(&["issues"])?, &issue_body(title, body))?;
        Ok(self.client.made::<IssueAnswer>("issue", answer.body)?.into())
    }

    fn update_issue(&self, number: u64, title: &str, body: &str) -> Result<(), Failure> {
        let path = self.path(&["issues", &number.to_string()])?;
        self.client.put(&path, &issue_body(title, body)).map(drop)
    }

    fn close_issue(&self, number: u64) -> Result<(), Failure> {
        let path = self.path(&["issues", &number.to_string()])?;
        match self.client.put(&path, &json!({ "state_event": "close" })) {
            Ok(_) | Err(Failure::NotFound) => Ok(()),
            Err(failure) => Err(failure),
        }
    }

    fn visibility(&self) -> Result<Visibility, Failure> {
        Ok(self.client.read::<ProjectAnswer>("project", &self.path(&[])?)?.into())
    }

    fn access(&self) -> Result<Access, Failure> {
        let project: ProjectAnswer = self.client.read("project", &self.path(&[])?)?;
        // A job's own token may not ask this.
        let own = self.client.read::<TokenAnswer>("token", &Path::new(&["personal_access_tokens", "self"])?);
        Ok(on_gitlab(own.ok().map(|own| own.scopes).as_deref(), project.role()))
    }
}

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
