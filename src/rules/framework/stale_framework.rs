//! A skill or a role that nobody has looked at for too long.

use crate::calendar::Date;
use crate::finding::{Audience, Finding, Location, Severity};
use crate::record::SkillStatus;
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "stale-framework",
    family: Family::Framework,
    severity: Severity::Warning,
    audience: Audience::Shared,
    dated: true,
    summary: "a skill or a role whose last review is too long ago",
    docs: Docs {
        finds: "`reviewed` of a skill or a role is more than `framework.review_days` (92 unless the policy \
                says otherwise) ago; the last of these days itself is fine. Without `reviewed` nothing is \
                claimed and nothing is said. Deprecated skills are left out.",
        why: "What is asked for at work changes faster than texts do. A framework that nobody looks at \
              sends people to last year's skills.",
        bad: Example {
            path: "framework/skills/async-rust.yaml",
            yaml: "reviewed: 2026-08-21 # and today is 2026-11-22",
        },
        good: Example { path: "framework/skills/async-rust.yaml", yaml: "reviewed: 2026-11-22" },
        change: "Read the text, mend what no longer holds, and write the day into `reviewed`. Set \
                 `framework.review_days` in milepost.yaml, or the severity under `rules`.",
    },
    checks: &[Check::Framework(check)],
};

fn check(setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let in_use =
        setting.framework.skills.iter().filter(|skill| skill.data.status() != SkillStatus::Deprecated);
    for skill in in_use {
        judge(skill.data.reviewed, "skill", setting, || skill.value("/reviewed"), findings);
    }
    for role in setting.framework.roles.iter() {
        judge(role.data.reviewed, "role", setting, || role.value("/reviewed"), findings);
    }
}

fn judge(
    reviewed: Option<Date>,
    what: &str,
    setting: &Setting<'_>,
    place: impl FnOnce() -> Location,
    findings: &mut Vec<Finding>,
) {
    let Some(reviewed) = reviewed else { return };
    let due = reviewed.plus_days(setting.policy.limits.review_days);
    if setting.today <= due {
        return;
    }
    let message = format!("this {what} was last reviewed on {reviewed}; its next review was due by {due}");
    findings.push(
        RULE.finding(place(), message)
            .label(format!("reviews are due every {} days", setting.policy.limits.review_days))
            .help("read it, mend what no longer holds, and write the day of the review here"),
    );
}
