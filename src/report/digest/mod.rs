//! What was achieved lately and what comes next: for everybody, or for one person.
//!
//! The digest for everybody is shared. It names people for what they achieved, unless they asked to
//! be left out (`unannounced`), and for what is due soon; for what is overdue only where the policy
//! says so. It holds no rating, nothing that only its owner may see, and no count of a group of
//! fewer than `privacy.min_group` people. The digest for one person is theirs alone.

mod achieved;
mod due;
mod groups;
mod missing;
mod waiting;

pub use achieved::{Achieved, AwardEarned, GoalReached, SkillUsed};
pub use due::{
    AwardEnding, ClosingWindow, DueGoal, DueSpan, Late, Overdue, OverdueItem, Reassessment, SecondTry,
};
pub use groups::{Challenge, TeamNeed};
pub use missing::ModuleRemarks;
pub use waiting::{WaitingChange, WaitingChanges};

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::basis::{Basis, Everybody, Header};
use super::change::{Person as Named, hash_of};
use crate::calendar::Date;
use crate::progress::presence::Presence;
use crate::record::{DigestNames, Person};

/// How many days the digest looks back where nobody says.
pub const LOOK_BACK_DAYS: i64 = 7;

/// The digest, for everybody or for one person.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Digest {
    /// What every report begins with.
    pub header: Header,
    /// A hash of everything but `header`, `since` and itself: an equal one has nothing new to say.
    pub hash: String,
    /// Whose it is; null: everybody's. One person's is private and is posted nowhere.
    pub whose: Option<Named>,
    /// Whether there is nothing to tell at all.
    pub empty: bool,
    /// The first day that it looks back to.
    pub since: Date,
    /// Whether records that came to the default branch since then, but are dated earlier, are among
    /// what was achieved. Where the history does not reach back so far, only dates count.
    pub by_history: bool,
    /// The smallest group of people that a count may describe.
    pub min_group: usize,
    /// What was achieved.
    pub achieved: Achieved,
    /// Active goals by their deadlines, in three spans that do not overlap: the next 7, 14 and 30
    /// days. Spans without a goal are left out.
    pub due: Vec<DueSpan>,
    /// What was learned and waits to be used at work, by the last day for it; the next 30 days. Where
    /// nobody who is late may be named, only of goals that were reached.
    pub closing_windows: Vec<ClosingWindow>,
    /// Skills of active goals whose next assessment is due within 30 days.
    pub reassessments: Vec<Reassessment>,
    /// Awards whose last day is near.
    pub awards_ending: Vec<AwardEnding>,
    /// Second tries of the next 30 days; only in the digest for one person.
    pub second_tries: Vec<SecondTry>,
    /// What is overdue; null: too few people to count.
    pub overdue: Option<Overdue>,
    /// What teams need people for within three months and do not have yet, by date.
    pub needs: Vec<TeamNeed>,
    /// What running challenges want to reach.
    pub challenges: Vec<Challenge>,
    /// What people missed in modules, without their names; only in the digest for everybody.
    pub missing: Vec<ModuleRemarks>,
    /// Open changes that wait for review; null except in the digest that is posted, since only the
    /// forge knows.
    pub waiting: Option<WaitingChanges>,
    /// Accounts on the forge that the posted digest mentions at its end; empty unless the policy says
    /// `digest.mention: true`.
    pub mentions: Vec<String>,
}

/// What the parts of a digest are computed from.
struct Scope<'a> {
    basis: &'a Basis,
    /// Everybody, for figures of groups.
    everybody: &'a [Person],
    /// The people whom it is about, none of whom has left.
    people: Vec<&'a Person>,
    /// Those who are there today, of whom something may be asked.
    present: Vec<&'a Person>,
    /// The people as they stood before `since`, where that is known.
    earlier: Option<BTreeMap<&'a str, &'a Person>>,
    since: Date,
    /// Whether it is for one person.
    own: bool,
}

impl Scope<'_> {
    fn who(&self, person: &Person) -> Named {
        self.basis.named(&person.handle, person.profile())
    }

    /// Days from today on.
    fn in_days(&self, days: i64) -> Date {
        self.basis.today.plus_days(days)
    }
}

impl Digest {
    /// The digest of what happened from `since` on; `earlier` are the people as they stood before,
    /// where that is known; for `whose` handle, else for everybody.
    #[must_use]
    pub fn of(
        basis: &Basis,
        everybody: &Everybody,
        earlier: Option<&Everybody>,
        since: Date,
        whose: Option<&str>,
    ) -> Self {
        let is_of = |person: &&Person| whose.is_none_or(|handle| *person.handle == *handle);
        let presence = |person: &Person| Presence::of(person.profile(), basis.today);
        let people: Vec<&Person> = everybody
            .people
            .iter()
            .filter(is_of)
            .filter(|person| matches!(presence(person), Presence::Present | Presence::Away))
            .collect();
        let scope = Scope {
            basis,
            everybody: &everybody.people,
            present: people.iter().copied().filter(|person| presence(person).is_present()).collect(),
            people,
            earlier: earlier.map(|earlier| {
                earlier.people.iter().map(|person| (person.handle.as_str(), person)).collect()
            }),
            since,
            own: whose.is_some(),
        };
        let min_group = basis.policy.limits.min_group;
        let named = scope.own || basis.policy.digest_names == DigestNames::All;
        let countable = scope.own || scope.people.len() >= min_group;
        let mut digest = Self {
            header: basis.header(everybody.unread),
            hash: String::new(),
            whose: whose.map(|handle| {
                let person = everybody.people.iter().find(|person| *person.handle == *handle);
                basis.named(handle, person.and_then(Person::profile))
            }),
            empty: false,
            since,
            by_history: earlier.is_some(),
            min_group,
            achieved: Achieved::of(&scope),
            due: due::spans(&scope),
            closing_windows: due::closing_windows(&scope, named),
            reassessments: due::reassessments(&scope),
            awards_ending: due::awards_ending(&scope),
            second_tries: if scope.own { due::second_tries(&scope) } else { Vec::new() },
            overdue: countable.then(|| Overdue::of(&scope, named)),
            needs: groups::needs(&scope),
            challenges: groups::challenges(&scope),
            missing: if scope.own { Vec::new() } else { missing::of(&scope) },
            waiting: None,
            mentions: Vec::new(),
        };
        digest.empty = digest.items() == 0 && digest.overdue.as_ref().is_none_or(Overdue::is_empty);
        digest.hash = digest.content_hash();
        digest
    }

    /// The hash of what it says, whatever the day.
    fn content_hash(&self) -> String {
        let header = Header {
            today: Date::LAST,
            commit: None,
            version: String::new(),
            notices: Vec::new(),
            ..self.header.clone()
        };
        hash_of(&Self { header, hash: String::new(), since: Date::LAST, ..self.clone() })
    }

    /// About how many items its lists hold.
    #[must_use]
    pub fn items(&self) -> usize {
        let achieved = &self.achieved;
        let remarks: usize = self.missing.iter().map(|module| module.remarks.len()).sum();
        achieved.awards.len()
            + achieved.goals.len()
            + achieved.uses.len()
            + self.due.iter().map(|span| span.goals.len()).sum::<usize>()
            + self.closing_windows.len()
            + self.reassessments.len()
            + self.awards_ending.len()
            + self.second_tries.len()
            + self.overdue.as_ref().map_or(0, |overdue| overdue.named.len())
            + self.needs.len()
            + self.challenges.len()
            + remarks
            + self.waiting.as_ref().map_or(0, |waiting| waiting.changes.len())
    }
}
