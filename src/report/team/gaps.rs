//! What a group needs and has: coverage of the needs of the business, what hangs on one person, and
//! gaps by skill.

use super::asked::{Ask, Asks, levels_to_hold};
use super::gathered::{Day, Whose, present_skill};
use super::heat_map::named_skill;
use super::view::{GapRow, Named, NeedRow, SingleHolder};
use crate::calendar::Date;
use crate::progress::priority::Urgency;
use crate::progress::team::{Gaps, Standing};
use crate::record::{Id, Level, Need};
use crate::report::basis::{Basis, name_of};

/// The most gaps that are listed.
const MAX_GAPS: usize = 25;

/// From so many people on, how many exactly is not said.
pub(super) const MANY: u64 = 3;

/// The needs of a group, the most urgent first, nothing withheld.
pub(super) fn needs(basis: &Basis, day: &Day, then: Option<&Day>, whose: Whose<'_>) -> Vec<NeedRow> {
    let mut rows: Vec<(Urgency, NeedRow)> = day
        .needs(whose)
        .into_iter()
        .map(|(team, need)| {
            let at_level = |day: &Day| {
                let skill = present_skill(basis, &need.skill);
                day.standing(Whose::Team(team)).at_least(skill, need.level)
            };
            let exactly = at_level(day);
            let row = NeedRow {
                at_level: Some(exactly.min(MANY)),
                as_of: Some(day.day),
                at_level_then: then.map(|then| at_level(then).min(MANY)),
                exactly: Some(exactly),
                ..need_row(basis, team, need, exactly)
            };
            (Urgency::of_need(need), row)
        })
        .collect();
    rows.sort_by(|a, b| (&a.0, &a.1.skill, a.1.level).cmp(&(&b.0, &b.1.skill, b.1.level)));
    rows.into_iter().map(|(_, row)| row).collect()
}

/// The needs of a group, the most urgent first, each only with whether it is met.
pub(super) fn met_or_not(basis: &Basis, day: &Day, whose: Whose<'_>) -> Vec<NeedRow> {
    let mut rows = needs(basis, day, None, whose);
    for row in &mut rows {
        (row.at_level, row.as_of, row.exactly) = (None, None, None);
    }
    rows
}

/// A need of which nothing is said but whether it is met, by `exactly` so many people.
pub(super) fn need_row(basis: &Basis, team: &Id, need: &Need, exactly: u64) -> NeedRow {
    let met = exactly >= u64::from(need.people);
    let urgency = Urgency::of_need(need);
    NeedRow {
        team: Named { name: name_of(&basis.groups().teams, team, |team| &team.name), id: team.to_string() },
        skill: named_skill(basis, present_skill(basis, &need.skill)),
        level: need.level.0,
        level_name: level_name(basis, need.level),
        people: u64::from(need.people),
        at_level: None,
        as_of: None,
        at_level_then: None,
        exactly: None,
        met: Some(met),
        needed_by: need.needed_by,
        overdue: !met && need.needed_by.is_some_and(|day| basis.today > day),
        driver: urgency.driver().map(str::to_owned),
        rank: urgency.rank(),
    }
}

/// What the scale calls a level.
pub(super) fn level_name(basis: &Basis, level: Level) -> Option<String> {
    let label = basis.vocabulary().scale.get(&level).map(|known| known.label.clone());
    label.filter(|label| !label.trim().is_empty())
}

/// The skills that the business needs and that one person alone has at a level that matters; `holders`
/// says how many people are at a level, where that may be said.
pub(super) fn single_holders(
    basis: &Basis,
    asks: &Asks,
    holders: impl Fn(&str, Level) -> Option<u64>,
) -> Vec<SingleHolder> {
    let mut found = Vec::new();
    for (skill, asks) in asks {
        let levels = levels_to_hold(basis, skill, asks);
        // Of two levels that hang on the same person, the needed one says it.
        let alone = levels.iter().filter(|(level, _)| holders(skill, **level) == Some(1));
        if let Some((level, needed)) = alone.max_by_key(|(level, needed)| (**needed, level.0)) {
            found.push(SingleHolder {
                skill: named_skill(basis, skill),
                level: level.0,
                level_name: level_name(basis, *level),
                needed: *needed,
            });
        }
    }
    found.sort_by(|a, b| a.skill.cmp(&b.skill));
    found
}

/// What a group lacks.
pub(super) struct Lacking {
    /// The most urgent gaps.
    pub(super) gaps: Vec<GapRow>,
    /// How many more there are.
    pub(super) more: u64,
    /// The skills without a gap.
    pub(super) covered: Vec<Named>,
}

/// The gaps of a group, nothing withheld.
pub(super) fn lacking(basis: &Basis, day: &Day, standing: &Standing, asks: &Asks) -> Lacking {
    let mut rows: Vec<(Urgency, GapRow)> = Vec::new();
    let mut covered = Vec::new();
    for (skill, asks) in asks {
        let gaps = standing.gaps(skill);
        let open = |ask: &&Ask| match (ask.is_need, standing.asked.get(skill)) {
            (true, _) => ask.missing > 0,
            (false, Some(levels)) => levels.get(&ask.level).is_some_and(|gaps| gaps.covered < gaps.asked()),
            (false, None) => false,
        };
        match asks.iter().filter(open).map(|ask| &ask.urgency).min() {
            Some(urgency) => {
                let lowest = asks.iter().map(|ask| ask.level).min();
                let absent = lowest.map(|level| standing.at_least(skill, level) == 0);
                let row = GapRow { absent, ..gap_row(basis, skill, asks, urgency, Some((gaps, day.day))) };
                rows.push((urgency.clone(), row));
            }
            None => covered.push(named_skill(basis, skill)),
        }
    }
    sorted(rows, covered)
}

/// The gap in one skill; `counts` are left out where they are withheld.
pub(super) fn gap_row(
    basis: &Basis,
    skill: &str,
    asks: &[Ask],
    urgency: &Urgency,
    counts: Option<(Gaps, Date)>,
) -> GapRow {
    let missing = asks.iter().any(|ask| ask.is_need).then(|| asks.iter().map(|ask| ask.missing).max());
    GapRow {
        skill: named_skill(basis, skill),
        asked: counts.map(|(gaps, _)| gaps.asked()),
        covered: counts.map(|(gaps, _)| gaps.covered),
        moderate: counts.map(|(gaps, _)| gaps.moderate),
        critical: counts.map(|(gaps, _)| gaps.critical),
        as_of: counts.map(|(_, day)| day),
        missing_for_needs: missing.flatten(),
        absent: None,
        needed_by: urgency.needed_by(),
        driver: urgency.driver().map(str::to_owned),
        rank: urgency.rank(),
    }
}

/// The most urgent gaps first; of equally urgent ones those that more people have, then by name.
pub(super) fn sorted(mut rows: Vec<(Urgency, GapRow)>, mut covered: Vec<Named>) -> Lacking {
    let size = |row: &GapRow| std::cmp::Reverse((row.critical, row.moderate));
    rows.sort_by(|a, b| (&a.0, size(&a.1), &a.1.skill).cmp(&(&b.0, size(&b.1), &b.1.skill)));
    covered.sort();
    let more = rows.len().saturating_sub(MAX_GAPS) as u64;
    let gaps = rows.into_iter().take(MAX_GAPS).map(|(_, row)| row).collect();
    Lacking { gaps, more, covered }
}
