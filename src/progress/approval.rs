//! Who has approved an award, and what of the asked approvals is missing. Whether an approval is
//! proved is not known here.

use std::collections::BTreeSet;

use crate::load::{Directory, Handle};
use crate::record::{ApprovalsNeeded, Award, Id, Person};

/// Whether `handle` is or was the person's own.
#[must_use]
pub fn is_own(person: &Person, handle: &str) -> bool {
    let former = person.profile().map_or(&[][..], |profile| &profile.formerly);
    person.handle == *handle || former.iter().any(|old| old == handle)
}

/// The approvals of an award that count: one for each person other than the one who earned it,
/// under whichever handle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approvals {
    /// The present handles of those who approved. A handle that names nobody counts as somebody:
    /// that it names nobody is a finding of its own.
    pub by: BTreeSet<Id>,
    /// Their disciplines; `None` where the profile of one of them could not be read.
    pub disciplines: Option<BTreeSet<Id>>,
}

/// What is missing of the asked approvals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingApprovals {
    /// Fewer people than asked.
    People,
    /// Enough people, but all of one discipline where more than one is asked.
    Disciplines,
}

impl Approvals {
    /// The approvals of `award`, which `person` earned; `people` knows the others.
    #[must_use]
    pub fn of(award: &Award, person: &Person, people: &dyn Directory) -> Self {
        let present = |handle: &Id| match people.look_up(handle) {
            Handle::Former(present) => present,
            Handle::Present(_) | Handle::Broken | Handle::Unknown => handle.clone(),
        };
        let by: BTreeSet<Id> = award
            .approved_by
            .iter()
            .filter(|handle| !is_own(person, handle))
            .map(present)
            .filter(|handle| !is_own(person, handle))
            .collect();
        let discipline = |handle: &Id| Some(people.profile(handle)?.discipline.clone());
        Self { disciplines: by.iter().map(discipline).collect(), by }
    }

    /// What is missing of what the credential asks for. More than one discipline can only be
    /// asked of more than one person, and is not asked of people whose discipline is unknown.
    #[must_use]
    pub fn missing(&self, asked: &ApprovalsNeeded) -> Option<MissingApprovals> {
        let count = usize::try_from(asked.count).unwrap_or(usize::MAX);
        if self.by.len() < count {
            Some(MissingApprovals::People)
        } else if asked.asks_for_several_disciplines()
            && self.disciplines.as_ref().is_some_and(|known| known.len() < 2)
        {
            Some(MissingApprovals::Disciplines)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use serde_json::json;

    use super::*;
    use crate::progress::sample::{Sample, record};
    use crate::record::Profile;

    struct People(BTreeMap<&'static str, Handle>);

    impl Directory for People {
        fn look_up(&self, handle: &str) -> Handle {
            self.0.get(handle).cloned().unwrap_or(Handle::Unknown)
        }

        fn nearest(&self, _: &str) -> Option<String> {
            None
        }
    }

    fn people() -> People {
        let of = |discipline: &str| {
            let profile = json!({
                "role": "r", "tier": "t", "discipline": discipline, "started": "2026-01-01"
            });
            Handle::Present(Arc::new(record::<Profile>("p", profile, json!({})).data))
        };
        People(BTreeMap::from([
            ("ana", of("backend")),
            ("ben", of("backend")),
            ("chi", of("frontend")),
            ("dan", of("backend")),
            ("eve", Handle::Broken),
            ("benjamin", Handle::Former("ben".into())),
            ("anita", Handle::Former("ana".into())),
        ]))
    }

    fn missing(handles: &[&str], count: u32, distinct_disciplines: bool) -> Option<MissingApprovals> {
        let sample = Sample::new()
            .profile(json!({"formerly": ["ana-s"]}))
            .award("a", json!({"credential": "owner", "date": "2026-11-22", "approved_by": handles}));
        let award = &sample.person.awards.get("a").unwrap().data;
        let approvals = Approvals::of(award, &sample.person, &people());
        approvals.missing(&ApprovalsNeeded { count, distinct_disciplines })
    }

    #[test]
    fn each_other_person_counts_once() {
        let short = Some(MissingApprovals::People);
        for (handles, expected) in [
            (&["ben", "chi"][..], None),
            (&["ben"], short),
            (&[], short),
            (&["ben", "ben"], short),
            (&["ben", "benjamin"], short),
            (&["ben", "ana"], short),
            (&["ben", "ana-s"], short),
            (&["ben", "anita"], short),
            (&["ben", "nobody"], None),
            (&["ben", "eve"], None),
        ] {
            assert_eq!(missing(handles, 2, false), expected, "{handles:?}");
        }
    }

    #[test]
    fn several_disciplines_are_asked_of_several_people_only() {
        let alike = Some(MissingApprovals::Disciplines);
        for (handles, count, expected) in [
            (&["ben", "chi"][..], 2, None),
            (&["ben", "dan"], 2, alike),
            (&["ben", "dan", "chi"], 2, None),
            (&["ben", "eve"], 2, None),
            (&["ben"], 1, None),
            (&["ben"], 2, Some(MissingApprovals::People)),
        ] {
            assert_eq!(missing(handles, count, true), expected, "{handles:?} of {count}");
        }
        assert_eq!(missing(&["ben", "dan"], 2, false), None);
    }
}
