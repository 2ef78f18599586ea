//! What a tier asks for, which tier somebody works towards, and how far they are.

use std::collections::{BTreeMap, BTreeSet};

use super::credential::held;
use super::level::{Coverage, Levels};
use super::{Limits, present_id};
use crate::calendar::Date;
use crate::record::{
    CredentialRequirement, Electives, Framework, Level, Person, Profile, Record, Records, Requirement, Role,
    Tier,
};

/// The tier that follows `tier` in the role; `None` for the last one and for one that the role
/// does not have.
#[must_use]
pub fn next_tier<'a>(role: &'a Role, tier: &str) -> Option<&'a Tier> {
    role.tiers.iter().skip_while(|known| known.id.as_str() != tier).nth(1)
}

fn tier_of<'a>(role: &'a Role, tier: &str) -> Option<&'a Tier> {
    role.tiers.iter().find(|known| known.id.as_str() == tier)
}

/// The tier that somebody works towards.
#[derive(Clone, Copy, Debug)]
pub struct Destination<'a> {
    /// The role.
    pub role: &'a Record<Role>,
    /// The tier of that role.
    pub tier: &'a Tier,
}

impl<'a> Destination<'a> {
    /// The `target` of the profile; without one, the tier after the own one; at the last tier, the
    /// own one, which is then to be kept. `None` where a role or tier on that way is unknown or
    /// could not be read: another tier would be misleading.
    #[must_use]
    pub fn of(profile: &Profile, roles: &'a Records<Role>) -> Option<Self> {
        let (role, tier) = match &profile.target {
            Some(target) => (&target.role, &target.tier),
            None => (&profile.role, &profile.tier),
        };
        let role = roles.get(role)?;
        let named = tier_of(&role.data, tier)?;
        let next = if profile.target.is_some() { None } else { next_tier(&role.data, tier) };
        Some(Self { role, tier: next.unwrap_or(named) })
    }
}

/// Everything that a tier asks for, what the earlier ones ask for included.
#[derive(Clone, Debug)]
pub struct Demands<'a> {
    /// Present skill id → the requirement with the highest level, of equal ones the earliest.
    pub requirements: BTreeMap<&'a str, &'a Requirement>,
    /// Present credential id → its earliest requirement.
    pub credentials: BTreeMap<&'a str, &'a CredentialRequirement>,
    /// The electives, one a tier that has some: each tier's choice is to be made.
    pub electives: Vec<&'a Electives>,
}

impl<'a> Demands<'a> {
    /// What `tier` of `role` asks for; `None` where the role has no such tier.
    #[must_use]
    pub fn of(role: &'a Role, tier: &str, framework: &'a Framework) -> Option<Self> {
        let tiers = role.tiers.iter().position(|known| known.id.as_str() == tier)? + 1;
        let mut demands =
            Self { requirements: BTreeMap::new(), credentials: BTreeMap::new(), electives: Vec::new() };
        for tier in role.tiers.iter().take(tiers) {
            for requirement in &tier.requires {
                let skill = present_id(&framework.skills, &requirement.skill);
                let highest = demands.requirements.entry(skill).or_insert(requirement);
                if requirement.level > highest.level {
                    *highest = requirement;
                }
            }
            for requirement in &tier.credentials {
                let credential = present_id(&framework.credentials, &requirement.credential);
                demands.credentials.entry(credential).or_insert(requirement);
            }
            demands.electives.extend(&tier.electives);
        }
        Some(demands)
    }
}

/// How far somebody is with one required skill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequirementProgress<'a> {
    /// The skill's present id.
    pub skill: &'a str,
    /// What is asked.
    pub requirement: &'a Requirement,
    /// How well the person covers it.
    pub coverage: Coverage,
}

/// How far somebody is with one required credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CredentialProgress<'a> {
    /// The credential's present id.
    pub credential: &'a str,
    /// Whether the person holds it.
    pub held: bool,
}

/// How far somebody is with the electives of one tier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElectivesProgress<'a> {
    /// How many are to be chosen.
    pub choose: u32,
    /// Present skill id → how well the person covers it.
    pub options: BTreeMap<&'a str, Coverage>,
}

impl ElectivesProgress<'_> {
    /// How many count: min(electives met, `choose`).
    #[must_use]
    pub fn met(&self) -> u64 {
        let met = self.options.values().filter(|coverage| coverage.is_met()).count();
        (met as u64).min(u64::from(self.choose))
    }
}

/// How far somebody is on the way to a tier:
///
/// (requirements met + credentials held + min(electives met, `choose`)) ÷ (requirements +
/// credentials + `choose`), over everything the tier [`Demands`], where electives of several tiers
/// each count on their own.
#[derive(Clone, Debug)]
pub struct TierProgress<'a> {
    /// The tier.
    pub destination: Destination<'a>,
    /// The required skills, in the order of their ids.
    pub requirements: Vec<RequirementProgress<'a>>,
    /// The required credentials, in the order of their ids.
    pub credentials: Vec<CredentialProgress<'a>>,
    /// The electives, in the order of the tiers.
    pub electives: Vec<ElectivesProgress<'a>>,
}

impl<'a> TierProgress<'a> {
    /// How far `person` is on `day` on the way to their [`Destination`]; `None` where that is
    /// unknown.
    #[must_use]
    pub fn of(person: &'a Person, framework: &'a Framework, day: Date, limits: &Limits) -> Option<Self> {
        Self::towards(person, Destination::of(person.profile()?, &framework.roles)?, framework, day, limits)
    }

    /// How far `person` is on `day` on the way to `destination`, whether or not they work towards
    /// it; `None` where its role has no such tier.
    #[must_use]
    pub fn towards(
        person: &'a Person,
        destination: Destination<'a>,
        framework: &'a Framework,
        day: Date,
        limits: &Limits,
    ) -> Option<Self> {
        let demands = Demands::of(&destination.role.data, &destination.tier.id, framework)?;
        let levels = Levels::of(person, &framework.skills, limits);
        let held = held(person, &framework.credentials, day);
        let coverage =
            |skill: &str, required| Coverage::of(required, levels.on(skill, day).map(|level| level.level));
        let electives = demands.electives.iter().map(|electives| ElectivesProgress {
            choose: electives.choose,
            options: options(electives, framework)
                .into_iter()
                .map(|(skill, level)| (skill, coverage(skill, level)))
                .collect(),
        });
        Some(Self {
            destination,
            requirements: demands
                .requirements
                .iter()
                .map(|(skill, requirement)| RequirementProgress {
                    skill,
                    requirement,
                    coverage: coverage(skill, requirement.level),
                })
                .collect(),
            credentials: demands
                .credentials
                .keys()
                .map(|credential| CredentialProgress { credential, held: held.contains(credential) })
                .collect(),
            electives: electives.collect(),
        })
    }

    /// How much is there: the numerator.
    #[must_use]
    pub fn met(&self) -> u64 {
        let requirements = self.requirements.iter().filter(|part| part.coverage.is_met()).count();
        let credentials = self.credentials.iter().filter(|part| part.held).count();
        let electives: u64 = self.electives.iter().map(ElectivesProgress::met).sum();
        (requirements + credentials) as u64 + electives
    }

    /// How much is asked: the denominator; zero for a tier that asks for nothing.
    #[must_use]
    pub fn total(&self) -> u64 {
        let electives: u64 = self.electives.iter().map(|part| u64::from(part.choose)).sum();
        (self.requirements.len() + self.credentials.len()) as u64 + electives
    }
}

/// The skills to choose from; one that is listed twice is one, at the highest level asked.
fn options<'a>(electives: &'a Electives, framework: &'a Framework) -> BTreeMap<&'a str, Level> {
    let mut options = BTreeMap::new();
    for option in &electives.from {
        let highest = options.entry(present_id(&framework.skills, &option.skill)).or_insert(option.level);
        *highest = option.level.max(*highest);
    }
    options
}

/// How far somebody is on the module path of the role that they work towards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PathProgress {
    /// Modules of the path with an entry.
    pub taken: u64,
    /// Modules of the path.
    pub total: u64,
}

impl PathProgress {
    /// How far `person` is on `day` on the path of the role of their [`Destination`]: modules with
    /// an entry dated no later ÷ modules. A module listed twice is one.
    #[must_use]
    pub fn of(person: &Person, framework: &Framework, day: Date) -> Option<Self> {
        Some(Self::along(
            person,
            &Destination::of(person.profile()?, &framework.roles)?.role.data,
            framework,
            day,
        ))
    }

    /// How far `person` is on `day` on the path of `role`, whether or not they work towards it.
    #[must_use]
    pub fn along(person: &Person, role: &Role, framework: &Framework, day: Date) -> Self {
        let module = |id| present_id(&framework.modules, id);
        let taken: BTreeSet<&str> = person
            .entries
            .iter()
            .filter(|entry| entry.data.date <= day)
            .filter_map(|entry| entry.data.module.as_deref().map(module))
            .collect();
        let path: BTreeSet<&str> = role.path.iter().map(|id| module(id)).collect();
        Self { taken: path.intersection(&taken).count() as u64, total: path.len() as u64 }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::progress::sample::{Sample, day, limits};

    /// A ladder of three tiers, written to the definition's worked example.
    fn ladder() -> Sample {
        Sample::new()
            .skill("rust", json!({"formerly": ["rust-lang"]}))
            .skill("sql", json!({}))
            .credential("owner", json!({"valid_months": 12}))
            .module("tokio", json!({"formerly": ["tokio-workshop"]}))
            .role("backend", json!({"path": ["tokio-workshop", "sql-course", "tokio"], "tiers": [
                {"id": "junior", "requires": [{"skill": "rust-lang", "level": 2}, {"skill": "sql", "level": 3}],
                 "electives": {"choose": 1, "from": [{"skill": "talks", "level": 1}]}},
                {"id": "mid", "requires": [{"skill": "rust", "level": 3}, {"skill": "sql", "level": 1}],
                 "credentials": [{"credential": "owner"}]},
                {"id": "senior", "requires": [],
                 "electives": {"choose": 2, "from": [
                    {"skill": "talks", "level": 2}, {"skill": "tests", "level": 2}, {"skill": "docs", "level": 2},
                    {"skill": "docs", "level": 1}]}},
            ]}))
    }

    fn progress(sample: &Sample, date: &str) -> Option<(u64, u64)> {
        let progress = TierProgress::of(&sample.person, &sample.framework, day(date), &limits())?;
        Some((progress.met(), progress.total()))
    }

    fn destination(profile: Value) -> Option<String> {
        let sample = ladder().profile(profile);
        let heading = Destination::of(sample.person.profile()?, &sample.framework.roles)?;
        Some(heading.tier.id.to_string())
    }

    #[test]
    fn the_way_leads_to_the_target_else_the_next_tier_else_the_own() {
        for (profile, expected) in [
            (json!({"tier": "junior"}), Some("mid")),
            (json!({"tier": "mid"}), Some("senior")),
            (json!({"tier": "senior"}), Some("senior")),
            (json!({"tier": "junior", "target": {"role": "backend", "tier": "senior"}}), Some("senior")),
            (json!({"tier": "senior", "target": {"role": "backend", "tier": "mid"}}), Some("mid")),
            (json!({"tier": "gone", "target": {"role": "backend", "tier": "mid"}}), Some("mid")),
            (json!({"tier": "gone"}), None),
            (json!({"role": "gone", "tier": "mid"}), None),
            (json!({"tier": "mid", "target": {"role": "backend", "tier": "gone"}}), None),
            (json!({"tier": "mid", "target": {"role": "gone", "tier": "mid"}}), None),
        ] {
            assert_eq!(destination(profile.clone()).as_deref(), expected, "{profile}");
        }
    }

    #[test]
    fn a_tier_asks_for_the_highest_level_of_the_earlier_ones_too() {
        let sample = ladder();
        let role = &sample.framework.roles.get("backend").unwrap().data;
        let asked = |tier: &str| {
            let demands = Demands::of(role, tier, &sample.framework).unwrap();
            let levels: Vec<(&str, u8)> =
                demands.requirements.iter().map(|(skill, asked)| (*skill, asked.level.0)).collect();
            (levels, demands.credentials.len(), demands.electives.len())
        };
        assert_eq!(asked("junior"), (vec![("rust", 2), ("sql", 3)], 0, 1));
        assert_eq!(asked("mid"), (vec![("rust", 3), ("sql", 3)], 1, 1));
        assert_eq!(asked("senior"), (vec![("rust", 3), ("sql", 3)], 1, 2));
        assert!(Demands::of(role, "gone", &sample.framework).is_none());
    }

    #[test]
    fn progress_adds_requirements_credentials_and_each_tiers_electives() {
        let sample = ladder().profile(json!({"tier": "mid"}));
        assert_eq!(progress(&sample, "2026-11-22"), Some((0, 6)));
        let sample = sample
            .rated("a", "2026-10-01", "panel", "rust", 3)
            .rated("b", "2026-10-01", "panel", "sql", 2)
            .rated("c", "2026-10-01", "panel", "talks", 2)
            .award("d", json!({"credential": "owner", "date": "2026-11-01"}));
        // Rust, the award, and talks for either choice; SQL is one level short.
        assert_eq!(progress(&sample, "2026-11-22"), Some((4, 6)));
        assert_eq!(progress(&sample, "2026-10-15"), Some((3, 6)), "before the award");
        assert_eq!(progress(&sample, "2027-11-01"), Some((4, 6)), "on the award's last day");
        assert_eq!(progress(&sample, "2027-11-02"), Some((3, 6)), "the day after");
    }

    #[test]
    fn more_electives_than_asked_count_no_more() {
        let sample = ladder()
            .profile(json!({"tier": "mid"}))
            .rated("a", "2026-10-01", "peer", "talks", 2)
            .rated("b", "2026-10-01", "peer", "tests", 2)
            .rated("c", "2026-10-01", "peer", "docs", 2);
        assert_eq!(progress(&sample, "2026-11-22"), Some((3, 6)));
    }

    #[test]
    fn an_elective_listed_twice_is_one_at_the_highest_level() {
        let sample = ladder().profile(json!({"tier": "mid"})).rated("a", "2026-10-01", "peer", "docs", 1);
        assert_eq!(progress(&sample, "2026-11-22"), Some((0, 6)));
    }

    #[test]
    fn the_parts_say_what_is_missing() {
        let sample = ladder().profile(json!({"tier": "junior"})).rated("a", "2026-10-01", "peer", "sql", 2);
        let progress =
            TierProgress::of(&sample.person, &sample.framework, day("2026-11-22"), &limits()).unwrap();
        let parts: Vec<_> = progress.requirements.iter().map(|part| (part.skill, part.coverage)).collect();
        assert_eq!(parts, [("rust", Coverage::Critical), ("sql", Coverage::Moderate)]);
        assert_eq!(progress.credentials, [CredentialProgress { credential: "owner", held: false }]);
        assert_eq!(progress.electives.len(), 1);
        assert_eq!(progress.destination.tier.id.as_str(), "mid");
    }

    #[test]
    fn the_path_counts_modules_once_under_any_id() {
        let path = |sample: &Sample, date: &str| {
            PathProgress::of(&sample.person, &sample.framework, day(date))
                .map(|path| (path.taken, path.total))
        };
        let sample = ladder()
            .profile(json!({"tier": "mid"}))
            .entry("a", json!({"date": "2026-10-01", "module": "tokio"}))
            .entry("b", json!({"date": "2026-10-02", "module": "tokio-workshop"}))
            .entry("c", json!({"date": "2026-10-03", "module": "elsewhere"}))
            .entry("d", json!({"date": "2026-10-03"}));
        assert_eq!(path(&sample, "2026-11-22"), Some((1, 2)));
        assert_eq!(path(&sample, "2026-10-01"), Some((1, 2)), "on the day of the entry");
        assert_eq!(path(&sample, "2026-09-30"), Some((0, 2)));
        assert_eq!(path(&Sample::new(), "2026-11-22"), None);
    }
}
