//! When a rating has faded: it is older than the half-life of what it is about. For display only:
//! a faded level is a level still, and no rule asks whether it has faded.

use super::Limits;
use super::level::LevelOn;
use crate::calendar::Date;
use crate::record::Skill;

/// Months after which a rating of `skill` has faded: the skill's own `half_life_months`, else the
/// policy's; the policy's too where the skill's record could not be read (`None`).
#[must_use]
pub fn half_life_months(skill: Option<&Skill>, limits: &Limits) -> u32 {
    skill.and_then(|skill| skill.half_life_months).unwrap_or(limits.half_life_months)
}

/// The last day on which a rating made on `rated` has not faded: `half_life_months` calendar months
/// later, on the last day of a month that is too short. The rating has faded from the next day on.
///
/// A rating of 2024-05-22 with a half-life of 30 months is as it was on 2026-11-22 and has faded on
/// 2026-11-23.
#[must_use]
pub fn unfaded_until(rated: Date, half_life_months: u32) -> Date {
    rated.plus_months(i64::from(half_life_months))
}

impl LevelOn<'_> {
    /// Whether the rating that this level comes from has faded on `day`: it is older than the
    /// [half-life](half_life_months) of `skill`, the record of the skill that the level is of.
    #[must_use]
    pub fn is_faded(&self, skill: Option<&Skill>, day: Date, limits: &Limits) -> bool {
        day > unfaded_until(self.date, half_life_months(skill, limits))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::progress::level::level;
    use crate::progress::sample::{Sample, day, limits};

    fn faded(sample: &Sample, skill: &str, on: &str) -> bool {
        let skills = &sample.framework.skills;
        let level = level(&sample.person, skills, skill, day(on), &limits()).unwrap();
        level.is_faded(skills.get(skill).map(|record| &record.data), day(on), &limits())
    }

    #[test]
    fn a_rating_fades_on_the_day_after_its_half_life() {
        let sample = Sample::new()
            .skill("rust", json!({}))
            .skill("react", json!({"half_life_months": 6}))
            .rated("a", "2024-05-22", "panel", "rust", 3)
            .rated("b", "2024-08-31", "panel", "react", 3)
            .rated("c", "2024-05-22", "panel", "gone", 3);
        for (skill, on, expected) in [
            ("rust", "2024-05-22", false),
            ("rust", "2026-11-22", false),
            ("rust", "2026-11-23", true),
            ("react", "2025-02-28", false),
            ("react", "2025-03-01", true),
            ("gone", "2026-11-22", false),
            ("gone", "2026-11-23", true),
        ] {
            assert_eq!(faded(&sample, skill, on), expected, "{skill} on {on}");
        }
    }

    #[test]
    fn a_new_rating_is_as_it_was() {
        let sample = Sample::new().rated("a", "2020-01-01", "panel", "rust", 3).rated(
            "b",
            "2026-11-22",
            "peer",
            "rust",
            3,
        );
        assert!(faded(&sample, "rust", "2026-11-21"));
        assert!(!faded(&sample, "rust", "2026-11-22"));
    }

    #[test]
    fn at_the_end_of_all_days_nothing_has_faded() {
        assert_eq!(unfaded_until(day("9999-01-01"), u32::MAX), day("9999-12-31"));
    }
}
