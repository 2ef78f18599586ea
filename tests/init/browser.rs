//! The browser path: each link of the README leads to the forge's page for a new file, with a place and
//! a text that pass the check as soon as a handle stands in the path.

use super::{Desk, FRAMEWORKS, TODAY};

/// What percent signs stand for.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        match first {
            b'%' => {
                let digits = std::str::from_utf8(&tail[..2]).unwrap();
                bytes.push(u8::from_str_radix(digits, 16).unwrap());
                rest = &tail[2..];
            }
            other => {
                bytes.push(*other);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// The links of a README that begin a file: path and text.
fn begun(readme: &str, page: &str, [file, content]: [&str; 2]) -> Vec<(String, String)> {
    let links = readme.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let pages = links.filter_map(|link| link.strip_prefix(page));
    pages
        .map(|query| {
            let (path, text) = query.split_once('&').unwrap();
            let value = |part: &str, key: &str| decoded(part.strip_prefix(&format!("{key}=")).unwrap());
            (value(path, file), value(text, content))
        })
        .collect()
}

#[test]
fn each_link_begins_a_file_that_is_valid_with_a_handle_in_its_path() {
    for framework in FRAMEWORKS {
        for (remote, page, keys) in [
            (
                "git@github.com:example/learning.git",
                "https://github.com/example/learning/new/main?",
                ["filename", "value"],
            ),
            (
                "git@gitlab.com:a/b/learning.git",
                "https://gitlab.com/a/b/learning/-/new/main?",
                ["file_name", "content"],
            ),
            (
                "https://codeberg.org/example/learning",
                "https://codeberg.org/example/learning/_new/main?",
                ["filename", "value"],
            ),
        ] {
            let desk = Desk::new();
            desk.0.git(&["remote", "add", "origin", remote]);
            let run = desk.0.milepost(&["init", "--framework", framework, "--today", TODAY]);
            assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
            let readme = std::fs::read_to_string(desk.0.path().join("README.md")).unwrap();
            let begun = begun(&readme, page, keys);
            assert_eq!(begun.len(), 3, "{framework} {remote}: {readme}");
            let begun = begun.iter().map(|(path, text)| (path.replace("/HANDLE/", "/chi/"), text));
            let mut begun: Vec<_> = begun.collect();
            begun.sort_by_key(|(path, _)| !path.ends_with("/profile.yaml"));
            for (path, text) in &begun {
                let there = desk.0.path().join(path);
                assert!(!there.exists(), "{path}");
                desk.0.write(path, text);
                desk.check(desk.0.path(), TODAY).is(0, &[]);
            }
            // A link in a text stays as it is: what it begins must not be late from the start.
            desk.check(desk.0.path(), "2027-11-22").json["findings"].as_array().unwrap().iter().for_each(
                |finding| {
                    let rule = finding["rule"].as_str().unwrap();
                    assert!(
                        ["stale-framework", "missing-baseline", "missing-mentor"].contains(&rule),
                        "{finding:#}"
                    );
                },
            );
        }
    }
}

/// Whoever forgets to put their handle into the path is told so, and writes into nobody's folder.
#[test]
fn a_path_without_a_handle_is_found() {
    let desk = Desk::new();
    desk.0.git(&["remote", "add", "origin", "git@github.com:example/learning.git"]);
    let run = desk.0.milepost(&["init", "--framework", "empty", "--today", TODAY]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    let readme = std::fs::read_to_string(desk.0.path().join("README.md")).unwrap();
    let page = "https://github.com/example/learning/new/main?";
    for (path, text) in begun(&readme, page, ["filename", "value"]) {
        desk.0.write(&path, text);
        let run = desk.0.milepost(&["check", "--today", TODAY]);
        assert_eq!(run.status, 1, "{path}: {}", run.stdout);
        assert_eq!(run.stdout.matches("error[").count(), 1, "{path}: {}", run.stdout);
        assert!(run.stdout.contains("`HANDLE` stands for a handle, and is none"), "{path}: {}", run.stdout);
        std::fs::remove_dir_all(desk.0.path().join("people/HANDLE")).unwrap();
    }
}

#[test]
fn a_password_in_the_remote_comes_into_no_file() {
    let desk = Desk::new();
    desk.0.git(&["remote", "add", "origin", "https://ana:glpat-secret@gitlab.com/a/b.git"]);
    let run = desk.0.milepost(&["init", "--framework", "empty", "--today", TODAY]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    for (path, bytes) in super::files(desk.0.path()) {
        assert!(!String::from_utf8(bytes).unwrap().contains("secret"), "{path}");
    }
    assert!(!run.stdout.contains("secret"));
}

#[test]
fn links_lead_to_the_branch_that_changes_are_merged_into() {
    let desk = Desk::new();
    desk.0.git(&["remote", "add", "origin", "git@github.com:example/learning.git"]);
    desk.0.git(&["symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk"]);
    desk.0.git(&["checkout", "--quiet", "-b", "ana/begin"]);
    let run = desk.0.milepost(&["init", "--framework", "empty", "--today", TODAY]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    let readme = std::fs::read_to_string(desk.0.path().join("README.md")).unwrap();
    assert_eq!(
        readme.matches("https://github.com/example/learning/new/trunk?filename=").count(),
        3,
        "{readme}"
    );
}

#[test]
fn a_remote_that_comes_later_is_told_to_the_readme_that_is_there() {
    let desk = Desk::new();
    let begun = desk.0.milepost(&[
        "init",
        "--framework",
        "empty",
        "--forge",
        "github",
        "--account",
        "ana",
        "--today",
        TODAY,
    ]);
    assert_eq!(begun.status, 0, "{}", begun.stderr);
    desk.0.git(&["remote", "add", "origin", "git@github.com:example/learning.git"]);
    let again = desk.0.milepost(&["init", "--today", TODAY]).stdout;
    assert!(again.contains("Links in README.md"), "{again}");
    let readme = desk.0.path().join("README.md");
    let text = std::fs::read_to_string(&readme).unwrap();
    std::fs::write(&readme, format!("{text}Our own words.\n")).unwrap();
    let own = desk.0.milepost(&["init", "--today", TODAY]).stdout;
    assert!(!own.contains("Links in README.md"), "{own}");
    std::fs::remove_file(&readme).unwrap();
    assert_eq!(desk.0.milepost(&["init", "--today", TODAY]).status, 0);
    assert!(std::fs::read_to_string(&readme).unwrap().contains("https://github.com/example/learning/new/"));
}
