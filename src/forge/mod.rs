//! The forges: GitHub, GitLab, Forgejo and Gitea behind one small trait, and how what is posted there
//! stays right; what their CI says about a run, and the CI files that it reads.
//!
//! The only room with an HTTP client. Nothing here reads the environment, a clock or a file: `cli/`
//! hands in addresses, tokens, payloads and finished texts. Nothing here decides what is said.

pub mod codeowners;
pub mod comment;
pub mod digest_issue;
pub mod event;
mod failure;
mod forgejo;
mod github;
mod gitlab;
pub mod http;
mod model;
mod new_file;
mod rehearsed;
mod remote;
mod review;
pub mod suggestion;
pub mod workflows;

pub use failure::Failure;
pub use model::{
    Account, Change, ChangeState, Comment, CommitStatus, Issue, Kind, Project, StatusState, Visibility,
};
pub use new_file::new_file_page;
pub use rehearsed::Rehearsed;
pub use remote::project_at;
pub use review::{LineComment, ReviewComment, ReviewThread, Reviews};

pub use forgejo::Forgejo;
pub use github::GitHub;
pub use gitlab::GitLab;

use http::Connection;

/// The project's forge over a connection. Nothing is sent yet.
///
/// # Errors
/// Where the address cannot be used, a token would travel unencrypted, or the project's name is not one.
pub fn connect(project: Project, connection: Connection) -> Result<Box<dyn Forge>, Failure> {
    match project.kind {
        Kind::GitHub => Ok(Box::new(GitHub::new(project, connection)?)),
        Kind::GitLab => Ok(Box::new(GitLab::new(project, connection)?)),
        Kind::Forgejo => Ok(Box::new(Forgejo::new(project, connection)?)),
    }
}

/// What Milepost asks of a forge, one project on it. Every call may wait and try again; none is sent
/// to another host than the project's.
pub trait Forge {
    /// The project.
    fn project(&self) -> &Project;

    /// The account that the token belongs to.
    ///
    /// # Errors
    /// Where the forge does not say.
    fn viewer(&self) -> Result<Account, Failure>;

    /// The change (pull request, merge request) of this number.
    ///
    /// # Errors
    /// Where it cannot be read; [`Failure::NotFound`] where there is none.
    fn change(&self, number: u64) -> Result<Change, Failure>;

    /// Every open change, oldest first.
    ///
    /// # Errors
    /// Where they cannot be read.
    fn open_changes(&self) -> Result<Vec<Change>, Failure>;

    /// The open changes into this project whose head is `branch` in the repository of `owner`. Whoever
    /// asks compares the head commit, and goes on only where exactly one is left.
    ///
    /// # Errors
    /// Where they cannot be read; [`Failure::Unsupported`] where nothing needs it.
    fn changes_by_head(&self, owner: &str, branch: &str) -> Result<Vec<Change>, Failure> {
        let _ = (owner, branch);
        Err(Failure::Unsupported { forge: self.project().kind.name() })
    }

    /// Every comment on a change, lowest id first. Those that the forge writes itself are left out.
    ///
    /// # Errors
    /// Where they cannot be read.
    fn comments(&self, change: u64) -> Result<Vec<Comment>, Failure>;

    /// Writes a comment on a change. Tried once: whoever calls looks for it before trying again.
    ///
    /// # Errors
    /// [`Failure::Uncertain`] where it may have been written.
    fn create_comment(&self, change: u64, body: &str) -> Result<Comment, Failure>;

    /// Replaces the text of a comment.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where it is gone.
    fn update_comment(&self, change: u64, comment: &Comment, body: &str) -> Result<(), Failure>;

    /// Deletes a comment; one that is gone already is no failure.
    ///
    /// # Errors
    /// Where it is still there.
    fn delete_comment(&self, change: u64, comment: &Comment) -> Result<(), Failure>;

    /// Folds a comment as outdated.
    ///
    /// # Errors
    /// [`Failure::Unsupported`] where the forge cannot.
    fn minimize_comment(&self, comment: &Comment) -> Result<(), Failure>;

    /// The newest status of the name [`CommitStatus::NAME`] on a commit, whoever set it: whoever may set
    /// one may set another. `None` where there is none, or where its state is one that Milepost never
    /// sets. Whoever asks sets the status where this fails: a token may be allowed to write only.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn status(&self, commit: &str) -> Result<Option<CommitStatus>, Failure>;

    /// Sets Milepost's status of a commit; an equal one may be set again.
    ///
    /// # Errors
    /// Where it could not be set; [`Failure::Unsupported`] where the forge keeps none for such a commit,
    /// as GitLab for one that is only in a fork.
    fn set_status(&self, commit: &str, status: &CommitStatus) -> Result<(), Failure>;

    /// The open issues that `author` opened, lowest number first.
    ///
    /// # Errors
    /// Where they cannot be read.
    fn issues_by(&self, author: &Account) -> Result<Vec<Issue>, Failure>;

    /// Opens an issue. Tried once, as [`Forge::create_comment`].
    ///
    /// # Errors
    /// [`Failure::Uncertain`] where it may have been opened.
    fn create_issue(&self, title: &str, body: &str) -> Result<Issue, Failure>;

    /// Replaces title and text of an issue.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where it is gone.
    fn update_issue(&self, number: u64, title: &str, body: &str) -> Result<(), Failure>;

    /// Closes an issue; one that is closed or gone already is no failure.
    ///
    /// # Errors
    /// Where it is still open.
    fn close_issue(&self, number: u64) -> Result<(), Failure>;

    /// Reviews with comments on lines; `None` where the forge has none that Milepost can write.
    fn reviews(&self) -> Option<&dyn Reviews> {
        None
    }

    /// Who may read the project.
    ///
    /// # Errors
    /// Where the forge does not say.
    fn visibility(&self) -> Result<Visibility, Failure>;
}
