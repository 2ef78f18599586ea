//! What every record of one state may refer to: policy, framework, teams and programs, and the
//! people by look-up.

use std::sync::Arc;

use super::fault::fault;
use crate::error::Error;
use crate::load::{Histories, Loaded, People, load_framework, load_groups, load_policy};
use crate::policy::Policy;
use crate::record::{Framework, Groups, RawPolicy, Record};
use crate::source::Snapshot;

/// One state of the learning repository, with the small parts loaded. Cheap to clone.
#[derive(Clone)]
pub struct State {
    /// Where records are read from.
    pub snapshot: Snapshot,
    /// `milepost.yaml`.
    pub policy: Arc<StatePolicy>,
    /// `framework/`.
    pub framework: Arc<Loaded<Framework>>,
    /// `teams/` and `programs/`.
    pub groups: Arc<Loaded<Groups>>,
    /// `people/`, by look-up.
    pub people: Arc<People>,
    /// What stood on the default branch before; none until somebody puts it here.
    pub history: Arc<Histories>,
}

/// The policy of one state.
pub struct StatePolicy {
    /// The file or files, and the record where it could be read.
    pub loaded: Loaded<Option<Record<RawPolicy>>>,
    /// The checked policy; `None` where it cannot be used.
    pub checked: Option<Policy>,
}

impl State {
    /// Loads the small parts of `snapshot`.
    ///
    /// # Errors
    /// Where the snapshot cannot be read.
    pub fn load(snapshot: Snapshot) -> Result<Self, Error> {
        let policy = Arc::new(StatePolicy::load(&snapshot)?);
        let (framework, groups) = rayon::join(|| load_framework(&snapshot), || load_groups(&snapshot));
        Ok(Self {
            policy,
            framework: Arc::new(framework?),
            groups: Arc::new(groups?),
            people: Arc::new(People::new(snapshot.clone())),
            history: Arc::default(),
            snapshot,
        })
    }

    /// Another state that differs from this one in people only.
    #[must_use]
    pub fn with_people_of(&self, snapshot: Snapshot) -> Self {
        Self { people: Arc::new(People::new(snapshot.clone())), snapshot, ..self.clone() }
    }
}

impl StatePolicy {
    fn load(snapshot: &Snapshot) -> Result<Self, Error> {
        let loaded = load_policy(snapshot)?;
        // What is wrong with it beyond the schema is said by the rule `invalid-record`.
        let checked = loaded.data.as_ref().map(|record| Policy::from_record(record.data.clone()).0);
        if let Some(policy) = &checked {
            policy.admits(env!("CARGO_PKG_VERSION"))?;
        }
        Ok(Self { loaded, checked })
    }

    /// Why this policy cannot be used: the first thing that is wrong with it and where, for people;
    /// `None` where it can be used, or where there is no file.
    ///
    /// # Errors
    /// Where the file cannot be read again.
    pub fn fault(&self, snapshot: &Snapshot) -> Result<Option<String>, Error> {
        if self.checked.is_some() || self.loaded.files.is_empty() {
            return Ok(None);
        }
        let first = fault("", &self.loaded.files, |_| true, snapshot)?;
        Ok(Some(first.unwrap_or_else(|| "milepost.yaml does not match its schema".to_owned())))
    }
}
