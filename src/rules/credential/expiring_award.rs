//! An award that ends soon or has ended, and was not renewed.

use std::collections::BTreeSet;

use crate::finding::{Audience, Finding, Severity};
use crate::progress::credential::{RENEW_DAYS, renew_days, standing, valid_until};
use crate::progress::presence::Presence;
use crate::progress::tier::{Demands, Destination};
use crate::record::{Framework, Person};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "expiring-award",
    family: Family::Credential,
    severity: Severity::Warning,
    audience: Audience::Shared,
    dated: true,
    summary: "an award that ends soon or has ended, and was not renewed",
    docs: Docs {
        finds: "An award's last day, its `date` and `valid_months` of its credential, is today or at most \
                `renew_days` ahead (30 unless the credential says otherwise), or has passed, and there is \
                no later award of the same credential. An award that ended is spoken of for `renew_days` \
                more, at least 30; after that only while the tier that the person has or works towards \
                asks for the credential. Revoked awards are left alone, and so are people who are away, or \
                have not started. While one of the person's awards cannot be read, the rule is silent, \
                because it might be the renewal.",
        why: "An examination needs a date and a budget, and micro-credentials need reviewers. With some \
              weeks to go, renewing is one appointment; once it has ended, it may be the whole way again.",
        bad: Example {
            path: "people/ana/awards/2024-12-11-async-owner.yaml",
            yaml: "# on 2026-11-22, with `valid_months: 24` and no later award\n\
                   credential: async-owner\ndate: 2024-12-11",
        },
        good: Example {
            path: "people/ana/awards/2026-11-20-async-owner.yaml",
            yaml: "# beside the award of 2024-12-11\ncredential: async-owner\ndate: 2026-11-20",
        },
        change: "Set `renew_days` in the credential, or the severity under `rules` in milepost.yaml.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let (today, framework) = (setting.today, setting.framework);
    let present = Presence::of(person.profile(), today).is_present();
    if person.awards.is_empty() || !present || !person.awards.all_read() {
        return;
    }
    let mut asked = None;
    for (id, award) in standing(person, &framework.credentials) {
        let Some(credential) = framework.credentials.get(id) else { continue };
        let Some(last) = valid_until(&award.data, &credential.data) else { continue };
        let days = renew_days(&credential.data);
        if today < last.plus_days(-i64::from(days)) {
            continue;
        }
        let is_history = today > last.plus_days(i64::from(days.max(RENEW_DAYS)));
        if is_history && !asked.get_or_insert_with(|| asked_for(person, framework)).contains(id) {
            continue;
        }
        let message = if today > last {
            format!("the award was valid until {last}, and no later award renews it")
        } else {
            format!("the award is valid until {last}, and it is time to renew it")
        };
        findings.push(
            RULE.finding(award.value("/date"), message)
                .label(format!("valid until {last}"))
                .related(credential.value("/valid_months"), "this is how many months it is valid")
                .help(format!(
                    "once it is renewed, add an award with the new day; if it is not to be renewed, write \
                     why in this one: `allow: {{{}: …}}`",
                    RULE.id
                )),
        );
    }
}

/// The present ids of the credentials that the person's own tier, or the one they work towards,
/// asks for.
fn asked_for<'a>(person: &'a Person, framework: &'a Framework) -> BTreeSet<&'a str> {
    let Some(profile) = person.profile() else { return BTreeSet::new() };
    let own =
        framework.roles.get(&profile.role).and_then(|role| Demands::of(&role.data, &profile.tier, framework));
    let next = Destination::of(profile, &framework.roles)
        .and_then(|way| Demands::of(&way.role.data, &way.tier.id, framework));
    own.into_iter().chain(next).flat_map(|demands| demands.credentials.into_keys()).collect()
}
