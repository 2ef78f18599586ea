//! One group as leads see it: everything, as of today.

use std::collections::{BTreeMap, BTreeSet};

use super::asked::{Asks, asks, by_urgency};
use super::gaps::{lacking, needs, single_holders};
use super::gathered::{Day, Whose};
use super::heat_map::{HeatMap, heat_map};
use super::key_figures;
use super::view::{Counted, Group, ModuleRow, Named, Participation, TierRow};
use crate::calendar::Date;
use crate::progress::team::{Standing, Usefulness};
use crate::progress::tier::next_tier;
use crate::record::{Id, Person, SkillHistory};
use crate::report::basis::{Basis, name_of};

/// What the groups of one report are made from.
pub(super) struct Sources<'a> {
    pub(super) basis: &'a Basis,
    pub(super) people: &'a [Person],
    pub(super) today: &'a Day,
    /// The day to compare with.
    pub(super) then: Option<&'a Day>,
    /// The ends of months, oldest first.
    pub(super) months: &'a [&'a Day],
    /// Since when the texts of levels stand.
    pub(super) texts: &'a BTreeMap<Id, SkillHistory>,
}

/// A group, nothing withheld, and what it is asked for.
pub(super) fn open(sources: &Sources<'_>, whose: Whose<'_>) -> (Group, Asks) {
    let Sources { basis, today, then, months, .. } = *sources;
    let standing = today.standing(whose);
    let asks = asks(basis, today, whose, standing);
    let lacking = lacking(basis, today, standing, &asks);
    let (id, name) = identity(basis, whose);
    let group = Group {
        id,
        name,
        small: false,
        participation: Some(participation(standing, today.day)),
        needs: needs(basis, today, then, whose),
        single_holders: match whose {
            // What hangs on one person is said team by team.
            Whose::Everyone => Vec::new(),
            Whose::Team(_) => {
                single_holders(basis, &asks, |skill, level| Some(standing.at_least(skill, level)))
            }
        },
        gaps: lacking.gaps,
        more_gaps: lacking.more,
        covered: lacking.covered,
        key_figures: key_figures::open(basis, whose, today, then, months),
        tiers: tiers(basis, standing, today.day),
        modules: modules(sources, whose, standing),
        heat_map: levels(sources, whose, &asks),
    };
    (group, asks)
}

/// The id and the name of a group.
pub(super) fn identity(basis: &Basis, whose: Whose<'_>) -> (Option<String>, String) {
    match whose {
        Whose::Everyone => (None, "Everyone".into()),
        Whose::Team(team) => (Some(team.to_owned()), name_of(&basis.groups().teams, team, |team| &team.name)),
    }
}

fn participation(standing: &Standing, day: Date) -> Participation {
    let counted = |value| Counted { value: Some(value), as_of: Some(day) };
    Participation {
        members: counted(standing.members),
        present: counted(standing.present),
        with_goal: counted(standing.with_goal),
        with_entry: counted(standing.with_entry),
    }
}

/// The people of a group, those who have left or not started left out.
fn people<'a>(sources: &Sources<'a>, whose: Whose<'_>) -> Vec<&'a Person> {
    let members: BTreeSet<&Id> = sources.today.members(whose).map(|(handle, _)| handle).collect();
    sources.people.iter().filter(|person| members.contains(&person.handle)).collect()
}

/// A team's levels; of everybody, those of people in no team, since the others stand with theirs.
fn levels(sources: &Sources<'_>, whose: Whose<'_>, asks: &Asks) -> Option<HeatMap> {
    let mut members = people(sources, whose);
    match whose {
        Whose::Everyone => {
            members.retain(|person| {
                sources.today.people.get(&person.handle).is_some_and(|member| member.team.is_none())
            });
        }
        Whose::Team(_) => {}
    }
    heat_map(sources.basis, &members, &by_urgency(asks), sources.texts)
}

/// A row for each tier that somebody is in, in the order of the roles' names and their tiers.
pub(super) fn tier_rows(basis: &Basis) -> Vec<((Id, Id), TierRow)> {
    let mut rows = Vec::new();
    for role in basis.framework().roles.iter() {
        for tier in &role.data.tiers {
            let name = tier.name.clone().filter(|name| !name.trim().is_empty());
            let row = TierRow {
                role: Named { name: role.data.name.clone(), id: role.id.to_string() },
                tier: Named { name: name.unwrap_or_else(|| tier.id.to_string()), id: tier.id.to_string() },
                people: None,
                nearly_next: None,
                has_next: next_tier(&role.data, &tier.id).is_some(),
                as_of: None,
            };
            rows.push(((role.id.clone(), tier.id.clone()), row));
        }
    }
    // Stable: tiers stay in their order.
    rows.sort_by(|(_, a), (_, b)| a.role.cmp(&b.role));
    rows
}

fn tiers(basis: &Basis, standing: &Standing, day: Date) -> Vec<TierRow> {
    let row = |(tier, row): ((Id, Id), TierRow)| {
        let count = standing.tiers.get(&tier)?;
        let (people, nearly_next) = (Some(count.people), Some(count.nearly_next));
        Some(TierRow { people, nearly_next, as_of: Some(day), ..row })
    };
    tier_rows(basis).into_iter().filter_map(row).collect()
}

/// A module with its figures.
pub(super) fn module_row(basis: &Basis, module: &str, (useful, day): (Usefulness, Date)) -> ModuleRow {
    ModuleRow {
        module: Named {
            name: name_of(&basis.framework().modules, module, |module| &module.name),
            id: module.to_owned(),
        },
        useful_in_tenths: useful.mean_in_tenths(),
        ratings: useful.ratings,
        as_of: day,
        missing: Vec::new(),
    }
}

/// The modules that people said something about, the most useful first, then by name.
fn modules(sources: &Sources<'_>, whose: Whose<'_>, standing: &Standing) -> Vec<ModuleRow> {
    let Sources { basis, today, .. } = *sources;
    let mut missing = missing(sources, whose);
    let said: BTreeSet<Id> = standing.feedback.keys().chain(missing.keys()).cloned().collect();
    let mut rows: Vec<ModuleRow> = said
        .iter()
        .map(|module| {
            let useful = standing.feedback.get(module).copied().unwrap_or_default();
            let missing = missing.remove(module).unwrap_or_default();
            ModuleRow { missing, ..module_row(basis, module, (useful, today.day)) }
        })
        .collect();
    sort_modules(&mut rows);
    rows
}

/// The most useful first, those without a figure last.
pub(super) fn sort_modules(rows: &mut [ModuleRow]) {
    rows.sort_by(|a, b| {
        let key = |row: &ModuleRow| std::cmp::Reverse(row.useful_in_tenths);
        (key(a), &a.module).cmp(&(key(b), &b.module))
    });
}

/// What members say is missing in modules, the latest first; nobody is named.
fn missing(sources: &Sources<'_>, whose: Whose<'_>) -> BTreeMap<Id, Vec<String>> {
    let mut said: BTreeMap<Id, Vec<(Date, &str)>> = BTreeMap::new();
    for entry in people(sources, whose).into_iter().flat_map(|person| person.entries.iter()) {
        let missing = entry.data.feedback.as_ref().and_then(|feedback| feedback.missing.as_deref());
        let missing = missing.map(str::trim).filter(|text| !text.is_empty());
        if let (Some(module), Some(missing)) = (&entry.data.module, missing)
            && entry.data.date <= sources.today.day
        {
            let modules = &sources.basis.framework().modules;
            let module = modules.get(module).map_or_else(|| module.clone(), |record| record.id.clone());
            said.entry(module).or_default().push((entry.data.date, missing));
        }
    }
    let texts = |mut said: Vec<(Date, &str)>| {
        said.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        let mut known = BTreeSet::new();
        let texts = said.into_iter().filter(|(_, text)| known.insert(*text));
        texts.map(|(_, text)| text.to_owned()).collect::<Vec<_>>()
    };
    said.into_iter().map(|(module, said)| (module, texts(said))).collect()
}
