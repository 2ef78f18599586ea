//! One program: what it cost, who took part, what the members can do now, what the business gained.
//!
//! The same view is an item of the return-on-investment report and a page of the dashboard. It is
//! shared: figures about people are of groups of at least `privacy.min_group`, of the last month's
//! end, and never of a single person. Learning time is shown beside the costs, never added to them.

mod evidence;
mod impact;
mod investment;
mod participation;

pub use evidence::{LevelBand, SkillEvidence};
pub use impact::{MetricChange, MetricReading};
pub use investment::{BenefitItem, CostItem, Investment, LearningTime, Return, ReturnStep, StepKind};
pub use participation::{Participation, SessionShare};

use schemars::JsonSchema;
use serde::Serialize;

use super::basis::{Basis, name_of};
use crate::calendar::Date;
use crate::progress::level::{Levels, handles};
use crate::progress::program::is_member;
use crate::record::{Id, Person, Program, ProgramKind, Record};

/// What the figures do not say.
pub const CAUTION: &str = "These figures stand side by side. That something became better after a program \
                           does not show that it became better because of it: other things changed in the \
                           same months.";

/// One program, in six sections.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ProgramReport {
    /// The program's id.
    pub id: Id,
    /// The file that records it, where figures that are missing can be added.
    pub path: String,
    /// The program's name.
    pub name: String,
    /// What sort of program it is.
    pub kind: ProgramKind,
    /// The first day.
    pub start: Date,
    /// The last day.
    pub end: Date,
    /// Where it stands on the day of the report. Figures of a program that is running are figures so
    /// far.
    pub stage: Stage,
    /// The part of a longer plan that it is; null: not said.
    pub phase: Option<String>,
    /// Who wants it and pays for it; null: not said, or a name where people are shown by their
    /// handles only.
    pub sponsor: Option<String>,
    /// The project that it prepares for; null: not said.
    pub project: Option<String>,
    /// Names of the modules that its members take.
    pub modules: Vec<String>,
    /// The smallest group of people that a figure may describe.
    pub min_group: usize,
    /// The last month's end: figures about people are as of this day, and change once a month.
    pub people_as_of: Date,
    /// Why there are no figures about people; null: there are.
    pub withheld: Option<Withheld>,
    /// 1: what was put in.
    pub investment: Investment,
    /// 2: how many took part; null: withheld.
    pub participation: Option<Participation>,
    /// 3: what the members could do before and can do after, by skill; the most people first. Empty
    /// where it is withheld, or nobody was assessed.
    pub evidence: Vec<SkillEvidence>,
    /// 4: figures of the business, before and after.
    pub impact: Vec<MetricChange>,
    /// 5: what came back for what was put in.
    pub returns: Return,
    /// 6: what people tell.
    pub stories: Vec<String>,
}

/// Where a program stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// It has not begun.
    Planned,
    /// It has begun and has not ended.
    Running,
    /// Its last day has passed.
    Finished,
}

/// Why figures about people are not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Withheld {
    /// Fewer members than `min_group`.
    SmallGroup,
    /// The program began after the last month's end.
    TooEarly,
}

impl Stage {
    /// Where `program` stands on `today`.
    pub(crate) fn of(program: &Program, today: Date) -> Self {
        if today < program.start {
            Self::Planned
        } else if today <= program.end {
            Self::Running
        } else {
            Self::Finished
        }
    }
}

impl ProgramReport {
    /// The report on `program`. `everybody` are all people, of whom its members are some.
    #[must_use]
    pub fn of(program: &Record<Program>, basis: &Basis, everybody: &[Person]) -> Self {
        let (data, programs) = (&program.data, &basis.groups().programs);
        let as_of = last_month_end(basis.today);
        let min_group = basis.policy.limits.min_group;
        let members: Vec<&Person> =
            everybody.iter().filter(|person| is_member(person, &program.id, programs, as_of)).collect();
        let withheld = if data.start > as_of {
            Some(Withheld::TooEarly)
        } else {
            (members.len() < min_group).then_some(Withheld::SmallGroup)
        };
        let shown = withheld.is_none();
        let text = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        Self {
            id: program.id.clone(),
            path: program.path.clone(),
            name: name_of(programs, &program.id, |program| &program.name),
            kind: data.kind,
            start: data.start,
            end: data.end,
            stage: Stage::of(data, basis.today),
            phase: text(&data.phase),
            sponsor: text(&data.sponsor).and_then(|sponsor| {
                match everybody.iter().find(|person| person.handle == *sponsor.as_str()) {
                    Some(person) => Some(basis.named(&sponsor, person.profile()).shown().to_owned()),
                    None => Some(sponsor).filter(|_| !basis.pseudonymous()),
                }
            }),
            project: data.project.as_ref().map(|project| project.name.clone()),
            modules: data
                .modules
                .iter()
                .map(|id| name_of(&basis.framework().modules, id, |module| &module.name))
                .collect(),
            min_group,
            people_as_of: as_of,
            withheld,
            investment: Investment::of(program, basis, everybody, as_of),
            participation: shown.then(|| {
                let handles: Vec<_> = members
                    .iter()
                    .map(|person| handles(person).into_iter().map(Id::as_str).collect())
                    .collect();
                Participation::of(data, &handles, as_of)
            }),
            evidence: if shown {
                let levels: Vec<Levels<'_>> = members
                    .iter()
                    .map(|person| Levels::of(person, &basis.framework().skills, &basis.limits))
                    .collect();
                evidence::of(data, basis, &levels, as_of)
            } else {
                Vec::new()
            },
            impact: data.metrics.iter().map(MetricChange::of).collect(),
            returns: Return::of(data),
            stories: data.stories.iter().filter(|story| !story.trim().is_empty()).cloned().collect(),
        }
    }

    /// About how many items its lists hold.
    #[must_use]
    pub fn items(&self) -> usize {
        let bands: usize = self.evidence.iter().map(|skill| skill.bands.len() + 1).sum();
        let sessions = self.participation.as_ref().map_or(0, |part| part.sessions.len());
        let money = 2 * (self.investment.costs.len() + self.returns.benefits.len());
        1 + bands + sessions + money + self.impact.len() + self.stories.len() + self.modules.len()
    }
}

/// The last day of the month before that of `day`.
pub(super) fn last_month_end(day: Date) -> Date {
    day.plus_months(-1).month_end()
}

#[cfg(test)]
mod tests;
