//! What follows from records: one pure function for each derived value, and one definition each.
//!
//! Nothing here reports, renders or reads files, and nothing asks what day it is: every function
//! takes the records and the day it is asked about. A value that cannot be known is `None`, never
//! a guess, so that no rule computes with it.
//!
//! | value | where |
//! |---|---|
//! | whether somebody is there | [`presence`] |
//! | level, gap, defined levels | [`level`] |
//! | a goal's start, horizon, state and aims | [`goal`] |
//! | the use of a goal's skill at work | [`application`] |
//! | credentials held | [`credential`] |
//! | what a tier asks, and how far somebody is | [`tier`] |

pub mod application;
pub mod credential;
pub mod goal;
pub mod level;
pub mod presence;
pub mod tier;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod sample;

use std::collections::BTreeSet;

use crate::record::{Level, Records};

/// The numbers of the policy that derived values depend on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Days for which a rating counts as recent (`assessments.reassess_days`).
    pub reassess_days: u32,
    /// Days from a goal's deadline to the last day for applying (`application.window_days`).
    pub window_days: u32,
    /// Days before its deadline from which a goal is due soon (`deadlines.due_soon_days`).
    pub due_soon_days: u32,
    /// The levels of the scale, for skills that define none themselves (`scale`).
    pub scale: BTreeSet<Level>,
}

/// The present id of what `id` names, so that old and new ids of one record compare equal; `id`
/// itself where it names no record that could be read.
pub(crate) fn present_id<'a, T>(records: &'a Records<T>, id: &'a str) -> &'a str {
    records.get(id).map_or(id, |record| record.id.as_str())
}
