//! Who could be asked about a skill: only people who offer it themselves.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Named, Part};
use crate::error::Error;
use crate::load::{Directory, Handle};
use crate::progress::presence::Presence;
use crate::record::Id;
use crate::report::basis::Basis;

/// A skill, and who offers help with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SkillToAsk {
    /// The skill's id.
    pub id: String,
    /// The skill's name.
    pub name: String,
    /// The people, in the order of their handles.
    pub people: Vec<Named>,
}

/// What the people who are there today offer to help with.
#[derive(Clone, Debug, Default)]
pub struct Offers {
    /// Present skill id → people, by handle.
    by_skill: BTreeMap<String, BTreeMap<Id, Named>>,
}

impl Offers {
    /// The offers in the profiles of everybody who is there on the day of `basis`.
    ///
    /// # Errors
    /// Where the profiles cannot be read.
    pub fn of(basis: &Basis) -> Result<Self, Error> {
        let people = &basis.state.people;
        let mut handles = people.handles();
        handles.sort_unstable();
        let found: Vec<(Id, Named, Vec<Id>)> = handles
            .par_iter()
            .filter_map(|handle| match people.look_up(handle) {
                Handle::Present(profile) if !profile.offers.is_empty() => {
                    let present = Presence::of(Some(&profile), basis.today).is_present();
                    let named = || basis.named(handle, Some(&profile));
                    present.then(|| (Id::new(handle.as_str()), named(), profile.offers.clone()))
                }
                Handle::Present(_) | Handle::Broken | Handle::Former(_) | Handle::Unknown => None,
            })
            .collect();
        people.failure()?;
        let mut offers = Self::default();
        let skills = &basis.framework().skills;
        for (handle, named, offered) in found {
            for skill in offered {
                let skill = skills.get(&skill).map_or(skill.as_str(), |record| record.id.as_str());
                let people = offers.by_skill.entry(skill.to_owned()).or_default();
                people.insert(handle.clone(), named.clone());
            }
        }
        Ok(offers)
    }

    /// Who else offers help with any of `skills`, which are present ids; in the order of the
    /// skills' names.
    pub(super) fn of_others(&self, part: &Part<'_>, skills: &BTreeSet<String>) -> Vec<SkillToAsk> {
        let mut to_ask: Vec<SkillToAsk> = skills
            .iter()
            .filter_map(|id| {
                let others =
                    self.by_skill.get(id)?.iter().filter(|(handle, _)| **handle != part.person.handle);
                let people: Vec<Named> = others.map(|(_, named)| named.clone()).collect();
                let name = || part.skill_name(id);
                (!people.is_empty()).then(|| SkillToAsk { id: id.clone(), name: name(), people })
            })
            .collect();
        to_ask.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        to_ask
    }
}
