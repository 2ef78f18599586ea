//! What annotations say, and what they leave out.

use super::*;
use crate::report::change::ChangeReport;
use crate::report::findings::{Checked, FindingsReport};
use crate::report::sample;

fn at(path: &str, text: &str, needle: &str, message: &str) -> FindingView {
    sample::finding("unknown-key", Severity::Error, None, (path, text, needle), message)
}

fn shown(findings: Vec<FindingView>, root: &str) -> String {
    of(&StepReport::of_check(&FindingsReport::new(false, Checked::default(), findings), root))
}

#[test]
fn a_finding_is_one_line_with_its_place() {
    let report = sample::findings();
    let text = of(&StepReport::of_check(&report, "docs/learning"));
    assert!(text.starts_with(
        "::error file=docs/learning/people/ana/goals/2026-10-05-async-rust.yaml,line=7,endLine=7,col=10,endColumn=20,title=Milepost%3A late-application-plan::the plan"
    ));
    assert!(text.contains("%0Ahelp: use it at work by the last day allowed: write `2027-01-17`\n"), "{text}");
    assert_eq!(text.lines().count(), 3, "two findings and one notice: {text}");
    insta::assert_snapshot!("annotations", text);
}

#[test]
fn columns_count_code_units_and_only_within_one_line() {
    let text = shown(vec![at("a.yaml", "\u{feff}a: 1\r\nb: 😀 日本 x\r\n", "x", "m")], "");
    assert!(text.contains("file=a.yaml,line=2,endLine=2,col=10,endColumn=11,"), "{text}");
    let text = shown(vec![at("a.yaml", "a:\n- 1\n- 2\nb: 1\n", "- 1\n- 2\n", "m")], "");
    assert!(text.contains("file=a.yaml,line=2,endLine=3,title="), "{text}");
}

#[test]
fn ten_of_a_kind_are_shown_and_the_rest_is_counted() {
    let many = |severity, n: usize| {
        (0..n).map(move |i| {
            sample::finding("r", severity, None, (&format!("{i:03}.yaml"), "a: b\n", "b"), "wrong")
        })
    };
    let all: Vec<FindingView> = many(Severity::Error, 12)
        .chain(many(Severity::Warning, 10))
        .chain(many(Severity::Note, 11))
        .collect();
    let text = shown(all, "");
    let lines = |kind: &str| text.lines().filter(|line| line.starts_with(kind)).count();
    assert_eq!([lines("::error "), lines("::warning "), lines("::notice ")], [10, 10, 10], "{text}");
    let last = text.lines().last().unwrap();
    assert!(
        last.ends_with("Not shown beside a line: 2 errors, 2 notes; the log and the summary have them all."),
        "{last}"
    );
}

#[test]
fn nothing_found_prints_nothing() {
    assert_eq!(shown(Vec::new(), ""), "");
}

#[test]
fn conflicts_are_errors() {
    let change = ChangeReport {
        verdict: crate::report::change::Verdict { conflicts: vec!["a.yaml".into()], ..Default::default() },
        ..Default::default()
    };
    let text = of(&StepReport::of_change(&change, ""));
    assert_eq!(
        text,
        "::error file=a.yaml,title=Milepost%3A conflict::conflicts with base: merge or rebase onto base, then check again\n"
    );
}

#[test]
fn what_a_report_left_out_is_told() {
    let mut change = ChangeReport::default();
    change.omitted.introduced = Tally { errors: 7, warnings: 0, notes: 1 };
    assert_eq!(
        of(&StepReport::of_change(&change, "")),
        "::notice title=Milepost::Not listed, because the report would be too long: 7 errors, 1 note.\n"
    );
}

#[test]
fn a_name_that_cannot_be_seen_attaches_to_no_file() {
    for path in ["a\u{202e}b.yaml", "a\nb.yaml", "##[group]x.yaml"] {
        let text = shown(vec![at(path, "a: b\n", "b", "m")], "");
        assert!(!text.contains("file=") && text.lines().count() == 1, "{text}");
        assert!(text.contains("title=Milepost%3A unknown-key::") && text.contains("<U+"), "{text}");
    }
    let text = shown(vec![at("a,b:c%d.yaml", "a: b\n", "b", "m")], "");
    assert!(text.contains("file=a%2Cb%3Ac%25d.yaml,line=1"), "{text}");
}

#[test]
fn a_long_message_is_cut_between_characters() {
    for filler in ["x", "😀", "%", "\u{e9}"] {
        let message = filler.repeat(6_000);
        let text = shown(vec![at("a.yaml", "a: b\n", "b", &message)], "");
        let (_, data) = text.trim_end().split_once("unknown-key::").unwrap();
        let data = data.replace("%25", "%");
        assert!(data.ends_with('…'), "{filler}");
        let units = data.encode_utf16().count();
        assert!((MAX_MESSAGE - 1..=MAX_MESSAGE).contains(&units), "{filler}: {units}");
    }
    let whole = "x".repeat(MAX_MESSAGE);
    assert_eq!(cut(&whole, MAX_MESSAGE), whole);
    assert_eq!(cut("ab😀c", 4), "ab…");
}
