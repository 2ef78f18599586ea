//! Which credentials a person holds on a day. Whether an award was well earned is for rules to say.

use std::collections::BTreeSet;

use super::present_id;
use crate::calendar::Date;
use crate::record::{Award, Credential, Person, Records};

/// The last day on which `award` is valid: its date and `valid_months` calendar months after it,
/// on the last day of a month that is too short. `None`: without an end.
#[must_use]
pub fn valid_until(award: &Award, credential: &Credential) -> Option<Date> {
    credential.valid_months.map(|months| award.date.plus_months(i64::from(months)))
}

/// The present ids of the credentials that `person` holds on `day`: earned by then, not revoked by
/// then, and not past [`valid_until`].
///
/// An award whose credential could not be read does not end: nothing is known of an end.
#[must_use]
pub fn held<'a>(person: &'a Person, credentials: &'a Records<Credential>, day: Date) -> BTreeSet<&'a str> {
    let valid = |award: &&'a Award| {
        let ended = credentials
            .get(&award.credential)
            .and_then(|credential| valid_until(award, &credential.data))
            .is_some_and(|last| day > last);
        let revoked = award.revoked.as_ref().is_some_and(|revocation| revocation.date <= day);
        award.date <= day && !revoked && !ended
    };
    let awards = person.awards.iter().map(|record| &record.data).filter(valid);
    awards.map(|award| present_id(credentials, &award.credential)).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::progress::sample::{Sample, day};

    fn holds(sample: &Sample, date: &str) -> bool {
        held(&sample.person, &sample.framework.credentials, day(date)).contains("owner")
    }

    #[test]
    fn an_award_is_held_from_its_day_to_its_last_day() {
        let sample = Sample::new()
            .credential("owner", json!({"valid_months": 12}))
            .award("a", json!({"credential": "owner", "date": "2024-02-29"}));
        for (date, expected) in
            [("2024-02-28", false), ("2024-02-29", true), ("2025-02-28", true), ("2025-03-01", false)]
        {
            assert_eq!(holds(&sample, date), expected, "{date}");
        }
    }

    #[test]
    fn a_credential_without_months_is_held_for_ever() {
        let award = json!({"credential": "owner", "date": "2026-01-31"});
        let known = Sample::new().credential("owner", json!({})).award("a", award.clone());
        assert!(holds(&known, "2099-01-01"));
        assert!(holds(&Sample::new().award("a", award), "2099-01-01"), "its file could not be read");
    }

    #[test]
    fn a_revoked_award_is_held_until_the_day_before() {
        let revoked = json!({"date": "2027-02-01", "reason": "R"});
        let sample = Sample::new()
            .credential("owner", json!({}))
            .award("a", json!({"credential": "owner", "date": "2026-12-11", "revoked": revoked}));
        assert!(holds(&sample, "2027-01-31"));
        assert!(!holds(&sample, "2027-02-01"));
    }

    #[test]
    fn a_later_award_renews_and_former_ids_are_followed() {
        let sample = Sample::new()
            .credential("owner", json!({"valid_months": 12, "formerly": ["tokio-owner"]}))
            .award("a", json!({"credential": "tokio-owner", "date": "2025-01-01"}))
            .award("b", json!({"credential": "owner", "date": "2025-12-01"}));
        assert!(holds(&sample, "2025-06-01"));
        assert!(holds(&sample, "2026-12-01"));
        assert!(!holds(&sample, "2026-12-02"));
    }
}
