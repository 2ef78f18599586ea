//! What was published so far, and whether one more sum may be.
//!
//! A published value is the sum of some people's contributions. Somebody who combines published
//! values gets a sum in which each contribution (a person with a value) has a coefficient; it depends
//! on a person where one of theirs is not zero. The ledger is *safe* while every combination depends
//! on nobody or on at least `min_group` people, and takes a sum only where it stays so.
//!
//! Two things keep it safe:
//!
//! - **Fresh contributions.** At least `min_group` people bring one that is in no published sum. Any
//!   combination in which the new sum has a part then depends on all of them.
//! - **Closure.** A combination that depends on fewer than `min_group` people gives zero to each
//!   pattern (in which of the sums a contribution occurs) that at least `min_group` people have: one of
//!   them is not among those few. Patterns that differ only by such ones are as good as the same,
//!   so they are counted together, and so on. Where in the end every pattern gets zero, there is no
//!   combination that depends on few people. Where that cannot be shown, the sum is not taken.

use std::collections::BTreeSet;
use std::collections::btree_map::{BTreeMap, Entry};

use crate::record::Id;

/// The contributions that a value is the sum of.
pub(super) type Sum<V> = BTreeMap<Id, V>;

/// More sums that hang together than this are not looked into: what needs that is not taken.
const MOST_SUMS: usize = 64;

/// The sums that were published.
#[derive(Debug)]
pub(super) struct Ledger<V> {
    min_group: usize,
    sums: Vec<Sum<V>>,
    /// Person → contribution → the sums that it is in.
    occurrences: BTreeMap<Id, BTreeMap<V, Vec<usize>>>,
}

impl<V: Ord + Clone> Ledger<V> {
    pub(super) fn new(min_group: usize) -> Self {
        Self { min_group, sums: Vec::new(), occurrences: BTreeMap::new() }
    }

    /// Whether `sum` is of the very contributions of one that was published.
    pub(super) fn holds(&self, sum: &Sum<V>) -> bool {
        let Some((person, value)) = sum.first_key_value() else { return true };
        let candidates = self.occurrences.get(person).and_then(|values| values.get(value));
        candidates.into_iter().flatten().any(|at| self.sums.get(*at) == Some(sum))
    }

    /// Whether `sum` may be published.
    pub(super) fn admits(&self, sum: &Sum<V>) -> bool {
        self.is_fresh(sum) || self.holds(sum) || self.stays_safe_with(sum)
    }

    /// Whether enough people bring a contribution that is in no published sum.
    fn is_fresh(&self, sum: &Sum<V>) -> bool {
        let fresh = sum.iter().filter(|(person, value)| {
            self.occurrences.get(*person).is_none_or(|values| !values.contains_key(*value))
        });
        fresh.count() >= self.min_group
    }

    /// Notes that `sum` is published.
    pub(super) fn take(&mut self, sum: Sum<V>) {
        if self.holds(&sum) {
            return;
        }
        for (person, value) in &sum {
            let values = self.occurrences.entry(person.clone()).or_default();
            values.entry(value.clone()).or_default().push(self.sums.len());
        }
        self.sums.push(sum);
    }

    /// Takes the sum back that was taken last.
    pub(super) fn take_back(&mut self) -> Option<Sum<V>> {
        let sum = self.sums.pop()?;
        for (person, value) in &sum {
            let Some(values) = self.occurrences.get_mut(person) else { continue };
            if let Some(places) = values.get_mut(value) {
                places.pop();
                if places.is_empty() {
                    values.remove(value);
                }
            }
        }
        Some(sum)
    }

    /// The closure over all sums that hang together with this one.
    fn stays_safe_with(&self, sum: &Sum<V>) -> bool {
        if sum.len() < self.min_group {
            return false;
        }
        let mut people: BTreeSet<&Id> = BTreeSet::new();
        let mut places: BTreeMap<usize, usize> = BTreeMap::new();
        let mut waiting: Vec<&Id> = sum.keys().collect();
        while let Some(person) = waiting.pop() {
            if !people.insert(person) {
                continue;
            }
            for at in self.occurrences.get(person).into_iter().flat_map(|values| values.values().flatten()) {
                let next = places.len();
                if let Entry::Vacant(place) = places.entry(*at) {
                    place.insert(next);
                    waiting.extend(self.sums.get(*at).into_iter().flat_map(BTreeMap::keys));
                }
            }
            if places.len() >= MOST_SUMS {
                return false;
            }
        }
        // The plainest combination of all, looked at first: what few people changed in between.
        let known = || places.keys().filter_map(|at| self.sums.get(*at));
        if known().any(|known| (1..self.min_group).contains(&differing(sum, known))) {
            return false;
        }
        let width = places.len() + 1;
        let mut patterns: BTreeMap<Vec<u64>, BTreeSet<&Id>> = BTreeMap::new();
        let mut note = |person, own: &[usize], new: bool| {
            let mut pattern = vec![0; width];
            let own = own.iter().filter_map(|at| places.get(at).copied());
            for place in own.chain(new.then_some(width - 1)) {
                if let Some(coefficient) = pattern.get_mut(place) {
                    *coefficient = 1;
                }
            }
            patterns.entry(pattern).or_default().insert(person);
        };
        for person in people {
            let brought = sum.get(person);
            let known = self.occurrences.get(person);
            for (value, own) in known.into_iter().flatten() {
                note(person, own, brought == Some(value));
            }
            if let Some(brought) = brought
                && known.is_none_or(|values| !values.contains_key(brought))
            {
                note(person, &[], true);
            }
        }
        is_closed(patterns, self.min_group)
    }
}

/// How many people contribute something else to one sum than to the other.
fn differing<V: PartialEq>(a: &Sum<V>, b: &Sum<V>) -> usize {
    let other = a.iter().filter(|(person, value)| b.get(*person) != Some(value));
    other.count() + b.keys().filter(|person| !a.contains_key(*person)).count()
}

/// Whether every combination that gives zero to what enough people have gives zero to all patterns.
fn is_closed(mut patterns: BTreeMap<Vec<u64>, BTreeSet<&Id>>, min_group: usize) -> bool {
    let mut span = Span::default();
    loop {
        let mut grown = false;
        let mut left: BTreeMap<Vec<u64>, BTreeSet<&Id>> = BTreeMap::new();
        for (pattern, people) in patterns {
            let rest = span.rest(pattern);
            if rest.iter().any(|coefficient| *coefficient != 0) {
                left.entry(normal(rest)).or_default().extend(people);
            }
        }
        for (pattern, people) in &left {
            if people.len() >= min_group {
                grown |= span.add(pattern.clone());
            }
        }
        if left.is_empty() {
            return true;
        }
        if !grown {
            return false;
        }
        patterns = left;
    }
}

/// Arithmetic modulo a prime. A square matrix of zeros and ones of up to 36 rows has a determinant
/// below it (Hadamard's bound, (n+1)^((n+1)/2) ÷ 2ⁿ), so that what depends on each other here does
/// so in whole numbers too; beyond that, and for sums that follow each other in time, whose
/// determinants are 0, 1 and −1, a difference would be a coincidence of one in 10¹⁸.
const PRIME: u64 = (1 << 61) - 1;

fn times(a: u64, b: u64) -> u64 {
    (u128::from(a) * u128::from(b) % u128::from(PRIME)) as u64
}

/// The inverse, by Fermat's little theorem.
fn inverse(number: u64) -> u64 {
    let (mut result, mut square, mut power) = (1, number, PRIME - 2);
    while power > 0 {
        if power & 1 == 1 {
            result = times(result, square);
        }
        square = times(square, square);
        power >>= 1;
    }
    result
}

/// Scaled so that the first coefficient that is not zero is one.
fn normal(mut vector: Vec<u64>) -> Vec<u64> {
    if let Some(scale) = vector.iter().copied().find(|it| *it != 0).map(inverse) {
        vector.iter_mut().for_each(|coefficient| *coefficient = times(*coefficient, scale));
    }
    vector
}

/// Vectors that a combination gives zero to, each with the place of its first coefficient, a one.
#[derive(Default)]
struct Span(Vec<(usize, Vec<u64>)>);

impl Span {
    /// What is left of a vector modulo the span.
    fn rest(&self, mut vector: Vec<u64>) -> Vec<u64> {
        for (place, own) in &self.0 {
            let factor = vector.get(*place).copied().unwrap_or(0);
            if factor != 0 {
                for (to, from) in vector.iter_mut().zip(own) {
                    *to = (*to + PRIME - times(factor, *from)) % PRIME;
                }
            }
        }
        vector
    }

    /// Takes a vector in; `false` where the span has it already.
    fn add(&mut self, vector: Vec<u64>) -> bool {
        let vector = normal(self.rest(vector));
        let Some(place) = vector.iter().position(|coefficient| *coefficient != 0) else { return false };
        // Those before are cleared at the new place, so that one pass reduces.
        for (_, own) in &mut self.0 {
            let factor = own.get(place).copied().unwrap_or(0);
            if factor != 0 {
                for (to, from) in own.iter_mut().zip(&vector) {
                    *to = (*to + PRIME - times(factor, *from)) % PRIME;
                }
            }
        }
        self.0.push((place, vector));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(people: &[(&str, u32)]) -> Sum<u32> {
        people
            .iter()
            .flat_map(|(handles, value)| handles.chars().map(|it| (Id::new(it.to_string()), *value)))
            .collect()
    }

    /// Which of these sums are taken, one after the other, with groups of at least three.
    fn taken(sums: &[&[(&str, u32)]]) -> Vec<bool> {
        let mut ledger = Ledger::new(3);
        sums.iter()
            .map(|people| {
                let sum = sum(people);
                let admitted = ledger.admits(&sum);
                if admitted {
                    ledger.take(sum);
                }
                admitted
            })
            .collect()
    }

    #[test]
    fn a_difference_of_few_people_is_not_published() {
        assert_eq!(taken(&[&[("ab", 1)], &[("abc", 1)]]), [false, true]);
        assert_eq!(taken(&[&[("abcdef", 1)], &[("a", 2), ("bcdef", 1)]]), [true, false]);
        assert_eq!(taken(&[&[("abcdef", 1)], &[("abc", 2), ("def", 1)]]), [true, true]);
        // Nobody changed: it is the same value.
        assert_eq!(taken(&[&[("abc", 1)], &[("abc", 1)]]), [true, true]);
        // Three people who leave are as many as three who change.
        assert_eq!(taken(&[&[("abcdef", 1)], &[("abc", 1)]]), [true, true]);
        assert_eq!(taken(&[&[("abcdef", 1)], &[("abcd", 1)]]), [true, false]);
    }

    #[test]
    fn neither_is_a_difference_from_an_older_value() {
        // Between neighbours four and three people change; between first and last, one.
        let sums: [&[(&str, u32)]; 3] =
            [&[("abcdef", 1)], &[("abcd", 2), ("ef", 1)], &[("a", 2), ("bcdef", 1)]];
        assert_eq!(taken(&sums), [true, true, false]);
    }

    #[test]
    fn nor_what_takes_four_values_to_find_out() {
        // 1 − 2 + 3 − 4 would be what z did between the first and the second.
        let sums: [&[(&str, u32)]; 4] = [
            &[("abc", 1), ("z", 1)],
            &[("abc", 1), ("jkl", 1), ("z", 2)],
            &[("abc", 2), ("jkl", 1), ("z", 2)],
            &[("abc", 2), ("z", 2)],
        ];
        assert_eq!(taken(&sums), [true, true, true, false]);
    }

    #[test]
    fn people_may_come_back_to_what_they_had() {
        // Half and half, in turn: always three people or six between any two values.
        let sums: [&[(&str, u32)]; 4] =
            [&[("abcdef", 1)], &[("abc", 2), ("def", 1)], &[("abcdef", 2)], &[("abc", 1), ("def", 2)]];
        assert_eq!(taken(&sums), [true; 4]);
    }
}
