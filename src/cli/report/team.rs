//! `milepost report team`: how the teams stand.

use std::collections::BTreeMap;

use clap::{Args, ValueEnum};

use super::super::as_of::AsOf;
use super::super::output::Output;
use super::super::place::Place;
use super::super::progress_bar;
use super::super::{Common, Outcome, usage};
use super::rendering::Rendering;
use crate::calendar::{Date, Zone};
use crate::check::Counter;
use crate::error::Error;
use crate::load::past::load_past;
use crate::load::{Past, Whose, load_histories, load_skill_histories};
use crate::output::report::Report;
use crate::record::Id;
use crate::report::basis::{Basis, Everybody};
use crate::report::team::{self, Request, TeamReport};
use crate::source::Revision;
use crate::suggest::nearest;

/// Arguments of `milepost report team`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost report team\n  \
    milepost report team payments-core --audience lead\n  \
    milepost report team --audience lead --since 2026-06-30\n  \
    milepost report team --at v2026-q3 --format html --output team.html\n\
    \n\
    For the team, figures are those of the end of the last month, about groups of at least\n\
    `privacy.min_group` people. The report for leads shows levels of single people: keep it private.\n\
    Exit status: 0 done, 2 could not run.")]
pub(in crate::cli) struct Arguments {
    /// The id of one team [default: everybody, and each team]
    #[arg(value_name = "TEAM")]
    team: Option<String>,
    /// Who will read it
    #[arg(long, value_enum, default_value_t = Audience::Team, value_name = "AUDIENCE")]
    audience: Audience,
    /// Put the figures of this day beside those of now; for the team, of the end of the month before
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,
    #[command(flatten)]
    as_of: AsOf,
    #[command(flatten)]
    rendering: Rendering,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Audience {
    /// Everybody in the team; nothing in it tells of one person
    Team,
    /// Whoever leads: everything as of today, with the levels of each person
    Lead,
}

/// Renders the report.
///
/// # Errors
/// Where there is no such team, or the report could not be made or written.
pub(super) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    let place = Place::find(common)?;
    let mut basis = arguments.as_of.basis(&place, common)?;
    if let Some(since) = arguments.since.filter(|since| *since > basis.today) {
        return Err(usage(
            format!("--since {since} lies after the day of the report, {}", basis.today),
            "name an earlier day, or the day of the report with --today",
        ));
    }
    let asked = arguments.team.as_deref().map(|team| find(&basis, team)).transpose()?;
    let audience = match arguments.audience {
        Audience::Team => team::Audience::Team,
        Audience::Lead => team::Audience::Lead,
    };
    let (report, _) = progress_bar::shown(output, "people", |counter| {
        made(&place, &arguments.as_of, &mut basis, asked.as_ref(), audience, arguments.since, counter)
    })?;
    arguments.rendering.deliver(&place, Report::Team, &report, team::items(&report), output)
}

/// The report as of `basis`, into which everybody's history is put: on the team `asked`, or on
/// everybody and each team; and everybody. `counter` counts the people who were read.
///
/// # Errors
/// Where the history or a state cannot be read.
pub(in crate::cli) fn made(
    place: &Place,
    as_of: &AsOf,
    basis: &mut Basis,
    asked: Option<&Id>,
    audience: team::Audience,
    since: Option<Date>,
    counter: &Counter,
) -> Result<(TeamReport, Everybody), Error> {
    let tip = as_of.tip(place)?;
    let zone = basis.policy.zone.clone();
    let past = tip.as_ref().map(|tip| past(place, tip, &zone));
    let mut texts = BTreeMap::new();
    let mut states = None;
    if let Some(past) = &past {
        let state = &basis.state;
        let histories = load_histories(past, Whose::Everybody, &state.snapshot, &state.people)?;
        texts = load_skill_histories(past, basis.framework())?;
        let first = place.repository.timeline(past.tip, past.zone)?.first_day();
        let days = team::days(audience, first, basis.today, since);
        states = Some(load_past(past, &days)?);
        basis.state.history = histories.into();
    }
    let request = Request { team: asked, audience, since, past: states.as_ref(), texts: &texts };
    let everybody = basis.everybody_counted(counter)?;
    Ok((team::report(basis, &everybody, &request)?, everybody))
}

fn past<'a>(place: &'a Place, tip: &'a Revision, zone: &'a Zone) -> Past<'a> {
    Past { repository: &place.repository, tip, root: &place.root, zone }
}

/// The present id of the team that `asked` names.
fn find(basis: &Basis, asked: &str) -> Result<Id, Error> {
    let teams = &basis.groups().teams;
    if let Some(team) = teams.get(asked) {
        return Ok(team.id.clone());
    }
    if teams.contains(asked) {
        return Err(usage(
            format!("teams/{asked}.yaml cannot be read as a team"),
            "run `milepost check`: it says what is wrong, and where",
        ));
    }
    let known: Vec<&str> = teams.iter().map(|team| team.id.as_str()).collect();
    let hint = match (nearest(asked, known.iter().copied()), known.as_slice()) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, []) => "there is no team yet: add teams/<id>.yaml, or leave the argument out".into(),
        (None, known) => format!("the teams are {}", known.join(", ")),
    };
    Err(usage(format!("there is no team `{asked}`"), hint))
}
