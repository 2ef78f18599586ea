//! `milepost new goal` by flags: what is required, what follows from what.

use super::{brings_nothing, repository, untouched, written};
use crate::common::learning::TODAY;

const FLAGS: [&str; 14] = [
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
    "Rewrite the parser of statements",
    "--measure",
    "The old parser is gone",
];

#[test]
fn without_a_terminal_every_missing_flag_is_named_at_once() {
    let sandbox = repository();
    let run = sandbox.milepost(&["new", "goal", "--skill", "rust", "--today", TODAY]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    insta::assert_snapshot!(run.stderr, @r"
    error: there is no terminal to ask in, so these flags are needed: --target LEVEL, --where PLACE, --what TEXT, --measure TEXT, --deadline DAY
      help: `milepost new goal --help` says what each means; in a terminal each is asked
    ");
    untouched(&sandbox);
}

#[test]
fn flags_alone_write_a_valid_goal_and_print_its_path_alone() {
    let sandbox = repository();
    let run = sandbox.milepost(&[&FLAGS[..], &["--deadline", "in 4 weeks", "--hours", "0,5"]].concat());
    assert_eq!(
        (run.status, run.stdout.as_str()),
        (0, "people/ana/goals/2026-11-22-rust.yaml\n"),
        "{}",
        run.stderr
    );
    assert_eq!(
        run.stderr,
        "next: git add people/ana/goals/2026-11-22-rust.yaml && git commit -m 'goal: Use Rust at level 2 in ledger'\n"
    );
    let (_, text) = written(&sandbox);
    for line in ["deadline: 2026-12-20", "hours_per_week: 0.5", "until: 2027-01-19"] {
        assert!(text.contains(line), "{line}: {text}");
    }
    brings_nothing(&sandbox);
    // The next one of that day has a name of its own.
    let again = sandbox.milepost(&[&FLAGS[..], &["--deadline", "in 4 weeks"]].concat());
    assert_eq!(again.stdout, "people/ana/goals/2026-11-22-rust-2.yaml\n", "{}", again.stderr);
}

#[test]
fn a_program_brings_its_template() {
    let sandbox = repository();
    let run = sandbox.milepost(&["new", "goal", "--today", TODAY, "--program", "winter"]);
    assert_eq!((run.status, run.stderr.lines().count()), (0, 1), "{}", run.stderr);
    let (path, text) = written(&sandbox);
    assert_eq!(path, "people/ana/goals/2026-11-22-rust.yaml");
    insta::assert_snapshot!(text, @r"
    # When it is reached: milepost done 2026-11-22-rust
    # To move it: milepost extend 2026-11-22-rust
    title: Move one worker to async Rust
    skill: rust
    target: 2
    # How anyone can tell that it is reached.
    measure: It runs in production for a week
    why: {project: webhook-worker}
    deadline: 2027-02-26
    hours_per_week: 1
    program: winter
    # What is done with it at work, and the last day for that.
    application: {what: Move one worker of the own team, until: 2027-03-28}
    ");
    brings_nothing(&sandbox);
    let run = sandbox.milepost(&["new", "goal", "--program", "wintr"]);
    assert_eq!(
        run.stderr,
        "error: --program: there is no program `wintr` that could be read\n  help: did you mean `winter`?\n"
    );
}

#[test]
fn a_credential_or_modules_need_no_skill() {
    let sandbox = repository();
    let flags =
        ["--where", "ledger", "--what", "Own the worker", "--measure", "Earned", "--deadline", "2027-02-26"];
    let start =
        ["new", "goal", "--today", TODAY, "--credential", "async-owner", "--module", "tokio-workshop"];
    let run = sandbox.milepost(&[&start[..], &flags].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    let (path, text) = written(&sandbox);
    assert_eq!(path, "people/ana/goals/2026-11-22-async-owner.yaml");
    for line in
        ["title: Complete Owner of an async service and use it in ledger", "modules: [tokio-workshop]"]
    {
        assert!(text.contains(line), "{line}: {text}");
    }
    brings_nothing(&sandbox);
}

#[test]
fn a_flag_that_cannot_be_used_is_refused_and_says_what_to_write() {
    let sandbox = repository();
    for (flags, expected) in [
        (&["--deadline", "2026-11-21"][..], "--deadline: 2026-11-21 has passed: today is 2026-11-22"),
        (&["--deadline", "someday"], "--deadline: `someday` is no day"),
        (&["--deadline", "+30d", "--hours", "200"], "--hours: 200 is not between 0 and 168"),
        (&["--deadline", "+30d", "--for", "bob"], "nobody has the handle `bob`"),
    ] {
        let run = sandbox.milepost(&[&FLAGS[..], flags].concat());
        assert_eq!(run.status, 2, "{expected}");
        assert!(run.stderr.contains(expected), "{expected}: {}", run.stderr);
    }
    let run = sandbox.milepost(&[
        "new",
        "goal",
        "--today",
        TODAY,
        "--program",
        "winter",
        "--skill",
        "rsut",
        "--target",
        "2",
    ]);
    assert!(
        run.stderr.contains("--skill: `rsut` is none of the choices; did you mean `rust`?"),
        "{}",
        run.stderr
    );
    untouched(&sandbox);
}

#[test]
fn who_has_no_profile_is_told_how_to_get_one() {
    let sandbox = repository();
    sandbox.git(&["config", "user.email", "zoe@example.com"]);
    let run = sandbox.milepost(&["new", "goal"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("no profile has your address zoe@example.com"), "{}", run.stderr);
    assert!(run.stderr.contains("`milepost new profile`"), "{}", run.stderr);
}
