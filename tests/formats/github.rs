//! `milepost check --format github`: annotations, the log, and the files of the step.

use std::fs;

use crate::common::learning::{GOAL, Pull, TODAY, goal};
use crate::common::runner::commands;
use crate::common::{Run, Sandbox};

fn github(sandbox: &Sandbox, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
    let arguments = [&["check", "--format", "github", "--today", TODAY], arguments].concat();
    sandbox.milepost_in(sandbox.path(), &arguments, variables)
}

#[test]
fn annotations_follow_the_whole_list_and_name_files_from_the_top() {
    let pull = Pull::onto("").change(&goal("2027-02-15"));
    let run = github(&pull.0, &["--base", "main"], &[]);
    assert_eq!((run.status, run.stderr.as_str()), (1, ""));
    assert!(run.stdout.starts_with("error[late-application-plan]"), "{}", run.stdout);
    let read = commands(&run.stdout);
    assert_eq!(read.len(), 1, "{}", run.stdout);
    assert_eq!(read[0].name, "error");
    assert_eq!(read[0].properties["file"], GOAL);
    assert_eq!(read[0].properties["title"], "Milepost: late-application-plan");
    assert_eq!(read[0].properties["line"], read[0].properties["endline"]);
    assert!(read[0].data.contains("\nhelp: "), "{:?}", read[0]);
    let last = run.stdout.lines().last().unwrap();
    assert!(last.starts_with("::error file="), "{last}");

    // The same below a folder of a larger repository.
    let outer = Sandbox::new();
    outer.write("README.md", "x\n");
    fs::create_dir_all(outer.path().join("docs")).unwrap();
    fs::rename(pull.0.path().join("people"), outer.path().join("docs/people")).unwrap();
    for name in ["framework", "milepost.yaml", "teams", "programs"] {
        let _ = fs::rename(pull.0.path().join(name), outer.path().join("docs").join(name));
    }
    outer.commit("all");
    let run = github(&outer, &["--root", "docs"], &[]);
    let files: Vec<String> =
        commands(&run.stdout).into_iter().filter_map(|it| it.properties.get("file").cloned()).collect();
    assert!(files.contains(&format!("docs/{GOAL}")), "{}", run.stdout);
}

#[test]
fn what_stands_is_one_notice() {
    let shorter = goal("2027-02-15").replace("hours_per_week: 3", "hours_per_week: 2");
    let pull = Pull::onto(&goal("2027-02-15")).change(&shorter);
    let run = github(&pull.0, &["--base", "main"], &[]);
    let read = commands(&run.stdout);
    assert_eq!(read.len(), 1, "{}", run.stdout);
    assert_eq!(read[0].name, "notice");
    assert_eq!(read[0].data, "1 finding standing, not from this change: 1 error.");
    assert_eq!(run.status, 0);
}

#[test]
fn the_summary_and_the_counts_are_appended_to_the_files_of_the_step() {
    let pull = Pull::onto("").change(&goal("2027-02-15"));
    let file = |name: &str| pull.0.beside(name).to_str().unwrap().to_owned();
    let (summary, outputs, environment) = (file("summary"), file("outputs"), file("environment"));
    fs::write(&summary, "before").unwrap();
    fs::write(&outputs, "").unwrap();
    fs::write(&environment, "").unwrap();
    let variables = [
        ("GITHUB_STEP_SUMMARY", summary.as_str()),
        ("GITHUB_OUTPUT", outputs.as_str()),
        ("GITHUB_ENV", environment.as_str()),
    ];
    let run = github(&pull.0, &["--base", "main"], &variables);
    assert_eq!((run.status, run.stderr.as_str()), (1, ""));
    let text = fs::read_to_string(&summary).unwrap();
    assert!(text.starts_with("before\n### Milepost: 1 error to fix\n"), "{text}");
    assert!(text.contains(&format!("`{GOAL}:")), "{text}");
    assert_eq!(fs::read_to_string(&outputs).unwrap(), "conflicts=0\nerrors=1\nwarnings=0\nnotes=0\n");
    assert_eq!(fs::read_to_string(&environment).unwrap(), "");

    // Nothing is written for the other formats.
    let before = fs::read_to_string(&summary).unwrap();
    let plain = ["check", "--today", TODAY, "--base", "main"];
    pull.0.milepost_in(pull.0.path(), &plain, &variables);
    assert_eq!(fs::read_to_string(&summary).unwrap(), before);
}

#[test]
fn a_summary_that_cannot_be_written_is_a_warning() {
    let pull = Pull::onto("");
    let missing = pull.0.beside("missing/summary");
    let run = github(&pull.0, &[], &[("GITHUB_STEP_SUMMARY", missing.to_str().unwrap())]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stderr.starts_with("warning: cannot write the summary of this step: "), "{}", run.stderr);
    let full = pull.0.beside("full");
    fs::write(&full, vec![b'x'; 1024 * 1024 - 10]).unwrap();
    let run = github(&pull.0, &[], &[("GITHUB_STEP_SUMMARY", full.to_str().unwrap())]);
    assert!(run.stderr.contains("there is no room left in it"), "{}", run.stderr);
    assert_eq!(fs::metadata(&full).unwrap().len(), 1024 * 1024 - 10);
}

#[cfg(unix)]
#[test]
fn a_link_in_place_of_the_summary_leads_nowhere() {
    let pull = Pull::onto("");
    let (link, target) = (pull.0.beside("link"), pull.0.beside("target"));
    fs::write(&target, "kept").unwrap();
    std::os::unix::fs::symlink(&target, &link).unwrap();
    let link = link.to_str().unwrap();
    let run = github(&pull.0, &[], &[("GITHUB_STEP_SUMMARY", link), ("GITHUB_OUTPUT", link)]);
    assert_eq!(run.status, 0);
    assert_eq!(run.stderr.matches("it is no ordinary file").count(), 2, "{}", run.stderr);
    assert_eq!(fs::read_to_string(&target).unwrap(), "kept");
}

#[test]
fn every_format_goes_to_a_file_and_keeps_the_exit_status() {
    let pull = Pull::onto("").change(&goal("2027-02-15"));
    for (format, start) in [
        ("human", "error["),
        ("json", "{\n"),
        ("github", "error["),
        ("sarif", "{\n"),
        ("gitlab", "[\n"),
        ("junit", "<?xml"),
    ] {
        let file = pull.0.beside(format);
        let arguments =
            ["--format", format, "--base", "main", "--today", TODAY, "--output", file.to_str().unwrap()];
        let run = pull.run(&arguments);
        assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (1, "", ""), "{format}");
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.starts_with(start) && text.contains("late-application-plan"), "{format}: {text}");
    }
    pull.lay(&goal("2027-01-15"));
    for format in ["github", "sarif", "gitlab", "junit"] {
        assert_eq!(pull.run(&["--format", format, "--base", "main", "--today", TODAY]).status, 0, "{format}");
    }
}

/// Ana's terminal, where she may read what is for her alone.
#[cfg(unix)]
#[test]
fn findings_for_the_person_alone_are_in_no_format_of_ci() {
    let world = include_str!("../rules/world.txt");
    let profile = world.split("--- ").find(|file| file.starts_with("people/ana/profile")).unwrap();
    let pull = Pull::onto(&format!("--- {profile}emails: [ana@example.com]\n"));
    pull.0.remove("people/ana/portfolio/2026-11-20-retry-queue.yaml");
    pull.0.write(
        "people/ana/assessments/2026-11-21-panel.yaml",
        "date: 2026-11-21\nmethod: peer\ncycle: review\nassessors: [ben, chi]\nratings:\n  - {skill: async-rust, rating: 3}\n",
    );
    pull.0.commit("no entry");
    pull.0.git(&["config", "user.email", "ana@example.com"]);
    let seen = |format: &str| {
        let line = format!("check --all --today 2027-06-01 --format {format}");
        let output = pull.0.in_terminal(pull.0.path(), 100, &line, &[("TERM", "dumb")]).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(seen("human").contains("lapsed-application"), "{}", seen("human"));
    for format in ["github", "sarif", "gitlab", "junit"] {
        let shown = seen(format);
        assert!(shown.contains("overdue-goal") && !shown.contains("lapsed-application"), "{format}: {shown}");
    }
}
