//! Sample records for the tests of this folder, written as the fields that matter.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::Limits;
use crate::calendar::Date;
use crate::record::{Framework, Id, Level, Person, Record, Records, Written};

/// The policy's defaults.
pub(super) fn limits() -> Limits {
    Limits {
        reassess_days: 90,
        window_days: 30,
        due_soon_days: 14,
        half_life_months: 30,
        scale: levels([1, 2, 3, 4, 5]),
    }
}

pub(super) fn levels<const N: usize>(levels: [u8; N]) -> BTreeSet<Level> {
    levels.into_iter().map(Level).collect()
}

pub(super) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// The record `id` that says what `fields` say, and what `basis` says elsewhere.
pub(super) fn record<T: DeserializeOwned>(id: &str, basis: Value, fields: Value) -> Record<T> {
    let (mut data, fields) = (basis, fields);
    for (key, value) in fields.as_object().unwrap() {
        data[key] = value.clone();
    }
    let data = serde_json::from_value(data).unwrap();
    Record { id: Id::from(id), path: format!("{id}.yaml"), data }
}

pub(super) fn goal(id: &str, fields: Value) -> Record<crate::record::Goal> {
    let basis = json!({"title": "T", "measure": "M", "deadline": "2026-12-18", "why": {}});
    record(id, basis, fields)
}

fn put<T: Written>(records: &mut Records<T>, record: Record<T>) {
    records.insert(record);
    records.index_former();
}

/// The person `ana` and a framework, built up one record at a time.
pub(super) struct Sample {
    pub(super) person: Person,
    pub(super) framework: Framework,
}

impl Sample {
    pub(super) fn new() -> Self {
        Self { person: Person::new("ana".into()), framework: Framework::default() }
    }

    pub(super) fn profile(mut self, fields: Value) -> Self {
        let basis = json!({
            "role": "backend", "tier": "junior", "discipline": "backend", "started": "2026-01-01"
        });
        self.person.profile = Some(record("ana", basis, fields));
        self
    }

    pub(super) fn entry(mut self, id: &str, fields: Value) -> Self {
        let basis = json!({"title": "T", "type": "project", "skills": ["rust"]});
        self.person.entries.insert(record(id, basis, fields));
        self
    }

    pub(super) fn award(mut self, id: &str, fields: Value) -> Self {
        self.person.awards.insert(record(id, json!({}), fields));
        self
    }

    /// Adds an assessment by `ben`, unless the fields name others.
    pub(super) fn assessment(mut self, id: &str, fields: Value) -> Self {
        let basis = json!({"cycle": "review", "assessors": ["ben"]});
        self.person.assessments.insert(record(id, basis, fields));
        self
    }

    /// Adds an assessment by `ben` of one skill.
    pub(super) fn rated(self, id: &str, date: &str, method: &str, skill: &str, rating: u8) -> Self {
        let ratings = json!([{"skill": skill, "rating": rating}]);
        self.assessment(id, json!({"date": date, "method": method, "ratings": ratings}))
    }

    pub(super) fn skill(mut self, id: &str, fields: Value) -> Self {
        let basis = json!({"name": id, "kind": "technical", "proficient_from": 3});
        put(&mut self.framework.skills, record(id, basis, fields));
        self
    }

    pub(super) fn role(mut self, id: &str, fields: Value) -> Self {
        put(&mut self.framework.roles, record(id, json!({"name": id, "discipline": "backend"}), fields));
        self
    }

    pub(super) fn module(mut self, id: &str, fields: Value) -> Self {
        let basis = json!({"name": id, "format": "workshop", "teaches": []});
        put(&mut self.framework.modules, record(id, basis, fields));
        self
    }

    pub(super) fn credential(mut self, id: &str, fields: Value) -> Self {
        let basis = json!({"name": id, "kind": "micro-credential", "criteria": "C"});
        put(&mut self.framework.credentials, record(id, basis, fields));
        self
    }
}
