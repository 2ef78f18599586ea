//! What GitLab answers, as far as Milepost reads it, and what is made of it. Nothing here sends.
//!
//! Source: GitLab's REST API, version 4 (users, merge requests, notes, commits, issues, projects).

use serde::Deserialize;

use crate::forge::{
    Account, Change, ChangeState, Comment, CommitStatus, Failure, Issue, StatusState, Visibility,
};

/// Who stands for an account that is gone: GitLab has a user of this name for it.
const GHOST: &str = "ghost";

/// An account; `username` is what it logs in with, `name` is free text and is not read.
#[derive(Debug, Deserialize)]
pub(super) struct User {
    username: String,
}

impl From<User> for Account {
    fn from(user: User) -> Self {
        Self { login: user.username }
    }
}

/// Who wrote something; nobody any more where the account is gone.
fn author(user: Option<User>) -> Account {
    user.map_or_else(|| Account { login: GHOST.to_owned() }, Account::from)
}

/// A status of a commit.
#[derive(Debug, Deserialize)]
pub(super) struct StatusAnswer {
    pub(super) id: u64,
    pub(super) name: String,
    status: String,
    description: Option<String>,
    target_url: Option<String>,
}

impl From<StatusAnswer> for Option<CommitStatus> {
    /// None where the state is another: `running`, `canceled`, `skipped` and those of jobs.
    fn from(status: StatusAnswer) -> Self {
        let state = match status.status.as_str() {
            "success" => StatusState::Success,
            "failed" => StatusState::Failure,
            "pending" => StatusState::Pending,
            _ => return None,
        };
        Some(CommitStatus::given(state, status.description, status.target_url))
    }
}

/// A note: GitLab's word for a comment, and for a line that GitLab writes itself (`system`).
#[derive(Debug, Deserialize)]
pub(super) struct Note {
    id: u64,
    body: String,
    author: Option<User>,
    #[serde(default)]
    system: bool,
}

impl Note {
    /// The comment; none where GitLab wrote the note itself.
    pub(super) fn written_by_somebody(self) -> Option<Comment> {
        (!self.system).then(|| self.into())
    }
}

impl From<Note> for Comment {
    fn from(note: Note) -> Self {
        Self { id: note.id, node: None, author: author(note.author), body: note.body }
    }
}

/// A merge request. `draft` came with GitLab 14; older ones say `work_in_progress`.
#[derive(Debug, Deserialize)]
pub(super) struct MergeRequest {
    iid: u64,
    state: String,
    draft: Option<bool>,
    work_in_progress: Option<bool>,
    /// The head; null where the source branch has no commit.
    sha: Option<String>,
    target_branch: String,
    author: Option<User>,
    created_at: String,
    web_url: String,
}

impl MergeRequest {
    /// Whether there is a commit at its head. Without one there is nothing to judge.
    pub(super) fn has_head(&self) -> bool {
        self.sha.as_deref().is_some_and(|sha| !sha.is_empty())
    }
}

impl TryFrom<MergeRequest> for Change {
    type Error = Failure;

    fn try_from(request: MergeRequest) -> Result<Self, Failure> {
        let state = match request.state.as_str() {
            // Locked: GitLab is about to merge it.
            "opened" | "locked" => ChangeState::Open,
            "merged" => ChangeState::Merged,
            "closed" => ChangeState::Closed,
            _ => {
                let reason = format!("merge request {} is in no known state", request.iid);
                return Err(Failure::Unusable { reason });
            }
        };
        Ok(Self {
            number: request.iid,
            state,
            draft: request.draft.or(request.work_in_progress).unwrap_or(false),
            head: request.sha.unwrap_or_default(),
            base_branch: request.target_branch,
            author: author(request.author),
            opened: request.created_at,
            page: request.web_url,
        })
    }
}

/// An issue. GitLab keeps no text at all as null.
#[derive(Debug, Deserialize)]
pub(super) struct IssueAnswer {
    iid: u64,
    author: Option<User>,
    title: String,
    description: Option<String>,
    web_url: String,
}

impl From<IssueAnswer> for Issue {
    fn from(issue: IssueAnswer) -> Self {
        Self {
            number: issue.iid,
            author: author(issue.author),
            title: issue.title,
            body: issue.description.unwrap_or_default(),
            page: issue.web_url,
        }
    }
}

/// A project: only who may read it.
#[derive(Debug, Deserialize)]
pub(super) struct ProjectAnswer {
    visibility: VisibilityAnswer,
    /// The roles of whoever asks.
    permissions: Option<Roles>,
}

#[derive(Debug, Deserialize)]
struct Roles {
    project_access: Option<Role>,
    group_access: Option<Role>,
}

#[derive(Debug, Deserialize)]
struct Role {
    access_level: u64,
}

impl ProjectAnswer {
    /// The highest role of whoever asks.
    pub(super) fn role(&self) -> Option<u64> {
        let roles = self.permissions.as_ref()?;
        let levels = [&roles.project_access, &roles.group_access].into_iter().flatten();
        levels.map(|role| role.access_level).max()
    }
}

/// What a token says of itself.
#[derive(Debug, Deserialize)]
pub(super) struct TokenAnswer {
    pub(super) scopes: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum VisibilityAnswer {
    Public,
    Internal,
    Private,
}

impl From<ProjectAnswer> for Visibility {
    fn from(project: ProjectAnswer) -> Self {
        match project.visibility {
            VisibilityAnswer::Public => Self::Public,
            VisibilityAnswer::Internal => Self::Internal,
            VisibilityAnswer::Private => Self::Private,
        }
    }
}
