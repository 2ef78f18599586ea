//! What an entry may be about: the person's open goals, then skills; and what kinds of learning there
//! are.

use super::goal_choices;
use crate::cli::ask::Choice;
use crate::cli::workspace::Workspace;
use crate::progress::Limits;
use crate::progress::application::{ApplicationState, Applications, last_day};
use crate::progress::goal::skills;
use crate::record::{EntryType, GoalStatus, Id, Person};

/// A goal or a skill.
pub(super) struct Subject {
    /// The goal's id; `None` for a skill alone.
    pub(super) goal: Option<String>,
    /// The skills that an entry about it shows.
    pub(super) skills: Vec<String>,
    /// Whether its use at work is still to come.
    pub(super) plan_open: bool,
    name: String,
    note: String,
}

impl Subject {
    /// As it is shown.
    pub(super) fn choice(&self) -> Choice {
        let key = self.goal.as_deref().or(self.skills.first().map(String::as_str)).unwrap_or_default();
        Choice::new(key).label(self.name.clone()).note(self.note.clone())
    }
}

/// The goals on which somebody is working or which are still to be used at work, the next deadline
/// first; then every skill, those of the own role first.
pub(super) fn subjects(person: &Person, workspace: &Workspace) -> Vec<Subject> {
    let framework = &workspace.state.framework.data;
    let limits = Limits::of(workspace.policy(), workspace.vocabulary());
    let applications = Applications::of(person);
    let mut goals = Vec::new();
    for goal in person.goals.iter() {
        let state = applications.state(goal, workspace.today(), limits.window_days);
        let open = matches!(state, ApplicationState::Planned | ApplicationState::Open);
        let plan_open = open && goal.data.application.is_some();
        let note = match goal.data.status() {
            GoalStatus::Active => format!("by {}", goal.data.deadline),
            GoalStatus::Done if plan_open => {
                format!("use at work until {}", last_day(&goal.data, limits.window_days))
            }
            GoalStatus::Done | GoalStatus::Draft | GoalStatus::Dropped => continue,
        };
        let skills: Vec<String> = skills(&goal.data, framework).iter().map(Id::to_string).collect();
        if skills.is_empty() {
            continue;
        }
        let (id, name) = (goal.id.to_string(), goal.data.title.clone());
        goals.push((goal.data.deadline, Subject { goal: Some(id), skills, plan_open, name, note }));
    }
    goals.sort_by_key(|(deadline, _)| *deadline);
    let skills = goal_choices::skills(person, workspace).into_iter().map(|wanted| Subject {
        goal: None,
        skills: vec![wanted.skill.id.to_string()],
        plan_open: false,
        name: wanted.skill.data.name.clone(),
        note: String::new(),
    });
    goals.into_iter().map(|(_, subject)| subject).chain(skills).collect()
}

/// A kind of learning in a few words.
pub(super) fn meaning(kind: EntryType) -> &'static str {
    match kind {
        EntryType::Micro => "something small, under an hour",
        EntryType::Course => "a course, online or not",
        EntryType::Workshop => "a workshop or a training",
        EntryType::Project => "work on a project",
        EntryType::Pairing => "worked on it with somebody",
        EntryType::Mentoring => "helped somebody, or was helped",
        EntryType::Talk => "a talk, a demo or an article",
        EntryType::Reading => "a book, a paper or documentation",
        EntryType::Rotation => "some weeks in another team",
        EntryType::Journal => "thoughts on what happened",
    }
}
