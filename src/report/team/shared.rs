//! One group as its own team sees it: figures of the end of a month, each withheld where it would tell
//! of too few people.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::TREND_POINTS;
use super::asked::{Asks, asks, levels_to_hold};
use super::gaps::{Lacking, MANY, gap_row, need_row, single_holders, sorted};
use super::gathered::{Day, Member, Whose, present_skill};
use super::group::{identity, module_row, sort_modules, tier_rows};
use super::heat_map::named_skill;
use super::key_figures::{self, Parts};
use super::months::{Chain, Months, Published};
use super::view::{
    Counted, GapRow, Group, KeyFigure, KeyFigureId, ModuleRow, NeedRow, Participation, Reading, TierRow,
    TrendPoint,
};
use crate::calendar::Date;
use crate::progress::priority::Urgency;
use crate::progress::team::{Share, Standing};
use crate::record::{Id, Level, Need};
use crate::report::basis::Basis;
use crate::report::privacy::row::row;

/// What the shared figures of all groups are made from.
pub(super) struct Shared<'a> {
    basis: &'a Basis,
    months: Months<'a>,
    /// The end of the month that the report is about.
    now: usize,
    /// The one that it compares with.
    then: Option<usize>,
    /// Who is there, has a goal, wrote an entry. How many people a team has is no secret.
    participation: [Chain; 3],
    /// The two numbers that each key figure is made of; one that is public has none.
    key_figures: BTreeMap<KeyFigureId, (Chain, Chain)>,
    /// Skill that tiers ask for → how many have it, and how many are one level short of it.
    gaps: BTreeMap<Id, (Chain, Chain)>,
}

/// What somebody counts as.
type Counting = fn(&Standing) -> u64;

const PARTICIPATION: [Counting; 3] =
    [|standing| standing.present, |standing| standing.with_goal, |standing| standing.with_entry];

impl<'a> Shared<'a> {
    /// Decides what is published of participation and key figures, for all groups at once.
    pub(super) fn new(basis: &'a Basis, months: Months<'a>, now: usize, then: Option<usize>) -> Self {
        let participation = PARTICIPATION.map(|of| months.chain(|member| Some(of(&member.standing))));
        let parts = |figure: KeyFigureId| {
            let (first, second) = match figure.parts()? {
                Parts::Share(of) => (
                    months.chain(|member| {
                        Some(of(&member.standing)).filter(|it| it.total > 0).map(|it| it.met)
                    }),
                    months.chain(|member| {
                        Some(of(&member.standing)).filter(|it| it.total > 0).map(|it| it.total)
                    }),
                ),
                Parts::Durations(of) => {
                    let chain = || {
                        months.chain(|member| {
                            Some(of(&member.standing).clone()).filter(|times| times.people() > 0)
                        })
                    };
                    (chain(), chain())
                }
            };
            Some((figure, (first, second)))
        };
        let key_figures = key_figures::ALL.into_iter().filter_map(parts).collect();
        let skills: Vec<&Id> = months
            .days
            .get(now)
            .map_or_else(Vec::new, |day| day.standing(Whose::Everyone).asked.keys().collect());
        let gap = |skill: &Id| {
            let asked = |member: &Member| Some(member.standing.gaps(skill)).filter(|gaps| gaps.asked() > 0);
            let having = months.chain(|member| asked(member).map(|gaps| gaps.covered));
            let short = months.chain(|member| asked(member).map(|gaps| gaps.moderate));
            (skill.clone(), (having, short))
        };
        let gaps = skills.into_par_iter().map(gap).collect::<Vec<_>>().into_iter().collect();
        Self { basis, months, now, then, participation, key_figures, gaps }
    }

    fn day(&self, point: usize) -> Option<&'a Day> {
        self.months.days.get(point)
    }

    /// A group, and what it is asked for.
    pub(super) fn group(&self, whose: Whose<'_>) -> Option<(Group, Asks)> {
        let day = self.day(self.now)?;
        let standing = day.standing(whose);
        let small = standing.members < self.months.min_group as u64;
        let (id, name) = identity(self.basis, whose);
        let needs = self.needs(whose, day, small);
        if small {
            return Some((met_only(id, name, needs, true), Asks::new()));
        }
        let asks = asks(self.basis, day, whose, standing);
        let lacking = self.lacking(whose, &asks);
        let group = Group {
            participation: Some(self.participation(whose)),
            single_holders: match whose {
                Whose::Everyone => Vec::new(),
                Whose::Team(_) => self.single_holders(whose, &asks),
            },
            gaps: lacking.gaps,
            more_gaps: lacking.more,
            covered: lacking.covered,
            key_figures: key_figures::ALL.into_iter().map(|figure| self.key_figure(figure, whose)).collect(),
            tiers: match whose {
                Whose::Everyone => self.tiers(),
                Whose::Team(_) => Vec::new(),
            },
            modules: match whose {
                Whose::Everyone => self.modules(),
                Whose::Team(_) => Vec::new(),
            },
            ..met_only(id, name, needs, false)
        };
        Some((group, asks))
    }

    fn participation(&self, whose: Whose<'_>) -> Participation {
        let counted = |(chain, of): (&Chain, Counting)| {
            let stands = chain.of(whose).stands(self.now).and_then(|point| self.day(point));
            let value = stands.and_then(|day| {
                let standing = day.standing(whose);
                of_members(of(standing), standing.members, self.months.min_group)
            });
            Counted { value, as_of: stands.map(|day| day.day) }
        };
        let [present, with_goal, with_entry] = &self.participation;
        let [of_present, of_goal, of_entry] = PARTICIPATION;
        let newest = self.day(self.now);
        Participation {
            members: Counted {
                value: newest.map(|day| day.standing(whose).members),
                as_of: newest.map(|day| day.day),
            },
            present: counted((present, of_present)),
            with_goal: counted((with_goal, of_goal)),
            with_entry: counted((with_entry, of_entry)),
        }
    }

    /// Where it is published how many of a team are at a level.
    fn holding(&self, team: &str, skill: &str, level: Level) -> Published {
        self.months.alone(Whose::Team(team), |member| Some(member.standing.at_least(skill, level)))
    }

    fn needs(&self, whose: Whose<'_>, day: &Day, small: bool) -> Vec<NeedRow> {
        let mut rows: Vec<(Urgency, NeedRow)> = Vec::new();
        for (team, need) in day.needs(whose) {
            let skill = present_skill(self.basis, &need.skill);
            let at = |day: &Day| day.standing(Whose::Team(team)).at_least(skill, need.level);
            let mut row = need_row(self.basis, team, need, at(day));
            let published = self.holding(team, skill, need.level);
            if !small {
                let stands = |point| published.stands(point).and_then(|point| self.day(point));
                row.at_level = stands(self.now).map(|day| at(day).min(MANY));
                row.as_of = stands(self.now).map(|day| day.day);
                row.at_level_then = self.then.and_then(stands).map(|day| at(day).min(MANY));
            }
            row.met = self.met(team, need, &published, self.now);
            row.overdue = row.overdue && row.met == Some(false);
            rows.push((Urgency::of_need(need), row));
        }
        rows.sort_by(|a, b| (&a.0, &a.1.skill, a.1.level).cmp(&(&b.0, &b.1.skill, b.1.level)));
        rows.into_iter().map(|(_, row)| row).collect()
    }

    /// Whether a need of a team is met, as far as that may be said at a point: on the day of the count
    /// that is `published`. Of a team that is too small for counts it is said all the same, unless
    /// everybody in it would be needed, so that it would tell of each.
    fn met(&self, team: &str, need: &Need, published: &Published, point: usize) -> Option<bool> {
        let day = self.day(point)?;
        let members = day.standing(Whose::Team(team)).members;
        let small = members < self.months.min_group as u64;
        let day = match published.stands(point).and_then(|point| self.day(point)) {
            Some(day) => day,
            None if small && u64::from(need.people) < members => day,
            None => return None,
        };
        let skill = present_skill(self.basis, &need.skill);
        let there = day.standing(Whose::Team(team)).at_least(skill, need.level);
        Some(there >= u64::from(need.people))
    }

    /// How many of the needs are met of which that may be said, at each of the `points`.
    fn needs_met(&self, whose: Whose<'_>, points: impl Iterator<Item = usize>) -> Vec<Reading> {
        let mut known: BTreeMap<(&str, &str, Level), Published> = BTreeMap::new();
        let mut readings = Vec::new();
        for (point, day) in points.filter_map(|point| Some((point, self.day(point)?))) {
            let mut share = Share::default();
            for (team, need) in day.needs(whose) {
                let skill = present_skill(self.basis, &need.skill);
                let key = (team.as_str(), skill, need.level);
                let published = known.entry(key).or_insert_with(|| self.holding(team, skill, need.level));
                if let Some(met) = self.met(team, need, published, point) {
                    share.total += 1;
                    share.met += u64::from(met);
                }
            }
            readings.push(Reading {
                value: share.percent().and_then(|percent| i64::try_from(percent).ok()),
                of: Some(share.total),
                met: Some(share.met),
                as_of: Some(day.day),
                ..Reading::default()
            });
        }
        readings
    }

    fn single_holders(&self, whose: Whose<'_>, asks: &Asks) -> Vec<super::SingleHolder> {
        let Whose::Team(team) = whose else { return Vec::new() };
        let mut held: BTreeMap<(&str, Level), u64> = BTreeMap::new();
        for (skill, asks) in asks {
            for level in levels_to_hold(self.basis, skill, asks).into_keys() {
                let stands = self.holding(team, skill, level).stands(self.now);
                if let Some(day) = stands.and_then(|point| self.day(point)) {
                    held.insert((skill, level), day.standing(whose).at_least(skill, level));
                }
            }
        }
        single_holders(self.basis, asks, |skill, level| held.get(&(skill, level)).copied())
    }

    /// The gaps. How many have a skill, and how many are one level short of it, are two figures.
    fn lacking(&self, whose: Whose<'_>, asks: &Asks) -> Lacking {
        let (mut rows, mut covered) = (Vec::new(), Vec::new());
        for (skill, asks) in asks {
            let Some(urgency) = asks.iter().map(|ask| &ask.urgency).min() else { continue };
            let (having, short) = match self.gaps.get(skill) {
                Some((having, short)) => (having.of(whose), short.of(whose)),
                None => Default::default(),
            };
            let stands = having.stands(self.now).and_then(|point| Some((point, self.day(point)?)));
            let gaps = stands.map(|(_, day)| (day.standing(whose).gaps(skill), day.day));
            // That a skill is asked of a few would tell where they want to go.
            if gaps.is_none() && !asks.iter().any(|ask| ask.is_need) {
                continue;
            }
            if gaps.is_some_and(|(gaps, _)| gaps.asked() > 0 && gaps.covered == gaps.asked())
                && asks.iter().all(|ask| ask.missing == 0)
            {
                covered.push(named_skill(self.basis, skill));
                continue;
            }
            let mut row = gap_row(self.basis, skill, asks, urgency, gaps);
            // How many are missing for the needs would tell how many there are.
            row.missing_for_needs = None;
            if !stands.is_some_and(|(point, _)| short.at(point)) {
                (row.moderate, row.critical) = (None, None);
            }
            withhold_few(&mut row, self.months.min_group);
            rows.push((urgency.clone(), row));
        }
        sorted(rows, covered)
    }

    fn key_figure(&self, figure: KeyFigureId, whose: Whose<'_>) -> KeyFigure {
        let points = self.months.days.len();
        let enough = |reading: &Reading| match (reading.met, reading.of) {
            (Some(met), Some(of)) => of_members(met, of, self.months.min_group).is_some(),
            _ => true,
        };
        let reading_on = |point: usize| self.day(point).map(|day| figure.reading(day, whose, self.basis));
        let Some((first, second)) = self.key_figures.get(&figure) else {
            let first = points.saturating_sub(TREND_POINTS);
            let trend = self.needs_met(whose, first..points).into_iter().filter_map(|reading| {
                Some(TrendPoint { date: reading.as_of?, value: reading.value, withheld: false })
            });
            let at = |point: usize| self.needs_met(whose, std::iter::once(point)).pop();
            let now = at(self.now).unwrap_or_default();
            return figure.row(now, self.then.and_then(at), trend.collect(), self.basis);
        };
        let published = first.of(whose).and(&second.of(whose));
        let reading = |point: usize| {
            let newest = reading_on(point).unwrap_or_default();
            let nothing = newest.of.is_none_or(|of| of == 0);
            match published.stands(point).and_then(reading_on).filter(enough) {
                Some(standing) => Reading { withheld: !published.at(point), ..standing },
                // That nobody has anything to count yet is no secret.
                None => Reading { withheld: !nothing, as_of: newest.as_of, ..Reading::default() },
            }
        };
        let trend = (points.saturating_sub(TREND_POINTS)..points)
            .filter_map(|point| {
                let (day, newest) = (self.day(point)?, reading_on(point)?);
                let shown = published.at(point) && enough(&newest);
                let value = newest.value.filter(|_| shown);
                Some(TrendPoint { date: day.day, value, withheld: !shown && newest.of != Some(0) })
            })
            .collect();
        figure.row(reading(self.now), self.then.map(reading), trend, self.basis)
    }

    /// How many of everybody are where. A single team has too few people in each tier for that.
    fn tiers(&self) -> Vec<TierRow> {
        let tier = |member: &Member| member.standing.tiers.keys().next().cloned();
        let published = self.months.alone(Whose::Everyone, tier);
        let Some(day) = published.stands(self.now).and_then(|point| self.day(point)) else {
            return Vec::new();
        };
        let standing = day.standing(Whose::Everyone);
        let rows: Vec<((Id, Id), TierRow)> =
            tier_rows(self.basis).into_iter().filter(|(tier, _)| standing.tiers.contains_key(tier)).collect();
        let count = |tier: &(Id, Id)| standing.tiers.get(tier).map_or(0, |count| count.people);
        let counts: Vec<usize> =
            rows.iter().map(|(tier, _)| usize::try_from(count(tier)).unwrap_or(usize::MAX)).collect();
        let shown = row(&counts, self.months.min_group).cells;
        rows.into_iter()
            .zip(shown)
            .map(|((_, row), shown)| TierRow {
                people: shown.value().map(|people| *people as u64),
                as_of: Some(day.day),
                ..row
            })
            .collect()
    }

    /// What everybody says about modules, where enough people said something. A single team says too
    /// little for that.
    fn modules(&self) -> Vec<ModuleRow> {
        let Some(newest) = self.day(self.now) else { return Vec::new() };
        let said = newest.standing(Whose::Everyone).feedback.keys();
        let row = |module: &Id| {
            let of = |member: &Member| member.standing.feedback.get(module).copied();
            let ratings = self.months.alone(Whose::Everyone, |member| of(member).map(|it| it.ratings));
            let sum = self.months.alone(Whose::Everyone, |member| of(member).map(|it| it.sum));
            let stands = ratings.and(&sum).stands(self.now).and_then(|point| self.day(point));
            let useful =
                stands.and_then(|day| Some((*day.standing(Whose::Everyone).feedback.get(module)?, day.day)));
            useful.map(|useful| module_row(self.basis, module, useful))
        };
        let mut rows: Vec<ModuleRow> = said.filter_map(row).collect();
        sort_modules(&mut rows);
        rows
    }

    /// How many have reached the target of a challenge, and the day that this is of.
    pub(super) fn reached(&self, program: &Id) -> Option<(u64, Date)> {
        let of = |member: &Member| member.standing.challenges.get(program).copied();
        let day = self.day(self.months.alone(Whose::Everyone, of).stands(self.now)?)?;
        Some((day.standing(Whose::Everyone).challenges.get(program).copied().unwrap_or_default(), day.day))
    }
}

/// A group of which nothing is said but which needs are met.
pub(super) fn met_only(id: Option<String>, name: String, needs: Vec<NeedRow>, small: bool) -> Group {
    Group {
        id,
        name,
        small,
        participation: None,
        needs,
        single_holders: Vec::new(),
        gaps: Vec::new(),
        more_gaps: 0,
        covered: Vec::new(),
        key_figures: Vec::new(),
        tiers: Vec::new(),
        modules: Vec::new(),
        heat_map: None,
    }
}

/// A count of some of the members; withheld where these, or the others, are too few.
fn of_members(count: u64, members: u64, min_group: usize) -> Option<u64> {
    let whole = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    let shown = row(&[whole(count), whole(members.saturating_sub(count))], min_group);
    shown.cells.first().and_then(|cell| cell.value()).map(|_| count)
}

/// Withholds the counts of a gap that are about too few people, and those that would tell them.
fn withhold_few(gap: &mut GapRow, min_group: usize) {
    let (Some(asked), Some(covered)) = (gap.asked, gap.covered) else { return };
    let parts = match (gap.moderate, gap.critical) {
        (Some(moderate), Some(critical)) => vec![covered, moderate, critical],
        _ => vec![covered, asked.saturating_sub(covered)],
    };
    let whole = |count: &u64| usize::try_from(*count).unwrap_or(usize::MAX);
    let counts: Vec<usize> = parts.iter().map(whole).collect();
    let shown = row(&counts, min_group);
    let mut cells = shown.cells.iter().map(|cell| cell.value().map(|count| *count as u64));
    gap.asked = shown.total.value().map(|_| asked);
    gap.covered = cells.next().flatten();
    if parts.len() == 3 {
        (gap.moderate, gap.critical) = (cells.next().flatten(), cells.next().flatten());
    }
}
