//! The comment after the merge: what was reached, and where it is to be used next. Nothing of what was
//! found or is still missing stands here.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::next_entry;
use super::super::template::{self, Fault, Markup, Target};
use super::super::wording::count;
use super::life::{Links, MERGED_TEMPLATE};
use super::page::{FooterLine, TierLine, tier_line, who};
use super::{COMMENT_LIMIT, marker_of, phrases, tidy};
use crate::output::escape::{link_target, markdown};
use crate::report::change::{ChangeReport, Details, GoalState, Row, TierProgress};

/// The layout, built in.
pub(super) const TEMPLATE: &str = include_str!("../../../templates/report/merged.md");
/// The most people who are told of, and the most lines of one of them.
const MAX_PEOPLE: usize = 20;
const MAX_LINES: usize = 10;

#[derive(Serialize)]
struct MergedPage {
    headline: Option<Markup>,
    people: Vec<PersonBlock>,
    more_people: Option<String>,
    footer: FooterLine,
}

/// What one person reached, and what is next.
#[derive(Default, Serialize)]
struct PersonBlock {
    who: String,
    tiers: Vec<TierLine>,
    reached: Vec<Markup>,
    next: Vec<Markup>,
}

/// Whether there is anything to celebrate or to do next.
pub(super) fn says_something(report: &ChangeReport) -> bool {
    tiers(report).next().is_some()
        || report.rows.iter().any(|row| phrases::reached(row).is_some() || to_use(row).is_some())
}

/// The tiers on whose way something is reached: that nothing is, is nothing to celebrate.
fn tiers(report: &ChangeReport) -> impl Iterator<Item = &TierProgress> {
    report.tiers.iter().filter(|tier| tier.after.met > 0)
}

pub(super) fn comment(report: &ChangeReport, links: Links<'_>, source: &str) -> Result<String, Fault> {
    let marker = marker_of(&report.merged_hash(), "");
    let page = page(report, links);
    let lines: usize = page.people.iter().map(|block| 2 + block.reached.len() + block.next.len()).sum();
    let body = template::render(MERGED_TEMPLATE, source, &page, lines, Target::Markdown)?;
    let text = format!("{marker}\n{}\n", tidy(&body));
    if text.len() <= COMMENT_LIMIT {
        return Ok(text);
    }
    Ok(format!("{marker}\n### Merged, thank you\n"))
}

fn page(report: &ChangeReport, links: Links<'_>) -> MergedPage {
    let mut places = BTreeMap::new();
    let mut blocks: Vec<PersonBlock> = Vec::new();
    let mut block_of = |person: &crate::report::change::Person, blocks: &mut Vec<PersonBlock>| -> usize {
        *places.entry(person.handle.clone()).or_insert_with(|| {
            blocks.push(PersonBlock { who: who(person.shown()), ..PersonBlock::default() });
            blocks.len() - 1
        })
    };
    for row in &report.rows {
        let (reached, next) = (phrases::reached(row), next(row, links));
        if reached.is_none() && next.is_none() {
            continue;
        }
        let at = block_of(&row.person, &mut blocks);
        if let Some(block) = blocks.get_mut(at) {
            block.reached.extend(reached);
            block.next.extend(next);
        }
    }
    for tier in tiers(report) {
        let at = block_of(&tier.person, &mut blocks);
        if let Some(block) = blocks.get_mut(at) {
            block.tiers.push(tier_line(tier));
        }
    }
    let more = blocks.len().saturating_sub(MAX_PEOPLE);
    blocks.truncate(MAX_PEOPLE);
    for block in &mut blocks {
        block.tiers.truncate(MAX_LINES);
        shorten(&mut block.reached);
        shorten(&mut block.next);
    }
    let headline = match tiers(report).collect::<Vec<_>>().as_slice() {
        [one] => Some(phrases::towards(one.after, &one.tier)),
        _ => None,
    };
    MergedPage {
        headline,
        people: blocks,
        more_people: (more > 0).then(|| count(more, "more person")),
        footer: FooterLine::of(&report.footer),
    }
}

fn shorten(lines: &mut Vec<Markup>) {
    let more = lines.len().saturating_sub(MAX_LINES);
    lines.truncate(MAX_LINES);
    if more > 0 {
        lines.push(Markup(format!("and {more} more")));
    }
}

/// The plan of a goal that is still to come.
fn to_use(row: &Row) -> Option<&crate::report::change::ApplicationPlan> {
    match &row.details {
        Details::Goal { state: GoalState::Active | GoalState::Done, application: Some(plan), .. } => {
            plan.applied.is_none().then_some(plan)
        }
        Details::Goal { .. }
        | Details::Entry { .. }
        | Details::Assessment { .. }
        | Details::Award { .. }
        | Details::Remediation { .. }
        | Details::Profile { .. } => None,
    }
}

/// `Use Async Rust in webhook-worker until 2027-01-15`, with where to write down what came of it.
fn next(row: &Row, links: Links<'_>) -> Option<Markup> {
    let plan = to_use(row)?;
    let step = phrases::next_step(row, plan)?;
    let page = next_entry::begun(row).and_then(|entry| {
        let target = |text: &str| link_target(&(links.new_file)(&entry.path, text)?);
        // A long text does not fit into an address; the file's name does.
        target(&entry.text).or_else(|| target(""))
    });
    Some(Markup(match page {
        Some(target) => format!("{step} · [{}]({target})", markdown("then write down what came of it")),
        None => step,
    }))
}
