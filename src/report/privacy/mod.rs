//! What a shared figure may say of a group, so that it says nothing of anybody in it.
//!
//! Pure functions over counts and contributions; nothing here knows what a figure means. [`row`]
//! withholds small counts in rows with totals, [`chain`] decides which values of a figure are
//! published month after month, and [`Shown`] is how a view says either.
//!
//! # What is guaranteed
//!
//! With `min_group` = *m*:
//!
//! - **One row of counts.** Whoever solves all that is shown (the total, counts being whole numbers,
//!   none of them negative) finds for each withheld entry at least one solution in which it is *m* or
//!   more, one in which what a shown total leaves beside it is *m* or more, and two different values
//!   even where they know which withheld entries are not zero. No entry is told to somebody who tries
//!   which rows would be shown like this one. Zero and *m* or more are shown where that allows; a row
//!   about fewer than *m* people shows nothing.
//! - **A figure over time, for groups and everyone.** Whatever sums, differences or other linear
//!   combinations somebody makes of all that was ever published, of any groups and any months, the
//!   result depends on the contributions of nobody, or of at least *m* people. That holds even for
//!   somebody who knows who is in which group at each point, and whose contribution was the same at
//!   which points; who knows contributions themselves knows more than any report can hide.
//!
//! Not promised: that a group whose members are all alike does not show it ("8 of 8"); anything about
//! a contribution's single parts, where only one of them changed (give each part a chain of its own);
//! and anything where states come to the branch after their month with an earlier clock, as pushes
//! without a merge on the forge can.
//!
//! # What keeps it true
//!
//! A chain is computed anew for each report, from **all** month ends of the branch: whoever begins
//! later publishes as a first point what an earlier report withheld. Show the last twelve, compute
//! them all. A clone that does not hold the whole history
//! ([`known_since`](crate::load::past::PastStates::known_since)) cannot know what was published, so a
//! shared report made of it shows no chain. Nor may a month count before it is over:
//! [`months_over`](crate::load::past::months_over).
//!
//! # An example
//!
//! The share of goals that were used at work, for two teams and everyone, six of whom are in no team,
//! at two month ends:
//!
//! ```
//! use std::collections::BTreeMap;
//! use milepost::record::Id;
//! use milepost::report::privacy::chain::{Point, publish};
//!
//! // Person → team, and what they add: (used at work, finished).
//! let month = |used: [u32; 18]| -> Point<&str, (u32, u32)> {
//!     let person = |(number, used): (usize, u32)| {
//!         let team = ["payments", "search"].get(number / 6).copied();
//!         (Id::new(format!("p-{number:02}")), (team, (used, 4)))
//!     };
//!     used.into_iter().enumerate().map(person).collect()
//! };
//! let months = [
//!     month([1; 18]),
//!     // One person of payments used a second goal; so did everybody else.
//!     month([2, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2]),
//! ];
//! let published = publish(&months, 5);
//! // The difference would be that one person's: September's figure stands.
//! assert_eq!(published.group("payments").last().and_then(|point| point.stands), Some(0));
//! assert_eq!(published.group("search").last().and_then(|point| point.stands), Some(1));
//! assert_eq!(published.everyone.last().and_then(|point| point.stands), Some(1));
//!
//! // The figure of each point that stands, for the view:
//! let days: Vec<_> = ["2026-09-30", "2026-10-31"].iter().filter_map(|day| day.parse().ok()).collect();
//! let series = published.series(published.group("search"), &days, |point| {
//!     let members = months[point].values().filter(|(team, _)| *team == Some("search"));
//!     let (used, finished) = members.fold((0, 0), |sum, (_, (a, b))| (sum.0 + a, sum.1 + b));
//!     used * 100 / finished
//! });
//! assert_eq!(series[1].figure.value(), Some(&50));
//! ```

pub mod chain;
mod flow;
mod ledger;
pub mod row;

use schemars::JsonSchema;
use serde::Serialize;

use crate::calendar::Date;

/// A figure that is shown, or that is withheld: `{"value": …}` or `{"withheld": "…"}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Shown<T> {
    /// The figure.
    Value(T),
    /// Why there is none.
    Withheld(Reason),
}

/// Why a shared figure is withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// It describes at least one but fewer than `privacy.min_group` people, or all of a group but so
    /// few; or, in a row, such a count could be computed from it. Which of these is not said,
    /// because that would tell.
    TooFewPeople,
    /// Since a value that was published before, the contributions of too few people changed: the
    /// difference would tell what they did.
    TooFewChanges,
    /// Together with everyone's figure, which is shown, it would tell of the few people in no group
    /// whose figure is shown.
    Complement,
    /// No month of this learning repository is over yet.
    TooEarly,
}

/// One point of a figure over time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SeriesPoint<T> {
    /// The month's end.
    pub day: Date,
    /// The figure of that day.
    pub figure: Shown<T>,
    /// Where it is withheld: the last figure that was published before, which stands.
    pub stands: Option<Stands<T>>,
}

/// A figure of an earlier day that stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Stands<T> {
    /// The day of the figure.
    pub day: Date,
    /// The figure.
    pub value: T,
}

impl<T> Shown<T> {
    /// The figure, where it is shown.
    #[must_use]
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Withheld(_) => None,
        }
    }

    /// The same with another figure made of this one.
    #[must_use]
    pub fn map<U>(self, of: impl FnOnce(T) -> U) -> Shown<U> {
        match self {
            Self::Value(value) => Shown::Value(of(value)),
            Self::Withheld(reason) => Shown::Withheld(reason),
        }
    }
}

impl<T: Clone> SeriesPoint<T> {
    /// The figure that stands on this day, with its own day; `None` where none was ever published.
    #[must_use]
    pub fn standing(&self) -> Option<Stands<T>> {
        match &self.figure {
            Shown::Value(value) => Some(Stands { day: self.day, value: value.clone() }),
            Shown::Withheld(_) => self.stands.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_plain_in_json() {
        let json = |shown: Shown<u32>| serde_json::to_string(&shown).unwrap();
        assert_eq!(json(Shown::Value(7)), r#"{"value":7}"#);
        assert_eq!(json(Shown::Withheld(Reason::TooFewPeople)), r#"{"withheld":"too-few-people"}"#);
        let shown = Shown::Value(7).map(|value| value * 2);
        assert_eq!((shown.value(), Shown::<u32>::Withheld(Reason::TooEarly).value()), (Some(&14), None));
        let schema = serde_json::to_string(&schemars::schema_for!(SeriesPoint<u32>)).unwrap();
        assert!(schema.contains("too-few-changes"), "{schema}");
    }
}
