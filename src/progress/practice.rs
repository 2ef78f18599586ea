//! Practice with a skill at work, and which certifications are paired with it. What is to be done
//! about one that is not is for rules to say.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use super::present_id;
use crate::calendar::Date;
use crate::record::{Credential, CredentialKind, Entry, EntryType, Framework, Person, Records, Skill};

/// Days between a certification and practice with one of its skills, on either side, within which
/// the two belong together: somebody may work with a skill before the examination or after it.
pub const PAIRING_DAYS: i64 = 30;

/// Whether an entry is practical evidence for its skills: it tells of a project, pairing,
/// mentoring, a talk or a rotation, or has `applied`.
#[must_use]
pub fn is_practical(entry: &Entry) -> bool {
    entry.applied.is_some()
        || match entry.kind {
            EntryType::Project
            | EntryType::Pairing
            | EntryType::Mentoring
            | EntryType::Talk
            | EntryType::Rotation => true,
            EntryType::Micro
            | EntryType::Course
            | EntryType::Workshop
            | EntryType::Reading
            | EntryType::Journal => false,
        }
}

/// The days on which practice pairs a certification earned on `earned`: [`PAIRING_DAYS`] before
/// it to as many after it, both ends included.
#[must_use]
pub fn pairing_window(earned: Date) -> RangeInclusive<Date> {
    earned.plus_days(-PAIRING_DAYS)..=earned.plus_days(PAIRING_DAYS)
}

/// The days with practical evidence of one person, ready to be asked about any credential.
/// Former ids of a skill are the same skill.
#[derive(Clone, Debug)]
pub struct Practice<'a> {
    skills: &'a Records<Skill>,
    days: BTreeMap<&'a str, BTreeSet<Date>>,
}

impl<'a> Practice<'a> {
    /// Gathers the practical evidence of `person`; `skills` resolves former ids.
    #[must_use]
    pub fn of(person: &'a Person, skills: &'a Records<Skill>) -> Self {
        let mut days: BTreeMap<&str, BTreeSet<Date>> = BTreeMap::new();
        for entry in person.entries.iter().map(|record| &record.data).filter(|entry| is_practical(entry)) {
            for skill in &entry.skills {
                days.entry(present_id(skills, skill)).or_default().insert(entry.date);
            }
        }
        Self { skills, days }
    }

    /// The first of `days` with practical evidence for any of the credential's skills.
    #[must_use]
    pub fn first_within(&self, credential: &Credential, days: &RangeInclusive<Date>) -> Option<Date> {
        if days.is_empty() {
            return None;
        }
        let of_skill = |skill| self.days.get(present_id(self.skills, skill))?.range(days.clone()).next();
        credential.skills.iter().filter_map(|skill| of_skill(skill)).min().copied()
    }

    /// Whether there is practical evidence for one of the credential's skills in the
    /// [`pairing_window`] of the day on which it was earned.
    #[must_use]
    pub fn pairs(&self, credential: &Credential, earned: Date) -> bool {
        self.first_within(credential, &pairing_window(earned)).is_some()
    }
}

/// How many certifications are paired with practice:
///
/// certifications with practical evidence in their [`pairing_window`] ÷ all that are at least
/// [`PAIRING_DAYS`] old.
///
/// Each award of a certification counts, renewals too; revoked ones do not, nor do awards whose
/// credential could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PairedCertifications {
    /// Those with practice: the numerator.
    pub paired: u64,
    /// Those that are old enough: the denominator.
    pub total: u64,
}

impl PairedCertifications {
    /// The certifications of `person` as they stand on `day`. Evidence dated after `day` is not
    /// known yet.
    #[must_use]
    pub fn of(person: &Person, framework: &Framework, day: Date) -> Self {
        let practice = Practice::of(person, &framework.skills);
        let mut paired = Self { paired: 0, total: 0 };
        for award in person.awards.iter().map(|record| &record.data) {
            let revoked = award.revoked.as_ref().is_some_and(|revocation| revocation.date <= day);
            let young = award.date.days_until(day) < PAIRING_DAYS;
            let credential = framework.credentials.get(&award.credential).map(|record| &record.data);
            let Some(credential) = credential.filter(|known| known.kind == CredentialKind::Certification)
            else {
                continue;
            };
            if !revoked && !young {
                paired.total += 1;
                paired.paired += u64::from(practice.pairs(credential, award.date));
            }
        }
        paired
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::progress::sample::{Sample, day};

    fn certified() -> Sample {
        Sample::new()
            .skill("rust", json!({"formerly": ["rust-lang"]}))
            .credential("associate", json!({"kind": "certification", "skills": ["rust-lang"]}))
            .award("a", json!({"credential": "associate", "date": "2024-01-31"}))
    }

    fn is_paired(sample: &Sample) -> bool {
        let credential = &sample.framework.credentials.get("associate").unwrap().data;
        Practice::of(&sample.person, &sample.framework.skills).pairs(credential, day("2024-01-31"))
    }

    fn with(fields: Value) -> bool {
        is_paired(&certified().entry("e", fields))
    }

    #[test]
    fn work_is_practice_and_study_is_not() {
        for (kind, expected) in [
            ("project", true),
            ("pairing", true),
            ("mentoring", true),
            ("talk", true),
            ("rotation", true),
            ("micro", false),
            ("course", false),
            ("workshop", false),
            ("reading", false),
            ("journal", false),
        ] {
            assert_eq!(with(json!({"date": "2024-02-01", "type": kind})), expected, "{kind}");
        }
        let applied = json!({"date": "2024-02-01", "type": "course", "applied": {"outcome": "O"}});
        assert!(with(applied), "a course that was used at work");
    }

    #[test]
    fn practice_counts_for_thirty_days_on_either_side_through_a_leap_day() {
        for (date, expected) in [
            ("2023-12-31", false),
            ("2024-01-01", true),
            ("2024-01-31", true),
            ("2024-03-01", true),
            ("2024-03-02", false),
        ] {
            assert_eq!(with(json!({"date": date})), expected, "{date}");
        }
    }

    #[test]
    fn only_the_skills_of_the_certification_count() {
        assert!(!with(json!({"date": "2024-02-01", "skills": ["sql"]})));
        assert!(with(json!({"date": "2024-02-01", "skills": ["sql", "rust"]})));
    }

    #[test]
    fn the_first_day_is_found_whatever_the_order_of_the_skills() {
        let sample = certified()
            .credential("both", json!({"kind": "certification", "skills": ["sql", "rust"]}))
            .entry("e", json!({"date": "2024-02-03", "skills": ["sql"]}))
            .entry("f", json!({"date": "2024-02-02", "skills": ["rust"]}));
        let credential = &sample.framework.credentials.get("both").unwrap().data;
        let practice = Practice::of(&sample.person, &sample.framework.skills);
        let first = |from, to| practice.first_within(credential, &(day(from)..=day(to)));
        assert_eq!(first("2024-01-01", "2024-12-31"), Some(day("2024-02-02")));
        assert_eq!(first("2024-02-03", "2024-12-31"), Some(day("2024-02-03")));
        assert_eq!(first("2024-12-31", "2024-01-01"), None, "an empty stretch");
    }

    fn figure(sample: &Sample, on: &str) -> (u64, u64) {
        let paired = PairedCertifications::of(&sample.person, &sample.framework, day(on));
        (paired.paired, paired.total)
    }

    #[test]
    fn certifications_count_once_they_are_thirty_days_old() {
        let sample = certified().entry("e", json!({"date": "2024-01-15"}));
        assert_eq!(figure(&sample, "2024-02-29"), (0, 0));
        assert_eq!(figure(&sample, "2024-03-01"), (1, 1));
        assert_eq!(figure(&certified(), "2024-03-01"), (0, 1));
    }

    #[test]
    fn micro_credentials_unknown_and_revoked_ones_do_not_count() {
        let revoked = json!({"date": "2024-02-10", "reason": "R"});
        let sample = certified()
            .credential("owner", json!({"skills": ["rust"]}))
            .award("a", json!({"credential": "associate", "date": "2024-01-31", "revoked": revoked}))
            .award("b", json!({"credential": "owner", "date": "2024-01-31"}))
            .award("c", json!({"credential": "gone", "date": "2024-01-31"}));
        assert_eq!(figure(&sample, "2024-12-01"), (0, 0));
    }

    proptest! {
        #[test]
        fn a_certification_is_paired_by_an_entry_within_thirty_days_and_by_no_other(
            distances in vec(prop_oneof![-32..=-28_i64, 28..=32_i64, -400..=400_i64], 0..6),
            practical in vec(any::<bool>(), 6),
        ) {
            let earned = day("2024-01-31");
            let mut sample = certified();
            for (id, (distance, practical)) in distances.iter().zip(&practical).enumerate() {
                let kind = if *practical { "pairing" } else { "reading" };
                let date = earned.plus_days(*distance).to_string();
                sample = sample.entry(&format!("e{id}"), json!({"date": date, "type": kind}));
            }
            let expected =
                distances.iter().zip(&practical).any(|(distance, practical)| *practical && distance.abs() <= 30);
            prop_assert_eq!(is_paired(&sample), expected);
            prop_assert_eq!(figure(&sample, "2026-01-01"), (u64::from(expected), 1));
        }

        #[test]
        fn more_practice_never_unpairs_and_more_awards_never_shrink_the_figure(
            awards in vec(0..90_i64, 0..8), entries in vec(-40..130_i64, 0..8), more in -40..130_i64,
        ) {
            let first = day("2024-01-31");
            let made = |awards: &[i64], entries: &[i64]| {
                let date = |distance: &i64| first.plus_days(*distance).to_string();
                let sample = awards.iter().enumerate().fold(certified(), |sample, (id, distance)| {
                    let award = json!({"credential": "associate", "date": date(distance)});
                    sample.award(&format!("more-{id}"), award)
                });
                entries.iter().enumerate().fold(sample, |sample, (id, distance)| {
                    sample.entry(&format!("e{id}"), json!({"date": date(distance)}))
                })
            };
            let before = figure(&made(&awards, &entries), "2024-04-15");
            let practised = figure(&made(&awards, &[&entries[..], &[more]].concat()), "2024-04-15");
            let awarded = figure(&made(&[&awards[..], &[more]].concat(), &entries), "2024-04-15");
            prop_assert!(before.0 <= before.1);
            prop_assert!(practised.0 >= before.0 && practised.1 == before.1);
            prop_assert!(awarded.0 >= before.0 && awarded.1 >= before.1);
        }
    }
}
