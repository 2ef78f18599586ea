//! Rates and durations of a group: what they are called, what is counted, and how they moved.

use super::gathered::{Day, Whose};
use super::view::{KeyFigure, KeyFigureId, Reading, TrendPoint, Unit};
use crate::progress::team::{Durations, Share, Standing};
use crate::report::basis::Basis;

/// Every key figure, in the order of the report.
pub(super) const ALL: [KeyFigureId; 7] = [
    KeyFigureId::NeedsMet,
    KeyFigureId::RequirementsCovered,
    KeyFigureId::AppliedInTime,
    KeyFigureId::OnTime,
    KeyFigureId::WithPractice,
    KeyFigureId::SecondTries,
    KeyFigureId::TimeToCompetence,
];

/// What people add up to.
pub(super) enum Parts {
    /// So many of so many.
    Share(fn(&Standing) -> Share),
    /// How long something took.
    Durations(fn(&Standing) -> &Durations),
}

fn requirements(standing: &Standing) -> Share {
    let gaps = standing.all_gaps();
    Share { met: gaps.covered, total: gaps.asked(), people: standing.members }
}

impl KeyFigureId {
    fn title(self, basis: &Basis) -> String {
        match self {
            Self::NeedsMet => "Needs met".into(),
            Self::RequirementsCovered => "Required skills in place".into(),
            Self::AppliedInTime => format!("Used at work within {} days", basis.limits.window_days),
            Self::OnTime => "Goals reached on time".into(),
            Self::WithPractice => "Certificates with practice".into(),
            Self::SecondTries => "Second tries that succeeded".into(),
            Self::TimeToCompetence => "Time until people work alone".into(),
        }
    }

    fn explanation(self) -> &'static str {
        match self {
            Self::NeedsMet => "Needs of the teams for which enough of their people are at the level.",
            Self::RequirementsCovered => {
                "Of all skills that tiers ask of the people who work towards them: those that are there."
            }
            Self::AppliedInTime => {
                "Finished goals whose skill was then used at work in time; those whose days are still \
                 running do not count yet."
            }
            Self::OnTime => "Goals finished by the deadline that stood before they were finished.",
            Self::WithPractice => {
                "Certifications at least 30 days old with work in the same skill within 30 days of them."
            }
            Self::SecondTries => "Skills that were not there yet the first time and were the second time.",
            Self::TimeToCompetence => {
                "Days from the start of the first goal for a skill to the level from which people work \
                 alone: the median, and what the middle half took."
            }
        }
    }

    pub(super) fn unit(self) -> Unit {
        match self {
            Self::TimeToCompetence => Unit::Days,
            Self::NeedsMet
            | Self::RequirementsCovered
            | Self::AppliedInTime
            | Self::OnTime
            | Self::WithPractice
            | Self::SecondTries => Unit::Percent,
        }
    }

    /// What each person adds to it; `None` for a figure of teams, to which nobody adds alone.
    pub(super) fn parts(self) -> Option<Parts> {
        match self {
            Self::NeedsMet => None,
            Self::RequirementsCovered => Some(Parts::Share(requirements)),
            Self::AppliedInTime => Some(Parts::Share(|standing| standing.applied)),
            Self::OnTime => Some(Parts::Share(|standing| standing.on_time)),
            Self::WithPractice => Some(Parts::Share(|standing| standing.practised)),
            Self::SecondTries => Some(Parts::Share(|standing| standing.second_tries)),
            Self::TimeToCompetence => Some(Parts::Durations(|standing| &standing.competence)),
        }
    }

    /// What it says of a group on a day.
    pub(super) fn reading(self, day: &Day, whose: Whose<'_>, basis: &Basis) -> Reading {
        let standing = day.standing(whose);
        let share = match self.parts() {
            None => day.needs_met(whose, basis),
            Some(Parts::Share(of)) => of(standing),
            Some(Parts::Durations(of)) => {
                let times = of(standing);
                let quartiles = times.quartiles();
                return Reading {
                    value: times.median(),
                    of: Some(times.count()),
                    met: None,
                    lower_quartile: quartiles.map(|(lower, _)| lower),
                    upper_quartile: quartiles.map(|(_, upper)| upper),
                    as_of: Some(day.day),
                    withheld: false,
                };
            }
        };
        Reading {
            value: share.percent().and_then(|percent| i64::try_from(percent).ok()),
            of: Some(share.total),
            met: Some(share.met),
            as_of: Some(day.day),
            ..Reading::default()
        }
    }

    /// The figure with what it was before.
    pub(super) fn row(
        self,
        now: Reading,
        then: Option<Reading>,
        trend: Vec<TrendPoint>,
        basis: &Basis,
    ) -> KeyFigure {
        let change = then.and_then(|then| Some(now.value? - then.value?));
        KeyFigure {
            id: self,
            title: self.title(basis),
            explanation: self.explanation().to_owned(),
            unit: self.unit(),
            now,
            then,
            change,
            trend,
        }
    }
}

/// The key figures of a group, nothing withheld: `months` are the ends of months, oldest first.
pub(super) fn open(
    basis: &Basis,
    whose: Whose<'_>,
    today: &Day,
    then: Option<&Day>,
    months: &[&Day],
) -> Vec<KeyFigure> {
    let row = |figure: KeyFigureId| {
        let trend = months.iter().map(|day| {
            let value = figure.reading(day, whose, basis).value;
            TrendPoint { date: day.day, value, withheld: false }
        });
        let then = then.map(|day| figure.reading(day, whose, basis));
        figure.row(figure.reading(today, whose, basis), then, trend.collect(), basis)
    };
    ALL.into_iter().map(row).collect()
}
