//! Which severity each rule has: its own, then the policy's, then the command line's.

use super::{RULES, Rule};
use crate::finding::Severity;
use crate::policy::Policy;
use crate::record::RuleSetting;
use crate::suggest;

/// What the command line says about rules. Ids are as written; see [`Flags::check`].
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// Rules made errors; the word `warnings` makes every warning one.
    pub deny: Vec<String>,
    /// Rules made warnings.
    pub warn: Vec<String>,
    /// Rules made notes.
    pub note: Vec<String>,
    /// Rules switched off.
    pub allow: Vec<String>,
    /// If not empty, only these rules run.
    pub select: Vec<String>,
    /// Rules that do not run.
    pub ignore: Vec<String>,
}

impl Flags {
    /// The first id that names no rule, with the nearest that does.
    #[must_use]
    pub fn check(&self) -> Option<(String, Option<&'static str>)> {
        let Self { deny, warn, note, allow, select, ignore } = self;
        deny.iter()
            .filter(|id| *id != "warnings")
            .chain(warn)
            .chain(note)
            .chain(allow)
            .chain(select)
            .chain(ignore)
            .find(|id| super::by_id(id).is_none())
            .map(|id| (id.clone(), suggest::nearest(id, RULES.iter().map(|rule| rule.id))))
    }
}

/// The severity of every rule in one run.
#[derive(Clone)]
pub struct Severities {
    flags: Flags,
    policy: std::collections::BTreeMap<String, RuleSetting>,
    /// The rules that can find anything in this run, in the order of [`RULES`]: asked for each
    /// person, so worked out once.
    running: Vec<&'static Rule>,
}

/// Where the severity in force comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The rule itself.
    Default,
    /// `rules` in milepost.yaml.
    Policy,
    /// A flag of this run.
    Flag,
}

impl Severities {
    /// From the policy in force and the flags of this run.
    #[must_use]
    pub fn new(policy: &Policy, flags: Flags) -> Self {
        let mut severities = Self { flags, policy: policy.rules.clone(), running: Vec::new() };
        let can_find = |rule: &&Rule| severities.runs(rule) && severities.in_force(rule).is_some();
        severities.running = RULES.iter().copied().filter(can_find).collect();
        severities
    }

    /// The rules that are looked at in this run and have a severity, in the order of [`RULES`].
    pub(super) fn running(&self) -> impl Iterator<Item = &'static Rule> {
        self.running.iter().copied()
    }

    /// Whether the rule is looked at in this run; without a severity it is looked at in vain.
    #[must_use]
    pub fn runs(&self, rule: &Rule) -> bool {
        let names = |list: &[String]| list.iter().any(|id| id == rule.id);
        (self.flags.select.is_empty() || names(&self.flags.select)) && !names(&self.flags.ignore)
    }

    /// The severity by rule and policy alone: what `allow` in a record is measured against.
    #[must_use]
    pub fn by_policy(&self, rule: &Rule) -> Option<Severity> {
        if rule.is_fixed() {
            return Some(rule.severity);
        }
        match self.policy.get(rule.id) {
            None => Some(rule.severity),
            Some(RuleSetting::Error) => Some(Severity::Error),
            Some(RuleSetting::Warning) => Some(Severity::Warning),
            Some(RuleSetting::Note) => Some(Severity::Note),
            Some(RuleSetting::Off) => None,
        }
    }

    /// The severity in force; `None` where the rule is off.
    #[must_use]
    pub fn in_force(&self, rule: &Rule) -> Option<Severity> {
        let by_policy = self.by_policy(rule);
        let names = |list: &[String]| list.iter().any(|id| id == rule.id);
        let flagged = if names(&self.flags.deny) {
            Some(Severity::Error)
        } else if names(&self.flags.warn) {
            Some(Severity::Warning)
        } else if names(&self.flags.note) {
            Some(Severity::Note)
        } else if names(&self.flags.allow) {
            None
        } else {
            by_policy
        };
        // What makes a file unreadable can be raised, never lowered.
        let flagged = if rule.is_fixed() { flagged.max(by_policy) } else { flagged };
        let all_warnings = self.flags.deny.iter().any(|id| id == "warnings");
        match flagged {
            Some(Severity::Warning) if all_warnings => Some(Severity::Error),
            other => other,
        }
    }

    /// Where [`Severities::in_force`] comes from.
    #[must_use]
    pub fn origin(&self, rule: &Rule) -> Origin {
        let (own, policy, force) = (Some(rule.severity), self.by_policy(rule), self.in_force(rule));
        if force != policy {
            Origin::Flag
        } else if policy != own || self.policy.contains_key(rule.id) && !rule.is_fixed() {
            Origin::Policy
        } else {
            Origin::Default
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::by_id;

    fn severities(policy: &[(&str, RuleSetting)], flags: Flags) -> Severities {
        let mut own = Policy::default();
        own.rules = policy.iter().map(|(id, setting)| ((*id).to_owned(), *setting)).collect();
        Severities::new(&own, flags)
    }

    fn ids(ids: &[&str]) -> Vec<String> {
        ids.iter().map(|id| (*id).to_owned()).collect()
    }

    #[test]
    fn rules_of_the_family_file_are_raised_but_never_lowered() {
        let rule = by_id("swallowed-text").unwrap();
        let off = severities(&[("swallowed-text", RuleSetting::Off)], Flags::default());
        assert_eq!(off.in_force(rule), Some(Severity::Warning));
        for flags in [
            Flags { allow: ids(&["swallowed-text"]), ..Flags::default() },
            Flags { note: ids(&["swallowed-text"]), ..Flags::default() },
        ] {
            assert_eq!(severities(&[], flags).in_force(rule), Some(Severity::Warning));
        }
        let denied = severities(&[], Flags { deny: ids(&["swallowed-text"]), ..Flags::default() });
        assert_eq!(denied.in_force(rule), Some(Severity::Error));
    }

    #[test]
    fn flags_stand_over_the_policy_and_the_policy_over_the_rule() {
        let rule = by_id("vague-goal").unwrap();
        let policy = [("vague-goal", RuleSetting::Note)];
        assert_eq!(severities(&[], Flags::default()).in_force(rule), Some(Severity::Warning));
        assert_eq!(severities(&policy, Flags::default()).in_force(rule), Some(Severity::Note));
        let flags = Flags { deny: ids(&["vague-goal"]), ..Flags::default() };
        let both = severities(&policy, flags);
        assert_eq!(
            (both.in_force(rule), both.by_policy(rule)),
            (Some(Severity::Error), Some(Severity::Note))
        );
        assert_eq!((both.origin(rule)), Origin::Flag);
        let warnings = severities(&[], Flags { deny: ids(&["warnings"]), ..Flags::default() });
        assert_eq!(warnings.in_force(rule), Some(Severity::Error));
        assert_eq!(warnings.in_force(by_id("due-soon").unwrap()), Some(Severity::Note));
    }
}
