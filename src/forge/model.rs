//! What forges tell and are told, in plain data that is the same for all of them.

use crate::record::Accounts;

/// Which interface a forge speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// GitHub, also GitHub Enterprise.
    GitHub,
    /// GitLab.
    GitLab,
    /// Forgejo and Gitea.
    Forgejo,
}

impl Kind {
    /// The product's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::GitHub => "GitHub",
            Self::GitLab => "GitLab",
            Self::Forgejo => "Forgejo",
        }
    }

    /// The login that a profile gives for it.
    #[must_use]
    pub fn login_in(self, accounts: &Accounts) -> Option<&str> {
        match self {
            Self::GitHub => accounts.github.as_deref(),
            Self::GitLab => accounts.gitlab.as_deref(),
            Self::Forgejo => accounts.forgejo.as_deref(),
        }
    }

    /// Whether it can be the name of a project: parts of the characters that forges allow, two of them,
    /// on GitLab also more, or the project's number.
    #[must_use]
    pub fn allows_project_name(self, name: &str) -> bool {
        let parts: Vec<&str> = name.split('/').collect();
        let part = |part: &&str| {
            !matches!(*part, "" | "." | "..")
                && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '+'))
        };
        let number =
            self == Self::GitLab && !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
        let enough = parts.len() == 2 || (self == Self::GitLab && parts.len() > 2);
        number || (enough && parts.iter().all(part))
    }

    /// What it calls a change.
    #[must_use]
    pub fn change_word(self) -> &'static str {
        match self {
            Self::GitHub | Self::Forgejo => "pull request",
            Self::GitLab => "merge request",
        }
    }
}

/// A project (repository) on a forge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Which interface its forge speaks.
    pub kind: Kind,
    /// The address of the interface without a `/` at its end: `https://api.github.com`,
    /// `https://git.example.com/api/v1`.
    pub api: String,
    /// The address that people open in a browser, without a `/` at its end.
    pub server: String,
    /// `owner/name`; on GitLab also with groups, or the project's number.
    pub name: String,
}

/// An account on a forge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The name that it logs in with. Compare with [`Account::is`].
    pub login: String,
}

impl Account {
    /// Whether it is the same account: forges do not tell letter case apart.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        self.login.eq_ignore_ascii_case(&other.login)
    }
}

/// Where a change stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeState {
    /// It can be merged.
    Open,
    /// It was merged.
    Merged,
    /// It was closed without merging.
    Closed,
}

/// A pull request or merge request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its number in the project.
    pub number: u64,
    /// Where it stands.
    pub state: ChangeState,
    /// Whether its author is still at work on it.
    pub draft: bool,
    /// The commit at its head, 40 or 64 hexadecimal digits.
    pub head: String,
    /// The branch that it is to be merged into.
    pub base_branch: String,
    /// Who opened it.
    pub author: Account,
    /// When it was opened, as the forge writes it: an RFC 3339 date and time.
    pub opened: String,
    /// Its page.
    pub page: String,
}

/// A comment on a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Its number; the one written first has the lowest.
    pub id: u64,
    /// Its name in GitHub's GraphQL interface.
    pub node: Option<String>,
    /// Who wrote it.
    pub author: Account,
    /// Its text in Markdown.
    pub body: String,
}

/// What a status says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusState {
    /// Nothing stands in the way.
    Success,
    /// The change introduces errors, or does not merge.
    Failure,
    /// It is not known yet.
    Pending,
}

/// Milepost's status of a commit: the one that a branch protection can ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitStatus {
    /// What it says.
    pub state: StatusState,
    /// The same in a few words, at most 140 characters.
    pub description: String,
    /// A page that tells more.
    pub page: Option<String>,
}

impl CommitStatus {
    /// The name under which it is listed.
    pub const NAME: &'static str = "milepost";

    /// A status as a forge gives it back: what is missing or empty there is not said here.
    pub(super) fn given(state: StatusState, description: Option<String>, page: Option<String>) -> Self {
        let page = page.filter(|page| !page.is_empty());
        Self { state, description: description.unwrap_or_default(), page }
    }
}

/// An issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Its number in the project.
    pub number: u64,
    /// Who opened it.
    pub author: Account,
    /// Its title.
    pub title: String,
    /// Its text in Markdown.
    pub body: String,
    /// Its page.
    pub page: String,
}

/// Who may read a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// Everybody.
    Public,
    /// Everybody in the company or with an account.
    Internal,
    /// Its members.
    Private,
}
