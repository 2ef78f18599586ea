//! From two compared states to the report on the change: what is said of which record.
//!
//! Everything here is about the change: of ratings, only those that it touches are named. How a
//! sentence reads is in `output/`.

mod approvals;
mod dates;
mod difference;
mod drops;
mod evidence;
mod levels;
mod names;
mod review;
mod rows;
mod shared;
mod suggested;
mod tiers;
mod touched;
mod verdict;

use crate::check::{Comparison, Locator, Settings, State, Status};
use crate::error::Error;
use crate::finding::{Audience, Finding, Location, Severity, Side};
use crate::policy::Vocabulary;
use crate::progress::Limits;
use crate::report::change::{ChangeReport, Footer, IntroducedFinding};
use crate::report::findings::Tally;
use crate::report::located;
use crate::report::permalink::Permalink;
use crate::rules::goal::slipped_deadline;
use crate::source::{FileChange, ObjectId};
use names::Names;
use suggested::Suggestions;
use touched::{Touched, TouchedPerson};

/// A compared change, and what the report on it goes by.
pub struct Compared<'a> {
    /// The state before.
    pub base: &'a State,
    /// The state that merging would give.
    pub after: &'a State,
    /// What differs between them.
    pub files: &'a [FileChange],
    /// What comparing them says.
    pub comparison: &'a Comparison,
    /// Policy, severities and day.
    pub settings: &'a Settings,
    /// Sentences about how the comparison was made.
    pub notices: &'a [String],
    /// The base's commit.
    pub base_commit: ObjectId,
    /// The head's commit; `None` where the head is the working tree.
    pub head_commit: Option<ObjectId>,
    /// The handle of whoever made the change, where it is known.
    pub author: Option<&'a str>,
    /// How lines are linked, if they are.
    pub permalink: Option<&'a Permalink>,
}

/// What the parts of the report share.
struct View<'a> {
    of: &'a Compared<'a>,
    names: Names<'a>,
    limits: Limits,
    vocabulary: &'a Vocabulary,
}

/// The report on a change.
///
/// # Errors
/// Where a state cannot be read.
pub fn report(compared: &Compared<'_>) -> Result<ChangeReport, Error> {
    let after = compared.after;
    let vocabulary =
        after.policy.checked.as_ref().map_or(&compared.settings.policy.vocabulary, |own| &own.vocabulary);
    let view = View {
        of: compared,
        names: Names::new(compared),
        limits: Limits::of(&compared.settings.policy, vocabulary),
        vocabulary,
    };
    let touched = Touched::of(compared)?;
    let people = &touched.people;
    let tiers: Vec<_> = people.iter().filter_map(|person| tiers::progress(&view, person)).collect();
    let mut report = ChangeReport {
        notices: compared.notices.to_vec(),
        removals: touched.removals(&view),
        shared: shared::changes(&view, &touched.shared),
        moved_dates: people.iter().flat_map(|person| dates::moved(&view, person)).collect(),
        review: review::items(&view, people)?,
        approvals: people.iter().flat_map(|person| approvals::asked(&view, person)).collect(),
        timeline: people.iter().flat_map(|person| dates::timeline(&view, person)).collect(),
        drops: drops::drops(&view, &tiers)?,
        tiers,
        rows: people.iter().flat_map(|person| rows::rows(&view, person)).collect(),
        footer: Footer {
            head: compared.head_commit.map_or_else(|| "working tree".to_owned(), |commit| commit.to_string()),
            base: compared.base_commit.to_string(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        },
        ..ChangeReport::default()
    };
    add_findings(&mut report, compared)?;
    report.verdict = verdict::verdict(&view, &touched, &report);
    base_failure(compared)?;
    Ok(report)
}

/// A look-up of a person that failed on the way is a failure of the report.
fn base_failure(compared: &Compared<'_>) -> Result<(), Error> {
    compared.base.people.failure()?;
    compared.after.people.failure()
}

/// What the change introduces, and the counts of what else there is. Findings for the person alone
/// are in none of them.
fn add_findings(report: &mut ChangeReport, compared: &Compared<'_>) -> Result<(), Error> {
    let mut locator = Locator::new(Some(compared.base.snapshot.clone()), compared.after.snapshot.clone());
    let mut suggestions = Suggestions::new(compared);
    for (status, finding) in &compared.comparison.findings {
        if finding.audience == Audience::Owner {
            continue;
        }
        match status {
            // The dates that move are a part of their own, with the reason and what stood before.
            Status::Introduced if is_note_on_moved_dates(finding) => {}
            Status::Introduced => {
                let view = located::view(finding, Some(*status), &mut locator)?;
                let line = view.place.region.as_ref().map_or(1, |region| region.start.line);
                let permalink = permalink(compared, finding, line);
                let suggestion = suggestions.of(finding, &mut locator)?;
                report.introduced.push(IntroducedFinding { finding: view, permalink, suggestion });
            }
            Status::Standing => count(&mut report.standing, finding.severity),
            Status::Resolved => report.resolved += 1,
            Status::Removed => {}
        }
    }
    Ok(())
}

fn is_note_on_moved_dates(finding: &Finding) -> bool {
    finding.rule == slipped_deadline::RULE.id && finding.severity == Severity::Note
}

fn count(tally: &mut Tally, severity: Severity) {
    match severity {
        Severity::Error => tally.errors += 1,
        Severity::Warning => tally.warnings += 1,
        Severity::Note => tally.notes += 1,
    }
}

/// A file that the change does not touch, or removes, is shown as base has it: the head may not
/// have it. What is found about an entry of the head as such, the change brings.
fn permalink(compared: &Compared<'_>, finding: &Finding, line: usize) -> Option<String> {
    let path = finding.location.path();
    let is_entry = matches!(finding.location, Location::Entry { .. });
    let touched = is_entry || compared.comparison.touched.contains(&*path);
    let in_head = finding.location.side() == Side::After && touched;
    let commit = if in_head { compared.head_commit? } else { compared.base_commit };
    compared.permalink?.of(commit, &path, line)
}

impl View<'_> {
    fn window_days(&self) -> u32 {
        self.limits.window_days
    }
}

/// Whether the same file lies elsewhere with the same content.
fn only_moved(file: &FileChange) -> bool {
    file.renamed_from.is_some() && file.before == file.after
}
