//! Somebody of whom no baseline was taken.

use std::collections::BTreeSet;

use crate::finding::{Audience, Finding, Pointer, Severity};
use crate::progress::beginning::first_recorded_day;
use crate::progress::present_id;
use crate::progress::tier::Demands;
use crate::record::{Cycle, Person};
use crate::rules::profile::present;
use crate::rules::wording::days;
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "missing-baseline",
    family: Family::Profile,
    severity: Severity::Warning,
    audience: Audience::Shared,
    dated: true,
    summary: "no baseline rating of any skill of the own tier, some time after the start",
    docs: Docs {
        finds: "More than `assessments.baseline_days` (30 unless the policy says otherwise) after \
                `started`, or after the first goal, entry or assessment where that is later, no assessment with `cycle: baseline` rates any skill that the person's tier, \
                or an earlier one of the role, requires or lets people choose. One rating is enough, at \
                whatever level, by whatever method and on whatever day; a self-rating is one, too. A tier \
                that requires no skill asks for nothing, and where an assessment, the role or the tier \
                cannot be read or does not exist, the rule is silent. People who are away, have left or \
                have not started are not asked, nor is anybody who has a profile and nothing else.",
        why: "Growth can only be seen from where somebody began. After a few months nobody remembers where \
              that was.",
        bad: Example {
            path: "people/ana/profile.yaml",
            yaml: "# on 2026-04-02, with no baseline assessment\ntier: mid\nstarted: 2026-03-02",
        },
        good: Example {
            path: "people/ana/assessments/2026-03-20-baseline.yaml",
            yaml: "date: 2026-03-20\nmethod: mentor\ncycle: baseline\nassessors: [ben]\nratings:\n  - \
                   {skill: async-rust, rating: 1}",
        },
        change: "Set `assessments.baseline_days` in milepost.yaml, or the severity under `rules`.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let Some(profile) = present(person, setting) else { return };
    let limit = setting.policy.limits.baseline_days;
    // A team that begins with Milepost today has people who started years ago.
    let Some(began) = first_recorded_day(person) else { return };
    let started = profile.data.started;
    let due = began.max(started).plus_days(limit);
    if setting.today <= due || !person.assessments.all_read() {
        return;
    }
    let skills = &setting.framework.skills;
    let Some(role) = setting.framework.roles.get(&profile.data.role) else { return };
    let tier = &profile.data.tier;
    let Some(demands) = Demands::of(&role.data, tier, setting.framework) else { return };
    let Some(example) = demands.requirements.keys().next() else { return };
    let options = demands.electives.iter().flat_map(|electives| &electives.from);
    let of_tier: BTreeSet<&str> = demands
        .requirements
        .keys()
        .copied()
        .chain(options.map(|option| present_id(skills, &option.skill)))
        .collect();
    let mut baselines = person.assessments.iter().filter(|record| record.data.cycle == Cycle::Baseline);
    let rated = baselines.any(|baseline| {
        baseline.data.ratings.iter().any(|rating| of_tier.contains(present_id(skills, &rating.skill)))
    });
    if rated {
        return;
    }
    let message =
        format!("no baseline assessment rates any skill of the tier `{tier}`; one was due by {due}");
    let mut finding = RULE
        .finding(profile.value("/started"), message)
        .label(if began > started {
            format!("the first record is of {began}; a baseline is due within {} of that", days(limit))
        } else {
            format!("a baseline is due within {} of this", days(limit))
        })
        .help(format!(
            "add an assessment with `cycle: baseline` of one of these skills, such as `{example}`"
        ));
    if let Some(index) = role.data.tiers.iter().position(|known| known.id == *tier) {
        finding = finding.related(
            role.value(Pointer::from("/tiers").index(index).key("id")),
            "the tier is described here",
        );
    }
    findings.push(finding);
}
