//! A report on a change that stays within a size: long texts are cut where no comment shows them any
//! more, then whole items are left out, and the report says how many.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{change, written};
use crate::finding::Severity;
use crate::report::change::{ChangeReport, IntroducedFinding};
use crate::report::findings::Tally;
use crate::report::step::turn;

/// The most characters of one text in a report that had to be cut; a comment shows fewer of any.
const MAX_TEXT: usize = 2_000;
/// An item may take this part of the limit; a larger one is left out whole.
const ITEM_SHARE: usize = 16;
/// What an item's place in the document adds to each of its lines, and to the item.
const INDENT: usize = 6;
const BETWEEN: usize = 4;

/// The report as [`change`] writes it, in at most `limit` bytes. At least 20,000 are needed for what is
/// never left out.
#[must_use]
pub fn change_within(report: &ChangeReport, limit: usize) -> String {
    change(&bounded(report, limit))
}

/// The report with as much left out as [`change`] needs to write it in at most `limit` bytes; the same
/// report where it fits. Of findings, those stay that a comment tells first.
#[must_use]
pub fn bounded(report: &ChangeReport, limit: usize) -> ChangeReport {
    if change(report).len() <= limit {
        return report.clone();
    }
    let cut = with_short_texts(report);
    if change(&cut).len() <= limit {
        return cut;
    }
    let turns = Turns::of(&cut, limit / ITEM_SHARE);
    let without = change(&turns.kept(&cut, 0)).len();
    // The largest number of items of each list that fits by the sizes of the items.
    let (mut fits, mut over) = (0, turns.longest() + 1);
    while over - fits > 1 {
        let middle = fits.midpoint(over);
        if without.saturating_add(turns.size(middle)) <= limit { fits = middle } else { over = middle }
    }
    loop {
        let kept = turns.kept(&cut, fits);
        if fits == 0 || change(&kept).len() <= limit {
            return kept;
        }
        fits -= fits.div_ceil(10);
    }
}

/// No text longer than [`MAX_TEXT`]. What has to be exact is left out instead of cut: a replacement, and
/// the lines that show a place.
fn with_short_texts(report: &ChangeReport) -> ChangeReport {
    let shortened = serde_json::to_value(report).ok().and_then(|mut value| {
        shorten("", &mut value);
        ChangeReport::deserialize(value).ok()
    });
    debug_assert!(shortened.is_some(), "a report is read as it is written");
    shortened.unwrap_or_else(|| report.clone())
}

fn shorten(key: &str, value: &mut Value) {
    match value {
        Value::String(text) if text.chars().nth(MAX_TEXT).is_some() => {
            if key == "replacement" {
                *value = Value::Null;
                return;
            }
            let mut cut: String = text.trim().chars().take(MAX_TEXT - 1).collect();
            cut.push('…');
            *value = Value::String(cut);
        }
        Value::Object(members) if key == "excerpt" => {
            let long = members.get("text").and_then(Value::as_str).is_some_and(|text| text.len() > MAX_TEXT);
            if long {
                members.insert("text".into(), "".into());
                members.insert("start".into(), 0.into());
                members.insert("end".into(), 0.into());
                members.insert("partial".into(), true.into());
            }
        }
        Value::Object(members) => members.iter_mut().for_each(|(key, value)| shorten(key, value)),
        Value::Array(items) => items.iter_mut().for_each(|item| shorten(key, item)),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The items of one list in the order in which they are kept.
struct Turn {
    /// Their places in the list.
    order: Vec<usize>,
    /// What the first so many of them take, in bytes.
    sizes: Vec<usize>,
}

impl Turn {
    fn of<T: Serialize>(items: &[T], most: usize, rank: impl Fn(&T) -> usize) -> Self {
        let size = |item: &T| {
            let text = written(item);
            text.len() + text.lines().count() * INDENT + BETWEEN
        };
        let mut ranked: Vec<(usize, usize, usize)> =
            items.iter().enumerate().map(|(at, item)| (rank(item), at, size(item))).collect();
        ranked.retain(|(_, _, size)| *size <= most);
        ranked.sort_unstable();
        let mut sum = 0;
        let sizes = std::iter::once(0).chain(ranked.iter().map(|(_, _, size)| {
            sum += size;
            sum
        }));
        Self { sizes: sizes.collect(), order: ranked.iter().map(|(_, at, _)| *at).collect() }
    }

    fn size(&self, count: usize) -> usize {
        self.sizes.get(count).or(self.sizes.last()).copied().unwrap_or_default()
    }

    /// Splits a list into what stays, in its own order, and what goes.
    fn split<T: Clone>(&self, items: &[T], count: usize) -> (Vec<T>, Vec<T>) {
        let kept: BTreeSet<usize> = self.order.iter().take(count).copied().collect();
        let (mut stay, mut go) = (Vec::new(), Vec::new());
        for (at, item) in items.iter().enumerate() {
            if kept.contains(&at) { stay.push(item.clone()) } else { go.push(item.clone()) }
        }
        (stay, go)
    }
}

macro_rules! turns {
    ($($list:ident: $($at:ident).+),* $(,)?) => {
        /// Every list of a report whose items may be left out.
        struct Turns { introduced: Turn, $($list: Turn),* }

        impl Turns {
            fn of(report: &ChangeReport, most: usize) -> Self {
                Self {
                    introduced: Turn::of(&report.introduced, most, rank),
                    $($list: Turn::of(&report.$($at).+, most, |_| 0)),*
                }
            }

            fn longest(&self) -> usize {
                [self.introduced.order.len(), $(self.$list.order.len()),*].into_iter().max().unwrap_or_default()
            }

            /// What the first `count` of each list take, in bytes.
            fn size(&self, count: usize) -> usize {
                self.introduced.size(count) $(+ self.$list.size(count))*
            }

            /// The report with at most `count` of each list.
            fn kept(&self, report: &ChangeReport, count: usize) -> ChangeReport {
                let mut kept = report.clone();
                let (stay, go) = self.introduced.split(&report.introduced, count);
                kept.introduced = stay;
                let more = Tally::of(go.iter().map(|introduced| &introduced.finding));
                let omitted = &mut kept.omitted.introduced;
                omitted.errors += more.errors;
                omitted.warnings += more.warnings;
                omitted.notes += more.notes;
                $(
                    let (stay, go) = self.$list.split(&report.$($at).+, count);
                    kept.$($at).+ = stay;
                    kept.omitted.$list += go.len();
                )*
                kept
            }
        }
    };
}

turns! {
    notices: notices,
    conflicts: verdict.conflicts,
    removals: removals,
    rows: rows,
    shared: shared,
    tiers: tiers,
    drops: drops,
    moved_dates: moved_dates,
    review: review,
    approvals: approvals,
    timeline: timeline,
}

/// Errors first, then what decides about later changes, then the rest by weight.
fn rank(introduced: &IntroducedFinding) -> usize {
    let finding = &introduced.finding;
    match finding.severity {
        Severity::Error => 0,
        Severity::Warning => 1 + 2 * turn(&finding.rule),
        Severity::Note => 2 + 2 * turn(&finding.rule),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::json::{HANDOVER_LIMIT, change_from};
    use crate::output::markdown::{PullRequestOptions, pull_request};
    use crate::report::change::{Details, FieldChange};
    use crate::report::sample;

    fn unlinked() -> ChangeReport {
        let mut report = sample::change();
        report.introduced.iter_mut().for_each(|introduced| introduced.permalink = None);
        report
    }

    fn comment(report: &ChangeReport) -> String {
        pull_request(report, PullRequestOptions::default()).unwrap().0
    }

    /// A report read back says what it said before it was handed over.
    fn handed_over(report: &ChangeReport) -> ChangeReport {
        let text = change_within(report, HANDOVER_LIMIT);
        assert!(text.len() <= HANDOVER_LIMIT, "{}", text.len());
        let read = change_from(text.as_bytes()).unwrap();
        assert_eq!(comment(&read), comment(&bounded(report, HANDOVER_LIMIT)));
        read
    }

    #[test]
    fn what_fits_stays_as_it_is() {
        assert_eq!(bounded(&unlinked(), HANDOVER_LIMIT), unlinked());
        assert_eq!(handed_over(&unlinked()), unlinked());
    }

    #[test]
    fn ten_thousand_findings_are_handed_over_with_a_count_and_the_errors_first() {
        let mut report = unlinked();
        let (error, warning) = (report.introduced[0].clone(), report.introduced[1].clone());
        report.introduced = vec![warning; 9_990];
        report.introduced.extend(vec![error; 10]);
        report.verdict.errors = 10;
        let read = handed_over(&report);
        assert_eq!(read.introduced.len() + read.omitted.introduced.total(), 10_000);
        assert_eq!(read.omitted.introduced.errors, 0);
        assert!(read.introduced.len() > 300, "{}", read.introduced.len());
        assert_eq!(read.rows, report.rows, "a few rows are no burden");
        let shown = comment(&read);
        let omitted = read.omitted.introduced.warnings;
        assert!(shown.contains(&format!("Not listed here: {omitted} other findings.")), "{shown}");
    }

    #[test]
    fn every_list_is_left_out_evenly_and_counted_in_the_comment() {
        let mut report = unlinked();
        report.rows = vec![report.rows[0].clone(); 4_000];
        report.removals = vec![report.removals[0].clone(); 4_000];
        report.moved_dates = vec![report.moved_dates[0].clone(); 4_000];
        report.review = vec![report.review[0].clone(); 4_000];
        report.timeline = vec![report.timeline[0].clone(); 4_000];
        report.verdict.conflicts = vec!["people/ana/profile.yaml".into(); 4_000];
        let read = handed_over(&report);
        assert_eq!(read.rows.len() + read.omitted.rows, 4_000);
        assert!(read.rows.len() > 100, "{}", read.rows.len());
        let shown = comment(&read);
        for said in [
            "### Milepost: 4000 conflicts with base",
            "3950 more rows",
            "3950 more removals",
            "3950 more conflicts",
        ] {
            assert!(shown.contains(said), "{said}: {shown}");
        }
    }

    #[test]
    fn texts_that_no_comment_shows_whole_are_cut() {
        let mut report = unlinked();
        let long = "\u{200b}\"word ".repeat(60_000);
        report.rows[0].title.clone_from(&long);
        report.review[0].evidence[0].story = Some(long.clone());
        let finding = &mut report.introduced[0].finding;
        finding.help.as_mut().unwrap().replacement = Some(long.clone());
        finding.place.region.as_mut().unwrap().excerpt.text.clone_from(&long);
        let read = handed_over(&report);
        assert_eq!(read.omitted, report.omitted, "no item had to go");
        assert!(read.rows[0].title.chars().count() == MAX_TEXT && read.rows[0].title.ends_with('…'));
        let finding = &read.introduced[0].finding;
        assert_eq!(finding.help.as_ref().unwrap().replacement, None, "half of a replacement is none");
        assert_eq!(finding.place.region.as_ref().unwrap().excerpt.text, "");
    }

    #[test]
    fn an_item_beyond_all_measure_goes_alone() {
        let mut report = unlinked();
        let fact = FieldChange { field: "x".repeat(1_900), before: None, after: None };
        report.rows[1].details = Details::Profile { facts: vec![fact; 2_000] };
        let read = handed_over(&report);
        assert_eq!((read.rows.len(), read.omitted.rows), (report.rows.len() - 1, 1));
        assert_eq!(read.introduced, report.introduced);
        assert!(comment(&read).contains("1 more row"), "{}", comment(&read));
    }

    #[test]
    fn the_least_limit_holds_whatever_a_report_says() {
        let mut report = unlinked();
        let long = "\u{1}".repeat(100_000);
        report.verdict.reviewer = Some(sample::person(&long, &long));
        report.footer.version.clone_from(&long);
        report.notices = vec![long; 50];
        assert!(change_within(&report, 40_000).len() <= 40_000);
    }
}
