//! The summary of a step of CI in Markdown, as GitHub, Forgejo and Gitea show it on the page of a run.
//!
//! Fact (GitHub's page on workflow commands): 1 MiB a step; a longer summary is not shown at all. So
//! whole items are left out before it is reached, and the summary says how many.

use std::fmt::Write;

use super::escape::{code, message, shorten};
use super::wording::{advice, count, tally, to_fix};
use crate::finding::Severity;
use crate::report::findings::{FindingView, Tally};
use crate::report::permalink::in_repository;
use crate::report::step::StepReport;

/// The most bytes of all that one step writes to its summary.
pub const SUMMARY_LIMIT: usize = 1024 * 1024;
/// The most paths of a list.
const MAX_PATHS: usize = 50;
/// Kept free for the lines about what is left out.
const RESERVED: usize = 400;

/// The summary, at most `limit` bytes; empty where not even the verdict fits.
///
/// First the advice goes, then findings from the end of the list, which begins with the worst.
#[must_use]
pub fn of(step: &StepReport<'_>, limit: usize) -> String {
    let head = head(step);
    for with_advice in [true, false] {
        let items: usize = step.found.iter().map(|finding| item(step.root, finding, with_advice).len()).sum();
        if head.len() + items + RESERVED <= limit {
            return listed(step, head, with_advice, limit);
        }
    }
    if head.len() + RESERVED <= limit {
        return listed(step, head, false, limit);
    }
    let short = format!("### Milepost: {}\n\nThe log has all of it.\n", verdict(step));
    if short.len() <= limit { short } else { String::new() }
}

fn listed(step: &StepReport<'_>, head: String, with_advice: bool, limit: usize) -> String {
    let mut out = head;
    let mut left = Tally::default();
    let mut full = false;
    for finding in &step.found {
        let item = item(step.root, finding, with_advice);
        full = full || out.len() + item.len() + RESERVED > limit;
        if full {
            match finding.severity {
                Severity::Error => left.errors += 1,
                Severity::Warning => left.warnings += 1,
                Severity::Note => left.notes += 1,
            }
        } else {
            out.push_str(&item);
        }
    }
    let omitted = step.omitted.introduced;
    if omitted.total() > 0 {
        let _ = writeln!(out, "\nNot listed, because the report would be too long: {}.", tally(omitted));
    }
    if left.total() > 0 {
        let _ = writeln!(
            out,
            "\nLeft out, because the summary would be too long: {}. The log has them all.",
            tally(left)
        );
    }
    out
}

/// Everything before the findings.
fn head(step: &StepReport<'_>) -> String {
    let mut out = format!("### Milepost: {}\n\n", verdict(step));
    for notice in &step.notices {
        let _ = writeln!(out, "- {}", message(&shorten(notice, 400)));
    }
    paths(&mut out, "Conflicts with base", step.root, &step.conflicts, step.omitted.conflicts);
    paths(&mut out, "Removed by this change", step.root, &step.removals, step.omitted.removals);
    if step.standing.total() > 0 {
        let n = step.standing.total();
        let _ = writeln!(out, "\nStanding, not from this change: {n} ({}).", tally(step.standing));
    }
    if step.resolved > 0 {
        let _ = writeln!(out, "\nResolved by this change: {}. Thank you!", count(step.resolved, "finding"));
    }
    if !step.found.is_empty() {
        let title = if step.compared { "Findings of this change" } else { "Findings" };
        let _ = writeln!(out, "\n#### {title}\n");
    }
    out
}

/// What there is to do, in a few words of our own.
fn verdict(step: &StepReport<'_>) -> String {
    let found = step.counts();
    let others = tally(Tally { errors: 0, ..found });
    let also = if others.is_empty() { String::new() } else { format!(" ({others})") };
    let conflicts = step.conflicts.len() + step.omitted.conflicts;
    let first = to_fix(conflicts, found.errors).unwrap_or_else(|| "nothing to fix".to_owned());
    first + &also
}

fn paths(out: &mut String, title: &str, root: &str, paths: &[&str], omitted: usize) {
    if paths.is_empty() && omitted == 0 {
        return;
    }
    let _ = writeln!(out, "\n**{title}**\n");
    for path in paths.iter().take(MAX_PATHS) {
        let _ = writeln!(out, "- {}", code(&shorten(&in_repository(root, path), 160)));
    }
    let more = paths.len().saturating_sub(MAX_PATHS) + omitted;
    if more > 0 {
        let _ = writeln!(out, "- and {}", count(more, "more file"));
    }
}

fn item(root: &str, finding: &FindingView, with_advice: bool) -> String {
    let line =
        finding.place.region.as_ref().map_or(String::new(), |region| format!(":{}", region.start.line));
    let place = code(&format!("{}{line}", shorten(&in_repository(root, &finding.place.path), 160)));
    let text = message(&shorten(&finding.message, 400));
    let mut item =
        format!("- **{}** {text} · {place} · {}\n", finding.severity, code(&shorten(&finding.rule, 80)));
    if let Some(help) = finding.help.as_ref().filter(|_| with_advice) {
        let _ = writeln!(item, "  Help: {}", message(&shorten(&advice(help), 400)));
    }
    item
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::findings::{Checked, FindingsReport};
    use crate::report::sample;

    #[test]
    fn a_summary_holds_verdict_counts_and_every_finding() {
        let report = sample::findings();
        let text = of(&StepReport::of_check(&report, ""), SUMMARY_LIMIT);
        assert!(text.starts_with("### Milepost: 1 error to fix (1 warning)\n"), "{text}");
        assert!(text.contains("Standing, not from this change: 2 (1 warning, 1 note)."), "{text}");
        assert_eq!(text.matches("\n- **").count(), 2);
        insta::assert_snapshot!("summary", text);
    }

    #[test]
    fn nothing_found_is_said_too() {
        let report = FindingsReport::new(false, Checked::default(), Vec::new());
        assert_eq!(of(&StepReport::of_check(&report, ""), SUMMARY_LIMIT), "### Milepost: nothing to fix\n\n");
    }

    #[test]
    fn what_a_report_left_out_is_counted_in_the_verdict_and_told() {
        let mut change = sample::change();
        change.omitted.introduced = Tally { errors: 7, warnings: 3, notes: 0 };
        (change.omitted.removals, change.omitted.conflicts) = (5, 2);
        let text = of(&StepReport::of_change(&change, ""), SUMMARY_LIMIT);
        assert!(
            text.starts_with(
                "### Milepost: 2 conflicts with base to resolve and 8 errors to fix (4 warnings)"
            ),
            "{text}"
        );
        for said in [
            "\n**Conflicts with base**\n\n- and 2 more files\n",
            "- and 5 more files\n",
            "\nNot listed, because the report would be too long: 7 errors, 3 warnings.\n",
        ] {
            assert!(text.contains(said), "lacks {said}: {text}");
        }
    }

    #[test]
    fn over_its_limit_a_summary_leaves_out_whole_items_and_says_how_many() {
        let finding = |n: usize| {
            let severity = if n < 700 { Severity::Error } else { Severity::Note };
            let mut finding = sample::finding(
                "r",
                severity,
                None,
                (&format!("{n:04}.yaml"), "a: b\n", "b"),
                &"|w ".repeat(130),
            );
            finding.help = sample::findings().findings[0].help.clone();
            finding
        };
        let report = FindingsReport::new(false, Checked::default(), (0..2_000).map(finding).collect());
        let step = StepReport::of_check(&report, "");
        for limit in [SUMMARY_LIMIT, 100_000, 10_000] {
            let text = of(&step, limit);
            assert!(text.len() <= limit && text.len() > limit / 2, "{limit}: {}", text.len());
            let listed = text.matches("\n- **").count();
            let (_, tail) = text.split_once("\nLeft out, because the summary would be too long: ").unwrap();
            let counts: usize = tail
                .split(". ")
                .next()
                .unwrap()
                .split(", ")
                .map(|part| part.split(' ').next().unwrap().parse::<usize>().unwrap())
                .sum();
            assert_eq!(listed + counts, 2_000, "{limit}");
            assert!(text.lines().filter(|line| line.starts_with("- **")).all(|line| line.ends_with("`r`")));
        }
        assert!(of(&step, 100).starts_with("### Milepost: 700 errors to fix"));
        assert_eq!(of(&step, 10), "");
    }
}
