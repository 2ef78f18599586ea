//! `milepost init`: what a new learning repository is made of, and that an existing one gets only what
//! it lacks.

mod browser;
mod codeowners;
mod completing;
mod dialogue;
mod obstacles;

use std::path::Path;

use milepost::layout;
use milepost::record::RecordPath;
use milepost::source::SourceFile;

use crate::common::learning::Verdict;
use crate::common::{Run, Sandbox};

/// The day on which the repositories are made.
pub(super) const TODAY: &str = "2026-11-22";
pub(super) const ACTION: &str =
    "https://github.com/example/milepost@0123456789abcdef0123456789abcdef01234567";
pub(super) const FRAMEWORKS: [&str; 5] = ["backend", "data", "platform", "security", "empty"];

/// A person at the keyboard with Git's settings, and no repository yet.
pub(super) struct Desk(pub(super) Sandbox);

impl Desk {
    pub(super) fn new() -> Self {
        let sandbox = Sandbox::new();
        let home = sandbox.beside(".gitconfig");
        std::fs::write(home, "[user]\n\tname = Ana Soto\n\temail = ana.soto@example.com\n").unwrap();
        Self(sandbox)
    }

    /// Runs `milepost init` beside the sandbox's repository, in no repository.
    pub(super) fn init(&self, arguments: &[&str]) -> Run {
        let folder = self.0.beside("desk");
        std::fs::create_dir_all(&folder).unwrap();
        let fixed = ["init", "--today", TODAY];
        self.0.milepost_in(&folder, &[&fixed, arguments].concat(), &[("TZ", "Europe/Madrid")])
    }

    /// A new repository `learning` in the folder that [`Desk::init`] runs in.
    #[track_caller]
    pub(super) fn learning(&self, arguments: &[&str]) -> std::path::PathBuf {
        let run = self.init(&[&["learning"], arguments].concat());
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
        self.0.beside("desk").join("learning")
    }

    /// What a check says on a day.
    #[track_caller]
    pub(super) fn check(&self, folder: &Path, today: &str) -> Verdict {
        Verdict::of(&self.0.milepost_in(folder, &["check", "--format", "json", "--today", today], &[]))
    }
}

/// Every file below a folder with its bytes, but for Git's own.
pub(super) fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut folders = vec![folder.to_owned()];
    let mut files = Vec::new();
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.ends_with(".git") {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                files.push((name, std::fs::read(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn every_framework_on_every_forge_passes_its_own_check() {
    for framework in FRAMEWORKS {
        let desk = Desk::new();
        for forge in ["github", "gitlab", "forgejo", "none"] {
            let mut arguments = vec![forge, "--framework", framework, "--forge", forge, "--handle", "ana"];
            if forge != "none" {
                arguments.extend(["--action", ACTION, "--account", "ana-soto"]);
            }
            let run = desk.init(&arguments);
            assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{framework} {forge}: {}", run.stdout);
            let folder = desk.0.beside("desk").join(forge);
            desk.check(&folder, TODAY).is(0, &[]);
            // Somebody who has set no goal yet owes nothing either.
            desk.check(&folder, "2026-12-22").is(0, &[]);
            let written = files(&folder);
            assert!(written.len() > 25 || framework == "empty", "{framework}: {}", written.len());
            for (path, bytes) in &written {
                let text = std::str::from_utf8(bytes).unwrap();
                let places = !path.contains("workflows/") && path != ".gitlab-ci.yml";
                assert!(
                    !places || !text.contains("{{"),
                    "{framework} {forge}: {path} has a place that is not filled"
                );
                assert!(text.ends_with('\n') && !text.contains("\r"), "{path}");
            }
            for (name, expected) in [
                (".github/workflows/milepost.yml", forge == "github"),
                (".github/CODEOWNERS", forge == "github"),
                (".gitlab-ci.yml", forge == "gitlab"),
                (".gitlab/merge_request_templates/Default.md", forge == "gitlab"),
                (".forgejo/workflows/milepost.yml", forge == "forgejo"),
                ("CODEOWNERS", forge == "gitlab" || forge == "forgejo"),
                (".vscode/settings.json", true),
                ("PRIVACY.md", true),
            ] {
                assert_eq!(written.iter().any(|(path, _)| path == name), expected, "{forge}: {name}");
            }
        }
    }
}

#[test]
fn the_first_time_says_what_was_made_and_what_comes_next() {
    let desk = Desk::new();
    let run =
        desk.init(&["learning", "--framework", "backend", "--forge", "github", "--account", "ana-soto"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    let here = desk.0.beside("desk").display().to_string();
    let told = run.stdout.replace(&here, "/work");
    insta::assert_snapshot!("made", told);
    for command in ["cd learning", "milepost new goal", "milepost check", "git add . && git commit -m"] {
        assert!(told.contains(&format!("\n  {command}")), "{command}: {told}");
    }
    let folder = desk.0.beside("desk").join("learning");
    assert_eq!(desk.0.git_in(&folder, &["branch", "--show-current"]), "main");
    assert_eq!(desk.0.run_git(&folder, &["rev-parse", "HEAD"]).status, 128, "nothing is committed unasked");
}

#[test]
fn what_git_and_the_machine_know_is_filled_in() {
    let desk = Desk::new();
    let folder = desk.learning(&["--framework", "data", "--forge", "github", "--name", "Learning: \"us\""]);
    let text = |path: &str| std::fs::read_to_string(folder.join(path)).unwrap();
    let policy = text("milepost.yaml");
    for line in ["timezone: Europe/Madrid", "owners: [ana-soto]", "approvals: {trust: review}"] {
        assert!(policy.lines().any(|found| found == line), "{line}\n{policy}");
    }
    assert!(policy.contains("Learning: \"us\""), "{policy}");
    insta::assert_snapshot!("profile", text("people/ana-soto/profile.yaml"));
    assert!(text("people/ana-soto/profile.yaml").contains("\nemails: [ana.soto@example.com]\n"));
    assert!(text("README.md").starts_with("# Learning: \"us\"\n"), "{}", text("README.md"));
    assert!(!text("README.md").contains("browser"), "without an address there is no page to link to");
}

#[test]
fn a_commit_holds_exactly_what_was_written() {
    let desk = Desk::new();
    let run = desk.init(&["learning", "--framework", "empty", "--forge", "none", "--commit"]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    let folder = desk.0.beside("desk").join("learning");
    assert_eq!(desk.0.git_in(&folder, &["status", "--short"]), "");
    let committed = desk.0.git_in(&folder, &["ls-tree", "-r", "--name-only", "HEAD"]);
    assert_eq!(committed.lines().count(), files(&folder).len());
    assert!(run.stdout.contains("\nCommitted as "), "{}", run.stdout);
    assert!(!run.stdout.contains("git add"), "{}", run.stdout);
}

#[test]
fn every_record_is_in_canonical_form_and_names_the_schema_that_lies_beside_it() {
    let desk = Desk::new();
    for framework in FRAMEWORKS {
        let run = desk.init(&[framework, "--framework", framework, "--forge", "gitlab", "--account", "ana"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        canonical(&desk.0.beside("desk").join(framework));
    }
}

fn canonical(folder: &Path) {
    let mut records = 0;
    for (path, bytes) in files(folder) {
        if !path.ends_with(".yaml") || path.starts_with('.') {
            continue;
        }
        let text = String::from_utf8(bytes).unwrap();
        let line = text.lines().next().unwrap();
        let schema =
            line.strip_prefix("# yaml-language-server: $schema=").unwrap_or_else(|| panic!("{path}: {line}"));
        let place = folder.join(&path).parent().unwrap().join(schema);
        assert!(place.is_file(), "{path}: {schema}");
        // As `milepost fmt` would leave it.
        let record = RecordPath::parse(&path).unwrap();
        assert_eq!(layout::format(&SourceFile::new(&*path, &*text), record.kind).unwrap(), text, "{path}");
        records += 1;
    }
    assert!(records > 3, "{records}");
}
