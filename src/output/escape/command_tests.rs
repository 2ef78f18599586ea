//! Every writer's output, read by a port of the runner's command parser: text from people is never a
//! command, and annotations are the commands that were meant.

use std::time::Duration;

use proptest::prelude::*;

use super::inert_tests::filled;
use super::terminal;
use crate::finding::Severity;
use crate::output::human::{self, HumanOptions};
use crate::output::markdown::{PullRequestOptions, pull_request};
use crate::output::{annotations, code_quality, json, junit, sarif, summary};
use crate::report::findings::{
    Checked, FindingView, FindingsReport, HelpView, PlaceView, RelatedView, Status,
};
use crate::report::step::StepReport;
use crate::source::{SourceFile, Span};

#[path = "../../../tests/common/runner.rs"]
mod runner;

use runner::{command_like, commands};

/// Pieces of commands, and of what a reader may take for a line end or for nothing.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "::",
        ":",
        "::error::x",
        "::set-output name=a::b",
        "::Stop-Commands::x",
        "::add-mask::x",
        "##[",
        "##[group]x",
        "##[add-mask]x",
        "##vso[task]",
        "#",
        "[",
        "]",
        "\r",
        "\n",
        "\r\n",
        "\u{85}",
        "\u{2028}",
        "\u{2029}",
        "\u{a0}",
        "\u{ad}",
        "\u{200b}",
        "\u{feff}",
        "\u{202e}",
        "\0",
        "\u{1b}[31m",
        "\u{1b}[",
        "%0A",
        "%0D",
        "%25",
        "%3A",
        " ",
        "\t",
        ",",
        "=",
        "`",
        "x",
        "😀",
        "- ",
        "|",
        "\"",
        "<",
        "&",
        "{",
        "\u{c}",
        "\u{b}",
        "\u{3000}",
    ]);
    prop::collection::vec(pieces, 0..10).prop_map(|pieces| pieces.concat())
}

/// A report on findings with these texts wherever a text may stand.
fn found(a: &str, b: &str) -> FindingsReport {
    let text = format!("{b}\n{a}: {b}\n");
    let file = SourceFile::new(a, text.as_str());
    let start = file.text().find(a).unwrap_or_default();
    let place = || PlaceView::new(&file, Span::new(start, start + a.len()));
    let finding = |severity, status, label: &str, text: &str| FindingView {
        rule: b.to_owned(),
        severity,
        status: Some(status),
        dated: false,
        message: text.to_owned(),
        label: label.to_owned(),
        place: place(),
        related: vec![
            RelatedView { label: b.to_owned(), place: place() },
            RelatedView { label: a.to_owned(), place: PlaceView::entry(b) },
        ],
        help: Some(HelpView { text: b.to_owned(), replacement: Some(a.to_owned()) }),
        fingerprint: "0".repeat(32),
    };
    let findings = vec![
        finding(Severity::Error, Status::Introduced, a, b),
        finding(Severity::Warning, Status::Introduced, b, a),
        finding(Severity::Note, Status::Introduced, a, &format!("{a}\n{b}")),
        finding(Severity::Note, Status::Standing, a, a),
        FindingView { place: PlaceView::entry(a), ..finding(Severity::Error, Status::Removed, b, b) },
    ];
    let mut report = FindingsReport::new(true, Checked { files: 1, records: 1, people: 1 }, findings);
    report.notices = vec![a.to_owned()];
    report.conflicts = vec![b.to_owned()];
    report.removals = vec![a.to_owned()];
    report.elapsed = Some(Duration::from_millis(1));
    report
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_format_prints_a_command_from_text(a in hostile(), b in hostile(), root in "[a-z]{0,3}") {
        let report = found(&a, &b);
        let change = filled(&a, &b);
        let step = StepReport::of_check(&report, &root);
        let plain = HumanOptions { all: true, standing: true, ..HumanOptions::default() };
        for (format, shown) in [
            ("human", human::findings(&report, plain)),
            ("unicode", human::findings(&report, HumanOptions { unicode: true, width: 40, ..plain })),
            ("coloured", human::findings(&report, HumanOptions { colour: true, ..plain })),
            ("json", json::findings(&report)),
            ("change", json::change(&change)),
            ("sarif", sarif::of(&report, &root)),
            ("gitlab", code_quality::of(&report, &root)),
            ("junit", junit::of(&report, &root)),
            ("summary", summary::of(&step, summary::SUMMARY_LIMIT)),
            ("comment", pull_request(&change, PullRequestOptions::default()).unwrap().0),
        ] {
            prop_assert_eq!(command_like(&shown), Vec::<String>::new(), "{}: {}", format, shown);
        }
    }

    #[test]
    fn annotations_are_the_commands_that_were_meant(a in hostile(), b in hostile(), root in "[a-z]{0,3}") {
        let report = found(&a, &b);
        let step = StepReport::of_check(&report, &root);
        let shown = annotations::of(&step);
        let read = commands(&shown);
        prop_assert_eq!(shown.lines().count(), 5, "{}", shown);
        prop_assert_eq!(read.len(), 5, "{}", shown);
        prop_assert_eq!(command_like(&shown).len(), 10, "each line, and nothing inside one: {}", shown);
        let kinds: Vec<&str> = read.iter().map(|command| command.name.as_str()).collect();
        prop_assert_eq!(kinds, ["error", "error", "warning", "notice", "notice"]);
        for (command, finding) in read[1..].iter().zip(&step.found) {
            // The runner drops blanks after the last property.
            let title = format!("Milepost: {}", terminal(&finding.rule));
            prop_assert_eq!(command.properties["title"].as_str(), title.trim_end());
            prop_assert!(command.data.contains(&terminal(&finding.message)), "{}", shown);
            let path = crate::report::permalink::in_repository(&root, &finding.place.path);
            if terminal(&path) == path && !path.is_empty() {
                prop_assert_eq!(&command.properties["file"], &path);
                let line = finding.place.region.as_ref().unwrap().start.line.to_string();
                prop_assert_eq!(&command.properties["line"], &line);
            } else {
                prop_assert!(!command.properties.contains_key("file"), "{}", shown);
            }
            let known = ["file", "line", "endline", "col", "endcolumn", "title"];
            prop_assert!(command.properties.keys().all(|key| known.contains(&key.as_str())), "{}", shown);
        }
    }
}

#[test]
fn the_parser_would_see_what_is_not_neutralised() {
    assert_eq!(command_like("x\r ::set-output name=a::b\n").len(), 2);
    assert_eq!(commands("title: ##[add-mask]x\n")[0].name, "add-mask");
}
