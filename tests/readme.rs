//! The README holds: every command in it runs, and every output shown is what the program says.
//!
//! `MILEPOST_BLESS=1 cargo test readme` writes the generated parts anew.

use std::path::{Path, PathBuf};

use milepost::output::rule_list;

use crate::common::Sandbox;

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")
}

fn readme() -> String {
    std::fs::read_to_string(path()).unwrap()
}

/// The sample, with the program ready to run in it.
fn sample() -> Sandbox {
    let sandbox = Sandbox::new();
    let run = sandbox.milepost(&["demo", "sample"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    sandbox
}

/// Runs a command line in the sample, on its own day.
fn run(sandbox: &Sandbox, line: &str) -> String {
    // What a dry run would have done is told on standard error.
    let rehearsed = line.ends_with("--dry-run");
    let mut arguments: Vec<&str> = line.split_whitespace().collect();
    arguments.extend(["--today", "2026-11-23"]);
    let run = sandbox.milepost_below("sample", &arguments);
    assert!(run.status == 0 || run.status == 1, "milepost {line}: {} {}", run.status, run.stderr);
    assert!(rehearsed || run.stderr.is_empty(), "milepost {line}: {}", run.stderr);
    run.stdout
}

fn generated(sandbox: &Sandbox) -> [(&'static str, String); 3] {
    let check = run(sandbox, "check --base main --head ana/async-rust --select late-application-plan");
    let finding = check.split("\n\n").next().unwrap_or_default();
    let comment = run(sandbox, "report pr --base main --head ana/async-rust");
    let first = comment.split("\n<details>").next().unwrap_or_default();
    [
        ("finding", format!("```text\n{}\n```\n", finding.trim_end())),
        ("comment", format!("````markdown\n{}\n````\n", first.trim_end())),
        ("rules", rule_list::markdown()),
    ]
}

#[test]
fn generated_parts_are_what_the_program_says() {
    let mut text = readme();
    for (name, content) in generated(&sample()) {
        let (begin, end) = (format!("<!-- begin: {name} -->\n"), format!("<!-- end: {name} -->"));
        let (before, rest) = text.split_once(&begin).unwrap_or_else(|| panic!("no {begin}"));
        let (old, after) = rest.split_once(&end).unwrap_or_else(|| panic!("no {end}"));
        if std::env::var("MILEPOST_BLESS").is_err() {
            assert_eq!(old, content, "{name}: MILEPOST_BLESS=1 cargo test readme writes it anew");
        }
        text = format!("{before}{begin}{content}{end}{after}");
    }
    if std::env::var("MILEPOST_BLESS").is_ok() {
        std::fs::write(path(), text).unwrap();
    }
}

#[test]
fn every_command_runs() {
    let sandbox = sample();
    let text = readme();
    let mut commands = 0;
    for block in text.split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap();
        for line in block.lines() {
            let command = line.strip_prefix("$ ").unwrap_or_else(|| panic!("no command: {line}"));
            commands += 1;
            match command {
                // This is the command that runs this very test.
                "cargo test" => {}
                "cargo run --release -- demo" => {
                    let run = sandbox.milepost_below("sample", &["demo"]);
                    assert_eq!(run.status, 0, "{}", run.stderr);
                    assert!(run.stdout.contains("What to try next"), "{}", run.stdout);
                }
                _ => {
                    let arguments = command.strip_prefix("milepost ").unwrap_or_else(|| panic!("{command}"));
                    assert!(!run(&sandbox, arguments).is_empty(), "{command} says nothing");
                }
            }
        }
    }
    assert!(commands >= 10, "{commands}");
    let (fences, known) = (text.matches("\n```").count(), text.matches("\n```text").count() * 2);
    let console = text.matches("\n```console").count() * 2;
    let longer = text.matches("\n````").count();
    assert_eq!(fences, known + console + longer, "a block of another sort is run by no test");
}

#[test]
fn links_lead_somewhere() {
    let text = readme();
    for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        if !link.starts_with("http") && !link.starts_with('#') {
            let target = path().parent().unwrap().join(link);
            assert!(target.exists(), "README.md links to {link}, which is not there");
        }
    }
}
