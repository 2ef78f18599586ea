//! People of the sheet → profiles, and the roles and teams that those name.

use std::collections::{BTreeMap, BTreeSet};

use super::heading::Field;
use super::naming::{self, Taken};
use super::people::{People, Someone};
use super::remark::{Remarks, Weight};
use super::table::{Cell, Table};
use super::{DayOrder, Known, Options, Unreadable, date, ladder};
use crate::calendar::Date;
use crate::record::{Id, Role};

/// What a new profile says.
#[derive(Debug)]
pub(super) struct NewProfile {
    /// Index of the person.
    pub(super) person: usize,
    pub(super) role: String,
    pub(super) tier: String,
    pub(super) discipline: String,
    pub(super) started: Option<Date>,
    pub(super) name: Option<String>,
    pub(super) email: Option<String>,
    pub(super) team: Option<String>,
    pub(super) manager: Option<Id>,
    pub(super) mentors: Vec<Id>,
}

/// A role that the sheet names and the repository does not have.
#[derive(Debug)]
pub(super) struct NewRole {
    pub(super) name: String,
    pub(super) discipline: String,
    /// Id and name of each tier, the first one first.
    pub(super) tiers: Vec<(String, String)>,
}

/// New profiles, roles and teams; roles and teams by id.
#[derive(Debug, Default)]
pub(super) struct Profiles {
    pub(super) profiles: Vec<NewProfile>,
    pub(super) roles: BTreeMap<String, NewRole>,
    pub(super) teams: BTreeMap<String, String>,
    /// Indices of people without a profile and without one to be written.
    pub(super) held_back: BTreeSet<usize>,
}

/// What people are called in whose row no role stands, where the repository has several roles or none.
const ROLE: &str = "Engineer";
/// The only tier of a new role without any in the sheet.
const TIER: &str = "Standard";
/// The discipline where nothing says one.
const DISCIPLINE: &str = "engineering";

/// Profiles of everybody who has none.
///
/// # Errors
/// Where the policy lists disciplines and nothing says which one is meant.
pub(super) fn prepare(
    table: &Table,
    people: &People<'_>,
    remarks: &mut Remarks,
    day_order: Option<DayOrder>,
    options: &Options,
    known: &Known<'_>,
) -> Result<Profiles, Unreadable> {
    let mut maker = Maker {
        table,
        people,
        remarks,
        day_order,
        options,
        known,
        made: Profiles::default(),
        role_ids: BTreeMap::new(),
        taken_roles: Taken::new(known.taken_roles.iter().cloned()),
        taken_teams: Taken::new(known.taken_teams.iter().cloned()),
        team_ids: BTreeMap::new(),
    };
    for (index, person) in people.everybody.iter().enumerate().filter(|(_, person)| person.new) {
        maker.profile(index, person)?;
    }
    let Maker { mut made, .. } = maker;
    for role in made.roles.values_mut() {
        role.tiers.sort_by_key(|(id, _)| ladder::rank(id));
    }
    Ok(made)
}

struct Maker<'m, 'a> {
    table: &'m Table,
    people: &'m People<'a>,
    remarks: &'m mut Remarks,
    day_order: Option<DayOrder>,
    options: &'m Options,
    known: &'m Known<'a>,
    made: Profiles,
    /// Name in lower case → id of a new role.
    role_ids: BTreeMap<String, String>,
    taken_roles: Taken,
    taken_teams: Taken,
    team_ids: BTreeMap<String, String>,
}

impl Maker<'_, '_> {
    fn profile(&mut self, index: usize, person: &Someone) -> Result<(), Unreadable> {
        let text = |field| person.attributes.get(&field).map(|(cell, text)| (*cell, text.as_str()));
        let (role_text, tier_text) = (text(Field::Role), text(Field::Tier));
        let discipline = self.discipline(text(Field::Discipline), &person.shown);
        let (role, split_tier) = match role_text {
            Some((_, text)) => self.role_named(text, tier_text.is_none(), discipline.as_deref())?,
            None => (self.role_without_text(discipline.as_deref())?, None),
        };
        let tier_text = tier_text.map(|(cell, text)| (cell, text.to_owned()));
        let tier_text = tier_text.or_else(|| split_tier.zip(role_text).map(|(tier, (cell, _))| (cell, tier)));
        let Some(tier) = self.tier(&role, tier_text, person)? else {
            self.made.held_back.insert(index);
            return Ok(());
        };
        let own = |role: &str| {
            let present =
                self.known.framework.roles.get(role).map(|record| record.data.discipline.to_string());
            present.or_else(|| self.made.roles.get(role).map(|role| role.discipline.clone()))
        };
        let discipline = discipline.or_else(|| own(&role)).unwrap_or_else(|| DISCIPLINE.to_owned());
        let started = text(Field::Started).and_then(|(cell, text)| match date::read(text, self.day_order) {
            Ok(day) => Some(day),
            Err(none) => {
                self.assumed(cell, &person.shown, (none.why(), none.help()));
                None
            }
        });
        let open = !self.known.pseudonymous;
        let email = text(Field::Email).filter(|_| open).and_then(|(cell, text)| {
            if naming::is_email(text) {
                return Some(text.to_owned());
            }
            self.assumed(
                cell,
                &person.shown,
                ("no e-mail address: left out", "correct it, or add it to the profile"),
            );
            None
        });
        let named = person
            .attributes
            .keys()
            .any(|field| field.identifies() && !matches!(field, Field::Handle | Field::Email));
        let team = text(Field::Team).and_then(|(cell, text)| self.team(cell, text));
        let manager = text(Field::Manager).and_then(|(cell, text)| self.somebody(cell, text, person));
        let mentors =
            text(Field::Mentor).map_or_else(Vec::new, |(cell, text)| self.mentors(cell, text, person));
        self.made.profiles.push(NewProfile {
            person: index,
            role,
            tier,
            discipline,
            started: started.or(self.options.started),
            name: (open && named).then(|| person.shown.clone()),
            email,
            team,
            manager,
            mentors,
        });
        Ok(())
    }

    fn assumed(&mut self, cell: Cell, about: &str, why: (&str, &str)) {
        self.remarks.add(self.table, Weight::Assumed, cell, about, why);
    }

    fn discipline(&mut self, written: Option<(Cell, &str)>, about: &str) -> Option<String> {
        let of_flag = || self.options.discipline.as_ref().map(Id::to_string);
        let Some((cell, text)) = written else { return of_flag() };
        let id = naming::id(text).filter(|id| self.known.vocabulary.allows_discipline(id));
        if id.is_none() {
            let help = "add it to `disciplines` in milepost.yaml, or correct the profile";
            self.assumed(cell, about, ("not a discipline of the policy: that of the role is taken", help));
        }
        id.or_else(of_flag)
    }

    fn present_role(&self, text: &str) -> Option<String> {
        let roles = &self.known.framework.roles;
        let id = naming::id(text)?;
        let same = |role: &crate::record::Record<Role>| {
            role.id == *id || naming::id(&role.data.name).as_deref() == Some(&id)
        };
        let former = |role: &crate::record::Record<Role>| role.data.formerly.iter().any(|old| *old == *id);
        roles
            .iter()
            .find(|role| same(role))
            .or_else(|| roles.iter().find(|role| former(role)))
            .map(|it| it.id.to_string())
    }

    /// The role that a text names, and the tier where it begins with one: "Senior Backend Engineer".
    fn role_named(
        &mut self,
        text: &str,
        split: bool,
        discipline: Option<&str>,
    ) -> Result<(String, Option<String>), Unreadable> {
        if let Some(id) = self.present_role(text) {
            return Ok((id, None));
        }
        let (first, rest) = text.trim().split_once(char::is_whitespace).unwrap_or((text, ""));
        let word = super::heading::plain(first);
        let is_step = ladder::is_step(&word);
        if split && is_step && !rest.trim().is_empty() {
            let id = match self.present_role(rest) {
                Some(id) => id,
                None => self.new_role(rest, discipline)?,
            };
            return Ok((id, Some(first.to_owned())));
        }
        Ok((self.new_role(text, discipline)?, None))
    }

    fn role_without_text(&mut self, discipline: Option<&str>) -> Result<String, Unreadable> {
        if let Some(role) = &self.options.role {
            return match self.present_role(role) {
                Some(id) => Ok(id),
                None => self.new_role(&role.replace('-', " "), discipline),
            };
        }
        let mut roles = self.known.framework.roles.iter();
        if let (Some(only), None) = (roles.next(), roles.next()) {
            return Ok(only.id.to_string());
        }
        self.new_role(ROLE, discipline)
    }

    fn new_role(&mut self, text: &str, discipline: Option<&str>) -> Result<String, Unreadable> {
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut letters = name.chars();
        let name: String =
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).take(200).collect();
        let known_as = name.to_lowercase();
        if let Some(id) = self.role_ids.get(&known_as) {
            return Ok(id.clone());
        }
        let discipline = self.discipline_of_role(&name, discipline)?;
        let id = self.taken_roles.free(&naming::id(&name).unwrap_or_else(|| "role".into()));
        self.role_ids.insert(known_as, id.clone());
        self.made.roles.insert(id.clone(), NewRole { name, discipline, tiers: Vec::new() });
        Ok(id)
    }

    fn discipline_of_role(&self, name: &str, told: Option<&str>) -> Result<String, Unreadable> {
        let listed = &self.known.vocabulary.disciplines;
        if let Some(told) = told {
            return Ok(told.to_owned());
        }
        let id = naming::id(name).unwrap_or_default();
        let in_name = listed.iter().find(|discipline| id.split('-').any(|word| *word == ***discipline));
        let only = || listed.iter().next().filter(|_| listed.len() == 1);
        if let Some(discipline) = in_name.or_else(only) {
            return Ok(discipline.to_string());
        }
        if listed.is_empty() {
            return Ok(DISCIPLINE.to_owned());
        }
        let listed: Vec<&str> = listed.iter().map(|id| id.as_str()).collect();
        Err(Unreadable {
            message: format!("the role \"{name}\" is new, and nothing says which discipline it belongs to"),
            hint: format!("write --discipline with one of {}", listed.join(", ")),
        })
    }

    /// The tier of a person in a role; `None` where the role has none that is called so.
    fn tier(
        &mut self,
        role: &str,
        written: Option<(Cell, String)>,
        person: &Someone,
    ) -> Result<Option<String>, Unreadable> {
        let flag = self.options.tier.as_ref().map(Id::to_string);
        if let Some(record) = self.known.framework.roles.get(role) {
            let tiers = &record.data.tiers;
            let Some((cell, text)) = written else {
                let of_role = |flag: &String| tiers.iter().any(|tier| tier.id == **flag);
                if let Some(flag) = flag.as_ref().filter(|flag| !of_role(flag)) {
                    let all: Vec<&str> = tiers.iter().map(|tier| tier.id.as_str()).collect();
                    return Err(Unreadable {
                        message: format!("`{role}` has no tier `{flag}`, which --tier names"),
                        hint: format!("write one of {}", all.join(", ")),
                    });
                }
                return Ok(flag.or_else(|| tiers.first().map(|tier| tier.id.to_string())));
            };
            let id = naming::id(&text);
            let found = tiers.iter().find(|tier| {
                Some(tier.id.as_str()) == id.as_deref()
                    || tier.name.as_deref().is_some_and(|it| naming::id(it) == id)
            });
            let found = found.map(|tier| tier.id.to_string());
            let found = found.or_else(|| ladder::nearly(&text, tiers.iter().map(|tier| tier.id.as_str())));
            if found.is_none() {
                let all: Vec<&str> = tiers.iter().map(|tier| tier.id.as_str()).collect();
                let why = format!("`{role}` has no such tier, so nothing of this person is written");
                let help = format!("write one of {}, or add the tier to the role", all.join(", "));
                self.remarks.add(self.table, Weight::NotUnderstood, cell, &person.shown, (&why, &help));
            }
            return Ok(found);
        }
        let text = written.map(|(_, text)| text).or(flag).unwrap_or_else(|| TIER.to_owned());
        let id = naming::id(&text).unwrap_or_else(|| "standard".into());
        let Some(new) = self.made.roles.get_mut(role) else { return Ok(None) };
        let tiers = &mut new.tiers;
        if !tiers.iter().any(|(known, _)| *known == id) {
            let mut name = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if name == id {
                name = name.split('-').map(ladder::capitalised).collect::<Vec<_>>().join(" ");
            }
            tiers.push((id.clone(), name.chars().take(200).collect()));
        }
        Ok(Some(id))
    }

    fn team(&mut self, cell: Cell, text: &str) -> Option<String> {
        let Some(id) = naming::id(text) else {
            self.assumed(cell, "", ("no id can be made of this team: left out", "write it in Latin letters"));
            return None;
        };
        let teams = &self.known.groups.teams;
        let same = |name: &str| naming::id(name).as_deref() == Some(&id);
        let present = teams.iter().find(|team| team.id == *id || same(&team.data.name));
        if let Some(team) = present {
            return Some(team.id.to_string());
        }
        if let Some(new) = self.team_ids.get(&id) {
            return Some(new.clone());
        }
        let new = self.taken_teams.free(&id);
        self.team_ids.insert(id, new.clone());
        let name: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(200).collect();
        self.made.teams.insert(new.clone(), name);
        Some(new)
    }

    /// Somebody who is named in another person's row.
    fn somebody(&mut self, cell: Cell, text: &str, of: &Someone) -> Option<Id> {
        match self.people.find(text) {
            Some(handle) if *handle == *of.handle => None,
            Some(handle) => Some(handle),
            None => {
                let help = "correct the name, or add the handle to the profile";
                self.assumed(cell, &of.shown, ("nobody here has this name: left out", help));
                None
            }
        }
    }

    fn mentors(&mut self, cell: Cell, text: &str, of: &Someone) -> Vec<Id> {
        if let Some(handle) = self.people.find(text) {
            return Some(handle).filter(|handle| **handle != *of.handle).into_iter().collect();
        }
        let parts: Vec<&str> = if text.contains([';', '/', '\n']) {
            text.split([';', '/', '\n']).collect()
        } else {
            text.split([',', '&']).collect()
        };
        let mut mentors: Vec<Id> = Vec::new();
        for part in parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).take(20) {
            match self.somebody(cell, part, of) {
                Some(handle) if !mentors.contains(&handle) => mentors.push(handle),
                Some(_) | None => {}
            }
        }
        mentors
    }
}
