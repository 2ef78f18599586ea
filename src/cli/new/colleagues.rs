//! People as they are chosen from lists: mentors, assessors, approvers, whoever a record is about.

use std::sync::Arc;

use crate::calendar::Date;
use crate::check::State;
use crate::cli::ask::{Asker, Choice, Preset, Question};
use crate::error::Error;
use crate::load::Directory;
use crate::record::{Framework, Person, Profile};

/// Somebody who can be named in a record.
#[derive(Clone, Debug)]
pub(super) struct Colleague {
    /// The handle.
    pub(super) handle: String,
    /// What the profile says.
    pub(super) profile: Arc<Profile>,
}

/// Everybody whose profile can be read and who has not left by `day`, in the order of their handles.
///
/// # Errors
/// Where the repository cannot be read.
pub(super) fn everybody(state: &State, day: Date) -> Result<Vec<Colleague>, Error> {
    let mut found: Vec<Colleague> = Vec::new();
    for handle in state.people.handles() {
        let Some(profile) = state.people.profile(&handle) else { continue };
        if !profile.erased && profile.left.is_none_or(|left| left >= day) {
            found.push(Colleague { handle, profile });
        }
    }
    state.people.failure()?;
    found.sort_by(|one, other| one.handle.cmp(&other.handle));
    Ok(found)
}

/// Everybody but `person`, whose mentors come first.
///
/// # Errors
/// As [`everybody`].
pub(super) fn others(state: &State, day: Date, person: &Person) -> Result<Vec<Colleague>, Error> {
    let mut others = everybody(state, day)?;
    others.retain(|one| person.handle.as_str() != one.handle);
    let mentors = person.profile().map_or(&[][..], |profile| &profile.mentors);
    Ok(nearest_first(others, |one| mentors.iter().any(|mentor| mentor.as_str() == one.handle)))
}

/// Moves those to the front for whom `is_near` holds; otherwise the order stays.
pub(super) fn nearest_first(
    mut colleagues: Vec<Colleague>,
    is_near: impl Fn(&Colleague) -> bool,
) -> Vec<Colleague> {
    colleagues.sort_by_key(|colleague| !is_near(colleague));
    colleagues
}

/// The places of `handles` among `colleagues`, in the order of `handles`.
pub(super) fn places<'a>(handles: impl IntoIterator<Item = &'a str>, colleagues: &[Colleague]) -> Vec<usize> {
    let place = |handle: &str| colleagues.iter().position(|colleague| colleague.handle == handle);
    handles.into_iter().filter_map(place).collect()
}

/// Colleagues to choose from: the handle, and beside it the name and what they work as. Typing finds
/// them by both.
pub(super) fn choices(colleagues: &[Colleague], framework: &Framework) -> Vec<Choice> {
    colleagues
        .iter()
        .map(|Colleague { handle, profile }| {
            let role = framework.roles.get(&profile.role);
            let tier = role.and_then(|role| role.data.tiers.iter().find(|tier| tier.id == profile.tier));
            let work = match (tier.and_then(|tier| tier.name.as_deref()), role) {
                (Some(name), _) => name.to_owned(),
                (None, Some(role)) => format!("{}, {}", role.data.name, profile.tier),
                (None, None) => profile.tier.to_string(),
            };
            let name = profile.name.as_deref();
            let note = name.map_or_else(|| work.clone(), |name| format!("{name}, {work}"));
            Choice::new(handle.as_str()).note(note).also(name.unwrap_or_default())
        })
        .collect()
}

/// Asks for handles, at least so many. Those given by flags stay in the order in which they are given.
///
/// # Errors
/// As [`Asker::choices`].
pub(super) fn ask(
    asker: &Asker<'_>,
    question: &Question<'_>,
    given: &[String],
    (colleagues, framework): (&[Colleague], &Framework),
    preset: Preset<&[usize]>,
    at_least: usize,
) -> Result<Vec<String>, Error> {
    let chosen = asker.choices(question, given, &choices(colleagues, framework), preset, at_least)?;
    if given.is_empty() {
        return Ok(chosen
            .iter()
            .filter_map(|index| colleagues.get(*index))
            .map(|one| one.handle.clone())
            .collect());
    }
    let mut handles: Vec<String> = Vec::new();
    for handle in given.iter().map(|handle| handle.trim()) {
        if !handles.iter().any(|known| known == handle) {
            handles.push(handle.to_owned());
        }
    }
    Ok(handles)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn people_are_found_by_their_names() {
        let profile = json!({
            "role": "backend", "tier": "mid", "discipline": "backend", "started": "2026-01-01",
            "name": "Ben Okafor",
        });
        let profile = Arc::new(serde_json::from_value(profile).unwrap());
        let ben = Colleague { handle: "p-07".to_owned(), profile };
        let [choice] = choices(&[ben], &Framework::default()).try_into().unwrap();
        assert_eq!(choice, Choice::new("p-07").note("Ben Okafor, mid").also("Ben Okafor"));
    }
}
