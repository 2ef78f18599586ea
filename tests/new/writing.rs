//! What is said after a file is written, and `--commit`: the person's own git, their hooks, and nothing
//! else in the commit.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::{GOAL_FLAGS, repository, written};
use crate::common::Sandbox;

const GOAL: &str = "people/ana/goals/2026-11-22-rust.yaml";
fn hook(sandbox: &Sandbox, text: &str) {
    let path = sandbox.path().join(".git/hooks/pre-commit");
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn commit_holds_the_file_alone_and_leaves_what_is_staged() {
    let sandbox = repository();
    sandbox.write("people/ana/notes.txt", "staged");
    sandbox.write("milepost.yaml", "version: 1\n");
    sandbox.git(&["add", "people/ana/notes.txt", "milepost.yaml"]);
    sandbox.write("teams/loose.txt", "not staged");
    let run = sandbox.milepost(&[&GOAL_FLAGS[..], &["--commit"]].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(
        sandbox.git(&["show", "--name-only", "--format=%s%n%ae", "HEAD"]),
        format!("goal: Use Rust at level 2 in ledger\nana@example.com\n\n{GOAL}")
    );
    assert_eq!(
        sandbox.git(&["status", "--porcelain", "--untracked-files=all"]),
        "M  milepost.yaml\nA  people/ana/notes.txt\n?? teams/loose.txt"
    );
    let id = sandbox.git(&["rev-parse", "--short", "HEAD"]);
    // There is nothing to push to.
    assert_eq!(run.stderr, format!("committed as {id}\n"));
    assert_eq!(run.stdout, format!("{GOAL}\n"));
}

#[test]
fn what_comes_after_a_commit_follows_from_where_it_is() {
    for (branch, expected) in
        [(true, "; next: git push"), (false, ", on no branch; next: git switch -c BRANCH")]
    {
        let sandbox = repository();
        sandbox.git(&["remote", "add", "origin", "https://git.example.com/acme/learning"]);
        if !branch {
            sandbox.git(&["checkout", "--quiet", "--detach"]);
        }
        let run = sandbox.milepost(&[&GOAL_FLAGS[..], &["--commit"]].concat());
        let id = sandbox.git(&["rev-parse", "--short", "HEAD"]);
        assert_eq!((run.status, run.stderr), (0, format!("committed as {id}{expected}\n")));
    }
}

#[test]
fn a_hook_that_refuses_keeps_the_file_and_the_index_as_they_were() {
    let sandbox = repository();
    hook(&sandbox, "#!/bin/sh\necho 'no commits on Sundays' >&2\nexit 1\n");
    sandbox.write("people/ana/notes.txt", "staged");
    sandbox.git(&["add", "people/ana/notes.txt"]);
    let before = sandbox.git(&["rev-parse", "HEAD"]);
    let run = sandbox.milepost(&[&GOAL_FLAGS[..], &["--commit"]].concat());
    assert_eq!(run.status, 2);
    insta::assert_snapshot!(run.stderr, @r"
    no commits on Sundays
    later: git add people/ana/goals/2026-11-22-rust.yaml && git commit -m 'goal: Use Rust at level 2 in ledger'
    error: git did not commit
      help: the file is written and stays; git's own words above say why
    ");
    assert_eq!(sandbox.git(&["rev-parse", "HEAD"]), before);
    assert_eq!(
        sandbox.git(&["status", "--porcelain", "--untracked-files=all"]),
        format!("A  people/ana/notes.txt\n?? {GOAL}")
    );
}

#[test]
fn a_file_that_git_ignores_is_told_and_never_committed() {
    let sandbox = repository();
    sandbox.write(".gitignore", "goals/\n");
    sandbox.commit("ignore");
    let before = sandbox.git(&["rev-parse", "HEAD"]);
    let run = sandbox.milepost(&GOAL_FLAGS);
    assert_eq!(run.status, 0, "{}", run.stderr);
    insta::assert_snapshot!(run.stderr, @r"
    warning: Git ignores people/ana/goals/2026-11-22-rust.yaml, so neither a check nor a commit sees it
      help: take away the line that `git check-ignore -v people/ana/goals/2026-11-22-rust.yaml` names, mostly in .gitignore
    next: git add people/ana/goals/2026-11-22-rust.yaml && git commit -m 'goal: Use Rust at level 2 in ledger'
    ");
    let run = sandbox.milepost(&[&GOAL_FLAGS[..], &["--commit"]].concat());
    assert_eq!(run.status, 2, "{}", run.stderr);
    insta::assert_snapshot!(run.stderr, @r"
    later: git add people/ana/goals/2026-11-22-rust-2.yaml && git commit -m 'goal: Use Rust at level 2 in ledger'
    error: nothing was committed, because Git ignores people/ana/goals/2026-11-22-rust-2.yaml
      help: take away the line that `git check-ignore -v people/ana/goals/2026-11-22-rust-2.yaml` names, mostly in .gitignore
    ");
    assert!(sandbox.path().join(GOAL).is_file());
    assert_eq!(sandbox.git(&["rev-parse", "HEAD"]), before);
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
}

/// A repository in which `command` has stopped at a conflict.
fn half_finished(command: &[&str]) -> Sandbox {
    let sandbox = repository();
    sandbox.git(&["checkout", "--quiet", "-b", "other"]);
    sandbox.write("NOTES.md", "theirs\n");
    sandbox.commit("theirs");
    sandbox.git(&["checkout", "--quiet", "-"]);
    sandbox.write("NOTES.md", "ours\n");
    sandbox.commit("ours");
    sandbox.write("NOTES.md", "ours, too\n");
    sandbox.commit("ours, too");
    assert_eq!(sandbox.run_git(sandbox.path(), command).status, 1);
    sandbox
}

#[test]
fn in_the_middle_of_a_merge_nothing_is_committed() {
    let sandbox = half_finished(&["merge", "other"]);
    let run = sandbox.milepost(&[&GOAL_FLAGS[..], &["--commit"]].concat());
    assert_eq!(run.status, 2, "{}", run.stderr);
    insta::assert_snapshot!(run.stderr, @r"
    later: git add people/ana/goals/2026-11-22-rust.yaml && git commit -m 'goal: Use Rust at level 2 in ledger'
    error: nothing was committed, because a merge is not finished here
      help: what was written stays; finish it first, or give it up, as `git status` says
    ");
    let status = sandbox.git(&["status", "--porcelain", "--untracked-files=all"]);
    assert_eq!(status, format!("AA NOTES.md\n?? {GOAL}"));
}

/// A commit there would close the merge with this file's message.
#[test]
fn in_the_middle_of_a_merge_no_command_is_proposed_for_now() {
    let sandbox = half_finished(&["merge", "other"]);
    let run = sandbox.milepost(&GOAL_FLAGS);
    assert_eq!(run.status, 0, "{}", run.stderr);
    insta::assert_snapshot!(run.stderr, @r"
    warning: a merge is not finished here, and a commit now would get into it
      help: finish it first, or give it up, as `git status` says
    later: git add people/ana/goals/2026-11-22-rust.yaml && git commit -m 'goal: Use Rust at level 2 in ledger'
    ");
}

#[test]
fn nothing_gets_into_a_rebase_a_cherry_pick_or_a_revert() {
    for (command, noun) in [
        (&["rebase", "other"][..], "a rebase"),
        (&["cherry-pick", "other"], "a cherry-pick"),
        (&["revert", "HEAD~1"], "a revert"),
    ] {
        let sandbox = half_finished(command);
        // Settled and staged, a commit of anything at all would go through.
        sandbox.write("NOTES.md", "settled\n");
        sandbox.git(&["add", "NOTES.md"]);
        let (head, status) = (sandbox.git(&["rev-parse", "HEAD"]), sandbox.git(&["status"]));
        let run = sandbox.milepost(&[&GOAL_FLAGS[..], &["--commit"]].concat());
        assert_eq!(run.status, 2, "{}", run.stderr);
        let told = format!("error: nothing was committed, because {noun} is not finished here\n");
        assert!(run.stderr.contains(&told), "{}", run.stderr);
        assert!(sandbox.path().join(GOAL).is_file());
        assert_eq!(sandbox.git(&["rev-parse", "HEAD"]), head);
        fs::remove_file(sandbox.path().join(GOAL)).unwrap();
        assert_eq!(sandbox.git(&["status"]), status, "{noun}");
    }
}

#[test]
fn the_hook_sees_the_file() {
    let sandbox = repository();
    hook(&sandbox, "#!/bin/sh\ngit diff --cached --name-only > seen\n");
    let run = sandbox.milepost(&[&GOAL_FLAGS[..], &["--commit"]].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(fs::read_to_string(sandbox.path().join("seen")).unwrap(), format!("{GOAL}\n"));
}

#[test]
fn the_first_commit_of_a_repository_may_be_this_one() {
    let sandbox = repository();
    sandbox.git(&["checkout", "--quiet", "--orphan", "fresh"]);
    sandbox.git(&["rm", "-r", "--quiet", "--cached", "."]);
    let run = sandbox.milepost(&[&GOAL_FLAGS[..], &["--commit"]].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(sandbox.git(&["show", "--name-only", "--format=", "HEAD"]), GOAL);
}

#[test]
fn paths_are_shown_as_they_are_typed_from_here() {
    let sandbox = repository();
    let run = sandbox.milepost_in(&sandbox.path().join("people/ana"), &GOAL_FLAGS, &[]);
    assert_eq!(run.stdout, "goals/2026-11-22-rust.yaml\n", "{}", run.stderr);
    let run = sandbox.milepost_in(&sandbox.path().join("teams"), &GOAL_FLAGS, &[]);
    assert_eq!(run.stdout, "../people/ana/goals/2026-11-22-rust-2.yaml\n", "{}", run.stderr);
    assert!(run.stderr.contains("git add ../people/ana/goals/2026-11-22-rust-2.yaml && "), "{}", run.stderr);
}

#[test]
fn the_learning_repository_may_lie_in_a_folder() {
    let outer = Sandbox::new();
    let inner = repository();
    let copied = outer.path().join("docs/learning");
    fs::create_dir_all(&copied).unwrap();
    let source = format!("{}/.", inner.path().display());
    std::process::Command::new("cp").args(["-R", &source]).arg(&copied).status().unwrap();
    fs::remove_dir_all(copied.join(".git")).unwrap();
    outer.git(&["config", "user.email", "ana@example.com"]);
    outer.git(&["config", "user.name", "Ana Soto"]);
    outer.commit("all");
    let run = outer.milepost_in(&copied, &[&GOAL_FLAGS[..], &["--commit"]].concat(), &[]);
    assert_eq!((run.status, run.stdout.as_str()), (0, format!("{GOAL}\n").as_str()), "{}", run.stderr);
    assert_eq!(outer.git(&["show", "--name-only", "--format=", "HEAD"]), format!("docs/learning/{GOAL}"));
}

#[test]
fn editors_find_the_schema_where_it_lies_in_the_repository() {
    let sandbox = repository();
    sandbox.write(".milepost/schema/goal.schema.json", "{}");
    sandbox.commit("schemas");
    let run = sandbox.milepost(&GOAL_FLAGS);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let (_, text) = written(&sandbox);
    assert!(
        text.starts_with("# yaml-language-server: $schema=../../../.milepost/schema/goal.schema.json\n"),
        "{text}"
    );
}

#[test]
fn new_without_a_kind_tells_the_kinds() {
    let sandbox = repository();
    let run = sandbox.milepost(&["new"]);
    assert_eq!(run.status, 2);
    for line in ["goal", "entry"] {
        assert!(
            run.stderr.lines().any(|it| it.trim_start().starts_with(&format!("{line} "))),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn of_those_who_write_at_once_each_has_a_file_or_is_told() {
    let sandbox = repository();
    let runs: Vec<_> = std::thread::scope(|scope| {
        let all: Vec<_> = (0..6).map(|_| scope.spawn(|| sandbox.milepost(&GOAL_FLAGS))).collect();
        all.into_iter().map(|run| run.join().unwrap()).collect()
    });
    let (written, told): (Vec<_>, Vec<_>) = runs.iter().partition(|run| run.status == 0);
    let goals = fs::read_dir(sandbox.path().join("people/ana/goals")).unwrap();
    let new = |name: &str| name.starts_with("2026-11-22-rust");
    let goals = goals.filter(|goal| new(&goal.as_ref().unwrap().file_name().to_string_lossy())).count();
    assert_eq!(goals, written.len());
    for run in told {
        let said = "yaml appeared while this ran, and is left as it is\n  help: run it again\n";
        assert!(run.stderr.contains(said), "{}", run.stderr);
        assert!(run.stdout.contains("Rewrite the parser"), "the answers are lost: {}", run.stdout);
    }
}
