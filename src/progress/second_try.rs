//! Second tries that have not taken place yet, and ratings that have no plan for one. Who may hear of
//! them is decided by rules and reports: the person alone.

use std::collections::BTreeMap;

use super::present_id;
use crate::calendar::Date;
use crate::record::{
    Assessment, Cycle, Method, Outcome, Person, Rating, Record, Records, Remediation, Skill,
};

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

/// A rating by somebody else, or by a test, with the assessment that it belongs to.
#[derive(Clone, Copy, Debug)]
pub struct Rated<'a> {
    /// The assessment.
    pub assessment: &'a Record<Assessment>,
    /// The rating's place among those of the assessment.
    pub index: usize,
    /// The rating.
    pub rating: &'a Rating,
    /// The present id of its skill.
    pub skill: &'a str,
}

impl Rated<'_> {
    /// The day of the assessment.
    #[must_use]
    pub fn date(&self) -> Date {
        self.assessment.data.date
    }
}

/// The ratings that say `not-yet` and have no plan for a second try, one a skill, in the order of the
/// skills' ids: of each skill the latest such rating, unless
/// - a rating of that day or later that does not say `not-yet` settles it,
/// - a remediation of the skill names its assessment, or
/// - an earlier remediation of the skill still runs: without `retest`, and due no earlier than that day.
///
/// Ratings by the person are claims and not looked at. Empty while an assessment or a remediation
/// cannot be read, because it might be the one.
#[must_use]
pub fn unplanned<'a>(person: &'a Person, skills: &'a Records<Skill>) -> Vec<Rated<'a>> {
    if !person.assessments.all_read() || !person.remediations.all_read() {
        return Vec::new();
    }
    let (open, settled) = tries(person, skills);
    if open.is_empty() {
        return Vec::new();
    }
    let mut plans: BTreeMap<&str, Vec<&Remediation>> = BTreeMap::new();
    for plan in person.remediations.iter().map(|record| &record.data) {
        plans.entry(present_id(skills, &plan.skill)).or_default().push(plan);
    }
    let is_planned = |rated: &Rated<'_>| {
        plans.get(rated.skill).is_some_and(|plans| plans.iter().any(|plan| covers(plan, rated)))
    };
    open.into_values()
        .filter(|rated| settled.get(rated.skill).is_none_or(|day| *day < rated.date()) && !is_planned(rated))
        .collect()
}

/// By skill: the latest rating that says `not-yet`, and the latest day with one that does not.
fn tries<'a>(
    person: &'a Person,
    skills: &'a Records<Skill>,
) -> (BTreeMap<&'a str, Rated<'a>>, BTreeMap<&'a str, Date>) {
    let (mut open, mut settled) = (BTreeMap::new(), BTreeMap::new());
    for assessment in person.assessments.iter().filter(|record| record.data.method != Method::SelfRating) {
        for (index, rating) in assessment.data.ratings.iter().enumerate() {
            let rated = Rated { assessment, index, rating, skill: present_id(skills, &rating.skill) };
            if rating.result == Some(Outcome::NotYet) {
                let latest = open.entry(rated.skill).or_insert(rated);
                if latest.date() <= rated.date() {
                    *latest = rated;
                }
            } else {
                let latest = settled.entry(rated.skill).or_insert(rated.date());
                *latest = rated.date().max(*latest);
            }
        }
    }
    (open, settled)
}

/// Whether the plan is about this rating, or about an earlier one and still running.
fn covers(plan: &Remediation, rated: &Rated<'_>) -> bool {
    plan.assessment == rated.assessment.id || (plan.retest.is_none() && plan.due >= rated.date())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::progress::sample::{Sample, record};

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

    #[test]
    fn a_rating_without_a_plan_is_named_until_it_is_settled_or_planned() {
        let not_yet = || tried("2026-12-01", "peer", "review", "not-yet");
        let named = |sample: &Sample| -> Vec<(String, String)> {
            let found = unplanned(&sample.person, &sample.framework.skills);
            found.iter().map(|rated| (rated.assessment.id.to_string(), rated.skill.to_owned())).collect()
        };
        let open = vec![("b".to_owned(), "rust".to_owned())];
        assert_eq!(named(&Sample::new()), []);
        assert_eq!(named(&not_yet()), open);
        assert_eq!(named(&tried("2026-12-01", "self", "review", "not-yet")), [], "a claim");
        assert_eq!(
            named(&not_yet().rated("c", "2026-12-01", "peer", "rust-lang", 3)),
            [],
            "settled that day"
        );
        assert_eq!(named(&not_yet().rated("c", "2026-11-30", "peer", "rust", 3)), open, "earlier");
        for (fields, expected) in [
            (json!({"assessment": "b"}), &[][..]),
            (json!({"assessment": "a", "due": "2026-12-01"}), &[]),
            (json!({"assessment": "a", "due": "2026-11-30"}), &open),
            (json!({"assessment": "a", "due": "2026-12-01", "retest": "c"}), &open),
            (json!({"assessment": "b", "skill": "sql"}), &open),
        ] {
            let mut sample = not_yet();
            let basis = json!({"skill": "rust", "mentor": "ben", "actions": ["Pair"],
                "start": "2026-11-16", "due": "2027-01-08"});
            sample.person.remediations.insert(record("r", basis, fields.clone()));
            assert_eq!(named(&sample), expected, "{fields}");
        }
        let mut broken = not_yet();
        broken.person.remediations.insert_broken("r".into());
        assert_eq!(named(&broken), []);
    }
}
