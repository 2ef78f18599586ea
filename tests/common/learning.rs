//! A sandbox that holds a learning repository, written down as in [`super::memory`], and what
//! `milepost check` says about it.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use super::memory::Files;
use super::{Run, Sandbox};

/// The day that counts as today.
pub(crate) const TODAY: &str = "2026-11-22";
/// Ana's goal in the world.
pub(crate) const GOAL: &str = "people/ana/goals/2026-10-05-async-rust.yaml";

/// Ana's goal with another last day for using the skill at work; 2027-01-17 is the last allowed.
pub(crate) fn goal(until: &str) -> String {
    format!("--- {GOAL}\n{}", goal_text(until))
}

/// As [`goal`], without the line that names the file.
pub(crate) fn goal_text(until: &str) -> String {
    format!(
        "title: Run the webhook worker on async Rust\nskill: async-rust\ntarget: 3\n\
         measure: Holds 2,000 requests a second in the load test; two reviewers accept the design\n\
         why: {{project: webhook-worker, outcome: Payments leaves the old worker in Q1}}\n\
         deadline: 2026-12-18\nhours_per_week: 3\napplication:\n  \
         what: Port the retry queue and run it beside the old one for a week\n  until: {until}\n"
    )
}

/// A pull request: the world and what lies over it on `main`, a change on `topic`.
pub(crate) struct Pull(pub(crate) Sandbox);

impl Pull {
    /// The world with `before` laid over it, on `main`; `topic` begins there and is checked out.
    pub(crate) fn onto(before: &str) -> Self {
        Self::bare(&format!("{}\n{before}", include_str!("../rules/world.txt")))
    }

    /// As [`Pull::onto`], with nothing but `before`.
    pub(crate) fn bare(before: &str) -> Self {
        let pull = Self(Sandbox::new());
        pull.lay(before);
        pull.0.commit("before");
        pull.0.branch("topic");
        pull
    }

    /// Lays files over the working tree.
    pub(crate) fn lay(&self, text: &str) {
        let mut files = Files(BTreeMap::new());
        let mut removed = Vec::new();
        let mut rest = String::new();
        for line in text.split_inclusive('\n') {
            match line.trim_end().strip_prefix("+++ remove ") {
                Some(path) => removed.push(path.to_owned()),
                None => rest.push_str(line),
            }
        }
        files.lay(&rest);
        for path in removed {
            self.0.remove(&path);
        }
        for (path, content) in files.0 {
            self.0.write(&path, content.unwrap());
        }
    }

    /// Commits a change on `topic`.
    pub(crate) fn change(self, text: &str) -> Self {
        self.lay(text);
        self.0.commit("change");
        self
    }

    /// Commits a change on `main`, which `topic` does not have.
    pub(crate) fn meanwhile(self, text: &str) -> Self {
        self.0.checkout("main");
        self.lay(text);
        self.0.commit("meanwhile");
        self.0.checkout("topic");
        self
    }

    /// Moves a file or folder.
    pub(crate) fn moved(self, from: &str, to: &str) -> Self {
        std::fs::create_dir_all(self.0.path().join(to).parent().unwrap()).unwrap();
        std::fs::rename(self.0.path().join(from), self.0.path().join(to)).unwrap();
        self.0.commit("move");
        self
    }

    /// What the change does to `main`.
    pub(crate) fn check(&self) -> Verdict {
        self.check_with(&["--base", "main", "--head", "topic", "--today", TODAY])
    }

    /// What `milepost check` says with these arguments.
    pub(crate) fn check_with(&self, arguments: &[&str]) -> Verdict {
        let arguments = [&["check", "--format", "json"], arguments].concat();
        Verdict::of(&self.0.milepost(&arguments))
    }

    /// `milepost check` as it is.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.0.milepost(&[&["check"], arguments].concat())
    }
}

/// What `milepost check --format json` said.
pub(crate) struct Verdict {
    pub(crate) status: i32,
    pub(crate) json: Value,
}

impl Verdict {
    /// Of a run that could do its work.
    #[track_caller]
    pub(crate) fn of(run: &Run) -> Self {
        assert_eq!(run.stderr, "", "{}", run.stdout);
        Self { status: run.status, json: serde_json::from_str(&run.stdout).unwrap() }
    }

    pub(crate) fn findings(&self) -> &[Value] {
        self.json["findings"].as_array().unwrap()
    }

    /// Every finding as `status rule file`, the file without folders; sorted.
    pub(crate) fn said(&self) -> Vec<String> {
        let mut said: Vec<String> = self
            .findings()
            .iter()
            .map(|finding| {
                let path = finding["place"]["path"].as_str().unwrap();
                let name = Path::new(path).file_name().unwrap().to_str().unwrap();
                let text = |key: &str| finding[key].as_str().unwrap_or("-").to_owned();
                format!("{} {} {name}", text("status"), text("rule"))
            })
            .collect();
        said.sort();
        said
    }

    /// Asserts exit status and findings, and that the counts agree with them.
    #[track_caller]
    pub(crate) fn is(&self, status: i32, expected: &[&str]) {
        assert_eq!(self.said(), expected, "{:#}", self.json["findings"]);
        assert_eq!(self.status, status, "{:#}", self.json);
        for (key, word) in [
            ("found", "introduced"),
            ("standing", "standing"),
            ("resolved", "resolved"),
            ("removed", "removed"),
        ] {
            let counts = &self.json["counts"][key];
            let total: u64 =
                ["errors", "warnings", "notes"].iter().map(|k| counts[k].as_u64().unwrap()).sum();
            let there = self
                .findings()
                .iter()
                .filter(|finding| finding["status"] == word || finding["status"].is_null() && key == "found");
            assert_eq!(total, there.count() as u64, "{key}: {counts}");
        }
    }

    /// The paths of a list of the report.
    pub(crate) fn list(&self, key: &str) -> Vec<&str> {
        self.json[key].as_array().unwrap().iter().map(|item| item.as_str().unwrap()).collect()
    }
}
