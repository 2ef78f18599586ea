//! Ratings of the sheet → assessments, one for each person, day, method and group of assessors. What
//! stands in the repository of the same day is left as it is.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::matrix::{Rated, Sitting};
use super::people::People;
use super::remark::{Remarks, Weight};
use super::skills::SkillRead;
use super::table::{Cell, Table};
use super::{Known, Options};
use crate::calendar::Date;
use crate::record::{Cycle, Id, Level, Method};

/// An assessment to be written.
#[derive(Debug)]
pub(super) struct NewBaseline {
    /// Index of the person.
    pub(super) person: usize,
    pub(super) id: String,
    pub(super) date: Date,
    pub(super) method: Method,
    pub(super) assessors: Vec<Id>,
    /// Skill and level, in the order of the sheet.
    pub(super) ratings: Vec<(String, Level)>,
}

/// New assessments, and how many ratings are there already.
#[derive(Debug, Default)]
pub(super) struct Baselines {
    pub(super) baselines: Vec<NewBaseline>,
    pub(super) present: usize,
}

/// Who rated somebody, and how.
type By = (Method, Vec<Id>);
type Group = BTreeMap<usize, (Level, Cell)>;

/// What is made into assessments.
pub(super) struct Source<'s, 'a> {
    pub(super) table: &'s Table,
    pub(super) people: &'s People<'a>,
    pub(super) skills: &'s [SkillRead],
    pub(super) ratings: &'s [Rated],
    pub(super) sittings: &'s [Sitting],
    /// People without a profile and without one to be written.
    pub(super) held_back: &'s BTreeSet<usize>,
    pub(super) options: &'s Options,
    pub(super) known: &'s Known<'a>,
}

/// The assessments of everybody.
pub(super) fn prepare(source: &Source<'_, '_>, remarks: &mut Remarks) -> Baselines {
    let mut named: HashMap<&str, Result<Vec<Id>, String>> = HashMap::new();
    let mut groups: BTreeMap<(usize, Date, Method, Vec<Id>), Group> = BTreeMap::new();
    for rated in source.ratings.iter().filter(|rated| !source.held_back.contains(&rated.person)) {
        let sitting = source.sittings.get(rated.sitting);
        let date = sitting.and_then(|sitting| sitting.date).unwrap_or(source.options.date);
        let assessor = sitting.and_then(|sitting| sitting.assessor.as_ref());
        let column = match assessor {
            None => None,
            Some((cell, text)) => match named.entry(text).or_insert_with(|| source.assessors(text)) {
                Ok(handles) => Some(handles.clone()),
                Err(unknown) => {
                    let why = format!("nobody here is called \"{unknown}\", so this rating is nobody's");
                    let help = "correct the name, or write the handle; a profile can be added before";
                    let place = (*cell, text.as_str());
                    remarks.add_found(source.table, Weight::NotUnderstood, place, "", (&why, help));
                    continue;
                }
            },
        };
        let (method, assessors) = source.by(rated.person, column);
        let group = groups.entry((rated.person, date, method, assessors)).or_default();
        match group.get(&rated.skill) {
            Some((level, first)) if *level != rated.level => {
                let why = format!("level {level} of the same day stands in {first}");
                let help = "leave one of the two, or give them different days";
                remarks.add(
                    source.table,
                    Weight::NotUnderstood,
                    rated.cell,
                    &source.about(rated),
                    (&why, help),
                );
            }
            Some(_) => {}
            None => {
                group.insert(rated.skill, (rated.level, rated.cell));
            }
        }
    }
    let mut made = Baselines::default();
    let mut taken = HashSet::new();
    for ((person, date, method, assessors), group) in groups {
        let ratings = source.not_yet_there(person, date, method, group, &mut made.present, remarks);
        if ratings.is_empty() {
            continue;
        }
        let id = source.free_id(person, date, &mut taken);
        made.baselines.push(NewBaseline { person, id, date, method, assessors, ratings });
    }
    made
}

impl Source<'_, '_> {
    /// The handles in a cell; the name that nobody here has.
    fn assessors(&self, text: &str) -> Result<Vec<Id>, String> {
        let own = ["self", "selbst", "own", "myself"];
        if own.contains(&text.to_lowercase().as_str()) {
            return Ok(Vec::new());
        }
        if let Some(handle) = self.people.find(text) {
            return Ok(vec![handle]);
        }
        let split: Vec<&str> = if text.contains(';') {
            text.split(';').collect()
        } else {
            text.split([',', '/', '&', '\n']).collect()
        };
        let mut handles = Vec::new();
        for part in split.into_iter().map(str::trim).filter(|part| !part.is_empty()) {
            let handle = self.people.find(part).ok_or_else(|| super::remark::shortened(part))?;
            if !handles.contains(&handle) {
                handles.push(handle);
            }
        }
        Ok(handles)
    }

    /// How somebody was rated: by those whom the sheet names, else by those whom the flags name; nobody
    /// rates themselves but as a claim.
    fn by(&self, person: usize, column: Option<Vec<Id>>) -> By {
        let claim = (Method::SelfRating, Vec::new());
        let asked = self.options.method;
        if asked == Some(Method::SelfRating) {
            return claim;
        }
        let named = column.is_some();
        let mut assessors = column.unwrap_or_else(|| self.options.assessors.clone());
        let own = self.people.everybody.get(person).map_or("", |person| person.handle.as_str());
        assessors.retain(|handle| **handle != *own);
        assessors.sort_unstable();
        assessors.dedup();
        match asked {
            _ if assessors.is_empty() => claim,
            Some(method) => (method, assessors),
            None if named => (Method::Peer, assessors),
            None => claim,
        }
    }

    fn about(&self, rated: &Rated) -> String {
        let person = self.people.everybody.get(rated.person).map_or("", |person| person.shown.as_str());
        let skill = self.skills.get(rated.skill).map_or("", |skill| skill.name.as_str());
        format!("{person}, {skill}")
    }

    /// The ratings that no baseline of the same person, day and method has.
    fn not_yet_there(
        &self,
        person: usize,
        date: Date,
        method: Method,
        group: Group,
        present: &mut usize,
        remarks: &mut Remarks,
    ) -> Vec<(String, Level)> {
        let someone = self.people.everybody.get(person);
        let records =
            someone.and_then(|someone| self.known.person(&someone.handle)).map(|person| &person.assessments);
        let same = records.into_iter().flat_map(|records| records.iter()).filter(|record| {
            record.data.cycle == Cycle::Baseline && record.data.date == date && record.data.method == method
        });
        let mut there: HashMap<&str, (Level, &str)> = HashMap::new();
        for record in same {
            for rating in &record.data.ratings {
                there.entry(&rating.skill).or_insert((rating.rating, &record.id));
            }
        }
        let mut ratings = Vec::new();
        for (index, (level, cell)) in group {
            let Some(skill) = self.skills.get(index) else { continue };
            match there.get(skill.id.as_str()) {
                None => ratings.push((skill.id.clone(), level)),
                Some((written, record)) => {
                    *present += 1;
                    if *written != level {
                        let why = format!(
                            "level {written} of the same day stands in {record}, which is left as it is"
                        );
                        let about = format!("{}, {}", someone.map_or("", |it| &it.shown), skill.name);
                        let help = "if it has changed since, give the day: --date YYYY-MM-DD";
                        remarks.add(self.table, Weight::Assumed, cell, &about, (&why, help));
                    }
                }
            }
        }
        ratings
    }

    fn free_id(&self, person: usize, date: Date, taken: &mut HashSet<(usize, String)>) -> String {
        let someone = self.people.everybody.get(person);
        let records =
            someone.and_then(|someone| self.known.person(&someone.handle)).map(|person| &person.assessments);
        let is_there = |id: &str| records.is_some_and(|records| records.contains(id));
        let mut id = format!("{date}-baseline");
        let mut number = 2;
        while is_there(&id) || taken.contains(&(person, id.clone())) {
            id = format!("{date}-baseline-{number}");
            number += 1;
        }
        taken.insert((person, id.clone()));
        id
    }
}
