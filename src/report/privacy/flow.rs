//! Which values a withheld number can have, given all that is shown: a row as a circulation.
//!
//! Every number of a row with its total is the flow along one edge, and every total says that what flows
//! into a node flows out of it. Numbers that are shown are fixed, withheld ones may be any whole number
//! from zero on. Whether one of them could be larger or smaller is then whether the others can carry the
//! difference around (Ford and Fulkerson's augmenting paths; the bounds are whole, so whole numbers
//! lose nothing).

use std::collections::VecDeque;

/// One number of a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) value: usize,
    pub(super) withheld: bool,
}

/// The numbers of a row, and which of the withheld ones touch each node.
pub(super) struct Circulation<'a> {
    edges: &'a [Edge],
    at_node: Vec<Vec<usize>>,
}

/// Whether a number grows or shrinks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    Up,
    Down,
}

impl<'a> Circulation<'a> {
    pub(super) fn new(edges: &'a [Edge], nodes: usize) -> Self {
        let mut at_node = vec![Vec::new(); nodes];
        for (index, edge) in edges.iter().enumerate().filter(|(_, edge)| edge.withheld) {
            for node in [edge.from, edge.to] {
                if let Some(touching) = at_node.get_mut(node) {
                    touching.push(index);
                }
            }
        }
        Self { edges, at_node }
    }

    /// How many withheld numbers touch a node.
    pub(super) fn withheld_at(&self, node: usize) -> usize {
        self.at_node.get(node).map_or(0, Vec::len)
    }

    /// Whether the withheld number `index` could be `by` more or less than it is, all that is shown
    /// staying as it is and no withheld number falling below `least`, or what it is if that is less.
    pub(super) fn can_turn(&self, index: usize, turn: Turn, by: usize, least: usize) -> bool {
        let Some(edge) = self.edges.get(index) else { return false };
        let lowest = |value: usize| value.min(least);
        let (start, end) = match turn {
            Turn::Up => (edge.to, edge.from),
            Turn::Down if edge.value - lowest(edge.value) < by => return false,
            Turn::Down => (edge.from, edge.to),
        };
        let mut values: Vec<usize> = self.edges.iter().map(|edge| edge.value).collect();
        let mut left = by;
        while left > 0 {
            let Some(path) = self.path(start, end, index, &values, lowest) else { return false };
            let room = |(step, forward): &(usize, bool)| {
                let value = values.get(*step).copied().unwrap_or(0);
                let now = self.edges.get(*step).map_or(0, |edge| edge.value);
                if *forward { left } else { value.saturating_sub(lowest(now)) }
            };
            let amount = path.iter().map(room).min().unwrap_or(left).min(left);
            for (step, forward) in path {
                if let Some(value) = values.get_mut(step) {
                    *value = if forward { *value + amount } else { *value - amount };
                }
            }
            left -= amount;
        }
        true
    }

    /// A shortest way for more flow from `start` to `end` without the edge `except`: the edges, and
    /// whether each is used in its own direction.
    fn path(
        &self,
        start: usize,
        end: usize,
        except: usize,
        values: &[usize],
        lowest: impl Fn(usize) -> usize,
    ) -> Option<Vec<(usize, bool)>> {
        let mut came: Vec<Option<(usize, bool)>> = vec![None; self.at_node.len()];
        let mut waiting = VecDeque::from([start]);
        while let Some(node) = waiting.pop_front() {
            for index in self.at_node.get(node).into_iter().flatten().copied().filter(|it| *it != except) {
                let Some(edge) = self.edges.get(index) else { continue };
                let forward = edge.from == node;
                let next = if forward { edge.to } else { edge.from };
                let spare = values.get(index).is_some_and(|value| *value > lowest(edge.value));
                let Some(known) = came.get_mut(next) else { continue };
                if next == start || known.is_some() || !(forward || spare) {
                    continue;
                }
                *known = Some((index, forward));
                if next == end {
                    return self.way_back(start, end, &came);
                }
                waiting.push_back(next);
            }
        }
        None
    }

    fn way_back(
        &self,
        start: usize,
        end: usize,
        came: &[Option<(usize, bool)>],
    ) -> Option<Vec<(usize, bool)>> {
        let mut path = Vec::new();
        let mut node = end;
        while node != start {
            let (index, forward) = (*came.get(node)?)?;
            path.push((index, forward));
            let edge = self.edges.get(index)?;
            node = if forward { edge.from } else { edge.to };
        }
        Some(path)
    }
}
