//! What belongs to no single team: challenges, and who gladly helps.

use std::collections::{BTreeMap, BTreeSet};

use super::gathered::{Day, Whose, present_skill};
use super::heat_map::{by_name, named_skill};
use super::view::{Challenge, Named, Offer};
use crate::calendar::Date;
use crate::progress::presence::Presence;
use crate::record::{Id, Person, Program, ProgramKind, Record};
use crate::report::basis::{Basis, name_of};
use crate::report::change::Person as Shown;

/// The challenges, the latest first; `reached` says how many of everybody have reached the target, and
/// on which day, where that may be said. Of one team, those that its people take part in.
pub(super) fn challenges(
    basis: &Basis,
    day: &Day,
    team: Option<&Id>,
    reached: impl Fn(&Id) -> Option<(u64, Date)>,
) -> Vec<Challenge> {
    let group = day.standing(team.map_or(Whose::Everyone, |team| Whose::Team(team)));
    let mut challenges: Vec<Challenge> = basis
        .groups()
        .programs
        .iter()
        .filter(|program| team.is_none() || group.challenges.contains_key(&program.id))
        .filter_map(|program| {
            let reached = reached(&program.id);
            let (count, as_of) = (reached.map(|(count, _)| count), reached.map(|(_, day)| day));
            Some(Challenge { reached: count, as_of, ..challenge(basis, program)? })
        })
        .collect();
    challenges.sort_by(|a, b| (b.end, &a.program).cmp(&(a.end, &b.program)));
    challenges
}

/// A challenge without saying how far it is; `None` for other programs.
fn challenge(basis: &Basis, program: &Record<Program>) -> Option<Challenge> {
    let target = program.data.target.as_ref().filter(|_| program.data.kind == ProgramKind::Challenge)?;
    let (named, level) = match (&target.skill, &target.credential) {
        (Some(skill), _) => {
            let skill = present_skill(basis, skill);
            let proficient = basis.framework().skills.get(skill).map(|record| record.data.proficient_from);
            (named_skill(basis, skill), target.level.or(proficient).map(|level| level.0))
        }
        (None, Some(credential)) => {
            let name = name_of(&basis.framework().credentials, credential, |credential| &credential.name);
            (Named { name, id: credential.to_string() }, None)
        }
        (None, None) => return None,
    };
    Some(Challenge {
        program: Named { name: program.data.name.clone(), id: program.id.to_string() },
        start: program.data.start,
        end: program.data.end,
        target: named,
        level,
        count: u64::from(target.count),
        reached: None,
        as_of: None,
    })
}

/// Who gladly helps with one of `skills`, by their own word; people who have left help nobody here.
pub(super) fn offers(basis: &Basis, people: &[Person], skills: &BTreeSet<Id>) -> Vec<Offer> {
    let mut helping: BTreeMap<&str, BTreeMap<&Id, Shown>> = BTreeMap::new();
    for person in people {
        let Some(profile) = person.profile() else { continue };
        if !Presence::of(Some(profile), basis.today).is_member() {
            continue;
        }
        for skill in profile.offers.iter().map(|skill| present_skill(basis, skill)) {
            if skills.contains(skill) {
                let shown = basis.named(&person.handle, Some(profile));
                helping.entry(skill).or_default().insert(&person.handle, shown);
            }
        }
    }
    let mut offers: Vec<Offer> = helping
        .into_iter()
        .map(|(skill, people)| {
            let mut people: Vec<Shown> = people.into_values().collect();
            people.sort_by(|a, b| by_name(a).cmp(&by_name(b)));
            Offer { skill: named_skill(basis, skill), people }
        })
        .collect();
    offers.sort_by(|a, b| a.skill.cmp(&b.skill));
    offers
}
