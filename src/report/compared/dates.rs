//! Dates that the change moves, and the dates of what it touches.

use super::{TouchedPerson, View};
use crate::calendar::Date;
use crate::progress::application::{Applications, last_day};
use crate::progress::goal::start;
use crate::progress::history::{PromisedDate, Slip, slips};
use crate::record::{Goal, GoalStatus, Kind, Record};
use crate::report::change::{MovedDate, TimelineItem, When};

/// Dates of goals and practice plans that are others than before.
pub(super) fn moved(view: &View<'_>, person: &TouchedPerson) -> Vec<MovedDate> {
    let named = view.names.person(&person.handle);
    let mut found = Vec::new();
    let mut compare = |title: &str,
                       reason: Option<&String>,
                       dates: &[(&str, Option<Date>, Option<Date>)],
                       slips: &[Slip]| {
        for (field, before, after) in dates.iter().filter(|(_, before, after)| before != after) {
            let slip =
                slips.iter().find(|slip| name(slip.field) == *field && Some(slip.from.date) == *before);
            let earlier = slip.map(|slip| slip.before.iter().map(|stood| stood.date).collect());
            found.push(MovedDate {
                person: named.clone(),
                title: title.to_owned(),
                field: (*field).to_owned(),
                before: *before,
                after: *after,
                earlier: earlier.unwrap_or_default(),
                reason: reason.cloned(),
            });
        }
    };
    for pair in person.pairs(Kind::Goal, |person| &person.goals) {
        let Some(before) = pair.before else { continue };
        let (old, new) = (&before.data, &pair.after.data);
        let until = |goal: &Goal| goal.application.as_ref().map(|_| last_day(goal, view.window_days()));
        let mut dates = vec![
            (name(PromisedDate::Start), start(before), start(pair.after)),
            (name(PromisedDate::Deadline), Some(old.deadline), Some(new.deadline)),
        ];
        // A plan that comes or goes is no date that moves.
        if let (Some(old), Some(new)) = (until(old), until(new)) {
            dates.push((name(PromisedDate::Until), Some(old), Some(new)));
        }
        let slips = slips(pair.after, person.after.history.goal(&pair.after.id));
        compare(&new.title, new.moved_because.as_ref(), &dates, &slips);
    }
    for pair in person.pairs(Kind::Remediation, |person| &person.remediations) {
        let Some(before) = pair.before else { continue };
        let title = format!("practice plan for {}", view.names.skill(&pair.after.data.skill));
        let dates = [
            ("start", Some(before.data.start), Some(pair.after.data.start)),
            ("due", Some(before.data.due), Some(pair.after.data.due)),
        ];
        compare(&title, None, &dates, &[]);
    }
    found
}

/// The date in the words of the report.
fn name(field: PromisedDate) -> &'static str {
    match field {
        PromisedDate::Deadline => "deadline",
        PromisedDate::Until => "use at work, until",
        PromisedDate::Start => "start",
    }
}

/// Deadlines of touched goals that are open, and the windows for using at work what was learned.
pub(super) fn timeline(view: &View<'_>, person: &TouchedPerson) -> Vec<TimelineItem> {
    let applications = Applications::of(&person.after);
    let mut items = Vec::new();
    for pair in person.pairs(Kind::Goal, |person| &person.goals) {
        let goal = pair.after;
        // A file with another name moves no date.
        if pair.before.is_some_and(|before| before.data == goal.data) {
            continue;
        }
        let item = |when| TimelineItem {
            person: view.names.person(&person.handle),
            name: goal
                .data
                .skill
                .as_ref()
                .map_or_else(|| goal.data.title.clone(), |skill| view.names.skill(skill)),
            when,
        };
        let Some(learned) = learned(goal) else { continue };
        if goal.data.status() == GoalStatus::Active {
            items.push(item(When::Deadline { date: goal.data.deadline }));
        }
        if goal.data.application.is_some() && applications.first(goal).is_none() {
            let end = last_day(&goal.data, view.window_days());
            let start = learned.plus_days(1).min(end);
            items.push(item(When::Application { start, end }));
        }
    }
    items
}

/// The day on which the learning ends; nothing where no use at work is expected.
fn learned(goal: &Record<Goal>) -> Option<Date> {
    match goal.data.status() {
        GoalStatus::Active => Some(goal.data.deadline),
        GoalStatus::Done => Some(goal.data.completed.unwrap_or(goal.data.deadline)),
        GoalStatus::Draft | GoalStatus::Dropped => None,
    }
}
