//! The level of a person in a skill, how recent it is, and how far it is from what is required.
//!
//! Which levels are required of whom is in [`tier`](super::tier); who may see a level is decided
//! by reports.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::{Limits, present_id};
use crate::calendar::Date;
use crate::record::{Assessment, Id, Level, Method, Person, Rating, Records, Skill};

/// A person's level in a skill on a day, and the rating that it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LevelOn<'a> {
    /// The level.
    pub level: Level,
    /// The day of the assessment.
    pub date: Date,
    /// How the assessment was made.
    pub method: Method,
    /// The assessment's id.
    pub assessment: &'a Id,
    /// Whether the assessment was at most `reassess_days` old on the day asked about.
    pub fresh: bool,
}

/// The ratings of one person that can be a level, ready to be asked about any skill and day.
///
/// A rating can be a level when it has an assessor other than the person (under a present or a
/// former handle) or, in a technical assessment, a score. A self rating is a claim: it never is.
///
/// Of those dated no later than the day asked about, the level is the one with
/// 1. among ratings at most `reassess_days` old: the strongest method, then the latest date;
/// 2. where none is that recent: the latest date, then the strongest method;
/// 3. where these are equal: the lowest rating, then the first assessment id.
///
/// Without any such rating the person is **unassessed**: `None`, which is not a level of zero.
/// Former ids of a skill are the same skill.
#[derive(Clone, Debug)]
pub struct Levels<'a> {
    skills: &'a Records<Skill>,
    reassess_days: i64,
    /// Present skill id → method, strongest last → ratings, the one to prefer last.
    ratings: BTreeMap<&'a str, BTreeMap<Method, Vec<Rated<'a>>>>,
}

/// Ordered so that, of the ratings by one method, the greatest is the one that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rated<'a> {
    date: Date,
    level: Reverse<Level>,
    assessment: Reverse<&'a Id>,
}

/// The handles of `person`: the present one, and the former ones where the profile could be read.
#[must_use]
pub fn handles(person: &Person) -> BTreeSet<&Id> {
    let former = person.profile().map_or(&[][..], |profile| &profile.formerly);
    former.iter().chain([&person.handle]).collect()
}

/// The ratings of `assessment` that can be a level, as [`Levels`] defines it, each with its place
/// in the list; `own` are the [`handles`] of the person who is assessed.
pub fn counting<'a>(
    assessment: &'a Assessment,
    own: &BTreeSet<&Id>,
) -> impl Iterator<Item = (usize, &'a Rating)> + use<'a> {
    let by_others = assessment.assessors.iter().any(|assessor| !own.contains(assessor));
    let counts = move |rating: &Rating| match assessment.method {
        Method::SelfRating => false,
        Method::Technical => by_others || rating.score.is_some(),
        Method::Peer | Method::Mentor | Method::Manager | Method::Panel => by_others,
    };
    assessment.ratings.iter().enumerate().filter(move |(_, rating)| counts(rating))
}

impl<'a> Levels<'a> {
    /// Gathers the ratings of `person`; `skills` resolves former ids.
    #[must_use]
    pub fn of(person: &'a Person, skills: &'a Records<Skill>, limits: &Limits) -> Self {
        let mut ratings: BTreeMap<_, BTreeMap<_, Vec<_>>> = BTreeMap::new();
        let own = handles(person);
        for record in person.assessments.iter() {
            let assessment = &record.data;
            for (_, rating) in counting(assessment, &own) {
                let by_method = ratings.entry(present_id(skills, &rating.skill)).or_default();
                by_method.entry(assessment.method).or_default().push(Rated {
                    date: assessment.date,
                    level: Reverse(rating.rating),
                    assessment: Reverse(&record.id),
                });
            }
        }
        ratings.values_mut().flat_map(BTreeMap::values_mut).for_each(|rated| rated.sort_unstable());
        Self { skills, reassess_days: i64::from(limits.reassess_days), ratings }
    }

    /// The level in `skill` on `day`; `None`: unassessed.
    #[must_use]
    pub fn on(&self, skill: &str, day: Date) -> Option<LevelOn<'a>> {
        // Of each method, only the latest rating can win: it is fresh if any of them is.
        let latest = self.by_method(skill, day);
        let fresh = latest.iter().filter(|level| level.fresh).max_by_key(|level| level.method);
        fresh.or_else(|| latest.iter().max_by_key(|level| (level.date, level.method))).copied()
    }

    /// What each method said last of `skill`, up to `day`; the weakest method first.
    #[must_use]
    pub fn by_method(&self, skill: &str, day: Date) -> Vec<LevelOn<'a>> {
        let by_method = self.ratings.get(present_id(self.skills, skill)).into_iter().flatten();
        by_method
            .filter_map(|(method, rated)| {
                let known = rated.partition_point(|rating| rating.date <= day);
                let rating = rated.get(known.checked_sub(1)?)?;
                Some(LevelOn {
                    level: rating.level.0,
                    date: rating.date,
                    method: *method,
                    assessment: rating.assessment.0,
                    fresh: rating.date.days_until(day) <= self.reassess_days,
                })
            })
            .collect()
<<<<<<< HEAD
    }

    /// The present ids of the skills with a rating that can be a level, whatever its day.
    pub fn skills(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.ratings.keys().copied()
=======
>>>>>>> w/digest
    }

    /// The days on which the level in `skill` can change, the earliest first: the days of its
    /// ratings, and for each rating the first day on which it is not recent any more, when a weaker
    /// but later one may take over. Between two of them, and after the last, the level stays.
    #[must_use]
    pub fn turning_days(&self, skill: &str) -> BTreeSet<Date> {
        let rated = self.ratings.get(present_id(self.skills, skill)).into_iter();
        rated
            .flat_map(BTreeMap::values)
            .flatten()
            .flat_map(|rating| [rating.date, rating.date.plus_days(self.reassess_days.saturating_add(1))])
            .collect()
    }
}

/// The level of `person` in `skill` on `day`, as [`Levels`] defines it. To ask more than once
/// about one person, gather [`Levels`] first.
#[must_use]
pub fn level<'a>(
    person: &'a Person,
    skills: &'a Records<Skill>,
    skill: &str,
    day: Date,
    limits: &Limits,
) -> Option<LevelOn<'a>> {
    Levels::of(person, skills, limits).on(skill, day)
}

/// How many levels are missing: max(0, `required` − `level`).
#[must_use]
pub fn gap(required: Level, level: Level) -> u8 {
    required.0.saturating_sub(level.0)
}

/// How well a requirement is covered. Ordered: a critical gap is the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Coverage {
    /// No gap: the requirement is met.
    Covered,
    /// A gap of one level.
    Moderate,
    /// A gap of two levels or more, or unassessed.
    Critical,
}

impl Coverage {
    /// How well `level` covers `required`; without a level (unassessed) it does not.
    #[must_use]
    pub fn of(required: Level, level: Option<Level>) -> Self {
        match level.map(|level| gap(required, level)) {
            Some(0) => Self::Covered,
            Some(1) => Self::Moderate,
            Some(2..) | None => Self::Critical,
        }
    }

    /// Whether the requirement is met.
    #[must_use]
    pub fn is_met(self) -> bool {
        self == Self::Covered
    }
}

/// The levels that exist for a skill: those it describes, else those of the scale.
#[must_use]
pub fn defined_levels(skill: &Skill, scale: &BTreeSet<Level>) -> BTreeSet<Level> {
    if skill.levels.is_empty() { scale.clone() } else { skill.levels.keys().copied().collect() }
}

/// How many steps lead from `from` up to `to`: the defined levels above `from` and not above `to`.
/// Zero where `to` is not above `from`.
#[must_use]
pub fn steps_between(from: Level, to: Level, defined: &BTreeSet<Level>) -> usize {
    defined.iter().filter(|level| from < **level && **level <= to).count()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::progress::sample::{Sample, day, levels, limits};

    fn on(sample: &Sample, date: &str) -> Option<(u8, String, bool)> {
        level(&sample.person, &sample.framework.skills, "rust", day(date), &limits())
            .map(|level| (level.level.0, level.assessment.to_string(), level.fresh))
    }

    fn some(level: u8, assessment: &str, fresh: bool) -> Option<(u8, String, bool)> {
        Some((level, assessment.to_owned(), fresh))
    }

    #[test]
    fn among_recent_ratings_the_strongest_method_wins_over_a_later_one() {
        let sample = Sample::new()
            .rated("a", "2026-09-01", "panel", "rust", 2)
            .rated("b", "2026-10-01", "mentor", "rust", 4)
            .rated("c", "2026-10-15", "mentor", "rust", 3);
        assert_eq!(on(&sample, "2026-08-31"), None);
        assert_eq!(on(&sample, "2026-10-20"), some(2, "a", true));
        // 2026-11-30 is the panel's ninetieth day, the last on which it is recent.
        assert_eq!(on(&sample, "2026-11-30"), some(2, "a", true));
        assert_eq!(on(&sample, "2026-12-01"), some(3, "c", true));
    }

    #[test]
    fn among_old_ratings_the_latest_wins_over_a_stronger_one() {
        let sample = Sample::new()
            .rated("a", "2026-01-10", "panel", "rust", 4)
            .rated("b", "2026-02-01", "peer", "rust", 2)
            .rated("c", "2026-02-01", "manager", "rust", 3);
        assert_eq!(on(&sample, "2027-01-01"), some(3, "c", false));
    }

    #[test]
    fn the_ninetieth_day_is_recent_across_a_leap_day() {
        let sample = Sample::new().rated("a", "2024-02-01", "peer", "rust", 2);
        assert_eq!(on(&sample, "2024-05-01"), some(2, "a", true));
        assert_eq!(on(&sample, "2024-05-02"), some(2, "a", false));
    }

    #[test]
    fn of_equal_ratings_the_lowest_counts_and_then_the_first_id() {
        let sample = Sample::new()
            .rated("a", "2026-10-01", "panel", "rust", 4)
            .rated("b", "2026-10-01", "panel", "rust", 3)
            .rated("c", "2026-10-01", "panel", "rust", 3);
        assert_eq!(on(&sample, "2026-10-01"), some(3, "b", true));
        assert_eq!(on(&sample, "2027-10-01"), some(3, "b", false));
    }

    #[test]
    fn the_methods_are_ordered_by_strength() {
        let methods = ["panel", "technical", "manager", "mentor", "peer"];
        for (i, stronger) in methods.iter().enumerate() {
            for weaker in &methods[i + 1..] {
                let sample = Sample::new().rated("a", "2026-10-01", stronger, "rust", 3).rated(
                    "b",
                    "2026-10-01",
                    weaker,
                    "rust",
                    1,
                );
                assert_eq!(on(&sample, "2026-10-02"), some(3, "a", true), "{stronger} over {weaker}");
            }
        }
    }

    #[test]
    fn a_claim_is_never_a_level() {
        let rating = json!([{"skill": "rust", "rating": 5, "score": {"raw": 9, "out_of": 10}}]);
        for (method, assessors) in
            [("self", json!(["ben"])), ("panel", json!([])), ("mentor", json!(["ana", "ana-s"]))]
        {
            let sample = Sample::new().profile(json!({"formerly": ["ana-s"]})).assessment(
                "a",
                json!({"date": "2026-10-01", "method": method, "assessors": assessors, "ratings": rating}),
            );
            assert_eq!(on(&sample, "2026-10-02"), None, "{method} by {assessors}");
        }
    }

    #[test]
    fn a_score_stands_for_the_assessor_of_a_technical_rating_only() {
        let fields = |rating: serde_json::Value| json!({"date": "2026-10-01", "method": "technical", "assessors": [], "ratings": [rating]});
        let scored = json!({"skill": "rust", "rating": 3, "score": {"raw": 84, "out_of": 100}});
        let sample = Sample::new().assessment("a", fields(scored));
        assert_eq!(on(&sample, "2026-10-02"), some(3, "a", true));
        let sample = Sample::new().assessment("a", fields(json!({"skill": "rust", "rating": 3})));
        assert_eq!(on(&sample, "2026-10-02"), None);
    }

    #[test]
    fn a_renamed_skill_keeps_its_ratings_under_either_id() {
        let sample = Sample::new()
            .skill("rust", json!({"formerly": ["rust-lang"]}))
            .rated("a", "2026-09-01", "mentor", "rust-lang", 3)
            .rated("b", "2026-10-01", "mentor", "rust", 4);
        assert_eq!(on(&sample, "2026-09-30"), some(3, "a", true));
        assert_eq!(on(&sample, "2026-10-01"), some(4, "b", true));
        let levels = Levels::of(&sample.person, &sample.framework.skills, &limits());
        assert_eq!(levels.on("rust-lang", day("2026-10-01")).map(|level| level.level), Some(Level(4)));
    }

    #[test]
    fn unassessed_is_critical_even_where_nothing_is_asked() {
        for (required, level, expected) in [
            (3, Some(4), Coverage::Covered),
            (3, Some(3), Coverage::Covered),
            (3, Some(2), Coverage::Moderate),
            (3, Some(1), Coverage::Critical),
            (10, Some(0), Coverage::Critical),
            (0, Some(0), Coverage::Covered),
            (0, None, Coverage::Critical),
        ] {
            assert_eq!(Coverage::of(Level(required), level.map(Level)), expected, "{required}, {level:?}");
        }
    }

    #[test]
    fn steps_are_counted_in_levels_that_exist() {
        let scale = levels([1, 2, 3, 4, 5]);
        let sample = Sample::new().skill("sparse", json!({"levels": {"1": "a", "3": "b", "5": "c"}}));
        let sample = sample.skill("plain", json!({}));
        let defined = |id: &str| defined_levels(&sample.framework.skills.get(id).unwrap().data, &scale);
        assert_eq!(defined("plain"), scale);
        assert_eq!(defined("sparse"), levels([1, 3, 5]));
        for (from, to, plain, sparse) in
            [(1, 3, 2, 1), (1, 2, 1, 0), (2, 3, 1, 1), (3, 3, 0, 0), (4, 2, 0, 0)]
        {
            assert_eq!(steps_between(Level(from), Level(to), &defined("plain")), plain, "{from} to {to}");
            assert_eq!(steps_between(Level(from), Level(to), &defined("sparse")), sparse, "{from} to {to}");
        }
    }
}
