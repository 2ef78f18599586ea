//! Earlier states of the default branch, written into a fixture, and the history that they make.

use std::collections::BTreeMap;

use milepost::calendar::Date;
use milepost::load::{Histories, load_person};
use milepost::record::{GoalVersion, Id, PersonHistory};

use crate::common::memory::Files;

/// The states before the present one, oldest first, each with its first day.
#[derive(Default)]
pub(super) struct Earlier(Vec<(Date, Files)>);

impl Earlier {
    /// Lays a text over `files`, which become the present state; gives back the head.
    pub(super) fn read<'a>(files: &mut Files, text: &'a str) -> (Vec<&'a str>, Self) {
        let mut parts = text.split("=== on ");
        let head = files.lay(parts.next().unwrap());
        let mut states = Vec::new();
        for part in parts {
            let (part, now) = part.split_once("=== now\n").map_or((part, None), |(a, b)| (a, Some(b)));
            let (day, part) = part.split_once('\n').unwrap();
            files.lay(part);
            states.push((day.parse().unwrap(), files.clone()));
            if let Some(now) = now {
                files.lay(now);
            }
        }
        (head, Self(states))
    }

    /// What these states say of everybody's goals.
    pub(super) fn histories(&self) -> Histories {
        let mut people: BTreeMap<Id, PersonHistory> = BTreeMap::new();
        for (day, files) in &self.0 {
            let snapshot = files.snapshot("an earlier state");
            for entry in snapshot.list("people").unwrap() {
                let handle = String::from_utf8(entry.name).unwrap();
                let history = people.entry(Id::new(&*handle)).or_default();
                for goal in load_person(&snapshot, &handle).unwrap().data.goals.iter() {
                    let versions = history.goals.entry(goal.id.clone()).or_default();
                    let version = GoalVersion::of(goal, *day);
                    let same = |last: &GoalVersion| GoalVersion { since: *day, ..last.clone() } == version;
                    if !versions.last().is_some_and(same) {
                        versions.push(version);
                    }
                }
            }
        }
        Histories::of_people(people)
    }
}
