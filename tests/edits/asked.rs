//! What `done`, `drop` and `extend` ask in a terminal: at most two things beside which goal is meant.

use super::{FEEDBACK, ana};
use crate::common::learning::{GOAL, Pull, TODAY};
use crate::common::terminal::{BACKSPACE, CTRL_C, DOWN, ENTER, Terminal};

fn asked(pull: &Pull, arguments: &[&str]) -> Terminal {
    asked_in(pull, (80, 30), arguments)
}

fn asked_in(pull: &Pull, size: (u16, u16), arguments: &[&str]) -> Terminal {
    let arguments = [arguments, &["--today", TODAY]].concat();
    pull.0.terminal(pull.0.path(), size, &arguments, &[("LC_ALL", "C.UTF-8")])
}

/// How many questions a finished screen shows as answered.
fn questions(screen: &str) -> usize {
    screen.lines().filter(|line| line.starts_with("✓ ")).count()
}

#[test]
fn a_goal_is_done_with_two_answers() {
    let pull = ana();
    let mut terminal = asked(&pull, &["done", "feedback"]);
    let screen = terminal.shows("What came of it at work?");
    assert!(screen.contains("Lead the design review of the ledger"), "{screen}");
    terminal.answer("What came of it at work?", "Decided in one review");
    terminal.answer("Where can it be seen?", "https://wiki.example.com/ledger Ask before you answer");
    let (status, screen) = terminal.ended();
    assert_eq!(status, 0, "{screen}");
    assert_eq!(questions(&screen), 2, "{screen}");
    insta::assert_snapshot!(screen, @r"
    ✓ What came of it at work? Decided in one review
    ✓ Where can it be seen? https://wiki.example.com/ledger Ask before you answer
    wrote people/ana/goals/2026-11-02-feedback.yaml
    wrote people/ana/portfolio/2026-11-22-feedback.yaml
    next: git add people/ana/goals/2026-11-02-feedback.yaml people/ana/portfolio/2026-11-22-feedback.yaml && git commit -m 'goal: done 2026-11-02-feedback'
    ");
    let entry = pull.text("people/ana/portfolio/2026-11-22-feedback.yaml");
    assert!(entry.contains("links: [https://wiki.example.com/ledger]\n"), "{entry}");
    assert!(entry.contains("learned: Ask before you answer\n"), "{entry}");
    assert!(entry.contains("applied: {outcome: Decided in one review}\n"), "{entry}");
    assert!(pull.text(FEEDBACK).contains("status: done\ncompleted: 2026-11-22\n"));
    assert_eq!(pull.wrong(), [""; 0]);
}

#[test]
fn a_goal_is_chosen_and_what_is_not_used_at_work_yet_is_skipped() {
    let pull = ana();
    let mut terminal = asked(&pull, &["done"]);
    let screen = terminal.shows("Which goal to finish?");
    assert!(screen.contains("Run the webhook worker on async Rust"), "{screen}");
    terminal.send(DOWN);
    terminal.send(ENTER);
    terminal.answer("What came of it at work?", "");
    terminal.answer("Where can it be seen?", "Said in a meeting");
    let (status, screen) = terminal.ended();
    assert_eq!(status, 0, "{screen}");
    assert_eq!(questions(&screen), 3, "{screen}");
    assert!(screen.contains("use it at work until 2027-01-17"), "{screen}");
    let entry = pull.text("people/ana/portfolio/2026-11-22-feedback.yaml");
    assert!(entry.contains("no_link: Said in a meeting\n") && entry.contains("# applied:"), "{entry}");
    assert_eq!(pull.wrong(), [""; 0]);
}

#[test]
fn an_entry_that_is_there_is_offered() {
    let pull = ana();
    // Used at work already: one question.
    let mut terminal = asked(&pull, &["done", "async"]);
    let screen = terminal.shows("What shows that");
    assert!(
        screen.contains("Ported the retry queue to tokio") && screen.contains("used at work"),
        "{screen}"
    );
    terminal.send(ENTER);
    let (status, screen) = terminal.ended();
    assert_eq!((status, questions(&screen)), (0, 1), "{screen}");
    assert_eq!(pull.status(), format!(" M {GOAL}"));
}

#[test]
fn an_entry_that_is_there_can_say_what_came_of_it() {
    let pull = ana();
    let entry = "people/ana/portfolio/2026-11-20-retry-queue.yaml";
    pull.0.write(entry, pull.text(entry).replace("applied: {outcome: p99 fell from 900 ms to 240 ms}\n", ""));
    let mut terminal = asked(&pull, &["done", "async"]);
    terminal.shows("What shows that");
    terminal.send(ENTER);
    terminal.answer("What came of it at work?", "p99 fell to 240 ms");
    let (status, screen) = terminal.ended();
    assert_eq!((status, questions(&screen)), (0, 2), "{screen}");
    assert!(pull.text(entry).ends_with("applied: {outcome: p99 fell to 240 ms}\n"), "{}", pull.text(entry));
    assert_eq!(pull.wrong(), [""; 0]);
}

#[test]
fn something_else_can_show_it_with_one_more_answer() {
    let pull = ana();
    let mut terminal = asked(&pull, &["done", "async"]);
    terminal.shows("What shows that");
    terminal.send(DOWN);
    terminal.send(ENTER);
    terminal.answer("Where can it be seen?", "https://git.example.com/worker/pull/500");
    let (status, screen) = terminal.ended();
    assert_eq!((status, questions(&screen)), (0, 2), "{screen}");
    let entry = pull.text("people/ana/portfolio/2026-11-22-async-rust.yaml");
    assert!(entry.contains("goal: 2026-10-05-async-rust\n"), "{entry}");
    assert_eq!(pull.wrong(), [""; 0]);
}

#[test]
fn a_deadline_is_proposed_and_a_slip_is_told_while_it_is_typed() {
    let pull = ana();
    let mut terminal = asked(&pull, &["extend", "feedback"]);
    let screen = terminal.shows("New deadline of");
    assert!(screen.contains("2027-01-15") && screen.contains("It is 2026-12-18 now"), "{screen}");
    terminal.send("2026-12-01");
    terminal.shows("before the present deadline");
    terminal.send(&BACKSPACE.repeat(10));
    terminal.shows("It is 2026-12-18 now");
    terminal.send(ENTER);
    terminal.answer("Why does it move?", "The ledger's design came late");
    let (status, screen) = terminal.ended();
    assert_eq!((status, questions(&screen)), (0, 2), "{screen}");
    insta::assert_snapshot!(screen, @r#"
    ✓ New deadline of "Give feedback that people ask for again"? 2027-01-15, Friday,
     in 54 days
    ✓ Why does it move? The ledger's design came late
    deadline: 2026-12-18 -> 2027-01-15
    last day for using it at work: 2027-02-14 now, 30 days after the deadline
    wrote people/ana/goals/2026-11-02-feedback.yaml
    next: git add people/ana/goals/2026-11-02-feedback.yaml && git commit -m 'goal: extend 2026-11-02-feedback to 2027-01-15'
    "#);
    let text = pull.text(FEEDBACK);
    assert!(text.contains("deadline: 2027-01-15\n"), "{text}");
    assert!(text.contains("moved_because: The ledger's design came late\n"), "{text}");
}

#[test]
fn a_goal_is_dropped_with_one_answer_in_a_narrow_terminal() {
    let pull = ana();
    let mut terminal = asked_in(&pull, (40, 24), &["drop", "feedback"]);
    terminal.answer("given up?", "The reviews are gone");
    let (status, screen) = terminal.ended();
    assert_eq!(status, 0, "{screen}");
    assert!(pull.text(FEEDBACK).contains("reason: The reviews are gone\n"));
}

#[test]
fn whoever_stops_changes_nothing() {
    let pull = ana();
    for arguments in [["done", "feedback"], ["drop", "feedback"], ["extend", "feedback"]] {
        let mut terminal = asked(&pull, &arguments);
        terminal.shows("?");
        terminal.send(CTRL_C);
        let (status, screen) = terminal.ended();
        assert_eq!(status, 130, "{screen}");
        assert_eq!(pull.status(), "");
    }
}
