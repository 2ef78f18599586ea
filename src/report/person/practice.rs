//! How somebody learns: the load, the sorts of entries, what serves the aspiration, and what they
//! said of modules.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Part, percent};
use crate::calendar::{Date, Quarter};
use crate::progress::asked::Asked;
use crate::progress::load::{Load, Peak, allowance, exceeds};
use crate::record::{EntryType, GoalStatus};
use crate::report::basis::name_of;

/// Hours of learning a week.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct LearningLoad {
    /// What the goals that run today take.
    pub hours_per_week: f64,
    /// What is set aside for learning.
    pub allowance: f64,
    /// Taken of set aside, in percent, rounded; null where nothing is set aside.
    pub percent: Option<u64>,
    /// Whether the goals take more than is set aside.
    pub exceeded: bool,
    /// The titles of goals that run today and do not say how many hours they take.
    pub without_hours: Vec<String>,
    /// When the goals take most, from today on; null where none takes any time.
    pub busiest: Option<Busiest>,
}

/// The days on which the goals take most.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Busiest {
    /// The first of these days, not before today.
    pub first: Date,
    /// The last of these days.
    pub last: Date,
    /// Hours a week.
    pub hours_per_week: f64,
    /// Whether that is more than is set aside.
    pub exceeded: bool,
}

/// What sorts of learning the entries of a quarter tell of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FormatsOfQuarter {
    /// The first day of the quarter.
    pub first: Date,
    /// The last day of the quarter.
    pub last: Date,
    /// How many entries there are, up to today.
    pub entries: usize,
    /// How many of each type, the most frequent first.
    pub types: Vec<TypeCount>,
}

/// How many entries are of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TypeCount {
    /// The type.
    #[serde(rename = "type")]
    pub kind: EntryType,
    /// How many.
    pub count: usize,
}

/// What somebody wants to become, and what serves it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AspirationServed {
    /// In the person's own words.
    pub text: String,
    /// The names of the skills that it takes.
    pub skills: Vec<String>,
    /// The titles of active goals that lead there.
    pub goals: Vec<String>,
    /// The titles of the goals reached that led there.
    pub reached: Vec<String>,
}

/// What somebody said of a module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FeedbackGiven {
    /// The day of the entry.
    pub date: Date,
    /// The module's name; the entry's title where it names no module.
    pub about: String,
    /// How useful it was: 1 not at all, 5 very.
    pub useful: Option<u8>,
    /// What was missing.
    pub missing: Option<String>,
}

/// The load today and ahead; `None` of somebody who is not there today.
pub(super) fn load(part: &Part<'_>) -> Option<LearningLoad> {
    let load = Load::on(part.person, part.today)?;
    let allowance = allowance(part.person.profile()?, part.basis.policy.limits.hours_per_week);
    let busiest = Peak::ahead(part.person, part.today).map(|peak| Busiest {
        first: peak.first,
        last: peak.last,
        hours_per_week: peak.load.hours_per_week,
        exceeded: exceeds(peak.load.hours_per_week, allowance),
    });
    Some(LearningLoad {
        hours_per_week: load.hours_per_week,
        allowance,
        percent: exceeds(allowance, 0.0).then(|| percent(load.hours_per_week / allowance)),
        exceeded: exceeds(load.hours_per_week, allowance),
        without_hours: load.without_hours.iter().map(|goal| goal.data.title.clone()).collect(),
        busiest,
    })
}

/// The sorts of entries in this quarter and the last one.
pub(super) fn formats(part: &Part<'_>) -> Vec<FormatsOfQuarter> {
    let present = Quarter::of(part.today);
    let last = Quarter::of(present.first_day().plus_days(-1));
    let quarters = if last == present { vec![present] } else { vec![present, last] };
    quarters.into_iter().map(|quarter| formats_of(part, quarter)).collect()
}

fn formats_of(part: &Part<'_>, quarter: Quarter) -> FormatsOfQuarter {
    let (first, last) = (quarter.first_day(), quarter.last_day());
    let mut counts: BTreeMap<EntryType, usize> = BTreeMap::new();
    for entry in part.person.entries.iter().map(|record| &record.data) {
        if (first..=last.min(part.today)).contains(&entry.date) {
            *counts.entry(entry.kind).or_default() += 1;
        }
    }
    let mut types: Vec<TypeCount> =
        counts.into_iter().map(|(kind, count)| TypeCount { kind, count }).collect();
    types.sort_by_key(|of_type| Reverse(of_type.count));
    FormatsOfQuarter { first, last, entries: types.iter().map(|of_type| of_type.count).sum(), types }
}

/// The aspiration with the goals that lead to one of its skills, or to what comes before it.
pub(super) fn aspiration(part: &Part<'_>) -> Option<AspirationServed> {
    let aspiration = part.person.profile()?.aspiration.as_ref()?;
    let mut asked = Asked::of_skills(&aspiration.skills, part.basis.framework());
    asked.follow();
    let titles = |status: GoalStatus| {
        let goals = part.person.goals.iter().map(|record| &record.data);
        let serving = goals.filter(|goal| goal.status() == status && asked.serves(goal) == Some(true));
        serving.map(|goal| goal.title.clone()).collect()
    };
    Some(AspirationServed {
        text: aspiration.text.clone(),
        skills: aspiration.skills.iter().map(|skill| part.skill_name(skill)).collect(),
        goals: titles(GoalStatus::Active),
        reached: titles(GoalStatus::Done),
    })
}

/// What the entries say of modules, the latest first.
pub(super) fn feedback(part: &Part<'_>) -> Vec<FeedbackGiven> {
    let modules = &part.basis.framework().modules;
    let entries = part.person.entries.iter().map(|record| &record.data);
    let mut feedback: Vec<FeedbackGiven> = entries
        .filter(|entry| entry.date <= part.today)
        .filter_map(|entry| {
            let given = entry.feedback.as_ref()?;
            let missing = given.missing.clone().filter(|missing| !missing.trim().is_empty());
            let about = match &entry.module {
                Some(module) => name_of(modules, module, |module| &module.name),
                None => entry.title.clone(),
            };
            let said = given.useful.is_some() || missing.is_some();
            said.then_some(FeedbackGiven { date: entry.date, about, useful: given.useful, missing })
        })
        .collect();
    feedback.sort_by_key(|given| Reverse(given.date));
    feedback
}
