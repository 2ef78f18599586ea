//! The dated rules about awards and remediations: the first and the last day on which each of them
//! speaks.

use super::*;

/// The stretches of days from `from` to `to` on which `rule` speaks, over the world with `lines`
/// laid over it.
fn speaks(rule: &str, lines: &str, from: &str, to: &str) -> Vec<String> {
    let mut files = world();
    files.lay(lines);
    let (first, last): (Date, Date) = (from.parse().unwrap(), to.parse().unwrap());
    let mut stretches: Vec<(Date, Date)> = Vec::new();
    for today in (0..=first.days_until(last)).map(|days| first.plus_days(days)) {
        let after = files.clone();
        let fixture = Fixture::on(today, after);
        let (survey, _) = run(&fixture, Flags { select: vec![rule.to_owned()], ..Flags::default() });
        if survey.findings.is_empty() {
            continue;
        }
        match stretches.last_mut() {
            Some((_, end)) if end.plus_days(1) == today => *end = today,
            Some(_) | None => stretches.push((today, today)),
        }
    }
    stretches.iter().map(|(start, end)| format!("{start} to {end}")).collect()
}

const CERTIFICATION: &str = "--- framework/credentials/rust-associate.yaml
name: Rust associate
kind: certification
criteria: Passes the examination.
skills: [rust]
--- people/ana/awards/associate.yaml
credential: rust-associate
";

fn practice(date: &str) -> String {
    format!(
        "--- people/ana/portfolio/import.yaml\ndate: {date}\ntitle: Wrote the import\ntype: project\n\
         skills: [rust]\nno_link: The customer's repository is closed\n"
    )
}

#[test]
fn a_certification_is_asked_about_from_the_thirty_first_day() {
    let unpaired = |lines: &str| speaks("unpaired-certification", lines, "2028-01-25", "2028-03-12");
    // The thirty days end on 1 March, because 2028 has a leap day.
    let certified = format!("{CERTIFICATION}date: 2028-01-31\n");
    assert_eq!(unpaired(&certified), ["2028-03-02 to 2028-03-12"]);
    let in_time = format!("{certified}{}", practice("2028-03-01"));
    assert_eq!(unpaired(&in_time), [""; 0]);
    let late = format!("{certified}{}", practice("2028-03-05"));
    assert_eq!(unpaired(&late), ["2028-03-02 to 2028-03-04"]);
    let long_before = format!("{certified}{}", practice("2027-12-31"));
    assert_eq!(unpaired(&long_before), ["2028-03-02 to 2028-03-12"]);
}

#[test]
fn a_certification_that_ends_or_is_renewed_is_asked_about_no_more() {
    let certified = format!("{CERTIFICATION}date: 2026-11-30\n");
    let valid = certified.replace("skills: [rust]\n", "skills: [rust]\nvalid_months: 3\n");
    let unpaired = |lines: &str| speaks("unpaired-certification", lines, "2026-12-20", "2027-04-10");
    // Three months after the last of November is the last of February.
    assert_eq!(unpaired(&valid), ["2026-12-31 to 2027-02-28"]);
    let again = format!(
        "{certified}--- people/ana/awards/renewed.yaml\ncredential: rust-associate\ndate: 2027-03-01\n"
    );
    assert_eq!(unpaired(&again), ["2027-04-01 to 2027-04-10"]);
}

const OWNER: &str = "--- framework/credentials/helper.yaml
name: First helper
kind: micro-credential
criteria: A day of first aid.
valid_months: 12
--- people/ana/awards/helper.yaml
credential: helper
date: 2028-02-29
";

#[test]
fn an_award_is_to_be_renewed_from_thirty_days_before_its_end_to_thirty_days_after() {
    let expiring = |lines: &str| speaks("expiring-award", lines, "2028-12-25", "2029-04-30");
    // Valid until 2029-02-28: the year after a leap day has none.
    assert_eq!(expiring(OWNER), ["2029-01-29 to 2029-03-30"]);
    let sooner = OWNER.replace("valid_months: 12\n", "valid_months: 12\nrenew_days: 10\n");
    assert_eq!(expiring(&sooner), ["2029-02-18 to 2029-03-30"]);
    let earlier = OWNER.replace("valid_months: 12\n", "valid_months: 12\nrenew_days: 60\n");
    assert_eq!(expiring(&earlier), ["2028-12-30 to 2029-04-29"]);
    let last_day = OWNER.replace("valid_months: 12\n", "valid_months: 12\nrenew_days: 0\n");
    assert_eq!(expiring(&last_day), ["2029-02-28 to 2029-03-30"]);
}

#[test]
fn an_award_that_a_tier_asks_for_is_spoken_of_until_it_is_renewed() {
    let asked = "--- framework/credentials/async-owner.yaml
name: Owner of an async service
kind: micro-credential
criteria: Runs an async service in production for a month.
valid_months: 1
--- people/ana/awards/owner.yaml
credential: async-owner
date: 2026-12-31
";
    let expiring = |lines: &str| speaks("expiring-award", lines, "2026-12-20", "2027-05-31");
    assert_eq!(expiring(asked), ["2027-01-01 to 2027-05-31"]);
    let renewed = "--- people/ana/awards/renewed.yaml\ncredential: async-owner\ndate: 2027-03-31\n";
    // The renewal is itself valid until the last of April.
    assert_eq!(expiring(&format!("{asked}{renewed}")), ["2027-03-31 to 2027-05-31"]);
}

const NOT_YET: &str = "--- people/ana/assessments/2028-01-10-review.yaml
date: 2028-01-10
method: mentor
cycle: review
assessors: [ben]
ratings: [{skill: rust, rating: 2, result: not-yet}]
--- people/ana/remediations/rust.yaml
assessment: 2028-01-10-review
skill: rust
mentor: ben
actions: [Pair on the ledger twice a week]
start: 2028-01-11
due: 2028-02-28
";

#[test]
fn a_second_try_is_overdue_from_the_day_after_while_the_person_is_there() {
    let overdue = |lines: &str| speaks("overdue-retest", lines, "2028-02-20", "2028-03-10");
    assert_eq!(overdue(NOT_YET), ["2028-02-29 to 2028-03-10"]);
    let month_end = NOT_YET.replace("due: 2028-02-28", "due: 2028-02-29");
    assert_eq!(overdue(&month_end), ["2028-03-01 to 2028-03-10"]);
    assert_eq!(overdue(&format!("{NOT_YET}retest: 2028-02-20-retest\n")), [""; 0]);
    let profile = "--- people/ana/profile.yaml\nrole: backend-engineer\ntier: mid\ndiscipline: backend\n\
                   started: 2025-03-03\naway: [{start: 2028-02-25, end: 2028-03-02}]\nleft: 2028-03-08\n";
    assert_eq!(overdue(&format!("{NOT_YET}{profile}")), ["2028-03-03 to 2028-03-08"]);
}
