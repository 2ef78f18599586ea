//! The ends of months as the team may see them: for each figure, at which of them it is published.
//!
//! A figure that is made of several numbers has a chain for each, and is published where all of them
//! are.

use std::collections::BTreeMap;

use super::gathered::{Day, Member, Whose};
use crate::calendar::Date;
use crate::record::Id;
use crate::report::privacy::chain::{Point, Publication, Standing, publish};

/// All ends of months of a learning repository, oldest first, and which of them the report is about.
#[derive(Clone, Copy)]
pub(super) struct Months<'a> {
    /// Each with its people.
    pub(super) days: &'a [Day],
    /// The smallest group that a figure may describe.
    pub(super) min_group: usize,
}

/// At which points a figure of one group is published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Published(Vec<bool>);

impl Published {
    fn of(standings: &[Standing]) -> Self {
        Self(standings.iter().map(|standing| standing.withheld.is_none()).collect())
    }

    /// Where this figure and `other` are both published.
    pub(super) fn and(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| *a && *b).collect())
    }

    /// Whether the figure is published at a point.
    pub(super) fn at(&self, point: usize) -> bool {
        self.0.get(point).copied().unwrap_or_default()
    }

    /// The last point up to this one at which the figure is published: its value stands.
    pub(super) fn stands(&self, point: usize) -> Option<usize> {
        (0..=point).rev().find(|earlier| self.at(*earlier))
    }
}

/// Where one number is published, for every group and for everybody.
pub(super) struct Chain(Publication<Id>);

impl Chain {
    pub(super) fn of(&self, whose: Whose<'_>) -> Published {
        match whose {
            Whose::Everyone => Published::of(&self.0.everyone),
            Whose::Team(team) => Published::of(self.0.group(team)),
        }
    }
}

impl<'a> Months<'a> {
    /// The place of the last end of a month at or before `day`.
    pub(super) fn at(&self, day: Date) -> Option<usize> {
        self.days.iter().rposition(|end| end.day <= day)
    }

    /// Where a number is published for the teams and for everybody, `of` being what somebody adds to
    /// it; `None`: nothing, so that it is not about them.
    pub(super) fn chain<V: Ord + Clone>(&self, of: impl Fn(&Member) -> Option<V>) -> Chain {
        let points = self.points(|member| Some((member.team.clone(), of(member)?)));
        Chain(publish(&points, self.min_group))
    }

    /// Where a number is published that is shown for one group alone.
    pub(super) fn alone<V: Ord + Clone>(
        &self,
        whose: Whose<'_>,
        of: impl Fn(&Member) -> Option<V>,
    ) -> Published {
        let belongs = |member: &Member| match whose {
            Whose::Everyone => true,
            Whose::Team(team) => member.team.as_deref() == Some(team),
        };
        let points = self.points(|member| if belongs(member) { Some((None, of(member)?)) } else { None });
        Published::of(&publish(&points, self.min_group).everyone)
    }

    fn points<V>(&self, of: impl Fn(&Member) -> Option<(Option<Id>, V)>) -> Vec<Point<Id, V>> {
        let point = |day: &'a Day| -> BTreeMap<Id, (Option<Id>, V)> {
            day.people.iter().filter_map(|(handle, member)| Some((handle.clone(), of(member)?))).collect()
        };
        self.days.iter().map(point).collect()
    }
}
