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

use crate::record::{Award, Person, Record, Remediation};
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
