//! Stand-in until the checked policy lands.

use std::collections::BTreeMap;

use crate::calendar::Zone;
use crate::record::{DemandWindow, Id, Level};

pub use crate::record::RuleSetting;

/// The checked policy.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Zone for today.
    pub timezone: Zone,
    /// Scale and disciplines.
    pub vocabulary: Vocabulary,
    /// Limits of goals.
    pub goals: Goals,
    /// Days.
    pub due_soon_days: u32,
    /// Days.
    pub window_days: u32,
    /// Days.
    pub reassess_days: u32,
    /// Days.
    pub review_days: u32,
    /// Low-demand windows.
    pub calendar: Vec<DemandWindow>,
    /// Severities.
    pub rules: BTreeMap<String, RuleSetting>,
}

/// Limits of goals.
#[derive(Clone, Debug)]
pub struct Goals {
    /// Days.
    pub max_days: u32,
    /// Goals.
    pub max_active: u32,
    /// Words.
    pub vague_words: Vec<String>,
}

/// Scale and disciplines.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    /// Levels.
    pub scale: BTreeMap<Level, ScaleEntry>,
    /// Disciplines; empty: any.
    pub disciplines: Vec<Id>,
}

/// Level.
#[derive(Clone, Debug)]
pub struct ScaleEntry {
    /// Name.
    pub label: String,
    /// Text.
    pub description: Option<String>,
}

impl Default for Policy {
    fn default() -> Self {
        todo!()
    }
}

/// Beyond the schema.
#[derive(Clone, Debug)]
pub struct PolicyProblem {
    /// Where.
    pub pointer: crate::finding::Pointer,
    /// What.
    pub message: String,
    /// Advice.
    pub help: String,
}

impl Policy {
    /// From the record.
    #[must_use]
    pub fn from_record(raw: &crate::record::RawPolicy) -> (Self, Vec<PolicyProblem>) {
        let policy = Self {
            timezone: Zone::named("UTC").unwrap_or_else(|| unreachable!()),
            vocabulary: Vocabulary {
                scale: (1..=5)
                    .map(|n| (Level(n), ScaleEntry { label: n.to_string(), description: None }))
                    .collect(),
                disciplines: raw.disciplines.clone(),
            },
            goals: Goals {
                max_days: 190,
                max_active: 3,
                vague_words: vec!["improve".into(), "learn".into()],
            },
            due_soon_days: 14,
            window_days: 30,
            reassess_days: 90,
            review_days: 92,
            calendar: raw.calendar.clone(),
            rules: raw.rules.clone(),
        };
        (policy, Vec::new())
    }

    /// Version.
    pub fn require_program(&self, _: &str) -> Result<(), crate::error::Error> {
        Ok(())
    }
}
