//! Second tries: whether what was not there yet was there the next time. Whether one is due is for
//! rules to say.

use std::collections::BTreeMap;

use super::level::{counting, handles};
use super::present_id;
use crate::calendar::Date;
use crate::record::{Assessment, Cycle, Framework, Id, Outcome, Person, Rating, Record, Remediation};

/// How many second tries there were, and how many of them succeeded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SecondTryOutcomes {
    /// Those after which the skill was there.
    pub succeeded: u64,
    /// Remediations that have had their second try.
    pub total: u64,
}

/// A rating of a skill, and the assessment that it is part of.
type Rated<'a> = (&'a Record<Assessment>, &'a Rating);

impl SecondTryOutcomes {
    /// The second tries of `person` as far as they are known on `day`.
    ///
    /// The second try of a remediation is the assessment that it names as `retest`; where it names
    /// none, the first later assessment of the skill by somebody else that is of cycle `retest` or
    /// says `met`. It succeeded unless its rating of the skill says `not-yet`. A remediation
    /// without a second try so far does not count.
    #[must_use]
    pub fn of(person: &Person, framework: &Framework, day: Date) -> Self {
        let own = handles(person);
        let mut ratings: BTreeMap<&str, Vec<Rated<'_>>> = BTreeMap::new();
        for assessment in person.assessments.iter().filter(|record| record.data.date <= day) {
            for (_, rating) in counting(&assessment.data, &own) {
                let skill = present_id(&framework.skills, &rating.skill);
                ratings.entry(skill).or_default().push((assessment, rating));
            }
        }
        ratings.values_mut().for_each(|rated| rated.sort_by_key(|(assessment, _)| assessment.data.date));
        let mut tries = Self::default();
        for remediation in person.remediations.iter().map(|record| &record.data) {
            let rated = ratings.get(present_id(&framework.skills, &remediation.skill));
            if let Some((_, rating)) = rated.and_then(|rated| second(remediation, rated)) {
                tries.total += 1;
                tries.succeeded += u64::from(rating.result != Some(Outcome::NotYet));
            }
        }
        tries
    }
}

/// The second try of a remediation, among the ratings of its skill in the order of their days.
fn second<'a>(remediation: &Remediation, rated: &[Rated<'a>]) -> Option<Rated<'a>> {
    if let Some(named) = &remediation.retest {
        return rated.iter().find(|(assessment, _)| is(assessment, named)).copied();
    }
    let later = rated.partition_point(|(assessment, _)| assessment.data.date <= remediation.start);
    let tried = |(assessment, rating): &&Rated<'a>| {
        assessment.data.cycle == Cycle::Retest || rating.result == Some(Outcome::Met)
    };
    rated.iter().skip(later).find(tried).copied()
}

fn is(assessment: &Record<Assessment>, id: &Id) -> bool {
    assessment.id == *id
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::progress::sample::{Sample, day, record};

    fn sample(retest: Option<&str>) -> Sample {
        let mut sample = Sample::new().skill("rust", json!({"formerly": ["rust-lang"]}));
        let basis = json!({"assessment": "first", "skill": "rust-lang", "mentor": "ben", "actions": ["A"],
                           "start": "2026-09-01", "due": "2026-11-01"});
        sample.person.remediations.insert(record("r", basis, json!({"retest": retest})));
        rated(sample, "first", "2026-08-25", json!({"cycle": "review"}), json!({"result": "not-yet"}))
    }

    fn rated(sample: Sample, id: &str, date: &str, fields: Value, rating: Value) -> Sample {
        let mut one = json!({"skill": "rust", "rating": 3});
        one.as_object_mut().unwrap().extend(rating.as_object().unwrap().clone());
        let mut all = json!({"date": date, "method": "mentor", "cycle": "retest", "ratings": [one]});
        all.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        sample.assessment(id, all)
    }

    fn tries(sample: &Sample, on: &str) -> (u64, u64) {
        let tries = SecondTryOutcomes::of(&sample.person, &sample.framework, day(on));
        (tries.succeeded, tries.total)
    }

    #[test]
    fn a_second_try_counts_from_its_day_and_succeeds_unless_it_says_not_yet() {
        let named = rated(sample(Some("second")), "second", "2026-10-20", json!({}), json!({}));
        assert_eq!(tries(&named, "2026-10-19"), (0, 0));
        assert_eq!(tries(&named, "2026-10-20"), (1, 1));
        let again =
            rated(sample(Some("second")), "second", "2026-10-20", json!({}), json!({"result": "not-yet"}));
        assert_eq!(tries(&again, "2026-12-01"), (0, 1));
        assert_eq!(tries(&sample(Some("nowhere")), "2026-12-01"), (0, 0));
        assert_eq!(tries(&sample(None), "2026-12-01"), (0, 0), "the first try is none");
    }

    #[test]
    fn one_that_is_not_named_is_found() {
        let found = |fields: Value, rating: Value| {
            tries(&rated(sample(None), "second", "2026-10-20", fields, rating), "2026-12-01")
        };
        assert_eq!(found(json!({}), json!({})), (1, 1));
        assert_eq!(found(json!({}), json!({"result": "not-yet"})), (0, 1));
        assert_eq!(found(json!({"cycle": "review"}), json!({"result": "met"})), (1, 1));
        assert_eq!(found(json!({"cycle": "review"}), json!({})), (0, 0), "some other assessment");
        assert_eq!(found(json!({"method": "self"}), json!({})), (0, 0), "a claim");
        assert_eq!(found(json!({"date": "2026-09-01"}), json!({})), (0, 0), "not after the start");
    }
}
