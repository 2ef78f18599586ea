//! Rules about awards and remediations: what a credential was earned with, and the second try.
//!
//! The credentials themselves are in the family [`framework`](super::framework).

pub mod expiring_award;
pub mod invalid_remediation;
pub mod missing_remediation;
pub mod overdue_retest;
pub mod self_approval;
pub mod short_approvals;
pub mod slow_remediation;
pub mod unmet_criteria;
pub mod unpaired_certification;

use crate::calendar::Date;
use crate::progress::present_id;
use crate::record::{Assessment, Award, Method, Person, Rating, Record, Records, Remediation, Skill};
use crate::rules::Setting;

/// The awards of `person` that can be judged: none that was revoked, and none of somebody who has
/// left, because of them only rules about references speak.
fn awards<'a>(
    person: &'a Person,
    setting: &Setting<'_>,
) -> impl Iterator<Item = &'a Record<Award>> + use<'a> {
    let left = setting.has_left(person);
    person.awards.iter().filter(move |award| !left && award.data.revoked.is_none())
}

/// The remediations of `person`; none of somebody who has left.
fn remediations<'a>(
    person: &'a Person,
    setting: &Setting<'_>,
) -> impl Iterator<Item = &'a Record<Remediation>> + use<'a> {
    let left = setting.has_left(person);
    person.remediations.iter().filter(move |_| !left)
}

/// Whether the award is from before the person's first day in this repository: what it was earned
/// with was written down elsewhere, if at all.
fn was_earned_elsewhere(person: &Person, award: &Award) -> bool {
    person.profile().is_some_and(|profile| award.date < profile.started)
}

/// A rating by somebody else, or by a test, with the assessment that it belongs to.
#[derive(Clone, Copy)]
struct Rated<'a> {
    assessment: &'a Record<Assessment>,
    /// Its place among the assessment's ratings.
    index: usize,
    rating: &'a Rating,
    /// The present id of its skill.
    skill: &'a str,
}

impl Rated<'_> {
    fn date(&self) -> Date {
        self.assessment.data.date
    }
}

/// Every rating of `person` but those by themselves, which are claims.
fn rated<'a>(person: &'a Person, skills: &'a Records<Skill>) -> impl Iterator<Item = Rated<'a>> {
    let by_others = person.assessments.iter().filter(|record| record.data.method != Method::SelfRating);
    by_others.flat_map(move |assessment| {
        assessment.data.ratings.iter().enumerate().map(move |(index, rating)| Rated {
            assessment,
            index,
            rating,
            skill: present_id(skills, &rating.skill),
        })
    })
}
