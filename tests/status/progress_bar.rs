//! The bar on standard error: in a terminal that can take it back, and nowhere else.

use std::io::Read;
use std::process::{Command, Stdio};

use crate::common::Sandbox;

/// Enough people for some seconds of work.
fn many_people() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("milepost.yaml", "version: 1\n");
    let profile = "role: backend-engineer\ntier: mid\ndiscipline: backend\nstarted: 2026-01-05\n";
    for n in 0..2500 {
        sandbox.write(&format!("people/p-{n}/profile.yaml"), profile);
    }
    sandbox
}

const CHECK: &str = "check --today 2026-11-23";

fn terminal(sandbox: &Sandbox, variables: &[(&str, &str)]) -> Command {
    sandbox.in_terminal(sandbox.path(), 80, CHECK, variables)
}

fn seen(sandbox: &Sandbox, variables: &[(&str, &str)]) -> String {
    String::from_utf8(terminal(sandbox, variables).output().unwrap().stdout).unwrap()
}

#[test]
fn a_bar_shows_in_a_terminal_only_and_leaves_nothing_behind() {
    let sandbox = many_people();
    let seen_with = |variables: &[(&str, &str)]| seen(&sandbox, variables);
    let shown = seen_with(&[("TERM", "xterm"), ("NO_COLOR", "1")]);
    assert!(shown.contains(" of 2500 people"), "{}", tail(&shown));
    // The line is erased before the result is written.
    let (_, result) = shown.rsplit_once("\r\u{1b}[2K").unwrap();
    assert!(
        !result.contains(" of 2500 people  ") && result.contains("checked 2501 files"),
        "{}",
        tail(result)
    );

    for variables in [&[("TERM", "xterm"), ("CI", "true")], &[("TERM", "dumb"), ("NO_COLOR", "1")]] {
        let shown = seen_with(variables);
        assert!(shown.contains("checked 2501 files"), "{}", tail(&shown));
        assert!(!shown.contains("\u{1b}[2K"), "{variables:?}: {}", tail(&shown));
    }
    let run = sandbox.milepost_in(
        sandbox.path(),
        &CHECK.split(' ').collect::<Vec<_>>(),
        &[("TERM", "xterm"), ("LC_ALL", "C.UTF-8")],
    );
    assert_eq!(run.stderr, "");

    interrupted(&sandbox);
}

/// Ctrl-C while the bar is there: it is erased before anything is said.
fn interrupted(sandbox: &Sandbox) {
    let mut child = terminal(sandbox, &[("TERM", "xterm")]).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let (mut shown, mut chunk) = (Vec::new(), [0; 4096]);
    let mut told = false;
    loop {
        let read = stdout.read(&mut chunk).unwrap_or(0);
        if read == 0 {
            break;
        }
        shown.extend(&chunk[..read]);
        if !told && String::from_utf8_lossy(&shown).contains(" of 2500 people") {
            let process = std::fs::read_to_string(sandbox.beside("process")).unwrap();
            sandbox.kill("-INT", process.trim().parse().unwrap());
            told = true;
        }
    }
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let shown = String::from_utf8_lossy(&shown).into_owned();
    let (_, last) = shown.rsplit_once("\r\u{1b}[2K").unwrap();
    assert_eq!(last.trim(), "interrupted: nothing was left half written");
}

fn tail(text: &str) -> &str {
    text.get(text.len().saturating_sub(400)..).unwrap_or(text)
}
