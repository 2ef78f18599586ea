//! Open changes of the forge that wait for review, and whom the posted digest mentions.
//!
//! Days, never a number of days: what is written stays true until something happens. Neither titles
//! nor people: those stand on the forge, one link away, and a wait is nobody's figure.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::Digest;
use crate::calendar::Date;

/// The open changes that wait for review. Drafts do not wait.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WaitingChanges {
    /// How many wait.
    pub count: usize,
    /// How many are drafts.
    pub drafts: usize,
    /// Since when the first has waited; null where none waits.
    pub oldest: Option<Date>,
    /// At least half of them have waited since this day or longer; null where fewer than three wait.
    pub median: Option<Date>,
    /// Each that waits, the longest first.
    pub changes: Vec<WaitingChange>,
    /// What the forge calls a change, one and several: `pull request`, `pull requests`.
    pub words: [String; 2],
    /// The forge's page that lists them.
    pub page: String,
}

/// An open change that waits for review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WaitingChange {
    /// Its number as the forge writes it: `#12`, `!12`.
    pub number: String,
    /// The day on which it was opened.
    pub since: Date,
}

/// How many have to wait before there is a middle that says more than the list.
const MEDIAN_OF: usize = 3;

impl WaitingChanges {
    /// Those that wait, in any order, beside so many drafts.
    #[must_use]
    pub fn new(mut changes: Vec<WaitingChange>, drafts: usize, words: [&str; 2], page: String) -> Self {
        // Equal days by number, of which the shorter is the lower.
        changes
            .sort_by(|a, b| (a.since, a.number.len(), &a.number).cmp(&(b.since, b.number.len(), &b.number)));
        let middle = changes.get(changes.len().saturating_sub(1) / 2).map(|change| change.since);
        Self {
            count: changes.len(),
            drafts,
            oldest: changes.first().map(|change| change.since),
            median: middle.filter(|_| changes.len() >= MEDIAN_OF),
            changes,
            words: words.map(str::to_owned),
            page,
        }
    }
}

impl Digest {
    /// The same digest with what only the forge knows.
    #[must_use]
    pub fn with_waiting(mut self, waiting: WaitingChanges) -> Self {
        self.empty = self.empty && waiting.count == 0;
        self.waiting = Some(waiting);
        self.hash = self.content_hash();
        self
    }

    /// The same digest with mentions: `account` gives the account of a handle on the forge, where it
    /// has one.
    #[must_use]
    pub fn with_mentions(mut self, account: impl Fn(&str) -> Option<String>) -> Self {
        let handles = self.asked();
        let mut known = BTreeSet::new();
        self.mentions = handles
            .iter()
            .filter_map(|handle| account(handle))
            .filter(|account| known.insert(account.to_lowercase()))
            .collect();
        self.hash = self.content_hash();
        self
    }

    /// The handles of those whom it names because something is due or overdue; in a shared digest,
    /// nobody who is late is named unless the policy says so.
    fn asked(&self) -> BTreeSet<String> {
        let due = self.due.iter().flat_map(|span| &span.goals).map(|goal| &goal.who);
        let windows = self.closing_windows.iter().map(|window| &window.who);
        let assessments = self.reassessments.iter().map(|item| &item.who);
        let awards = self.awards_ending.iter().map(|award| &award.who);
        let overdue = self.overdue.iter().flat_map(|overdue| &overdue.named).map(|item| &item.who);
        let all = due.chain(windows).chain(assessments).chain(awards).chain(overdue);
        all.map(|who| who.handle.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(number: u64, since: &str) -> WaitingChange {
        WaitingChange { number: format!("#{number}"), since: since.parse().unwrap() }
    }

    fn waiting(changes: Vec<WaitingChange>) -> WaitingChanges {
        WaitingChanges::new(changes, 1, ["pull request", "pull requests"], String::new())
    }

    #[test]
    fn the_longest_wait_comes_first_and_the_middle_is_a_day() {
        let days = ["2026-11-20", "2026-11-10", "2026-11-18", "2026-11-18"];
        let found = waiting(days.iter().zip([7, 9, 12, 11]).map(|(day, n)| change(n, day)).collect());
        let numbers: Vec<&str> = found.changes.iter().map(|change| change.number.as_str()).collect();
        assert_eq!(numbers, ["#9", "#11", "#12", "#7"]);
        assert_eq!((found.count, found.drafts), (4, 1));
        let median = found.median.unwrap();
        assert_eq!(
            (found.oldest.unwrap().to_string(), median.to_string()),
            ("2026-11-10".into(), "2026-11-18".into())
        );
        let as_long = found.changes.iter().filter(|change| change.since <= median).count();
        assert!(as_long * 2 >= found.count);
    }

    #[test]
    fn of_two_there_is_no_middle_and_of_none_no_day() {
        let two = waiting(vec![change(1, "2026-11-20"), change(2, "2026-11-01")]);
        assert_eq!((two.median, two.oldest.unwrap().to_string()), (None, "2026-11-01".into()));
        let none = waiting(Vec::new());
        assert_eq!((none.count, none.median, none.oldest), (0, None, None));
    }
}
