//! Two years, day by day: an unrelated change never gains an introduced finding, and each rule that
//! depends on the date speaks from exactly one day to exactly one other.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use milepost::calendar::{Date, Moment, Zone};
use milepost::check::{Scope, Settings, State, Status, compare, state_after, survey};
use milepost::policy::Policy;
use milepost::rules::{Flags, RULES, Severities};
use milepost::source::{Head, Overlay, Repository, lay_over};

use crate::common::learning::Pull;

const FIRST: &str = "2027-03-01";
const LAST: &str = "2029-02-28";

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn repository() -> &'static str {
    include_str!("two_years/repository.txt")
}

fn settings(policy: &Policy, today: Date, opened: Date) -> Settings {
    let severities = Severities::new(policy, Flags::default());
    Settings { severities, policy: policy.clone(), today, opened }
}

/// A change laid over `main`, as `milepost check --base main --head topic` does it.
struct Judged {
    _pull: Pull,
    base: State,
    after: State,
    overlay: Overlay,
    policy: Policy,
}

impl Judged {
    fn new(change: &str) -> Self {
        let pull = Pull::bare(repository()).change(change);
        let repository = Repository::discover(pull.0.path()).unwrap();
        let base = repository.resolve("main").unwrap();
        let head = repository.resolve("topic").unwrap();
        let change = repository.change(&base, Head::Revision(&head), "").unwrap();
        let none = repository.change(&base, Head::Revision(&base), "").unwrap();
        let snapshot = repository.snapshot(&base, "").unwrap();
        let overlay = lay_over(&repository, &snapshot, &none, &change).unwrap();
        let base = State::load(snapshot).unwrap();
        let after = state_after(&base, &overlay).unwrap();
        let policy = base.policy.checked.clone().unwrap();
        Self { _pull: pull, base, after, overlay, policy }
    }

    /// The rules and records of what is introduced on a day.
    fn introduced(&self, today: Date, opened: Date) -> Vec<(&'static str, String)> {
        let settings = settings(&self.policy, today, opened);
        let comparison = compare(&self.base, &self.after, &self.overlay, &settings).unwrap();
        let introduced = comparison.findings.iter().filter(|(status, _)| *status == Status::Introduced);
        introduced.map(|(_, finding)| (finding.rule, finding.location.path().into_owned())).collect()
    }
}

/// Every day from the first to the last, as the clock of the policy's zone tells it: every hour of
/// the two years is asked, so that a clock that is put forward or back is met.
fn days(zone: &Zone) -> Vec<Date> {
    let at = |text: &str| text.parse::<Moment>().unwrap().seconds;
    let (first, last) = (at("2027-02-28T23:00:00Z"), at("2029-02-28T22:59:59Z"));
    let mut days: Vec<Date> = (first..=last).step_by(3600).filter_map(|now| zone.date_at(now)).collect();
    days.dedup();
    days
}

#[test]
fn every_day_is_met_once_whatever_the_clock_does() {
    let days = days(&Zone::named("Europe/Madrid").unwrap());
    assert_eq!((days[0], days[days.len() - 1]), (date(FIRST), date(LAST)));
    assert!(days.windows(2).all(|pair| pair[0].plus_days(1) == pair[1]));
    assert_eq!(days.len(), 731);
    // A day begins at midnight there, in summer time an hour earlier in UTC.
    let zone = Zone::named("Europe/Madrid").unwrap();
    for (moment, expected) in [
        ("2028-03-25T22:59:59Z", "2028-03-25"),
        ("2028-03-25T23:00:00Z", "2028-03-26"),
        ("2028-03-26T21:59:59Z", "2028-03-26"),
        ("2028-03-26T22:00:00Z", "2028-03-27"),
        ("2028-10-29T22:59:59Z", "2028-10-29"),
        ("2028-10-29T23:00:00Z", "2028-10-30"),
    ] {
        let seconds = moment.parse::<Moment>().unwrap().seconds;
        assert_eq!(zone.date_at(seconds), Some(date(expected)), "{moment}");
    }
}

#[test]
fn an_unrelated_change_never_gains_an_introduced_finding() {
    let change = Judged::new(
        "--- people/gus/portfolio/2027-02-20-talk.yaml\ndate: 2027-02-20\ntitle: Talk on slow queries\n\
         type: talk\nskills: [sql]\ndecision: Live queries over slides, because plans change.\n\
         links: [https://git.example.com/talks/4]\n",
    );
    // A change of the framework looks at everybody.
    let wide = Judged::new(
        "--- framework/modules/plans.yaml\nname: Reading query plans\nformat: workshop\n\
         teaches: [{skill: sql, level: 2}]\nhours: 4\n",
    );
    let opened = date(FIRST);
    let before = wide.introduced(opened, opened);
    assert!(before.iter().all(|(rule, _)| *rule == "unused-module"), "{before:?}");
    for today in days(&change.policy.zone) {
        assert_eq!(change.introduced(today, opened), [], "{today}");
        // In the month around the leap day nearly everything changes.
        if (date("2028-02-10")..=date("2028-04-05")).contains(&today) {
            assert_eq!(wide.introduced(today, opened), before, "{today}");
        }
    }
}

#[test]
fn waiting_for_a_review_turns_no_change_red() {
    let goal = |deadline: &str| {
        format!(
            "--- people/gus/goals/2028-02-01-rust.yaml\ntitle: Teach the import to resume\nskill: rust\n\
             target: 3\nmeasure: It resumes\nwhy: {{project: import, outcome: No night is lost}}\n\
             deadline: {deadline}\napplication: {{what: Run it}}\n"
        )
    };
    let opened = date("2028-02-29");
    let expired = |deadline: &str, today: &str| {
        let introduced = Judged::new(&goal(deadline)).introduced(date(today), opened);
        introduced.iter().any(|(rule, _)| *rule == "expired-on-arrival")
    };
    for today in ["2028-02-29", "2028-03-01", "2028-12-31"] {
        assert!(!expired("2028-02-29", today), "{today}");
        assert!(expired("2028-02-28", today), "{today}");
    }
}

/// From when to when each rule speaks of each record.
fn stretches() -> &'static [String] {
    static FOUND: OnceLock<Vec<String>> = OnceLock::new();
    FOUND.get_or_init(walk)
}

fn walk() -> Vec<String> {
    let change = Judged::new("--- README.md\nLearning\n");
    let mut found: BTreeMap<(&str, String), Vec<(Date, Date)>> = BTreeMap::new();
    for today in days(&change.policy.zone) {
        let settings = settings(&change.policy, today, today);
        let survey = survey(&change.base, None, &Scope::Everything, &settings).unwrap();
        for finding in survey.findings.iter().filter(|finding| finding.dated) {
            let path = finding.location.path().into_owned();
            let days = found.entry((finding.rule, path)).or_default();
            match days.last_mut() {
                Some((_, last)) if *last == today => {}
                Some((_, last)) if last.plus_days(1) == today => *last = today,
                Some(_) | None => days.push((today, today)),
            }
        }
    }
    let line = |((rule, path), days): ((&str, String), Vec<(Date, Date)>)| {
        let path = path.trim_end_matches(".yaml").to_owned();
        let days = days.iter().map(|(first, last)| format!("{first} to {last}"));
        format!("{rule} {path}: {}", days.collect::<Vec<_>>().join(", "))
    };
    found.into_iter().map(line).collect()
}

#[test]
fn each_dated_rule_speaks_from_exactly_one_day_to_exactly_one_other() {
    let found = stretches();
    let expected = [
        // The window closes 30 days after the deadline, unless the plan says otherwise.
        "application-open people/eli/goals/2027-12-01-rust: 2028-03-01 to 2028-03-30",
        "application-open people/fay/goals/2026-12-01-sql: 2027-03-01 to 2027-03-30",
        "application-open people/fay/goals/2028-01-10-rust: 2028-03-27 to 2028-04-25",
        // The deadline itself is the last day, on a leap day and when the clock is put forward.
        "due-soon people/eli/goals/2027-12-01-rust: 2028-02-15 to 2028-02-29",
        "due-soon people/fay/goals/2028-01-10-rust: 2028-03-12 to 2028-03-26",
        // An award of 2027-02-28 holds for twelve months; renewing begins sixty days before its end.
        "expiring-award people/fay/awards/2027-02-28-sql-owner: 2027-12-30 to 2028-12-31",
        // Nobody is asked while away, nor after the last day.
        "lapsed-application people/eli/goals/2027-12-01-rust: 2028-03-31 to 2028-04-09, 2028-04-17 to 2028-12-31",
        "lapsed-application people/fay/goals/2026-12-01-sql: 2027-03-31 to 2028-12-31",
        "lapsed-application people/fay/goals/2028-01-10-rust: 2028-04-26 to 2028-12-31",
        "leader-without-goal people/gus/profile: 2027-03-01 to 2029-02-28",
        // Thirty days after the start on 2028-01-31 is 2028-03-01, because February has 29 days.
        "missing-baseline people/dia/profile: 2028-03-02 to 2028-06-30",
        "missing-outcome programs/winter: 2028-03-01 to 2029-02-28",
        "overdue-goal people/eli/goals/2027-12-01-rust: 2028-03-01 to 2028-04-09, 2028-04-17 to 2028-12-31",
        "overdue-goal people/fay/goals/2028-01-10-rust: 2028-03-27 to 2028-12-31",
        "overdue-retest people/eli/remediations/2027-12-31-sql: 2028-03-01 to 2028-04-09, 2028-04-17 to 2028-12-31",
        // 2028-02-29 is the ninetieth day after the assessment, 2028-04-09 the one after the start.
        "reassessment-due people/eli/goals/2027-12-01-rust: 2028-03-01 to 2028-04-09, 2028-04-17 to 2028-12-31",
        "reassessment-due people/fay/goals/2028-01-10-rust: 2028-04-10 to 2028-12-31",
        // 2028-02-29 is the 92nd day after the review.
        "stale-framework framework/skills/rust: 2028-03-01 to 2029-02-28",
        // 2028-02-29 is the thirtieth day after the award.
        "unpaired-certification people/fay/awards/2028-01-30-rust-exam: 2028-03-01 to 2028-12-31",
        // 2028-02-29 is the thirtieth day after the start.
        "unserved-aspiration people/hal/profile: 2028-03-01 to 2028-06-30",
        "unstaffed-need teams/core: 2028-03-01 to 2029-02-28",
    ];
    assert_eq!(found, expected);
}

#[test]
fn the_two_years_hold_every_dated_rule() {
    for rule in RULES.iter().filter(|rule| rule.dated && rule.id != "expired-on-arrival") {
        let named = format!("{} ", rule.id);
        assert!(stretches().iter().any(|line| line.starts_with(&named)), "{}", rule.id);
    }
}
