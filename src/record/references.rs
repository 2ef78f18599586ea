//! Every place of every kind of record that names something else, in one definition.
//!
//! What a name leads to, and whether it leads anywhere, is not decided here. What a record calls
//! its own parts or itself (`formerly`, the ids of tiers, the policy's disciplines) is no reference.

mod way;

pub use way::Way;

use way::Step;

use super::{
    Assessment, Award, Credential, Entry, Framework, Goal, Groups, Id, Kind, Module, Person, Profile,
    Program, RawPolicy, Record, Records, Remediation, Role, Skill, Team, Written,
};
use crate::finding::Location;

/// What sort of thing a reference names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Referent<'a> {
    /// A skill.
    Skill,
    /// A role.
    Role,
    /// A tier of a role.
    Tier {
        /// The role, as the record names it.
        role: &'a str,
    },
    /// A module.
    Module,
    /// A credential.
    Credential,
    /// A team.
    Team,
    /// A program.
    Program,
    /// A discipline of the policy.
    Discipline,
    /// A person, by the handle.
    Person,
    /// A goal of the record's owner.
    Goal,
    /// An entry of the record's owner.
    Entry,
    /// An assessment of the record's owner.
    Assessment,
    /// A criterion of a skill's rubric; it is a key, not a value.
    Criterion {
        /// The skill, as the record names it.
        skill: &'a str,
    },
}

impl Referent<'_> {
    /// The kind of record that is named; `None` for what is a part of one.
    #[must_use]
    pub fn kind(self) -> Option<Kind> {
        Some(match self {
            Self::Skill => Kind::Skill,
            Self::Role => Kind::Role,
            Self::Module => Kind::Module,
            Self::Credential => Kind::Credential,
            Self::Team => Kind::Team,
            Self::Program => Kind::Program,
            Self::Person => Kind::Profile,
            Self::Goal => Kind::Goal,
            Self::Entry => Kind::Entry,
            Self::Assessment => Kind::Assessment,
            Self::Tier { .. } | Self::Discipline | Self::Criterion { .. } => return None,
        })
    }
}

/// One name in one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference<'a> {
    /// Where in the record.
    pub way: Way<'a>,
    /// What it is to name.
    pub referent: Referent<'a>,
    /// The name as written.
    pub id: &'a str,
}

/// A reference with the file that it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedReference<'a> {
    /// The record's file.
    pub path: &'a str,
    /// The reference.
    pub reference: Reference<'a>,
}

impl PlacedReference<'_> {
    /// Where the name stands.
    #[must_use]
    pub fn location(&self) -> Location {
        let pointer = self.reference.way.pointer();
        if matches!(self.reference.referent, Referent::Criterion { .. }) {
            Location::key(self.path, pointer)
        } else {
            Location::value(self.path, pointer)
        }
    }
}

/// A record that may name others.
pub trait References {
    /// Every reference in the record, in the order of the documentation of its fields.
    fn references(&self) -> Vec<Reference<'_>>;
}

impl<T: References> Record<T> {
    /// Every reference in the record.
    pub fn references(&self) -> impl Iterator<Item = PlacedReference<'_>> {
        let path = self.path.as_str();
        self.data.references().into_iter().map(move |reference| PlacedReference { path, reference })
    }
}

impl<T: References + Written> Records<T> {
    /// Every reference in every record that could be read.
    pub fn references(&self) -> impl Iterator<Item = PlacedReference<'_>> {
        self.iter().flat_map(Record::references)
    }
}

impl Framework {
    /// Every reference in skills, roles, modules and credentials.
    pub fn references(&self) -> impl Iterator<Item = PlacedReference<'_>> {
        let (skills, roles) = (self.skills.references(), self.roles.references());
        skills.chain(roles).chain(self.modules.references()).chain(self.credentials.references())
    }
}

impl Groups {
    /// Every reference in teams and programs.
    pub fn references(&self) -> impl Iterator<Item = PlacedReference<'_>> {
        self.teams.references().chain(self.programs.references())
    }
}

impl Person {
    /// Every reference in the person's records.
    pub fn references(&self) -> impl Iterator<Item = PlacedReference<'_>> {
        let profile = self.profile.iter().flat_map(Record::references);
        profile
            .chain(self.goals.references())
            .chain(self.entries.references())
            .chain(self.assessments.references())
            .chain(self.awards.references())
            .chain(self.remediations.references())
    }
}

/// Collects the references of one record.
#[derive(Default)]
struct Collected<'a>(Vec<Reference<'a>>);

impl<'a> Collected<'a> {
    fn add(&mut self, way: impl Into<Way<'a>>, referent: Referent<'a>, id: impl Into<Option<&'a Id>>) {
        if let Some(id) = id.into() {
            self.0.push(Reference { way: way.into(), referent, id });
        }
    }

    fn add_all(&mut self, way: impl Into<Way<'a>>, referent: Referent<'a>, ids: &'a [Id]) {
        let list = way.into();
        for (index, id) in ids.iter().enumerate() {
            self.add(list.index(index), referent, id);
        }
    }
}

/// What `key`, written as a pointer, leads to in the item `index` of `list`.
fn item<'a>(list: impl Into<Way<'a>>, index: usize, key: &'static str) -> Way<'a> {
    list.into().index(index).key(key)
}

impl References for RawPolicy {
    fn references(&self) -> Vec<Reference<'_>> {
        let mut found = Collected::default();
        found.add_all("/owners", Referent::Person, &self.owners);
        found.0
    }
}

impl References for Skill {
    fn references(&self) -> Vec<Reference<'_>> {
        let mut found = Collected::default();
        found.add_all("/prerequisites", Referent::Skill, &self.prerequisites);
        found.add("/replaced_by", Referent::Skill, &self.replaced_by);
        found.0
    }
}

impl References for Role {
    fn references(&self) -> Vec<Reference<'_>> {
        let mut found = Collected::default();
        found.add("/discipline", Referent::Discipline, &self.discipline);
        let tiers = Way::from("/tiers");
        for (index, tier) in self.tiers.iter().enumerate() {
            let requires = item(tiers, index, "/requires");
            for (index, requirement) in tier.requires.iter().enumerate() {
                found.add(item(requires, index, "/skill"), Referent::Skill, &requirement.skill);
            }
            let from = item(tiers, index, "/electives/from");
            let electives = tier.electives.iter().flat_map(|electives| &electives.from);
            for (index, elective) in electives.enumerate() {
                found.add(item(from, index, "/skill"), Referent::Skill, &elective.skill);
            }
            let credentials = item(tiers, index, "/credentials");
            for (index, requirement) in tier.credentials.iter().enumerate() {
                let way = item(credentials, index, "/credential");
                found.add(way, Referent::Credential, &requirement.credential);
            }
        }
        found.add_all("/path", Referent::Module, &self.path);
        found.0
    }
}

impl References for Module {
    fn references(&self) -> Vec<Reference<'_>> {
        let mut found = Collected::default();
        for (index, teaching) in self.teaches.iter().enumerate() {
            found.add(item("/teaches", index, "/skill"), Referent::Skill, &teaching.skill);
        }
        found.add_all("/prerequisites", Referent::Module, &self.prerequisites);
        found.0
    }
}

impl References for Credential {
    fn references(&self) -> Vec<Reference<'_>> {
        let mut found = Collected::default();
        found.add_all("/skills", Referent::Skill, &self.skills);
        for (index, requirement) in self.requires.iter().enumerate() {
            found.add(item("/requires", index, "/skill"), Referent::Skill, &requirement.skill);
        }
        found.0
    }
}

impl References for Team {
    fn references(&self) -> Vec<Reference<'_>> {
        let mut found = Collected::default();
        found.add("/lead", Referent::Person, &self.lead);
        for (index, need) in self.needs.iter().enumerate() {
            found.add(item("/needs", index, "/skill"), Referent::Skill, &need.skill);
        }
        found.0
    }
}

impl References for Program {
    fn references(&self) -> Vec<Reference<'_>> {
        let mut found = Collected::default();
        found.add_all("/facilitators", Referent::Person, &self.facilitators);
        found.add_all("/modules", Referent::Module, &self.modules);
        if let Some(goal) = &self.goal {
            found.add("/goal/skill", Referent::Skill, &goal.skill);
            found.add("/goal/credential", Referent::Credential, &goal.credential);
            found.add_all("/goal/modules", Referent::Module, &goal.modules);
        }
        for (index, rotation) in self.rotations.iter().enumerate() {
            found.add(item("/rotations", index, "/member"), Referent::Person, &rotation.member);
            found.add(item("/rotations", index, "/team"), Referent::Team, &rotation.team);
        }
        for (index, session) in self.sessions.iter().enumerate() {
            let attended = item("/sessions", index, "/attended");
            found.add_all(attended, Referent::Person, &session.attended);
        }
        if let Some(target) = &self.target {
            found.add("/target/skill", Referent::Skill, &target.skill);
            found.add("/target/credential", Referent::Credential, &target.credential);
        }
        found.0
    }
}

impl References for Profile {
    fn references(&self) -> Vec<Reference<'_>> {
        let mut found = Collected::default();
        found.add("/role", Referent::Role, &self.role);
        found.add("/tier", Referent::Tier { role: &self.role }, &self.tier);
        found.add("/discipline", Referent::Discipline, &self.discipline);
        found.add("/team", Referent::Team, &self.team);
        found.add_all("/programs", Referent::Program, &self.programs);
        found.add_all("/mentors", Referent::Person, &self.mentors);
        found.add("/manager", Referent::Person, &self.manager);
        if let Some(target) = &self.target {
            found.add("/target/role", Referent::Role, &target.role);
            found.add("/target/tier", Referent::Tier { role: &target.role }, &target.tier);
        }
        if let Some(aspiration) = &self.aspiration {
            found.add_all("/aspiration/skills", Referent::Skill, &aspiration.skills);
        }
        found.add_all("/offers", Referent::Skill, &self.offers);
        found.0
    }
}

impl References for Goal {
    fn references(&self) -> Vec<Reference<'_>> {
        let mut found = Collected::default();
        found.add("/skill", Referent::Skill, &self.skill);
        found.add("/credential", Referent::Credential, &self.credential);
        found.add_all("/modules", Referent::Module, &self.modules);
        found.add("/program", Referent::Program, &self.program);
        found.0
    }
}

impl References for Entry {
    fn references(&self) -> Vec<Reference<'_>> {
        let mut found = Collected::default();
        found.add_all("/skills", Referent::Skill, &self.skills);
        found.add("/goal", Referent::Goal, &self.goal);
        found.add("/module", Referent::Module, &self.module);
        found.add("/program", Referent::Program, &self.program);
        if let Some(observation) = &self.observed {
            found.add("/observed/by", Referent::Person, &observation.by);
        }
        found.0
    }
}

impl References for Assessment {
    fn references(&self) -> Vec<Reference<'_>> {
        let mut found = Collected::default();
        let ratings = Way::from("/ratings");
        for (index, rating) in self.ratings.iter().enumerate() {
            found.add(item(ratings, index, "/skill"), Referent::Skill, &rating.skill);
            let rubric = item(ratings, index, "/rubric");
            let referent = Referent::Criterion { skill: &rating.skill };
            found.0.extend(rating.rubric.keys().map(|criterion| Reference {
                way: rubric.then(Step::Key(criterion)),
                referent,
                id: criterion,
            }));
            found.add_all(item(ratings, index, "/evidence"), Referent::Entry, &rating.evidence);
        }
        found.add_all("/assessors", Referent::Person, &self.assessors);
        found.0
    }
}

impl References for Award {
    fn references(&self) -> Vec<Reference<'_>> {
        let mut found = Collected::default();
        found.add("/credential", Referent::Credential, &self.credential);
        found.add_all("/evidence", Referent::Entry, &self.evidence);
        found.add_all("/approved_by", Referent::Person, &self.approved_by);
        found.0
    }
}

impl References for Remediation {
    fn references(&self) -> Vec<Reference<'_>> {
        let mut found = Collected::default();
        found.add("/assessment", Referent::Assessment, &self.assessment);
        found.add("/skill", Referent::Skill, &self.skill);
        found.add("/mentor", Referent::Person, &self.mentor);
        found.add("/retest", Referent::Assessment, &self.retest);
        found.0
    }
}

#[cfg(test)]
mod tests;
