//! Suggested changes on lines of a change: each is offered once, in one review a run, and those that
//! no longer hold are put away unless somebody answered. What they say is decided elsewhere.

#[cfg(test)]
mod memory;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use super::{Account, Comment, Failure, Forge, LineComment, ReviewComment, Reviews};
use crate::output::suggestion::{self, MARKER, REVIEW};
use crate::report::change::ChangeReport;

/// The most suggestions that one run posts. The next run posts further ones.
pub const MAX_A_RUN: usize = 20;

/// A suggestion that holds now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What it is known by.
    pub fingerprint: String,
    /// Where, and what it says.
    pub comment: LineComment,
}

/// The suggestions of a report, in its order. `root` is the learning repository's folder in the Git
/// repository.
#[must_use]
pub fn offers(report: &ChangeReport, root: &str) -> Vec<Offer> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut offers = Vec::new();
    for introduced in &report.introduced {
        let Some(suggestion) = &introduced.suggestion else { continue };
        let finding = &introduced.finding;
        // A report is not believed: an order of lines that cannot be is none.
        if suggestion.first_line == 0 || suggestion.last_line < suggestion.first_line {
            continue;
        }
        let Some(path) = in_repository(root, &finding.place.path) else { continue };
        let key: String = finding.fingerprint.chars().filter(char::is_ascii_hexdigit).take(32).collect();
        let nth = seen.entry(key.clone()).or_default();
        *nth += 1;
        let fingerprint = format!("{key}-{nth}");
        let Some(body) = suggestion::body(introduced, suggestion, &fingerprint) else { continue };
        let (first_line, last_line) = (suggestion.first_line, suggestion.last_line);
        offers.push(Offer { fingerprint, comment: LineComment { path, first_line, last_line, body } });
    }
    offers
}

/// The path of a file of the learning repository from the top of the Git repository; `None` where it
/// leads out of it.
fn in_repository(root: &str, path: &str) -> Option<String> {
    let parts: Vec<&str> = root.split('/').filter(|part| !part.is_empty()).chain(path.split('/')).collect();
    parts.iter().all(|part| !matches!(*part, "" | "." | "..")).then(|| parts.join("/"))
}

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offered {
    /// How many suggestions it posted.
    pub posted: usize,
    /// How many stand from earlier runs.
    pub standing: usize,
    /// How many it left for the next run: too many at once, or on the lines of another.
    pub later: usize,
    /// How many earlier ones no longer held, and were resolved or folded.
    pub put_away: usize,
    /// How many earlier ones no longer hold and stay, because somebody answered.
    pub answered: usize,
    /// What kept it from putting one away; the next run tries again.
    pub left_over: Option<Failure>,
    /// Whether the head was another by the time of posting, so that nothing was written.
    pub stale: bool,
}

/// Posts those of `offers` that were never posted on a change with the commit `head`, and puts away
/// those of earlier runs that are not among them.
///
/// # Errors
/// What kept it from posting. Where only putting away failed, that is no error.
pub fn post(forge: &dyn Forge, change: u64, head: &str, offers: &[Offer]) -> Result<Offered, Failure> {
    let unsupported = || Failure::Unsupported { forge: forge.project().kind.name() };
    let reviews = forge.reviews().ok_or_else(unsupported)?;
    let own = forge.viewer()?;
    let mut earlier = Earlier::of(reviews.review_comments(change)?, &own);
    let mut offered = Offered::default();
    let chosen = choose(offers, &earlier, &mut offered);
    if forge.change(change)?.head != head {
        return Ok(Offered { stale: true, ..Offered::default() });
    }
    if !chosen.is_empty() {
        let comments: Vec<LineComment> = chosen.iter().map(|offer| offer.comment.clone()).collect();
        if let Err(failure) = reviews.create_review(change, head, REVIEW, &comments) {
            let Failure::Uncertain { .. } = failure else { return Err(failure) };
            // A review is written whole or not at all.
            earlier = Earlier::of(reviews.review_comments(change)?, &own);
            if !chosen.iter().all(|offer| earlier.holds(&offer.fingerprint)) {
                reviews.create_review(change, head, REVIEW, &comments)?;
            }
        }
        offered.posted = chosen.len();
    }
    let current: BTreeSet<&str> = offers.iter().map(|offer| offer.fingerprint.as_str()).collect();
    if let Err(failure) = put_away(forge, reviews, change, &earlier, &current, &mut offered) {
        offered.left_over = Some(failure);
    }
    Ok(offered)
}

/// Those that are to be posted now: never posted, and no two on the same lines.
fn choose<'o>(offers: &'o [Offer], earlier: &Earlier, offered: &mut Offered) -> Vec<&'o Offer> {
    let mut chosen: Vec<&Offer> = Vec::new();
    for offer in offers {
        let lines = |other: &LineComment| {
            other.path == offer.comment.path
                && other.first_line <= offer.comment.last_line
                && offer.comment.first_line <= other.last_line
        };
        if earlier.holds(&offer.fingerprint) {
            offered.standing += 1;
        } else if chosen.len() >= MAX_A_RUN || chosen.iter().any(|other| lines(&other.comment)) {
            offered.later += 1;
        } else {
            chosen.push(offer);
        }
    }
    chosen
}

/// The comments of earlier runs.
struct Earlier {
    /// Ours, with their fingerprints.
    ours: Vec<(String, ReviewComment)>,
    /// Comments that somebody else answered.
    answered: BTreeSet<u64>,
}

impl Earlier {
    /// Ours begin with the marker, and our own account wrote them.
    fn of(comments: Vec<ReviewComment>, own: &Account) -> Self {
        let answered = comments.iter().filter(|comment| !comment.author.is(own));
        let answered = answered.filter_map(|comment| comment.answers).collect();
        let ours = comments
            .into_iter()
            .filter(|comment| comment.author.is(own) && comment.answers.is_none())
            .filter_map(|comment| Some((fingerprint(&comment.body)?.to_owned(), comment)))
            .collect();
        Self { ours, answered }
    }

    fn holds(&self, fingerprint: &str) -> bool {
        self.ours.iter().any(|(held, _)| held == fingerprint)
    }
}

/// The fingerprint in the marker that a text begins with.
fn fingerprint(body: &str) -> Option<&str> {
    let (marker, _) = body.strip_prefix(MARKER)?.split_once("-->")?;
    marker.trim().strip_prefix("v1 ").filter(|fingerprint| !fingerprint.is_empty())
}

/// Resolves the threads of ours that no longer hold. Where the token may not, the comment is folded
/// as outdated instead: that takes no more than writing comments does.
fn put_away(
    forge: &dyn Forge,
    reviews: &dyn Reviews,
    change: u64,
    earlier: &Earlier,
    current: &BTreeSet<&str>,
    offered: &mut Offered,
) -> Result<(), Failure> {
    let gone = earlier.ours.iter().filter(|(fingerprint, _)| !current.contains(fingerprint.as_str()));
    let (answered, gone): (Vec<_>, Vec<_>) =
        gone.map(|(_, comment)| comment).partition(|comment| earlier.answered.contains(&comment.id));
    offered.answered = answered.len();
    if gone.is_empty() {
        return Ok(());
    }
    let threads = reviews.review_threads(change)?;
    for comment in gone {
        let thread = threads
            .iter()
            .find(|thread| thread.first_comment.is_some() && thread.first_comment == comment.node);
        // One that is gone, or that was put away before, asks for nothing.
        let Some(thread) = thread.filter(|thread| !thread.resolved && !thread.folded) else { continue };
        match reviews.resolve_thread(thread) {
            Ok(()) => offered.put_away += 1,
            Err(Failure::NotFound) => {}
            Err(Failure::Forbidden { .. }) => {
                forge.minimize_comment(&as_comment(comment))?;
                offered.put_away += 1;
            }
            Err(failure) => return Err(failure),
        }
    }
    Ok(())
}

fn as_comment(comment: &ReviewComment) -> Comment {
    Comment {
        id: comment.id,
        node: comment.node.clone(),
        author: comment.author.clone(),
        body: comment.body.clone(),
    }
}
