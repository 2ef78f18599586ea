//! Two views of one skill that lie far apart.

use std::collections::BTreeMap;

use super::assessments;
use crate::calendar::Date;
use crate::finding::{Audience, Finding, Pointer, Severity};
use crate::progress::level::{counting, defined_levels, handles, steps_between};
use crate::progress::present_id;
use crate::record::{Assessment, Level, Method, Person, Rating, Record};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "rating-spread",
    family: Family::Evidence,
    severity: Severity::Note,
    audience: Audience::Owner,
    dated: false,
    summary: "a self-rating two or more levels from what others saw at the time",
    docs: Docs {
        finds: "The latest self-rating of a skill lies two or more of the skill's levels above or below the \
                rating by others: the latest one that is at most 45 days older or younger. A technical \
                rating with a `score` counts as one by others. While one of the assessments cannot be read, \
                the rule is silent. Only the person sees it, in their own terminal. People who have left \
                are not looked at.",
        why: "One of the two has seen something that the other has not, and it is worth half an hour to find \
              out what. Underrating oneself is as frequent as the other way round.",
        bad: Example {
            path: "people/ana/assessments/2026-11-02-self.yaml",
            yaml: "# ten days before a panel that sees level 3\nmethod: self\nratings:\n  \
                   - {skill: async-rust, rating: 1}",
        },
        good: Example {
            path: "people/ana/assessments/2026-11-02-self.yaml",
            yaml: "# ten days before a panel that sees level 3\nmethod: self\nratings:\n  \
                   - {skill: async-rust, rating: 2}",
        },
        change: "Set its severity under `rules` in milepost.yaml. The limit of 45 days is fixed: it is half \
                 of a review cycle.",
    },
    checks: &[Check::Person(check)],
};

/// The most days between two ratings of the same time.
const SAME_TIME_DAYS: i64 = 45;
/// The fewest levels that are far apart.
const FAR_APART: usize = 2;

/// One rating: the list item of one assessment.
#[derive(Clone, Copy)]
struct Rated<'a> {
    assessment: &'a Record<Assessment>,
    index: usize,
    level: Level,
}

impl<'a> Rated<'a> {
    fn new(assessment: &'a Record<Assessment>, index: usize, rating: &Rating) -> Self {
        Self { assessment, index, level: rating.rating }
    }

    fn date(&self) -> Date {
        self.assessment.data.date
    }

    fn key(&self, key: &str) -> Pointer {
        Pointer::from("/ratings").index(self.index).key(key)
    }
}

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let skills = &setting.framework.skills;
    // Present skill id → the latest rating; of one day, that of the last id.
    let mut own_view: BTreeMap<&str, Rated<'_>> = BTreeMap::new();
    for record in assessments(person, setting).filter(|record| record.data.method == Method::SelfRating) {
        for (index, rating) in record.data.ratings.iter().enumerate() {
            let this = Rated::new(record, index, rating);
            let latest = own_view.entry(present_id(skills, &rating.skill)).or_insert(this);
            if this.date() >= latest.date() {
                *latest = this;
            }
        }
    }
    if own_view.is_empty() || !person.assessments.all_read() {
        return;
    }
    let own = handles(person);
    let mut by_others: BTreeMap<&str, Rated<'_>> = BTreeMap::new();
    for record in person.assessments.iter() {
        for (index, rating) in counting(&record.data, &own) {
            let skill = present_id(skills, &rating.skill);
            let this = Rated::new(record, index, rating);
            let Some(claim) = own_view.get(skill) else { continue };
            if claim.date().days_until(this.date()).abs() > SAME_TIME_DAYS {
                continue;
            }
            let latest = by_others.entry(skill).or_insert(this);
            if this.date() >= latest.date() {
                *latest = this;
            }
        }
    }
    for (id, other) in by_others {
        let Some((skill, claim)) = skills.get(id).zip(own_view.get(id)) else { continue };
        let (low, high) = (claim.level.min(other.level), claim.level.max(other.level));
        // Nearly all lie close: no set of levels is built for them.
        let may_be_far = usize::from(high.0 - low.0) >= FAR_APART;
        if !may_be_far
            || steps_between(low, high, &defined_levels(&skill.data, &setting.limits.scale)) < FAR_APART
        {
            continue;
        }
        findings.push(finding(id, claim, &other));
    }
}

fn finding(skill: &str, claim: &Rated<'_>, other: &Rated<'_>) -> Finding {
    let direction = if claim.level > other.level { "above" } else { "below" };
    let method = other.assessment.data.method;
    let message = format!(
        "this self-rating of `{skill}` is two or more levels {direction} what others saw on {}",
        other.date()
    );
    RULE.finding(claim.assessment.value(claim.key("rating")), message)
        .label("how you see it")
        .related(other.assessment.key(other.key("rating")), format!("the {method} assessment"))
        .help("nothing needs to be changed; talk about what each of you has seen")
}
