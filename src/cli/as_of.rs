//! As of when a report is made: `--at` and `--today`, and the state that they name.

use clap::Args;

use super::place::Place;
use super::{Common, run};
use crate::calendar::{Date, Zone};
use crate::check::State;
use crate::error::Error;
use crate::policy::Policy;
use crate::report::basis::Basis;
use crate::schema;
use crate::source::{At, Revision};

/// Which state a report is about.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct AsOf {
    /// Read the repository as it was at this revision, or on this day (YYYY-MM-DD); that day counts
    /// as today, unless --today says otherwise [default: the working tree]
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
            Some(name) => Ok(Some(at(place, name)?.revision)),
            None => Ok(place.repository.resolve("HEAD").ok()),
        }
    }

    /// The state of the commit that is checked out, today, and that commit: what is posted never
    /// speaks of the working tree.
    ///
    /// # Errors
    /// Where there is no commit yet, or its state cannot be used.
    pub(super) fn of_head(place: &Place, common: &Common) -> Result<(Basis, Revision), Error> {
        schema::prepare();
        let tip = place.repository.resolve("HEAD")?;
        let (state, policy) = run::state_of(place, place.repository.snapshot(&tip, &place.root)?)?;
        let today = run::today(common, &policy)?;
        let mut basis = basis(state, policy, today, place);
        basis.commit = Some(tip.commit.to_string());
        Ok((basis, tip))
    }

    /// The state and the day.
    ///
    /// # Errors
    /// Where the state cannot be read, or has no policy that can be used.
    pub(super) fn basis(&self, place: &Place, common: &Common) -> Result<Basis, Error> {
        schema::prepare();
        let Some(name) = &self.at else {
            let (state, policy) = run::working_state(place)?;
            let today = run::today(common, &policy)?;
            return Ok(basis(state, policy, today, place));
        };
        let at = at(place, name)?;
        let (state, policy) = run::state_of(place, place.repository.snapshot(&at.revision, &place.root)?)?;
        let mut basis = basis(state, policy, common.today.unwrap_or(at.day), place);
        basis.commit = Some(at.revision.commit.to_string());
        Ok(basis)
    }
}

/// The state that `name` names. Days are told in the time zone of the policy that lies there now,
/// since which state is meant is not known before.
fn at(place: &Place, name: &str) -> Result<At, Error> {
    let zone = run::working_state(place).map_or_else(|_| Zone::utc(), |(_, policy)| policy.zone);
    place.repository.state_at(name, &zone)
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
