//! The mistakes that people make, each as a file in a real repository: found at the exact line and
//! column, with what to write instead.

mod anything;
mod contradictory;
mod edges;

use crate::common::learning::{GOAL, Pull, TODAY, goal, goal_text};
use serde_json::Value;

struct Mistake {
    /// The goal's text.
    text: Vec<u8>,
    rule: &'static str,
    /// Line and column, from 1.
    at: (u64, u64),
    /// What is underlined.
    underlined: &'static str,
    /// What to put in its place; `None` where the program cannot know.
    replacement: Option<&'static str>,
    /// Words of the message.
    says: &'static str,
    /// Words of the advice, or of the label.
    help: &'static str,
}

/// Line and column of the first `needle`.
fn place(text: &str, needle: &str) -> (u64, u64) {
    let at = text.find(needle).unwrap();
    let line = text[..at].matches('\n').count() + 1;
    let column = text[text[..at].rfind('\n').map_or(0, |end| end + 1)..at].chars().count() + 1;
    (line as u64, column as u64)
}

#[track_caller]
fn found(mistake: &Mistake) {
    let pull = Pull::onto("");
    pull.0.write(GOAL, &mistake.text);
    let verdict = pull.check_with(&["--today", TODAY]);
    assert_eq!(verdict.status, 1);
    let of_rule: Vec<&Value> =
        verdict.findings().iter().filter(|finding| finding["rule"] == mistake.rule).collect();
    assert_eq!(of_rule.len(), 1, "{:#}", verdict.json["findings"]);
    let errors = verdict.findings().iter().filter(|finding| finding["severity"] == "error").count();
    assert_eq!(errors, 1, "one mistake is one error: {:?}", verdict.said());
    let finding = of_rule[0];
    assert_eq!(finding["place"]["path"], GOAL);
    let region = &finding["place"]["region"];
    let start = &region["start"];
    assert_eq!(
        (start["line"].as_u64().unwrap(), start["column"].as_u64().unwrap()),
        mistake.at,
        "{finding:#}"
    );
    let excerpt = &region["excerpt"];
    let (from, to) = (excerpt["start"].as_u64().unwrap() as usize, excerpt["end"].as_u64().unwrap() as usize);
    assert_eq!(&excerpt["text"].as_str().unwrap()[from..to], mistake.underlined, "{finding:#}");
    let message = finding["message"].as_str().unwrap();
    assert!(message.contains(mistake.says), "{message}");
    assert_eq!(finding["help"]["replacement"].as_str(), mistake.replacement, "{finding:#}");
    // What to write instead stands beside the text where there is no more to say.
    let help = finding["help"]["text"].as_str().unwrap_or(finding["label"].as_str().unwrap());
    assert!(help.contains(mistake.help), "{help}");
    // The same in the terminal: place, underlined text, advice, counts.
    let run = pull.run(&["--today", TODAY]);
    assert_eq!(run.status, 1);
    let title = format!("error[{}]: ", mistake.rule);
    assert_eq!(run.stdout.matches(&title).count(), 1, "{}", run.stdout);
    let arrow = format!("--> {GOAL}:{}:{}\n", mistake.at.0, mistake.at.1);
    assert!(run.stdout.contains(&arrow), "{}", run.stdout);
    assert!(run.stdout.trim_end().lines().last().unwrap().contains(": 1 error"), "{}", run.stdout);
}

fn with(from: &str, to: &str) -> String {
    let text = goal_text("2027-01-15");
    assert!(text.contains(from));
    text.replacen(from, to, 1)
}

#[test]
fn a_mistyped_key() {
    let text = with("deadline:", "dedline:");
    found(&Mistake {
        at: place(&text, "dedline"),
        text: text.into_bytes(),
        rule: "unknown-key",
        underlined: "dedline",
        replacement: Some("deadline"),
        says: "`dedline` is not a key of a goal",
        help: "did you mean `deadline`?",
    });
}

#[test]
fn a_wrong_type() {
    let text = with("target: 3", "target: three");
    found(&Mistake {
        at: place(&text, "three"),
        text: text.into_bytes(),
        rule: "invalid-record",
        underlined: "three",
        replacement: None,
        says: "`target` is the text `three`, expected a whole number from 0 to 10",
        help: "for example `3`",
    });
}

#[test]
fn an_impossible_date() {
    let text = with("deadline: 2026-12-18", "deadline: 2026-02-30");
    found(&Mistake {
        at: place(&text, "2026-02-30"),
        text: text.into_bytes(),
        rule: "invalid-record",
        underlined: "2026-02-30",
        replacement: None,
        says: "2026-02-30",
        help: "2026-02-28",
    });
}

#[test]
fn a_missing_key() {
    let text = with(
        "measure: Holds 2,000 requests a second in the load test; two reviewers accept the design\n",
        "",
    );
    found(&Mistake {
        at: (1, 1),
        text: text.into_bytes(),
        rule: "invalid-record",
        underlined: "title: Run the webhook worker on async Rust",
        replacement: None,
        says: "`measure`",
        help: "measure",
    });
}

#[test]
fn a_key_given_twice() {
    let text = with("hours_per_week: 3\n", "hours_per_week: 3\ntarget: 4\n");
    found(&Mistake {
        at: place(&text, "target: 4"),
        text: text.into_bytes(),
        rule: "duplicate-key",
        underlined: "target",
        replacement: None,
        says: "`target`",
        help: "one of them",
    });
}

#[test]
fn a_tab_as_indentation() {
    let text = with("\n  what:", "\n\twhat:");
    let at = place(&text, "\twhat");
    found(&Mistake {
        at,
        text: text.into_bytes(),
        rule: "invalid-yaml",
        underlined: "\t",
        replacement: None,
        says: "tab",
        help: "spaces",
    });
}

#[test]
fn a_tab_behind_spaces() {
    let text = with("\n  what:", "\n  \twhat:");
    found(&Mistake {
        at: place(&text, "\twhat"),
        text: text.into_bytes(),
        rule: "invalid-yaml",
        underlined: "\t",
        replacement: None,
        says: "tab",
        help: "spaces",
    });
}

#[test]
fn a_level_with_a_leading_zero() {
    let text = with("target: 3", "target: 03");
    found(&Mistake {
        at: place(&text, "03\n"),
        text: text.into_bytes(),
        rule: "unsupported-yaml",
        underlined: "03",
        replacement: None,
        says: "leading zero",
        help: "write `3` for a number",
    });
}

/// One mistake is one finding, whatever else it makes the reader stumble over.
#[test]
fn one_mistake_is_one_finding() {
    for (from, to, rule) in [
        ("title: Run the", "title: *Run the", "unsupported-yaml"),
        ("title: Run the", "title: {{ Run }} the", "invalid-yaml"),
        ("title: Run the", "title: Run\0 the", "hidden-character"),
        ("title: Run the", "ti\u{200b}tle: Run the", "hidden-character"),
        ("hours_per_week:", "hours_\u{200b}per_week:", "hidden-character"),
    ] {
        let pull = Pull::onto("");
        pull.0.write(GOAL, with(from, to));
        let verdict = pull.check_with(&["--today", TODAY]);
        let found: Vec<&str> =
            verdict.findings().iter().map(|finding| finding["rule"].as_str().unwrap()).collect();
        assert_eq!(found, [rule], "{to:?}: {:?}", verdict.said());
    }
}

#[test]
fn what_is_not_listed_is_counted() {
    let keys: String = (0..150).map(|number| format!("key{number}: 1\n")).collect();
    let twice = "target: 3\n".repeat(150);
    for (text, listed, says) in [
        (
            with("title: Run the", &format!("# {}\ntitle: Run the", "\u{200b}".repeat(1_060))),
            50,
            "1,010 more",
        ),
        (format!("{}{keys}", goal_text("2027-01-15")), 100, "50 more"),
        (format!("{}{twice}", goal_text("2027-01-15")), 100, "50 more"),
    ] {
        let pull = Pull::onto("");
        pull.0.write(GOAL, text);
        let verdict = pull.check_with(&["--today", TODAY]);
        assert_eq!(verdict.findings().len(), listed);
        let told = |finding: &&Value| finding["message"].as_str().unwrap().contains("more in this file");
        let messages: Vec<&Value> = verdict.findings().iter().filter(told).collect();
        assert_eq!(messages.len(), 1);
        assert_eq!(messages[0], verdict.findings().last().unwrap());
        assert!(messages[0]["message"].as_str().unwrap().contains(says), "{:#}", messages[0]);
    }
}

#[test]
fn an_alias_bomb() {
    let bomb = "a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n";
    let text = format!("{bomb}{}", goal_text("2027-01-15"));
    let pull = Pull::onto("");
    pull.0.write(GOAL, &text);
    let verdict = pull.check_with(&["--today", TODAY]);
    assert_eq!(verdict.status, 1);
    let first = &verdict.findings()[0];
    assert_eq!(first["rule"], "unsupported-yaml");
    let start = &first["place"]["region"]["start"];
    assert_eq!((start["line"].as_u64(), start["column"].as_u64()), (Some(1), Some(4)));
    assert!(first["help"]["text"].is_string(), "{first:#}");
    assert!(
        verdict.findings().iter().all(|finding| finding["rule"] == "unsupported-yaml"),
        "{:?}",
        verdict.said()
    );
    assert!(verdict.findings().len() <= 12, "{}", verdict.findings().len());
}

#[test]
fn bytes_that_are_no_utf8() {
    let text = with("title: Run the", "title: Run th\u{e9}");
    let at = place(&text, "\u{e9}");
    let mut bytes = text.into_bytes();
    let byte = bytes.iter().position(|byte| *byte == 0xc3).unwrap();
    bytes.splice(byte..byte + 2, [0xe9]);
    let pull = Pull::onto("");
    pull.0.write(GOAL, &bytes);
    let verdict = pull.check_with(&["--today", TODAY]);
    verdict.is(1, &["- invalid-text 2026-10-05-async-rust.yaml"]);
    let finding = &verdict.findings()[0];
    let start = &finding["place"]["region"]["start"];
    assert_eq!((start["line"].as_u64().unwrap(), start["column"].as_u64().unwrap()), at, "{finding:#}");
    assert!(finding["message"].as_str().unwrap().contains("UTF-8"), "{finding:#}");
    assert!(finding["help"]["text"].as_str().unwrap().contains("UTF-8"), "{finding:#}");
}

#[test]
fn an_unknown_skill() {
    let text = with("skill: async-rust", "skill: async-rst");
    found(&Mistake {
        at: place(&text, "async-rst"),
        text: text.into_bytes(),
        rule: "unresolved-reference",
        underlined: "async-rst",
        replacement: Some("async-rust"),
        says: "`async-rst`",
        help: "write `async-rust`",
    });
}

#[test]
fn a_use_at_work_31_days_after_the_deadline() {
    let text = goal_text("2027-01-18");
    found(&Mistake {
        at: place(&text, "2027-01-18"),
        text: text.into_bytes(),
        rule: "late-application-plan",
        underlined: "2027-01-18",
        replacement: Some("2027-01-17"),
        says: "2027-01-17",
        help: "that day or earlier",
    });
    // On the thirtieth day all is well.
    let pull = Pull::onto(&goal("2027-01-17"));
    pull.check_with(&["--today", TODAY]).is(0, &[]);
}
