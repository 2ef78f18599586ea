//! What GitHub answers, as far as Milepost reads it. Fields as in GitHub's published description
//! (`@octokit/openapi`); everything else is left alone.

use serde::Deserialize;

use crate::forge::{Account, Change, ChangeState, Comment, CommitStatus, Issue, StatusState, Visibility};

/// The account that stands for deleted ones.
const GHOST: &str = "ghost";
/// What the names of apps end with in the REST interface, and what no person's name can contain.
const BOT: &str = "[bot]";

#[derive(Deserialize)]
pub(super) struct User {
    login: String,
    /// `User`, `Bot`, `Organization`. GraphQL calls it `__typename`.
    #[serde(rename = "type", alias = "__typename")]
    kind: Option<String>,
}

impl From<User> for Account {
    /// Apps are `NAME[bot]` in the REST interface and for `viewer`, and plain `NAME` elsewhere in
    /// GraphQL. Only where GitHub says that it is a bot is the ending added: a person may have the
    /// same name without it.
    fn from(user: User) -> Self {
        let bot = user.kind.as_deref() == Some("Bot") && !user.login.ends_with(BOT);
        Self { login: if bot { user.login + BOT } else { user.login } }
    }
}

pub(super) fn account(user: Option<User>) -> Account {
    user.map_or_else(|| Account { login: GHOST.to_owned() }, Account::from)
}

/// What stands on a commit: the newest status of each name.
#[derive(Deserialize)]
pub(super) struct CombinedStatus {
    statuses: Vec<StatusAnswer>,
}

impl CombinedStatus {
    /// The status of this name.
    pub(super) fn of(self, name: &str) -> Option<StatusAnswer> {
        self.statuses.into_iter().find(|status| status.context == name)
    }
}

#[derive(Deserialize)]
pub(super) struct StatusAnswer {
    context: String,
    state: String,
    description: Option<String>,
    target_url: Option<String>,
}

impl From<StatusAnswer> for Option<CommitStatus> {
    /// None where the state is another: `error`.
    fn from(status: StatusAnswer) -> Self {
        let state = match status.state.as_str() {
            "success" => StatusState::Success,
            "failure" => StatusState::Failure,
            "pending" => StatusState::Pending,
            _ => return None,
        };
        Some(CommitStatus::given(state, status.description, status.target_url))
    }
}

#[derive(Deserialize)]
pub(super) struct PullRequest {
    number: u64,
    state: String,
    #[serde(default)]
    draft: bool,
    merged_at: Option<String>,
    head: Head,
    base: Base,
    user: Option<User>,
    created_at: String,
    html_url: String,
}

#[derive(Deserialize)]
struct Head {
    sha: String,
    #[serde(rename = "ref")]
    branch: String,
    /// The owner of the repository that it comes from; null where the account is gone.
    user: Option<User>,
}

#[derive(Deserialize)]
struct Base {
    #[serde(rename = "ref")]
    branch: String,
    repo: BaseRepository,
}

#[derive(Deserialize)]
struct BaseRepository {
    full_name: String,
}

impl PullRequest {
    /// Whether it is to be merged into `project` from this branch of this owner's repository.
    pub(super) fn comes_from(&self, project: &str, owner: &str, branch: &str) -> bool {
        let head_owner = self.head.user.as_ref().map(|user| user.login.as_str()).unwrap_or_default();
        self.base.repo.full_name.eq_ignore_ascii_case(project)
            && head_owner.eq_ignore_ascii_case(owner)
            && self.head.branch == branch
    }
}

impl From<PullRequest> for Change {
    fn from(pull: PullRequest) -> Self {
        let state = match (pull.state.as_str(), pull.merged_at) {
            (_, Some(_)) => ChangeState::Merged,
            ("open", None) => ChangeState::Open,
            (_, None) => ChangeState::Closed,
        };
        Self {
            number: pull.number,
            state,
            draft: pull.draft,
            head: pull.head.sha,
            base_branch: pull.base.branch,
            author: account(pull.user),
            opened: pull.created_at,
            page: pull.html_url,
        }
    }
}

#[derive(Deserialize)]
pub(super) struct CommentAnswer {
    id: u64,
    node_id: Option<String>,
    user: Option<User>,
    body: Option<String>,
}

impl From<CommentAnswer> for Comment {
    fn from(comment: CommentAnswer) -> Self {
        Self {
            id: comment.id,
            node: comment.node_id,
            author: account(comment.user),
            body: comment.body.unwrap_or_default(),
        }
    }
}

#[derive(Deserialize)]
pub(super) struct IssueAnswer {
    number: u64,
    title: String,
    body: Option<String>,
    user: Option<User>,
    html_url: String,
    /// Present where the issue is really a pull request.
    pull_request: Option<serde::de::IgnoredAny>,
}

impl IssueAnswer {
    /// The issue; `None` for a pull request, which GitHub lists among them.
    pub(super) fn issue(self) -> Option<Issue> {
        if self.pull_request.is_some() {
            return None;
        }
        Some(Issue {
            number: self.number,
            author: account(self.user),
            title: self.title,
            body: self.body.unwrap_or_default(),
            page: self.html_url,
        })
    }
}

#[derive(Deserialize)]
pub(super) struct Repository {
    pub(super) private: bool,
    /// What the account may do; some tokens are not told.
    pub(super) permissions: Option<Rights>,
    /// `public`, `private` or `internal`; older Enterprise servers do not send it.
    visibility: Option<String>,
}

/// What an account may do in a repository.
#[derive(Deserialize)]
pub(super) struct Rights {
    pub(super) push: bool,
}

impl From<Repository> for Visibility {
    fn from(repository: Repository) -> Self {
        match repository.visibility.as_deref() {
            Some("public") if !repository.private => Self::Public,
            None if !repository.private => Self::Public,
            Some("internal") => Self::Internal,
            _ => Self::Private,
        }
    }
}

/// What GraphQL answers, always with status 200.
#[derive(Deserialize)]
pub(super) struct GraphAnswer {
    pub(super) data: Option<serde_json::Value>,
    #[serde(default)]
    pub(super) errors: Vec<GraphError>,
}

#[derive(Deserialize)]
pub(super) struct GraphError {
    /// `FORBIDDEN`, `NOT_FOUND`, `RATE_LIMITED` and others.
    #[serde(rename = "type")]
    pub(super) kind: Option<String>,
    pub(super) message: String,
}

#[derive(Deserialize)]
pub(super) struct Viewer {
    pub(super) viewer: User,
}
