//! Every place that asks for a skill at a level, for the rules about requirements.

use crate::finding::{Location, Pointer};
use crate::record::{Credential, Framework, Groups, Id, Level, Priority, Record, Role, Team};

/// A skill that is asked for at a level.
pub(super) struct Asked<'a> {
    /// The file.
    pub(super) path: &'a str,
    /// The item with `skill` and `level`.
    pub(super) item: Pointer,
    /// The skill, as written.
    pub(super) skill: &'a Id,
    /// The level.
    pub(super) level: Level,
    /// Why it is asked for; `None` where the format has no place for a reason.
    pub(super) reason: Option<Reason<'a>>,
}

/// Why a skill is asked for.
#[derive(Clone, Copy)]
pub(super) struct Reason<'a> {
    /// What the business needs it for; never blank.
    pub(super) driver: Option<&'a str>,
    /// How much it matters.
    pub(super) priority: Option<&'a Priority>,
}

impl<'a> Reason<'a> {
    fn of(driver: Option<&'a String>, priority: Option<&'a Priority>) -> Self {
        Self { driver: driver.map(String::as_str), priority }
    }
}

impl Asked<'_> {
    /// Where the member `key` of the item stands.
    pub(super) fn value(&self, key: &str) -> Location {
        Location::value(self.path, self.item.key(key))
    }
}

/// What the roles and credentials of the framework ask for.
pub(super) fn of_framework(framework: &Framework) -> impl Iterator<Item = Asked<'_>> {
    framework.roles.iter().flat_map(of_role).chain(framework.credentials.iter().flat_map(of_credential))
}

/// What the teams need.
pub(super) fn of_groups(groups: &Groups) -> impl Iterator<Item = Asked<'_>> {
    groups.teams.iter().flat_map(of_team)
}

fn of_role(role: &Record<Role>) -> Vec<Asked<'_>> {
    let mut asked = Vec::new();
    for (index, tier) in role.data.tiers.iter().enumerate() {
        let tier_at = Pointer::from("/tiers").index(index);
        for (index, requirement) in tier.requires.iter().enumerate() {
            asked.push(Asked {
                path: &role.path,
                item: tier_at.key("requires").index(index),
                skill: &requirement.skill,
                level: requirement.level,
                reason: Some(Reason::of(requirement.driver.as_ref(), requirement.priority.as_ref())),
            });
        }
        let electives = tier.electives.iter().flat_map(|electives| &electives.from);
        for (index, elective) in electives.enumerate() {
            asked.push(Asked {
                path: &role.path,
                item: tier_at.key("electives").key("from").index(index),
                skill: &elective.skill,
                level: elective.level,
                reason: None,
            });
        }
    }
    asked
}

fn of_credential(credential: &Record<Credential>) -> impl Iterator<Item = Asked<'_>> {
    credential.data.requires.iter().enumerate().map(|(index, requirement)| Asked {
        path: &credential.path,
        item: Pointer::from("/requires").index(index),
        skill: &requirement.skill,
        level: requirement.level,
        reason: None,
    })
}

fn of_team(team: &Record<Team>) -> impl Iterator<Item = Asked<'_>> {
    team.data.needs.iter().enumerate().map(|(index, need)| Asked {
        path: &team.path,
        item: Pointer::from("/needs").index(index),
        skill: &need.skill,
        level: need.level,
        reason: Some(Reason::of(need.driver.as_ref(), need.priority.as_ref())),
    })
}
