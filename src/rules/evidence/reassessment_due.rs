//! A skill that is worked on, and that nobody has looked at for long.

use crate::finding::{Audience, Finding, Severity};
use crate::progress::goal::start;
use crate::progress::level::Levels;
use crate::record::{GoalStatus, Person};
use crate::rules::goal::{duties, start_place};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "reassessment-due",
    family: Family::Evidence,
    severity: Severity::Warning,
    audience: Audience::Shared,
    dated: true,
    summary: "an active goal's skill that nobody has assessed for long",
    docs: Docs {
        finds: "An active goal has a `skill`, and both the goal's start and the latest assessment of the \
                skill by others are more than `assessments.reassess_days` (90 unless the policy says \
                otherwise) ago. So a new goal has as many days for its first assessment, whether the skill \
                was assessed before or never. With a goal of unknown start, the assessment alone counts, \
                and without either the rule is silent, as it is while one of the assessments cannot be \
                read. People who are away, or have not started, are not reminded.",
        why: "A goal moves somebody towards a level, and nobody can tell how far they are from a rating that \
              is half a year old. An assessment on the way is help, not an examination.",
        bad: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "# on 2027-03-01, and last assessed on 2026-11-21\nskill: async-rust\ndeadline: 2027-03-31",
        },
        good: Example {
            path: "people/ana/assessments/2027-03-01-mentor.yaml",
            yaml: "date: 2027-03-01\nmethod: mentor\ncycle: review\nassessors: [ben]\nratings:\n  \
                   - {skill: async-rust, rating: 2}",
        },
        change: "Set `assessments.reassess_days` in milepost.yaml, or the severity under `rules`.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let today = setting.today;
    let limit = i64::from(setting.limits.reassess_days);
    let mut levels = None;
    for goal in duties(person, setting).filter(|goal| goal.data.status() == GoalStatus::Active) {
        // Of a skill that is not there, other rules speak.
        let skill = goal.data.skill.as_ref().filter(|skill| setting.framework.skills.contains(skill));
        let Some(skill) = skill else { continue };
        let first = start(goal);
        if first.is_some_and(|first| first.days_until(today) <= limit) {
            continue;
        }
        // Only goals of some age need the levels; of a broken assessment nobody knows what it says.
        let levels = levels.get_or_insert_with(|| {
            person
                .assessments
                .all_read()
                .then(|| Levels::of(person, &setting.framework.skills, setting.limits))
        });
        let Some(levels) = levels else { return };
        let finding = |message: String| {
            RULE.finding(goal.value("/skill"), message)
                .label(format!("no assessment for more than {limit} days"))
                .help("ask your mentor or a colleague to assess it, and add the assessment")
        };
        match levels.on(skill, today) {
            Some(level) if level.fresh => {}
            // Where none is fresh, this is the latest one.
            Some(level) => {
                let message = format!("the goal's skill, `{skill}`, was last assessed on {}", level.date);
                let place = person.assessments.get(level.assessment).map(|record| record.value("/date"));
                findings.push(match place {
                    Some(place) => finding(message).related(place, "the latest assessment"),
                    None => finding(message),
                });
            }
            None => {
                let Some(first) = first else { continue };
                let (place, label) = start_place(goal, first);
                let message = format!("the goal's skill, `{skill}`, has never been assessed by others");
                findings.push(finding(message).related(place, label));
            }
        }
    }
}
