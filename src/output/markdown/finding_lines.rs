//! Findings in the comment: the same finding at several places is one bullet, and what is over is
//! counted. The report itself keeps each.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::template::Markup;
use super::super::wording::{count, tally};
use super::Fold;
use crate::finding::Severity;
use crate::output::escape::{code, link_target, message, shorten};
use crate::report::change::{ChangeReport, IntroducedFinding};
use crate::report::step::turn;

/// The most errors that are listed, and the most others.
const MAX_ERRORS: usize = 20;
const MAX_OTHERS: usize = 5;
/// The most places of one finding.
const MAX_PLACES: usize = 3;

/// One bullet.
#[derive(Serialize)]
pub(super) struct FindingLine {
    severity: String,
    message: Markup,
    place: Markup,
    rule: Markup,
    help: Option<Markup>,
}

/// How many findings no bullet tells of.
#[derive(Clone, Copy)]
pub(super) struct Unlisted {
    errors: usize,
    others: usize,
}

/// Findings that differ in their places only.
type Same<'a> = Vec<&'a IntroducedFinding>;

/// Errors first, then others by weight. What decides about later changes comes before the weight: a
/// page of warnings must not push a looser policy out of the comment.
pub(super) fn listed(introduced: &[IntroducedFinding]) -> (Vec<FindingLine>, Unlisted) {
    let of = |severity| same(introduced.iter().filter(move |i| i.finding.severity == severity));
    let mut errors = of(Severity::Error);
    let mut others = of(Severity::Warning);
    others.extend(of(Severity::Note));
    others.sort_by_key(|group| group.first().map(|it| turn(&it.finding.rule)));
    let over = |groups: &mut Vec<Same<'_>>, limit: usize| {
        groups.split_off(limit.min(groups.len())).iter().map(Vec::len).sum()
    };
    let unlisted = Unlisted { errors: over(&mut errors, MAX_ERRORS), others: over(&mut others, MAX_OTHERS) };
    (errors.iter().chain(&others).filter_map(|group| line(group)).collect(), unlisted)
}

/// Groups in the order in which they first appear.
fn same<'a>(findings: impl Iterator<Item = &'a IntroducedFinding>) -> Vec<Same<'a>> {
    let mut known = BTreeMap::new();
    let mut groups: Vec<Same<'a>> = Vec::new();
    for introduced in findings {
        let finding = &introduced.finding;
        let help = finding.help.as_ref().map(|help| (&help.text, &help.replacement));
        let at = *known.entry((&finding.rule, &finding.message, help)).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(at) {
            group.push(introduced);
        }
    }
    groups
}

fn line(group: &[&IntroducedFinding]) -> Option<FindingLine> {
    let finding = &group.first()?.finding;
    let help = finding.help.as_ref().map(|help| {
        let text = message(&shorten(&help.text, 300));
        Markup(match &help.replacement {
            Some(replacement) if !help.text.contains(&format!("`{replacement}`")) => {
                format!("{text} → {}", code(&shorten(replacement, 200)))
            }
            Some(_) | None => text,
        })
    });
    Some(FindingLine {
        severity: finding.severity.to_string(),
        message: Markup(message(&shorten(&finding.message, 400))),
        place: Markup(places(group)),
        rule: Markup(code(&shorten(&finding.rule, 80))),
        help,
    })
}

/// `a.yaml:1, b.yaml:2, c.yaml:3 and 17 more places`.
fn places(group: &[&IntroducedFinding]) -> String {
    let shown: Vec<String> = group.iter().take(MAX_PLACES).map(|introduced| place(introduced)).collect();
    match group.len().saturating_sub(MAX_PLACES) {
        0 => shown.join(", "),
        rest => format!("{} and {}", shown.join(", "), count(rest, "more place")),
    }
}

fn place(introduced: &IntroducedFinding) -> String {
    let place = &introduced.finding.place;
    let line = place.region.as_ref().map_or(String::new(), |region| format!(":{}", region.start.line));
    let shown = code(&format!("{}{line}", shorten(&place.path, 160)));
    match introduced.permalink.as_deref().and_then(link_target) {
        Some(target) => format!("[{shown}]({target})"),
        None => shown,
    }
}

/// What is counted instead of listed, a sentence each.
pub(super) fn tallies(report: &ChangeReport, unlisted: Unlisted, fold: Fold) -> Vec<String> {
    let omitted = report.omitted.introduced;
    let others = unlisted.others + omitted.warnings + omitted.notes;
    let more = [(unlisted.errors + omitted.errors, "error"), (others, "other finding")]
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| count(n, word))
        .collect::<Vec<_>>()
        .join(" and ");
    let mut lines = Vec::new();
    if !more.is_empty() {
        lines.push(format!("Not listed here: {more}. The check's own output has them all."));
    }
    if fold.standing && report.standing.total() > 0 {
        lines.push(format!(
            "Standing, not from this change: {} ({}).",
            report.standing.total(),
            tally(report.standing)
        ));
    }
    if report.resolved > 0 {
        lines.push(format!("Resolved by this change: {}. Thank you!", count(report.resolved, "finding")));
    }
    lines
}
