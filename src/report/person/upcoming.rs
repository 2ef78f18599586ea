//! What falls due: assessments, second tries, awards to renew; and the awards and tries themselves.

use std::cmp::Reverse;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Named, Part, colleague};
use crate::calendar::Date;
use crate::progress::credential::{renew_days, standing, valid_until};
use crate::progress::reassessment::due_after;
use crate::progress::second_try::SecondTries;
use crate::record::{CredentialKind, GoalStatus, Outcome, Remediation};
use crate::report::basis::name_of;

/// Days from which on a renewal to come is shown: about a quarter.
const RENEWALS_AHEAD: i64 = 92;

/// Something that falls due.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct NextStep {
    /// The last day for it, or the day from which it is due; null where there is no particular day.
    pub date: Option<Date>,
    /// What it is.
    pub kind: NextStepKind,
    /// The name of the skill or of the credential.
    pub about: String,
    /// Whether its day has passed.
    pub passed: bool,
}

/// What falls due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NextStepKind {
    /// A first assessment by others of a goal's skill.
    Assessment,
    /// Another assessment of a goal's skill, before the last one is too old.
    Reassessment,
    /// A second try, by this day.
    SecondTry,
    /// An award to renew, from this day on.
    Renewal,
}

/// An award that stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PersonAward {
    /// The credential's name.
    pub name: String,
    /// Who stands behind it; null where its record could not be read.
    pub kind: Option<CredentialKind>,
    /// The day on which it was earned.
    pub date: Date,
    /// The last day on which it is valid; null: without an end.
    pub valid_until: Option<Date>,
    /// Whether that day has passed.
    pub ended: bool,
    /// The day from which it should be renewed.
    pub renew_from: Option<Date>,
}

/// What is done about a rating that was not enough yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SecondTry {
    /// The skill's name.
    pub skill: String,
    /// Who helps.
    pub mentor: Named,
    /// What is done.
    pub actions: Vec<String>,
    /// The first day of working on it.
    pub start: Date,
    /// The last day for the second try.
    pub due: Date,
    /// How it stands.
    pub state: SecondTryState,
    /// The day on which it took place.
    pub on: Option<Date>,
}

/// How a second try stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SecondTryState {
    /// It is being prepared.
    Open,
    /// Its day has passed, and nothing tells of it.
    Passed,
    /// It took place and reached what was asked for.
    Met,
    /// It took place; more time is needed.
    NotYet,
    /// It took place; the assessment does not say how it went.
    TookPlace,
}

/// What falls due, the earliest first; what has no day comes before.
pub(super) fn next(part: &Part<'_>) -> Vec<NextStep> {
    let mut next = Vec::new();
    if part
        .person
        .profile()
        .is_some_and(|profile| profile.erased || profile.left.is_some_and(|left| part.today > left))
    {
        return next;
    }
    let days = part.basis.limits.reassess_days;
    for goal in part.person.goals.iter().filter(|goal| goal.data.status() == GoalStatus::Active) {
        let Some(skill) = goal.data.skill.as_deref() else { continue };
        let due = due_after(goal, &part.levels, part.today, days);
        let assessed = part.levels.on(skill, part.today).is_some();
        next.push(NextStep {
            date: due,
            kind: if assessed { NextStepKind::Reassessment } else { NextStepKind::Assessment },
            about: part.skill_name(skill),
            passed: due.is_some_and(|due| due < part.today),
        });
    }
    let open = SecondTries::of(part.person, &part.basis.framework().skills);
    for remediation in part.person.remediations.iter().map(|record| &record.data) {
        let passed = match state(part, remediation, &open).0 {
            SecondTryState::Open => false,
            SecondTryState::Passed => true,
            SecondTryState::Met | SecondTryState::NotYet | SecondTryState::TookPlace => continue,
        };
        let about = part.skill_name(&remediation.skill);
        next.push(NextStep { date: Some(remediation.due), kind: NextStepKind::SecondTry, about, passed });
    }
    let near = part.today.plus_days(RENEWALS_AHEAD);
    for award in awards(part) {
        next.extend(award.renew_from.filter(|from| *from <= near).map(|from| NextStep {
            date: Some(from),
            kind: NextStepKind::Renewal,
            about: award.name,
            passed: award.ended,
        }));
    }
    next.sort();
    next.dedup();
    next
}

/// The awards that stand, the latest first.
pub(super) fn awards(part: &Part<'_>) -> Vec<PersonAward> {
    let credentials = &part.basis.framework().credentials;
    let standing = standing(part.person, credentials);
    let mut awards: Vec<PersonAward> = standing
        .into_iter()
        .filter(|(_, award)| award.data.date <= part.today)
        .map(|(id, award)| {
            let credential = credentials.get(id).map(|record| &record.data);
            let until = credential.and_then(|credential| valid_until(&award.data, credential));
            PersonAward {
                name: name_of(credentials, id, |credential| &credential.name),
                kind: credential.map(|credential| credential.kind),
                date: award.data.date,
                valid_until: until,
                ended: until.is_some_and(|until| part.today > until),
                renew_from: until
                    .zip(credential)
                    .map(|(until, credential)| until.plus_days(-i64::from(renew_days(credential)))),
            }
        })
        .collect();
    awards.sort_by_key(|award| Reverse(award.date));
    awards
}

/// What is done about ratings that were not enough yet, the latest first.
pub(super) fn second_tries(part: &Part<'_>) -> Vec<SecondTry> {
    let open = SecondTries::of(part.person, &part.basis.framework().skills);
    let mut tries: Vec<SecondTry> = part
        .person
        .remediations
        .iter()
        .map(|record| &record.data)
        .map(|remediation| {
            let (state, on) = state(part, remediation, &open);
            SecondTry {
                skill: part.skill_name(&remediation.skill),
                mentor: colleague(part.basis, &remediation.mentor),
                actions: remediation.actions.clone(),
                start: remediation.start,
                due: remediation.due,
                state,
                on,
            }
        })
        .collect();
    tries.sort_by_key(|attempt| Reverse(attempt.start));
    tries
}

/// How a second try stands today, and the day on which it took place.
fn state(
    part: &Part<'_>,
    remediation: &Remediation,
    open: &SecondTries<'_>,
) -> (SecondTryState, Option<Date>) {
    let Some(retest) = &remediation.retest else {
        if !open.is_open(remediation) {
            return (SecondTryState::TookPlace, None);
        }
        let passed = remediation.due < part.today;
        return (if passed { SecondTryState::Passed } else { SecondTryState::Open }, None);
    };
    let Some(record) = part.person.assessments.get(retest) else {
        return (SecondTryState::TookPlace, None);
    };
    let skill = part.present_skill(&remediation.skill);
    let rating = record.data.ratings.iter().find(|rating| part.present_skill(&rating.skill) == skill);
    let state = match rating.and_then(|rating| rating.result) {
        Some(Outcome::Met) => SecondTryState::Met,
        Some(Outcome::NotYet) => SecondTryState::NotYet,
        None => SecondTryState::TookPlace,
    };
    (state, Some(record.data.date))
}
