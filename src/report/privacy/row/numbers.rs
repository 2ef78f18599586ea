//! The numbers of a row with its total, and which of them are withheld.

use crate::report::privacy::flow::{Circulation, Edge, Turn};
use crate::report::privacy::{Reason, Shown};

/// Where what is counted flows from and to.
const SOURCE: usize = 0;
const SINK: usize = 1;

/// What a number is; the more it takes in, the later it is withheld for another's sake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Scope {
    Cell,
    Total,
}

#[derive(Clone, Debug)]
struct Number {
    scope: Scope,
    /// The places of the totals that it is a part of.
    wholes: Vec<usize>,
}

/// All numbers of a row, the total at the end.
pub(super) struct Numbers {
    min_group: usize,
    nodes: usize,
    edges: Vec<Edge>,
    numbers: Vec<Number>,
}

impl Numbers {
    pub(super) fn of_row(counts: &[usize], min_group: usize) -> Self {
        let mut numbers = Self::new(min_group, 2);
        let total = counts.len();
        for count in counts {
            numbers.push(SOURCE, SINK, *count, Scope::Cell, vec![total]);
        }
        numbers.push(SINK, SOURCE, sum(counts.iter().copied()), Scope::Total, Vec::new());
        numbers
    }

    fn new(min_group: usize, nodes: usize) -> Self {
        Self { min_group, nodes, edges: Vec::new(), numbers: Vec::new() }
    }

    fn push(&mut self, from: usize, to: usize, value: usize, scope: Scope, wholes: Vec<usize>) {
        self.edges.push(Edge { from, to, value, withheld: false });
        self.numbers.push(Number { scope, wholes });
    }

    fn value(&self, at: usize) -> usize {
        self.edges.get(at).map_or(0, |edge| edge.value)
    }

    /// Whether a count tells of some people, but of too few.
    fn is_small(&self, count: usize) -> bool {
        (1..self.min_group).contains(&count)
    }

    fn withhold(&mut self, at: usize) {
        if let Some(edge) = self.edges.get_mut(at) {
            edge.withheld = true;
        }
    }

    /// Withholds what has to be, until nothing withheld is pinned down.
    pub(super) fn protect(&mut self) {
        let telling: Vec<usize> = self
            .numbers
            .iter()
            .enumerate()
            .filter(|(at, number)| {
                let value = self.value(*at);
                let mut wholes = number.wholes.iter().map(|whole| self.value(*whole));
                self.is_small(value)
                    || wholes.any(|it| self.is_small(it) || self.is_small(it.saturating_sub(value)))
            })
            .map(|(at, _)| at)
            .collect();
        telling.into_iter().for_each(|at| self.withhold(at));
        self.mix();
        // What is not pinned never will be: each number that is withheld gives the others more room.
        let mut free = vec![false; self.edges.len()];
        while let Some(more) = self.next(&mut free) {
            self.withhold(more);
        }
    }

    /// Of a single row, withholds the smallest number of enough people with those of too few, and what
    /// equals it: the withheld ones might then stand in any order, also for those who know what is
    /// withheld when.
    fn mix(&mut self) {
        let cells = || self.edges.iter().filter(|edge| (edge.from, edge.to) == (SOURCE, SINK));
        let hidden = || cells().filter(|edge| edge.withheld).map(|edge| edge.value);
        if hidden().max().is_none_or(|most| most >= self.min_group) {
            return;
        }
        let Some(least) = cells().filter(|it| !it.withheld && it.value > 0).map(|it| it.value).min() else {
            return;
        };
        let equal: Vec<usize> = self
            .edges
            .iter()
            .enumerate()
            .filter(|(_, edge)| (edge.from, edge.to) == (SOURCE, SINK) && edge.value == least)
            .map(|(at, _)| at)
            .collect();
        equal.into_iter().for_each(|at| self.withhold(at));
    }

    /// What to withhold next, because of a withheld number that is pinned; those first that are the
    /// only one of a sum, which is why others may be pinned. Notes which ones are `free`.
    fn next(&self, free: &mut [bool]) -> Option<usize> {
        let circulation = Circulation::new(&self.edges, self.nodes);
        let alone = |edge: &Edge| [edge.from, edge.to].iter().any(|node| circulation.withheld_at(*node) == 1);
        let mut lonely = self.edges.iter().enumerate().filter(|(_, edge)| edge.withheld && alone(edge));
        if let Some(more) = lonely.find_map(|(at, _)| self.beside(&circulation, at)) {
            return Some(more);
        }
        for (at, free) in free.iter_mut().enumerate() {
            let withheld = self.edges.get(at).is_some_and(|edge| edge.withheld);
            if withheld && !*free {
                if self.is_pinned(&circulation, at)
                    && let Some(more) = self.beside(&circulation, at)
                {
                    return Some(more);
                }
                *free = true;
            }
        }
        None
    }

    /// Whether what is shown tells too much of the withheld number `at`.
    fn is_pinned(&self, circulation: &Circulation<'_>, at: usize) -> bool {
        let value = self.value(at);
        let above = self.min_group.saturating_sub(value);
        let wholes = self.numbers.get(at).map(|number| number.wholes.as_slice()).unwrap_or_default();
        let shown = wholes.iter().filter_map(|whole| self.edges.get(*whole)).filter(|it| !it.withheld);
        let mut below = shown.map(|whole| (value + self.min_group).saturating_sub(whole.value));
        let moves = |turn, by, least| by == 0 || circulation.can_turn(at, turn, by, least);
        !moves(Turn::Up, above, 0)
            || below.any(|by| !moves(Turn::Down, by, 0))
            || !(moves(Turn::Up, 1, 1) || moves(Turn::Down, 1, 1))
    }

    /// What to withhold with the number `at`, which is pinned; `None` where nothing is left.
    fn beside(&self, circulation: &Circulation<'_>, at: usize) -> Option<usize> {
        let edge = self.edges.get(at)?;
        let alone = |node: &usize| circulation.withheld_at(*node) == 1;
        let ends = [edge.from, edge.to];
        let lonely: Vec<usize> = ends.iter().copied().filter(alone).collect();
        let touches = |nodes: &[usize], it: &Edge| nodes.contains(&it.from) || nodes.contains(&it.to);
        let near = |nodes: &[usize]| self.least(circulation, |it| touches(nodes, it));
        near(&lonely).or_else(|| near(&ends)).or_else(|| self.least(circulation, |_| true))
    }

    /// The number that is missed the least, of those that are shown and `meant`; where something is
    /// withheld already, another number rather there than elsewhere.
    fn least(&self, circulation: &Circulation<'_>, meant: impl Fn(&Edge) -> bool) -> Option<usize> {
        let candidates = self.edges.iter().zip(&self.numbers).enumerate().filter(|(_, (edge, number))| {
            // A zero of nothing but zeros says nothing, shown or not.
            let empty = number.wholes.iter().any(|whole| self.value(*whole) == 0);
            !edge.withheld && !empty && meant(edge)
        });
        let untouched = |edge: &Edge| {
            [edge.from, edge.to].iter().filter(|node| circulation.withheld_at(**node) == 0).count()
        };
        candidates
            .min_by_key(|(at, (edge, number))| {
                (number.scope, edge.value == 0, untouched(edge), edge.value, *at)
            })
            .map(|(at, _)| at)
    }

    /// The numbers as they may be shown. All withheld ones give one reason: which of them are small,
    /// and which are withheld with those, would tell.
    pub(super) fn shown(&self) -> Vec<Shown<usize>> {
        let shown = |edge: &Edge| {
            if edge.withheld { Shown::Withheld(Reason::TooFewPeople) } else { Shown::Value(edge.value) }
        };
        self.edges.iter().map(shown).collect()
    }
}

fn sum(counts: impl Iterator<Item = usize>) -> usize {
    counts.fold(0, usize::saturating_add)
}
