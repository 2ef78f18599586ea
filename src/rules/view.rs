//! What rules may see: by these types a rule about one person cannot read anybody else's records.
//!
//! How rules are run over them is in `run`; who fills them, in [`check`](crate::check).

use std::collections::BTreeMap;

use super::run::Silenced;
use crate::calendar::Date;
use crate::finding::Finding;
use crate::load::{Directory, File};
use crate::policy::{Policy, Vocabulary};
use crate::progress::Limits;
use crate::progress::census::Census;
use crate::progress::level::defined_levels;
use crate::progress::presence::Presence;
use crate::record::{Departed, Framework, Groups, Level, Person, RawPolicy, Record, Skill};

/// What a rule looks at, and how.
#[derive(Clone, Copy)]
pub enum Check {
    /// The files below one folder, as they were read.
    Files(fn(&FilesView<'_>, &mut Vec<Finding>)),
    /// The policy as it is written.
    Policy(fn(&Record<RawPolicy>, &Setting<'_>, &mut Vec<Finding>)),
    /// Skills, roles, modules and credentials.
    Framework(fn(&Setting<'_>, &mut Vec<Finding>)),
    /// Teams and programs.
    Groups(fn(&Setting<'_>, &mut Vec<Finding>)),
    /// One person.
    Person(fn(&Person, &Setting<'_>, &mut Vec<Finding>)),
    /// The files of one person, as they were read.
    PersonFiles(fn(&FilesView<'_>, &Setting<'_>, &mut Vec<Finding>)),
    /// One person before and after a change.
    Change(fn(&PersonChange<'_>, &Setting<'_>, &mut Vec<Finding>)),
    /// Framework, teams and programs against what all people together have: counts, no records.
    Shared(fn(&SharedView<'_>, &Setting<'_>, &mut Vec<Finding>)),
    /// What a change does outside of people's records.
    Repository(fn(&RepositoryChange<'_>, &Setting<'_>, &mut Vec<Finding>)),
    /// What the `allow` maps of the records silenced.
    Silences(fn(&[Silenced], &mut Vec<Finding>)),
}

impl Check {
    /// What is looked at, in a word.
    #[must_use]
    pub fn scope(&self) -> &'static str {
        match self {
            Self::Files(_) => "file",
            Self::Policy(_) => "policy",
            Self::Framework(_) => "framework",
            Self::Groups(_) => "group",
            Self::Person(_) | Self::PersonFiles(_) => "person",
            Self::Change(_) | Self::Repository(_) => "change",
            Self::Shared(_) => "everybody",
            Self::Silences(_) => "allow",
        }
    }
}

/// The files below one folder: the framework, the teams, the programs or one person.
pub struct FilesView<'a> {
    /// The folder, relative to the root; `""` for the policy.
    pub folder: &'a str,
    /// Everything below it, in the order of the paths.
    pub files: &'a [File],
}

/// What every rule about records may look at besides the record.
pub struct Setting<'a> {
    /// Limits and severities in force (those of the base, where two states are compared).
    pub policy: &'a Policy,
    /// Scale and disciplines of the state that is checked.
    pub vocabulary: &'a Vocabulary,
    /// The numbers that derived values depend on.
    pub limits: &'a Limits,
    /// The day that counts as today.
    pub today: Date,
    /// Skills, roles, modules and credentials.
    pub framework: &'a Framework,
    /// Teams and programs.
    pub groups: &'a Groups,
    /// Other people's profiles, by look-up.
    pub directory: &'a dyn Directory,
    /// What stood before; `None` where there is no change, and of the state before it.
    pub earlier: Option<&'a Earlier<'a>>,
}

/// What records could refer to before a change, so that a rule can tell what the change took away
/// from what never was.
pub struct Earlier<'a> {
    /// The framework.
    pub framework: &'a Framework,
    /// Scale and disciplines.
    pub vocabulary: &'a Vocabulary,
    /// The ids of records that the change renames or removes.
    pub departed: &'a Departed,
}

impl<'a> Earlier<'a> {
    /// What a skill was, also under an id that it had then.
    #[must_use]
    pub fn skill(&self, now: &Record<Skill>) -> Option<&'a Record<Skill>> {
        std::iter::once(&now.id).chain(&now.data.formerly).find_map(|id| self.framework.skills.get(id))
    }

    /// Whether a skill that is there now had `level` before.
    #[must_use]
    pub fn had_level(&self, now: &Record<Skill>, level: Level) -> bool {
        let scale = || self.vocabulary.scale.keys().copied().collect();
        self.skill(now).is_some_and(|was| defined_levels(&was.data, &scale()).contains(&level))
    }
}

impl Setting<'_> {
    /// Whether `person` has left: of them only rules about references speak.
    #[must_use]
    pub fn has_left(&self, person: &Person) -> bool {
        Presence::of(person.profile(), self.today) == Presence::Left
    }
}

/// One person in the two states of a change.
pub struct PersonChange<'a> {
    /// Before; `None` where the change adds the person.
    pub base: Option<&'a Person>,
    /// With the change; without any record where the change removes the person.
    pub after: &'a Person,
    /// The day on which the pull request was opened.
    pub opened: Date,
}

/// What all people together have.
pub struct SharedView<'a> {
    /// Counts over all people.
    pub census: &'a Census<'a>,
    /// The file that holds the scale; `None` where no policy can be read.
    pub policy_path: Option<&'a str>,
}

/// The repository in the two states of a change.
pub struct RepositoryChange<'a> {
    /// The policy before; `None` where there was none that could be used.
    pub before: Option<&'a Policy>,
    /// The policy with the change; `None` where none can be used.
    pub after: Option<&'a Policy>,
    /// The file that holds the policy with the change; `None` where there is none.
    pub policy_path: Option<&'a str>,
    /// Every path that the change adds, alters, moves or removes, old names included, and whether a
    /// file is there with the change. Relative to the learning repository's root; of what lies outside
    /// of it, which begins with `../`, only what decides about changes.
    pub paths: &'a BTreeMap<String, bool>,
}
