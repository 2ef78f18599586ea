//! Which goal a person means: by its id, its file, or a part of its id or title.
//!
//! Nothing is asked here; where several goals are meant, all of them are the answer.

use std::collections::BTreeSet;

use crate::calendar::Date;
use crate::record::{Goal, GoalStatus, Id, Record, Records};
use crate::suggest;

/// What a text names among the goals of one person.
#[derive(Debug)]
pub(super) enum Named<'a> {
    /// One active goal.
    One(&'a Record<Goal>),
    /// Several active goals, in the order of their ids.
    Several(Vec<&'a Record<Goal>>),
    /// A goal that is not active: a draft, done or dropped.
    Settled(&'a Record<Goal>),
    /// A goal whose file cannot be used.
    Broken(&'a Id),
    /// None; the id of the active goal that is probably meant, if one is near.
    Nothing(Option<&'a Id>),
}

/// The active goals, in the order of their ids.
pub(super) fn active(goals: &Records<Goal>) -> Vec<&Record<Goal>> {
    goals.iter().filter(|goal| is_active(goal)).collect()
}

/// What `text` names: an id, the path of a goal's file, or words that the id or the title of a goal
/// holds, whatever their letter case. A whole id beats a part of one, the id without its date beats
/// other parts, and an active goal beats one that is not.
pub(super) fn named<'a>(goals: &'a Records<Goal>, text: &str) -> Named<'a> {
    let text = stem(text.trim());
    if let Some(goal) = goals.iter().find(|goal| goal.id == *text) {
        return if is_active(goal) { Named::One(goal) } else { Named::Settled(goal) };
    }
    let broken = || goals.ids().filter(|id| goals.get(id).is_none());
    if let Some(id) = broken().find(|id| ***id == *text) {
        return Named::Broken(id);
    }
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let meant = |goal: &&Record<Goal>| !words.is_empty() && holds(&goal.id, &goal.data.title, &words);
    let (live, settled): (Vec<_>, Vec<_>) = goals.iter().filter(meant).partition(|goal| is_active(goal));
    match live.as_slice() {
        [goal] => return Named::One(goal),
        [] => {}
        several => {
            let whole: Vec<_> = several.iter().filter(|goal| slug(&goal.id) == text).collect();
            return match whole.as_slice() {
                [goal] => Named::One(goal),
                _ => Named::Several(live),
            };
        }
    }
    if let Some(goal) = settled.last() {
        return Named::Settled(goal);
    }
    if let Some(id) = broken().find(|id| !words.is_empty() && holds(id, "", &words)) {
        return Named::Broken(id);
    }
    Named::Nothing(near(goals, text))
}

fn is_active(goal: &Record<Goal>) -> bool {
    goal.data.status() == GoalStatus::Active
}

/// The id of a path such as `people/ana/goals/2026-10-05-async-rust.yaml`, which a shell completes;
/// any other text as it is.
fn stem(text: &str) -> &str {
    match text.strip_suffix(".yaml").or_else(|| text.strip_suffix(".yml")) {
        Some(path) => path.rsplit(['/', '\\']).next().unwrap_or(path),
        None => text,
    }
}

/// Whether every word is part of the id or the title.
fn holds(id: &str, title: &str, words: &[String]) -> bool {
    let title = title.to_lowercase();
    words.iter().all(|word| id.contains(word.as_str()) || title.contains(word.as_str()))
}

/// An id without the date that it begins with.
pub(super) fn slug(id: &str) -> &str {
    let rest = id.split_at_checked("YYYY-MM-DD".len()).filter(|(date, _)| date.parse::<Date>().is_ok());
    rest.and_then(|(_, rest)| rest.strip_prefix('-')).filter(|rest| !rest.is_empty()).unwrap_or(id)
}

/// The active goal whose id, with or without its date, or whose title is near.
fn near<'a>(goals: &'a Records<Goal>, text: &str) -> Option<&'a Id> {
    let live = active(goals);
    let names = |goal: &'a Record<Goal>| [&*goal.id, slug(&goal.id), goal.data.title.as_str()];
    // A goal without a date in its id has one name twice, and two equal words are no suggestion.
    let all: BTreeSet<&str> = live.iter().flat_map(|goal| names(goal)).collect();
    let near = suggest::nearest(text, all)?;
    let meant: Vec<_> = live.iter().filter(|goal| names(goal).contains(&near)).collect();
    match meant.as_slice() {
        [goal] => Some(&goal.id),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn goal(id: &str, fields: serde_json::Value) -> Record<Goal> {
        let mut data = serde_json::json!({
            "title": "Run the webhook worker on async Rust", "measure": "M", "deadline": "2026-12-18",
            "why": {"project": "webhook-worker"},
        });
        let (Some(all), Some(more)) = (data.as_object_mut(), fields.as_object()) else { panic!() };
        all.extend(more.clone());
        let path = format!("people/ana/goals/{id}.yaml");
        Record { id: Id::new(id), path, data: serde_json::from_value(data).unwrap() }
    }

    fn goals() -> Records<Goal> {
        let mut goals = Records::default();
        goals.insert(goal("2026-10-05-async-rust", serde_json::json!({})));
        goals.insert(goal("2026-10-06-async-rust-2", serde_json::json!({"title": "Teach async Rust"})));
        goals.insert(goal("observability", serde_json::json!({"title": "See what the worker does"})));
        goals.insert(goal("2026-01-02-go", serde_json::json!({"title": "Port it", "status": "done"})));
        goals.insert(goal("2026-01-03-sql", serde_json::json!({"title": "Tune", "status": "dropped"})));
        goals.insert_broken(Id::new("2026-02-02-kafka"));
        goals
    }

    fn said(text: &str) -> String {
        let goals = goals();
        match named(&goals, text) {
            Named::One(goal) => format!("one {}", goal.id),
            Named::Several(goals) => {
                format!("several {}", goals.iter().map(|goal| &*goal.id).collect::<Vec<_>>().join(" "))
            }
            Named::Settled(goal) => format!("settled {}", goal.id),
            Named::Broken(id) => format!("broken {id}"),
            Named::Nothing(near) => format!("nothing {}", near.map_or("-", |id| id)),
        }
    }

    #[test]
    fn a_goal_is_named_by_id_file_or_part() {
        for (text, expected) in [
            ("2026-10-05-async-rust", "one 2026-10-05-async-rust"),
            ("people/ana/goals/2026-10-06-async-rust-2.yaml", "one 2026-10-06-async-rust-2"),
            ("./observability.yml", "one observability"),
            // The whole id without its date beats a part.
            ("async-rust", "one 2026-10-05-async-rust"),
            ("observ", "one observability"),
            ("TEACH", "one 2026-10-06-async-rust-2"),
            ("webhook rust", "one 2026-10-05-async-rust"),
            ("  teach async ", "one 2026-10-06-async-rust-2"),
            ("async", "several 2026-10-05-async-rust 2026-10-06-async-rust-2"),
            ("worker", "several 2026-10-05-async-rust observability"),
        ] {
            assert_eq!(said(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_active_is_told_apart_from_what_is_not_there() {
        for (text, expected) in [
            ("2026-01-02-go", "settled 2026-01-02-go"),
            ("tune", "settled 2026-01-03-sql"),
            ("2026-02-02-kafka", "broken 2026-02-02-kafka"),
            ("kafka", "broken 2026-02-02-kafka"),
            ("obsrevability", "nothing observability"),
            ("2026-10-05-async-rsut", "nothing 2026-10-05-async-rust"),
            ("zzz", "nothing -"),
            ("", "nothing -"),
            ("   ", "nothing -"),
        ] {
            assert_eq!(said(text), expected, "{text}");
        }
    }

    #[test]
    fn a_slug_is_what_follows_the_date() {
        for (id, expected) in [
            ("2026-10-05-async-rust", "async-rust"),
            ("2026-10-05", "2026-10-05"),
            ("2026-13-05-x", "2026-13-05-x"),
            ("async-rust", "async-rust"),
        ] {
            assert_eq!(slug(id), expected);
        }
    }
}
