//! A row per record of a person that the change adds or alters.

use super::approvals;
use super::difference::{self, Naming};
use super::levels::TouchedLevels;
use super::touched::Pair;
use super::{TouchedPerson, View};
use crate::progress::application::{ApplicationState, Applications, last_day, place};
use crate::progress::credential::valid_until;
use crate::progress::practice::Practice;
use crate::record::{
    Assessment, Award, CredentialKind, Cycle, Entry, Goal, GoalStatus, Identities, Kind, Profile, Record,
    Remediation,
};
use crate::report::change::{ApplicationPlan, Applied, Details, FieldChange, GoalState, Row};

/// The rows of one person: what is reached first, then what is planned, then what shows it.
pub(super) fn rows(view: &View<'_>, person: &TouchedPerson) -> Vec<Row> {
    let levels = TouchedLevels::of(view, person);
    let named = view.names.person(&person.handle);
    let row = |title: String, path: &str, new: bool, details: Details| Row {
        person: named.clone(),
        title,
        path: path.to_owned(),
        new,
        details,
    };
    let mut rows = Vec::new();
    rows.extend(profile(view, person).map(|(record, new, facts)| {
        row("profile".to_owned(), &record.path, new, Details::Profile { facts })
    }));
    let applications = Applications::of(&person.after);
    let mut goals = person.pairs(Kind::Goal, |person| &person.goals);
    goals.sort_by_key(|pair| order(pair.after.data.status()));
    for pair in goals {
        let details = goal(view, &applications, &levels, pair.after);
        rows.push(row(pair.after.data.title.clone(), &pair.after.path, pair.new, details));
    }
    for pair in person.pairs(Kind::Assessment, |person| &person.assessments) {
        let details = assessment(view, &levels, &pair);
        rows.push(row(pair.after.id.to_string(), &pair.after.path, pair.new, details));
    }
    let practice = Practice::of(&person.after, &view.of.after.framework.data.skills);
    for Pair { after, new, .. } in person.pairs(Kind::Award, |person| &person.awards) {
        let title = view.names.credential(&after.data.credential);
        rows.push(row(title, &after.path, new, award(view, person, &practice, &after.data)));
    }
    for Pair { after, new, .. } in person.pairs(Kind::Entry, |person| &person.entries) {
        rows.push(row(after.data.title.clone(), &after.path, new, entry(person, &after.data)));
    }
    for Pair { after, new, .. } in person.pairs(Kind::Remediation, |person| &person.remediations) {
        rows.push(row(after.id.to_string(), &after.path, new, remediation(view, &after.data)));
    }
    rows
}

/// What is reached comes first, what is given up last.
fn order(status: GoalStatus) -> u8 {
    match status {
        GoalStatus::Done => 0,
        GoalStatus::Active => 1,
        GoalStatus::Draft => 2,
        GoalStatus::Dropped => 3,
    }
}

fn goal(
    view: &View<'_>,
    applications: &Applications<'_>,
    levels: &TouchedLevels<'_>,
    record: &Record<Goal>,
) -> Details {
    let goal = &record.data;
    let (state, open) = match goal.status() {
        GoalStatus::Draft => (GoalState::Draft, true),
        GoalStatus::Active => (GoalState::Active, true),
        GoalStatus::Done => (GoalState::Done, false),
        GoalStatus::Dropped => (GoalState::Dropped, false),
    };
    let window = view.window_days();
    let applied = match applications.state(record, view.of.settings.today, window) {
        ApplicationState::Applied { on, .. } | ApplicationState::Late { on, .. } => Some(on),
        ApplicationState::None
        | ApplicationState::Planned
        | ApplicationState::Open
        | ApplicationState::Lapsed => None,
    };
    let planned = goal.application.is_some() && state != GoalState::Dropped;
    Details::Goal {
        level: goal.skill.as_ref().map(|skill| levels.of_goal(skill, goal.target)),
        state,
        due: open.then_some(goal.deadline),
        completed: goal.completed.filter(|_| state == GoalState::Done),
        reason: goal.reason.clone().filter(|_| state == GoalState::Dropped),
        application: (planned || applied.is_some()).then(|| ApplicationPlan {
            place: place(goal).map(str::to_owned),
            until: goal.application.as_ref().map(|_| last_day(goal, window)),
            applied,
            skills: skills(view, goal),
        }),
    }
}

/// The skills that a goal is about: its own, else those that its modules teach, else those of its
/// credential.
fn skills(view: &View<'_>, goal: &Goal) -> Vec<String> {
    let framework = &view.of.after.framework.data;
    let taught = goal
        .modules
        .iter()
        .filter_map(|id| framework.modules.get(id))
        .flat_map(|module| &module.data.teaches);
    let credential = goal.credential.as_ref().and_then(|id| framework.credentials.get(id));
    let mut ids: Vec<String> = match &goal.skill {
        Some(skill) => vec![skill.to_string()],
        None => taught.map(|taught| taught.skill.to_string()).collect(),
    };
    if ids.is_empty() {
        ids.extend(credential.iter().flat_map(|record| &record.data.skills).map(ToString::to_string));
    }
    ids.sort();
    ids.dedup();
    ids
}

fn entry(person: &TouchedPerson, entry: &Entry) -> Details {
    Details::Entry {
        date: entry.date,
        entry_type: entry.kind.name().to_owned(),
        hours: entry.hours,
        applied: applied(person, entry),
        links: entry.links.clone(),
    }
}

/// Use at work that an entry tells of, at the place that its goal plans where it names none.
pub(super) fn applied(person: &TouchedPerson, entry: &Entry) -> Option<Applied> {
    let applied = entry.applied.as_ref()?;
    let planned = || {
        let goal = person.after.goals.get(entry.goal.as_deref()?)?;
        place(&goal.data).map(str::to_owned)
    };
    Some(Applied {
        place: applied.place.clone().filter(|place| !place.trim().is_empty()).or_else(planned),
        outcome: applied.outcome.clone(),
    })
}

fn assessment(view: &View<'_>, levels: &TouchedLevels<'_>, pair: &Pair<'_, Assessment>) -> Details {
    let assessment = &pair.after.data;
    Details::Assessment {
        date: assessment.date,
        method: assessment.method.name().to_owned(),
        assessors: assessment.assessors.iter().map(|handle| view.names.person(handle)).collect(),
        retest: assessment.cycle == Cycle::Retest,
        ratings: assessment.ratings.iter().map(|rating| levels.of_rating(assessment, rating)).collect(),
    }
}

fn award(view: &View<'_>, person: &TouchedPerson, practice: &Practice<'_>, award: &Award) -> Details {
    let credential = view.of.after.framework.data.credentials.get(&award.credential);
    let credential = credential.map(|record| &record.data);
    Details::Award {
        date: award.date,
        valid_until: credential.and_then(|credential| valid_until(award, credential)),
        revoked: award.revoked.as_ref().map(|revocation| revocation.date),
        approvals: credential
            .and_then(|credential| credential.approvals.as_ref())
            .filter(|_| award.revoked.is_none())
            .map(|asked| approvals::given(view, person, award, asked)),
        with_practice: credential
            .filter(|credential| credential.kind == CredentialKind::Certification)
            .map(|credential| practice.pairs(credential, award.date)),
    }
}

fn remediation(view: &View<'_>, remediation: &Remediation) -> Details {
    Details::Remediation {
        skill: view.names.skill(&remediation.skill),
        mentor: Some(view.names.person(&remediation.mentor)),
        due: Some(remediation.due),
    }
}

/// Fields of a profile that a report leaves out: when somebody is away is between them and theirs.
const PRIVATE: [&str; 2] = ["away", "allow"];
/// Fields that show who somebody is; left out where the policy wants handles only.
const IDENTITY: [&str; 3] = ["name", "accounts", "emails"];
/// What is said of a new profile.
const INTRODUCTION: [&str; 4] = ["role", "tier", "team", "mentors"];

fn profile<'a>(
    view: &View<'_>,
    person: &'a TouchedPerson,
) -> Option<(&'a Record<Profile>, bool, Vec<FieldChange>)> {
    let touched = person.records.iter().find(|record| record.kind == Kind::Profile)?;
    let after = person.after.profile.as_ref()?;
    let mut facts = Vec::new();
    if let Some(old) = &person.handle_before {
        facts.push(FieldChange {
            field: "handle".to_owned(),
            before: Some(old.clone()),
            after: Some(person.handle.clone()),
        });
    }
    let mut fields = difference::between(person.before.profile(), &after.data, Naming::Words);
    let top = |fact: &FieldChange| fact.field.split(' ').next().unwrap_or_default().to_owned();
    if touched.before.is_none() {
        fields.retain(|fact| INTRODUCTION.contains(&top(fact).as_str()));
    } else {
        fields.retain(|fact| !PRIVATE.contains(&top(fact).as_str()));
    }
    if view.of.settings.policy.identities == Identities::Pseudonymous {
        fields.retain(|fact| !IDENTITY.contains(&top(fact).as_str()));
    }
    facts.extend(fields);
    Some((after, touched.before.is_none(), facts))
}
