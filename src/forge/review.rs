//! What Milepost asks of a forge about reviews: comments on lines of a change, and their threads.

use super::{Account, Failure};

/// Reviews of one project. Only GitHub has them in a form that Milepost writes.
pub trait Reviews {
    /// Every comment on a line of a change, also those on lines that are no more; lowest id first.
    ///
    /// # Errors
    /// Where they cannot be read.
    fn review_comments(&self, change: u64) -> Result<Vec<ReviewComment>, Failure>;

    /// Writes one review that neither approves nor refuses, with all of `comments`, on the commit
    /// `head`. Tried once: whoever calls looks for the comments before trying again.
    ///
    /// # Errors
    /// [`Failure::Refused`] with 422 where a line is not in what the forge shows of the change;
    /// nothing is written then. [`Failure::Uncertain`] where it may have been written.
    fn create_review(
        &self,
        change: u64,
        head: &str,
        body: &str,
        comments: &[LineComment],
    ) -> Result<(), Failure>;

    /// The threads that the comments on lines began.
    ///
    /// # Errors
    /// Where they cannot be read.
    fn review_threads(&self, change: u64) -> Result<Vec<ReviewThread>, Failure>;

    /// Marks a thread as resolved.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] where the token may write comments, but not resolve threads: GitHub
    /// asks for `contents: write` as well.
    fn resolve_thread(&self, thread: &ReviewThread) -> Result<(), Failure>;
}

/// A comment on lines that is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineComment {
    /// The file, from the top of the repository.
    pub path: String,
    /// The first line in the head's file, from 1.
    pub first_line: usize,
    /// The last line.
    pub last_line: usize,
    /// The text in Markdown.
    pub body: String,
}

/// A comment on lines as the forge has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewComment {
    /// Its number; the one written first has the lowest.
    pub id: u64,
    /// Its name in GitHub's GraphQL interface.
    pub node: Option<String>,
    /// Who wrote it.
    pub author: Account,
    /// Its text in Markdown.
    pub body: String,
    /// The comment that it answers.
    pub answers: Option<u64>,
}

/// A comment on lines with what was answered to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewThread {
    /// Its name in GitHub's GraphQL interface.
    pub node: String,
    /// Whether somebody marked it as resolved.
    pub resolved: bool,
    /// Whether the comment that it begins with is folded.
    pub folded: bool,
    /// The name of the comment that it begins with ([`ReviewComment::node`]); `None` where that is
    /// gone.
    pub first_comment: Option<String>,
}
