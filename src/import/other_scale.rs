//! Signs that the numbers of a sheet are of another scale than the policy's: then a 3 that is on both may
//! mean something else, and it is said how to tell what each stands for.

use std::collections::BTreeMap;

use super::LevelsRead;
use super::matrix::Rated;
use crate::policy::Vocabulary;
use crate::record::Level;

/// The scale that the sheet seems to have, from its first number to its last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherScale {
    /// The first number: 0 or 1.
    pub first: u8,
    /// The last.
    pub last: u8,
    /// What each number would be on the policy's scale.
    pub levels: Vec<(u8, Level)>,
}

/// The largest number that a scale of a sheet has; more are points or percentages.
const LARGEST: u8 = 10;

impl OtherScale {
    /// What the texts tell that are no levels (`unknown`, with how often they stand there), and those that
    /// are.
    pub(super) fn of(
        scale: &Vocabulary,
        levels: &LevelsRead,
        unknown: &BTreeMap<String, usize>,
        ratings: &[Rated],
    ) -> Option<Self> {
        let steps: Vec<Level> = scale.scale.keys().copied().filter(|level| level.0 > 0).collect();
        let top = steps.last()?.0;
        let first = u8::from(!levels.nothing_yet.contains_key("0"));
        let beyond = unknown.iter().filter_map(|(text, cells)| Some((text.parse::<u8>().ok()?, *cells)));
        let beyond: BTreeMap<u8, usize> = beyond.filter(|(number, _)| *number > top).collect();
        let largest = beyond.last_key_value().map(|(number, _)| *number);
        match largest {
            // A single one is a slip.
            Some(last) if last <= LARGEST && beyond.values().sum::<usize>() > 1 => {
                let step = |number: u8| {
                    let place = (usize::from(number) * steps.len()).div_ceil(usize::from(last));
                    steps.get(place.checked_sub(1)?).copied()
                };
                let levels = (1..=last).filter_map(|number| Some((number, step(number)?)));
                Some(Self { first, last, levels: levels.collect() })
            }
            Some(_) => None,
            // From 0 to 4 there are as many steps as from 1 to 5.
            None => {
                let last = u8::try_from(steps.len()).ok()?.checked_sub(1)?;
                let highest = ratings.iter().map(|rating| rating.level.0).max()?;
                let levels = (0..=last).zip(steps).collect();
                (first == 0 && highest == last && top > last).then_some(Self { first, last, levels })
            }
        }
    }
}
