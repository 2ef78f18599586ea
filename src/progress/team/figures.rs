//! The figures that a group's standing is made of: each adds up, and each knows how many people it
//! is about.

use std::collections::BTreeMap;

use crate::progress::level::Coverage;

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share {
    /// The numerator.
    pub met: u64,
    /// The denominator.
    pub total: u64,
    /// How many people the denominator is made of.
    pub people: u64,
}

impl Share {
    /// What one person contributes.
    #[must_use]
    pub fn of(met: u64, total: u64) -> Self {
        Self { met, total, people: u64::from(total > 0) }
    }

    /// Adds other people's.
    pub fn absorb(&mut self, other: &Self) {
        self.met += other.met;
        self.total += other.total;
        self.people += other.people;
    }

    /// In percent, rounded half up; `None` where there is nothing to take a share of.
    #[must_use]
    pub fn percent(&self) -> Option<u64> {
        percent(self.met, self.total)
    }
}

/// `part` of `whole` in percent, rounded half up; `None` where `whole` is zero.
fn percent(part: u64, whole: u64) -> Option<u64> {
    let (part, whole) = (u128::from(part), u128::from(whole));
    let rounded = (part * 200 + whole).checked_div(whole * 2)?;
    u64::try_from(rounded).ok()
}

/// How well a requirement is covered by the people of whom it is asked. With several requirements
/// added up, each person counts once for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gaps {
    /// No gap.
    pub covered: u64,
    /// One level is missing.
    pub moderate: u64,
    /// Two levels or more are missing, or nobody has assessed it.
    pub critical: u64,
}

impl Gaps {
    /// What one person contributes to one requirement.
    #[must_use]
    pub fn of(coverage: Coverage) -> Self {
        let is = |other| u64::from(coverage == other);
        Self {
            covered: is(Coverage::Covered),
            moderate: is(Coverage::Moderate),
            critical: is(Coverage::Critical),
        }
    }

    /// Adds other people's, or those of another requirement.
    pub fn absorb(&mut self, other: &Self) {
        self.covered += other.covered;
        self.moderate += other.moderate;
        self.critical += other.critical;
    }

    /// How many are asked.
    #[must_use]
    pub fn asked(&self) -> u64 {
        self.covered + self.moderate + self.critical
    }

    /// The covered part, in percent; `None` where nothing is asked.
    #[must_use]
    pub fn percent_covered(&self) -> Option<u64> {
        percent(self.covered, self.asked())
    }
}

/// The people of one tier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct TierCount {
    /// How many there are.
    pub people: u64,
    /// How many of them lack at most one of the things that the next tier asks for.
    pub nearly_next: u64,
}

impl TierCount {
    /// Adds other people.
    pub fn absorb(&mut self, other: &Self) {
        self.people += other.people;
        self.nearly_next += other.nearly_next;
    }
}

/// How useful people found a module: ratings from 1 (not at all) to 5 (very).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Usefulness {
    /// How many ratings there are.
    pub ratings: u64,
    /// Their sum.
    pub sum: u64,
    /// How many people gave them.
    pub people: u64,
}

impl Usefulness {
    /// Adds other people's.
    pub fn absorb(&mut self, other: &Self) {
        self.ratings += other.ratings;
        self.sum += other.sum;
        self.people += other.people;
    }

    /// The mean in tenths, rounded half up: 43 is 4.3; `None` without a rating.
    #[must_use]
    pub fn mean_in_tenths(&self) -> Option<u64> {
        (self.sum.saturating_mul(20).saturating_add(self.ratings)).checked_div(self.ratings * 2)
    }
}

/// How often something took how many days.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Durations {
    /// Days → how often.
    days: BTreeMap<i64, u64>,
    /// How many people took them.
    people: u64,
}

impl Durations {
    /// What one person contributes.
    #[must_use]
    pub fn of(all: impl IntoIterator<Item = i64>) -> Self {
        let mut days = BTreeMap::new();
        all.into_iter().for_each(|took| *days.entry(took).or_default() += 1);
        Self { people: u64::from(!days.is_empty()), days }
    }

    /// Adds other people's.
    pub fn absorb(&mut self, other: &Self) {
        for (took, times) in &other.days {
            *self.days.entry(*took).or_default() += times;
        }
        self.people += other.people;
    }

    /// How many people took them.
    #[must_use]
    pub fn people(&self) -> u64 {
        self.people
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.days.values().sum()
    }

    /// The median in days: the middle one, or the mean of the two in the middle, rounded half up.
    #[must_use]
    pub fn median(&self) -> Option<i64> {
        let count = self.count();
        let (low, high) = (self.nth(count.checked_sub(1)? / 2)?, self.nth(count / 2)?);
        Some((low + high + 1).div_euclid(2))
    }

    /// What a quarter took at most, and what three quarters took at most, in days (nearest rank).
    #[must_use]
    pub fn quartiles(&self) -> Option<(i64, i64)> {
        let count = self.count();
        let rank = |quarters: u64| (count * quarters).div_ceil(4).checked_sub(1);
        Some((self.nth(rank(1)?)?, self.nth(rank(3)?)?))
    }

    /// The one at `index`, from 0, in the order of their length.
    fn nth(&self, index: u64) -> Option<i64> {
        let mut before = 0;
        self.days.iter().find_map(|(took, times)| {
            before += times;
            (index < before).then_some(*took)
        })
    }
}
