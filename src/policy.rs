//! The policy in force: every default applied, every text that stands for something else resolved.
//!
//! Made from a record that matched its schema, never read from disk. What a rule makes of a limit
//! is not known here.

mod loosening;

pub use loosening::Loosening;

use std::collections::BTreeSet;
use std::collections::btree_map::{BTreeMap, Entry};

use crate::calendar::Zone;
use crate::error::Error;
use crate::finding::{Certainty, Pointer};
use crate::record::{
    Bot, DemandWindow, DigestNames, Id, Identities, Incentives, Level, RawPolicy, RuleSetting, ScaleLevel,
    Trust, Visibility,
};
use crate::suggest::near;

/// Openers that make a goal's title vague, where the policy names none.
const VAGUE_WORDS: [&str; 14] = [
    "become better at",
    "deepen",
    "explore",
    "get better at",
    "get to know",
    "improve",
    "know more about",
    "learn",
    "learn about",
    "look into",
    "practise",
    "read about",
    "study",
    "understand",
];

/// The levels of a policy that names none.
const SCALE: [(u8, &str); 5] =
    [(1, "Beginner"), (2, "Elementary"), (3, "Proficient"), (4, "Advanced"), (5, "Expert")];

/// A policy, complete and checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// The name of the learning repository; without it, the name of its folder is shown.
    pub name: Option<String>,
    /// The currency of every amount of money: its ISO 4217 code.
    pub currency: String,
    /// The zone that decides which day it is.
    pub zone: Zone,
    /// Who may change policy, framework, teams, programs and any person.
    pub owners: Vec<Id>,
    /// Accounts of programs, and what they may write.
    pub bots: Vec<Bot>,
    /// What records may name.
    pub vocabulary: Vocabulary,
    /// Days, hours and counts.
    pub limits: Limits,
    /// Openers that make a goal's title vague, in lower case.
    pub vague_words: Vec<String>,
    /// The rate for an hour of learning in return-on-investment reports, in `currency`.
    pub cost_per_hour: Option<f64>,
    /// Times of low demand.
    pub calendar: Vec<DemandWindow>,
    /// The proof that an approval needs.
    pub trust: Trust,
    /// Whether records may show who somebody is.
    pub identities: Identities,
    /// Whether a shared digest may name overdue people.
    pub digest_names: DigestNames,
    /// Whether the posted digest mentions those whom it names as due or overdue.
    pub digest_mention: bool,
    /// Who may see the dashboard.
    pub visibility: Visibility,
    /// Severities by rule id, as they are written; ids that name no rule included.
    pub rules: BTreeMap<String, RuleSetting>,
    /// What may be paid for credentials in a year, to one person.
    pub incentives: Option<Incentives>,
    /// The oldest program that may judge the repository.
    min_version: Option<Version>,
}

/// What records may name. Taken from the state with the change even where limits are those of the
/// state before it, so that a change can add a level and use it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vocabulary {
    /// The levels of skill, the lowest first.
    pub scale: BTreeMap<Level, LevelText>,
    /// The disciplines; empty: any.
    pub disciplines: BTreeSet<Id>,
}

/// What a level of the scale is called and means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelText {
    /// Its name.
    pub label: String,
    /// What somebody at this level does, for skills that do not say it themselves.
    pub description: Option<String>,
}

/// Days, hours and counts of a policy, each with the key that sets it.
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    /// `deadlines.due_soon_days`: how many days before its deadline a goal is due soon.
    pub due_soon_days: i64,
    /// `goals.max_days`: the longest time between a goal's start and deadline, in days.
    pub max_days: i64,
    /// `goals.max_active`: how many goals one person may have active at once.
    pub max_active: usize,
    /// `application.window_days`: days from the deadline to the last day for applying.
    pub window_days: i64,
    /// `assessments.reassess_days`: days for which an assessment is fresh.
    pub reassess_days: i64,
    /// `assessments.baseline_days`: days after the start by which a first rating is there.
    pub baseline_days: i64,
    /// `remediation.days`: the longest time between a remediation's start and due day, in days.
    pub remediation_days: i64,
    /// `load.hours_per_week`: learning time set aside per person, in hours a week.
    pub hours_per_week: f64,
    /// `framework.review_days`: days after which a skill or role has to be reviewed again.
    pub review_days: i64,
    /// `skills.half_life_months`: months after which a rating has faded.
    pub half_life_months: u32,
    /// `privacy.min_group`: the smallest group of people that a team figure may describe.
    pub min_group: usize,
}

/// Something in a policy that its schema cannot see. The policy takes the default there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicyProblem {
    /// The place of the value.
    pub pointer: Pointer,
    /// What is wrong, one sentence without full stop.
    pub message: String,
    /// What to do about it, a sentence without full stop.
    pub help: String,
    /// What to write in place of the value, where one text is likely to be meant.
    pub replacement: Option<String>,
    /// How sure the replacement is.
    pub certainty: Certainty,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            due_soon_days: 14,
            max_days: 190,
            max_active: 3,
            window_days: 30,
            reassess_days: 90,
            baseline_days: 30,
            remediation_days: 60,
            hours_per_week: 4.0,
            review_days: 92,
            half_life_months: 30,
            min_group: 5,
        }
    }
}

impl Default for Vocabulary {
    fn default() -> Self {
        let text = |label: &str| LevelText { label: label.to_owned(), description: None };
        let scale = SCALE.map(|(level, label)| (Level(level), text(label)));
        Self { scale: scale.into(), disciplines: BTreeSet::new() }
    }
}

/// The policy of a file with only `version: 1`.
impl Default for Policy {
    fn default() -> Self {
        Self {
            name: None,
            currency: "EUR".into(),
            zone: Zone::utc(),
            owners: Vec::new(),
            bots: Vec::new(),
            vocabulary: Vocabulary::default(),
            limits: Limits::default(),
            vague_words: default_vague_words(),
            cost_per_hour: None,
            calendar: Vec::new(),
            trust: Trust::Claimed,
            identities: Identities::Open,
            digest_names: DigestNames::Upcoming,
            digest_mention: false,
            visibility: Visibility::Private,
            rules: BTreeMap::new(),
            incentives: None,
            min_version: None,
        }
    }
}

impl Vocabulary {
    /// The name of a level, where the scale has it.
    #[must_use]
    pub fn label(&self, level: Level) -> Option<&str> {
        self.scale.get(&level).map(|text| text.label.as_str())
    }

    /// Whether a role or profile may name the discipline.
    #[must_use]
    pub fn allows_discipline(&self, discipline: &str) -> bool {
        self.disciplines.is_empty() || self.disciplines.contains(discipline)
    }
}

impl Policy {
    /// The policy that a record sets, and what is wrong with it beyond its schema. Never fails: what
    /// is wrong counts as not written.
    #[must_use]
    pub fn from_record(raw: RawPolicy) -> (Self, Vec<PolicyProblem>) {
        let mut problems = Vec::new();
        let default = Limits::default();
        let days = |written: Option<u32>, default: i64| written.map_or(default, i64::from);
        let goals = raw.goals.as_ref();
        let assessments = raw.assessments.as_ref();
        let (privacy, digest) = (raw.privacy.as_ref(), raw.digest.as_ref());
        let limits = Limits {
            due_soon_days: days(raw.deadlines.and_then(|d| d.due_soon_days), default.due_soon_days),
            max_days: days(goals.and_then(|g| g.max_days), default.max_days),
            max_active: goals.and_then(|g| g.max_active).map_or(default.max_active, count),
            window_days: days(raw.application.and_then(|a| a.window_days), default.window_days),
            reassess_days: days(assessments.and_then(|a| a.reassess_days), default.reassess_days),
            baseline_days: days(assessments.and_then(|a| a.baseline_days), default.baseline_days),
            remediation_days: days(raw.remediation.and_then(|r| r.days), default.remediation_days),
            hours_per_week: raw.load.and_then(|l| l.hours_per_week).unwrap_or(default.hours_per_week),
            review_days: days(raw.framework.and_then(|f| f.review_days), default.review_days),
            half_life_months: raw.skills.and_then(|s| s.half_life_months).unwrap_or(default.half_life_months),
            min_group: privacy.and_then(|p| p.min_group).map_or(default.min_group, count),
        };
        let lower = |words: Vec<String>| words.iter().map(|word| word.trim().to_lowercase()).collect();
        let vague_words = raw.goals.and_then(|goals| goals.vague_words).map(lower);
        let policy = Self {
            zone: raw.timezone.and_then(|name| zone(&name, &mut problems)).unwrap_or_else(Zone::utc),
            min_version: raw.min_version.and_then(|text| version(&text, &mut problems)),
            vocabulary: Vocabulary {
                scale: scale(raw.scale, &mut problems),
                disciplines: raw.disciplines.into_iter().collect(),
            },
            calendar: windows(raw.calendar, &mut problems),
            name: raw.name,
            currency: raw.currency.unwrap_or_else(|| "EUR".into()),
            owners: raw.owners,
            bots: raw.bots,
            limits,
            vague_words: vague_words.unwrap_or_else(default_vague_words),
            cost_per_hour: raw.cost_per_hour,
            trust: raw.approvals.and_then(|a| a.trust).unwrap_or(Trust::Claimed),
            identities: privacy.and_then(|p| p.identities).unwrap_or(Identities::Open),
            digest_names: digest.and_then(|d| d.named).unwrap_or(DigestNames::Upcoming),
            digest_mention: digest.and_then(|d| d.mention).unwrap_or(false),
            visibility: raw.site.and_then(|s| s.visibility).unwrap_or(Visibility::Private),
            rules: raw.rules,
            incentives: raw.incentives,
        };
        (policy, problems)
    }

    /// Whether the program of version `present` may judge this repository.
    ///
    /// # Errors
    /// [`Error::TooOld`] where the policy asks for a newer program.
    pub fn admits(&self, present: &str) -> Result<(), Error> {
        match &self.min_version {
            Some(wanted) if Version::read(present).is_none_or(|present| present.numbers < wanted.numbers) => {
                Err(Error::TooOld { wanted: wanted.text.clone(), present: present.to_owned() })
            }
            Some(_) | None => Ok(()),
        }
    }
}

fn default_vague_words() -> Vec<String> {
    VAGUE_WORDS.map(str::to_owned).into()
}

fn count(written: u32) -> usize {
    usize::try_from(written).unwrap_or(usize::MAX)
}

fn zone(name: &str, problems: &mut Vec<PolicyProblem>) -> Option<Zone> {
    let zone = Zone::named(name);
    if zone.is_none() {
        let names: Vec<String> = Zone::names().collect();
        let city = |zone: &str| zone.rsplit('/').next().unwrap_or_default().to_owned();
        let mut same_city = names.iter().filter(|zone| crate::suggest::same_word(&city(zone), name));
        let close = near(name, names.iter().map(String::as_str));
        let certainty = close.map_or(Certainty::Likely, |near| near.certainty);
        let meant = match (close, same_city.next()) {
            (Some(near), _) => Some(near.word.to_owned()),
            (None, Some(only)) if same_city.next().is_none() => Some(only.clone()),
            (None, _) => None,
        };
        problems.push(PolicyProblem {
            pointer: Pointer::from("/timezone"),
            message: format!("`{name}` is no time zone of the IANA database"),
            help: match &meant {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "write a name such as `Europe/Madrid` or `UTC`".into(),
            },
            replacement: meant,
            certainty,
        });
    }
    zone
}

fn scale(written: Option<Vec<ScaleLevel>>, problems: &mut Vec<PolicyProblem>) -> BTreeMap<Level, LevelText> {
    let Some(written) = written else { return Vocabulary::default().scale };
    let mut scale = BTreeMap::new();
    for (index, ScaleLevel { level, label, description }) in written.into_iter().enumerate() {
        let mut problem = |message: String, help: &str| {
            let pointer = Pointer::from("/scale").index(index).key("level");
            problems.push(PolicyProblem { pointer, message, help: help.into(), ..PolicyProblem::default() });
        };
        if level.0 > Level::MAX {
            problem(format!("level {level} is above {}", Level::MAX), "write a level from 0 to 10");
            continue;
        }
        match scale.entry(level) {
            Entry::Occupied(_) => {
                problem(format!("level {level} is defined twice"), "give each level one entry");
            }
            Entry::Vacant(place) => {
                place.insert(LevelText { label, description });
            }
        }
    }
    scale
}

fn windows(written: Vec<DemandWindow>, problems: &mut Vec<PolicyProblem>) -> Vec<DemandWindow> {
    let mut windows = Vec::new();
    for (index, window) in written.into_iter().enumerate() {
        if window.end < window.start {
            problems.push(PolicyProblem {
                pointer: Pointer::from("/calendar").index(index).key("end"),
                message: format!(
                    "`{}` ends on {}, before it starts on {}",
                    window.name, window.end, window.start
                ),
                help: "write the last day of the time, not before its first".into(),
                replacement: None,
                certainty: Certainty::Likely,
            });
        } else {
            windows.push(window);
        }
    }
    windows
}

/// A version of this program: up to three numbers, those left out being 0.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Version {
    text: String,
    numbers: [u32; 3],
}

impl Version {
    fn read(text: &str) -> Option<Self> {
        let mut numbers = [0; 3];
        let mut parts = text.split('.');
        for (index, number) in numbers.iter_mut().enumerate() {
            match parts.next() {
                Some(part) if part.bytes().all(|b| b.is_ascii_digit()) => *number = part.parse().ok()?,
                None if index > 0 => break,
                Some(_) | None => return None,
            }
        }
        parts.next().is_none().then(|| Self { text: text.to_owned(), numbers })
    }
}

fn version(text: &str, problems: &mut Vec<PolicyProblem>) -> Option<Version> {
    let version = Version::read(text);
    if version.is_none() {
        problems.push(PolicyProblem {
            pointer: Pointer::from("/min_version"),
            message: format!("`{text}` is no version"),
            help: "write up to three numbers with points between, for example `0.1.0`".into(),
            replacement: None,
            certainty: Certainty::Likely,
        });
    }
    version
}

#[cfg(test)]
mod tests;
