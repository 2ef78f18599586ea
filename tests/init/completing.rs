//! A repository that is there gets what it lacks, and nothing else changes.

use super::{Desk, TODAY, files};

#[test]
fn a_second_run_changes_nothing() {
    let desk = Desk::new();
    let arguments =
        ["--framework", "platform", "--forge", "forgejo", "--account", "ana", "--action", super::ACTION];
    let folder = desk.learning(&arguments);
    let before = files(&folder);
    let run = desk.init(&[&["learning"], arguments.as_slice()].concat());
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    assert!(run.stdout.starts_with("Nothing is missing in "), "{}", run.stdout);
    assert!(!run.stdout.contains("Next:"), "{}", run.stdout);
    assert_eq!(files(&folder), before);
}

#[test]
fn only_what_is_missing_is_added() {
    let desk = Desk::new();
    let folder = desk.learning(&["--framework", "platform", "--forge", "none"]);
    for (path, text) in [
        ("README.md", "# Ours\n"),
        ("framework/skills/mentoring.yaml", "name: Mentoring\nkind: human\nproficient_from: 3\n"),
    ] {
        std::fs::write(folder.join(path), text).unwrap();
    }
    for path in ["PRIVACY.md", ".milepost/schema/goal.schema.json", "framework/modules/incident-drill.yaml"] {
        std::fs::remove_file(folder.join(path)).unwrap();
    }
    let before = files(&folder);
    let listed = desk.init(&["learning", "--forge", "none", "--dry-run"]);
    assert_eq!(files(&folder), before, "a dry run writes nothing");
    let run = desk.init(&["learning", "--forge", "none"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    let mut added = files(&folder);
    added.retain(|file| !before.contains(file));
    let added: Vec<_> = added.into_iter().map(|(path, _)| path).collect();
    assert_eq!(
        added,
        [".milepost/schema/goal.schema.json", "PRIVACY.md"],
        "a framework that is there is whole"
    );
    for path in &added {
        assert!(listed.stdout.contains(&format!("  would write    {path}\n")), "{}", listed.stdout);
    }
    assert!(listed.stdout.contains("  there already  README.md\n"), "{}", listed.stdout);
    assert!(files(&folder).contains(&("README.md".to_owned(), b"# Ours\n".to_vec())));
}

#[test]
fn an_account_that_comes_later_is_told_where_to_write() {
    let desk = Desk::new();
    desk.learning(&["--framework", "empty", "--forge", "none", "--handle", "ana"]);
    let run = desk.init(&["learning", "--forge", "github", "--account", "ana-soto"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let told = run.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = "write `accounts: {github: ana-soto}` into people/ana/profile.yaml first";
    assert!(told.contains(line), "{}", run.stdout);
}

#[test]
fn a_repository_of_something_else_keeps_its_files() {
    let desk = Desk::new();
    let sandbox = &desk.0;
    sandbox.write("Readme.rst", "Ours\n");
    sandbox.write("docs/CODEOWNERS", "* @boss\n");
    sandbox.write(".GITATTRIBUTES", "* -text\n");
    sandbox.write("notes.txt", "Mine\n");
    sandbox.commit("ours");
    sandbox.write("notes.txt", "Not committed yet\n");
    sandbox.git(&["remote", "add", "origin", "git@github.com:example/learning.git"]);
    let run =
        sandbox.milepost(&["init", "--today", TODAY, "--framework", "empty", "--account", "ana", "--commit"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    for path in ["README.md", ".github/CODEOWNERS", "CODEOWNERS", ".gitattributes"] {
        let there = sandbox.path().join(path).exists();
        assert!(!there, "{path} would stand beside, or over, what is there");
    }
    for told in ["Readme.rst", "docs/CODEOWNERS", ".GITATTRIBUTES"] {
        assert!(run.stdout.contains(told), "{told}: {}", run.stdout);
    }
    assert_eq!(sandbox.git(&["status", "--short"]), " M notes.txt", "only its own files are committed");
    desk.check(sandbox.path(), TODAY).is(0, &[]);
}

#[test]
fn a_folder_of_a_larger_repository_leaves_its_top_alone() {
    let desk = Desk::new();
    let sandbox = &desk.0;
    sandbox.write("src/main.rs", "fn main() {}\n");
    sandbox.commit("code");
    sandbox.git(&["remote", "add", "origin", "https://gitlab.com/example/code.git"]);
    let arguments =
        ["init", "docs/learning", "--today", TODAY, "--framework", "backend", "--action", super::ACTION];
    let run = sandbox.milepost(&arguments);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    let outside: Vec<_> = files(sandbox.path())
        .into_iter()
        .map(|(path, _)| path)
        .filter(|path| !path.starts_with("docs/learning/"))
        .collect();
    assert_eq!(outside, ["src/main.rs"]);
    assert!(run.stdout.contains("milepost codeowners --root docs/learning"), "{}", run.stdout);
    desk.check(&sandbox.path().join("docs/learning"), TODAY).is(0, &[]);
    let again = sandbox.milepost(&["init", "docs/learning/people", "--today", TODAY]);
    assert_eq!(again.status, 2);
    assert!(again.stderr.contains("lies in a learning repository already"), "{}", again.stderr);
    let below =
        sandbox.milepost_in(&sandbox.path().join("docs/learning/people"), &["init", "--today", TODAY], &[]);
    assert!(below.stdout.starts_with("Nothing is missing in "), "{}{}", below.stdout, below.stderr);
}

#[test]
fn what_git_ignores_is_told_and_left_out_of_the_commit() {
    let desk = Desk::new();
    desk.0.write(".gitignore", ".vscode/\n.milepost/\n");
    desk.0.commit("ignore");
    let flags = ["init", "--framework", "empty", "--forge", "none", "--handle", "ana", "--today", TODAY];
    let run = desk.0.milepost(&[&flags[..], &["--commit"]].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    insta::assert_snapshot!(run.stderr, @r"
    warning: Git ignores .milepost/schema, .vscode/settings.json, .vscode/extensions.json, so no commit takes them along
      help: take away the line that `git check-ignore -v .milepost/schema/policy.schema.json` names, mostly in .gitignore
    ");
    assert_eq!(desk.0.git(&["status", "--porcelain", "--untracked-files=all"]), "");
    let committed = desk.0.git(&["show", "--name-only", "--format=", "HEAD"]);
    assert!(committed.contains("milepost.yaml") && !committed.contains(".vscode"), "{committed}");
    for path in [".vscode/settings.json", "PRIVACY.md"] {
        std::fs::remove_file(desk.0.path().join(path)).unwrap();
    }
    let run = desk.0.milepost(&flags);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("git add PRIVACY.md && git commit"), "{}", run.stdout);
}

#[test]
fn what_does_not_fit_what_is_there_is_not_written() {
    let desk = Desk::new();
    let sandbox = &desk.0;
    sandbox.write("milepost.yaml", "version: 1\ndisciplines: [design]\n");
    sandbox.commit("ours");
    let before = files(sandbox.path());
    let run = sandbox.milepost(&["init", "--today", TODAY, "--framework", "backend", "--forge", "none"]);
    assert_eq!(run.status, 2, "{}", run.stdout);
    assert!(run.stderr.contains("`backend`") && run.stderr.contains("nothing was written"), "{}", run.stderr);
    assert_eq!(files(sandbox.path()), before);
}
