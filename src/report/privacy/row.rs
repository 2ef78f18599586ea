//! Counts of people in a row with its total, those withheld that would say too much.
//!
//! Withheld in any case is a count of 1 to `min_group` − 1 people, one that leaves so few of a total,
//! and everything of a total that is so small. Then, as long as a withheld number can be computed or pinned
//! down (see the guarantee in [`super`]), another one is withheld with it: the smallest, the total
//! last.

mod numbers;

use schemars::JsonSchema;
use serde::Serialize;

use super::Shown;
use numbers::Numbers;

/// Counts of groups that have nobody in common, with their total.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ShownRow {
    /// The count of each group, in order.
    pub cells: Vec<Shown<usize>>,
    /// All groups together.
    pub total: Shown<usize>,
}

/// One row of counts, of groups that have nobody in common.
///
/// With groups of at least 5: `[12, 7, 1]` shows 12 and withholds 7 and 1, of which the total of 20
/// would tell one from the other.
#[must_use]
pub fn row(counts: &[usize], min_group: usize) -> ShownRow {
    let mut numbers = Numbers::of_row(counts, min_group);
    numbers.protect();
    let mut shown = numbers.shown();
    let total = shown.pop().unwrap_or(Shown::Value(0));
    ShownRow { cells: shown, total }
}

#[cfg(test)]
mod tests;
