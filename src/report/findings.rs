//! What a check says: findings with their places, counts, and what stands in its way.
//!
//! Plain data; rendering needs nothing else. The caller leaves out what the audience may not see
//! and turns routes into places.

use std::collections::BTreeMap;
use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use crate::check::Status;
use crate::finding::Severity;

pub use super::excerpt::{Excerpt, FileLines, PlaceView, Position, Region};

/// Another place that helps to understand a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RelatedView {
    /// What stands there, a few words.
    pub label: String,
    /// Where.
    pub place: PlaceView,
}

/// What to write instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HelpView {
    /// The advice, a sentence without full stop.
    pub text: String,
    /// What to write in the finding's place, exactly.
    pub replacement: Option<String>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FindingView {
    /// The rule's id.
    pub rule: String,
    /// The weight in force.
    pub severity: Severity,
    /// What it has to do with the change; nothing in a plain check.
    pub status: Option<Status>,
    /// Whether it comes and goes with the date.
    pub dated: bool,
    /// What is wrong, one sentence without full stop.
    pub message: String,
    /// A few words beside the underlined text; may be empty.
    pub label: String,
    /// Where.
    pub place: PlaceView,
    /// Other places.
    pub related: Vec<RelatedView>,
    /// What to write instead.
    pub help: Option<HelpView>,
    /// What makes it this finding wherever its lines move to, as 32 hexadecimal digits; equal for
    /// findings that nothing but their order tells apart.
    #[schemars(regex(pattern = "^[0-9a-f]{32}$"))]
    pub fingerprint: String,
}

impl FindingView {
    /// Whether it counts: introduced by the change, or found by a plain check.
    #[must_use]
    pub fn counts(&self) -> bool {
        matches!(self.status, None | Some(Status::Introduced))
    }
}

/// How many findings of each weight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Tally {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
}

impl Tally {
    /// All of them.
    #[must_use]
    pub fn total(self) -> usize {
        self.errors + self.warnings + self.notes
    }

    /// Counts findings.
    #[must_use]
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a FindingView>) -> Self {
        let mut tally = Self::default();
        for finding in findings {
            match finding.severity {
                Severity::Error => tally.errors += 1,
                Severity::Warning => tally.warnings += 1,
                Severity::Note => tally.notes += 1,
            }
        }
        tally
    }
}

/// What was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Checked {
    /// Files read.
    pub files: usize,
    /// Records among them.
    pub records: usize,
    /// People to whom they belong.
    pub people: usize,
}

/// Findings of each kind, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Counts {
    /// Those that decide: introduced ones, or all of a plain check.
    pub found: Tally,
    /// Those that stand with and without the change.
    pub standing: Tally,
    /// Those that the change resolves.
    pub resolved: Tally,
    /// Those that went with their records.
    pub removed: Tally,
}

/// What `milepost check` says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FindingsReport {
    /// Whether two states were compared; otherwise findings have no status.
    pub compared: bool,
    /// Whether there is a change, and it touches no record.
    pub untouched: bool,
    /// What was looked at.
    pub checked: Checked,
    /// Findings in numbers.
    pub counts: Counts,
    /// Records that the change removes, under their paths in base.
    pub removals: Vec<String>,
    /// Files that do not merge with base.
    pub conflicts: Vec<String>,
    /// Short sentences about how the check was made, without full stop.
    pub notices: Vec<String>,
    /// In the order in which they are shown: introduced, standing, resolved, removed; within these
    /// by path and place.
    pub findings: Vec<FindingView>,
    /// How long it took; for people only, so that equal input gives equal bytes.
    #[serde(skip)]
    pub elapsed: Option<Duration>,
}

impl FindingsReport {
    /// Sorts and counts `findings`. What else there is to say is added by the caller.
    #[must_use]
    pub fn new(compared: bool, checked: Checked, mut findings: Vec<FindingView>) -> Self {
        findings.sort_by(|a, b| order(a).cmp(&order(b)));
        let tally = |status| Tally::of(findings.iter().filter(|finding| finding.status == Some(status)));
        let counts = Counts {
            found: Tally::of(findings.iter().filter(|finding| finding.counts())),
            standing: tally(Status::Standing),
            resolved: tally(Status::Resolved),
            removed: tally(Status::Removed),
        };
        Self {
            compared,
            untouched: false,
            checked,
            counts,
            removals: Vec::new(),
            conflicts: Vec::new(),
            notices: Vec::new(),
            findings,
            elapsed: None,
        }
    }
}

/// The fingerprints of `findings` with `:1` after the first of equal ones, `:2` after the second: no
/// two are the same. Those that stood before are counted first, so that they keep their numbers.
#[must_use]
pub fn unique_fingerprints(findings: &[&FindingView]) -> Vec<String> {
    let mut turn: Vec<usize> = (0..findings.len()).collect();
    turn.sort_by_key(|index| findings.get(*index).map(|it| it.status != Some(Status::Standing)));
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut unique = vec![String::new(); findings.len()];
    for index in turn {
        let (Some(finding), Some(place)) = (findings.get(index), unique.get_mut(index)) else { continue };
        let nth = seen.entry(&finding.fingerprint).or_default();
        *nth += 1;
        *place = format!("{}:{nth}", finding.fingerprint);
    }
    unique
}

fn order(finding: &FindingView) -> impl Ord + '_ {
    let start = finding.place.region.as_ref().map(|region| region.start);
    (finding.status, finding.place.path.as_str(), start, &finding.rule, &finding.message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn findings_are_sorted_and_counted_by_status() {
        let mut findings = sample::findings().findings;
        findings.reverse();
        let report = FindingsReport::new(true, Checked::default(), findings);
        assert_eq!(report.counts.found, Tally { errors: 1, warnings: 1, notes: 0 });
        assert_eq!(report.counts.standing, Tally { errors: 0, warnings: 1, notes: 1 });
        assert_eq!(report.counts.resolved.total(), 1);
        assert_eq!(report.counts.removed.total(), 1);
        let statuses: Vec<_> = report.findings.iter().map(|finding| finding.status).collect();
        assert!(statuses.is_sorted());
    }

    #[test]
    fn equal_findings_are_told_apart_by_their_order() {
        let sample = sample::findings().findings;
        let (new, old) =
            (sample[0].clone(), FindingView { status: Some(Status::Standing), ..sample[0].clone() });
        let print = &new.fingerprint;
        assert_eq!(
            unique_fingerprints(&[&new, &old, &sample[1], &new]),
            [
                format!("{print}:2"),
                format!("{print}:1"),
                format!("{}:1", sample[1].fingerprint),
                format!("{print}:3")
            ]
        );
    }

    #[test]
    fn places_in_the_sample_show_what_is_wrong() {
        let report = sample::findings();
        let texts: Vec<_> = report
            .findings
            .iter()
            .filter_map(|finding| {
                let excerpt = &finding.place.region.as_ref()?.excerpt;
                excerpt.text.get(excerpt.start..excerpt.end)
            })
            .collect();
        assert_eq!(texts, ["2027-02-15", "Café 日本", "asinc-rust", "reading", "ben"]);
    }
}
