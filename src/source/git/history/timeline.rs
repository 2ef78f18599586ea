//! Where a branch stood on a day: its first parents in the order of the branch, by the days on which
//! they came.
//!
//! The day of a commit is that of its committer's clock, and some clocks are wrong. The order of the
//! branch is certain, so the clocks that agree with it and with each other are believed, as many as
//! can be; a commit whose clock is not believed had come when the next one did whose clock is. One
//! commit that says 1970 or 2038 so moves no other.

use super::super::{Repository, Revision, failed, oid};
use super::chain::Commit;
use crate::calendar::{Date, Zone};
use crate::error::Error;

/// The states of a branch, by day. Made by one walk, asked as often as one likes.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// The tip as a person calls it.
    name: String,
    /// Newest first, each with the day on which it came.
    commits: Vec<(Date, Commit)>,
    /// Whether the last of them is the first commit of the history.
    complete: bool,
}

/// Where a branch stood at the end of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OnDay {
    /// At this commit.
    Stood(Revision),
    /// Nowhere: the branch begins later.
    NotBegun {
        /// The first day of the branch.
        begins: Date,
    },
    /// Nobody can tell from this clone: its history begins later, that of the branch does not.
    BeforeClone {
        /// The first day on which it is known.
        known_since: Date,
    },
}

/// A state that a person asked for, and the day as of which it is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At {
    /// The state.
    pub revision: Revision,
    /// The day that was named; of a revision, the day of its committer's clock.
    pub day: Date,
}

impl OnDay {
    /// The commit, where the branch stood at one.
    #[must_use]
    pub fn revision(self) -> Option<Revision> {
        match self {
            Self::Stood(revision) => Some(revision),
            Self::NotBegun { .. } | Self::BeforeClone { .. } => None,
        }
    }
}

impl Timeline {
    /// The last state that had come to the branch by the end of `day`.
    #[must_use]
    pub fn on(&self, day: Date) -> OnDay {
        if let Some((_, commit)) = self.commits.iter().find(|(came, _)| *came <= day) {
            let name = format!("{} on {day}", self.name);
            return OnDay::Stood(Revision { name, commit: commit.id, tree: commit.tree });
        }
        let first = self.first_day();
        if self.complete {
            OnDay::NotBegun { begins: first }
        } else {
            OnDay::BeforeClone { known_since: first }
        }
    }

    /// The first day on which the state of the branch is known.
    #[must_use]
    pub fn first_day(&self) -> Date {
        self.commits.last().map_or(Date::LAST, |(came, _)| *came)
    }

    /// Whether the clone holds the branch from its first commit on. Where it does not, what stood
    /// before [`Timeline::first_day`] is not known.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.complete
    }
}

impl Repository {
    /// The states of the branch that ends at `tip`, by their days in `zone`.
    ///
    /// # Errors
    /// [`Error::Git`] where a commit is damaged; never for one that is missing.
    pub fn timeline(&self, tip: &Revision, zone: &Zone) -> Result<Timeline, Error> {
        let (chain, complete) = self.chain(tip)?;
        let clocks: Vec<i64> = chain.iter().rev().map(|commit| commit.moment.seconds).collect();
        let days = arrivals(&clocks).into_iter().rev().map(|seconds| day_of(seconds, zone));
        Ok(Timeline { name: tip.name.clone(), commits: days.zip(chain).collect(), complete })
    }

    /// What `text` names: a revision, or else a day, `YYYY-MM-DD`, for where `HEAD` stood at its end.
    ///
    /// # Errors
    /// As [`Repository::resolve`], and [`Error::Usage`] where nothing is known to have stood then.
    pub fn state_at(&self, text: &str, zone: &Zone) -> Result<At, Error> {
        let unknown = match self.resolve(text) {
            Ok(revision) => {
                let day = day_of(self.clock_of(&revision)?, zone);
                return Ok(At { revision, day });
            }
            Err(error @ Error::UnknownRevision { .. }) => error,
            Err(error) => return Err(error),
        };
        let day = match text.parse::<Date>() {
            Ok(day) => day,
            Err(crate::calendar::DateError::Shape) => return Err(unknown),
            Err(crate::calendar::DateError::NoSuchDay) => {
                return Err(Error::Usage {
                    message: format!("`{text}` is neither a revision nor a day of the calendar"),
                    hint: "write a day as YYYY-MM-DD, or a branch, a tag or a commit".into(),
                });
            }
        };
        let head = match self.resolve("HEAD") {
            Err(Error::UnknownRevision { .. }) => {
                return Err(Error::Usage {
                    message: format!("nothing stood on {day}: this repository has no commit yet"),
                    hint: "commit the records first".into(),
                });
            }
            found => found?,
        };
        match self.timeline(&head, zone)?.on(day) {
            OnDay::Stood(revision) => Ok(At { revision, day }),
            OnDay::NotBegun { begins } => Err(Error::Usage {
                message: format!("nothing stood on {day}: the history of `HEAD` begins on {begins}"),
                hint: format!("name a day from {begins} on"),
            }),
            OnDay::BeforeClone { known_since } => Err(Error::Usage {
                message: format!(
                    "what stood on {day} is not in this clone: its history begins on {known_since}"
                ),
                hint: "fetch the rest of the history: `git fetch --unshallow` (in CI: fetch-depth: 0)".into(),
            }),
        }
    }

    /// The committer's clock of a revision, in seconds since 1970.
    fn clock_of(&self, revision: &Revision) -> Result<i64, Error> {
        self.with(|handle| {
            let commit = handle
                .find_commit(oid(revision.commit))
                .map_err(|error| failed(format!("read the date of `{}`", revision.name), &error))?;
            Ok(commit.time().seconds())
        })
    }
}

/// The day of a clock; a clock beyond all years shows the first or the last day there is.
fn day_of(seconds: i64, zone: &Zone) -> Date {
    zone.date_at(seconds).unwrap_or(if seconds < 0 { Date::FIRST } else { Date::LAST })
}

/// When each commit had come for certain; `clocks` are those of the commits, the oldest first.
fn arrivals(clocks: &[i64]) -> Vec<i64> {
    let believed = believed(clocks);
    // What stands after the last clock that is believed came after it: nothing else is known.
    let mut next = believed.last().and_then(|last| clocks.get(*last)).copied().unwrap_or(0);
    let mut came = vec![0; clocks.len()];
    let mut left = believed.as_slice();
    for (at, (came, clock)) in came.iter_mut().zip(clocks).enumerate().rev() {
        if let Some((last, rest)) = left.split_last()
            && *last == at
        {
            left = rest;
            next = *clock;
        }
        *came = next;
    }
    came
}

/// The places of a longest run of clocks that never go back (patience sorting; of several that are
/// as long, one that ends the earliest).
fn believed(clocks: &[i64]) -> Vec<usize> {
    let clock = |at: usize| clocks.get(at).copied().unwrap_or(0);
    // The best end of a run of each length, and what stands before each clock in its best run.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(clocks.len());
    for (at, now) in clocks.iter().enumerate() {
        let length = ends.partition_point(|end| clock(*end) <= *now);
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter)).copied());
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut run: Vec<usize> =
        std::iter::successors(ends.last().copied(), |at| before.get(*at).copied().flatten()).collect();
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_that_agree_with_the_branch_are_believed() {
        for (clocks, expected) in [
            (&[][..], &[][..]),
            (&[5], &[5]),
            (&[1, 2, 2, 3], &[1, 2, 2, 3]),
            // One clock far ahead, far behind, at the tip and at the beginning.
            (&[1, 2, 99, 3, 4], &[1, 2, 3, 3, 4]),
            (&[10, 20, 0, 30], &[10, 20, 30, 30]),
            (&[10, 20, 30, 0], &[10, 20, 30, 30]),
            (&[99, 1, 2, 3], &[1, 1, 2, 3]),
            // Several in a row, as of one machine.
            (&[10, 20, 25, 1, 2, 30, 40], &[10, 20, 25, 30, 30, 30, 40]),
            // A tip that is ahead contradicts nothing.
            (&[1, 2, 99], &[1, 2, 99]),
            (&[9, 1], &[1, 1]),
        ] {
            assert_eq!(arrivals(clocks), expected, "{clocks:?}");
        }
    }

    proptest::proptest! {
        /// The order of the branch is kept, right clocks are told as they are, and few wrong ones
        /// among them change nothing for the others.
        #[test]
        fn few_wrong_clocks_move_nothing_else(
            steps in proptest::collection::vec(0..50_i64, 10..40),
            wrong in proptest::collection::btree_map(0..1000_usize, -5_000..5_000_i64, 0..3),
        ) {
            let right: Vec<i64> = steps.iter().scan(0, |sum, step| { *sum += step; Some(*sum) }).collect();
            proptest::prop_assert_eq!(&arrivals(&right), &right);
            let mut clocks = right.clone();
            let mut changed = vec![false; clocks.len()];
            for (at, clock) in wrong {
                let at = at % clocks.len();
                clocks[at] = clock;
                changed[at] = true;
            }
            let came = arrivals(&clocks);
            proptest::prop_assert!(came.is_sorted());
            let disbelieved = clocks.len() - believed(&clocks).len();
            proptest::prop_assert!(disbelieved <= changed.iter().filter(|wrong| **wrong).count());
        }
    }
}
