//! Where results go: pipes that close, files that cannot be written, Ctrl-C; and how they look.

use std::io::Read;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use super::refused;
use crate::common::Sandbox;
use crate::common::learning::{Pull, TODAY, goal};

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_result_goes_to_a_file_whole_or_not_at_all() {
    let pull = Pull::onto(&goal("2027-02-15"));
    let folder = pull.0.beside("results");
    std::fs::create_dir(&folder).unwrap();
    let file = folder.join("out.json");
    let arguments = ["--today", TODAY, "--format", "json", "--output", file.to_str().unwrap()];
    for _ in 0..2 {
        let run = pull.run(&arguments);
        assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (1, "", ""));
        let text = std::fs::read_to_string(&file).unwrap();
        assert_eq!(text, pull.run(&arguments[..4]).stdout);
        // The second time there is something to write over, and longer than the result.
        std::fs::write(&file, "x".repeat(100_000)).unwrap();
    }
    assert_eq!(names(&folder), ["out.json"]);
}

#[cfg(unix)]
#[test]
fn a_result_is_a_file_like_any_other() {
    use std::os::unix::fs::PermissionsExt;
    let pull = Pull::onto("");
    let plain = pull.0.beside("plain.txt");
    std::fs::write(&plain, "").unwrap();
    let file = pull.0.beside("out.txt");
    pull.run(&["--today", TODAY, "--output", file.to_str().unwrap()]);
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(&file), mode(&plain));
    // A link stays one, and a device is written to, not replaced.
    let link = pull.0.beside("link.txt");
    std::os::unix::fs::symlink(&plain, &link).unwrap();
    pull.run(&["--today", TODAY, "--output", link.to_str().unwrap()]);
    assert!(link.symlink_metadata().unwrap().is_symlink());
    assert!(std::fs::read_to_string(&plain).unwrap().starts_with("checked "));
    let run = pull.run(&["--today", TODAY, "--output", "/dev/stdout"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.starts_with("checked "), "{}", run.stdout);
}

#[cfg(unix)]
#[test]
fn files_of_a_repository_are_not_written_through_its_links() {
    use std::os::unix::fs::symlink;
    let pull = Pull::onto("");
    let outside = pull.0.beside("outside");
    std::fs::create_dir(&outside).unwrap();
    std::fs::write(outside.join("mine"), "mine\n").unwrap();
    symlink(&outside, pull.0.path().join(".github")).unwrap();
    let action = format!("example/milepost@{}", "a".repeat(40));
    let run = pull.0.milepost(&["workflows", "--action", &action, "--write", "."]);
    refused(&run, ".github is a link", "put a file or folder of its own");
    let schemas = pull.0.path().join(".milepost/schema");
    std::fs::create_dir_all(&schemas).unwrap();
    symlink(outside.join("mine"), schemas.join("policy.schema.json")).unwrap();
    let run = pull.0.milepost(&["schema", "--write", ".milepost/schema"]);
    refused(&run, "policy.schema.json is a link", "put a file or folder of its own");
    assert_eq!(names(&outside), ["mine"]);
    assert_eq!(std::fs::read_to_string(outside.join("mine")).unwrap(), "mine\n");
}

#[test]
fn a_result_that_cannot_be_written_is_one_clear_line() {
    let pull = Pull::onto("");
    let before = names(pull.0.path());
    let nowhere = pull.0.beside("nowhere").join("out.txt");
    let nowhere = nowhere.to_str().unwrap();
    for (place, why, advice) in [
        ("people", "is a directory", "name a file, not a folder"),
        (nowhere, "No such file or directory", "make the folder first"),
        ("milepost.yaml/out.txt", "not a directory", "one of its folders is a file"),
    ] {
        let run = pull.run(&["--today", TODAY, "--output", place]);
        refused(&run, &format!("cannot write {place}: {why}"), advice);
        assert!(!run.stderr.contains(".milepost-"), "{}", run.stderr);
    }
    assert_eq!(names(pull.0.path()), before);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_one_clear_line() {
    let pull = Pull::onto("");
    let run = pull.run(&["--today", TODAY, "--output", "/dev/full"]);
    refused(&run, "cannot write /dev/full: No space left on device", "make room there");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let many: String = (0..400).map(|n| format!("--- people/p-{n}/profile.yaml\nrole: x\n")).collect();
    let clean = Pull::onto("");
    let wrong = Pull::onto(&many);
    for (pull, status) in [(&clean, 0), (&wrong, 1)] {
        let mut child = pull
            .0
            .program(pull.0.path())
            .args(["check", "--today", TODAY])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut stderr = String::new();
        child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
        assert_eq!(stderr, "");
        assert_eq!(child.wait().unwrap().code(), Some(status));
    }
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_nothing_half_made() {
    let sandbox = Sandbox::new();
    let mut interrupted = 0;
    for wait in [30, 60, 90, 120, 180, 240, 320, 400, 600, 800] {
        let folder = sandbox.beside(&format!("after-{wait}"));
        std::fs::create_dir(&folder).unwrap();
        let child = sandbox
            .program(&folder)
            .args(["demo", "sample"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(wait));
        sandbox.kill("-INT", child.id());
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        let left = names(&folder);
        assert!(left.is_empty() || left == ["sample"], "after {wait} ms: {left:?}, {stderr}");
        if output.status.code() == Some(130) {
            interrupted += 1;
            assert_eq!(stderr, "\ninterrupted: nothing was left half written\n");
        }
        if left == ["sample"] {
            // What is there is whole.
            let run = sandbox.run_git(&folder.join("sample"), &["fsck", "--strict"]);
            assert_eq!(run.status, 0, "{}", run.stderr);
        }
    }
    assert!(interrupted > 0, "the program was never interrupted");
}

#[test]
fn colour_and_drawing_follow_environment_and_flags() {
    let pull = Pull::onto(&goal("2027-02-15"));
    let run = |flags: &[&str], variables: &[(&str, &str)]| {
        let arguments = [&["check", "--today", TODAY], flags].concat();
        pull.0.milepost_in(pull.0.path(), &arguments, variables).stdout
    };
    let plain = run(&[], &[]);
    assert!(!plain.contains('\u{1b}') && plain.is_ascii(), "{plain}");
    assert!(plain.contains("^^^^^^^^^^"), "{plain}");
    let drawn = run(&[], &[("LANG", "en_US.UTF-8")]);
    assert!(drawn.contains("╭▸") && !drawn.contains('\u{1b}'), "{drawn}");
    assert!(run(&[], &[("LANG", "en_US.UTF-8"), ("LC_ALL", "C")]).is_ascii());
    assert!(run(&[], &[("LANG", "C")]).is_ascii());
    assert!(run(&["--color", "always"], &[]).contains("\u{1b}["));
    assert!(!run(&["--color", "never"], &[]).contains('\u{1b}'));
    assert!(!run(&["--color", "auto"], &[("NO_COLOR", "1")]).contains('\u{1b}'));
    // Who says "always" on the command line means it.
    assert!(run(&["--color", "always"], &[("NO_COLOR", "1")]).contains("\u{1b}["));
    let json = run(&["--color", "always", "--format", "json"], &[("LANG", "en_US.UTF-8")]);
    assert!(!json.contains('\u{1b}'));
}

#[test]
fn long_lines_are_cut_to_a_hundred_columns_in_a_pipe() {
    let long = goal("2027-02-15").replace("  until:", &format!("  where: {}\n  until:", "very ".repeat(100)));
    let run = Pull::onto(&long.replace("target: 3", "target: three")).run(&["--today", TODAY]);
    let widest = run.stdout.lines().map(|line| line.chars().count()).max().unwrap();
    assert!(widest <= 120, "{widest}: {}", run.stdout);
}
