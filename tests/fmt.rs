//! `milepost fmt` through the binary: what is written, what is left alone, and that nothing is lost.

use std::fs;
use std::io::Write;
use std::process::Stdio;

use crate::common::Sandbox;

const GOAL: &str = "people/ana/goals/2026-10-05-async-rust.yaml";
const MESSY: &str = "\
# by Ana
deadline: \"2026-12-18\"   # firm
title:  'Run it'

skill: async-rust
why: { project: p }
";
const CLEAN: &str = "\
title: Run it

skill: async-rust
why: {project: p}
# by Ana
deadline: 2026-12-18   # firm
";

fn sandbox(files: &[(&str, &str)]) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("milepost.yaml", "version: 1\n");
    for (path, text) in files {
        sandbox.write(path, text);
    }
    sandbox
}

fn text(sandbox: &Sandbox, path: &str) -> String {
    fs::read_to_string(sandbox.path().join(path)).unwrap()
}

#[test]
fn records_are_written_in_their_canonical_form_once() {
    let other = "people/ana/profile.yaml";
    let sandbox = sandbox(&[(GOAL, MESSY), (other, "role: r\ntier: t\n"), ("docs/a.yaml", "b:   1\n")]);
    let run = sandbox.milepost(&["fmt"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, format!("{GOAL}\n").as_str()));
    assert_eq!(run.stderr, "1 record written anew, 2 fine already\n");
    assert_eq!(text(&sandbox, GOAL), CLEAN);
    assert_eq!(text(&sandbox, other), "role: r\ntier: t\n");
    assert_eq!(text(&sandbox, "docs/a.yaml"), "b:   1\n");
    let again = sandbox.milepost(&["fmt"]);
    assert_eq!((again.status, again.stdout.as_str()), (0, ""));
    assert_eq!(again.stderr, "3 records are in the canonical form already\n");
}

#[test]
fn check_shows_the_difference_and_writes_nothing() {
    let sandbox = sandbox(&[(GOAL, MESSY)]);
    let run = sandbox.milepost(&["fmt", "--check"]);
    assert_eq!(run.status, 1);
    assert_eq!(text(&sandbox, GOAL), MESSY);
    assert!(run.stderr.contains("`milepost fmt`"), "{}", run.stderr);
    insta::assert_snapshot!(run.stdout);
    sandbox.milepost(&["fmt"]);
    assert_eq!(sandbox.milepost(&["fmt", "--check"]).status, 0);
}

#[test]
fn only_what_is_named_is_written() {
    let ben = "people/ben/goals/2026-10-05-x.yaml";
    let sandbox = sandbox(&[(GOAL, MESSY), (ben, MESSY), ("README.md", "x\n")]);
    let run = sandbox.milepost_below("people/ana", &["fmt", "goals"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, format!("{GOAL}\n").as_str()));
    assert_eq!((text(&sandbox, GOAL), text(&sandbox, ben)), (CLEAN.to_owned(), MESSY.to_owned()));
    for (path, message) in [
        ("README.md", "error: README.md is not the path of a record"),
        ("people/nobody", "error: there is no people/nobody in the working tree"),
        ("../elsewhere", "lies outside the learning repository"),
    ] {
        let run = sandbox.milepost(&["fmt", path]);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{path}");
        assert!(run.stderr.contains(message) && run.stderr.contains("help: "), "{path}: {}", run.stderr);
    }
}

#[test]
fn what_cannot_be_read_is_told_and_left_and_the_rest_is_written() {
    let conflict = "title: a\n<<<<<<< HEAD\nskill: a\n=======\nskill: b\n>>>>>>> other\n";
    let (one, two, three) = ("people/ana/goals/a.yaml", "people/ana/goals/b.yaml", "people/ana/goals/c.yaml");
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n";
    let sandbox = sandbox(&[(GOAL, MESSY), (one, conflict), (two, "title: [a\n"), (three, pointer)]);
    sandbox.write("people/ana/goals/d.yaml", b"title: caf\xe9\n");
    let run = sandbox.milepost(&["fmt"]);
    assert_eq!(run.status, 2);
    assert_eq!(run.stdout, format!("{GOAL}\n"));
    insta::assert_snapshot!(run.stderr);
    assert!(run.stderr.contains("people/ana/goals/a.yaml:2:1: a merge conflict was left here"));
    assert_eq!(text(&sandbox, GOAL), CLEAN);
    assert_eq!((text(&sandbox, one).as_str(), text(&sandbox, three).as_str()), (conflict, pointer));
}

#[cfg(unix)]
#[test]
fn permissions_stay_and_a_file_that_may_not_be_written_is_left() {
    use std::os::unix::fs::PermissionsExt;
    let locked = "people/ben/goals/2026-10-05-x.yaml";
    let sandbox = sandbox(&[(GOAL, MESSY), (locked, MESSY)]);
    let mode = |path: &str, mode| {
        fs::set_permissions(sandbox.path().join(path), fs::Permissions::from_mode(mode)).unwrap();
    };
    mode(GOAL, 0o640);
    mode(locked, 0o444);
    let run = sandbox.milepost(&["fmt"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, format!("{GOAL}\n").as_str()));
    assert!(run.stderr.contains("2026-10-05-x.yaml: permission denied"), "{}", run.stderr);
    assert_eq!(text(&sandbox, locked), MESSY);
    let written = fs::metadata(sandbox.path().join(GOAL)).unwrap().permissions().mode();
    assert_eq!(written & 0o777, 0o640);
    let left: Vec<_> = fs::read_dir(sandbox.path().join("people/ben/goals")).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let sandbox = sandbox(&[(GOAL, MESSY)]);
    let outside = sandbox.beside("outside.yaml");
    fs::write(&outside, MESSY).unwrap();
    std::os::unix::fs::symlink(&outside, sandbox.path().join("people/ana/goals/link.yaml")).unwrap();
    let run = sandbox.milepost(&["fmt"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, format!("{GOAL}\n").as_str()));
    let named = sandbox.milepost(&["fmt", "people/ana/goals/link.yaml"]);
    assert_eq!(named.status, 2, "{named:?}");
    assert_eq!(fs::read_to_string(&outside).unwrap(), MESSY);
}

#[test]
fn an_editor_formats_what_it_holds() {
    let sandbox = sandbox(&[(GOAL, "kept\n")]);
    let format = |input: &str, arguments: &[&str]| {
        let mut process = sandbox
            .program(sandbox.path())
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        process.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = process.wait_with_output().unwrap();
        let said = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), said(output.stdout), said(output.stderr))
    };
    let path = ["fmt", "-", "--stdin-path", GOAL];
    assert_eq!(format(MESSY, &path), (0, CLEAN.to_owned(), String::new()));
    assert_eq!(format(CLEAN, &path), (0, CLEAN.to_owned(), String::new()));
    let (status, stdout, stderr) = format("title: [\n", &path);
    assert_eq!((status, stdout.as_str()), (2, ""));
    assert!(stderr.contains(":1:8: this `[` is never closed"), "{stderr}");
    let (status, stdout, stderr) = format(MESSY, &["fmt", "-"]);
    assert_eq!((status, stdout.as_str()), (2, ""));
    assert!(stderr.contains("--stdin-path"), "{stderr}");
    assert_eq!(format(MESSY, &["fmt", "-", "--stdin-path", GOAL, "--check"]).0, 1);
    assert_eq!(text(&sandbox, GOAL), "kept\n");
}

#[test]
fn the_sample_keeps_its_findings_and_needs_little() {
    let sandbox = Sandbox::new();
    let folder = sandbox.beside("sample");
    let folder_name = folder.to_str().unwrap();
    sandbox.milepost(&["demo", folder_name]);
    let check = || sandbox.milepost_in(&folder, &["check", "--format", "json"], &[]).stdout;
    let said = |report: &str| -> Vec<String> {
        let report: serde_json::Value = serde_json::from_str(report).unwrap();
        let findings = report["findings"].as_array().unwrap();
        let mut said: Vec<_> =
            findings.iter().map(|it| format!("{} {} {}", it["rule"], it["path"], it["message"])).collect();
        said.sort();
        said
    };
    let before = said(&check());
    assert!(!before.is_empty());
    let run = sandbox.milepost_in(&folder, &["fmt"], &[]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(said(&check()), before);
    // Three of four files are as people write them; the others have lines of more than 100 columns.
    assert!(run.stdout.lines().count() < 130, "{}", run.stderr);
    assert_eq!(sandbox.milepost_in(&folder, &["fmt", "--check"], &[]).status, 0);
}

#[test]
fn nothing_is_written_that_no_command_would_read_any_more() {
    let list = format!("title: t\nlinks:\n{}", "- a # c\n".repeat(29_000));
    assert!(list.len() < 256 * 1024);
    let sandbox = sandbox(&[(GOAL, &list)]);
    let run = sandbox.milepost(&["fmt", GOAL]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert_eq!(
        run.stderr,
        format!(
            "warning: {GOAL} would have 290016 bytes in the canonical form, and a record has at most 262144\n  \
             help: make it shorter\nerror: 1 file was left as found\n  \
             help: mend what is said of them above, and run it again\n"
        )
    );
    assert_eq!(text(&sandbox, GOAL), list);
}
