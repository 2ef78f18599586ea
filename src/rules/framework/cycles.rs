//! Cycles of a graph, in time linear in its edges and without recursion.
//!
//! All cycles of a graph can be exponentially many. One is found for each set of nodes that can
//! all reach each other: with it mended, the next check shows what is left.

use std::collections::VecDeque;

/// One cycle for each strongly connected component that has one: a shortest one through its
/// smallest node, which comes first. `edges` holds the targets of each node; targets that are no
/// nodes are left out. Sorted.
pub(super) fn cycles(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let components = components(edges);
    let mut done = vec![false; edges.len()];
    let mut parents = vec![usize::MAX; edges.len()];
    let mut cycles = Vec::new();
    for (start, component) in components.iter().enumerate() {
        if mark(&mut done, *component)
            && let Some(last) = shortest_way_back(start, edges, &components, &mut parents)
        {
            let way = std::iter::successors(Some(last), |node| {
                (*node != start).then(|| parents.get(*node).copied()).flatten()
            });
            let mut cycle: Vec<usize> = way.collect();
            cycle.reverse();
            cycles.push(cycle);
        }
    }
    cycles
}

/// The last node of a shortest way from `start` within its component back to it; the way itself is
/// noted in `parents`.
fn shortest_way_back(
    start: usize,
    edges: &[Vec<usize>],
    components: &[usize],
    parents: &mut [usize],
) -> Option<usize> {
    let mut queue = VecDeque::from([start]);
    while let Some(node) = queue.pop_front() {
        for &next in targets(edges, node) {
            if next == start {
                return Some(node);
            }
            if components.get(next) == components.get(start)
                && let Some(parent) = parents.get_mut(next).filter(|parent| **parent == usize::MAX)
            {
                *parent = node;
                queue.push_back(next);
            }
        }
    }
    None
}

/// For each node the number of its strongly connected component (Kosaraju's algorithm).
fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut reversed = vec![Vec::new(); edges.len()];
    for (node, next) in
        edges.iter().enumerate().flat_map(|(node, all)| all.iter().map(move |next| (node, *next)))
    {
        if let Some(sources) = reversed.get_mut(next) {
            sources.push(node);
        }
    }
    let mut components = vec![usize::MAX; edges.len()];
    let mut seen = vec![false; edges.len()];
    for (number, start) in finishing_order(edges).into_iter().rev().enumerate() {
        let mut open = vec![start];
        while let Some(node) = open.pop() {
            if mark(&mut seen, node) {
                if let Some(component) = components.get_mut(node) {
                    *component = number;
                }
                open.extend(targets(&reversed, node));
            }
        }
    }
    components
}

/// The nodes in the order in which a depth-first search leaves them.
fn finishing_order(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut order = Vec::with_capacity(edges.len());
    let mut seen = vec![false; edges.len()];
    for start in 0..edges.len() {
        let mut open = Vec::new();
        if mark(&mut seen, start) {
            open.push((start, targets(edges, start).iter()));
        }
        while let Some((node, rest)) = open.last_mut() {
            match rest.next() {
                Some(&next) if mark(&mut seen, next) => open.push((next, targets(edges, next).iter())),
                Some(_) => {}
                None => {
                    order.push(*node);
                    open.pop();
                }
            }
        }
    }
    order
}

fn targets(edges: &[Vec<usize>], node: usize) -> &[usize] {
    edges.get(node).map_or(&[], Vec::as_slice)
}

/// Marks a node; whether it is one and was not marked before.
fn mark(marks: &mut [bool], node: usize) -> bool {
    marks.get_mut(node).is_some_and(|mark| !std::mem::replace(mark, true))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_cycle_is_found_once_at_its_smallest_node() {
        for (edges, expected) in [
            (vec![], vec![]),
            (vec![vec![1], vec![2], vec![]], vec![]),
            (vec![vec![0]], vec![vec![0]]),
            (vec![vec![], vec![2], vec![3], vec![1]], vec![vec![1, 2, 3]]),
            // A diamond is no cycle.
            (vec![vec![1, 2], vec![3], vec![3], vec![]], vec![]),
            // Two cycles apart, the second one reached from the first.
            (vec![vec![1], vec![0, 2], vec![3], vec![2]], vec![vec![0, 1], vec![2, 3]]),
            // Two cycles that share nodes: the shorter one through the smallest.
            (vec![vec![1], vec![2, 0], vec![0]], vec![vec![0, 1]]),
            // What does not exist is left out.
            (vec![vec![7], vec![1, 7]], vec![vec![1]]),
        ] {
            assert_eq!(cycles(&edges), expected, "{edges:?}");
        }
    }

    #[test]
    fn long_rings_and_chains_neither_overflow_nor_take_long() {
        let count = 200_000;
        let ring: Vec<Vec<usize>> = (0..count).map(|node| vec![(node + 1) % count]).collect();
        assert_eq!(cycles(&ring), vec![(0..count).collect::<Vec<_>>()]);
        let chain: Vec<Vec<usize>> = (0..count).map(|node| vec![node + 1]).collect();
        assert!(cycles(&chain).is_empty());
        let pairs: Vec<Vec<usize>> = (0..count).map(|node| vec![node ^ 1]).collect();
        assert_eq!(cycles(&pairs).len(), count / 2);
    }

    /// Whether `to` can be reached from `from` over at least one edge.
    fn reaches(edges: &[Vec<usize>], from: usize, to: usize) -> bool {
        let mut seen = vec![false; edges.len()];
        let mut open = edges[from].clone();
        while let Some(node) = open.pop() {
            if mark(&mut seen, node) {
                open.extend(&edges[node]);
            }
        }
        seen[to]
    }

    proptest! {
        #[test]
        fn what_is_found_are_cycles_and_none_is_missed(
            edges in proptest::collection::vec(proptest::collection::vec(0usize..9, 0..4), 9),
        ) {
            let found = cycles(&edges);
            for cycle in &found {
                for (index, node) in cycle.iter().enumerate() {
                    let next = cycle[(index + 1) % cycle.len()];
                    prop_assert!(edges[*node].contains(&next), "{:?}", found);
                }
                prop_assert_eq!(cycle.iter().min(), cycle.first());
            }
            for node in 0..edges.len() {
                let smallest = (0..edges.len())
                    .find(|other| reaches(&edges, node, *other) && reaches(&edges, *other, node));
                if let Some(smallest) = smallest {
                    let at = found.iter().filter(|cycle| cycle[0] == smallest).count();
                    prop_assert_eq!(at, 1, "{:?}", found);
                }
            }
        }
    }
}
