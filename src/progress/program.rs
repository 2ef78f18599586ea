//! What a program is about: its skills, its members, and how many of them were at its sessions. What
//! may be said of a small program is for reports to decide.

use std::collections::BTreeSet;

use super::credential::held;
use super::level::level;
use super::money::Money;
use super::presence::Presence;
use super::{Limits, present_id};
use crate::calendar::Date;
use crate::record::{Framework, Id, Person, Profile, Program, ProgramTarget, Records, Session};

/// Whether `person` is a member of `program` (a present or former id) on `day`: the profile names
/// it, and the person has started and has not left. People who are away are members.
#[must_use]
pub fn is_member(person: &Person, program: &str, programs: &Records<Program>, day: Date) -> bool {
    let program = present_id(programs, program);
    let named =
        |profile: &Profile| profile.programs.iter().any(|named| present_id(programs, named) == program);
    match Presence::of(person.profile(), day) {
        Presence::Present | Presence::Away => person.profile().is_some_and(named),
        Presence::NotStarted | Presence::Left | Presence::Unknown => false,
    }
}

/// The skills that `program` is about, by their present ids: those that its modules teach, and those
/// that its target and the goal it fills in aim at, by skill, module or credential.
#[must_use]
pub fn skills<'a>(program: &'a Program, framework: &'a Framework) -> BTreeSet<&'a str> {
    let goal = program.goal.as_ref();
    let target = program.target.as_ref();
    let modules = program.modules.iter().chain(goal.into_iter().flat_map(|goal| &goal.modules));
    let taught = modules
        .filter_map(|id| framework.modules.get(id))
        .flat_map(|module| module.data.teaches.iter().map(|teaching| &teaching.skill));
    let credentials = goal.and_then(|goal| goal.credential.as_ref());
    let credentials = credentials.into_iter().chain(target.and_then(|target| target.credential.as_ref()));
    let credited = credentials.filter_map(|id| framework.credentials.get(id)).flat_map(|credential| {
        let required = credential.data.requires.iter().map(|required| &required.skill);
        credential.data.skills.iter().chain(required)
    });
    let aimed = goal.and_then(|goal| goal.skill.as_ref());
    let aimed = aimed.into_iter().chain(target.and_then(|target| target.skill.as_ref()));
    taught.chain(credited).chain(aimed).map(|skill: &Id| present_id(&framework.skills, skill)).collect()
}

/// Whether `person` has what a program wants many to reach, on `day`: the skill at the target's level
/// (where it names none, the level from which the skill counts as proficient), the credential, or
/// both. `None` where the target names nothing that could be read.
#[must_use]
pub fn reaches(
    person: &Person,
    target: &ProgramTarget,
    framework: &Framework,
    limits: &Limits,
    day: Date,
) -> Option<bool> {
    let skill = target.skill.as_ref().map(|id| {
        let skill = framework.skills.get(id)?;
        let asked = target.level.unwrap_or(skill.data.proficient_from);
        Some(level(person, &framework.skills, id, day, limits).is_some_and(|found| found.level >= asked))
    });
    let credential = target.credential.as_ref().map(|id| {
        let credential = framework.credentials.get(id)?;
        Some(held(person, &framework.credentials, day).contains(credential.id.as_str()))
    });
    match (skill, credential) {
        (Some(skill), Some(credential)) => Some(skill? && credential?),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => None,
    }
}

/// How many of some members were at sessions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attended {
    /// Sessions that somebody is listed for, with how many of the members were there; the earliest
    /// first.
    pub sessions: Vec<(Date, usize)>,
    /// Sessions that nobody is listed for: nobody wrote it down, or nobody came.
    pub unlisted: usize,
    /// Members.
    pub members: usize,
}

impl Attended {
    /// The sessions of `program` up to `day`; `members` are the handles of the members, each with
    /// former ones.
    #[must_use]
    pub fn of(program: &Program, members: &[BTreeSet<&str>], day: Date) -> Self {
        let mut attended = Self { members: members.len(), ..Self::default() };
        for session in program.sessions.iter().filter(|session| session.date <= day) {
            if session.attended.is_empty() {
                attended.unlisted += 1;
            } else {
                attended.sessions.push((session.date, present(session, members)));
            }
        }
        attended.sessions.sort_by_key(|(date, _)| *date);
        attended
    }

    /// How many of the members were there, in percent, at one session with `there` of them; `None`
    /// where there is no member.
    #[must_use]
    pub fn share(&self, there: usize) -> Option<i128> {
        whole(there).percent_of(whole(self.members))
    }

    /// How many of the members were there, in percent, over all sessions that somebody is listed
    /// for; `None` where there is none.
    #[must_use]
    pub fn mean_share(&self) -> Option<i128> {
        let there: Money = self.sessions.iter().map(|(_, there)| whole(*there)).sum();
        let places: Money = self.sessions.iter().map(|_| whole(self.members)).sum();
        there.percent_of(places)
    }
}

/// How many of `members` were at `session`; somebody who is listed twice was there once.
fn present(session: &Session, members: &[BTreeSet<&str>]) -> usize {
    let listed: BTreeSet<&str> = session.attended.iter().map(|handle| handle.as_str()).collect();
    members.iter().filter(|handles| handles.iter().any(|handle| listed.contains(handle))).count()
}

fn whole(n: usize) -> Money {
    Money::from(f64::from(u32::try_from(n).unwrap_or(u32::MAX)))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::progress::sample::{Sample, day, limits, record};

    fn program(fields: Value) -> Program {
        let basis = json!({"name": "P", "kind": "cohort", "start": "2026-01-05", "end": "2026-04-24"});
        record::<Program>("p", basis, fields).data
    }

    #[test]
    fn members_are_there_or_away() {
        let mut programs = Records::default();
        let basis = json!({"name": "P", "kind": "cohort", "start": "2026-01-05", "end": "2026-04-24"});
        programs.insert(record::<Program>("rust", basis, json!({})));
        programs.insert_former("old-rust".into(), "rust".into());
        let on = |profile: Value| {
            is_member(&Sample::new().profile(profile).person, "rust", &programs, day("2026-06-01"))
        };
        for (profile, expected) in [
            (json!({"programs": ["rust"]}), true),
            (json!({"programs": ["go", "old-rust"]}), true),
            (json!({"programs": ["go"]}), false),
            (json!({"programs": ["rust"], "away": [{"start": "2026-05-01", "end": "2026-07-01"}]}), true),
            (json!({"programs": ["rust"], "left": "2026-05-31"}), false),
            (json!({"programs": ["rust"], "started": "2026-06-02"}), false),
            (json!({"programs": ["rust"], "erased": true}), false),
        ] {
            assert_eq!(on(profile.clone()), expected, "{profile}");
        }
        assert!(!is_member(&Person::new("ana".into()), "rust", &programs, day("2026-06-01")));
    }

    #[test]
    fn a_program_is_about_what_it_teaches_and_aims_at() {
        let framework = Sample::new()
            .skill("rust", json!({"formerly": ["rust-lang"]}))
            .module(
                "tokio",
                json!({"teaches": [{"skill": "rust-lang", "level": 2}, {"skill": "async", "level": 1}]}),
            )
            .module("sql-day", json!({"teaches": [{"skill": "sql", "level": 2}]}))
            .credential(
                "owner",
                json!({"skills": ["design"], "requires": [{"skill": "testing", "level": 3}]}),
            )
            .framework;
        let of = |fields: Value| {
            skills(&program(fields), &framework).into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(of(json!({"modules": ["tokio", "unknown"]})), ["async", "rust"]);
        assert_eq!(
            of(json!({"goal": {"skill": "rust", "modules": ["sql-day"], "credential": "owner"}})),
            ["design", "rust", "sql", "testing"]
        );
        assert_eq!(of(json!({"target": {"skill": "a11y", "count": 5}})), ["a11y"]);
        assert_eq!(of(json!({"target": {"credential": "owner", "count": 5}})), ["design", "testing"]);
        assert!(of(json!({})).is_empty());
    }

    #[test]
    fn a_target_is_reached_by_level_or_credential() {
        let sample = Sample::new()
            .skill("rust", json!({}))
            .credential("owner", json!({}))
            .rated("a", "2026-09-01", "panel", "rust", 3)
            .award("b", json!({"credential": "owner", "date": "2026-10-01"}));
        let on = |target: Value, date: &str| {
            let target: ProgramTarget = serde_json::from_value(target).unwrap();
            reaches(&sample.person, &target, &sample.framework, &limits(), day(date))
        };
        for (target, date, expected) in [
            (json!({"skill": "rust", "count": 5}), "2026-09-01", Some(true)),
            (json!({"skill": "rust", "count": 5}), "2026-08-31", Some(false)),
            (json!({"skill": "rust", "level": 4, "count": 5}), "2026-09-01", Some(false)),
            (json!({"credential": "owner", "count": 5}), "2026-10-01", Some(true)),
            (json!({"credential": "owner", "skill": "rust", "count": 5}), "2026-09-30", Some(false)),
            (json!({"credential": "unknown", "count": 5}), "2026-09-30", None),
            (json!({"count": 5}), "2026-09-30", None),
        ] {
            assert_eq!(on(target.clone(), date), expected, "{target} on {date}");
        }
    }

    #[test]
    fn attendance_is_that_of_members_at_sessions_that_were_written_down() {
        let program = program(json!({"sessions": [
            {"date": "2026-02-02", "attended": ["ana-s", "ana", "ben", "guest"]},
            {"date": "2026-01-12", "attended": ["ana", "ben", "chi"]},
            {"date": "2026-03-02"},
            {"date": "2026-04-02", "attended": ["ana"]},
        ]}));
        let members = [BTreeSet::from(["ana", "ana-s"]), BTreeSet::from(["ben"]), BTreeSet::from(["chi"])];
        let attended = Attended::of(&program, &members, day("2026-04-01"));
        assert_eq!(attended.sessions, [(day("2026-01-12"), 3), (day("2026-02-02"), 2)]);
        assert_eq!((attended.unlisted, attended.mean_share(), attended.share(2)), (1, Some(83), Some(67)));
        let nobody = Attended::of(&program, &[], day("2026-04-01"));
        assert_eq!((nobody.mean_share(), nobody.share(0)), (None, None));
        let before = Attended::of(&program, &members, day("2026-01-01"));
        assert_eq!((before.sessions.len(), before.mean_share()), (0, None));
    }
}
