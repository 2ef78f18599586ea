//! How a level came about: its steps over time, what other methods say beside it, and until when
//! it stays recent. The level itself is in [`level`](super::level).

use super::level::{LevelOn, Levels};
use crate::calendar::Date;

/// A level from one day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step<'a> {
    /// The first day of it.
    pub since: Date,
    /// The level on that day, with the rating that it comes from.
    pub level: LevelOn<'a>,
}

/// The steps of the level in `skill` up to `until`, the earliest first: each stands until the next
/// one begins, and no two neighbours are equal.
///
/// Rated 2 by a mentor on 2026-06-01, and 3 by a panel on 2026-11-21: two steps, on these days.
#[must_use]
pub fn steps<'a>(levels: &Levels<'a>, skill: &str, until: Date) -> Vec<Step<'a>> {
    let turning = levels.turning_days(skill).into_iter().take_while(|day| *day <= until);
    let mut steps: Vec<Step<'a>> = Vec::new();
    for since in turning {
        let Some(level) = levels.on(skill, since) else { continue };
        if steps.last().is_none_or(|step| step.level.level != level.level) {
            steps.push(Step { since, level });
        }
    }
    steps
}

/// What other methods say of `skill` where they disagree with its level on `day`: the latest rating
/// by each, where that is another level, and at most `reassess_days` lie between the two ratings.
/// Ratings that are further apart tell of two times, not of two opinions. The weakest method first.
#[must_use]
pub fn disagreeing<'a>(levels: &Levels<'a>, skill: &str, day: Date, reassess_days: u32) -> Vec<LevelOn<'a>> {
    let Some(level) = levels.on(skill, day) else { return Vec::new() };
    let mut others = levels.by_method(skill, day);
    others.retain(|other| {
        let apart = other.date.days_until(level.date).abs();
        other.level != level.level && apart <= i64::from(reassess_days)
    });
    others
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::progress::sample::{Sample, day, limits};
    use crate::record::Method;

    fn said(sample: &Sample, until: &str) -> Vec<String> {
        let levels = Levels::of(&sample.person, &sample.framework.skills, &limits());
        let steps = steps(&levels, "rust", day(until));
        steps.iter().map(|step| format!("{} {}", step.since, step.level.level)).collect()
    }

    fn rated() -> Sample {
        Sample::new()
            .skill("rust", json!({"formerly": ["rust-lang"]}))
            .rated("a", "2026-01-10", "panel", "rust-lang", 2)
            .rated("b", "2026-02-01", "peer", "rust", 3)
            .rated("c", "2026-02-20", "peer", "rust", 3)
            .rated("d", "2026-11-21", "panel", "rust", 3)
    }

    #[test]
    fn a_step_begins_with_a_rating_or_when_a_stronger_one_is_no_longer_recent() {
        // The panel of January gives way to the colleague's rating on the 91st day.
        assert_eq!(said(&rated(), "2026-12-31"), ["2026-01-10 2", "2026-04-11 3"]);
        assert_eq!(said(&rated(), "2026-04-10"), ["2026-01-10 2"]);
        assert_eq!(said(&rated(), "2026-01-09"), [""; 0]);
        assert_eq!(said(&Sample::new().rated("a", "2026-01-10", "self", "rust", 4), "2026-12-31"), [""; 0]);
    }

    #[test]
    fn methods_disagree_where_they_rate_otherwise_around_the_same_time() {
        let sample = rated();
        let levels = Levels::of(&sample.person, &sample.framework.skills, &limits());
        let others = |on| -> Vec<(Method, u8)> {
            let others = disagreeing(&levels, "rust", day(on), 90);
            others.iter().map(|other| (other.method, other.level.0)).collect()
        };
        assert_eq!(others("2026-03-01"), [(Method::Peer, 3)]);
        assert_eq!(others("2026-01-20"), [], "nobody else has rated yet");
        assert_eq!(others("2026-05-01"), [(Method::Panel, 2)], "the older one is still about that time");
        assert_eq!(others("2026-12-01"), [], "they agree, and the past is the past");
    }

    proptest! {
        #[test]
        fn between_its_steps_the_level_stays(
            ratings in proptest::collection::vec((0..300_i64, 0..3_usize, 0..6_u8), 0..8), later in 0..500_i64,
        ) {
            let first = day("2026-01-01");
            let methods = ["peer", "mentor", "panel"];
            let sample = ratings.iter().enumerate().fold(Sample::new(), |sample, (id, (at, method, level))| {
                let date = first.plus_days(*at).to_string();
                sample.rated(&format!("a-{id}"), &date, methods[*method], "rust", *level)
            });
            let levels = Levels::of(&sample.person, &sample.framework.skills, &limits());
            let on = first.plus_days(later);
            let steps = steps(&levels, "rust", on);
            let last = steps.last().map(|step| step.level.level);
            prop_assert_eq!(last, levels.on("rust", on).map(|level| level.level));
            for two in steps.windows(2) {
                prop_assert!(two[0].since < two[1].since, "{:?}", two);
                prop_assert_ne!(two[0].level.level, two[1].level.level);
            }
        }
    }
}
