//! The writer of sample repositories, against the real `git`.

use milepost::error::Error;
use milepost::source::{Author, NewCommit, ObjectId, Writer};

use crate::common::Sandbox;

fn author() -> Author {
    let seconds = 1_790_000_000;
    Author { name: "Ana Example".into(), email: "ana@example.com".into(), seconds, offset_minutes: 120 }
}

/// What a commit changes: the new content of each path, or none.
type Files<'a> = &'a [(&'a str, Option<&'a [u8]>)];

fn commit(writer: &Writer, parents: &[ObjectId], files: Files<'_>) -> ObjectId {
    let author = author();
    writer.commit(&NewCommit { parents, author: &author, message: "people: change", files }).unwrap()
}

#[test]
fn commits_branches_and_merges_are_those_of_git() {
    let sandbox = Sandbox::new();
    let path = sandbox.beside("made");
    let writer = Writer::create(&path).unwrap();
    let first = commit(
        &writer,
        &[],
        &[("people/ana/profile.yaml", Some(b"name: Ana\n")), ("milepost.yaml", Some(b"version: 1\n"))],
    );
    let one = commit(&writer, &[first], &[("people/ben/profile.yaml", Some(b"name: Ben\n"))]);
    let two = commit(&writer, &[first], &[("people/ana/profile.yaml", None), ("people", Some(b"none\n"))]);
    let merge = commit(&writer, &[one, two], &[("teams/a.yaml", Some(b"lead: ana\n"))]);
    writer.set_branch("main", merge).unwrap();
    writer.set_branch("topic", two).unwrap();
    writer.set_branch("topic", one).unwrap();
    writer.check_out("main").unwrap();

    let git = |arguments: &[&str]| sandbox.git_in(&path, arguments);
    assert_eq!(git(&["fsck", "--strict"]), "");
    assert_eq!(git(&["status", "--porcelain", "--branch"]), "## main");
    let format = "--format=%H %P|%an <%ae> %ad|%cn <%ce> %cd|%B";
    let who = "Ana Example <ana@example.com> 2026-09-21T16:13:20+02:00";
    assert_eq!(
        git(&["log", "-1", "--date=iso-strict", format, "main"]),
        format!("{merge} {one} {two}|{who}|{who}|people: change")
    );
    assert_eq!(git(&["rev-parse", "topic"]), one.to_string());
    assert_eq!(git(&["ls-tree", "-r", "--name-only", &two.to_string()]), "milepost.yaml\npeople");
    assert_eq!(
        git(&["ls-files"]),
        "milepost.yaml\npeople/ana/profile.yaml\npeople/ben/profile.yaml\nteams/a.yaml"
    );
    assert_eq!(git(&["log", "-1", "--format=%H", "--", "teams/a.yaml"]), merge.to_string());
    // The same input once more gives the same ids.
    let again = Writer::create(&sandbox.beside("again")).unwrap();
    let files: Files<'_> =
        &[("milepost.yaml", Some(b"version: 1\n")), ("people/ana/profile.yaml", Some(b"name: Ana\n"))];
    assert_eq!(commit(&again, &[], files), first);
    assert_eq!(writer.into_repository().work_dir().unwrap(), path);
}

#[test]
fn a_commit_is_the_same_whatever_was_written_before_it() {
    let sandbox = Sandbox::new();
    let straight = Writer::create(&sandbox.beside("straight")).unwrap();
    // Here every commit follows one of another branch, so that nothing can be taken over.
    let forgetful = Writer::create(&sandbox.beside("forgetful")).unwrap();
    let steps: [Files<'_>; 6] = [
        &[("people/ana/goals/a.yaml", Some(b"title: A\n")), ("milepost.yaml", Some(b"version: 1\n"))],
        &[
            ("people/ana/goals/a.yaml", Some(b"title: B\n")),
            ("people/ben/profile.yaml", Some(b"name: Ben\n")),
        ],
        &[("people/ana/goals/a.yaml", None)],
        &[],
        &[("people/ana/goals", Some(b"a file where a folder was\n"))],
        &[("people/ana/goals", None), ("people/ana/goals/c.yaml", Some(b"title: C\n"))],
    ];
    let (mut one, mut other): (Vec<ObjectId>, Vec<ObjectId>) = (Vec::new(), Vec::new());
    for files in steps {
        let parents = one.last().map_or(&[][..], std::slice::from_ref);
        // What a commit that failed had begun is gone.
        if one.len() == 2 {
            let missing: Files<'_> = &[("x.yaml", Some(b"x\n")), ("no/such/file", None)];
            let failed = NewCommit { parents, author: &author(), message: "fails", files: missing };
            assert!(straight.commit(&failed).is_err());
        }
        let id = commit(&straight, parents, files);
        one.push(id);
        commit(&forgetful, &[], &[("elsewhere", Some(b"x\n"))]);
        let id = commit(&forgetful, other.last().map_or(&[][..], std::slice::from_ref), files);
        other.push(id);
    }
    assert_eq!(one, other);
}

#[test]
fn nothing_is_overwritten_and_no_path_leads_outside() {
    let sandbox = Sandbox::new();
    assert!(matches!(Writer::create(sandbox.path()), Err(Error::Usage { .. })));
    let writer = Writer::create(&sandbox.beside("made")).unwrap();
    let author = author();
    for path in ["../out", ".git/config", "a/../b", "", "/etc/x"] {
        let files: Files<'_> = &[(path, Some(b"x"))];
        let new = NewCommit { parents: &[], author: &author, message: "m", files };
        assert!(writer.commit(&new).is_err(), "{path:?}");
    }
}
