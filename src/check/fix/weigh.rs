//! Whether a mended file is better than it was.

use std::collections::BTreeMap;

use super::plan::Splice;
use crate::finding::{Finding, Location, Severity};
use crate::record::RecordPath;
use crate::schema;
use crate::source::SourceFile;
use crate::yaml;

/// How far a file can be judged. What lies behind a fault shows only once the fault is mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    /// It is no YAML, or lies where no record belongs.
    Unreadable,
    /// It is a document, but none of its kind.
    Document,
    /// It is a record, which every rule looks at.
    Record,
}

/// How far the text of `file` can be judged.
pub(super) fn stage(file: &SourceFile) -> Stage {
    let (Ok(record), Some(document)) = (RecordPath::parse(file.path()), yaml::parse(file).document) else {
        return Stage::Unreadable;
    };
    if schema::violations(record.kind, &document).is_empty() { Stage::Record } else { Stage::Document }
}

/// More findings than these are not told one by one by every rule: then their number decides.
const MANY: usize = 50;

/// What a file was before it was mended, and how it was.
#[derive(Debug)]
pub(super) struct Before {
    stage: Stage,
    findings: Vec<(&'static str, String)>,
    splices: Vec<Splice>,
}

impl Before {
    pub(super) fn new(stage: Stage, findings: &[&Finding], splices: Vec<Splice>) -> Self {
        Self { stage, findings: findings.iter().map(|finding| place(finding)).collect(), splices }
    }

    /// How far it could be judged.
    pub(super) fn stage(&self) -> Stage {
        self.stage
    }

    /// The replacements that were tried.
    pub(super) fn splices(&self) -> &[Splice] {
        &self.splices
    }

    /// Whether the file is better now: what was mended is gone, and nothing is found that was not
    /// there. What only shows because more can be judged now is not held against it, nor what weighs
    /// less than what was mended.
    pub(super) fn is_better(&self, stage: Stage, now: &[&Finding]) -> bool {
        if stage != self.stage {
            return stage > self.stage;
        }
        if self.findings.len() >= MANY {
            return now.len() < self.findings.len();
        }
        let mut known: BTreeMap<&(&str, String), usize> = BTreeMap::new();
        for place in &self.findings {
            *known.entry(place).or_default() += 1;
        }
        let mut new = Vec::new();
        for finding in now {
            match known.get_mut(&place(finding)).filter(|count| **count > 0) {
                Some(count) => *count -= 1,
                None => new.push(*finding),
            }
        }
        let gone = known.values().any(|count| *count > 0) || stage == Stage::Unreadable && self.is_past(now);
        gone && new.iter().all(|finding| self.was_hidden(stage, finding))
    }

    /// Whether every fault of the text stands behind what was mended first. The next one may be of the
    /// same kind, and is told in the same words.
    fn is_past(&self, now: &[&Finding]) -> bool {
        let Some(first) = self.splices.first() else { return false };
        let end = first.span.start + first.text.len();
        now.iter().all(|finding| match &finding.location {
            Location::Text { span, .. } => span.start >= end,
            Location::Route { .. } | Location::Entry { .. } => true,
        })
    }

    /// Whether `finding` may have been hidden behind what was mended.
    fn was_hidden(&self, stage: Stage, finding: &Finding) -> bool {
        let worst = self.splices.iter().map(|splice| splice.severity).max().unwrap_or(Severity::Note);
        match &finding.location {
            // The parser stops at the first fault: one further on is progress.
            Location::Text { span, .. } if stage == Stage::Unreadable => {
                self.splices.first().is_some_and(|first| span.start > first.span.start)
            }
            Location::Route { pointer, .. }
                if self.splices.iter().any(|splice| {
                    let below = |key: &crate::finding::Pointer| {
                        let rest = pointer.as_str().strip_prefix(key.as_str());
                        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                    };
                    splice.key.as_ref().is_some_and(below)
                }) =>
            {
                true
            }
            Location::Route { .. } | Location::Text { .. } | Location::Entry { .. } => {
                finding.severity < worst
            }
        }
    }
}

/// What tells a finding from others of its file while bytes move: rule and place.
fn place(finding: &Finding) -> (&'static str, String) {
    let place = match &finding.location {
        Location::Route { pointer, target, .. } => {
            let subject = finding.subject.as_deref().unwrap_or_default();
            format!("{} {target:?} {subject}", pointer.as_str())
        }
        Location::Text { .. } | Location::Entry { .. } => finding.message.clone(),
    };
    (finding.rule, place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Certainty, Pointer};
    use crate::source::Span;

    fn at(rule: &'static str, severity: Severity, pointer: &str) -> Finding {
        Finding::new(rule, severity, Location::value("a.yaml", pointer), "message").replace(
            "write",
            "x",
            Certainty::Exact,
        )
    }

    fn before(findings: &[&Finding], key: Option<&str>) -> Before {
        let sign = ("rule", String::new(), String::new());
        let key = key.map(Pointer::from);
        let splice = Splice { span: Span::new(3, 4), text: "x".into(), sign, severity: Severity::Error, key };
        Before::new(Stage::Record, findings, vec![splice])
    }

    #[test]
    fn a_new_finding_of_the_same_weight_is_worse_and_a_lighter_one_is_not() {
        let (old, other) = (at("a", Severity::Error, "/x"), at("b", Severity::Error, "/y"));
        let (new, note) = (at("c", Severity::Error, "/z"), at("c", Severity::Note, "/z"));
        let better = |now: &[&Finding]| before(&[&old, &other], None).is_better(Stage::Record, now);
        assert!(better(&[&other]) && better(&[]) && better(&[&other, &note]));
        assert!(!better(&[&other, &new]), "something else went wrong");
        assert!(!better(&[&old, &other]), "nothing is mended");
        assert!(!better(&[&other, &other]), "what was there twice over is new");
    }

    #[test]
    fn what_could_not_be_judged_before_is_not_held_against_it() {
        let (old, new) = (at("a", Severity::Error, "/titel"), at("b", Severity::Error, "/title/0"));
        assert!(before(&[&old], Some("/title")).is_better(Stage::Record, &[&new]));
        assert!(!before(&[&old], Some("/tit")).is_better(Stage::Record, &[&new]));
        let mut lower = before(&[&old], None);
        lower.stage = Stage::Document;
        assert!(lower.is_better(Stage::Record, &[&new, &new]));
        assert!(!lower.is_better(Stage::Unreadable, &[]));
    }
}
