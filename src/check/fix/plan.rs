//! Which sure replacements of one file are put in place together.

use std::collections::BTreeSet;

use crate::finding::{Finding, Location, Pointer, Severity, Side, Target};
use crate::source::{SourceFile, Span};
use crate::yaml::Document;

/// What tells one replacement from another, wherever its line moves to: rule, message and new text.
pub(super) type Sign = (&'static str, String, String);

/// A stretch of text and what takes its place.
#[derive(Clone, Debug)]
pub(super) struct Splice {
    pub(super) span: Span,
    pub(super) text: String,
    pub(super) sign: Sign,
    pub(super) severity: Severity,
    /// The place of a key that gets another name, under its new one.
    pub(super) key: Option<Pointer>,
}

/// The sure replacements among `findings` that do not overlap, in the order of the text; those of
/// `refused` are left out.
pub(super) fn splices(
    file: &SourceFile,
    document: Option<&Document>,
    findings: &[&Finding],
    refused: &BTreeSet<Sign>,
) -> Vec<Splice> {
    let mut all: Vec<Splice> = findings
        .iter()
        .filter_map(|finding| splice(file, document, finding))
        .filter(|splice| !refused.contains(&splice.sign))
        .collect();
    all.sort_by_key(|splice| (splice.span, splice.sign.clone()));
    let mut end = 0;
    all.retain(|splice| {
        let free = splice.span.start >= end;
        if free {
            end = splice.span.end;
        }
        free
    });
    all
}

fn splice(file: &SourceFile, document: Option<&Document>, finding: &Finding) -> Option<Splice> {
    let text = finding.help.as_ref()?.replacement.clone()?;
    if !finding.is_mendable() || finding.location.side() != Side::After {
        return None;
    }
    let (span, key) = match &finding.location {
        Location::Entry { .. } => return None,
        Location::Text { span, .. } => (*span, None),
        Location::Route { pointer, target, .. } => {
            let key = match target {
                Target::Key => renamed(pointer, &text),
                Target::Value => None,
            };
            (document?.locate(pointer, *target)?, key)
        }
    };
    let old = file.slice(span);
    if old.is_empty() || old == text {
        return None;
    }
    let sign = (finding.rule, finding.message.clone(), text.clone());
    Some(Splice { span, text, sign, severity: finding.severity, key })
}

/// The pointer with another last key.
fn renamed(pointer: &Pointer, key: &str) -> Option<Pointer> {
    let (parent, _) = pointer.as_str().rsplit_once('/')?;
    Some(Pointer::from(parent).key(key))
}

/// `text` with the splices in their places; all other bytes stay.
pub(super) fn applied(text: &str, splices: &[Splice]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut reached = 0;
    for splice in splices {
        out.push_str(text.get(reached..splice.span.start).unwrap_or_default());
        out.push_str(&splice.text);
        reached = splice.span.end;
    }
    out.push_str(text.get(reached..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Certainty;

    fn finding(start: usize, end: usize, text: &str, certainty: Certainty) -> Finding {
        let location = Location::text("a.yaml", Span::new(start, end));
        Finding::new("rule", Severity::Error, location, format!("{start}")).replace("write", text, certainty)
    }

    fn mended(text: &str, findings: &[Finding]) -> String {
        let file = SourceFile::new("a.yaml", text);
        let findings: Vec<&Finding> = findings.iter().collect();
        applied(text, &splices(&file, None, &findings, &BTreeSet::new()))
    }

    #[test]
    fn of_overlapping_replacements_the_first_is_taken() {
        let exact = |start, end, text| finding(start, end, text, Certainty::Exact);
        assert_eq!(mended("ä: b c", &[exact(4, 5, "xyz"), exact(0, 2, "k"), exact(1, 5, "no")]), "k: xyz c");
        assert_eq!(mended("a: b", &[exact(3, 4, "x"), exact(3, 4, "x"), exact(3, 4, "y")]), "a: x");
        assert_eq!(mended("a: b", &[exact(3, 4, "")]), "a: ");
    }

    #[test]
    fn what_is_only_likely_or_may_not_be_told_is_left() {
        assert_eq!(mended("a: b", &[finding(3, 4, "x", Certainty::Likely)]), "a: b");
        assert_eq!(mended("a: b", &[finding(3, 4, "x", Certainty::Exact).conceal()]), "a: b");
        assert_eq!(mended("a: b", &[finding(3, 3, "x", Certainty::Exact)]), "a: b");
        assert_eq!(mended("a: b", &[finding(3, 90, "x", Certainty::Exact)]), "a: b");
    }
}
