//! Names that name nobody, and repositories with next to nothing, or with far too much, in them.

use std::collections::BTreeMap;
use std::fmt::Write;

use milepost::check::State;
use milepost::output::status::{StatusOptions, text};
use milepost::policy::Policy;
use milepost::report::basis::Basis;
use milepost::report::status::{Schedule, Status};

use super::{TODAY, user};
use crate::common::learning::Pull;
use crate::common::memory::Files;
use crate::common::{Run, Sandbox};

#[track_caller]
fn refused(run: &Run, why: &str, advice: &str) {
    assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{}", run.stderr);
    assert!(run.stderr.contains(why) && run.stderr.contains(advice), "{}", run.stderr);
}

fn run(pull: &Pull, arguments: &[&str]) -> Run {
    pull.0.milepost(&[&["status", "--today", TODAY], arguments].concat())
}

#[test]
fn an_unknown_handle_is_refused_with_the_nearest_and_a_former_one_followed() {
    let pull = Pull::onto("");
    refused(&run(&pull, &["anna"]), "there is nobody with the handle `anna`", "did you mean `ana`?");
    refused(&run(&pull, &["Zebulon"]), "there is nobody", "a handle is the name of a folder below people/");
    refused(&run(&pull, &["../ana"]), "there is nobody", "help");
    refused(&run(&pull, &["ana", "--json", "--ics"]), "cannot be used with", "--ics");
    refused(&run(&pull, &["ana", "--at", "nowhere"]), "names no commit", "help");
    pull.0.write(
        "people/bo/profile.yaml",
        "role: backend-engineer\ntier: mid\ndiscipline: backend\nstarted: 2026-01-01\nformerly: [bob]\n",
    );
    let run = run(&pull, &["bob"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.starts_with("bo  "), "{}", run.stdout);
    assert!(run.stdout.ends_with("`bob` is `bo` now\n"), "{}", run.stdout);
}

#[test]
fn a_repository_with_a_policy_only_says_how_to_begin() {
    let sandbox = Sandbox::new();
    sandbox.write("milepost.yaml", "version: 1\n");
    sandbox.git(&["config", "user.email", "ana@example.com"]);
    let run = sandbox.milepost(&["status", "--today", TODAY]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.contains("No profile can be read yet."), "{}", run.stdout);
    assert!(run.stdout.contains("`milepost new profile` writes the first one"), "{}", run.stdout);
    let calendar = sandbox.milepost(&["status", "--today", TODAY, "--ics"]).stdout;
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n") && calendar.ends_with("END:VCALENDAR\r\n"));
}

#[test]
fn a_broken_profile_and_a_broken_record_are_told() {
    let pull = Pull::onto("--- people/zed/profile.yaml\nrole: [\n--- people/ana/goals/bad.yaml\ntitle: T\n");
    let zed = run(&pull, &["zed"]);
    assert_eq!(zed.status, 0, "{}", zed.stderr);
    assert!(zed.stdout.contains("There is no profile that can be read"), "{}", zed.stdout);
    let ana = run(&pull, &["ana"]).stdout;
    assert!(ana.contains("1 file could not be read and is left out"), "{ana}");
}

#[test]
fn a_broken_profile_of_ones_own_is_told_and_nobody_is_sent_to_add_an_address() {
    let sandbox = Sandbox::new();
    sandbox.write("milepost.yaml", "version: 1\n");
    sandbox.write("people/ana/profile.yaml", "emails: [Ana@example.com]\n<<<<<<< HEAD\n");
    sandbox.git(&["config", "user.email", "ana@example.com"]);
    let run = sandbox.milepost(&["status", "--today", TODAY]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let told = run.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("people/ana/profile.yaml has the e-mail address of Git's user.email"), "{told}");
    assert!(told.contains("cannot be used: `milepost check people/ana` says why"), "{told}");
    assert!(!told.contains("add it under"), "{told}");
}

#[test]
fn pseudonymous_people_have_handles_only() {
    let sandbox = super::demo();
    let path = sandbox.path().join("milepost-demo/milepost.yaml");
    let policy = std::fs::read_to_string(&path).unwrap();
    assert!(!policy.contains("privacy:"), "{policy}");
    std::fs::write(&path, format!("{policy}privacy: {{identities: pseudonymous}}\n")).unwrap();
    user(&sandbox, "ana@example.com");
    for arguments in [&["ana"][..], &["ana", "--ics"], &["ana", "--json"], &[]] {
        let text = super::piped(&sandbox, &[arguments, &["--today", TODAY]].concat());
        assert!(text.contains("ana") && !text.contains("Ruiz"), "{text}");
    }
}

/// The status of `ana` with these files laid over the world.
fn of_ana(files: &str, own: bool) -> (Status, Schedule) {
    let mut all = Files(BTreeMap::new());
    all.lay(include_str!("../rules/world.txt"));
    all.lay(files);
    let state = State::load(all.snapshot("world")).unwrap();
    let basis = Basis::new(state, Policy::default(), TODAY.parse().unwrap(), "world");
    let (person, unread) = basis.person("ana").unwrap().unwrap();
    assert_eq!(unread, 0);
    (Status::of_person(&basis, &person, unread, own), Schedule::of_person(&basis, &person))
}

fn drawn(status: &Status) -> String {
    text(status, StatusOptions { colour: false, unicode: true, width: 80 })
}

#[test]
fn thousands_of_goals_and_the_last_day_there_is() {
    let mut files = String::new();
    for n in 0..1500 {
        let _ = write!(
            files,
            "--- people/ana/goals/2026-01-05-g{n}.yaml\ntitle: Goal {n}\nmeasure: M\nskill: rust\ntarget: 3\n\
             why: {{project: P}}\ndeadline: 9999-12-31\napplication: {{what: W}}\nhours_per_week: 1\n"
        );
    }
    let (status, schedule) = of_ana(&files, true);
    let person = status.person.as_ref().unwrap();
    assert_eq!(person.active_goals, 1501);
    let shown = drawn(&status);
    assert!(shown.lines().count() < 80 && shown.contains(" more: --json lists all"), "{shown}");
    assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
    assert!(milepost::output::ics::calendar(&schedule).contains("VALUE=DATE:99991231"));
}

#[test]
fn a_second_try_is_between_the_person_and_their_plan() {
    let remediation = "--- people/ana/remediations/2026-10-02-rust.yaml
assessment: 2025-03-20-baseline
skill: rust
mentor: ben
actions: [Pair]
start: 2026-10-02
due: 2026-11-20
";
    let shown = drawn(&of_ana(remediation, true).0);
    assert!(shown.contains("3 days ago  2026-11-20  second try  Rust"), "{shown}");
    let (status, schedule) = of_ana(remediation, false);
    assert!(!drawn(&status).contains("2026-11-20"));
    assert!(!milepost::output::status::json(&status).contains("second-try"));
    assert!(!milepost::output::ics::calendar(&schedule).contains("20261120"));
}

#[test]
fn an_award_that_ended_a_program_and_a_rotation_have_their_days() {
    let files = "--- framework/credentials/owner.yaml
name: Service owner
kind: micro-credential
criteria: C
valid_months: 12
--- people/ana/awards/2025-11-10-owner.yaml
credential: owner
date: 2025-11-10
--- programs/guild.yaml
name: Guild
kind: community
start: 2026-12-01
end: 2026-12-20
sessions: [{date: 2026-12-08}, {date: 2026-12-01}, {date: 2026-11-01}]
rotations: [{member: ana, team: payments, start: 2026-12-02, end: 2026-12-12}]
";
    let goal = "--- people/ana/goals/2026-11-01-g.yaml
title: Goal of the guild
measure: M
skill: rust
target: 3
why: {project: P}
deadline: 2026-12-10
program: guild
";
    let shown = drawn(&of_ana(&format!("{files}{goal}"), false).0);
    for part in [
        "13 days ago  2026-11-10  award ends  Service owner",
        "2026-12-01  program starts   Guild",
        "2026-12-01  session          Guild",
        "2026-12-02  rotation starts  Payments",
        "2026-12-12  rotation ends    Payments",
        "2026-12-20  program ends     Guild",
    ] {
        assert!(shown.contains(part), "{part} is missing in:\n{shown}");
    }
    assert_eq!(shown.matches("session").count(), 1, "{shown}");
}
