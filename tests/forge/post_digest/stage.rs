//! A learning repository with goals, and the forge that its digest is posted on.

use milepost::forge::Kind;

use crate::common::Run;
use crate::common::learning::Pull;
use crate::forge::fake::Fake;
use crate::forge::fake::state::{Issue, TOKEN};
use crate::forge::post_pr::stage::OWN;

pub(super) const TODAY: &str = "2026-11-22";
pub(super) const MARKER: &str = "<!-- milepost:digest v1 hash=00000000000000000000000000000000 -->";
/// 2026-11-10T09:00:00Z.
pub(super) const TENTH: u64 = 1_794_301_200;
pub(super) const DAY: u64 = 86_400;

pub(super) const POLICY: &str = "--- milepost.yaml\nversion: 1\nname: Test team\ndisciplines: [backend, frontend]\n\
                      privacy: {min_group: 3}\n";

/// Ben is late with a goal, and Ana has one that is due.
pub(super) const GOALS: &str = "--- people/ben/goals/2026-09-01-late.yaml
title: Late plan
skill: rust
target: 4
measure: M
why: {project: worker}
deadline: 2026-11-13
--- people/ana/goals/2026-09-01-soon.yaml
title: 'Soon @mallory #1 <img src=x> ![i](https://e.example/i.png) https://e.example'
skill: rust
target: 4
measure: M
why: {project: worker}
deadline: 2026-11-26
";

/// Profiles with accounts.
pub(super) const ACCOUNTS: &str = "--- people/ana/profile.yaml
role: backend-engineer
tier: mid
discipline: backend
started: 2026-01-01
name: Ana Soto
accounts: {github: ana-soto}
--- people/ben/profile.yaml
role: backend-engineer
tier: mid
discipline: backend
started: 2026-01-01
name: Ben Okafor
accounts: {github: acme/everybody}
";

pub(super) struct Stage {
    pub(super) pull: Pull,
    pub(super) fake: Fake,
}

impl Stage {
    pub(super) fn new(more: &str) -> Self {
        let pull = Pull::onto(&format!("{POLICY}{GOALS}{more}"));
        Self { pull, fake: Fake::start(Kind::GitHub) }
    }

    pub(super) fn post(&self, more: &[&str]) -> Run {
        self.post_as(&[("MILEPOST_TOKEN", TOKEN)], more)
    }

    pub(super) fn post_as(&self, variables: &[(&str, &str)], more: &[&str]) -> Run {
        let api = self.fake.api();
        let forge = self.fake.project().kind.name().to_lowercase();
        let arguments = [
            "post",
            "digest",
            "--forge",
            &forge,
            "--project",
            "example/learning",
            "--api",
            &api,
            "--today",
            TODAY,
        ];
        self.pull.0.milepost_in(self.pull.0.path(), &[&arguments[..], more].concat(), variables)
    }

    /// The policy with these lines, in a new commit.
    pub(super) fn policy(&self, lines: &str) {
        self.pull.lay(&format!("{POLICY}{lines}"));
        self.pull.0.commit("policy");
    }

    pub(super) fn issues(&self) -> Vec<Issue> {
        self.fake.state().project().issues.clone()
    }

    #[track_caller]
    pub(super) fn text(&self) -> String {
        let issues = self.issues();
        let ours: Vec<_> = issues.iter().filter(|issue| issue.author == OWN && issue.open).collect();
        assert_eq!(ours.len(), 1, "{issues:#?}");
        ours[0].body.clone()
    }

    /// The requests that wrote.
    pub(super) fn writes(&self) -> Vec<String> {
        let lines = self.fake.lines();
        lines.into_iter().filter(|line| !line.starts_with("GET ") && !line.ends_with("/graphql")).collect()
    }
}
