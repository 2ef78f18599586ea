//! What a new policy allows that the old one did not. Severities are compared where rules are known.

use std::collections::BTreeSet;
use std::fmt::Display;

use super::Policy;
use crate::finding::Pointer;
use crate::record::Identities;

/// One key of a policy that becomes looser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loosening {
    /// The key.
    pub pointer: Pointer,
    /// How, in a few words that follow the key: `from 30 to 45`.
    pub how: String,
}

impl Policy {
    /// What `after` allows that this policy did not, in the order of the keys: longer times, higher
    /// limits, weaker proofs, more people who may write, smaller groups in reports.
    #[must_use]
    pub fn loosened_by(&self, after: &Self) -> Vec<Loosening> {
        let (old, new) = (&self.limits, &after.limits);
        let mut found = Found::default();
        found.more("/application/window_days", old.window_days, new.window_days);
        found.weaker("/approvals/trust", self.trust, after.trust);
        found.more("/assessments/baseline_days", old.baseline_days, new.baseline_days);
        found.more("/assessments/reassess_days", old.reassess_days, new.reassess_days);
        let grants = |policy: &Self| {
            policy
                .bots
                .iter()
                .flat_map(|bot| bot.kinds.iter().map(|kind| format!("{}: {}", bot.account, kind.name())))
                .collect::<BTreeSet<_>>()
        };
        found.added("/bots", &grants(self), &grants(after));
        found.more("/digest/mention", self.digest_mention, after.digest_mention);
        found.more("/digest/named", self.digest_names, after.digest_names);
        let (was, is) = (&self.vocabulary.disciplines, &after.vocabulary.disciplines);
        if !was.is_empty() && is.is_empty() {
            found.add("/disciplines", "from a list to any discipline");
        } else if !was.is_empty() {
            found.added("/disciplines", was, is);
        }
        found.more("/framework/review_days", old.review_days, new.review_days);
        found.more("/goals/max_active", old.max_active, new.max_active);
        found.more("/goals/max_days", old.max_days, new.max_days);
        let words = |policy: &Self| policy.vague_words.iter().cloned().collect::<BTreeSet<_>>();
        let (was, is) = (words(self), words(after));
        if let Some(gone) = first_of(was.difference(&is)) {
            found.add("/goals/vague_words", format!("without {gone}"));
        }
        found.more("/load/hours_per_week", old.hours_per_week, new.hours_per_week);
        if let Some(was) = &self.min_version
            && after.min_version.as_ref().is_none_or(|is| is.numbers < was.numbers)
        {
            let is = after.min_version.as_ref().map_or("any version", |is| &is.text);
            found.step("/min_version", &was.text, is);
        }
        let owners = |policy: &Self| policy.owners.iter().cloned().collect::<BTreeSet<_>>();
        if !self.owners.is_empty() && after.owners.is_empty() {
            found.add("/owners", "without anybody: everybody may change everything");
        } else if !self.owners.is_empty() {
            found.added("/owners", &owners(self), &owners(after));
        }
        if self.identities == Identities::Pseudonymous && after.identities == Identities::Open {
            found.step("/privacy/identities", self.identities, after.identities);
        }
        found.weaker("/privacy/min_group", old.min_group, new.min_group);
        found.more("/remediation/days", old.remediation_days, new.remediation_days);
        found.more("/site/visibility", self.visibility, after.visibility);
        found.0
    }
}

#[derive(Default)]
struct Found(Vec<Loosening>);

impl Found {
    fn add(&mut self, pointer: &str, how: impl Into<String>) {
        self.0.push(Loosening { pointer: Pointer::from(pointer), how: how.into() });
    }

    fn step(&mut self, pointer: &str, before: impl Display, after: impl Display) {
        self.add(pointer, format!("from {before} to {after}"));
    }

    /// A value that loosens as it grows.
    fn more<T: PartialOrd + Display>(&mut self, pointer: &str, before: T, after: T) {
        if after > before {
            self.step(pointer, before, after);
        }
    }

    /// A value that loosens as it shrinks.
    fn weaker<T: PartialOrd + Display>(&mut self, pointer: &str, before: T, after: T) {
        if after < before {
            self.step(pointer, before, after);
        }
    }

    /// A set that loosens by what comes to it.
    fn added<T: Ord + Display>(&mut self, pointer: &str, before: &BTreeSet<T>, after: &BTreeSet<T>) {
        if let Some(new) = first_of(after.difference(before)) {
            self.add(pointer, format!("with {new} as well"));
        }
    }
}

/// The first few, and how many more there are, so that a long list hides nothing that stands after
/// it; `None` of nothing.
fn first_of<T: Display>(items: impl Iterator<Item = T>) -> Option<String> {
    const NAMED: usize = 3;
    let all: Vec<String> = items.map(|item| format!("`{item}`")).collect();
    let named = all.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>();
    match (named.split_last(), all.len() - named.len()) {
        (None, _) => None,
        (Some((last, [])), 0) => Some((*last).to_owned()),
        (Some((last, rest)), 0) => Some(format!("{} and {last}", rest.join(", "))),
        (Some(_), more) => Some(format!("{} and {more} more", named.join(", "))),
    }
}
