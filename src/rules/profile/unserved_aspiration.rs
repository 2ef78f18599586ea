//! A target or an aspiration that nothing leads to.

use crate::finding::{Audience, Finding, Severity};
use crate::progress::asked::Asked;
use crate::progress::level::Levels;
use crate::progress::tier::TierProgress;
use crate::record::{Aspiration, CareerTarget, Person, Profile, Record};
use crate::rules::profile::{active_goals, present};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "unserved-aspiration",
    family: Family::Profile,
    severity: Severity::Note,
    audience: Audience::Shared,
    // A goal that is reached is no occasion to ask for the next one: that waits for a status.
    dated: true,
    summary: "a target or an aspiration that no active goal serves",
    docs: Docs {
        finds: "No active goal serves the `target` of a profile, or its `aspiration`. A goal serves a \
                target that asks for its skill, at whatever level, for its credential or for one of its \
                modules; the role's module path, electives, prerequisites, modules that teach a skill \
                asked for, and credentials about one all count. For an aspiration, its `skills` are what \
                is asked for. A target whose required skills and credentials are all there needs no goal, \
                nor does an aspiration whose skills are all at their `proficient_from`. An aspiration \
                without `skills` cannot be compared with anything, and where a record that matters \
                cannot be read or does not exist, the rule is silent. So it is in the first \
                `assessments.baseline_days` (30 unless the policy says otherwise) after `started`, in \
                which somebody finds out where they stand. People who are away, have left or have not \
                started are not asked. On a change, only one to the profile itself is \
                told so: reaching a goal is no occasion to ask for the next one.",
        why: "What somebody wants to become happens in steps. Without one under way, it stays a sentence \
              in a file.",
        bad: Example {
            path: "people/ana/profile.yaml",
            yaml: "# no active goal is about anything that this tier asks for\ntarget: {role: \
                   backend-engineer, tier: senior}",
        },
        good: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "# the tier asks for async-rust at level 3\nskill: async-rust\ntarget: 2",
        },
        change: "Set `assessments.baseline_days` or its severity under `rules` in milepost.yaml. For one \
                 person, write why under `allow` in the profile.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let Some(profile) = present(person, setting) else { return };
    let Profile { target, aspiration, started, .. } = &profile.data;
    if setting.today <= started.plus_days(setting.policy.limits.baseline_days) {
        return;
    }
    let aspiration = aspiration.as_ref().filter(|aspiration| !aspiration.skills.is_empty());
    if (target.is_none() && aspiration.is_none())
        || !person.goals.all_read()
        || !person.assessments.all_read()
    {
        return;
    }
    if let Some(target) = target {
        check_target(target, profile, person, setting, findings);
    }
    if let Some(aspiration) = aspiration {
        check_aspiration(aspiration, profile, person, setting, findings);
    }
}

fn check_target(
    target: &CareerTarget,
    profile: &Record<Profile>,
    person: &Person,
    setting: &Setting<'_>,
    findings: &mut Vec<Finding>,
) {
    if !unserved(Asked::of_target(target, setting.framework), person) || !person.awards.all_read() {
        return;
    }
    let Some(progress) = TierProgress::of(person, setting.framework, setting.today, setting.limits) else {
        return;
    };
    if progress.requirements.iter().all(|part| part.coverage.is_met())
        && progress.credentials.iter().all(|part| part.held)
    {
        return;
    }
    let CareerTarget { role, tier } = target;
    findings.push(
        RULE.finding(
            profile.value("/target/tier"),
            format!("no active goal leads to the target, the tier `{tier}` of the role `{role}`"),
        )
        .label("no goal leads here yet")
        .help(
            "set a goal for something that this tier asks for, or take the target out if it no longer holds",
        ),
    );
}

fn check_aspiration(
    aspiration: &Aspiration,
    profile: &Record<Profile>,
    person: &Person,
    setting: &Setting<'_>,
    findings: &mut Vec<Finding>,
) {
    if !unserved(Asked::of_skills(&aspiration.skills, setting.framework), person) {
        return;
    }
    let skills = &setting.framework.skills;
    let levels = Levels::of(person, skills, setting.limits);
    let reached = aspiration.skills.iter().all(|id| {
        let from = skills.get(id).map(|skill| skill.data.proficient_from);
        from.zip(levels.on(id, setting.today)).is_some_and(|(from, level)| level.level >= from)
    });
    if !reached {
        findings.push(
            RULE.finding(
                profile.key("/aspiration/skills"),
                "no active goal leads to any of the skills of the aspiration",
            )
            .label("no goal leads here yet")
            .help("set a goal for one of these skills, or for one that comes before it"),
        );
    }
}

/// Whether it is sure that no active goal serves what is asked. What is asked by name is looked at
/// first, because that is nearly always enough.
fn unserved(mut asked: Asked<'_>, person: &Person) -> bool {
    if active_goals(person).any(|goal| asked.serves(&goal.data) == Some(true)) {
        return false;
    }
    asked.follow();
    // What cannot be read may ask for anything, even where there is no goal to compare.
    asked.is_known() && active_goals(person).all(|goal| asked.serves(&goal.data) == Some(false))
}
