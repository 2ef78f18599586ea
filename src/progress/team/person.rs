//! What one person contributes to the figures of their groups.

use std::collections::BTreeMap;

use super::{Durations, Gaps, Share, Standing, TierCount, Usefulness};
use crate::calendar::Date;
use crate::progress::application::Applications;
use crate::progress::competence::Beginnings;
use crate::progress::credential::held;
use crate::progress::goal::start;
use crate::progress::history::on_time;
use crate::progress::level::Levels;
use crate::progress::practice::PairedCertifications;
use crate::progress::presence::Presence;
use crate::progress::second_try_outcome::SecondTryOutcomes;
use crate::progress::tier::{Destination, TierProgress, next_tier};
use crate::progress::{Limits, present_id};
use crate::record::{
    Entry, Framework, Goal, GoalStatus, Groups, Id, Level, Person, PersonHistory, Profile, ProgramKind,
    Record,
};

/// What a person is counted against.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// Skills, roles, modules, credentials of the state that is looked at.
    pub framework: &'a Framework,
    /// The framework that says what skills, roles and modules are called in the figures: that of the
    /// newest state, so that figures of several days go together.
    pub names: &'a Framework,
    /// Its teams and programs.
    pub groups: &'a Groups,
    /// The numbers of the policy.
    pub limits: &'a Limits,
    /// The day. What is dated later is not known yet.
    pub day: Date,
}

impl Setting<'_> {
    /// What the figures call a skill.
    fn skill(&self, id: &str) -> Id {
        Id::from(present_id(&self.names.skills, id))
    }

    /// What the figures call a role.
    fn role(&self, id: &str) -> Id {
        Id::from(present_id(&self.names.roles, id))
    }

    /// What the figures call a module.
    fn module(&self, id: &str) -> Id {
        Id::from(present_id(&self.names.modules, id))
    }
}

/// Days, up to the one that is asked about, in which an entry counts as recent: about a quarter.
pub const RECENT_ENTRY_DAYS: i64 = 90;

/// `person` alone.
pub(super) fn standing(person: &Person, history: &PersonHistory, setting: &Setting<'_>) -> Standing {
    let Setting { framework, limits, day, .. } = *setting;
    let presence = Presence::of(person.profile(), day);
    let Some(profile) = person.profile().filter(|_| presence.is_member()) else {
        return Standing::default();
    };
    let levels = Levels::of(person, &framework.skills, limits);
    let mut standing = Standing {
        members: 1,
        present: u64::from(presence.is_present()),
        with_goal: u64::from(person.goals.iter().any(|goal| is_running(goal, day))),
        with_entry: u64::from(person.entries.iter().any(|entry| is_recent(&entry.data, day))),
        applied: applied(person, limits, day),
        on_time: punctuality(person, history, day),
        practised: practised(person, setting),
        second_tries: second_tries(person, setting),
        feedback: feedback(person, setting),
        ..Standing::default()
    };
    for skill in levels.skills() {
        if let Some(found) = levels.on(skill, day) {
            standing.levels.insert(setting.skill(skill), BTreeMap::from([(found.level, 1)]));
        }
    }
    let beginnings = Beginnings::of(person, framework);
    let times = levels.skills().filter_map(|skill| beginnings.time_to_competence(&levels, skill, day));
    standing.competence = Durations::of(times.map(|time| time.days()));
    count_tiers(person, profile, setting, &mut standing);
    count_challenges(person, profile, setting, &levels, &mut standing);
    standing
}

/// Whether a goal is active and has begun; without a known start it has.
fn is_running(goal: &Record<Goal>, day: Date) -> bool {
    goal.data.status() == GoalStatus::Active && start(goal).is_none_or(|first| first <= day)
}

fn is_recent(entry: &Entry, day: Date) -> bool {
    (0..RECENT_ENTRY_DAYS).contains(&entry.date.days_until(day))
}

/// The goals of `person` that were completed by `day`.
fn finished(person: &Person, day: Date) -> impl Iterator<Item = &Record<Goal>> {
    person.goals.iter().filter(move |goal| {
        goal.data.status() == GoalStatus::Done
            && goal.data.completed.is_some_and(|completed| completed <= day)
    })
}

fn share(judged: impl Iterator<Item = bool>) -> Share {
    let (mut met, mut total) = (0, 0);
    for good in judged {
        total += 1;
        met += u64::from(good);
    }
    Share::of(met, total)
}

fn applied(person: &Person, limits: &Limits, day: Date) -> Share {
    let applications = Applications::of(person);
    share(
        finished(person, day)
            .filter(|goal| applications.first(goal).is_none_or(|entry| entry.data.date <= day))
            .filter_map(|goal| applications.within_window(goal, day, limits.window_days)),
    )
}

fn punctuality(person: &Person, history: &PersonHistory, day: Date) -> Share {
    let complete = history.known_since.is_none();
    share(finished(person, day).filter_map(|goal| {
        let versions = history.goal(&goal.id);
        let known = versions.iter().position(|version| version.since > day).unwrap_or(versions.len());
        on_time(goal, versions.get(..known).unwrap_or_default(), complete)
    }))
}

fn practised(person: &Person, setting: &Setting<'_>) -> Share {
    let paired = PairedCertifications::of(person, setting.framework, setting.day);
    Share::of(paired.paired, paired.total)
}

fn second_tries(person: &Person, setting: &Setting<'_>) -> Share {
    let tries = SecondTryOutcomes::of(person, setting.framework, setting.day);
    Share::of(tries.succeeded, tries.total)
}

fn feedback(person: &Person, setting: &Setting<'_>) -> BTreeMap<Id, Usefulness> {
    let mut feedback: BTreeMap<&str, Usefulness> = BTreeMap::new();
    for entry in person.entries.iter().map(|record| &record.data).filter(|entry| entry.date <= setting.day) {
        let useful = entry.feedback.as_ref().and_then(|feedback| feedback.useful);
        if let (Some(module), Some(useful)) = (&entry.module, useful) {
            let module = feedback.entry(present_id(&setting.framework.modules, module)).or_default();
            module.ratings += 1;
            module.sum += u64::from(useful);
            module.people = 1;
        }
    }
    feedback.into_iter().map(|(module, usefulness)| (setting.module(module), usefulness)).collect()
}

/// Where the person is, where they are going, and what is missing on the way.
fn count_tiers(person: &Person, profile: &Profile, setting: &Setting<'_>, standing: &mut Standing) {
    let Setting { framework, limits, day, .. } = *setting;
    let towards = |destination| TierProgress::towards(person, destination, framework, day, limits);
    let way = Destination::of(profile, &framework.roles).and_then(towards);
    if let Some(way) = &way {
        let destination = (setting.role(&way.destination.role.id), way.destination.tier.id.clone());
        standing.destinations.insert(destination, 1);
        for part in &way.requirements {
            let level = part.requirement.level;
            let gaps = BTreeMap::from([(level, Gaps::of(part.coverage))]);
            standing.asked.insert(setting.skill(part.skill), gaps);
        }
    }
    // A tier that the role does not have is no tier.
    let Some(role) = framework.roles.get(&profile.role) else { return };
    if !role.data.tiers.iter().any(|tier| tier.id == profile.tier) {
        return;
    }
    let next = next_tier(&role.data, &profile.tier).and_then(|tier| {
        let is_way = |way: &&TierProgress<'_>| {
            way.destination.role.id == role.id && way.destination.tier.id == tier.id
        };
        match way.as_ref().filter(is_way) {
            Some(way) => Some((way.met(), way.total())),
            None => towards(Destination { role, tier }).map(|way| (way.met(), way.total())),
        }
    });
    let nearly_next = next.is_some_and(|(met, total)| total.saturating_sub(met) <= 1);
    let count = TierCount { people: 1, nearly_next: u64::from(nearly_next) };
    standing.tiers.insert((setting.role(&role.id), profile.tier.clone()), count);
}

/// The challenges that the person takes part in, and whether they have reached the target.
fn count_challenges(
    person: &Person,
    profile: &Profile,
    setting: &Setting<'_>,
    levels: &Levels<'_>,
    standing: &mut Standing,
) {
    let Setting { framework, groups, day, .. } = *setting;
    for id in &profile.programs {
        let Some(program) = groups.programs.get(id) else { continue };
        let target = program.data.target.as_ref().filter(|_| program.data.kind == ProgramKind::Challenge);
        let Some(target) = target else { continue };
        let skilled = target.skill.as_ref().is_some_and(|skill| {
            let proficient = framework.skills.get(skill).map(|record| record.data.proficient_from);
            let asked: Option<Level> = target.level.or(proficient);
            levels.on(skill, day).zip(asked).is_some_and(|(found, asked)| found.level >= asked)
        });
        let certified = target.credential.as_ref().is_some_and(|credential| {
            let credential = present_id(&framework.credentials, credential);
            held(person, &framework.credentials, day).contains(credential)
        });
        standing.challenges.insert(program.id.clone(), u64::from(skilled || certified));
    }
}
