//! What members could do before a program and can do after it: means and bands of levels.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use crate::calendar::Date;
use crate::progress::group_level::movement;
use crate::progress::level::{Levels, defined_levels};
use crate::progress::program::skills;
use crate::record::{Id, Level, Program};
use crate::report::basis::{Basis, name_of};

/// The members' levels in one skill, before and after: of the same people, who had a level on the
/// program's first day.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SkillEvidence {
    /// The skill's id.
    pub skill: Id,
    /// The skill's name.
    pub name: String,
    /// The level from which somebody counts as proficient.
    pub proficient_from: Level,
    /// The highest level of the skill.
    pub highest: Level,
    /// How many people it is about.
    pub people: usize,
    /// The program's first day.
    pub before_on: Date,
    /// The mean level on that day, to a tenth.
    pub before_mean: f64,
    /// The last day whose figures may be shown; null: since the first day too few people's levels
    /// changed to show them without telling whose.
    pub after_on: Option<Date>,
    /// The mean level on that day, to a tenth.
    pub after_mean: Option<f64>,
    /// How many were and are in bands of levels, the lowest first; each band holds nobody or at
    /// least `min_group` people. Empty where one band would hold everybody.
    pub bands: Vec<LevelBand>,
}

/// Neighbouring levels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LevelBand {
    /// The lowest level.
    pub from: Level,
    /// The highest level; the same where the band is one level.
    pub to: Level,
    /// People before.
    pub before: usize,
    /// People after.
    pub after: usize,
}

/// The evidence in every skill that enough members were assessed in, up to `as_of` and no later than
/// the program's end.
pub(super) fn of(
    program: &Program,
    basis: &Basis,
    members: &[Levels<'_>],
    as_of: Date,
) -> Vec<SkillEvidence> {
    let framework = basis.framework();
    let days = published(program.start, program.end.min(as_of));
    let mut evidence: Vec<SkillEvidence> = skills(program, framework)
        .into_iter()
        .filter_map(|id| {
            let skill = framework.skills.get(id)?;
            let levels: BTreeSet<Level> = defined_levels(&skill.data, &basis.limits.scale);
            let min_group = basis.policy.limits.min_group;
            let found = movement(members, id, &levels, program.start, &days, min_group)?;
            Some(SkillEvidence {
                skill: skill.id.clone(),
                name: name_of(&framework.skills, id, |skill| &skill.name),
                proficient_from: skill.data.proficient_from,
                highest: levels.last().copied().unwrap_or(Level(0)),
                people: found.people,
                before_on: program.start,
                before_mean: found.before.levels(),
                after_on: found.after.map(|(day, _)| day),
                after_mean: found.after.map(|(_, mean)| mean.levels()),
                bands: found
                    .bands
                    .iter()
                    .map(|band| LevelBand {
                        from: band.from,
                        to: band.to,
                        before: band.before,
                        after: band.after,
                    })
                    .collect(),
            })
        })
        .collect();
    evidence.sort_by(|a, b| b.people.cmp(&a.people).then_with(|| a.name.cmp(&b.name)));
    evidence
}

/// The days on which figures become known: the ends of the months of a program, and its last day.
/// A program of centuries shows the last hundred.
fn published(start: Date, last: Date) -> Vec<Date> {
    let ends = (0..100).map(|back| last.plus_months(-back).month_end()).take_while(|end| *end > start);
    let mut days: Vec<Date> = ends.filter(|end| *end < last).chain([last]).collect();
    days.sort_unstable();
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_become_known_at_month_ends_and_at_the_end() {
        let days = |start: &str, last: &str| {
            let days = published(start.parse().unwrap(), last.parse().unwrap());
            days.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(days("2026-10-05", "2026-10-30"), ["2026-10-30"]);
        assert_eq!(
            days("2026-06-01", "2026-09-20"),
            ["2026-06-30", "2026-07-31", "2026-08-31", "2026-09-20"]
        );
        assert_eq!(days("2026-08-31", "2026-09-30"), ["2026-09-30"]);
        assert_eq!(days("0001-01-01", "9999-12-31").len(), 100);
    }
}
