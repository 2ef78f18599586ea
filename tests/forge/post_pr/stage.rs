//! A learning repository with a change, and the forge that it is on.

use std::path::Path;

use milepost::forge::Kind;

use crate::common::Run;
use crate::common::learning::{GOAL, Pull, TODAY, goal};
use crate::forge::fake::Fake;
use crate::forge::fake::state::{Comment, Status, TOKEN};
use crate::forge::fake::wire::Reply;

/// Who posts with [`TOKEN`].
pub(crate) const OWN: &str = "milepost-ci";

/// A repository whose branch `topic` is a change on the forge.
pub(crate) struct Stage {
    pub(crate) pull: Pull,
    pub(crate) fake: Fake,
    pub(crate) number: u64,
    pub(crate) head: String,
}

impl Stage {
    /// With a change that introduces an error: Ana's goal is used at work too late.
    pub(crate) fn with_an_error() -> Self {
        Self::of(&goal("2027-02-15"))
    }

    /// With this change by Ana, on GitHub.
    pub(crate) fn of(change: &str) -> Self {
        Self::on(Kind::GitHub, change)
    }

    /// With this change by Ana.
    pub(crate) fn on(kind: Kind, change: &str) -> Self {
        Self::made(kind, &goal("2027-01-15"), change)
    }

    /// With this laid over the world on `main`, and this change by Ana, on GitHub.
    pub(crate) fn onto(before: &str, change: &str) -> Self {
        Self::made(Kind::GitHub, &format!("{}{before}", goal("2027-01-15")), change)
    }

    fn made(kind: Kind, before: &str, change: &str) -> Self {
        let pull = Pull::onto(before).change(change);
        let head = pull.0.git(&["rev-parse", "topic"]);
        pull.0.git(&["update-ref", "refs/remotes/origin/main", "main"]);
        let fake = Fake::start(kind);
        let number = fake.state().open("ana", "topic", &head);
        Self { pull, fake, number, head }
    }

    /// Another commit on the change, on the forge as well.
    pub(crate) fn push(&mut self, change: &str) {
        self.pull.lay(change);
        self.head = self.pull.0.commit("push");
        let head = self.head.clone();
        self.fake.state().change(self.number).head = head;
    }

    /// `milepost post pr` on the change with more arguments.
    pub(crate) fn post(&self, more: &[&str]) -> Run {
        self.post_as(TOKEN, more)
    }

    /// As [`Stage::post`], with this token.
    pub(crate) fn post_as(&self, token: &str, more: &[&str]) -> Run {
        let number = self.number.to_string();
        self.run(&[&["--number", &number], more].concat(), &[("MILEPOST_TOKEN", token)])
    }

    /// `milepost post pr` on the project, with these arguments and variables only.
    pub(crate) fn run(&self, more: &[&str], variables: &[(&str, &str)]) -> Run {
        self.run_in(self.pull.0.path(), more, variables)
    }

    /// As [`Stage::run`], in another folder.
    pub(crate) fn run_in(&self, folder: &Path, more: &[&str], variables: &[(&str, &str)]) -> Run {
        let api = self.fake.api();
        let project = self.fake.project();
        let forge = project.kind.name().to_lowercase();
        let arguments =
            ["post", "pr", "--today", TODAY, "--forge", &forge, "--project", &project.name, "--api", &api];
        self.pull.0.milepost_in(folder, &[&arguments[..], more].concat(), variables)
    }

    /// The comments on the change.
    pub(crate) fn comments(&self) -> Vec<Comment> {
        self.fake.state().change(self.number).comments.clone()
    }

    /// The text of our only comment.
    #[track_caller]
    pub(crate) fn comment(&self) -> String {
        let ours: Vec<_> = self.comments().into_iter().filter(|comment| comment.author == OWN).collect();
        assert_eq!(ours.len(), 1, "{ours:#?}");
        ours[0].body.clone()
    }

    /// The last status of the head.
    #[track_caller]
    pub(crate) fn status(&self) -> Status {
        let mut state = self.fake.state();
        let of_head = state.project().statuses.iter().rev().find(|status| status.commit == self.head);
        of_head.unwrap().clone()
    }

    /// The requests that wrote, in short.
    pub(crate) fn writes(&self) -> Vec<String> {
        let lines = self.fake.lines();
        lines.into_iter().filter(|line| !line.starts_with("GET ") && !line.ends_with("/graphql")).collect()
    }

    /// The file with the error.
    pub(crate) fn file(&self) -> &'static str {
        GOAL
    }
}

/// Asserts the exit status and what is said on standard error.
#[track_caller]
pub(crate) fn ends(run: &Run, status: i32, said: &str) {
    assert_eq!(run.status, status, "{}{}", run.stdout, run.stderr);
    assert!(run.stderr.contains(said), "lacks `{said}`:\n{}", run.stderr);
}

/// A page of HTML, as a sign-in page in front of a forge answers.
pub(crate) fn page(html: &str) -> Reply {
    let mut reply = Reply::empty(200);
    reply.header("content-type", "text/html; charset=utf-8");
    reply.body = html.as_bytes().to_vec();
    reply
}

/// A text with `…` for the hash in a marker, which changes with what the report can say.
pub(crate) fn without_hash(text: &str) -> String {
    let Some((before, rest)) = text.split_once("v1 hash=") else { return text.to_owned() };
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_hexdigit());
    format!("{before}v1 hash=…{rest}")
}
