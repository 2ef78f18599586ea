//! How the level in each skill came about: ratings, steps, claims beside them, and a chart.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::{Named, Part, colleague};
use crate::calendar::Date;
use crate::progress::competence::time_to_competence;
use crate::progress::development::{self, disagreeing, steps};
use crate::progress::history::against_earlier_text;
use crate::progress::level::{LevelOn, counting, handles};
use crate::record::{Cycle, Id, Level, Method, Outcome, SkillHistory};

/// What is known of one skill of a person.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SkillDevelopment {
    /// The skill's id.
    pub id: String,
    /// The skill's name.
    pub name: String,
    /// The level today; null: not assessed by others.
    pub now: Option<StatedLevel>,
    /// Whether the rating is recent enough to rely on (`assessments.reassess_days`).
    pub fresh: bool,
    /// Whether the rating is older than the skill's half-life.
    pub faded: bool,
    /// Whether the level's text has changed since the rating; null where the history does not tell.
    pub earlier_text: Option<bool>,
    /// What other methods said around the same time, where they disagree.
    pub others: Vec<StatedLevel>,
    /// The latest rating by the person, which is a claim and no level.
    pub claim: Option<Claim>,
    /// The lowest level at which somebody works on their own.
    pub proficient_from: Option<Level>,
    /// Days from the beginning until the person worked on their own; null where that is not known,
    /// or not yet.
    pub days_to_proficient: Option<i64>,
    /// The level over time, the earliest step first.
    pub steps: Vec<LevelStep>,
    /// Every rating up to today, the latest first.
    pub ratings: Vec<RatingGiven>,
    /// The steps as a chart; null where there is none.
    pub chart: Option<Chart>,
}

/// A level, and the rating that says so.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct StatedLevel {
    /// The level.
    pub level: Level,
    /// What it is called.
    pub label: Option<String>,
    /// The day of the rating.
    pub date: Date,
    /// How it was made.
    pub method: Method,
}

/// What somebody says of themselves.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Claim {
    /// The level that they say.
    pub level: Level,
    /// What it is called.
    pub label: Option<String>,
    /// The day on which they said it.
    pub date: Date,
}

/// The level from one day on.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct LevelStep {
    /// The first day.
    pub since: Date,
    /// The level, and the rating that it comes from.
    #[serde(flatten)]
    pub stated: StatedLevel,
}

/// One rating.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct RatingGiven {
    /// The day of the assessment.
    pub date: Date,
    /// How it was made.
    pub method: Method,
    /// What it was for.
    pub cycle: Cycle,
    /// The level that was seen.
    pub level: Level,
    /// What it is called.
    pub label: Option<String>,
    /// Whether it can be a level; otherwise it is a claim.
    pub counts: bool,
    /// Who rated.
    pub by: Vec<Named>,
    /// Whether it reached what was asked for, where it says so.
    pub result: Option<Outcome>,
    /// Why this level.
    pub note: Option<String>,
}

/// A step line, ready to draw. Times are parts of the whole width, from 0 to 1; all charts of one
/// sheet have the same first and last day.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Chart {
    /// The day at the left end.
    pub first: Date,
    /// The day at the right end: today.
    pub last: Date,
    /// The level at the lower end.
    pub lowest: Level,
    /// The level at the upper end.
    pub highest: Level,
    /// The steps, each as long as it stands.
    pub steps: Vec<ChartStep>,
}

/// One step of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ChartStep {
    /// Where it begins, 0 to 1.
    pub from: f64,
    /// Where it ends, 0 to 1.
    pub to: f64,
    /// The level.
    pub level: Level,
}

/// The ratings of one skill, in the order of the records.
type Given = Vec<(RatingGiven, Id)>;

/// Every skill with a rating up to today, the one rated last first.
pub(super) fn skills(part: &Part<'_>, texts: &BTreeMap<Id, SkillHistory>) -> Vec<SkillDevelopment> {
    let given = ratings(part);
    let first = given
        .values()
        .flatten()
        .filter(|(rating, _)| rating.counts)
        .map(|(rating, _)| rating.date)
        .min()
        .unwrap_or(part.today);
    let mut skills: Vec<SkillDevelopment> =
        given.into_iter().map(|(id, given)| skill(part, id, given, first, texts)).collect();
    skills.sort_by_cached_key(|skill| {
        (Reverse(skill.ratings.first().map(|rating| rating.date)), skill.name.clone(), skill.id.clone())
    });
    skills
}

fn ratings<'a>(part: &Part<'a>) -> BTreeMap<&'a str, Given> {
    let own = handles(part.person);
    let skills = &part.basis.framework().skills;
    let mut given: BTreeMap<&str, Given> = BTreeMap::new();
    for record in part.person.assessments.iter().filter(|record| record.data.date <= part.today) {
        let assessment = &record.data;
        let counts: BTreeSet<usize> = counting(assessment, &own).map(|(place, _)| place).collect();
        let by: Vec<Named> = assessment
            .assessors
            .iter()
            .filter(|assessor| !own.contains(assessor))
            .map(|assessor| colleague(part.basis, assessor))
            .collect();
        for (place, rating) in assessment.ratings.iter().enumerate() {
            let id = skills.get(&rating.skill).map_or(rating.skill.as_str(), |record| record.id.as_str());
            let shown = RatingGiven {
                date: assessment.date,
                method: assessment.method,
                cycle: assessment.cycle,
                level: rating.rating,
                label: part.label(rating.rating),
                counts: counts.contains(&place),
                by: by.clone(),
                result: rating.result,
                note: rating.note.clone().filter(|note| !note.trim().is_empty()),
            };
            given.entry(id).or_default().push((shown, record.id.clone()));
        }
    }
    given
}

fn skill(
    part: &Part<'_>,
    id: &str,
    mut given: Given,
    first: Date,
    texts: &BTreeMap<Id, SkillHistory>,
) -> SkillDevelopment {
    let (limits, today) = (&part.basis.limits, part.today);
    let framework = part.basis.framework();
    let record = framework.skills.get(id).map(|record| &record.data);
    given.sort_by(|(a, a_id), (b, b_id)| (Reverse(a.date), a_id).cmp(&(Reverse(b.date), b_id)));
    let given: Vec<RatingGiven> = given.into_iter().map(|(rating, _)| rating).collect();
    let claim = given.iter().find(|rating| !rating.counts);
    let level = part.levels.on(id, today);
    let steps = steps(&part.levels, id, today);
    SkillDevelopment {
        id: id.to_owned(),
        name: part.skill_name(id),
        fresh: level.is_some_and(|level| level.fresh),
        faded: level.is_some_and(|level| level.is_faded(record, today, limits)),
        earlier_text: level
            .zip(texts.get(id))
            .and_then(|(level, text)| against_earlier_text(text, level.level, level.date)),
        now: level.map(|level| stated(part, level)),
        others: disagreeing(&part.levels, id, today, limits.reassess_days)
            .into_iter()
            .map(|other| stated(part, other))
            .collect(),
        claim: claim.map(|claim| Claim { level: claim.level, label: claim.label.clone(), date: claim.date }),
        proficient_from: record.map(|skill| skill.proficient_from),
        days_to_proficient: time_to_competence(part.person, framework, &part.levels, id, today)
            .map(crate::progress::competence::TimeToCompetence::days),
        chart: chart(part, &steps, first),
        steps: steps
            .into_iter()
            .map(|step| LevelStep { since: step.since, stated: stated(part, step.level) })
            .collect(),
        ratings: given,
    }
}

fn stated(part: &Part<'_>, level: LevelOn<'_>) -> StatedLevel {
    let LevelOn { level, date, method, .. } = level;
    StatedLevel { level, label: part.label(level), date, method }
}

fn chart(part: &Part<'_>, steps: &[development::Step<'_>], first: Date) -> Option<Chart> {
    if steps.is_empty() {
        return None;
    }
    let last = part.today;
    let whole = first.days_until(last);
    // On the very first day the whole width is that day.
    let at = |day: Date| if whole == 0 { 0.0 } else { first.days_until(day) as f64 / whole as f64 };
    let ends = steps.iter().skip(1).map(|step| at(step.since)).chain([1.0]);
    let drawn = steps.iter().zip(ends);
    let drawn = drawn.map(|(step, to)| ChartStep { from: at(step.since), to, level: step.level.level });
    let scale = &part.basis.limits.scale;
    let reached = || steps.iter().map(|step| step.level.level);
    Some(Chart {
        first,
        last,
        lowest: reached().chain(scale.first().copied()).min()?,
        highest: reached().chain(scale.last().copied()).max()?,
        steps: drawn.collect(),
    })
}
