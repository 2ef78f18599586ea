//! A forge in a dry run: what would be written is noted, and answered as if it had been done, so that
//! a run goes on to what it would do next.

use std::cell::RefCell;

use super::http::Rehearsal;
use super::{
    Access, Account, Change, Comment, CommitStatus, Failure, Forge, Issue, LineComment, Project,
    ReviewComment, ReviewThread, Reviews, Visibility,
};

/// A forge whose client takes notes instead of writing.
pub struct Rehearsed {
    inner: Box<dyn Forge>,
    rehearsal: Rehearsal,
    /// The change that is assumed where nothing is read.
    assumed: Option<Change>,
    written: RefCell<Written>,
}

/// What would have been written so far.
#[derive(Default)]
struct Written {
    comments: Vec<Comment>,
    deleted: Vec<u64>,
}

impl Rehearsed {
    /// Around `inner`, whose connection holds the same `rehearsal`. `assumed` is the change as it is
    /// taken to be where nothing is read.
    #[must_use]
    pub fn new(inner: Box<dyn Forge>, rehearsal: Rehearsal, assumed: Option<Change>) -> Self {
        Self { inner, rehearsal, assumed, written: RefCell::default() }
    }

    /// What `call` gives; `instead` where it came to a request that was noted.
    fn noted<T>(
        &self,
        call: impl FnOnce(&dyn Forge) -> Result<T, Failure>,
        instead: impl FnOnce() -> T,
    ) -> Result<T, Failure> {
        let before = self.rehearsal.count();
        let result = call(self.inner.as_ref());
        if self.rehearsal.count() > before { Ok(instead()) } else { result }
    }

    fn own(&self) -> Account {
        // Nobody's comment is ours where nothing is read, and what would be written is.
        self.viewer().unwrap_or_else(|_| Account { login: String::new() })
    }
}

impl Forge for Rehearsed {
    fn project(&self) -> &Project {
        self.inner.project()
    }

    fn viewer(&self) -> Result<Account, Failure> {
        if self.rehearsal.reads { self.inner.viewer() } else { Ok(Account { login: String::new() }) }
    }

    fn change(&self, number: u64) -> Result<Change, Failure> {
        match &self.assumed {
            Some(change) if !self.rehearsal.reads => Ok(change.clone()),
            Some(_) | None => self.inner.change(number),
        }
    }

    fn open_changes(&self) -> Result<Vec<Change>, Failure> {
        self.inner.open_changes()
    }

    fn changes_by_head(&self, owner: &str, branch: &str) -> Result<Vec<Change>, Failure> {
        self.inner.changes_by_head(owner, branch)
    }

    fn comments(&self, change: u64) -> Result<Vec<Comment>, Failure> {
        let mut comments = if self.rehearsal.reads { self.inner.comments(change)? } else { Vec::new() };
        let written = self.written.borrow();
        for comment in &written.comments {
            match comments.iter_mut().find(|other| other.id == comment.id) {
                Some(other) => other.body.clone_from(&comment.body),
                None => comments.push(comment.clone()),
            }
        }
        comments.retain(|comment| !written.deleted.contains(&comment.id));
        Ok(comments)
    }

    fn create_comment(&self, change: u64, body: &str) -> Result<Comment, Failure> {
        // Behind every one that there is.
        let id = u64::MAX - 1_000 + self.rehearsal.count() as u64;
        let made = Comment { id, node: None, author: self.own(), body: body.to_owned() };
        let comment = self.noted(|inner| inner.create_comment(change, body), || made)?;
        self.written.borrow_mut().comments.push(comment.clone());
        Ok(comment)
    }

    fn update_comment(&self, change: u64, comment: &Comment, body: &str) -> Result<(), Failure> {
        self.noted(|inner| inner.update_comment(change, comment, body), || ())?;
        self.written.borrow_mut().comments.push(Comment { body: body.to_owned(), ..comment.clone() });
        Ok(())
    }

    fn delete_comment(&self, change: u64, comment: &Comment) -> Result<(), Failure> {
        self.noted(|inner| inner.delete_comment(change, comment), || ())?;
        self.written.borrow_mut().deleted.push(comment.id);
        Ok(())
    }

    fn minimize_comment(&self, comment: &Comment) -> Result<(), Failure> {
        self.noted(|inner| inner.minimize_comment(comment), || ())
    }

    fn status(&self, commit: &str) -> Result<Option<CommitStatus>, Failure> {
        if self.rehearsal.reads { self.inner.status(commit) } else { Ok(None) }
    }

    fn set_status(&self, commit: &str, status: &CommitStatus) -> Result<(), Failure> {
        self.noted(|inner| inner.set_status(commit, status), || ())
    }

    fn issues_by(&self, author: &Account) -> Result<Vec<Issue>, Failure> {
        if self.rehearsal.reads { self.inner.issues_by(author) } else { Ok(Vec::new()) }
    }

    fn create_issue(&self, title: &str, body: &str) -> Result<Issue, Failure> {
        let (title_made, body_made) = (title.to_owned(), body.to_owned());
        let made =
            Issue { number: 0, author: self.own(), title: title_made, body: body_made, page: String::new() };
        self.noted(|inner| inner.create_issue(title, body), || made)
    }

    fn update_issue(&self, number: u64, title: &str, body: &str) -> Result<(), Failure> {
        self.noted(|inner| inner.update_issue(number, title, body), || ())
    }

    fn close_issue(&self, number: u64) -> Result<(), Failure> {
        self.noted(|inner| inner.close_issue(number), || ())
    }

    fn reviews(&self) -> Option<&dyn Reviews> {
        self.inner.reviews().map(|_| self as &dyn Reviews)
    }

    fn visibility(&self) -> Result<Visibility, Failure> {
        self.inner.visibility()
    }

    fn access(&self) -> Result<Access, Failure> {
        self.inner.access()
    }
}

impl Rehearsed {
    /// The reviews of the forge itself.
    fn inner_reviews<T>(&self, call: impl FnOnce(&dyn Reviews) -> Result<T, Failure>) -> Result<T, Failure> {
        let unsupported = || Failure::Unsupported { forge: self.project().kind.name() };
        self.inner.reviews().ok_or_else(unsupported).and_then(call)
    }
}

impl Reviews for Rehearsed {
    fn review_comments(&self, change: u64) -> Result<Vec<ReviewComment>, Failure> {
        if self.rehearsal.reads {
            self.inner_reviews(|it| it.review_comments(change))
        } else {
            Ok(Vec::new())
        }
    }

    fn create_review(
        &self,
        change: u64,
        head: &str,
        body: &str,
        comments: &[LineComment],
    ) -> Result<(), Failure> {
        self.noted(|_| self.inner_reviews(|it| it.create_review(change, head, body, comments)), || ())
    }

    fn review_threads(&self, change: u64) -> Result<Vec<ReviewThread>, Failure> {
        if self.rehearsal.reads { self.inner_reviews(|it| it.review_threads(change)) } else { Ok(Vec::new()) }
    }

    fn resolve_thread(&self, thread: &ReviewThread) -> Result<(), Failure> {
        self.noted(|_| self.inner_reviews(|it| it.resolve_thread(thread)), || ())
    }
}
