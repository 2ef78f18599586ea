//! The questions of `milepost init` in a real terminal: at most four, each with a default.

use super::{Desk, TODAY, files};
use crate::common::terminal::{CTRL_C, DOWN, ENTER, ESCAPE, Terminal};

const UTF8: [(&str, &str); 1] = [("LC_ALL", "C.UTF-8")];

fn begin(desk: &Desk, size: (u16, u16), arguments: &[&str], variables: &[(&str, &str)]) -> Terminal {
    let folder = desk.0.beside("desk");
    std::fs::create_dir_all(&folder).unwrap();
    desk.0.terminal(&folder, size, &[&["init", "--today", TODAY], arguments].concat(), variables)
}

#[test]
fn four_questions_make_a_repository() {
    let desk = Desk::new();
    let mut terminal = begin(&desk, (100, 50), &["learning"], &UTF8);
    let screen = terminal.shows("Which framework to begin with?");
    insta::assert_snapshot!("framework", screen);
    assert!(screen.contains("security  keeping products and people safe"), "{screen}");
    terminal.send(DOWN);
    terminal.send(ENTER);
    terminal.shows("Where do you stand in it?");
    terminal.send(ENTER);
    let screen = terminal.shows("Your handle?");
    assert!(screen.contains("(ana-soto)"), "{screen}");
    terminal.send("Ana");
    terminal.shows("Your handle? (ana-soto) Ana");
    terminal.send(ENTER);
    terminal.shows("lower-case letters and digits");
    terminal.send("\x7f\x7f\x7fana");
    terminal.shows("(ana-soto) ana");
    terminal.send(ENTER);
    terminal.shows("Where will it be pushed to?");
    terminal.send(ENTER);
    let (status, screen) = terminal.ended();
    assert_eq!(status, 0, "{screen}");
    let here = desk.0.beside("desk").display().to_string();
    assert_eq!(screen.matches('✓').count(), 4, "four questions: {screen}");
    insta::assert_snapshot!("dialogue", screen.replace(&here, "/work"));
    let folder = desk.0.beside("desk").join("learning");
    let profile = std::fs::read_to_string(folder.join("people/ana/profile.yaml")).unwrap();
    assert!(profile.contains("role: data-engineer\ntier: junior\n"), "{profile}");
    desk.check(&folder, TODAY).is(0, &[]);
}

#[test]
fn where_the_remote_names_the_forge_the_account_is_asked_instead() {
    let desk = Desk::new();
    desk.0.git(&["remote", "add", "origin", "git@github.com:example/learning.git"]);
    let arguments = ["init", "--today", TODAY, "--framework", "empty", "--tier", "senior", "--handle", "ana"];
    let mut terminal = desk.0.terminal(desk.0.path(), (100, 50), &arguments, &UTF8);
    terminal.answer("Your account on GitHub?", "ana-s");
    let (status, screen) = terminal.ended();
    assert_eq!(status, 0, "{screen}");
    let owners = std::fs::read_to_string(desk.0.path().join(".github/CODEOWNERS")).unwrap();
    assert!(owners.contains("/milepost.* @ana-s\n"), "{owners}");
    desk.check(desk.0.path(), TODAY).is(0, &[]);
}

#[test]
fn who_stops_leaves_nothing_behind() {
    for key in [CTRL_C, ESCAPE] {
        let desk = Desk::new();
        // Forty columns, no colour, and a locale that shows ASCII only.
        let mut terminal = begin(&desk, (40, 24), &["learning"], &[("LC_ALL", "C"), ("NO_COLOR", "1")]);
        let screen = terminal.shows("Which framework to begin with?");
        assert!(screen.is_ascii(), "{screen}");
        terminal.send(ENTER);
        terminal.shows("Where do you stand in it?");
        terminal.send(key);
        let (status, screen) = terminal.ended();
        assert_eq!(status, 130, "{screen}");
        assert!(screen.contains("interrupted: nothing was written"), "{screen}");
        assert_eq!(files(&desk.0.beside("desk")), []);
    }
}
