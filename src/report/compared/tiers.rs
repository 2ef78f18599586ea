//! Progress towards a tier before and with the change.

use super::{TouchedPerson, View};
use crate::progress::tier::{self, TierProgress as Progress};
use crate::record::{Framework, Kind, Person, Tier};
use crate::report::change::{Fraction, TierProgress};

/// How far somebody is towards the tier that they work towards with the change, where the change
/// touches what counts for it or moves it. Both states are looked at on the same day.
pub(super) fn progress(view: &View<'_>, person: &TouchedPerson) -> Option<TierProgress> {
    let today = view.of.settings.today;
    let (framework, old) = (&view.of.after.framework.data, &view.of.base.framework.data);
    let of = |person: &Person, framework: &Framework| {
        let progress = Progress::of(person, framework, today, &view.limits)?;
        Some((progress.destination.tier.id.to_string(), fraction(&progress)))
    };
    let with = Progress::of(&person.after, framework, today, &view.limits)?;
    let tier::Destination { tier, .. } = with.destination;
    // The same aim for both states, so that the two fractions can be compared.
    let before = Person { profile: person.after.profile.clone(), ..person.before.clone() };
    let before = of(&before, old)
        .filter(|(id, _)| *id == *tier.id)
        .or_else(|| of(&before, framework))
        .map_or_else(Fraction::default, |(_, fraction)| fraction);
    let after = fraction(&with);
    let touched = [Kind::Goal, Kind::Assessment, Kind::Award].into_iter().any(|kind| person.touches(kind));
    (after.total > 0 && (touched || before != after)).then(|| TierProgress {
        person: view.names.person(&person.handle),
        tier: name(tier),
        before,
        after,
    })
}

/// What a tier is called: its name, else its id.
pub(super) fn name(tier: &Tier) -> String {
    tier.name.clone().filter(|name| !name.trim().is_empty()).unwrap_or_else(|| tier.id.to_string())
}

pub(super) fn fraction(progress: &Progress<'_>) -> Fraction {
    counted(progress.met(), progress.total())
}

pub(super) fn counted(met: u64, total: u64) -> Fraction {
    let count = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    Fraction { met: count(met), total: count(total) }
}
