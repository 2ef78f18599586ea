//! How a group of people stands on one day: counts that add up person by person, so that people can
//! be read in parallel, and states one after the other. Who may see a figure, and whether it is
//! withheld, is decided by reports.
//!
//! Every figure is a whole number, or made of whole numbers at the very end, so it does not depend
//! on the order in which people are counted. Each knows how many people it is about: a figure about
//! twelve goals of one person describes that person.

mod figures;
mod person;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::record::{Id, Level, Person, PersonHistory};

pub use figures::{Durations, Gaps, Share, TierCount, Usefulness};
pub use person::{RECENT_ENTRY_DAYS, Setting};

/// How a group of people stands on one day. The default is the group of nobody.
///
/// Members are people who have started and not left, also while they are away; nobody else is in
/// any of these counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Members.
    pub members: u64,
    /// Members who are there on the day.
    pub present: u64,
    /// Members with an active goal that has begun.
    pub with_goal: u64,
    /// Members with an entry in the last [`RECENT_ENTRY_DAYS`].
    pub with_entry: u64,
    /// Present skill id → level → members at exactly that level.
    pub levels: BTreeMap<Id, BTreeMap<Level, u64>>,
    /// Present skill id → level that the destination tier asks for → how well those who are asked
    /// cover it.
    pub asked: BTreeMap<Id, BTreeMap<Level, Gaps>>,
    /// Role and tier that members work towards → how many do.
    pub destinations: BTreeMap<(Id, Id), u64>,
    /// Of the finished goals that can be judged, those used at work within the window after they
    /// were completed.
    pub applied: Share,
    /// Of the finished goals whose promised deadline is known, those reached on time.
    pub on_time: Share,
    /// Of the certifications that are old enough, those paired with practice.
    pub practised: Share,
    /// Of the second tries, those that succeeded.
    pub second_tries: Share,
    /// How long it took to become proficient, over people and skills.
    pub competence: Durations,
    /// Present module id → how useful members found it.
    pub feedback: BTreeMap<Id, Usefulness>,
    /// Role and tier that members have → how many, and how many are nearly at the next.
    pub tiers: BTreeMap<(Id, Id), TierCount>,
    /// Present program id → members of the challenge who have reached its target. Challenges with a
    /// member are listed, also where nobody has reached it.
    pub challenges: BTreeMap<Id, u64>,
}

impl Standing {
    /// `person` alone; the group of nobody where they are not a member of anything on that day.
    /// `history` tells what their goals said before; what it tells of later days does not count.
    #[must_use]
    pub fn of(person: &Person, history: &PersonHistory, setting: &Setting<'_>) -> Self {
        person::standing(person, history, setting)
    }

    /// These people and those of `other`, where nobody is in both.
    pub fn absorb(&mut self, other: &Self) {
        self.members += other.members;
        self.present += other.present;
        self.with_goal += other.with_goal;
        self.with_entry += other.with_entry;
        for (skill, levels) in &other.levels {
            let own = entry(&mut self.levels, skill);
            for (level, people) in levels {
                *own.entry(*level).or_default() += people;
            }
        }
        for (skill, levels) in &other.asked {
            let own = entry(&mut self.asked, skill);
            for (level, gaps) in levels {
                own.entry(*level).or_default().absorb(gaps);
            }
        }
        absorb_counts(&mut self.destinations, &other.destinations);
        self.applied.absorb(&other.applied);
        self.on_time.absorb(&other.on_time);
        self.practised.absorb(&other.practised);
        self.second_tries.absorb(&other.second_tries);
        self.competence.absorb(&other.competence);
        for (module, usefulness) in &other.feedback {
            entry(&mut self.feedback, module).absorb(usefulness);
        }
        for (tier, count) in &other.tiers {
            entry(&mut self.tiers, tier).absorb(count);
        }
        absorb_counts(&mut self.challenges, &other.challenges);
    }

    /// How many members are at `level` of `skill`, a present id, or above it.
    #[must_use]
    pub fn at_least(&self, skill: &str, level: Level) -> u64 {
        self.levels.get(skill).map_or(0, |levels| levels.range(level..).map(|(_, people)| people).sum())
    }

    /// How well those whom a tier asks for `skill` cover it, at whatever level it asks.
    #[must_use]
    pub fn gaps(&self, skill: &str) -> Gaps {
        let mut sum = Gaps::default();
        self.asked.get(skill).into_iter().flat_map(BTreeMap::values).for_each(|gaps| sum.absorb(gaps));
        sum
    }

    /// How well everything that tiers ask of members is covered.
    #[must_use]
    pub fn all_gaps(&self) -> Gaps {
        let mut sum = Gaps::default();
        self.asked.values().flat_map(BTreeMap::values).for_each(|gaps| sum.absorb(gaps));
        sum
    }
}

/// The value at `key`, by default nothing yet.
fn entry<'a, K: Ord + Clone, V: Default>(map: &'a mut BTreeMap<K, V>, key: &K) -> &'a mut V {
    map.entry(key.clone()).or_default()
}

fn absorb_counts<K: Ord + Clone>(own: &mut BTreeMap<K, u64>, other: &BTreeMap<K, u64>) {
    for (key, count) in other {
        *entry(own, key) += count;
    }
}
