//! What is there and what is missing for CI and for good use: one item a thing.
//!
//! Plain data; what is looked at is decided by whoever fills it in.

use serde::Serialize;

/// What a thing is needed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Need {
    /// Without it, CI cannot judge or say anything.
    Ci,
    /// Without it, something is harder than it has to be.
    Comfort,
}

/// Whether it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// It is.
    Ok,
    /// It is not, or not as it should be.
    Missing,
    /// That cannot be known from here.
    Unknown,
}

/// One thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// Its name, kebab-case; never changes.
    pub id: &'static str,
    /// What it is needed for.
    pub need: Need,
    /// Whether it is there.
    pub standing: Standing,
    /// What was found, a phrase without full stop.
    pub text: String,
    /// What to do about it, without full stop.
    pub advice: Option<String>,
}

impl Item {
    /// It is there.
    #[must_use]
    pub fn ok(id: &'static str, need: Need, text: impl Into<String>) -> Self {
        Self { id, need, standing: Standing::Ok, text: text.into(), advice: None }
    }

    /// It is missing.
    #[must_use]
    pub fn missing(id: &'static str, need: Need, text: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { id, need, standing: Standing::Missing, text: text.into(), advice: Some(advice.into()) }
    }

    /// That cannot be known from here.
    #[must_use]
    pub fn unknown(id: &'static str, need: Need, text: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { id, need, standing: Standing::Unknown, text: text.into(), advice: Some(advice.into()) }
    }
}

/// Everything that was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Checkup {
    /// In the order in which it is told: what CI needs first.
    pub items: Vec<Item>,
}

impl Checkup {
    /// In the order of need.
    #[must_use]
    pub fn new(mut items: Vec<Item>) -> Self {
        items.sort_by_key(|item| item.need);
        Self { items }
    }

    /// How many things are missing for `need`.
    #[must_use]
    pub fn missing(&self, need: Need) -> usize {
        let missing = |item: &&Item| item.need == need && item.standing == Standing::Missing;
        self.items.iter().filter(missing).count()
    }
}
