//! The days that go into a calendar: deadlines, last days for using a skill at work, and
//! reassessments, of one person or of everybody.

use super::super::basis::{Basis, Everybody, Header};
use super::dates::{self, DateKind, StatusDate};
use crate::progress::presence::Presence;
use crate::record::Person;

/// The days for a calendar.
#[derive(Clone, Debug, PartialEq)]
pub struct Schedule {
    /// What every report begins with.
    pub header: Header,
    /// Whose days they are, as people call them; `None`: everybody's.
    pub owner: Option<String>,
    /// The days, the earliest first, each with its person.
    pub dates: Vec<StatusDate>,
}

impl Schedule {
    /// The days of one person.
    #[must_use]
    pub fn of_person(basis: &Basis, person: &Person) -> Self {
        let who = basis.named(&person.handle, person.profile());
        let header = basis.header(0);
        Self { header, owner: Some(who.shown().to_owned()), dates: of(basis, [person]) }
    }

    /// The days of everybody.
    #[must_use]
    pub fn of_everybody(basis: &Basis, everybody: &Everybody) -> Self {
        let dates = of(basis, &everybody.people);
        Self { header: basis.header(everybody.unread), owner: None, dates }
    }
}

/// The days that are still to come, and deadlines that have passed while their goal is open.
fn of<'a>(basis: &Basis, people: impl IntoIterator<Item = &'a Person>) -> Vec<StatusDate> {
    let mut all = Vec::new();
    for person in people {
        if Presence::of(person.profile(), basis.today) == Presence::Left {
            continue;
        }
        let who = basis.named(&person.handle, person.profile());
        let mut dates = dates::of(basis, person, false);
        dates.retain(|date| match date.kind {
            DateKind::Deadline => true,
            DateKind::UseAtWork | DateKind::Reassessment => !date.late,
            DateKind::SecondTry
            | DateKind::AwardEnds
            | DateKind::Need
            | DateKind::ProgramStarts
            | DateKind::Session
            | DateKind::ProgramEnds
            | DateKind::RotationStarts
            | DateKind::RotationEnds => false,
        });
        dates.iter_mut().for_each(|date| date.who = Some(who.clone()));
        all.append(&mut dates);
    }
    dates::sort(&mut all);
    all
}
