//! A learning repository in a folder of a larger one: files at the top of it that decide about
//! changes.

use serde_json::Value;

use crate::common::Sandbox;
use crate::common::learning::{TODAY, Verdict};
use crate::common::memory::Files;

const CI: &str = ".github/workflows/check.yml";
const ROOT: &str = "teams/learning";
const BASE: [&str; 6] = ["--root", ROOT, "--base", "main", "--today", TODAY];
const BOTH: [&str; 8] = ["--root", ROOT, "--base", "main", "--today", TODAY, "--head", "topic"];

/// The world in a folder, with CI at the top, on `main`; `topic` is checked out.
fn monorepo() -> Sandbox {
    let sandbox = Sandbox::new();
    let mut files = Files::default();
    files.lay(include_str!("../rules/world.txt"));
    for (path, content) in files.0 {
        sandbox.write(&format!("{ROOT}/{path}"), content.unwrap());
    }
    sandbox.write(CI, "on: pull_request\n");
    sandbox.write("docs/CODEOWNERS", "* @chi\n");
    sandbox.write(".github/dependabot.yml", "version: 2\n");
    sandbox.write("src/main.rs", "fn main() {}\n");
    sandbox.commit("before");
    sandbox.branch("topic");
    sandbox
}

fn check(sandbox: &Sandbox, arguments: &[&str]) -> Verdict {
    Verdict::of(&sandbox.milepost(&[&["check", "--format", "json"], arguments].concat()))
}

/// The places that the change touches, each with what they decide.
fn guarded(verdict: &Verdict) -> Vec<(&str, &str)> {
    let of_rule = verdict.findings().iter().filter(|finding| finding["rule"] == "policy-change");
    of_rule
        .map(|finding| {
            assert_eq!(
                (&finding["status"], &finding["place"]["region"]),
                (&"introduced".into(), &Value::Null)
            );
            let message = finding["message"].as_str().unwrap();
            let decides = message.strip_prefix("the change touches a file that decides ").unwrap();
            (finding["place"]["path"].as_str().unwrap(), decides)
        })
        .collect()
}

#[test]
fn what_ci_runs_is_seen_at_the_top_of_a_larger_repository() {
    let sandbox = monorepo();
    sandbox.write(CI, "on: push\n");
    sandbox.write(".gitlab-ci.yml", "check: {}\n");
    sandbox.remove("docs/CODEOWNERS");
    // Neither of these decides about changes.
    sandbox.write(".github/dependabot.yml", "version: 3\n");
    sandbox.write("src/main.rs", "fn main() { }\n");
    let expected = [
        ("../../.github/workflows/check.yml", "what CI runs"),
        ("../../.gitlab-ci.yml", "what CI runs"),
        ("../../docs/CODEOWNERS", "who has to approve changes"),
    ];
    // On disk, not added yet,
    let verdict = check(&sandbox, &BASE);
    assert_eq!((guarded(&verdict), verdict.status), (expected.to_vec(), 0));
    // and committed.
    sandbox.commit("change");
    for arguments in [&BASE[..], &BOTH[..]] {
        assert_eq!(guarded(&check(&sandbox, arguments)), expected);
    }
    let run = sandbox.milepost(&[&["check"], &BOTH[..]].concat());
    assert!(run.stdout.contains("--> ../../.github/workflows/check.yml\n"), "{}", run.stdout);
    assert_eq!(guarded(&check(&sandbox, &[&BOTH[..], &["--deny", "policy-change"]].concat())), expected);
}

#[test]
fn what_main_did_meanwhile_or_did_too_is_not_the_changes() {
    let sandbox = monorepo();
    sandbox.checkout("main");
    sandbox.write(CI, "on: push\n");
    sandbox.write("CODEOWNERS", "* @ben\n");
    sandbox.commit("meanwhile");
    sandbox.checkout("topic");
    sandbox.write(CI, "on: push\n");
    sandbox.commit("change");
    for arguments in [&BASE[..], &BOTH[..]] {
        assert!(guarded(&check(&sandbox, arguments)).is_empty());
    }
    sandbox.write("CODEOWNERS", "* @ana\n");
    assert_eq!(guarded(&check(&sandbox, &BASE)), [("../../CODEOWNERS", "who has to approve changes")]);
}

#[test]
fn a_folder_that_holds_such_files_itself_names_them_once() {
    let sandbox = Sandbox::new();
    let mut files = Files::default();
    files.lay(include_str!("../rules/world.txt"));
    for (path, content) in files.0 {
        sandbox.write(&format!("docs/{path}"), content.unwrap());
    }
    sandbox.commit("before");
    sandbox.branch("topic");
    sandbox.write("docs/CODEOWNERS", "* @ana\n");
    sandbox.commit("change");
    let verdict = check(&sandbox, &["--root", "docs", "--base", "main", "--head", "topic", "--today", TODAY]);
    assert_eq!(guarded(&verdict), [("CODEOWNERS", "who has to approve changes")]);
}

#[test]
fn the_comment_links_to_the_files_as_they_are() {
    let sandbox = monorepo();
    sandbox.write(".github/workflows/new.yml", "on: push\n");
    sandbox.remove("docs/CODEOWNERS");
    sandbox.commit("change");
    let template = "https://git.example.com/o/r/blob/{commit}/{path}#L{line}";
    let run = sandbox.milepost(&[&["report", "pr", "--permalink", template], &BOTH[..]].concat());
    let [base, head] = ["main", "topic"].map(|name| sandbox.git(&["rev-parse", name]));
    for link in [
        format!(
            "[`../../.github/workflows/new.yml`](https://git.example.com/o/r/blob/{head}/.github/workflows/new.yml#L1)"
        ),
        format!("[`../../docs/CODEOWNERS`](https://git.example.com/o/r/blob/{base}/docs/CODEOWNERS#L1)"),
    ] {
        assert!(run.stdout.contains(&link), "lacks {link}: {}{}", run.stdout, run.stderr);
    }
}
