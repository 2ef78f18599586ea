//! The first page: what there is, and the ways in.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::basis::{Basis, Header};
use super::super::program::Stage;
use super::super::team::{KeyFigure, Participation, TeamReport};
use super::groups::{GroupItem, GroupsPage, ProgramItem, ProgramsPage};
use crate::calendar::Date;

/// How many teams and programs the first page shows; the rest is on pages of their own.
const SHOWN: usize = 24;

/// The first page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Overview {
    /// What the site is about, and as of when.
    pub header: Header,
    /// How much there is.
    pub counts: Counts,
    /// The day that figures about people are of; null: there are none yet.
    pub figures_of: Option<Date>,
    /// Who takes part; null: not shown.
    pub participation: Option<Participation>,
    /// Rates over everybody, and how long things take.
    pub key_figures: Vec<KeyFigure>,
    /// The first teams, by name.
    pub teams: Vec<GroupItem>,
    /// Programs that are running or planned, the one that began last first.
    pub programs: Vec<ProgramItem>,
}

/// How many records there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Counts {
    /// Teams.
    pub teams: usize,
    /// Programs.
    pub programs: usize,
    /// Skills.
    pub skills: usize,
    /// Roles.
    pub roles: usize,
    /// Modules.
    pub modules: usize,
    /// Credentials.
    pub credentials: usize,
}

impl Overview {
    /// The first page about `basis`; `report` says how the teams stand.
    #[must_use]
    pub fn of(basis: &Basis, report: &TeamReport) -> Self {
        let (framework, groups) = (basis.framework(), basis.groups());
        let counts = Counts {
            teams: groups.teams.iter().count(),
            programs: groups.programs.iter().count(),
            skills: framework.skills.iter().count(),
            roles: framework.roles.iter().count(),
            modules: framework.modules.iter().count(),
            credentials: framework.credentials.iter().count(),
        };
        let mut teams = GroupsPage::of(report).teams;
        teams.truncate(SHOWN);
        let mut programs = ProgramsPage::of(basis).programs;
        programs.retain(|program| program.stage != Stage::Finished);
        programs.truncate(SHOWN);
        let everyone = report.everyone.as_ref();
        Self {
            header: report.header.clone(),
            counts,
            figures_of: report.figures_of,
            participation: everyone.and_then(|group| group.participation.clone()),
            key_figures: everyone.map_or_else(Vec::new, |group| group.key_figures.clone()),
            teams,
            programs,
        }
    }
}
