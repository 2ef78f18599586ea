//! What a person sees in the terminal.

use super::*;
use crate::report::findings::{Checked, HelpView, RelatedView};
use crate::report::sample;
use proptest::prelude::*;

fn plain() -> HumanOptions {
    HumanOptions { width: 80, ..HumanOptions::default() }
}

fn harmless(shown: &str) -> bool {
    let hidden = |c: char| {
        c.is_control() && c != '\n' || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
    };
    !shown.contains(hidden)
        && !shown.contains("##[")
        && shown.lines().all(|line| !line.trim_start().starts_with("::"))
}

#[test]
fn plain_output_is_ascii_lines_with_exact_places() {
    let shown = findings(&sample::findings(), plain());
    assert!(harmless(&shown), "{shown}");
    assert!(!shown.contains("\n <U+003A>"));
    assert!(shown.contains("--> people/ana/goals/2026-10-05-async-rust.yaml:7:10\n"));
    // The wide characters stand after a tab that is shown as four spaces.
    assert!(shown.contains("--> people/ana/portfolio/2026-11-20-retry-queue.yaml:3:8\n"));
    let underlined = shown.lines().find(|line| line.ends_with("^^^^^^^^^")).unwrap();
    let source = shown.lines().find(|line| line.contains("title:    Café")).unwrap();
    assert_eq!(underlined.find('^'), source.find("Café"));
    assert!(shown.ends_with("checked 412 files of 37 people in 214 ms: 1 error, 1 warning introduced\n"));
    insta::assert_snapshot!("plain", shown);
}

#[test]
fn unicode_output_draws_lines() {
    let shown = findings(&sample::findings(), HumanOptions { unicode: true, ..plain() });
    assert!(harmless(&shown), "{shown}");
    assert!(shown.contains("━") && !shown.contains("-->"));
    insta::assert_snapshot!("unicode", shown);
}

#[test]
fn colour_changes_nothing_but_colour() {
    let coloured = findings(&sample::findings(), HumanOptions { colour: true, ..plain() });
    assert!(coloured.contains("\u{1b}["));
    let mut stripped = String::new();
    let mut rest = coloured.as_str();
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        stripped.push_str(before);
        rest = after.split_once('m').unwrap().1;
    }
    stripped.push_str(rest);
    let bare = |text: &str| text.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
    assert_eq!(bare(&stripped), bare(&findings(&sample::findings(), plain())));
}

#[test]
fn standing_findings_are_counted_until_asked_for() {
    let folded = findings(&sample::findings(), plain());
    assert!(
        folded.contains("standing: 2 (1 warning, 1 note), not from this change; --standing shows them\n")
    );
    assert!(!folded.contains("deprecated-skill"));
    let shown = findings(&sample::findings(), HumanOptions { standing: true, ..plain() });
    assert!(shown.contains("warning[deprecated-skill]") && !shown.contains("--standing"));
}

#[test]
fn the_last_line_says_what_there_is() {
    let none = FindingsReport::new(false, Checked { files: 1, records: 1, people: 1 }, Vec::new());
    assert_eq!(findings(&none, plain()), "checked 1 file of 1 person: no findings\n");
    let mut same = FindingsReport::new(true, Checked { files: 2, records: 2, people: 0 }, Vec::new());
    same.elapsed = Some(Duration::from_millis(1_240));
    assert_eq!(findings(&same, plain()), "checked 2 files in 1.2 s: no findings introduced\n");
    same.conflicts = vec!["people/ana/profile.yaml".into()];
    let shown = findings(&same, plain());
    assert!(shown.starts_with("error: people/ana/profile.yaml conflicts with base\n"), "{shown}");
    assert!(shown.ends_with("1 conflict introduced\n"));
}

#[test]
fn advice_is_given_once_for_each_rule() {
    let mut report = sample::findings();
    let again = report.findings[1].clone();
    report.findings.insert(1, again);
    let shown = findings(&report, plain());
    assert_eq!(shown.matches("missing-decision]").count(), 2);
    assert_eq!(shown.matches("say what was chosen").count(), 1);
    assert_eq!(shown.matches("milepost explain missing-decision").count(), 1);
}

#[test]
fn a_place_two_lines_away_is_shown_on_its_own() {
    let text = "a: 1\nsecret: 2\na: 3\n";
    let first =
        sample::finding("duplicate-key", Severity::Error, None, ("x.yaml", text, "a: 3"), "key twice");
    let other = sample::finding("x", Severity::Error, None, ("x.yaml", text, "a: 1"), "").place;
    let mut finding = first;
    finding.related = vec![RelatedView { label: "first given here".into(), place: other }];
    let shown = findings(&FindingsReport::new(false, Checked::default(), vec![finding]), plain());
    assert!(shown.contains("note: first given here") && shown.contains("x.yaml:1:1"), "{shown}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_is_in_the_files_obeys_nothing(
        text in "(\\PC|[:#\\[\\]\\n\\r\\t\\x00-\\x1f\u{202e}\u{200d}\u{feff}\u{85}\u{2028}]|::error::|##\\[x\\]){0,40}",
        a in 0usize..40,
        b in 0usize..40,
        path in "(\\PC|[:#\\[\\n\\r\u{202e}]){0,12}",
        unicode: bool,
    ) {
        let file = crate::source::SourceFile::new(path, text.clone());
        let place = PlaceView::new(&file, crate::source::Span::new(a.min(b), a.max(b)));
        let mut finding = sample::finding("r", Severity::Error, None, ("x", "y", "y"), &text);
        finding.related = vec![RelatedView {
            label: text.clone(),
            place: PlaceView::new(&file, crate::source::Span::new(b, b + 1)),
        }];
        finding.place = place;
        finding.label.clone_from(&text);
        finding.help = Some(HelpView { text: text.clone(), replacement: unicode.then_some(text) });
        let report = FindingsReport::new(false, Checked::default(), vec![finding]);
        let shown = findings(&report, HumanOptions { unicode, ..plain() });
        let joiner = shown.replace(['\u{200c}', '\u{200d}'], "");
        prop_assert!(harmless(&joiner), "{shown:?}");
    }
}

#[test]
fn long_lines_are_trimmed_to_the_terminal() {
    let text = format!("note: {}NEEDLE{}", "ä".repeat(6_000), "日".repeat(6_000));
    let finding = sample::finding("r", Severity::Note, None, ("x.yaml", &text, "NEEDLE"), "long");
    let shown = findings(&FindingsReport::new(false, Checked::default(), vec![finding]), plain());
    assert!(shown.contains("x.yaml:1:6007") && shown.contains("NEEDLE"), "{shown}");
    assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
}

#[test]
fn a_patch_that_does_not_fit_is_told_in_words() {
    let shown_with = |advice: &str, replacement: &str, width| {
        let text = format!("decison: \"{}\"\n", "why ".repeat(30));
        let mut finding =
            sample::finding("unknown-key", Severity::Error, None, ("x.yaml", &text, "decison"), "");
        finding.help = Some(HelpView { text: advice.into(), replacement: Some(replacement.into()) });
        let report = FindingsReport::new(false, Checked::default(), vec![finding]);
        findings(&report, HumanOptions { width, ..plain() })
    };
    let named = shown_with("did you mean `decision`?", "decision", 80);
    assert!(named.contains("= help: did you mean `decision`?\n"), "{named}");
    let said = shown_with("use the new name", "decision", 80);
    assert!(said.contains("= help: use the new name: write `decision`\n"), "{said}");
    let long = shown_with("use the new name", &"x".repeat(20_000), 80);
    for shown in [&named, &said, &long] {
        assert!(shown.lines().all(|line| line.chars().count() <= 130), "{shown}");
        assert_eq!(shown.matches("decison: ").count(), 1, "{shown}");
    }
    let wide = shown_with("use the new name", "decision", 140);
    assert_eq!(wide.matches(": \"why").count(), 2, "the line, and the line as it should be: {wide}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_line_of_a_patch_is_wider_than_the_terminal(
        before in "[a-z\u{65e5}\t]{0,80}", after in "[a-z]{0,80}", replacement in "[a-z\u{65e5}\n]{0,80}", width in 40usize..140,
    ) {
        let text = format!("{before}NEEDLE{after}\n");
        let mut finding = sample::finding("r", Severity::Note, None, ("x.yaml", &text, "NEEDLE"), "");
        finding.help = Some(HelpView { text: "t".into(), replacement: Some(replacement) });
        let shown =
            findings(&FindingsReport::new(false, Checked::default(), vec![finding]), HumanOptions { width, ..plain() });
        let columns =
            |line: &str| line.chars().map(|c| if c == '\u{65e5}' { 2 } else { 1 }).sum::<usize>();
        // Words are broken at blanks only, and what is told in words may hold a longer one.
        let advice = " ".repeat(10);
        let told = |line: &&str| {
            !line.contains("= help:") && !line.contains("= note:") && !line.starts_with(&advice)
        };
        prop_assert!(shown.lines().filter(told).all(|line| columns(line) <= width), "{shown}");
    }
}
