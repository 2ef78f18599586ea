//! Everybody as they stood on several days: the small parts of each day, and person by person what
//! their records said then.
//!
//! What did not change is not read again. Policy, framework and groups are loaded where their entries
//! differ from those of another day; a person whose folder is the same on two days is the same
//! [`Person`]; and of two folders of one person, a file that is the same is parsed once. People are
//! visited in parallel, each with all their days at once, and forgotten again.
//!
//! Somebody whose profile names a former handle is one person on all days, under the present one.
//! `people` says who is who; nothing here computes a figure.
//!
//! # An example
//!
//! How many people had an entry, at the end of each month of the repository:
//!
//! ```no_run
//! use milepost::calendar::{Date, Zone};
//! use milepost::load::Past;
//! use milepost::load::past::{load_past, months_over};
//! use milepost::source::Repository;
//!
//! # fn main() -> Result<(), milepost::error::Error> {
//! let repository = Repository::discover(std::path::Path::new("."))?;
//! let (tip, zone) = (repository.resolve("HEAD")?, Zone::utc());
//! let today: Date = "2026-11-22".parse().unwrap_or(Date::LAST);
//! let first = repository.timeline(&tip, &zone)?.first_day();
//! let days = months_over(first, today);
//!
//! let past = Past { repository: &repository, tip: &tip, root: "", zone: &zone };
//! let states = load_past(&past, &days)?;
//! let counts = states.fold(
//!     || vec![0_usize; days.len()],
//!     |person| {
//!         let mut counts = vec![0; days.len()];
//!         for on_day in &person.days {
//!             if let Some(count) = counts.get_mut(on_day.index) {
//!                 *count = usize::from(!on_day.person.entries.is_empty());
//!             }
//!         }
//!         counts
//!     },
//!     |mut sum, more| {
//!         sum.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
//!         sum
//!     },
//! )?;
//! # drop(counts);
//! # Ok(())
//! # }
//! ```
//!
//! What a shared report may say of such figures is decided in `report::privacy`, which takes the
//! contributions of all people for each day: [`PastStates::visit`] gives one value for each person, in
//! the order of their handles.

mod people;

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::aggregate::{load_framework, load_groups, load_policy, person};
use super::file::{File, read_file};
use super::history::Past;
use crate::calendar::Date;
use crate::error::Error;
use crate::policy::Policy;
use crate::record::{Framework, Groups, Id, Person, PersonHistory};
use crate::source::{Entry, ObjectId, OnDay, Revision, Snapshot};
use people::{Folder, contributors};

/// A learning repository on several days. Small: people are read when they are visited.
pub struct PastStates {
    days: Vec<PastDay>,
    known_since: Option<Date>,
    contributors: BTreeMap<Id, Vec<Folder>>,
}

/// One of the days.
pub struct PastDay {
    /// The day.
    pub day: Date,
    /// What stood at its end; `None` where there was no learning repository yet, or where the clone
    /// does not know (see [`PastStates::known_since`]).
    pub state: Option<PastState>,
}

/// The small parts of one day's state. Days that differ in people only share them.
#[derive(Clone)]
pub struct PastState {
    /// The commit.
    pub revision: Revision,
    /// Where records are read from.
    pub snapshot: Snapshot,
    /// `milepost.yaml`; `None` where there was none that could be read. Which policy counts, this one
    /// or that of today, is decided by whoever computes.
    pub policy: Option<Arc<Policy>>,
    /// `framework/`.
    pub framework: Arc<Framework>,
    /// `teams/` and `programs/`.
    pub groups: Arc<Groups>,
}

/// One person on all the days on which they had a folder.
pub struct PersonOnDays<'a> {
    /// The handle at the tip; of somebody who is gone, the last one.
    pub handle: &'a Id,
    /// The days on which the person was there, in the order in which days were asked for.
    pub days: Vec<PersonOnDay<'a>>,
}

/// One person on one day.
pub struct PersonOnDay<'a> {
    /// The place of the day among those that were asked for, from 0.
    pub index: usize,
    /// The day.
    pub day: Date,
    /// The small parts of that day.
    pub state: &'a PastState,
    /// What the person's folder said, under the handle of that day; the same allocation on days on
    /// which it said the same. What its goals said before is not known here: its `history` is
    /// known since that day only.
    pub person: Arc<Person>,
}

/// The ends of all months that are over on `today`, from the month that holds `first` on, oldest
/// first. The present month is not over, not on its last day either: until midnight its end may
/// still change.
///
/// On 2026-11-22, since 2026-09-10: 2026-09-30 and 2026-10-31.
#[must_use]
pub fn months_over(first: Date, today: Date) -> Vec<Date> {
    let mut ends = Vec::new();
    let mut end = first.month_end();
    while end < today {
        ends.push(end);
        let next = end.plus_days(1).month_end();
        if next == end {
            break;
        }
        end = next;
    }
    ends
}

/// The last `count` ends of months that are over on `today`, oldest first.
#[must_use]
pub fn last_months_over(today: Date, count: usize) -> Vec<Date> {
    let back = i64::try_from(count).unwrap_or(i64::MAX).saturating_neg();
    months_over(today.plus_months(back), today)
}

/// The learning repository on each of `days`, in their order.
///
/// # Errors
/// Where an object is damaged, or missing from a clone that holds the commit.
pub fn load_past(past: &Past<'_>, days: &[Date]) -> Result<PastStates, Error> {
    let timeline = past.repository.timeline(past.tip, past.zone)?;
    let mut shared = Shared::default();
    let mut found = Vec::with_capacity(days.len());
    for day in days {
        let state = match timeline.on(*day) {
            OnDay::Stood(revision) => shared.state(past, revision)?,
            OnDay::NotBegun { .. } | OnDay::BeforeClone { .. } => None,
        };
        found.push(PastDay { day: *day, state });
    }
    let contributors = contributors(past, &found)?;
    let known_since = (!timeline.is_complete()).then(|| timeline.first_day());
    Ok(PastStates { days: found, known_since, contributors })
}

impl PastStates {
    /// The days, in the order in which they were asked for.
    #[must_use]
    pub fn days(&self) -> &[PastDay] {
        &self.days
    }

    /// The first day that this clone knows of, where it does not hold the whole history: of an
    /// earlier day without a state nobody knows what stood. `None`: everything is known.
    #[must_use]
    pub fn known_since(&self) -> Option<Date> {
        self.known_since
    }

    /// How many people there are on all days together: as many as are visited.
    #[must_use]
    pub fn people(&self) -> usize {
        self.contributors.len()
    }

    /// Calls `visit` once for each person, several at a time; the results in the order of handles.
    ///
    /// # Errors
    /// The first reason why somebody could not be read.
    pub fn visit<T: Send>(&self, visit: impl Fn(&PersonOnDays<'_>) -> T + Sync) -> Result<Vec<T>, Error> {
        let contributors: Vec<(&Id, &Vec<Folder>)> = self.contributors.iter().collect();
        contributors
            .into_par_iter()
            .map(|(handle, folders)| Ok(visit(&self.person(handle, folders)?)))
            .collect()
    }

    /// As [`PastStates::visit`], the results put together by `merge`, which must not depend on how
    /// they are bracketed; `nothing` adds nothing.
    ///
    /// # Errors
    /// The first reason why somebody could not be read.
    pub fn fold<T: Send>(
        &self,
        nothing: impl Fn() -> T + Sync + Send,
        visit: impl Fn(&PersonOnDays<'_>) -> T + Sync,
        merge: impl Fn(T, T) -> T + Sync + Send,
    ) -> Result<T, Error> {
        let contributors: Vec<(&Id, &Vec<Folder>)> = self.contributors.iter().collect();
        contributors
            .into_par_iter()
            .map(|(handle, folders)| Ok(visit(&self.person(handle, folders)?)))
            .try_reduce(nothing, |a, b| Ok(merge(a, b)))
    }

    fn person<'a>(&'a self, handle: &'a Id, folders: &[Folder]) -> Result<PersonOnDays<'a>, Error> {
        let mut versions = Versions::default();
        let mut days = Vec::with_capacity(folders.len());
        for folder in folders {
            let Some(PastDay { day, state: Some(state) }) = self.days.get(folder.index) else { continue };
            let person = versions.person(folder, &state.snapshot, *day)?;
            days.push(PersonOnDay { index: folder.index, day: *day, state, person });
        }
        Ok(PersonOnDays { handle, days })
    }
}

/// What was read of one person so far.
#[derive(Default)]
struct Versions<'a> {
    people: HashMap<(&'a Id, ObjectId), Arc<Person>>,
    /// Path and content → what came of it.
    files: HashMap<(String, ObjectId), File>,
}

impl<'a> Versions<'a> {
    /// The person that a folder is. A file that another of their folders has too is taken from there.
    fn person(&mut self, folder: &'a Folder, snapshot: &Snapshot, day: Date) -> Result<Arc<Person>, Error> {
        let key = (&folder.handle, folder.tree);
        if let Some(known) = self.people.get(&key) {
            return Ok(Arc::clone(known));
        }
        let known = RefCell::new((std::mem::take(&mut self.files), HashMap::new()));
        let read = |path: String, entry: &Entry| {
            let Some(id) = entry.id else { return read_file(snapshot, path) };
            let (files, ids) = &mut *known.borrow_mut();
            ids.insert(path.clone(), id);
            let key = (path, id);
            match files.remove(&key) {
                Some(file) => Ok(Some(file)),
                None => read_file(snapshot, key.0),
            }
        };
        let loaded = person(&folder.handle, snapshot, &read)?;
        let (mut files, mut ids) = known.into_inner();
        for file in loaded.files {
            let path = file.display_path().into_owned();
            if let Some(id) = ids.remove(&path) {
                files.insert((path, id), file);
            }
        }
        self.files = files;
        let mut person = loaded.data;
        person.history = Arc::new(PersonHistory { goals: BTreeMap::new(), known_since: Some(day) });
        let person = Arc::new(person);
        self.people.insert(key, Arc::clone(&person));
        Ok(person)
    }
}

/// The names that Git gives to the contents of some entries.
type Ids = [Option<ObjectId>; 2];

/// The small parts that were loaded so far, each by what its entries hold.
#[derive(Default)]
struct Shared {
    policies: HashMap<Ids, Option<Arc<Policy>>>,
    frameworks: HashMap<Ids, Arc<Framework>>,
    groups: HashMap<Ids, Arc<Groups>>,
}

impl Shared {
    /// The state at a commit; `None` where the learning repository's folder is not there.
    fn state(&mut self, past: &Past<'_>, revision: Revision) -> Result<Option<PastState>, Error> {
        let snapshot = past.repository.snapshot(&revision, past.root)?;
        if snapshot.list("")?.is_empty() {
            return Ok(None);
        }
        let id = |path: &str| Ok::<_, Error>(snapshot.find(path)?.and_then(|entry| entry.id));
        let policy = once(&mut self.policies, [id("milepost.yaml")?, id("milepost.yml")?], || {
            let record = load_policy(&snapshot)?.data;
            Ok(record.map(|record| Arc::new(Policy::from_record(record.data).0)))
        })?;
        let framework = once(&mut self.frameworks, [id("framework")?, None], || {
            Ok(Arc::new(load_framework(&snapshot)?.data))
        })?;
        let groups = once(&mut self.groups, [id("teams")?, id("programs")?], || {
            Ok(Arc::new(load_groups(&snapshot)?.data))
        })?;
        Ok(Some(PastState { revision, snapshot, policy, framework, groups }))
    }
}

/// What `load` gives, loaded once for the same contents.
fn once<T: Clone>(
    known: &mut HashMap<Ids, T>,
    ids: Ids,
    load: impl FnOnce() -> Result<T, Error>,
) -> Result<T, Error> {
    if let Some(known) = known.get(&ids) {
        return Ok(known.clone());
    }
    let loaded = load()?;
    known.insert(ids, loaded.clone());
    Ok(loaded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_count_once_they_are_over() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let over = |first: &str, today: &str| {
            let ends = months_over(day(first), day(today));
            ends.iter().map(|end| end.to_string()[2..].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(over("2026-09-10", "2026-11-22"), ["26-09-30", "26-10-31"]);
        assert_eq!(over("2025-12-31", "2026-03-01"), ["25-12-31", "26-01-31", "26-02-28"]);
        assert_eq!(over("2026-10-31", "2026-10-31"), [""; 0], "its last day is not over");
        assert_eq!(over("2026-10-01", "2026-11-01"), ["26-10-31"]);
        assert_eq!(over("2026-11-22", "2026-09-01"), [""; 0]);
        assert_eq!(months_over(day("9999-11-05"), Date::LAST), [day("9999-11-30")]);
        let last = last_months_over(day("2026-03-31"), 3);
        assert_eq!(last, [day("2025-12-31"), day("2026-01-31"), day("2026-02-28")]);
        assert_eq!(last_months_over(day("2026-03-31"), 0), []);
        assert_eq!(last_months_over(Date::FIRST, 12), []);
    }
}
