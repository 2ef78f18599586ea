//! Who is at which level: one row a person, one column a skill. For leads only.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::view::Named;
use crate::calendar::Date;
use crate::progress::history::against_earlier_text;
use crate::progress::level::Levels;
use crate::record::{Id, Method, SkillHistory};
use crate::report::basis::{Basis, name_of};
use crate::report::change::Person;

/// The most columns of one map: more cannot be read side by side.
pub const MAX_COLUMNS: usize = 40;

/// Who is at which level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HeatMap {
    /// The skills that the team needs and that the members' destination tiers ask for, the most
    /// urgent first.
    pub skills: Vec<Named>,
    /// How many more skills are asked for than `skills` lists.
    pub more_skills: u64,
    /// The members, by name.
    pub rows: Vec<HeatRow>,
}

/// The levels of one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HeatRow {
    /// The person.
    pub person: Person,
    /// One cell for each skill, in their order.
    pub cells: Vec<HeatCell>,
}

/// The level of a person in a skill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HeatCell {
    /// The level; null: nobody has assessed it.
    pub level: Option<u8>,
    /// The day of the assessment that it comes from.
    pub date: Option<Date>,
    /// How that assessment was made.
    pub method: Option<Method>,
    /// How old it is.
    pub age: Option<Age>,
    /// Whether the text of the level was another then; null where that is not known.
    pub earlier_text: Option<bool>,
}

/// How old a level is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Age {
    /// Assessed within the days after which a reassessment is due.
    Fresh,
    /// Longer ago than that.
    Older,
    /// Longer ago than the half-life of the skill.
    Faded,
}

/// The levels of `members` in `skills`, of which the first [`MAX_COLUMNS`] are shown; `None` where
/// there is nobody or nothing to show. `texts` says since when the texts of levels stand.
pub(super) fn heat_map(
    basis: &Basis,
    members: &[&crate::record::Person],
    skills: &[Id],
    texts: &BTreeMap<Id, SkillHistory>,
) -> Option<HeatMap> {
    let shown = skills.get(..MAX_COLUMNS).unwrap_or(skills);
    if members.is_empty() || shown.is_empty() {
        return None;
    }
    let mut rows: Vec<HeatRow> = members
        .iter()
        .map(|member| {
            let levels = Levels::of(member, &basis.framework().skills, &basis.limits);
            HeatRow {
                person: basis.named(&member.handle, member.profile()),
                cells: shown.iter().map(|skill| cell(basis, &levels, skill, texts.get(skill))).collect(),
            }
        })
        .collect();
    rows.sort_by(|a, b| by_name(&a.person).cmp(&by_name(&b.person)));
    Some(HeatMap {
        skills: shown.iter().map(|skill| named_skill(basis, skill)).collect(),
        more_skills: (skills.len() - shown.len()) as u64,
        rows,
    })
}

fn cell(basis: &Basis, levels: &Levels<'_>, skill: &Id, texts: Option<&SkillHistory>) -> HeatCell {
    let Some(found) = levels.on(skill, basis.today) else {
        return HeatCell { level: None, date: None, method: None, age: None, earlier_text: None };
    };
    let record = basis.framework().skills.get(skill).map(|record| &record.data);
    let age = if found.is_faded(record, basis.today, &basis.limits) {
        Age::Faded
    } else if found.fresh {
        Age::Fresh
    } else {
        Age::Older
    };
    HeatCell {
        level: Some(found.level.0),
        date: Some(found.date),
        method: Some(found.method),
        age: Some(age),
        earlier_text: texts.and_then(|texts| against_earlier_text(texts, found.level, found.date)),
    }
}

/// How people are ordered: by what they are called, letter case aside, then by handle.
pub(super) fn by_name(person: &Person) -> (String, &str) {
    (person.name.as_ref().unwrap_or(&person.handle).to_lowercase(), &person.handle)
}

/// A skill with its name.
pub(super) fn named_skill(basis: &Basis, skill: &str) -> Named {
    Named { name: name_of(&basis.framework().skills, skill, |skill| &skill.name), id: skill.to_owned() }
}
