//! `milepost new`: what is asked in a real terminal and what is written.

mod dialogues;
mod entry;
mod goal;
mod refusals;
mod writing;

use crate::common::Sandbox;
use crate::common::learning::{Pull, TODAY};

/// What lies over the world: Ana has an address, a goal that is still to be used at work, and a
/// program with a template.
const OVER: &str = "--- people/ana/profile.yaml
role: backend-engineer
tier: mid
discipline: backend
started: 2025-03-03
name: Ana Soto
team: payments
programs: [autumn]
mentors: [ben, chi]
target: {role: backend-engineer, tier: senior}
emails: [ana@example.com]
--- people/ana/goals/2026-11-01-feedback.yaml
title: Give useful feedback in every review of the ledger
skill: feedback
target: 1
measure: Two colleagues say what they changed because of it
why: {project: ledger}
deadline: 2026-12-01
application: {what: Review every change of the ledger, until: 2026-12-20}
--- programs/winter.yaml
name: Winter of async
kind: cohort
start: 2026-11-02
end: 2027-02-26
facilitators: [chi]
goal:
  title: Move one worker to async Rust
  measure: It runs in production for a week
  why: {project: webhook-worker}
  skill: rust
  target: 2
  hours_per_week: 1
  application: {what: Move one worker of the own team}
";

/// A goal that brings neither an error nor a warning.
const GOAL_FLAGS: [&str; 16] = [
    "new",
    "goal",
    "--today",
    TODAY,
    "--skill",
    "rust",
    "--target",
    "2",
    "--where",
    "ledger",
    "--what",
    "Rewrite the parser",
    "--measure",
    "The old parser is gone",
    "--deadline",
    "2026-12-18",
];

/// A learning repository on `main` in which Ana is at the keyboard.
fn repository() -> Sandbox {
    let Pull(sandbox) = Pull::onto(OVER);
    sandbox.git(&["config", "user.email", "ana@example.com"]);
    sandbox.git(&["config", "user.name", "Ana Soto"]);
    sandbox
}

/// The only file that differs from the last commit.
fn written(sandbox: &Sandbox) -> (String, String) {
    let status = sandbox.git(&["status", "--porcelain", "--untracked-files=all"]);
    let paths: Vec<_> = status.lines().map(|line| line[3..].to_owned()).collect();
    let [path] = paths.as_slice() else { panic!("{status}") };
    (path.clone(), std::fs::read_to_string(sandbox.path().join(path)).unwrap())
}

/// Nothing was written.
fn untouched(sandbox: &Sandbox) {
    assert_eq!(sandbox.git(&["status", "--porcelain", "--untracked-files=all"]), "");
}

/// What was written brings neither an error nor a warning.
fn brings_nothing(sandbox: &Sandbox) {
    let run = sandbox.milepost(&["check", "--base", "main", "--today", TODAY, "--deny", "warnings"]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    assert!(!run.stdout.contains("warning"), "{}", run.stdout);
}

/// How many questions stand answered on the screen.
fn answered(screen: &str) -> usize {
    screen.lines().filter(|line| line.starts_with('✓') || line.starts_with("* ")).count()
}
