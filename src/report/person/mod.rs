//! One person's own sheet, for the person and their mentor or manager: where goals and levels stand,
//! and what comes next. Private: it holds ratings, and a streak. Nobody is compared with anybody.
//!
//! Here is the sheet as a whole; each of its parts has its own file.

mod goals;
mod levels;
mod offers;
mod practice;
mod tier;
mod upcoming;

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

pub use goals::{GoalState, Goals, LevelAim, MovedDate, PaceSoFar, PersonGoal, UseAtWork, UseState};
pub use levels::{Chart, ChartStep, Claim, LevelStep, RatingGiven, SkillDevelopment, StatedLevel};
pub use offers::{Offers, SkillToAsk};
pub use practice::{AspirationServed, Busiest, FeedbackGiven, FormatsOfQuarter, LearningLoad, TypeCount};
pub use tier::{
    CredentialAsked, ElectiveOption, ElectivesAsked, ModulePath, PathModule, SkillAsked, TierAhead,
};
pub use upcoming::{NextStep, NextStepKind, PersonAward, SecondTry, SecondTryState};

use super::basis::{Basis, Header, name_of};
use super::change::Person as Named;
use crate::calendar::Date;
use crate::load::{Directory, Handle};
use crate::progress::level::Levels;
use crate::progress::presence::Presence;
use crate::progress::streak;
use crate::record::{Id, Person, SkillHistory};

/// The sheet of one person.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PersonSheet {
    /// What every report begins with.
    pub header: Header,
    /// Whose sheet it is.
    pub person: Named,
    /// The role's name; null where the profile could not be read.
    pub role: Option<String>,
    /// The tier's name.
    pub tier: Option<String>,
    /// The team's name.
    pub team: Option<String>,
    /// The mentors, the first one first.
    pub mentors: Vec<Named>,
    /// The manager.
    pub manager: Option<Named>,
    /// The first day in the learning repository.
    pub started: Option<Date>,
    /// The last day, of somebody who has left or will.
    pub left: Option<Date>,
    /// Whether the person is there today.
    pub presence: PresenceToday,
    /// The last day of the time away that today lies in.
    pub away_until: Option<Date>,
    /// The goals, by where they stand.
    pub goals: Goals,
    /// How far the person is on the way to the tier that they work towards.
    pub tier_ahead: Option<TierAhead>,
    /// How far the person is on the module path of that tier's role.
    pub path: Option<ModulePath>,
    /// Every skill with a rating, the one rated last first.
    pub skills: Vec<SkillDevelopment>,
    /// Hours of learning a week: now, at most, and set aside. Null where none are asked for: of
    /// somebody who is not there today.
    pub load: Option<LearningLoad>,
    /// For how many consecutive weeks there is an entry; for the person alone.
    pub streak_weeks: Option<usize>,
    /// What sorts of learning the entries of this quarter and of the last one tell of, the
    /// present one first.
    pub formats: Vec<FormatsOfQuarter>,
    /// What falls due, the earliest first.
    pub next: Vec<NextStep>,
    /// The awards that stand, the latest first.
    pub awards: Vec<PersonAward>,
    /// What is done about ratings that were not enough yet, the latest first.
    pub second_tries: Vec<SecondTry>,
    /// What the person wants to become, and what serves it.
    pub aspiration: Option<AspirationServed>,
    /// Who offers help with a skill that a goal or the tier still needs, by skill.
    pub to_ask: Vec<SkillToAsk>,
    /// What the person said of modules, the latest first.
    pub feedback: Vec<FeedbackGiven>,
}

/// Whether somebody is there today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PresenceToday {
    /// At work.
    Present,
    /// Begins later.
    NotStarted,
    /// Away for a time.
    Away,
    /// Has left.
    Left,
    /// The profile could not be read.
    Unknown,
}

impl From<Presence> for PresenceToday {
    fn from(presence: Presence) -> Self {
        match presence {
            Presence::Present => Self::Present,
            Presence::NotStarted => Self::NotStarted,
            Presence::Away => Self::Away,
            Presence::Left => Self::Left,
            Presence::Unknown => Self::Unknown,
        }
    }
}

/// What the parts of the sheet are computed from.
struct Part<'a> {
    basis: &'a Basis,
    person: &'a Person,
    levels: Levels<'a>,
    today: Date,
}

impl Part<'_> {
    fn skill_name(&self, id: &str) -> String {
        name_of(&self.basis.framework().skills, id, |skill| &skill.name)
    }

    fn label(&self, level: crate::record::Level) -> Option<String> {
        self.basis.vocabulary().label(level).map(str::to_owned)
    }

    fn present_skill<'b>(&'b self, id: &'b str) -> &'b str {
        self.basis.framework().skills.get(id).map_or(id, |record| record.id.as_str())
    }
}

/// The sheet of `person`, with their history where it was loaded. `unread` of their files are left
/// out, `offers` are those of everybody, `texts` tell since when the texts of levels stand.
#[must_use]
pub fn view(
    basis: &Basis,
    person: &Person,
    unread: usize,
    offers: &Offers,
    texts: &BTreeMap<Id, SkillHistory>,
) -> PersonSheet {
    let today = basis.today;
    let levels = Levels::of(person, &basis.framework().skills, &basis.limits);
    let part = Part { basis, person, levels, today };
    let profile = person.profile();
    let roles = &basis.framework().roles;
    let goals = goals::goals(&part);
    let tier_ahead = tier::tier_ahead(&part);
    let away_until = profile.and_then(|profile| {
        let current = profile.away.iter().filter(|away| (away.start..=away.end).contains(&today));
        current.map(|away| away.end).max()
    });
    let presence = Presence::of(profile, today);
    PersonSheet {
        header: basis.header(unread),
        person: basis.named(&person.handle, profile),
        role: profile.map(|profile| name_of(roles, &profile.role, |role| &role.name)),
        tier: profile.map(|profile| {
            let role = roles.get(&profile.role);
            role.map_or_else(|| profile.tier.to_string(), |role| tier::name(&role.data, &profile.tier))
        }),
        team: profile
            .and_then(|profile| profile.team.as_ref())
            .map(|team| name_of(&basis.groups().teams, team, |team| &team.name)),
        mentors: profile.map_or_else(Vec::new, |profile| colleagues(basis, &profile.mentors)),
        manager: profile
            .and_then(|profile| profile.manager.as_ref())
            .map(|manager| colleague(basis, manager)),
        started: profile.map(|profile| profile.started),
        left: profile.and_then(|profile| profile.left),
        presence: presence.into(),
        away_until: away_until.filter(|_| presence == Presence::Away),
        to_ask: offers.of_others(&part, &wanted(&part, &goals, tier_ahead.as_ref())),
        path: tier::path(&part),
        skills: levels::skills(&part, texts),
        load: practice::load(&part),
        streak_weeks: streak::streak(person, today),
        formats: practice::formats(&part),
        next: upcoming::next(&part),
        awards: upcoming::awards(&part),
        second_tries: upcoming::second_tries(&part),
        aspiration: practice::aspiration(&part),
        feedback: practice::feedback(&part),
        goals,
        tier_ahead,
    }
}

impl PersonSheet {
    /// About how many list items the sheet holds.
    #[must_use]
    pub fn items(&self) -> usize {
        let goals = [&self.goals.active, &self.goals.draft, &self.goals.done, &self.goals.dropped];
        let goals: usize = goals.into_iter().flatten().map(|goal| 2 + goal.moved.len()).sum();
        let skills: usize = self.skills.iter().map(|skill| 2 + skill.steps.len() + skill.ratings.len()).sum();
        let tier = self.tier_ahead.as_ref().map_or(0, |tier| {
            let options: usize = tier.electives.iter().map(|electives| 1 + electives.options.len()).sum();
            tier.skills.len() + tier.credentials.len() + options
        });
        let path = self.path.as_ref().map_or(0, |path| path.modules.len());
        let tries: usize = self.second_tries.iter().map(|attempt| 1 + attempt.actions.len()).sum();
        let asked: usize = self.to_ask.iter().map(|skill| 1 + skill.people.len()).sum();
        goals
            + skills
            + tier
            + path
            + tries
            + asked
            + self.next.len()
            + self.awards.len()
            + self.feedback.len()
    }
}

/// The present ids of the skills in which the person still needs something: for an active goal, or
/// for the tier.
fn wanted(part: &Part<'_>, goals: &Goals, tier: Option<&TierAhead>) -> BTreeSet<String> {
    let aimed = goals.active.iter().filter_map(|goal| goal.skill.as_ref());
    let aimed = aimed.filter(|aim| aim.now.is_none_or(|now| aim.target.is_some_and(|target| now < target)));
    let required = tier.into_iter().flat_map(|tier| &tier.skills).filter(|skill| !skill.met);
    let ids = aimed.map(|aim| &aim.id).chain(required.map(|skill| &skill.id));
    ids.map(|id| part.present_skill(id).to_owned()).collect()
}

/// Somebody else as reports name them, under the present handle.
pub(super) fn colleague(basis: &Basis, handle: &str) -> Named {
    let people = &basis.state.people;
    let present = match people.look_up(handle) {
        Handle::Former(present) => present,
        Handle::Present(_) | Handle::Broken | Handle::Unknown => Id::new(handle),
    };
    basis.named(&present, people.profile(&present).as_deref())
}

fn colleagues(basis: &Basis, handles: &[Id]) -> Vec<Named> {
    handles.iter().map(|handle| colleague(basis, handle)).collect()
}

/// A ratio in percent, rounded; what is not a number above zero is none.
fn percent(ratio: f64) -> u64 {
    (ratio * 100.0).round() as u64
}
