//! A change of levels that takes the meaning from ratings that people already have.

use std::collections::BTreeSet;

use crate::finding::{Audience, Finding, Location, Severity};
use crate::policy::Vocabulary;
use crate::progress::level::defined_levels;
use crate::record::Level;
use crate::rules::wording::count;
use crate::rules::{Check, Docs, Example, Family, Rule, Setting, SharedView};

/// See the module.
pub static RULE: Rule = Rule {
    id: "orphaned-rating",
    family: Family::Change,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "a change of scale or levels that leaves existing ratings without meaning",
    docs: Docs {
        finds: "A change takes a level out of a skill's `levels`, or out of the policy's `scale` where a \
                skill has none of its own, and people have ratings at that level. The number of ratings is \
                said, never whose they are.",
        why: "A rating is a number whose meaning stands in the framework. Without the text nobody can say \
              any more what the person was seen to do.",
        bad: Example {
            path: "framework/skills/async-rust.yaml",
            yaml: "# level 4 is taken out, and two people have it\nlevels:\n  1: Reads async code.\n  \
                   3: Designs an async service.",
        },
        good: Example {
            path: "framework/skills/async-rust.yaml",
            yaml: "levels:\n  1: Reads async code.\n  3: Designs an async service.\n  \
                   4: Finds stalls and leaks in other people's services.",
        },
        change: "Keep the level and reword it, or make a new skill with new levels and mark this one \
                 `deprecated` with `replaced_by`.",
    },
    checks: &[Check::Shared(check)],
};

fn check(view: &SharedView<'_>, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let Some(earlier) = setting.earlier else { return };
    let scale = |vocabulary: &Vocabulary| vocabulary.scale.keys().copied().collect::<BTreeSet<_>>();
    let (was, is) = (scale(earlier.vocabulary), scale(setting.vocabulary));
    let mut by_scale = 0;
    for skill in setting.framework.skills.iter() {
        let Some(old) = earlier.skill(skill) else { continue };
        let (old_levels, levels) = (defined_levels(&old.data, &was), defined_levels(&skill.data, &is));
        if old_levels.is_subset(&levels) {
            continue;
        }
        let lost = |level: &Level| old_levels.contains(level) && !levels.contains(level);
        let ratings: usize =
            view.census.ratings(&skill.id).filter(|(level, _)| lost(level)).map(|(_, count)| count).sum();
        if ratings == 0 {
            continue;
        }
        if skill.data.levels.is_empty() && old.data.levels.is_empty() {
            by_scale += ratings;
        } else {
            findings.push(finding(skill.key("/levels"), &format!("`{}`", skill.id), ratings).help(
                "keep every level that somebody was rated at, or mark the skill `deprecated` and make a new one",
            ));
        }
    }
    if let (1.., Some(path)) = (by_scale, view.policy_path) {
        findings.push(
            finding(Location::key(path, "/scale"), "the scale", by_scale).help(
                "keep every level that somebody was rated at; its `label` and `description` may change",
            ),
        );
    }
}

fn finding(location: Location, what: &str, ratings: usize) -> Finding {
    let number = count(ratings, "rating");
    let verb = if ratings == 1 { "is" } else { "are" };
    let message = format!("the change takes levels out of {what} at which {number} {verb} recorded");
    RULE.finding(location, message).label("levels are missing here")
}
