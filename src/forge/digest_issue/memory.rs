//! A forge in memory for tests: issues, and what goes wrong with single calls.

use std::cell::{Cell, RefCell, RefMut};

use crate::forge::{
    Account, Change, Comment, CommitStatus, Failure, Forge, Issue, Kind, Project, Visibility,
};

pub(super) const OWN: &str = "milepost[bot]";

/// What goes wrong with the next call that writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Done, but no answer comes.
    DoneUnanswered,
    /// Not done, and no answer comes.
    LostUnanswered,
    /// Another run opens its own issue just before.
    Overtaken(&'static str),
    /// The token may not.
    ReadOnly,
}

pub(super) struct Memory {
    project: Project,
    issues: RefCell<Vec<Issue>>,
    pub(super) closed: RefCell<Vec<u64>>,
    /// Every call that writes.
    pub(super) writes: RefCell<Vec<String>>,
    fault: Cell<Option<Fault>>,
    /// Whether lists lack what was opened last, once.
    pub(super) lags: Cell<bool>,
    pub(super) can_close: bool,
}

impl Memory {
    pub(super) fn new(issues: &[(&str, &str)]) -> Self {
        let issues = issues.iter().zip(1..).map(|((author, body), number)| issue(number, author, body));
        Self {
            project: Project {
                kind: Kind::GitHub,
                api: "https://api.git.example.com".into(),
                server: "https://git.example.com".into(),
                name: "example/learning".into(),
            },
            issues: RefCell::new(issues.collect()),
            closed: RefCell::default(),
            writes: RefCell::default(),
            fault: Cell::new(None),
            lags: Cell::new(false),
            can_close: true,
        }
    }

    pub(super) fn failing(self, fault: Fault) -> Self {
        self.fault.set(Some(fault));
        self
    }

    /// The open issues of our account that begin with a marker, as `number body`.
    pub(super) fn ours(&self) -> Vec<String> {
        let issues = self.issues.borrow();
        let ours = issues.iter().filter(|it| it.author.login == OWN && it.body.starts_with(super::MARKER));
        ours.map(|issue| format!("{} {}", issue.number, issue.body)).collect()
    }

    pub(super) fn issue(&self, number: u64) -> Issue {
        self.issues.borrow().iter().find(|issue| issue.number == number).unwrap().clone()
    }

    fn write<T>(
        &self,
        what: String,
        act: impl FnOnce(RefMut<'_, Vec<Issue>>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let uncertain = || Failure::Uncertain { reason: "cut".into() };
        match self.fault.take() {
            None => {}
            Some(Fault::DoneUnanswered) => {
                self.writes.borrow_mut().push(what);
                return act(self.issues.borrow_mut()).and(Err(uncertain()));
            }
            Some(Fault::LostUnanswered) => return Err(uncertain()),
            Some(Fault::Overtaken(body)) => {
                let number = self.next();
                self.issues.borrow_mut().push(issue(number, OWN, body));
            }
            Some(Fault::ReadOnly) => {
                return Err(Failure::Forbidden { message: "Resource not accessible by integration".into() });
            }
        }
        self.writes.borrow_mut().push(what);
        act(self.issues.borrow_mut())
    }

    fn next(&self) -> u64 {
        self.issues.borrow().len() as u64 + self.closed.borrow().len() as u64 + 1
    }
}

fn issue(number: u64, author: &str, body: &str) -> Issue {
    Issue {
        number,
        author: Account { login: author.into() },
        title: "Learning digest".into(),
        body: body.into(),
        page: String::new(),
    }
}

impl Forge for Memory {
    fn project(&self) -> &Project {
        &self.project
    }

    fn viewer(&self) -> Result<Account, Failure> {
        // Letter case differs from what issues say, as it may.
        Ok(Account { login: OWN.to_uppercase() })
    }

    /// Every issue, whoever opened it: a forge may ignore the filter.
    fn issues_by(&self, _: &Account) -> Result<Vec<Issue>, Failure> {
        let mut listed = self.issues.borrow().clone();
        if self.lags.get() && !self.writes.borrow().is_empty() {
            listed.pop();
        }
        listed.reverse();
        Ok(listed)
    }

    fn create_issue(&self, title: &str, body: &str) -> Result<Issue, Failure> {
        self.write("create".into(), |mut issues| {
            let number = issues.len() as u64 + self.closed.borrow().len() as u64 + 1;
            let made = Issue { title: title.into(), ..issue(number, OWN, body) };
            issues.push(made.clone());
            Ok(made)
        })
    }

    fn update_issue(&self, number: u64, title: &str, body: &str) -> Result<(), Failure> {
        self.write(format!("update {number}"), |mut issues| {
            let found = issues.iter_mut().find(|issue| issue.number == number).ok_or(Failure::NotFound)?;
            assert_eq!(found.author.login, OWN, "somebody else's issue is touched");
            (found.title, found.body) = (title.into(), body.into());
            Ok(())
        })
    }

    fn close_issue(&self, number: u64) -> Result<(), Failure> {
        if !self.can_close {
            return Err(Failure::Unsupported { forge: "GitHub" });
        }
        self.write(format!("close {number}"), |mut issues| {
            let at = issues.iter().position(|issue| issue.number == number).ok_or(Failure::NotFound)?;
            assert_eq!(issues.remove(at).author.login, OWN, "somebody else's issue is touched");
            self.closed.borrow_mut().push(number);
            Ok(())
        })
    }

    fn visibility(&self) -> Result<Visibility, Failure> {
        Ok(Visibility::Private)
    }

    fn change(&self, _: u64) -> Result<Change, Failure> {
        Err(Failure::NotFound)
    }

    fn open_changes(&self) -> Result<Vec<Change>, Failure> {
        Ok(Vec::new())
    }

    fn comments(&self, _: u64) -> Result<Vec<Comment>, Failure> {
        Ok(Vec::new())
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

    fn minimize_comment(&self, _: &Comment) -> Result<(), Failure> {
        Err(Failure::NotFound)
    }

    fn status(&self, _: &str) -> Result<Option<CommitStatus>, Failure> {
        Ok(None)
    }

    fn set_status(&self, _: &str, _: &CommitStatus) -> Result<(), Failure> {
        Err(Failure::NotFound)
    }
}
