//! The levels of a group of people in one skill, before and after, so that nobody's own level can be
//! told: the mean, and how many are in bands of levels. Which groups are small is for reports to say.

use std::collections::{BTreeMap, BTreeSet};

use super::level::Levels;
use crate::calendar::Date;
use crate::record::Level;

/// How the levels of the same people in a skill moved.
#[derive(Clone, Debug, PartialEq)]
pub struct Movement {
    /// How many people it is about: those who had a level on the first day. They all have one
    /// afterwards too.
    pub people: usize,
    /// The mean of their levels on the first day, in tenths, rounded half up.
    pub before: Tenths,
    /// The last day whose figures may be shown, and the mean on that day; `None` where the first
    /// day is the last one.
    pub after: Option<(Date, Tenths)>,
    /// How many were and are in bands of levels, the lowest first. Each band holds nobody or at
    /// least as many people as the smallest group, before and after; one band alone tells nothing
    /// and is left out.
    pub bands: Vec<Band>,
}

/// A mean of levels in tenths of a level: 43 is 4.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tenths(pub u32);

impl Tenths {
    /// The mean of `levels`; `None` of nobody.
    #[must_use]
    pub fn mean(levels: &[Level]) -> Option<Self> {
        let people = u32::try_from(levels.len()).ok().filter(|people| *people > 0)?;
        let sum: u32 = levels.iter().map(|level| u32::from(level.0)).sum();
        Some(Self((sum * 20 + people) / (people * 2)))
    }

    /// As a number of levels.
    #[must_use]
    pub fn levels(self) -> f64 {
        f64::from(self.0) / 10.0
    }
}

/// Neighbouring levels and how many people have one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// The lowest level.
    pub from: Level,
    /// The highest level.
    pub to: Level,
    /// People on the first day.
    pub before: usize,
    /// People on the last.
    pub after: usize,
}

/// How the levels of `people` in `skill` moved from `first` on, over `days`, the earliest first:
/// the days on which figures are made known.
///
/// Only people with a level on `first` are looked at, so that the same people are compared. From
/// one day to the next the figures move on when nobody's level differs, or those of at least
/// `smallest` people do; otherwise the earlier ones stand, because the difference would tell whose
/// level changed, and by how much. `None` where fewer than `smallest` people had a level on `first`.
#[must_use]
pub fn movement(
    people: &[Levels<'_>],
    skill: &str,
    scale: &BTreeSet<Level>,
    first: Date,
    days: &[Date],
    smallest: usize,
) -> Option<Movement> {
    let smallest = smallest.max(1);
    let known: Vec<(&Levels<'_>, Level)> =
        people.iter().filter_map(|levels| Some((levels, levels.on(skill, first)?.level))).collect();
    if known.len() < smallest {
        return None;
    }
    let before: Vec<Level> = known.iter().map(|(_, level)| *level).collect();
    let (mut day, mut shown) = (first, before.clone());
    for next in days.iter().filter(|next| **next > first) {
        // Whoever has a level keeps one: no rating ever ceases to be the latest without another.
        let then: Vec<Level> = known
            .iter()
            .map(|(levels, level)| levels.on(skill, *next).map_or(*level, |found| found.level))
            .collect();
        let changed = then.iter().zip(&shown).filter(|(then, shown)| then != shown).count();
        if changed == 0 || changed >= smallest {
            (day, shown) = (*next, then);
        }
    }
    Some(Movement {
        people: known.len(),
        before: Tenths::mean(&before)?,
        after: if day > first { Some((day, Tenths::mean(&shown)?)) } else { None },
        bands: bands(&before, &shown, scale, smallest),
    })
}

/// The levels of the same people on two days, in bands that hold nobody or at least `smallest` of
/// them on either.
fn bands(before: &[Level], after: &[Level], scale: &BTreeSet<Level>, smallest: usize) -> Vec<Band> {
    let mut levels: BTreeMap<Level, (usize, usize)> =
        scale.iter().map(|level| (*level, Default::default())).collect();
    for level in before {
        levels.entry(*level).or_default().0 += 1;
    }
    for level in after {
        levels.entry(*level).or_default().1 += 1;
    }
    let large = |band: &Band| [band.before, band.after].iter().all(|n| *n == 0 || *n >= smallest);
    let mut bands: Vec<Band> = Vec::new();
    let mut open: Option<Band> = None;
    for (level, (before, after)) in levels {
        let band = match open.take() {
            Some(band) => Band { to: level, before: band.before + before, after: band.after + after, ..band },
            None => Band { from: level, to: level, before, after },
        };
        if large(&band) { bands.push(band) } else { open = Some(band) }
    }
    // What is left at the top joins the bands below until it is large enough.
    while let Some(rest) = open.take() {
        let Some(below) = bands.pop() else { break };
        let band = Band {
            from: below.from,
            to: rest.to,
            before: below.before + rest.before,
            after: below.after + rest.after,
        };
        if large(&band) { bands.push(band) } else { open = Some(band) }
    }
    let peopled = bands.iter().filter(|band| band.before + band.after > 0).count();
    if peopled > 1 { bands } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::progress::sample::{Sample, day, levels, limits};

    fn of(levels: &[u8]) -> Vec<Level> {
        levels.iter().copied().map(Level).collect()
    }

    fn moved(people: &[(u8, u8)], days: &[&str]) -> Option<Movement> {
        let samples: Vec<Sample> = people
            .iter()
            .map(|(before, after)| {
                let sample = Sample::new().rated("a", "2026-06-01", "mentor", "rust", *before);
                sample.rated("b", "2026-09-20", "panel", "rust", *after)
            })
            .collect();
        let limits = limits();
        let levels_of: Vec<_> = samples
            .iter()
            .map(|sample| Levels::of(&sample.person, &sample.framework.skills, &limits))
            .collect();
        let days: Vec<Date> = days.iter().map(|text| day(text)).collect();
        movement(&levels_of, "rust", &levels([1, 2, 3, 4, 5]), day("2026-06-05"), &days, 5)
    }

    #[test]
    fn the_same_people_are_compared_in_bands_of_at_least_five() {
        let people = [(1, 3), (1, 3), (2, 3), (2, 3), (2, 3), (3, 4), (3, 4), (3, 4), (3, 4), (3, 4)];
        let found = moved(&people, &["2026-09-30"]).unwrap();
        assert_eq!((found.people, found.before.0), (10, 23));
        assert_eq!(found.after, Some((day("2026-09-30"), Tenths(35))));
        let bands: Vec<_> = found.bands.iter().map(|b| (b.from.0, b.to.0, b.before, b.after)).collect();
        assert_eq!(bands, [(1, 2, 5, 0), (3, 3, 5, 5), (4, 4, 0, 5), (5, 5, 0, 0)]);
    }

    #[test]
    fn what_would_tell_whose_level_changed_waits() {
        let one = [(2, 3), (2, 2), (2, 2), (2, 2), (2, 2), (2, 2)];
        let found = moved(&one, &["2026-08-31", "2026-09-30", "2026-10-31"]).unwrap();
        assert_eq!(found.after, Some((day("2026-08-31"), Tenths(20))));
        assert_eq!(moved(&one, &["2026-09-30"]).unwrap().after, None);
        assert_eq!(moved(&one, &["2026-09-30"]).unwrap().bands, []);
        assert_eq!(moved(&one[..4], &["2026-09-30"]), None);
        assert_eq!(moved(&[], &["2026-09-30"]), None);
    }

    #[test]
    fn a_mean_is_rounded_half_up() {
        for (levels, expected) in
            [(&[2, 2, 2, 3][..], Some(23)), (&[1, 2], Some(15)), (&[1, 1, 2], Some(13)), (&[], None)]
        {
            assert_eq!(Tenths::mean(&of(levels)).map(|mean| mean.0), expected, "{levels:?}");
        }
        assert_eq!(Tenths(43).levels().to_string(), "4.3");
    }

    proptest! {
        #[test]
        fn no_band_holds_few_and_all_hold_everybody(
            both in vec((0_u8..=10, 0_u8..=10), 5..60),
            smallest in 1_usize..=5,
        ) {
            let (before, after): (Vec<u8>, Vec<u8>) = both.into_iter().unzip();
            let found = bands(&of(&before), &of(&after), &levels([1, 2, 3, 4, 5]), smallest);
            for band in &found {
                prop_assert!(band.before == 0 || band.before >= smallest, "{found:?}");
                prop_assert!(band.after == 0 || band.after >= smallest, "{found:?}");
            }
            if !found.is_empty() {
                prop_assert_eq!(found.iter().map(|band| band.before).sum::<usize>(), before.len());
                prop_assert_eq!(found.iter().map(|band| band.after).sum::<usize>(), after.len());
                prop_assert!(found.windows(2).all(|pair| pair[0].to < pair[1].from));
            }
        }
    }
}
