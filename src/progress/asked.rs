//! What is asked of somebody: the skills, modules and credentials that a tier, a team, a program
//! or an aspiration names, and everything that leads to them. How far somebody is, is in
//! [`tier`](super::tier).

use std::collections::BTreeSet;

use super::present_id;
use super::tier::{Demands, next_tier};
use crate::record::{
    CareerTarget, Framework, Goal, GoalStatus, Groups, Id, Module, Person, Profile, Program, Resolved, Role,
};

/// What is asked of somebody, under present ids.
///
/// At first it holds what is asked for by name; [`follow`](Self::follow) adds what leads there.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    framework: &'a Framework,
    items: BTreeSet<Item<'a>>,
    /// Those of `items` that were not followed yet.
    open: Vec<Item<'a>>,
    /// Whether everything that could ask for something could be found and read.
    known: bool,
}

/// Something to be learned, taken or earned: its present id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Item<'a> {
    Skill(&'a str),
    Module(&'a str),
    Credential(&'a str),
}

impl<'a> Asked<'a> {
    fn nothing(framework: &'a Framework) -> Self {
        Self { framework, items: BTreeSet::new(), open: Vec::new(), known: true }
    }

    /// Everything that is asked of `person`, by name:
    /// - by the own tier and the next one, by the target tier, and by the module paths of both
    ///   roles,
    /// - by the team, and by teams in which the person works on a rotation,
    /// - by the programs of the profile and of active goals: their modules, their target and what
    ///   they fill into a goal,
    /// - by the aspiration.
    #[must_use]
    pub fn of(person: &'a Person, framework: &'a Framework, groups: &'a Groups) -> Self {
        let mut asked = Self::nothing(framework);
        let Some(profile) = person.profile() else { return Self { known: false, ..asked } };
        asked.add_tier(&profile.role, |role| next_tier(role, &profile.tier).map_or(&profile.tier, |t| &t.id));
        if let Some(target) = &profile.target {
            asked.add_tier(&target.role, |_| &target.tier);
        }
        for skill in profile.aspiration.iter().flat_map(|aspiration| &aspiration.skills) {
            asked.add_skill(skill);
        }
        if let Some(team) = &profile.team {
            asked.add_needs(team, groups);
        }
        for program in programs(person, profile) {
            match groups.programs.get(program) {
                Some(program) => asked.add_program(&program.data, person, groups),
                None => asked.known = false,
            }
        }
        asked
    }

    /// What a target asks for, by name: its tier, and the module path of its role.
    #[must_use]
    pub fn of_target(target: &'a CareerTarget, framework: &'a Framework) -> Self {
        let mut asked = Self::nothing(framework);
        asked.add_tier(&target.role, |_| &target.tier);
        asked
    }

    /// These skills.
    #[must_use]
    pub fn of_skills(skills: &'a [Id], framework: &'a Framework) -> Self {
        let mut asked = Self::nothing(framework);
        for skill in skills {
            asked.add_skill(skill);
        }
        asked
    }

    /// Adds everything that leads to what is asked:
    /// - skills and modules to have first, and the successor of a skill,
    /// - what an asked module teaches, and what an asked credential speaks for or requires,
    /// - modules that teach an asked skill, and those to take before them, but not what else they
    ///   teach.
    ///
    /// Everything is looked at once, so prerequisites that lead back to themselves do no harm.
    pub fn follow(&mut self) {
        let framework = self.framework;
        while let Some(item) = self.open.pop() {
            match item {
                Item::Skill(id) => match framework.skills.get(id) {
                    Some(skill) => {
                        let first = skill.data.prerequisites.iter().chain(&skill.data.replaced_by);
                        first.for_each(|id| self.add_skill(id));
                    }
                    None => self.known = false,
                },
                Item::Module(id) => match framework.modules.get(id) {
                    Some(module) => {
                        module.data.prerequisites.iter().for_each(|id| self.add_module(id));
                        module.data.teaches.iter().for_each(|teaching| self.add_skill(&teaching.skill));
                    }
                    None => self.known = false,
                },
                Item::Credential(id) => match framework.credentials.get(id) {
                    Some(credential) => {
                        credential.data.skills.iter().for_each(|id| self.add_skill(id));
                        credential.data.requires.iter().for_each(|required| self.add_skill(&required.skill));
                    }
                    None => self.known = false,
                },
            }
        }
        let mut leading: Vec<&str> = framework
            .modules
            .iter()
            .filter(|module| self.module_teaches(&module.data))
            .map(|module| module.id.as_str())
            .collect();
        while let Some(id) = leading.pop() {
            if self.items.insert(Item::Module(id)) {
                let first = framework.modules.get(id).map_or(&[][..], |module| &module.data.prerequisites);
                leading.extend(first.iter().map(|id| present_id(&framework.modules, id)));
            }
        }
    }

    /// Whether a goal aims at anything that is asked, at whatever level; one aim is enough. A
    /// module that teaches an asked skill is an aim that is asked for, and so is a credential that
    /// speaks for one or requires one.
    ///
    /// `None` where that is not known: something that could ask for it, or that the goal aims at,
    /// does not exist or could not be read.
    #[must_use]
    pub fn serves(&self, goal: &Goal) -> Option<bool> {
        let framework = self.framework;
        let skill = goal.skill.iter().map(|id| {
            let named = self.has_skill(id);
            (named, framework.skills.get(id).is_some())
        });
        let credential = goal.credential.iter().map(|id| {
            let record = framework.credentials.get(id);
            let named = self.items.contains(&Item::Credential(present_id(&framework.credentials, id)));
            let about_asked = record.is_some_and(|record| {
                let required = record.data.requires.iter().map(|required| &required.skill);
                record.data.skills.iter().chain(required).any(|id| self.has_skill(id))
            });
            (named || about_asked, record.is_some())
        });
        let modules = goal.modules.iter().map(|id| {
            let record = framework.modules.get(id);
            let named = self.items.contains(&Item::Module(present_id(&framework.modules, id)));
            (named || record.is_some_and(|record| self.module_teaches(&record.data)), record.is_some())
        });
        let mut known = self.known;
        for (asked, read) in skill.chain(credential).chain(modules) {
            if asked {
                return Some(true);
            }
            known &= read;
        }
        known.then_some(false)
    }

    /// Whether everything that was looked at so far exists and could be read.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.known
    }

    /// Whether nothing at all is asked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    fn has_skill(&self, id: &str) -> bool {
        self.items.contains(&Item::Skill(present_id(&self.framework.skills, id)))
    }

    fn module_teaches(&self, module: &Module) -> bool {
        module.teaches.iter().any(|teaching| self.has_skill(&teaching.skill))
    }

    fn add(&mut self, item: Item<'a>) {
        if self.items.insert(item) {
            self.open.push(item);
        }
    }

    fn add_skill(&mut self, id: &'a str) {
        self.add(Item::Skill(present_id(&self.framework.skills, id)));
    }

    fn add_module(&mut self, id: &'a str) {
        self.add(Item::Module(present_id(&self.framework.modules, id)));
    }

    fn add_credential(&mut self, id: &'a str) {
        self.add(Item::Credential(present_id(&self.framework.credentials, id)));
    }

    /// What one tier of a role demands, and the role's path.
    fn add_tier(&mut self, role: &'a str, tier: impl FnOnce(&'a Role) -> &'a Id) {
        let Some(role) = self.framework.roles.get(role) else {
            self.known = false;
            return;
        };
        let Some(demands) = Demands::of(&role.data, tier(&role.data), self.framework) else {
            self.known = false;
            return;
        };
        demands.requirements.keys().for_each(|id| self.add_skill(id));
        demands.credentials.keys().for_each(|id| self.add_credential(id));
        let options = demands.electives.iter().flat_map(|electives| &electives.from);
        options.for_each(|option| self.add_skill(&option.skill));
        role.data.path.iter().for_each(|id| self.add_module(id));
    }

    fn add_needs(&mut self, team: &'a str, groups: &'a Groups) {
        match groups.teams.resolve(team) {
            Resolved::Present(team) | Resolved::Former(team) => {
                team.data.needs.iter().for_each(|need| self.add_skill(&need.skill));
            }
            Resolved::Broken | Resolved::Unknown => self.known = false,
        }
    }

    fn add_program(&mut self, program: &'a Program, person: &Person, groups: &'a Groups) {
        program.modules.iter().for_each(|id| self.add_module(id));
        if let Some(target) = &program.target {
            target.skill.iter().for_each(|id| self.add_skill(id));
            target.credential.iter().for_each(|id| self.add_credential(id));
        }
        if let Some(goal) = &program.goal {
            goal.skill.iter().for_each(|id| self.add_skill(id));
            goal.credential.iter().for_each(|id| self.add_credential(id));
            goal.modules.iter().for_each(|id| self.add_module(id));
        }
        for rotation in program.rotations.iter().filter(|rotation| rotation.member == person.handle) {
            self.add_needs(&rotation.team, groups);
        }
    }
}

/// The programs that a person takes part in, by the profile or for an active goal.
fn programs<'a>(person: &'a Person, profile: &'a Profile) -> BTreeSet<&'a Id> {
    let active = person.goals.iter().filter(|goal| goal.data.status() == GoalStatus::Active);
    profile.programs.iter().chain(active.filter_map(|goal| goal.data.program.as_ref())).collect()
}

#[cfg(test)]
mod tests;
