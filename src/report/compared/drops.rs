//! Whose progress drops because of what the framework asks with the change.
//!
//! Of nobody a level or a rating is told: only how much of what is asked was there, and is there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::{Compared, View, tiers};
use crate::error::Error;
use crate::load::{Directory, load_person};
use crate::progress::presence::Presence;
use crate::progress::tier::{Destination, PathProgress, TierProgress};
use crate::record::{Credential, Framework, Id, Person, Record, Records, Role, Written};
use crate::report::change::{DroppedProgress, Fraction, ProgressDrop, RolePart, TierProgress as Told};

/// The roles with the change whose demands may be others, by id, with what they were before.
type Affected<'a> = BTreeMap<&'a str, &'a Record<Role>>;

/// Where a part of a role stands among all: the role's id, then the tier's place, the path last.
type Place = (Id, usize);

/// The tiers and paths on which somebody's progress is less with the framework of the change than
/// with that of base: a smaller part of what is asked. Both are worked out from the records that
/// the person has with the change, on the same day, for the tier that they work towards with the
/// change. A tier or role that the change adds has no progress that could drop. `told` is the
/// progress towards a tier that is told with a person already, because the change touches their
/// records: it is not told twice. People who left are not looked at, and nobody is unless the
/// framework asks something else of their role.
///
/// # Errors
/// Where people's records cannot be read.
pub(super) fn drops(view: &View<'_>, told: &[Told]) -> Result<Vec<ProgressDrop>, Error> {
    let Compared { base, after, .. } = view.of;
    if Arc::ptr_eq(&base.framework, &after.framework) {
        return Ok(Vec::new());
    }
    let affected = affected(&base.framework.data, &after.framework.data);
    if affected.is_empty() {
        return Ok(Vec::new());
    }
    let told: BTreeSet<&str> = told.iter().map(|told| told.person.handle.as_str()).collect();
    let found = after
        .people
        .handles()
        .par_iter()
        .map(|handle| of_person(view, &affected, handle, told.contains(handle.as_str())))
        .collect::<Result<Vec<_>, Error>>()?;
    let mut drops: BTreeMap<Place, ProgressDrop> = BTreeMap::new();
    for (place, drop) in found.into_iter().flatten() {
        match drops.get_mut(&place) {
            Some(known) => known.people.extend(drop.people),
            None => {
                drops.insert(place, drop);
            }
        }
    }
    let mut drops: Vec<ProgressDrop> = drops.into_values().collect();
    drops.iter_mut().for_each(|drop| drop.people.sort_by(|a, b| a.person.handle.cmp(&b.person.handle)));
    Ok(drops)
}

/// The roles that ask for something else, or for a credential that is valid for another time. What
/// ids stand for can matter to every role.
fn affected<'a>(old: &'a Framework, new: &'a Framework) -> Affected<'a> {
    let renamed = former(&old.skills) != former(&new.skills)
        || former(&old.modules) != former(&new.modules)
        || former(&old.credentials) != former(&new.credentials);
    let credentials = revalued(&old.credentials, &new.credentials);
    let uses = |role: &Role| {
        let mut asked = role.tiers.iter().flat_map(|tier| &tier.credentials);
        asked.any(|asked| new.credentials.get(&asked.credential).is_some_and(|c| credentials.contains(&c.id)))
    };
    let before = |role: &Record<Role>| {
        std::iter::once(&role.id).chain(&role.data.formerly).find_map(|id| old.roles.get(id))
    };
    let mut affected = Affected::new();
    for role in new.roles.iter() {
        let Some(before) = before(role) else { continue };
        let same = before.data.tiers == role.data.tiers && before.data.path == role.data.path;
        if renamed || !same || uses(&role.data) {
            affected.insert(&role.id, before);
        }
    }
    affected
}

/// The records with former ids, and those.
fn former<T: Written>(records: &Records<T>) -> BTreeMap<&Id, &[Id]> {
    let all = records.iter().map(|record| (&record.id, record.data.formerly()));
    all.filter(|(_, former)| !former.is_empty()).collect()
}

/// Credentials that are valid for another time.
fn revalued<'a>(old: &Records<Credential>, new: &'a Records<Credential>) -> BTreeSet<&'a Id> {
    let before = |credential: &Record<Credential>| old.get(&credential.id).map(|old| old.data.valid_months);
    let changed = |credential: &&Record<Credential>| {
        before(credential).is_some_and(|months| months != credential.data.valid_months)
    };
    new.iter().filter(changed).map(|credential| &credential.id).collect()
}

/// What drops for one person: nothing, the tier, unless it is `told` already, the path, or both.
fn of_person(
    view: &View<'_>,
    affected: &Affected<'_>,
    handle: &str,
    told: bool,
) -> Result<Vec<(Place, ProgressDrop)>, Error> {
    let Compared { base, after, settings, .. } = view.of;
    let Some(profile) = after.people.profile(handle) else { return Ok(Vec::new()) };
    let new = &after.framework.data;
    let destination = Destination::of(&profile, &new.roles);
    let Some((destination, before)) =
        destination.and_then(|to| affected.get(to.role.id.as_str()).map(|before| (to, *before)))
    else {
        return Ok(Vec::new());
    };
    if Presence::of(Some(&profile), settings.today) == Presence::Left {
        return Ok(Vec::new());
    }
    let person = load_person(&after.snapshot, handle)?.data;
    let old = &base.framework.data;
    let (id, role) = (&destination.role.id, &destination.role.data);
    let name = if role.name.trim().is_empty() { id.to_string() } else { role.name.clone() };
    let found = |place: usize, part: RolePart, (before, after): (Fraction, Fraction)| {
        drops_from(before, after).then(|| {
            let people = vec![DroppedProgress { person: view.names.person(handle), before, after }];
            ((id.clone(), place), ProgressDrop { role: name.clone(), part, people })
        })
    };
    let place = role.tiers.iter().take_while(|tier| tier.id != destination.tier.id).count();
    let part = RolePart::Tier { tier: tiers::name(destination.tier) };
    let tier = if told { None } else { tier(view, &person, destination, before, [old, new]) };
    let tier = tier.and_then(|step| found(place, part, step));
    let path = found(usize::MAX, RolePart::Path, path(view, &person, [&before.data, role], [old, new]));
    Ok(tier.into_iter().chain(path).collect())
}

fn tier(
    view: &View<'_>,
    person: &Person,
    to: Destination<'_>,
    before: &Record<Role>,
    [old, new]: [&Framework; 2],
) -> Option<(Fraction, Fraction)> {
    let today = view.of.settings.today;
    let tier = before.data.tiers.iter().find(|tier| tier.id == to.tier.id)?;
    let was = TierProgress::towards(person, Destination { role: before, tier }, old, today, &view.limits)?;
    let is = TierProgress::towards(person, to, new, today, &view.limits)?;
    Some((tiers::fraction(&was), tiers::fraction(&is)))
}

fn path(
    view: &View<'_>,
    person: &Person,
    [before, after]: [&Role; 2],
    [old, new]: [&Framework; 2],
) -> (Fraction, Fraction) {
    let today = view.of.settings.today;
    let of = |role: &Role, framework: &Framework| {
        let PathProgress { taken, total } = PathProgress::along(person, role, framework, today);
        tiers::counted(taken, total)
    };
    (of(before, old), of(after, new))
}

/// Whether `after` is a smaller part than `before`. Where nothing was asked or nothing is asked, no
/// part is smaller.
fn drops_from(before: Fraction, after: Fraction) -> bool {
    let times = |a: usize, b: usize| a as u128 * b as u128;
    times(after.met, before.total) < times(before.met, after.total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_smaller_part_of_what_is_asked_is_a_drop() {
        let of = |met, total| Fraction { met, total };
        for (before, after, expected) in [
            (of(4, 6), of(3, 6), true),
            (of(4, 6), of(4, 7), true),
            (of(6, 6), of(6, 7), true),
            (of(4, 6), of(3, 5), true),
            (of(4, 6), of(2, 3), false),
            (of(4, 6), of(5, 7), false),
            (of(0, 5), of(0, 6), false),
            (of(0, 0), of(0, 3), false),
            (of(2, 3), of(0, 0), false),
        ] {
            assert_eq!(drops_from(before, after), expected, "{before:?} → {after:?}");
        }
    }
}
