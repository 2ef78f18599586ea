//! Which values of a figure are published, point after point, for groups and for everyone.
//!
//! A group's value at a point is published where nobody in it changed since a published one, or where
//! enough people did (`ledger` says what that means against all that was ever published); else
//! it is withheld and the last published value stands. Everyone's value together with the groups'
//! tells the rest: those in no group whose value is published. So the rest is held to the same rule,
//! and where it is too small for it, the smallest group is withheld with it: everyone's value goes
//! before one group's.
//!
//! Points are decided in their order and never again: a report made earlier said the same of them.

use std::borrow::Borrow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::ledger::{Ledger, Sum};
use super::{Reason, SeriesPoint, Shown, Stands};
use crate::calendar::Date;
use crate::record::Id;

/// Everybody who contributes to a figure at one point, by the present handle: the group that the person
/// is in, and the contribution. People without any are left out. Equal contributions compare equal:
/// whole numbers, not shares of them.
pub type Point<G, V> = BTreeMap<Id, (Option<G>, V)>;

/// What stands at each point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication<G> {
    /// For everyone, point by point.
    pub everyone: Vec<Standing>,
    /// For each group that ever had somebody, point by point.
    pub groups: BTreeMap<G, Vec<Standing>>,
}

/// What stands at one point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The point whose value stands: this one, an earlier one, or none so far.
    pub stands: Option<usize>,
    /// Why the value of this point is withheld; `None`: it is published.
    pub withheld: Option<Reason>,
}

/// Decides which values are published, the oldest point first. `min_group` is that of the policy in
/// force; a repository that lowers it publishes more of its past.
#[must_use]
pub fn publish<G: Ord + Clone, V: Ord + Clone>(points: &[Point<G, V>], min_group: usize) -> Publication<G> {
    let mut ledger = Ledger::new(min_group.max(1));
    let names: BTreeSet<&G> =
        points.iter().flat_map(BTreeMap::values).filter_map(|(it, _)| it.as_ref()).collect();
    let mut everyone = Vec::with_capacity(points.len());
    let mut groups: BTreeMap<G, Vec<Standing>> =
        names.into_iter().map(|name| (name.clone(), Vec::new())).collect();
    for (index, point) in points.iter().enumerate() {
        let decided = decide(&mut ledger, point, min_group.max(1));
        everyone.push(standing(everyone.last(), index, decided.everyone));
        for (name, standings) in &mut groups {
            let withheld = decided.groups.get(name).copied().unwrap_or(Some(Reason::TooFewPeople));
            standings.push(standing(standings.last(), index, withheld));
        }
    }
    Publication { everyone, groups }
}

fn standing(before: Option<&Standing>, index: usize, withheld: Option<Reason>) -> Standing {
    let last = before.and_then(|before| before.stands);
    Standing { stands: if withheld.is_none() { Some(index) } else { last }, withheld }
}

/// Why values of one point are withheld, `None` for those that are published.
struct Decided<'a, G> {
    everyone: Option<Reason>,
    groups: BTreeMap<&'a G, Option<Reason>>,
}

fn decide<'a, G: Ord, V: Ord + Clone>(
    ledger: &mut Ledger<V>,
    point: &'a Point<G, V>,
    min_group: usize,
) -> Decided<'a, G> {
    let mut members: BTreeMap<&G, Sum<V>> = BTreeMap::new();
    let mut rest: Sum<V> = Sum::new();
    for (person, (group, value)) in point {
        let sum = group.as_ref().map_or(&mut rest, |group| members.entry(group).or_default());
        sum.insert(person.clone(), value.clone());
    }
    let mut members: Vec<(&G, Sum<V>)> = members.into_iter().collect();
    members.sort_by_key(|(name, sum)| (Reverse(sum.len()), *name));
    let mut groups = BTreeMap::new();
    // Those whose value is new to the ledger, the smallest last.
    let mut new: Vec<&G> = Vec::new();
    for (name, sum) in members {
        let reason = if sum.len() < min_group {
            Some(Reason::TooFewPeople)
        } else {
            (!ledger.admits(&sum)).then_some(Reason::TooFewChanges)
        };
        groups.insert(name, reason);
        if reason.is_some() {
            rest.extend(sum);
        } else if !ledger.holds(&sum) {
            ledger.take(sum);
            new.push(name);
        }
    }
    if point.len() < min_group {
        return Decided { everyone: Some(Reason::TooFewPeople), groups };
    }
    let mut without: Vec<(&G, Sum<V>)> = Vec::new();
    while !ledger.admits(&rest) {
        match new.pop().and_then(|name| Some((name, ledger.take_back()?))) {
            Some((name, sum)) => {
                rest.extend(sum.clone());
                without.push((name, sum));
            }
            None => {
                without.into_iter().rev().for_each(|(_, sum)| ledger.take(sum));
                return Decided { everyone: Some(Reason::TooFewChanges), groups };
            }
        }
    }
    ledger.take(rest);
    groups.extend(without.into_iter().map(|(name, _)| (name, Some(Reason::Complement))));
    Decided { everyone: None, groups }
}

impl<G: Ord> Publication<G> {
    /// What stands for a group, point by point; empty for one that never had anybody.
    #[must_use]
    pub fn group<Q: Ord + ?Sized>(&self, name: &Q) -> &[Standing]
    where
        G: Borrow<Q>,
    {
        self.groups.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// The points for a view: `days` are those of the points, and `figure` computes the figure of a
    /// point, asked of published ones only.
    #[must_use]
    pub fn series<T>(
        &self,
        standings: &[Standing],
        days: &[Date],
        figure: impl Fn(usize) -> T,
    ) -> Vec<SeriesPoint<T>> {
        let point = |(standing, day): (&Standing, &Date)| {
            let stood = || {
                let index = standing.stands?;
                Some(Stands { day: *days.get(index)?, value: figure(index) })
            };
            match (standing.withheld, standing.stands) {
                (None, Some(index)) => {
                    SeriesPoint { day: *day, figure: Shown::Value(figure(index)), stands: None }
                }
                (reason, _) => {
                    let reason = reason.unwrap_or(Reason::TooFewPeople);
                    SeriesPoint { day: *day, figure: Shown::Withheld(reason), stands: stood() }
                }
            }
        };
        standings.iter().zip(days).map(point).collect()
    }
}

#[cfg(test)]
mod tests;
