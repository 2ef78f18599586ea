//! An award with fewer approvals than its credential asks for.

use crate::finding::{Audience, Finding, Severity};
use crate::progress::approval::{Approvals, MissingApprovals};
use crate::record::{ApprovalsNeeded, Award, Credential, Person, Record, Trust};
use crate::rules::credential::awards;
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "short-approvals",
    family: Family::Credential,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "an award with fewer approvals than its credential asks for",
    docs: Docs {
        finds: "An award names fewer people in `approved_by` than `approvals.count` of its credential asks \
                for, or people of one discipline where `approvals.distinct_disciplines` asks for more than \
                one. Somebody who is named twice, also by a former handle, counts once; the person's own \
                approval does not count. Disciplines are asked for only where `count` is 2 or more, and \
                not where the profile of an approver cannot be read. Revoked awards are left alone. Where \
                `approvals.trust` in milepost.yaml is `review`, missing approvals are still to come, and \
                the rule is silent: the pull request's comment shows which.",
        why: "The credential promises that so many people have looked. Whoever relies on it relies on that.",
        bad: Example {
            path: "people/ana/awards/2026-12-11-async-owner.yaml",
            yaml: "# the credential says `approvals: {count: 2}`\ncredential: async-owner\n\
                   date: 2026-12-11\napproved_by: [ben]",
        },
        good: Example {
            path: "people/ana/awards/2026-12-11-async-owner.yaml",
            yaml: "credential: async-owner\ndate: 2026-12-11\napproved_by: [ben, chi]",
        },
        change: "Set `approvals` in the credential, or the severity under `rules` in milepost.yaml.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    if setting.policy.trust == Trust::Review {
        return;
    }
    for award in awards(person, setting) {
        let Some(credential) = setting.framework.credentials.get(&award.data.credential) else { continue };
        let Some(asked) = &credential.data.approvals else { continue };
        let approvals = Approvals::of(&award.data, person, setting.directory);
        findings.extend(match approvals.missing(asked) {
            Some(MissingApprovals::People) => Some(too_few(award, credential, asked, approvals.by.len())),
            Some(MissingApprovals::Disciplines) => Some(one_discipline(award, credential, &approvals)),
            None => None,
        });
    }
}

fn too_few(
    award: &Record<Award>,
    credential: &Record<Credential>,
    asked: &ApprovalsNeeded,
    given: usize,
) -> Finding {
    let people = if asked.count == 1 { "person" } else { "people" };
    let approved = match given {
        0 => "nobody else has approved this award".to_owned(),
        1 => "1 other person has approved this award".to_owned(),
        more => format!("{more} other people have approved this award"),
    };
    let finding = RULE
        .finding(
            award.value("/credential"),
            format!("{approved}, and `{}` asks for approval by {} {people}", credential.id, asked.count),
        )
        .label(format!("asks for approval by {} {people}", asked.count))
        .related(credential.value("/approvals/count"), "asked for here")
        .subject(asked.count.to_string())
        .help(
            "name in `approved_by` the others who approved it; each person counts once, and the one who \
             earned it does not count",
        );
    if award.data.approved_by.is_empty() {
        finding
    } else {
        finding.related(award.value("/approved_by"), "the approvals")
    }
}

fn one_discipline(award: &Record<Award>, credential: &Record<Credential>, approvals: &Approvals) -> Finding {
    let only = approvals.disciplines.iter().flatten().next().map_or("", |discipline| discipline);
    RULE.finding(
        award.value("/approved_by"),
        format!(
            "everybody who approved this award is from `{only}`, and `{}` asks for more than one discipline",
            credential.id
        ),
    )
    .label("one discipline")
    .related(credential.value("/approvals/distinct_disciplines"), "asked for here")
    .subject("distinct_disciplines")
    .help("ask somebody from another discipline as well, and add their handle")
}
