//! Rules about portfolio entries and assessments: what shows a skill, and who rated it how.
//!
//! What an entry does for its goal is in the family [`application`](super::application).

pub mod contradictory_dates;
pub mod future_record;
pub mod missing_assessor;
pub mod missing_decision;
pub mod missing_evidence;
pub mod missing_feedback;
pub mod missing_reflection;
pub mod narrow_panel;
pub mod rating_off_scale;
pub mod rating_spread;
pub mod reassessment_due;
pub mod self_on_panel;
pub mod sole_assessor;
pub mod unbalanced_formats;
pub mod unsupported_rating;
pub mod unusable_link;

use std::collections::BTreeSet;

use crate::load::Handle;
use crate::record::{Assessment, Entry, Id, Person, Record};
use crate::rules::Setting;

/// The entries of `person`; none of somebody who has left.
fn entries<'a>(
    person: &'a Person,
    setting: &Setting<'_>,
) -> impl Iterator<Item = &'a Record<Entry>> + use<'a> {
    let left = setting.has_left(person);
    person.entries.iter().filter(move |_| !left)
}

/// The assessments of `person`; none of somebody who has left.
fn assessments<'a>(
    person: &'a Person,
    setting: &Setting<'_>,
) -> impl Iterator<Item = &'a Record<Assessment>> + use<'a> {
    let left = setting.has_left(person);
    person.assessments.iter().filter(move |_| !left)
}

/// The people behind `handles`: each once, under the present handle where one is known.
fn people<'a>(handles: impl IntoIterator<Item = &'a Id>, setting: &Setting<'_>) -> BTreeSet<Id> {
    let present = |handle: &Id| match setting.directory.look_up(handle) {
        Handle::Former(present) => present,
        Handle::Present(_) | Handle::Broken | Handle::Unknown => handle.clone(),
    };
    let written: BTreeSet<&Id> = handles.into_iter().collect();
    written.into_iter().map(present).collect()
}
