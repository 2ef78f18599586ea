//! The report of the job before: believed as far as it goes, about this head only.

use super::stage::{Stage, ends};
use crate::common::learning::{TODAY, goal_text};

impl Stage {
    /// Writes the report of an inspect job; its path.
    pub(super) fn inspected(&self, more: &[&str]) -> String {
        let path = self.pull.0.beside("report.json");
        let arguments =
            ["report", "pr", "--today", TODAY, "--base", "main", "--head", "topic", "--format", "json"];
        let file = path.to_str().unwrap().to_owned();
        let run = self.pull.0.milepost(&[&arguments[..], &["--output", &file], more].concat());
        assert_eq!(run.status, 0, "{}", run.stderr);
        file
    }
}

#[test]
fn a_report_that_is_handed_over_is_posted_without_the_clone() {
    let stage = Stage::with_an_error();
    let file = stage.inspected(&["--permalink", "https://evil.example/{commit}/{path}#L{line}"]);
    let folder = stage.pull.0.beside("empty");
    std::fs::create_dir(&folder).unwrap();
    let variables = [("MILEPOST_TOKEN", crate::forge::fake::state::TOKEN)];
    let run =
        stage.run_in(&folder, &["--number", "1", "--report", &file, "--root", "docs/learning"], &variables);
    ends(&run, 0, "posted a comment on #1");
    let comment = stage.comment();
    assert!(!comment.contains("evil.example"), "links are made of trusted addresses: {comment}");
    let link = format!(
        "({}/example/learning/blob/{}/docs/learning/{}#L10)",
        stage.fake.address(),
        stage.head,
        stage.file()
    );
    assert!(comment.contains(&link), "lacks {link}: {comment}");
    assert_eq!(stage.status().description, "1 error to fix");
}

#[test]
fn a_report_and_judging_here_say_the_same() {
    let stage = Stage::with_an_error();
    let file = stage.inspected(&[]);
    ends(&stage.post(&["--report", &file]), 0, "posted a comment");
    let handed_over = stage.comment();
    ends(&stage.post(&[]), 0, "nothing new");
    assert_eq!(stage.comment(), handed_over);
}

#[test]
fn a_very_large_change_is_posted_the_same_either_way() {
    let goal = |n: usize| {
        let title = format!("title: {} {n}\n", "long ".repeat(180));
        let text = goal_text("2027-02-15").replace("title: Run the webhook worker on async Rust\n", &title);
        format!("--- people/ana/goals/2026-10-05-g{n}.yaml\n{text}")
    };
    let stage = Stage::of(&(0..800).map(goal).collect::<String>());
    let whole = std::fs::metadata(stage.inspected(&[])).unwrap().len();
    assert!(whole > 1 << 20, "{whole}");
    let file = stage.inspected(&["--limit-bytes", "1048576"]);
    ends(&stage.post(&["--report", &file]), 0, "posted a comment");
    let (comment, status) = (stage.comment(), stage.status().description);
    assert!(
        comment.contains("Not listed here: ") && status.ends_with(" errors to fix"),
        "{status}: {comment}"
    );
    ends(&stage.post(&[]), 0, "nothing new");
    assert_eq!((stage.comment(), stage.status().description), (comment, status));
}

#[test]
fn a_report_about_another_head_ends_quietly() {
    let mut stage = Stage::with_an_error();
    let file = stage.inspected(&[]);
    stage.push("--- README.md\nmore\n");
    let run = stage.post(&["--report", &file]);
    ends(
        &run,
        0,
        "the report is about another commit than the head of #1 of example/learning: a newer run speaks of it\n",
    );
    assert!(stage.writes().is_empty());
}

#[test]
fn a_report_that_is_none_is_refused_before_anything_is_sent() {
    let stage = Stage::with_an_error();
    let file = stage.inspected(&[]);
    let report = std::fs::read_to_string(&file).unwrap();
    for (text, said) in [
        (report.replace("\"errors\": 1", "\"errors\": 0"), "cannot be used"),
        (report.replace("\"kind\": \"change\"", "\"kind\": \"findings\""), "another report"),
        (format!("{report}{}", " ".repeat(1 << 20)), "it is larger than 1048576 bytes"),
        ("{".to_owned(), "it is no JSON"),
        (String::new(), "it is no JSON"),
    ] {
        std::fs::write(&file, text).unwrap();
        ends(&stage.post(&["--report", &file]), 2, said);
    }
    ends(&stage.post(&["--report", "-"]), 2, "--report reads no standard input");
    ends(&stage.post(&["--report", "nowhere.json"]), 2, "cannot read nowhere.json");
    ends(
        &stage.post(&["--report", "people"]),
        2,
        "the report in people cannot be used: it is no ordinary file\n",
    );
    assert!(stage.fake.requests().is_empty(), "{:?}", stage.fake.lines());
}

#[test]
fn the_layout_is_that_of_base_where_the_clone_has_it() {
    let path = ".milepost/templates/report/pull_request.md";
    let change = format!("--- {path}\n#### Theirs\n{}", crate::common::learning::goal("2027-02-15"));
    let stage = Stage::onto(&format!("--- {path}\n#### Ours: {{{{ verdict }}}}\n"), &change);
    let file = stage.inspected(&[]);
    stage.post(&["--report", &file]);
    assert!(stage.comment().contains("\n#### Ours: 1 error to fix"), "{}", stage.comment());
}
