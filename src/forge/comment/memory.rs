//! A forge in memory for tests: what runs of different accounts do to it, call by call in a given
//! order, and what goes wrong on the way.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};

use crate::forge::{
    Account, Change, ChangeState, Comment, CommitStatus, Failure, Forge, Issue, Kind, Project, Visibility,
};

/// The change that there is.
pub(super) const NUMBER: u64 = 12;
pub(super) const OWN: &str = "milepost[bot]";

/// What goes wrong with one call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Nothing.
    None,
    /// It is refused before anything is done.
    Busy,
    /// It is done, but no answer comes.
    DoneUnanswered,
    /// It is not done, and no answer comes.
    LostUnanswered,
    /// A list lacks what was written last.
    Lagging,
}

/// What the forge holds.
pub(super) struct Held {
    pub(super) change: Change,
    pub(super) comments: Vec<Comment>,
    pub(super) folded: Vec<u64>,
    /// Every call that writes, as it came.
    pub(super) writes: Vec<String>,
    next: u64,
    /// Whose turn it is, for as long as it matters.
    turns: VecDeque<usize>,
    /// Who still runs.
    running: Vec<usize>,
}

/// The forge.
pub(super) struct Memory {
    held: Mutex<Held>,
    turned: Condvar,
}

impl Memory {
    pub(super) fn new(comments: &[(&str, &str)]) -> Arc<Self> {
        let change = Change {
            number: NUMBER,
            state: ChangeState::Open,
            draft: false,
            head: "a".repeat(40),
            base_branch: "main".into(),
            author: Account { login: "ana".into() },
            opened: "2026-11-20T09:00:00Z".into(),
            page: "https://git.example.com/example/learning/pull/12".into(),
        };
        let comments: Vec<Comment> =
            comments.iter().zip(1..).map(|((author, body), id)| comment(id, author, body)).collect();
        let held = Held {
            change,
            next: comments.len() as u64 + 1,
            comments,
            folded: Vec::new(),
            writes: Vec::new(),
            turns: VecDeque::new(),
            running: Vec::new(),
        };
        Arc::new(Self { held: Mutex::new(held), turned: Condvar::new() })
    }

    pub(super) fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap()
    }

    /// Ours, as `id body`.
    pub(super) fn ours(&self) -> Vec<String> {
        let held = self.held();
        let ours =
            held.comments.iter().filter(|c| c.author.login == OWN && super::marker::is_marked(&c.body));
        ours.map(|comment| format!("{} {}", comment.id, comment.body)).collect()
    }

    /// A run of our account that is alone.
    pub(super) fn alone(self: &Arc<Self>, faults: &[Fault]) -> Agent {
        Agent::new(self, usize::MAX, faults)
    }

    /// Runs that take their calls in the order of `turns`, and then in any order.
    pub(super) fn together(self: &Arc<Self>, turns: &[usize], faults: [&[Fault]; 2]) -> [Agent; 2] {
        let mut held = self.held();
        held.turns = turns.iter().copied().collect();
        held.running = vec![0, 1];
        let [first, second] = faults;
        [Agent::new(self, 0, first), Agent::new(self, 1, second)]
    }
}

fn comment(id: u64, author: &str, body: &str) -> Comment {
    let author = Account { login: author.into() };
    Comment { id, node: Some(format!("node-{id}")), author, body: body.into() }
}

/// The forge as one run sees it.
pub(super) struct Agent {
    memory: Arc<Memory>,
    id: usize,
    faults: Mutex<VecDeque<Fault>>,
    project: Project,
}

impl Agent {
    fn new(memory: &Arc<Memory>, id: usize, faults: &[Fault]) -> Self {
        let project = Project {
            kind: Kind::GitHub,
            api: "https://api.git.example.com".into(),
            server: "https://git.example.com".into(),
            name: "example/learning".into(),
        };
        let faults = Mutex::new(faults.iter().copied().collect());
        Self { memory: Arc::clone(memory), id, faults, project }
    }

    pub(super) fn on(mut self, kind: Kind) -> Self {
        self.project.kind = kind;
        self
    }

    /// One call, when its turn comes: `act` is what the forge does, `listed` whether it is a list.
    fn call<T>(
        &self,
        what: &str,
        act: impl FnOnce(&mut Held, Fault) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let mut held = self.memory.held();
        while held.turns.front().is_some_and(|turn| *turn != self.id && held.running.contains(turn)) {
            held = self.memory.turned.wait(held).unwrap();
        }
        while held.turns.front().is_some_and(|turn| !held.running.contains(turn)) {
            held.turns.pop_front();
        }
        if held.turns.front() == Some(&self.id) {
            held.turns.pop_front();
        }
        let fault = self.faults.lock().unwrap().pop_front().unwrap_or(Fault::None);
        let reading = what.is_empty();
        let uncertain = || Failure::Uncertain { reason: "cut".into() };
        let result = match fault {
            Fault::None | Fault::Lagging => {
                held.record(what);
                act(&mut held, fault)
            }
            Fault::DoneUnanswered if !reading => {
                held.record(what);
                act(&mut held, fault).and_then(|_| Err(uncertain()))
            }
            Fault::LostUnanswered if !reading => Err(uncertain()),
            Fault::Busy | Fault::DoneUnanswered | Fault::LostUnanswered => {
                Err(Failure::Busy { status: 503, tries: 4 })
            }
        };
        self.memory.turned.notify_all();
        result
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        // A test that fails holds the lock no more: it must not end the others with it.
        let Ok(mut held) = self.memory.held.lock() else { return };
        held.running.retain(|id| *id != self.id);
        self.memory.turned.notify_all();
    }
}

impl Held {
    fn record(&mut self, what: &str) {
        if !what.is_empty() {
            self.writes.push(what.to_owned());
        }
    }

    fn own(&mut self, id: u64) -> Result<&mut Comment, Failure> {
        let found = self.comments.iter_mut().find(|comment| comment.id == id).ok_or(Failure::NotFound)?;
        assert_eq!(found.author.login, OWN, "somebody else's comment is touched");
        Ok(found)
    }
}

impl Forge for Agent {
    fn project(&self) -> &Project {
        &self.project
    }

    fn viewer(&self) -> Result<Account, Failure> {
        // Letter case differs from what comments say, as it may.
        Ok(Account { login: OWN.to_uppercase() })
    }

    fn change(&self, number: u64) -> Result<Change, Failure> {
        assert_eq!(number, NUMBER);
        self.call("", |held, _| Ok(held.change.clone()))
    }

    fn open_changes(&self) -> Result<Vec<Change>, Failure> {
        self.call("", |held, _| Ok(vec![held.change.clone()]))
    }

    fn comments(&self, _: u64) -> Result<Vec<Comment>, Failure> {
        self.call("", |held, fault| {
            let mut listed = held.comments.clone();
            if fault == Fault::Lagging {
                listed.pop();
            }
            Ok(listed)
        })
    }

    fn create_comment(&self, _: u64, body: &str) -> Result<Comment, Failure> {
        self.call("create", |held, _| {
            let written = comment(held.next, OWN, body);
            held.next += 1;
            held.comments.push(written.clone());
            Ok(written)
        })
    }

    fn update_comment(&self, _: u64, comment: &Comment, body: &str) -> Result<(), Failure> {
        self.call(&format!("update {}", comment.id), |held, _| {
            held.own(comment.id)?.body = body.to_owned();
            Ok(())
        })
    }

    fn delete_comment(&self, _: u64, comment: &Comment) -> Result<(), Failure> {
        self.call(&format!("delete {}", comment.id), |held, _| {
            if held.own(comment.id).is_ok() {
                held.comments.retain(|other| other.id != comment.id);
            }
            Ok(())
        })
    }

    fn minimize_comment(&self, comment: &Comment) -> Result<(), Failure> {
        self.call(&format!("minimize {}", comment.id), |held, _| {
            held.own(comment.id)?;
            held.folded.push(comment.id);
            Ok(())
        })
    }

    fn status(&self, _: &str) -> Result<Option<CommitStatus>, Failure> {
        Ok(None)
    }

    fn set_status(&self, _: &str, _: &CommitStatus) -> Result<(), Failure> {
        Ok(())
    }

    fn issues_by(&self, _: &Account) -> Result<Vec<Issue>, Failure> {
        Ok(Vec::new())
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

    fn visibility(&self) -> Result<Visibility, Failure> {
        Ok(Visibility::Private)
    }
}
