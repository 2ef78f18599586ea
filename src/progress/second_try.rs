//! Second tries that have not taken place yet. Who may hear of one is decided by rules and reports:
//! the person alone.

use std::collections::BTreeMap;

use super::present_id;
use crate::calendar::Date;
use crate::record::{Cycle, Method, Outcome, Person, Records, Remediation, Skill};

/// The assessments of one person that can be second tries, ready to be asked about any of the
/// person's remediations.
///
/// An assessment of the skill by somebody else, or by a test, that is of cycle `retest` or says
/// `result: met` can be one, also where no remediation names it.
#[derive(Clone, Debug)]
pub struct SecondTries<'a> {
    skills: &'a Records<Skill>,
    /// Present skill id → the latest of these days.
    latest: BTreeMap<&'a str, Date>,
    /// Whether every assessment could be read.
    known: bool,
}

impl<'a> SecondTries<'a> {
    /// Gathers the assessments of `person`; `skills` resolves former ids.
    #[must_use]
    pub fn of(person: &'a Person, skills: &'a Records<Skill>) -> Self {
        let mut latest = BTreeMap::new();
        let by_others = person.assessments.iter().map(|record| &record.data);
        for assessment in by_others.filter(|assessment| assessment.method != Method::SelfRating) {
            for rating in &assessment.ratings {
                if assessment.cycle == Cycle::Retest || rating.result == Some(Outcome::Met) {
                    let day = latest.entry(present_id(skills, &rating.skill)).or_insert(assessment.date);
                    *day = assessment.date.max(*day);
                }
            }
        }
        Self { skills, latest, known: person.assessments.all_read() }
    }

    /// Whether `remediation` is known to wait for its second try: it names no `retest`, and since
    /// its start there is no assessment that can be one. While one of the assessments cannot be
    /// read, nothing is known, because it might be the one.
    #[must_use]
    pub fn is_open(&self, remediation: &Remediation) -> bool {
        let latest = self.latest.get(present_id(self.skills, &remediation.skill));
        self.known && remediation.retest.is_none() && latest.is_none_or(|day| *day <= remediation.start)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::progress::sample::Sample;

    fn open(sample: &Sample, fields: Value) -> bool {
        let mut all = json!({"assessment": "a", "skill": "rust", "mentor": "ben", "actions": ["Pair"],
            "start": "2026-11-16", "due": "2027-01-08"});
        for (key, value) in fields.as_object().unwrap() {
            all[key] = value.clone();
        }
        let remediation: Remediation = serde_json::from_value(all).unwrap();
        SecondTries::of(&sample.person, &sample.framework.skills).is_open(&remediation)
    }

    fn tried(date: &str, method: &str, cycle: &str, result: &str) -> Sample {
        Sample::new().skill("rust", json!({"formerly": ["rust-lang"]})).assessment(
            "b",
            json!({"date": date, "method": method, "cycle": cycle,
                   "ratings": [{"skill": "rust", "rating": 2, "result": result}]}),
        )
    }

    #[test]
    fn a_try_is_open_until_an_assessment_shows_it() {
        assert!(open(&Sample::new(), json!({})));
        assert!(!open(&Sample::new(), json!({"retest": "c"})));
        for (sample, expected) in [
            (tried("2026-12-01", "peer", "retest", "not-yet"), false),
            (tried("2026-12-01", "peer", "review", "met"), false),
            (tried("2026-12-01", "peer", "review", "not-yet"), true),
            (tried("2026-12-01", "self", "retest", "met"), true),
            (tried("2026-11-16", "peer", "retest", "met"), true),
        ] {
            assert_eq!(open(&sample, json!({})), expected);
            assert_eq!(open(&sample, json!({"skill": "rust-lang"})), expected);
            assert!(open(&sample, json!({"skill": "sql"})));
        }
    }

    #[test]
    fn nothing_is_known_beside_an_assessment_that_cannot_be_read() {
        let mut sample = Sample::new();
        sample.person.assessments.insert_broken("b".into());
        assert!(!open(&sample, json!({})));
    }
}
