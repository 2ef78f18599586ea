//! Which credentials a person holds on a day, and from when on they should be renewed. Whether an
//! award was well earned is for rules to say.

use std::collections::{BTreeMap, BTreeSet};

use super::present_id;
use crate::calendar::Date;
use crate::record::{Award, Credential, Person, Record, Records};

/// Days before its end from which an award should be renewed, where the credential says nothing.
pub const RENEW_DAYS: u32 = 30;

/// The last day on which `award` is valid: its date and `valid_months` calendar months after it,
/// on the last day of a month that is too short. `None`: without an end.
#[must_use]
pub fn valid_until(award: &Award, credential: &Credential) -> Option<Date> {
    credential.valid_months.map(|months| award.date.plus_months(i64::from(months)))
}

/// Days before its end from which an award of `credential` should be renewed: `renew_days`, else
/// [`RENEW_DAYS`].
#[must_use]
pub fn renew_days(credential: &Credential) -> u32 {
    credential.renew_days.unwrap_or(RENEW_DAYS)
}

/// The award that stands for each credential, by the credential's present id: of those that were
/// not revoked the latest, on one day the one with the last id. The earlier ones are renewed by it.
#[must_use]
pub fn standing<'a>(
    person: &'a Person,
    credentials: &'a Records<Credential>,
) -> BTreeMap<&'a str, &'a Record<Award>> {
    let mut standing: BTreeMap<&str, &Record<Award>> = BTreeMap::new();
    for award in person.awards.iter().filter(|award| award.data.revoked.is_none()) {
        let latest = standing.entry(present_id(credentials, &award.data.credential)).or_insert(award);
        if latest.data.date <= award.data.date {
            *latest = award;
        }
    }
    standing
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

    #[test]
    fn the_latest_award_that_was_not_revoked_stands_for_its_credential() {
        let revoked = json!({"date": "2026-01-01", "reason": "R"});
        let sample = Sample::new()
            .credential("owner", json!({"formerly": ["tokio-owner"]}))
            .award("a", json!({"credential": "owner", "date": "2025-06-01"}))
            .award("b", json!({"credential": "tokio-owner", "date": "2025-12-01"}))
            .award("c", json!({"credential": "owner", "date": "2025-12-01"}))
            .award("d", json!({"credential": "owner", "date": "2025-12-31", "revoked": revoked}))
            .award("e", json!({"credential": "owner", "date": "2025-01-01"}))
            .award("f", json!({"credential": "gone", "date": "2025-01-01"}));
        let standing = standing(&sample.person, &sample.framework.credentials);
        let ids: Vec<_> =
            standing.iter().map(|(credential, award)| (*credential, award.id.as_str())).collect();
        assert_eq!(ids, [("gone", "f"), ("owner", "c")]);
    }
}
