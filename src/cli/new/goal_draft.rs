//! A goal's answers, and the record that they become. Nothing is asked here.

use crate::calendar::Date;
use crate::layout::{Draft, Value};
use crate::record::{Kind, Level, Program, Record, Skill};

/// What a goal aims at.
pub(super) enum Aim<'a> {
    /// A level of a skill.
    Level(&'a Record<Skill>, Level),
    /// A credential or modules, by their names.
    Named(String),
}

/// What the file is made of.
pub(super) struct Answers<'a> {
    /// The skill and the level, or the name of what else is aimed at.
    pub(super) aim: Option<Aim<'a>>,
    /// The credential's id.
    pub(super) credential: Option<String>,
    /// The modules' ids.
    pub(super) modules: Vec<String>,
    /// What the goal is called.
    pub(super) title: String,
    /// Where it will be used.
    pub(super) place: String,
    /// What becomes better by it.
    pub(super) outcome: Option<String>,
    /// What will be done there.
    pub(super) what: String,
    /// How anyone can tell that it is reached.
    pub(super) measure: String,
    /// The last day of learning.
    pub(super) deadline: Date,
    /// The last day for using it at work.
    pub(super) until: Date,
    /// Hours of learning a week.
    pub(super) hours: Option<f64>,
}

impl Answers<'_> {
    /// What the file is named after: the skill, as people look for it.
    #[must_use]
    pub(super) fn slug(&self) -> String {
        match (&self.aim, &self.credential, self.modules.first()) {
            (Some(Aim::Level(skill, _)), _, _) => skill.id.to_string(),
            (_, Some(id), _) | (_, None, Some(id)) => id.clone(),
            (_, None, None) => self.title.clone(),
        }
    }

    /// The record.
    #[must_use]
    pub(super) fn draft(&self, program: Option<&Record<Program>>) -> Draft {
        let mut draft = Draft::new(Kind::Goal);
        draft.set("title", self.title.as_str());
        if let Some(Aim::Level(skill, level)) = &self.aim {
            draft.set("skill", skill.id.as_str());
            draft.set("target", i64::from(level.0));
        }
        draft.set_some("credential", self.credential.as_deref()).set_list("modules", &self.modules);
        draft.comment("measure", "How anyone can tell that it is reached.");
        draft.set("measure", self.measure.as_str());
        let mut why = vec![("project".to_owned(), Value::from(self.place.as_str()))];
        why.extend(self.outcome.as_deref().map(|outcome| ("outcome".to_owned(), outcome.into())));
        draft.set("why", Value::Map(why));
        draft.set("deadline", self.deadline);
        match self.hours {
            Some(hours) => draft.set("hours_per_week", hours),
            None => draft.hint("hours_per_week", "3"),
        };
        draft.comment("application", "What is done with it at work, and the last day for that.");
        draft.set(
            "application",
            Value::Map(vec![
                ("what".to_owned(), self.what.as_str().into()),
                ("until".to_owned(), self.until.into()),
            ]),
        );
        draft.set_some("program", program.map(|program| program.id.as_str()));
        draft
    }
}
