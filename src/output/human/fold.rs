//! Which findings a person reads in full: every error, and of what repeats itself a few of each rule.
//!
//! Counts are never folded; nor is what programs read.

use std::collections::BTreeMap;

use crate::finding::Severity;
use crate::report::findings::FindingView;

/// Findings of one rule that are shown; errors are shown all.
const OF_A_RULE: usize = 3;
/// Notes that are shown altogether.
const ALL_NOTES: usize = 20;

/// Findings to show, in order, and what is left out.
#[derive(Debug, Default)]
pub(super) struct Folded<'a> {
    /// Each with how many more of its rule are left out after it.
    pub(super) shown: Vec<(&'a FindingView, usize)>,
    /// Findings of rules of which none is shown.
    pub(super) unseen: usize,
}

/// Leaves out what repeats itself.
pub(super) fn fold<'a>(findings: impl Iterator<Item = &'a FindingView>) -> Folded<'a> {
    let findings: Vec<&FindingView> = findings.collect();
    let mut totals: BTreeMap<(&str, Severity), usize> = BTreeMap::new();
    for finding in &findings {
        *totals.entry((&finding.rule, finding.severity)).or_default() += 1;
    }
    let mut room = ALL_NOTES;
    let mut limits: BTreeMap<(&str, Severity), usize> = BTreeMap::new();
    for finding in &findings {
        let key = (finding.rule.as_str(), finding.severity);
        let total = totals.get(&key).copied().unwrap_or_default();
        limits.entry(key).or_insert_with(|| match finding.severity {
            Severity::Error => total,
            Severity::Warning => of(total, OF_A_RULE),
            Severity::Note => {
                let limit = of(total, OF_A_RULE).min(room);
                room -= limit;
                limit
            }
        });
    }
    let mut folded = Folded::default();
    let mut seen: BTreeMap<(&str, Severity), usize> = BTreeMap::new();
    for finding in findings {
        let key = (finding.rule.as_str(), finding.severity);
        let (limit, total) = (limits.get(&key).copied(), totals.get(&key).copied());
        let (limit, total) = (limit.unwrap_or_default(), total.unwrap_or_default());
        let seen = seen.entry(key).or_default();
        *seen += 1;
        if *seen <= limit {
            folded.shown.push((finding, if *seen == limit { total - limit } else { 0 }));
        } else if limit == 0 {
            folded.unseen += 1;
        }
    }
    folded
}

/// How many of `total` are shown: a line that says "1 more" is no shorter than that one.
fn of(total: usize, limit: usize) -> usize {
    if total <= limit + 1 { total } else { limit }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    fn findings(counts: &[(&str, Severity, usize)]) -> Vec<FindingView> {
        let sample = sample::findings().findings.remove(0);
        let one = |rule: &str, severity| {
            let mut finding = sample.clone();
            finding.rule = rule.to_owned();
            finding.severity = severity;
            finding
        };
        counts.iter().flat_map(|(rule, severity, n)| vec![one(rule, *severity); *n]).collect()
    }

    fn shown(counts: &[(&str, Severity, usize)]) -> (Vec<(String, usize)>, usize) {
        let findings = findings(counts);
        let folded = fold(findings.iter());
        let mut lines: BTreeMap<String, usize> = BTreeMap::new();
        for (finding, more) in &folded.shown {
            *lines.entry(finding.rule.clone()).or_default() += 1;
            if *more > 0 {
                lines.insert(format!("{} more", finding.rule), *more);
            }
        }
        (lines.into_iter().collect(), folded.unseen)
    }

    #[test]
    fn every_error_is_shown_and_a_few_of_what_repeats_itself() {
        let line = |text: &str, n| (text.to_owned(), n);
        let counts = [("a", Severity::Error, 40), ("b", Severity::Warning, 12), ("c", Severity::Note, 15)];
        let expected = [line("a", 40), line("b", 3), line("b more", 9), line("c", 3), line("c more", 12)];
        assert_eq!(shown(&counts), (expected.to_vec(), 0));
        // One more is shown instead of counted.
        let counts = [("b", Severity::Warning, 4), ("c", Severity::Note, 4)];
        assert_eq!(shown(&counts), ([line("b", 4), line("c", 4)].to_vec(), 0));
    }

    #[test]
    fn notes_of_many_rules_are_no_more_than_a_person_reads() {
        let rules: Vec<String> = (0..12).map(|n| format!("r{n:02}")).collect();
        let counts: Vec<_> = rules.iter().map(|rule| (rule.as_str(), Severity::Note, 9)).collect();
        let findings = findings(&counts);
        let folded = fold(findings.iter());
        assert_eq!(folded.shown.len(), ALL_NOTES);
        let more: usize = folded.shown.iter().map(|(_, more)| more).sum();
        assert_eq!(folded.shown.len() + more + folded.unseen, findings.len());
        assert_eq!(folded.unseen, 5 * 9);
    }
}
