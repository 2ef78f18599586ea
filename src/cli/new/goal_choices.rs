//! What a person may choose for a goal: the skills, their gaps first, and the levels with their texts.

use std::collections::{BTreeMap, BTreeSet};

use super::levels::{level_name, level_text};
use crate::calendar::Date;
use crate::cli::ask::Choice;
use crate::cli::workspace::Workspace;
use crate::policy::Vocabulary;
use crate::progress::level::{Coverage, Levels};
use crate::progress::priority::Urgency;
use crate::progress::tier::TierProgress;
use crate::progress::{Limits, present_id};
use crate::record::{GoalStatus, Level, Person, Record, Skill, SkillStatus};

/// A skill, and what it is to somebody.
pub(super) struct Wanted<'a> {
    /// The skill.
    pub(super) skill: &'a Record<Skill>,
    /// What the tier that they work towards asks for.
    pub(super) required: Option<Level>,
    /// By when.
    pub(super) needed_by: Option<Date>,
    /// Where they are; `None` where that is not assessed.
    pub(super) level: Option<Level>,
    /// Whether an active goal aims at it already.
    pub(super) underway: bool,
}

impl Wanted<'_> {
    fn is_gap(&self) -> bool {
        self.required.is_some_and(|required| !Coverage::of(required, self.level).is_met())
    }

    /// The skill as it is shown.
    #[must_use]
    pub(super) fn choice(&self) -> Choice {
        let mut notes = Vec::new();
        match (self.required, self.level) {
            (Some(required), Some(level)) => notes.push(format!("you {level}, asked {required}")),
            (Some(required), None) => notes.push(format!("asked {required}, not assessed yet")),
            (None, Some(level)) => notes.push(format!("you {level}")),
            (None, None) => {}
        }
        notes.extend(self.needed_by.filter(|_| self.is_gap()).map(|day| format!("by {day}")));
        if self.underway {
            notes.push("a goal is under way".to_owned());
        }
        Choice::new(self.skill.id.as_str()).label(self.skill.data.name.clone()).note(notes.join(", "))
    }
}

/// The skills that a goal may aim at: gaps of the tier that the person works towards, the most urgent
/// first, then what else is asked, then the rest.
#[must_use]
pub(super) fn skills<'a>(person: &Person, workspace: &'a Workspace) -> Vec<Wanted<'a>> {
    let framework = &workspace.state.framework.data;
    let limits = Limits::of(workspace.policy(), workspace.vocabulary());
    let today = workspace.today();
    let levels = Levels::of(person, &framework.skills, &limits);
    let active = person.goals.iter().filter(|goal| goal.data.status() == GoalStatus::Active);
    let underway: BTreeSet<&str> =
        active.filter_map(|goal| Some(present_id(&framework.skills, goal.data.skill.as_deref()?))).collect();
    let progress = TierProgress::of(person, framework, today, &limits);
    let asked: BTreeMap<&str, (Level, Urgency)> = progress
        .iter()
        .flat_map(|progress| &progress.requirements)
        .map(|part| (part.skill, (part.requirement.level, Urgency::of_requirement(part.requirement))))
        .collect();
    let usable = framework.skills.iter().filter(|skill| skill.data.status() == SkillStatus::Active);
    let mut wanted: Vec<(u8, Wanted<'a>)> = usable
        .map(|skill| {
            let asked = asked.get(skill.id.as_str());
            let wanted = Wanted {
                skill,
                required: asked.map(|(level, _)| *level),
                needed_by: asked.and_then(|(_, urgency)| urgency.needed_by()),
                level: levels.on(&skill.id, today).map(|level| level.level),
                underway: underway.contains(skill.id.as_str()),
            };
            (asked.map_or(0, |(_, urgency)| urgency.rank()), wanted)
        })
        .collect();
    let gap = |wanted: &Wanted<'_>| wanted.required.map(|required| Coverage::of(required, wanted.level));
    wanted.sort_by_key(|(rank, wanted)| {
        let gap = gap(wanted);
        (
            std::cmp::Reverse(wanted.is_gap() && !wanted.underway),
            std::cmp::Reverse(gap),
            std::cmp::Reverse(*rank),
            wanted.needed_by.unwrap_or(Date::LAST),
            wanted.skill.data.name.to_lowercase(),
        )
    });
    wanted.into_iter().map(|(_, wanted)| wanted).collect()
}

/// A level as it is shown: its name, whether it is asked, and what somebody does who has it.
#[must_use]
pub(super) fn level(level: Level, wanted: &Wanted<'_>, vocabulary: &Vocabulary) -> Choice {
    let note = match (wanted.required, wanted.level) {
        (Some(required), _) if required == level => "asked of you",
        (_, Some(own)) if own == level => "where you are",
        (_, _) => "",
    };
    Choice::new(level.to_string()).label(level_name(level, vocabulary)).note(note).text(level_text(
        &wanted.skill.data,
        level,
        vocabulary,
    ))
}
