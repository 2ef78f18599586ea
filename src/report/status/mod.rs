//! The status of one person, or what the next days hold for everybody: dates, progress and load.
//! How it reads is in `output/`; what goes into a calendar is chosen from the same dates.
//!
//! A status is private: it is for a terminal, not for posting.

mod dates;
mod schedule;
mod team;

use schemars::JsonSchema;
use serde::Serialize;

pub use dates::{DateKind, StatusDate};
pub use schedule::Schedule;
pub use team::{DAYS_AHEAD, TeamStatus};

use super::basis::{Basis, Everybody, Header, name_of};
use super::change::Person as Named;
use crate::calendar::Date;
use crate::progress::application::{ApplicationState, Applications, last_day, place};
use crate::progress::load::{Load, Peak, allowance, exceeds};
use crate::progress::presence::Presence;
use crate::progress::tier::{PathProgress, TierProgress};
use crate::record::{Person, Profile, Tier};

/// What `milepost status` says: about one person, or about everybody.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Status {
    /// What every report begins with.
    pub header: Header,
    /// The person whose status it is; null: everybody's dates are in `team`.
    pub person: Option<PersonStatus>,
    /// The dates of everybody; null where it is the status of one person.
    pub team: Option<TeamStatus>,
}

/// Where one person stands.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PersonStatus {
    /// Who it is.
    pub who: Named,
    /// The tier and role, as people call them; null without a profile that can be read.
    pub position: Option<String>,
    /// Whether the person is there today.
    pub presence: PresenceState,
    /// The first day, where it is still to come; the last day, for somebody who has left; the last
    /// day away, for somebody who is away; otherwise null.
    pub presence_date: Option<Date>,
    /// Whether what is between the person and their plan is among the dates: second tries, and
    /// windows that closed without use. Only in the person's own terminal.
    pub own: bool,
    /// Times away that have not ended, the earliest first.
    pub away: Vec<TimeAway>,
    /// What has passed and still waits to be done, the earliest first. For somebody who is away it
    /// waits until they are back.
    pub late: Vec<StatusDate>,
    /// What comes next, the earliest first: of each goal its next date.
    pub next: Vec<StatusDate>,
    /// Goals with a plan to use the skill at work that still can be kept, the last day first.
    pub applications: Vec<ApplicationWindow>,
    /// How far the person is on the way to a tier; null where none is known.
    pub tier: Option<Progress>,
    /// How far the person is on the role's path of modules; null where there is none.
    pub path: Option<Progress>,
    /// What the goals ask of a week; null on a day on which the person is not there.
    pub load: Option<WeekLoad>,
    /// How many goals are being worked on.
    pub active_goals: usize,
    /// Where the first goal would be written; null where there is an active one.
    pub first_goal_path: Option<String>,
}

/// Whether somebody is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PresenceState {
    /// Started, has not left, and is not away.
    Present,
    /// The first day is still to come.
    NotStarted,
    /// Away today.
    Away,
    /// Has left, or the records are gone.
    Left,
    /// There is no profile that can be read.
    Unknown,
}

/// A time away from work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct TimeAway {
    /// The first day away.
    pub start: Date,
    /// The last day away.
    pub end: Date,
}

/// A plan to use a skill at work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ApplicationWindow {
    /// The id of the goal that it belongs to.
    pub goal: String,
    /// The title of that goal.
    pub title: String,
    /// What will be done; null where the goal says nothing.
    pub what: Option<String>,
    /// Where it will be done; null where the goal says nothing.
    pub place: Option<String>,
    /// The day on which the window opens: the goal's deadline, or the day on which it was reached.
    pub opens: Date,
    /// The last day for it.
    pub until: Date,
    /// Days from today to the last day.
    pub days_left: i64,
    /// Whether the window is open today.
    pub open: bool,
}

/// How far somebody is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Progress {
    /// What is worked towards, as people call it.
    pub towards: String,
    /// How much of it is there.
    pub met: u64,
    /// How much is asked; more than zero.
    pub total: u64,
}

/// What the goals ask of a week.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct WeekLoad {
    /// Hours a week of the goals that run today.
    pub hours: f64,
    /// Hours a week that are set aside for learning.
    pub allowance: f64,
    /// Whether that is more than is set aside.
    pub over: bool,
    /// Goals that run today and do not say how many hours they take.
    pub without_hours: usize,
    /// The heaviest days from today on, where they ask for more than today; null otherwise.
    pub peak: Option<PeakAhead>,
}

/// The heaviest days ahead.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PeakAhead {
    /// The first of these days.
    pub first: Date,
    /// The last of these days.
    pub last: Date,
    /// Hours a week on each of them.
    pub hours: f64,
    /// Whether that is more than is set aside for learning.
    pub over: bool,
}

impl Status {
    /// The status of `person`, with `unread` files left out. `own`: whether the person themselves
    /// reads it in their own terminal; what is between them and their plan is said only then.
    #[must_use]
    pub fn of_person(basis: &Basis, person: &Person, unread: usize, own: bool) -> Self {
        let status = PersonStatus::of(basis, person, own);
        Self { header: basis.header(unread), person: Some(status), team: None }
    }

    /// The dates of everybody in the next [`DAYS_AHEAD`] days.
    #[must_use]
    pub fn of_everybody(basis: &Basis, everybody: &Everybody) -> Self {
        let team = TeamStatus::of(basis, &everybody.people);
        Self { header: basis.header(everybody.unread), person: None, team: Some(team) }
    }
}

impl PersonStatus {
    fn of(basis: &Basis, person: &Person, own: bool) -> Self {
        let today = basis.today;
        let profile = person.profile();
        let presence = Presence::of(profile, today);
        let gone = presence == Presence::Left;
        let dates = if gone { Vec::new() } else { dates::of(basis, person, own) };
        let (late, next) = dates::late_and_next(dates);
        let active_goals = if gone { 0 } else { dates::active(person).count() };
        Self {
            who: basis.named(&person.handle, profile.filter(|profile| !profile.erased)),
            position: profile.filter(|profile| !profile.erased).map(|profile| position(basis, profile)),
            presence: state(presence),
            presence_date: presence_date(presence, profile, today),
            own,
            away: if gone { Vec::new() } else { away(profile, today) },
            late,
            next,
            applications: if gone { Vec::new() } else { applications(basis, person) },
            tier: if gone { None } else { tier(basis, person) },
            path: if gone { None } else { path(basis, person) },
            load: profile.and_then(|profile| load(basis, person, profile)),
            active_goals,
            first_goal_path: (active_goals == 0 && !gone)
                .then(|| format!("people/{}/goals/{today}-SLUG.yaml", person.handle)),
        }
    }
}

fn state(presence: Presence) -> PresenceState {
    match presence {
        Presence::Present => PresenceState::Present,
        Presence::NotStarted => PresenceState::NotStarted,
        Presence::Away => PresenceState::Away,
        Presence::Left => PresenceState::Left,
        Presence::Unknown => PresenceState::Unknown,
    }
}

fn presence_date(presence: Presence, profile: Option<&Profile>, today: Date) -> Option<Date> {
    let profile = profile?;
    match presence {
        Presence::NotStarted => Some(profile.started),
        Presence::Left => profile.left.filter(|_| !profile.erased),
        Presence::Away => {
            let now = profile.away.iter().filter(|away| (away.start..=away.end).contains(&today));
            now.map(|away| away.end).max()
        }
        Presence::Present | Presence::Unknown => None,
    }
}

fn away(profile: Option<&Profile>, today: Date) -> Vec<TimeAway> {
    let periods = profile.into_iter().flat_map(|profile| &profile.away);
    let ahead = periods.filter(|away| away.start <= away.end && away.end >= today);
    let mut ahead: Vec<TimeAway> = ahead.map(|away| TimeAway { start: away.start, end: away.end }).collect();
    ahead.sort_unstable();
    ahead.dedup();
    ahead
}

/// `Mid · Backend engineer`, or the tier alone where it names the role: the words of the role's
/// record, else the ids.
fn position(basis: &Basis, profile: &Profile) -> String {
    let roles = &basis.framework().roles;
    let tier = roles
        .get(&profile.role)
        .and_then(|role| role.data.tiers.iter().find(|tier| tier.id == profile.tier).map(tier_name));
    let role = name_of(roles, &profile.role, |role| &role.name);
    let tier = tier.unwrap_or(&profile.tier);
    if tier.contains(&role) { tier.to_owned() } else { format!("{tier} · {role}") }
}

fn tier_name(tier: &Tier) -> &str {
    tier.name.as_deref().filter(|name| !name.trim().is_empty()).unwrap_or(&tier.id)
}

fn tier(basis: &Basis, person: &Person) -> Option<Progress> {
    let progress = TierProgress::of(person, basis.framework(), basis.today, &basis.limits)?;
    let destination = progress.destination;
    let (role, tier) = (&destination.role.data.name, tier_name(destination.tier));
    let own = person.profile().is_some_and(|profile| {
        basis.framework().roles.get(&profile.role).is_some_and(|role| role.id == destination.role.id)
    });
    let towards = if own { tier.to_owned() } else { format!("{tier} · {role}") };
    let total = progress.total();
    (total > 0).then(|| Progress { towards, met: progress.met(), total })
}

fn path(basis: &Basis, person: &Person) -> Option<Progress> {
    let path = PathProgress::of(person, basis.framework(), basis.today)?;
    let towards = "Path of modules".to_owned();
    (path.total > 0).then_some(Progress { towards, met: path.taken, total: path.total })
}

fn load(basis: &Basis, person: &Person, profile: &Profile) -> Option<WeekLoad> {
    let load = Load::on(person, basis.today)?;
    let allowance = allowance(profile, basis.policy.limits.hours_per_week);
    let peak = Peak::ahead(person, basis.today)
        .filter(|peak| exceeds(peak.load.hours_per_week, load.hours_per_week))
        .map(|peak| PeakAhead {
            first: peak.first,
            last: peak.last,
            hours: peak.load.hours_per_week,
            over: exceeds(peak.load.hours_per_week, allowance),
        });
    Some(WeekLoad {
        hours: load.hours_per_week,
        allowance,
        over: exceeds(load.hours_per_week, allowance),
        without_hours: load.without_hours.len(),
        peak,
    })
}

/// The plans that can still be kept.
fn applications(basis: &Basis, person: &Person) -> Vec<ApplicationWindow> {
    let (today, days) = (basis.today, basis.limits.window_days);
    let applied = Applications::of(person);
    let mut windows: Vec<ApplicationWindow> = person
        .goals
        .iter()
        .filter_map(|goal| {
            let open = match applied.state(goal, today, days) {
                ApplicationState::Planned => false,
                ApplicationState::Open => true,
                ApplicationState::None
                | ApplicationState::Lapsed
                | ApplicationState::Applied { .. }
                | ApplicationState::Late { .. } => return None,
            };
            // Without a plan there is nothing to keep, until the window is open.
            if goal.data.application.is_none() && !open {
                return None;
            }
            let until = last_day(&goal.data, days);
            Some(ApplicationWindow {
                goal: goal.id.to_string(),
                title: goal.data.title.clone(),
                what: goal.data.application.as_ref().map(|plan| plan.what.clone()),
                place: place(&goal.data).map(str::to_owned),
                opens: goal.data.completed.map_or(goal.data.deadline, |done| done.min(goal.data.deadline)),
                until,
                days_left: today.days_until(until),
                open,
            })
        })
        .collect();
    windows.sort_by(|a, b| (a.until, &a.goal).cmp(&(b.until, &b.goal)));
    windows
}
