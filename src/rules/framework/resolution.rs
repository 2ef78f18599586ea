//! What a reference leads to, for the rules about references: one look-up each, and a suggestion
//! where it leads nowhere.

use super::phrases::{list, name};
use crate::finding::{Certainty, Location};
use crate::load::Handle;
use crate::record::{Kind, Person, Record, Records, Reference, Referent, Resolved, Role};
use crate::rules::Setting;
use crate::suggest::{self, same_word};

/// What a reference leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// To something that is there; or nothing can be said, because what it depends on is broken or
    /// reported itself.
    Found,
    /// To something that has another id now.
    Former(String),
    /// Nowhere.
    Missing,
}

/// How many character comparisons one run may spend on suggestions: some hundred suggestions in a
/// real framework, some hundredths of a second in a hostile one.
const SUGGESTION_BUDGET: usize = 8_000_000;
/// How many handles one run may look for by likeness; each reads the list of all people.
const HANDLE_BUDGET: usize = 8;

/// Looks references up in everything that a record may refer to.
pub(super) struct Resolver<'a> {
    setting: &'a Setting<'a>,
    owner: Option<&'a Person>,
    comparisons: usize,
    handles: usize,
}

impl<'a> Resolver<'a> {
    /// For the records of `owner`, or for those that belong to nobody.
    pub(super) fn new(setting: &'a Setting<'a>, owner: Option<&'a Person>) -> Self {
        Self { setting, owner, comparisons: SUGGESTION_BUDGET, handles: HANDLE_BUDGET }
    }

    /// What `reference` leads to.
    pub(super) fn resolve(&self, reference: &Reference<'_>) -> Answer {
        let (id, framework, groups) = (reference.id, self.setting.framework, self.setting.groups);
        match reference.referent {
            Referent::Skill => of_records(&framework.skills, id),
            Referent::Role => of_records(&framework.roles, id),
            Referent::Module => of_records(&framework.modules, id),
            Referent::Credential => of_records(&framework.credentials, id),
            Referent::Team => of_records(&groups.teams, id),
            Referent::Program => of_records(&groups.programs, id),
            Referent::Tier { role } => found(framework.roles.get(role).is_none_or(|role| has_tier(role, id))),
            Referent::Discipline => {
                let known = &self.setting.vocabulary.disciplines;
                found(known.is_empty() || known.iter().any(|known| known == id))
            }
            Referent::Person => match self.setting.directory.look_up(id) {
                Handle::Present(_) | Handle::Broken => Answer::Found,
                Handle::Former(present) => Answer::Former(present.to_string()),
                Handle::Unknown => Answer::Missing,
            },
            Referent::Goal => found(self.owner.is_none_or(|owner| owner.goals.contains(id))),
            Referent::Entry => found(self.owner.is_none_or(|owner| owner.entries.contains(id))),
            Referent::Assessment => found(self.owner.is_none_or(|owner| owner.assessments.contains(id))),
            Referent::Criterion { skill } => {
                let skill = framework.skills.get(skill);
                found(skill.is_none_or(|skill| skill.data.rubric.contains_key(id)))
            }
        }
    }

    /// Whether such a thing can have been called something else before at all: nearly nothing has,
    /// and then nothing is looked up.
    pub(super) fn may_be_former(&self, referent: Referent<'_>) -> bool {
        let (framework, groups) = (self.setting.framework, self.setting.groups);
        match referent {
            Referent::Skill => framework.skills.has_former(),
            Referent::Role => framework.roles.has_former(),
            Referent::Module => framework.modules.has_former(),
            Referent::Credential => framework.credentials.has_former(),
            Referent::Team => groups.teams.has_former(),
            Referent::Program => groups.programs.has_former(),
            Referent::Person => true,
            Referent::Tier { .. }
            | Referent::Discipline
            | Referent::Goal
            | Referent::Entry
            | Referent::Assessment
            | Referent::Criterion { .. } => false,
        }
    }

    /// What is probably meant by a reference that leads nowhere, and how sure that is.
    pub(super) fn suggest(&mut self, reference: &Reference<'_>) -> Option<(String, Certainty)> {
        let (id, framework, groups) = (reference.id, self.setting.framework, self.setting.groups);
        let owner = self.owner;
        match reference.referent {
            Referent::Skill => self.nearest_or_named(id, &framework.skills, |it| &it.name),
            Referent::Role => self.nearest_or_named(id, &framework.roles, |it| &it.name),
            Referent::Module => self.nearest_or_named(id, &framework.modules, |it| &it.name),
            Referent::Credential => self.nearest_or_named(id, &framework.credentials, |it| &it.name),
            Referent::Team => self.nearest_or_named(id, &groups.teams, |it| &it.name),
            Referent::Program => self.nearest_or_named(id, &groups.programs, |it| &it.name),
            Referent::Tier { role } => {
                let tiers = &framework.roles.get(role)?.data.tiers;
                self.nearest(id, tiers.len(), tiers.iter().map(|tier| &*tier.id))
            }
            Referent::Discipline => {
                let known = &self.setting.vocabulary.disciplines;
                self.nearest(id, known.len(), known.iter().map(|known| &**known))
            }
            Referent::Person => {
                self.handles = self.handles.checked_sub(1)?;
                let near = self.setting.directory.nearest(id)?;
                // Somebody whose handle is nearly the same is still somebody else.
                let sure = same_word(id, &near);
                Some((near, if sure { Certainty::Exact } else { Certainty::Likely }))
            }
            Referent::Goal => self.nearest_of(id, &owner?.goals),
            Referent::Entry => self.nearest_of(id, &owner?.entries),
            Referent::Assessment => self.nearest_of(id, &owner?.assessments),
            Referent::Criterion { skill } => {
                let rubric = &framework.skills.get(skill)?.data.rubric;
                self.nearest(id, rubric.len(), rubric.keys().map(String::as_str))
            }
        }
    }

    fn nearest_of<T>(&mut self, id: &str, records: &Records<T>) -> Option<(String, Certainty)> {
        self.nearest(id, records.len(), records.ids().map(|id| &**id))
    }

    /// As [`Resolver::nearest_of`]; many people write the name of what they mean, and where exactly one
    /// thing has it, that is sure.
    fn nearest_or_named<T>(
        &mut self,
        id: &str,
        records: &Records<T>,
        name: impl Fn(&T) -> &str,
    ) -> Option<(String, Certainty)> {
        let near = self.nearest_of(id, records);
        if near.as_ref().is_some_and(|(_, certainty)| *certainty == Certainty::Exact) {
            return near;
        }
        let Some(left) = self.comparisons.checked_sub(records.len().saturating_mul(id.len())) else {
            return near;
        };
        self.comparisons = left;
        let mut named = records.iter().filter(|record| same_word(id, name(&record.data)));
        match (named.next(), named.next()) {
            (Some(one), None) => Some((one.id.to_string(), Certainty::Exact)),
            _ => near,
        }
    }

    fn nearest<'b>(
        &mut self,
        word: &str,
        count: usize,
        candidates: impl IntoIterator<Item = &'b str>,
    ) -> Option<(String, Certainty)> {
        let cost = count.saturating_mul(word.len().saturating_mul(word.len()));
        self.comparisons = self.comparisons.checked_sub(cost)?;
        suggest::near(word, candidates).map(|near| (near.word.to_owned(), near.certainty))
    }

    /// "There is no such thing", for a reference that leads nowhere.
    pub(super) fn complaint(&self, reference: &Reference<'_>) -> String {
        let id = name(reference.id);
        match reference.referent {
            Referent::Skill => format!("there is no skill {id}"),
            Referent::Role => format!("there is no role {id}"),
            Referent::Module => format!("there is no module {id}"),
            Referent::Credential => format!("there is no credential {id}"),
            Referent::Team => format!("there is no team {id}"),
            Referent::Program => format!("there is no program {id}"),
            Referent::Tier { role } => format!("the role {} has no tier {id}", name(role)),
            Referent::Discipline => format!("the policy lists no discipline {id}"),
            Referent::Person => format!("there is nobody with the handle {id}"),
            Referent::Goal => format!("this person has no goal {id}"),
            Referent::Entry => format!("this person has no portfolio entry {id}"),
            Referent::Assessment => format!("this person has no assessment {id}"),
            Referent::Criterion { skill } => {
                format!("the rubric of the skill {} has no criterion {id}", name(skill))
            }
        }
    }

    /// What to do about a reference that leads nowhere and resembles nothing.
    pub(super) fn advice(&self, reference: &Reference<'_>) -> String {
        let file = |kind: Kind, what: &str| {
            let owner = self.owner.map_or("", |owner| owner.handle.as_str());
            let path = kind.pattern().replace("<handle>", owner).replace("<id>", reference.id);
            format!("name {what} that exists, or add {path}")
        };
        let framework = self.setting.framework;
        match reference.referent {
            Referent::Skill => file(Kind::Skill, "a skill"),
            Referent::Role => file(Kind::Role, "a role"),
            Referent::Module => file(Kind::Module, "a module"),
            Referent::Credential => file(Kind::Credential, "a credential"),
            Referent::Team => file(Kind::Team, "a team"),
            Referent::Program => file(Kind::Program, "a program"),
            Referent::Tier { role } => {
                let role = framework.roles.get(role);
                let tiers = role.iter().flat_map(|role| &role.data.tiers).map(|tier| name(&tier.id));
                format!("the tiers of this role are {}", list(tiers))
            }
            Referent::Discipline => {
                let known = self.setting.vocabulary.disciplines.iter().map(|known| name(known));
                format!("write one of {}, or add it to `disciplines` in milepost.yaml", list(known))
            }
            Referent::Person => {
                let path = Kind::Profile.pattern().replace("<handle>", reference.id);
                format!("write the handle of somebody who has a profile, or add {path}")
            }
            Referent::Goal => file(Kind::Goal, "a goal"),
            Referent::Entry => file(Kind::Entry, "an entry"),
            Referent::Assessment => file(Kind::Assessment, "an assessment"),
            Referent::Criterion { skill } => {
                let skill = framework.skills.get(skill);
                let known: Vec<_> = skill
                    .iter()
                    .flat_map(|skill| skill.data.rubric.keys())
                    .map(|known| name(known))
                    .collect();
                if known.is_empty() {
                    "this skill has no rubric: leave the criterion out, or add a `rubric` to the skill"
                        .to_owned()
                } else {
                    format!("its criteria are {}", list(known))
                }
            }
        }
    }

    /// The list that does not hold what the reference names, where there is one to look at.
    pub(super) fn definition(&self, reference: &Reference<'_>) -> Option<(Location, &'static str)> {
        match reference.referent {
            Referent::Tier { role } => {
                let role = self.setting.framework.roles.get(role)?;
                Some((role.key("/tiers"), "the tiers of this role"))
            }
            Referent::Criterion { skill } => {
                let skill = self.setting.framework.skills.get(skill)?;
                let described = !skill.data.rubric.is_empty();
                described.then(|| (skill.key("/rubric"), "the criteria of this skill"))
            }
            Referent::Skill
            | Referent::Role
            | Referent::Module
            | Referent::Credential
            | Referent::Team
            | Referent::Program
            | Referent::Discipline
            | Referent::Person
            | Referent::Goal
            | Referent::Entry
            | Referent::Assessment => None,
        }
    }
}

fn of_records<T>(records: &Records<T>, id: &str) -> Answer {
    match records.resolve(id) {
        Resolved::Present(_) | Resolved::Broken => Answer::Found,
        Resolved::Former(record) => Answer::Former(record.id.to_string()),
        Resolved::Unknown => Answer::Missing,
    }
}

fn found(is_found: bool) -> Answer {
    if is_found { Answer::Found } else { Answer::Missing }
}

fn has_tier(role: &Record<Role>, tier: &str) -> bool {
    role.data.tiers.iter().any(|known| known.id == *tier)
}
