//! What follows from records: one pure function for each derived value, and one definition each.
//!
//! Nothing here reports, renders or reads files, and nothing asks what day it is: every function
//! takes the records and the day it is asked about. A value that cannot be known is `None`, never
//! a guess, so that no rule computes with it.
//!
//! | value | where |
//! |---|---|
//! | whether somebody is there | [`presence`] |
//! | how many days somebody is there | [`attendance::Attendance`] |
//! | the first day that is recorded | [`beginning`] |
//! | level, gap, defined levels | [`level`] |
//! | how a level came about, and what other methods say | [`development`] |
//! | whether a rating has faded | [`fading`], [`level::LevelOn::is_faded`] |
//! | a goal's start, horizon, state and aims | [`goal`] |
//! | when a goal's skill is to be assessed again | [`reassessment`] |
//! | whether a second try has taken place, ratings without a plan for one | [`second_try`] |
//! | how second tries ended | [`second_try_outcome`] |
//! | the use of a goal's skill at work | [`application`] |
//! | credentials held, the awards that stand | [`credential`] |
//! | approvals of an award | [`approval`] |
//! | practice, and certifications paired with it | [`practice`] |
//! | what a tier asks, and how far somebody is | [`tier`] |
//! | what is asked of somebody, and what leads there | [`asked`] |
//! | dates that slipped, on time, against an earlier text | [`history`] |
//! | hours a week on a day, and when they are the most | [`load`] |
//! | logged hours ÷ planned hours so far | [`pace::Paces`] |
//! | consecutive weeks with an entry | [`streak::streak`] |
//! | time to competence | [`competence::time_to_competence`] |
//! | return on investment, shares, changes and courses of figures | [`roi`] |
//! | levels of a group of people before and after, and what of them may be shown | [`group_level`] |
//! | the skills and the members of a program, and how many were at its sessions | [`program`] |
//! | learning time and what it costs | [`learning_time`] |
//! | amounts of money, added exactly | [`money::Money`] |
//! | counts over all people | [`census`] |
//! | what the next assessment is likely to be about | [`next_assessment`] |
//! | credentials within reach, entries that could be evidence | [`readiness`] |
//! | how urgent a requirement or a need is | [`priority`] |
//! | how a team stands: figures that add up person by person | [`team`] |

pub mod application;
pub mod approval;
pub mod asked;
pub mod attendance;
pub mod beginning;
pub mod census;
pub mod competence;
pub mod credential;
pub mod development;
pub mod fading;
pub mod goal;
pub mod group_level;
pub mod history;
pub mod learning_time;
pub mod level;
pub mod load;
pub mod money;
pub mod next_assessment;
pub mod pace;
pub mod practice;
pub mod presence;
pub mod priority;
pub mod program;
pub mod readiness;
pub mod reassessment;
pub mod roi;
pub mod second_try;
pub mod second_try_outcome;
pub mod streak;
pub mod team;
pub mod tier;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod sample;

use std::collections::BTreeSet;

use crate::policy::{Policy, Vocabulary};
use crate::record::{Level, Records};

/// The numbers of the policy that derived values depend on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Days for which a rating counts as recent (`assessments.reassess_days`).
    pub reassess_days: u32,
    /// Days from a goal's deadline to the last day for applying (`application.window_days`).
    pub window_days: u32,
    /// Days before its deadline from which a goal is due soon (`deadlines.due_soon_days`).
    pub due_soon_days: u32,
    /// Months after which a rating has faded, for skills that do not say it themselves
    /// (`skills.half_life_months`).
    pub half_life_months: u32,
    /// The levels of the scale, for skills that define none themselves (`scale`).
    pub scale: BTreeSet<Level>,
}

impl Limits {
    /// The limits of the policy in force, with the scale of the state that is looked at.
    #[must_use]
    pub fn of(policy: &Policy, vocabulary: &Vocabulary) -> Self {
        let days = |days: i64| u32::try_from(days.max(0)).unwrap_or(u32::MAX);
        Self {
            reassess_days: days(policy.limits.reassess_days),
            window_days: days(policy.limits.window_days),
            due_soon_days: days(policy.limits.due_soon_days),
            half_life_months: policy.limits.half_life_months,
            scale: vocabulary.scale.keys().copied().collect(),
        }
    }
}

/// The present id of what `id` names, so that old and new ids of one record compare equal; `id`
/// itself where it names no record that could be read.
pub(crate) fn present_id<'a, T>(records: &'a Records<T>, id: &'a str) -> &'a str {
    records.get(id).map_or(id, |record| record.id.as_str())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::application::{ApplicationState, Applications, last_day, place};
    use super::goal::{GoalState, aims, horizon_days, starting_level};
    use super::level::Levels;
    use super::sample::{Sample, day, goal, limits};
    use super::tier::TierProgress;
    use crate::record::{Id, Level};

    /// The three records that stand as the example of the format, with a role of two tiers.
    #[test]
    fn the_example_of_the_format_comes_out_as_it_reads() {
        let id = "2026-10-05-async-rust";
        let goal = goal(
            id,
            json!({"skill": "async-rust", "target": 3, "why": {"project": "webhook-worker"},
                   "deadline": "2026-12-18", "application": {"what": "W", "until": "2027-01-15"}}),
        );
        let sample = Sample::new()
            .skill("async-rust", json!({}))
            .role("backend", json!({"tiers": [
                {"id": "junior", "requires": []},
                {"id": "senior", "requires": [{"skill": "async-rust", "level": 3}, {"skill": "sql", "level": 2}]},
            ]}))
            .profile(json!({"role": "backend", "tier": "junior"}))
            .entry("2026-11-20-retry-queue", json!({"date": "2026-11-20", "goal": id, "applied": {"outcome": "O"}}))
            .assessment("2026-11-21-panel", json!({
                "date": "2026-11-21", "method": "panel", "assessors": ["ben", "chi"],
                "ratings": [{"skill": "async-rust", "rating": 3, "result": "met"}],
            }));

        assert_eq!(horizon_days(&goal), Some(74));
        assert_eq!(aims(&goal.data).len(), 1);
        assert_eq!(place(&goal.data), Some("webhook-worker"));
        assert_eq!(last_day(&goal.data, 30), day("2027-01-15"));
        assert_eq!(GoalState::of(&goal.data, day("2026-11-22"), 14), GoalState::OnTrack);

        let levels = Levels::of(&sample.person, &sample.framework.skills, &limits());
        assert_eq!(starting_level(&goal, &levels), None);
        assert_eq!(levels.on("async-rust", day("2026-11-21")).map(|found| found.level), Some(Level(3)));

        let state = Applications::of(&sample.person).state(&goal, day("2026-11-22"), 30);
        let entry = &Id::from("2026-11-20-retry-queue");
        assert_eq!(state, ApplicationState::Applied { on: day("2026-11-20"), entry });

        let met = |date| {
            TierProgress::of(&sample.person, &sample.framework, day(date), &limits())
                .map(|progress| (progress.met(), progress.total()))
        };
        assert_eq!(met("2026-11-20"), Some((0, 2)));
        assert_eq!(met("2026-11-21"), Some((1, 2)));
    }
}
