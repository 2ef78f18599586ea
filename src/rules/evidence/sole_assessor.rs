//! Proficiency that only the mentor has seen.

use std::collections::{BTreeMap, BTreeSet};

use super::{assessments, people};
use crate::calendar::Date;
use crate::finding::{Audience, Finding, Location, Pointer, Severity};
use crate::progress::level::{counting, handles};
use crate::record::{Cycle, Id, Method, Person, Record, Skill};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "sole-assessor",
    family: Family::Evidence,
    severity: Severity::Note,
    audience: Audience::Shared,
    dated: false,
    summary: "a skill that only the mentor has rated at proficiency or above",
    docs: Docs {
        finds: "Only one person has ever rated a skill at or above its `proficient_from`, and that person is \
                one of the `mentors` of the profile or rated as `mentor`. A second person at any time, or a \
                technical assessment with a `score`, ends it. The note stands at the latest of these \
                ratings that is not a `baseline`; with a baseline alone, the rule is silent. While one of \
                the assessments cannot be read, it is silent too. People who have left are not looked at.",
        why: "A mentor is close to the person, which makes a good mentor and a rating that others rely on \
              less. A second pair of eyes helps both.",
        bad: Example {
            path: "people/ana/assessments/2026-11-21-mentor.yaml",
            yaml: "method: mentor\nassessors: [ben]\nratings:\n  - {skill: async-rust, rating: 3}",
        },
        good: Example {
            path: "people/ana/assessments/2026-11-21-panel.yaml",
            yaml: "method: panel\nassessors: [ben, chi]\nratings:\n  - {skill: async-rust, rating: 3}",
        },
        change: "Set `proficient_from` of the skill, or the severity under `rules` in milepost.yaml.",
    },
    checks: &[Check::Person(check)],
};

/// Who has rated one skill at or above proficiency.
#[derive(Default)]
struct Seen<'a> {
    assessors: BTreeSet<Id>,
    /// Whether a test has seen it too.
    tested: bool,
    /// Whether one of these ratings is by method `mentor`.
    as_mentor: bool,
    /// The latest rating that is no baseline: its assessment's date and id, and its place.
    latest: Option<(Date, &'a Id, Location)>,
}

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    if !person.assessments.all_read() {
        return;
    }
    let own = handles(person);
    let mut mentors = None;
    for (skill, seen) in gather(person, &own, setting) {
        let Some((_, _, location)) = seen.latest.filter(|_| !seen.tested) else { continue };
        let mut assessors = seen.assessors.iter();
        let (Some(only), None) = (assessors.next(), assessors.next()) else { continue };
        let mentors = mentors.get_or_insert_with(|| {
            let named = person.profile().map_or(&[][..], |profile| &profile.mentors);
            people(named, setting)
        });
        if !seen.as_mentor && !mentors.contains(only) {
            continue;
        }
        let id = &skill.id;
        findings.push(
            RULE.finding(location, format!("only a mentor, `{only}`, has rated `{id}` as proficient so far"))
                .label("seen by one person only")
                .related(skill.value("/proficient_from"), "proficient from here on")
                .help("nothing needs to be done now; let somebody else take part the next time"),
        );
    }
}

fn gather<'a>(
    person: &'a Person,
    own: &BTreeSet<&Id>,
    setting: &Setting<'a>,
) -> Vec<(&'a Record<Skill>, Seen<'a>)> {
    let mut skills: BTreeMap<&str, (&Record<Skill>, Seen<'a>)> = BTreeMap::new();
    for record in assessments(person, setting) {
        let assessment = &record.data;
        let mut others = None;
        for (index, rating) in counting(assessment, own) {
            let Some(skill) = setting.framework.skills.get(&rating.skill) else { continue };
            if rating.rating < skill.data.proficient_from {
                continue;
            }
            let (_, seen) = skills.entry(&skill.id).or_insert_with(|| (skill, Seen::default()));
            seen.tested |= assessment.method == Method::Technical && rating.score.is_some();
            seen.as_mentor |= assessment.method == Method::Mentor;
            let others = others.get_or_insert_with(|| {
                people(assessment.assessors.iter().filter(|assessor| !own.contains(*assessor)), setting)
            });
            // Two people are as good as all of them.
            seen.assessors.extend(others.iter().take(2).cloned());
            let this = (assessment.date, &record.id);
            let is_later = seen.latest.as_ref().is_none_or(|(date, id, _)| (*date, *id) < this);
            if assessment.cycle != Cycle::Baseline && is_later {
                let location = record.value(Pointer::from("/ratings").index(index).key("rating"));
                seen.latest = Some((this.0, this.1, location));
            }
        }
    }
    skills.into_values().collect()
}
