//! How many members a program has, and how many of them were at its sessions: shares, no names.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use crate::calendar::Date;
use crate::progress::program::Attended;
use crate::record::Program;

/// How many took part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Participation {
    /// Members: people whose profile names the program and who have not left.
    pub members: usize,
    /// Over all sessions whose attendance is written down, how many of the members were there, in
    /// percent; null: none is.
    pub attendance_percent: Option<i128>,
    /// Those sessions, the earliest first.
    pub sessions: Vec<SessionShare>,
    /// Sessions that have passed and nobody is listed for.
    pub unlisted_sessions: usize,
}

/// How many of the members were at one session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SessionShare {
    /// The day.
    pub date: Date,
    /// Members who were there, in percent of all.
    pub percent: i128,
}

impl Participation {
    /// Up to `day`, of members with these handles.
    pub(super) fn of(program: &Program, members: &[BTreeSet<&str>], day: Date) -> Self {
        let attended = Attended::of(program, members, day);
        let share = |(date, there): &(Date, usize)| {
            Some(SessionShare { date: *date, percent: attended.share(*there)? })
        };
        Self {
            members: attended.members,
            attendance_percent: attended.mean_share(),
            sessions: attended.sessions.iter().filter_map(share).collect(),
            unlisted_sessions: attended.unlisted,
        }
    }
}
