//! How urgent it is that somebody can do something, so that gaps can be put in an order. What is
//! asked of whom is in [`tier`](super::tier).

use std::cmp::Reverse;

use crate::calendar::Date;
use crate::record::{Need, Priority, Requirement};

/// How much a requirement or a need matters: the sum of its four priorities, 0 to 12.
///
/// A side that is not given counts as nothing, so what nobody has put a priority on comes last.
#[must_use]
pub fn rank(priority: Option<&Priority>) -> u8 {
    let Some(Priority { roadmap, risk, value, timeline }) = priority else { return 0 };
    [roadmap, risk, value, timeline].into_iter().flatten().fold(0, |sum, side| side.saturating_add(sum))
}

/// Why a skill is asked for. Ordered: what is more urgent comes first, that is
/// 1. the higher [`rank`],
/// 2. of equal ones the earlier day; without a day last,
/// 3. of equal ones the driver, so that the order is always the same; without one last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Urgency {
    rank: Reverse<u8>,
    needed_by: Latest<Date>,
    driver: Latest<String>,
}

/// An option whose absence is greater than every value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Latest<T> {
    Given(T),
    Missing,
}

impl<T> Latest<T> {
    fn of(value: Option<T>) -> Self {
        value.map_or(Self::Missing, Self::Given)
    }

    fn as_option(&self) -> Option<&T> {
        match self {
            Self::Given(value) => Some(value),
            Self::Missing => None,
        }
    }
}

impl Urgency {
    fn new(priority: Option<&Priority>, needed_by: Option<Date>, driver: Option<&String>) -> Self {
        let driver = driver.filter(|driver| !driver.trim().is_empty()).cloned();
        Self { rank: Reverse(rank(priority)), needed_by: Latest::of(needed_by), driver: Latest::of(driver) }
    }

    /// That of a requirement of a tier.
    #[must_use]
    pub fn of_requirement(requirement: &Requirement) -> Self {
        Self::new(requirement.priority.as_ref(), requirement.needed_by, requirement.driver.as_ref())
    }

    /// That of a need of a team.
    #[must_use]
    pub fn of_need(need: &Need) -> Self {
        Self::new(need.priority.as_ref(), need.needed_by, need.driver.as_ref())
    }

    /// The [`rank`].
    #[must_use]
    pub fn rank(&self) -> u8 {
        self.rank.0
    }

    /// The day by which it is needed.
    #[must_use]
    pub fn needed_by(&self) -> Option<Date> {
        self.needed_by.as_option().copied()
    }

    /// What the business needs it for.
    #[must_use]
    pub fn driver(&self) -> Option<&str> {
        self.driver.as_option().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn need(fields: serde_json::Value) -> Urgency {
        let mut need = json!({"skill": "rust", "level": 3, "people": 2});
        for (key, value) in fields.as_object().unwrap() {
            need[key] = value.clone();
        }
        Urgency::of_need(&serde_json::from_value(need).unwrap())
    }

    #[test]
    fn the_four_sides_add_up_and_what_is_missing_counts_as_nothing() {
        let full = json!({"priority": {"roadmap": 3, "risk": 3, "value": 3, "timeline": 3}});
        assert_eq!(need(full).rank(), 12);
        assert_eq!(need(json!({"priority": {"risk": 3}})).rank(), 3);
        assert_eq!(need(json!({"priority": {}})).rank(), 0);
        assert_eq!(need(json!({})).rank(), 0);
    }

    #[test]
    fn rank_comes_before_the_day_and_the_day_before_the_driver() {
        let ordered = [
            need(json!({"priority": {"risk": 3, "value": 1}})),
            need(json!({"priority": {"risk": 3}, "needed_by": "2026-12-31", "driver": "B"})),
            need(json!({"priority": {"risk": 3}, "needed_by": "2027-01-31", "driver": "A"})),
            need(json!({"priority": {"value": 3}, "driver": "A"})),
            need(json!({"priority": {"value": 3}, "driver": "B"})),
            need(json!({"priority": {"value": 3}, "driver": " "})),
            need(json!({})),
        ];
        assert!(ordered.is_sorted());
        assert_eq!(ordered[1].needed_by().map(|day| day.to_string()).as_deref(), Some("2026-12-31"));
        assert_eq!((ordered[1].driver(), ordered[5].driver()), (Some("B"), None));
    }
}
