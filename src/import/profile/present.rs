//! People of the sheet who have a profile: it stays as it is, and what the sheet says otherwise is told.

use super::super::heading::Field;
use super::super::people::Someone;
use super::super::remark::Weight;
use super::super::{ladder, naming};
use super::Maker;
use crate::record::Person;

impl Maker<'_, '_> {
    /// What the sheet says of somebody otherwise than the profile that is there.
    pub(super) fn present(&mut self, person: &Someone) {
        let Some(profile) = self.known.person(&person.handle).and_then(Person::profile) else { return };
        for (field, (cell, text)) in &person.attributes {
            let id = || naming::id(text);
            let same = match field {
                Field::Role => {
                    let rest = || self.present_role(text.trim().split_once(char::is_whitespace)?.1);
                    [self.present_role(text), rest()].contains(&Some(profile.role.to_string()))
                }
                Field::Tier => {
                    let tier = profile.tier.as_str();
                    id().as_deref() == Some(tier) || ladder::nearly(text, [tier].into_iter()).is_some()
                }
                Field::Team => {
                    let team = profile.team.as_ref().and_then(|team| self.known.groups.teams.get(team));
                    team.is_some_and(|it| {
                        [Some(it.id.to_string()), naming::id(&it.data.name)].contains(&id())
                    })
                }
                Field::Email => {
                    let known = || profile.emails.iter().any(|email| email.eq_ignore_ascii_case(text));
                    self.known.pseudonymous || known()
                }
                Field::Name | Field::FirstName | Field::LastName | Field::Handle => true,
                Field::Discipline | Field::Started | Field::Manager | Field::Mentor => true,
                Field::Skill | Field::Level | Field::Date | Field::Assessor => true,
                Field::Category | Field::Ignore => true,
            };
            if !same {
                let why = ("otherwise in the profile, which stays as it is", "");
                self.remarks.add(self.table, Weight::Aside, *cell, &person.shown, why);
            }
        }
    }
}
