//! Dates of two records, or of one, that cannot both be right.

use crate::calendar::Date;
use crate::finding::{Audience, Finding, Location, Severity};
use crate::progress::goal::start;
use crate::record::{Assessment, Award, Entry, GoalStatus, Id, Person, Record, Remediation};
use crate::rules::goal::start_place;
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "contradictory-dates",
    family: Family::Evidence,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "dates that contradict each other, such as an award before its evidence",
    docs: Docs {
        finds: "An award or an assessment is dated before an entry that is its evidence, an award was \
                revoked before it was earned, a remediation starts after its retest, or an entry with \
                `applied` is dated before the start of its active or done goal. The same day is fine. \
                What is pointed at is the date in the record that names the other one. An end before its \
                start within one record (`completed` of a goal, `due` of a remediation) is found by \
                `invalid-period`. People who have left are not looked at.",
        why: "One of the two dates is wrong, and nobody but the people who were there can say which. Levels, \
              credentials and what counts as used at work are computed from these dates.",
        bad: Example {
            path: "people/ana/awards/2026-12-11-async-owner.yaml",
            yaml: "credential: async-owner\ndate: 2026-11-11\nevidence: [2026-11-20-retry-queue]",
        },
        good: Example {
            path: "people/ana/awards/2026-12-11-async-owner.yaml",
            yaml: "credential: async-owner\ndate: 2026-12-11\nevidence: [2026-11-20-retry-queue]",
        },
        change: "Set its severity under `rules` in milepost.yaml.",
    },
    checks: &[Check::Person(check)],
};

/// What to do about most of these.
const CORRECT: &str = "correct the date that is wrong";

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    if setting.has_left(person) {
        return;
    }
    for assessment in person.assessments.iter() {
        check_assessment(person, assessment, findings);
    }
    for award in person.awards.iter() {
        check_award(person, award, findings);
    }
    for remediation in person.remediations.iter() {
        check_retest(person, remediation, findings);
    }
    for entry in person.entries.iter().filter(|entry| entry.data.applied.is_some()) {
        check_application(person, entry, findings);
    }
}

/// The latest of the entries that are evidence, where it is dated after `date`.
fn later_evidence<'a>(
    person: &'a Person,
    evidence: impl Iterator<Item = &'a Id>,
    date: Date,
) -> Option<&'a Record<Entry>> {
    let entries = evidence.filter_map(|id| person.entries.get(id));
    entries.max_by_key(|entry| entry.data.date).filter(|entry| entry.data.date > date)
}

fn before_evidence(location: Location, what: &str, date: Date, evidence: &Record<Entry>) -> Finding {
    let message = format!("{what} {date}, before its evidence, which is of {}", evidence.data.date);
    RULE.finding(location, message)
        .label("before the evidence")
        .related(evidence.value("/date"), "the evidence")
        .help("correct the date that is wrong, or take the entry out of `evidence`")
}

fn check_assessment(person: &Person, assessment: &Record<Assessment>, findings: &mut Vec<Finding>) {
    let evidence = assessment.data.ratings.iter().flat_map(|rating| &rating.evidence);
    if let Some(entry) = later_evidence(person, evidence, assessment.data.date) {
        let (location, date) = (assessment.value("/date"), assessment.data.date);
        findings.push(before_evidence(location, "the assessment is dated", date, entry));
    }
}

fn check_award(person: &Person, award: &Record<Award>, findings: &mut Vec<Finding>) {
    let earned = award.data.date;
    if let Some(entry) = later_evidence(person, award.data.evidence.iter(), earned) {
        findings.push(before_evidence(award.value("/date"), "the award is dated", earned, entry));
    }
    if let Some(revoked) = award.data.revoked.as_ref().map(|revoked| revoked.date).filter(|on| *on < earned) {
        let message = format!("the award was revoked on {revoked}, before it was earned on {earned}");
        findings.push(
            RULE.finding(award.value("/revoked/date"), message)
                .label("before the award")
                .related(award.value("/date"), "the award")
                .help(CORRECT),
        );
    }
}

fn check_retest(person: &Person, remediation: &Record<Remediation>, findings: &mut Vec<Finding>) {
    let first = remediation.data.start;
    let Some(retest) = remediation.data.retest.as_ref().and_then(|id| person.assessments.get(id)) else {
        return;
    };
    let tested = retest.data.date;
    if tested < first {
        let message = format!("the remediation starts on {first}, after its retest, which is of {tested}");
        findings.push(
            RULE.finding(remediation.value("/start"), message)
                .label("after the retest")
                .related(retest.value("/date"), "the retest")
                .help("correct the date that is wrong, or name the retest that came after it"),
        );
    }
}

/// Such an entry counts for nothing, and nothing else says so.
fn check_application(person: &Person, entry: &Record<Entry>, findings: &mut Vec<Finding>) {
    let Some(goal) = entry.data.goal.as_ref().and_then(|id| person.goals.get(id)) else { return };
    match goal.data.status() {
        GoalStatus::Active | GoalStatus::Done => {}
        GoalStatus::Draft | GoalStatus::Dropped => return,
    }
    let date = entry.data.date;
    if let Some(first) = start(goal).filter(|first| date < *first) {
        let (location, label) = start_place(goal, first);
        let message = format!(
            "the skill was used at work on {date}, before the goal started on {first}, so it does not count \
             for the goal"
        );
        findings.push(
            RULE.finding(entry.value("/date"), message)
                .label("before the goal")
                .related(location, label)
                .help("correct the date that is wrong; if both are right, take `applied` or `goal` out"),
        );
    }
}
