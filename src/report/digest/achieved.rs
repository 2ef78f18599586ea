//! What was achieved: awards, goals that were reached, and what was used at work.

use schemars::JsonSchema;
use serde::Serialize;

use super::Scope;
use crate::calendar::Date;
use crate::progress::application::place;
use crate::record::{Entry, Goal, GoalStatus, Id, Person, Record};
use crate::report::basis::name_of;
use crate::report::change::Person as Named;

/// What was achieved, the latest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Achieved {
    /// Credentials that were earned.
    pub awards: Vec<AwardEarned>,
    /// Goals that were reached.
    pub goals: Vec<GoalReached>,
    /// What was learned and used at work.
    pub uses: Vec<SkillUsed>,
}

/// A credential that somebody earned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AwardEarned {
    /// Who.
    pub who: Named,
    /// The credential's name.
    pub credential: String,
    /// The day.
    pub date: Date,
}

/// A goal that somebody reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GoalReached {
    /// Who.
    pub who: Named,
    /// The goal's id.
    pub goal: Id,
    /// The goal's title.
    pub title: String,
    /// The day; null: not written down.
    pub date: Option<Date>,
}

/// Something that somebody used at work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SkillUsed {
    /// Who.
    pub who: Named,
    /// What was done.
    pub title: String,
    /// What came of it, in their own words.
    pub outcome: String,
    /// The project or place at work; null: not said.
    pub place: Option<String>,
    /// The day.
    pub date: Date,
}

impl Achieved {
    /// Of people who are announced; in one person's own digest, always.
    pub(super) fn of(scope: &Scope<'_>) -> Self {
        let mut achieved = Self::default();
        for person in &scope.people {
            let silent = person.profile().is_some_and(|profile| profile.unannounced);
            if scope.own || !silent {
                achieved.add(scope, person);
            }
        }
        achieved.awards.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.who.handle.cmp(&b.who.handle)));
        achieved.goals.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.who.handle.cmp(&b.who.handle)));
        achieved.uses.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.who.handle.cmp(&b.who.handle)));
        achieved
    }

    fn add(&mut self, scope: &Scope<'_>, person: &Person) {
        let earlier = scope.before(person);
        let awards = person.awards.iter().map(|record| &record.data).filter(|award| award.revoked.is_none());
        for award in awards {
            let stood = |then: &Person| {
                then.awards
                    .iter()
                    .any(|old| old.data.credential == award.credential && old.data.date == award.date)
            };
            if scope.is_new(award.date, earlier, stood) {
                let credentials = &scope.basis.framework().credentials;
                self.awards.push(AwardEarned {
                    who: scope.who(person),
                    credential: name_of(credentials, &award.credential, |credential| &credential.name),
                    date: award.date,
                });
            }
        }
        for goal in person.goals.iter().filter(|goal| goal.data.status() == GoalStatus::Done) {
            if scope.was_reached(goal, earlier) {
                self.goals.push(GoalReached {
                    who: scope.who(person),
                    goal: goal.id.clone(),
                    title: goal.data.title.clone(),
                    date: goal.data.completed,
                });
            }
        }
        for entry in person.entries.iter() {
            let Some(applied) = &entry.data.applied else { continue };
            if scope.is_new(entry.data.date, earlier, |then| told(then, entry)) {
                let planned = || person.goals.get(entry.data.goal.as_deref()?);
                let where_planned = || planned().and_then(|goal| place(&goal.data).map(str::to_owned));
                let said = applied.place.clone().filter(|place| !place.trim().is_empty());
                self.uses.push(SkillUsed {
                    who: scope.who(person),
                    title: entry.data.title.clone(),
                    outcome: applied.outcome.clone(),
                    place: said.or_else(where_planned),
                    date: entry.data.date,
                });
            }
        }
    }
}

/// Whether `then` had told of the use of this entry.
fn told(then: &Person, entry: &Record<Entry>) -> bool {
    then.entries.iter().any(|old| {
        old.data.applied.is_some()
            && (old.id == entry.id
                || (old.data.date == entry.data.date && old.data.title == entry.data.title))
    })
}

impl Scope<'_> {
    /// The person as they stood before `since`, under this or a former handle; `None`: they were not
    /// there, or nothing is known of that time.
    fn before(&self, person: &Person) -> Option<&Person> {
        let earlier = self.earlier.as_ref()?;
        let former = person.profile().into_iter().flat_map(|profile| &profile.formerly);
        std::iter::once(&person.handle).chain(former).find_map(|handle| earlier.get(handle.as_str())).copied()
    }

    /// Whether something of this date is new: it is dated since then, or it came since then to
    /// somebody who was there before. Who joins brings a past along, which is no news.
    fn is_new(&self, date: Date, earlier: Option<&Person>, stood: impl Fn(&Person) -> bool) -> bool {
        let came_late = || earlier.is_some_and(|then| !stood(then));
        date <= self.basis.today && (date >= self.since || came_late())
    }

    /// Whether the goal, which is done, was reached lately. Without a day it is new only where it is
    /// known that it was not done before.
    fn was_reached(&self, goal: &Record<Goal>, earlier: Option<&Person>) -> bool {
        let done = |old: &Record<Goal>| old.data.status() == GoalStatus::Done;
        let stood = |then: &Person| {
            then.goals.iter().any(|old| done(old) && (old.id == goal.id || old.data.title == goal.data.title))
        };
        match goal.data.completed {
            Some(day) => self.is_new(day, earlier, stood),
            None => earlier.is_some_and(|then| !stood(then)),
        }
    }
}
