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
    // What a dry run would have done, and that nothing is to be done, is told on standard error.
    let told_aside = line.ends_with("--dry-run") || line.starts_with("fmt");
    let mut arguments: Vec<&str> = line.split_whitespace().collect();
    arguments.extend(["--today", "2026-11-23"]);
    let run = sandbox.milepost_below("sample", &arguments);
    assert!(run.status == 0 || run.status == 1, "milepost {line}: {} {}", run.status, run.stderr);
    assert!(told_aside || run.stderr.is_empty(), "milepost {line}: {}", run.stderr);
    run.stdout + if told_aside { &run.stderr } else { "" }
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

/// The blocks of commands in `text`, without their signs.
fn blocks(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.split("```console\n").skip(1).map(|block| {
        let block = block.split("```").next().unwrap();
        let line = |line| str::strip_prefix(line, "$ ").unwrap_or_else(|| panic!("no command: {line}"));
        block.lines().map(line).collect()
    })
}

/// What somebody answers on the way from nothing to a valid entry: a part of the question, and the
/// answer; empty where what is proposed will do.
const ANSWERS: [(&str, &str); 15] = [
    ("Where do you stand in it?", ""),
    ("Your handle?", "ana"),
    ("Where will it be pushed to?", ""),
    ("Your account on GitHub?", "ana-soto"),
    ("Which skill?", ""),
    ("Which level of", ""),
    ("Where at work will you use it?", "public-api"),
    ("What will you do there with it?", "Version the refunds endpoint"),
    ("How can anyone tell", ""),
    ("By when?", ""),
    ("Which goal or skill is it about?", ""),
    ("What did you do?", "Versioned the refunds endpoint"),
    ("Where can it be seen?", "https://git.example.com/public-api/pull/7"),
    ("What did you choose over what", "A version in the path, because caches then tell them apart"),
    ("What came of it at work?", "Two customers moved without a call"),
];

#[test]
fn from_nothing_to_a_valid_entry() {
    let sandbox = Sandbox::new();
    let mut folder = sandbox.beside("empty");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(sandbox.beside(".gitconfig"), "[user]\nname = Ana Soto\nemail = ana@example.com\n")
        .unwrap();
    let text = readme();
    let (_, section) = text.split_once("\n## From nothing to a valid entry\n").unwrap();
    let commands = blocks(section).next().unwrap();
    let mut answers = ANSWERS.iter().peekable();
    for command in &commands {
        if let Some(name) = command.strip_prefix("cd ") {
            folder.push(name);
            continue;
        }
        let mut arguments: Vec<&str> = command.split_whitespace().skip(1).collect();
        arguments.extend(["--today", "2026-11-23"]);
        let mut terminal = sandbox.terminal(&folder, (100, 40), &arguments, &[("LC_ALL", "C.UTF-8")]);
        let (last, questions) = match arguments.as_slice() {
            ["init", ..] => ("git add", 4),
            ["new", "goal", ..] => ("next: git add", 6),
            ["new", "entry", ..] => ("next: git add", 5),
            _ => ("checked", 0),
        };
        for (question, answer) in answers.by_ref().take(questions) {
            terminal.answer(question, answer);
        }
        terminal.shows(last);
        let (status, screen) = terminal.ended();
        assert_eq!(status, 0, "{command}: {screen}");
        assert!(!screen.contains("error"), "{command}: {screen}");
    }
    assert_eq!(answers.next(), None, "a question was not asked");
    assert_eq!(commands.last(), Some(&"milepost check"));
}

#[test]
fn every_command_runs() {
    let sandbox = sample();
    let text = readme();
    let mut commands = 0;
    for block in blocks(&text) {
        // The way from nothing has a test of its own: it asks questions.
        if block.first().is_some_and(|line| line.starts_with("milepost init")) {
            continue;
        }
        for command in block {
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
    // What pre-commit reads is tried by tests/precommit/run.
    let console = text.matches("\n```console").count() * 2 + text.matches("\n```yaml").count() * 2;
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
