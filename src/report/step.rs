//! What a step of CI tells: the findings that count, worst first, and how the rest stands.

use super::change::{ChangeReport, Omitted};
use super::findings::{FindingView, FindingsReport, Tally};
use crate::finding::Severity;
use crate::rules::change::policy_change;
use crate::rules::{Family, by_id};

/// What a step of CI tells of a check, or of a change where there is no place for a comment.
#[derive(Clone, Debug, Default)]
pub struct StepReport<'a> {
    /// Whether two states were compared.
    pub compared: bool,
    /// The findings that count: introduced by the change, or found by a plain check. Errors first;
    /// within a weight what decides about later changes, then one finding of each rule before the
    /// second of any.
    pub found: Vec<&'a FindingView>,
    /// Findings that stand with and without the change.
    pub standing: Tally,
    /// How many findings the change resolves.
    pub resolved: usize,
    /// Files that do not merge with base.
    pub conflicts: Vec<&'a str>,
    /// Records that the change removes, under their paths in base.
    pub removals: Vec<&'a str>,
    /// How many of all these the report left out, because it would have been too long.
    pub omitted: Omitted,
    /// Short sentences about how the check was made, without full stop.
    pub notices: Vec<&'a str>,
    /// The learning repository's folder in the Git repository, `""` for the top: forges name files
    /// from the top.
    pub root: &'a str,
}

impl<'a> StepReport<'a> {
    /// Of a check.
    #[must_use]
    pub fn of_check(report: &'a FindingsReport, root: &'a str) -> Self {
        Self {
            compared: report.compared,
            found: worst_first(report.findings.iter().filter(|finding| finding.counts())),
            standing: report.counts.standing,
            resolved: report.counts.resolved.total(),
            conflicts: report.conflicts.iter().map(String::as_str).collect(),
            removals: report.removals.iter().map(String::as_str).collect(),
            notices: report.notices.iter().map(String::as_str).collect(),
            omitted: Omitted::default(),
            root,
        }
    }

    /// Of a change.
    #[must_use]
    pub fn of_change(report: &'a ChangeReport, root: &'a str) -> Self {
        Self {
            compared: true,
            found: worst_first(report.introduced.iter().map(|introduced| &introduced.finding)),
            standing: report.standing,
            resolved: report.resolved,
            conflicts: report.verdict.conflicts.iter().map(String::as_str).collect(),
            removals: report.removals.iter().map(|removal| removal.path.as_str()).collect(),
            notices: report.notices.iter().map(String::as_str).collect(),
            omitted: report.omitted,
            root,
        }
    }

    /// The findings that count, in numbers, with those that the report left out.
    #[must_use]
    pub fn counts(&self) -> Tally {
        let (found, more) = (Tally::of(self.found.iter().copied()), self.omitted.introduced);
        Tally {
            errors: found.errors + more.errors,
            warnings: found.warnings + more.warnings,
            notes: found.notes + more.notes,
        }
    }
}

fn worst_first<'a>(findings: impl Iterator<Item = &'a FindingView>) -> Vec<&'a FindingView> {
    let mut seen = std::collections::BTreeMap::new();
    let mut keyed: Vec<_> = findings
        .map(|finding| {
            let nth: &mut usize = seen.entry((finding.severity, finding.rule.as_str())).or_default();
            *nth += 1;
            let turn = if finding.severity == Severity::Error { 0 } else { turn(&finding.rule) };
            ((std::cmp::Reverse(finding.severity), turn, *nth), finding)
        })
        .collect();
    // Stable: what has the same rank stays in the order of path and place.
    keyed.sort_by_key(|(rank, _)| *rank);
    keyed.into_iter().map(|(_, finding)| finding).collect()
}

/// Whose turn it is among findings that are no errors: the rules themselves, then records that go,
/// then the rest.
#[must_use]
pub fn turn(rule: &str) -> usize {
    match by_id(rule) {
        Some(rule) if rule.id == policy_change::RULE.id => 0,
        Some(rule) if rule.family == Family::Change => 1,
        Some(_) | None => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::findings::Checked;
    use crate::report::sample;

    #[test]
    fn the_worst_come_first_and_no_rule_hides_another() {
        let all: Vec<FindingView> = [
            ("vague-goal", Severity::Note),
            ("missing-feedback", Severity::Warning),
            ("late-application-plan", Severity::Error),
            ("late-application-plan", Severity::Error),
            ("unknown-key", Severity::Error),
            ("policy-change", Severity::Warning),
        ]
        .into_iter()
        .enumerate()
        .map(|(n, (rule, severity))| {
            sample::finding(rule, severity, None, (&format!("{n}.yaml"), "a: b\n", "b"), "x")
        })
        .collect();
        let report = FindingsReport::new(false, Checked::default(), all);
        let step = StepReport::of_check(&report, "");
        let places: Vec<&str> = step.found.iter().map(|finding| finding.place.path.as_str()).collect();
        assert_eq!(places, ["2.yaml", "4.yaml", "3.yaml", "5.yaml", "1.yaml", "0.yaml"]);
        assert_eq!(step.counts(), Tally { errors: 3, warnings: 2, notes: 1 });
    }

    #[test]
    fn only_what_counts_is_told_one_by_one() {
        let report = sample::findings();
        let step = StepReport::of_check(&report, "learning");
        assert_eq!(step.found.len(), 2);
        assert_eq!((step.standing.total(), step.resolved), (2, 1));
        let change = sample::change();
        let step = StepReport::of_change(&change, "");
        assert_eq!((step.found.len(), step.removals.len(), step.resolved), (2, 1, 2));
        assert_eq!(step.counts(), Tally { errors: 1, warnings: 1, notes: 0 });
    }

    #[test]
    fn what_a_report_left_out_counts() {
        let mut change = sample::change();
        change.omitted.introduced = Tally { errors: 7, warnings: 0, notes: 900 };
        let step = StepReport::of_change(&change, "");
        assert_eq!(step.counts(), Tally { errors: 8, warnings: 1, notes: 900 });
    }
}
