//! `milepost demo`: the same sample every time, with nothing in it that a lead would switch off but
//! what its open branch plants.

mod contents;

use crate::common::Sandbox;

/// The tip of the open branch. It changes only when the sample does: then the README's outputs and
/// the snapshots of this file change with it.
const BRANCH_TIP: &str = "78106f51c557f5d4917d1f2d03b15a83a50aca77";

fn demo() -> (Sandbox, String) {
    let sandbox = Sandbox::new();
    let run = sandbox.milepost_below("", &["demo"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    (sandbox, run.stdout)
}

fn git(sandbox: &Sandbox, arguments: &[&str]) -> String {
    sandbox.git(&[&["-C", "milepost-demo"], arguments].concat()).trim().to_owned()
}

#[test]
fn the_sample_is_the_same_every_time_and_shows_the_main_job() {
    let (sandbox, said) = demo();
    assert_eq!(git(&sandbox, &["rev-parse", "ana/async-rust"]), BRANCH_TIP);
    assert_eq!(git(&sandbox, &["status", "--porcelain"]), "");
    assert_eq!(git(&sandbox, &["branch", "--show-current"]), "ana/async-rust");
    assert_eq!(git(&sandbox, &["fsck", "--strict"]), "");
    let authors = git(&sandbox, &["log", "--format=%an", "main"]);
    let different: std::collections::BTreeSet<_> = authors.lines().collect();
    assert!(different.len() >= 10, "{different:?}");
    assert!(!git(&sandbox, &["log", "--merges", "--format=%h", "main"]).is_empty());
    for part in [
        "error[late-application-plan]",
        "error[unknown-key]",
        "warning[swallowed-text]",
        "2 errors, 1 warning, 1 note introduced",
        "### Milepost: 2 errors to fix, then Ben Achterberg can review",
        "What to try next",
    ] {
        assert!(said.contains(part), "{part} is missing in:\n{said}");
    }
    insta::assert_snapshot!("demo", said.replace(env!("CARGO_PKG_VERSION"), "[version]"));
}

#[test]
fn every_record_of_the_sample_is_in_its_canonical_form() {
    let (sandbox, _) = demo();
    let run = sandbox.milepost_below("milepost-demo", &["fmt", "--check"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{}", run.stderr);
    assert!(run.stderr.contains("505 records"), "{}", run.stderr);
}

#[test]
fn a_lead_of_45_people_finds_five_notes_and_one_warning() {
    let (sandbox, _) = demo();
    let run = sandbox.milepost_below("milepost-demo", &["check", "--head", "main", "--today", "2026-11-23"]);
    assert_eq!(run.status, 0, "{}", run.stdout);
    let last = run.stdout.lines().last().unwrap();
    // The team of 45, and one who has left.
    assert!(last.contains("of 46 people"), "{last}");
    // What a lead wants to see on that day, and nothing else.
    let mut found: Vec<_> = run.stdout.lines().filter_map(finding).collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            "note[application-open]",
            "note[due-soon]",
            "note[due-soon]",
            "note[slipped-deadline]",
            "note[slipped-deadline]",
            "warning[expiring-award]",
        ],
        "{}",
        run.stdout
    );
}

/// `severity[rule]` of a line that begins a finding.
fn finding(line: &str) -> Option<&str> {
    let (head, _) = line.split_once("]: ").filter(|(head, _)| head.contains('['))?;
    line.get(..=head.len())
}

#[test]
fn every_commit_of_main_passes_on_its_day() {
    let (sandbox, _) = demo();
    let log = git(&sandbox, &["log", "--first-parent", "--format=%H %as", "main"]);
    // Every ninth, and the very first.
    for line in log.lines().step_by(9).chain(log.lines().last()) {
        let (commit, day) = line.split_once(' ').unwrap();
        let run = sandbox.milepost_below("milepost-demo", &["check", "--head", commit, "--today", day]);
        assert_eq!(run.status, 0, "{commit} on {day}:\n{}{}", run.stdout, run.stderr);
    }
}

#[test]
fn the_figures_of_the_case_are_in_the_program() {
    let (sandbox, _) = demo();
    let text = git(&sandbox, &["show", "main:programs/2026-payments-platform.yaml"]);
    let file = milepost::source::SourceFile::new("program", text);
    let document = milepost::yaml::parse(&file).document.unwrap();
    let program: milepost::record::Program = serde::Deserialize::deserialize(document.root()).unwrap();
    let sum = |amounts: Vec<f64>| amounts.into_iter().sum::<f64>();
    assert_eq!(sum(program.benefits.iter().map(|benefit| benefit.amount).collect()), 158_000.0);
    assert_eq!(sum(program.costs.iter().map(|cost| cost.amount).collect()), 45_000.0);
    assert_eq!(program.start.days_until(program.end) + 1, 16 * 7);
    let profiles = git(&sandbox, &["ls-tree", "-r", "--name-only", "main", "people"]);
    assert_eq!(profiles.lines().filter(|path| path.ends_with("/profile.yaml")).count(), 46);
}

#[test]
fn nothing_is_ever_overwritten() {
    let sandbox = Sandbox::new();
    sandbox.write("milepost-demo/mine.txt", "mine");
    let run = sandbox.milepost_below("", &["demo"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("exists already"), "{}", run.stderr);
    assert!(run.stderr.contains("help: "), "{}", run.stderr);
    let left: Vec<_> = std::fs::read_dir(sandbox.path().join("milepost-demo")).unwrap().collect();
    assert_eq!(left.len(), 1);
    let run = sandbox.milepost_below("", &["demo", "missing/deep/demo"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{}", run.stderr);
    let names: Vec<_> = std::fs::read_dir(sandbox.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(!names.iter().any(|name| name.starts_with(".milepost-")), "{names:?}");
}
