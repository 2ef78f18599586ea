//! JUnit XML: a test case for each file and rule with something found, and one for the check itself,
//! so that no tool reports an empty suite.
//!
//! There is no standard. Facts: the elements and attributes here are those that Jenkins' schema for
//! JUnit results and GitLab's page on unit test reports both know; `file`, which GitLab reads as well,
//! is refused by Jenkins' xUnit plugin, so the path stands in `classname` only. GitLab shows `classname` as the
//! suite and tells test cases apart by `classname` and `name`, ignoring the second of equal ones; hence
//! one case for a file and rule, not one a finding. Only errors are failures, as in the exit status;
//! warnings and notes are the output of a case that passes.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::escape::{neutralise_commands, terminal, xml};
use super::wording::{CONFLICT, advice, count};
use crate::finding::Severity;
use crate::report::findings::{FindingView, FindingsReport};
use crate::report::permalink::in_repository;
use crate::report::step::StepReport;

/// The findings that count, and conflicts with base; `root` is the learning repository's folder.
#[must_use]
pub fn of(report: &FindingsReport, root: &str) -> String {
    let step = StepReport::of_check(report, root);
    let mut cases: BTreeMap<(&str, &str), Vec<&FindingView>> = BTreeMap::new();
    for finding in step.found {
        cases.entry((&finding.place.path, &finding.rule)).or_default().push(finding);
    }
    let mut body = String::new();
    let mut failures = step.conflicts.len();
    for path in &step.conflicts {
        let path = in_repository(root, path);
        open(&mut body, &path, "conflict");
        let _ =
            writeln!(body, ">\n      <failure type=\"conflict\" message=\"{CONFLICT}\"/>\n    </testcase>");
    }
    for ((path, rule), findings) in &cases {
        open(&mut body, &in_repository(root, path), rule);
        failures += usize::from(case(&mut body, findings));
    }
    let tests = cases.len() + step.conflicts.len() + 1;
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    let _ = writeln!(
        out,
        "  <testsuite name=\"milepost check\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\">"
    );
    let _ = writeln!(out, "    <testcase classname=\"milepost\" name=\"check\">");
    let mut said = vec![format!("checked {}", count(report.checked.files, "file"))];
    said.extend(report.notices.iter().map(|notice| terminal(notice)));
    let _ = writeln!(out, "      <system-out>{}</system-out>\n    </testcase>", lines(&said));
    out.push_str(&body);
    out.push_str("  </testsuite>\n</testsuites>\n");
    out
}

/// The start of a test case, its tag still open.
fn open(out: &mut String, path: &str, rule: &str) {
    let (path, rule) = (xml(&terminal(path)), xml(&terminal(rule)));
    let _ = write!(out, "    <testcase classname=\"{path}\" name=\"{rule}\"");
}

/// The findings of one file and rule; whether there is an error among them.
fn case(out: &mut String, findings: &[&FindingView]) -> bool {
    let (errors, others): (Vec<&FindingView>, Vec<&FindingView>) =
        findings.iter().copied().partition(|finding| finding.severity == Severity::Error);
    out.push_str(">\n");
    if let Some(first) = errors.first() {
        let message = match errors.len() - 1 {
            0 => terminal(&first.message),
            more => format!("{}, and {more} more", terminal(&first.message)),
        };
        let (rule, message) = (xml(&terminal(&first.rule)), xml(&message));
        let text = lines(&errors.iter().map(|finding| told(finding)).collect::<Vec<_>>());
        let _ = writeln!(out, "      <failure type=\"{rule}\" message=\"{message}\">{text}</failure>");
    }
    if !others.is_empty() {
        let text = lines(&others.iter().map(|finding| told(finding)).collect::<Vec<_>>());
        let _ = writeln!(out, "      <system-out>{text}</system-out>");
    }
    out.push_str("    </testcase>\n");
    !errors.is_empty()
}

/// `error at 7:10: …`, and the advice on a line of its own.
fn told(finding: &FindingView) -> String {
    let at = finding
        .place
        .region
        .as_ref()
        .map_or(String::new(), |region| format!(" at {}:{}", region.start.line, region.start.column));
    let mut text = format!("{}{at}: {}", finding.severity, terminal(&finding.message));
    if let Some(help) = &finding.help {
        text.push_str(&format!("\n  help: {}", terminal(&advice(help))));
    }
    text
}

/// Text of several lines, which stay lines for whoever reads the file.
fn lines(texts: &[String]) -> String {
    let lines = texts.iter().flat_map(|text| text.lines());
    lines.map(|line| xml(&neutralise_commands(line))).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::findings::Checked;
    use crate::report::sample;

    #[test]
    fn errors_are_failures_and_the_rest_is_output() {
        let mut report = sample::findings();
        report.conflicts = vec!["people/ben/profile.yaml".into()];
        let text = of(&report, "learning");
        assert!(text.contains("tests=\"4\" failures=\"2\""), "{text}");
        assert_eq!(text.matches("<failure ").count(), 2);
        assert!(text.contains("<system-out>warning at 3:8: "), "{text}");
        assert!(!text.contains("##[") && !text.contains('\u{202e}'));
        insta::assert_snapshot!("junit", text);
    }

    #[test]
    fn findings_of_one_file_and_rule_are_one_case() {
        let one = |line: &str| {
            sample::finding("unknown-key", Severity::Error, None, ("a.yaml", "a: b\nc: d\n", line), "wrong")
        };
        let report = FindingsReport::new(false, Checked::default(), vec![one("a"), one("c")]);
        let text = of(&report, "");
        assert_eq!(text.matches("name=\"unknown-key\"").count(), 1, "{text}");
        assert!(
            text.contains("message=\"wrong, and 1 more\">error at 1:1: wrong\nerror at 2:1: wrong</failure>"),
            "{text}"
        );
    }

    #[test]
    fn a_clean_check_is_one_test_that_passes() {
        let text =
            of(&FindingsReport::new(false, Checked { files: 3, ..Checked::default() }, Vec::new()), "");
        assert!(text.contains("tests=\"1\" failures=\"0\"") && text.contains("name=\"check\""), "{text}");
        assert!(text.contains("<system-out>checked 3 files</system-out>"), "{text}");
    }

    #[test]
    fn no_text_ends_its_element_or_begins_a_line_with_a_command() {
        let hostile = "]]></failure><x a=\"1\">&\u{0}\u{ffff}\n::error::x";
        let mut finding =
            sample::finding("r", Severity::Error, None, ("::a\"<b.yaml", "a: b\n", "b"), hostile);
        finding.help = sample::findings().findings[0].help.clone();
        finding.help.iter_mut().for_each(|help| help.text = hostile.into());
        let mut report = FindingsReport::new(false, Checked::default(), vec![finding]);
        report.notices = vec!["::notice::x".into()];
        let text = of(&report, "");
        assert_eq!(text.matches('<').count(), text.matches('>').count());
        assert!(!text.contains("<x") && !text.contains(['\0', '\u{ffff}']), "{text}");
        assert!(text.split(['\n', '\r']).all(|line| !line.trim_start().starts_with("::")), "{text}");
    }
}
