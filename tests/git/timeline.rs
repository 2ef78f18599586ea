//! Where a branch stood on a day, and what a person may write for a state.

use milepost::calendar::{Date, Zone};
use milepost::error::Error;
use milepost::source::{OnDay, Repository};

use super::{open, text};
use crate::common::Sandbox;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// What the file `a` says on each day, or why nobody knows.
fn said(repository: &Repository, zone: &Zone, root: &str, days: &[&str]) -> Vec<String> {
    let timeline = repository.timeline(&repository.resolve("HEAD").unwrap(), zone).unwrap();
    let on = |on: &&str| match timeline.on(day(on)) {
        OnDay::Stood(revision) => {
            assert_eq!(revision.name, format!("HEAD on {on}"));
            text(&repository.snapshot(&revision, root).unwrap(), "a").unwrap_or_else(|| "-".into())
        }
        OnDay::NotBegun { begins } => format!("begins {begins}"),
        OnDay::BeforeClone { known_since } => format!("known since {known_since}"),
    };
    days.iter().map(on).collect()
}

/// One commit for each row: the committer's clock, what `a` says.
fn committed(rows: &[(&str, &str)]) -> Sandbox {
    let sandbox = Sandbox::new();
    for (time, content) in rows {
        sandbox.write("a", content);
        sandbox.commit_at(time, content);
    }
    sandbox
}

#[test]
fn the_last_state_of_a_day_in_the_zone_counts() {
    let sandbox = committed(&[
        ("2026-03-02T09:00:00+00:00", "1"),
        ("2026-03-31T21:59:59+00:00", "2"),
        ("2026-03-31T22:30:00+00:00", "3"),
        ("2026-05-05T05:05:05+05:00", "4"),
    ]);
    let repository = open(&sandbox);
    let days = ["2026-03-01", "2026-03-02", "2026-03-31", "2026-04-01", "2026-05-04", "2026-05-05"];
    let utc = said(&repository, &Zone::utc(), "", &days);
    assert_eq!(utc, ["begins 2026-03-02", "1", "3", "3", "3", "4"]);
    // In Madrid the third commit is of half past midnight, 1 April.
    let madrid = said(&repository, &Zone::named("Europe/Madrid").unwrap(), "", &days);
    assert_eq!(madrid, ["begins 2026-03-02", "1", "2", "3", "3", "4"]);
}

#[test]
fn a_wrong_clock_moves_no_other_commit() {
    let sandbox = committed(&[
        ("2026-01-10T12:00:00+00:00", "january"),
        ("2026-02-10T12:00:00+00:00", "february"),
        ("2038-01-01T12:00:00+00:00", "ahead, of march"),
        ("2026-04-10T12:00:00+00:00", "april"),
        ("1971-01-01T12:00:00+00:00", "behind, of may"),
        ("2026-06-10T12:00:00+00:00", "june"),
        ("1999-01-01T12:00:00+00:00", "behind, of july"),
    ]);
    let days = ["2025-12-31", "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"];
    let repository = open(&sandbox);
    assert_eq!(
        said(&repository, &Zone::utc(), "", &days),
        ["begins 2026-01-10", "january", "february", "february", "april", "april"]
    );
    assert_eq!(
        said(&repository, &Zone::utc(), "", &["2026-06-09", "2026-06-30"]),
        ["april", "behind, of july"]
    );
}

#[test]
fn what_happened_within_a_branch_never_stood() {
    let sandbox = committed(&[("2026-01-10T12:00:00+00:00", "before")]);
    sandbox.branch("topic");
    sandbox.write("a", "within");
    sandbox.commit_at("2026-02-10T12:00:00+00:00", "within");
    sandbox.checkout("main");
    sandbox.write("b", "beside");
    sandbox.commit_at("2026-02-20T12:00:00+00:00", "beside");
    sandbox.git(&["merge", "--quiet", "--no-ff", "--no-commit", "topic"]);
    sandbox.commit_at("2026-03-10T12:00:00+00:00", "merge");
    assert_eq!(sandbox.git(&["rev-list", "--count", "--merges", "HEAD"]), "1");
    let days = ["2026-02-15", "2026-02-28", "2026-03-31"];
    assert_eq!(said(&open(&sandbox), &Zone::utc(), "", &days), ["before", "before", "within"]);
}

#[test]
fn a_shallow_clone_says_what_it_cannot_know() {
    let sandbox = committed(&[
        ("2026-01-10T12:00:00+00:00", "january"),
        ("2026-02-10T12:00:00+00:00", "february"),
        ("2026-03-10T12:00:00+00:00", "march"),
    ]);
    let (from, to) = (format!("file://{}", sandbox.path().display()), sandbox.beside("shallow"));
    sandbox.git(&["clone", "--quiet", "--depth", "2", &from, to.to_str().unwrap()]);
    let repository = Repository::discover(&to).unwrap();
    let days = ["2026-01-31", "2026-02-09", "2026-02-28", "2026-03-31"];
    assert_eq!(
        said(&repository, &Zone::utc(), "", &days),
        ["known since 2026-02-10", "known since 2026-02-10", "february", "march"]
    );
    let error = repository.state_at("2026-01-31", &Zone::utc()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "what stood on 2026-01-31 is not in this clone: its history begins on 2026-02-10"
    );
    assert!(error.hint().contains("--unshallow"));
}

#[test]
fn a_state_is_named_by_revision_or_by_day() {
    let sandbox =
        committed(&[("2026-01-10T12:00:00+00:00", "january"), ("2026-03-10T23:30:00+00:00", "march")]);
    sandbox.git(&["tag", "2026-02-01", "HEAD"]);
    let repository = open(&sandbox);
    for (text, zone, content, on) in [
        ("HEAD~1", "UTC", "january", "2026-01-10"),
        ("main", "UTC", "march", "2026-03-10"),
        ("main", "Europe/Madrid", "march", "2026-03-11"),
        ("2026-01-31", "UTC", "january", "2026-01-31"),
        // A tag of that name is a revision.
        ("2026-02-01", "UTC", "march", "2026-03-10"),
        ("2030-01-01", "UTC", "march", "2030-01-01"),
    ] {
        let at = repository.state_at(text, &Zone::named(zone).unwrap()).unwrap();
        let snapshot = repository.snapshot(&at.revision, "").unwrap();
        assert_eq!(super::text(&snapshot, "a").unwrap(), content, "{text}");
        assert_eq!(at.day, day(on), "{text}");
    }
    let fault = |text: &str| {
        let error = repository.state_at(text, &Zone::utc()).unwrap_err();
        (error.to_string(), error.hint())
    };
    assert_eq!(
        fault("2026-01-09"),
        (
            "nothing stood on 2026-01-09: the history of `HEAD` begins on 2026-01-10".into(),
            "name a day from 2026-01-10 on".into()
        )
    );
    assert_eq!(fault("2026-02-30").0, "`2026-02-30` is neither a revision nor a day of the calendar");
    assert_eq!(fault("20260109").0, "`20260109` names no commit in this repository");
}

#[test]
fn a_repository_without_a_commit_has_no_days() {
    let sandbox = Sandbox::new();
    let error = open(&sandbox).state_at("2026-01-09", &Zone::utc()).unwrap_err();
    assert_eq!(error.to_string(), "nothing stood on 2026-01-09: this repository has no commit yet");
    let error = open(&sandbox).state_at("main", &Zone::utc()).unwrap_err();
    assert!(matches!(error, Error::UnknownRevision { .. }), "{error}");
}
