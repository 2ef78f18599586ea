//! As of when a report is made: `--at` and `--today`, and the state that they name.

use clap::Args;

use super::place::Place;
use super::{Common, run};
use crate::calendar::Date;
use crate::check::State;
use crate::error::Error;
use crate::policy::Policy;
use crate::report::basis::Basis;
use crate::schema;
use crate::source::Revision;

/// Which state a report is about.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct AsOf {
    /// Read the repository as it was at this revision; that commit's day counts as today, unless
    /// --today says otherwise [default: the working tree]
    #[arg(long, value_name = "REV")]
    at: Option<String>,
}

impl AsOf {
    /// The commit whose history counts: the one named, else the one that is checked out; `None`
    /// before the first commit.
    ///
    /// # Errors
    /// Where the name is not known.
    pub(super) fn tip(&self, place: &Place) -> Result<Option<Revision>, Error> {
        match &self.at {
            Some(revision) => run::resolve(place, "--at", revision).map(Some),
            None => Ok(place.repository.resolve("HEAD").ok()),
        }
    }

    /// The state and the day.
    ///
    /// # Errors
    /// Where the state cannot be read, or has no policy that can be used.
    pub(super) fn basis(&self, place: &Place, common: &Common) -> Result<Basis, Error> {
        schema::prepare();
        let repository = &place.repository;
        let Some(name) = &self.at else {
            let (state, policy) = run::working_state(place)?;
            let today = run::today(common, &policy)?;
            return Ok(basis(state, policy, today, place));
        };
        let revision = run::resolve(place, "--at", name)?;
        let (state, policy) = run::state_of(place, repository.snapshot(&revision, &place.root)?)?;
        let day = policy.zone.date_at(repository.committed_at(&revision)?);
        let today = match common.today.or(day) {
            Some(today) => today,
            None => run::today(common, &policy)?,
        };
        let mut basis = basis(state, policy, today, place);
        basis.commit = Some(revision.commit.to_string());
        Ok(basis)
    }
}

fn basis(state: State, policy: Policy, today: Date, place: &Place) -> Basis {
    let folder = match place.root.rsplit('/').next().filter(|name| !name.is_empty()) {
        Some(folder) => folder.to_owned(),
        None => place
            .repository
            .work_dir()
            .and_then(|top| top.file_name())
            .map_or_else(|| "learning repository".to_owned(), |name| name.to_string_lossy().into_owned()),
    };
    Basis::new(state, policy, today, &folder)
}
