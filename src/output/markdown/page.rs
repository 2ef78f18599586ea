//! What the comment's template sees. Plain strings are escaped as they are printed; `Markup` is
//! built by `phrases` and printed as it is.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::template::Markup;
use super::super::wording::count;
use super::finding_lines::{self, FindingLine};
use super::{Fold, phrases, timeline};
use crate::output::escape::{code, markdown, message, shorten};
use crate::report::change::{
    AwardApprovals, ChangeReport, Criterion, Footer, MovedDate, ReviewItem, Row, TierProgress,
};

/// The most criteria and pieces of evidence of one claim.
const MAX_CRITERIA: usize = 20;

#[derive(Serialize)]
pub(super) struct Page {
    verdict: Markup,
    settled: bool,
    bulky: bool,
    notices: Vec<Markup>,
    conflicts: Vec<Markup>,
    removals: Vec<Markup>,
    people: Vec<PersonBlock>,
    shared: Vec<Markup>,
    drops: Vec<Markup>,
    moved_dates: Vec<MovedLine>,
    findings: Vec<FindingLine>,
    tallies: Vec<String>,
    review: Vec<ReviewBlock>,
    approvals: Vec<ApprovalBlock>,
    review_summary: String,
    timeline: Option<Markup>,
    left_out: String,
    footer: FooterLine,
}

/// One person: how far they are, then a line per record.
#[derive(Serialize)]
struct PersonBlock {
    who: String,
    tiers: Vec<TierLine>,
    rows: Vec<Markup>,
}

#[derive(Serialize)]
pub(super) struct TierLine {
    name: String,
    bar: Markup,
    progress: String,
}

#[derive(Serialize)]
struct MovedLine {
    who: String,
    title: String,
    step: Markup,
}

#[derive(Serialize)]
struct ReviewBlock {
    who: String,
    claim: String,
    level_text: Option<String>,
    criteria: Vec<Markup>,
    evidence: Vec<EvidenceLine>,
}

#[derive(Serialize)]
struct ApprovalBlock {
    who: String,
    credential: String,
    asked: Markup,
    state: Markup,
}

#[derive(Default, Serialize)]
struct EvidenceLine {
    what: Markup,
    decision: Option<String>,
    story: Option<String>,
    applied: Option<Markup>,
    observed: Option<Markup>,
}

#[derive(Serialize)]
pub(super) struct FooterLine {
    version: String,
    head: Markup,
    base: Markup,
}

impl FooterLine {
    pub(super) fn of(footer: &Footer) -> Self {
        Self { version: shorten(&footer.version, 40), head: commit(&footer.head), base: commit(&footer.base) }
    }
}

/// The first `limit` items; what is over is named in `left_out`, with what the report itself omits.
fn first<'a, T>(
    items: &'a [T],
    omitted: usize,
    limit: usize,
    word: &str,
    left_out: &mut Vec<String>,
) -> &'a [T] {
    let (kept, rest) = items.split_at_checked(limit).unwrap_or((items, &[]));
    let more = rest.len() + omitted;
    if more > 0 {
        left_out.push(count(more, &format!("more {word}")));
    }
    kept
}

impl Page {
    pub(super) fn new(report: &ChangeReport, fold: Fold, settled: bool) -> Self {
        let mut left_out = Vec::new();
        let omitted = &report.omitted;
        let rows = first(&report.rows, omitted.rows, fold.rows, "row", &mut left_out);
        let shared = first(&report.shared, omitted.shared, fold.rows, "shared record", &mut left_out);
        let removals = first(&report.removals, omitted.removals, fold.rows, "removal", &mut left_out);
        let conflicts = &report.verdict.conflicts;
        let conflicts = first(conflicts, omitted.conflicts, fold.rows, "conflict", &mut left_out);
        let tiers = first(&report.tiers, omitted.tiers, fold.rows, "tier", &mut left_out);
        let drops = first(&report.drops, omitted.drops, fold.rows, "progress row", &mut left_out);
        let moved = first(&report.moved_dates, omitted.moved_dates, fold.rows, "moved date", &mut left_out);
        let notices = first(&report.notices, omitted.notices, fold.rows, "notice", &mut left_out);
        let review = if fold.review { report.review.as_slice() } else { &[] };
        let of_review = |omitted: usize| if fold.review { omitted } else { 0 };
        let review = first(review, of_review(omitted.review), fold.rows, "claim", &mut left_out);
        let approvals = if fold.review { report.approvals.as_slice() } else { &[] };
        let approvals = first(approvals, of_review(omitted.approvals), fold.rows, "award", &mut left_out);
        let has_review =
            report.review.len() + report.approvals.len() + omitted.review + omitted.approvals > 0;
        if !fold.review && has_review {
            left_out.push("the part for the reviewer".into());
        }
        if !fold.standing && report.standing.total() > 0 {
            left_out.push("the count of standing findings".into());
        }
        let chart = (report.dates_in_play() >= 3).then(|| timeline::gantt(&report.timeline, fold.rows));
        if !fold.timeline && chart.is_some() {
            left_out.push("the timeline".into());
        } else if omitted.timeline > 0 {
            left_out.push(count(omitted.timeline, "more date") + " of the timeline");
        }
        let (findings, unlisted) = finding_lines::listed(&report.introduced);
        Self {
            verdict: phrases::verdict(report),
            settled,
            bulky: !report.verdict.no_record,
            notices: notices.iter().map(|notice| Markup(message(&shorten(notice, 400)))).collect(),
            conflicts: conflicts.iter().map(|path| Markup(code(&shorten(path, 160)))).collect(),
            removals: removals.iter().map(phrases::removal).collect(),
            people: blocks(rows, tiers),
            shared: shared.iter().map(phrases::shared).collect(),
            drops: drops.iter().map(phrases::dropped).collect(),
            moved_dates: moved_lines(moved),
            findings,
            tallies: finding_lines::tallies(report, unlisted, fold),
            review: review.iter().map(review_block).collect(),
            approvals: approvals.iter().map(approval_block).collect(),
            review_summary: review_summary(report),
            timeline: chart.filter(|_| fold.timeline).map(Markup),
            left_out: left_out.join(", "),
            footer: FooterLine::of(&report.footer),
        }
    }
}

impl Page {
    /// About how many items the template goes through.
    pub(super) fn items(&self) -> usize {
        let review = self.review.iter().map(|block| 1 + block.criteria.len() + block.evidence.len());
        [
            self.notices.len(),
            self.conflicts.len(),
            self.removals.len(),
            self.people.iter().map(|block| 1 + block.tiers.len() + block.rows.len()).sum(),
            self.shared.len(),
            self.drops.len(),
            self.moved_dates.len(),
            self.findings.len(),
            self.tallies.len(),
            self.approvals.len(),
        ]
        .into_iter()
        .chain(review)
        .sum()
    }
}

/// Rows and tiers by person, in the order in which people first appear.
fn blocks(rows: &[Row], tiers: &[TierProgress]) -> Vec<PersonBlock> {
    let mut places = BTreeMap::new();
    let mut blocks: Vec<PersonBlock> = Vec::new();
    for person in rows.iter().map(|row| &row.person).chain(tiers.iter().map(|tier| &tier.person)) {
        places.entry(&person.handle).or_insert_with(|| {
            blocks.push(PersonBlock { who: who(person.shown()), tiers: Vec::new(), rows: Vec::new() });
            blocks.len() - 1
        });
    }
    for row in rows {
        if let Some(block) = places.get(&row.person.handle).and_then(|at| blocks.get_mut(*at)) {
            block.rows.push(phrases::facts(row));
        }
    }
    for tier in tiers {
        if let Some(block) = places.get(&tier.person.handle).and_then(|at| blocks.get_mut(*at)) {
            block.tiers.push(tier_line(tier));
        }
    }
    blocks
}

pub(super) fn tier_line(tier: &TierProgress) -> TierLine {
    TierLine {
        name: shorten(&tier.tier, 80),
        bar: phrases::bar(tier.before, tier.after),
        progress: phrases::progress(tier.before, tier.after),
    }
}

/// A line per record: its dates that moved, then why.
fn moved_lines(moved: &[MovedDate]) -> Vec<MovedLine> {
    let same_record = |a: &MovedDate, b: &MovedDate| {
        (&a.person, &a.title, &a.reason) == (&b.person, &b.title, &b.reason) && a.field != b.field
    };
    moved
        .chunk_by(same_record)
        .filter_map(|dates| {
            let first = dates.first()?;
            Some(MovedLine {
                who: who(first.person.shown()),
                title: shorten(&first.title, 120),
                step: phrases::moved(dates, first.reason.as_deref()),
            })
        })
        .collect()
}

pub(super) fn who(name: &str) -> String {
    shorten(name, 60)
}

fn commit(id: &str) -> Markup {
    if id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        Markup(code(&id.chars().take(10).collect::<String>()))
    } else {
        Markup(markdown(&shorten(id, 40)))
    }
}

fn review_block(item: &ReviewItem) -> ReviewBlock {
    let level = match &item.level_name {
        Some(name) => format!("{} ({})", item.level, shorten(name, 40)),
        None => item.level.to_string(),
    };
    let mut criteria: Vec<Markup> = item.criteria.iter().take(MAX_CRITERIA).map(criterion_line).collect();
    criteria.extend(more(item.criteria.len(), "more criterion").map(Markup));
    let shown = item.evidence.iter().take(MAX_CRITERIA).map(|evidence| EvidenceLine {
        what: phrases::evidence(evidence),
        decision: evidence.decision.as_deref().map(|decision| shorten(decision, 600)),
        // Where the decision is told, the beginning of the story is enough.
        story: evidence
            .story
            .as_deref()
            .map(|story| shorten(story, if evidence.decision.is_some() { 600 } else { 1_200 })),
        applied: evidence.applied.as_ref().map(|applied| Markup(phrases::applied("Used", applied))),
        observed: evidence.observed.as_ref().map(phrases::observed),
    });
    let rest = more(item.evidence.len(), "more entry")
        .map(|rest| EvidenceLine { what: Markup(rest), ..EvidenceLine::default() });
    let claimed = if item.own_claim { ", as the person says" } else { "" };
    ReviewBlock {
        who: who(item.person.shown()),
        claim: format!("{}, level {level}{claimed}", shorten(&item.skill, 80)),
        level_text: item.level_text.as_deref().map(|text| shorten(text, 600)),
        criteria,
        evidence: shown.chain(rest).collect(),
    }
}

fn approval_block(award: &AwardApprovals) -> ApprovalBlock {
    ApprovalBlock {
        who: who(award.person.shown()),
        credential: shorten(&award.credential, 80),
        asked: phrases::approvals_asked(award),
        state: phrases::approvals_state(award),
    }
}

/// `2 levels to judge, 1 award to approve`.
fn review_summary(report: &ChangeReport) -> String {
    let levels = report.review.len() + report.omitted.review;
    let pending = report.approvals.iter().filter(|award| award.pending.is_some()).count();
    let approved = report.approvals.len() - pending;
    let parts = [
        (levels, count(levels, "level") + " to judge"),
        (pending, count(pending, "award") + " to approve"),
        (approved, count(approved, "award") + " approved"),
    ];
    let there: Vec<String> = parts.into_iter().filter(|(n, _)| *n > 0).map(|(_, part)| part).collect();
    there.join(", ")
}

fn criterion_line(criterion: &Criterion) -> Markup {
    let rated = criterion.level.map_or("not rated".to_owned(), |level| format!("rated {level}"));
    let (name, good) = (markdown(&shorten(&criterion.name, 60)), markdown(&shorten(&criterion.good, 300)));
    Markup(format!("{name}, {rated}: {good}"))
}

/// What stands for those after the first [`MAX_CRITERIA`].
fn more(all: usize, word: &str) -> Option<String> {
    let rest = all.saturating_sub(MAX_CRITERIA);
    (rest > 0).then(|| format!("and {}", count(rest, word)))
}
