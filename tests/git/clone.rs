//! Repositories of every kind: bare, linked worktrees, shallow and partial clones, SHA-256.

use std::fs;

use milepost::error::Error;
use milepost::source::{Head, Repository};

use super::{at, listed, open, text};
use crate::common::Sandbox;

#[test]
fn the_repository_is_found_from_within() {
    let sandbox = Sandbox::new();
    sandbox.write("people/ana/profile.yaml", "name: Ana\n");
    sandbox.commit("all");
    let repository = Repository::discover(&sandbox.path().join("people/ana")).unwrap();
    assert_eq!(repository.work_dir().unwrap(), sandbox.path());
    let outside = sandbox.path().parent().unwrap();
    let error = Repository::discover(outside).unwrap_err();
    assert!(matches!(&error, Error::NotARepository { path } if path == outside), "{error}");
    let error = Repository::discover(&sandbox.path().join("nowhere")).unwrap_err();
    assert!(matches!(error, Error::NotARepository { .. }), "{error}");
}

#[test]
fn a_bare_repository_has_revisions_but_no_working_tree() {
    let sandbox = Sandbox::new();
    sandbox.write("a", "1");
    sandbox.commit("all");
    let bare = sandbox.beside("bare.git");
    sandbox.git(&["clone", "--quiet", "--bare", ".", bare.to_str().unwrap()]);
    let repository = Repository::discover(&bare).unwrap();
    assert_eq!(repository.work_dir(), None);
    assert_eq!(text(&at(&repository, "main", ""), "a").unwrap(), "1");
    assert!(matches!(repository.working_tree(""), Err(Error::Usage { .. })));
    let main = repository.resolve("main").unwrap();
    assert!(matches!(repository.change(&main, Head::WorkingTree, ""), Err(Error::Usage { .. })));
}

#[test]
fn a_linked_worktree_has_its_own_head_and_files() {
    let sandbox = Sandbox::new();
    sandbox.write("a", "1");
    let first = sandbox.commit("first");
    sandbox.write("a", "2");
    sandbox.commit("second");
    let linked = sandbox.beside("linked");
    sandbox.git(&["worktree", "add", "--quiet", "-b", "topic", linked.to_str().unwrap(), &first]);
    fs::write(linked.join("b"), "new").unwrap();
    let repository = Repository::discover(&linked).unwrap();
    assert_eq!(repository.work_dir().unwrap(), linked);
    assert_eq!(text(&at(&repository, "HEAD", ""), "a").unwrap(), "1");
    fs::write(linked.join(".gitignore"), "*.log\n").unwrap();
    fs::write(linked.join("x.log"), "").unwrap();
    let working_tree = repository.working_tree("").unwrap();
    assert_eq!(listed(&working_tree, ""), ["File .gitignore", "File a", "File b"]);
    let topic = repository.resolve("topic").unwrap();
    let change = repository.change(&topic, Head::WorkingTree, "").unwrap();
    assert_eq!(change.files.len(), 2);
    // Handles of further threads are opened on the same worktree.
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(text(&at(&repository, "topic", ""), "a").unwrap(), "1"));
        }
    });
}

#[test]
fn the_repository_may_lie_apart_from_its_working_tree() {
    let sandbox = Sandbox::new();
    let (apart, store) = (sandbox.beside("apart"), sandbox.beside("store.git"));
    let arguments =
        ["init", "--quiet", "--separate-git-dir", store.to_str().unwrap(), apart.to_str().unwrap()];
    sandbox.git(&arguments);
    fs::write(apart.join("a"), "1").unwrap();
    for from in [&apart, &store] {
        if from == &store {
            sandbox.git_in(&apart, &["config", "core.worktree", apart.to_str().unwrap()]);
        }
        let repository = Repository::discover(from).unwrap();
        assert_eq!(listed(&repository.working_tree("").unwrap(), ""), ["File a"]);
    }
}

#[test]
fn sha_256_repositories_are_named_as_such() {
    let sandbox = Sandbox::with_init(&["--object-format=sha256", "--initial-branch=main"]);
    let linked = sandbox.beside("linked");
    sandbox.commit("first");
    sandbox.git(&["worktree", "add", "--quiet", linked.to_str().unwrap()]);
    for path in [sandbox.path(), &linked, &sandbox.path().join(".git")] {
        let error = Repository::discover(path).unwrap_err();
        let Error::UnsupportedRepository { format, .. } = &error else { panic!("{error}") };
        assert_eq!(format, "sha256");
    }
}

#[test]
fn a_repository_without_a_commit_has_a_working_tree() {
    let sandbox = Sandbox::new();
    sandbox.write("milepost.yaml", "version: 1\n");
    let repository = open(&sandbox);
    assert!(matches!(repository.resolve("HEAD"), Err(Error::UnknownRevision { .. })));
    assert_eq!(listed(&repository.working_tree("").unwrap(), ""), ["File milepost.yaml"]);
}

/// `main` and `topic` with 3 commits each upon 2 common ones.
fn forked() -> (Sandbox, String) {
    let sandbox = Sandbox::new();
    sandbox.write("a", "0");
    sandbox.commit("root");
    sandbox.write("a", "1");
    let fork = sandbox.commit("fork");
    for branch in ["topic", "main"] {
        if branch == "topic" {
            sandbox.branch(branch)
        } else {
            sandbox.checkout(branch)
        }
        for number in 0..3 {
            sandbox.write(branch, number.to_string());
            sandbox.commit(&format!("{branch} {number}"));
        }
    }
    (sandbox, fork)
}

fn clone(sandbox: &Sandbox, name: &str, arguments: &[&str]) -> Repository {
    let path = sandbox.beside(name);
    let from = format!("file://{}", sandbox.path().display());
    let to = path.to_str().unwrap();
    sandbox.git(&[&["clone", "--quiet", "--no-single-branch"], arguments, &[&from, to]].concat());
    Repository::discover(&path).unwrap()
}

#[test]
fn a_merge_base_beyond_a_shallow_clone_is_told_from_unrelated_histories() {
    let (sandbox, fork) = forked();
    for depth in ["1", "2", "3"] {
        let repository = clone(&sandbox, &format!("depth-{depth}"), &["--depth", depth]);
        let main = repository.resolve("origin/main").unwrap();
        let topic = repository.resolve("origin/topic").unwrap();
        let error = repository.merge_base(&main, &topic).unwrap_err();
        let Error::MissingObject { object, purpose } = &error else { panic!("{depth}: {error}") };
        let missing = sandbox.run_git(repository.work_dir().unwrap(), &["cat-file", "-e", object]);
        assert_ne!(missing.status, 0, "{object} is there");
        assert!(sandbox.git(&["rev-list", "--all"]).contains(object.as_str()));
        assert_eq!(purpose, "the merge base of `origin/main` and `origin/topic`");
        assert!(error.hint().contains("--unshallow"));
        // A revision is its own merge base, however little of its history is there.
        assert_eq!(repository.merge_base(&main, &main).unwrap().commit, main.commit);
    }
    let repository = clone(&sandbox, "deep-enough", &["--depth", "4"]);
    let main = repository.resolve("origin/main").unwrap();
    let topic = repository.resolve("origin/topic").unwrap();
    assert_eq!(repository.merge_base(&main, &topic).unwrap().commit.to_string(), fork);
}

#[test]
fn the_merge_base_is_found_though_other_branches_end_early() {
    let (sandbox, _) = forked();
    sandbox.checkout("topic");
    sandbox.git(&["merge", "--quiet", "-m", "merge", "main"]);
    for depth in ["2", "3", "4", "5", "6"] {
        let repository = clone(&sandbox, &format!("depth-{depth}"), &["--depth", depth]);
        let main = repository.resolve("origin/main").unwrap();
        let topic = repository.resolve("origin/topic").unwrap();
        let found = repository.merge_base(&main, &topic).unwrap_or_else(|error| panic!("{depth}: {error}"));
        assert_eq!(found.commit, main.commit, "{depth}");
    }
}

#[test]
fn unrelated_histories_have_no_merge_base() {
    let sandbox = Sandbox::new();
    sandbox.write("a", "1");
    sandbox.commit("main");
    sandbox.git(&["checkout", "--quiet", "--orphan", "other"]);
    sandbox.commit("other");
    let repository = open(&sandbox);
    let main = repository.resolve("main").unwrap();
    let other = repository.resolve("other").unwrap();
    let error = repository.merge_base(&main, &other).unwrap_err();
    assert!(matches!(&error, Error::UnrelatedHistories { base, head } if base == "main" && head == "other"));
    assert_eq!(repository.first_parent(&main).unwrap(), None);
}

#[test]
fn the_first_parent_is_the_state_before() {
    let (sandbox, _) = forked();
    sandbox.git(&["merge", "--quiet", "-m", "merge", "topic"]);
    let before = sandbox.git(&["rev-parse", "main^1"]);
    let repository = open(&sandbox);
    let parent = repository.first_parent(&repository.resolve("main").unwrap()).unwrap().unwrap();
    assert_eq!((parent.commit.to_string(), parent.name.as_str()), (before.clone(), "main^"));
    assert_eq!(parent.tree.to_string(), sandbox.git(&["rev-parse", "main^1^{tree}"]));

    let shallow = clone(&sandbox, "shallow", &["--depth", "1"]);
    let error = shallow.first_parent(&shallow.resolve("HEAD").unwrap()).unwrap_err();
    let Error::MissingObject { object, purpose } = error else { panic!("{error}") };
    assert_eq!((object, purpose.as_str()), (before, "the state before `HEAD`"));
}

#[test]
fn contents_that_a_partial_clone_lacks_are_named() {
    let sandbox = Sandbox::new();
    sandbox.git(&["config", "uploadpack.allowFilter", "true"]);
    sandbox.write("people/ana/profile.yaml", "name: Ana\n");
    sandbox.commit("all");
    let id = sandbox.git(&["rev-parse", "HEAD:people/ana/profile.yaml"]);
    let repository = clone(&sandbox, "partial", &["--filter=blob:none", "--no-checkout"]);
    let main = at(&repository, "origin/main", "");
    assert_eq!(listed(&main, "people/ana"), ["File profile.yaml"]);
    let error = main.read("people/ana/profile.yaml", 100).unwrap_err();
    let Error::MissingObject { object, purpose } = error else { panic!("{error}") };
    assert_eq!((object, purpose.as_str()), (id, "people/ana/profile.yaml of `origin/main`"));
}

#[test]
fn damaged_objects_are_told_from_missing_ones() {
    let sandbox = Sandbox::new();
    sandbox.write("people/ana/profile.yaml", "name: Ana\n");
    sandbox.commit("all");
    let file_of = |revision: &str| {
        let id = sandbox.git(&["rev-parse", revision]);
        sandbox.path().join(".git/objects").join(&id[..2]).join(&id[2..])
    };
    let overwrite = |revision: &str| {
        fs::remove_file(file_of(revision)).unwrap();
        fs::write(file_of(revision), "damaged").unwrap();
    };
    overwrite("HEAD:people/ana/profile.yaml");
    let error = at(&open(&sandbox), "main", "").read("people/ana/profile.yaml", 100).unwrap_err();
    assert!(matches!(error, Error::Git { .. }), "{error}");
    overwrite("HEAD:people/ana");
    let error = at(&open(&sandbox), "main", "").list("people/ana").unwrap_err();
    assert!(matches!(error, Error::Git { .. }), "{error}");
    fs::remove_file(file_of("HEAD:people")).unwrap();
    let error = at(&open(&sandbox), "main", "").find("people/ana").unwrap_err();
    assert!(matches!(error, Error::MissingObject { .. }), "{error}");
}
