//! What there is to judge: the levels that the change claims, each beside the framework's text for
//! it and the evidence.

use std::collections::BTreeMap;

use super::evidence::evidence;
use super::levels::present;
use super::{TouchedPerson, View};
use crate::error::Error;
use crate::record::{GoalStatus, Id, Kind, Level, Method, Rating};
use crate::report::change::{Criterion, ReviewItem};

/// A level that somebody claims.
#[derive(Default)]
struct Claim<'a> {
    rating: Option<&'a Rating>,
    own: bool,
    entries: Vec<&'a Id>,
}

/// An item per person, skill and level: ratings that the change adds or alters, and goals that it
/// reports as reached.
pub(super) fn items(view: &View<'_>, people: &[TouchedPerson]) -> Result<Vec<ReviewItem>, Error> {
    let mut items = Vec::new();
    for person in people {
        for ((skill, level), claim) in claims(view, person) {
            items.push(item(view, person, skill, level, &claim)?);
        }
    }
    Ok(items)
}

fn claims<'a>(view: &'a View<'_>, person: &'a TouchedPerson) -> BTreeMap<(&'a str, Level), Claim<'a>> {
    let framework = &view.of.after.framework.data;
    let mut claims: BTreeMap<(&str, Level), Claim<'_>> = BTreeMap::new();
    for pair in person.pairs(Kind::Assessment, |person| &person.assessments) {
        let known = pair.before.map_or(&[][..], |before| &before.data.ratings);
        for rating in pair.after.data.ratings.iter().filter(|rating| !known.contains(rating)) {
            let own = pair.after.data.method == Method::SelfRating;
            let claim = claims.entry((present(framework, &rating.skill), rating.rating)).or_default();
            // What others say weighs more than what the person says.
            if claim.rating.is_none() || (claim.own && !own) {
                claim.own = own;
                claim.rating = Some(rating);
            }
            add(&mut claim.entries, &rating.evidence);
        }
    }
    for pair in person.pairs(Kind::Goal, |person| &person.goals) {
        let done = |goal: &crate::record::Goal| goal.status() == GoalStatus::Done;
        let reached = done(&pair.after.data) && !pair.before.is_some_and(|before| done(&before.data));
        let goal = &pair.after.data;
        let (true, Some(skill), Some(target)) = (reached, &goal.skill, goal.target) else { continue };
        let claim = claims.entry((present(framework, skill), target)).or_default();
        claim.own = claim.own || claim.rating.is_none();
        let entries = person.after.entries_of(&pair.after.id);
        add(&mut claim.entries, entries.into_iter().map(|entry| &entry.id));
    }
    claims
}

fn add<'a>(entries: &mut Vec<&'a Id>, more: impl IntoIterator<Item = &'a Id>) {
    let mut known: std::collections::BTreeSet<&Id> = entries.iter().copied().collect();
    entries.extend(more.into_iter().filter(|id| known.insert(id)));
}

fn item(
    view: &View<'_>,
    person: &TouchedPerson,
    skill: &str,
    level: Level,
    claim: &Claim<'_>,
) -> Result<ReviewItem, Error> {
    let known = view.of.after.framework.data.skills.get(skill).map(|record| &record.data);
    let scale = view.vocabulary.scale.get(&level);
    let text = match known.filter(|known| !known.levels.is_empty()) {
        Some(known) => known.levels.get(&level),
        None => scale.and_then(|text| text.description.as_ref()),
    };
    let criteria = known.map(|known| &known.rubric).into_iter().flatten().map(|(name, good)| Criterion {
        name: name.clone(),
        good: good.clone(),
        level: claim.rating.and_then(|rating| rating.rubric.get(name)).map(|level| level.0),
    });
    let entries = claim.entries.iter().filter_map(|id| person.after.entries.get(id));
    Ok(ReviewItem {
        person: view.names.person(&person.handle),
        skill: view.names.skill(skill),
        level: level.0,
        own_claim: claim.own,
        level_name: view.vocabulary.label(level).map(str::to_owned),
        level_text: text.cloned(),
        criteria: criteria.collect(),
        evidence: entries.map(|entry| evidence(view, person, entry)).collect::<Result<_, Error>>()?,
    })
}
