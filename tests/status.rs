//! `milepost status` through the built program: on the demo, in pipes and in terminals.

mod edges;
#[cfg(unix)]
mod progress_bar;

use serde_json::Value;

use crate::common::{Run, Sandbox};

const TODAY: &str = "2026-11-23";
const UTF8: (&str, &str) = ("LC_ALL", "C.UTF-8");

/// The demo with `main` checked out; Git's user is nobody in it.
fn demo() -> Sandbox {
    let sandbox = Sandbox::new();
    let run = sandbox.milepost_below("", &["demo"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    sandbox.git(&["-C", "milepost-demo", "checkout", "--quiet", "main"]);
    user(&sandbox, "nobody@example.com");
    sandbox
}

fn user(sandbox: &Sandbox, email: &str) {
    sandbox.git(&["-C", "milepost-demo", "config", "user.email", email]);
}

fn status(sandbox: &Sandbox, arguments: &[&str]) -> Run {
    sandbox.milepost_below("milepost-demo", &[&["status"], arguments].concat())
}

/// What is printed in a pipe.
fn piped(sandbox: &Sandbox, arguments: &[&str]) -> String {
    let run = status(sandbox, arguments);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    assert!(!run.stdout.contains('\u{1b}'), "{}", run.stdout);
    run.stdout
}

/// What a terminal of so many columns shows, without colour.
#[cfg(unix)]
fn in_terminal(sandbox: &Sandbox, columns: u16, arguments: &str, more: &[(&str, &str)]) -> String {
    let variables = [&[UTF8, ("TERM", "xterm"), ("NO_COLOR", "1")], more].concat();
    let folder = sandbox.path().join("milepost-demo");
    // Where the machine is slow there may be a progress bar on standard error.
    let line = format!("status {arguments} 2>/dev/null");
    let output = sandbox.in_terminal(&folder, columns, &line, &variables).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap().replace("\r\n", "\n");
    assert!(output.status.success(), "{text}");
    text
}

const NEW: &str = "role: backend-engineer
tier: mid
discipline: backend
started: 2026-11-16
name: Neo Larsen
mentors: [ben]
";

#[test]
fn people_of_the_demo_in_a_pipe_and_in_a_narrow_terminal() {
    let sandbox = demo();
    sandbox.write("milepost-demo/people/neo/profile.yaml", NEW);
    for (handle, part) in [
        ("ana", "in 25 days   2026-12-18  deadline      Run the webhook worker on async Rust"),
        ("ben", "2027-01-22 ├────────────────────┤ 2027-02-19  opens in 60 days"),
        // Away on that day.
        ("esther", "Away until 2026-11-27."),
        ("felix", "Left on 2026-10-30."),
        ("neo", "people/neo/goals/2026-11-23-SLUG.yaml"),
    ] {
        let text = piped(&sandbox, &[handle, "--today", TODAY]);
        assert!(text.contains(part), "{part} is missing in:\n{text}");
        insta::assert_snapshot!(format!("{handle}-100"), text);
        #[cfg(unix)]
        {
            let text = in_terminal(&sandbox, 60, &format!("{handle} --today {TODAY}"), &[]);
            assert!(text.lines().all(|line| line.chars().count() <= 60), "{text}");
            insta::assert_snapshot!(format!("{handle}-60"), text);
        }
    }
}

#[test]
fn who_is_not_recognised_sees_the_next_days_of_everybody() {
    let sandbox = demo();
    let text = piped(&sandbox, &["--today", TODAY]);
    assert!(text.contains("in 4 days  2026-11-27\n  deadline  Jana Novotná · "), "{text}");
    assert!(text.contains("e-mail address of Git's user.email, nobody@example.com: add it"), "{text}");
    insta::assert_snapshot!("team-100", text);
    #[cfg(unix)]
    insta::assert_snapshot!("team-60", in_terminal(&sandbox, 60, &format!("--today {TODAY}"), &[]));

    user(&sandbox, "ANA@example.com");
    let text = piped(&sandbox, &["--today", TODAY]);
    assert!(text.starts_with("Ana Ruiz  "), "{text}");
    assert_eq!(text, piped(&sandbox, &["ana", "--today", TODAY]));
}

#[cfg(unix)]
#[test]
fn a_plan_that_was_not_used_is_shown_to_its_owner_alone() {
    let sandbox = demo();
    let later = "--today 2027-01-20";
    let lapsed = "5 days ago   2027-01-15  use at work   Run the webhook worker on async Rust";
    user(&sandbox, "ana@example.com");
    let own = in_terminal(&sandbox, 100, later, &[]);
    assert!(own.contains(lapsed), "{own}");
    assert!(own.contains("33 days ago  2026-12-18  deadline"), "{own}");
    for text in [
        piped(&sandbox, &["--today", "2027-01-20"]),
        piped(&sandbox, &["--today", "2027-01-20", "--json"]),
        piped(&sandbox, &["--today", "2027-01-20", "--ics"]),
        in_terminal(&sandbox, 100, later, &[("CI", "true")]),
        in_terminal(&sandbox, 100, &format!("{later} --json"), &[]),
    ] {
        assert!(!text.contains("2027-01-15") && !text.contains("20270115"), "{text}");
        assert!(text.contains("2026-12-18") || text.contains("20261218"), "{text}");
    }
    user(&sandbox, "ben@example.com");
    let other = in_terminal(&sandbox, 100, &format!("ana {later}"), &[]);
    assert!(!other.contains("2027-01-15") && other.contains("2026-12-18"), "{other}");
}

#[test]
fn json_says_the_same_in_data() {
    let sandbox = demo();
    let read = |arguments: &[&str]| -> Value {
        serde_json::from_str(&piped(&sandbox, &[arguments, &["--today", TODAY, "--json"]].concat())).unwrap()
    };
    let ana = read(&["ana"]);
    assert_eq!((&ana["version"], &ana["kind"]), (&1.into(), &"status".into()));
    assert_eq!(ana["header"]["today"], TODAY);
    assert_eq!(ana["person"]["who"]["handle"], "ana");
    assert_eq!(ana["person"]["own"], false);
    assert_eq!(ana["person"]["next"][1]["date"], "2026-12-18");
    assert_eq!(ana["person"]["next"][1]["days"], 25);
    assert_eq!(ana["person"]["tier"]["total"], 13);
    let team = read(&[]);
    assert!(team["person"].is_null());
    assert_eq!(team["team"]["people"], 45);
    assert_eq!(team["team"]["dates"][0]["who"]["handle"], "jana");
}

#[test]
fn a_calendar_has_every_day_ahead_and_the_same_bytes_twice() {
    let sandbox = demo();
    let text = piped(&sandbox, &["ana", "--today", TODAY, "--ics"]);
    let ids: Vec<&str> = text.lines().filter(|line| line.starts_with("UID:")).collect();
    assert!(ids.iter().any(|id| id.starts_with("UID:deadline.")), "{text}");
    assert!(ids.iter().any(|id| id.starts_with("UID:use-at-work.")), "{text}");
    assert!(ids.iter().any(|id| id.starts_with("UID:reassessment.")), "{text}");
    for day in ["20261211", "20261218", "20270110", "20270115"] {
        assert!(text.contains(&format!("DTSTART;VALUE=DATE:{day}\r\n")), "{day}: {text}");
    }
    assert_eq!(text, piped(&sandbox, &["ana", "--today", TODAY, "--ics"]));
    insta::assert_snapshot!("calendar", text.replace("\r\n", "\n"));
    let everybody = piped(&sandbox, &["--today", TODAY, "--ics"]);
    let mut all: Vec<&str> = everybody.lines().filter(|line| line.starts_with("UID:")).collect();
    let events = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!((all.len(), all.len() > 45), (events, true));
    assert!(!everybody.contains("felix"), "has left");
}

#[test]
fn the_past_is_read_from_its_commit() {
    let sandbox = demo();
    let commit = sandbox.git(&["-C", "milepost-demo", "log", "--format=%H", "--reverse", "main"]);
    let first = commit.lines().nth(60).unwrap();
    let day = sandbox.git(&["-C", "milepost-demo", "log", "-1", "--format=%cs", first]);
    let then: Value = serde_json::from_str(&piped(&sandbox, &["ana", "--at", first, "--json"])).unwrap();
    assert_eq!(then["header"]["commit"], first);
    assert_eq!(then["header"]["today"], day);
    assert_ne!(then["person"]["next"].to_string(), "[]");
}
