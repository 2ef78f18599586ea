//! What Forgejo and Gitea answer, as far as Milepost reads it, and what is made of it. Nothing here
//! sends.
//!
//! Source: Forgejo's API description (`swagger.v1.json`). It calls no field required, so a field is
//! optional here where a version leaves it out or sets it to null.

use serde::Deserialize;

use crate::forge::{
    Account, Change, ChangeState, Comment, CommitStatus, Failure, Issue, StatusState, Visibility,
};

/// What a title begins with while its author is at work on it: the defaults of
/// `WORK_IN_PROGRESS_PREFIXES`, and the word that GitHub and GitLab use.
const WORK_IN_PROGRESS: [&str; 3] = ["wip:", "[wip]", "draft:"];

/// Who stands for an account that is gone.
const GHOST: &str = "ghost";

/// An account.
#[derive(Debug, Deserialize)]
pub(super) struct User {
    login: String,
}

impl From<User> for Account {
    fn from(user: User) -> Self {
        Self { login: user.login }
    }
}

/// Who wrote something; nobody any more where the account is gone.
fn author(user: Option<User>) -> Account {
    user.map_or_else(|| Account { login: GHOST.to_owned() }, Account::from)
}

/// A comment on an issue or a pull request.
#[derive(Debug, Deserialize)]
pub(super) struct CommentAnswer {
    id: u64,
    body: String,
    user: Option<User>,
}

impl From<CommentAnswer> for Comment {
    fn from(comment: CommentAnswer) -> Self {
        Self { id: comment.id, node: None, author: author(comment.user), body: comment.body }
    }
}

/// What stands on a commit: the newest status of each name. On a commit without any, the whole of it
/// can be null.
#[derive(Debug, Deserialize)]
pub(super) struct CombinedStatus {
    statuses: Option<Vec<StatusAnswer>>,
}

impl CombinedStatus {
    /// Its statuses, where there are some.
    pub(super) fn any(self) -> Option<Vec<StatusAnswer>> {
        self.statuses.filter(|statuses| !statuses.is_empty())
    }
}

/// A status of a commit. What is sent as `state` comes back as `status`.
#[derive(Debug, Deserialize)]
pub(super) struct StatusAnswer {
    pub(super) context: String,
    status: String,
    description: Option<String>,
    target_url: Option<String>,
}

impl From<StatusAnswer> for Option<CommitStatus> {
    /// None where the state is another: `error`, `warning`, `skipped`.
    fn from(status: StatusAnswer) -> Self {
        let state = match status.status.as_str() {
            "success" => StatusState::Success,
            "failure" => StatusState::Failure,
            "pending" => StatusState::Pending,
            _ => return None,
        };
        Some(CommitStatus::given(state, status.description, status.target_url))
    }
}

/// A pull request. Gitea before 1.22 and the Forgejo of its time do not say whether it is a draft.
#[derive(Debug, Deserialize)]
pub(super) struct PullRequest {
    number: u64,
    title: String,
    state: String,
    #[serde(default)]
    merged: bool,
    draft: Option<bool>,
    head: Branch,
    base: Branch,
    user: Option<User>,
    created_at: String,
    html_url: String,
}

/// One end of a pull request.
#[derive(Debug, Deserialize)]
struct Branch {
    #[serde(rename = "ref")]
    name: String,
    /// Empty where Forgejo cannot find the commit.
    #[serde(default)]
    sha: String,
}

impl PullRequest {
    /// Whether there is a commit at its head. Without one there is nothing to judge.
    pub(super) fn has_head(&self) -> bool {
        !self.head.sha.is_empty()
    }
}

impl TryFrom<PullRequest> for Change {
    type Error = Failure;

    fn try_from(request: PullRequest) -> Result<Self, Failure> {
        let state = match request.state.as_str() {
            _ if request.merged => ChangeState::Merged,
            "open" => ChangeState::Open,
            "closed" => ChangeState::Closed,
            _ => {
                let reason = format!("pull request {} is in no known state", request.number);
                return Err(Failure::Unusable { reason });
            }
        };
        Ok(Self {
            number: request.number,
            state,
            draft: request.draft.unwrap_or_else(|| titled_as_draft(&request.title)),
            head: request.head.sha,
            base_branch: request.base.name,
            author: author(request.user),
            opened: request.created_at,
            page: request.html_url,
        })
    }
}

fn titled_as_draft(title: &str) -> bool {
    WORK_IN_PROGRESS
        .iter()
        .any(|prefix| title.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix)))
}

/// An issue.
#[derive(Debug, Deserialize)]
pub(super) struct IssueAnswer {
    number: u64,
    user: Option<User>,
    title: String,
    #[serde(default)]
    body: String,
    html_url: String,
}

impl From<IssueAnswer> for Issue {
    fn from(issue: IssueAnswer) -> Self {
        Self {
            number: issue.number,
            author: author(issue.user),
            title: issue.title,
            body: issue.body,
            page: issue.html_url,
        }
    }
}

/// A repository: only who may read it. `private` is about the repository alone. Whoever owns it can be
/// hidden too: from strangers (`limited`), or from everybody but members (`private`; the repository
/// is then `internal`). A public repository of such an owner is no public one.
#[derive(Debug, Deserialize)]
pub(super) struct Repository {
    private: bool,
    #[serde(default)]
    internal: bool,
    owner: Owner,
    /// What the account may do.
    pub(super) permissions: Option<Rights>,
}

/// What an account may do in a repository.
#[derive(Debug, Deserialize)]
pub(super) struct Rights {
    pub(super) push: bool,
}

#[derive(Debug, Deserialize)]
struct Owner {
    /// `public`, `limited` or `private`; older versions do not say.
    visibility: Option<String>,
}

impl From<Repository> for Visibility {
    fn from(repository: Repository) -> Self {
        let open_owner = repository.owner.visibility.is_none_or(|visibility| visibility == "public");
        if repository.private {
            Self::Private
        } else if repository.internal || !open_owner {
            Self::Internal
        } else {
            Self::Public
        }
    }
}
