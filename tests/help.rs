//! What `--help` says of every command: examples that can be typed as they stand, lines that fit.

use std::collections::BTreeMap;

use crate::common::Sandbox;

/// Every command, as its words behind `milepost`: from the pages of the manual, one a command.
pub(crate) fn commands(sandbox: &Sandbox) -> Vec<Vec<String>> {
    let run = sandbox.milepost(&["man", "--write", "."]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let pages = run.stdout.lines().map(|line| line.trim_start_matches("./").trim_end_matches(".1"));
    let commands: Vec<Vec<String>> =
        pages.map(|page| page.split('-').skip(1).map(str::to_owned).collect()).collect();
    assert!(commands.len() > 20, "{commands:?}");
    commands
}

fn help(sandbox: &Sandbox, command: &[String], columns: usize) -> String {
    let mut arguments: Vec<&str> = command.iter().map(String::as_str).collect();
    arguments.push("--help");
    let columns = columns.to_string();
    let run = sandbox.milepost_in(sandbox.path(), &arguments, &[("COLUMNS", &columns)]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{arguments:?}");
    run.stdout
}

/// The commands under `Examples:`, without what is said about them.
fn examples(help: &str) -> Vec<String> {
    let (_, after) = help.split_once("\nExamples:\n").unwrap_or_else(|| panic!("no examples in\n{help}"));
    let lines = after.lines().take_while(|line| line.starts_with("  "));
    let mut examples: Vec<String> = Vec::new();
    // Deeper than an example stands the meaning of the one above, or the rest of it.
    let is_meaning =
        |line: &str| line.starts_with("      ") && line.trim_start().starts_with(char::is_alphabetic);
    for line in lines.filter(|line| !is_meaning(line)).map(str::trim) {
        match examples.last_mut().filter(|last| last.ends_with('\\')) {
            // A long command goes on in the next line.
            Some(last) => *last = format!("{}{line}", last.trim_end_matches('\\')),
            None => examples.push(line.to_owned()),
        }
    }
    examples.iter().map(|line| line.split("  ").next().unwrap().to_owned()).collect()
}

#[test]
fn every_help_ends_with_examples_that_can_be_typed() {
    let sandbox = Sandbox::new();
    for command in commands(&sandbox) {
        let help = help(&sandbox, &command, 200);
        let examples = examples(&help);
        assert!(!examples.is_empty(), "{command:?}");
        assert!(help.contains("\nExit status: 0"), "{command:?}");
        for example in examples {
            // What stands behind a `>` or `|` is for the shell.
            let line = example.split([';', '>', '|', '<']).next().unwrap();
            let line = line.rsplit("&& ").next().unwrap();
            let words: Vec<String> = words(line);
            assert_eq!(words[0], "milepost", "{example}");
            let called: Vec<&String> = words.iter().skip(1).take(command.len()).collect();
            let own = called.iter().zip(&command).all(|(one, other)| *one == other);
            assert!(own || command.is_empty(), "`{example}` is no example of {command:?}");
            // The parser refuses what it does not know before it comes to the help.
            let mut arguments: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
            arguments.push("--help");
            let run = sandbox.milepost(&arguments);
            assert_eq!(run.status, 0, "{example}\n{}", run.stderr);
        }
    }
}

/// The words of a command line, as a shell splits it.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in line.trim().chars() {
        match (quote, c) {
            (None, '\'' | '"') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            (None, ' ') => words.push(String::new()),
            _ => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn help_fits_its_terminal() {
    let sandbox = Sandbox::new();
    for columns in [40, 100] {
        let mut all = BTreeMap::new();
        for command in commands(&sandbox) {
            let help = help(&sandbox, &command, columns);
            for line in help.lines() {
                // What cannot be broken may be longer: a path, a list of formats.
                let longest = line.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
                let indent = line.chars().take_while(|c| *c == ' ').count();
                let fits = line.chars().count() <= columns.max(longest + indent);
                let usage = line.starts_with("Usage:") || line.trim_start().starts_with(['-', '[', '<']);
                assert!(fits || usage, "{columns}: {line}");
            }
            all.insert(command.join(" "), help);
        }
        let shown: String =
            all.iter().map(|(command, help)| format!("==== milepost {command}\n{help}\n")).collect();
        insta::assert_snapshot!(format!("help_at_{columns}_columns"), shown);
    }
}
