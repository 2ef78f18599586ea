//! Completions and the manual, through the shells and readers that use them.

use std::path::Path;
use std::process::Command;

use crate::common::Sandbox;
use crate::help::commands;

/// The script for a shell, in a file of its own.
fn script(sandbox: &Sandbox, shell: &str) -> String {
    let run = sandbox.milepost(&["completions", shell]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let path = sandbox.path().join(shell);
    std::fs::write(&path, run.stdout).unwrap();
    path.to_str().unwrap().to_owned()
}

/// What a program prints; it must succeed and complain about nothing.
#[track_caller]
fn quietly(folder: &Path, program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).current_dir(folder).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && said.is_empty(), "{program} {arguments:?}: {told}{said}");
    told
}

#[test]
fn every_shell_gets_a_script_with_every_command() {
    let sandbox = Sandbox::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = sandbox.milepost(&["completions", shell]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        for command in commands(&sandbox).iter().filter_map(|words| words.last()) {
            assert!(run.stdout.contains(command.as_str()), "{shell}: {command}");
        }
        assert!(run.stdout.contains("dry-run"), "{shell}");
    }
    let run = sandbox.milepost(&["completions", "tcsh"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("bash, zsh, fish, powershell, elvish"), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn bash_completes_commands_options_and_values() {
    let sandbox = Sandbox::new();
    let script = script(&sandbox, "bash");
    quietly(sandbox.path(), "bash", &["-n", &script]);
    let complete = |line: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        let last = words.last().unwrap();
        let before = words[words.len() - 2];
        let program = format!(
            "source {script}; COMP_WORDS=({line}); COMP_CWORD={}; _milepost milepost '{last}' '{before}'; \
             echo \"${{COMPREPLY[*]}}\"",
            words.len() - 1
        );
        let output = Command::new("bash").args(["-c", &program]).output().unwrap();
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    };
    assert_eq!(complete("milepost che"), "check");
    assert_eq!(complete("milepost report ros"), "");
    assert_eq!(complete("milepost report ro"), "roi");
    assert!(complete("milepost check --f").contains("--fix"), "{}", complete("milepost check --f"));
    assert_eq!(complete("milepost check --format sar"), "sarif");
}

#[test]
fn every_command_has_a_page_that_says_what_its_help_says() {
    let sandbox = Sandbox::new();
    let commands = commands(&sandbox);
    for command in &commands {
        let words: Vec<&str> =
            std::iter::once("milepost").chain(command.iter().map(String::as_str)).collect();
        let page = std::fs::read_to_string(sandbox.path().join(format!("{}.1", words.join("-")))).unwrap();
        for part in [".SH NAME", ".SH SYNOPSIS", ".SH EXAMPLES", "\\-\\-color"] {
            assert!(page.contains(part), "{words:?}: {part}\n{page}");
        }
        assert!(page.contains(&words.join("\\-")) && page.contains("milepost 0."), "{page}");
    }
    let run = sandbox.milepost(&["man"]);
    assert_eq!(run.stdout, std::fs::read_to_string(sandbox.path().join("milepost.1")).unwrap());
    let run = sandbox.milepost(&["man", "--write", "nowhere"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("nowhere is no folder"), "{}", run.stderr);
}

#[test]
#[ignore = "needs zsh, fish, man and mandoc; .ci/run runs it through tests/shells/run"]
fn other_shells_and_readers_of_manuals_take_it() {
    let sandbox = Sandbox::new();
    let folder = sandbox.path();
    quietly(folder, "zsh", &["-n", &script(&sandbox, "zsh")]);
    let fish = script(&sandbox, "fish");
    quietly(folder, "fish", &["--no-execute", &fish]);
    let completed =
        quietly(folder, "fish", &["-c", &format!("source {fish}; complete -C 'milepost report ro'")]);
    assert!(completed.starts_with("roi\t"), "{completed}");
    for command in commands(&sandbox) {
        let page = format!("{}.1", [&["milepost".to_owned()][..], &command].concat().join("-"));
        quietly(folder, "mandoc", &["-T", "lint", "-W", "error", &page]);
        let shown = quietly(folder, "man", &["--warnings", "-l", &page]);
        assert!(shown.contains("EXAMPLES"), "{page}");
    }
}
