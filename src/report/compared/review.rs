//! What there is to judge: the levels that the change claims, each beside the framework's text for
//! it and the evidence.

use std::collections::{BTreeMap, BTreeSet};

use super::evidence::evidence;
use super::levels::present;
use super::{TouchedPerson, View};
use crate::calendar::Date;
use crate::error::Error;
use crate::record::{GoalStatus, Id, Kind, Level, Method, Rating};
use crate::report::change::{Criterion, ReviewItem};

/// A level that somebody claims.
#[derive(Default)]
struct Claim<'a> {
    rating: Option<&'a Rating>,
    own: bool,
    entries: Vec<&'a Id>,
    listed: BTreeSet<&'a Id>,
}

impl<'a> Claim<'a> {
    fn add(&mut self, entries: impl IntoIterator<Item = &'a Id>) {
        for id in entries {
            if self.listed.insert(id) {
                self.entries.push(id);
            }
        }
    }
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
        let known: BTreeSet<String> =
            pair.before.into_iter().flat_map(|before| &before.data.ratings).map(written).collect();
        for rating in pair.after.data.ratings.iter().filter(|rating| !known.contains(&written(rating))) {
            let own = pair.after.data.method == Method::SelfRating;
            let claim = claims.entry((present(framework, &rating.skill), rating.rating)).or_default();
            // What others say weighs more than what the person says.
            if claim.rating.is_none() || (claim.own && !own) {
                claim.own = own;
                claim.rating = Some(rating);
            }
            claim.add(&rating.evidence);
        }
    }
    let mut entries: BTreeMap<&str, BTreeSet<(Date, &Id)>> = BTreeMap::new();
    for entry in person.after.entries.iter() {
        if let Some(goal) = &entry.data.goal {
            entries.entry(goal).or_default().insert((entry.data.date, &entry.id));
        }
    }
    for pair in person.pairs(Kind::Goal, |person| &person.goals) {
        let done = |goal: &crate::record::Goal| goal.status() == GoalStatus::Done;
        let reached = done(&pair.after.data) && !pair.before.is_some_and(|before| done(&before.data));
        let goal = &pair.after.data;
        let (true, Some(skill), Some(target)) = (reached, &goal.skill, goal.target) else { continue };
        let claim = claims.entry((present(framework, skill), target)).or_default();
        claim.own = claim.own || claim.rating.is_none();
        claim.add(entries.get(pair.after.id.as_str()).into_iter().flatten().map(|(_, id)| *id));
    }
    claims
}

/// A rating in a form in which many can be compared.
fn written(rating: &Rating) -> String {
    // Plain data with text keys always serialises.
    serde_json::to_string(rating).unwrap_or_default()
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
