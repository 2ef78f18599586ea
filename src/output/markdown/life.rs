//! The comment through the life of a change: while it is open, once everything found in it is
//! resolved, and after it was merged. What is written when is decided by whoever posts.

use super::merged;
use super::{COMMENT_LIMIT, TEMPLATE, comment, marker_of, with_own};
use crate::error::Error;
use crate::output::template::Fault;
use crate::report::change::ChangeReport;

/// The name of the template of the comment after the merge, in error messages and below
/// `.milepost/templates/`.
pub const MERGED_TEMPLATE: &str = "report/merged.md";

/// A comment as it is to stand, and whether it is worth beginning one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The text; it begins with the marker and has at most [`COMMENT_LIMIT`] bytes.
    pub text: String,
    /// Whether it says enough to begin a comment; otherwise it only takes the place of an earlier one.
    pub speaks: bool,
    /// What is wrong with the learning repository's own template, so that the built-in one was used.
    pub fault: Option<Fault>,
}

/// Addresses that are made of what is trusted: the forge's own and the project's, never the report's.
#[derive(Clone, Copy)]
pub struct Links<'a> {
    /// The page where a new file is begun, from its path in the learning repository and its text; nothing
    /// where the forge has none.
    pub new_file: &'a dyn Fn(&str, &str) -> Option<String>,
}

/// The comment on an open change. `after_findings` is whether the comment that it takes the place of
/// told of findings ([`told_of_findings`]): once none is left, the comment says so and folds.
///
/// # Errors
/// Where the built-in template cannot be rendered.
pub fn open(report: &ChangeReport, after_findings: bool, template: Option<&str>) -> Result<Told, Error> {
    let settled = after_findings && found(report) == 0;
    let written = |source: &str| comment(report, source, COMMENT_LIMIT, settled);
    let (text, fault) = with_own(template, TEMPLATE, written)?;
    Ok(Told { text, speaks: says_something(report), fault })
}

/// The comment after the merge: what was reached, and where it is to be used next.
///
/// # Errors
/// Where the built-in template cannot be rendered.
pub fn merged(report: &ChangeReport, links: Links<'_>, template: Option<&str>) -> Result<Told, Error> {
    let written = |source: &str| merged::comment(report, links, source);
    let (text, fault) = with_own(template, merged::TEMPLATE, written)?;
    Ok(Told { text, speaks: merged::says_something(report), fault })
}

/// Whether there is anything to say of a change: it touches a record, or something is found in it.
#[must_use]
pub fn says_something(report: &ChangeReport) -> bool {
    let conflicts = report.verdict.conflicts.len() + report.omitted.conflicts;
    !report.verdict.no_record || found(report) + conflicts + report.resolved + report.removals.len() > 0
}

/// Whether a comment of ours tells of findings, or takes the place of one that did.
#[must_use]
pub fn told_of_findings(body: &str) -> bool {
    body.split_once("-->")
        .is_some_and(|(marker, _)| marker.split_whitespace().any(|word| word.starts_with("found=")))
}

/// How many findings the change introduces.
pub(super) fn found(report: &ChangeReport) -> usize {
    report.introduced.len() + report.omitted.introduced.total()
}

/// The marker with what the next comment has to know of this one.
pub(super) fn marker(report: &ChangeReport, settled: bool) -> String {
    let found = found(report);
    let found = (found > 0 || settled).then(|| format!(" found={found}"));
    marker_of(&report.change_hash(), &found.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::super::PULL_REQUEST_TEMPLATE;
    use super::*;
    use crate::report::change::{ApplicationPlan, Details, GoalState, TierProgress};
    use crate::report::sample;

    const NOWHERE: Links<'_> = Links { new_file: &|_, _| None };

    fn resolved() -> ChangeReport {
        let mut report = sample::change();
        report.introduced.clear();
        report.verdict.errors = 0;
        report
    }

    #[test]
    fn once_everything_is_resolved_the_comment_says_so_and_folds() {
        let before = open(&sample::change(), false, None).unwrap();
        assert!(before.speaks && told_of_findings(&before.text));
        assert!(!before.text.contains("resolved. Thank you"), "{}", before.text);
        let after = open(&resolved(), told_of_findings(&before.text), None).unwrap();
        assert!(after.text.contains("### Milepost: nothing to fix, Ben can review\n"), "{}", after.text);
        assert!(after.text.contains("Everything that was found before is resolved. Thank you!\n"));
        let summary = after.text.find("<details>\n<summary>What merging this does").unwrap();
        assert!(after.text.find("#### Dates that move").unwrap() > summary);
        assert!(after.text.find("**Removed by this change**").unwrap() < summary, "{}", after.text);
        assert_eq!(after.text.matches("<details>").count(), after.text.matches("</details>").count());
        insta::assert_snapshot!("resolved", after.text);
        // The next push stays folded, as long as nothing is found.
        assert!(told_of_findings(&after.text));
        let fresh = open(&resolved(), false, None).unwrap();
        assert!(!told_of_findings(&fresh.text) && !fresh.text.contains("before is resolved"));
        let again = open(&sample::change(), true, None).unwrap();
        assert_eq!(again.text, before.text);
    }

    #[test]
    fn where_nothing_is_to_be_said_no_comment_is_begun() {
        let mut report = ChangeReport::default();
        report.verdict.no_record = true;
        let told = open(&report, false, None).unwrap();
        assert!(!told.speaks);
        let told = open(&report, true, None).unwrap();
        assert!(!told.speaks && told.text.contains("Everything that was found before is resolved."));
        insta::assert_snapshot!("nothing_left_to_say", told.text);
        report.verdict.conflicts.push("people/ana/profile.yaml".into());
        assert!(open(&report, false, None).unwrap().speaks);
        assert!(!merged(&ChangeReport::default(), NOWHERE, None).unwrap().speaks);
    }

    #[test]
    fn after_the_merge_it_says_what_was_reached_and_what_is_next() {
        let link = |path: &str, text: &str| {
            assert_eq!(path, "people/ana/portfolio/async-rust-at-work.yaml");
            Some(format!("https://git.example.com/o/r/new/main?filename={path}&value={}", text.len()))
        };
        let told = merged(&sample::change(), Links { new_file: &link }, None).unwrap();
        assert!(told.speaks);
        assert!(told.text.contains("### Merged: 4 of 6 towards Senior\n"), "{}", told.text);
        assert!(
            told.text.contains("- Use **Async Rust** in `webhook-worker` until 2027-01-15 · ["),
            "{}",
            told.text
        );
        assert!(told.text.contains("](https://git.example.com/o/r/new/main?filename=people/ana/portfolio/"));
        for never in ["failed", "error", "days left", "Finding", "drops", "pending"] {
            assert!(!told.text.contains(never), "{never}: {}", told.text);
        }
        let open = open(&sample::change(), false, None).unwrap();
        assert_ne!(told.text.lines().next(), open.text.lines().next(), "an equal hash would write nothing");
        insta::assert_snapshot!("merged", told.text);
        let without = merged(&sample::change(), NOWHERE, None).unwrap();
        assert!(
            without.text.contains("until 2027-01-15\n") && !without.text.contains("]("),
            "{}",
            without.text
        );
    }

    #[test]
    fn that_nothing_is_reached_yet_is_not_told() {
        let mut report = sample::change();
        report.tiers[0].after.met = 0;
        let told = merged(&report, NOWHERE, None).unwrap();
        assert!(
            told.text.contains("### Merged, thank you\n") && !told.text.contains("0 of 6"),
            "{}",
            told.text
        );
    }

    #[test]
    fn a_merge_of_many_fits_and_counts_the_rest() {
        let mut report = sample::change();
        let row = report.rows[0].clone();
        report.rows = (0..3_000)
            .map(|n| {
                let mut row = row.clone();
                row.person = sample::person(&format!("p-{n}"), &format!("P {n}"));
                row.path = format!("people/p-{n}/goals/async-rust.yaml");
                row
            })
            .collect();
        report.tiers = (0..200)
            .map(|n| TierProgress {
                person: sample::person(&format!("p-{n}"), "P"),
                ..report.tiers[0].clone()
            })
            .collect();
        let link = |path: &str, _: &str| Some(format!("https://git.example.com/new/main?filename={path}"));
        let told = merged(&report, Links { new_file: &link }, None).unwrap();
        assert!(told.text.len() < COMMENT_LIMIT, "{}", told.text.len());
        assert!(told.text.contains("### Merged, thank you\n"), "{}", &told.text[..300]);
        assert!(told.text.contains("and 2980 more people"), "{}", told.text);
    }

    #[test]
    fn only_plans_that_are_still_to_come_are_next() {
        let plan = |applied: bool, state: GoalState| {
            let mut report = sample::change();
            report.rows.truncate(1);
            let Details::Goal { state: stands, application, .. } = &mut report.rows[0].details else {
                panic!()
            };
            *stands = state;
            let date = sample::date("2026-12-20");
            *application =
                Some(ApplicationPlan { applied: applied.then_some(date), ..application.clone().unwrap() });
            merged(&report, NOWHERE, None).unwrap().text.contains("Use **Async Rust**")
        };
        assert!(plan(false, GoalState::Active) && plan(false, GoalState::Done));
        assert!(
            !plan(true, GoalState::Done)
                && !plan(false, GoalState::Draft)
                && !plan(false, GoalState::Dropped)
        );
    }

    #[test]
    fn a_layout_of_the_repository_is_used_and_a_broken_one_told() {
        let own = merged(&sample::change(), NOWHERE, Some("#### Ours: {{ headline }}")).unwrap();
        assert!(own.text.ends_with("#### Ours: 4 of 6 towards Senior\n"), "{}", own.text);
        let broken = merged(&sample::change(), NOWHERE, Some("{{ nothing }}")).unwrap();
        assert_eq!(broken.fault.unwrap().name, MERGED_TEMPLATE);
        assert!(broken.text.contains("### Merged: "));
        let broken = open(&sample::change(), false, Some("{{ nothing }}")).unwrap();
        assert_eq!(broken.fault.unwrap().name, PULL_REQUEST_TEMPLATE);
    }
}
