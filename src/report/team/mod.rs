//! How the teams stand: what they need and have, gaps, rates, where people are.
//!
//! For leads it is everything as of today. For the team it is the figures of the last month's end,
//! about groups that are large enough, so that nobody can be told from them.
//!
//! `gathered` says how everybody stood on which day; `asked` what is asked for and why; `gaps`,
//! `key_figures`, `group` and `heat_map` make the parts of a group for leads; `shared` makes them for
//! the team, and `months` says at which ends of months a figure is published; `view` is what comes out.

mod asked;
mod gaps;
mod gathered;
mod group;
mod heat_map;
mod key_figures;
mod months;
mod shared;
mod together;
mod view;

pub use heat_map::{Age, HeatCell, HeatMap, HeatRow, MAX_COLUMNS};
pub use view::{
    Audience, Challenge, Counted, GapRow, Group, KeyFigure, KeyFigureId, ModuleRow, Named, NeedRow, Offer,
    Participation, Reading, SingleHolder, TeamReport, TierRow, TrendPoint, Unit,
};

use std::collections::{BTreeMap, BTreeSet};

use crate::calendar::Date;
use crate::error::Error;
use crate::load::past::{PastStates, last_months_over, months_over};
use crate::record::{Id, Person, SkillHistory};
use crate::report::basis::{Basis, Everybody};
use asked::Asks;
use gathered::{Day, Whose};
use group::Sources;
use months::Months;
use shared::Shared;

/// What a team report is about.
pub struct Request<'a> {
    /// The present id of the team; `None`: everybody and each team.
    pub team: Option<&'a Id>,
    /// Who it is for.
    pub audience: Audience,
    /// The day to compare with.
    pub since: Option<Date>,
    /// The learning repository on the days that [`days`] names; `None` before the first commit.
    pub past: Option<&'a PastStates>,
    /// Since when the texts of levels stand.
    pub texts: &'a BTreeMap<Id, SkillHistory>,
}

/// The most points of a trend.
pub const TREND_POINTS: usize = 12;

/// The most ends of months that are looked at, from the first one on: fifty years.
const MOST_MONTHS: usize = 600;

/// The days of which a report needs the states, for a history that begins on `first`: for leads the
/// ends of the last months and the day to compare with, for the team the ends of all months, because
/// what was published once decides what may be published now.
#[must_use]
pub fn days(audience: Audience, first: Date, today: Date, since: Option<Date>) -> Vec<Date> {
    match audience {
        Audience::Lead => {
            let mut days = last_months_over(today, TREND_POINTS);
            days.extend(since.filter(|since| !days.contains(since)));
            days
        }
        Audience::Team => {
            let mut days = months_over(first, today);
            days.truncate(MOST_MONTHS);
            days
        }
    }
}

/// The report. `everybody` is of `basis`, with their histories.
///
/// # Errors
/// Where an earlier state cannot be read.
pub fn report(basis: &Basis, everybody: &Everybody, request: &Request<'_>) -> Result<TeamReport, Error> {
    let earlier = match request.past {
        Some(past) => gathered::earlier(basis, past, &basis.state.history)?,
        None => Vec::new(),
    };
    let mut parts = match request.audience {
        Audience::Lead => for_leads(basis, request, &everybody.people, &earlier),
        Audience::Team => for_the_team(basis, request, &everybody.people, &earlier),
    };
    parts.teams.sort_by(|a, b| (a.name.to_lowercase(), &a.id).cmp(&(b.name.to_lowercase(), &b.id)));
    let mut header = basis.header(everybody.unread);
    header.notices.extend(parts.notice);
    Ok(TeamReport {
        header,
        audience: request.audience,
        figures_of: parts.figures_of,
        compared_with: parts.compared_with,
        min_group: basis.policy.limits.min_group as u64,
        everyone: parts.everyone,
        teams: parts.teams,
        challenges: parts.challenges,
        offers: together::offers(basis, &everybody.people, &parts.skills),
    })
}

/// What differs between the audiences.
#[derive(Default)]
struct Parts {
    figures_of: Option<Date>,
    compared_with: Option<Date>,
    everyone: Option<Group>,
    teams: Vec<Group>,
    challenges: Vec<Challenge>,
    /// The skills that the groups are asked for.
    skills: BTreeSet<Id>,
    notice: Option<String>,
}

impl Parts {
    fn add(&mut self, whose: Whose<'_>, group: Group, asks: Asks) {
        self.skills.extend(group.needs.iter().map(|need| Id::new(need.skill.id.as_str())));
        self.skills.extend(asks.into_keys());
        match whose {
            Whose::Everyone => self.everyone = Some(group),
            Whose::Team(_) => self.teams.push(group),
        }
    }
}

/// The groups that are asked for.
fn groups<'a>(basis: &'a Basis, team: Option<&'a Id>) -> Vec<Whose<'a>> {
    match team {
        Some(team) => vec![Whose::Team(team)],
        None => {
            let teams = basis.groups().teams.iter().map(|team| Whose::Team(&team.id));
            std::iter::once(Whose::Everyone).chain(teams).collect()
        }
    }
}

fn for_leads(basis: &Basis, request: &Request<'_>, people: &[Person], earlier: &[Day]) -> Parts {
    let today = gathered::today(basis, people);
    let ends = last_months_over(basis.today, TREND_POINTS);
    let months: Vec<&Day> = earlier.iter().filter(|day| ends.contains(&day.day)).collect();
    let then = request.since.and_then(|since| earlier.iter().find(|day| day.day == since));
    let sources = Sources { basis, people, today: &today, then, months: &months, texts: request.texts };
    let mut parts = Parts {
        figures_of: Some(today.day),
        compared_with: then.map(|day| day.day),
        challenges: together::challenges(basis, &today, request.team, |program| {
            let reached = today.standing(Whose::Everyone).challenges.get(program);
            Some((reached.copied().unwrap_or_default(), today.day))
        }),
        notice: not_there(request, then),
        ..Parts::default()
    };
    for whose in groups(basis, request.team) {
        let (group, asks) = group::open(&sources, whose);
        parts.add(whose, group, asks);
    }
    parts
}

fn for_the_team(basis: &Basis, request: &Request<'_>, people: &[Person], earlier: &[Day]) -> Parts {
    let cut = request.past.and_then(PastStates::known_since);
    let Some(now) = earlier.len().checked_sub(1).filter(|_| cut.is_none()) else {
        return needs_only(basis, request, people, cut);
    };
    let months = Months { days: earlier, min_group: basis.policy.limits.min_group };
    let then = request.since.and_then(|since| months.at(since));
    let shared = Shared::new(basis, months, now, then);
    let day = |point: Option<usize>| earlier.get(point?);
    let mut parts = Parts {
        figures_of: day(Some(now)).map(|day| day.day),
        compared_with: day(then).map(|day| day.day),
        notice: not_there(request, day(then)),
        ..Parts::default()
    };
    if let Some(day) = day(Some(now)) {
        parts.challenges = together::challenges(basis, day, request.team, |program| shared.reached(program));
    }
    for whose in groups(basis, request.team) {
        if let Some((group, asks)) = shared.group(whose) {
            parts.add(whose, group, asks);
        }
    }
    parts
}

/// What the team sees while no month is over, and where the clone does not hold the whole history:
/// which needs are met.
fn needs_only(basis: &Basis, request: &Request<'_>, people: &[Person], cut: Option<Date>) -> Parts {
    let today = gathered::today(basis, people);
    let mut parts = Parts {
        notice: cut.map(|since| {
            format!(
                "the history before {since} is not in this clone, and figures for the team follow from all \
                 of it; `git fetch --unshallow` brings it"
            )
        }),
        ..Parts::default()
    };
    for whose in groups(basis, request.team) {
        let (id, name) = group::identity(basis, whose);
        let needs = gaps::met_or_not(basis, &today, whose);
        parts.add(whose, shared::met_only(id, name, needs, true), Asks::new());
    }
    parts
}

/// Why there is nothing to compare with, where a day was asked for.
fn not_there(request: &Request<'_>, then: Option<&Day>) -> Option<String> {
    let since = request.since.filter(|_| then.is_none())?;
    Some(format!(
        "there is nothing to compare with: the learning repository has no figures of {since} or before"
    ))
}

/// About how many list items a report holds.
#[must_use]
pub fn items(report: &TeamReport) -> usize {
    let groups = report.everyone.iter().chain(&report.teams);
    let of_group = |group: &Group| {
        let cells = group.heat_map.as_ref().map_or(0, |map| map.rows.len() * (map.skills.len() + 1));
        let trend: usize = group.key_figures.iter().map(|figure| figure.trend.len() + 1).sum();
        let said: usize = group.modules.iter().map(|module| module.missing.len() + 1).sum();
        let lists = group.needs.len() + group.single_holders.len() + group.gaps.len() + group.covered.len();
        1 + cells + trend + said + lists + group.tiers.len()
    };
    let helping: usize = report.offers.iter().map(|offer| offer.people.len() + 1).sum();
    groups.map(of_group).sum::<usize>() + report.challenges.len() + helping
}
