//! `milepost rename person`: the folder moves with everything in it, and history follows.

use crate::common::learning::GOAL;
use crate::edits::{ana, fine, refused};
use crate::rename::{added, found, renamed};

#[test]
fn a_person_moves_with_everything_in_the_folder() {
    let pull = ana();
    let before = found(&pull);
    pull.0.write(".gitignore", "*.tmp\n");
    pull.0.write("people/ana/portfolio/2026-11-20-retry-queue.md", "# Why\n");
    pull.0.write("people/ana/notes/draft.tmp", "not for git\n");
    pull.0.write("people/ana/picture.png", b"\x89PNG\xff");
    pull.0.commit("more files");
    let run = renamed(&pull, &["person", "ana", "ana-soto"]);
    assert!(!pull.0.path().join("people/ana").exists());
    assert_eq!(pull.text("people/ana-soto/notes/draft.tmp"), "not for git\n");
    assert_eq!(std::fs::read(pull.0.path().join("people/ana-soto/picture.png")).unwrap(), b"\x89PNG\xff");
    assert!(pull.text("people/ana-soto/profile.yaml").contains("formerly: [ana]\n"));
    assert!(!added(&before, found(&pull)).iter().any(|rule| rule != "former-reference"));
    assert_eq!(run.stdout, "people/ana\npeople/ana-soto\n");
    // The command that is shown does what `--commit` does.
    let command = run.stderr.lines().find_map(|line| line.strip_prefix("next: ")).unwrap();
    let shell = std::process::Command::new("sh").arg("-c").arg(command).current_dir(pull.0.path()).output();
    let shell = shell.unwrap();
    assert!(shell.status.success(), "{}", String::from_utf8_lossy(&shell.stderr));
    assert_eq!(pull.status(), "");
}

#[test]
fn a_folder_is_committed_and_history_follows() {
    let pull = ana();
    pull.0.write(GOAL, pull.text(GOAL).replace("2026-12-18", "2026-12-20"));
    pull.0.commit("later");
    pull.0.checkout("main");
    pull.0.git(&["merge", "--quiet", "--ff-only", "topic"]);
    let before = found(&pull);
    assert!(before.iter().any(|rule| rule == "slipped-deadline"), "{before:?}");
    renamed(&pull, &["person", "ana", "ana-soto", "--commit"]);
    assert_eq!(pull.status(), "");
    assert_eq!(added(&before, found(&pull)), [""; 0]);
    assert!(found(&pull).iter().any(|rule| rule == "slipped-deadline"));
}

#[test]
fn mentors_and_leads_are_followed() {
    let pull = ana();
    let before = found(&pull);
    let run = renamed(&pull, &["person", "chi", "chi-nguyen"]);
    assert!(pull.text("teams/payments.yaml").contains("lead: chi-nguyen\n"));
    assert!(pull.text("programs/autumn.yaml").contains("facilitators: [chi-nguyen]\n"));
    assert!(pull.text("people/ana/profile.yaml").contains("mentors: [ben, chi]\n"));
    assert!(run.stderr.contains("still name `chi`, which stays valid"), "{}", run.stderr);
    assert_eq!(added(&before, found(&pull)), ["former-reference"; 3]);
}

#[test]
fn somebody_new_whom_git_does_not_know_yet_moves_too() {
    let pull = ana();
    let profile = pull.text("people/ben/profile.yaml").replace("Ben Okafor", "Dia");
    pull.0.write("people/dia/profile.yaml", profile);
    let run = renamed(&pull, &["person", "dia", "dia-k", "--commit"]);
    assert_eq!(pull.0.git(&["show", "--name-only", "--format=", "HEAD"]), "people/dia-k/profile.yaml");
    assert_eq!(run.stdout, "people/dia-k\n");
    assert_eq!(pull.status(), "");
}

#[cfg(unix)]
#[test]
fn links_are_never_followed_and_move_as_they_are() {
    use std::os::unix::fs::symlink;
    let pull = ana();
    symlink("../../README", pull.0.path().join("people/ana/link")).unwrap();
    symlink("ana", pull.0.path().join("people/alias")).unwrap();
    pull.0.commit("links");
    refused(&pull, &["rename", "person", "alias", "x"], &["people/alias is a symbolic link"]);
    refused(&pull, &["rename", "person", "ben", "alias"], &["people/alias is there already"]);
    fine(&pull.at_today(&["rename", "person", "ana", "ana-soto"]));
    let link = std::fs::read_link(pull.0.path().join("people/ana-soto/link")).unwrap();
    assert_eq!(link.to_str(), Some("../../README"));
}

#[test]
fn a_handle_is_never_used_again_for_somebody_else() {
    let pull = ana();
    fine(&pull.at_today(&["rename", "person", "chi", "chi-nguyen", "--commit"]));
    refused(
        &pull,
        &["rename", "person", "ben", "chi"],
        &["a former name of the person `chi-nguyen`", "never used again"],
    );
    // Chi may have it back.
    fine(&pull.at_today(&["rename", "person", "chi-nguyen", "chi"]));
    assert!(pull.text("people/chi/profile.yaml").contains("formerly: [chi-nguyen]\n"));
}

#[test]
fn a_rename_that_would_bring_an_error_changes_nothing() {
    let pull = ana();
    // A folder without a profile has no place to keep the old handle.
    pull.0.write("people/eve/goals/2026-11-01-x.yaml", pull.text(GOAL));
    pull.0.commit("no profile");
    refused(&pull, &["rename", "person", "eve", "eva"], &["people/eve"]);
}
