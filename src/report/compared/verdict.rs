//! What has to happen next and by whom.

use super::touched::Touched;
use super::{TouchedPerson, View};
use crate::finding::Severity;
use crate::load::Directory;
use crate::progress::presence::Presence;
use crate::record::{Id, Profile, RecordPath};
use crate::report::change::{ChangeReport, Person, Verdict};

/// The verdict on a change whose report is otherwise complete.
pub(super) fn verdict(view: &View<'_>, touched: &Touched, report: &ChangeReport) -> Verdict {
    let conflicts = view.of.comparison.conflicts.clone();
    let errors = report.introduced.iter().filter(|found| found.finding.severity == Severity::Error).count();
    let no_record = touched.is_empty() && conflicts.is_empty() && report.introduced.is_empty();
    let reviewer = if no_record { None } else { reviewer(view, &touched.people, &conflicts) };
    Verdict { no_record, conflicts, errors, reviewer }
}

/// The first mentor, of the first touched person who has any, who is there today and did not make
/// the change; without one the first owner of whom the same is true. Somebody with a file in conflict
/// is touched too, whatever else there is.
fn reviewer(view: &View<'_>, people: &[TouchedPerson], conflicts: &[String]) -> Option<Person> {
    let today = view.of.settings.today;
    let author = view.of.author;
    let can = |handle: &&Id| {
        let profile = view.names.profile(handle);
        author != Some(handle.as_str()) && Presence::of(profile.as_deref(), today).is_present()
    };
    let first = |mentors: &[Id], own: [Option<&str>; 2]| {
        let others = |handle: &&Id| !own.contains(&Some(handle.as_str()));
        (!mentors.is_empty()).then(|| mentors.iter().filter(others).find(can).cloned())
    };
    let touched = people.iter().find_map(|person| {
        first(&mentors(person)?.mentors, [Some(&person.handle), person.handle_before.as_deref()])
    });
    let conflicting = || {
        conflicts.iter().find_map(|path| {
            let handle = RecordPath::parse(path).ok()?.owner?;
            let (base, after) = (&view.of.base.people, &view.of.after.people);
            let profile = base.profile(&handle).or_else(|| after.profile(&handle))?;
            first(&profile.mentors, [Some(&handle), None])
        })
    };
    let mentored = touched.or_else(conflicting);
    let owner = || view.of.settings.policy.owners.iter().find(can).cloned();
    mentored.flatten().or_else(owner).map(|handle| view.names.person(&handle))
}

/// The profile that says who the mentors are: that of base, so that nobody appoints their own
/// reviewer; of a new person their own.
fn mentors(person: &TouchedPerson) -> Option<&Profile> {
    person.before.profile().or_else(|| person.after.profile())
}
