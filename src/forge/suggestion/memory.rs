//! A forge in memory for tests: review comments with their threads, and what goes wrong.

use std::cell::{Cell, RefCell};

use crate::forge::{
    Account, Change, ChangeState, Comment, CommitStatus, Failure, Forge, Issue, Kind, LineComment, Project,
    ReviewComment, ReviewThread, Reviews, Visibility,
};

pub(super) const OWN: &str = "milepost[bot]";
pub(super) const HEAD: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

/// What goes wrong with the next review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Written, but no answer comes.
    DoneUnanswered,
    /// Not written, and no answer comes.
    LostUnanswered,
    /// A line is not in the diff.
    Unprocessable,
}

#[derive(Default)]
pub(super) struct Memory {
    project: Option<Project>,
    pub(super) comments: RefCell<Vec<ReviewComment>>,
    pub(super) resolved: RefCell<Vec<u64>>,
    pub(super) folded: RefCell<Vec<u64>>,
    /// How many comments each review had.
    pub(super) reviews: RefCell<Vec<usize>>,
    pub(super) fault: Cell<Option<Fault>>,
    /// Whether the token may resolve threads.
    pub(super) may_resolve: Cell<bool>,
    pub(super) head: RefCell<String>,
    pub(super) has_reviews: bool,
}

impl Memory {
    pub(super) fn new() -> Self {
        let project = Project {
            kind: Kind::GitHub,
            api: "https://api.git.example.com".into(),
            server: "https://git.example.com".into(),
            name: "example/learning".into(),
        };
        Self {
            project: Some(project),
            may_resolve: Cell::new(true),
            head: RefCell::new(HEAD.into()),
            has_reviews: true,
            ..Self::default()
        }
    }

    pub(super) fn say(&self, author: &str, body: &str, answers: Option<u64>) {
        let id = self.comments.borrow().len() as u64 + 1;
        let author = Account { login: author.into() };
        let node = Some(format!("node-{id}"));
        self.comments.borrow_mut().push(ReviewComment { id, node, author, body: body.into(), answers });
    }
}

impl Reviews for Memory {
    fn review_comments(&self, _: u64) -> Result<Vec<ReviewComment>, Failure> {
        Ok(self.comments.borrow().clone())
    }

    fn create_review(&self, _: u64, head: &str, _: &str, comments: &[LineComment]) -> Result<(), Failure> {
        assert_eq!(head, HEAD);
        let uncertain = || Failure::Uncertain { reason: "cut".into() };
        let fault = self.fault.take();
        match fault {
            Some(Fault::LostUnanswered) => return Err(uncertain()),
            Some(Fault::Unprocessable) => {
                return Err(Failure::Refused {
                    status: 422,
                    message: "line must be part of the diff".into(),
                });
            }
            Some(Fault::DoneUnanswered) | None => {}
        }
        self.reviews.borrow_mut().push(comments.len());
        comments.iter().for_each(|comment| self.say(OWN, &comment.body, None));
        fault.map_or(Ok(()), |_| Err(uncertain()))
    }

    fn review_threads(&self, _: u64) -> Result<Vec<ReviewThread>, Failure> {
        let comments = self.comments.borrow();
        let first = comments.iter().filter(|comment| comment.answers.is_none());
        Ok(first
            .map(|comment| ReviewThread {
                node: format!("thread-{}", comment.id),
                resolved: self.resolved.borrow().contains(&comment.id),
                folded: self.folded.borrow().contains(&comment.id),
                first_comment: comment.node.clone(),
            })
            .collect())
    }

    fn resolve_thread(&self, thread: &ReviewThread) -> Result<(), Failure> {
        if !self.may_resolve.get() {
            return Err(Failure::Forbidden { message: "Resource not accessible by integration".into() });
        }
        let id = thread.node.strip_prefix("thread-").unwrap().parse().unwrap();
        self.resolved.borrow_mut().push(id);
        Ok(())
    }
}

impl Forge for Memory {
    fn project(&self) -> &Project {
        self.project.as_ref().unwrap()
    }

    fn viewer(&self) -> Result<Account, Failure> {
        Ok(Account { login: OWN.to_uppercase() })
    }

    fn reviews(&self) -> Option<&dyn Reviews> {
        self.has_reviews.then_some(self)
    }

    fn minimize_comment(&self, comment: &Comment) -> Result<(), Failure> {
        assert!(comment.node.is_some());
        self.folded.borrow_mut().push(comment.id);
        Ok(())
    }

    fn change(&self, number: u64) -> Result<Change, Failure> {
        Ok(Change {
            number,
            state: ChangeState::Open,
            draft: false,
            head: self.head.borrow().clone(),
            base_branch: "main".into(),
            author: Account { login: "ana".into() },
            opened: "2026-11-20T09:00:00Z".into(),
            page: String::new(),
        })
    }

    fn visibility(&self) -> Result<Visibility, Failure> {
        Err(Failure::NotFound)
    }

    fn issues_by(&self, _: &Account) -> Result<Vec<Issue>, Failure> {
        Err(Failure::NotFound)
    }

    fn create_issue(&self, _: &str, _: &str) -> Result<Issue, Failure> {
        Err(Failure::NotFound)
    }

    fn update_issue(&self, _: u64, _: &str, _: &str) -> Result<(), Failure> {
        Err(Failure::NotFound)
    }

    fn close_issue(&self, _: u64) -> Result<(), Failure> {
        Err(Failure::NotFound)
    }

    fn open_changes(&self) -> Result<Vec<Change>, Failure> {
        Err(Failure::NotFound)
    }

    fn comments(&self, _: u64) -> Result<Vec<Comment>, Failure> {
        Err(Failure::NotFound)
    }

    fn create_comment(&self, _: u64, _: &str) -> Result<Comment, Failure> {
        Err(Failure::NotFound)
    }

    fn update_comment(&self, _: u64, _: &Comment, _: &str) -> Result<(), Failure> {
        Err(Failure::NotFound)
    }

    fn delete_comment(&self, _: u64, _: &Comment) -> Result<(), Failure> {
        Err(Failure::NotFound)
    }

    fn status(&self, _: &str) -> Result<Option<CommitStatus>, Failure> {
        Ok(None)
    }

    fn set_status(&self, _: &str, _: &CommitStatus) -> Result<(), Failure> {
        Err(Failure::NotFound)
    }
}
