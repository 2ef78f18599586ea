//! `milepost done`, `drop` and `extend` on real repositories. What is asked in a terminal is in
//! `edits/asked.rs`.

#[cfg(unix)]
mod asked;
mod commit;

use crate::common::Run;
use crate::common::learning::{GOAL, Pull, TODAY, Verdict};

/// A second goal of Ana's, without any entry, written by hand with comments.
pub(crate) const FEEDBACK: &str = "people/ana/goals/2026-11-02-feedback.yaml";
const FEEDBACK_TEXT: &str = "\
# Agreed with Ben on 2 November.
title: Give feedback that people ask for again   # his words
skill: feedback
target: 2
measure: 'Three colleagues say what they did with it'

# The deadline is the end of the cohort.
deadline: 2026-12-18
why:
  project: design-reviews
  outcome: Reviews end with a decision
hours_per_week: 1
application:
  what: Lead the design review of the ledger.
  # until: the usual
";

/// The world with that goal; who is at the keyboard is Ana.
pub(crate) fn ana() -> Pull {
    let pull = Pull::onto("");
    pull.0.write(FEEDBACK, FEEDBACK_TEXT);
    let profile = pull.text("people/ana/profile.yaml");
    pull.0.write("people/ana/profile.yaml", format!("{profile}emails: [ana@example.com]\n"));
    pull.0.git(&["config", "user.email", "ana@example.com"]);
    pull.0.git(&["config", "user.name", "Ana Soto"]);
    pull.0.commit("a goal");
    pull
}

impl Pull {
    /// Runs the program on the day that counts as today.
    pub(crate) fn at_today(&self, arguments: &[&str]) -> Run {
        self.0.milepost(&[arguments, &["--today", TODAY]].concat())
    }

    /// What a file says.
    pub(crate) fn text(&self, path: &str) -> String {
        String::from_utf8(std::fs::read(self.0.path().join(path)).unwrap()).unwrap()
    }

    /// The findings of a check that are no notes, as `rule file`.
    pub(crate) fn wrong(&self) -> Vec<String> {
        let verdict = Verdict::of(&self.0.milepost(&["check", "--format", "json", "--today", TODAY]));
        let serious = verdict.findings().iter().filter(|finding| finding["severity"] != "note");
        serious.map(|finding| format!("{} {}", finding["rule"], finding["place"]["path"])).collect()
    }

    /// Paths that differ from the last commit, as `git status` says.
    pub(crate) fn status(&self) -> String {
        self.0.git(&["status", "--short", "--untracked-files=all"])
    }
}

/// Asserts that a run did what it was asked for.
#[track_caller]
pub(crate) fn fine(run: &Run) {
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
}

/// Asserts that a run refused, saying all of this, and that nothing differs from the last commit.
#[track_caller]
pub(crate) fn refused(pull: &Pull, arguments: &[&str], said: &[&str]) {
    let before = pull.status();
    let run = pull.at_today(arguments);
    assert_eq!(run.status, 2, "{}{}", run.stdout, run.stderr);
    for part in said {
        assert!(run.stderr.contains(part), "{part:?} is not in: {}", run.stderr);
    }
    assert_eq!(pull.status(), before);
}

#[test]
fn a_goal_is_dropped_with_its_reason_and_every_other_byte_stays() {
    let pull = ana();
    let run = pull.at_today(&["drop", "feedback", "--because", "The reviews are given up: no time"]);
    fine(&run);
    let text = pull.text(FEEDBACK);
    let added: Vec<&str> =
        text.lines().filter(|line| !FEEDBACK_TEXT.lines().any(|before| before == *line)).collect();
    assert_eq!(added, ["status: dropped", "reason: \"The reviews are given up: no time\""]);
    let kept: String = text.split_inclusive('\n').filter(|line| !added.contains(&line.trim_end())).collect();
    assert_eq!(kept, FEEDBACK_TEXT);
    assert_eq!(pull.wrong(), [""; 0]);
    assert_eq!(run.stdout, format!("{FEEDBACK}\n"));
    let next = format!("next: git add {FEEDBACK} && git commit -m 'goal: drop 2026-11-02-feedback'\n");
    assert_eq!(run.stderr, next);
}

#[test]
fn a_deadline_moves_and_says_what_moves_along() {
    let pull = ana();
    let run = pull.at_today(&["extend", GOAL, "--to", "2027-01-29", "--because", "The rig came late"]);
    fine(&run);
    let text = pull.text(GOAL);
    assert!(text.contains("deadline: 2027-01-29\n"), "{text}");
    // 2027-01-15 would be before the new deadline.
    assert!(text.contains("  until: 2027-02-26\n"), "{text}");
    assert!(text.contains("moved_because: The rig came late\n"), "{text}");
    assert_eq!(pull.wrong(), [""; 0]);
    insta::assert_snapshot!(run.stderr, @r"
    deadline: 2026-12-18 -> 2027-01-29
    last day for using it at work: 2027-01-15 -> 2027-02-26, it moves along
    next: git add people/ana/goals/2026-10-05-async-rust.yaml && git commit -m 'goal: extend 2026-10-05-async-rust to 2027-01-29'
    ");

    // Where no day is named, it follows from the deadline.
    let run = pull.at_today(&["extend", "feedback", "--to", "+8w", "--because", "Two weeks on call"]);
    fine(&run);
    assert!(run.stderr.contains("2027-02-16"), "{}", run.stderr);
    let text = pull.text(FEEDBACK);
    assert!(text.contains("deadline: 2027-01-17\n") && text.contains("  # until: the usual\n"), "{text}");
    assert!(!text.contains("until: 2027"), "{text}");
    assert_eq!(pull.wrong(), [""; 0]);
}

#[test]
fn a_deadline_that_cannot_be_is_refused() {
    let pull = ana();
    for (to, said) in [
        ("2026-12-18", "the deadline that the goal has already"),
        ("2026-12-01", "before the present deadline, 2026-12-18"),
        ("18.12.2027", "no day"),
        ("2027-02-30", "no day 2027-02-30"),
    ] {
        refused(&pull, &["extend", "feedback", "--to", to, "--because", "B"], &["--to", said]);
    }
    // Past, although later than what it was.
    let run = pull.0.milepost(&[
        "extend",
        "feedback",
        "--to",
        "2027-01-02",
        "--because",
        "B",
        "--today",
        "2027-02-01",
    ]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("2027-01-02 is past already"), "{}", run.stderr);
}

#[test]
fn a_long_way_is_said_and_allowed() {
    let pull = ana();
    let run = pull.at_today(&["extend", "feedback", "--to", "2027-06-30", "--because", "Parental leave"]);
    fine(&run);
    assert!(run.stderr.contains("240 days after the start"), "{}", run.stderr);
}

#[test]
fn a_goal_that_is_done_gets_an_entry_that_shows_it() {
    let pull = ana();
    let run = pull.at_today(&[
        "done",
        "feedback",
        "--outcome",
        "The ledger's design was decided in one review",
        "--link",
        "https://wiki.example.com/ledger/design",
    ]);
    fine(&run);
    let text = pull.text(FEEDBACK);
    assert!(text.contains("status: done\n") && text.contains("completed: 2026-11-22\n"), "{text}");
    let entry = pull.text("people/ana/portfolio/2026-11-22-feedback.yaml");
    insta::assert_snapshot!(entry, @r"
    date: 2026-11-22
    title: Give feedback that people ask for again
    type: journal
    skills: [feedback]
    links: [https://wiki.example.com/ledger/design]
    goal: 2026-11-02-feedback
    # decision: what you chose over what, and why
    # learned: what you learned
    applied: {outcome: The ledger's design was decided in one review}
    ");
    assert!(entry.contains("goal: 2026-11-02-feedback\n"));
    assert_eq!(pull.wrong(), [""; 0]);
    assert_eq!(pull.status().lines().count(), 2, "{}", pull.status());
}

#[test]
fn what_was_not_used_at_work_yet_stays_open() {
    let pull = ana();
    let run = pull.at_today(&["done", "feedback", "--no-link", "Said in a meeting", "--date", "2026-11-20"]);
    fine(&run);
    assert!(run.stderr.contains("use it at work until 2027-01-17"), "{}", run.stderr);
    let entry = pull.text("people/ana/portfolio/2026-11-20-feedback.yaml");
    assert!(entry.contains("no_link: Said in a meeting\n") && !entry.contains("\napplied:"), "{entry}");
    assert!(pull.text(FEEDBACK).contains("completed: 2026-11-20\n"));
    assert_eq!(pull.wrong(), [""; 0]);
}

#[test]
fn an_entry_that_is_there_shows_it_and_none_is_written() {
    let pull = ana();
    let run = pull.at_today(&["done", "async-rust"]);
    fine(&run);
    assert!(
        run.stderr.contains("shown by people/ana/portfolio/2026-11-20-retry-queue.yaml"),
        "{}",
        run.stderr
    );
    assert_eq!(pull.status(), format!(" M {GOAL}"));
    assert_eq!(pull.wrong(), [""; 0]);
}

#[test]
fn an_entry_without_a_goal_can_show_it_and_say_what_came_of_it() {
    let pull = ana();
    let path = "people/ana/portfolio/2026-11-21-review.yaml";
    let text = "date: 2026-11-21\ntitle: Led a review\ntype: mentoring # of two\nskills: [feedback]\nno_link: Oral\n";
    pull.0.write(path, text);
    pull.0.commit("an entry");
    let arguments =
        ["done", "feedback", "--entry", path, "--outcome", "Decided at once", "--where", "ledger"];
    fine(&pull.at_today(&arguments));
    let after = pull.text(path);
    assert!(after.starts_with(&text[..text.find("no_link").unwrap()]), "{after}");
    assert!(after.contains("goal: 2026-11-02-feedback\n"), "{after}");
    assert!(after.contains("outcome: Decided at once") && after.contains("where: ledger"), "{after}");
    assert_eq!(pull.wrong(), [""; 0]);

    pull.0.commit("done");
    refused(
        &pull,
        &["done", "async-rust", "--entry", "2026-11-21-review"],
        &["is about another goal, 2026-11-02-feedback"],
    );
    refused(
        &pull,
        &["done", "async-rust", "--entry", "2026-11-21-reviwe"],
        &["did you mean `2026-11-21-review`?"],
    );
}

#[test]
fn a_goal_that_is_not_meant_or_not_active_is_left_alone() {
    let pull = ana();
    let near = ["did you mean `2026-11-02-feedback`?"];
    refused(&pull, &["done", "2026-11-02-feedbakc", "--no-link", "N"], &near);
    refused(&pull, &["drop", "feedbakc", "--because", "B"], &near);
    refused(&pull, &["extend", "feedbakc", "--to", "+60d", "--because", "B"], &near);
    let active = ["no goal of ana is called `zzz`", "2026-10-05-async-rust, 2026-11-02-feedback"];
    refused(&pull, &["drop", "zzz", "--because", "B"], &active);
    refused(&pull, &["drop", "2026", "--because", "B"], &["2026-10-05-async-rust, 2026-11-02-feedback"]);
    refused(&pull, &["drop"], &["no terminal", "GOAL", "--because TEXT"]);
    refused(&pull, &["extend", "feedback"], &["--to DAY", "--because TEXT"]);
    refused(&pull, &["done", "feedback"], &["--link URL", "--no-link REASON"]);
    refused(&pull, &["drop", "feedback", "--because", "B", "--for", "nobody"], &["nobody"]);
    fine(&pull.at_today(&["drop", "feedback", "--because", "No time"]));
    pull.0.commit("dropped");
    refused(&pull, &["done", "feedback"], &["was dropped: No time", "take `status` and `reason` out of"]);
    fine(&pull.at_today(&["done", "async-rust", "--date", "2026-11-21"]));
    pull.0.commit("done");
    refused(&pull, &["drop", "async-rust", "--because", "B"], &["is done already, since 2026-11-21"]);
    refused(&pull, &["drop", "--because", "B"], &["ana has no active goal", "milepost new goal"]);
}

#[test]
fn the_names_of_the_fields_are_understood_as_flags() {
    let pull = ana();
    fine(&pull.at_today(&["extend", "feedback", "--deadline", "+60d", "--reason", "B"]));
    fine(&pull.at_today(&["drop", "feedback", "--reason", "B"]));
}

#[test]
fn a_file_says_whose_goal_is_meant() {
    let pull = ana();
    let theirs = FEEDBACK.replace("ana", "ben");
    pull.0.write(&theirs, FEEDBACK_TEXT);
    pull.0.commit("the same goal, of somebody else");
    let own = pull.text(FEEDBACK);
    for (folder, path) in
        [("", &*theirs), ("people/ben/goals", "2026-11-02-feedback.yaml"), ("people/ben", &theirs)]
    {
        let folder = pull.0.path().join(folder);
        let run = pull.0.milepost_in(&folder, &["drop", path, "--because", "B", "--today", TODAY], &[]);
        fine(&run);
        assert_eq!((pull.text(FEEDBACK), pull.text(&theirs).contains("dropped")), (own.clone(), true));
        pull.0.git(&["checkout", "--quiet", "."]);
    }
    let both = ["drop", &*theirs, "--because", "B", "--for", "ana"];
    refused(&pull, &both, &["is one of ben, and --for names ana"]);
    let entry = "people/ben/portfolio/2026-11-20-retry-queue.yaml";
    refused(&pull, &["done", "feedback", "--entry", entry], &[entry, "is an entry of ben"]);
    fine(&pull.at_today(&["drop", FEEDBACK, "--because", "B"]));
}

#[test]
fn a_goal_that_has_not_begun_is_not_done() {
    let pull = ana();
    refused(
        &pull,
        &["done", "feedback", "--no-link", "N", "--date", "2026-11-01"],
        &["starts on 2026-11-02"],
    );
    refused(&pull, &["done", "feedback", "--no-link", "N", "--date", "2026-11-23"], &["still to come"]);
}

#[test]
fn a_link_that_nobody_can_open_is_refused() {
    let pull = ana();
    for (link, said) in [
        ("http://localhost:3000/x", "nobody else can open"),
        ("git.example.com/pull/3", "https://git.example.com/pull/3"),
        ("https://ana:pw@git.example.com/", "password"),
    ] {
        refused(&pull, &["done", "feedback", "--link", link], &["--link", said]);
    }
}

#[test]
fn a_file_that_cannot_be_used_is_one_line_with_its_place() {
    let pull = ana();
    let conflict = "title: T\n<<<<<<< ours\ndeadline: 2026-12-18\n=======\n>>>>>>> theirs\n";
    for (text, place) in [
        (conflict, ":2:1: "),
        ("title: [\n", "2026-11-02-feedback.yaml:"),
        ("title: T\ntitle: U\n", ":2:1: "),
        (&FEEDBACK_TEXT.replace("2026-12-18", "2026-12-32"), ":8:11: "),
        (&FEEDBACK_TEXT.replace("hours_per_week", "hours_a_week"), ":12:1: "),
    ] {
        pull.0.write(FEEDBACK, text);
        for arguments in [
            vec!["drop", "feedback", "--because", "B"],
            vec!["extend", "feedback", "--to", "+60d", "--because", "B"],
            vec!["done", "feedback", "--no-link", "N"],
        ] {
            refused(&pull, &arguments, &[FEEDBACK, place, "nothing was changed"]);
            let run = pull.at_today(&arguments);
            assert_eq!(run.stderr.lines().count(), 2, "{}", run.stderr);
        }
        assert_eq!(pull.text(FEEDBACK), text);
    }
}

#[test]
fn a_file_keeps_its_line_ends_and_its_mark() {
    let pull = ana();
    let text = format!("\u{feff}{}", FEEDBACK_TEXT.replace('\n', "\r\n"));
    pull.0.write(FEEDBACK, &text);
    fine(&pull.at_today(&["drop", "feedback", "--because", "No time"]));
    let after = pull.text(FEEDBACK);
    assert!(
        after.starts_with("\u{feff}# Agreed")
            && after.contains("# The deadline is the end of the cohort.\r\n")
    );
    for line in text.split_inclusive('\n') {
        assert!(after.contains(line), "{line:?}");
    }
    assert_eq!(pull.wrong(), [""; 0]);
}

#[test]
fn a_mentor_may_do_it_for_somebody_else() {
    let pull = ana();
    pull.0.git(&["config", "user.email", "nobody@example.com"]);
    refused(&pull, &["drop", "feedback", "--because", "B"], &["nobody@example.com", "--for"]);
    fine(&pull.at_today(&["drop", "feedback", "--because", "B", "--for", "ana"]));
    refused(&pull, &["drop", "feedback", "--because", "B", "--for", "ben"], &["ben has no active goal"]);
}

#[test]
fn flags_of_done_are_held_to_the_rules_of_other_commands() {
    let pull = ana();
    let done = ["done", "feedback", "--outcome", "Reviews end with a decision"];
    for (more, said) in [
        (["--no-link", ""], "--no-link: this needs an answer"),
        (["--hours", "nan"], "--hours: `nan` is no number"),
        (["--hours", "10001"], "--hours: 10001 is not between 0 and 10000"),
        (["--type", "projct"], "--type: `projct` is none of the choices; did you mean `project`?"),
    ] {
        let reason = ["--no-link", "Shown in the review"];
        let reason = if more[0] == "--no-link" { &[][..] } else { &reason[..] };
        refused(&pull, &[&done[..], reason, &more[..]].concat(), &[said]);
    }
    let more = ["--no-link", "Shown in the review", "--hours", "1,5", "--decision", "", "--learned", " "];
    fine(&pull.at_today(&[&done[..], &more].concat()));
    let entry = pull.text("people/ana/portfolio/2026-11-22-feedback.yaml");
    assert!(entry.contains("hours: 1.5\n") && entry.contains("type: journal\n"), "{entry}");
    assert!(entry.contains("# decision: ") && entry.contains("# learned: "), "{entry}");
    assert_eq!(pull.wrong(), [""; 0]);
}
