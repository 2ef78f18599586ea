//! How the teams stand: what they need and have, gaps, rates, where people are.
//!
//! For leads it is everything as of today. For the team it is the figures of the last month's end,
//! about groups that are large enough, so that nobody can be told from them.
//!
//! `gathered` says how everybody stood on which day; `asked` what is asked for and why; `gaps`,
//! `key_figures`, `group` and `heat_map` make the parts of a group; `view` is what comes out.

mod asked;
mod gaps;
mod gathered;
mod group;
mod heat_map;
mod key_figures;
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
use crate::load::past::{PastStates, last_months_over};
use crate::record::{Id, SkillHistory};
use crate::report::basis::Basis;
use gathered::{Day, Whose};
use group::Sources;

/// What a team report is about.
pub struct Request<'a> {
    /// The present id of the team; `None`: everybody and each team.
    pub team: Option<&'a Id>,
    /// Who it is for.
    pub audience: Audience,
    /// The day to compare with.
    pub since: Option<Date>,
    /// The learning repository at the ends of months, oldest first, and on `since` where that is
    /// none of them; `None` before the first commit.
    pub past: Option<&'a PastStates>,
    /// Since when the texts of levels stand.
    pub texts: &'a BTreeMap<Id, SkillHistory>,
}

/// The most points of a trend.
pub const TREND_POINTS: usize = 12;

/// The report.
///
/// # Errors
/// Where a state cannot be read.
pub fn report(basis: &Basis, request: &Request<'_>) -> Result<TeamReport, Error> {
    let everybody = basis.everybody()?;
    let today = gathered::today(basis, &everybody.people);
    let earlier = match request.past {
        Some(past) => gathered::earlier(basis, past, &basis.state.history)?,
        None => Vec::new(),
    };
    let ends = last_months_over(basis.today, TREND_POINTS);
    let months: Vec<&Day> = earlier.iter().filter(|day| ends.contains(&day.day)).collect();
    let then = request.since.and_then(|since| earlier.iter().find(|day| day.day == since));
    let sources = Sources {
        basis,
        people: &everybody.people,
        today: &today,
        then,
        months: &months,
        texts: request.texts,
    };
    let mut skills: BTreeSet<Id> = BTreeSet::new();
    let mut make = |whose| {
        let (group, asks) = group::open(&sources, whose);
        skills.extend(asks.into_keys());
        group
    };
    let everyone = request.team.is_none().then(|| make(Whose::Everyone));
    let teams = basis.groups().teams.iter().map(|team| &team.id);
    let teams = teams.filter(|team| request.team.is_none_or(|asked| asked == *team));
    let mut teams: Vec<Group> = teams.map(|team| make(Whose::Team(team))).collect();
    teams.sort_by(|a, b| (a.name.to_lowercase(), &a.id).cmp(&(b.name.to_lowercase(), &b.id)));
    Ok(TeamReport {
        header: basis.header(everybody.unread),
        audience: request.audience,
        figures_of: Some(today.day),
        compared_with: then.map(|day| day.day),
        min_group: basis.policy.limits.min_group as u64,
        everyone,
        teams,
        challenges: together::challenges(basis, &today, request.team),
        offers: together::offers(basis, &everybody.people, &skills),
    })
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
