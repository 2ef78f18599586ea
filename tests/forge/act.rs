//! The workflows of a learning repository from end to end, on this machine: act plays the runner, a
//! fake forge on loopback is posted to, Git fetches from a folder.
//!
//! Real are the workflow files, the action with its table of checksums, Git, and the program. Doubles
//! stand only for the two actions that keep an artefact between jobs, in `tests/workflows/doubles/`.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use milepost::forge::Kind;
use serde_json::{Value, json};

use super::fake::Fake;
use super::fake::fault::Fault;
use super::fake::state::{self, Access, ChangeState, Comment, Permissions, Status};
use super::fake::wire::Reply;
use crate::common::Run;
use crate::common::learning::{GOAL, Pull, goal_text};

const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";
/// What the files of the pull request are called that nobody may ever find on a disk.
const PLANTED: &str = "planted-by-the-pull-request";

/// A learning repository on a fake forge with a pull request from a fork, and a runner.
struct Stage {
    pull: Pull,
    fake: Fake,
    number: u64,
    base: String,
    head: String,
    name: &'static str,
}

impl Stage {
    fn new(name: &'static str, variant: &str) -> Self {
        let pull = Pull::onto("");
        let base = pull.0.git(&["rev-parse", "main"]);
        // A mistake whatever the day, and things that would run if they were ever checked out.
        pull.0.write(GOAL, goal_text("2027-01-15").replace("deadline:", "deadlin:"));
        let trace = format!("name: {PLANTED}\non: [pull_request_target]\njobs: {{}}\n");
        pull.0.write(".github/workflows/milepost.yml", trace);
        pull.0.write(&format!("{PLANTED}.sh"), "#!/bin/sh\nexit 1\n");
        pull.0.write(".gitattributes", format!("* filter={PLANTED}\n"));
        let head = pull.0.commit("a fork's change");

        let fake = Fake::start(Kind::GitHub);
        let number = fake.state().open("ana", "topic", &head);
        {
            let mut state = fake.state();
            let change = state.change(number);
            change.base.clone_from(&base);
            change.head_owner = "ana".to_owned();
        }
        let stage = Self { pull, fake, number, base, head, name };
        stage.serve();
        stage.publish();
        stage.workspace(variant);
        stage
    }

    fn path(&self, path: &str) -> PathBuf {
        self.pull.0.beside(path)
    }

    /// What a forge serves: the base branch and the pull request's head, not the fork's branch.
    fn serve(&self) {
        let sandbox = &self.pull.0;
        let origin = self.path("origin.git");
        let git = |arguments: &[&str]| sandbox.git_in(&origin, arguments);
        sandbox.git(&["clone", "--quiet", "--bare", ".", "../origin.git"]);
        git(&["update-ref", &format!("refs/pull/{}/head", self.number), &self.head]);
        git(&["update-ref", "-d", "refs/heads/topic"]);
        git(&["config", "uploadpack.allowAnySHA1InWant", "true"]);
        // Whatever is fetched from the fake's address comes from that folder.
        let home = self.path("home");
        fs::create_dir_all(&home).unwrap();
        let address = format!("{}/example/learning.git", self.fake.address());
        let settings = format!("[url \"file://{}\"]\n\tinsteadOf = {address}\n", origin.display());
        fs::write(home.join(".gitconfig"), settings).unwrap();
    }

    /// The action, with a release of the program that these tests were built with.
    fn publish(&self) {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let action = self.path("action");
        let (version, target) = (env!("CARGO_PKG_VERSION"), "x86_64-unknown-linux-musl");
        let name = format!("milepost-{version}-{target}");
        let releases = action.join(format!("releases/v{version}"));
        fs::create_dir_all(action.join("action")).unwrap();
        fs::create_dir_all(releases.join(&name)).unwrap();
        fs::copy(env!("CARGO_BIN_EXE_milepost"), releases.join(&name).join("milepost")).unwrap();
        let archive = releases.join(format!("{name}.tar.gz"));
        run(Command::new("tar").arg("-C").arg(&releases).arg("-czf").arg(&archive).arg(&name));
        let sum = run(Command::new("sha256sum").arg(&archive)).stdout;
        let table = fs::read_to_string(root.join("action/checksums.txt")).unwrap();
        let line = format!("{version} {target} {}\n", &sum[..64]);
        fs::write(action.join("action/checksums.txt"), table + &line).unwrap();
        fs::copy(root.join("action/install"), action.join("action/install")).unwrap();
        // The one thing that differs: releases lie on this disk.
        let text = fs::read_to_string(root.join("action.yml")).unwrap();
        let default = format!("default: \"file://{}\"", action.join("releases").display());
        assert_eq!(text.matches("default: \"\"").count(), 1);
        fs::write(action.join("action.yml"), text.replace("default: \"\"", &default)).unwrap();
    }

    /// The default branch, as the runner finds its workflows there.
    fn workspace(&self, variant: &str) {
        let workspace = self.path("workspace");
        fs::create_dir(&workspace).unwrap();
        let action = format!("example/milepost@{COMMIT}");
        let arguments = ["workflows", "--action", &action, "--variant", variant, "--write", "."];
        let made = self.pull.0.milepost_in(&workspace, &arguments, &[]);
        assert_eq!(made.status, 0, "{}", made.stderr);
        self.pull.0.git_in(&workspace, &["init", "--quiet"]);
        fs::create_dir(self.path("artifacts")).unwrap();
    }

    fn repository() -> Value {
        json!({"full_name": "example/learning", "name": "learning", "default_branch": "main",
               "owner": {"login": "example"}})
    }

    fn pull_request(&self) -> Value {
        json!({
            "number": self.number, "created_at": "2026-11-20T08:00:00Z", "state": "open", "merged": false,
            "draft": false, "user": {"login": "ana"},
            "base": {"ref": "main", "sha": self.base, "repo": Self::repository()},
            "head": {"ref": "topic", "sha": self.head, "repo": {"full_name": "ana/learning"}},
        })
    }

    /// Runs a workflow for an event; what the jobs printed.
    fn runs(&self, workflow: &str, event: &str, payload: &Value) -> Run {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let act = std::env::var("MILEPOST_ACT").expect("MILEPOST_ACT names act: tests/workflows/act sets it");
        fs::write(self.path("event.json"), payload.to_string()).unwrap();
        let file = format!(".github/workflows/{workflow}.yml");
        let workflow = fs::read_to_string(self.path("workspace").join(&file)).unwrap();
        let mut command = Command::new("timeout");
        command.arg("300").arg(act).current_dir(self.path("workspace")).env_clear();
        command.env("HOME", self.path("home")).env("PATH", std::env::var("PATH").unwrap());
        command.args([event, "--workflows", &file, "--no-recurse", "--eventpath"]);
        command.arg(self.path("event.json")).args(["--platform", "ubuntu-latest=-self-hosted"]);
        let mut replaced = vec![(format!("example/milepost@{COMMIT}"), self.path("action"))];
        for (name, double) in [
            ("upload-artifact", "upload-artifact"),
            ("download-artifact", "download-artifact"),
            // Only looked at: no test publishes pages.
            ("upload-pages-artifact", "upload-artifact"),
            ("deploy-pages", "upload-artifact"),
        ] {
            // At the commit that the workflow pins.
            let Some(pinned) = workflow.split(&format!("uses: actions/{name}@")).nth(1) else { continue };
            let double = root.join("tests/workflows/doubles").join(double);
            replaced.push((format!("actions/{name}@{}", &pinned[..40]), double));
        }
        for (action, folder) in replaced {
            command.arg("--local-repository").arg(format!("{action}={}", folder.display()));
        }
        for (name, value) in [
            ("ARTIFACTS", self.path("artifacts").display().to_string()),
            ("GITHUB_API_URL", self.fake.api()),
            ("GITHUB_SERVER_URL", self.fake.address()),
            ("GITHUB_REPOSITORY", "example/learning".to_owned()),
        ] {
            command.arg("--env").arg(format!("{name}={value}"));
        }
        command.arg("--secret").arg(format!("GITHUB_TOKEN={}", state::APP));
        let said = run(&mut command);
        let text = format!("{}{}", said.stdout, said.stderr);
        let recording = root.join("target/act").join(format!("{}.txt", self.name));
        fs::create_dir_all(recording.parent().unwrap()).unwrap();
        fs::write(recording, &text).unwrap();
        assert!(!text.contains(state::APP), "the token is shown");
        said
    }

    fn comments(&self) -> Vec<Comment> {
        self.fake.state().change(self.number).comments.clone()
    }

    fn statuses(&self) -> Vec<Status> {
        self.fake.state().project().statuses.clone()
    }

    /// The requests so far that write, to anything but the status.
    fn writes(&self) -> Vec<String> {
        let lines = self.fake.lines();
        let writes =
            lines.into_iter().filter(|line| !line.starts_with("GET ") && !line.contains("/statuses/"));
        writes.filter(|line| !line.ends_with("/graphql")).collect()
    }

    /// One run for the pull request, then the same again.
    fn posts_once(&self, event: &str, payload: &Value) {
        let first = self.runs("milepost", event, payload);
        assert_eq!(first.status, 0, "{}{}", first.stdout, first.stderr);
        let comments = self.comments();
        assert_eq!(comments.len(), 1, "{comments:?}");
        assert_eq!(comments[0].author, "milepost[bot]");
        assert!(comments[0].body.starts_with("<!-- milepost:pr v1 hash="), "{}", comments[0].body);
        assert!(comments[0].body.contains("deadlin"), "{}", comments[0].body);
        assert!(comments[0].body.contains(&self.head[..7]), "{}", comments[0].body);
        let statuses = self.statuses();
        let status = statuses.last().unwrap();
        assert_eq!((&*status.commit, &*status.context, &*status.state), (&*self.head, "milepost", "failure"));
        let writes = self.writes();
        assert_eq!(writes, [format!("POST /repos/example/learning/issues/{}/comments", self.number)]);

        let disk = fs::read_to_string(self.path("artifacts/disk.txt")).unwrap();
        assert!(disk.contains("/learning.git/objects"), "{disk}");
        assert!(!disk.contains(PLANTED) && !disk.contains("profile.yaml"), "{disk}");

        let second = self.runs("milepost", event, payload);
        assert_eq!(second.status, 0, "{}{}", second.stdout, second.stderr);
        assert_eq!(self.writes(), writes, "the second run wrote something");
        assert_eq!(self.comments()[0].body, comments[0].body);
    }
}

fn run(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    let status = output.status.code().unwrap_or(-1);
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    Run { status, stdout: text(&output.stdout), stderr: text(&output.stderr) }
}

#[test]
#[ignore = "needs act; tests/workflows/act, which .ci/run runs, installs it"]
fn a_fork_gets_one_comment_and_a_status_and_nothing_of_it_touches_the_disk() {
    let stage = Stage::new("pull-request-target", "pull-request-target");
    let payload = json!({"action": "opened", "number": stage.number, "pull_request": stage.pull_request(),
                         "repository": Stage::repository()});
    stage.posts_once("pull_request_target", &payload);
}

#[test]
#[ignore = "needs act; tests/workflows/act, which .ci/run runs, installs it"]
fn the_end_of_a_forks_check_leads_to_its_pull_request() {
    let stage = Stage::new("workflow-run", "workflow-run");
    let payload = json!({
        "action": "completed", "repository": Stage::repository(),
        "workflow_run": {
            "event": "pull_request", "head_sha": stage.head, "head_branch": "topic", "pull_requests": [],
            "head_repository": {"full_name": "ana/learning", "owner": {"login": "ana"}},
        },
    });
    stage.posts_once("workflow_run", &payload);

    // A forge that does not answer is no pull request that is gone.
    let refusal = Reply::json(403, &json!({"message": "Resource not accessible by integration"}));
    stage.fake.misbehave("GET /repos/example/learning/pulls?", 1, Fault::Answers(refusal));
    let refused = stage.runs("milepost", "workflow_run", &payload);
    assert_eq!(refused.status, 1, "{}{}", refused.stdout, refused.stderr);
    assert!(!refused.stdout.contains("nothing to do"), "{}", refused.stdout);

    // A run for a head that the pull request no longer has is quietly none.
    stage.fake.state().change(stage.number).head = "c".repeat(40);
    let writes = stage.writes();
    let late = stage.runs("milepost", "workflow_run", &payload);
    assert_eq!(late.status, 0, "{}{}", late.stdout, late.stderr);
    assert!(late.stdout.contains("No open pull request has this head any more"), "{}", late.stdout);
    assert_eq!(stage.writes(), writes);
}

#[test]
#[ignore = "needs act; tests/workflows/act, which .ci/run runs, installs it"]
fn what_is_merged_is_celebrated_in_the_same_comment() {
    let stage = Stage::new("merged", "pull-request-target");
    let mut payload = json!({"action": "opened", "number": stage.number, "pull_request": stage.pull_request(),
                             "repository": Stage::repository()});
    assert_eq!(stage.runs("milepost", "pull_request_target", &payload).status, 0);
    let before = stage.comments();

    stage.pull.0.git_in(&stage.path("origin.git"), &["update-ref", "refs/heads/main", &stage.head]);
    stage.fake.state().change(stage.number).state = ChangeState::Merged;
    payload["action"] = json!("closed");
    payload["pull_request"]["merged"] = json!(true);
    payload["pull_request"]["state"] = json!("closed");
    let said = stage.runs("milepost", "pull_request_target", &payload);
    assert_eq!(said.status, 0, "{}{}", said.stdout, said.stderr);
    let after = stage.comments();
    assert_eq!((after.len(), after[0].id), (1, before[0].id), "{after:?}");
    assert!(after[0].body.contains("Merged") && after[0].body != before[0].body, "{}", after[0].body);
}

#[test]
#[ignore = "needs act; tests/workflows/act, which .ci/run runs, installs it"]
fn what_is_closed_unmerged_is_left_alone() {
    let stage = Stage::new("closed", "pull-request-target");
    stage.fake.state().change(stage.number).state = ChangeState::Closed;
    let payload = json!({"action": "closed", "number": stage.number, "pull_request": stage.pull_request(),
                         "repository": Stage::repository()});
    let said = stage.runs("milepost", "pull_request_target", &payload);
    assert_eq!(said.status, 0, "{}{}", said.stdout, said.stderr);
    assert!(stage.fake.lines().is_empty(), "{:?}", stage.fake.lines());
}

#[test]
#[ignore = "needs act; tests/workflows/act, which .ci/run runs, installs it"]
fn a_forks_own_run_fails_on_what_it_introduces_and_asks_the_forge_for_nothing() {
    let stage = Stage::new("check", "pull-request-target");
    let payload = json!({"action": "opened", "number": stage.number, "pull_request": stage.pull_request(),
                         "repository": Stage::repository()});
    let said = stage.runs("milepost-check", "pull_request", &payload);
    assert_eq!(said.status, 1, "{}{}", said.stdout, said.stderr);
    assert!(said.stdout.contains(GOAL) && said.stdout.contains("deadlin"), "{}", said.stdout);
    assert!(stage.fake.lines().is_empty(), "{:?}", stage.fake.lines());
}

#[test]
#[ignore = "needs act; tests/workflows/act, which .ci/run runs, installs it"]
fn the_site_is_kept_for_download_and_published_nowhere() {
    let stage = Stage::new("site", "pull-request-target");
    let said = stage.runs("milepost-site", "workflow_dispatch", &json!({"repository": Stage::repository()}));
    assert_eq!(said.status, 0, "{}{}", said.stdout, said.stderr);
    let page = fs::read_to_string(stage.path("artifacts/milepost-site/site/index.html")).unwrap();
    assert!(page.contains("noindex"), "{page}");
    assert!(stage.fake.lines().is_empty(), "{:?}", stage.fake.lines());
}

#[test]
#[ignore = "needs act; tests/workflows/act, which .ci/run runs, installs it"]
fn the_digest_is_one_issue_that_a_second_run_leaves_alone() {
    let stage = Stage::new("digest", "pull-request-target");
    // What the workflow asks for, and no more.
    for token in &mut stage.fake.state().tokens {
        if token.value == state::APP {
            let (read, write) = (Access::Read, Access::Write);
            token.may = Permissions { contents: read, issues: write, changes: read, statuses: Access::None };
        }
    }
    let payload = json!({"repository": Stage::repository()});
    let first = stage.runs("milepost-digest", "workflow_dispatch", &payload);
    assert_eq!(first.status, 0, "{}{}", first.stdout, first.stderr);
    let issues = stage.fake.state().project().issues.clone();
    assert_eq!(issues.len(), 1, "{issues:?}");
    assert_eq!(issues[0].author, "milepost[bot]");
    assert!(issues[0].body.starts_with("<!-- milepost:digest v1 hash="), "{}", issues[0].body);
    assert!(issues[0].body.contains("1 pull request waits for review"), "{}", issues[0].body);
    assert_eq!(stage.writes(), ["POST /repos/example/learning/issues"]);

    let second = stage.runs("milepost-digest", "workflow_dispatch", &payload);
    assert_eq!(second.status, 0, "{}{}", second.stdout, second.stderr);
    assert!(second.stdout.contains("nothing new"), "{}", second.stdout);
    assert_eq!(stage.writes().len(), 1, "the second run wrote something");
    assert_eq!(stage.fake.state().project().issues.len(), 1);
}
