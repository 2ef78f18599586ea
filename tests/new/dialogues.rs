//! The whole dialogues in a real terminal: how many questions, what is shown with them, what is
//! written in the end.

use super::{answered, brings_nothing, repository, untouched, written};
use crate::common::learning::TODAY;
use crate::common::terminal::{BACKSPACE, CTRL_C, CTRL_D, DOWN, ENTER, ESCAPE, TAB, UP};

const WIDE: (u16, u16) = (100, 30);
const UTF8: [(&str, &str); 1] = [("LC_ALL", "C.UTF-8")];
const GOAL: [&str; 4] = ["new", "goal", "--today", TODAY];

#[test]
fn a_goal_takes_six_questions_and_is_valid() {
    let sandbox = repository();
    let mut terminal = sandbox.terminal(sandbox.path(), WIDE, &GOAL, &UTF8);
    let screen = terminal.shows("Which skill?");
    insta::assert_snapshot!("goal_skill", screen);
    // The gap stands first: rust is asked at 2 and was never assessed by anybody else.
    assert!(screen.find("Rust  asked 2, not assessed yet").unwrap() < screen.find("Async Rust").unwrap());
    terminal.send("async");
    terminal.shows("Which skill? async");
    terminal.send(ENTER);
    let screen = terminal.shows("one level at a time works best");
    insta::assert_snapshot!("goal_level", screen);
    assert!(screen.contains("Finds stalls and leaks in other people's services."));
    terminal.send(ENTER);
    terminal.answer("Where at work will you use it?", "webhook-worker");
    terminal.answer("What will you do there with it?", "Find the stall in the shutdown");
    let screen = terminal.shows("How can anyone tell");
    assert!(screen.contains("(Finds stalls and leaks in other people's services)"), "{screen}");
    // Tab brings the proposal into the line, where it can be changed.
    terminal.send(TAB);
    terminal.shows("people's services) Finds\nstalls");
    terminal.send(", twice");
    terminal.shows("services, twice");
    terminal.send(ENTER);
    terminal.shows("By when?");
    terminal.send("2026-02-30");
    terminal.shows("there is no day 2026-02-30 in the calendar");
    terminal.send(ENTER);
    terminal.shows("✗ there is no day 2026-02-30 in the calendar");
    terminal.send(&BACKSPACE.repeat(10));
    terminal.send("+30d");
    let screen = terminal.shows("2026-12-22, Tuesday, in 30 days");
    insta::assert_snapshot!("goal_deadline", screen);
    terminal.send(ENTER);
    let (status, screen) = terminal.ended();
    assert_eq!((status, answered(&screen)), (0, 6), "{screen}");
    insta::assert_snapshot!("goal_end", screen);
    let (path, text) = written(&sandbox);
    assert_eq!(path, "people/ana/goals/2026-11-22-async-rust.yaml");
    insta::assert_snapshot!("goal_file", text);
    assert!(text.contains("until: 2027-01-21"), "30 days after the deadline: {text}");
    brings_nothing(&sandbox);
}

#[test]
fn an_entry_about_an_open_plan_takes_five_questions_and_tells_the_outcome() {
    let sandbox = repository();
    let arguments = ["new", "entry", "--today", TODAY];
    let mut terminal = sandbox.terminal(sandbox.path(), WIDE, &arguments, &UTF8);
    let screen = terminal.shows("Which goal or skill is it about?");
    insta::assert_snapshot!("entry_subject", screen);
    terminal.send(ENTER);
    terminal.answer("What did you do?", "Reviewed the ledger's migration");
    terminal.shows("Where can it be seen?");
    terminal.send("git.example.com/ledger/pull/9");
    terminal.shows("with https://");
    terminal.send(ENTER);
    terminal.shows("✗ write the whole address");
    terminal.send(&BACKSPACE.repeat(29));
    terminal.answer("Where can it be seen?", "https://git.example.com/ledger/pull/9");
    terminal.answer("What did you choose over what", "Questions over verdicts: the author then knows more");
    terminal.answer("What came of it at work?", "The author found the race before it was merged");
    let (status, screen) = terminal.ended();
    assert_eq!((status, answered(&screen)), (0, 5), "{screen}");
    insta::assert_snapshot!("entry_end", screen);
    let (path, text) = written(&sandbox);
    assert_eq!(path, "people/ana/portfolio/2026-11-22-reviewed-the-ledgers-migration.yaml");
    insta::assert_snapshot!("entry_file", text);
    brings_nothing(&sandbox);
}

#[test]
fn an_entry_about_a_skill_takes_five_questions() {
    let sandbox = repository();
    let arguments = ["new", "entry", "--today", TODAY];
    let mut terminal = sandbox.terminal(sandbox.path(), WIDE, &arguments, &UTF8);
    terminal.shows("Which goal or skill is it about?");
    // Whoever types the title here sees why nothing is listed, and that Enter chooses nothing.
    terminal.send("Read a book");
    terminal.shows("› nothing matches: Backspace widens");
    terminal.send(ENTER);
    terminal.shows("✓ Which goal or skill is it about? nothing matches");
    terminal.shows("\n? Which goal or skill is it about?");
    terminal.send("Giving");
    terminal.shows("about? Giving");
    terminal.send(ENTER);
    terminal.answer("What did you do?", "Read a book on feedback");
    terminal.shows("What kind of learning was it?");
    terminal.send("reading");
    terminal.shows("a book, a paper");
    terminal.send(ENTER);
    terminal.answer("Where can it be seen?", "It is a book of paper");
    terminal.answer("What did you learn?", "Say what you saw, not what you think of it");
    let (status, screen) = terminal.ended();
    assert_eq!((status, answered(&screen)), (0, 6), "one of them answered nothing: {screen}");
    let (_, text) = written(&sandbox);
    for line in ["type: reading", "skills: [feedback]", "no_link: It is a book of paper", "learned: Say what"]
    {
        assert!(text.contains(line), "{line}: {text}");
    }
    brings_nothing(&sandbox);
}

#[test]
fn whoever_stops_has_written_nothing() {
    let sandbox = repository();
    for (key, at) in [(CTRL_C, "Which skill?"), (ESCAPE, "Which skill?"), (CTRL_D, "Which skill?")] {
        let mut terminal = sandbox.terminal(sandbox.path(), WIDE, &GOAL, &UTF8);
        terminal.shows(at);
        terminal.send(key);
        let (status, screen) = terminal.ended();
        assert_eq!(status, 130, "{screen}");
        assert_eq!(screen.lines().last().unwrap(), "interrupted: nothing was written");
        untouched(&sandbox);
    }
    // In the middle of a text too.
    for key in [CTRL_C, ESCAPE, CTRL_D] {
        let mut terminal = sandbox.terminal(sandbox.path(), WIDE, &GOAL, &UTF8);
        terminal.shows("Which skill?");
        terminal.send(ENTER);
        terminal.shows("Which level");
        terminal.send(&format!("{DOWN}{UP}{ENTER}"));
        terminal.shows("Where at work");
        terminal.send("half a");
        terminal.shows("half a");
        terminal.send(key);
        let (status, screen) = terminal.ended();
        assert_eq!(
            (status, screen.lines().last()),
            (130, Some("interrupted: nothing was written")),
            "{screen}"
        );
        untouched(&sandbox);
    }
}

#[test]
fn a_terminal_that_is_closed_in_the_middle_of_a_question_is_given_back() {
    let sandbox = repository();
    let terminal = sandbox.terminal(sandbox.path(), WIDE, &GOAL, &UTF8);
    terminal.shows("Which skill?");
    sandbox.kill("-TERM", terminal.process());
    terminal.shows("interrupted");
    let bytes = terminal.bytes();
    assert!(bytes.contains("\x1b[?2004l"), "pasting is as before: {bytes:?}");
    let (status, screen) = terminal.ended();
    let last = screen.lines().last();
    assert_eq!((status, last), (130, Some("interrupted: nothing was left half written")), "{screen}");
    untouched(&sandbox);
}

#[test]
fn forty_columns_without_colour_and_without_utf8_are_enough() {
    let sandbox = repository();
    let variables = [("LC_ALL", "C"), ("NO_COLOR", "1")];
    let mut terminal = sandbox.terminal(sandbox.path(), (40, 24), &GOAL, &variables);
    insta::assert_snapshot!("goal_skill_40", terminal.shows("Enter choose]"));
    terminal.send(ENTER);
    terminal.shows("Which level of Rust?");
    insta::assert_snapshot!("goal_level_40", terminal.shows("able to do"));
    terminal.send(ENTER);
    terminal.answer("Where at work will you use it?", "ledger");
    terminal.answer("What will you do there with it?", "Rewrite the parser of statements");
    terminal.answer("How can anyone tell", "The old parser is gone");
    terminal.shows("By when?");
    terminal.send(ENTER);
    terminal.shows("next: git add");
    let bytes = terminal.bytes();
    let (status, screen) = terminal.ended();
    assert_eq!((status, answered(&screen)), (0, 6), "{screen}");
    assert!(bytes.is_ascii(), "{bytes:?}");
    // Colour and weight are set by codes that end in m.
    let coloured = style_codes(&bytes);
    assert!(coloured.is_empty(), "{coloured:?}");
    brings_nothing(&sandbox);
}

#[test]
fn what_records_hold_is_only_text_in_a_question() {
    let sandbox = repository();
    // Whoever may change the framework could write into everybody's terminal: move the cursor, set its
    // title, turn the reading direction.
    let hostile = r#""\e[2J\e]0;owned\a\u202EAsync""#;
    let path = sandbox.path().join("framework/skills/async-rust.yaml");
    let skill = std::fs::read_to_string(&path).unwrap();
    let name = skill.lines().find(|line| line.starts_with("name:")).unwrap().to_owned();
    sandbox.write("framework/skills/async-rust.yaml", skill.replace(&name, &format!("name: {hostile}")));
    sandbox.commit("hostile");
    let mut terminal = sandbox.terminal(sandbox.path(), WIDE, &GOAL, &UTF8);
    terminal.shows("Which skill?");
    let screen = terminal.shows("Async");
    assert!(screen.contains("<U+001B>[2J") && screen.contains("<U+202E>"), "{screen}");
    terminal.send("async-rust");
    terminal.shows("Which skill? async-rust");
    terminal.send(ENTER);
    terminal.shows("Which level of");
    terminal.send(CTRL_C);
    terminal.shows("interrupted");
    let bytes = terminal.bytes();
    for sequence in ["\x1b[2J", "\x1b]0;", "\u{7}", "\u{202e}"] {
        assert!(!bytes.contains(sequence), "{sequence:?} in {bytes:?}");
    }
    let (status, _) = terminal.ended();
    assert_eq!(status, 130);
    untouched(&sandbox);
}

/// The codes that set colour or weight.
fn style_codes(bytes: &str) -> Vec<&str> {
    bytes
        .split("\x1b[")
        .skip(1)
        .filter_map(|rest| {
            let end = rest.find(|c: char| c.is_ascii_alphabetic())?;
            (rest[end..].starts_with('m')).then(|| &rest[..=end])
        })
        .collect()
}
