//! `--commit`: what was written and nothing else, by the person's own git.

use super::{FEEDBACK, ana, fine};

#[test]
fn only_what_was_written_is_committed() {
    let pull = ana();
    pull.0.write("people/ana/notes.txt", "mine\n");
    pull.0.write("teams/payments.yaml", format!("{}# staged\n", pull.text("teams/payments.yaml")));
    pull.0.git(&["add", "teams/payments.yaml"]);
    fine(&pull.at_today(&["done", "feedback", "--no-link", "Said in a meeting", "--commit"]));
    let committed = pull.0.git(&["show", "--name-only", "--format=%s%n%an", "HEAD"]);
    assert_eq!(
        committed,
        format!(
            "goal: done 2026-11-02-feedback\nAna Soto\n\n{FEEDBACK}\npeople/ana/portfolio/2026-11-22-feedback.yaml"
        )
    );
    assert_eq!(pull.status(), "M  teams/payments.yaml\n?? people/ana/notes.txt");
}

#[test]
fn each_of_the_edits_can_be_committed() {
    let pull = ana();
    fine(&pull.at_today(&["extend", "feedback", "--to", "+60d", "--because", "On call", "--commit"]));
    fine(&pull.at_today(&["drop", "feedback", "--because", "On call", "--commit"]));
    assert_eq!(pull.status(), "");
    assert_eq!(
        pull.0.git(&["log", "-2", "--format=%s"]),
        "goal: drop 2026-11-02-feedback\ngoal: extend 2026-11-02-feedback to 2027-01-21"
    );
}
