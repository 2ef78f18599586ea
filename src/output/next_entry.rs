//! The portfolio entry that tells how something was used at work, begun for the person: its path, and a
//! text in which only what nobody else can know is left to fill in.

use super::escape::shorten;
use crate::record::Id;
use crate::report::change::{Details, Row};

/// A file that is begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BegunEntry {
    /// Where it belongs, relative to the learning repository: made of valid ids only.
    pub path: String,
    /// Its text, as YAML.
    pub text: String,
}

/// The entry about using at work what the goal of `row` is about; nothing where the row is no goal with
/// a plan, or its path or skills are not those of valid records.
#[must_use]
pub fn begun(row: &Row) -> Option<BegunEntry> {
    let Details::Goal { application: Some(plan), level, .. } = &row.details else { return None };
    let (handle, goal) = owner_and_goal(&row.path)?;
    let skills: Vec<&str> =
        plan.skills.iter().map(String::as_str).filter(|id| Id::is_valid(id)).take(8).collect();
    if skills.is_empty() || skills.len() < plan.skills.len().min(8) {
        return None;
    }
    let what = level.as_ref().map_or(row.title.as_str(), |step| step.skill.as_str());
    let place = plan.place.as_deref().map(|place| shorten(place, 80)).filter(|place| !place.is_empty());
    let title = match &place {
        Some(place) => format!("Used {} in {place}", shorten(what, 60)),
        None => format!("Used {} at work", shorten(what, 60)),
    };
    let place = place.map(|place| format!("\n  where: {}", quoted(&place))).unwrap_or_default();
    let until = plan.until.map(|day| format!(", {day} at the latest")).unwrap_or_default();
    let text = format!(
        "# Fill in what is empty. Instead of links you may say why there are none, with no_link.
date: # the day, YYYY-MM-DD{until}
title: {}
type: project
skills: [{}]
goal: {goal}
links: []
decision: # what was chosen over what, and why
applied:
  outcome: # what came of it{place}
",
        quoted(&title),
        skills.join(", ")
    );
    Some(BegunEntry { path: format!("people/{handle}/portfolio/{}.yaml", entry_id(goal)), text })
}

/// The handle and the goal's id, where the path is that of a goal.
fn owner_and_goal(path: &str) -> Option<(&str, &str)> {
    let (handle, file) = path.strip_prefix("people/")?.split_once("/goals/")?;
    let goal = file.strip_suffix(".yaml").or_else(|| file.strip_suffix(".yml"))?;
    (Id::is_valid(handle) && Id::is_valid(goal)).then_some((handle, goal))
}

/// `2026-10-05-async-rust` → `async-rust-at-work`: the day is that of the goal, not of the entry.
fn entry_id(goal: &str) -> String {
    const END: &str = "-at-work";
    let dated = goal.get(..10).is_some_and(|day| day.parse::<crate::calendar::Date>().is_ok());
    let slug = goal.get(11..).filter(|slug| dated && !slug.is_empty()).unwrap_or(goal);
    let kept = slug.get(..slug.len().min(Id::MAX_LENGTH - END.len())).unwrap_or_default();
    format!("{}{END}", kept.trim_end_matches('-'))
}

/// A text in double quotes, which YAML 1.2 reads as JSON does (YAML 1.2.2, section 1.2).
fn quoted(text: &str) -> String {
    serde_json::Value::from(super::escape::visible(text).replace(['\n', '\t'], " ")).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::change::Details;
    use crate::report::sample;

    #[test]
    fn an_entry_is_begun_with_all_that_is_known() {
        let entry = begun(&sample::change().rows[0]).unwrap();
        assert_eq!(entry.path, "people/ana/portfolio/async-rust-at-work.yaml");
        insta::assert_snapshot!("next_entry", entry.text);
        assert!(entry.text.contains("\ngoal: 2026-10-05-async-rust\n"));
    }

    #[test]
    fn ids_stay_valid() {
        for goal in [
            "2026-10-05-async-rust",
            "2026-10-05",
            "rust",
            &"a".repeat(64),
            &"ab-".repeat(22)[..63],
            "2026-10-05-7",
        ] {
            assert!(Id::is_valid(&entry_id(goal)), "{goal} → {}", entry_id(goal));
        }
    }

    #[test]
    fn nothing_is_begun_for_what_is_no_valid_record() {
        let row = sample::change().rows[0].clone();
        for path in [
            "people/../goals/a.yaml",
            "people/ana/goals/../../x.yaml",
            "people/ana/goals/A b.yaml",
            "x",
            "people/ana/goals/a.md",
        ] {
            assert_eq!(begun(&Row { path: path.into(), ..row.clone() }), None, "{path}");
        }
        for skills in [vec![], vec!["a]\nb: [".to_owned()]] {
            let mut row = row.clone();
            let Details::Goal { application: Some(plan), .. } = &mut row.details else { panic!() };
            plan.skills = skills;
            assert_eq!(begun(&row), None);
        }
        assert_eq!(begun(&sample::change().rows[1]), None);
    }
}
