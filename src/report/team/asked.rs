//! Which skills a group is asked for, why, and in which order that matters.

use std::collections::{BTreeMap, BTreeSet};

use super::gathered::{Day, Whose, present_skill};
use crate::progress::priority::Urgency;
use crate::progress::team::Standing;
use crate::progress::tier::Demands;
use crate::record::{Id, Level};
use crate::report::basis::Basis;

/// One reason to ask for a skill.
#[derive(Clone, Debug)]
pub(super) struct Ask {
    /// The level that is asked.
    pub(super) level: Level,
    /// How many people at the level the business needs beyond those whom it has; for what a tier
    /// asks of people, zero.
    pub(super) missing: u64,
    /// Whether the business needs it; otherwise a tier asks for it.
    pub(super) is_need: bool,
    /// Why, and how urgent it is.
    pub(super) urgency: Urgency,
}

/// Present skill id → every reason to ask a group for it.
pub(super) type Asks = BTreeMap<Id, Vec<Ask>>;

/// What a group is asked for: what its teams need, and what the tiers ask that its members work
/// towards.
pub(super) fn asks(basis: &Basis, day: &Day, whose: Whose<'_>, standing: &Standing) -> Asks {
    let mut asks = Asks::new();
    for (team, need) in day.needs(whose) {
        let skill = present_skill(basis, &need.skill);
        let qualified = day.standing(Whose::Team(team)).at_least(skill, need.level);
        let missing = u64::from(need.people).saturating_sub(qualified);
        asks.entry(Id::new(skill)).or_default().push(Ask {
            level: need.level,
            missing,
            is_need: true,
            urgency: Urgency::of_need(need),
        });
    }
    let framework = basis.framework();
    for (role, tier) in standing.destinations.keys() {
        let Some(role) = framework.roles.get(role) else { continue };
        let Some(demands) = Demands::of(&role.data, tier, framework) else { continue };
        for (skill, requirement) in demands.requirements {
            asks.entry(Id::new(skill)).or_default().push(Ask {
                level: requirement.level,
                missing: 0,
                is_need: false,
                urgency: Urgency::of_requirement(requirement),
            });
        }
    }
    asks
}

/// The skills, the most urgent first; of equally urgent ones by id.
pub(super) fn by_urgency(asks: &Asks) -> Vec<Id> {
    let mut skills: Vec<(&Urgency, &Id)> = asks
        .iter()
        .filter_map(|(skill, asks)| Some((asks.iter().map(|ask| &ask.urgency).min()?, skill)))
        .collect();
    skills.sort_unstable();
    skills.into_iter().map(|(_, skill)| skill.clone()).collect()
}

/// The levels of a skill that should not hang on one person: those that the business needs, and the
/// one from which people work alone. Each with whether the business needs it.
pub(super) fn levels_to_hold(basis: &Basis, skill: &str, asks: &[Ask]) -> BTreeMap<Level, bool> {
    let needed: BTreeSet<Level> = asks.iter().filter(|ask| ask.is_need).map(|ask| ask.level).collect();
    let mut levels: BTreeMap<Level, bool> = needed.iter().map(|level| (*level, true)).collect();
    if let Some(record) = basis.framework().skills.get(skill).filter(|_| !needed.is_empty()) {
        levels.entry(record.data.proficient_from).or_insert(false);
    }
    levels
}
