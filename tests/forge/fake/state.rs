//! What a fake forge knows: accounts and tokens, projects, changes, comments, statuses, issues. The
//! same for every kind; each kind writes it in its own JSON.

/// The token of `milepost-ci`, which may write everything in the project.
pub(crate) const TOKEN: &str = "fake_WRITES_everything_0123456789abcdef";
/// A token of `milepost-ci` that may only read.
pub(crate) const READ_ONLY: &str = "fake_READS_only_fedcba9876543210";
/// A token of the app `milepost[bot]`, as CI systems give them.
pub(crate) const APP: &str = "fake_APP_installation_00112233445566";

/// What a token may do with a kind of thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Access {
    None,
    Read,
    Write,
}

/// What a token may do.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Permissions {
    pub(crate) changes: Access,
    pub(crate) issues: Access,
    pub(crate) statuses: Access,
    pub(crate) contents: Access,
}

impl Permissions {
    pub(crate) fn all(access: Access) -> Self {
        Self { changes: access, issues: access, statuses: access, contents: access }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub(crate) value: String,
    pub(crate) login: String,
    pub(crate) may: Permissions,
}

#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub(crate) id: u64,
    /// As people see it; an app's without `[bot]`.
    pub(crate) login: String,
    pub(crate) bot: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ChangeState {
    Open,
    Merged,
    Closed,
}

#[derive(Clone, Debug)]
pub(crate) struct Comment {
    pub(crate) id: u64,
    /// The account's login; an app's with `[bot]`. Empty where the account is gone.
    pub(crate) author: String,
    pub(crate) body: String,
    pub(crate) minimized: bool,
    /// Written by the forge itself ("assigned to …").
    pub(crate) system: bool,
    pub(crate) created: u64,
}

#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) number: u64,
    pub(crate) title: String,
    pub(crate) body: String,
    pub(crate) author: String,
    pub(crate) state: ChangeState,
    pub(crate) draft: bool,
    pub(crate) head: String,
    pub(crate) head_branch: String,
    /// Whose repository the head is in; another one's is a fork.
    pub(crate) head_owner: String,
    pub(crate) base: String,
    pub(crate) base_branch: String,
    /// Seconds since 1970-01-01T00:00:00Z.
    pub(crate) created: u64,
    pub(crate) comments: Vec<Comment>,
    /// What the forge shows of its files: path, and the lines of the head's that can be commented on.
    pub(crate) diff: Vec<(String, Vec<u64>)>,
    pub(crate) review_comments: Vec<ReviewComment>,
}

/// A comment on lines of a change. The first of a thread stands for the thread.
#[derive(Clone, Debug)]
pub(crate) struct ReviewComment {
    pub(crate) id: u64,
    /// The review that it came with.
    pub(crate) review: u64,
    pub(crate) author: String,
    pub(crate) body: String,
    pub(crate) path: String,
    pub(crate) first_line: u64,
    pub(crate) last_line: u64,
    /// The comment that it answers.
    pub(crate) answers: Option<u64>,
    /// Whether its thread is resolved.
    pub(crate) resolved: bool,
    pub(crate) minimized: bool,
    pub(crate) created: u64,
}

#[derive(Clone, Debug)]
pub(crate) struct Issue {
    pub(crate) number: u64,
    pub(crate) title: String,
    pub(crate) body: String,
    pub(crate) author: String,
    pub(crate) open: bool,
    pub(crate) created: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Status {
    pub(crate) id: u64,
    pub(crate) commit: String,
    pub(crate) context: String,
    pub(crate) state: String,
    pub(crate) description: String,
    pub(crate) page: Option<String>,
    pub(crate) author: String,
}

#[derive(Clone, Debug)]
pub(crate) struct Project {
    pub(crate) id: u64,
    /// `owner/name`.
    pub(crate) name: String,
    /// `public`, `internal` or `private`.
    pub(crate) visibility: &'static str,
    pub(crate) changes: Vec<Change>,
    pub(crate) issues: Vec<Issue>,
    /// Every status ever set, oldest first.
    pub(crate) statuses: Vec<Status>,
}

/// Everything.
pub(crate) struct State {
    /// `http://127.0.0.1:PORT`.
    pub(crate) address: String,
    /// What stands before every path of the interface.
    pub(crate) prefix: &'static str,
    /// The forge's own clock, in seconds since 1970-01-01T00:00:00Z; it stands still.
    pub(crate) now: u64,
    pub(crate) accounts: Vec<Account>,
    pub(crate) tokens: Vec<Token>,
    /// What the forge says that tokens may do, with commas between; `None`: it does not say.
    pub(crate) scopes: Option<&'static str>,
    pub(crate) projects: Vec<Project>,
    /// Lists every pull request, whatever head is asked for.
    pub(crate) ignores_head: bool,
    last_id: u64,
}

/// 2026-11-23T09:30:00Z.
const NOW: u64 = 1_795_426_200;

impl State {
    pub(crate) fn new(address: String, prefix: &'static str) -> Self {
        let account = |id, login: &str, bot| Account { id, login: login.to_owned(), bot };
        let token = |value: &str, login: &str, access| Token {
            value: value.to_owned(),
            login: login.to_owned(),
            may: Permissions::all(access),
        };
        Self {
            address,
            prefix,
            now: NOW,
            accounts: vec![
                account(1, "example", false),
                account(2, "milepost-ci", false),
                account(3, "milepost", true),
                account(4, "ana", false),
                account(5, "milepost", false),
            ],
            scopes: None,
            tokens: vec![
                token(TOKEN, "milepost-ci", Access::Write),
                token(READ_ONLY, "milepost-ci", Access::Read),
                token(APP, "milepost[bot]", Access::Write),
            ],
            projects: vec![Project {
                id: 7,
                name: "example/learning".to_owned(),
                visibility: "private",
                changes: Vec::new(),
                issues: Vec::new(),
                statuses: Vec::new(),
            }],
            ignores_head: false,
            last_id: 100,
        }
    }

    /// A number that nothing else has.
    pub(crate) fn new_id(&mut self) -> u64 {
        self.last_id += 1;
        self.last_id
    }

    /// The project `example/learning`.
    pub(crate) fn project(&mut self) -> &mut Project {
        &mut self.projects[0]
    }

    /// Opens a change by `author` from the branch `BRANCH` with the head `head`; its number.
    pub(crate) fn open(&mut self, author: &str, branch: &str, head: &str) -> u64 {
        let (created, number) = (self.now, self.project().next_number());
        self.project().changes.push(Change {
            number,
            title: format!("Change {number}"),
            body: String::new(),
            author: author.to_owned(),
            state: ChangeState::Open,
            draft: false,
            head: head.to_owned(),
            head_branch: branch.to_owned(),
            head_owner: "example".to_owned(),
            base: "b".repeat(40),
            base_branch: "main".to_owned(),
            created,
            comments: Vec::new(),
            diff: Vec::new(),
            review_comments: Vec::new(),
        });
        number
    }

    /// Somebody comments on a change; the comment's id.
    pub(crate) fn say(&mut self, number: u64, author: &str, body: &str) -> u64 {
        let (id, created) = (self.new_id(), self.now);
        let (author, body) = (author.to_owned(), body.to_owned());
        let comment = Comment { id, author, body, minimized: false, system: false, created };
        self.change(number).comments.push(comment);
        id
    }

    /// The comment on lines with this id.
    pub(crate) fn review_comment(&mut self, id: u64) -> Option<&mut ReviewComment> {
        let changes = self.projects.iter_mut().flat_map(|project| &mut project.changes);
        changes.flat_map(|change| &mut change.review_comments).find(|comment| comment.id == id)
    }

    /// Somebody comments on a line of a change, or answers; the comment's id.
    pub(crate) fn say_on_line(&mut self, number: u64, author: &str, body: &str, answers: Option<u64>) -> u64 {
        let (id, review, created) = (self.new_id(), self.new_id(), self.now);
        let (author, body) = (author.to_owned(), body.to_owned());
        self.change(number).review_comments.push(ReviewComment {
            id,
            review,
            author,
            body,
            path: String::new(),
            first_line: 1,
            last_line: 1,
            answers,
            resolved: false,
            minimized: false,
            created,
        });
        id
    }

    /// Somebody opens an issue; its number.
    pub(crate) fn report(&mut self, author: &str, title: &str, body: &str) -> u64 {
        let (created, number) = (self.now, self.project().next_number());
        self.project().issues.push(Issue {
            number,
            title: title.to_owned(),
            body: body.to_owned(),
            author: author.to_owned(),
            open: true,
            created,
        });
        number
    }

    /// The change of this number.
    pub(crate) fn change(&mut self, number: u64) -> &mut Change {
        self.project().changes.iter_mut().find(|change| change.number == number).unwrap()
    }

    /// The account with this login, an app's with `[bot]`.
    pub(crate) fn account(&self, login: &str) -> Option<&Account> {
        let (bare, bot) = login.strip_suffix("[bot]").map_or((login, false), |bare| (bare, true));
        self.accounts.iter().find(|account| account.login == bare && account.bot == bot)
    }

    /// Its clock as the `Date` header has it.
    pub(crate) fn http_date(&self) -> String {
        http_date(self.now)
    }
}

impl Project {
    /// The newest status of each name on a commit, newest first.
    pub(crate) fn newest_statuses(&self, commit: &str) -> Vec<Status> {
        let mut newest: Vec<Status> = Vec::new();
        for status in self.statuses.iter().rev().filter(|status| status.commit == commit) {
            if newest.iter().all(|other| other.context != status.context) {
                newest.push(status.clone());
            }
        }
        newest
    }

    /// The next number: changes and issues count together, as on GitHub and Forgejo.
    pub(crate) fn next_number(&self) -> u64 {
        let numbers = self.changes.iter().map(|change| change.number);
        numbers.chain(self.issues.iter().map(|issue| issue.number)).max().unwrap_or(0) + 1
    }
}

/// A moment as HTTP headers have it.
pub(crate) fn http_date(seconds: u64) -> String {
    let moment = jiff::Timestamp::from_second(i64::try_from(seconds).unwrap()).unwrap();
    jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&moment).unwrap()
}

/// A moment as JSON has it.
pub(crate) fn json_date(seconds: u64) -> String {
    jiff::Timestamp::from_second(i64::try_from(seconds).unwrap()).unwrap().to_string()
}
