//! The report on a change: made by the built program from real commits, read as a mentor reads it.

mod change;
mod command;
mod digest;
mod drops;
pub(crate) mod hostile;
pub(crate) mod hostile_people;
mod made;
mod next_entry;
mod person;
mod portfolio;
mod roi;
mod schemas;
mod shared;
mod team;

use std::collections::BTreeSet;

use serde_json::Value;

use crate::common::Sandbox;
use crate::common::memory::Files;

const TODAY: &str = "2026-11-23";

/// The small learning repository of the rules' fixtures, before Ana's last week.
const BEFORE: &str = "+++ remove people/ana/portfolio/2026-11-20-retry-queue.yaml
+++ remove people/ana/assessments/2026-11-21-panel.yaml
--- people/ana/assessments/2026-06-01-mentor.yaml
date: 2026-06-01
method: mentor
cycle: baseline
assessors: [ben]
ratings:
  - {skill: async-rust, rating: 2}
  - {skill: rust, rating: 4}
";

/// A goal that is reached, with an entry that tells of it.
const FINISHED: &str = "--- people/ana/goals/2026-10-05-async-rust.yaml
title: Run the webhook worker on async Rust
skill: async-rust
target: 3
measure: Holds 2,000 requests a second in the load test
why: {project: webhook-worker, outcome: Payments leaves the old worker in Q1}
deadline: 2026-12-18
application: {what: Port the retry queue, until: 2027-01-15}
status: done
completed: 2026-11-21
--- people/ana/portfolio/2026-11-20-retry-queue.yaml
date: 2026-11-20
title: Ported the retry queue to tokio
type: project
skills: [async-rust]
goal: 2026-10-05-async-rust
links: [https://git.example.com/payments/worker/pull/412]
observed: {by: chi, note: The queue drained twice}
--- people/ana/portfolio/2026-11-20-retry-queue.md
# Why

The caller waits when the channel is full.
";

/// A panel that gives the level.
const PANEL: &str = "--- people/ana/assessments/2026-11-21-panel.yaml
date: 2026-11-21
method: panel
cycle: review
assessors: [ben, chi]
ratings:
  - skill: async-rust
    rating: 3
    rubric: {design: 3}
    evidence: [2026-11-20-retry-queue]
    result: met
";

/// The report in both forms.
struct Reported {
    markdown: String,
    json: Value,
}

impl Reported {
    fn by(sandbox: &Sandbox, more: &[&str]) -> Self {
        let run = |format| {
            let arguments = [&["report", "pr", "--today", TODAY, "--format", format], more].concat();
            let run = sandbox.milepost(&arguments);
            assert_eq!(run.status, 0, "{}", run.stderr);
            assert_eq!(run.stderr, "");
            run.stdout
        };
        Self { markdown: run("markdown"), json: serde_json::from_str(&run("json")).unwrap() }
    }

    fn list(&self, name: &str) -> &[Value] {
        self.json[name].as_array().unwrap()
    }

    /// The rows of one kind.
    fn rows(&self, kind: &str) -> Vec<&Value> {
        self.list("rows").iter().filter(|row| row["details"]["kind"] == kind).collect()
    }

    #[track_caller]
    fn says(&self, text: &str) {
        assert!(self.markdown.contains(text), "lacks `{text}`:\n{}", self.markdown);
    }

    #[track_caller]
    fn is_silent_about(&self, text: &str) {
        assert!(!self.markdown.contains(text), "says `{text}`:\n{}", self.markdown);
    }
}

fn written(files: &Files, before: &Files, sandbox: &Sandbox) {
    let paths: BTreeSet<&String> = files.0.keys().chain(before.0.keys()).collect();
    for path in paths {
        match (files.0.get(path), before.0.get(path)) {
            (None, _) => sandbox.remove(path),
            (now, then) if now == then => {}
            (Some(content), _) => sandbox.write(path, content.as_deref().unwrap()),
        }
    }
}

/// A repository with `before` on `main` and `change` on the branch `change`.
fn repository(before: &str, change: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    let mut base = Files::default();
    base.lay(include_str!("rules/world.txt"));
    base.lay(BEFORE);
    base.lay(before);
    written(&base, &Files::default(), &sandbox);
    sandbox.commit("Before");
    sandbox.branch("change");
    let mut after = base.clone();
    after.lay(change);
    written(&after, &base, &sandbox);
    sandbox.commit("Change");
    sandbox
}

fn reported(before: &str, change: &str) -> Reported {
    Reported::by(&repository(before, change), &["--base", "main", "--head", "change"])
}
