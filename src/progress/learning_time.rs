//! How many hours somebody put into a program, and what they cost. It is a cost line of its own:
//! shown beside the costs of a program, never added to them.

use super::money::Money;
use super::present_id;
use crate::calendar::Date;
use crate::record::{Entry, Person, Program, Records};

/// The hours that the entries of `person` dated no later than `day` log for the program `program`,
/// added exactly. An entry is for the program that it names, else for the program of its goal.
#[must_use]
pub fn learning_hours(person: &Person, program: &str, programs: &Records<Program>, day: Date) -> Money {
    let program = present_id(programs, program);
    let of_goal = |entry: &Entry| person.goals.get(entry.goal.as_deref()?)?.data.program.as_deref();
    person
        .entries
        .iter()
        .map(|record| &record.data)
        .filter(|entry| entry.date <= day)
        .filter(|entry| {
            let named = entry.program.as_deref().or_else(|| of_goal(entry));
            named.is_some_and(|named| present_id(programs, named) == program)
        })
        .filter_map(|entry| entry.hours)
        .map(Money::from)
        .sum()
}

/// What so many hours of learning cost: hours × `cost_per_hour`, the policy's one rate for
/// everybody. `None` where the policy sets no rate.
///
/// 540 hours at 60 an hour cost 32,400.
#[must_use]
pub fn learning_cost(hours: Money, cost_per_hour: Option<f64>) -> Option<Money> {
    cost_per_hour.map(|rate| hours.times(Money::from(rate)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::progress::sample::{Sample, day, goal, record};

    #[test]
    fn hours_are_those_of_entries_for_the_program_or_for_its_goals() {
        let mut programs = Records::default();
        let basis = json!({"name": "P", "kind": "cohort", "start": "2026-01-05", "end": "2026-04-24"});
        programs.insert(record("cohort", basis, json!({"formerly": ["rust-cohort"]})));
        programs.index_former();
        let mut sample = Sample::new()
            .entry("a", json!({"date": "2026-01-10", "hours": 0.1, "program": "cohort"}))
            .entry("b", json!({"date": "2026-01-11", "hours": 0.2, "program": "rust-cohort"}))
            .entry("c", json!({"date": "2026-01-12", "hours": 4, "goal": "g"}))
            .entry("d", json!({"date": "2026-01-12", "hours": 8, "goal": "g", "program": "other"}))
            .entry("e", json!({"date": "2026-01-12", "hours": 16, "goal": "gone"}))
            .entry("f", json!({"date": "2026-01-12", "program": "cohort"}))
            .entry("g", json!({"date": "2026-01-13", "hours": 32, "program": "cohort"}));
        sample.person.goals.insert(goal("g", json!({"program": "cohort"})));
        let hours = |program: &str| learning_hours(&sample.person, program, &programs, day("2026-01-12"));
        assert_eq!(hours("cohort").to_string(), "4.3");
        assert_eq!(hours("rust-cohort"), hours("cohort"));
        assert_eq!(hours("other").to_string(), "8");
        assert_eq!(hours("nothing"), Money::default());
    }

    #[test]
    fn an_hour_costs_what_the_policy_says() {
        assert_eq!(learning_cost(Money::from(540.0), Some(60.0)), Some(Money::from(32_400.0)));
        assert_eq!(learning_cost(Money::from(0.1), Some(0.3)), Some(Money::from(0.03)));
        assert_eq!(learning_cost(Money::from(540.0), None), None);
    }
}
