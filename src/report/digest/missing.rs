//! What people missed in modules, so that modules become better: texts, without whose they are.
//!
//! A text is by one person, and in a module that two people took, it is as good as signed. So it is
//! told once at least `privacy.min_group` people have said something about the module, without name
//! and in an order that tells nothing; with the first digest after that, all of them.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::Scope;
use crate::calendar::Date;
use crate::progress::present_id;
use crate::record::Id;
use crate::report::basis::name_of;

/// What people missed in one module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ModuleRemarks {
    /// The module's id.
    pub module: Id,
    /// The module's name.
    pub name: String,
    /// What was missing, in people's own words, each text once, in alphabetical order.
    pub remarks: Vec<String>,
}

/// What was said about one module.
#[derive(Default)]
struct Said<'a> {
    /// Who has said anything, and who of them before the digest's first day.
    people: BTreeSet<&'a str>,
    earlier: BTreeSet<&'a str>,
    /// What was missing, with the day.
    missing: Vec<(Date, &'a str)>,
}

/// The remarks that may be told since the digest's first day.
pub(super) fn of(scope: &Scope<'_>) -> Vec<ModuleRemarks> {
    let modules = &scope.basis.framework().modules;
    let mut said: BTreeMap<&str, Said<'_>> = BTreeMap::new();
    for person in scope.everybody {
        for entry in person.entries.iter().map(|record| &record.data) {
            let (Some(module), Some(feedback)) = (&entry.module, &entry.feedback) else { continue };
            let Some(module) = modules.get(module) else { continue };
            if entry.date > scope.basis.today {
                continue;
            }
            let said = said.entry(present_id(modules, &module.id)).or_default();
            said.people.insert(&person.handle);
            if entry.date < scope.since {
                said.earlier.insert(&person.handle);
            }
            let missing = feedback.missing.as_deref().map(str::trim).filter(|text| !text.is_empty());
            said.missing.extend(missing.map(|text| (entry.date, text)));
        }
    }
    let min_group = scope.basis.policy.limits.min_group;
    let told = |(id, said): (&str, Said<'_>)| {
        if said.people.len() < min_group {
            return None;
        }
        let from = (said.earlier.len() >= min_group).then_some(scope.since);
        let new = said.missing.iter().filter(|(date, _)| from.is_none_or(|from| *date >= from));
        let remarks: BTreeSet<&str> = new.map(|(_, text)| *text).collect();
        (!remarks.is_empty()).then(|| ModuleRemarks {
            module: Id::from(id),
            name: name_of(modules, id, |module| &module.name),
            remarks: remarks.into_iter().map(str::to_owned).collect(),
        })
    };
    said.into_iter().filter_map(told).collect()
}
