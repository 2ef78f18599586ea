//! What is asked in a real terminal for a profile, an assessment and a skill, with the defaults taken
//! from the repository, and what is written then.

use super::{found, sample, tiny, written};
use crate::common::Sandbox;
use crate::common::terminal::{CTRL_C, DOWN, ENTER, ESCAPE, Terminal};

const UTF8: &[(&str, &str)] = &[("LC_ALL", "C.UTF-8"), ("NO_COLOR", "1")];

fn asked(sandbox: &Sandbox, folder: &str, columns: u16, arguments: &[&str]) -> Terminal {
    let arguments = [&["--today", super::TODAY, "new"], arguments].concat();
    sandbox.terminal(&sandbox.path().join(folder), (columns, 40), &arguments, UTF8)
}

fn text(sandbox: &Sandbox, path: &str) -> String {
    std::fs::read_to_string(sandbox.path().join(path)).unwrap()
}

/// The questions that a screen shows as answered.
fn questions(screen: &str) -> usize {
    screen.lines().filter(|line| line.starts_with('✓')).count()
}

#[test]
fn a_profile_takes_name_and_address_from_git_and_the_discipline_from_the_role() {
    let (sandbox, folder) = sample();
    sandbox.git(&["-C", folder, "config", "user.email", "Neo.Larsen+work@example.com"]);
    sandbox.git(&["-C", folder, "config", "user.name", "Neo Larsen"]);
    let mut terminal = asked(&sandbox, folder, 100, &["profile"]);
    terminal.shows("Handle? (neo-larsen)");
    terminal.send(ENTER);
    terminal.shows("Role?");
    terminal.send("platf");
    terminal.shows("› Platform Engineer");
    terminal.send(ENTER);
    let screen = terminal.shows("Tier?");
    assert!(screen.contains("asks for "), "{screen}");
    terminal.send(ENTER);
    terminal.shows("Team?");
    terminal.send("platform");
    terminal.shows("› Platform");
    terminal.send(ENTER);
    let screen = terminal.shows("Mentors?");
    assert!(screen.contains("Platform Engineer"), "those of the own team come first: {screen}");
    terminal.send("chi");
    terminal.shows("› [ ] chi");
    terminal.send(ENTER);
    terminal.shows("✗ typing marks nothing: press the space bar");
    terminal.send(" ");
    terminal.shows("› [x] chi");
    terminal.send(ENTER);
    let (status, screen) = terminal.ended();
    assert_eq!((status, questions(&screen)), (0, 5), "{screen}");
    insta::assert_snapshot!(screen);
    let text = text(&sandbox, "milepost-demo/people/neo-larsen/profile.yaml");
    for line in [
        "discipline: platform",
        "name: Neo Larsen",
        "mentors: [chi]",
        "emails: [Neo.Larsen+work@example.com]",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert_eq!(found(&sandbox, folder, &["people/neo-larsen"]), []);
}

#[test]
fn a_profile_for_somebody_else_is_not_given_my_address() {
    let sandbox = tiny("");
    for (arguments, path) in super::IN_A_TINY_ONE.iter().take(2) {
        written(&sandbox, "", arguments, path);
    }
    let mut terminal = asked(&sandbox, "", 100, &["profile"]);
    terminal.answer("Handle?", "kim");
    terminal.answer("Is this you", "n");
    terminal.answer("Name?", "Kim Larsen");
    terminal.answer("E-mail address of their commits?", "kim");
    terminal.shows("`kim` is no e-mail address");
    terminal.send("@example.com");
    terminal.send(ENTER);
    let (status, screen) = terminal.ended();
    assert_eq!(status, 0, "{screen}");
    let text = text(&sandbox, "people/kim/profile.yaml");
    assert!(text.contains("emails: [kim@example.com]") && !text.contains("jo.park"), "{text}");
}

#[test]
fn an_assessment_shows_each_level_and_proposes_what_the_repository_knows() {
    let (sandbox, folder) = sample();
    let mut terminal = asked(&sandbox, folder, 100, &["assessment"]);
    terminal.shows("Whose skills?");
    // Those whom Ben mentors stand behind himself.
    let screen = terminal.shows("› ben");
    assert!(screen.lines().nth(2).unwrap().contains("ana"), "{screen}");
    terminal.send(DOWN);
    terminal.shows("› ana");
    terminal.send(ENTER);
    terminal.shows("› mentor");
    terminal.send(ENTER);
    terminal.shows("› review");
    terminal.send(ENTER);
    let screen = terminal.shows("[x] Async Rust  goal, level 3");
    assert!(screen.contains("[ ] Rust  tier, level 3"), "{screen}");
    terminal.send("ment");
    terminal.shows("› [x] Mentoring");
    terminal.send(" ");
    terminal.shows("  [ ] Mentoring");
    terminal.send(ENTER);
    terminal.shows("Async Rust: which level?");
    let screen = terminal.shows("Enter choose]");
    insta::assert_snapshot!("levels", screen);
    assert!(screen.contains("Builds a concurrent worker alone"), "{screen}");
    terminal.send(DOWN);
    terminal.send(DOWN);
    terminal.shows("› 3 Proficient");
    terminal.send(ENTER);
    let screen = terminal.shows("Async Rust: which entries show it?");
    assert!(screen.contains("[x] 2026-10-28-load-harness"), "{screen}");
    terminal.send(ENTER);
    let (status, screen) = terminal.ended();
    assert_eq!((status, questions(&screen)), (0, 6), "{screen}");
    let path = "people/ana/assessments/2026-11-23-mentor.yaml";
    let text = text(&sandbox, &format!("milepost-demo/{path}"));
    assert!(text.contains("assessors: [ben]\n") && text.contains("rating: 3\n"), "{text}");
    assert!(text.contains("evidence: [2026-10-28-load-harness, 2026-10-07-async-day]"), "{text}");
    let mut found = found(&sandbox, folder, &[path]);
    found.retain(|(_, severity)| severity != "note");
    assert_eq!(found, []);
}

#[test]
fn a_panel_of_one_is_told_how_many_it_takes() {
    let (sandbox, folder) = sample();
    let given =
        ["assessment", "--for", "ana", "--method", "panel", "--cycle", "review", "--rate", "data-quality=3"];
    let mut terminal = asked(&sandbox, folder, 100, &given);
    let screen = terminal.shows("Who assessed?");
    assert_eq!(screen.matches("[x]").count(), 1, "{screen}");
    terminal.send(ENTER);
    terminal.shows("mark at least 2 with the space bar");
    terminal.send(CTRL_C);
    assert_eq!(terminal.ended().0, 130);
}

#[test]
fn without_an_entry_the_criteria_of_the_rubric_are_asked_for() {
    let (sandbox, folder) = sample();
    let mut terminal = asked(
        &sandbox,
        folder,
        100,
        &["assessment", "--for", "ana", "--method", "peer", "--cycle", "review", "--rate", "data-quality=3"],
    );
    terminal.shows("Data Quality: rate its criteria too?");
    terminal.send(ENTER);
    for criterion in ["contract", "detection", "remedy"] {
        terminal.shows(&format!("Data Quality, {criterion}: which level?"));
        terminal.send(ENTER);
    }
    let (status, screen) = terminal.ended();
    assert_eq!(status, 0, "{screen}");
    let text = text(&sandbox, "milepost-demo/people/ana/assessments/2026-11-23-peer.yaml");
    assert!(text.contains("rubric: {contract: 3, detection: 3, remedy: 3}"), "{text}");
}

#[test]
fn a_skill_asks_for_each_level_of_the_scale() {
    let (sandbox, folder) = sample();
    let mut terminal = asked(&sandbox, folder, 100, &["skill"]);
    terminal.answer("What is the skill called?", "Async Rust");
    terminal.shows("there is a skill `async-rust` already");
    for _ in 0..4 {
        terminal.send("\x7f");
    }
    terminal.send("Go");
    terminal.shows("Async Go");
    terminal.send(ENTER);
    terminal.shows("› technical");
    terminal.send(ENTER);
    terminal.shows("› 3 Proficient");
    terminal.send(ENTER);
    let screen = terminal.shows("What does somebody at level 3 (Proficient) do?");
    assert!(screen.contains("the scale's words hold"), "{screen}");
    terminal.send("Builds a pipeline of goroutines alone");
    terminal.send(ENTER);
    terminal.answer("level 1 (Aware)", "Reads channels");
    for level in ["level 2 (Practising)", "level 4 (Leading)", "level 5 (Shaping)"] {
        terminal.answer(level, "");
    }
    let (status, screen) = terminal.ended();
    assert_eq!(status, 0, "{screen}");
    let text = text(&sandbox, "milepost-demo/framework/skills/async-go.yaml");
    assert!(
        text.contains("levels:\n  1: Reads channels\n  3: Builds a pipeline of goroutines alone\n"),
        "{text}"
    );
    assert_eq!(found(&sandbox, folder, &["framework/skills/async-go.yaml"]), []);
}

#[test]
fn whoever_stops_leaves_nothing_behind_also_in_a_narrow_terminal() {
    let (sandbox, folder) = sample();
    for key in [CTRL_C, ESCAPE] {
        let mut terminal = asked(&sandbox, folder, 40, &["assessment"]);
        let screen = terminal.shows("Whose skills?");
        assert!(screen.lines().all(|line| line.chars().count() <= 40), "{screen}");
        terminal.send(ENTER);
        terminal.shows("How was it assessed?");
        terminal.send(key);
        let (status, screen) = terminal.ended();
        assert_eq!(status, 130, "{screen}");
        assert!(screen.contains("nothing was written"), "{screen}");
        assert_eq!(sandbox.git(&["-C", folder, "status", "--porcelain"]), "");
    }
}
